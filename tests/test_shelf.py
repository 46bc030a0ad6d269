"""Only what changed is done again, and the store is the same as from scratch."""

import pytest
from tests.built_corpora import build, is_as_from_scratch

from policytext.paper import Task
from policytext.records import Metadata
from policytext.shelf import Shelf


def test_a_second_build_reads_nothing_and_is_byte_identical(corpus_copy):
    before = (corpus_copy / "x.db").read_bytes()
    assert build(corpus_copy) == (0, 0, 5)
    assert (corpus_copy / "x.db").read_bytes() == before


def test_a_changed_paper_is_read_and_no_other(corpus_copy):
    with (corpus_copy / "papers" / "zhang-henan.txt").open("a") as paper:
        paper.write("\nTrade unions again.\n")
    assert build(corpus_copy) == (1, 0, 4)
    assert is_as_from_scratch(corpus_copy)


def test_a_new_paper_is_read_and_one_taken_away_is_forgotten(corpus_copy):
    (corpus_copy / "papers" / "通知.txt").unlink()
    (corpus_copy / "papers" / "new.txt").write_text("New\n\nParty building.\n", "utf-8")
    assert build(corpus_copy) == (1, 0, 4)
    assert is_as_from_scratch(corpus_copy)


def test_what_the_manifest_says_of_a_paper_changes_that_paper_alone(corpus_copy):
    (corpus_copy / "manifest.toml").write_text(
        '[[documents]]\nid = "zhang-henan"\nyear = 2022\n', "utf-8"
    )
    assert build(corpus_copy) == (1, 0, 4)
    assert is_as_from_scratch(corpus_copy)


@pytest.mark.parametrize("damage", [b"", b"no shelf at all", None])
def test_a_damaged_shelf_costs_time_and_nothing_else(corpus_copy, damage):
    shelf = corpus_copy / "x.db.shelf"
    shelf.write_bytes(shelf.read_bytes()[: shelf.stat().st_size // 2] if damage is None else damage)
    assert sum(build(corpus_copy)) == 5
    assert is_as_from_scratch(corpus_copy)


def test_fresh_reads_everything(corpus_copy):
    assert build(corpus_copy, fresh=True) == (5, 0, 0)


def test_nothing_is_left_beside_the_shelf(corpus_copy):
    assert sorted(path.name for path in corpus_copy.iterdir() if path.is_file()) == [
        "x.db",
        "x.db.shelf",
    ]


def test_a_task_nobody_knows_is_left_as_it_is(tmp_path):
    task = Task(tmp_path, Metadata("a", "papers/a.txt"), "themes")
    with Shelf(tmp_path / "x.shelf") as shelf:
        assert shelf.look_up(task) == {}
