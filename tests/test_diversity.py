import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.diversity import measure_hdd, measure_mattr, measure_mtld, measure_ttr

WORDS = st.lists(st.sampled_from("abcde"), max_size=9)


def test_what_is_undefined_is_nothing_and_not_zero():
    assert [m([]) for m in (measure_ttr, measure_mattr, measure_mtld, measure_hdd)] == [None] * 4
    assert measure_mattr(["a"] * 99) is None
    assert measure_hdd(["a"] * 41) is None


def test_mtld_of_a_text_worked_by_hand():
    # Forwards: a b a a falls to 2/4 = .5 at once after a b a (2/3 = .667 <= .72): one stretch, then
    # "a" alone: 1/1, no share of a stretch. 4 tokens / 1 = 4. Backwards: a a is 1/2: one stretch,
    # then b a: 2/2: none. 4 / 1 = 4.
    assert measure_mtld(["a", "b", "a", "a"]) == pytest.approx(4)


def test_mtld_counts_what_is_left_by_how_far_it_has_fallen():
    # a b c d a: 4/5 = .8, never at .72: (1 - .8) / (1 - .72) = .714 of a stretch; both ways alike.
    assert measure_mtld(["a", "b", "c", "d", "a"]) == pytest.approx(5 / (0.2 / 0.28))


def test_mtld_of_a_text_without_repetition_is_undefined():
    assert measure_mtld(["a", "b", "c"]) is None


@given(WORDS, st.integers(1, 9))
def test_mattr_agrees_with_all_windows_counted(words, window):
    windows = [words[i : i + window] for i in range(len(words) - window + 1)]
    expected = sum(len(set(w)) / window for w in windows) / len(windows) if windows else None
    found = measure_mattr(words, window)
    assert found == expected or math.isclose(found, expected)


@given(WORDS, st.integers(1, 5))
def test_hdd_agrees_with_all_samples_drawn(words, sample):
    drawn = list(combinations(words, sample))
    found = measure_hdd(words, sample)
    if not drawn:
        assert found is None
    else:
        assert math.isclose(found, sum(len(set(d)) / sample for d in drawn) / len(drawn))


@given(st.lists(st.integers(0, 30), min_size=50, max_size=90))
def test_hdd_agrees_with_scipy(numbers):
    from collections import Counter

    from scipy.stats import hypergeom

    words = list(map(str, numbers))
    expected = sum(hypergeom.sf(0, len(words), count, 42) / 42 for count in Counter(words).values())
    assert math.isclose(measure_hdd(words), expected, rel_tol=1e-9)
