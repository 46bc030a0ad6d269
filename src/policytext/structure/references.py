"""Cut a reference list into its entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.structure.pieces import Piece

_OPENING = re.compile(
    r"\\?[\[［〔【]\s?(?P<bracket>\d{1,3})\s?\\?[\]］〕】]|[(（](?P<paren>\d{1,3})[)）](?=\s|\D)"
    r"|(?P<dot>\d{1,3})[.．、](?!\d)|(?P<circled>[①-⑳])|(?P<closing>\d{1,3})[)）]\s"
)
_INNER = re.compile(r"(?<=[\s.。;；])\\?[\[［]\s?(?P<number>\d{1,3})\s?\\?[\]］]")
_COMPLETE = re.compile(r"(?:[.。;；)）\]]|\d|/)[\"”’*_\s]*$")


def split_references(pieces: list[Piece]) -> list[tuple[tuple[int, int], ...]]:
    """Return the parts of every entry of a reference list, in order; an entry cut by a page has two.

    Where the entries are numbered, a piece without a number goes on with the
    one before it; where they are not, it does when it begins in small letters
    or the one before stops in mid sentence without a year or a stop.
    """
    is_numbered = sum(_OPENING.match(piece.text) is not None for piece in pieces) * 2 > len(pieces)
    entries: list[list[tuple[int, int]]] = []
    before: Piece | None = None
    for piece in pieces:
        if before and _goes_on(before, piece, is_numbered=is_numbered):
            entries[-1].append((piece.start, piece.end))
        else:
            entries += [[span] for span in _cut_inside(piece)]
        before = piece
    return [tuple(entry) for entry in entries]


def _goes_on(before: Piece, piece: Piece, *, is_numbered: bool) -> bool:
    """Tell whether a piece belongs to the entry before it."""
    if piece.kind == "item" or _OPENING.match(piece.text):
        return False
    if is_numbered:
        return True
    return piece.text[0].islower() or not _COMPLETE.search(before.text)


def _cut_inside(piece: Piece) -> list[tuple[int, int]]:
    """Cut a piece that holds several entries, one counting on from the other: `[1] … [2] …`."""
    opening = _OPENING.match(piece.text)
    starts = [0]
    if opening and opening["bracket"]:
        number = int(opening["bracket"])
        for match in _INNER.finditer(piece.text):
            if int(match["number"]) == number + 1:
                starts.append(match.start())
                number += 1
    ends = [*starts[1:], len(piece.text)]
    return [
        (piece.start + start, piece.start + start + len(piece.text[start:end].rstrip()))
        for start, end in zip(starts, ends, strict=True)
    ]
