"""Make ids for themes that come without one."""

from __future__ import annotations

import re
from hashlib import sha256

_PLAIN = re.compile(r"[a-z0-9]+")
_LONGEST = 80  # what the authority file takes


def make_id(name: str) -> str:
    """Return an id made of a name: its Latin words, or a short checksum of what has none.

    >>> make_id("Two Coverage"), make_id("sihua.qun")
    ('two-coverage', 'sihua.qun')
    >>> make_id("两个覆盖") == make_id("两个覆盖") != make_id("四个全面")
    True
    """
    parts = [_PLAIN.findall(part) for part in name.lower().split(".")]
    if name.isascii() and all(parts):
        return ".".join("-".join(words) for words in parts)[:_LONGEST].strip("-.")
    words = _PLAIN.findall(name.lower()) if name.isascii() else []
    return "-".join(words)[:_LONGEST].strip("-") or f"theme-{sha256(name.encode()).hexdigest()[:8]}"


def make_distinct(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken, numbered where the wanted one is, and take it.

    >>> taken = {"reform"}
    >>> make_distinct("reform", taken), make_distinct("reform", taken), make_distinct("party", taken)
    ('reform-2', 'reform-3', 'party')
    """
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted[: _LONGEST - 5].rstrip('-.')}-{number}"
    taken.add(name)
    return name
