"""How a text stands in the full-text index, the same for passages and for queries.

Everything is folded; every Han character is a word of its own, so that any run
of one or more of them is found as a phrase, however a segmenter would cut it.
"""

from __future__ import annotations

import re

from policytext.folding import HAN, fold

_HAN_LETTER = re.compile(f"([{HAN}])")
_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")

WORD_LETTER = rf"[^\W_{HAN}]"
"""A letter or digit of a script that sets words apart, as a regular expression."""


def to_index(text: str) -> str:
    """Return a text as it is indexed.

    >>> to_index("Two Coverage（两个覆盖）").split()
    ['two', 'coverage(', '两', '个', '覆', '盖', ')']
    """
    return _HAN_LETTER.sub(r" \1 ", fold(text))


def split_index_words(text: str) -> list[str]:
    """Return the words under which a text is found.

    >>> split_index_words("Grass-roots 党建")
    ['grass', 'roots', '党', '建']
    """
    return _WORD.findall(fold(text))
