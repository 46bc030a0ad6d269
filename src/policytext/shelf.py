"""Papers as they were read last time, so that only what changed is done again.

A shelf is a file beside the store. What reading a paper gave lies there under a
key made of everything it depends on: the file's bytes, what the manifest says
of it, policytext itself and its libraries; its words besides under the Chinese
words of the themes, its mentions under the state of the theme files. What is
found under its key is as good as done anew, letter for letter; a shelf that is
damaged, or gone, costs time and nothing else. It holds data only (JSON): a
strange one can do no harm but be wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from array import array
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Self

from pydantic import TypeAdapter, ValidationError

from policytext.paper import LIBRARIES, Draft, Paper, Tags, Task
from policytext.records import Document, Expansion, Mention, Passage, SpelledOut
from policytext.tokens import Words
from policytext.traditional import describe_folding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path
    from types import TracebackType

_DRAFT = TypeAdapter(tuple[Document, list[Passage]])
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
    old one's place at the end: what no paper needs any more is gone.
    `n_kept` counts the papers found whole, `n_tagged` those that only had to be
    tagged anew.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open the shelf at `path`, or begin one; a `fresh` one knows nothing of the old."""
        self._path = path
        self._old = None if fresh else _open(path)
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        self._new: sqlite3.Connection | None = None
        self.n_kept = self.n_tagged = 0

    def __enter__(self) -> Self:
        """Return the shelf, ready to be filled; where it cannot be written it forgets everything."""
        with suppress(OSError, sqlite3.Error):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._draft.unlink(missing_ok=True)
            self._new = sqlite3.connect(self._draft)
            self._new.execute("PRAGMA journal_mode = OFF")
            self._new.execute("PRAGMA synchronous = OFF")
            self._new.execute("CREATE TABLE shelf (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the new shelf in the old one's place, unless the build failed."""
        if self._old:
            self._old.close()
        with suppress(OSError, sqlite3.Error):
            if self._new:
                self._new.commit()
                self._new.close()
                if kind is None:
                    self._draft.replace(self._path)
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)

    def look_up(self, task: Task) -> tuple[Paper | None, Task]:
        """Return a paper where all of it is known, and the task with what is known."""
        draft = self._find_draft(task)
        if draft is None:
            return None, task
        words = self._find_words(task, draft)
        tags = self._find_tags(task)
        if words is not None and tags is not None:
            self.n_kept += 1
            return Paper.put_together(task.metadata, draft, words, tags), task
        self.n_tagged += 1
        return None, replace(task, draft=draft, words=words)

    def keep(self, task: Task, paper: Paper) -> None:
        """Put a paper onto the new shelf."""
        draft = (paper.document, [passage for passage, _ in paper.passages])
        words = [words.positions.tobytes().hex() for _, words in paper.passages]
        tags = (paper.mentions, paper.expansions, paper.spelled_out)
        self._put(_name(task, "draft"), _DRAFT.dump_json(draft))
        self._put(_name(task, "words"), json.dumps(words).encode())
        self._put(_name(task, "tags"), _TAGS.dump_json(tags))

    def _find_draft(self, task: Task) -> Draft | None:
        """Return a paper as it was read and cut up."""
        value = self._get(_name(task, "draft"))
        try:
            return Draft(*_DRAFT.validate_json(value)) if value else None
        except ValidationError:
            return None

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
        value = self._get(_name(task, "tags"))
        try:
            return Tags(*_TAGS.validate_json(value)) if value else None
        except ValidationError:
            return None

    def _get(self, key: str) -> bytes | None:
        """Return what lies under a key, and put it onto the new shelf."""
        if not self._old:
            return None
        try:
            found = self._old.execute("SELECT value FROM shelf WHERE key = ?", (key,)).fetchone()
            value = zlib.decompress(found[0]) if found else None
        except (sqlite3.Error, zlib.error, TypeError):
            return None
        if value is not None:
            self._put(key, value)
        return value

    def _put(self, key: str, value: bytes) -> None:
        """Put something onto the new shelf, if there is one."""
        with suppress(sqlite3.Error):
            if self._new:
                self._new.execute(
                    "INSERT OR REPLACE INTO shelf VALUES (?, ?)", (key, zlib.compress(value, 1))
                )


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
