"""Find what stands in quotation marks, however the marks were typed.

Translated papers mix curly and straight marks, open with one kind and close
with another, double them or set a space inside. A quotation mark is a cue, not
a bracket: what opens is told from what closes by the letters around it.
"""

from __future__ import annotations

import re

from policytext.folding import HAN

_OPEN = "`“„‟「『《\"‘'’«＂"
_CLOSE = "`”」』》\"’'»＂“"
_QUOTED = re.compile(
    rf"""
    [{_OPEN}] (?<![\w.,;:!?%)”’].) # behind nothing that a closing mark follows; the mark first, which is soon looked for
    [{_OPEN}]? [ ]?
    (?P<inner> [\w+] (?: [^{_OPEN}{_CLOSE}\n] | (?<=\w)['’](?=\w) | (?<=[ ])['’](?=\d\d\b) ){{0,260}}? )
    [ ]? (?! (?<=[ ])['’]\d\d\b) [{_CLOSE}]{{1,2}} (?![^\W\d])  # the number of a note may follow
    """,
    re.VERBOSE,
)
_GLOSS = re.compile(rf"(?<=[A-Za-z])[,.]?[ ]?[(（]?[{HAN}]+(?:[，、；,][ ]?[{HAN}]+)*[)）]?$")
"""The Chinese wording that a translator adds within the marks, of one clause or several."""

_EDGE = " \t\n\\.,;:!?"


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Return where quoted stretches stand, without the marks and the stops beside them.

    >>> [text[a:b] for text in ["the “two coverage,” and 'four Olds' of Mao's"] for a, b in find_quotes(text)]
    ['two coverage', 'four Olds']
    """
    found = []
    for match in _QUOTED.finditer(text):
        start, end = match.span("inner")
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        gloss = None if text[end - 1].isascii() else _GLOSS.search(text[start:end])
        if gloss:
            end = start + gloss.start()
        if end > start:
            found.append((start, end))
    return found
