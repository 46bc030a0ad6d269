"""Read a PDF: its text in the order of reading, as paragraphs and headings, page by page.

PDFium gives every glyph with its place (`glyphs`); the rest is done here: lines
(`lines`), reading order (`columns`), running heads and page numbers (`heads`),
footnotes (`notes`), paragraphs (`paragraphs`), hyphens (`hyphens`) and the
text itself (`assembly`). A text layer that is none is found and mended or left
out (`garbage`). All of it happens in a process of its own (`apart`): a file of
two kilobytes can be made to unfold to terabytes, and must cost no more than
itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.readers.pdf.apart import read_apart

if TYPE_CHECKING:
    from policytext.readers.extracted import Extracted


def read(data: bytes, name: str, password: str | None = None) -> Extracted:
    """Return the text of a PDF with its blocks, pages and what it records of itself.

    `name` is what messages call the file. Positions count letters of the text
    returned. Raises `UnreadableSource` for a file that is no PDF, is damaged
    or locked, takes more time or memory than any document needs, and for one
    of which no page has any text.
    """
    return read_apart(data, name, password)
