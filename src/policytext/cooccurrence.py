"""Count which themes meet in the same passage, and how much more often than chance.

Two themes meet in a passage when each has at least one mention there. Saying a
phrase three times in one paragraph is one meeting, not three, and passages
never overlap, so every count is a number of passages a reader could go and
read. (Sliding windows overlap, and count one meeting several times.) Counts
come first and always stand beside every measure made of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.sparse import csr_array, triu

from policytext import association
from policytext.records import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray


class Counted(Protocol):
    """What is counted of a mention: a theme, in a passage, of a document."""

    @property
    def theme_id(self) -> str:
        """Return the theme's id."""

    @property
    def passage_id(self) -> str:
        """Return what the theme is in: a passage, or whatever else is counted."""

    @property
    def doc_id(self) -> str:
        """Return the document's id."""


def count_pairs(
    mentions: Iterable[Counted], n_passages: int, years: Mapping[str, int] | None = None
) -> list[Pair]:
    """Count the passages in which each pair of themes meets.

    `n_passages` is the size of what was counted in passages, those without any
    mention included: every frequency is divided by it. Pass only the mentions
    that should count: nested ones say nothing new of a passage.

    The pairs come back strongest first (by `n_cooc`, then by id), the same for
    any order of `mentions`. Themes that never meet have no pair. `years` are
    those of the documents, as far as they are known. p is adjusted for as many
    tests as there are pairs that meet.

    Raises `ValueError` when the mentions name more passages than there are.

    >>> from policytext.records import Mention
    >>> def said(theme, passage):
    ...     return Mention("d", passage, theme, 0, 1, 0, 1, "x", "x", "literal", "exact")
    >>> pairs = count_pairs([said("a", "d:1"), said("b", "d:1"), said("b", "d:2")], n_passages=4)
    >>> [(p.source, p.target, p.n_cooc, p.n_target, p.expected) for p in pairs]
    [('a', 'b', 1, 2, 0.5)]
    """
    place: dict[str, str] = {}
    named: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        place[mention.passage_id] = mention.doc_id
        named[mention.theme_id].add(mention.passage_id)
    if len(place) > n_passages:
        raise ValueError(f"{len(place)} passages have mentions, but n_passages is {n_passages}")
    themes = sorted(named)
    meetings = _count_meetings([named[theme] for theme in themes], place)
    if not len(meetings.n_both):
        return []
    sizes = np.array([len(named[theme]) for theme in themes])
    pairs = _to_pairs(themes, sizes, meetings, n_passages, years or {})
    return sorted(pairs, key=lambda p: (-p.n_cooc, p.source, p.target))


@dataclass(frozen=True, slots=True)
class _Meetings:
    """The pairs that meet: numbers of the themes, `a < b`, passages in common, and the documents of those."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    n_both: NDArray[np.int64]
    documents: list[list[str]]


def _count_meetings(named: list[set[str]], place: dict[str, str]) -> _Meetings:
    """Return every two sets of passages that meet.

    With X the passages × themes matrix of ones, X'X holds the meetings; the
    same for the passages of each document tells in which documents.
    """
    if not named:
        none = np.empty(0, dtype=np.int64)
        return _Meetings(none, none, none, [])
    passages = {p: row for row, p in enumerate(sorted(place, key=lambda p: (place[p], p)))}
    rows = np.array([passages[p] for named_in in named for p in sorted(named_in)])
    columns = np.repeat(np.arange(len(named)), [len(n) for n in named])
    occurs = csr_array(
        (np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(len(passages), len(named))
    )
    meetings = triu(occurs.T @ occurs, k=1).tocoo()
    keys = meetings.row.astype(np.int64) * len(named) + meetings.col
    order = np.argsort(keys, kind="stable")
    documents = _list_documents(occurs, [place[p] for p in passages], keys[order])
    return _Meetings(
        meetings.row[order].astype(np.int64),
        meetings.col[order].astype(np.int64),
        meetings.data[order],
        documents,
    )


def _list_documents(
    occurs: csr_array, place: list[str], keys: NDArray[np.int64]
) -> list[list[str]]:
    """Return the documents in which each pair meets; `keys` number the pairs in order."""
    found: list[list[str]] = [[] for _ in keys]
    starts = [row for row, doc in enumerate(place) if row == 0 or place[row - 1] != doc]
    for start, end in zip(starts, [*starts[1:], len(place)], strict=True):
        block = occurs[start:end]
        meetings = triu(block.T @ block, k=1).tocoo()
        met = meetings.row.astype(np.int64) * occurs.shape[1] + meetings.col
        for at in np.searchsorted(keys, np.sort(met)).tolist():
            found[at].append(place[start])
    return found


def _to_pairs(
    themes: list[str],
    sizes: NDArray[np.int64],
    met: _Meetings,
    n_passages: int,
    years: Mapping[str, int],
) -> list[Pair]:
    """Return the pairs with the measures made of their counts."""
    n_a, n_b = sizes[met.a], sizes[met.b]
    counts = met.n_both, n_a, n_b
    p = association.measure_p(*counts, n_passages)
    measures = (
        association.measure_expected(n_a, n_b, n_passages),
        association.measure_jaccard(*counts),
        association.measure_dice(*counts),
        association.measure_cosine(*counts),
        association.measure_association_strength(*counts, n_passages),
        association.measure_pmi(*counts, n_passages),
        association.measure_npmi(*counts, n_passages),
        association.measure_log_likelihood(*counts, n_passages),
        met.n_both / n_a,
        met.n_both / n_b,
        p,
        association.adjust_p(p),
        association.measure_alpha(met.a, met.b, met.n_both),
    )
    rows = zip(*(each.tolist() for each in (met.a, met.b, *counts, *measures)), strict=True)
    return [
        Pair._make(
            [
                themes[a],
                themes[b],
                n_both,
                len(documents),
                *sizes_and_values,
                *_find_years(documents, years),
            ]
        )
        for (a, b, n_both, *sizes_and_values), documents in zip(rows, met.documents, strict=True)
    ]


def _find_years(documents: list[str], years: Mapping[str, int]) -> tuple[int | None, int | None]:
    """Return the first and the last year of some documents, as far as they are known."""
    known = [years[document] for document in documents if document in years]
    return min(known, default=None), max(known, default=None)
