"""Read the pages of a PDF: the stretches of line on each, and whether they are text.

A page can have no text at all (a scan), a text that is none (a font without a
table of its letters) or one that can be mended. What was found is said in
notes, page by page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.readers.pdf.garbage import is_garbage, repair_lines, runs_leftward
from policytext.readers.pdf.glyphs import MIRRORED, read_glyphs
from policytext.readers.pdf.lines import Line, build_line, respell, split_stretches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfPage

Standing = Literal["text", "mirrored", "mended", "garbage", "leftward", "scan", "blank", "damaged"]

MOST_ANNOTATIONS = 1_000
"""Annotations of a page that are looked at for form fields."""

_SCANNED = 0.5  # of the page: a picture that covers so much is the page
_FEW = 60  # letters: a stamp or running head over a scan has fewer


@dataclass(frozen=True, slots=True)
class PageText:
    """The stretches of a page by direction of writing, in the order drawn; the main direction first."""

    number: int
    label: str
    standing: Standing
    flows: tuple[tuple[str, list[Line]], ...]


def read_pages(
    document: PdfDocument, numbers: Iterable[int], watch: Callable[..., object] = bool
) -> list[PageText]:
    """Return some pages of a document, by their numbers from 0.

    `watch` is called before each, and with 0 after the last.
    """
    pages = []
    for number in numbers:
        watch()
        pages.append(_read_page(document, number))
    watch(0)
    return pages


def describe_pages(pages: Sequence[PageText]) -> tuple[str, ...]:
    """Return sentences about the pages whose text is missing or was mended."""
    sentences: dict[Standing, str] = {
        "scan": "a picture without text; run text recognition (OCR) on it",
        "garbage": "left out, for the text stored in the file is not what the page shows; run text recognition (OCR) on it",
        "leftward": "left out, for it is written from right to left, which is not read",
        "mirrored": "drawn as in a mirror, and read as it was written",
        "mended": "its letters were stored under wrong codes and have been put right",
        "damaged": "damaged and could not be read",
    }
    return tuple(
        f"{_list_numbers(numbers)}: {sentence}."
        for standing, sentence in sentences.items()
        if (numbers := [page.number + 1 for page in pages if page.standing == standing])
    )


def _list_numbers(numbers: Iterable[int]) -> str:
    """Return page numbers as ranges.

    >>> _list_numbers([1, 2, 3, 7])
    'pages 1-3, 7'
    """
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    listed = ", ".join(f"{a}-{b}" if b > a else str(a) for a, b in ranges)
    return f"page{'s' if len(ranges) > 1 or ranges[0][0] < ranges[0][1] else ''} {listed}"


def _read_page(document: PdfDocument, number: int) -> PageText:
    """Return one page, and what can be said of its text."""
    from pypdfium2 import PdfiumError

    try:
        page = _open_page(document, number)
        glyphs = read_glyphs(page)
        is_picture = sum(map(len, glyphs.values())) <= _FEW and _is_picture(page)
        label = document.get_page_label(number) or ""
    except (PdfiumError, ValueError, UnicodeDecodeError):
        return PageText(number, "", "damaged", ())
    page.close()
    flows = [(direction, split_stretches(found)) for direction, found in glyphs.items() if found]
    flows.sort(key=lambda flow: -sum(len(line.text) for line in flow[1]))
    n_doubtful = sum(glyph.doubtful for found in glyphs.values() for glyph in found)
    standing, mended = _judge(flows, n_doubtful, is_picture=is_picture)
    return PageText(number, label.strip(), standing, tuple(mended))


def _open_page(document: PdfDocument, number: int) -> PdfPage:
    """Return a page; what is written into its form fields and text boxes is made part of its content."""
    import pypdfium2.raw as pdfium

    page = document[number]
    if not _holds_fields(page):
        return page
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number]


def _holds_fields(page: PdfPage) -> bool:
    """Tell whether a page has form fields or text boxes laid over it."""
    import pypdfium2.raw as pdfium

    kinds = pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in kinds:
            return True
    return False


def _judge(
    flows: list[tuple[str, list[Line]]], n_doubtful: int, *, is_picture: bool
) -> tuple[Standing, list[tuple[str, list[Line]]]]:
    """Return what a page's text is, and the text that is left of it."""
    text = "\n".join(line.text for _, lines in flows for line in lines)
    if is_picture:
        return "scan", []
    if not text:
        return "blank", []
    if runs_leftward(text):
        return "leftward", []
    if not is_garbage(text, n_doubtful):
        standing: Standing = "mirrored" if flows[0][0].startswith(MIRRORED) else "text"
        return standing, [(d, [*_drop_unknown(lines)]) for d, lines in flows]
    mended = []
    for direction, lines in flows:
        texts = repair_lines([line.text for line in lines])
        if texts is None:
            return "garbage", []
        respelt = map(respell, lines, texts)
        mended.append((direction, [line for line in respelt if line]))
    return "mended", mended


def _drop_unknown(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines without the few glyphs whose letters are not known."""
    for line in lines:
        known = [glyph for glyph in line.glyphs if not _is_unknown(glyph.text)]
        if known:
            yield line if len(known) == len(line.glyphs) else build_line(known)


def _is_unknown(letter: str) -> bool:
    """Tell whether a letter is a code of one font's own, or the sign for a letter unknown."""
    return letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000"


def _is_picture(page: PdfPage) -> bool:
    """Tell whether one picture covers most of a page."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        x0, y0, x1, y1 = found.get_bounds()
        if abs((x1 - x0) * (y1 - y0)) > _SCANNED * area:
            return True
    return False
