"""Compare how often something is said in two bodies of text: the statistics of a 2 x 2 table.

|           | this word | other words | together |
|-----------|-----------|-------------|----------|
| target    | a         | c - a       | c        |
| reference | b         | d - b       | d        |

Every function takes `a, b, c, d`: how often the word stands in the target and
in the reference, and how many words each has. What cannot be computed from such
a table is `None`: never 0, never infinity, so that nobody mistakes the absence
of evidence for evidence. How sure one may be (G2, chi-squared, p) and how large
the difference is (log ratio, %DIFF, odds ratio) are different questions; a
table of results answers both.
"""

from __future__ import annotations

from math import erfc, exp, lgamma, log, log2, sqrt
from sys import float_info
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Z95 = 1.959963984540054
"""The quantile of the normal distribution that leaves 2.5 % above it."""

INSTEAD_OF_ZERO = 0.5
"""The count that stands for none at all in a log ratio, as Hardie (2014) proposes."""

STANDS_OUT = 2.0
"""The specificity beyond which a count stands out, 1 in 100 by chance: TXM's threshold. It is exact for small counts."""

SMALLEST = float_info.min
_TINY = 1e-9  # relative slack when two probabilities are taken to be equal


def measure_g2(a: int, b: int, c: int, d: int) -> float | None:
    """Return the log-likelihood ratio G2, summed over all four cells of the table.

    Never negative; 0 when both sides say the word equally often. A cell with
    nothing in it adds nothing. `None` when a side has no words, or when the
    word stands nowhere or is every word of both.

    Source: Dunning (1993), "Accurate Methods for the Statistics of Surprise
    and Coincidence"; the same as quanteda without a correction, polmineR and R.

    >>> round(measure_g2(7, 2, 10, 9), 6)
    4.534939
    """
    if not _is_table(a, b, c, d):
        return None
    n, said = c + d, a + b
    cells = ((a, c, said), (b, d, said), (c - a, c, n - said), (d - b, d, n - said))
    return max(0.0, 2 * sum(seen * log(seen * n / (row * col)) for seen, row, col in cells if seen))


def measure_g2_rayson(a: int, b: int, c: int, d: int) -> float | None:
    """Return the log-likelihood ratio G2 over the two cells that count the word.

    The form of the UCREL calculator, WMatrix and AntConc 3; the two cells of
    the other words, left out, change it little where the word is rare.

    Source: Rayson and Garside (2000), "Comparing Corpora Using Frequency
    Profiling".

    With 4.736... and 4.263... expected, 2 (7 ln(7/4.737) + 2 ln(2/4.263)) is:

    >>> round(measure_g2_rayson(7, 2, 10, 9), 4)
    2.4401
    """
    if not _is_table(a, b, c, d):
        return None
    pairs = ((a, c * (a + b) / (c + d)), (b, d * (a + b) / (c + d)))
    return max(0.0, 2 * sum(seen * log(seen / expected) for seen, expected in pairs if seen))


def measure_g2_williams(a: int, b: int, c: int, d: int) -> float | None:
    """Return G2 over four cells, divided by Williams' correction for small tables (quanteda's default).

    Source: Williams (1976), "Improved Likelihood Ratio Tests for Complete
    Contingency Tables".

    For 7 of 10 and 2 of 9 the divisor is 1 + (19/9 + 19/10 - 1) (19/10 + 19/9 - 1) / (6 * 19).

    >>> round(measure_g2_williams(7, 2, 10, 9), 4)
    4.2008
    """
    g2 = measure_g2(a, b, c, d)
    if g2 is None:
        return None
    n, said = c + d, a + b
    rows, columns = n / c + n / d - 1, n / said + n / (n - said) - 1
    return g2 / (1 + rows * columns / (6 * n))


def measure_chi2(a: int, b: int, c: int, d: int, *, yates: bool = False) -> float | None:
    """Return Pearson's chi-squared of the table, with Yates' correction for continuity if asked for.

    `None` where an expected count is 0. The corrected value is 0 where the
    difference is smaller than half a count.

    Source: Pearson (1900); Yates (1934), "Contingency Tables Involving Small
    Numbers and the Chi-Squared Test".

    >>> round(measure_chi2(7, 2, 10, 9), 5), round(measure_chi2(7, 2, 10, 9, yates=True), 6)
    (4.33716, 2.632438)
    """
    if not _is_table(a, b, c, d):
        return None
    n, said = c + d, a + b
    difference: float = abs(a * (d - b) - b * (c - a))
    if yates:
        difference = max(0.0, difference - n / 2)
    return n * difference * difference / (c * d * said * (n - said))


def find_p(statistic: float | None) -> float | None:
    """Return how likely a chi-squared or G2 of one degree of freedom, or a larger one, is by chance.

    What is too small for a number of the computer is its smallest, never 0.

    >>> round(find_p(3.841459), 4), find_p(None)
    (0.05, None)
    """
    return None if statistic is None else max(SMALLEST, erfc(sqrt(statistic / 2)))


def measure_fisher(a: int, b: int, c: int, d: int) -> float | None:
    """Return the two-sided p of Fisher's exact test, which small counts need.

    The sum of the probabilities of all tables with these margins that are no
    likelier than this one. Source: Fisher (1935), "The Logic of Inductive
    Inference".

    The lady who tells 3 of 4 cups: (16 + 1) of 70 tables on either side.

    >>> round(measure_fisher(3, 1, 4, 4), 4)
    0.4857
    """
    if not _is_table(a, b, c, d):
        return None
    said, n = a + b, c + d
    low, high = max(0, said - d), min(said, c)
    logs = [_log_hypergeometric(k, said, c, n) for k in range(low, high + 1)]
    here = logs[a - low] + _TINY
    return min(1.0, max(SMALLEST, sum(exp(each) for each in logs if each <= here)))


def measure_log_ratio(a: int, b: int, c: int, d: int) -> float | None:
    """Return the binary logarithm of how many times more often the target says the word.

    1 is twice as often, -1 half as often. A count of 0 is taken for 0.5, so
    that the ratio can be told; `None` when neither side says the word.

    Source: Hardie (2014), "Log Ratio: an Informal Introduction".

    >>> measure_log_ratio(8, 2, 100, 100), measure_log_ratio(4, 0, 100, 100)
    (2.0, 3.0)
    """
    if not c or not d or not a + b:
        return None
    return log2((a or INSTEAD_OF_ZERO) * d / ((b or INSTEAD_OF_ZERO) * c))


def bound_log_ratio(a: int, b: int, c: int, d: int) -> tuple[float, float] | None:
    """Return the 95 % interval of the log ratio, `None` where either side never says the word.

    The interval of a relative risk, on the logarithmic scale. Source: Katz et
    al. (1978), "Obtaining Confidence Intervals for the Risk Ratio".

    With ln RR = ln 4 and variance 1/8 - 1/100 + 1/2 - 1/100 = 0.605:

    >>> [round(bound, 3) for bound in bound_log_ratio(8, 2, 100, 100)]
    [-0.199, 4.199]
    """
    if not a or not b or a > c or b > d:
        return None
    half = Z95 * sqrt(max(0.0, 1 / a - 1 / c + 1 / b - 1 / d)) / log(2)
    middle = log2(a * d / (b * c))
    return middle - half, middle + half


def measure_difference(a: int, b: int, c: int, d: int) -> float | None:
    """Return %DIFF: by how many per cent the target's rate is above the reference's.

    `None` when the reference never says the word: no percentage leads there.

    Source: Gabrielatos and Marchi (2011), "Keyness: Matching Metrics to
    Definitions".

    >>> measure_difference(8, 2, 100, 100), measure_difference(1, 0, 100, 100)
    (300.0, None)
    """
    if not b or not c or not d:
        return None
    return 100 * (a * d / (b * c) - 1)


def measure_odds_ratio(a: int, b: int, c: int, d: int) -> float | None:
    """Return the odds of the word in the target over its odds in the reference.

    `None` where any of the four cells is empty: the ratio would be 0 or infinite.

    >>> measure_odds_ratio(7, 2, 10, 9)
    8.166666666666666
    """
    if min(a, b, c - a, d - b) <= 0:
        return None
    return a * (d - b) / (b * (c - a))


def bound_odds_ratio(a: int, b: int, c: int, d: int) -> tuple[float, float] | None:
    """Return the 95 % interval of the odds ratio, `None` where any cell is empty.

    Source: Woolf (1955), "On Estimating the Relation Between Blood Group and
    Disease".

    exp(ln 8.1667 -+ 1.96 sqrt(1/7 + 1/2 + 1/3 + 1/7)):

    >>> [round(bound, 2) for bound in bound_odds_ratio(7, 2, 10, 9)]
    [1.03, 64.94]
    """
    ratio = measure_odds_ratio(a, b, c, d)
    if ratio is None:
        return None
    half = Z95 * sqrt(1 / a + 1 / b + 1 / (c - a) + 1 / (d - b))
    return ratio * exp(-half), ratio * exp(half)


def expect(a: int, b: int, c: int, d: int) -> float | None:
    """Return how often the target would say the word if both sides said it equally often.

    >>> expect(8, 2, 100, 300)
    2.5
    """
    return (a + b) * c / (c + d) if c + d else None


def measure_residual(a: int, b: int, c: int, d: int) -> float | None:
    """Return the adjusted standardized residual of the count `a`: what stands apart is beyond 2 or 3.

    (a - E) / sqrt(E (1 - (a + b)/n) (1 - c/n)): about normal with variance 1
    where the two sides do not differ, and its square is chi-squared.

    Source: Haberman (1973), "The Analysis of Residuals in Cross-Classified
    Tables".

    >>> round(measure_residual(7, 2, 10, 9), 5)
    2.08259
    """
    if not _is_table(a, b, c, d):
        return None
    n, said = c + d, a + b
    expected = said * c / n
    return (a - expected) / sqrt(expected * (1 - said / n) * (1 - c / n))


def measure_specificity(a: int, b: int, c: int, d: int) -> float | None:
    """Return the specificity of the word in the target: a signed order of magnitude.

    3 says that a count as high as this, or higher, comes once in 10**3 draws
    of `c` words out of all of them without replacement; -3 the same of a count
    as low. Which of the two is asked is decided by the likeliest count.

    Source: Lafon (1980), "Sur la variabilité de la fréquence des formes dans
    un corpus", as TXM computes it.

    Of 2 such words among 4, a draw of 2 has both in 1 of 6 draws:

    >>> round(measure_specificity(2, 0, 2, 2), 4)
    0.7782
    """
    if not c or not d or not a + b or min(a, b, c - a, d - b) < 0:
        return None
    n, said = c + d, a + b
    mode = (c + 1) * (said + 1) // (n + 2)
    if a <= mode:
        return min(0.0, _log_tail(a, said, c, n, step=-1) / log(10))
    return max(0.0, -_log_tail(a, said, c, n, step=1) / log(10))


def _log_tail(k: int, said: int, c: int, n: int, step: int) -> float:
    """Return the logarithm of the probability of `k` or more (`step` 1) or fewer (-1).

    Away from the mode each term is smaller than the one before; summing ends
    where the terms no longer count.
    """
    low, high = max(0, said + c - n), min(said, c)
    first = _log_hypergeometric(k, said, c, n)
    term, total = 1.0, 1.0
    while low <= k + step <= high and term > total * 1e-17:
        if step > 0:
            term *= (said - k) * (c - k) / ((k + 1) * (n - said - c + k + 1))
        else:
            term *= k * (n - said - c + k) / ((said - k + 1) * (c - k + 1))
        total += term
        k += step
    return min(0.0, first + log(total))


def _log_hypergeometric(k: int, said: int, c: int, n: int) -> float:
    """Return the logarithm of the probability of `k` of the `said` words among `c` of `n`."""
    return _log_choose(said, k) + _log_choose(n - said, c - k) - _log_choose(n, c)


def _log_choose(n: int, k: int) -> float:
    """Return the logarithm of the number of ways to choose `k` out of `n`."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def adjust_bonferroni(ps: Sequence[float | None]) -> list[float | None]:
    """Return p-values for as many tests as there are: each times their number, at most 1.

    Undefined ones stay undefined and are no tests. Source: Dunn (1961),
    "Multiple Comparisons Among Means".

    >>> adjust_bonferroni([0.01, None, 0.6])
    [0.02, None, 1.0]
    """
    n = sum(p is not None for p in ps)
    return [None if p is None else min(1.0, p * n) for p in ps]


def adjust_bh(ps: Sequence[float | None]) -> list[float | None]:
    """Return p-values adjusted for the share of false discoveries among those called significant.

    Source: Benjamini and Hochberg (1995), "Controlling the False Discovery
    Rate".

    Ranked, 0.01 * 3/1, 0.02 * 3/2 and 0.04 * 3/3; none above one that comes later:

    >>> adjust_bh([0.01, 0.04, None, 0.02])
    [0.03, 0.04, None, 0.03]
    """
    ranked = sorted((p, at) for at, p in enumerate(ps) if p is not None)
    adjusted: list[float | None] = [None] * len(ps)
    least = 1.0
    for rank in range(len(ranked), 0, -1):
        p, at = ranked[rank - 1]
        least = min(least, p * len(ranked) / rank)
        adjusted[at] = least
    return adjusted


def measure_bic(g2: float | None, n: int) -> float | None:
    """Return the Bayes factor of a G2 as a difference of BIC: 2 positive, 6 strong, 10 very strong evidence.

    Source: Wilson (2013), "Embracing Bayes Factors for Key Item Analysis".

    >>> round(measure_bic(20.0, 1000), 3)
    13.092
    """
    return None if g2 is None or n < 1 else g2 - log(n)


def _is_table(a: int, b: int, c: int, d: int) -> bool:
    """Tell whether every row and every column of the table has something in it."""
    return min(a, b, c - a, d - b) >= 0 and c > 0 and d > 0 and 0 < a + b < c + d
