import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures
from scipy import stats

from policytext import contingency as table
from policytext.collocation import (
    MEASURES,
    Meeting,
    measure_chi2_of,
    measure_delta_p_backward,
    measure_delta_p_forward,
    measure_dice,
    measure_ll,
    measure_mi,
    measure_mi3,
    measure_t,
)

# Manning and Schütze (1999), tables 5.6 and 5.14, over 14,307,668 words of the New York Times:
# frequency of the first word, of the second, of both together; t; pointwise mutual information.
MANNING = [
    ("Ayatollah Ruhollah", 42, 20, 20, 4.4721, 18.38),
    ("Bette Midler", 41, 27, 20, 4.4721, 17.98),
    ("Agatha Christie", 30, 117, 20, 4.4720, 16.31),
    ("videocassette recorder", 77, 59, 20, 4.4720, 15.94),
    ("unsalted butter", 24, 320, 20, 4.4720, 15.19),
    ("first made", 14907, 9017, 20, 2.3714, 1.09),
    ("over many", 13484, 10570, 20, 2.2446, 1.01),
    ("into them", 14734, 13478, 20, 1.3685, 0.53),
    ("like people", 14093, 14776, 20, 1.2176, 0.46),
    ("time last", 15019, 15629, 20, 0.8036, 0.29),
]
N = 14_307_668


@st.composite
def sides(draw):
    """Draw a table, its margins up to 5,000, empty sides and cells among them."""
    c, d = draw(st.integers(0, 5000)), draw(st.integers(0, 5000))
    return draw(st.integers(0, c)), draw(st.integers(0, d)), c, d


@st.composite
def meetings(draw):
    """Draw the counts of a collocate near a node of one word, with a window of one word."""
    n = draw(st.integers(2, 5000))
    near, f = draw(st.integers(1, n - 1)), draw(st.integers(1, n - 1))
    o = draw(st.integers(max(0, near + f - n), min(near, f)))
    return Meeting(o, near, f, n, near)


def cells(a, b, c, d):
    return [[a, b], [c - a, d - b]]


def is_whole(a, b, c, d):
    return c > 0 and d > 0 and 0 < a + b < c + d


def near(value):
    return pytest.approx(value, rel=1e-8, abs=1e-8)


def test_the_published_values_of_quanteda():
    assert table.measure_chi2(7, 2, 10, 9) == pytest.approx(4.33716, abs=5e-6)
    assert table.measure_chi2(7, 2, 10, 9, yates=True) == pytest.approx(2.632438, abs=5e-7)
    assert table.measure_g2(7, 2, 10, 9) == pytest.approx(4.534939, abs=5e-7)


@pytest.mark.parametrize(("bigram", "first", "second", "both", "t", "mi"), MANNING)
def test_the_published_values_of_manning_and_schuetze(bigram, first, second, both, t, mi):
    meeting = Meeting(both, first, second, N, first)
    assert measure_t(meeting) == pytest.approx(t, abs=1.1e-4), bigram  # the last place is cut off
    assert measure_mi(meeting) == pytest.approx(mi, abs=5e-3), bigram


def test_new_companies_are_no_collocation():
    meeting = Meeting(8, 15828, 4675, N, 15828)
    assert round(measure_t(meeting), 4) == 0.9999
    assert round(measure_chi2_of(meeting), 2) == 1.55


@given(sides())
def test_chi_squared_is_that_of_scipy(counts):
    assume(is_whole(*counts))
    ours = table.measure_chi2(*counts)
    assert ours == near(stats.chi2_contingency(cells(*counts), correction=False)[0])
    assert table.find_p(ours) == near(stats.chi2.sf(ours, 1))
    assert table.measure_residual(*counts) ** 2 == near(ours)


@given(sides())
def test_the_continuity_correction_is_that_of_yates(counts):
    a, b, c, d = counts
    assume(is_whole(*counts))
    n, difference = c + d, abs(a * (d - b) - b * (c - a))
    corrected = table.measure_chi2(*counts, yates=True)
    if difference <= n / 2:  # scipy and R shrink the correction here, for no value of their own
        assert corrected == 0
    else:
        assert corrected == near(stats.chi2_contingency(cells(*counts), correction=True)[0])


@given(sides())
def test_g2_is_that_of_scipy(counts):
    assume(is_whole(*counts))
    theirs = stats.chi2_contingency(cells(*counts), correction=False, lambda_="log-likelihood")[0]
    assert table.measure_g2(*counts) == pytest.approx(theirs, rel=1e-6, abs=1e-6)
    assert table.measure_g2_rayson(*counts) <= table.measure_g2(*counts) + 1e-6
    assert table.measure_g2_williams(*counts) <= table.measure_g2(*counts) + 1e-9


@given(sides())
def test_the_exact_test_is_that_of_scipy(counts):
    assume(is_whole(*counts))
    theirs = stats.fisher_exact(cells(*counts)).pvalue
    assert table.measure_fisher(*counts) == pytest.approx(theirs, rel=1e-5, abs=1e-300)


@given(sides())
def test_ratios_and_their_intervals_are_those_of_scipy(counts):
    a, b, c, d = counts
    assume(is_whole(*counts))
    if a and b:
        theirs = stats.contingency.relative_risk(a, c, b, d)
        low, high = table.bound_log_ratio(*counts)
        interval = theirs.confidence_interval()
        assert table.measure_log_ratio(*counts) == near(math.log2(theirs.relative_risk))
        assert [2**low, 2**high] == [near(interval.low), near(interval.high)]
        assert table.measure_difference(*counts) == near(100 * (theirs.relative_risk - 1))
    if min(a, b, c - a, d - b) > 0:
        odds = stats.contingency.odds_ratio([[a, b], [c - a, d - b]], kind="sample")
        interval = odds.confidence_interval()
        assert table.measure_odds_ratio(*counts) == near(odds.statistic)
        assert list(table.bound_odds_ratio(*counts)) == [near(interval.low), near(interval.high)]


@given(sides())
def test_specificity_is_the_tail_of_the_hypergeometric_distribution(counts):
    a, b, c, d = counts
    assume(is_whole(*counts))
    drawn = stats.hypergeom(c + d, a + b, c)
    mode = (c + 1) * (a + b + 1) // (c + d + 2)
    theirs = drawn.logcdf(a) if a <= mode else -drawn.logsf(a - 1)
    assume(abs(theirs) < 200)  # beyond that scipy's own sums lose their way
    ours = table.measure_specificity(*counts)
    assert ours == pytest.approx(theirs / math.log(10), rel=1e-5, abs=1e-7)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_p_values_are_those_of_scipy(ps):
    assert table.adjust_bh(ps) == [near(p) for p in stats.false_discovery_control(ps)]
    assert table.adjust_bonferroni(ps) == [near(min(1, p * len(ps))) for p in ps]


def test_what_was_not_tested_stays_empty_and_does_not_count():
    assert table.adjust_bh([None, 0.01, None]) == [None, 0.01, None]
    assert table.adjust_bonferroni([]) == []


@given(sides())
def test_what_is_undefined_is_empty_and_nothing_is_infinite(counts):
    a, b, c, d = counts
    measures = [
        table.measure_g2, table.measure_g2_rayson, table.measure_g2_williams, table.measure_chi2,
        table.measure_fisher, table.measure_log_ratio, table.measure_difference, table.expect,
        table.measure_odds_ratio, table.measure_residual, table.measure_specificity,
    ]  # fmt: skip
    values = [measure(*counts) for measure in measures]
    assert all(value is None or math.isfinite(value) for value in values)
    if not c or not d:
        assert values[0] is values[3] is values[5] is values[10] is None
    if not b:
        assert values[6] is values[8] is table.bound_log_ratio(*counts) is None
    if not a + b:
        assert values[5] is None


def test_a_p_too_small_for_the_computer_is_not_nothing():
    assert table.find_p(1e6) > 0


@given(meetings())
def test_measures_of_collocation_are_those_of_nltk(meeting):
    margins = (meeting.o, (meeting.near, meeting.f), meeting.n)
    assume(meeting.o > 0)
    assert measure_mi(meeting) == near(BigramAssocMeasures.pmi(*margins))
    assert measure_t(meeting) == near(BigramAssocMeasures.student_t(*margins))
    assert measure_dice(meeting) == near(BigramAssocMeasures.dice(*margins))
    assert 2 ** measure_mi3(meeting) == pytest.approx(
        BigramAssocMeasures.mi_like(*margins, power=3) * meeting.n
    )


@given(meetings())
def test_log_likelihood_and_chi_squared_are_those_of_nltk(meeting):
    margins = (meeting.o, (meeting.near, meeting.f), meeting.n)
    assert measure_chi2_of(meeting) == pytest.approx(BigramAssocMeasures.chi_sq(*margins), abs=1e-6)
    if (
        0 < meeting.o < min(meeting.near, meeting.f)
        and meeting.near + meeting.f - meeting.o < meeting.n
    ):
        theirs = BigramAssocMeasures.likelihood_ratio(*margins)
        assert abs(measure_ll(meeting)) == pytest.approx(theirs, rel=1e-4, abs=1e-4)


@given(meetings())
def test_delta_p_is_a_difference_of_shares(meeting):
    o, near_, f, n = meeting.o, meeting.near, meeting.f, meeting.n
    assert measure_delta_p_forward(meeting) == near(o / near_ - (f - o) / (n - near_))
    assert measure_delta_p_backward(meeting) == near(o / f - (near_ - o) / (n - f))


@pytest.mark.parametrize("name", MEASURES)
def test_a_word_that_is_never_near_has_no_infinite_measure(name):
    for meeting in (Meeting(0, 5, 3, 100, 5), Meeting(0, 0, 3, 100, 0), Meeting(0, 0, 0, 0, 0)):
        value = MEASURES[name](meeting)
        assert value is None or math.isfinite(value)
    assert MEASURES[name](Meeting(0, 0, 0, 0, 0)) is None
