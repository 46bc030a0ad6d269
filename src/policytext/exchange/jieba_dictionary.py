"""Themes as a user dictionary of jieba: `word frequency tag` lines in UTF-8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.folding import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.records import Theme

FREQUENCY = 100_000
"""High enough to win: jieba weighs a word against the product of its parts, and with 2 a word is often not cut out."""

_WORD = re.compile(rf"[{HAN}A-Za-z0-9]+")
_HAN_LETTER = re.compile(f"[{HAN}]")


def write_jieba(themes: Sequence[Theme]) -> tuple[str, list[str]]:
    """Return the Chinese forms that are one word to jieba, and how many forms are left out.

    jieba cuts at punctuation before it looks into its dictionary, so a form
    with quotation marks or 、 can never be one word.
    """
    forms = [form for theme in themes for form in theme.forms if form.lang == "zh"]
    words = sorted({form.text.strip("“”") for form in forms if form.match not in ("glob", "regex")})
    whole = [word for word in words if _WORD.fullmatch(word) and _HAN_LETTER.search(word)]
    left = [word for word in words if word not in set(whole)]
    lost = [f"{len(left)} forms with punctuation left out, such as '{left[0]}'"] if left else []
    return "".join(f"{word} {FREQUENCY} n\n" for word in whole), lost
