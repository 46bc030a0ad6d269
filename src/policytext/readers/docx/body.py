"""Turn the body of a Word document into blocks: paragraphs, headings, list items, tables, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.readers.docx.runs import RunReader, is_prompt
from policytext.readers.docx.styles import read_value
from policytext.readers.layout import Layout, clean_text
from policytext.readers.markup import iter_children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.readers.docx.numbering import Label, Numbering
    from policytext.readers.docx.styles import Style, Styles
    from policytext.readers.markup import Element
    from policytext.records import BlockKind

_WRAPPERS = frozenset(
    {"ins", "moveTo", "customXml", "smartTag", "sdtContent", "Choice", "txbxContent"}
)
_CONTENTS = "Table of Contents"

LONGEST_CELL = 300
"""Letters past which a cell is running text, and its table the page's layout."""

LONGEST_BOLD = 100
"""Letters a paragraph all in bold may have to be a heading."""


class BodyReader:
    """Reads the parts of one document in order into one layout.

    It holds what runs on from paragraph to paragraph: the counters of lists,
    open fields, notes called so far, and a paragraph whose end was deleted.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        """Begin with an empty layout."""
        self.layout = Layout()
        self._styles = styles
        self._numbering = numbering
        self._runs = RunReader(styles)
        self._held = ""
        self._n_left_out = 0

    def read(self, container: Element) -> None:
        """Read what stands in a body, a cell, a text box or a note, block by block."""
        for element in iter_children(container):
            tag = element.tag
            if tag == "p":
                self._read_paragraph(element)
            elif tag == "tbl":
                self._read_table(element)
            elif tag == "altChunk":
                self._n_left_out += 1
            elif tag == "AlternateContent":
                self.read(next(iter_children(element), element))
            elif tag == "sdt":
                if not _is_no_text(element) and (inner := element.find("sdtContent")) is not None:
                    self.read(inner)
            elif tag in _WRAPPERS:
                self.read(element)

    def read_notes(self, root: Element, kind: str) -> None:
        """Read the notes of a part, in the order in which the text calls them."""
        notes = {note.get("id", ""): note for note in root.findall(kind)}
        for note_id, number in list(self._runs.list_notes(kind)):
            note = notes.get(note_id)
            if note is not None:
                self._held = f"[{number}] "
                begin = len(self.layout)
                self.read(note)
                self.layout.mark_notes(begin)
                self._held = ""

    def list_notes(self) -> list[str]:
        """Return sentences about what could not be read."""
        notes = []
        if self._n_left_out:
            said = f"{self._n_left_out} embedded documents were not read. "
            advice = "Open the file in Word and save it anew, which takes them into its text."
            notes.append(said + advice)
        if n_diagrams := self._runs.n_diagrams:
            notes.append(
                f"The words of {n_diagrams} diagram{'s' * (n_diagrams > 1)} (SmartArt) were not read."
            )
        return notes

    def _read_paragraph(self, element: Element) -> None:
        """Read one paragraph, and the text boxes fixed to it."""
        properties = element.find("pPr")
        style_id = None if properties is None else read_value(properties, "pStyle")
        style = self._styles.get(style_id)
        run = self._runs.read(element, style)
        label = self._count(properties, style, style_id)
        boxes = self._runs.take_boxes()
        if clean_text(self._held + run.text) and not (style.is_contents or run.is_hidden):
            text = self._held + (label.text if label else "") + run.text.strip()
            self._held = ""
            if properties is not None and properties.find("rPr/del") is not None:
                self._held = text  # the end of this paragraph was deleted: the next one goes on
            else:
                kind, level = _classify(properties, style, label, run.text, is_bold=run.is_bold)
                self.layout.add(text, kind, level)
        for box in boxes:
            self.read(box)

    def _count(
        self, properties: Element | None, style: Style, style_id: str | None
    ) -> Label | None:
        """Return the label that a paragraph's list gives it."""
        own = None if properties is None else properties.find("numPr")
        num_id = style.num_id
        level = style.ilvl
        if own is not None:
            num_id = read_value(own, "numId") or num_id
            level = read_value(own, "ilvl") or ("0" if read_value(own, "numId") else level)
        if not num_id:
            return None
        if own is None and style_id is not None:
            tied = self._numbering.find_level(num_id, style_id)
            level = level if tied is None else str(tied)
        return self._numbering.count(num_id, int(level) if level.isdecimal() else 0)

    def _read_table(self, table: Element) -> None:
        """Read a table as one block, or one that lays out the page as what stands in its cells."""
        rows = [
            list(_find(row, "tc")) for row in _find(table, "tr") if row.find("trPr/del") is None
        ]
        if not _is_data(table, rows):
            for row in rows:
                for cell in row:
                    self.read(cell)
            return
        self.layout.add_table([[self._read_cell(cell) for cell in row] for row in rows])

    def _read_cell(self, cell: Element) -> str:
        """Return the text of a cell on one line."""
        outer, self.layout = self.layout, Layout()
        self.read(cell)
        text, _ = self.layout.finish()
        self.layout = outer
        return text


def _classify(
    properties: Element | None, style: Style, label: Label | None, text: str, *, is_bold: bool
) -> tuple[BlockKind, int]:
    """Return what kind of block a paragraph is, and the level of a heading."""
    level = style.level
    outline = None if properties is None else read_value(properties, "outlineLvl")
    if outline is not None and outline.isdecimal():
        level = int(outline) + 1 if int(outline) < 9 else 0
    if style.is_title:
        return "heading", 1
    if level:
        return "heading", level
    if label and label.is_bullet:
        return "item", 0
    return ("heading", 0) if is_bold and len(text) <= LONGEST_BOLD else ("paragraph", 0)


def _find(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls and insertions too."""
    for child in iter_children(element):
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS or child.tag == "sdt":
            yield from _find(child, tag)


def _is_data(table: Element, rows: list[list[Element]]) -> bool:
    """Tell whether a table holds data: rows of short cells side by side, no table inside."""
    if next(table.iter("txbxContent"), None) is not None or len(list(table.iter("tbl"))) > 1:
        return False
    sizes = [[sum(len(t.text or "") for t in cell.iter("t")) for cell in row] for row in rows]
    if max((size for row in sizes for size in row), default=0) > LONGEST_CELL:
        return False
    return sum(sum(map(bool, row)) > 1 for row in sizes) > 1


def _is_no_text(control: Element) -> bool:
    """Tell whether a content control is a table of contents that Word made, or still asks for its text."""
    return read_value(control, "sdtPr/docPartObj/docPartGallery") == _CONTENTS or is_prompt(control)
