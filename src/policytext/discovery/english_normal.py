"""Give the ways of writing one English formula one name.

*Three Synchronizes*, “three synchronizations” and *3 synchronization* are one
formula. What differs is how the numeral is written, number, case, hyphens,
quotation marks, and which part of speech the translator made of the Chinese
predicate. So a word is brought to its dictionary form and loses the endings
that only make nouns of verbs (Porter 1980, steps 2 to 4, those of *-ize* and
*-ate*). Endings that change the sense stay: *representative* is not *represent*.
"""

from __future__ import annotations

import re
from functools import cache

from policytext.discovery.english_words import (
    CODE_FRAMES,
    FRAMES,
    SYSTEM_FRAMES,
    is_plural,
    singular,
)
from policytext.folding import fold
from policytext.languages.english import find_lemma
from policytext.numerals import ENGLISH_MULTIPLES, read_english_numeral

_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*|\+")
_ENDINGS = (
    ("ization", "iz"), ("isation", "iz"), ("izing", "iz"), ("ising", "is"), ("izes", "iz"), ("ized", "iz"),
    ("ize", "iz"), ("ise", "iz"), ("ations", "at"), ("ation", "at"), ("ating", "at"), ("ated", "at"), ("ate", "at"),
)  # fmt: skip
_EMPTY = frozenset(["the", "and", "of", "a", "an"])
_SHORTEST_STEM = 5  # act and action, miss and mission stay apart; promote and promotion meet
_TAILS = FRAMES | SYSTEM_FRAMES | {"goal", "target", "rate", "work", "issue"}


@cache
def read_numeral(word: str) -> int | None:
    """Return what a numeral of a formula is worth: words, digits, `double`, `hundred`, `fourfold`.

    >>> [read_numeral(word) for word in ("Four", "hundred", "fourfold", "double", "333", "party")]
    [4, 100, 4, 2, 333, None]
    """
    low = word.lower()
    if low in ("hundred", "one hundred"):
        return 100
    return read_english_numeral(low.removesuffix("-fold").removesuffix("fold")) or (
        read_english_numeral(low)
    )


def name_label(text: str) -> str:
    """Return the normal form of a label of numerals and words.

    A noun that only says what the label names (*campaign*, *policy*) is left
    out where more than the numeral remains.

    >>> name_label("Three Synchronizes"), name_label("the “three synchronizations”")
    ('3 synchroniz', '3 synchroniz')
    >>> name_label("one-child policy"), name_label("Two Studies, One Action")
    ('1 child', '2 study 1 action')
    """
    words = [word for word in _WORD.findall(fold(text)) if word not in _EMPTY]
    while len(words) > 2 and singular(words[-1]) in _TAILS and read_numeral(words[-2]) is None:
        words.pop()
    return " ".join(_name_word(word) for word in words)


def name_code(text: str) -> str:
    """Return the normal form of a label of digits, without the noun after it.

    >>> name_code('"333" work method'), name_code("1+N"), name_code("“1 + 3 + n” model")
    ('333', '1 + n', '1 + 3 + n')
    """
    words = [word for word in _WORD.findall(fold(text)) if word != "project"]
    while len(words) > 1 and (words[-1] in CODE_FRAMES or singular(words[-1]) in CODE_FRAMES):
        words.pop()
    return " ".join(words)


def name_slogan(text: str) -> str:
    """Return the normal form of a parallel slogan: its words, in order, without what joins them.

    >>> name_slogan("co-construction, sharing and co-governance")
    'co construction, sharing, co governance'
    """
    parts = re.split(r"\s*(?:[,;、]\s*(?:and\s+)?|\band\b)\s*", fold(text))
    return ", ".join(" ".join(_WORD.findall(part)) for part in parts if _WORD.search(part))


@cache
def _name_word(word: str) -> str:
    """Return what the inflections and nominalisations of a word share; of a numeral its value."""
    if word in ("double", "dual", "twin"):
        return "double"  # 双 is no count: “double coverage” need not be 两个覆盖
    value = read_numeral(word)
    if value is not None and word not in ENGLISH_MULTIPLES:
        return str(value)
    base = singular(word) if is_plural(word) else word
    if base == word and find_lemma(word) != word:
        base = find_lemma(word)
    for ending, stem in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= _SHORTEST_STEM - 2:
            return base[: -len(ending)] + stem
    if base.endswith("ion") and len(base) - 3 >= _SHORTEST_STEM:
        return base[:-3]
    return base[:-1] if base.endswith("e") and len(base) > _SHORTEST_STEM else base
