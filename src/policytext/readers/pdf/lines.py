"""Put glyphs together to stretches of a line, and stretches to lines.

A stretch is what was drawn without a jump: a line, a word, a cell of a table.
Its glyphs stand on one baseline, small raised ones among them, with no gap
that could be the gutter between two columns.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.readers.pdf.letters import CHINESE, is_space_between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.readers.pdf.glyphs import Glyph

GAP = 1.0
"""The widest gap inside a stretch, in sizes of its type; gutters are wider, word spaces narrower."""

_SUPERSCRIPT = {str(n): mark for n, mark in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {c: c for c in ",-–，"}
_RAISED_NUMBER = re.compile(r"\d[\d,，–-]*")
_RAISED_BRACKET = re.compile(r"\[\d[\d,，\s–-]*\]")


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one baseline, from left to right, in points of the frame of their writing.

    `top` and `bottom` are those of the type, not of the letters that happen to
    be in it. `is_bold` is not known here: see `styles`.
    """

    glyphs: tuple[Glyph, ...]
    text: str
    x0: float
    x1: float
    y: float
    size: float

    @property
    def top(self) -> float:
        """Return how high the type reaches."""
        return self.y + 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Return how low the type reaches."""
        return self.y - 0.2 * self.size

    @property
    def first_word(self) -> float:
        """Return the width of the first word; a Chinese character is one."""
        if CHINESE.match(self.text):
            return self.glyphs[0].x1 - self.glyphs[0].x0
        stop = next((at for at, glyph in enumerate(self.glyphs) if at and glyph.space), None)
        return self.glyphs[stop - 1 if stop else -1].x1 - self.x0


def build_line(glyphs: Iterable[Glyph]) -> Line:
    """Return the line that some glyphs make, at least one."""
    row = tuple(sorted(glyphs, key=_get_left))
    size = _find_size(row)
    large = sorted(glyph.y for glyph in row if glyph.size >= 0.9 * size)
    y = large[len(large) // 2]
    return Line(row, _write(row, size, y), row[0].x0, max(g.x1 for g in row), y, size)


def respell(line: Line, text: str) -> Line | None:
    """Return a line that says `text` in the place of what it said, its letters evenly spread, or nothing."""
    letters = [(at, letter) for at, letter in enumerate(text) if not letter.isspace()]
    if not letters:
        return None
    width = (line.x1 - line.x0) / len(text)
    first = line.glyphs[0]
    return build_line(
        first._replace(
            text=letter,
            x0=line.x0 + at * width,
            x1=line.x0 + (at + 1) * width,
            y=line.y,
            size=line.size,
            space=2 if at and text[at - 1].isspace() else 0,
            doubtful=False,
        )
        for at, letter in letters
    )


def split_stretches(glyphs: list[Glyph]) -> list[Line]:
    """Return the stretches of a page in the order in which they were drawn."""
    stretches: list[Line] = []
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and not _follows(row, glyph):
            stretches.append(build_line(row))
            row = []
        row.append(glyph)
    if row:
        stretches.append(build_line(row))
    return stretches


def stands_beside(one: Line, other: Line) -> bool:
    """Tell whether two lines share more than half of the lower one's height."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > 0.5 * min(one.size, other.size)


def group_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines by rows from top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=_get_height):
        if rows and stands_beside(
            line, rows[-1][0]
        ):  # not the last one: rows of two columns would chain
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=_get_left)
    return rows


def group_words(lines: Iterable[Line], widest: float) -> list[list[Line]]:
    """Return stretches by rows, a row parted where the white is wider than `widest` sizes of the type."""
    groups = []
    for row in group_rows(lines):
        group = [row[0]]
        for before, line in pairwise(row):
            gap = (line.x0 - max(one.x1 for one in group)) / max(before.size, line.size)
            if not -0.3 <= gap <= widest:
                groups.append(group)
                group = []
            group.append(line)
        groups.append(group)
    return groups


def merge_lines(lines: Iterable[Line]) -> Line:
    """Return several stretches of one row as one line."""
    rest = [*lines]
    return rest[0] if len(rest) == 1 else build_line(g for line in rest for g in line.glyphs)


def _get_left(item: Glyph | Line) -> float:
    """Return where something begins."""
    return item.x0


def _get_height(line: Line) -> float:
    """Return what sorts lines from top to bottom."""
    return -line.y


def _follows(row: list[Glyph], glyph: Glyph) -> bool:
    """Tell whether a glyph goes on with a stretch."""
    last = row[-1]
    size = max(last.size, glyph.size)
    if abs(glyph.y - last.y) > 0.45 * size and abs(glyph.y - row[0].y) > 0.45 * size:
        return False
    gap = glyph.x0 - last.x1
    if glyph.x0 == last.x0 and glyph.x1 == last.x1:
        return True  # two letters of one ligature, as wide as Qu or ffi
    return -0.7 * size <= gap <= GAP * size and glyph.x0 >= last.x0 - 0.1 * size


def _find_size(row: tuple[Glyph, ...]) -> float:
    """Return the size most of the glyphs have, the larger one when two are as frequent."""
    counts = Counter(round(glyph.size, 1) for glyph in row)
    found = max(counts, key=lambda size: (counts[size], size))
    return found or max(glyph.size for glyph in row)  # type of a page in units larger than points


def _write(row: tuple[Glyph, ...], size: float, y: float) -> str:
    """Return the text of a line; raised figures become superscripts, raised brackets `^[3]`."""
    pieces = [row[0].text]
    raised = [_is_raised(glyph, size, y) for glyph in row]
    begin = 0 if raised[0] else -1
    for at, (before, glyph) in enumerate(pairwise(row), 1):
        if raised[at] and not raised[at - 1]:
            begin = len(pieces)
        elif begin >= 0 and not raised[at]:
            pieces[begin:] = _raise("".join(pieces[begin:]))
            begin = -1
        if _is_apart(before, glyph, size) and not (raised[at] and not raised[at - 1]):
            pieces.append(" ")
        pieces.append(glyph.text)
    if begin > 0:
        pieces[begin:] = _raise("".join(pieces[begin:]))
    return "".join(pieces)


def _is_raised(glyph: Glyph, size: float, y: float) -> bool:
    """Tell whether a glyph is a small one above the baseline."""
    return glyph.size < 0.85 * size and glyph.y > y + 0.15 * size


def _raise(text: str) -> list[str]:
    """Return raised text as Unicode writes it, where it can; else as it is."""
    if _RAISED_NUMBER.fullmatch(text):
        return [_SUPERSCRIPT[letter] for letter in text]
    return [f"^{text}"] if _RAISED_BRACKET.fullmatch(text) else [text]


def _is_apart(before: Glyph, glyph: Glyph, size: float) -> bool:
    """Tell whether a space belongs between two glyphs of a line."""
    gap = (glyph.x0 - before.x1) / size
    return is_space_between(before.text, glyph.text, gap, glyph.space)
