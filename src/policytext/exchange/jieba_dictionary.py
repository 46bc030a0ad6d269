"""Themes as a user dictionary of jieba: `word frequency tag` lines in UTF-8, no byte-order mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.exchange.contents import list_losses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.records import Theme

FREQUENCY = 1_000
"""How often each word is said to stand in jieba's 60 million.

jieba cuts a word out when its probability is above that of its parts multiplied
(jieba issue 869: 2 is often not enough). The two most frequent words of more
than one character would need 339, the themes at most 94 (jieba 0.42.1). More
would do harm: jieba adds every frequency to its total (issue 594), and 100,000
for each of 540 words nearly doubles it, which makes all other words rarer.
"""

# What jieba looks up as one word: its dictionary never sees other characters.
_WORD = re.compile(r"(?=.*[\u4e00-\u9fd5])[\u4e00-\u9fd5A-Za-z0-9+#&._%-]{2,}")


def write_jieba(themes: Sequence[Theme]) -> tuple[str, list[str]]:
    """Return the Chinese forms that are one word to jieba, and what is left out.

    jieba cuts at punctuation before it looks into its dictionary, so a form
    with quotation marks or 、 can never be one word. A single character is
    a word already.
    """
    words: set[str] = set()
    lost: dict[str, list[str]] = {}
    for form in (form for theme in themes for form in theme.forms if form.lang == "zh"):
        if form.match in ("glob", "regex"):
            lost.setdefault("forms with holes", []).append(form.text)
        elif _WORD.fullmatch(form.text):
            words.add(form.text)
        else:
            lost.setdefault("forms that are no single word to jieba", []).append(form.text)
    return "".join(f"{word} {FREQUENCY} n\n" for word in sorted(words)), list_losses(lost)
