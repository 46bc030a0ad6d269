"""English words by spaCy, their dictionary forms and plurals by lemminflect.

The only module that imports spaCy; lemminflect is asked by `readers.pdf.hyphens`,
too, whether a word exists. spaCy's blank pipeline needs no download; it cuts
words and nothing else. Words are given their dictionary form by
themselves, without their part of speech, so a word that can be a noun is read
as one: `building` stays `building`, `organizations` becomes `organization`.
"""

from __future__ import annotations

from array import array
from functools import cache
from typing import TYPE_CHECKING

from policytext.languages.classes import WordClass
from policytext.records import Token

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline


@cache
def _load_pipeline() -> Pipeline:
    """Return spaCy's English word cutter; loading it takes most of a second."""
    import spacy

    return spacy.blank("en")


def tokenize_english(text: str) -> list[Token]:
    """Return the words of an English text in order, without punctuation.

    >>> [(t.text, t.lemma) for t in tokenize_english("Mass organizations (群团).")]
    [('Mass', 'mass'), ('organizations', 'organization'), ('群团', '群团')]
    """
    positions = iter(place_english(text))
    return [
        Token(text[start:end], find_lemma(text[start:end].lower()), start, end)
        for start, end in zip(positions, positions, strict=True)
    ]


def place_english(text: str) -> array[int]:
    """Return the start and end of every word of an English text in turn, without punctuation.

    Several times as fast as asking spaCy for one word after the other: the
    words' lengths and the spaces behind them come as one array.

    >>> list(place_english("Mass organizations."))
    [0, 4, 5, 18]
    """
    positions, at = array("I"), 0
    doc = _load_pipeline().make_doc(text)
    for length, space, orth in doc.to_array(["LENGTH", "SPACY", "ORTH"]).tolist() if doc else ():
        if _is_word(orth):
            positions.extend((at, at + length))
        at += length + space
    return positions


@cache
def _is_word(orth: int) -> bool:
    """Tell whether a spelling, by spaCy's number for it, has a letter or figure in it."""
    return any(map(str.isalnum, _load_pipeline().vocab.strings[orth]))


@cache
def find_lemma(word: str) -> str:
    """Return the dictionary form of a small-letter word: as a noun if it can be one, else as a verb.

    >>> find_lemma("unions"), find_lemma("strengthened"), find_lemma("群团")
    ('union', 'strengthen', '群团')
    """
    if not word.isascii() or not word.isalpha():
        return word
    from lemminflect import getAllLemmas

    lemmas: dict[str, tuple[str, ...]] = getAllLemmas(word)
    for part in ("NOUN", "VERB"):
        if found := lemmas.get(part):
            return found[0]
    return word


@cache
def classify_english(word: str) -> WordClass:
    """Return what a small-letter word can be, by lemminflect's lexicon.

    A noun can end a noun phrase; nouns, adjectives and participles can stand
    inside one. A word the lexicon lacks is most often a name or a new term, and
    counts as a noun.

    >>> classify_english("coverage").noun, classify_english("social").inside
    (True, True)
    >>> classify_english("strengthened"), classify_english("effectively").inside
    (WordClass(noun=False, inside=True, unknown=False), False)
    """
    from lemminflect import getAllLemmas

    kinds = getAllLemmas(word) if word.isascii() and word.isalpha() else {}
    noun = "NOUN" in kinds or "PROPN" in kinds or not kinds
    participle = "VERB" in kinds and word.endswith(("ed", "ing", "en"))
    return WordClass(noun, noun or "ADJ" in kinds or participle, not kinds)


@cache
def inflect_noun(word: str) -> tuple[str, ...]:
    """Return the singular and plural of a small-letter noun, without the word itself.

    >>> inflect_noun("modernization"), inflect_noun("skins")
    (('modernizations',), ('skin',))
    """
    if not word.isascii() or not word.isalpha() or len(word) < 3:
        return ()
    from lemminflect import getAllLemmas, getInflection

    singulars: tuple[str, ...] = getAllLemmas(word, upos="NOUN").get("NOUN", ())
    forms = {*singulars, *(p for s in singulars or (word,) for p in getInflection(s, "NNS"))}
    return tuple(sorted(form for form in forms if form != word))


@cache
def inflect_word(phrase: str) -> tuple[str, ...]:
    """Return a small-letter word in all its inflections, as a noun and as a verb, without itself.

    Of a phrase the first word is inflected, being its verb (`got rid of`), or
    the last, being its noun (`trade unions`).

    >>> inflect_word("remove"), "got rid of" in inflect_word("get rid of")
    (('removed', 'removes', 'removing'), True)
    >>> "trade unions" in inflect_word("trade union")
    True
    """
    first, space, rest = phrase.partition(" ")
    forms = {form + space + rest for form in _list_inflections(first)}
    if rest:
        start, _, last = phrase.rpartition(" ")
        forms |= {f"{start} {form}" for form in inflect_noun(last)}
    return tuple(sorted(forms - {phrase}))


def _list_inflections(word: str) -> set[str]:
    """Return a small-letter word in all its inflections; nothing for what is no English word."""
    if not word.isascii() or not word.isalpha() or len(word) < 2:
        return set()
    from lemminflect import getAllInflections

    return {
        form
        for part in ("NOUN", "VERB")
        for spelled in getAllInflections(word, upos=part).values()
        for form in spelled
    }
