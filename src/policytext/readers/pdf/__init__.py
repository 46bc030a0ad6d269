"""Read a PDF: its text in the order of reading, as paragraphs and headings, page by page.

PDFium gives every glyph with its place (`glyphs`); the rest is done here: lines
(`lines`), reading order (`columns`), running heads and page numbers (`heads`),
footnotes (`notes`), paragraphs (`paragraphs`), hyphens (`hyphens`) and the
text itself (`assembly`). A text layer that is none is found and mended or left
out (`garbage`).
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from policytext.errors import UnreadableSource
from policytext.readers.extracted import Extracted
from policytext.readers.pdf.assembly import Assembly
from policytext.readers.pdf.columns import order_columns
from policytext.readers.pdf.heads import find_heads
from policytext.readers.pdf.information import read_authors, read_date, read_title
from policytext.readers.pdf.notes import split_notes
from policytext.readers.pdf.opening import open_document
from policytext.readers.pdf.pages import describe_pages, read_pages
from policytext.readers.pdf.paragraphs import (
    Place,
    find_right,
    find_style,
    join_paragraphs,
    level_headings,
    split_paragraphs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.readers.pdf.columns import Column
    from policytext.readers.pdf.pages import PageText
    from policytext.readers.pdf.paragraphs import Paragraph, Style


def read(data: bytes, name: str, password: str | None = None) -> Extracted:
    """Return the text of a PDF with its blocks, pages and what it records of itself.

    `name` is what messages call the file. Positions count letters of the text
    returned. Raises `UnreadableSource` for a file that is no PDF, is damaged
    or locked, and for one of which no page has any text.
    """
    with open_document(data, name, password) as document:
        information = document.get_metadata_dict()
        pages = read_pages(document, name)
    if not any(page.flows for page in pages):
        raise UnreadableSource(_describe_empty(pages, name))
    return _assemble(pages, information)


def _describe_empty(pages: Sequence[PageText], name: str) -> str:
    """Say why a document has no text."""
    standings = {page.standing for page in pages}
    if "garbage" in standings:
        return (
            f"{name}: the text stored in the file is not what its pages show: its fonts do not say which "
            "letters they draw. Run text recognition (OCR) on it, and use the result."
        )
    if "scan" in standings:
        return (
            f"{name}: is a scan, {len(pages)} pages of pictures without text. "
            "Run text recognition (OCR) on it, and use the result."
        )
    if "damaged" in standings:
        return f"{name}: is a damaged PDF, none of its pages can be read. Get the file again."
    return f"{name}: has {len(pages)} pages and no text on any of them. If it shows some, run text recognition (OCR) on it."


def _assemble(pages: Sequence[PageText], information: dict[str, str]) -> Extracted:
    """Return what the pages of a document say."""
    bodies = [[line for _, lines in page.flows[:1] for line in lines] for page in pages]
    heads, numbers = find_heads(bodies)
    across = [[line for _, lines in page.flows[1:] for line in lines] for page in pages]
    heads |= find_heads(across)[0]
    columns = [order_columns([line for line in body if id(line) not in heads]) for body in bodies]
    style = find_style(column for page in columns for column in page)
    paragraphs, notes = _split_pages(pages, columns, style, heads)
    flow = _insert_notes(level_headings(join_paragraphs(paragraphs)), notes)
    assembly = Assembly([line.text for paragraph in flow for _, line in paragraph.lines])
    for paragraph in flow:
        assembly.add(paragraph)
    return Extracted(
        text=assembly.text,
        blocks=tuple(assembly.blocks),
        pages=assembly.list_pages(_label_pages(pages, numbers)),
        title=read_title(information),
        authors=read_authors(information),
        date=read_date(information),
        notes=describe_pages(pages),
    )


def _split_pages(
    pages: Sequence[PageText], columns: Sequence[list[Column]], style: Style, heads: set[int]
) -> tuple[list[Paragraph], dict[int, list[Paragraph]]]:
    """Return the paragraphs of all pages, and the footnotes of each.

    Text that stands across the page's own direction goes with the footnotes: it
    is a table set sideways or a stamp in the margin.
    """
    paragraphs: list[Paragraph] = []
    notes: dict[int, list[Paragraph]] = {}
    numbers = count()
    for page, found in zip(pages, columns, strict=True):
        body, foot = split_notes(found, style.size)
        for _, lines in page.flows[1:]:
            foot += order_columns([line for line in lines if id(line) not in heads])
        own = [line for column in body for line in column.lines]
        for column in body:
            right = find_right(column, own)
            place = Place(page.number, next(numbers), right)
            paragraphs += split_paragraphs(column, place, style)
        for column in foot:
            place = Place(page.number, next(numbers), find_right(column, column.lines))
            notes.setdefault(page.number, []).extend(split_paragraphs(column, place, style))
    return paragraphs, notes


def _insert_notes(
    paragraphs: Sequence[Paragraph], notes: dict[int, list[Paragraph]]
) -> list[Paragraph]:
    """Return paragraphs with each page's footnotes before the paragraph that leaves the page.

    Where that paragraph began before the page they stand after it.
    """
    flow: list[Paragraph] = []
    waiting = dict(sorted(notes.items()))
    for paragraph in paragraphs:
        first, last = paragraph.lines[0][0], paragraph.lines[-1][0]
        for number in [n for n in waiting if n < first or (n == first < last)]:
            flow += waiting.pop(number)
        flow.append(paragraph)
    return flow + [note for found in waiting.values() for note in found]


def _label_pages(pages: Sequence[PageText], numbers: dict[int, str]) -> list[str]:
    """Return what every page is called: by the file, by the number printed on it, by its place.

    Printed numbers count where at least half of the pages bear one and they
    count with the pages.
    """
    offsets = [int(printed) - number for number, printed in numbers.items()]
    common = max(sorted(set(offsets)), key=offsets.count, default=0)
    if offsets.count(common) * 2 < len(pages):
        common = 1
    return [page.label or str(page.number + max(common, 1 - page.number)) for page in pages]
