from fractions import Fraction
from math import comb, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures
from scipy.spatial import distance
from scipy.stats import false_discovery_control, fisher_exact, hypergeom

from policytext import association
from policytext.association import (
    adjust_p,
    measure_alpha,
    measure_association_strength,
    measure_cosine,
    measure_dice,
    measure_jaccard,
    measure_log_likelihood,
    measure_npmi,
    measure_p,
    measure_pmi,
)

tables = st.integers(2, 60).flatmap(
    lambda n: st.tuples(st.integers(1, n), st.integers(1, n)).flatmap(
        lambda ab: st.tuples(
            st.integers(max(0, sum(ab) - n), min(ab)), st.just(ab[0]), st.just(ab[1]), st.just(n)
        )
    )
)


def one(measure, n_both, n_a, n_b, *n):
    """Return a measure of one pair."""
    return float(measure(np.array([n_both]), np.array([n_a]), np.array([n_b]), *n)[0])


# Worked by hand: 6 passages with both, 8 with the one, 12 with the other, 32 in all.
HAND = (6, 8, 12, 32)


def test_measures_of_a_case_worked_by_hand():
    assert one(measure_jaccard, *HAND[:3]) == pytest.approx(6 / 14)  # 8 + 12 - 6 = 14 with either
    assert one(measure_dice, *HAND[:3]) == pytest.approx(12 / 20)
    assert one(measure_cosine, *HAND[:3]) == pytest.approx(6 / 96**0.5)
    assert one(measure_association_strength, *HAND) == pytest.approx(2)  # 6 beside 8*12/32 = 3
    assert one(measure_pmi, *HAND) == pytest.approx(1)  # log2 of it
    assert one(measure_npmi, *HAND) == pytest.approx(1 / log2(32 / 6))
    # 2 (6 ln(6/3) + 2 ln(2/5) + 6 ln(6/9) + 18 ln(18/15)) = 2 (4.1589 - 1.8326 - 2.4328 + 3.2818) = 6.3506
    assert one(measure_log_likelihood, *HAND) == pytest.approx(6.3506, abs=1e-4)


def test_p_of_a_case_worked_by_hand():
    # Both of 2 and all 3 of 5 passages: at least 2 in common is C(3,2) C(2,0) / C(5,2) = 3/10.
    assert one(measure_p, 2, 2, 3, 5) == pytest.approx(0.3)


@given(tables)
def test_p_is_the_sum_of_the_exact_probabilities(table):
    n_both, n_a, n_b, n = table
    ways = sum(comb(n_a, k) * comb(n - n_a, n_b - k) for k in range(n_both, min(n_a, n_b) + 1))
    exact = float(Fraction(ways, comb(n, n_b)))
    assert one(measure_p, *table) == pytest.approx(exact, rel=1e-8, abs=1e-12)


@given(tables)
def test_p_is_fishers_exact_test(table):
    n_both, n_a, n_b, n = table
    cells = [[n_both, n_a - n_both], [n_b - n_both, n - n_a - n_b + n_both]]
    assert one(measure_p, *table) == pytest.approx(
        fisher_exact(cells, alternative="greater").pvalue, rel=1e-7, abs=1e-12
    )


def test_p_of_a_million_passages_agrees_with_scipy():
    rng = np.random.default_rng(1)
    n_a, n_b = rng.integers(1, 30_000, (2, 3_000))
    n_both = np.minimum(
        rng.poisson(n_a * n_b / 1e6 * rng.choice([0.3, 1, 3], 3_000)), np.minimum(n_a, n_b)
    )
    theirs = hypergeom.sf(n_both - 1, 1_000_000, n_a, n_b)
    assert measure_p(n_both, n_a, n_b, 1_000_000) == pytest.approx(theirs, rel=1e-6, abs=1e-300)


@given(tables)
def test_measures_agree_with_nltk(table):
    n_both, n_a, n_b, n = table
    args = (n_both, (n_a, n_b), n)
    theirs = BigramAssocMeasures
    assert one(measure_jaccard, *table[:3]) == pytest.approx(theirs.jaccard(*args))
    assert one(measure_dice, *table[:3]) == pytest.approx(theirs.dice(*args))
    if n_both:
        assert one(measure_pmi, *table) == pytest.approx(theirs.pmi(*args))


@given(st.lists(st.floats(0, 1), min_size=1))
def test_adjusted_p_agrees_with_scipy(p):
    assert adjust_p(np.array(p)) == pytest.approx(false_discovery_control(p))


def test_adjusted_p_of_a_case_worked_by_hand():
    # .01*4/1, .02*4/2, .03*4/3 are all .04; .5*4/4
    assert adjust_p(np.array([0.5, 0.01, 0.03, 0.02])) == pytest.approx([0.5, 0.04, 0.04, 0.04])


def test_what_is_undefined_is_nan_and_never_infinite():
    assert np.isnan(one(measure_pmi, 0, 3, 4, 9))  # log 0
    assert np.isnan(one(measure_npmi, 9, 9, 9, 9))  # 0/0
    assert one(measure_npmi, 0, 3, 4, 9) == -1  # the limit


def test_alpha_of_a_graph_worked_by_hand():
    # a-b 6, a-c 3, a-d 1, b-c 2; a: strength 10 over 3 pairs, b: 8 over 2, c: 5 over 2, d: one pair.
    sources, targets = np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2])
    alpha = measure_alpha(sources, targets, np.array([6, 3, 1, 2]))
    # a-b: a (1-.6)^2 = .16, b (1-.75)^1 = .25; a-c: a (1-.3)^2 = .49, c (1-.6) = .4
    # a-d: a (1-.1)^2 = .81, d undefined; b-c: b (1-.25) = .75, c (1-.4) = .6
    assert alpha == pytest.approx([0.16, 0.4, 0.81, 0.6])


def test_alpha_equals_the_integral_of_the_paper():
    # 1 - (k-1) times the integral of (1-x)^(k-2) from 0 to w, by adding up thin slices
    weights = np.array([5, 3, 1, 1])
    alpha = measure_alpha(np.zeros(4, dtype=int), np.array([1, 2, 3, 4]), weights)
    slices = (np.arange(100_000) + 0.5) / 100_000
    by_slices = [1 - 3 * np.mean((1 - slices * w) ** 2) * w for w in weights / 10]
    assert alpha == pytest.approx(by_slices, abs=1e-6)


def test_alpha_of_a_pair_by_itself_is_undefined():
    assert np.isnan(measure_alpha(np.array([0]), np.array([1]), np.array([4]))).all()


def test_no_pairs_have_no_measures():
    none = np.array([], dtype=np.int64)
    assert len(association.measure_p(none, none, none, 5)) == len(adjust_p(none.astype(float))) == 0
    assert len(measure_alpha(none, none, none)) == 0


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_shares_agree_with_scipys_distances(marks):
    a, b = (np.array(side) for side in zip(*marks, strict=True))
    if not (a.any() and b.any()):
        return
    counts = [np.array([n]) for n in ((a & b).sum(), a.sum(), b.sum())]
    assert association.measure_jaccard(*counts)[0] == pytest.approx(1 - distance.jaccard(a, b))
    assert association.measure_dice(*counts)[0] == pytest.approx(1 - distance.dice(a, b))
    assert association.measure_cosine(*counts)[0] == pytest.approx(
        1 - distance.cosine(1.0 * a, 1.0 * b)
    )
