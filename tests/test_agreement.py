from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.agreement import find_alpha, find_observed, measure_agreement

# Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section C: four observers,
# twelve units, values 1 to 5, a full stop where an observer gave none. Hayes & Krippendorff 2007
# and later handbooks use the same data.
FOUR_OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
# The same, section A: two observers, ten units, two values.
TWO_VALUES = ("0100000010", "1110010000")
# The same, section B: two observers, twelve units, five values.
FIVE_VALUES = ("aabbdcccedda", "babbbccceddd")
# Three observers, fifteen units, many gaps; a much copied worked example of coincidence matrices.
THREE_OBSERVERS = (".....34121133.3", "1.213343.......", "..21344.21133.4")


def units(*observers):
    return [[value for value in unit if value != "."] for unit in zip(*observers, strict=True)]


def define_alpha(units):
    """Return alpha from its definition, one pair of values at a time."""
    pairable = [unit for unit in units if len(unit) > 1]
    values = [value for unit in pairable for value in unit]
    n = len(values)
    observed = sum(
        Fraction(sum(a != b for a, b in permutations(unit, 2)), len(unit) - 1) for unit in pairable
    )
    expected = Fraction(sum(a != b for a, b in permutations(values, 2)), n - 1) if n > 1 else 0
    return 1 - observed / expected if expected else None


@pytest.mark.parametrize(
    ("observers", "published"),
    [(FOUR_OBSERVERS, 0.743), (TWO_VALUES, 0.095), (FIVE_VALUES, 0.692), (THREE_OBSERVERS, 0.691)],
)
def test_alpha_is_the_published_one(observers, published):
    assert find_alpha(units(*observers)) == pytest.approx(published, abs=0.0005)


def test_alpha_worked_by_hand():
    # Values: 4 yes, 3 no, n = 7 in three units. Unlike ordered pairs by unit, over its values less one:
    # yes yes: 0; no no: 0; yes yes no: 4 / 2 = 2. Possible: 49 - 16 - 9 = 24. alpha = 1 - 6 * 2 / 24.
    coded = [["yes", "yes"], ["no", "no"], ["yes", "yes", "no"], ["yes"]]
    assert find_alpha(coded) == 0.5
    assert find_observed(coded) == pytest.approx(1 - 2 / 7)


def test_agreement_at_random_has_an_alpha_of_about_zero():
    # Every combination once: what is observed is what independent coders would give.
    coded = [[a, b] for a in "yn" for b in "yn"] * 100
    assert find_alpha(coded) == pytest.approx(0, abs=0.01)


def test_without_two_different_values_there_is_no_alpha():
    found = measure_agreement([["yes", "yes"], ["yes", "yes"]])
    assert (found.alpha, found.low, found.high, found.observed, found.n_alike) == (
        None,
        None,
        None,
        1.0,
        2,
    )


def test_units_with_one_value_or_none_say_nothing():
    coded = units(*FOUR_OBSERVERS)
    found = measure_agreement(coded)
    assert (found.n_units, found.n_values) == (11, 40)
    assert find_alpha([unit for unit in coded if len(unit) > 1]) == find_alpha(coded)


def test_no_units_at_all_have_no_agreement():
    assert measure_agreement([]).observed is None


def test_the_interval_is_seeded_and_holds_alpha():
    first, again = (measure_agreement(units(*FOUR_OBSERVERS), seed=7) for _ in range(2))
    assert first == again
    assert first.low < first.alpha < first.high
    assert measure_agreement(units(*FOUR_OBSERVERS), seed=8).low != first.low


def test_perfect_agreement_has_an_interval_at_one():
    found = measure_agreement([["y", "y"], ["n", "n"]] * 10)
    assert (found.alpha, found.low, found.high) == (1, 1, 1)


def test_more_units_narrow_the_interval():
    few, many = (measure_agreement(units(*FIVE_VALUES) * n, draws=500) for n in (1, 10))
    assert many.high - many.low < few.high - few.low


coded_units = st.lists(st.lists(st.sampled_from(["yes", "no", "unsure"]), max_size=4), max_size=12)


@given(coded_units)
def test_alpha_is_what_its_definition_says(coded):
    defined = define_alpha(coded)
    assert find_alpha(coded) == (None if defined is None else pytest.approx(float(defined)))


@given(coded_units, st.randoms())
def test_neither_the_order_of_units_nor_that_of_coders_matters(coded, dice):
    mixed = [dice.sample(unit, len(unit)) for unit in dice.sample(coded, len(coded))]
    assert measure_agreement(mixed, draws=20) == measure_agreement(coded, draws=20)
