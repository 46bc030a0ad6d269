"""Cut a source into pieces: its blocks without the emphasis that wraps them whole.

A piece is what the other modules of this drawer look at: a block, with the
text it holds, trimmed of white space and of the `**` or `*` around all of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.records import BlockKind, Source

# Emphasis around everything, with none of the same inside.
_WRAPPED = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?=\S)(?:(?!(?P=mark)).)+?(?<=\S)(?P=mark)\Z", re.DOTALL
)
_FURNITURE = re.compile(
    r"""
      [-–—\s]* \d{1,4} [-–—\s]* \Z      # 12, - 12 -
    | (?:page|p\.) \s* \d{1,4} (?:\s*(?:of|/)\s*\d{1,4})? \Z   # Page 3 of 9
    | 第 \s* \d{1,4} \s* 页 (?:.{0,4}共\s*\d{1,4}\s*页)? \Z       # 第 3 页 共 9 页
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE_LENGTH = 30  # longer than any page number with its page count
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its text: `source.text[start:end] == text`."""

    start: int
    end: int
    text: str
    kind: BlockKind
    level: int
    is_bold: bool

    @property
    def is_furniture(self) -> bool:
        """Tell whether this is the page's and not the paper's: a page number on its own."""
        return len(self.text) <= _FURNITURE_LENGTH and bool(_FURNITURE.match(self.text))


def cut_pieces(source: Source) -> list[Piece]:
    """Return the pieces of a source in order; blocks without a letter or digit are left out."""
    pieces = []
    for block in source.blocks:
        text = source.text[block.char_start : block.char_end]
        start = block.char_start
        is_bold = (
            block.kind == "heading" and not block.level
        )  # a line all in bold, in a format with type
        may_wrap = block.kind in ("heading", "paragraph", "item")
        while may_wrap and text.startswith(("*", "_")) and (wrap := _WRAPPED.match(text)):
            n_marks = len(wrap["mark"])
            is_bold = is_bold or n_marks > 1
            start += n_marks
            text = text[n_marks:-n_marks]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if text[:1].isalnum() or _LETTER.search(text):
            pieces.append(Piece(start, start + len(text), text, block.kind, block.level, is_bold))
    return pieces
