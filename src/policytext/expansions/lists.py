"""Cut an enumeration into its items, so that they are as many as they should be.

`A and B of C, D and E` can be cut in several ways; the numeral of the label
says which is meant. The levels of coordination are tried from the outermost
in: semicolons, then the enumeration comma 、 or the comma, then the last
conjunction alone (Huddleston & Pullum 2002, chapter 15, on multi-layered
coordination; GB/T 15834-2011 on 、 and ；).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]

_LEVELS = (
    re.compile(r"\s*[;；]\s*(?:and\s+)?"),
    re.compile(r"、(?:和|与|以及|及)?|(?<=[”\"'])\s*(?:和|与|以及|及)\s*(?=[“\"'])"),
    re.compile(r"\s*[,，]\s*(?:and\s+|or\s+|as well as\s+|并|以及|和)?"),
    re.compile(r"\s+(?:and|or|as well as)\s+|以及|和|与|及"),
)
_MIXED = (  # a comma or 、 list whose last item follows a bare conjunction: A, B and C; A、B和C
    re.compile(r"\s*,\s*(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|or|as well as)\s+"),
    re.compile(r"、(?:和|与|以及|及)?|和|与|以及|及"),
    re.compile(r"\s*[,，]\s*(?:并|以及|和|与)?"),
)
_LEAD = re.compile(
    r"(?:[\s\"“‘'①-⑳]+|[（(][\d一二三四五六七八九十]{1,2}[)）]|(?:the|an?|both|and|or|to|is to|are to|is|are|主要|分别|和|与|及|以及|并)\s+|^(?:分别是|分别|主要是|主要|即|是))+",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[\s\"”’'.,，。;；:：、]+$|\s*(?:等|etc\.?|and so on)$")
_CLAUSE = re.compile("[，；]")
_QUOTED = r"(?:[“\"]([^“”\"]{1,80})[”\"])"
_QUOTED_LIST = re.compile(rf"{_QUOTED}(?:\s*(?:[,，、]\s*)?(?:and|or|和|与|及|以及)?\s*{_QUOTED})+")
_ONE_QUOTED = re.compile(_QUOTED)


def split_list(text: str, start: int, end: int, sizes: Iterable[int]) -> list[Span]:
    """Return the items of `text[start:end]` at the level where they are one of `sizes`, else none.

    >>> text = "registration and filing, annual report and evaluation"
    >>> [text[a:b] for a, b in split_list(text, 0, len(text), (2,))]
    ['registration and filing', 'annual report and evaluation']
    """
    for items in list_cuts(text, start, end):
        if len(items) in sizes:
            return items
    return []


def list_cuts(text: str, start: int, end: int) -> list[list[Span]]:
    """Return the ways to cut a stretch into two items or more, the outermost level first."""
    cuts = []
    for separator in (*_LEVELS[:2], *_MIXED, *_LEVELS[2:]):
        items = _cut(text, start, end, separator)
        if len(items) > 1 and items not in cuts:
            cuts.append(items)
    return cuts


def _cut(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[Span]:
    """Return the items between the separators of a stretch, trimmed, without the empty ones."""
    edges = [start]
    for match in separator.finditer(text, start, end):
        edges += [match.start(), match.end()]
    if edges[1:] and "、" in text[edges[-2] : edges[-1]]:
        clause = _CLAUSE.search(text, edges[-1], end)  # a list of 、 is over at the next comma
        end = clause.start() if clause else end
    edges.append(end)
    items = [trim(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [item for item in items if item[0] < item[1]]


def trim(text: str, start: int, end: int) -> Span:
    """Return a stretch without what leads up to an item and what closes it.

    >>> text = " and the “annual report”,"
    >>> text[slice(*trim(text, 0, len(text)))]
    'annual report'
    """
    while trail := _TRAIL.search(text, start, end):
        end = trail.start()
    lead = _LEAD.match(text, start, end)
    return (min(lead.end(), end) if lead else start), end


def find_quoted_lists(text: str, start: int, end: int) -> list[list[Span]]:
    """Return the lists of quoted items in a stretch: `“A”, “B” and “C”`; “A”“B”“C”.

    >>> text = "such as “joint building” and “early building”"
    >>> [[text[a:b] for a, b in items] for items in find_quoted_lists(text, 0, len(text))]
    [['joint building', 'early building']]
    """
    return [
        [trim(text, *each.span(1)) for each in _ONE_QUOTED.finditer(text, *match.span())]
        for match in _QUOTED_LIST.finditer(text, start, end)
    ]
