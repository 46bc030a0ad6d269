"""Turn the body of a paper into paragraphs, each of its kind and whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policytext.records import Boilerplate, Paragraph
from policytext.structure.boilerplate import match_boilerplate, match_in_section, read_stated_year
from policytext.structure.joins import is_cut
from policytext.structure.labels import match_abstract, match_keywords
from policytext.structure.letterhead import ATTACHED
from policytext.structure.marks import cut_around_marks
from policytext.structure.references import split_references

if TYPE_CHECKING:
    from policytext.records import PassageKind
    from policytext.structure.headings import Heading
    from policytext.structure.pieces import Piece

_CELL = re.compile(r"[^|\r\n]+")
_RULE = re.compile(r"[\s:|-]*\Z")
_LEAD = re.compile(r"[*\\†‡\s]+(?=\w)")


@dataclass(slots=True)
class Body:
    """What the pieces after the front became, in the order of the text."""

    references: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    boilerplate: list[Boilerplate] = field(default_factory=list)
    joins: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    year: int | None = None
    listed: list[Piece] = field(default_factory=list)
    half: str = ""
    """The text of the last paragraph as long as it may go on, else empty."""


def read_body(
    pieces: list[Piece], begin: int, headings: list[Heading], contents: set[int], text: str
) -> Body:
    """Return the body: the pieces from number `begin` on, under their headings.

    `contents` are the numbers of the pieces that make up a table of contents.
    """
    body = Body()
    at_piece = {heading.piece: heading for heading in headings}
    role: str | None = None
    skipped = 0
    for at in range(begin, len(pieces)):
        piece = pieces[at]
        if at < skipped or (piece.is_furniture and at not in at_piece):
            continue
        if at in contents:
            _close_references(body)
            body.paragraphs.append(Paragraph(((piece.start, piece.end),), "front"))
            continue
        heading = at_piece.get(at)
        if heading and heading.opens:
            _close_references(body)
            role, body.half = None, ""
            _add_piece(body, piece, role, text)
        elif heading:
            _close_references(body)
            role, skipped = heading.role, at + heading.n_pieces
            spans = ((p.start, p.end) for p in pieces[at:skipped])
            _add_heading(body, heading, tuple(spans), piece, text)
        elif role == "references" and piece.kind != "note" and not match_boilerplate(piece.text):
            body.listed.append(piece)
        else:
            _close_references(body)
            _add_piece(body, piece, role, text)
    _close_references(body)
    return body


def _close_references(body: Body) -> None:
    """Cut what was gathered of a reference list into entries."""
    for parts in split_references(body.listed):
        body.references.append(parts)
        body.paragraphs.append(Paragraph(parts, "reference"))
    body.listed = []


def _add_heading(
    body: Body, heading: Heading, lines: tuple[tuple[int, int], ...], piece: Piece, text: str
) -> None:
    """Add a heading, of one line or several, and the prose it runs into."""
    parts = ((heading.start, heading.end),) if len(lines) == 1 else lines
    body.paragraphs.append(Paragraph(parts, "heading"))
    body.half = ""
    if heading.role == "publisher's note":
        body.boilerplate.append(Boilerplate(heading.start, heading.end, heading.role))
    if heading.rest is not None:
        body.paragraphs.append(Paragraph(((heading.rest, piece.end),), "prose"))
        body.half = text[heading.rest : piece.end]


def _add_piece(body: Body, piece: Piece, role: str | None, text: str) -> None:
    """Add a piece that is no heading and no reference."""
    kind = match_in_section(piece.text, role) or match_boilerplate(piece.text)
    if kind:
        body.boilerplate.append(Boilerplate(piece.start, piece.end, kind))
        lead = _LEAD.match(piece.text)
        begin = lead.end() if lead else 0
        parts = cut_around_marks(piece.text[begin:], piece.start + begin)
        body.paragraphs.append(Paragraph(parts, "boilerplate"))
        body.year = body.year or read_stated_year(piece.text, kind)
        body.half = ""
    elif piece.kind == "note":
        body.paragraphs.append(Paragraph(((piece.start, piece.end),), "footnote"))
        body.half = ""
    elif piece.kind == "table":
        body.paragraphs.append(Paragraph(_cut_cells(piece), "prose"))
        body.half = ""
    elif _goes_on(body, piece, text):
        _join(body, piece)
    else:
        begin, passage = _read_label(piece)
        body.paragraphs.append(Paragraph(((piece.start + begin, piece.end),), passage))
        body.half = piece.text if passage == "prose" and not ATTACHED.match(piece.text) else ""


def _read_label(piece: Piece) -> tuple[int, PassageKind]:
    """Return where a piece begins after its label, and its kind: papers carry a second abstract."""
    begin = match_abstract(piece.text)
    if begin is not None and begin < len(piece.text):
        return begin, "abstract"
    begin = match_keywords(piece.text)
    if begin is not None and begin < len(piece.text):
        return begin, "keywords"
    return 0, "prose"


def _goes_on(body: Body, piece: Piece, text: str) -> bool:
    """Tell whether a piece is the second half of the paragraph before it."""
    if not body.half or piece.kind != "paragraph":
        return False
    indented = piece.start > 0 and text[piece.start - 1] == "\u3000"
    return is_cut(body.half, piece.text, indented=indented)


def _join(body: Body, piece: Piece) -> None:
    """Put a second half to the first."""
    first = body.paragraphs[-1]
    body.joins.append((first.parts[-1][1], piece.start))
    body.paragraphs[-1] = Paragraph((*first.parts, (piece.start, piece.end)), first.kind)
    body.half = piece.text


def _cut_cells(piece: Piece) -> tuple[tuple[int, int], ...]:
    """Return the cells of a table, row by row, without the bars and rules between them."""
    parts = []
    for match in _CELL.finditer(piece.text):
        cell = match.group()
        if not _RULE.match(cell):
            begin = piece.start + match.start() + len(cell) - len(cell.lstrip())
            # With the space after it, for cells of Chinese would else close up to one word.
            parts.append((begin, begin + len(cell.strip()) + (cell[-1] == " ")))
    return tuple(parts)
