"""Number the words of a corpus, and remember of each what its spelling alone tells.

Whether a word is a stop word, what it can be in a sentence and how long it is
depends on the word, not on the place where it stands. It is looked up once a
word; after that a text is an array of numbers.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from policytext.languages.chinese import classify_chinese
from policytext.languages.english import classify_english, find_lemma
from policytext.languages.stop_words import CHINESE, ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from policytext.languages.classes import WordClass
    from policytext.records import Language

FACTS = ("lemma", "stop", "noun", "inside", "unknown", "letters", "solid")

_CLITIC = re.compile(r"['’]|n['’]t$", re.IGNORECASE)  # the party|'s, it|'s, do|n't


class _Numbers(dict[str, int]):
    """The numbers of words; one that has none is learnt."""

    def __init__(self, learn: Callable[[str], int]) -> None:
        """Ask `learn` for the number of a new word."""
        self._learn = learn

    def __missing__(self, word: str) -> int:
        """Learn a word."""
        number = self[word] = self._learn(word)
        return number


class Vocabulary:
    """The words of one language that have been seen, numbered in the order they came.

    `lemmas` are numbered as well; inflections of one word share a number. The
    other arrays hold a fact a word: is it a stop word, can it be a noun, may it
    stand inside a noun phrase, is it in no lexicon, how many letters has it,
    may it be a keyword by itself.
    """

    def __init__(self, lang: Language) -> None:
        """Know no word yet."""
        self.lang = lang
        self.lemmas: list[str] = []
        self._numbers = _Numbers(self._learn)
        self._lemma_numbers: dict[str, int] = {}
        self._facts = array("i")  # a word's stand side by side

    def number(self, texts: Iterable[str]) -> array[int]:
        """Return the number of every word of a text, words as they are written."""
        return array("i", map(self._numbers.__getitem__, texts))

    def look_up(self, fact: str, numbers: NDArray[np.integer[Any]]) -> NDArray[np.int32]:
        """Return one fact of some words, by their numbers."""
        facts = np.frombuffer(self._facts, dtype=np.int32).reshape(-1, len(FACTS))
        return facts[:, FACTS.index(fact)].take(numbers)

    def _learn(self, text: str) -> int:
        """Return the number of a new word, having looked up what it is."""
        number = len(self._facts) // len(FACTS)
        chinese = self.lang == "zh"
        word = text.lower()
        spelled = word if chinese else find_lemma(word)
        lemma = self._lemma_numbers.setdefault(spelled, len(self.lemmas))
        if lemma == len(self.lemmas):
            self.lemmas.append(spelled)
        kind: WordClass = classify_chinese(word) if chinese else classify_english(word)
        stop = word in (CHINESE if chinese else ENGLISH) or bool(_CLITIC.match(text))
        # A keyword has a word of two letters that is no figure.
        solid = len(spelled) > 1 and not spelled[0].isdigit()
        self._facts.extend(
            (lemma, stop, kind.noun, kind.inside, kind.unknown, len(spelled), solid)  # as in FACTS
        )
        return number
