"""List the papers of a corpus folder, with what its manifest says of them.

A corpus folder holds `papers/` and, if somebody wrote one, `manifest.toml`: a
`[[documents]]` table for each paper. Files the manifest does not list are read
all the same, under their own name. What is wrong with the manifest is named
with file and line, and stops nothing but the entry it concerns.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from policytext.errors import BadManifest, PolicytextError
from policytext.records import Language, Metadata
from policytext.toml_files import Entry, list_faults, read_entries

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = "papers"
MANIFEST = "manifest.toml"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[^\W_][\w.-]*$", max_length=120)]


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
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


def read_corpus(folder: Path) -> tuple[list[Metadata], list[PolicytextError]]:
    """Return the papers of a corpus folder ordered by id, and what is wrong with its manifest.

    A paper whose checksum differs from the manifest's is read all the same,
    and named. Of two papers with one id the first keeps it.

    Raises `BadManifest` when the folder has no `papers/`.
    """
    papers = folder / PAPERS
    if not papers.is_dir():
        raise BadManifest(
            f"{folder}: has no folder '{PAPERS}'. Put the papers into {papers}, as .txt or .md files."
        )
    files = _list_files(papers)
    listed, faults = _read_manifest(folder / MANIFEST, files)
    named = {metadata.file for metadata in listed}
    documents: dict[str, Metadata] = {metadata.doc_id: metadata for metadata in listed}
    for name in sorted(files - named):
        doc_id = make_id(name)
        if earlier := documents.get(doc_id):
            faults.append(
                BadManifest(
                    f"{name}: its id would be '{doc_id}', which is that of {earlier.file}. "
                    f"Rename one, or give both an id in {MANIFEST}."
                )
            )
            continue
        documents[doc_id] = Metadata(doc_id, name)
    return [documents[doc_id] for doc_id in sorted(documents)], faults


def make_id(name: str) -> str:
    """Return the id of a paper the manifest does not name: its file's stem, spaces as hyphens.

    >>> make_id("papers/两个覆盖 2019.txt")
    '两个覆盖-2019'
    """
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return re.sub(r"[^\w.-]+", "-", stem).strip("-._") or "untitled"


def _list_files(papers: Path) -> set[str]:
    """Return the papers below a folder, relative to the corpus, without hidden files and READMEs."""
    return {
        f"{PAPERS}/{path.relative_to(papers).as_posix()}"
        for path in papers.rglob("*")
        if (path.is_file() or path.suffix)
        and not any(part.startswith(".") for part in path.relative_to(papers).parts)
        and not path.name.startswith("README")
    }


def _read_manifest(path: Path, files: set[str]) -> tuple[list[Metadata], list[PolicytextError]]:
    """Return the papers a manifest lists that are there, and what is wrong with the rest."""
    if not path.exists():
        return [], []
    try:
        _, entries = read_entries(path, "documents", path.name)
    except PolicytextError as error:
        return [], [error]
    documents: dict[str, Metadata] = {}
    faults: list[PolicytextError] = []
    for entry in entries:
        metadata, found = _check_entry(entry, path.parent, files)
        faults += found
        if metadata and metadata.doc_id in documents:
            faults.append(
                BadManifest(
                    f"{entry.file}:{entry.line_of('id')}: id: '{metadata.doc_id}' stands twice. Give one another id."
                )
            )
        elif metadata:
            documents[metadata.doc_id] = metadata
    return list(documents.values()), faults


def _check_entry(
    entry: Entry, folder: Path, files: set[str]
) -> tuple[Metadata | None, list[PolicytextError]]:
    """Return what an entry says of a paper, or none where it cannot be used, and its faults."""
    try:
        written = _Document.model_validate(entry.fields)
    except ValidationError as error:
        return None, [BadManifest(fault) for fault in list_faults(entry, error)]
    name = f"{PAPERS}/{written.file}" if written.file else _find_file(written.id, files)
    if name not in files:
        line = entry.line_of("file" if written.file else "id")
        return None, [
            BadManifest(
                f"{entry.file}:{line}: '{written.id}' has no file {name}. Put it there, or take the entry out."
            )
        ]
    metadata = Metadata(
        written.id,
        name,
        written.title,
        tuple(written.authors),
        tuple(written.affiliations),
        written.year,
        written.language,
        written.original_language,
        tuple(written.places),
        written.licence,
        written.sha256,
    )
    return metadata, _check_sum(entry, metadata, folder)


def _find_file(doc_id: str, files: set[str]) -> str:
    """Return the file of a paper whose entry names none: the one with its id as stem."""
    return next(
        (name for name in sorted(files) if make_id(name) == doc_id), f"{PAPERS}/{doc_id}.txt"
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
            f"{entry.file}:{entry.line_of('sha256')}: sha256: {metadata.file} has {found[:12]}…, the manifest says "
            f"{str(metadata.sha256)[:12]}…. If the change is meant, put the new sum there: {found}"
        )
    ]
