"""Only what changed is done again, and the store is the same as from scratch."""

import shutil

import pytest
from tests.built_corpora import build, is_as_from_scratch, make_built

from policytext.paper import Task
from policytext.records import Metadata
from policytext.shelf import Shelf


@pytest.fixture(scope="module")
def built(corpus, tmp_path_factory):
    """Return a corpus folder with its store."""
    return make_built(tmp_path_factory.mktemp("built") / "corpus", corpus)


@pytest.fixture
def folder(built, tmp_path):
    """Return a copy of that folder and its store, to be changed."""
    return shutil.copytree(built, tmp_path / "corpus")


def test_a_second_build_reads_nothing_and_is_byte_identical(folder):
    before = (folder / "x.db").read_bytes()
    assert build(folder) == (0, 0, 5)
    assert (folder / "x.db").read_bytes() == before


def test_a_changed_paper_is_read_and_no_other(folder):
    with (folder / "papers" / "zhang-henan.txt").open("a") as paper:
        paper.write("\nTrade unions again.\n")
    assert build(folder) == (1, 0, 4)
    assert is_as_from_scratch(folder)


def test_a_new_paper_is_read_and_one_taken_away_is_forgotten(folder):
    (folder / "papers" / "通知.txt").unlink()
    (folder / "papers" / "new.txt").write_text("New\n\nParty building.\n", "utf-8")
    assert build(folder) == (1, 0, 4)
    assert is_as_from_scratch(folder)


def test_what_the_manifest_says_of_a_paper_changes_that_paper_alone(folder):
    (folder / "manifest.toml").write_text(
        '[[documents]]\nid = "zhang-henan"\nyear = 2022\n', "utf-8"
    )
    assert build(folder) == (1, 0, 4)
    assert is_as_from_scratch(folder)


@pytest.mark.parametrize("damage", [b"", b"no shelf at all", None])
def test_a_damaged_shelf_costs_time_and_nothing_else(folder, damage):
    shelf = folder / "x.db.shelf"
    shelf.write_bytes(shelf.read_bytes()[: shelf.stat().st_size // 2] if damage is None else damage)
    assert sum(build(folder)) == 5
    assert is_as_from_scratch(folder)


def test_fresh_reads_everything(folder):
    assert build(folder, fresh=True) == (5, 0, 0)


def test_nothing_is_left_beside_the_shelf(folder):
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [
        "x.db",
        "x.db.shelf",
    ]


def test_a_task_nobody_knows_is_left_as_it_is(tmp_path):
    task = Task(tmp_path, Metadata("a", "papers/a.txt"), "themes")
    with Shelf(tmp_path / "x.shelf") as shelf:
        assert shelf.look_up(task) == {}
