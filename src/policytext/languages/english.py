"""English words by spaCy, their dictionary forms and plurals by lemminflect.

Lemminflect is asked by `readers.pdf.hyphens`, too, whether a word exists.
spaCy's blank pipeline needs no download; it cuts
words and nothing else. Words are given their dictionary form by
themselves, without their part of speech, so a word that can be a noun is read
as one: `building` stays `building`, `organizations` becomes `organization`.
"""

from __future__ import annotations

import re
from array import array
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from policytext.folding import HAN
from policytext.inflections import load_lemminflect
from policytext.languages.classes import WordClass
from policytext.languages.loading import load_spacy
from policytext.records import Token

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

_PLAIN = re.compile(
    r"""
      [(\["“‘]?                             # an opening mark, which is always cut off
      ([A-Za-z]+(?:-[A-Za-z]+)* | [0-9]{2,})  # letters, cut at hyphens between them, or figures
      (?: [)\]"”]?                          # closing marks, cut off whatever stands before them
          [,;:!?)\]"”…]?
        | [)\]"”] \.                        # a full stop, cut off behind a mark, a figure
        | (?:(?<=[a-z]{2})|(?<=[0-9])) \. )  # and small letters
    """,
    re.VERBOSE,
)
"""Stretches that spaCy's rules cut at their marks and hyphens and nowhere else, exceptions such as `Mr.` and `cannot` apart."""

_ONE_SCRIPT = re.compile(rf"[{HAN}]+|[^{HAN}\u3001-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff20]+")
"""Parts of a stretch in one script, parted by Chinese marks as well: fio2＜50mmHg超过3小时 has five."""

STRETCHES = 200_000
"""Stretches of text remembered at the most, some 30 MB; then they are forgotten and learnt anew."""


class Stretches(dict[str, tuple[int, ...]]):
    """Where the words are in a stretch of text without a space in it: starts and ends in turn.

    spaCy cuts every stretch by itself, so that each is cut once: most stand in
    a text again and again. Plain ones are cut without it, to the same words.

    >>> Stretches()["(unions),"], Stretches()["well-known"], Stretches()["—"], Stretches()["50%＜60超过3"]
    ((1, 7), (0, 4, 5, 10), (), (0, 2, 4, 6, 6, 8, 8, 9))
    """

    def __init__(self) -> None:
        """Remember no stretch yet."""
        pipeline = _load_pipeline()
        self._make_doc = pipeline.make_doc
        self._exceptions = frozenset(getattr(pipeline.tokenizer, "rules", ()))

    def __missing__(self, stretch: str) -> tuple[int, ...]:
        """Cut a stretch that has not been seen, and remember it."""
        if len(self) >= STRETCHES:
            self.clear()
        plain = _PLAIN.fullmatch(stretch)
        if plain and not self._exceptions.intersection(_list_parts(stretch, plain.span(1))):
            places = _cut_plain(plain[1], plain.start(1))
        else:
            places = tuple(
                part.start() + at
                for part in _ONE_SCRIPT.finditer(stretch)
                for token in self._make_doc(part.group())
                if any(map(str.isalnum, token.text))
                for at in (token.idx, token.idx + len(token))
            )
        self[stretch] = places
        return places


def _list_parts(stretch: str, word: tuple[int, int]) -> list[str]:
    """Return what an exception of spaCy's could be of a stretch with one word in it."""
    start, end = word
    ends = stretch[start:], stretch[:end], stretch[start:end]
    return [stretch, *(part for whole in (stretch, *ends) for part in whole.split("-"))]


def _cut_plain(word: str, at: int) -> tuple[int, ...]:
    """Return the start and end of every part of a word with hyphens that begins at `at`."""
    places: list[int] = []
    for part in word.split("-"):
        places += (at, at + len(part))
        at += len(part) + 1
    return tuple(places)


@cache
def _load_stretches() -> Stretches:
    """Return what remembers how stretches of English are cut."""
    return Stretches()


@cache
def _load_pipeline() -> Pipeline:
    """Return spaCy's English word cutter; loading it takes most of a second."""
    pipeline: Pipeline = load_spacy().blank("en")
    return pipeline


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

    >>> list(place_english("Mass organizations."))
    [0, 4, 5, 18]
    """
    places, stretches = _load_stretches(), text.split()
    is_even = sum(map(len, stretches)) + len(stretches) - 1 == len(text)  # one space between two
    positions: list[int] = []
    at = 0
    for stretch in stretches:
        if not is_even:
            at = text.find(stretch, at)  # nothing but space stands before it
        for place in places[stretch]:
            positions.append(at + place)  # noqa: PERF401 - a comprehension for each takes longer
        at += len(stretch) + 1
    return array("I", positions)


@lru_cache(maxsize=1000)  # what is asked of a new word is asked at once
def _look_up(word: str) -> dict[str, tuple[str, ...]]:
    """Return the dictionary forms of a small-letter word by part of speech; nothing for what is no English word."""
    if not word.isascii() or not word.isalpha():
        return {}
    lemmas, overrides = _load_lexicon()
    found = {**lemmas.get(word.lower(), {}), **overrides.get(word.lower(), {})}
    return {part: tuple(map(str.lower, forms)) for part, forms in found.items()}


@cache
def _load_lexicon() -> tuple[dict[str, dict[str, tuple[str, ...]]], ...]:
    """Return lemminflect's dictionary and what overrides it.

    Its function for looking words up copies every entry, which took longer
    than everything else that is asked of a new word.
    """
    lemmatizer = load_lemminflect().Lemmatizer()
    lemmatizer.getAllLemmas("word")  # it is read when the first word is asked for
    return lemmatizer.lemma_dict, lemmatizer.overrides_dict


@cache
def find_lemma(word: str) -> str:
    """Return the dictionary form of a small-letter word: as a noun if it can be one, else as a verb.

    >>> find_lemma("unions"), find_lemma("strengthened"), find_lemma("群团")
    ('union', 'strengthen', '群团')
    """
    lemmas = _look_up(word)
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
    kinds = _look_up(word)
    noun = "NOUN" in kinds or "PROPN" in kinds or not kinds
    participle = "VERB" in kinds and word.endswith(("ed", "ing", "en"))
    return WordClass(noun, noun or "ADJ" in kinds or participle, not kinds)


@cache
def is_verb(word: str, *, plain: bool = False) -> bool:
    """Tell whether a small-letter word can be a verb; with `plain`, one without an ending.

    >>> is_verb("take"), is_verb("taken"), is_verb("taken", plain=True), is_verb("zeal")
    (True, True, False, False)
    """
    forms = _look_up(word).get("VERB", ())
    return word in forms if plain else bool(forms)


@cache
def inflect_noun(word: str) -> tuple[str, ...]:
    """Return the singular and plural of a small-letter noun, without the word itself.

    >>> inflect_noun("modernization"), inflect_noun("skins")
    (('modernizations',), ('skin',))
    """
    if not word.isascii() or not word.isalpha() or len(word) < 3:
        return ()
    lookup = load_lemminflect()
    singulars: tuple[str, ...] = lookup.getAllLemmas(word, upos="NOUN").get("NOUN", ())
    plurals = (p for s in singulars or (word,) for p in lookup.getInflection(s, "NNS"))
    forms = {*singulars, *plurals}
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
    return {
        form
        for part in ("NOUN", "VERB")
        for spelled in load_lemminflect().getAllInflections(word, upos=part).values()
        for form in spelled
    }
