"""Shares and totals of strata, with their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from policytext.validation.estimates import (
    Counted,
    Estimate,
    estimate_share,
    estimate_total,
    find_wilson,
)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_is_the_one_scipy_has(share):
    n_yes, n = share
    reference = binomtest(n_yes, n).proportion_ci(method="wilson")
    assert find_wilson(n_yes, n) == pytest.approx((reference.low, reference.high), abs=1e-9)


def test_a_total_of_one_stratum_has_wilsons_limits():
    total = estimate_total([Counted(size=50, n=10, n_yes=8)])
    low, high = find_wilson(8, 10)
    assert (total.low, total.value, total.high) == pytest.approx((50 * low, 40, 50 * high))


def test_a_total_and_a_share_worked_by_hand():
    # 3 of 4 of 20 and 1 of 2 of 10: 15 + 5.
    hits = estimate_total([Counted(20, 4, 3), Counted(10, 2, 1)])
    assert hits.value == 20
    # With 20 hits and 5 missed, recall is 0.8, whatever the limits.
    assert estimate_share(hits, Estimate(5, 2, 9)).value == 0.8


counted = st.integers(1, 30).flatmap(
    lambda n: st.builds(Counted, size=st.integers(n, 500), n=st.just(n), n_yes=st.integers(0, n))
)


@given(st.lists(counted, min_size=1, max_size=4), st.lists(counted, max_size=4))
def test_a_share_lies_within_its_limits_and_those_within_0_and_1(hits, missed):
    share = estimate_share(estimate_total(hits), estimate_total(missed))
    assert share is None or 0 <= share.low <= share.value <= share.high <= 1


@given(counted, counted)
def test_the_share_of_the_others_has_the_opposite_limits(hits, missed):
    share = estimate_share(estimate_total([hits]), estimate_total([missed]))
    other = estimate_share(estimate_total([missed]), estimate_total([hits]))
    if share and other:
        assert (share.low, share.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-9)


def test_a_recall_without_a_seen_miss_is_not_called_certain():
    share = estimate_share(
        estimate_total([Counted(30, 10, 10)]), estimate_total([Counted(150, 10, 0)])
    )
    assert share.value == 1
    assert share.low < 0.5
