"""Make ids for themes that come without one."""

from __future__ import annotations

import re
from hashlib import sha256

_PLAIN = re.compile(r"[a-z0-9]+")


def make_id(name: str) -> str:
    """Return an id made of a name: its Latin words, or a short checksum of what has none.

    >>> make_id("Two Coverage"), make_id("sihua.qun")
    ('two-coverage', 'sihua.qun')
    >>> make_id("两个覆盖") == make_id("两个覆盖") != make_id("四个全面")
    True
    """
    parts = [_PLAIN.findall(part) for part in name.lower().split(".")]
    if name.isascii() and all(parts):
        return ".".join("-".join(words) for words in parts)[:80].strip("-.")
    words = _PLAIN.findall(name.lower()) if name.isascii() else []
    return "-".join(words)[:80].strip("-") or f"theme-{sha256(name.encode()).hexdigest()[:8]}"
