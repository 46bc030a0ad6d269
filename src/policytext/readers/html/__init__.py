"""Read a page (HTML): what it says, without the site around it.

The bytes decide the encoding (`charset`), what the page is about is looked for
among navigation, banners and feet (`content`), and laid out block by block
(`walk`). Title, author and date come from its meta elements (`metadata`).
Nothing is executed and nothing fetched: scripts, styles, frames and pictures
are left out.
"""

from __future__ import annotations

import re

from policytext.errors import UnreadableSource
from policytext.readers import plain
from policytext.readers.extracted import Extracted
from policytext.readers.html.charset import decode_page
from policytext.readers.html.content import choose_content, prune
from policytext.readers.html.metadata import read_metadata
from policytext.readers.html.walk import lay_out
from policytext.readers.layout import Layout
from policytext.readers.markup import parse_html, read_text

FEW = 30
"""Letters of text that a page with a paper on it has at least."""

_TAG = re.compile(r"<[a-zA-Z!/?]")
_BEGIN = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def read(data: bytes, name: str, password: str | None = None) -> Extracted:  # noqa: ARG001 (all readers take one)
    """Return the text of a page.

    Raises `UnreadableSource` when its encoding cannot be told, or it is too
    large or nests too deep.
    """
    text, encoding, notes = decode_page(data, name)
    return read_page(text, name, encoding, notes)


def read_labelled(data: bytes, name: str, label: str) -> Extracted:
    """Return the text of a page that comes with a label of its encoding, as one in a message does."""
    text, encoding, notes = decode_page(data, name, label)
    return read_page(text, name, encoding, notes)


def read_page(text: str, name: str, encoding: str, notes: tuple[str, ...] = ()) -> Extracted:
    """Return the text of a page that is decoded already.

    Raises `UnreadableSource` when there is none.
    """
    if not _TAG.search(text):
        return Extracted(text, plain.split_blocks(text), notes=notes, encoding=encoding)
    root = parse_html(text, name)
    layout = Layout()
    if root is None:
        return Extracted("", (), encoding=encoding)
    metadata = read_metadata(root)
    prune(root)
    content, heading, said = choose_content(root, text, metadata.title)
    if heading is not None:
        layout.add(read_text(heading), "heading", 1)
    lay_out(content, layout, metadata.title, is_page=True)
    found, blocks = layout.finish()
    if not found:
        raise UnreadableSource(
            f"{name}: holds no text outside its scripts and frames. Open it in a browser, wait until "
            "its text is there, and save it as one MHTML file."
        )
    return Extracted(
        text=found,
        blocks=blocks,
        title=metadata.title,
        authors=metadata.authors,
        date=metadata.date,
        notes=(*notes, *said, *_note_doubts(text, found)),
        encoding=encoding,
    )


def _note_doubts(page: str, text: str) -> tuple[str, ...]:
    """Return sentences about a page that was not saved whole, or that is hardly a paper."""
    notes = []
    if _BEGIN.search(page) and not _END.search(page):
        notes.append("The page has no end (</html>); it may have broken off.")
    if len(text) < FEW:
        notes.append(
            f"The page holds only {len(text)} letters of text; it may be one that asks to log in or reports an error."
        )
    return tuple(notes)
