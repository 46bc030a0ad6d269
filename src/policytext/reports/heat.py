"""How the mentions of themes fall to the papers, as cells that are the darker the more there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.reports.facts import Facts
    from policytext.store.reading import Row


@dataclass(frozen=True, slots=True)
class Cell:
    """The mentions of a theme in a paper; `heat` runs from 0 to 100."""

    doc_id: str
    n_mentions: int
    heat: int


@dataclass(frozen=True, slots=True)
class Heat:
    """The table of themes by documents."""

    rows: tuple[tuple[str, Row, tuple[Cell, ...]], ...]


def heat_up(facts: Facts, theme_id: str, most: int | None = None) -> tuple[Cell, ...]:
    """Return a cell for every paper.

    `most` is the count that is hottest, by default the theme's own largest.
    Heat goes by the square root, so that few mentions still show beside many.
    """
    counts = facts.n_mentions.get(theme_id, Counter())
    top = most or max(counts.values(), default=0) or 1
    return tuple(
        Cell(doc_id, counts[doc_id], round(100 * sqrt(counts[doc_id] / top)))
        for doc_id in (row["doc_id"] for row in facts.documents)
    )


def gather_heat(facts: Facts) -> Heat:
    """Return the table, the themes with most mentions first; those never mentioned are left out."""
    most = max((n for by in facts.n_mentions.values() for n in by.values()), default=0)
    rows = [
        (theme_id, row, heat_up(facts, theme_id, most))
        for theme_id, row in facts.themes.items()
        if theme_id in facts.n_mentions
    ]
    return Heat(tuple(sorted(rows, key=lambda r: (-r[1]["n_mentions"], r[0]))))
