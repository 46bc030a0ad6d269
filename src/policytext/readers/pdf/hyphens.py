"""Decide what the hyphen at the end of a line is: the typesetter's or the word's own.

The document itself knows best: a word that stands elsewhere in it with its
hyphen keeps it, one that stands there in one piece is put together. Of a word
that occurs nowhere else, the dictionary is asked; and where one half is no word
at all, as in `gov-ernance`, only a typesetter can have cut it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from policytext.inflections import load_lemminflect

if TYPE_CHECKING:
    from collections.abc import Iterable

_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
_LEFT = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)-$")
_RIGHT = re.compile(r"[^\W\d_]+")
_SUSPENDED = re.compile(r"(?:and|or|to|nor|versus|und|et)\b")

MIN_HALF = 3
"""The shortest second half of a compound; shorter ones are endings (`work-ed`). Shorter first halves are prefixes."""


class Words:
    """The words of one document, as far as they stand within a line."""

    __slots__ = ("_plain", "_whole")

    def __init__(self, lines: Iterable[str]) -> None:
        """Count the words of `lines`; the one cut at the end of a line does not count."""
        self._plain: Counter[str] = Counter()
        self._whole: Counter[str] = Counter()
        for line in lines:
            text = _LEFT.sub("", line.casefold())
            self._whole.update(_HYPHENATED.findall(text))
            self._plain.update(_WORD.findall(_HYPHENATED.sub(" ", text)))

    def join(self, above: str, below: str) -> tuple[str, str]:
        """Return what is left of a line that ends in a hyphen, and what stands between it and the next.

        >>> words = Words(["the grass-roots party", "of organizations"])
        >>> words.join("the grass-", "roots of"), words.join("an organi-", "zations two")
        (('the grass-', ''), ('an organi', ''))
        """
        left, right = _LEFT.search(above), _RIGHT.match(below)
        if not left or not right:
            return above, "" if above[-2:-1].strip() else " "
        if _SUSPENDED.match(below):
            return above, " "
        begin, end = left["word"].casefold(), right.group().casefold()
        keeps = not right.group()[0].islower() or self._keeps(
            begin, end, is_small=left["word"].islower()
        )
        return (above, "") if keeps else (above[:-1], "")

    def _keeps(self, begin: str, end: str, *, is_small: bool) -> bool:
        """Tell whether a word cut between `begin` and `end` has a hyphen of its own.

        A short prefix before a word of its own has one (`co-governance`) where
        the dictionary knows no word in one piece (`cooperation`), but not when
        it is a name's first letters.
        """
        with_hyphen, without = self._whole[f"{begin}-{end}"], self._plain[begin + end]
        if with_hyphen or without:
            return with_hyphen > without
        last = begin.rpartition("-")[2]
        if is_word(last + end) or len(end) < MIN_HALF or not self._knows(end):
            return False
        return self._knows(last) or (len(last) < MIN_HALF and is_small)

    def _knows(self, word: str) -> bool:
        """Tell whether a word stands in the document or in the dictionary."""
        return self._plain[word] > 0 or is_word(word)


@cache
def is_word(word: str) -> bool:
    """Tell whether a small-letter word is in the English dictionary, inflected or not.

    >>> is_word("organizations"), is_word("organi")
    (True, False)
    """
    if not word.isascii() or not word.isalpha():
        return False
    return bool(load_lemminflect().getAllLemmas(word))
