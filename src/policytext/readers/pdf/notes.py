"""Set footnotes apart from the text above them.

A footnote is in smaller type than the text and stands below all of it at the
foot of its column; nothing but other footnotes follows it there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.readers.pdf.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALLER = 0.93
"""How large a footnote's type is at most, in sizes of the text's."""

_MARK = re.compile(r"[\d¹²³⁴-⁹①-⑳*†‡§＊^\[〔（(【]|[Nn]otes?\b|注")


def split_notes(columns: Iterable[Column], body_size: float) -> tuple[list[Column], list[Column]]:
    """Return the columns of a page without their footnotes, and the footnotes."""
    kept, notes = [], []
    columns = [*columns]
    floor = min(
        (line.y for column in columns for line in column.lines if line.size > SMALLER * body_size),
        default=None,
    )
    for column in columns:
        at = _find_notes(column, body_size)
        if at == 0 and (floor is None or column.lines[0].y > floor + 4 * body_size):
            at = len(
                column.lines
            )  # small type of its own, with text below it: a table or a caption
        if column.lines[:at]:
            kept.append(Column(column.lines[:at]))
        if column.lines[at:]:
            notes.append(Column(column.lines[at:]))
    return kept, notes


def _find_notes(column: Column, body_size: float) -> int:
    """Return the number of the line with which the footnotes of a column begin."""
    at = len(column.lines)
    while at and column.lines[at - 1].size <= SMALLER * body_size:
        at -= 1
    while at < len(column.lines) and not _MARK.match(column.lines[at].text):
        at += 1
    return at
