"""Papers as they were read last time, so that only what changed is done again.

A shelf is a file beside the store. What reading a paper gave lies there under a
key made of everything it depends on: the file's bytes, what the manifest says
of it, policytext itself and its libraries; its words besides under the Chinese
words of the corpus. Its mentions hold as long as the themes that the shelf notes are
the corpus's. What is
found under its key is as good as done anew, letter for letter; a shelf that is
damaged, or gone, costs time and nothing else; a strange one, whole but not what
was put there, can do no harm but be wrong, or be refused (see `packing`).

During a build the papers are nowhere else: memory holds one at a time, however
many there are.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from shutil import copyfile
from typing import TYPE_CHECKING, Self

from policytext.errors import BadStore
from policytext.packing import PARTS, pack_themes, unpack_draft, unpack_themes
from policytext.paper import LIBRARIES
from policytext.store.writing import refuse_writing
from policytext.traditional import describe_folding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from policytext.packing import Part
    from policytext.paper import Task
    from policytext.records import Passage, Theme


THEMES = "themes"
"""The key of the themes."""


class Shelf:
    """The shelf of one store; use it in a `with` block around a build.

    What is looked up and what is kept goes onto a new shelf, which takes the
    old one's place once it is settled: what no paper needs any more is gone.
    `n_kept` counts the papers found whole, `n_tagged` those that only had to be
    tagged anew. `themes` are those that mentions were found by, and what their
    state is called. Raises `BadStore` where it cannot be written.
    """

    def __init__(self, path: Path, *, fresh: bool = False, whole: bool = False) -> None:
        """Open the shelf at `path`, or begin one.

        A `fresh` one knows nothing of the old. A `whole` one begins with all
        that lies on the old.
        """
        self._path = path
        self._source = None if fresh else _open(path)
        self._is_whole = whole and self._source is not None
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        self.n_kept = self.n_tagged = 0
        self.themes = unpack_themes(_fetch(self._source, THEMES) or b"")

    def __enter__(self) -> Self:
        """Return the shelf, ready to be filled."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._draft.unlink(missing_ok=True)
            if self._is_whole:
                copyfile(self._path, self._draft)
            self._new = sqlite3.connect(self._draft)
            self._new.execute("PRAGMA journal_mode = OFF")
            self._new.execute("PRAGMA synchronous = OFF")
            if not self._is_whole:
                self._new.execute(
                    "CREATE TABLE shelf (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID"
                )
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

    def look_up(self, task: Task) -> dict[Part, bytes]:
        """Return the parts of a paper that are known, packed; the draft is among them or there are none."""
        tagged = self.themes is not None and self.themes[0] == task.themes
        wanted = [part for part in PARTS if tagged or part != "tags"]
        found = {part: value for part in wanted if (value := self._get(_name(task, part)))}
        if "draft" not in found:
            return {}
        self.n_kept += len(found) == len(PARTS)
        self.n_tagged += len(found) < len(PARTS)
        return found

    def keep(self, task: Task, parts: Mapping[Part, bytes]) -> None:
        """Put parts of a paper onto the new shelf."""
        for part, value in parts.items():
            self._put(_name(task, part), value)

    def forget_tags(self, task: Task) -> None:
        """Take from the new shelf what was tagged in a paper."""
        self._new.execute("DELETE FROM shelf WHERE key = ?", (_name(task, "tags"),))

    def note_themes(self, state: str, themes: Sequence[Theme]) -> None:
        """Note by which themes all mentions on the new shelf were found, and what their state is called."""
        self._put(THEMES, pack_themes(state, themes))

    def read(self, task: Task, parts: Sequence[Part] = PARTS) -> dict[Part, bytes]:
        """Return parts of a paper from the settled shelf, or a whole one."""
        found = {part: value for part in parts if (value := self._get(_name(task, part)))}
        if len(found) < len(parts):
            raise refuse_damage(self._path)
        return found

    def read_passages(self, task: Task) -> list[Passage]:
        """Return the passages of a paper from the settled shelf."""
        draft = unpack_draft(self._get(_name(task, "draft")) or b"")
        if draft is None:
            raise refuse_damage(self._path)
        return draft.passages

    def _get(self, key: str) -> bytes | None:
        """Return what lies under a key, if it is whole; as long as the new shelf is being filled, put it there, too."""
        found = _fetch(self._source, key)
        if found is not None and self._source is not self._new and not self._is_whole:
            self._put(key, found)
        return found

    def _put(self, key: str, value: bytes) -> None:
        """Put something packed onto the new shelf."""
        try:
            self._new.execute("INSERT OR REPLACE INTO shelf VALUES (?, ?)", (key, value))
        except sqlite3.Error as error:
            raise refuse_writing(self._path, error) from error


def refuse_damage(path: Path) -> BadStore:
    """Return what to say when what lies on a shelf cannot be read any more."""
    return BadStore(
        f"{path} was changed while it was in use, or is damaged. Build again with --fresh: it will be made anew."
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


def _fetch(source: sqlite3.Connection | None, key: str) -> bytes | None:
    """Return what lies under a key of a shelf, if it is whole."""
    if source is None:
        return None
    try:
        found = source.execute("SELECT value FROM shelf WHERE key = ?", (key,)).fetchone()
        if found is None:
            return None
        zlib.decompress(found[0])  # has a sum to check
    except (sqlite3.Error, zlib.error, TypeError):
        return None
    return bytes(found[0])


def _name(task: Task, part: Part) -> str:
    """Return the key of a part of a paper: a hash of all that it depends on."""
    depends: list[object] = [fingerprint(), task.sha256, task.metadata]
    depends += [task.lexis] if part == "words" else []
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
