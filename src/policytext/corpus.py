"""List the papers of a corpus folder, with what its manifest says of them.

A corpus folder holds `papers/` and, if somebody wrote one, `manifest.toml`: a
`[[documents]]` table for each paper. Papers the manifest does not list are read
all the same, each under its file's stem; a table of documents is a paper for
each of its rows, under the stem and the row's id. What is wrong with the manifest is
named with file and line, and stops nothing but the entry it concerns. A file
that cannot be a paper (a link out of the folder, a device, a gigabyte) is named
and left out before anything opens it.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from policytext.errors import BadManifest, PolicytextError, UnreadableSource, UnusablePaper
from policytext.readers import SUFFIXES
from policytext.readers.rows import Row, is_table, read_table
from policytext.records import Language, Metadata, Source
from policytext.toml_files import Entry, list_faults, list_strays, read_entries

PAPERS = "papers"
MANIFEST = "manifest.toml"

MAX_BYTES = 100_000_000
"""The largest file that is taken for a paper: no article or law comes near it, and it fits into memory."""

MAX_CHARS = 5_000_000
"""The longest text that is taken for a paper, ten books; a longer one would not fit into memory with its words."""

LONGEST_ID = 120
"""Letters of the longest id; that of a file with a longer name is cut."""

ADVICE_TO_ADD = "Add papers with 'policytext add FILE…' (policytext add 通知.docx ~/论文/*.pdf)"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[^\W_][\w.-]*$", max_length=LONGEST_ID)]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
FacetName = Annotated[str, StringConstraints(pattern=r"^[^\W\d]\w*$", max_length=60)]
Encoding = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][\w.-]*$", max_length=40)]
Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$", to_lower=True)]


class _Document(BaseModel):
    """A `[[documents]]` table: unknown keys are faults, and values are not bent to fit."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: DocumentId
    file: Text | None = None
    title: Text | None = None
    authors: list[Text] = Field(default_factory=list)
    affiliations: list[Text] = Field(default_factory=list)
    year: Annotated[int, Field(ge=1000, le=9999)] | None = None
    language: Language | None = None
    original_language: Language | None = None
    places: list[Text] = Field(default_factory=list)
    licence: Text = "not stated"
    sha256: Checksum | None = None
    date: Date | None = None
    doi: Text | None = None
    url: Text | None = None
    duplicate: Literal["keep"] | None = None
    encoding: Encoding | None = None
    facets: dict[FacetName, Text | int | list[Text]] = Field(default_factory=dict)


def read_corpus(folder: Path) -> tuple[list[Metadata], list[PolicytextError]]:
    """Return the papers of a corpus folder ordered by id, and what is wrong with its manifest.

    A paper whose checksum is not the manifest's is among them, and named. Where
    two papers have one id the first keeps it and the other is left out; so is
    what an entry with a missing file describes. A paper whose entry has another
    fault is there without what the entry says.

    Raises `BadManifest` when there is no `papers/` in the folder.
    """
    papers = folder / PAPERS
    if not papers.is_dir():
        raise BadManifest(
            f"{papers}: there is no such folder. A corpus is a folder with its papers in '{PAPERS}': "
            f"make one with 'policytext init DIR', or make it and put the papers there "
            f"({', '.join(sorted(SUFFIXES))})."
        )
    files, faults = _list_usable(folder)
    documents, taken, found = _read_manifest(folder, files)
    faults += found
    listed = [Metadata(make_id(name), name) for name in files if name not in taken]
    listed += [documents.pop(doc_id) for doc_id in _find_tables(documents, folder)]
    for metadata in sorted(listed, key=lambda metadata: metadata.file):
        rows, found = list_documents(folder, metadata)
        faults += found
        for paper in rows:
            if earlier := documents.get(paper.doc_id):
                faults.append(_same_name(paper, earlier))
            else:
                documents[paper.doc_id] = paper
    return [documents[doc_id] for doc_id in sorted(documents)], faults


def list_documents(
    folder: Path, metadata: Metadata
) -> tuple[list[Metadata], list[PolicytextError]]:
    """Return the papers in one file, and what is wrong with its rows where it is a table.

    A file holds the one paper it is, a table one for each row. What is known of
    a table is known of its rows, unless their own columns say otherwise. A
    table that cannot be read has no papers.
    """
    path = folder / metadata.file
    if not is_table(path):
        return [metadata], []
    try:
        table = read_table(path, metadata.file, metadata.encoding or None)
    except UnreadableSource as error:
        return [], [UnusablePaper(metadata.file, str(error))]
    papers = [_join_row(metadata, row) for row in table.rows.values()]
    return papers, [UnusablePaper(metadata.file, fault) for fault in table.faults]


def _join_row(metadata: Metadata, row: Row) -> Metadata:
    """Return what is known of a row of the table that `metadata` describes."""
    language: Language | None = metadata.language
    if row.language:
        language = "zh" if row.language == "zh" else "en"
    return replace(
        metadata,
        doc_id=f"{metadata.doc_id}.{row.record}"[:LONGEST_ID],
        record=row.record,
        title=row.title or metadata.title,
        authors=row.authors or metadata.authors,
        year=row.year or metadata.year,
        date=row.date or metadata.date,
        language=language,
        places=row.places or metadata.places,
        licence=row.licence or metadata.licence,
        facets=(*metadata.facets, *row.facets),
    )


def _find_tables(documents: dict[str, Metadata], folder: Path) -> list[str]:
    """Return the ids under which the manifest describes whole tables."""
    return [doc_id for doc_id, each in documents.items() if is_table(folder / each.file)]


def list_papers(folder: Path) -> list[str]:
    """Return the files below `papers/`, sorted, as paths relative to the corpus folder.

    Hidden files and READMEs are none of the papers. A folder with the ending of
    a paper is listed, and so is a link to a folder, so that the reader of the
    list can say what is wrong.
    """
    found = []
    for path in (folder / PAPERS).rglob("*"):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if hidden or path.name.startswith("README"):
            continue
        if path.suffix.lower() in SUFFIXES or path.is_symlink() or _is_file(path):
            found.append(name.as_posix())
    return sorted(found)


def _is_file(path: Path) -> bool:
    """Tell whether there is a file; one in a closed folder counts, so that reading it can say so."""
    try:
        return path.is_file()
    except OSError:
        return True


def describe_fault(path: Path, *within: Path) -> str:
    """Return why a file cannot be a paper, as the rest of a sentence; empty when it can.

    `within` are the folders it may lie in once all links are followed, anywhere
    where there are none. A missing or unreadable file is none of the faults:
    reading it says so. Nothing is opened.
    """
    real = os.path.realpath(path)
    try:
        found = Path(real).stat()
    except (OSError, ValueError):
        found = None
    if path.is_symlink() and within:
        if not any(Path(real).is_relative_to(os.path.realpath(folder)) for folder in within):
            return f"is a link that leads out of the corpus. Copy what it leads to into {PAPERS}/."
        if found and stat.S_ISDIR(found.st_mode):
            return f"is a link to a folder, which is not followed. Move the folder into {PAPERS}/."
    if found is None or stat.S_ISDIR(found.st_mode):
        return ""
    if not stat.S_ISREG(found.st_mode):
        return "is no file but a device or a pipe. Take it away."
    if found.st_size > MAX_BYTES:
        return (
            f"has {found.st_size / 1e6:,.0f} MB, more than the {MAX_BYTES / 1e6:,.0f} MB that a paper "
            "may have. Split it, or take it away."
        )
    return ""


def refuse_length(source: Source) -> None:
    """Raise `UnusablePaper` for a text too long to be one paper."""
    if len(source.text) > MAX_CHARS:
        raise UnusablePaper(
            source.path,
            f"has {len(source.text):,} characters, more than the {MAX_CHARS:,} that a paper may have. "
            "Split it, for instance by year or chapter.",
        )


def make_id(name: str) -> str:
    """Return the id of a paper that the manifest gives none: its file's stem, spaces as hyphens.

    >>> make_id("papers/两个覆盖 2019.txt")
    '两个覆盖-2019'
    """
    stem = unicodedata.normalize("NFC", PurePosixPath(name).stem)
    return re.sub(r"[^\w.-]+", "-", stem).strip("-._")[:LONGEST_ID].rstrip("-._") or "untitled"


def _list_usable(folder: Path) -> tuple[list[str], list[PolicytextError]]:
    """Return the papers that may be opened and have a printable name, and name the others."""
    names, faults = [], list[PolicytextError]()
    for name in list_papers(folder):
        says = _describe_name(name) or describe_fault(folder / name, folder, folder / PAPERS)
        if says:
            faults.append(UnusablePaper(repr(name) if _describe_name(name) else name, says))
        else:
            names.append(name)
    return names, faults


def _describe_name(name: str) -> str:
    """Return what is wrong with the name of a file, as the rest of a sentence."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return "the file's name is not UTF-8. Rename it."
    if any(unicodedata.category(letter) == "Cc" for letter in name):
        return "the file's name holds a line break or another control character. Rename it."
    return ""


class _KnownFiles:
    """The papers by the names an entry may call them: their path, or the id their stem makes."""

    def __init__(self, files: list[str]) -> None:
        """Know these files."""
        self.names = set(files)
        # A name typed on one system and a file written on another may compose é differently.
        self._composed = {unicodedata.normalize("NFC", name): name for name in reversed(files)}
        self._ids = {make_id(name): name for name in reversed(files)}

    def find(self, doc_id: str, file: str | None) -> str:
        """Return the file of an entry: the one it names, else the first with its id for a stem."""
        if file is None:
            return self._ids.get(doc_id, f"{PAPERS}/{doc_id}.txt")
        name = f"{PAPERS}/{PurePosixPath(file)}"
        return self._composed.get(unicodedata.normalize("NFC", name), name)


def _read_manifest(
    folder: Path, files: list[str]
) -> tuple[dict[str, Metadata], set[str], list[PolicytextError]]:
    """Return the papers the manifest describes by id, all files it speaks for, and its faults."""
    documents: dict[str, Metadata] = {}
    lines: dict[str, int] = {}
    taken: dict[str, int] = {}
    if not (folder / MANIFEST).exists():
        return documents, set(), []
    try:
        data, entries = read_entries(folder / MANIFEST, "documents", MANIFEST)
    except PolicytextError as error:
        return documents, set(), [error]
    faults: list[PolicytextError] = [
        BadManifest(s) for s in list_strays(data, "documents", MANIFEST)
    ]
    known = _KnownFiles(files)
    for entry in entries:
        metadata, found = _check_entry(entry, folder, known)
        faults += found
        if metadata is None:
            continue
        if metadata.doc_id in documents:
            faults.append(_twice(entry, "id", metadata.doc_id, lines[metadata.doc_id]))
        elif metadata.file in taken:
            faults.append(_twice(entry, "file", metadata.file, taken[metadata.file]))
        else:
            documents[metadata.doc_id] = metadata
            lines[metadata.doc_id] = entry.line
        taken.setdefault(metadata.file, entry.line)
    return documents, set(taken), faults


def _check_entry(
    entry: Entry, folder: Path, files: _KnownFiles
) -> tuple[Metadata | None, list[PolicytextError]]:
    """Return what an entry says of a paper, or none where it cannot be used, and its faults."""
    try:
        written = _Document.model_validate(entry.fields)
    except ValidationError as error:
        return None, [BadManifest(fault) for fault in list_faults(entry, error)]
    place = f"{entry.file}:{entry.line_of('file' if written.file else 'id')}"
    if written.file and (".." in (path := PurePosixPath(written.file)).parts or path.is_absolute()):
        return None, [
            BadManifest(
                f"{place}: file: '{written.file}' leads out of {PAPERS}/. "
                f"Put the paper there, and give its path below {PAPERS}/."
            )
        ]
    name = files.find(written.id, written.file)
    if name not in files.names:
        return None, [
            BadManifest(f"{place}: there is no {name}. Put the paper there, or take the entry out.")
        ]
    metadata = _to_metadata(written, name)
    return metadata, _check_sum(entry, metadata, folder)


def _to_metadata(written: _Document, name: str) -> Metadata:
    """Return a checked table as metadata of the file `name`."""
    return Metadata(
        doc_id=written.id,
        file=name,
        title=written.title,
        authors=tuple(written.authors),
        affiliations=tuple(written.affiliations),
        year=written.year or (int(written.date[:4]) if written.date else None),
        language=written.language,
        original_language=written.original_language,
        places=tuple(written.places),
        licence=written.licence,
        sha256=written.sha256,
        date=written.date or "",
        doi=written.doi or "",
        url=written.url or "",
        keep_duplicate=written.duplicate == "keep",
        encoding=written.encoding or "",
        facets=tuple(
            (name, str(value))
            for name, values in written.facets.items()
            for value in (values if isinstance(values, list) else [values])
        ),
    )


def _check_sum(entry: Entry, metadata: Metadata, folder: Path) -> list[PolicytextError]:
    """Name a paper whose bytes are not those the manifest vouches for."""
    if metadata.sha256 is None:
        return []
    try:
        with (folder / metadata.file).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return []  # reading the paper will say so
    if metadata.sha256 == found:
        return []
    return [
        BadManifest(
            f"{entry.file}:{entry.line_of('sha256')}: sha256: {metadata.file} has {found[:12]}…, "
            f"not {str(metadata.sha256)[:12]}… as written here. If the paper was meant to change, "
            f"write {found}"
        )
    ]


def _twice(entry: Entry, key: str, value: str, earlier: int) -> BadManifest:
    """Say that an earlier entry has the same id or file."""
    return BadManifest(
        f"{entry.file}:{entry.line_of(key)}: {key}: '{value}' is taken by {entry.file}:{earlier}. "
        "The second entry is left out."
    )


def _same_name(metadata: Metadata, earlier: Metadata) -> UnusablePaper:
    """Say that two files would have one id."""
    return UnusablePaper(
        metadata.file,
        f"its id would be '{metadata.doc_id}', which is that of {earlier.file}. "
        f"It is left out. Rename one of them, or give both an id in {MANIFEST}.",
    )
