import re

import pytest
from click.testing import CliRunner

from policytext.cli import main
from policytext.errors import BadQuery
from policytext.figures import render_svg
from policytext.figures.drawing import Box
from policytext.likeness import cluster, compare_documents
from policytext.pipeline import build_store
from policytext.profiles import list_profiles
from policytext.reports.alike import draw_likeness
from policytext.store.reading import open_store
from policytext.wordlists import Options, count_ngrams, count_words, list_counts

ENGLISH_A = "Unions serve the workers. The unions of the city serve workers, and unions reform.\n"
ENGLISH_B = "Governance is a duty. The duty of governance is a duty of all.\n"
CHINESE = "社会组织参与社会治理。社会组织参与党建工作。\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "papers").mkdir()
    for name, text in (("a", ENGLISH_A), ("b", ENGLISH_B), ("c", CHINESE)):
        (folder / "papers" / f"{name}.txt").write_text(text, "utf-8")
    out = folder / "out.db"
    build_store(folder, out)
    with open_store(out) as opened:
        yield opened, str(out)


def find(rows, item):
    (row,) = [row for row in rows if row["item"] == item]
    return row


def test_a_word_is_counted_with_its_papers_and_dispersion(store):
    opened, _ = store
    rows = list_counts(count_words(opened, Options()), Options(top=0))
    unions = find(rows, "unions")
    # 14 words in a, 13 in b, and all three in a: DP = 1 - 14/27, at most it could be 1 - 13/27.
    assert (unions["count"], unions["n_docs"], unions["range"], unions["total"]) == (3, 1, 0.5, 27)
    assert unions["dp"] == pytest.approx(13 / 27, abs=1e-6)
    assert unions["dp_norm"] == pytest.approx(13 / 14, abs=1e-6)


def test_function_words_are_listed_only_when_asked_for_but_always_counted(store):
    opened, _ = store
    assert "the" not in {r["item"] for r in list_counts(count_words(opened, Options()), Options())}
    asked = Options(stop_words=True)
    assert find(list_counts(count_words(opened, asked), asked), "the")["total"] == 27


def test_languages_are_never_in_one_list(store):
    opened, _ = store
    rows = list_counts(count_words(opened, Options()), Options())
    assert {(r["lang"], r["rank"]) for r in rows if r["rank"] == 1} == {("en", 1), ("zh", 1)}
    assert find(rows, "社会")["lang"] == "zh"


def test_a_single_paper_has_no_dispersion(store):
    opened, _ = store
    rows = list_counts(count_words(opened, Options()), Options(), {"a": ["a"]})
    assert find(rows, "unions")["dp"] is None


def test_no_run_of_words_crosses_punctuation_or_ends_in_a_function_word(store):
    opened, _ = store
    rows = list_counts(count_ngrams(opened, 2, Options()), Options(top=0))
    items = {row["item"] for row in rows if row["lang"] == "en"}
    assert "serve workers" in items
    assert not items & {"workers and", "the unions", "workers the"}


def test_chinese_runs_are_of_words_or_of_characters(store):
    opened, _ = store
    by_word = list_counts(count_ngrams(opened, 2, Options()), Options(top=0))
    assert find(by_word, "社会组织参与")["count"] == 2
    spelled = Options(characters=True, top=0)
    by_character = list_counts(count_ngrams(opened, 3, spelled), spelled)
    assert find(by_character, "会组织")["count"] == 2


def test_counts_agree_with_scikit_learn(store):
    from sklearn.feature_extraction.text import CountVectorizer

    opened, _ = store
    vectorizer = CountVectorizer(analyzer=lambda text: re.findall(r"\w+", text.lower()))
    table = vectorizer.fit_transform([ENGLISH_A, ENGLISH_B]).sum(axis=0)
    expected = {word: int(table[0, at]) for word, at in vectorizer.vocabulary_.items()}
    listed = Options(top=0, stop_words=True)
    rows = list_counts(count_words(opened, listed), listed)
    assert {r["item"]: r["count"] for r in rows if r["lang"] == "en"} == expected


def test_papers_are_measured_and_what_is_undefined_is_empty(store):
    opened, _ = store
    rows = {row["doc_id"]: row for row in list_profiles(opened, 5)}
    assert (rows["a"]["tokens"], rows["a"]["types"], rows["a"]["sentences"]) == (14, 8, 2)
    assert rows["a"]["sentence_length"] == 7
    assert rows["a"]["hdd"] is None
    assert (rows["a"]["share_zh"], rows["c"]["share_zh"]) == (0, 1)


def test_papers_in_two_languages_have_no_likeness_of_words(store):
    opened, _ = store
    found = {(p.source, p.target): p for p in compare_documents(opened)}
    assert found["a", "c"].cosine is None
    assert found["a", "b"].lang == "en"
    assert found["a", "b"].jaccard is None  # neither mentions a theme


def test_the_nearest_papers_are_joined_first():
    merges = cluster(["a", "b", "c"], {("a", "b"): 0.9, ("a", "c"): 0.2, ("b", "c"): 0.7})
    assert merges == [(["a"], ["c"], 0.2), (["a", "c"], ["b"], pytest.approx(0.8))]


def test_clusters_agree_with_scipy():
    from random import Random

    from scipy.cluster.hierarchy import linkage

    random = Random(7)  # noqa: S311 - distances need no secrets
    ids = [f"p{n}" for n in range(9)]
    distance = {(a, b): random.random() for i, a in enumerate(ids) for b in ids[i + 1 :]}
    gaps = [gap for _, _, gap in cluster(ids, distance)]
    assert gaps == pytest.approx(linkage(list(distance.values()), "average")[:, 2].tolist())


def test_the_tree_names_every_paper_as_text(store):
    opened, _ = store
    drawn = render_svg(draw_likeness(["a", "b", "党建"], compare_documents(opened)))
    assert drawn.count('stroke="#333333"') == 6  # two brackets of three strokes
    assert ">2 b</text>" in drawn
    assert "党建</text>" in drawn


def test_two_papers_without_a_common_language_have_an_empty_cell(store):
    opened, _ = store
    drawing = draw_likeness(["a", "b", "c"], compare_documents(opened))
    cells = {shape.about: shape.fill for shape in drawing.shapes if isinstance(shape, Box)}
    assert cells["a, c: –"] == cells["c, a: –"] == "#ffffff"
    assert len(cells) == 6


def test_the_figure_of_papers_alike_ends_in_svg_or_png(store, tmp_path):
    _, path = store
    wanted, other = str(tmp_path / "alike.svg"), str(tmp_path / "alike.txt")
    drawn = CliRunner().invoke(main, ["--db", path, "similarity", "--figure", wanted])
    refused = CliRunner().invoke(main, ["--db", path, "similarity", "--figure", other])
    assert drawn.exit_code == 0
    assert "<svg" in (tmp_path / "alike.svg").read_text("utf-8")
    assert "ends in .svg or .png" in refused.output


def test_more_papers_than_can_be_read_are_not_drawn():
    with pytest.raises(BadQuery, match="at most 100 are drawn"):
        draw_likeness([f"p{n}" for n in range(101)], [])


def test_a_list_of_nothing_says_what_was_looked_for(store):
    _, path = store
    result = CliRunner().invoke(main, ["--db", path, "words", "--min-count", "99"])
    assert "occurs 99 times" in result.stderr
    assert result.stdout == ""
