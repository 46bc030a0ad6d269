"""How strongly things that meet belong together: measures on counts of passages.

Every function takes arrays, one place for each pair: `n_both` passages with
both, `n_a` and `n_b` with either, `n` in all. What is undefined is nan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Values = NDArray[np.float64]


def measure_expected(n_a: Counts, n_b: Counts, n: int) -> Values:
    """Return the passages two things would share by chance."""
    return n_a * (n_b / n)


def measure_jaccard(n_both: Counts, n_a: Counts, n_b: Counts) -> Values:
    """Return the share of the passages with either that have both (Jaccard 1901).

    >>> float(measure_jaccard(np.array([1]), np.array([2]), np.array([1]))[0])
    0.5
    """
    return n_both / (n_a + n_b - n_both)


def measure_dice(n_both: Counts, n_a: Counts, n_b: Counts) -> Values:
    """Return twice the common passages by the sum of both (Dice 1945).

    >>> round(float(measure_dice(np.array([1]), np.array([2]), np.array([1]))[0]), 4)
    0.6667
    """
    return 2 * n_both / (n_a + n_b)


def measure_cosine(n_both: Counts, n_a: Counts, n_b: Counts) -> Values:
    """Return Salton's cosine, the common passages by the geometric mean of both (Salton and McGill 1983).

    >>> round(float(measure_cosine(np.array([1]), np.array([2]), np.array([1]))[0]), 4)
    0.7071
    """
    return n_both / np.sqrt(n_a.astype(float) * n_b)


def measure_association_strength(n_both: Counts, n_a: Counts, n_b: Counts, n: int) -> Values:
    """Return how many times as often two things meet as by chance (van Eck and Waltman 2009).

    Their probabilistic affinity index: observed by expected.

    >>> float(measure_association_strength(np.array([1]), np.array([2]), np.array([1]), 4)[0])
    2.0
    """
    return n_both / measure_expected(n_a, n_b, n)


def measure_pmi(n_both: Counts, n_a: Counts, n_b: Counts, n: int) -> Values:
    """Return pointwise mutual information in bits (Church and Hanks 1990); nan for what never meets.

    >>> float(measure_pmi(np.array([1]), np.array([2]), np.array([1]), 4)[0])
    1.0
    """
    with np.errstate(divide="ignore"):
        found = np.log2(measure_association_strength(n_both, n_a, n_b, n))
    return np.where(n_both > 0, found, np.nan)


def measure_npmi(n_both: Counts, n_a: Counts, n_b: Counts, n: int) -> Values:
    """Return normalised pointwise mutual information (Bouma 2009), from -1 through 0, chance, to 1.

    Never together is -1; two things that are both in every passage have 1, the
    limit.

    >>> float(measure_npmi(np.array([1]), np.array([2]), np.array([1]), 4)[0])
    0.5
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(n_both * (n / (n_a.astype(float) * n_b))) / -np.log(n_both / n)
    return np.where(n_both == 0, -1.0, np.where(n_both == n, 1.0, found))


def measure_log_likelihood(n_both: Counts, n_a: Counts, n_b: Counts, n: int) -> Values:
    """Return the log-likelihood ratio G2 over all four cells of the table (Dunning 1993).

    Never negative; 0 when the two are independent. A cell with nothing in it
    adds nothing.

    >>> round(float(measure_log_likelihood(np.array([7]), np.array([9]), np.array([10]), 19)[0]), 6)
    4.534939
    """
    total = np.zeros(len(n_both))
    for seen, row, column in (
        (n_both, n_a, n_b),
        (n_a - n_both, n_a, n - n_b),
        (n_b - n_both, n - n_a, n_b),
        (n - n_a - n_b + n_both, n - n_a, n - n_b),
    ):
        with np.errstate(divide="ignore", invalid="ignore"):
            cell = seen * np.log(seen * (n / (row.astype(float) * column)))
        total += np.where(seen > 0, cell, 0.0)
    return np.maximum(2 * total, 0.0)


def measure_p(n_both: Counts, n_a: Counts, n_b: Counts, n: int) -> Values:
    """Return the probability of at least so many meetings by chance: the hypergeometric distribution's upper tail.

    Fisher's exact test, one-sided (Fisher 1935).

    >>> float(measure_p(np.array([1]), np.array([2]), np.array([1]), 4)[0])
    0.5
    """
    from scipy.stats import hypergeom

    return np.clip(hypergeom.sf(n_both - 1, n, n_a, n_b), 0.0, 1.0)  # type: ignore[no-any-return]


def adjust_p(p: Values) -> Values:
    """Return p adjusted for as many tests: the false discovery rate (Benjamini and Hochberg 1995).

    >>> [round(float(each), 4) for each in adjust_p(np.array([0.01, 0.04, 0.03]))]
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p, kind="stable")
    ranked = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty_like(ranked)
    adjusted[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return adjusted


def measure_alpha(sources: Counts, targets: Counts, weights: Counts) -> Values:
    """Return how likely a pair is so strong by chance for the end it matters more to: the disparity filter's alpha.

    `sources` and `targets` number the ends of each pair. Were a node's weight
    spread at random over its k pairs, one would have the share w of it or more
    with probability (1 - w)^(k - 1). The smaller of both ends' alphas is
    returned: a pair belongs to the backbone when it matters to either. Of a
    node with one pair nothing can be said, and its alpha is 1.

    Source: Serrano, Boguñá and Vespignani (2009), "Extracting the multiscale
    backbone of complex weighted networks".

    >>> edges = np.array([0, 0]), np.array([1, 2]), np.array([3, 1])
    >>> [float(alpha) for alpha in measure_alpha(*edges)]
    [0.25, 0.75]
    """
    n_nodes = int(max(sources.max(), targets.max())) + 1 if len(sources) else 0
    ends = np.concatenate([sources, targets])
    strength = np.bincount(ends, weights=np.tile(weights, 2), minlength=n_nodes)
    degree = np.bincount(ends, minlength=n_nodes)
    alphas = [(1 - weights / strength[side]) ** (degree[side] - 1) for side in (sources, targets)]
    return np.minimum(*alphas)
