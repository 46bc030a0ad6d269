"""Find what a page bears because it is a page: running heads and feet, page numbers.

A running head stands at the same height at the edge of several pages, the same
but for its figures. A page number is a line of its own at the edge that counts
with the pages. A stamp or a note in the margin stands at one and the same spot
of many pages, wherever that is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from policytext.readers.pdf.lines import group_rows, group_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.readers.pdf.lines import Line

EDGE = 4
"""How many rows from the top or the bottom can be running heads."""

MIN_PAGES = 3
"""On how many pages a head stands; in documents of up to five pages two are enough."""

MOST_PAGES = 0.3
"""The share of a document's pages on which a stamp stands; odd and even pages can have two."""

_SHORT = 5
_SAME_HEIGHT = 6.0  # points; heads are set to the line, and pages are cut unevenly
_SPOT = 3.0  # points
_APART = 2.0  # sizes of the type between a stamp and the text beside it
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 160
_NUMBER = re.compile(
    r"""
      [-–—·•\s|/~〔\[(]* (?P<arabic> \d{1,4} ) [-–—·•\s|/~〕\])]*               # 12, — 12 —
    | (?:page|p\.|pg\.?) \s* (?P<page> \d{1,4} ) (?: \s* (?:of|/) \s* \d{1,4} )?
    | (?P<part> \d{1,4} ) \s* (?:of|/) \s* \d{1,4}
    | 第 \s* (?P<han> \d{1,4} ) \s* 页 .{0,4}? (?: 共 \s* \d{1,4} \s* 页 )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def find_heads(pages: Sequence[list[Line]]) -> tuple[set[int], dict[int, str]]:
    """Return the ids of all lines that are heads, feet or page numbers, and the numbers by page.

    `pages` are the lines of each page in any order.
    """
    margin = _find_stamps(pages)
    rows = [group_rows(line for line in page if id(line) not in margin) for page in pages]
    heads = {*margin}
    numbers = {
        number: figure
        for number, page in enumerate(pages)
        for line in page
        if id(line) in margin and (figure := _read_number([line]))
    }
    for edge in (1, -1):
        edges = [page[::edge][:EDGE] for page in rows]
        repeated = _find_repeated(edges)
        counted = _find_counted(edges)
        for number, page in enumerate(edges):
            for row in page:
                key = _mask(row)
                if number in counted.get(id(row), ()):
                    numbers.setdefault(number, _read_number(row))
                elif not any(_is_near(row, height) for height in repeated.get(key, ())):
                    break
                heads |= {id(line) for line in row}
    return heads, numbers


def _find_stamps(pages: Sequence[list[Line]]) -> set[int]:
    """Return the ids of the lines that stand at one spot of many pages, the same but for figures.

    Figures alone do when they count with the pages.
    """
    spots: dict[tuple[str, int, int], list[tuple[int, list[Line]]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for group in group_words(page, _APART):
            if sum(len(line.text) for line in group) <= _LONGEST:
                x, y = round(group[0].x0 / _SPOT), round(group[0].y / _SPOT)
                spots[_mask(group), x, y].append((number, group))
    least = max(MIN_PAGES, MOST_PAGES * len(pages))
    found: set[int] = set()
    for (key, _, _), seen in spots.items():
        n_pages = len({number for number, _ in seen})
        if n_pages >= least and (_LETTER.search(key) or _counts(seen)):
            found |= {id(line) for _, group in seen for line in group}
    return found


def _counts(seen: list[tuple[int, list[Line]]]) -> bool:
    """Tell whether stretches hold the same figures on every page, or figures that count with the pages."""
    texts = [(number, _write(group)) for number, group in seen]
    if len({text for _, text in texts}) == 1:
        return True
    offsets = {int(text) - number if text.isdecimal() else None for number, text in texts}
    return len(offsets) == 1 and None not in offsets


def _find_repeated(edges: Sequence[list[list[Line]]]) -> dict[str, list[float]]:
    """Return the masked texts that stand at the edge of several pages, and at which heights."""
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, page in enumerate(edges):
        for row in page:
            if len(key := _mask(row)) <= _LONGEST:
                places[key].append((number, row[0].y))
    least = 2 if len(edges) <= _SHORT else MIN_PAGES
    found: dict[str, list[float]] = {}
    for key, seen in places.items():
        for _, height in seen:
            same = {number for number, other in seen if abs(other - height) <= _SAME_HEIGHT}
            if len(same) >= least and _LETTER.search(key):
                found.setdefault(key, []).append(height)
    return found


def _find_counted(edges: Sequence[list[list[Line]]]) -> dict[int, tuple[int]]:
    """Return the rows, by id, that are page numbers counting with the pages.

    A document of one page has none to count with: a number on its own there is
    one when it stands apart from the text.
    """
    candidates = [
        (number, row, int(figure))
        for number, page in enumerate(edges)
        for row in page[:2]
        if (figure := _read_number(row))
    ]
    offsets = Counter(figure - number for number, _, figure in candidates)
    return {
        id(row): (number,)
        for number, row, figure in candidates
        if offsets[figure - number] > 1 or _stands_apart(row, edges[number])
    }


def _stands_apart(row: list[Line], page: list[list[Line]]) -> bool:
    """Tell whether a row stands three lines or more from the next one."""
    after = page[page.index(row) + 1 : page.index(row) + 2]
    return not after or abs(after[0][0].y - row[0].y) > 3 * row[0].size


def _read_number(row: list[Line]) -> str:
    """Return the page number that is all a row holds, if it is one."""
    match = _NUMBER.fullmatch(_write(row).strip())
    return next((group for group in match.groups() if group), "") if match else ""


def _write(row: Iterable[Line]) -> str:
    """Return the text of a row."""
    return " ".join(line.text for line in row)


def _mask(row: Iterable[Line]) -> str:
    """Return the text of a row with its figures made equal and without spaces."""
    return _SPACE.sub("", _DIGITS.sub("#", _write(row))).casefold()


def _is_near(row: list[Line], height: float) -> bool:
    """Tell whether a row stands at a height."""
    return abs(row[0].y - height) <= _SAME_HEIGHT
