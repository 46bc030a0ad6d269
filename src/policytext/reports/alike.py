"""Which papers are alike, as a small figure: for the first page, the folder of figures and `similarity --figure`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from policytext.errors import BadQuery
from policytext.figures import Drawing, draw_alike
from policytext.likeness import cluster, compare_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.likeness import Likeness
    from policytext.reports.choice import Choice
    from policytext.store.reading import Store

MEASURES = {
    "cosine": "cosine of words",
    "jaccard": "Jaccard of themes",
    "theme_cosine": "cosine of themes",
}
"""What the measures are called in figures."""

MOST_DRAWN = 100
"""Papers past which neither tree nor cells can be read."""

N_PAIRS = 10
"""Rows of the table on the first page."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Every two papers that are drawn, the most alike first, the figure of them, and what is said of the choice."""

    pairs: tuple[Likeness, ...]
    drawing: Drawing
    note: str = ""

    @property
    def best(self) -> tuple[Likeness, ...]:
        """The pairs the first page lists."""
        return self.pairs[:N_PAIRS]


def gather_alike(store: Store, choice: Choice) -> Alike | None:
    """Return which of the papers that are drawn are alike by their words; nothing of one paper."""
    if len(choice.ids) < 2:
        return None
    pairs = compare_documents(store, choice.ids)
    drawing = draw_likeness(choice.ids, pairs, note=choice.note)
    return Alike(tuple(pairs), drawing, choice.note)


def draw_likeness(
    ids: Sequence[str], pairs: Iterable[Likeness], measure: str = "cosine", note: str = ""
) -> Drawing:
    """Draw papers by a measure of `MEASURES`; `note` is said below the title, too.

    Of papers that share two languages the mean of both is drawn. Two papers
    that cannot be compared are as far apart as can be. Raises `BadQuery` when
    they are too many.
    """
    if len(ids) > MOST_DRAWN:
        raise BadQuery(
            f"A figure of {len(ids)} papers cannot be read; at most {MOST_DRAWN} are drawn. The table has them all."
        )
    listed: dict[tuple[str, str], list[float]] = defaultdict(list)
    for pair in pairs:
        if (value := getattr(pair, measure)) is not None:
            listed[min(pair.source, pair.target), max(pair.source, pair.target)].append(value)
    values = {both: fmean(each) for both, each in listed.items()}
    merges = cluster(ids, {both: 1 - value for both, value in values.items()})
    order = merges[-1][0] + merges[-1][1] if merges else list(ids)
    return draw_alike(order, merges, values, MEASURES[measure], note)
