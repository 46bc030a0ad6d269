r"""Lay a text out block by block: the text of a format that has no text of its own, and where its blocks lie.

Blocks are parted by an empty line. A table is written as rows of cells between
bars, as in Markdown. Superscripts are written `^{1}`, which reading takes for the
mark of a note, unless they belong to a unit of measure or an ordinal.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.records import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.records import BlockKind

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_UNIT = re.compile(r"(?:^|[\s\d（(])(?:k|c|m|d)?m\Z|(?<!\d)10\Z")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EDGE = frozenset("\u200b\ufeff\u2060")

LONGEST_MARK = 20
"""Letters a superscript may have to be a mark; reading takes out no longer ones."""


class Layout:
    """A text in the making, with its blocks; empty blocks leave nothing behind."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._parts: list[str] = []
        self._size = 0
        self._blocks: list[Block] = []

    @property
    def size(self) -> int:
        """Where the next block will begin, but for the empty line before it."""
        return self._size

    def add(self, text: str, kind: BlockKind = "paragraph", level: int = 0) -> None:
        """Add a block; white space around it, and what no text can hold, is left out."""
        clean = clean_text(text)
        if not clean:
            return
        if self._parts:
            self._parts.append("\n\n")
            self._size += 2
        self._parts.append(clean)
        self._blocks.append(Block(self._size, self._size + len(clean), kind, level))
        self._size += len(clean)

    def add_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add rows of cells; a line break in a cell becomes a space."""
        lines = []
        for row in rows:
            cells = [_SPACE.sub(" ", clean_text(cell)) for cell in row]
            if any(cells):
                lines.append("| " + " | ".join(cells) + " |")
        self.add("\n".join(lines), "table")

    def __len__(self) -> int:
        """Return how many blocks there are."""
        return len(self._blocks)

    def mark_notes(self, begin: int) -> None:
        """Make notes of the blocks from number `begin` on."""
        self._blocks[begin:] = [replace(block, kind="note") for block in self._blocks[begin:]]

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """Return the text and its blocks."""
        return "".join(self._parts), tuple(self._blocks)


def clean_text(text: str, *, strip: bool = True) -> str:
    r"""Return a text that can be stored: no control characters, no halves of letters, no white space around it.

    >>> clean_text("\u3000\u3000一、总体要求\x07\u00a0")
    '一、总体要求'
    """
    clean = _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    if not strip:
        return clean
    start, end = 0, len(clean)
    while start < end and (clean[start].isspace() or clean[start] in _EDGE):
        start += 1
    while end > start and (clean[end - 1].isspace() or clean[end - 1] in _EDGE):
        end -= 1
    return clean[start:end]


def write_superscript(text: str, before: str) -> str:
    """Return how a superscript is written after the text `before` it.

    >>> write_superscript("1,2*", "Yuanjie Zhang"), write_superscript("2", "5 km"), write_superscript("th", "19")
    ('^{1,2*}', '²', 'th')
    """
    stripped = text.strip()
    if not stripped or (stripped.isalpha() and len(stripped) > 1):
        return text
    if stripped.isdecimal() and _UNIT.search(before[-12:]):
        return stripped.translate(_RAISED)
    if len(stripped) > LONGEST_MARK or any(letter in "{}\n" for letter in stripped):
        return text
    return "^{" + stripped + "}"
