from policytext.folding import detect_language
from policytext.keywords import rank_keywords
from policytext.records import Passage
from policytext.tokens import build_tokenizer

tokenize = build_tokenizer([])


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
    return rank_keywords(
        {name: paper(name, *texts) for name, texts in papers.items()},
        {"mass work": "qunzhong-gongzuo"},
        top,
    )


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
