"""What a reader of a binary format takes out of a file, before it becomes a `Source`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.records import Block, Page


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file and what its format says of it; the fields are those of `Source`."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    notes: tuple[str, ...] = ()
