"""Find what stands between quotation marks in Chinese text, whichever marks were typed.

Curly and corner marks say which of them opens. Straight ones do not, so they are
paired in the order of the passage: what stands between two quoted labels is not
quoted itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PAIRED = re.compile(r"“([^“”\n]+)”|「([^「」\n]+)」|『([^『』\n]+)』|‘([^‘’\n]+)’")
_STRAIGHT = re.compile(r"\"([^\"\n]+)\"|(?<![A-Za-z])'([^'\n]+)'(?![A-Za-z])")


_ANY = re.compile("[“「『‘\"']")


@lru_cache(maxsize=4)  # the finders of one passage ask for them one after another
def find_quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Return where quoted stretches stand, without their marks, in order; one may hold another.

    >>> [text[a:b] for text in ["“四风”与'一体两面'的关系，破解'千村一面'"] for a, b in find_quotes(text)]
    ['四风', '一体两面', '千村一面']
    """
    if not _ANY.search(text):
        return ()
    return tuple(
        sorted(
            match.span(match.lastindex or 0)
            for pattern in (_PAIRED, _STRAIGHT)
            for match in pattern.finditer(text)
        )
    )
