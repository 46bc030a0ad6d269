"""Read a file of the corpus: its text letter for letter, and the blocks its layout shows.

One reader for each format. What a file is, its bytes tell where they can, else
the suffix of its name (`kinds`). Plain text and Markdown are their own text;
the readers of other formats take the file's bytes and return the text they
drew out of them (`extracted`). A table of documents is many sources in one
file: `rows` lists them, and each is read by its id.
"""

from __future__ import annotations

import hashlib
import stat
from typing import TYPE_CHECKING

from policytext.errors import UnreadableSource
from policytext.readers import docx, epub, html, kinds, markdown, mhtml, pdf, plain, rows
from policytext.readers.coded import refuse_coded
from policytext.readers.encodings import decode
from policytext.readers.guard import guard
from policytext.readers.limits import LARGEST_FILE, LARGEST_TEXT, refuse_larger
from policytext.records import Source

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path

    from policytext.readers.extracted import Extracted
    from policytext.records import Block

_READERS: dict[str, tuple[str, Callable[[str], tuple[Block, ...]]]] = {
    ".txt": ("plain", plain.split_blocks),
    ".text": ("plain", plain.split_blocks),
    ".md": ("markdown", markdown.split_blocks),
    ".markdown": ("markdown", markdown.split_blocks),
}

_EXTRACTORS: dict[str, tuple[str, Callable[[bytes, str, str | None], Extracted]]] = {
    ".docx": ("docx", docx.read),
    ".docm": ("docx", docx.read),
    ".html": ("html", html.read),
    ".htm": ("html", html.read),
    ".xhtml": ("html", html.read),
    ".shtml": ("html", html.read),
    ".mht": ("mhtml", mhtml.read),
    ".mhtml": ("mhtml", mhtml.read),
    ".epub": ("epub", epub.read),
    ".pdf": ("pdf", pdf.read),
}

_PROBE = 100_000
"""Bytes at the beginning of a file that tell whether it is plain text."""

_AGAIN = "Get the file again, or open it in the program it comes from and save it anew."

SUFFIXES = frozenset(_READERS) | frozenset(_EXTRACTORS) | rows.SUFFIXES
"""The endings of the files that can be read, small letters with the dot."""


def read_source(
    path: Path,
    name: str,
    encoding: str | None = None,
    record: str = "",
    password: str | None = None,
) -> Source:
    """Return the text of the file at `path` with its blocks.

    `name` is what messages and `Source.path` call the file: its path below the
    corpus folder. `encoding` overrides what the bytes say, for a file that is
    refused without it, and `password` opens a locked one. `record` is the id of
    a row, for a table of documents.
    Raises `UnreadableSource` for a file that cannot be opened, is of no format
    that is read, is damaged, or is larger than is read.
    """
    if record:
        return rows.read_row(path, name, record, encoding)
    data = _read_bytes(path, name)
    digest = hashlib.sha256(data).hexdigest()
    suffix = path.suffix.lower()
    kind = kinds.find_kind(data, name)
    if not data.strip() and suffix in SUFFIXES:
        decode(data, name)  # says that there is nothing in it
    found = _find_extractor(suffix, kind, name, data)
    if found is None:
        refuse_larger(len(data), LARGEST_TEXT, name)
        found_text = decode(data, name, encoding)
        form, split_blocks = _READERS[suffix]
        text = found_text.text
        begin = markdown.find_body(text) if form == "markdown" else 0
        refuse_coded(text[begin:], name)  # addresses in the lines that describe a text are no text
        blocks = split_blocks(text)
        if not blocks:
            raise UnreadableSource(
                f"{name}: holds no text but marks and what describes it. Put the paper's text in it or take it away."
            )
        title, authors, date = (
            markdown.read_front_matter(text) if form == "markdown" else ("", (), "")
        )
        return Source(
            name,
            form,
            found_text.encoding,
            digest,
            text,
            blocks,
            title=title,
            authors=authors,
            date=date,
            notes=found_text.notes,
        )
    form, read = found
    if form == "html" and encoding:
        data = _recode(data, name, encoding)
    drawn = _extract(read, data, name, password)
    return Source(
        path=name,
        format=form,
        encoding=encoding if encoding and form == "html" else drawn.encoding,
        sha256=digest,
        text=drawn.text,
        blocks=drawn.blocks,
        pages=drawn.pages,
        title=drawn.title,
        authors=drawn.authors,
        date=drawn.date,
        notes=(*_note_misnaming(suffix, form), *drawn.notes),
    )


def _find_extractor(
    suffix: str, kind: str, name: str, data: bytes
) -> tuple[str, Callable[[bytes, str, str | None], Extracted]] | None:
    """Return the reader for what a file is, nothing for plain text; refuse what has none."""
    if kind in kinds.REFUSED:
        what, advice = kinds.REFUSED[kind]
        raise UnreadableSource(f"{name}: is {what}, which is not read. {advice}")
    for found in _EXTRACTORS.values():
        if kind == found[0]:
            return found
    if kind == "xlsx" or suffix in rows.SUFFIXES:
        raise UnreadableSource(
            f"{name}: is a table; each of its rows is a document. "
            "Give it the ending .xlsx, .csv, .tsv, .jsonl or .json, and build again."
        )
    if not kind and suffix in _READERS:
        return None
    if suffix in _EXTRACTORS and _EXTRACTORS[suffix][0] == "html" and not kind:
        return _EXTRACTORS[suffix]
    if _is_text(data):
        known = suffix in _EXTRACTORS or suffix in kinds.SUFFIXES
        unknown = f"no reader for '{suffix}'" if suffix else "has no ending that says what it is"
        what = f"is no {suffix} file" if known else unknown
        raise UnreadableSource(
            f"{name}: {what}, and holds plain text. If that is the paper, give it the ending .txt, "
            "or .md for Markdown."
        )
    if suffix in _EXTRACTORS:
        raise UnreadableSource(
            f"{name}: its bytes are not those of a {suffix} file. Get the file again, "
            "or give it the ending of what it is."
        )
    if suffix in kinds.SUFFIXES:
        what, advice = kinds.REFUSED[kinds.SUFFIXES[suffix]]
        raise UnreadableSource(f"{name}: by its name is {what}, which is not read. {advice}")
    raise UnreadableSource(
        f"{name}: no reader for '{suffix or name}'. Readable are {', '.join(sorted(SUFFIXES))}."
    )


def _is_text(data: bytes) -> bool:
    """Tell whether the beginning of a file reads as plain text."""
    try:
        decode(data[:_PROBE], "")
    except UnreadableSource:
        return False
    return True


def _extract(
    read: Callable[[bytes, str, str | None], Extracted],
    data: bytes,
    name: str,
    password: str | None,
) -> Extracted:
    """Return what a reader draws out of a file, and refuse one without text."""
    with guard(name, _AGAIN):
        drawn = read(data, name, password)
    if not drawn.text.strip():
        raise UnreadableSource(
            f"{name}: holds no text. If it shows pictures of pages, run text recognition (OCR) on it."
        )
    refuse_coded(drawn.text, name)
    return drawn


def _note_misnaming(suffix: str, form: str) -> tuple[str, ...]:
    """Return a sentence for a file whose name says it is something else."""
    if suffix in _EXTRACTORS and _EXTRACTORS[suffix][0] == form:
        return ()
    return (f"The name ends in '{suffix}', but the file is {form.upper()} and was read as that.",)


def _recode(data: bytes, name: str, encoding: str) -> bytes:
    """Return a page in UTF-8, marked as such, that was written in a named encoding."""
    return b"\xef\xbb\xbf" + decode(data, name, encoding).text.encode()


def _read_bytes(path: Path, name: str) -> bytes:
    """Return what the file holds, or say why it cannot be had."""
    if path.is_dir():
        raise UnreadableSource(f"{name}: is a folder, not a file. Rename it or move it away.")
    try:
        _check_status(path.stat(), name)
        return path.read_bytes()
    except UnreadableSource:
        raise
    except OSError as error:
        raise UnreadableSource(f"{name}: cannot be read: {error.strerror or error}.") from error


def _check_status(status: os.stat_result, name: str) -> None:
    """Raise `UnreadableSource` for a pipe or a device, which may never end, and for a file too large."""
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableSource(f"{name}: is no regular file. Put the paper itself there.")
    refuse_larger(status.st_size, LARGEST_FILE, name)
