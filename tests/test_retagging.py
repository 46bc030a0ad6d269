"""What a change of the themes alone makes of a store: the same, byte for byte, as a build from scratch."""

import random
import shutil

import pytest
from tests.built_corpora import add_theme, build, is_as_from_scratch

from policytext.pipeline import build_store
from policytext.workers import choose_workplace

SIGNED = "Copyright of this article belongs to the Institute. Please cite it when you use it."


def test_a_theme_that_stands_nowhere_concerns_no_paper(corpus_copy):
    add_theme(corpus_copy)
    assert build(corpus_copy) == (0, 0, 5)
    assert is_as_from_scratch(corpus_copy)


def test_a_theme_concerns_the_papers_it_stands_in(corpus_copy):
    add_theme(corpus_copy, zh="去“四化”")
    assert build(corpus_copy) == (0, 1, 4)
    assert is_as_from_scratch(corpus_copy)


def test_a_theme_that_is_gone_concerns_the_papers_it_stood_in(corpus_copy):
    add_theme(corpus_copy, zh="通知")
    build(corpus_copy)
    (corpus_copy / "themes" / "added.toml").unlink()
    assert build(corpus_copy) == (0, 1, 4)
    assert is_as_from_scratch(corpus_copy)


def test_a_remark_in_a_theme_file_concerns_no_paper(corpus_copy):
    theme = min((corpus_copy / "themes").glob("*.toml"))
    theme.write_text("# seen\n\n" + theme.read_text("utf-8"), "utf-8")
    assert build(corpus_copy) == (0, 0, 5)
    assert is_as_from_scratch(corpus_copy)


@pytest.mark.parametrize(
    "theme",
    [
        pytest.param({"en": "mass organizations of the Party"}, id="a longer form"),
        pytest.param({"en": "trade unions"}, id="a form another theme has"),
        pytest.param(
            {"kind": "formula", "zh": "三性", "more": 'members = [{ zh = "党建" }, { zh = "社会组织" }]'},
            id="a formula with members",
        ),
        pytest.param(
            {"more": '[[themes.forms]]\ntext = "social organi[sz]ations?"\nlang = "en"\nmatch = "regex"\nkind = "literal"\n'},
            id="a regular expression",
        ),
    ],
)  # fmt: skip
def test_whatever_a_theme_is_the_bytes_are_those_from_scratch(corpus_copy, theme):
    before = (corpus_copy / "x.db").read_bytes()
    add_theme(corpus_copy, **theme)
    assert build(corpus_copy)[0] == 0
    assert is_as_from_scratch(corpus_copy)
    (corpus_copy / "themes" / "added.toml").unlink()
    assert build(corpus_copy)[0] == 0
    assert (corpus_copy / "x.db").read_bytes() == before


@pytest.mark.parametrize("seed", range(3))
def test_any_change_of_the_authority_file_gives_the_bytes_from_scratch(corpus_copy, seed):
    chance = random.Random(seed)  # noqa: S311 - no secrets
    drop_some(corpus_copy, chance)
    build(corpus_copy)
    shutil.rmtree(corpus_copy / "themes")
    shutil.copytree(corpus_copy / "all", corpus_copy / "themes")
    drop_some(corpus_copy, chance)
    build(corpus_copy)
    assert is_as_from_scratch(corpus_copy)


def drop_some(corpus_copy, chance):
    """Leave out a quarter of the entries of every theme file."""
    if not (corpus_copy / "all").exists():
        shutil.copytree(corpus_copy / "themes", corpus_copy / "all")
    for path in sorted((corpus_copy / "themes").glob("*.toml")):
        head, *entries = path.read_text("utf-8").split("[[themes]]")
        kept = [entry for entry in entries if chance.random() < 0.75]
        path.write_text("[[themes]]".join([head, *kept]), "utf-8")


def test_two_workers_tag_anew_to_the_same_bytes(corpus_copy):
    add_theme(corpus_copy, en="reform of", zh="通知")
    assert build(corpus_copy, workplace=choose_workplace(2))[:2] == (0, 2)
    assert is_as_from_scratch(corpus_copy)


def test_promoted_keywords_follow_the_themes(corpus_copy):
    (corpus_copy / "graph.toml").write_text("[[promote]]\ntop = 5\ndocuments = 1\n", "utf-8")
    build(corpus_copy)
    add_theme(corpus_copy, en="social organization")
    assert build(corpus_copy)[0] == 0
    assert is_as_from_scratch(corpus_copy)
    (corpus_copy / "graph.toml").unlink()
    assert build(corpus_copy)[0] == 0
    assert is_as_from_scratch(corpus_copy)


def test_a_paper_left_out_as_a_copy_is_tagged_anew_when_it_comes_in(corpus_copy):
    add_theme(corpus_copy, en="reform of")
    build(corpus_copy)
    (corpus_copy / "papers" / "zhang-twice.txt").unlink()
    build(corpus_copy)
    assert is_as_from_scratch(corpus_copy)


def test_text_that_papers_repeat_stays_out_when_themes_change(corpus_copy):
    for number in range(8):
        text = f"Paper {number}\n\nThe reform of unions in city {number} goes on.\n\n{SIGNED}\n"
        (corpus_copy / "papers" / f"signed{number}.txt").write_text(text, "utf-8")
    build(corpus_copy)
    add_theme(corpus_copy, en="the reform of unions")
    assert build(corpus_copy)[0] == 0
    assert is_as_from_scratch(corpus_copy)


def test_a_paper_that_can_be_read_again_is_read(corpus_copy):
    paper = corpus_copy / "papers" / "bad.docx"
    paper.write_bytes(b"no document at all")
    first = build_store(corpus_copy, corpus_copy / "x.db")
    assert len(first.remarks.skipped) == 1
    add_theme(corpus_copy, zh="通知")
    again = build_store(corpus_copy, corpus_copy / "x.db")
    assert again.remarks.skipped == first.remarks.skipped
    assert again.remarks.work.n_tagged == 1
    assert is_as_from_scratch(corpus_copy)


def test_nothing_changed_and_the_store_is_left_as_it_was(corpus_copy):
    first = build_store(corpus_copy, corpus_copy / "x.db", fresh=True)
    before = (corpus_copy / "x.db").stat().st_ino
    again = build_store(corpus_copy, corpus_copy / "x.db")
    assert (corpus_copy / "x.db").stat().st_ino == before
    assert (again.n_mentions, again.n_pairs, again.problems) == (
        first.n_mentions,
        first.n_pairs,
        first.problems,
    )


def test_without_a_shelf_all_is_done_anew(corpus_copy):
    (corpus_copy / "x.db.shelf").unlink()
    add_theme(corpus_copy, zh="通知")
    assert build(corpus_copy) == (5, 0, 0)
    assert is_as_from_scratch(corpus_copy)
