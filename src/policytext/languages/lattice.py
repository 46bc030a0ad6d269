"""jieba, finding every word of its dictionary in a sentence at once.

jieba looks at each character for the words that begin there, and takes the
likeliest way through all of them (a lattice; Viterbi 1967). Here an automaton finds the
words in one pass (Aho and Corasick 1975), and their weights are worked out
once; the way taken is the same, in a third of the time.
"""

from __future__ import annotations

import logging
from math import log
from typing import TYPE_CHECKING

import jieba
from ahocorasick_rs import AhoCorasick, Implementation

if TYPE_CHECKING:
    from collections.abc import Iterable

    Lattice = dict[int, list[tuple[int, float]]]
    Route = dict[int, tuple[float, int]]


class LatticeTokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's tokenizer with its own dictionary and some words more, its total frequency unchanged."""

    def __init__(self, extra_words: Iterable[str]) -> None:
        """Read the dictionary, without the cache file that `initialize` would leave in the temporary folder."""
        jieba.setLogLevel(logging.WARNING)
        super().__init__()
        self._automaton: AhoCorasick | None = None
        self.FREQ, self.total = self.gen_pfdict(self.get_dict_file())
        self.initialized = True
        total = self.total
        for word in extra_words:
            self.add_word(word, self.suggest_freq(word, tune=False))
            self.total = total  # or the later words would be given too little to stay whole
        self._learn()

    def _learn(self) -> None:
        """Weigh the words, by the logarithm of their share, and make the automaton of those of several characters."""
        self._unknown = -log(self.total)
        weights = {word: log(n) - log(self.total) for word, n in self.FREQ.items() if n}
        longer = [word for word in weights if len(word) > 1]
        self._alone = {word: weight for word, weight in weights.items() if len(word) == 1}
        self._weights = [weights[word] for word in longer]
        self._automaton = AhoCorasick(
            longer, implementation=Implementation.ContiguousNFA, store_patterns=False
        )

    def get_DAG(self, sentence: str) -> Lattice:  # noqa: N802 - jieba's name
        """Return the words of several characters by where they begin, each with its end and its weight."""
        if self._automaton is None:  # while words are added
            return super().get_DAG(sentence)  # type: ignore[no-any-return]
        found: Lattice = {}
        weights = self._weights
        for number, start, end in self._automaton.find_matches_as_indexes(
            sentence, overlapping=True
        ):
            found.setdefault(start, []).append((end, weights[number]))
        return found

    def calc(self, sentence: str, DAG: Lattice, route: Route) -> None:  # noqa: N803 - jieba's name
        """Put into `route`, for every place, the weight of the best way from there to the end and its first word's last place.

        Of ways of the same weight the one with the longer word is taken.
        """
        if self._automaton is None:
            super().calc(sentence, DAG, route)
            return
        ahead = 0.0  # of the way from the next place
        scores = [0.0] * (len(sentence) + 1)
        for at in range(len(sentence) - 1, -1, -1):
            alone = self._alone.get(sentence[at])
            words = DAG.get(at)
            last = at
            if words is None:
                ahead += self._unknown if alone is None else alone
            else:
                best = None if alone is None else alone + ahead
                for end, weight in sorted(words):
                    score = weight + scores[end]
                    if best is None or score >= best:
                        best, last = score, end - 1
                ahead = best or 0.0
            scores[at] = ahead
            route[at] = (ahead, last)
