"""Estimate shares from stratified samples, with intervals that hold up when samples are small.

A share of one stratum gets the interval of Wilson (1927, "Probable inference,
the law of succession, and statistical inference"), which Brown, Cai & DasGupta
(2001, "Interval estimation for a binomial proportion") recommend for small
samples: unlike the textbook one it stays inside 0 and 1 and does not shrink to
nothing when a sample has no yes or nothing else.

Strata are put together as stratified estimators (Cochran 1977, *Sampling
Techniques*, 3rd ed., ch. 5): each share weighs as its stratum. Their interval
is recovered from those of the shares (Zou & Donner 2008, "Construction of
confidence limits about effect measures", for sums; Donner & Zou 2012,
"Closed-form confidence intervals for functions of the normal mean and standard
deviation", for ratios). It needs no random numbers; a bootstrap would call a
recall certain whenever a small sample happens to hold no miss.

Nothing is corrected for the finite size of a corpus: the question is how well
the tagging would do on papers like these. When nearly every passage was coded,
the intervals are therefore wider than they need be, never narrower.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVEL = 0.95
"""How sure an interval is."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What coding a sample of a stratum gave: of `size` passages `n` were decided, `n_yes` of them yes."""

    size: int
    n: int
    n_yes: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated number and its limits."""

    value: float
    low: float
    high: float


def find_wilson(n_yes: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the limits of Wilson's interval for a share of `n_yes` in `n`, at least one.

    >>> [round(limit, 4) for limit in find_wilson(8, 10)]
    [0.4902, 0.9433]
    >>> [round(limit, 4) for limit in find_wilson(0, 10)]
    [0.0, 0.2775]
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (n_yes + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(n_yes * (n - n_yes) / n + z * z / 4)
    return (
        max(0.0, middle - half) if n_yes else 0.0,
        min(1.0, middle + half) if n_yes < n else 1.0,
    )


def can_estimate(strata: Iterable[Counted]) -> bool:
    """Tell whether every stratum that has passages has a decided one."""
    return all(stratum.n or not stratum.size for stratum in strata)


def estimate_total(strata: Iterable[Counted], level: float = LEVEL) -> Estimate:
    """Return how many passages of all strata together are a yes.

    Each yes stands for size / n passages, the inverse of the probability with
    which it came into the sample. Distances to the limits add up as squares
    (Zou & Donner 2008). With one stratum the limits are Wilson's.

    >>> estimate_total([Counted(size=30, n=10, n_yes=8), Counted(size=5, n=5, n_yes=5)]).value
    29.0
    """
    value = below = above = 0.0
    for stratum in strata:
        if stratum.size:
            share = stratum.n_yes / stratum.n
            low, high = find_wilson(stratum.n_yes, stratum.n, level)
            value += stratum.size * share
            below += (stratum.size * (share - low)) ** 2
            above += (stratum.size * (high - share)) ** 2
    return Estimate(value, value - sqrt(below), value + sqrt(above))


def scale(total: Estimate, by: float) -> Estimate:
    """Return an estimate divided by a known number."""
    return Estimate(total.value / by, total.low / by, total.high / by)


def estimate_share(part: Estimate, rest: Estimate) -> Estimate | None:
    """Return which share of part and rest together the part is; nothing when both are none.

    The two are estimated from different samples. The limits of the share r are
    those of the odds part / rest, solved so that zero just falls into the
    interval for part - odds * rest (Donner & Zou 2012).

    >>> found = Estimate(24, 15, 28)
    >>> share = estimate_share(found, Estimate(6, 2, 16))
    >>> round(share.low, 3), share.value, round(share.high, 3)
    (0.57, 0.8, 0.924)
    """
    if not part.value and not rest.value:
        return None
    value = part.value / (part.value + rest.value)
    odds = _find_lower_odds(part, rest)
    against = _find_lower_odds(rest, part)
    low = value if odds is None else odds / (1 + odds)
    high = value if against is None else 1 / (1 + against)
    return Estimate(value, min(low, value), max(high, value))


def _find_lower_odds(part: Estimate, rest: Estimate) -> float | None:
    """Return the lower limit of part / rest, nothing where there is no uncertainty to recover it from.

    The smaller root of (part - odds * rest)² = below² + odds² * above², in the
    form that divides by a sum.
    """
    below, above = part.value - part.low, rest.high - rest.value
    left = part.value**2 - below**2
    root = sqrt(max(0.0, (below * rest.value) ** 2 + above**2 * left))
    divisor = part.value * rest.value + root
    return max(0.0, left) / divisor if divisor else (0.0 if not part.value or above else None)
