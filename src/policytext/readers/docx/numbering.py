"""Compute the numbers of a Word document's lists, which stand nowhere in its text.

A list (`num`) points to a definition (`abstractNum`) of up to nine levels, each
with a format and a pattern such as `第%1章` or `%1.%2`. Lists of one
definition count on together unless one of them starts anew (ECMA-376, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policytext.readers.docx.counting import write_number
from policytext.readers.docx.styles import is_on, read_value

if TYPE_CHECKING:
    from policytext.readers.markup import Element

_PLACE = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[、）．」】]\Z")  # wide marks that bring their own space
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False


@dataclass(slots=True)
class _List:
    """A list: whose counters it shares, its levels, and where it starts anew."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph of a list: its number, nothing for a bullet."""

    text: str
    is_bullet: bool


class Numbering:
    """The lists of one document, counting while its paragraphs are read in order."""

    def __init__(self, root: Element | None) -> None:
        """Read the lists from the numbering part, if the document has one."""
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        if root is not None:
            self._read(root)

    def count(self, num_id: str, level: int) -> Label | None:
        """Count one paragraph of a list and return its label, nothing when there is no such list."""
        found = self._lists.get(num_id)
        if found is None or num_id == "0":
            return None
        level = min(max(level, 0), _LEVELS - 1)
        definition = found.levels.get(level, _Level())
        counts = self._counts.setdefault(found.counters, [None] * _LEVELS)
        if not found.begun:
            found.begun = True
            for at in found.starts:  # this list starts anew, whatever its definition counted so far
                counts[at] = None
        before = counts[level]
        start = found.starts.get(level, definition.start)
        counts[level] = start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = found.levels.get(below, _Level()).restart
            if restart is None or (restart and level < restart):
                counts[below] = None
        if definition.form == "bullet":
            return Label("", is_bullet=True)
        return Label(self._write(found, level, counts), is_bullet=False)

    def find_level(self, num_id: str, style_id: str) -> int | None:
        """Return the level of a list that a paragraph style is tied to."""
        found = self._lists.get(num_id)
        return self._by_style.get((found.counters, style_id)) if found else None

    def _write(self, found: _List, level: int, counts: list[int | None]) -> str:
        """Return the number of the paragraph just counted, with the space after it."""
        definition = found.levels.get(level, _Level())
        if definition.form == "none" and not _PLACE.search(definition.pattern):
            return definition.pattern

        def fill(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = found.levels.get(at, _Level())
            count = counts[at]
            number = of.start if count is None else count
            if of.form in ("none", "bullet"):
                return ""
            return write_number(number, "decimal" if definition.is_legal else of.form)

        text = _PLACE.sub(fill, definition.pattern).strip()
        if not text or definition.suffix == "nothing" or _CLOSED.search(text):
            return text
        return text + " "

    def _read(self, root: Element) -> None:
        """Read definitions and lists."""
        definitions = {e.get("abstractNumId", ""): e for e in root.findall("abstractNum")}
        named = {
            link: e
            for e in definitions.values()
            if (link := read_value(e, "styleLink")) is not None
        }
        for num in root.findall("num"):
            counters = read_value(num, "abstractNumId") or ""
            definition = definitions.get(counters)
            if definition is None:
                continue
            link = read_value(definition, "numStyleLink")
            if link is not None and link in named:  # the levels are those of a list style
                definition = named[link]
                counters = definition.get("abstractNumId", counters)
            levels = {}
            for element in definition.findall("lvl"):
                at = _read_number(element.get("ilvl"), 0)
                levels[at] = _read_level(element)
                if style_id := read_value(element, "pStyle"):
                    self._by_style.setdefault((counters, style_id), at)
            self._lists[num.get("numId", "")] = _override(_List(counters, levels), num)


def _override(found: _List, num: Element) -> _List:
    """Apply what a list says otherwise than its definition."""
    for override in num.findall("lvlOverride"):
        at = _read_number(override.get("ilvl"), 0)
        if (element := override.find("lvl")) is not None:
            found.levels[at] = _read_level(element)
        if (start := read_value(override, "startOverride")) is not None:
            found.starts[at] = _read_number(start, 1)
    return found


def _read_level(element: Element) -> _Level:
    """Return what a level says of itself."""
    restart = read_value(element, "lvlRestart")
    legal = element.find("isLgl")
    return _Level(
        start=_read_number(read_value(element, "start"), 0),
        form=_read_form(element),
        pattern=read_value(element, "lvlText") or "",
        suffix=read_value(element, "suff") or "tab",
        restart=None if restart is None else _read_number(restart, 0),
        is_legal=legal is not None and is_on(legal.get("val")),
    )


def _read_form(element: Element) -> str:
    """Return a level's number format, in a choice of versions too."""
    for found in element.iter("numFmt"):
        if (value := found.get("val")) and value != "custom":
            return value
    return "decimal"


def _read_number(value: str | None, otherwise: int) -> int:
    """Return a written whole number, or `otherwise` where none is written."""
    try:
        return int(value) if value is not None else otherwise
    except ValueError:
        return otherwise
