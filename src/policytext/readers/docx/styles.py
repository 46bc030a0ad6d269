"""Read what a Word document's paragraph styles say: headings, numbering, type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policytext.readers.markup import Element

# Built-in styles go by English names in the file whatever Word's language, those of other word
# processors by their own: 标题 1, Überschrift 1, Titre 1.
_HEADING = re.compile(
    r"(?:heading|标题|標題|überschrift|titre|título|titolo|kop|заголовок)\s*([1-9])\b.*",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:title|document title|文章标题|文档标题|标题)\Z", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|目录|contents|table of (?:figures|authorities))\s*(?:\d|heading)?\b.*", re.IGNORECASE
)
_FALSE = frozenset({"0", "false", "off", "none"})

BODY_LEVEL = 9
"""The outline level, counted from 0, that says body text."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs, its forebears' word included.

    `level` is 1 to 9 for a heading, 0 for none; `num_id` and `ilvl` name the
    list it belongs to, empty where none.
    """

    name: str = ""
    level: int = 0
    is_title: bool = False
    is_contents: bool = False
    is_bold: bool = False
    is_hidden: bool = False
    num_id: str = ""
    ilvl: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles by id, and the character styles that hide or raise their text."""

    paragraphs: Mapping[str, Style]
    characters: Mapping[str, Element]
    default: Style

    def get(self, style_id: str | None) -> Style:
        """Return a paragraph style, the document's default for none or an unknown one."""
        return self.paragraphs.get(style_id or "", self.default)


def read_styles(root: Element | None) -> Styles:
    """Return the styles of a document; `root` is its styles part, if it has one."""
    if root is None:
        return Styles({}, {}, Style())
    elements = {
        e.get("styleId", ""): e for e in root.findall("style") if e.get("type") != "character"
    }
    characters = {
        e.get("styleId", ""): e for e in root.findall("style") if e.get("type") == "character"
    }
    styles = {style_id: _resolve(style_id, elements) for style_id in elements}
    defaults = (
        e.get("styleId", "") for e in elements.values() if is_on(e.get("default"), absent=False)
    )
    return Styles(styles, characters, styles.get(next(defaults, ""), Style()))


def _resolve(style_id: str, elements: Mapping[str, Element]) -> Style:
    """Return a style with what it takes over from those it is based on."""
    chain: list[Element] = []
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        chain.append(elements[style_id])
        style_id = read_value(elements[style_id], "basedOn") or ""
    style = Style()
    for element in reversed(chain):
        style = _refine(style, element)
    return style


def _refine(style: Style, element: Element) -> Style:
    """Return a style with what one element of its chain adds."""
    name = read_value(element, "name") or ""
    heading = _HEADING.match(name)
    outline = read_value(element, "pPr/outlineLvl")
    level = int(heading[1]) if heading else style.level
    if outline is not None and outline.isdecimal():
        level = int(outline) + 1 if int(outline) < BODY_LEVEL else 0
    bold = element.find("rPr/b")
    vanish = element.find("rPr/vanish")
    return Style(
        name=name,
        level=level,
        is_title=bool(_TITLE.match(name)),
        is_contents=bool(_CONTENTS.match(name)) and not heading,
        is_bold=style.is_bold if bold is None else is_on(bold.get("val")),
        is_hidden=style.is_hidden if vanish is None else is_on(vanish.get("val")),
        num_id=read_value(element, "pPr/numPr/numId") or style.num_id,
        ilvl=read_value(element, "pPr/numPr/ilvl") or style.ilvl,
    )


def read_value(element: Element, path: str) -> str | None:
    """Return the `val` of what lies at `path` below an element, nothing where nothing lies there."""
    found = element.find(path)
    return None if found is None else found.get("val")


def is_on(value: str | None, *, absent: bool = True) -> bool:
    """Tell whether a switch is on; written without a value it is (`absent`)."""
    return absent if value is None else value not in _FALSE
