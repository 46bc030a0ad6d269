"""How a text stands in the full-text index, the same for passages and for queries.

Everything is folded; every Han character is a word of its own, so that any run
of one or more of them is found as a phrase, however a segmenter would cut it.
What parts words is kept as well: a comma, a quotation mark, a space between two
Han characters stand as a word, `BREAK`, so that a phrase is found where it is
written and not across the end of a sentence.
"""

from __future__ import annotations

import re

from policytext.folding import HAN, fold, suit

WORD_LETTER = rf"[^\W_{HAN}]"
"""A letter or digit of a script that sets words apart, as a regular expression."""

BREAK = "\ue001"
"""A private-use letter: the word of the index that stands for what parts two words."""

BREAK_PATTERN = rf"(?:[ ']*(?:[^\w '{HAN}]|_)(?:[^\w{HAN}]|_)*|(?<=[{HAN}])[ ]+(?=[{HAN}]))"
"""What `BREAK` stands for in a folded text, as a regular expression."""

# Patterns are compiled when they are first used: a search waits for those it needs, and no others.
_APART = f"[{HAN}]|[^{HAN}]+"
_WORD = rf"[{HAN}]|{WORD_LETTER}+"


def to_index(text: str) -> str:
    """Return a text as it is indexed.

    >>> to_index("Two Coverage（两个覆盖）").replace(BREAK, "|").split()
    ['two', 'coverage', '|', '两', '个', '覆', '盖', '|']
    """
    folded = fold(text)
    parted = re.sub(suit(BREAK_PATTERN, folded), f" {BREAK} ", folded)
    return parted if folded.isascii() else " ".join(re.findall(_APART, parted))


def split_index_words(text: str) -> list[str]:
    """Return the words under which a text is found.

    >>> split_index_words("Grass-roots 党建")
    ['grass', 'roots', '党', '建']
    """
    folded = fold(text)
    return re.findall(suit(_WORD, folded), folded)


def list_indexed_words(indexed: str) -> list[str]:
    """Return the words under which a text is found, of the text as it is indexed.

    >>> list_indexed_words(to_index("People's grass-roots 党建（2019）"))
    ['people', 's', 'grass', 'roots', '党', '建', '2019']
    """
    return [word for word in indexed.replace("'", " ").split() if word != BREAK]


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
