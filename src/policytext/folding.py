"""Tell when two spellings are one, and which script a text is in.

*Folding* makes case, quotes, hyphens, spaces and full-width letters equal, so
that a form is found however it is typeset. It never changes the length of a
text, so positions in a folded text are positions in the text itself. Every
letter is folded by itself, whatever stands beside it.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING

from policytext.traditional import FIRST, load_simplifier

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from policytext.records import Language

HAN = r"\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The Chinese characters, as the inside of a regular expression's brackets."""


def suit(pattern: str, text: str) -> str:
    """Return a pattern as it is best looked for in a text: in plain ASCII there is no Han to be told apart.

    A class of all Han characters takes longer to compile than most searches take.
    """
    return pattern.replace(HAN, FIRST) if text.isascii() else pattern


_HAN_RUN = f"[{HAN}]+"
_HAN_OR_LATER = "[\u2e80-\U0010ffff]"


def detect_language(text: str) -> Language:
    """Return `zh` when Chinese letters carry the text, else `en`.

    A Chinese character says about as much as two and a half English letters,
    so Chinese carries a text from a third of its letters on.

    >>> detect_language("加强“两个覆盖” coverage"), detect_language("party building (党建)")
    ('zh', 'en')
    """
    if text.isascii() or not re.search(_HAN_OR_LATER, text):
        return "en"
    n_han = sum(map(len, re.findall(_HAN_RUN, text)))
    n_letters = sum(map(len, re.findall(r"[^\W\d_]+", text)))
    return "zh" if n_letters and n_han * 3 >= n_letters else "en"


def _fold_table() -> dict[str, str]:
    """Return what stands for what, letter for letter, when two spellings are compared."""
    table = dict.fromkeys("’‘‛`´ʼ＇", "'")
    table |= dict.fromkeys("“”„‟＂「」『』《》〈〉", '"')
    table |= dict.fromkeys("-‐‑‒–—―−－\u00a0\u2002\u2003\u2009\u202f\u3000\t\n\r", " ")
    table |= dict.fromkeys("Σς", "σ")  # which of the small ones it is depends on its place
    table |= dict(
        zip("µſϐϑϕϖϰϱϵ", "μsβθφπκρε", strict=True)
    )  # Unicode, CaseFolding.txt: as the index has them
    wide = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    return wide | table


_FOLD = _fold_table()
_FOLDED = re.compile("[" + re.escape("".join(_FOLD)) + "]")

_BOTH_SCRIPTS = f"[{FIRST}-\U0010ffff]"

_WHOLE_PAPER = 5_000
"""Characters from which on a text is folded by a table; to make that takes as long as to fold a few papers without."""

FIRST_RARE_HAN = 0x20000
"""From this character on there are rare Han characters only, which have no other case, width or script."""

_CODES = "utf-32-le"  # a number a letter, for numpy

_NO_LETTER = re.compile(r"[\W_]+")
_NO_ASCII_LETTER = bytes(code for code in range(128) if not chr(code).isalnum())


def _fold_letter(match: re.Match[str]) -> str:
    """Return what a letter is folded to."""
    return _FOLD[match[0]]


def fold(text: str) -> str:
    """Return `text` with case, quotes, hyphens, full-width letters and both kinds of Han made equal.

    Traditional characters become simplified ones where OpenCC is installed (see
    `traditional`). The length never changes: hyphens and line breaks become spaces, `İ` whose
    small letter is two characters stays as it is.

    >>> fold("Grass-Roots “Party”")
    'grass roots "party"'
    """
    return _fold_short(text) if len(text) < _WHOLE_PAPER else _load_table()(text)


def _fold_short(text: str) -> str:
    """Return a text folded, without a table."""
    same = _FOLDED.sub(_fold_letter, text)  # few letters change: six times as fast as translate
    if not same.isascii() and re.search(_BOTH_SCRIPTS, same) and (simplify := load_simplifier()):
        same = simplify(same)  # OpenCC is slow to load: not for a French name
    lower = same.lower()
    if len(lower) == len(same):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in same)


@cache
def _load_table() -> Callable[[str], str]:
    """Return what folds a text by a table of all letters, many times as fast."""
    import numpy as np

    def to_codes(text: str) -> NDArray[np.uint32]:
        return np.frombuffer(text.encode(_CODES, "surrogatepass"), "<u4")

    table = np.arange(sys.maxunicode + 1, dtype="<u4")
    table[:FIRST_RARE_HAN] = to_codes(_fold_short("".join(map(chr, range(FIRST_RARE_HAN)))))
    return lambda text: table.take(to_codes(text)).tobytes().decode(_CODES, "surrogatepass")


def keep_letters(text: str) -> str:
    """Return the letters and digits of a text, folded, with nothing between them.

    >>> keep_letters("“Two coverage”, 两个覆盖 2.0")
    'twocoverage两个覆盖20'
    """
    folded = fold(text)
    if folded.isascii():  # five times as fast as a pattern
        return folded.encode().translate(None, _NO_ASCII_LETTER).decode()
    return _NO_LETTER.sub("", folded)
