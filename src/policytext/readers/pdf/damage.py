"""Count the packed parts of a PDF that do not unpack.

PDFium shows what it can of a damaged page and says nothing of the rest. Every
part that is packed with Flate carries a checksum (RFC 1950), so a bad copy can
be told from a good one.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_UNPACKED = 200_000_000
"""Bytes that are unpacked to look at them; what comes after is not looked at."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
_REACH = 600  # bytes before a stream in which its dictionary stands
_CHUNK = 1 << 20


def describe_damage(data: bytes) -> tuple[str, ...]:
    """Return a sentence where parts of a PDF are damaged, nothing where they are whole or encrypted."""
    if b"/Encrypt" in data:
        return ()
    outcomes = [*_list_outcomes(data)]
    n_damaged = outcomes.count(False)
    if not n_damaged:
        return ()
    are = "is" if n_damaged == 1 else "are"
    parts = f"{n_damaged} of the file's {len(outcomes)} packed parts {are} damaged"
    return (f"{parts}, so text may be missing or wrong: get the file again.",)


def _list_outcomes(data: bytes) -> Iterator[bool]:
    """Yield for every packed part that is no picture whether it unpacks."""
    left = MOST_UNPACKED
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _REACH) : match.start()]
        said = before[before.rfind(b" obj") :]
        if b"/Image" in said or not _FLATE.search(said) or left <= 0:
            continue
        end = data.find(b"endstream", match.end())
        part = data[match.end() : end if end >= 0 else len(data)]
        is_whole, size = _unpack(part, left)
        left -= size
        yield is_whole


def _unpack(part: bytes, limit: int) -> tuple[bool, int]:
    """Return whether a part unpacks, and how many bytes came out of it."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        while part and size < limit:
            size += len(unpacker.decompress(part, _CHUNK))
            part = unpacker.unconsumed_tail
    except zlib.error:
        return False, size
    return True, size
