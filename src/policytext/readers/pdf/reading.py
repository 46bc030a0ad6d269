"""Read the bytes of a PDF from the glyphs of its pages to a text with blocks, stage by stage."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from policytext.errors import UnreadableSource
from policytext.readers.extracted import Extracted
from policytext.readers.pdf.assembly import Assembly
from policytext.readers.pdf.columns import order_columns
from policytext.readers.pdf.damage import describe_damage
from policytext.readers.pdf.heads import find_heads
from policytext.readers.pdf.information import read_authors, read_date, read_title
from policytext.readers.pdf.notes import is_certain, opens_list, split_notes
from policytext.readers.pdf.opening import open_document
from policytext.readers.pdf.pages import describe_pages, read_pages
from policytext.readers.pdf.paragraphs import (
    Place,
    drop_glyphs,
    find_right,
    find_style,
    join_paragraphs,
    level_headings,
    split_paragraphs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pypdfium2 import PdfDocument

    from policytext.readers.pdf.columns import Column
    from policytext.readers.pdf.pages import PageText
    from policytext.readers.pdf.paragraphs import Paragraph, Style


PART = 200
"""The most pages whose glyphs are held in memory at once, 0.8 MB a page."""

MOST_HEADS = 0.5
"""The share of a document's letters that running heads can have; where they had more, they are the text."""

MAX_LETTERS = 30_000_000
"""Most letters of one file; the largest books have six million."""

MAX_COLUMNS = 100_000
"""More columns than a page can have, so that columns of different parts have different numbers."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages of a document: their paragraphs, and by page number footnotes and printed numbers."""

    pages: tuple[PageText, ...]
    paragraphs: tuple[Paragraph, ...]
    notes: dict[int, list[Paragraph]]
    numbers: dict[int, str]


def read_document(
    data: bytes, name: str, password: str | None = None, watch: Callable[..., object] = bool
) -> Extracted:
    """Return the text of a PDF with its blocks, pages and what it records of itself.

    Raises `UnreadableSource` for a file that is no PDF, is damaged or locked,
    and for one of which no page has any text. `watch` is called before each
    page, and with 0 where no page is being read.
    """
    with open_document(data, name, password) as document:
        information = _read_information(document)
        parts = []
        for numbers in split_numbers(len(document)):
            parts.append(_read_part(read_pages(document, numbers, watch)))
            _check_length(parts, len(document), name)
    outcomes = [outcome for part in parts for outcome in part.pages]
    if not any(part.paragraphs or part.notes for part in parts):
        raise UnreadableSource(_describe_empty(outcomes, name))
    read = _assemble(parts, outcomes, information)
    return replace(read, notes=(*read.notes, *describe_damage(data)))


def split_numbers(n_pages: int) -> list[range]:
    """Return the numbers of pages that are looked at together: all, or equal parts of a long document.

    >>> split_numbers(3), split_numbers(201)
    ([range(0, 3)], [range(0, 101), range(101, 201)])
    """
    n_parts = -(-n_pages // PART)
    size = -(-n_pages // n_parts)
    return [range(at, min(at + size, n_pages)) for at in range(0, n_pages, size)]


def _read_information(document: PdfDocument) -> dict[str, str]:
    """Return what a document records of itself, without what is no text."""
    information = {}
    for key in ("Title", "Author", "CreationDate"):
        with suppress(UnicodeDecodeError):
            information[key] = document.get_metadata_value(key)
    return information


def _check_length(parts: Sequence[Part], n_pages: int, name: str) -> None:
    """Raise `UnreadableSource` when the pages read so far hold more letters than any book."""
    found = (
        p
        for part in parts
        for p in (*part.paragraphs, *(n for f in part.notes.values() for n in f))
    )
    if sum(len(line.text) for paragraph in found for _, line in paragraph.lines) > MAX_LETTERS:
        n_read = sum(len(part.pages) for part in parts)
        raise UnreadableSource(
            f"{name}: holds more than {MAX_LETTERS:,} letters on the first {n_read} of its {n_pages} pages. "
            "Split it into parts."
        )


def _describe_empty(pages: Sequence[PageText], name: str) -> str:
    """Say why a document has no text."""
    standings = {page.standing for page in pages}
    if "garbage" in standings:
        return (
            f"{name}: the text stored in the file is not what its pages show: its fonts do not say which "
            "letters they draw. Run text recognition (OCR) on it, and use the result."
        )
    if "leftward" in standings:
        return (
            f"{name}: is written from right to left, which is not read: Chinese and English are. "
            "Take it away, or add a translation."
        )
    n_pages = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
    if "scan" in standings:
        return (
            f"{name}: is a scan, {n_pages} of pictures without text. "
            "Run text recognition (OCR) on it, and use the result."
        )
    if "damaged" in standings:
        return f"{name}: is a damaged PDF, none of its pages can be read. Get the file again."
    return f"{name}: has {n_pages} and no text on {'it' if len(pages) == 1 else 'any of them'}. If it shows some, run text recognition (OCR) on it."


def _read_part(pages: Sequence[PageText]) -> Part:
    """Return the paragraphs of some pages, with what else is known of each page."""
    bodies = [[line for _, lines in page.flows[:1] for line in lines] for page in pages]
    heads, numbers = find_heads(bodies)
    across = [[line for _, lines in page.flows[1:] for line in lines] for page in pages]
    heads |= find_heads(across)[0]
    n_letters = [len(line.text) for body in bodies for line in body if id(line) in heads]
    if sum(n_letters) > MOST_HEADS * sum(len(line.text) for body in bodies for line in body):
        heads = set()  # the pages repeat one another
    columns = [order_columns([line for line in body if id(line) not in heads]) for body in bodies]
    style = find_style(column for page in columns for column in page)
    paragraphs, notes = _split_pages(pages, columns, style, heads)
    return Part(
        pages=tuple(replace(page, flows=()) for page in pages),
        paragraphs=tuple(map(drop_glyphs, paragraphs)),
        notes={number: [*map(drop_glyphs, found)] for number, found in notes.items()},
        numbers={pages[at].number: figure for at, figure in numbers.items()},
    )


def _assemble(
    parts: Sequence[Part], pages: Sequence[PageText], information: dict[str, str]
) -> Extracted:
    """Return what the parts of a document say."""
    paragraphs = [paragraph for part in parts for paragraph in part.paragraphs]
    notes = {number: found for part in parts for number, found in part.notes.items()}
    numbers = {number: figure for part in parts for number, figure in part.numbers.items()}
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
    is_list = False
    numbers = count(pages[0].number * MAX_COLUMNS)
    for page, found in zip(pages, columns, strict=True):
        body, foot = split_notes(found, style.size)
        n_notes = len(foot)
        for _, lines in page.flows[1:]:
            foot += order_columns([line for line in lines if id(line) not in heads])
        is_list = is_list or any(opens_list(line.text) for c in body for line in c.lines)
        own = [line for column in body for line in column.lines]
        for column in body:
            right = find_right(column, own)
            place = Place(page.number, next(numbers), right)
            paragraphs += split_paragraphs(column, place, style)
        for at, column in enumerate(foot):
            place = Place(page.number, next(numbers), find_right(column, column.lines))
            cut = split_paragraphs(column, place, style)
            if at < n_notes and not is_list:
                cut = [*_mark_notes(cut, "\n".join(line.text for line in own))]
            notes.setdefault(page.number, []).extend(cut)
    return paragraphs, notes


def _mark_notes(paragraphs: Iterable[Paragraph], body: str) -> Iterator[Paragraph]:
    """Yield paragraphs of small type at a page's foot, those that are certainly notes as such.

    What follows one and begins with a small letter goes on with it.
    """
    goes_on = False
    for paragraph in paragraphs:
        text = " ".join(line.text for _, line in paragraph.lines)
        goes_on = is_certain(text, body) or (goes_on and text[0].islower())
        yield replace(paragraph, kind="note", level=0) if goes_on else paragraph


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
