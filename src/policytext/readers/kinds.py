"""Tell what a file is by its first bytes, whatever its name says.

Names lie: a page saved as .doc, a PDF sent as .docx, an archive renamed to
.txt. What is known by its bytes is read as what it is; what is known and
cannot be read is refused with the way to make it readable. Only plain text has
no mark of its own, and is believed on its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.readers.archives import Archive

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = 4096
"""Bytes at a file's beginning that tell what it is."""

_SAVE = "Open it in the program it comes from and save it as {}."
_AS_DOCX = _SAVE.format("DOCX, PDF or plain text")
_AS_XLSX = _SAVE.format("XLSX or CSV")
_UNPACK = "Unpack it, and add the files in it."
_NO_TEXT = "There is no text in it: run text recognition (OCR) on it, and add what comes out."

REFUSED: dict[str, tuple[str, str]] = {
    "doc": ("an old Word document (.doc)", _AS_DOCX),
    "xls": ("an old Excel workbook (.xls)", _AS_XLSX),
    "ppt": ("an old PowerPoint file (.ppt)", _SAVE.format("PDF")),
    "ole": ("a document of an old office program (.doc, .wps, .xls or .ppt)", _AS_DOCX),
    "msg": ("a saved message of Outlook (.msg)", "Save it as HTML or plain text."),
    "encrypted": ("an encrypted Office document", _SAVE.format("DOCX without a password")),
    "wps": ("a document of WPS Writer (.wps)", _AS_DOCX),
    "et": ("a workbook of WPS Spreadsheets (.et)", _AS_XLSX),
    "rtf": ("a Rich Text document (.rtf)", _AS_DOCX),
    "odt": ("an OpenDocument text (.odt)", _AS_DOCX),
    "ods": ("an OpenDocument spreadsheet (.ods)", _AS_XLSX),
    "odp": ("an OpenDocument presentation (.odp)", _SAVE.format("PDF")),
    "pptx": ("a presentation (.pptx)", _SAVE.format("PDF")),
    "xlsb": ("a binary Excel workbook (.xlsb)", _AS_XLSX),
    "ofd": ("an OFD document (.ofd)", _SAVE.format("PDF")),
    "wordml": ("a Word document in one XML file", _AS_DOCX),
    "pages": ("an Apple document", _SAVE.format("DOCX or PDF")),
    "caj": ("a CAJ document", _SAVE.format("PDF")),
    "djvu": ("a DjVu document", "Convert it to a PDF with a text layer."),
    "mobi": ("a Kindle book", "Convert it to EPUB, if its licence lets you."),
    "postscript": ("a PostScript file (.ps)", "Convert it to PDF."),
    "chm": ("a Windows help file (.chm)", "Unpack it, and add the pages in it."),
    "image": ("a picture", _NO_TEXT),
    "media": ("a recording", "Write down what is said in it, and add that."),
    "archive": ("an archive", _UNPACK),
    "database": ("a database or a column store", _SAVE.format("CSV or JSONL, one document a row")),
    "program": ("a program", "Take it away."),
}
"""What is known and not read: what to call it, and what to do."""

SUFFIXES: dict[str, str] = {
    ".doc": "doc", ".dot": "doc", ".wps": "wps", ".wpt": "wps", ".et": "et", ".xls": "xls",
    ".ppt": "ppt", ".pps": "ppt", ".dps": "ppt", ".pptx": "pptx", ".xlsb": "xlsb", ".rtf": "rtf",
    ".odt": "odt", ".ods": "ods", ".odp": "odp", ".ofd": "ofd", ".caj": "caj", ".kdh": "caj",
    ".nh": "caj", ".djvu": "djvu", ".mobi": "mobi", ".azw": "mobi", ".azw3": "mobi", ".chm": "chm",
    ".ps": "postscript", ".eps": "postscript", ".pages": "pages", ".jpg": "image", ".jpeg": "image", ".png": "image", ".gif": "image",
    ".bmp": "image", ".tif": "image", ".tiff": "image", ".webp": "image", ".svg": "image",
    ".mp3": "media", ".mp4": "media", ".wav": "media", ".avi": "media", ".zip": "archive",
    ".rar": "archive", ".7z": "archive", ".gz": "archive", ".tar": "archive", ".tgz": "archive",
    ".bz2": "archive", ".xz": "archive", ".parquet": "database", ".db": "database",
    ".sqlite": "database", ".mdb": "database", ".accdb": "database", ".exe": "program",
}  # fmt: skip
"""The endings of files that are known and not read, for a file whose bytes do not tell."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"), (b"\x89PNG\r\n", "image"), (b"GIF8", "image"),
    (b"II*\0", "image"), (b"MM\0*", "image"),
    (b"Rar!\x1a\x07", "archive"), (b"7z\xbc\xaf\x27\x1c", "archive"), (b"\x1f\x8b\x08", "archive"),
    (b"BZh", "archive"), (b"\xfd7zXZ\0", "archive"), (b"\x28\xb5\x2f\xfd", "archive"),
    (b"%!PS", "postscript"), (b"\x04%!PS", "postscript"), (b"AT&TFORM", "djvu"), (b"CAJ\0", "caj"), (b"KDH ", "caj"), (b"HN\0\0", "caj"),
    (b"ITSF", "chm"), (b"PAR1", "database"), (b"SQLite format 3\0", "database"),
    (b"ID3", "media"), (b"OggS", "media"), (b"\x7fELF", "program"), (b"MZ\x90\0", "program"),
)  # fmt: skip
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (  # names in the directory of a compound file, longest-lived formats first
    ("EncryptedPackage", "encrypted"),
    ("__substg1.0_", "msg"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORDML = re.compile(rb"<\?mso-application\s+progid=|<(?:w:wordDocument|pkg:package)\b")
_MIME = re.compile(
    rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.IGNORECASE
)
_RELATED = re.compile(rb"Content-Type:\s*(?:multipart/related|text/html)", re.IGNORECASE)
_PDF = re.compile(rb"%PDF-\d")
_PDF_REACH = 1024  # bytes before the header that readers allow (ISO 32000-1, annex H)
_MEDIA_BOXES = (b"WAVE", b"AVI ")


def find_kind(data: bytes, name: str) -> str:
    """Return what the bytes of a file show it to be, empty when they show nothing.

    That is the name of a format that is read (docx, xlsx, epub, pdf, html,
    mhtml) or a key of `REFUSED`. `name` is for messages: raises
    `UnreadableSource` for an archive that is damaged or meant ill.
    """
    head = data[:HEAD]
    if head.startswith(_ZIP):
        return _find_in_zip(Archive(data, name))
    if head.startswith(_OLE):
        return _find_in_ole(data)
    marked = next((kind for mark, kind in _MARKS if head.startswith(mark)), "")
    return marked or _find_by_place(head) or _find_in_text(head)


def _find_by_place(head: bytes) -> str:
    """Return what a mark at a place of its own shows a file to be."""
    if _PDF.search(head[:_PDF_REACH]):
        return "pdf"
    if head[8:12] == b"WEBP" or (head[:2] == b"BM" and b"\0" in head[:32]):
        return "image"
    if head[4:8] == b"ftyp" or head[8:12] in _MEDIA_BOXES:
        return "media"
    return "mobi" if head[60:68] == b"BOOKMOBI" else ""


def _find_in_zip(archive: Archive) -> str:
    """Return what a zip archive is, by the members that its format demands."""
    names = set(archive.list_names())
    mimetype = (
        archive.read("mimetype", HEAD).strip() if "mimetype" in names and len(names) > 1 else b""
    )
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("epub", lambda: mimetype == b"application/epub+zip" or "META-INF/container.xml" in names),
        ("odt", lambda: b"opendocument.text" in mimetype),
        ("ods", lambda: b"opendocument.spreadsheet" in mimetype),
        ("odp", lambda: b"opendocument" in mimetype),
        ("xlsb", lambda: "xl/workbook.bin" in names),
        (
            "xlsx",
            lambda: any(n.startswith("xl/") for n in names) and "[Content_Types].xml" in names,
        ),
        (
            "pptx",
            lambda: any(n.startswith("ppt/") for n in names) and "[Content_Types].xml" in names,
        ),
        ("docx", lambda: any(n.startswith("word/") for n in names)),
        ("docx", lambda: "[Content_Types].xml" in names and "_rels/.rels" in names),
        ("ofd", lambda: "OFD.xml" in names),
        ("pages", lambda: "Index/Document.iwa" in names),
    )
    return next((kind for kind, holds in tests if holds()), "archive")


def _find_in_ole(data: bytes) -> str:
    """Return which office program wrote a compound file, by the streams it names."""
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return "ole"


def _find_in_text(head: bytes) -> str:
    """Return whether the beginning of a text is that of a page or of a saved message."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        coded = "utf-16-le" if head[0] == 0xFF else "utf-16-be"
        head = head[2:].decode(coded, "ignore").encode("utf-8", "ignore")
    if _WORDML.search(head):
        return "wordml"
    if _HTML.match(head):
        return "html"
    if _MIME.match(head) and _RELATED.search(head) and b"MIME-Version" in head:
        return "mhtml"
    return ""
