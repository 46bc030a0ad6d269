"""Read a book (EPUB): its chapters in reading order, each a page of XHTML.

An EPUB file is a zip archive with a package document that lists the parts and
the order in which they are read, its spine (EPUB 3.3, W3C 2023). Left out are
the parts that only navigate, and those the spine sets aside as not linear. A
chapter that cannot be read is left out too, and named: the others are no worse
for it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from policytext.errors import UnreadableSource
from policytext.readers.archives import Archive
from policytext.readers.authors import NO_AUTHOR
from policytext.readers.extracted import Extracted
from policytext.readers.guard import guard
from policytext.readers.html.charset import decode_page
from policytext.readers.html.content import prune_hidden
from policytext.readers.html.walk import lay_out
from policytext.readers.layout import Layout
from policytext.readers.markup import parse_html, parse_xml, read_text, strip_namespaces

if TYPE_CHECKING:
    from policytext.readers.markup import Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_RIGHTS = frozenset({"META-INF/rights.xml", "META-INF/sinf.xml"})
# Fonts may be garbled without any protection of the text.
_FONT_METHODS = frozenset({
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
})  # fmt: skip
_PAGES = ("application/xhtml+xml", "text/html", "application/html+xml", "text/x-oeb1-document")


def read(data: bytes, name: str, password: str | None = None) -> Extracted:  # noqa: ARG001 (all readers take one)
    """Return the text of a book.

    Raises `UnreadableSource` when it is protected, damaged or too large, and
    when chapters of it cannot be read and the others hold no text.
    """
    archive = Archive(data, name)
    _refuse_protected(archive, name)
    package = _find_package(archive, name)
    root = strip_namespaces(parse_xml(archive.read(package), name, package))
    layout = Layout()
    notes: list[str] = []
    faults: list[str] = []
    odd: dict[str, str] = {}  # one chapter speaks for all of which the same is to be said
    chapters = _list_spine(root, posixpath.dirname(package))
    found = {member: _find_member(member, archive) for member in chapters}
    if not any(found.values()):
        raise UnreadableSource(
            f"{name}: is an EPUB whose list of chapters names {'none that it holds' if chapters else 'none'}. "
            "Get the file again, or convert it to DOCX."
        )
    for wanted, member in found.items():
        if not member:
            notes.append(f"The book lists {wanted}, which it lacks.")
            continue
        try:
            for said in _read_chapter(archive, member, layout):
                odd.setdefault(said, f"{member}: {said}")
        except UnreadableSource as error:
            faults.append(_find_fault(error, member, name))
    text, blocks = layout.finish()
    if faults and not text.strip():
        raise UnreadableSource(
            f"{name}: no text of the book can be read ({faults[0]}). Get the file again."
        )
    notes += odd.values()
    notes += [f"{fault}; this chapter is left out." for fault in faults]
    return Extracted(
        text=text,
        blocks=blocks,
        title=next(iter(_list_said(root, "title")), ""),
        authors=tuple(c for c in _list_said(root, "creator") if not NO_AUTHOR.match(c)),
        date=next(iter(_list_said(root, "date")), ""),
        notes=tuple(notes),
    )


def _read_chapter(archive: Archive, member: str, layout: Layout) -> tuple[str, ...]:
    """Add the text of one page of the book and return what was odd about its letters.

    Raises `UnreadableSource` and adds nothing when it cannot be read.
    """
    with guard(member, ""):
        data = archive.read(member)
        text, _, odd = decode_page(data, member) if data.strip() else ("", "", ())
        root = parse_html(text, member)
    if root is not None:
        prune_hidden(root)
        lay_out(next(root.iter("body"), root), layout)
    return odd


def _find_fault(error: UnreadableSource, member: str, name: str) -> str:
    """Return what is wrong with a chapter, without what to do about a file: `c5.xhtml: is not UTF-8`."""
    found = str(error).removeprefix(f"{name}: ").removeprefix(f"{member}: ")
    return f"{member}: {found.partition('. ')[0].rstrip('. ')}"


def _refuse_protected(archive: Archive, name: str) -> None:
    """Raise `UnreadableSource` when the text is encrypted."""
    methods: set[str] = set()
    if _ENCRYPTION in archive:
        root = strip_namespaces(parse_xml(archive.read(_ENCRYPTION), name, _ENCRYPTION))
        methods = {
            method.get("Algorithm", "")
            for data in root.iter("EncryptedData")
            for method in data.findall("EncryptionMethod")
        }
    if methods - _FONT_METHODS or any(member in archive for member in _RIGHTS):
        raise UnreadableSource(
            f"{name}: is a book protected against copying (DRM). Ask its publisher for a copy without."
        )


def _find_package(archive: Archive, name: str) -> str:
    """Return the member that holds the package document."""
    if _CONTAINER in archive:
        root = strip_namespaces(parse_xml(archive.read(_CONTAINER), name, _CONTAINER))
        for rootfile in root.iter("rootfile"):
            path = unquote(rootfile.get("full-path", ""))
            if path in archive:
                return path
    found = [member for member in archive.list_names() if member.endswith(".opf")]
    if found:
        return found[0]
    raise UnreadableSource(
        f"{name}: is an EPUB without a package document, so the order of its chapters is unknown. "
        "Get the file again."
    )


def _list_spine(root: Element, folder: str) -> list[str]:
    """Return the members of the spine in reading order, without what only navigates."""
    items = {item.get("id", ""): item for item in root.iter("item")}
    guide = {
        posixpath.normpath(posixpath.join(folder, unquote(ref.get("href", "").partition("#")[0])))
        for ref in root.iter("reference")
        if ref.get("type") == "toc"
    }
    members: list[str] = []
    for ref in root.iter("itemref"):
        item = items.get(ref.get("idref", ""))
        if item is None or ref.get("linear") == "no":
            continue
        if "nav" in (item.get("properties") or "").split() or item.get("media-type") not in _PAGES:
            continue
        href = unquote(item.get("href", "").partition("#")[0])
        member = posixpath.normpath(posixpath.join(folder, href)).lstrip("/")
        if member not in guide and member not in members:
            members.append(member)
    return members


def _find_member(wanted: str, archive: Archive) -> str:
    """Return a member of an archive by its name, in small letters or large, empty when there is none."""
    if wanted in archive:
        return wanted
    return next((m for m in archive.list_names() if m.casefold() == wanted.casefold()), "")


def _list_said(root: Element, key: str) -> list[str]:
    """Return what the metadata say under a name of Dublin Core."""
    metadata = root.find("metadata")
    values = [] if metadata is None else metadata.iter(key)
    return [said for value in values if (said := " ".join(read_text(value).split()))]
