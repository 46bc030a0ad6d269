"""Write the paragraphs of a PDF out as one text, with the place of every block and page.

Lines of a paragraph become one line. Between Chinese characters nothing is put
where a line ended, between words a space, and a hyphen there goes or stays as
`hyphens` decides. Paragraphs are parted by an empty line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.readers.pdf.hyphens import Words
from policytext.readers.pdf.letters import CHINESE, HAN_LETTER, is_chinese_pair
from policytext.records import Block, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.readers.pdf.paragraphs import Paragraph

_BULLET = re.compile(r"[•▪●◆◇■□➢✓]\s*(?=\S)")


class Assembly:
    """A text under construction, with its blocks and where each page begins."""

    __slots__ = ("_between", "_pieces", "_words", "blocks", "length", "starts")

    def __init__(self, lines: Sequence[str]) -> None:
        """Start empty; `lines` are all lines of the document, to learn its habits from."""
        self._pieces: list[str] = []
        self._words = Words(lines)
        self._between = _find_habit(lines)
        self.blocks: list[Block] = []
        self.length = 0
        self.starts: dict[int, int] = {}

    @property
    def text(self) -> str:
        """Return what has been written."""
        return "".join(self._pieces)

    def add(self, paragraph: Paragraph) -> None:
        """Write a paragraph below what is there."""
        if self.length:
            self._write("\n\n")
        begin = self.length
        lines = [(page, line.text) for page, line in paragraph.lines]
        for at, (page, text) in enumerate(lines):
            self.starts.setdefault(page, self.length)
            after = lines[at + 1][1] if at + 1 < len(lines) else ""
            self._write("".join(self._end_line(text, after)))
        kind, bullet = paragraph.kind, _BULLET.match(lines[0][1])
        if kind == "item" and bullet:
            begin += bullet.end()
        self.blocks.append(Block(begin, self.length, kind, paragraph.level))

    def list_pages(self, labels: Sequence[str]) -> tuple[Page, ...]:
        """Return the pages by their labels, each where its first letter stands; empty ones where the next begins."""
        pages: list[Page] = []
        at = self.length
        for number in range(len(labels) - 1, -1, -1):
            at = min(at, self.starts.get(number, at))
            pages.append(Page(at if number else 0, labels[number]))
        return tuple(pages[::-1])

    def _write(self, text: str) -> None:
        """Add letters at the end."""
        self._pieces.append(text)
        self.length += len(text)

    def _end_line(self, text: str, after: str) -> tuple[str, str]:
        """Return a line as it stays, and what stands between it and the line after it."""
        if not after:
            return text, ""
        if text.endswith("-"):
            return self._words.join(text, after)
        if is_chinese_pair(text[-1], after[0]):
            return text, ""
        if CHINESE.match(text[-1]) or CHINESE.match(after[0]):
            return text, self._between
        is_dash = text[-1] in "–—/" and text[-2:-1].isalnum() and after[0].isalnum()
        return text, "" if is_dash else " "


def _find_habit(lines: Sequence[str]) -> str:
    """Return what a document puts between Chinese characters and Latin letters or figures: a space or nothing."""
    n_spaced = n_close = 0
    for line in lines:
        for before, between, after in zip(line, line[1:], line[2:], strict=False):
            if HAN_LETTER.match(before):
                n_close += between.isascii() and between.isalnum()
                n_spaced += between == " " and after.isascii() and after.isalnum()
    return "" if n_close >= n_spaced and n_close else " "
