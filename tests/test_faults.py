"""Whatever happens to a build, the older store or the new one is there whole, and the message says what to do."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from tests.built_corpora import add_theme

from policytext.cli import main
from policytext.errors import BadStore
from policytext.pipeline import build_store
from policytext.search import search
from policytext.store.reading import open_store


@pytest.fixture(scope="module")
def built(corpus, tmp_path_factory):
    """Return a corpus folder of one paper and all themes, a whole store of it, and a paper that is new since."""
    folder = tmp_path_factory.mktemp("built") / "corpus"
    (folder / "papers").mkdir(parents=True)
    shutil.copy(corpus / "papers" / "zhang-henan.txt", folder / "papers")
    shutil.copytree(corpus / "themes", folder / "themes")
    build_store(folder, folder / "x.db")
    (folder / "papers" / "new.txt").write_text("Trade unions\n\nTrade unions reform.\n", "utf-8")
    return folder


@pytest.fixture
def folder(built, tmp_path):
    """Return a copy of that folder, free to be spoilt."""
    return shutil.copytree(built, tmp_path / "corpus")


@pytest.fixture
def out(folder):
    """Return where a whole store of the folder stands."""
    return folder / "x.db"


@pytest.fixture(scope="session")
def nursery():
    """Return what builds are born of."""
    from born_builds import open_nursery

    return open_nursery()


@pytest.fixture
def start(nursery):
    """Return what starts a build in a process of its own; a file beside the store holds what it says."""
    from born_builds import run_build

    def start(folder, out, *arguments, most_bytes=0):
        arguments = (str(folder), "--out", str(out), *arguments)
        said = out.with_name("said.txt")
        build = nursery.Process(target=run_build, args=(arguments, said, most_bytes))
        build.start()
        return build

    return start


@pytest.fixture
def length(built, start, tmp_path):
    """Return how many seconds a build of a new paper takes over a store that is there."""
    folder = shutil.copytree(built, tmp_path / "timed")
    began = time.perf_counter()
    start(folder, folder / "x.db").join()
    return time.perf_counter() - began


def is_whole(out):
    with open_store(out) as store:
        (row,) = store.ask("PRAGMA integrity_check")
        return list(row.values()) == ["ok"] and len(search(store, "trade unions")) > 0


def list_litter(out):
    return [path.name for path in out.parent.iterdir() if path.name.startswith(f".{out.name}")]


def wait_until_it_writes(build, out):
    while not list_litter(out) and build.is_alive():
        time.sleep(0.001)


def change_themes(folder):
    """Make a theme that most papers mention all that is new since the store was built."""
    (folder / "papers" / "new.txt").unlink(missing_ok=True)
    add_theme(folder, zh="改革", en="reform of")


def test_a_build_that_tags_anew_and_is_killed_leaves_a_whole_store(start, folder, out):
    change_themes(folder)
    build = start(folder, out)
    wait_until_it_writes(build, out)
    build.kill()
    build.join()
    assert is_whole(out)
    build_store(folder, out)
    build_store(folder, folder / "scratch.db")
    assert out.read_bytes() == (folder / "scratch.db").read_bytes()
    assert list_litter(out) == []


def test_a_store_that_lost_its_end_is_made_anew(folder, out):
    (folder / "papers" / "new.txt").unlink()
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) * 9 // 10])
    build_store(folder, out)
    assert out.read_bytes() == whole


@pytest.mark.parametrize("share", [0.3, 0.7, 0.9, 0.97])
def test_a_build_killed_at_any_moment_leaves_a_whole_store_and_the_next_one_cleans_up(
    start, folder, out, share, length
):
    build = start(folder, out)
    time.sleep(share * length)
    build.kill()
    build.join()
    assert is_whole(out)
    build_store(folder, out)
    assert is_whole(out)
    assert list_litter(out) == []


@pytest.mark.parametrize("change", [None, change_themes], ids=["a paper", "a theme"])
def test_control_c_leaves_the_older_store_and_no_litter(start, folder, out, change):
    before = out.read_bytes()
    if change:
        change(folder)
    build = start(folder, out)
    wait_until_it_writes(build, out)
    os.kill(build.pid, signal.SIGINT)
    build.join()
    assert build.exitcode == 1
    assert out.read_bytes() == before
    assert list_litter(out) == []


@pytest.mark.parametrize("change", [None, change_themes], ids=["a paper", "a theme"])
def test_a_full_disk_is_named_and_leaves_the_older_store(start, folder, out, change):
    if change:
        change(folder)
    before = out.read_bytes()
    build = start(folder, out, most_bytes=300_000)
    build.join()
    assert build.exitcode == 1
    said = out.with_name("said.txt").read_text("utf-8")
    assert "Make room on the disk" in said
    assert "Traceback" not in said
    assert out.read_bytes() == before
    assert list_litter(out) == []


def test_a_place_that_cannot_be_written_is_named(folder, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BadStore, match=r"cannot be written.*choose another place"):
        build_store(folder, tmp_path / "file" / "x.db")


def test_two_builds_at_once_leave_one_whole_store(start, folder, out):
    builds = [start(folder, out, "--fresh"), start(folder, out, "--fresh")]
    for build in builds:
        build.join()
    assert [build.exitcode for build in builds] == [0, 0]
    assert is_whole(out)
    assert list_litter(out) == []


def test_a_store_that_is_open_answers_while_another_takes_its_place(folder, out):
    with open_store(out) as store:
        before = search(store, "trade unions").hits
        build_store(folder, out)
        assert search(store, "trade unions").hits == before
    with open_store(out) as store:
        assert len(store.list_documents()) == 2


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
def test_a_truncated_store_is_refused_in_one_sentence(out, share):
    whole = out.read_bytes()
    out.write_bytes(whole[: int(len(whole) * share)])
    for command in (["search", "trade unions"], ["kwic", "reform"], ["tag"], ["graph", "pairs"]):
        result = CliRunner().invoke(main, ["--db", str(out), *command])
        if result.exit_code:  # what stands in the part that is left may still be answered
            assert isinstance(result.exception, SystemExit), (command, result.exception)
            assert "Traceback" not in result.output


def test_a_store_of_another_version_is_refused_with_what_to_do(out):
    with sqlite3.connect(out) as db:
        db.execute("PRAGMA user_version = 999")
    with pytest.raises(BadStore, match=r"schema version 999.*Run 'policytext build' again"):
        open_store(out)


def test_whatever_a_killed_build_left_is_removed(folder, out):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name in ("tmp", "tmp-journal"):
        out.with_name(f".{out.name}.whole.{gone.pid}.{name}").write_bytes(b"")
    build_store(folder, out)
    assert list_litter(out) == []


def test_a_draft_of_a_process_that_still_runs_is_left_alone(folder, out):
    draft = out.with_name(f".{out.name}.{os.getppid()}.tmp")
    draft.write_bytes(b"")
    build_store(folder, out)
    assert draft.exists()
    draft.unlink()
