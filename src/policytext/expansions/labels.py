"""The label that is to be spelled out, and what a reading of its surroundings finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from policytext.folding import HAN, fold
from policytext.languages.english import find_lemma
from policytext.records import Expansion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.expansions.lists import Span
    from policytext.records import Language, Passage

MOST_MEMBERS = 20
"""No formula counts more: a larger number is a year or a plain count."""

_IN_ONE = re.compile(r"一体|\b(?:in|into)[\s-]+one\b", re.IGNORECASE)
"""What is one in a label like 五位一体 or five-in-one: the whole, which is no member."""

_HAN_LETTER = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Label:
    """One place of a label: `passages[at].text[start:end]`.

    `sizes` are the numbers of members it allows, the likeliest first; `lang`
    the language its surroundings are read in; `head` the dictionary form of
    the last word of an English label, empty for a Chinese one.
    """

    passages: Sequence[Passage]
    at: int
    start: int
    end: int
    sizes: tuple[int, ...]
    lang: Language
    head: str

    @property
    def text(self) -> str:
        """Return the text of the label's passage."""
        return self.passages[self.at].text

    def counts_parts(self, size: int) -> bool:
        """Tell whether members would be one for each number of the label, not what the numbers add up to."""
        return size != self.sizes[0]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of a label's surroundings finds: members in passage `at`, and the cue before them."""

    at: int
    items: tuple[Span, ...]
    cue: str


@dataclass(frozen=True, slots=True)
class Announced:
    """Where a cue after a label announces a list: from `begin` of `text`, which is passage `at`.

    `name` is the cue, `mark` the bracket or dash it opens, if any. A `strong`
    cue defines the label; a `bare` one (a comma, a copula) may announce anything.
    """

    at: int
    text: str
    begin: int
    name: str
    mark: str
    strong: bool
    bare: bool


def find_announced(label: Label, begin: int, *, may_follow: bool) -> tuple[int, str, int]:
    """Return passage, text and place where a list begins after a cue that ends at `begin`: the next one's after the last word."""
    if may_follow and begin >= len(label.text.rstrip()) and label.at + 1 < len(label.passages):
        return label.at + 1, label.passages[label.at + 1].text, 0
    return label.at, label.text, begin


def read_label(
    passages: Sequence[Passage], at: int, start: int, end: int, numerals: tuple[int, ...]
) -> Label:
    """Return the label at a place, in the language it is written in; digits alone are in their passage's."""
    surface, lang = passages[at].text[start:end], passages[at].lang
    return Label(passages, at, start, end, *_read_surface(surface, lang, numerals))


@lru_cache(maxsize=10_000)  # a label is written in few ways
def _read_surface(
    surface: str, lang: Language, numerals: tuple[int, ...]
) -> tuple[tuple[int, ...], Language, str]:
    """Return what a label says by itself: the sizes it allows, its language, and its English head."""
    words = _WORD.findall(fold(surface))
    if _HAN_LETTER.search(surface):
        lang = "zh"
    elif words:
        lang = "en"
    if len(numerals) > 1 and numerals[-1] == 1 and _IN_ONE.search(surface):
        numerals = numerals[:-1]
    head = find_lemma(words[-1]) if words and lang == "en" else ""
    return list_sizes(numerals), lang, head


def list_sizes(numerals: tuple[int, ...]) -> tuple[int, ...]:
    """Return the numbers of members a label allows, the likeliest first.

    A label of one number has so many. A label of several has all of them
    together (两学一做: three things), or one member for each part (the “333”
    method: three lines, three steps, three passes), or, where the parts have
    one number, that many pairs (四融入四促进: integrate A and promote B, four
    times). Which it is, the text decides: the members are as many as one of these.

    >>> list_sizes((4,)), list_sizes((2, 1)), list_sizes((4, 4)), list_sizes((3, 3, 3)), list_sizes((1,))
    ((4,), (3, 2), (8, 4, 2), (9, 3), ())
    """
    sizes = [sum(numerals)]
    if len(numerals) > 1:
        sizes += [numerals[0]] if len(set(numerals)) == 1 else []
        sizes += [len(numerals)]
    return tuple(size for size in dict.fromkeys(sizes) if 1 < size <= MOST_MEMBERS)


def to_expansion(label: Label, found: Reading) -> Expansion:
    """Return what was found as an expansion; what adds up to no size is measured against the nearest."""
    n = len(found.items)
    return Expansion(
        label_passage_id=label.passages[label.at].passage_id,
        label_start=label.start,
        label_end=label.end,
        passage_id=label.passages[found.at].passage_id,
        start=found.items[0][0],
        end=found.items[-1][1],
        cue=found.cue,
        members=found.items,
        expected=min(label.sizes, key=lambda size: abs(size - n)),
    )
