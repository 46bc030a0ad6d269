"""English words by spaCy, their dictionary forms and plurals by lemminflect.

The only module that imports either. spaCy's blank pipeline needs no download;
it cuts words and nothing else. Words are given their dictionary form by
themselves, without their part of speech, so a word that can be a noun is read
as one: `building` stays `building`, `organizations` becomes `organization`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from policytext.records import Token

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

# Articles, pronouns, prepositions, conjunctions, auxiliaries and the adverbs of connected prose.
# No number word is among them.
STOP_WORDS = frozenset(
    """
    a about above according accordingly across after again against all almost along already also although always am
    among amongst an and another any anyone anything are around as at away be became because become becomes been before
    being below beside besides between beyond both but by ca can cannot could did do does doing done down due during each
    either else enough especially etc even ever every everyone everything few finally for from further furthermore get
    gets give given gives had has have having he hence her here hers herself him himself his how however i if in indeed
    instead into is it its itself just keep less let like made mainly make makes making many may me might mine more
    moreover most much must my myself namely near neither never nevertheless no nor not nothing now of off often on once
    only onto or other others otherwise our ours ourselves out over own per perhaps put quite rather re really regarding
    same say says secondly see seem seems several shall she should show shows since so some something sometimes still
    such take taken takes than that the their theirs them themselves then there thereby therefore these they thirdly
    this those though through throughout thus to together too toward towards under until unto up upon us use used uses
    using various very via was we well were what whatever when where whereas whether which while who whole whom whose why
    will with within without would yet you your yours yourself yourselves s t
    """.split()  # noqa: SIM905 - a word list reads best as words
)


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
    return [
        Token(word.text, find_lemma(word.text.lower()), word.idx, word.idx + len(word.text))
        for word in _load_pipeline().make_doc(text)
        if any(map(str.isalnum, word.text))
    ]


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
