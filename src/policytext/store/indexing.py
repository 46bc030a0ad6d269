"""How a text stands in the full-text index, the same for passages and for queries.

Everything is folded; every Han character is a word of its own, so that any run
of one or more of them is found as a phrase, however a segmenter would cut it.
What parts words is kept as well: a comma, a quotation mark, a space between two
Han characters stand as a word, `BREAK`, so that a phrase is found where it is
written and not across the end of a sentence.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING

from policytext.folding import HAN, fold, suit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

WORD_LETTER = rf"[^\W_{HAN}]"
"""A letter or digit of a script that sets words apart, as a regular expression."""

BREAK = "\ue001"
"""A private-use letter: the word of the index that stands for what parts two words."""

BREAK_PATTERN = rf"(?:[ ']*(?:[^\w '{HAN}]|_)(?:[^\w{HAN}]|_)*|(?<=[{HAN}])[ ]+(?=[{HAN}]))"
"""What `BREAK` stands for in a folded text, as a regular expression."""

# Patterns are compiled when they are first used: a search waits for those it needs, and no others.
_END = "\0"  # between texts that are indexed as one; what parts words stops at it
_PARTING = rf"(?:[^\w '{HAN}{_END}]|_)(?:[^\w{HAN}{_END}]|_)*"
_HAN_GAP = rf"[ ](?<=[{HAN}][ ])[ ]*(?=[{HAN}])"  # looked for by its space, which is rare
_CODES = "utf-32-le"  # a number a letter, for numpy
_WORD = rf"[{HAN}]|{WORD_LETTER}+"


def to_index(text: str) -> str:
    """Return a text as it is indexed.

    >>> to_index("Two Coverage（两个覆盖）").replace(BREAK, "|").split()
    ['two', 'coverage', '|', '两', '个', '覆', '盖', '|']
    """
    (indexed,) = index_all([text])
    return " ".join(indexed.split())


def index_all(texts: Sequence[str]) -> list[str]:
    """Return texts as they are indexed, but for the number of spaces: all at once, which takes half the time.

    >>> [text.replace(BREAK, "|").split() for text in index_all(["Two Coverage", "（两个）"])]
    [['two', 'coverage'], ['|', '两', '个', '|']]
    """
    folded = fold(_END.join(texts))
    if not folded.isascii():
        folded = re.sub(_HAN_GAP, f" {BREAK} ", folded)
    parted = re.sub(suit(_PARTING, folded), f" {BREAK} ", folded)
    apart = parted if folded.isascii() else _set_apart(parted)
    indexed = apart.split(_END)
    return indexed if len(indexed) == len(texts) else [to_index(_drop_ends(text)) for text in texts]


def _set_apart(text: str) -> str:
    """Return a text with a space on either side of every Han character.

    >>> _set_apart("两个of")
    ' 两  个 of'
    """
    import numpy as np  # a search does without

    codes = np.frombuffer(text.encode(_CODES, "surrogatepass"), "<u4")
    is_han = _load_han().take(codes)
    n_before = np.cumsum(is_han, dtype=np.int64)
    places = np.arange(len(codes)) + 2 * n_before - is_han
    apart = np.full(len(codes) + 2 * int(n_before[-1]), ord(" "), "<u4")
    apart[places] = codes
    return apart.tobytes().decode(_CODES, "surrogatepass")


@cache
def _load_han() -> NDArray[np.uint8]:
    """Return for every character 1 if it is Han, else 0."""
    import numpy as np

    table = np.zeros(sys.maxunicode + 1, np.uint8)
    for run in re.finditer(f"[{HAN}]+", "".join(map(chr, range(sys.maxunicode + 1)))):
        table[run.start() : run.end()] = 1
    return table


def _drop_ends(text: str) -> str:
    """Return a text with another mark for what stands between texts; hardly any holds it."""
    return text.replace(_END, "\x01")


def split_index_words(text: str) -> list[str]:
    """Return the words under which a text is found.

    >>> split_index_words("Grass-roots 党建")
    ['grass', 'roots', '党', '建']
    """
    folded = fold(text)
    return re.findall(suit(_WORD, folded), folded)


def split_phrase(text: str) -> list[str]:
    """Return the words of a phrase as they follow one another in the index, breaks between them too.

    >>> [word.replace(BREAK, "|") for word in split_phrase("people's “two coverage”, 党建")]
    ['people', 's', '|', 'two', 'coverage', '|', '党', '建']
    """
    folded = fold(text)
    parts = re.finditer(suit(f"(?P<word>{_WORD})|{BREAK_PATTERN}", folded), folded)
    found = [part["word"] or BREAK for part in parts]
    while found and found[0] == BREAK:
        del found[0]
    while found and found[-1] == BREAK:
        del found[-1]
    return found


def find_index_words(folded: str) -> list[int]:
    """Return where the words of a folded text start.

    >>> find_index_words("grass roots 党建")
    [0, 6, 12, 13]
    """
    return [match.start() for match in re.finditer(suit(_WORD, folded), folded)]


def join_index_words(text: str) -> str:
    """Return the words under which a text is found, each between two spaces, ready to be counted in.

    >>> join_index_words("Grass-roots 党建")
    ' grass roots 党 建 '
    """
    return f" {' '.join(split_index_words(text))} "
