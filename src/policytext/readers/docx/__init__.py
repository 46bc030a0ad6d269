"""Read a Word document (DOCX): its body as Word would print it, block by block.

A DOCX file is a zip archive of XML parts (ECMA-376, Office Open XML). Read are
the body, its tables and text boxes, and foot- and endnotes, which follow the
body. Numbers of lists and headings, which Word computes, are computed alike.
Insertions under review are taken as accepted, deletions as made; of fields, the
result counts. Left out are headers and footers, comments, hidden text, pictures
and a table of contents that Word made, with its page numbers.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from policytext.readers.archives import Archive
from policytext.readers.authors import NO_AUTHOR
from policytext.readers.docx.body import BodyReader
from policytext.readers.docx.numbering import Numbering
from policytext.readers.docx.styles import read_styles
from policytext.readers.extracted import Extracted
from policytext.readers.markup import parse_xml, strip_namespaces

if TYPE_CHECKING:
    from policytext.readers.markup import Element

_MAIN = "word/document.xml"
_NO_DATE = frozenset({"2013-12-23T23:15:00Z", "1970-01-01T00:00:00Z", "1980-01-01T00:00:00Z"})
"""What programs write for want of a clock: the first is in the template of python-docx."""

_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_NO_TITLE = re.compile(
    r"(?:microsoft word\b.*|untitled.*|untitled document|未命名.*|无标题.*|(?:document|doc|文档|文件)\s*\d*)\Z",
    re.IGNORECASE,
)


def read(data: bytes, name: str, password: str | None = None) -> Extracted:  # noqa: ARG001 (all readers take one)
    """Return the text of a DOCX file.

    Title, author and date are those of its core properties; the date is when
    the file was made. Raises `UnreadableSource` when it is damaged or too
    large.
    """
    archive = Archive(data, name)
    main = _find_main(archive)
    body = _parse(archive, main, name)
    parts = {
        kind: _parse_beside(archive, main, f"{kind}.xml", name) for kind in ("styles", "numbering")
    }
    styles = read_styles(parts["styles"])
    reader = BodyReader(styles, Numbering(parts["numbering"]))
    found = body.find("body")
    reader.read(body if found is None else found)
    for part, kind in _NOTES:
        root = _parse_beside(archive, main, f"{part}.xml", name)
        if root is not None:
            reader.read_notes(root, kind)
    text, blocks = reader.layout.finish()
    title, authors, date = _read_properties(archive, name)
    return Extracted(text, blocks, (), title, authors, date, tuple(reader.list_notes()))


def _find_main(archive: Archive) -> str:
    """Return the member that holds the body: the one the package's relationships name."""
    if "_rels/.rels" in archive:
        root = strip_namespaces(parse_xml(archive.read("_rels/.rels"), archive.name, "_rels/.rels"))
        for relation in root.iter("Relationship"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in archive:
                return target
    return _MAIN


def _parse(archive: Archive, member: str, name: str) -> Element:
    """Return the root of a member, without namespaces."""
    return strip_namespaces(parse_xml(archive.read(member), name, member))


def _parse_beside(archive: Archive, main: str, part: str, name: str) -> Element | None:
    """Return the root of a part that lies beside the body, nothing when there is none."""
    member = posixpath.join(posixpath.dirname(main), part)
    return _parse(archive, member, name) if member in archive else None


def _read_properties(archive: Archive, name: str) -> tuple[str, tuple[str, ...], str]:
    """Return title, authors and day of making, without what no person wrote."""
    if "docProps/core.xml" not in archive:
        return "", (), ""
    root = _parse(archive, "docProps/core.xml", name)
    title, creator, created = (
        " ".join((root.findtext(key) or "").split()) for key in ("title", "creator", "created")
    )
    authors = tuple(
        part for part in re.split(r"\s*[;；]\s*", creator) if part and not NO_AUTHOR.match(part)
    )
    date = "" if created in _NO_DATE else created[:10]
    return "" if _NO_TITLE.match(title) else title, authors, date
