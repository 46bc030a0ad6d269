"""Read the text of a Word paragraph out of its runs.

A paragraph is a tree of runs with links, fields, revisions, phonetic guides and
formulae around them. A field holds its code and its last result between marks
that may stand paragraphs apart, so the marks still open are kept in mind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.readers.docx.counting import write_number
from policytext.readers.docx.styles import is_on, read_value
from policytext.readers.layout import write_superscript
from policytext.readers.markup import iter_children

if TYPE_CHECKING:
    from policytext.readers.docx.styles import Style, Styles
    from policytext.readers.markup import Element

_SKIPPED = frozenset({
    "pPr", "rPr", "sdtPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "separator", "object",
})  # fmt: skip
_PRIVATE = range(0xE000, 0xF900)  # where symbol fonts put their pictures


@dataclass(frozen=True, slots=True)
class Run:
    """The text of a paragraph, and whether all of it is bold, or hidden."""

    text: str
    is_bold: bool
    is_hidden: bool


class RunReader:
    """Reads paragraph after paragraph of one document.

    `n_diagrams` counts the drawings of boxes and arrows (SmartArt) met, whose
    words are kept elsewhere in the file and are not read.
    """

    def __init__(self, styles: Styles) -> None:
        """Begin outside any field, with no note called."""
        self._styles = styles
        self._fields: list[bool] = []  # for each open field, whether its result has begun
        self._notes: dict[str, dict[str, str]] = {"footnote": {}, "endnote": {}}
        self._boxes: list[Element] = []
        self.n_diagrams = 0
        self._bold: list[bool] = []
        self._bold_style = False

    def read(self, paragraph: Element, style: Style) -> Run:
        """Return the text of a paragraph."""
        self._bold = []
        self._bold_style = style.is_bold
        out: list[str] = []
        self._walk(paragraph, out)
        return Run("".join(out), bool(self._bold) and all(self._bold), style.is_hidden)

    def take_boxes(self) -> list[Element]:
        """Return the text boxes fixed to the paragraphs read since the last time."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def list_notes(self, kind: str) -> list[tuple[str, str]]:
        """Return `(id, number)` of the notes called so far, in order."""
        return list(self._notes[kind].items())

    def _walk(self, element: Element, out: list[str]) -> None:
        """Add what stands in an element to `out`."""
        for child in iter_children(element):
            tag = child.tag
            if tag in _SKIPPED or (tag == "sdt" and is_prompt(child)):
                continue
            if tag == "r":
                self._read_run(child, out)
            elif tag == "fldChar":
                self._mark_field(child.get("fldCharType", ""))
            elif tag in ("drawing", "pict", "shape", "group"):
                self.n_diagrams += sum(1 for _ in child.iter("relIds"))
                self._boxes += _find_boxes(child)
            elif (
                tag == "AlternateContent"
            ):  # the same thing several times, for old and new programs
                self._walk_choice(child, out)
            elif tag == "ruby":
                base = child.find("rubyBase")
                self._walk(child if base is None else base, out)
            elif all(self._fields):
                self._read_leaf(child, out)

    def _walk_choice(self, element: Element, out: list[str]) -> None:
        """Read the first of several versions of one thing."""
        for version in iter_children(element):
            self._walk(version, out)
            return

    def _read_run(self, run: Element, out: list[str]) -> None:
        """Read a run: a stretch of one type."""
        properties = run.find("rPr")
        if properties is None:
            start = len(out)
            self._walk(run, out)
            self._note_bold(self._bold_style, out[start:])
            return
        if self._is_hidden(properties):
            self._walk(run, [])  # for the marks of fields
            return
        inner: list[str] = []
        self._walk(run, inner)
        text = "".join(inner)
        bold = properties.find("b")
        self._note_bold(self._bold_style if bold is None else is_on(bold.get("val")), inner)
        if self._is_raised(properties) and not text.startswith("^"):
            text = write_superscript(text, "".join(out[-3:]))
        out.append(text)

    def _note_bold(self, is_bold: bool, texts: list[str]) -> None:
        """Keep in mind whether a stretch that shows something is bold."""
        if any(text.strip() for text in texts):
            self._bold.append(is_bold)

    def _is_hidden(self, properties: Element) -> bool:
        """Tell whether a run is hidden text, by itself or by its style."""
        return self._has(properties, "vanish", "")

    def _is_raised(self, properties: Element) -> bool:
        """Tell whether a run is superscript, by itself or by its style."""
        return self._has(properties, "vertAlign", "superscript")

    def _has(self, properties: Element, key: str, value: str) -> bool:
        """Tell whether run properties, or the character style they name, hold a value."""
        found = properties.find(key)
        if found is None:
            style = self._styles.characters.get(read_value(properties, "rStyle") or "")
            found = None if style is None else style.find(f"rPr/{key}")
        if found is None:
            return False
        if key == "vanish":
            return is_on(found.get("val"))
        return found.get("val") == value

    def _mark_field(self, kind: str) -> None:
        """Follow the marks of fields: code from `begin` on, result from `separate`, over at `end`."""
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _read_leaf(self, element: Element, out: list[str]) -> None:
        """Read what is neither run nor revision: letters, breaks, marks, and wrappers around more."""
        tag = element.tag
        if tag == "t":
            out.append(element.text or "")
        elif tag in ("tab", "ptab"):
            out.append("\t")
        elif tag in ("br", "cr"):
            out.append("\n")
        elif tag == "noBreakHyphen":
            out.append("-")
        elif tag == "sym":
            out.append(_read_symbol(element))
        elif tag in ("footnoteReference", "endnoteReference"):
            out.append(self._call_note(element, tag.removesuffix("Reference")))
        else:
            self._walk(element, out)

    def _call_note(self, element: Element, kind: str) -> str:
        """Return the mark of a note where the text calls it."""
        called = self._notes[kind]
        note_id = element.get("id", "")
        if note_id not in called:
            form = "decimal" if kind == "footnote" else "lowerRoman"
            called[note_id] = write_number(len(called) + 1, form)
        return "^{" + called[note_id] + "}"


def is_prompt(control: Element) -> bool:
    """Tell whether a content control still shows what asks for its text: `Click here to enter text`.

    Word sets that in a style of its own; programs that fill in a form may leave
    the mark of an empty control where their text stands.
    """
    shown = control.find("sdtPr/showingPlcHdr")
    if shown is None or not is_on(shown.get("val")):
        return False
    runs = [run for run in control.iter("r") if next(run.iter("t"), None) is not None]
    return all(run.find("rPr/rStyle") is not None for run in runs)


def _read_symbol(element: Element) -> str:
    """Return a letter given by number, nothing for a picture out of a symbol font."""
    try:
        code = int(element.get("char", ""), 16)
    except ValueError:
        return ""
    return "" if code in _PRIVATE or not 0x20 <= code < 0x110000 else chr(code)


def _find_boxes(drawing: Element) -> list[Element]:
    """Return the text boxes of a drawing, each once, those inside others left to them."""
    boxes: list[Element] = []
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.tag == "txbxContent":
            boxes.append(element)
            continue
        inner = list(iter_children(element))
        stack += reversed(inner[:1] if element.tag == "AlternateContent" else inner)
    return boxes
