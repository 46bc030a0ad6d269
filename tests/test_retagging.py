"""What a change of the themes alone makes of a store: the same, byte for byte, as a build from scratch, and much faster."""

import random
import shutil

import pytest
from tests.built_corpora import add_theme, build, is_as_from_scratch, make_built

from policytext.pipeline import build_store
from policytext.workers import choose_workplace

SIGNED = "Copyright of this article belongs to the Institute. Please cite it when you use it."


@pytest.fixture(scope="module")
def built(corpus, tmp_path_factory):
    """Return a corpus folder with its store."""
    return make_built(tmp_path_factory.mktemp("built") / "corpus", corpus)


@pytest.fixture
def folder(built, tmp_path):
    """Return a copy of that folder, free to be changed."""
    return shutil.copytree(built, tmp_path / "corpus")


def test_a_theme_that_stands_nowhere_concerns_no_paper(folder):
    add_theme(folder)
    assert build(folder) == (0, 0, 5)
    assert is_as_from_scratch(folder)


def test_a_theme_concerns_the_papers_it_stands_in(folder):
    add_theme(folder, zh="去“四化”")
    assert build(folder) == (0, 1, 4)
    assert is_as_from_scratch(folder)


def test_a_theme_that_is_gone_concerns_the_papers_it_stood_in(folder):
    add_theme(folder, zh="通知")
    build(folder)
    (folder / "themes" / "added.toml").unlink()
    assert build(folder) == (0, 1, 4)
    assert is_as_from_scratch(folder)


def test_a_remark_in_a_theme_file_concerns_no_paper(folder):
    theme = min((folder / "themes").glob("*.toml"))
    theme.write_text("# seen\n\n" + theme.read_text("utf-8"), "utf-8")
    assert build(folder) == (0, 0, 5)
    assert is_as_from_scratch(folder)


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
def test_whatever_a_theme_is_the_bytes_are_those_from_scratch(folder, theme):
    before = (folder / "x.db").read_bytes()
    add_theme(folder, **theme)
    assert build(folder)[0] == 0
    assert is_as_from_scratch(folder)
    (folder / "themes" / "added.toml").unlink()
    assert build(folder)[0] == 0
    assert (folder / "x.db").read_bytes() == before


@pytest.mark.parametrize("seed", range(3))
def test_any_change_of_the_authority_file_gives_the_bytes_from_scratch(folder, seed):
    chance = random.Random(seed)  # noqa: S311 - no secrets
    drop_some(folder, chance)
    build(folder)
    shutil.rmtree(folder / "themes")
    shutil.copytree(folder / "all", folder / "themes")
    drop_some(folder, chance)
    build(folder)
    assert is_as_from_scratch(folder)


def drop_some(folder, chance):
    """Leave out a quarter of the entries of every theme file."""
    if not (folder / "all").exists():
        shutil.copytree(folder / "themes", folder / "all")
    for path in sorted((folder / "themes").glob("*.toml")):
        head, *entries = path.read_text("utf-8").split("[[themes]]")
        kept = [entry for entry in entries if chance.random() < 0.75]
        path.write_text("[[themes]]".join([head, *kept]), "utf-8")


def test_two_workers_tag_anew_to_the_same_bytes(folder):
    add_theme(folder, en="reform of", zh="通知")
    assert build(folder, workplace=choose_workplace(2))[:2] == (0, 2)
    assert is_as_from_scratch(folder)


def test_promoted_keywords_follow_the_themes(folder):
    (folder / "graph.toml").write_text("[[promote]]\ntop = 5\ndocuments = 1\n", "utf-8")
    build(folder)
    add_theme(folder, en="social organization")
    assert build(folder)[0] == 0
    assert is_as_from_scratch(folder)
    (folder / "graph.toml").unlink()
    assert build(folder)[0] == 0
    assert is_as_from_scratch(folder)


def test_a_paper_left_out_as_a_copy_is_tagged_anew_when_it_comes_in(folder):
    add_theme(folder, en="reform of")
    build(folder)
    (folder / "papers" / "zhang-twice.txt").unlink()
    build(folder)
    assert is_as_from_scratch(folder)


def test_text_that_papers_repeat_stays_out_when_themes_change(folder):
    for number in range(8):
        text = f"Paper {number}\n\nThe reform of unions in city {number} goes on.\n\n{SIGNED}\n"
        (folder / "papers" / f"signed{number}.txt").write_text(text, "utf-8")
    build(folder)
    add_theme(folder, en="the reform of unions")
    assert build(folder)[0] == 0
    assert is_as_from_scratch(folder)


def test_a_paper_that_can_be_read_again_is_read(folder):
    paper = folder / "papers" / "bad.docx"
    paper.write_bytes(b"no document at all")
    first = build_store(folder, folder / "x.db")
    assert len(first.remarks.skipped) == 1
    add_theme(folder, zh="通知")
    again = build_store(folder, folder / "x.db")
    assert again.remarks.skipped == first.remarks.skipped
    assert again.remarks.work.n_tagged == 1
    assert is_as_from_scratch(folder)


def test_nothing_changed_and_the_store_is_left_as_it_was(folder):
    first = build_store(folder, folder / "x.db", fresh=True)
    before = (folder / "x.db").stat().st_ino
    again = build_store(folder, folder / "x.db")
    assert (folder / "x.db").stat().st_ino == before
    assert (again.n_mentions, again.n_pairs, again.problems) == (
        first.n_mentions,
        first.n_pairs,
        first.problems,
    )


def test_without_a_shelf_all_is_done_anew(folder):
    (folder / "x.db.shelf").unlink()
    add_theme(folder, zh="通知")
    assert build(folder) == (5, 0, 0)
    assert is_as_from_scratch(folder)
