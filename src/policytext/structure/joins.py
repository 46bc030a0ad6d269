"""Tell where a page break cut a paragraph in two.

The first half stops in mid sentence, and the second takes it up: mostly with a
small letter, but also with a name (`… issued by` / `Beijing Municipal Party
Committee, …`).
"""

from __future__ import annotations

import re

from policytext.structure.numbers import read_number

# What may stand after the last sentence's stop: notes, quotes, brackets, emphasis.
_TRAILING = re.compile(
    r"(?:\s*\^[\[{][^\]}]{0,20}[\]}]|\s*<sup>[^<]{0,20}</sup>|\s*\[\d[\d,\s–-]*\]|[\"'”’」』）)\]》*_\s]|[¹²³⁴-⁹])+$"
)
_STOP = re.compile(r"[.!?:;。！？：；…]$")
_CLOSED = tuple("!?:;。！？：；…")  # whatever comes next; a full stop may be an abbreviation's
_ABBREVIATION = re.compile(
    r"\b(?:et al|e\.g|i\.e|cf|vs|no|nos|vol|pp?|fig|figs|eq|ch|sec|dr|prof|mr|mrs|ms|st|u\.s|u\.k|jan|feb|mar|apr|aug|sept?|oct|nov|dec|approx|etc)\.$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|box|source|note|表|图|资料来源|数据来源|注)\s*[\dA-Z一-九:：.]",
    re.IGNORECASE,
)
_HAN_END = re.compile(r"[\u4e00-\u9fff，、]$")
_HAN_MARK = re.compile("[，。；：、]")
_SMALL = re.compile(r"[\"'“‘(*_]*[a-z]")
_TAKES_UP = re.compile(r"[\"'“‘(（《〈]*[^\W_]")

MIN_HALF = 80
"""Fewest characters of a first half that a capital letter goes on with; a shorter line may be a list's."""

MIN_HAN_HALF = 25
_TAIL = 80  # longer than any notes and closing marks at the end of a paragraph


def is_cut(before: str, after: str, *, indented: bool = False) -> bool:
    """Tell whether the paragraph `after` goes on where `before` stops.

    `indented` says that the second one opens with the indent of a new Chinese
    paragraph.

    >>> is_cut("Provinces have gained a lot", "of useful practices.")
    True
    >>> is_cut("The work is done.", "Beijing went on."), is_cut("As follows:", "first, …")
    (False, False)
    """
    end = "" if before.endswith(_CLOSED) else _TRAILING.sub("", before[-_TAIL:])
    if not end or _CAPTION.match(before) or _CAPTION.match(after):
        return False
    if read_number(after) or not _TAKES_UP.match(after):
        return False
    if _SMALL.match(after):
        return not _STOP.search(end) or _ends_in_abbreviation(before, end)
    if _STOP.search(end):
        return False
    if _HAN_END.search(end):
        is_prose = len(before) >= MIN_HAN_HALF and bool(_HAN_MARK.search(before))
        return not indented and (is_prose or end[-1] in "，、")
    return len(before) >= MIN_HALF and len(after) >= MIN_HAN_HALF


def _ends_in_abbreviation(before: str, end: str) -> bool:
    """Tell whether the stop at the end of the first half is an abbreviation's."""
    return before.rstrip().endswith(end) and bool(_ABBREVIATION.search(end[-12:]))
