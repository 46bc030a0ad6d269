"""Set footnotes apart from the text above them.

A footnote is in smaller type than the text and stands below all of it at the
foot of its column; nothing but other footnotes follows it there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.readers.pdf.columns import Column
from policytext.readers.pdf.letters import HAN_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALLER = 0.93
"""How large a footnote's type is at most, in sizes of the text's."""

_MARK = re.compile(r"[\d¹²³⁴-⁹①-⑳*†‡§＊^\[〔（(【]|[Nn]otes?\b|注")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CERTAIN = re.compile(
    r"(?P<figure>\d{1,3})(?=[\s.)]|[^\W\d])|(?P<bracket>[\[〔［]\d{1,3}[\]〕］])|[¹²³⁰⁴-⁹①-⑳]+|[*†‡§＊]{1,3}"
)
LEAST_LETTERS, LEAST_HAN = 12, 6
"""Letters of a note in English, and of one in Chinese."""

_LIST = re.compile(
    r"[\W\d]*(?:主要)?(?:参考文献|引用文献|参考书目|注\s*释|尾\s*注|references?(?:\s+cited)?|bibliography|works\s+cited|(?:end)?notes)\W*",
    re.IGNORECASE,
)


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


def is_certain(text: str, body: str) -> bool:
    """Tell whether small type at the foot of a page is a note: it has a mark, and the page calls it.

    Marks that nothing but a note begins with need not be called: raised
    figures, circled ones, stars and daggers. Cells of tables have few letters.

    >>> is_certain("3 See the report of the committee.", "as was shown³ before"), is_certain("¹ Ebd., S. 3.", "")
    (True, False)
    >>> is_certain("3 See the report of the committee.", "as was shown in [3] before")
    False
    """
    mark = _CERTAIN.match(text)
    letters = "".join(text.split())
    n_letters = sum(map(str.isalpha, letters))
    if not mark or n_letters * 2 < len(letters):
        return False
    if n_letters < (LEAST_HAN if HAN_LETTER.search(text) else LEAST_LETTERS):
        return False
    if mark["figure"]:
        return mark["figure"].translate(_RAISED) in body
    return not mark["bracket"] or mark["bracket"] in body


def opens_list(line: str) -> bool:
    """Tell whether a line is the heading of a list of references or notes, which is set small, too.

    >>> opens_list("参考文献："), opens_list("6. References"), opens_list("References to the law are rare.")
    (True, True, False)
    """
    return bool(_LIST.fullmatch(line.strip()))


def _find_notes(column: Column, body_size: float) -> int:
    """Return the number of the line with which the footnotes of a column begin."""
    at = len(column.lines)
    while at and column.lines[at - 1].size <= SMALLER * body_size:
        at -= 1
    while at < len(column.lines) and not _MARK.match(column.lines[at].text):
        at += 1
    return at
