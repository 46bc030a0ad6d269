import math

import pytest

from policytext.folding import detect_language
from policytext.keywords import METHODS, rank_keywords, ranking
from policytext.keywords.methods import compute_cvalue, rank_words
from policytext.records import Passage
from policytext.tokens import build_tokenizer

tokenize = build_tokenizer()


def paper(doc_id, *texts, kind="prose"):
    made = [
        Passage(
            f"{doc_id}:{kind}{n}",
            doc_id,
            kind,
            "",
            detect_language(text),
            "",
            0,
            len(text),
            text,
            (),
        )
        for n, text in enumerate(texts, start=1)
    ]
    return [(p, tokenize(p)) for p in made]


def rank(top=50, **papers):
    made = {name: paper(name, *texts) for name, texts in papers.items()}
    return list(rank_keywords(made, {"mass work": "qunzhong-gongzuo"}, top))


def terms(keywords, doc_id):
    return [k.term for k in keywords if k.doc_id == doc_id]


def test_a_term_only_one_paper_has_comes_before_one_that_all_have():
    assert rank(a=["unions", "coverage"], b=["unions"])[0].term == "coverage"


def test_number_words_are_no_stop_words():
    assert "two coverage" in terms(
        rank(a=["The two coverage is low.", "A two coverage, again."]), "a"
    )


def test_inflected_forms_are_one_term_shown_as_written_most_often():
    (keyword,) = [
        k
        for k in rank(a=["mass organizations. mass organizations. A mass organization."])
        if " " in k.term
    ]
    assert (keyword.term, keyword.n_occurrences) == ("mass organizations", 3)


def test_no_term_crosses_punctuation_or_a_stop_word():
    found = terms(rank(a=["governance, unions of workers"]), "a")
    assert sorted(found) == ["governance", "unions", "workers"]


def test_a_word_that_never_stands_alone_is_no_keyword():
    found = terms(rank(a=["trade union. trade union. trade union."]), "a")
    assert found == ["trade union"]


def test_occurrences_stand_where_they_say():
    text = "Grass-roots unions and the grass-roots unions"
    (keyword,) = [k for k in rank(a=[text]) if k.term == "grass-roots unions"]
    assert [text[start:end] for _, start, end in keyword.occurrences] == [
        "Grass-roots unions",
        "grass-roots unions",
    ]


def test_a_keyword_that_is_a_theme_says_so():
    assert {k.term: k.theme_id for k in rank(a=["mass work"])}["mass work"] == "qunzhong-gongzuo"


def test_chinese_terms_are_cut_by_words():
    found = terms(rank(a=["社会组织党建工作。社会组织党建工作。"]), "a")
    assert any("社会" in term for term in found)


def test_references_have_no_say():
    papers = {"a": paper("a", "unions") + paper("a", "credibility", kind="reference")}
    assert terms(rank_keywords(papers, {}), "a") == ["unions"]


def test_papers_without_a_word_have_no_keywords():
    assert rank(a=["……"]) == []


def test_every_way_a_term_is_written_is_kept_with_its_count():
    keywords = rank(a=["mass organizations. Mass organizations. A mass organization."])
    assert keywords[0].surfaces == (("mass organizations", 2), ("mass organization", 1))


def test_a_part_of_a_longer_term_is_its_variant():
    found = terms(rank(a=["social governance community. " * 6 + "social governance."]), "a")
    assert "governance community" not in found
    assert "social governance" not in found  # six of its seven stand in the longer one


def test_a_group_is_ranked_as_one_text_and_counts_its_papers():
    papers = {n: paper(n, text) for n, text in (("a", "trade unions"), ("b", "trade unions"))}
    (keyword,) = [k for k in rank_keywords(papers, {}, groups={"g": ["a", "b"]}) if k.rank == 1]
    assert (keyword.doc_id, keyword.n_occurrences, keyword.n_docs) == ("g", 2, 2)


def test_a_paper_in_two_languages_has_keywords_of_both_each_with_its_language():
    keywords = rank(a=["Trade unions serve workers.", "社会组织党建工作。"])
    assert {k.lang for k in keywords} == {"en", "zh"}
    assert [k.rank for k in keywords] == list(range(1, len(keywords) + 1))
    assert {k.lang for k in keywords if "社会" in k.term} == {"zh"}


def test_a_title_is_read_when_it_is_named_and_other_front_matter_never():
    papers = {"a": paper("a", "party credibility", kind="front") + paper("a", "unions")}
    assert terms(rank_keywords(papers, {}), "a") == ["unions"]
    assert "party credibility" in terms(rank_keywords(papers, {}, titles=["a:front1"]), "a")


def test_what_stands_in_quotation_marks_weighs_more():
    text = "They built pocket branches. They built “double incubation”. They built other branches."
    assert terms(rank(a=[text]), "a")[0] == "double incubation"


def test_the_values_of_the_paper_on_c_value_are_reproduced():
    # Frantzi, Ananiadou and Mima 2000, section 2: C-value of terms of an eye-pathology corpus.
    assert compute_cvalue(5, 5, 0, 0) == pytest.approx(11.6096, abs=1e-4)
    assert compute_cvalue(5, 7, 0, 0) == pytest.approx(16.2535, abs=1e-4)
    assert compute_cvalue(4, 11, 5, 1) == pytest.approx(12)
    assert compute_cvalue(4, 5, 0, 0) == pytest.approx(10)


def test_tfidf_agrees_with_a_count_by_hand():
    # "unions" twice in a, in both papers: 2 * (ln(3/3) + 1) = 2; "reform" once, in a: ln(3/2) + 1.
    keywords = list(
        rank_keywords(
            {
                n: paper(n, *t)
                for n, t in (("a", ["unions", "unions", "reform"]), ("b", ["unions"]))
            },
            {},
            method="tfidf",
        )
    )
    assert {k.term: k.score for k in keywords if k.doc_id == "a"} == {
        "unions": pytest.approx(2),
        "reform": pytest.approx(math.log(3 / 2) + 1, abs=1e-5),
    }


def test_pagerank_agrees_with_the_stationary_walk_worked_by_hand():
    # a-b-c in a row: rank of b is p, of a and c q each: q = .05 + .85 p/2, p + 2q = 1.
    ranks = rank_words([0, 1, 2], {0, 1, 2}, 2)
    p = (1 - 0.1) / 1.85
    assert ranks == pytest.approx({0: (1 - p) / 2, 1: p, 2: (1 - p) / 2}, abs=1e-5)


@pytest.mark.parametrize("method", METHODS)
def test_papers_that_are_not_kept_at_hand_are_ranked_the_same(method, monkeypatch):
    papers = {name: paper(name, f"The {name} unions reform trade work.") for name in "abc"}
    at_hand = list(rank_keywords(papers, {}, method=method))
    monkeypatch.setattr(ranking, "AT_HAND", 6)
    assert list(rank_keywords(papers, {}, method=method)) == at_hand


def test_papers_ranked_together_have_the_keywords_they_have_ranked_one_by_one(monkeypatch):
    papers = {
        "a": paper("a", "Trade unions serve members of trade unions.", "工会服务会员。工会服务会员。"),
        "b": paper("b"),
        "c": paper("c", "Members of the party serve the trade unions.", "Party building. Party building."),
        "d": paper("d", "基层党建工作。加强基层党建工作。"),
    }  # fmt: skip
    groups = {"x": ["a", "c"], "y": ["b"], "z": ["c", "d"]}
    spellings = {"party building": "dangjian"}
    together = [list(rank_keywords(papers, spellings, groups=each)) for each in (None, groups)]
    monkeypatch.setattr(ranking, "AT_ONCE", 0)

    assert together[0]
    assert together == [
        list(rank_keywords(papers, spellings, groups=each)) for each in (None, groups)
    ]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_ranks_english_and_chinese_the_same_way_twice(method):
    papers = {
        "a": paper("a", "Grass-roots trade unions reform the trade unions of the city."),
        "c": paper("c", "社会组织参与社会治理，社会组织加强党建工作。"),
    }
    once = list(rank_keywords(papers, {}, method=method))
    assert once == list(rank_keywords(papers, {}, method=method))
    assert {k.lang for k in once} == {"en", "zh"}
