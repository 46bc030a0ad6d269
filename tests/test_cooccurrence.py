from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from policytext import cooccurrence
from policytext.association import measure_log_likelihood, measure_npmi
from policytext.cooccurrence import count_pairs, tally
from policytext.records import Mention


def mention(theme, passage, doc="a"):
    return Mention(doc, f"{doc}:{passage}", theme, 0, 1, 0, 1, "x", "x", "literal", "exact")


def one(measure, n_both, n_a, n_b, n):
    """Return a measure of one pair."""
    return float(measure(np.array([n_both]), np.array([n_a]), np.array([n_b]), n)[0])


def test_repeating_a_phrase_in_one_passage_is_one_meeting():
    said = [mention("x", 1), mention("y", 1), mention("x", 1)]
    assert [p.n_cooc for p in count_pairs(tally(said), n_passages=1)] == [1]


def test_same_passage_number_in_two_papers_is_two_passages():
    (pair,) = count_pairs(tally([mention(t, 1, d) for t in "xy" for d in "ab"]), n_passages=2)
    assert (pair.n_cooc, pair.n_docs) == (2, 2)


def test_two_passages_of_one_paper_are_one_document():
    (pair,) = count_pairs(tally([mention(t, n) for t in "xy" for n in (1, 2)]), n_passages=2)
    assert (pair.n_cooc, pair.n_docs) == (2, 1)


def test_more_mentioned_passages_than_passages_is_refused():
    with pytest.raises(ValueError, match="2 passages have mentions"):
        count_pairs(tally([mention("x", 1), mention("x", 2)]), n_passages=1)


def test_nothing_mentioned_is_no_pairs():
    assert count_pairs(tally([]), n_passages=3) == []


def test_measures_of_a_case_worked_by_hand():
    # x in 2 of 4 passages, y in 1, together in 1.
    # NPMI: log(1*4 / (2*1)) / -log(1/4) = log 2 / 2 log 2 = 1/2. Jaccard: 1 / (2+1-1) = 1/2.
    # Expected: 2*1/4 = 1/2. G2 = 2 (1 ln(4/2) + 1 ln(4/6) + 0 + 2 ln(8/6)) = 2 (0.6931 - 0.4055 + 0.5754) = 1.7261
    (pair,) = count_pairs(tally([mention("x", 1), mention("y", 1), mention("x", 2)]), n_passages=4)
    assert (pair.npmi, pair.jaccard, pair.expected) == (pytest.approx(0.5), 0.5, 0.5)
    assert pair.log_likelihood == pytest.approx(1.7261, abs=1e-4)


def test_log_likelihood_of_a_published_table():
    # 7 of 10 against 2 of 9: G2 4.534939 (quanteda.textstats, textstat_keyness, measure "lr", no correction)
    assert one(measure_log_likelihood, 7, 9, 10, 19) == pytest.approx(4.534939, abs=1e-6)


tables = st.integers(2, 60).flatmap(
    lambda n: st.tuples(st.integers(1, n - 1), st.integers(1, n - 1)).flatmap(
        lambda ab: st.tuples(
            st.integers(max(0, sum(ab) - n), min(ab)), st.just(ab[0]), st.just(ab[1]), st.just(n)
        )
    )
)


@given(tables)
def test_log_likelihood_agrees_with_scipy(table):
    n_cooc, n_a, n_b, n = table
    cells = [[n_cooc, n_a - n_cooc], [n_b - n_cooc, n - n_a - n_b + n_cooc]]
    theirs = chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
    assert one(measure_log_likelihood, n_cooc, n_a, n_b, n) == pytest.approx(theirs, abs=1e-9)


@given(tables)
def test_npmi_stays_between_its_ends(table):
    assert -1 - 1e-12 <= one(measure_npmi, *table) <= 1 + 1e-12


mentions = st.lists(
    st.builds(
        mention, st.sampled_from("uvwxyz"), st.integers(1, 12), st.sampled_from(["a", "a-b", "b"])
    )
)


@given(mentions)
def test_counts_equal_a_count_by_hand(said):
    named = {(m.doc_id, m.passage_id): set() for m in said}
    for m in said:
        named[m.doc_id, m.passage_id].add(m.theme_id)
    by_hand = {}
    for (doc, passage), themes in named.items():
        for pair in combinations(sorted(themes), 2):
            by_hand.setdefault(pair, []).append((doc, passage))
    found = {(p.source, p.target): (p.n_cooc, p.n_docs) for p in count_pairs(tally(said), 36)}
    assert found == {pair: (len(at), len({doc for doc, _ in at})) for pair, at in by_hand.items()}


@given(mentions, st.randoms())
def test_order_of_mentions_does_not_matter(said, rng):
    shuffled = said[:]
    rng.shuffle(shuffled)
    assert count_pairs(tally(shuffled), 36) == count_pairs(tally(said), 36)


@given(mentions, st.integers(1, 6))
def test_counting_a_few_documents_at_a_time_changes_nothing(said, at_once):
    whole = count_pairs(tally(said), 36, {"a": 2019, "b": 2021})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cooccurrence, "MOST_AT_ONCE", at_once)
        patch.setattr(cooccurrence, "WIDEST", 2)
        assert count_pairs(tally(said), 36, {"a": 2019, "b": 2021}) == whole


def test_years_are_the_first_and_last_of_the_documents_two_meet_in():
    said = [mention(t, 1, d) for t in "xy" for d in "abc"]
    (pair,) = count_pairs(tally(said), 9, {"a": 2021, "b": 2019})
    assert (pair.first_year, pair.last_year) == (2019, 2021)
    (pair,) = count_pairs(tally(said), 9)
    assert (pair.first_year, pair.last_year) == (None, None)


def test_a_pair_by_itself_has_no_alpha_and_everywhere_together_no_npmi():
    (pair,) = count_pairs(tally([mention("x", 1), mention("y", 1)]), n_passages=1)
    assert (pair.alpha, pair.npmi, pair.p) == (None, None, 1)
