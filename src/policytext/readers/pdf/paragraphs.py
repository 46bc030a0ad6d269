"""Put the lines of a document together to paragraphs and headings.

Columns are cut where type, weight or spacing changes; what is left between two
cuts has one left and one right margin. In it a paragraph begins with an
indent, or after a line that ends although the next word would have fitted, or
with a bullet or number after a full stop. A paragraph that a column or a page
broke off is put together again, whatever table or caption stands between.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.readers.pdf.letters import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.readers.pdf.columns import Column
    from policytext.readers.pdf.lines import Line
    from policytext.records import BlockKind

LARGER = 1.08
"""How large a heading's type is at least, in sizes of the text's."""

SPACED = 1.25
"""How much more than the usual distance between lines parts two paragraphs."""

INDENT = (0.8, 6.0)
"""The indent of a first line, in sizes of the type: at least, and at most."""

_STOPPED = re.compile("[.!?:;。！？：；…][\"'”’」』)）\\]⁰¹²³⁴-⁹]*$")
_NUMBERED = re.compile(
    r"[\[［]\d{1,3}[\]］]|[(（]?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[一二三四五六七八九十]{1,3})[.)）、．]|第[一二三四五六七八九十百\d]{1,4}[编章节条]|[①-⑳]"
)
_BULLET = re.compile(r"[•▪●◆◇■□➢✓·–-] ?(?=\S)")
_ITEM = re.compile(r"[•▪●◆◇■□➢✓] ?(?=\S)")
_CAPTION = re.compile(r"(?:table|figure|fig\.|chart|表|图)\s*[\dA-Z一-九]", re.IGNORECASE)
_SMALL = re.compile(r"[\"'“‘(]*[a-zà-ÿ]")
_MAX_HEADING = 250
_MAX_BOLD = 120
_MAX_BOLD_HAN = 40
_LOOK_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one paragraph, each with the number of its page from 0.

    `is_indented` says that it opens with an indent, `is_full` that its last
    line runs to the margin, so that the paragraph may go on elsewhere. `column`
    is the number of the column it ends in.
    """

    lines: tuple[tuple[int, Line], ...]
    kind: BlockKind
    size: float
    is_bold: bool
    is_indented: bool
    is_full: bool
    column: int
    level: int = 0

    @property
    def opening(self) -> str:
        """Return the text of the first line."""
        return self.lines[0][1].text


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a document: the size of its text and the distance of its lines, in points."""

    size: float
    leading: float
    is_bold: bool


def find_style(columns: Iterable[Column]) -> Style:
    """Return the style that most letters of a document are set in."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    leadings: Counter[tuple[float, float]] = Counter()
    for column in columns:
        for line in column.lines:
            sizes[_round(line.size)] += len(line.text)
            bold[_is_bold(line)] += len(line.text)
        for above, below in pairwise(column.lines):
            if _round(above.size) == _round(below.size) and above.y > below.y:
                leadings[_round(above.y - below.y), _round(above.size)] += 1
    size = max(sizes, key=lambda key: (sizes[key], -key), default=10.0)
    own = {distance: n for (distance, of), n in leadings.items() if of == size}
    leading = max(own, key=lambda key: (own[key], -key), default=1.3 * size)
    return Style(size, leading, bold[True] > bold[False])


@dataclass(frozen=True, slots=True)
class Place:
    """Which column of a document is looked at: its page and number from 0, and how far right its lines run."""

    page: int
    number: int
    right: float


def split_paragraphs(column: Column, place: Place, style: Style) -> list[Paragraph]:
    """Return the paragraphs of a column."""
    return [
        paragraph
        for stretch in _cut_stretches(column.lines, style)
        for paragraph in _split_stretch(stretch, place, style)
    ]


def drop_glyphs(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph whose lines no longer hold their glyphs, which take most of the memory."""
    lines = tuple((page, replace(line, glyphs=())) for page, line in paragraph.lines)
    return replace(paragraph, lines=lines)


def find_right(column: Column, others: Sequence[Line]) -> float:
    """Return how far right full lines run in a column, from the `others` that begin at its left margin."""
    left, size = min(line.x0 for line in column.lines), column.lines[0].size
    rights = sorted(line.x1 for line in others if abs(line.x0 - left) < 3 * size)
    return rights[int(len(rights) * 0.85)] if rights else max(line.x1 for line in column.lines)


def join_paragraphs(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a document, those that a column or page broke off put together."""
    rest = [*paragraphs]
    indents = [p.is_indented for p in rest if p.kind == "paragraph" and len(p.lines) > 2]
    by_indent = sum(indents) > 0.5 * len(indents) > 1
    joined: list[Paragraph] = []
    while rest:
        first = rest.pop(0)
        while (at := _find_rest(first, rest, by_indent=by_indent)) is not None:
            second = rest.pop(at)
            first = replace(
                first,
                lines=first.lines + second.lines,
                is_full=second.is_full,
                column=second.column,
            )
        joined.append(first)
    return joined


def level_headings(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with the headings' levels: 1 for the largest type, bold text last.

    A size that is larger than the text's, but neither the largest nor used
    twice, is a name's or a date's and makes no heading.
    """
    headings = [p for p in paragraphs if p.kind == "heading"]
    counts = Counter((_round(p.size), p.is_bold) for p in headings)
    largest = max((size for size, _ in counts), default=0.0)
    kept = sorted(key for key, n in counts.items() if n > 1 or key[0] == largest)[::-1]
    levels = {key: number for number, key in enumerate(kept, 1)}
    levelled = []
    for paragraph in paragraphs:
        level = levels.get((_round(paragraph.size), paragraph.is_bold), 0)
        if paragraph.kind != "heading":
            levelled.append(paragraph)
        elif level:
            levelled.append(replace(paragraph, level=min(level, 6)))
        else:
            levelled.append(replace(paragraph, kind="paragraph"))
    return levelled


def _round(points: float) -> float:
    """Return a size or distance as half points."""
    return round(points * 2) / 2


def _is_bold(line: Line) -> bool:
    """Tell whether nearly all of a line is bold."""
    return sum(glyph.bold for glyph in line.glyphs) > 0.8 * len(line.glyphs)


def _cut_stretches(lines: Sequence[Line], style: Style) -> list[list[Line]]:
    """Return the lines of a column cut where type, weight or spacing changes."""
    distances = sorted(a.y - b.y for a, b in pairwise(lines) if a.y > b.y and _is_alike(a, b))
    usual = distances[len(distances) // 3] if len(distances) >= 3 else 0.0
    stretches: list[list[Line]] = []
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        if above is None or _parts(above, line, usual, style):
            stretches.append([])
        stretches[-1].append(line)
    return stretches


def _is_alike(one: Line, other: Line) -> bool:
    """Tell whether two lines are in type of one size."""
    return abs(one.size - other.size) <= 0.08 * max(one.size, other.size)


def _parts(above: Line, line: Line, usual: float, style: Style) -> bool:
    """Tell whether the type, the weight or the spacing changes between two lines."""
    if not _is_alike(above, line) or line.y >= above.y or _is_bold(above) != _is_bold(line):
        return True
    expected = max(usual, style.leading * line.size / style.size * (0.9 if usual else 1))
    if line.size > LARGER * style.size:
        expected = max(expected, 1.5 * line.size)
    return above.y - line.y > SPACED * expected


def _split_stretch(lines: list[Line], place: Place, style: Style) -> list[Paragraph]:
    """Return the paragraphs of lines in one type between two margins."""
    is_bold = _is_bold(lines[0]) and not style.is_bold
    if _is_heading(lines, style, is_bold=is_bold):
        return [_close(lines, place, "heading", is_bold=is_bold, left=lines[0].x0)]
    left, right = _find_margins(lines)
    hanging = _is_hanging(lines, left)
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        if not groups or _begins(groups[-1], line, after, left, right, hanging=hanging):
            groups.append([])
        groups[-1].append(line)
    return [_close(group, place, "paragraph", is_bold=is_bold, left=left) for group in groups]


def _close(
    lines: list[Line], place: Place, kind: BlockKind, *, is_bold: bool, left: float
) -> Paragraph:
    """Return the paragraph that some lines make."""
    first, last = lines[0], lines[-1]
    is_indented = first.x0 - left > INDENT[0] * first.size
    if kind == "paragraph" and _ITEM.match(first.text):
        kind = "item"
    placed = tuple((place.page, line) for line in lines)
    is_full = last.x1 > place.right - 2.5 * last.size
    return Paragraph(placed, kind, first.size, is_bold, is_indented, is_full, place.number)


def _is_heading(lines: list[Line], style: Style, *, is_bold: bool) -> bool:
    """Tell whether lines of one type are a heading: larger than the text, or bold and short."""
    text = " ".join(line.text for line in lines)
    if len(text) > _MAX_HEADING or not any(letter.isalpha() for letter in text):
        return False
    if lines[0].size >= LARGER * style.size:
        return len(lines) <= 6
    longest = _MAX_BOLD_HAN if CHINESE.match(text) else _MAX_BOLD
    is_text = lines[0].size >= 0.95 * style.size and not re.search("[。，；,;.]$", text)
    return is_bold and is_text and len(lines) <= 2 and len(text) <= longest


def _find_margins(lines: list[Line]) -> tuple[float, float]:
    """Return where most lines begin, and where the full ones end."""
    size = lines[0].size
    lefts = Counter(round(line.x0 / size * 2) for line in lines)
    rights = Counter(round(line.x1 / size * 2) for line in lines)
    often = [at for at, n in lefts.items() if n >= max(2, 0.15 * len(lines))]
    start = min(often, default=min(lefts))
    left = min(line.x0 for line in lines if round(line.x0 / size * 2) == start)
    common, n_common = max(rights.items(), key=lambda item: (item[1], item[0]))
    if n_common < max(3, 0.3 * len(lines)):
        return left, max(line.x1 for line in lines)
    return left, max(line.x1 for line in lines if round(line.x1 / size * 2) == common)


def _is_hanging(lines: list[Line], left: float) -> bool:
    """Tell whether paragraphs begin at the margin and go on indented, as in reference lists."""
    is_out = [line.x0 - left <= 0.5 * line.size for line in lines]
    n_in = len(lines) - sum(is_out)
    starts = [line for line, out in zip(lines, is_out, strict=True) if out]
    if n_in < 2 or n_in * 3 < len(lines) or not is_out[0]:
        return False
    n_stopped = sum(
        bool(_STOPPED.search(above.text))
        for (above, line), out in zip(pairwise(lines), is_out[1:], strict=True)
        if out
    )
    indents = {round(line.x0 - left) for line, out in zip(lines, is_out, strict=True) if not out}
    return n_stopped * 10 >= 8 * (len(starts) - 1) and len(indents) <= 2


def _begins(
    group: list[Line], line: Line, after: Line | None, left: float, right: float, *, hanging: bool
) -> bool:
    """Tell whether a line begins a paragraph after those in `group`."""
    above = group[-1]
    if _ITEM.match(line.text):
        return True
    if hanging:
        return line.x0 - left <= 0.5 * line.size and bool(_STOPPED.search(above.text))
    if _is_short(above, line, left, right):
        return True
    if _STOPPED.search(above.text) and (_NUMBERED.match(line.text) or _BULLET.match(line.text)):
        return True
    indent = (line.x0 - above.x0) / line.size
    if not INDENT[0] <= indent <= INDENT[1] or line.x0 - left < INDENT[0] * line.size:
        return False
    return after is None or after.x0 < line.x0 - INDENT[0] * line.size or after.x0 > line.x0 - 0.1


def _is_short(above: Line, line: Line, left: float, right: float) -> bool:
    """Tell whether the first word of a line would have fitted on the line above."""
    slack = 0.5
    if CHINESE.match(line.text):
        slack = 1.6
        if not _STOPPED.search(above.text) and above.x1 - left > 0.8 * (right - left):
            return False  # some programs break Chinese lines by the number of letters
    return above.x1 + line.first_word + (0.25 + slack) * line.size < right


def _find_rest(first: Paragraph, rest: Sequence[Paragraph], *, by_indent: bool) -> int | None:
    """Return the number of the paragraph in `rest` that goes on with the first one, if any does."""
    if rest and _continues_heading(first, rest[0]):
        return 0
    if first.kind not in ("paragraph", "item") or not rest or not first.is_full:
        return None
    end = first.lines[-1][1].text
    stopped = bool(_STOPPED.search(end))
    page = first.lines[-1][0]
    for at, second in enumerate(rest[:_LOOK_AHEAD]):
        if second.lines[0][0] > page + 1:
            return None
        if _can_go_on(first, second):
            goes_on = _goes_on(first, second, stopped=stopped, by_indent=by_indent, near=at == 0)
            return at if goes_on else None
        if not _interrupts(first, second):
            return None
    return None


def _continues_heading(first: Paragraph, second: Paragraph) -> bool:
    """Tell whether a heading goes on with another: below its last line, or at the top of the next column.

    The first happens to a title whose last line is too short to cross the
    gutter below it.
    """
    (page, above), (page_below, below) = first.lines[-1], second.lines[0]
    is_one = first.kind == second.kind == "heading" and first.is_bold == second.is_bold
    if not is_one or not _is_alike(above, below) or _NUMBERED.match(second.opening):
        return False
    if page == page_below and 0 < above.y - below.y < 1.6 * above.size:
        return below.x0 < above.x1 and above.x0 < below.x1
    is_next = first.column != second.column and page_below <= page + 1
    return is_next and first.is_full and not _STOPPED.search(above.text)


def _interrupts(first: Paragraph, second: Paragraph) -> bool:
    """Tell whether a paragraph can stand inside another: a caption, or smaller type as in tables."""
    smaller = second.size < 0.94 * first.size
    return second.column != first.column and (smaller or bool(_CAPTION.match(second.opening)))


def _can_go_on(first: Paragraph, second: Paragraph) -> bool:
    """Tell whether a paragraph is of the same type and opens like the inside of one."""
    if second.kind != "paragraph" or first.is_bold != second.is_bold:
        return False
    begin = second.opening
    if abs(first.size - second.size) > 0.06 * first.size or _CAPTION.match(begin):
        return False
    return not _NUMBERED.match(begin) or bool(re.match(r"[a-zA-Z]\.\w", begin))


def _goes_on(
    first: Paragraph, second: Paragraph, *, stopped: bool, by_indent: bool, near: bool
) -> bool:
    """Tell whether the paragraph `second` takes up the first one, whose end is a sentence's if `stopped`."""
    if second.is_indented:
        return False
    if _SMALL.match(second.opening):
        return not stopped
    if first.column == second.column:
        return False
    if stopped:
        return near and by_indent and len(second.lines) > 1
    return near or bool(CHINESE.match(second.opening))
