"""Papers are read by several processes, or by a Dask cluster; the store is the same."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from policytext.errors import BadCluster, UnusablePaper
from policytext.pipeline import build_store
from policytext.workers import Crew, choose_workplace
from worker_tasks import die_always, die_once, double


def fail(task):
    return f"gave {task.name} up"


@pytest.fixture(scope="module")
def small(corpus, tmp_path_factory):
    """Return a corpus folder of two papers, one empty file and all themes."""
    folder = tmp_path_factory.mktemp("small") / "corpus"
    (folder / "papers").mkdir(parents=True)
    for name in ("zhang-henan.txt", "shen-changzhou.txt"):
        shutil.copy(corpus / "papers" / name, folder / "papers")
    (folder / "papers" / "空.txt").write_bytes(b"")
    shutil.copytree(corpus / "themes", folder / "themes")
    return folder


@pytest.fixture(scope="module")
def alone(small):
    """Return the store that one process makes, and what it says."""
    summary = build_store(small, small / "one.db")
    return (small / "one.db").read_bytes(), summary


def test_results_come_in_the_order_of_the_tasks():
    with Crew(choose_workplace(2)) as crew:
        assert list(crew.run(double, range(100), fail)) == [2 * number for number in range(100)]
        assert list(crew.run(double, [7], fail)) == [14]


def test_without_workers_the_work_is_done_here():
    with Crew(choose_workplace(1)) as crew:
        assert list(crew.run(double, [1, 2], fail)) == [2, 4]


def test_a_worker_that_dies_is_survived(tmp_path):
    paths = [tmp_path / str(number) for number in range(2)]
    with Crew(choose_workplace(2)) as crew:
        assert list(crew.run(die_once, paths, fail)) == ["0", "1"]


def test_a_task_that_always_kills_its_worker_is_given_up_and_the_others_are_done(tmp_path):
    paths = [tmp_path / name for name in ("a", "bad", "c")]
    with Crew(choose_workplace(2)) as crew:
        done = list(crew.run(die_always, paths, fail))
    assert done == ["a", "gave bad up", "c"]


def test_an_unusable_paper_comes_back_from_another_process_as_it_was():
    import pickle

    error = UnusablePaper("papers/x.txt", "papers/x.txt: is empty.")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (str(again), again.file) == (str(error), error.file)


def test_two_processes_make_the_same_store_as_one(small, alone, tmp_path):
    store, one = alone
    two = build_store(small, tmp_path / "two.db", workplace=choose_workplace(2))
    assert (tmp_path / "two.db").read_bytes() == store
    assert one.problems == two.problems
    assert len(one.problems) == 1


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("policytext.workers.ANSWER_WITHIN", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with (
        pytest.raises(BadCluster, match="No Dask scheduler answers"),
        choose_workplace(scheduler=address).open(),
    ):
        pass


@contextmanager
def running(*arguments):
    """Run a command for as long as the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port):
    """Wait until something listens at a port of this machine."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nothing listens at {port}")


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_store_as_one_process(small, alone, tmp_path):
    pytest.importorskip(
        "distributed", reason="Dask is not installed: pip install 'policytext[dask]'"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
    worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard")
    with running(*scheduler, "--no-dashboard"):
        wait_for(port)
        with running(*worker):
            build_store(small, tmp_path / "dask.db", workplace=choose_workplace(scheduler=address))
    assert (tmp_path / "dask.db").read_bytes() == alone[0]
