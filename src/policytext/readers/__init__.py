"""Read a file of the corpus: its text letter for letter, and the blocks its layout shows.

One reader for each format, chosen by the suffix of the file's name. A reader
takes the decoded text and returns its blocks: headings, paragraphs, list
items, tables and code, as spans without the marks around them. Readers of
binary formats take the bytes and return the text they found as well.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policytext.errors import UnreadableSource
from policytext.readers import markdown, pdf, plain
from policytext.readers.encodings import decode
from policytext.records import Source

if TYPE_CHECKING:
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

_BINARY_READERS: dict[str, tuple[str, Callable[[bytes, str, str | None], Extracted]]] = {
    ".pdf": ("pdf", pdf.read),
}

SUFFIXES = frozenset({*_READERS, *_BINARY_READERS})
"""The endings of the files that can be read, small letters with the dot."""


def read_source(
    path: Path, name: str, encoding: str | None = None, password: str | None = None
) -> Source:
    """Return the text of the file at `path` with its blocks.

    `name` is what messages and `Source.path` call the file: its path below the
    corpus folder. `encoding` overrides what the bytes say, for a file that is
    refused without it; `password` opens a locked one. Raises `UnreadableSource` for a suffix no reader knows,
    a file that cannot be opened, and bytes that are no text.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableSource(
            f"{name}: no reader for '{suffix or path.name}'. Readable are {', '.join(sorted(SUFFIXES))}."
        )
    data = _read_bytes(path, name)
    digest = hashlib.sha256(data).hexdigest()
    if suffix in _BINARY_READERS:
        kind, read = _BINARY_READERS[suffix]
        return _build_source(name, kind, digest, read(data, name, password))
    text, found = decode(data, name, encoding)
    kind, split_blocks = _READERS[suffix]
    return Source(name, kind, found, digest, text, split_blocks(text))


def _build_source(name: str, kind: str, digest: str, extracted: Extracted) -> Source:
    """Return what a reader of bytes took out as a source; it has no encoding."""
    return Source(
        path=name,
        format=kind,
        encoding="",
        sha256=digest,
        text=extracted.text,
        blocks=extracted.blocks,
        pages=extracted.pages,
        title=extracted.title,
        authors=extracted.authors,
        date=extracted.date,
        notes=extracted.notes,
    )


def _read_bytes(path: Path, name: str) -> bytes:
    """Return what the file holds, or say why it cannot be had."""
    if path.is_dir():
        raise UnreadableSource(f"{name}: is a folder, not a file. Rename it or move it away.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{name}: cannot be read: {error.strerror or error}.") from error
