"""Which simplified character a traditional one stands for, where OpenCC is installed to tell.

Only single characters are looked up, so that a text keeps its length: 兩個覆蓋 is
compared as 两个覆盖, and its positions stay. What depends on the word (乾 in 乾隆
and in 乾燥) is folded the same way on both sides of a comparison.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LIBRARY = "opencc"

FIRST, LAST = "\u3400", "\u9fff"
"""The Han characters that have both forms stand between these, but for a few rare ones."""


@cache
def load_simplifier() -> Callable[[str], str] | None:
    """Return what puts simplified characters for traditional ones, nothing where OpenCC is not installed."""
    if find_spec(LIBRARY) is None:
        return None
    from opencc import OpenCC

    letters = [chr(code) for code in range(ord(FIRST), ord(LAST) + 1)]
    simple = OpenCC("t2s").convert("\n".join(letters)).split("\n")
    table = {
        letter: new
        for letter, new in zip(letters, simple, strict=True)
        if new != letter and len(new) == 1
    }
    table = {letter: table.get(new, new) for letter, new in table.items()}  # 薴, 苧 and 苎 are one
    traditional = re.compile("[" + "".join(table) + "]")
    return lambda text: traditional.sub(lambda match: table[match[0]], text)


def describe_folding() -> str:
    """Say how traditional characters are compared, for the manifest of a store."""
    from importlib.metadata import PackageNotFoundError, version  # slow, and only a build asks

    try:
        return f"compared as simplified ones by OpenCC {version(LIBRARY)}"
    except PackageNotFoundError:
        return "compared as they are; policytext[traditional] is not installed"
