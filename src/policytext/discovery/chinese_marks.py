"""Find what is set apart as a name in Chinese text: between quotation marks, whichever were typed, or as a head that is explained.

Curly and corner marks say which of them opens. Straight ones do not, so they are
paired in the order of the passage: what stands between two quoted labels is not
quoted itself.

Reports end with lists that explain their terms (〔3〕一区三边：“一区”是指…); the head of an
entry, behind its number and before a colon or 指, is set apart by its place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from policytext.folding import HAN

_PAIRED = re.compile(r"“ *([^“”\n]*[^“”\s]) *”|「([^「」\n]+)」|『([^『』\n]+)』|‘([^‘’\n]+)’")
_STRAIGHT = re.compile(r"\"([^\"\n]+)\"|(?<![A-Za-z])'([^'\n]+)'(?![A-Za-z])")


_ANY = re.compile("[“「『‘\"']")
_TERM = rf"[〔\[（(【]?([{HAN}\d+]{{3,12}})[〕\]）)】]?"
_EXPLAINED = re.compile(
    rf"(?:^|[\n。；;])\s*(?:[〔\[]\d{{1,3}}[〕\]]\s*{_TERM}(?=\s*(?:[:：]|是?指|即))|\d{{1,3}}[.．、]\s*{_TERM}(?=\s*是?指))"
)


@lru_cache(maxsize=4)  # the finders of one passage ask for them one after another
def find_quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Return where quoted stretches stand, without their marks, in order; one may hold another.

    >>> [text[a:b] for text in ["“四风”与'一体两面'的关系，破解'千村一面'"] for a, b in find_quotes(text)]
    ['四风', '一体两面', '千村一面']
    >>> [text[a:b] for text in ["〔23〕一区三边：县城与三条边线。"] for a, b in find_quotes(text)]
    ['一区三边']
    """
    patterns = (_PAIRED, _STRAIGHT) if _ANY.search(text) else ()
    found = {
        match.span(match.lastindex or 0)
        for pattern in (*patterns, _EXPLAINED)
        for match in pattern.finditer(text)
    }
    return tuple(sorted(found))
