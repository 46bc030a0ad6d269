"""Which words of one language say what words of the other say.

A query that no theme covers is carried over word by word. The words come from
the package's own list of policy language, `languages/policy_words.txt`, and
from the members of the corpus's themes, which are written in both languages.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.dictionary import read_policy_words
from policytext.folding import fold
from policytext.languages.english import find_lemma

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policytext.records import Theme


def list_word_pairs(themes: Iterable[Theme]) -> list[tuple[str, str, int]]:
    """Return `(Chinese word, English words, rank)`, folded, the usual translation of a word at rank 1.

    >>> list_word_pairs([])[:2]
    [('党', 'party', 1), ('政党', 'political party', 1)]
    """
    translations = {
        fold(word): list(map(fold, english)) for word, english in read_policy_words().items()
    }
    for theme in themes:
        for member in theme.members:
            if member.zh and member.en:
                translations.setdefault(fold(member.zh), []).extend(map(fold, member.en))
    return [
        (word, english, rank)
        for word, found in translations.items()
        for rank, english in enumerate(dict.fromkeys(found), start=1)
    ]


def list_equivalents(lemmas: Sequence[str]) -> list[str]:
    """Return what words of a text are called in both languages, by their English names.

    Those of a Chinese word are its English words, in dictionary forms; those of English words the phrases of two that they make,
    for each by itself is its own name.

    >>> list_equivalents(["推进", "社会组织"]), list_equivalents(["a", "social", "organization"])
    (['promote', 'advance', 'push forward', 'social organization'], ['social organization'])
    """
    english, phrases = _read_equivalents()
    found = [name for lemma in lemmas for name in english.get(lemma, ())]
    for first, second in pairwise(lemmas):
        name = f"{first} {second}"
        if name in phrases:
            found.append(name)
    return found


@cache
def _read_equivalents() -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
    """Return the English names of the package's Chinese words in dictionary forms, and those among them that are two words."""
    named = {
        word: tuple(" ".join(map(find_lemma, fold(each).split())) for each in english)
        for word, english in read_policy_words().items()
    }
    return named, frozenset(
        name for names in named.values() for name in names if name.count(" ") == 1
    )
