"""Papers as they were read last time, so that only what changed is done again.

A shelf is a file beside the store. What reading a paper gave lies there under a
key made of everything it depends on: the file's bytes, what the manifest says
of it, policytext itself and its libraries; its words besides under the Chinese
words of the themes, its mentions under the state of the theme files. What is
found under its key is as good as done anew, letter for letter; a shelf that is
damaged, or gone, costs time and nothing else. It holds data only (JSON): a
strange one can do no harm but be wrong.

During a build the papers are nowhere else: memory holds one at a time, however
many there are.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from array import array
from contextlib import suppress
from dataclasses import astuple, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Self, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from policytext.errors import BadStore
from policytext.paper import LIBRARIES, Draft, Paper, Tags, Task
from policytext.records import Document, Expansion, Mention, Passage, SpelledOut
from policytext.store.writing import refuse_writing
from policytext.tokens import Words
from policytext.traces import Traces
from policytext.traditional import describe_folding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

Part = TypeVar("Part")

_DRAFT = TypeAdapter(tuple[Document, list[Passage]])
_BYTES = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
_TRACES = TypeAdapter(tuple[str, str, bool, str, bytes, bytes, bytes], config=_BYTES)
_TAGS = TypeAdapter(
    tuple[
        list[tuple[Mention, bool]],
        list[tuple[str, Expansion]],
        list[tuple[SpelledOut, bool]],
    ]
)


class Shelf:
    """The shelf of one store; use it in a `with` block around a build.

    What is looked up and what is kept goes onto a new shelf, which takes the
    old one's place once it is settled: what no paper needs any more is gone.
    `n_kept` counts the papers found whole, `n_tagged` those that only had to be
    tagged anew. Raises `BadStore` where it cannot be written.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open the shelf at `path`, or begin one; a `fresh` one knows nothing of the old."""
        self._path = path
        self._source = None if fresh else _open(path)
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        self.n_kept = self.n_tagged = 0

    def __enter__(self) -> Self:
        """Return the shelf, ready to be filled."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._draft.unlink(missing_ok=True)
            self._new = sqlite3.connect(self._draft)
            self._new.execute("PRAGMA journal_mode = OFF")
            self._new.execute("PRAGMA synchronous = OFF")
            self._new.execute("CREATE TABLE shelf (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
        except (OSError, sqlite3.Error) as error:
            raise refuse_writing(self._path, error) from error
        except BaseException:  # Ctrl-C: nobody will close what was never opened
            self._draft.unlink(missing_ok=True)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the old shelf where it is, unless the new one was settled."""
        if self._source:
            self._source.close()
        self._new.close()
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)

    def settle(self) -> None:
        """Put the new shelf in the old one's place: all papers are on it, and can be read."""
        try:
            if self._source:
                self._source.close()
            self._new.commit()
            self._new.close()
            self._draft.replace(self._path)
            self._source = self._new = sqlite3.connect(self._path)
        except (OSError, sqlite3.Error) as error:
            raise refuse_writing(self._path, error) from error

    def look_up(self, task: Task) -> tuple[Paper | None, Task]:
        """Return a paper where all of it is known, and the task with what is known."""
        paper, known = self._find(task)
        self.n_kept += paper is not None
        self.n_tagged += paper is None and known.draft is not None
        return paper, known

    def keep(self, task: Task, paper: Paper) -> None:
        """Put a paper onto the new shelf."""
        draft = (paper.document, [passage for passage, _ in paper.passages])
        words = [words.positions.tobytes().hex() for _, words in paper.passages]
        tags = (paper.mentions, paper.expansions, paper.spelled_out)
        parts = {
            "draft": _DRAFT.dump_json(draft),
            "words": json.dumps(words).encode(),
            "traces": _TRACES.dump_json(astuple(paper.traces)),
            "tags": _TAGS.dump_json(tags),
        }
        for part, value in parts.items():
            self._put(_name(task, part), zlib.compress(value, 1))

    def read(self, task: Task) -> Paper:
        """Return a paper from the settled shelf."""
        paper, _ = self._find(task)
        if paper is None:
            raise BadStore(f"{self._path} was changed while it was in use. Build again.")
        return paper

    def read_passages(self, task: Task) -> list[Passage]:
        """Return the passages of a paper from the settled shelf."""
        draft = self._find_draft(task)
        return draft.passages if draft else []

    def _find(self, task: Task) -> tuple[Paper | None, Task]:
        """Return a paper where all of it is known, and the task with what is known."""
        draft = self._find_draft(task)
        if draft is None:
            return None, task
        words, traces = self._find_words(task, draft), self._find_traces(task)
        tags = self._find_tags(task)
        if words is None or traces is None or tags is None:
            return None, replace(task, draft=draft, words=words, traces=traces)
        return Paper.put_together(task.metadata, draft, words, traces, tags), task

    def _find_draft(self, task: Task) -> Draft | None:
        """Return a paper as it was read and cut up."""
        parts = self._read_part(task, "draft", _DRAFT)
        return Draft(*parts) if parts else None

    def _find_words(self, task: Task, draft: Draft) -> list[Words] | None:
        """Return the words of its passages."""
        value = self._get(_name(task, "words"))
        try:
            packed = [array("I", bytes.fromhex(each)) for each in json.loads(value or b"")]
        except ValueError:
            return None
        if len(packed) != len(draft.passages):
            return None
        return [Words.of(*pair) for pair in zip(draft.passages, packed, strict=True)]

    def _find_tags(self, task: Task) -> Tags | None:
        """Return what was tagged in it."""
        parts = self._read_part(task, "tags", _TAGS)
        return Tags(*parts) if parts else None

    def _find_traces(self, task: Task) -> Traces | None:
        """Return what it left to be compared."""
        parts = self._read_part(task, "traces", _TRACES)
        return Traces(*parts) if parts else None

    def _read_part(self, task: Task, part: str, adapter: TypeAdapter[Part]) -> Part | None:
        """Return one part of what is known of a paper, nothing where it is missing or not what was written."""
        value = self._get(_name(task, part))
        try:
            return adapter.validate_json(value) if value else None
        except ValidationError:
            return None

    def _get(self, key: str) -> bytes | None:
        """Return what lies under a key; as long as the new shelf is being filled, put it there, too."""
        if self._source is None:
            return None
        try:
            found = self._source.execute("SELECT value FROM shelf WHERE key = ?", (key,)).fetchone()
            value = zlib.decompress(found[0]) if found else None
        except (sqlite3.Error, zlib.error, TypeError):
            return None
        if value is not None and self._source is not self._new:
            self._put(key, found[0])
        return value

    def _put(self, key: str, value: bytes) -> None:
        """Put something packed onto the new shelf."""
        try:
            self._new.execute("INSERT OR REPLACE INTO shelf VALUES (?, ?)", (key, value))
        except sqlite3.Error as error:
            raise refuse_writing(self._path, error) from error


def _open(path: Path) -> sqlite3.Connection | None:
    """Return a shelf to read from; none where there is none, or it is something else."""
    if not path.is_file():
        return None
    try:
        db = sqlite3.connect(path)
        db.execute("SELECT key, value FROM shelf LIMIT 1")
    except sqlite3.Error:
        return None
    return db


def _name(task: Task, part: str) -> str:
    """Return the key of a part of a paper: a hash of all that it depends on."""
    depends: list[object] = [fingerprint(), task.sha256, task.metadata]
    depends += {"words": [task.lexis], "tags": [task.themes]}.get(part, [])
    return f"{part} {hashlib.sha256(repr(depends).encode('utf-8', 'surrogatepass')).hexdigest()}"


@cache
def fingerprint() -> str:
    """Return a hash of policytext's own files and the versions of the libraries that have a say."""
    digest = hashlib.sha256()
    for file in sorted(_walk(files("policytext")), key=str):
        digest.update(file.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    digest.update(describe_folding().encode())
    return digest.hexdigest()


def _walk(folder: Traversable) -> Iterator[Traversable]:
    """Yield the files of the package that say how papers are read."""
    for each in folder.iterdir():
        if each.is_dir() and each.name != "__pycache__":
            yield from _walk(each)
        elif each.name.endswith((".py", ".txt")):
            yield each
