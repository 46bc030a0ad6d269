"""Bring the stretches of a page into the order in which they are read.

Most programs draw a page in reading order, and then their order is the best
there is: it knows about tables, captions and boxes. Some draw it row by row
across the columns, or in any order. Those pages are recognised by their jumps,
and cut into columns by the white between them.

The cut looks for a gutter: a strip that several lines on either side leave
free at the same height. Lines that cross it, such as a title over two columns,
part the page into bands; in each band the left side is read before the right
(a recursive XY-cut after Nagy and Seth 1984, with the columns first).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from policytext.readers.pdf.lines import Line, group_rows, group_words, merge_lines, stands_beside

MOST_JUMPS = 0.45
"""The share of jumps from one stretch to the next above which the drawn order is not trusted.

Pages drawn in reading order have 0.41 at most, measured on pages with tables;
pages drawn in rows across columns have 0.64 and more.
"""

MOST_DISCORD = 0.2
"""The share of a page's letters that may be drawn before what stands above or left of them."""

MIN_ROWS = 3
"""Fewest lines on either side of a gutter, one above the other."""

MIN_SHARED = (5.0, 0.2)
"""The least height of a gutter: in sizes of the type, and as a share of the region.

White that runs down through a few justified lines is no gutter; it is one
beside a short column, where hardly a line crosses it.
"""

MOST_CROSSING = 0.1
"""The share of a region's lines that cross the gutter beside a short column."""

MIN_GUTTER = 0.7
"""The narrowest gutter, in sizes of the type."""

WORD_SPACE = 3.0
"""The widest white between words of one line, in sizes: in narrow justified columns it is wide."""

_MAX_DEPTH = 12
_MAX_CANDIDATES = 30
_WORD_GAP = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """Lines from top to bottom that nothing else stands beside."""

    lines: tuple[Line, ...]


def order_columns(stretches: list[Line]) -> list[Column]:
    """Return the text of a page, given as it was drawn, as columns in reading order."""
    leaves = cut_columns([merge_lines(group) for group in group_words(stretches, _WORD_GAP)])
    places = _place(stretches, leaves)
    if _is_scrambled(stretches, places):
        return [Column(tuple(_merge_rows(leaf))) for leaf in leaves]
    return _keep_order(stretches, places)


def cut_columns(lines: list[Line], depth: int = 0) -> list[list[Line]]:
    """Return lines cut into columns in reading order."""
    gutter = _find_gutter(lines) if depth < _MAX_DEPTH else None
    if gutter is None:
        return [lines] if lines else []
    leaves: list[list[Line]] = []
    for crossing, left, right in _split_bands(lines, gutter):
        leaves += [crossing] if crossing else []
        if right:
            leaves += cut_columns(left, depth + 1) + cut_columns(right, depth + 1)
        elif left:
            leaves.append(left)
    return _close_bands(leaves)


def _close_bands(leaves: list[list[Line]]) -> list[list[Line]]:
    """Return leaves without empty ones."""
    return [leaf for leaf in leaves if leaf]


def _find_gutter(lines: list[Line]) -> float | None:
    """Return the middle of the best gutter of a region, if it has one."""
    if len(lines) < 2 * MIN_ROWS:
        return None
    sizes = sorted(line.size for line in lines)
    size = sizes[len(sizes) // 2]
    starts: dict[int, list[float]] = {}
    for line in lines:
        starts.setdefault(round(line.x0 / size * 2), []).append(line.x0)
    often = sorted(starts.values(), key=lambda found: (-len(found), found[0]))[:_MAX_CANDIDATES]
    best: tuple[float, float] = (0.0, 0.0)
    height = max(line.top for line in lines) - min(line.bottom for line in lines)
    for x in (min(found) - 0.35 * size for found in often):
        shared = _measure_gutter(lines, x, size)
        n_crossing = sum(line.x0 < x < line.x1 for line in lines)
        least = 0 if n_crossing <= MOST_CROSSING * len(lines) else MIN_SHARED[1] * height
        if shared > max(best[0], MIN_SHARED[0] * size, least):
            best = (shared, x)
    return best[1] if best[0] else None


def _measure_gutter(lines: list[Line], x: float, size: float) -> float:
    """Return over what height lines stand on both sides of `x` and leave the gutter free."""
    shared = 0.0
    for _, left, right in _split_bands(lines, x):
        if len(left) < MIN_ROWS or len(right) < MIN_ROWS:
            continue
        if _measure_white(left, right) < MIN_GUTTER * size:
            continue
        top = min(max(line.top for line in side) for side in (left, right))
        bottom = max(min(line.bottom for line in side) for side in (left, right))
        shared += max(0.0, top - bottom)
    return shared


def _measure_white(left: list[Line], right: list[Line]) -> float:
    """Return the width of the white between two sides; one line in ten may stand out of its side."""
    ends = sorted(line.x1 for line in left)
    starts = sorted(line.x0 for line in right)
    return starts[len(starts) // 10] - ends[-1 - len(ends) // 10]


def _split_bands(lines: list[Line], x: float) -> list[tuple[list[Line], list[Line], list[Line]]]:
    """Return the bands of a region: the lines that cross `x` above each, its left and its right."""
    bands: list[tuple[list[Line], list[Line], list[Line]]] = [([], [], [])]
    for line in sorted(lines, key=lambda line: -line.y):
        if line.x1 <= x:
            bands[-1][1].append(line)
        elif line.x0 >= x:
            bands[-1][2].append(line)
        else:
            if bands[-1][1] or bands[-1][2]:
                bands.append(([], [], []))
            bands[-1][0].append(line)
    return bands


def _place(stretches: list[Line], leaves: list[list[Line]]) -> list[tuple[int, float]]:
    """Return for every stretch the number of its column and how far down it stands."""
    column_of = {
        id(glyph): number
        for number, leaf in enumerate(leaves)
        for line in leaf
        for glyph in line.glyphs
    }
    return [(column_of[id(line.glyphs[0])], -line.y) for line in stretches]


def _is_scrambled(stretches: list[Line], places: list[tuple[int, float]]) -> bool:
    """Tell whether the drawn order is not the order of reading."""
    steps = [*zip(pairwise(stretches), pairwise(places), strict=True)]
    jumps = [_jumps(a, b, p[0], q[0]) for (a, b), (p, q) in steps]
    heights: dict[int, list[float]] = {}
    for column, height in sorted(set(places)):
        heights.setdefault(column, []).append(height)
    n_jumps = sum(
        jump or _skips(heights[p[0]], p[1], q[1])
        for jump, (_, (p, q)) in zip(jumps, steps, strict=True)
    )
    if len(steps) >= 4 and n_jumps > MOST_JUMPS * len(steps):
        return True
    if jumps and all(jumps) and len(heights) == 1:
        return True  # a few lines from the bottom up: so PDFium gives those turned by 270 degrees
    return _measure_discord(stretches, places, jumps) > MOST_DISCORD


def _skips(heights: list[float], above: float, below: float) -> bool:
    """Tell whether a step down a column passes over more than two of its lines."""
    return bisect_left(heights, below) - bisect_left(heights, above) > 3


def _jumps(a: Line, b: Line, column_a: int, column_b: int) -> bool:
    """Tell whether the step from one stretch to the next leaves the line and its column."""
    if stands_beside(a, b):
        return column_a != column_b
    return column_a != column_b or b.y > a.y


def _measure_discord(
    stretches: list[Line], places: list[tuple[int, float]], jumps: list[bool]
) -> float:
    """Return the share of letters in runs that the columns would read the other way round."""
    runs: list[tuple[tuple[int, float], int, int]] = []
    begin = 0
    for at in range(len(stretches)):
        if at == len(jumps) or jumps[at]:
            weight = sum(len(line.text) for line in stretches[begin : at + 1])
            runs.append((min(places[begin : at + 1]), at + 1 - begin, weight))
            begin = at + 1
    large = [(place, weight) for place, n_lines, weight in runs if n_lines >= MIN_ROWS]
    total = sum(len(line.text) for line in stretches) or 1
    discord = 0
    for at, (place, weight) in enumerate(large[:60]):
        discord += max(
            (min(weight, other) for after, other in large[at + 1 : 60] if after < place), default=0
        )
    return discord / total


def _keep_order(stretches: list[Line], places: list[tuple[int, float]]) -> list[Column]:
    """Return stretches in the order drawn, as columns; those of one line are put together."""
    columns: list[list[list[Line]]] = [[]]
    before: tuple[Line, int] | None = None
    for line, (number, _) in zip(stretches, places, strict=True):
        if before and _goes_on_beside(before[0], line):
            columns[-1][-1].append(line)
            before = line, number
            continue
        if (
            before
            and not _stands_below(before[0], line)
            and _jumps(before[0], line, before[1], number)
        ):
            columns.append([])
        if columns[-1] and stands_beside(columns[-1][-1][-1], line):
            columns[-1][-1].append(line)
        else:
            columns[-1].append([line])
        before = line, number
    return [Column(tuple(merge_lines(row) for row in rows)) for rows in columns if rows]


def _goes_on_beside(before: Line, line: Line) -> bool:
    """Tell whether a stretch drawn next stands on the same line, a wide word space apart."""
    gap = line.x0 - before.x1
    return stands_beside(before, line) and 0 <= gap <= WORD_SPACE * line.size


def _stands_below(before: Line, line: Line) -> bool:
    """Tell whether a stretch stands lower than the one before it and not beside it."""
    return line.y < before.y and line.x0 < before.x1 and before.x0 < line.x1


def _merge_rows(leaf: list[Line]) -> list[Line]:
    """Return the rows of a column as lines."""
    return [merge_lines(row) for row in group_rows(leaf)]
