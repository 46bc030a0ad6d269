"""Open a PDF, or say in one sentence why it cannot be opened."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from policytext.errors import UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument

MAX_BYTES = 500_000_000
"""The largest file that is opened: a book of scanned pages has 300 MB."""

MAX_PAGES = 10_000
"""The most pages a document may have; the collected laws of a province have 4,000."""

_HEADER = 1024  # bytes within which `%PDF-` must stand (ISO 32000-1, implementation note 13)
_OTHERS = (
    (b"PK\x03\x04", "a ZIP archive, as DOCX, XLSX and EPUB are"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS, PPT or WPS)"),
    (b"{\\rtf", "RTF"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%!PS", "PostScript"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"HM", "a CAJ file of CNKI"),
    (b"CAJ", "a CAJ file of CNKI"),
    (b"KDH", "a KDH file of CNKI"),
)


@contextmanager
def open_document(data: bytes, name: str, password: str | None) -> Iterator[PdfDocument]:
    """Give an open document and close it in the end.

    A file that needs no password to be read is opened without one. Raises
    `UnreadableSource` for everything that is no PDF, is broken, locked, empty
    or larger than any document.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    _check_bytes(data, name)
    try:
        document = PdfDocument(data, password=password)
    except PdfiumError as error:
        raise UnreadableSource(_describe(error, data, name, password)) from error
    try:
        _check_pages(len(document), name)
        yield document
    finally:
        document.close()


def _check_bytes(data: bytes, name: str) -> None:
    """Raise `UnreadableSource` for bytes that cannot be a PDF."""
    if not data.strip():
        raise UnreadableSource(f"{name}: is empty. Get the file again, or take it away.")
    if len(data) > MAX_BYTES:
        raise UnreadableSource(
            f"{name}: has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read. Split it into parts."
        )
    if b"%PDF-" in data[:_HEADER]:
        return
    found = next((kind for mark, kind in _OTHERS if data.startswith(mark)), "")
    if not found and data[:_HEADER].lstrip().lower().startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<head")
    ):
        found = "a web page, perhaps the one that should have led to the file"
    what = f"but {found}" if found else "for it does not begin with '%PDF-'"
    raise UnreadableSource(
        f"{name}: is no PDF, {what}. Give it the ending of what it is, or get the file again."
    )


def _describe(error: Exception, data: bytes, name: str, password: str | None) -> str:
    """Say why PDFium refused a file."""
    import pypdfium2.raw as pdfium

    code = getattr(error, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD:
        tried = "does not open with the password given" if password else "is locked with a password"
        return f"{name}: {tried}. Name it with '--password' to add and to build, or save a copy without one."
    if code == pdfium.FPDF_ERR_SECURITY:
        return (
            f"{name}: is encrypted in a way that cannot be opened. Save a copy without protection."
        )
    if b"%%EOF" not in data[-2048:]:
        return f"{name}: is a PDF that breaks off after {len(data):,} bytes. Get the file again."
    return f"{name}: is a damaged PDF. Open it in a viewer and save a copy, or get the file again."


def _check_pages(n_pages: int, name: str) -> None:
    """Raise `UnreadableSource` for a document without pages or with more than any book has."""
    if n_pages < 1:
        raise UnreadableSource(
            f"{name}: is a PDF without pages. Get the file again, or take it away."
        )
    if n_pages > MAX_PAGES:
        raise UnreadableSource(
            f"{name}: says it has {n_pages:,} pages, more than the {MAX_PAGES:,} that are read. Split it into parts."
        )
