"""Cut a text where mentions begin and end, so that each stretch can be shown as what it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention to be shown: `start` and `end` count in the reading text, `char_` ones in the source text."""

    theme: str
    start: int
    end: int
    char_start: int
    char_end: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text with the marks that cover it, the innermost last."""

    text: str
    marks: tuple[Mark, ...] = ()


def cut_text(text: str, marks: Iterable[Mark]) -> list[Stretch]:
    """Return a text as stretches, each covered by the same marks from end to end.

    Joined, the stretches are the text. Marks may lie inside one another and
    may cross; parts of a mark outside the text are left out.

    >>> from policytext.reports.marks import Mark
    >>> marks = [Mark("two-coverage", 4, 16, 4, 16, True)]
    >>> [(s.text, len(s.marks)) for s in cut_text("The two coverage rate", marks)]
    [('The ', 0), ('two coverage', 1), (' rate', 0)]
    """
    size = len(text)
    inside = sorted(
        (mark for mark in marks if 0 <= mark.start < mark.end and mark.start < size),
        key=lambda mark: (mark.start, -mark.end, mark.theme),
    )
    cuts = sorted({0, size, *(m.start for m in inside), *(min(m.end, size) for m in inside)})
    stretches: list[Stretch] = []
    opening = 0
    open_marks: list[Mark] = []
    for start, end in pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > start]
        while opening < len(inside) and inside[opening].start <= start:
            open_marks.append(inside[opening])
            opening += 1
        stretches.append(Stretch(text[start:end], tuple(open_marks)))
    return stretches
