import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from policytext import Corpus
from policytext.cli import main
from policytext.errors import BadQuery, UnknownName
from policytext.keyness import Options, compare_sides, count_side, read_list
from policytext.subsets import choose_rest, choose_subset, part_sides

PLACES = (Path(__file__).parent / "cases" / "places.toml").read_text("utf-8")


def compare(store, target, reference=None, **options):
    chosen = Options(**{"over": "word", "min_count": 1, "top": 0} | options)
    side = choose_subset(store, [target])
    other = choose_subset(store, [reference]) if reference else choose_rest(store, side)
    tallies = [count_side(store, each, chosen.over) for each in (side, other)]
    return {row["term"]: row for row in compare_sides(*tallies, chosen)}


@pytest.fixture
def letters(build_corpus):
    """Return the two documents of quanteda's own tests: beta is 7 of 10 words here, 2 of 9 there."""
    return build_corpus(
        {
            "d1.txt": "Beta beta beta beta beta beta beta alpha alpha alpha.\n",
            "d2.txt": "Alpha alpha alpha alpha alpha alpha alpha beta beta.\n",
        }
    )


def test_the_reference_values_come_out_of_texts(letters):
    row = compare(letters, "d1")["beta"]
    assert (row["n_t"], row["n_r"], row["tokens_t"], row["tokens_r"]) == (7, 2, 10, 9)
    assert row["chi2"] == pytest.approx(4.33716, abs=5e-6)
    assert row["chi2_yates"] == pytest.approx(2.632438, abs=5e-7)
    assert row["g2"] == pytest.approx(4.534939, abs=5e-7)
    assert (row["sign"], row["per10k_t"], row["difference"]) == (
        "positive",
        7000,
        pytest.approx(215),
    )


def test_what_the_target_says_less_is_negative_and_comes_last(letters):
    assert list(compare(letters, "d1")) == ["beta", "alpha"]
    assert compare(letters, "d1")["alpha"]["sign"] == "negative"
    assert compare(letters, "d2")["alpha"]["g2"] == compare(letters, "d1")["alpha"]["g2"]


def test_p_is_that_of_the_measure_chosen(letters):
    values = {
        measure: compare(letters, "d1", measure=measure)["beta"]["p"]
        for measure in ("g2", "chi2", "chi2-yates", "fisher", "log_ratio")
    }
    assert values["chi2"] < values["fisher"] < values["chi2-yates"] < 0.2
    assert values["g2"] == values["log_ratio"]  # an effect size has no p of its own


def test_an_item_that_the_reference_lacks_has_a_log_ratio_and_no_odds(build_corpus):
    store = build_corpus(
        {"a.txt": "Union work union work here.\n", "b.txt": "Other work stands there too.\n"}
    )
    row = compare(store, "a")["union"]
    assert row["log_ratio"] == pytest.approx(2)  # 2 of 5 to half a one of 5
    assert row["odds_ratio"] is row["difference"] is row["log_ratio_low"] is None


def test_dispersion_counts_the_documents_of_each_side(build_corpus):
    store = build_corpus(
        {f"{name}.txt": text for name, text in {
            "a1": "Union union union work.\n", "a2": "Party party party work.\n", "b": "Work work work work.\n"
        }.items()}
    )  # fmt: skip
    row = compare(store, "a1,a2")["union"]
    assert (row["docs_t"], row["docs_r"]) == (1, 0)
    assert row["dp_t"] == 0.5  # all in one of two equal documents
    assert row["dp_r"] is None
    assert compare(store, "a1,a2")["work"]["dp_t"] == 0
    assert compare(store, "b")["work"]["dp_t"] is None  # of one document nothing can be said


def test_lemmas_are_counted_together_and_stop_words_can_be_left_out(build_corpus):
    store = build_corpus(
        {"a.txt": "The unions and the union.\n", "b.txt": "The party of the city.\n"}
    )
    assert compare(store, "a", over="lemma")["union"]["n_t"] == 2
    assert compare(store, "a", over="word")["union"]["n_t"] == 1
    rows = compare(store, "a", over="lemma", stop_words=False)
    assert "the" not in rows
    assert rows["union"]["tokens_t"] == 5  # they still count in the total


def test_chinese_words_are_those_of_the_segmenter_and_languages_are_kept_apart(build_corpus):
    store = build_corpus(
        {
            "zh1.txt": "加强党建工作，推进社会治理。\n",
            "zh2.txt": "经济发展，经济改革。\n",
            "en.txt": "Party building and governance.\n",
        }
    )
    rows = compare(store, "zh1", over="word")
    assert {row["lang"] for row in rows.values()} == {"zh"}
    assert rows["经济"]["n_r"] == 2
    assert rows["经济"]["sign"] == "negative"
    assert "party" not in rows
    assert {r["tokens_r"] for r in rows.values()} == {4}  # the English words are in no total


def test_a_place_means_the_passages_about_it(build_corpus):
    text = (
        "A comparison of cities\n\nAbstract: Beijing and Shanghai differ in the work of trade unions.\n\n"
        "1. The case of Beijing\n\nTrade unions serve workers in many districts, and they do it well.\n\n"
        "2. The case of Shanghai\n\nOnline groups grow quickly here, as they never did elsewhere before.\n"
    )
    store = build_corpus({"a.txt": text}, themes=PLACES)
    beijing = choose_subset(store, ["place=Beijing"])
    shanghai = choose_subset(store, ["place=上海"])
    alone, other, n_shared = part_sides(beijing, shanghai)
    assert n_shared == 1  # the abstract tells nothing of one of them
    assert not alone.numbers & other.numbers
    rows = compare_sides(count_side(store, alone, "lemma"), count_side(store, other, "lemma"),
                         Options(min_count=1, top=0))  # fmt: skip
    signs = {row["term"]: row["sign"] for row in rows}
    assert (signs["worker"], signs["online"]) == ("positive", "negative")


def test_a_target_inside_its_reference_is_taken_out_of_it(letters):
    everything = choose_subset(letters, [])
    target, reference, n = part_sides(choose_subset(letters, ["d1"]), everything)
    assert (target.documents, reference.documents, n) == (["d1"], ["d2"], 1)


def test_sides_are_papers_facets_years_or_queries(store):
    assert choose_subset(store, ["shen"]).documents == ["shen-changzhou"]
    assert choose_subset(store, ["zhang-henan, zhang-three"]).documents == [
        "zhang-henan",
        "zhang-three-cities",
    ]
    assert choose_subset(store, ["year=2020..2023"]).documents == ["zhang-henan"]
    assert (
        choose_subset(store, ["original_language=zh"]).passages == choose_subset(store, []).passages
    )
    named = choose_subset(store, ['theme:"两个覆盖"'])
    assert named.documents == ["shen-changzhou"]
    assert len(named.passages) < len(choose_subset(store, ["shen"]).passages)


def test_what_is_in_no_side_is_said(store):
    with pytest.raises(UnknownName, match="No document is called 'zhong'"):
        choose_subset(store, ["zhong"])
    with pytest.raises(UnknownName, match="No facet is called 'colour'"):
        choose_subset(store, ["colour=red"])
    with pytest.raises(BadQuery, match="No counted passage is in 'year=1949'"):
        choose_subset(store, ["year=1949"])
    with pytest.raises(BadQuery, match="the whole corpus"):
        choose_rest(store, choose_subset(store, []))


@pytest.mark.parametrize(
    "written", ["word,count\nbeta,20\nGamma,5\n", "beta\t20\ngamma\t5\n", "beta;20\ngamma;5"]
)
def test_a_list_from_outside_can_be_the_reference(letters, tmp_path, written):
    path = tmp_path / "list.csv"
    path.write_text("\ufeff" + written, "utf-8")
    tallies = (
        count_side(letters, choose_subset(letters, ["d1"]), "word"),
        read_list(letters, path, "word"),
    )
    rows = {row["term"]: row for row in compare_sides(*tallies, Options("word", min_count=1))}
    assert (rows["beta"]["n_r"], rows["beta"]["tokens_r"]) == (20, 25)
    assert rows["gamma"]["sign"] == "negative"
    assert rows["beta"]["docs_r"] is rows["beta"]["dp_r"] is None


def test_a_list_with_a_line_that_counts_nothing_is_refused(letters, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("beta,20\ngamma,many\n", "utf-8")
    with pytest.raises(BadQuery, match="line 2 is 'gamma,many'; expected a word and a count"):
        read_list(letters, path, "word")


def test_the_command_warns_of_few_documents_and_says_how_many(store_path):
    result = CliRunner().invoke(
        main, ["--db", str(store_path), "keyness", "shen-changzhou", "--format", "jsonl"]
    )
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert "'shen-changzhou' has 1 document." in result.stderr
    assert "has 4 documents." in result.stderr
    assert rows[0]["term"] == "party"
    assert sum(row["sign"] == "negative" for row in rows) == 25
    assert all(row["p_adj"] >= row["p"] for row in rows)


def test_csv_carries_its_parameters(store_path):
    arguments = ["keyness", "--facet", "place=Shanghai", "--over", "theme", "--format", "csv"]
    result = CliRunner().invoke(main, ["--db", str(store_path), *arguments])
    head, first, *_ = result.stdout.splitlines()
    assert head.endswith(",parameters")
    assert "facets=place=Shanghai" in first
    assert "measure=g2" in first


def test_themes_have_their_names_in_both_languages(store_path):
    arguments = ["keyness", "--theme", "两个覆盖", "--over", "theme", "--format", "jsonl"]
    result = CliRunner().invoke(main, ["--db", str(store_path), *arguments])
    rows = {row["term"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert rows["dang-zuzhi-fugai"]["zh"] == "党组织覆盖"


def test_python_gives_what_the_command_prints(store_path):
    with Corpus.open(store_path) as corpus:
        rows = corpus.keyness("shen-changzhou")
        assert rows[0]["term"] == "party"
        assert corpus.keyness("place=Shanghai", "place=Beijing")[0]["sign"] == "positive"
        assert corpus.collocates("social organization")[0]["docs"] >= 1
        assert {row["lang"] for row in corpus.compare("place")} == {"en"}
