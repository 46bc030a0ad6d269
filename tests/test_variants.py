"""How steadily themes are rendered, and which other wordings are proposed."""

from collections import Counter
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy as scipy_entropy

from policytext.variants import measure_entropy, measure_renderings
from policytext.wordings import propose_renderings


def test_entropy_is_that_worked_by_hand():
    assert measure_entropy([2, 1, 1]) == 1.5  # 1/2·1 + 1/4·2 + 1/4·2
    assert measure_entropy([7]) == 0


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30))
def test_entropy_agrees_with_scipy(counts):
    assert measure_entropy(counts) == pytest.approx(scipy_entropy(counts) / log(2), abs=1e-9)


def test_renderings_count_what_the_papers_say(store):
    by_hand = Counter(
        row["surface"].lower()
        for row in store.list_mentions(store.find_theme("trade union"))
        if row["passage_kind"] in ("prose", "heading", "abstract", "keywords")
    )
    (figures,) = [
        each for each in measure_renderings(store) if each.theme == store.find_theme("trade union")
    ]
    assert figures.n_mentions == sum(by_hand.values())
    assert figures.effective == pytest.approx(2**figures.entropy, abs=0.01)


def test_the_least_steady_theme_comes_first(store):
    entropies = [each.entropy for each in measure_renderings(store)]
    assert entropies == sorted(entropies, reverse=True)


def test_a_proposal_stands_between_the_words_it_names_and_is_covered_by_no_theme(store):
    proposals = propose_renderings(store)
    assert proposals
    covered = store.list_covered()
    for each in proposals:
        text = store.read_source(each.doc_id)
        assert text[each.char_start : each.char_end].split() == each.candidate.split()
        passages = {p.passage_id: p for p in store.read_passages(each.doc_id)}
        start = passages[each.passage_id].text.index(each.candidate)
        assert (start, start + len(each.candidate)) not in covered[each.passage_id]


def test_proposals_may_be_asked_for_one_theme(store):
    theme = propose_renderings(store)[0].theme
    assert {each.theme for each in propose_renderings(store, theme)} == {theme}
