"""List the papers of a corpus folder, with what its manifest says of them.

A corpus folder holds `papers/` and, if somebody wrote one, `manifest.toml`: a
`[[documents]]` table for each paper. Papers the manifest does not list are read
all the same, each under its file's stem. What is wrong with the manifest is
named with file and line, and stops nothing but the entry it concerns.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from policytext.errors import BadManifest, PolicytextError
from policytext.readers import SUFFIXES
from policytext.records import Language, Metadata
from policytext.toml_files import Entry, list_faults, list_strays, read_entries

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = "papers"
MANIFEST = "manifest.toml"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[^\W_][\w.-]*$", max_length=120)]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
FacetName = Annotated[str, StringConstraints(pattern=r"^[^\W\d]\w*$", max_length=60)]
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
            f"make it, and put the papers there ({', '.join(sorted(SUFFIXES))})."
        )
    files, faults = _list_usable(folder)
    documents, taken, found = _read_manifest(folder, files)
    faults += found
    for name in files:
        if name in taken:
            continue
        metadata = Metadata(make_id(name), name)
        if earlier := documents.get(metadata.doc_id):
            faults.append(_same_name(metadata, earlier))
            continue
        documents[metadata.doc_id] = metadata
    return [documents[doc_id] for doc_id in sorted(documents)], faults


def list_papers(folder: Path) -> list[str]:
    """Return the files below `papers/`, sorted, as paths relative to the corpus folder.

    Hidden files and READMEs are none of the papers. A folder with the ending of
    a paper is listed, so that reading it can say what is wrong.
    """
    found = []
    for path in (folder / PAPERS).rglob("*"):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if hidden or path.name.startswith("README"):
            continue
        if path.suffix.lower() in SUFFIXES or path.is_file():
            found.append(name.as_posix())
    return sorted(found)


def make_id(name: str) -> str:
    """Return the id of a paper that the manifest gives none: its file's stem, spaces as hyphens.

    >>> make_id("papers/两个覆盖 2019.txt")
    '两个覆盖-2019'
    """
    stem = unicodedata.normalize("NFC", PurePosixPath(name).stem)
    return re.sub(r"[^\w.-]+", "-", stem).strip("-._") or "untitled"


def _list_usable(folder: Path) -> tuple[list[str], list[PolicytextError]]:
    """Return the papers whose names are text, and name the others."""
    names, faults = [], list[PolicytextError]()
    for name in list_papers(folder):
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            faults.append(BadManifest(f"{name!a}: the file's name is not UTF-8. Rename it."))
        else:
            names.append(name)
    return names, faults


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
    for entry in entries:
        metadata, found = _check_entry(entry, folder, files)
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
    entry: Entry, folder: Path, files: list[str]
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
    name = f"{PAPERS}/{PurePosixPath(written.file)}" if written.file else _find(written.id, files)
    if name not in files:
        return None, [
            BadManifest(f"{place}: there is no {name}. Put the paper there, or take the entry out.")
        ]
    metadata = _to_metadata(written, name)
    return metadata, _check_sum(entry, metadata, folder)


def _find(doc_id: str, files: list[str]) -> str:
    """Return the file of an entry that names none: the first with the entry's id for a stem."""
    return next((name for name in files if make_id(name) == doc_id), f"{PAPERS}/{doc_id}.txt")


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
        facets=tuple(
            (name, str(value))
            for name, values in written.facets.items()
            for value in (values if isinstance(values, list) else [values])
        ),
    )


def _check_sum(entry: Entry, metadata: Metadata, folder: Path) -> list[PolicytextError]:
    """Name a paper whose bytes are not those the manifest vouches for."""
    try:
        found = hashlib.sha256((folder / metadata.file).read_bytes()).hexdigest()
    except OSError:
        return []  # reading the paper will say so
    if metadata.sha256 in (None, found):
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


def _same_name(metadata: Metadata, earlier: Metadata) -> BadManifest:
    """Say that two files would have one id."""
    return BadManifest(
        f"{metadata.file}: its id would be '{metadata.doc_id}', which is that of {earlier.file}. "
        f"It is left out. Rename one of them, or give both an id in {MANIFEST}."
    )
