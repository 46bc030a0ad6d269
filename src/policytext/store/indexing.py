"""How a text stands in the full-text index, the same for passages and for queries.

Everything is folded; every Han character is a word of its own, so that any run
of one or more of them is found as a phrase, however a segmenter would cut it.
What parts words is kept as well: a comma, a quotation mark, a space between two
Han characters stand as a word, `BREAK`, so that a phrase is found where it is
written and not across the end of a sentence.
"""

from __future__ import annotations

import re

from policytext.folding import HAN, fold

WORD_LETTER = rf"[^\W_{HAN}]"
"""A letter or digit of a script that sets words apart, as a regular expression."""

BREAK = "\ue001"
"""A private-use letter: the word of the index that stands for what parts two words."""

BREAK_PATTERN = rf"(?:[ ']*(?:[^\w ']|_)[\W_]*|(?<=[{HAN}])[ ]+(?=[{HAN}]))"
"""What `BREAK` stands for in a folded text, as a regular expression."""

_BREAK = re.compile(BREAK_PATTERN)
_HAN_LETTER = re.compile(f"([{HAN}])")
_WORD = re.compile(rf"[{HAN}]|{WORD_LETTER}+")
_WORD_OR_BREAK = re.compile(rf"[{HAN}]|{WORD_LETTER}+|{BREAK_PATTERN}")


def to_index(text: str) -> str:
    """Return a text as it is indexed.

    >>> to_index("Two Coverage（两个覆盖）").replace(BREAK, "|").split()
    ['two', 'coverage', '|', '两', '个', '覆', '盖', '|']
    """
    return _HAN_LETTER.sub(r" \1 ", _BREAK.sub(f" {BREAK} ", fold(text)))


def split_index_words(text: str) -> list[str]:
    """Return the words under which a text is found.

    >>> split_index_words("Grass-roots 党建")
    ['grass', 'roots', '党', '建']
    """
    return _WORD.findall(fold(text))


def split_phrase(text: str) -> list[str]:
    """Return the words of a phrase as they follow one another in the index, breaks between them too.

    >>> [word.replace(BREAK, "|") for word in split_phrase("people's “two coverage”, 党建")]
    ['people', 's', '|', 'two', 'coverage', '|', '党', '建']
    """
    found = [m[0] if _WORD.match(m[0]) else BREAK for m in _WORD_OR_BREAK.finditer(fold(text))]
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
    return [match.start() for match in _WORD.finditer(folded)]
