"""Measure how far coders agree beyond chance: Krippendorff's alpha for nominal values.

Alpha compares the disagreement observed within units with the disagreement
expected if the same values were dealt to the units at random: 1 is perfect
agreement, 0 what chance gives, below 0 worse than chance. It takes any number
of coders and units that not every coder answered (Krippendorff 2018, *Content
Analysis*, 4th ed., ch. 12; Hayes & Krippendorff 2007, "Answering the call for a
standard reliability measure for coding data").

A unit is the sequence of values it was given, one for each coder who gave one.
A unit with fewer than two values says nothing of agreement and is left out.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Unit = Sequence[str]

DRAWS = 2000
"""Bootstrap samples behind an interval."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree, over the units that at least two of them gave a value.

    `n_alike` counts the units on which all of them gave the same one.
    `observed` is the share of pairs of values within units that are alike, each
    unit weighing as much as it has values. `alpha` is `None` where every value
    is the same, for then nothing could have been disagreed upon, and where no
    unit has two values. `low` and `high` are its bootstrap limits; `n_draws`
    counts the bootstrap samples that had an alpha.
    """

    n_units: int
    n_values: int
    n_alike: int
    observed: float | None
    alpha: float | None
    low: float | None
    high: float | None
    n_draws: int


def measure_agreement(
    units: Iterable[Unit], seed: int = 0, draws: int = DRAWS, level: float = 0.95
) -> Agreement:
    """Return the agreement on some units, with a bootstrap interval for alpha.

    The bootstrap draws whole units with replacement and takes percentiles
    (Zapf, Castell, Morawietz & Karch 2016, "Measuring inter-rater reliability
    for nominal data"): values of one unit belong together. Draws without two
    different values have no alpha and are left out; `n_draws` says how many
    remain. `seed` fixes the draws. Fewer than two units give no interval.
    """
    pairable = [tuple(sorted(unit)) for unit in units if len(unit) > 1]
    alpha = find_alpha(pairable)
    drawn = _draw_alphas(pairable, seed, draws) if alpha is not None and len(pairable) > 1 else []
    tail = (1 - level) / 2
    return Agreement(
        n_units=len(pairable),
        n_values=sum(map(len, pairable)),
        n_alike=sum(len(set(unit)) == 1 for unit in pairable),
        observed=find_observed(pairable),
        alpha=alpha,
        low=_find_percentile(drawn, tail),
        high=_find_percentile(drawn, 1 - tail),
        n_draws=len(drawn),
    )


def find_alpha(units: Iterable[Unit]) -> float | None:
    """Return Krippendorff's alpha for nominal values, nothing where it is not defined.

    alpha = 1 - (n - 1) * D / (n² - sum of n_c²), where n values stand in units
    of two or more, n_c of them are c, and D counts the unlike ordered pairs of
    each unit, divided by one less than its number of values.

    >>> find_alpha([("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "no")])
    0.5333333333333333
    >>> find_alpha([("yes", "yes"), ("yes", "yes")]) is None
    True
    """
    values = [Counter(unit) for unit in units if len(unit) > 1]
    counts = sum(values, Counter())
    possible = _count_unlike(counts)
    return 1 - (counts.total() - 1) * _add_unlike(values) / possible if possible else None


def find_observed(units: Iterable[Unit]) -> float | None:
    """Return the share of pairs within units that are alike, each unit weighing as it has values.

    >>> find_observed([("yes", "yes"), ("no", "yes")])
    0.5
    """
    values = [Counter(unit) for unit in units if len(unit) > 1]
    n = sum(unit.total() for unit in values)
    return 1 - _add_unlike(values) / n if n else None


def _add_unlike(values: Iterable[Counter[str]]) -> float:
    """Return the unlike ordered pairs of all units, each divided by one less than its values.

    `fsum` is exact, so that the order of the units changes no digit.
    """
    return fsum(_count_unlike(unit) / (unit.total() - 1) for unit in values)


def _count_unlike(values: Counter[str]) -> int:
    """Return how many ordered pairs of some values are unlike."""
    return values.total() ** 2 - sum(n * n for n in values.values())


def _draw_alphas(units: list[tuple[str, ...]], seed: int, draws: int) -> list[float]:
    """Return the alphas of bootstrap samples of the units, in ascending order.

    A sample is drawn as counts of the few kinds of unit there are, and its alpha
    put together from what each kind adds to the sums of `find_alpha`.
    """
    kinds = sorted(Counter(units).items())
    parts = [(Counter(kind), _count_unlike(Counter(kind)) / (len(kind) - 1)) for kind, _ in kinds]
    dice = random.Random(seed)  # noqa: S311 - a bootstrap keeps no secret
    weights = [n for _, n in kinds]
    alphas: list[float] = []
    for _ in range(draws):
        counts: Counter[str] = Counter()
        unlike = 0.0
        drawn = Counter(dice.choices(range(len(kinds)), weights, k=len(units)))
        for kind in sorted(drawn):
            values, unlike_each = parts[kind]
            for value, n in values.items():
                counts[value] += n * drawn[kind]
            unlike += unlike_each * drawn[kind]
        possible = _count_unlike(counts)
        if possible:
            alphas.append(1 - (counts.total() - 1) * unlike / possible)
    return sorted(alphas)


def _find_percentile(ascending: list[float], share: float) -> float | None:
    """Return the value below which a share of the values lies, between neighbours in proportion."""
    if not ascending:
        return None
    place = share * (len(ascending) - 1)
    at = min(int(place), len(ascending) - 2) if len(ascending) > 1 else 0
    after = ascending[min(at + 1, len(ascending) - 1)]
    return ascending[at] + (place - at) * (after - ascending[at])
