"""Read PDFs in a process apart, which a bad one may bring down without harm.

PDFium is a large program in C++ that ends the process when it runs out of
memory, and some files are made to bring that about. One child process reads
one file after the other, within bounds of memory and of time for each page; it
is started when the first file comes and anew after one has ended it. Both
sides send a length of eight bytes and then as many bytes; answers are JSON, so
that nothing a file could make the child say is ever run.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from threading import Lock, Timer
from typing import IO, TYPE_CHECKING, Any

from policytext.errors import UnreadableSource
from policytext.readers.extracted import Extracted
from policytext.readers.guard import guard
from policytext.records import Block, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_MEMORY = 1_200_000_000
"""Bytes the child may use besides four times the file's own size."""

MAX_PAGE_SECONDS = 30
"""Seconds of a processor that PDFium may take for one page; the fullest pages of newspapers take two."""

MAX_FILE_SECONDS = 900
"""How long one file may take, whatever its pages do."""


class Child:
    """The process that reads; only one thread at a time may use it."""

    __slots__ = ("_lock", "_owner", "_process")

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, request: dict[str, Any], data: bytes) -> dict[str, Any] | None:
        """Return the child's answer about some bytes, nothing when it died of them."""
        with self._lock:
            process = self._start()
            assert process.stdin  # noqa: S101 - opened as a pipe
            assert process.stdout  # noqa: S101
            timer = Timer(MAX_FILE_SECONDS, process.kill)
            timer.start()
            try:
                _send(process.stdin, json.dumps(request).encode())
                _send(process.stdin, data)
                answer = _receive(process.stdout)
            except OSError:
                answer = None
            finally:
                timer.cancel()
            if answer is None:
                self.stop()
                return None
        found: dict[str, Any] = json.loads(answer)
        return found

    def stop(self) -> None:
        """End the child, if it is this process's."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        """Return the running child; a process that was forked needs one of its own."""
        alive = self._process and self._owner == os.getpid() and self._process.poll() is None
        if self._process and alive:
            return self._process
        self.stop()
        self._owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "policytext.readers.pdf.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        return self._process


_CHILD = Child()
atexit.register(_CHILD.stop)


def read_apart(data: bytes, name: str, password: str | None = None) -> Extracted:
    """Return what `reading.read_document` returns, or raise what it raises, from a process apart."""
    answer = _CHILD.ask({"name": name, "password": password}, data)
    if answer is None:
        raise UnreadableSource(
            f"{name}: takes more time or memory than any document should, or is damaged so badly that "
            "it ends the program that reads it. Save a copy from a viewer, or get the file again."
        )
    if "refused" in answer:
        raise UnreadableSource(answer["refused"])
    return Extracted(
        text=answer["text"],
        blocks=tuple(Block(**block) for block in answer["blocks"]),
        pages=tuple(Page(**page) for page in answer["pages"]),
        title=answer["title"],
        authors=tuple(answer["authors"]),
        date=answer["date"],
        notes=tuple(answer["notes"]),
    )


def _send(pipe: IO[bytes], data: bytes) -> None:
    """Write some bytes after their length."""
    pipe.write(len(data).to_bytes(8, "big"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """Return the bytes sent, nothing when the other side is gone."""
    head = pipe.read(8)
    size = int.from_bytes(head, "big")
    data = pipe.read(size) if len(head) == 8 else b""
    return data if len(head) == 8 and len(data) == size else None


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return what there is to say of a file, in the child."""
    from policytext.readers.pdf.reading import read_document

    advice = "Save a copy from a viewer, or get the file again."
    try:
        _bound_memory(len(data))
        with guard(request["name"], advice):
            return asdict(read_document(data, request["name"], request["password"], _bound_time))
    except UnreadableSource as error:
        return {"refused": str(error)}
    except (MemoryError, RecursionError):
        return {
            "refused": f"{request['name']}: takes more memory than any document should. Split it into parts."
        }
    finally:
        _bound_time(0)


def _bound_memory(size: int) -> None:
    """Let the child use so much memory and no more, where the system can be asked to see to it."""
    with suppress(ImportError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = MAX_MEMORY + 4 * size
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _bound_time(seconds: int = MAX_PAGE_SECONDS) -> None:
    """Have the system end the child unless this is called again in time; 0 calls it off.

    The child's own time counts, not the clock's: a busy machine harms no file.
    """
    import signal

    if hasattr(signal, "ITIMER_PROF"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def serve(arguments: Sequence[str] = ()) -> None:  # noqa: ARG001 - none are needed
    """Answer requests until there are no more."""
    while (request := _receive(sys.stdin.buffer)) is not None:
        data = _receive(sys.stdin.buffer)
        if data is None:
            return
        _send(sys.stdout.buffer, json.dumps(_answer(json.loads(request), data)).encode())


if __name__ == "__main__":
    serve()
