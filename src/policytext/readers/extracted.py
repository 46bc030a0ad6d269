"""What a reader of a binary format takes out of a file: its text, blocks, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.records import Block, Page


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file with its blocks and pages, as positions in that text.

    `title`, `authors` and `date` (as written) are what the file itself records,
    empty where it records nothing. `notes` are sentences about what was left
    out, mended or could not be read. `encoding` is how its bytes were decoded,
    empty where the format leaves no choice.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    notes: tuple[str, ...] = ()
    encoding: str = ""
