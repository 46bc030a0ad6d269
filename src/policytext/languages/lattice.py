"""Words as jieba cuts them, sooner: every word of its dictionary is found in a text at once.

jieba looks at each character for the words that begin there, and takes the
likeliest way through all of them (a lattice; Viterbi 1967). Here an automaton finds the
words of a whole text in one pass (Aho and Corasick 1975), their weights are worked out
once, and places are told instead of words. The way taken is the same, in a quarter of the time.
What is made of jieba's own dictionary, which takes a second, is made once in a process; the
words a corpus has besides have a small automaton to themselves.
"""

from __future__ import annotations

import logging
from array import array
from dataclasses import dataclass
from functools import cache
from math import log
from typing import TYPE_CHECKING, Self

import jieba
from ahocorasick_rs import AhoCorasick, Implementation

if TYPE_CHECKING:
    from collections.abc import Iterable

    Ends = dict[int, list[tuple[int, float]]]
    """Where words of several characters end that begin at a place, each with its weight."""

_STRETCH = jieba.re_han_default
"""Characters that words are made of; at every other one a word ends."""

_JOINED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
"""Characters that are one word with those of the kind beside them where no longer word has them."""


@dataclass(frozen=True, slots=True)
class WeightedWords:
    """Words with the logarithms of their shares: those of one character, and those of several with what finds them."""

    alone: dict[str, float]
    weights: list[float]
    automaton: AhoCorasick

    @classmethod
    def weigh(cls, frequencies: dict[str, int], total: int) -> Self:
        """Weigh the words that occur among `total` in all; a frequency of 0 is of no word, but of a word's beginning.

        Words with a character at which words end are never found and left out.
        """
        weights = {word: log(n) - log(total) for word, n in frequencies.items() if n}
        longer = [word for word in weights if len(word) > 1 and _STRETCH.fullmatch(word)]
        return cls(
            {word: weight for word, weight in weights.items() if len(word) == 1},
            [weights[word] for word in longer],
            AhoCorasick(longer, implementation=Implementation.ContiguousNFA, store_patterns=False),
        )

    def find(self, text: str, ends: Ends) -> None:
        """Put the words of several characters in a text into `ends`, shorter ones first."""
        weights = self.weights
        matches = self.automaton.find_matches_as_indexes(text, overlapping=True)
        for number, start, end in matches:
            found = end, weights[number]
            if start in ends:
                ends[start].append(found)
            else:
                ends[start] = [found]


@cache
def _read_dictionary() -> tuple[dict[str, int], int]:
    """Return how often every word of jieba's dictionary occurs, 0 for the beginnings of words, and the sum."""
    jieba.setLogLevel(logging.WARNING)
    frequencies, total = jieba.Tokenizer.gen_pfdict(jieba.Tokenizer().get_dict_file())
    return frequencies, total


@cache
def _weigh_dictionary() -> WeightedWords:
    """Return the words of jieba's dictionary with their weights."""
    return WeightedWords.weigh(*_read_dictionary())


def _weigh_extra(words: list[str]) -> WeightedWords:
    """Return words the dictionary lacks with the weights that jieba gives them so that they stay whole.

    A word that is in the dictionary is as frequent there at least, and the greater weight is taken.
    """
    own, total = _read_dictionary()
    tokenizer = (
        jieba.Tokenizer()
    )  # told its dictionary, it leaves no cache file in the temporary folder
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = own.copy(), total, True
    for word in words:
        tokenizer.add_word(word, tokenizer.suggest_freq(word, tune=False))
        tokenizer.total = total  # or the later words would be given too little to stay whole
    return WeightedWords.weigh({word: tokenizer.FREQ[word] for word in words}, total)


class Lattice:
    """Cuts Chinese by jieba's dictionary and some words more."""

    __slots__ = ("_alone", "_extra", "_own", "_unknown")

    def __init__(self, extra_words: Iterable[str]) -> None:
        """Know `extra_words` besides the dictionary."""
        words = list(extra_words)
        self._own = _weigh_dictionary()
        self._extra = _weigh_extra(words) if words else None
        more = self._extra.alone if self._extra else {}
        self._alone = self._own.alone | more
        self._unknown = -log(_read_dictionary()[1])

    def place(self, text: str) -> array[int]:
        """Return the start and end of every word of a text in turn, without punctuation.

        >>> list(Lattice([]).place("加强建设（2019年）。"))
        [0, 2, 2, 4, 5, 9, 9, 10]
        """
        ends = self._find(text)
        scores, lasts = [0.0] * (len(text) + 1), list(range(1, len(text) + 1))
        positions, done = array("I"), 0
        for stretch in _STRETCH.finditer(text):
            start, end = stretch.span()
            _add_others(text, done, start, positions)
            self._choose(text, start, end, ends, scores, lasts)
            _add_words(text, start, end, lasts, positions)
            done = end
        _add_others(text, done, len(text), positions)
        return positions

    def _find(self, text: str) -> Ends:
        """Return the words of several characters in a text by where they begin, shorter ones first."""
        ends: Ends = {}
        self._own.find(text, ends)
        if self._extra:
            more: Ends = {}
            self._extra.find(text, more)
            for start, found in more.items():
                ends[start] = sorted([*ends.get(start, ()), *found])
        return ends

    def _choose(
        self, text: str, start: int, end: int, ends: Ends, scores: list[float], lasts: list[int]
    ) -> None:
        """Put into `lasts` where the first word ends of the best way from every place to the end of a stretch.

        `scores` are the weights of these ways. Of ways of the same weight the one with the longer word is taken.
        """
        alone, unknown = self._alone, self._unknown
        ahead = 0.0  # of the way from the next place
        for at in range(end - 1, start - 1, -1):
            weight = alone.get(text[at])
            if at in ends:
                best = None if weight is None else weight + ahead
                for last, longer in ends[at]:
                    score = longer + scores[last]
                    if best is None or score >= best:
                        best, lasts[at] = score, last
                ahead = best or 0.0
            else:
                ahead += unknown if weight is None else weight
            scores[at] = ahead


def _add_words(text: str, start: int, end: int, lasts: list[int], positions: array[int]) -> None:
    """Add the words of a stretch: each from where one ends to where it ends itself, letters put together."""
    at = start
    while at < end:
        last = lasts[at]
        if last == at + 1 and text[at] in _JOINED:
            while last < end and lasts[last] == last + 1 and text[last] in _JOINED:
                last += 1
        word = text[at:last]
        if word.isalnum() or any(map(str.isalnum, word)):
            positions.append(at)
            positions.append(last)
        at = last


def _add_others(text: str, start: int, end: int, positions: array[int]) -> None:
    """Add the letters that stand between stretches, each a word: rare characters, accented letters."""
    for at in range(start, end):
        if text[at].isalnum():
            positions.append(at)
            positions.append(at + 1)
