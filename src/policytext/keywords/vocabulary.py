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
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from policytext.languages.classes import WordClass
    from policytext.records import Language

_CLITIC = re.compile(r"['’]|n['’]t$", re.IGNORECASE)  # the party|'s, it|'s, do|n't


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
        self._numbers: dict[str, int] = {}
        self._lemma_numbers: dict[str, int] = {}
        self._facts: dict[str, array[int]] = {
            name: array("i")
            for name in ("lemma", "stop", "noun", "inside", "unknown", "letters", "solid")
        }

    def number(self, texts: Iterable[str]) -> array[int]:
        """Return the number of every word of a text, words as they are written."""
        known, found = self._numbers, array("i")
        for text in texts:
            number = known.get(text)
            found.append(self._learn(text) if number is None else number)
        return found

    def look_up(self, fact: str, numbers: NDArray[np.integer[Any]]) -> NDArray[np.int32]:
        """Return one fact of some words, by their numbers."""
        return np.frombuffer(self._facts[fact], dtype=np.int32).take(numbers)

    def _learn(self, text: str) -> int:
        """Return the number of a new word, having looked up what it is."""
        number = self._numbers[text] = len(self._numbers)
        word = text.lower()
        spelled = word if self.lang == "zh" else find_lemma(word)
        lemma = self._lemma_numbers.setdefault(spelled, len(self.lemmas))
        if lemma == len(self.lemmas):
            self.lemmas.append(spelled)
        chinese = self.lang == "zh"
        kind: WordClass = classify_chinese(word) if chinese else classify_english(word)
        facts = {
            "lemma": lemma,
            "stop": word in (CHINESE if chinese else ENGLISH) or bool(_CLITIC.match(text)),
            "noun": kind.noun,
            "inside": kind.inside,
            "unknown": kind.unknown,
            "letters": len(spelled),
            # A keyword has a word of two letters that is no figure.
            "solid": len(spelled) > 1 and not spelled[0].isdigit(),
        }
        for name, fact in facts.items():
            self._facts[name].append(int(fact))
        return number
