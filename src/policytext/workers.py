"""Do independent work on several processors or machines, through one seam.

The seam is `concurrent.futures.Executor`: a pool of processes on this machine,
or a Dask cluster, whose client is one (Rocklin 2015, "Dask: Parallel
Computation with Blocked Algorithms and Task Scheduling"). Whatever does the
work, the results come in the order of the tasks, so the outcome is the same.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Self, TypeVar

from policytext.errors import BadCluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future
    from contextlib import AbstractContextManager
    from types import TracebackType

Task = TypeVar("Task")
Result = TypeVar("Result")

WINDOW = 32
"""Tasks that are under way or done and not yet asked for: memory holds no more results than that."""

ANSWER_WITHIN = 10
"""Seconds in which a scheduler has to answer."""

TRIES = 3
"""How often a task is begun before it is given up: a worker may die of another's doing."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where work is done: `open` opens an executor, or nothing to do it in this process.

    `is_here` tells that whoever works there sees the files of this machine.
    """

    open: Callable[[], AbstractContextManager[Executor | None]] = nullcontext
    is_here: bool = True


HERE = Workplace()
"""In this process."""


def choose_workplace(workers: int = 1, scheduler: str = "") -> Workplace:
    """Return where to work: here with one worker, else in processes, else on a cluster.

    Opening that raises `BadCluster` when the scheduler cannot be reached or
    Dask is not installed.
    """
    if scheduler:
        return Workplace(partial(_open_cluster, scheduler), is_here=False)
    if workers > 1:
        return Workplace(partial(_open_pool, workers))
    return HERE


@contextmanager
def _open_pool(workers: int) -> Iterator[Executor]:
    """Open a pool of processes, started afresh: nothing of this process leaks into them."""
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _open_cluster(address: str) -> Iterator[Executor]:
    """Open the executor of a Dask cluster."""
    try:
        from distributed import Client
    except ImportError as error:
        raise BadCluster(
            "--scheduler needs Dask, which is not installed. Install it: pip install 'policytext[dask]'"
        ) from error
    try:
        client = Client(address, timeout=ANSWER_WITHIN)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise BadCluster(
            f"No Dask scheduler answers at {address} ({error}). Start one with 'dask scheduler', "
            "and workers with 'dask worker ADDRESS'."
        ) from error
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]


class Crew:
    """Those who do the work, one kind after another; use it in a `with` block.

    A worker that dies takes the executor with it: a new one is opened, and what
    was not done is begun again.
    """

    def __init__(self, workplace: Workplace = HERE) -> None:
        """Choose where they work; they are called when there is work."""
        self._workplace = workplace
        self._open = ExitStack()
        self._executor: Executor | None = None
        self._is_open = False

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Send the workers home."""
        self._open.__exit__(kind, error, trace)

    def run(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        give_up: Callable[[Task], Result],
        *,
        with_files: bool = False,
    ) -> Iterator[Result]:
        """Yield the result of every task, in the order of the tasks.

        `function` and the tasks must be picklable where there is an executor.
        A task that was begun `TRIES` times goes to `give_up`, which says what
        becomes of it. Work `with_files` of this machine is done on it.
        """
        if with_files and not self._workplace.is_here:
            yield from map(function, tasks)
            return
        left, tries = iter(tasks), 0
        waiting: deque[Task] = deque()
        while True:
            try:
                for result in _run(function, left, waiting, self._call()):
                    tries = 0
                    yield result
            except BrokenExecutor:
                self._open.close()
                self._is_open = False
                tries += 1
                if tries == TRIES:
                    yield give_up(waiting.popleft())
                    tries = 0
            else:
                return

    def _call(self) -> Executor | None:
        """Return the executor, opened if need be."""
        if not self._is_open:
            self._executor = self._open.enter_context(self._workplace.open())
            self._is_open = True
        return self._executor


def _run(
    function: Callable[[Task], Result],
    left: Iterator[Task],
    waiting: deque[Task],
    executor: Executor | None,
) -> Iterator[Result]:
    """Yield results; `waiting` holds the tasks, in order, whose result has not been yielded yet."""
    if executor is None:
        for task in left:
            yield function(task)
        return
    futures: deque[Future[Result]] = deque(executor.submit(function, task) for task in waiting)
    while True:
        for task in islice(left, WINDOW - len(waiting)):
            waiting.append(task)
            futures.append(executor.submit(function, task))
        if not waiting:
            return
        result = futures[0].result()
        futures.popleft()
        waiting.popleft()
        yield result
