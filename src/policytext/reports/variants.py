"""The page of renderings: theme by document by wording, official beside corrupt, and where to look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.variants import Rendering, measure_renderings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store
    from policytext.wordings import Proposal


N_PLACES = 12
"""Papers named beside a wording."""

N_PROPOSALS = 300
"""Proposals listed; the table has all of these and of the wordings."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a theme: what kind of form it is, and papers that have it with their counts.

    `places` are `(doc_id, count, passage_id of the first)`; `n_more` papers have it besides.
    """

    surface: str
    kind: str
    n_mentions: int
    places: tuple[tuple[str, int, str], ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One theme with its figures and its wordings, the commonest first."""

    figures: Rendering
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Variants:
    """Everything the page says; `steady` counts the themes that every mention renders alike.

    `n_proposals` were made, of which `proposals` are listed.
    """

    entries: tuple[Entry, ...]
    steady: int
    proposals: tuple[Proposal, ...]
    n_proposals: int


def gather_variants(store: Store, facts: Facts, proposals: Sequence[Proposal]) -> Variants:
    """Return the page: the themes with several renderings, the least steady first."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in store.count_renderings():
        rows[row["theme"]].append(row)
    figures = measure_renderings(store)
    entries = tuple(
        Entry(each, _gather_wordings(rows[each.theme])) for each in figures if each.n_renderings > 1
    )
    known = [each for each in proposals if each.theme in facts.themes]
    listed = tuple(known[:N_PROPOSALS])
    return Variants(entries, len(figures) - len(entries), listed, len(known))


def _gather_wordings(rows: list[Row]) -> tuple[Wording, ...]:
    """Return the wordings of one theme, the commonest first."""
    by_surface: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_surface[row["surface"], row["form_kind"]].append(row)
    wordings = [
        Wording(
            surface,
            kind,
            sum(row["n_mentions"] for row in found),
            tuple(
                (row["doc_id"], row["n_mentions"], row["passage_id"]) for row in found[:N_PLACES]
            ),
            max(0, len(found) - N_PLACES),
        )
        for (surface, kind), found in by_surface.items()
    ]
    return tuple(sorted(wordings, key=lambda w: (-w.n_mentions, w.surface)))
