"""Parse XML and HTML that may be meant ill: no entities, no DTD, no network, bounded depth and size.

lxml is imported here and nowhere else in the readers, at the first file that
needs it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policytext.errors import UnreadableSource
from policytext.readers.guard import shorten
from policytext.readers.limits import LARGEST_TEXT, refuse_larger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from lxml.etree import _Element

    Element: TypeAlias = _Element


_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")

DEEPEST = 2000
"""Elements inside one another, past which a page is refused; written pages stay below a hundred."""


def parse_xml(data: bytes, name: str, part: str) -> Element:
    """Return the root of an XML document; `part` says which part of the file `name` it is.

    A DTD is read as far as the parser must, but nothing it points to is
    fetched, and no entity it declares is put in. Raises `UnreadableSource` for
    what is not well formed, nests deeper than libxml2's own bound of 256, or
    is too large.
    """
    from lxml import etree

    refuse_larger(len(data), LARGEST_TEXT, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSource(
            f"{name}: is damaged: {part} is no XML that can be read ({shorten(error)}). "
            "Get the file again, or open it in the program it comes from and save it anew."
        ) from error
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and list(dtd.iterentities()):
        raise UnreadableSource(
            f"{name}: {part} declares entities, which no word processor does. They are not put in: "
            "open it in the program it comes from and save it anew."
        )
    return root


def parse_html(text: str, name: str) -> Element | None:
    """Return the root of a page, nothing when there is no element in it.

    Whatever the page says is taken: unclosed, misplaced and unknown elements.
    HTML has no entities of its own making, so the parser's stricter bounds are
    lifted: below 256 elements it would leave out, without a word, what lies
    deeper. Raises `UnreadableSource` for a page that is too large or nests
    deeper than `DEEPEST`.
    """
    from lxml import etree

    refuse_larger(len(text), LARGEST_TEXT, name)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    data = _CONTROL.sub("", text).encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableSource(f"{name}: cannot be read as HTML ({shorten(error)}).") from error
    if parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT]):
        raise _too_deep(name)
    if root is not None and _is_too_deep(root):
        raise _too_deep(name)
    return root


def strip_namespaces(root: Element) -> Element:
    """Return the tree with the namespaces taken off its elements and attributes, in place.

    Word writes one vocabulary under two namespaces (transitional and strict);
    without them both read alike.
    """
    for element in root.iter("*"):
        element.tag = str(element.tag).rpartition("}")[2]
        for key, value in [(str(k), str(v)) for k, v in element.attrib.items()]:
            if "}" in key:
                bare = key.rpartition("}")[2]
                if bare not in element.attrib:
                    element.attrib[bare] = value
    return root


def _is_too_deep(root: Element) -> bool:
    """Tell whether elements nest deeper than is read, without descending by recursion."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _too_deep(name: str) -> UnreadableSource:
    """Say that a page nests too deep."""
    return UnreadableSource(
        f"{name}: its elements nest more than {DEEPEST} deep, which no page written for readers does. "
        "Save its text as .txt."
    )


def iter_children(element: Element) -> Iterator[Element]:
    """Yield the child elements, without what stands for entities."""
    for child in element:
        if isinstance(child.tag, str):
            yield child


def read_text(element: Element) -> str:
    """Return all letters of an element as they stand, white space too."""
    return "".join(str(part) for part in element.itertext())
