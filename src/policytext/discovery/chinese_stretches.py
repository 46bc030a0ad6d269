"""Cut out of Chinese text every series of balanced members, slogan or not.

A slogan without frame, echo or quotation marks is a series of members of one
length between marks (对偶, 排比: Chen Wangdao 1932, *Xiucixue fafan*), and so are
most lists. What is told here is only where such a series may begin and end: the
inner members are whole stretches between marks, the first may have words before
it in its stretch, the last words behind it. Which of them are slogans is weighed
elsewhere (`chinese_weights`). What goes on as a list of other lengths is no series.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW = re.compile(rf"[{HAN}]{{2,40}}+(?:[、，；,;][{HAN}]{{2,40}}+)+")
_PART = re.compile(rf"[{HAN}]+")
_SHORTEST, _LONGEST = 2, 12  # characters of a member
_PAIRED = (4, 3, 5)
"""Lengths that a pair may have of which neither member is a whole stretch, the commonest first."""


_BETWEEN_COMMAS = range(3, 8)
"""Lengths that a pair may have that a comma parts and that words stand before."""


_ATTRIBUTIVE = "的"


class Stretch(NamedTuple):
    """Members of one length, or that one syllable opens, where they stand, the marks between them, and the words of their clause before and after."""

    start: int
    end: int
    members: tuple[str, ...]
    marks: str
    lead: str
    tail: str


def find_stretches(text: str) -> Iterator[Stretch]:
    """Yield every way to read a balanced series in a text, by row, the longest runs of members with what may open or close them.

    >>> [(s.lead, s.members, s.tail) for s in find_stretches("要严字当头、实字托底。")]
    [('要', ('严字当头', '实字托底'), '')]
    """
    for row in _ROW.finditer(text):
        yield from _read_row(text, row.start(), row.end())


def _read_row(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield the series of one row of stretches."""
    spans = [match.span() for match in _PART.finditer(text, start, end)]
    sizes = [b - a for a, b in spans]
    at, last = 0, len(spans) - 1
    while at < len(spans):
        stop = at + 1
        while stop < len(spans) and sizes[stop] == sizes[at]:
            stop += 1
        size = sizes[at]
        joins = stop - at > 1 or max(sizes[max(0, at - 1)], sizes[min(stop, last)]) > size
        if joins and _SHORTEST <= size <= _LONGEST:
            yield from _open_and_close(text, spans, at, stop)
        at = stop
    yield from _open_alike(text, spans)
    for at in range(len(spans) - 1):
        if text[spans[at][1]] != "、":
            continue
        least = min(sizes[at], sizes[at + 1])
        for size in _PAIRED:
            if size < least:
                yield from _make(text, spans, at, at + 2, size)


def _are_edges(text: str, start: int, end: int, first: int) -> bool:
    """Tell whether a series is no part of a longer list, and no word of two syllables straddles an end where none begins or ends.

    Where the first member has an odd number of syllables its first word may have one.
    """
    before, after = text[start - 1 : start + 1], text[end - 1 : end + 1]
    if before[:1] == "、" or after[1:] == "、":
        return False
    if tag_chinese(before) and not tag_chinese(text[start : start + 2]):
        word = text[start + 1 : start + 3] if first % 2 else ""
        if not tag_chinese(word):
            return False
    if not after[1:] or not tag_chinese(after):
        return True
    return bool(tag_chinese(text[end - 2 : end]))


def _open_and_close(
    text: str, spans: list[tuple[int, int]], at: int, stop: int
) -> Iterator[Stretch]:
    """Yield a run of even stretches, with as much of its neighbours as their length, and the parts that one mark joins.

    A neighbour that a comma parts from the run goes on with 的 where it is longer than a last member.
    """
    size = spans[at][1] - spans[at][0]
    opened = at > 0 and spans[at - 1][1] - spans[at - 1][0] > size
    if opened and stop - at == 1 and text[spans[at - 1][1]] != "、":
        opened = size in _BETWEEN_COMMAS
    closed = stop < len(spans) and spans[stop][1] - spans[stop][0] > size
    if closed and text[spans[stop - 1][1]] != "、":
        closed = text[spans[stop][0] + size] == _ATTRIBUTIVE
    if not opened and not closed and stop - at == 1:
        return
    seen = set()
    for first in (at - 1, at) if opened else (at,):
        for last in (stop + 1, stop) if closed else (stop,):
            for begin, end in _split_by_mark(text, spans, first, last):
                if end - begin > 1 and (begin, end) not in seen:
                    seen.add((begin, end))
                    yield from _make(text, spans, begin, end, size)


def _open_alike(text: str, spans: list[tuple[int, int]]) -> Iterator[Stretch]:
    """Yield runs of stretches of several lengths that one syllable opens, the first with what stands before it cut off."""
    at = 1
    while at < len(spans):
        opening, stop = text[spans[at][0]], at + 1
        while stop < len(spans) and text[spans[stop][0]] == opening:
            stop += 1
        begin = _find_opening(text, spans[at - 1], opening, spans[at][1] - spans[at][0])
        starts = [begin] if begin >= 0 else []
        if stop - at > 1:
            starts.append(spans[at][0])
        for start in starts:
            first = at - 1 if start < spans[at][0] else at
            sizes = [b - a for a, b in ((start, spans[first][1]), *spans[first + 1 : stop])]
            if _SHORTEST < min(sizes) < max(sizes) <= min(2 * min(sizes), _LONGEST):
                yield from _cut(text, spans, first, stop, (start, spans[stop - 1][1]))
        at = stop


def _find_opening(text: str, span: tuple[int, int], opening: str, size: int) -> int:
    """Return where a member begins that a syllable opens: as long as the next if it can be, else the shortest; -1 if nowhere.

    Of 走得越远越要走得稳、越要站得高 the members open with the 越 that makes them even.
    """
    if text[span[1] - size : span[1] - size + 1] == opening and span[1] - size >= span[0]:
        return span[1] - size
    return text.rfind(opening, span[0], span[1] - 2)


def _split_by_mark(
    text: str, spans: list[tuple[int, int]], first: int, last: int
) -> Iterator[tuple[int, int]]:
    """Yield a run, and where its marks differ the runs of one mark in it."""
    yield first, last
    if last - first == 2:
        return
    marks = [text[spans[at][1]] for at in range(first, last - 1)]
    if len(set(marks)) < 2:
        return
    begin = first
    for at in range(1, len(marks) + 1):
        if at == len(marks) or marks[at] != marks[begin - first]:
            yield begin, first + at + 1
            begin = first + at


def _make(
    text: str, spans: list[tuple[int, int]], first: int, last: int, size: int
) -> Iterator[Stretch]:
    """Yield the stretches from `first` to before `last` as a series of members of `size` characters, if it has edges."""
    return _cut(text, spans, first, last, (spans[first][1] - size, spans[last - 1][0] + size))


def _cut(
    text: str, spans: list[tuple[int, int]], first: int, last: int, edges: tuple[int, int]
) -> Iterator[Stretch]:
    """Yield the stretches from `first` to before `last` as a series that stands between two places, if those are edges."""
    start, end = edges
    closed = end == spans[last - 1][1] or text[end] == _ATTRIBUTIVE
    if not closed and text[spans[last - 1][0] - 1] != "、":
        return  # what a comma parts ends at a mark, or is an attribute
    if not _are_edges(text, start, end, spans[first][1] - start):
        return
    inner = [text[a:b] for a, b in spans[first + 1 : last - 1]]
    members = (text[start : spans[first][1]], *inner, text[spans[last - 1][0] : end])
    marks = "".join([text[b] for _, b in spans[first : last - 1]])
    lead, tail = text[spans[first][0] : start], text[end : spans[last - 1][1]]
    yield Stretch(start, end, members, marks, lead, tail)
