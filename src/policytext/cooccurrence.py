"""Count which themes meet in the same passage, and how much more often than chance.

Two themes meet in a passage when each has at least one mention there. Saying a
phrase three times in one paragraph is one meeting, not three, and passages
never overlap, so every count is a number of passages a reader could go and
read. (Sliding windows overlap, and count one meeting several times.) Counts
come first and always stand beside every measure made of them.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from policytext.records import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.records import Mention


def count_pairs(mentions: Iterable[Mention], n_passages: int) -> list[Pair]:
    """Count the passages in which each pair of themes meets.

    `n_passages` is the size of what was counted in passages, those without any
    mention included: every frequency is divided by it. Pass only the mentions
    that should count: nested ones say nothing new of a passage.

    The pairs come back strongest first (by `n_cooc`, then by id), the same for
    any order of `mentions`. Themes that never meet have no pair.

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
    pairs = [
        _to_pair(
            themes[a],
            themes[b],
            n_cooc,
            n_docs,
            (len(named[themes[a]]), len(named[themes[b]])),
            n_passages,
        )
        for a, b, n_cooc, n_docs in _count_meetings([named[t] for t in themes], place)
    ]
    return sorted(pairs, key=lambda p: (-p.n_cooc, p.source, p.target))


def _count_meetings(
    named: list[set[str]], place: dict[str, str]
) -> list[tuple[int, int, int, int]]:
    """Return `(a, b, n_cooc, n_docs)` for every two sets of passages that meet, `a < b`.

    With X the passages × themes matrix of ones, X'X holds the meetings; with
    the same matrix for documents, its non-zero cells are the documents each
    pair could share, which the passages of the pair then decide.
    """
    if not named:
        return []
    passages = {p: row for row, p in enumerate(sorted(place))}
    rows = np.array([passages[p] for named_in in named for p in sorted(named_in)])
    columns = np.repeat(np.arange(len(named)), [len(n) for n in named])
    occurs = csr_array(
        (np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(len(passages), len(named))
    )
    meetings = (occurs.T @ occurs).tocoo()
    documents = _count_documents(occurs, [place[p] for p in sorted(place)])
    return [
        (int(a), int(b), int(n), documents[int(a), int(b)])
        for a, b, n in zip(meetings.row, meetings.col, meetings.data, strict=True)
        if a < b
    ]


def _count_documents(occurs: csr_array, place: list[str]) -> dict[tuple[int, int], int]:
    """Return for every pair that meets the number of documents it meets in."""
    n_docs: dict[tuple[int, int], int] = defaultdict(int)
    starts = [row for row, doc in enumerate(place) if row == 0 or place[row - 1] != doc]
    for start, end in zip(starts, [*starts[1:], len(place)], strict=True):
        block = occurs[start:end]
        meetings = (block.T @ block).tocoo()
        for a, b in zip(meetings.row, meetings.col, strict=True):
            if a < b:
                n_docs[int(a), int(b)] += 1
    return n_docs


def _to_pair(a: str, b: str, n_cooc: int, n_docs: int, n: tuple[int, int], n_passages: int) -> Pair:
    """Return the counts of a pair with the measures made of them."""
    n_a, n_b = n
    return Pair(
        source=a,
        target=b,
        n_cooc=n_cooc,
        n_docs=n_docs,
        n_source=n_a,
        n_target=n_b,
        expected=n_a * n_b / n_passages,
        npmi=measure_npmi(n_cooc, n_a, n_b, n_passages),
        jaccard=n_cooc / (n_a + n_b - n_cooc),
        log_likelihood=measure_log_likelihood(n_cooc, n_a, n_b, n_passages),
    )


def measure_npmi(n_cooc: int, n_a: int, n_b: int, n: int) -> float:
    """Return normalised pointwise mutual information from four counts of passages.

    It runs from -1 (never together) through 0 (as often as chance) to 1 (never
    apart). Two themes that are both in every passage have 1, the limit.

    Source: Bouma (2009), "Normalized (Pointwise) Mutual Information in
    Collocation Extraction".

    >>> measure_npmi(1, 2, 1, 4)
    0.5
    """
    if n_cooc == 0:
        return -1.0
    if n_cooc == n:
        return 1.0  # the formula is 0/0 here
    return log(n_cooc * n / (n_a * n_b)) / -log(n_cooc / n)


def measure_log_likelihood(n_cooc: int, n_a: int, n_b: int, n: int) -> float:
    """Return the log-likelihood ratio G2 over all four cells of the 2 x 2 table of passages.

    Never negative; 0 when the two are independent. A cell with nothing in it
    adds nothing.

    Source: Dunning (1993), "Accurate Methods for the Statistics of Surprise
    and Coincidence".

    >>> round(measure_log_likelihood(7, 9, 10, 19), 6)
    4.534939
    """
    cells = ((n_cooc, n_a, n_b), (n_a - n_cooc, n_a, n - n_b), (n_b - n_cooc, n - n_a, n_b))
    table = (*cells, (n - n_a - n_b + n_cooc, n - n_a, n - n_b))
    g2 = 2 * sum(seen * log(seen * n / (row * column)) for seen, row, column in table if seen)
    return max(0.0, g2)
