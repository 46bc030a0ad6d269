import json
from collections import Counter

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from policytext.cli import main
from policytext.collocates import Company, Options, Span, count_company, find_nodes, rank_collocates
from policytext.collocates import _cut_windows as cut_windows
from policytext.errors import BadQuery
from policytext.store.finding import EVERYTHING

TEXT = "Trade unions serve workers. The unions of trade serve the city, and unions serve unions well.\n"


def rank(store, node, span=None, kind="phrase", **options):
    places = find_nodes(store, node, kind, EVERYTHING)
    over = options.get("over", "word")
    company = count_company(store, places, span or Span(), over, EVERYTHING)
    chosen = Options(**{"min_count": 1, "top": 0} | options)
    return {row["collocate"]: row for row in rank_collocates(company, chosen)}


@pytest.fixture
def unions(build_corpus):
    return build_corpus({"a.txt": TEXT})


def test_the_counts_can_be_checked_by_hand(unions):
    # unions: words 1, 5, 12 and 14 of 16; one to the right of each: serve, of, serve, well
    rows = rank(unions, "unions", Span(0, 1))
    assert {word: row["n"] for word, row in rows.items()} == {"serve": 2, "of": 1, "well": 1}
    row = rows["serve"]
    assert (row["f_node"], row["f_collocate"], row["n_near"], row["n_tokens"]) == (4, 3, 4, 16)
    assert row["expected"] == 4 * 3 / 16
    assert row["mi"] == pytest.approx(1.415, abs=1e-3)  # log2(2 / 0.75)
    assert row["logdice"] == pytest.approx(14 - 0.8074, abs=1e-4)  # log2(2 * 2 / (4 + 3))


def test_left_and_right_are_told_apart(unions):
    assert set(rank(unions, "unions", Span(1, 0))) == {"trade", "the", "and", "serve"}
    row = rank(unions, "unions", Span(2, 2))["serve"]
    assert (row["n_left"], row["n_right"]) == (1, 2)
    assert row["n"] == 2  # the last but one stands in two windows, and counts once


def test_a_window_ends_with_the_sentence_or_is_all_of_it(unions):
    assert "the" not in rank(unions, "workers", Span(5, 5, "sentence"))
    assert "the" in rank(unions, "workers", Span(5, 5, "passage"))
    whole = rank(unions, "workers", Span(None, None, "sentence"))
    assert set(whole) == {"trade", "unions", "serve"}


def test_a_window_of_one_word_is_a_bigram_and_its_measures_those_of_nltk(build_corpus):
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    # The passage ends with another word, so that every `new` has a word after it.
    words = [
        "new",
        "company",
        "new",
        "firm",
        "new",
        "company",
        "old",
        "company",
        "new",
        "idea",
        "new",
        "firm",
        "end",
    ]
    store = build_corpus({"a.txt": " ".join(words).capitalize() + ".\n"})
    finder = BigramCollocationFinder.from_words(words)
    rows = rank(store, "new", Span(0, 1))
    for word, row in rows.items():
        margins = finder.ngram_fd["new", word], (words.count("new"), words.count(word)), len(words)
        assert row["mi"] == pytest.approx(BigramAssocMeasures.pmi(*margins))
        assert row["t"] == pytest.approx(BigramAssocMeasures.student_t(*margins))
        assert row["dice"] == pytest.approx(BigramAssocMeasures.dice(*margins))


@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=40),
    st.integers(0, 4),
    st.integers(0, 4),
)
def test_windows_are_those_a_naive_count_finds(words, left, right):
    text = " ".join(words)
    starts = [2 * at for at in range(len(words))]
    ends = [start + 1 for start in starts]
    nodes = [
        (start, end) for start, end, word in zip(starts, ends, words, strict=True) if word == "a"
    ]
    found = Counter()
    for before, after in cut_windows(text, starts, ends, nodes, Span(left, right)):
        found.update((*before, *after))
    naive = Counter()
    for at, word in enumerate(words):
        if word == "a":
            naive.update(i for i in range(max(0, at - left), at))
            naive.update(i for i in range(at + 1, min(len(words), at + right + 1)))
    assert found == naive


def test_a_node_may_be_a_pattern_a_lemma_or_a_theme(store):
    company = [
        rank(store, node, kind=kind, stop_words=False)
        for node, kind in [
            ("social organi*", "phrase"),
            ("social organization", "lemma"),
            ("社会组织", "theme"),
        ]
    ]
    assert all("construction" in rows for rows in company)
    assert company[0]["construction"]["f_node"] >= company[1]["construction"]["f_node"]


def test_a_phrase_is_no_neighbour_of_itself(unions):
    rows = rank(unions, "trade unions", Span(5, 1))
    assert set(rows) == {"serve"}


def test_chinese_words_keep_company_in_chinese_only(build_corpus):
    store = build_corpus(
        {"zh.txt": "加强党建工作，党建引领治理。\n", "en.txt": "Party building 党建 leads.\n"}
    )
    places = find_nodes(store, "党建", "phrase", EVERYTHING)
    company = count_company(store, places, Span(1, 1), "word", EVERYTHING)
    rows = rank_collocates(company, Options(min_count=1))
    assert {row["lang"] for row in rows} == {"en", "zh"}
    totals = {row["lang"]: row["n_tokens"] for row in rows}
    assert totals["en"] == 4
    assert {r["collocate"] for r in rows if r["lang"] == "zh"} >= {"加强", "工作", "引领"}


def test_only_counted_passages_are_searched_and_counted(store):
    (row,) = store.ask("SELECT sum(n_tokens) AS n FROM passages WHERE counted")
    assert rank(store, "union*")["trade"]["n_tokens"] == row["n"]


def test_rare_and_undefined_measures_come_last():
    company = Company(n_nodes=1)
    company.sizes["d"], company.near["d"], company.words["x"] = 1, 1, 1
    company.met["x"]["d"] = 1
    (row,) = rank_collocates({"en": company}, Options(min_count=1, measure="npmi"))
    assert row["npmi"] is row["delta_p"] is row["ll"] is None


def test_an_unknown_measure_is_refused():
    with pytest.raises(BadQuery, match="No measure 'magic'"):
        rank_collocates({}, Options(measure="magic"))


def test_the_command_says_what_it_counted_and_what_it_did_not_find(store_path):
    def run(*arguments):
        return CliRunner().invoke(main, ["--db", str(store_path), "collocates", *arguments])

    found = run("social organization", "--window", "5", "--measure", "logdice", "--format", "jsonl")
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert rows == sorted(rows, key=lambda row: (-row["logdice"], -row["n"], row["collocate"]))
    assert "places in 5 documents (en)" in found.stderr
    assert "stands nowhere" in run("flying saucer").stderr
    refused = run("union", "--window", "wide")
    assert (refused.exit_code, "neither a number of words" in refused.output) == (2, True)
