"""How much of a file is read: past these sizes it is refused, so that no file takes the machine down."""

from __future__ import annotations

from policytext.errors import UnreadableSource

LARGEST_FILE = 200_000_000
"""Bytes of the largest file that is opened at all; a thousand scanned pages take less."""

LARGEST_TEXT = 30_000_000
"""Bytes of the largest text, page or part of an archive that becomes one document: 9,000 pages of print."""

LARGEST_ARCHIVE = 1_000_000_000
"""Bytes that the members of an archive may claim to have together, unpacked."""

LARGEST_UNPACKED = 200_000_000
"""Bytes that are unpacked of one archive at most, whatever it claims."""

MOST_MEMBERS = 20_000
"""Members an archive may have; a book of a thousand pages with pictures has some three thousand."""

LARGEST_RATIO = 250
"""How many times its packed size a member may have, once it is larger than `HARMLESS`.

Word's markup, which repeats itself more than anything a person writes, packs 10
to 40 times; deflate reaches 1,032 at most, and bombs come near that.
"""

HARMLESS = 10_000_000
"""Bytes up to which no ratio is suspicious."""

MOST_ROWS = 1_000_000
"""Rows of a table of documents."""

MOST_CELLS = 20_000_000
"""Cells of a table of documents, empty ones in between counted."""


def say_size(n_bytes: int) -> str:
    """Return a size as a person says it.

    >>> say_size(1_234_567_890), say_size(30_000_000), say_size(2_000)
    ('1.2 GB', '30 MB', '2 kB')
    """
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if n_bytes >= size:
            return f"{n_bytes / size:.1f}".removesuffix(".0") + f" {unit}"
    return f"{n_bytes} bytes"


def refuse_larger(n_bytes: int, limit: int, name: str) -> None:
    """Raise `UnreadableSource` when a file is larger than is read."""
    if n_bytes > limit:
        raise UnreadableSource(
            f"{name}: has {say_size(n_bytes)}, and at most {say_size(limit)} are read. "
            "Split it, or save the text alone."
        )
