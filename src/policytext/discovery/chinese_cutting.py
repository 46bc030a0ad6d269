"""Cut the words at one place of a Chinese text, only where a rule of characters cannot tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policytext.folding import HAN
from policytext.languages.chinese import ChineseWords

if TYPE_CHECKING:
    from policytext.records import Token

_WINDOW = 12  # characters that are cut
_STRETCH = re.compile(f"[{HAN}]{{1,{_WINDOW}}}")


@cache
def _words() -> ChineseWords:
    """Return the one word cutter of discovery."""
    return ChineseWords()


def cut(text: str, start: int) -> list[Token]:
    """Return the words that follow one another without a break from `start` on, a dozen characters at most."""
    stretch = _STRETCH.match(text[start : start + _WINDOW])
    return _words().tokenize(stretch[0]) if stretch else []
