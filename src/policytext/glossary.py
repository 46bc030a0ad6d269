"""Which words of one language say what words of the other say.

A query that no theme covers is carried over word by word. The words come from
the package's own list of policy language, `languages/policy_words.txt`, and
from the members of the corpus's themes, which are written in both languages.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from policytext.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.records import Theme

_WORDS = "policy_words.txt"


def list_word_pairs(themes: Iterable[Theme]) -> list[tuple[str, str, int]]:
    """Return `(Chinese word, English words, rank)`, folded, the usual translation of a word at rank 1.

    >>> list_word_pairs([])[:2]
    [('党', 'party', 1), ('政党', 'political party', 1)]
    """
    translations = _read_list()
    for theme in themes:
        for member in theme.members:
            if member.zh and member.en:
                translations.setdefault(fold(member.zh), []).extend(map(fold, member.en))
    return [
        (word, english, rank)
        for word, found in translations.items()
        for rank, english in enumerate(dict.fromkeys(found), start=1)
    ]


def _read_list() -> dict[str, list[str]]:
    """Return the package's own list: every Chinese word with its English ones."""
    text = (files("policytext.languages") / _WORDS).read_text("utf-8")
    lines = (line.partition(" ") for line in text.splitlines() if line and line[0] != "#")
    return {fold(word): [fold(each.strip()) for each in rest.split(";")] for word, _, rest in lines}
