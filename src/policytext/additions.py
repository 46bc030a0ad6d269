"""Put papers into a corpus: each is read once, copied, and entered in the manifest.

Reading comes first, so that a file no reader can read is named at once and
does not come up in every build. What a reference manager knows of a paper goes
into its entry; what the paper says of itself is read by every build, and only
stands there as a remark to be corrected.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import tomlkit

from policytext.corpus import (
    LONGEST_ID,
    PAPERS,
    describe_fault,
    list_papers,
    make_id,
    refuse_length,
)
from policytext.entries import Entries, describe_reference
from policytext.errors import BadManifest, PolicytextError, UnwritableFolder
from policytext.matches import Clues, Match, Matcher
from policytext.readers import SUFFIXES, read_source
from policytext.readers.rows import is_table, read_table
from policytext.starter import SAMPLE, is_sample
from policytext.structure import UNDATED, structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from policytext.records import Document, Reference

Outcome = Literal["added", "there already", "refused"]

_NO_REFERENCES = Match(None, "")


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of one file.

    `paper` is where it stands below the corpus folder, empty where it was
    refused. `says` tells what there is to know: why it was refused, under which
    name it was put, which fields its entry was given.
    """

    file: str
    outcome: Outcome
    paper: str
    doc_id: str
    match: Match
    says: str


def list_files(paths: Iterable[Path], *, recursive: bool) -> tuple[list[Path], dict[str, int]]:
    """Return the files meant by paths, and how many of each other kind lie in the folders among them.

    A file is meant whatever it is called; of what lies in a folder (with
    `recursive`) only what a reader knows by its suffix. Links in folders are not
    followed. Without `recursive` a folder stands for itself, to be refused.
    """
    found: dict[Path, None] = {}
    others: dict[str, int] = {}
    for path in paths:
        if not (recursive and path.is_dir()):
            found[path] = None
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in sorted(names):
                suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122
                if name.startswith((".", "README")) or Path(folder, name).is_symlink():
                    continue
                if suffix in SUFFIXES:
                    found[Path(folder, name)] = None
                else:
                    others[suffix or name] = others.get(suffix or name, 0) + 1
    return list(found), dict(sorted(others.items()))


def add_papers(
    files: Sequence[Path],
    folder: Path,
    references: Sequence[Reference] = (),
    *,
    move: bool = False,
    keep: bool = False,
    encoding: str = "",
    password: str | None = None,
    watch: Callable[[Sequence[Path]], Iterable[Path]] = lambda paths: paths,
) -> list[Addition]:
    """Add files to the corpus in `folder`, and return what became of each, in their order.

    With `move` a file that was added is no longer where it was. With `keep` a
    file that cannot be read is added all the same. `encoding` is what their
    text is in, and is written into their entries; `password` opens those that
    are locked, and is written nowhere. The sample paper of a new
    corpus goes with the first paper added. Raises `BadManifest`, before
    anything is copied, when there is no corpus or its manifest cannot be added
    to.
    """
    if not (folder / PAPERS).is_dir():
        raise BadManifest(
            f"{folder}: is no corpus, for it has no {PAPERS}/. Make one with 'policytext init "
            f"{folder}', or name another with --to."
        )
    matcher = Matcher(references) if references else None
    adder = _Adder(folder, matcher, _Keys(encoding, password), move=move, keep=keep)
    try:
        done = [adder.add(path) for path in watch(files)]
    finally:
        adder.entries.write()
    return done


def drop_sample(folder: Path) -> bool:
    """Take the sample paper out, if it is still the one a new corpus has and not alone; tell whether it was."""
    path = folder / SAMPLE
    if list_papers(folder) == [SAMPLE] or not is_sample(path):
        return False
    path.unlink()
    return True


@dataclass(frozen=True, slots=True)
class _Keys:
    """What files are read with that do not open by themselves."""

    encoding: str = ""
    password: str | None = None


class _Adder:
    """What adding one paper needs to know of those that are there."""

    def __init__(
        self, folder: Path, matcher: Matcher | None, keys: _Keys, *, move: bool, keep: bool
    ) -> None:
        """Know the papers and the manifest of a corpus."""
        self.entries = Entries(folder)
        self._keys = keys
        self._folder, self._matcher, self._move, self._keep = folder, matcher, move, keep
        self._ids: dict[str, str] = {}
        self._sizes: dict[int, list[str]] = {}
        for name in list_papers(folder):
            self._know(name)

    def _know(self, name: str) -> None:
        """Remember a paper by its id and size."""
        self._ids.setdefault(self.entries.find(name) or make_id(name), name)
        path = self._folder / name
        if path.is_file():
            self._sizes.setdefault(path.stat().st_size, []).append(name)

    def add(self, path: Path) -> Addition:
        """Add one file, or say why it was not."""
        shown = str(path).encode("utf-8", "backslashreplace").decode()
        there = self._find_inside(path)
        if fault := _find_fault(path):
            return Addition(shown, "refused", "", "", _NO_REFERENCES, f"{path.name}: {fault}")
        document: Document | None = None
        try:
            document, says = _read_document(path, self._find_keys(there))
        except PolicytextError as error:
            if not (self._keep or there):
                return Addition(shown, "refused", "", "", _NO_REFERENCES, str(error))
            says = [f"added though it cannot be read: {error}"]
        there = there or self._find_same(path)
        try:
            name = there or self._put(path, says)
        except OSError as error:
            raise UnwritableFolder(
                f"{self._folder / PAPERS}: cannot be written to ({error.strerror})."
            ) from error
        match = self._matcher.find(_find_clues(path, document)) if self._matcher else _NO_REFERENCES
        if match.reference and match.reference.date:
            says = [said for said in says if not said.startswith(UNDATED)]
        doc_id = self._enter(name, document, match, says)
        if there and Path(there).name != path.name:
            says.insert(0, f"the same file as {there}")
        outcome: Outcome = "there already" if there else "added"
        return Addition(shown, outcome, name, doc_id, match, "; ".join(says))

    def _find_keys(self, there: str) -> _Keys:
        """Return what a file is read with, the encoding as its entry names it where it has one."""
        doc_id = self.entries.find(there) if there else None
        written = self.entries.read_field(doc_id, "encoding") if doc_id else ""
        return replace(self._keys, encoding=self._keys.encoding or written)

    def _find_inside(self, path: Path) -> str:
        """Return the name of a file that lies among the papers already, else nothing."""
        papers = Path(os.path.realpath(self._folder / PAPERS))
        real = Path(os.path.realpath(path))
        return (
            f"{PAPERS}/{real.relative_to(papers).as_posix()}" if real.is_relative_to(papers) else ""
        )

    def _find_same(self, path: Path) -> str:
        """Return the paper that has the same bytes, else nothing."""
        same_size = self._sizes.get(path.stat().st_size, [])
        digest = _hash(path) if same_size else ""
        return next((name for name in same_size if _hash(self._folder / name) == digest), "")

    def _put(self, path: Path, says: list[str]) -> str:
        """Copy or move a file among the papers under a name that is free, and return its path there."""
        wanted = _clean_name(path.name)
        stem, suffix = os.path.splitext(wanted)  # noqa: PTH122
        name, number = wanted, 1
        while (self._folder / PAPERS / name).exists() or (
            self._folder / PAPERS / name
        ).is_symlink():
            number += 1
            name = f"{stem}-{number}{suffix}"
        if name != path.name:
            why = f"another paper is called {wanted}" if number > 1 else "its name was mended"
            says.append(f"put under the name {name}, for {why}")
        target = self._folder / PAPERS / name
        draft = target.with_name(f".policytext.{os.getpid()}.tmp")
        try:
            shutil.copyfile(path, draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        if self._move:
            path.unlink()
        return f"{PAPERS}/{name}"

    def _enter(self, name: str, document: Document | None, match: Match, says: list[str]) -> str:
        """Enter a paper in the manifest, or complete its entry, and return its id."""
        fields = describe_reference(match.reference) if match.reference else {}
        if self._keys.encoding and (document is None or document.source.encoding):
            fields["encoding"] = self._keys.encoding
        if doc_id := self.entries.find(name):
            if given := self.entries.complete(doc_id, fields):
                says.append(f"its entry was given {', '.join(given)}")
            return doc_id
        doc_id, number = make_id(name), 1
        while self.entries.has_id(doc_id) or self._ids.get(doc_id, name) != name:
            number += 1
            doc_id = f"{make_id(name)[: LONGEST_ID - 6]}-{number}"
        below = name.removeprefix(f"{PAPERS}/")
        self.entries.append(
            {"id": doc_id, "file": below, **fields}, _list_remarks(document, fields)
        )
        if name not in self._ids.values():
            self._know(name)
        self._ids[doc_id] = name
        return doc_id


def _read_document(path: Path, keys: _Keys) -> tuple[Document | None, list[str]]:
    """Return what can be known of a file by reading it, and what there is to know of the reading.

    Nothing is known of a table, whose rows speak for themselves.
    """
    if is_table(path):
        table = read_table(path, path.name, keys.encoding or None)
        return None, [f"{len(table.rows)} documents", *table.notes, *table.faults]
    source = read_source(path, path.name, keys.encoding or None, password=keys.password)
    refuse_length(source)
    document = structure(source, make_id(path.name))
    return document, list(document.source.notes)


def _find_fault(path: Path) -> str:
    """Return why a path is no file that can be added, as the rest of a sentence."""
    if path.is_dir():
        return "is a folder. Add what is in it with --recursive."
    if not path.exists():
        return "there is no such file."
    return describe_fault(path)


def _find_clues(path: Path, document: Document | None) -> Clues:
    """Return what of a paper can tell which reference it is."""
    if document is None:
        return Clues(path.name)
    source = document.source
    title = document.title.text if document.title else source.title
    return Clues(path.name, title, source.text, document.year, source.title)


def _list_remarks(document: Document | None, fields: dict[str, object]) -> list[str]:
    """Return what a paper says of itself, and no reference does, as lines a person can take into the entry."""
    if document is None:
        return []
    source = document.source
    read: dict[str, object] = {
        "title": document.title.text if document.title else source.title,
        "authors": [author.name for author in document.authors] or list(source.authors),
        "date": document.date,
        "year": None if "date" in fields or document.date else document.year,
    }
    lines = [
        f"{name} = {tomlkit.item(value).as_string()}"
        for name, value in read.items()
        if value and name not in fields
    ]
    kept = [line for line in lines if line.isprintable()]
    return ["Read from the paper; take the # away to correct it:", *kept] if kept else []


def _clean_name(name: str) -> str:
    r"""Return a file name that every system can hold and `list_papers` takes for a paper's.

    >>> _clean_name("a\nb.txt"), _clean_name("README.md"), _clean_name(".hidden.txt")
    ('a-b.txt', 'paper-README.md', 'hidden.txt')
    """
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    plain = re.sub(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028\u2029]+', "-", plain).lstrip(". ")
    stem, suffix = os.path.splitext(plain)  # noqa: PTH122
    while len(stem.encode()) > 180:  # 255 bytes are allowed, and reports need some of them
        stem = stem[:-1]
    return ("paper-" if stem.startswith("README") else "") + (stem.rstrip() or "untitled") + suffix


def _hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
