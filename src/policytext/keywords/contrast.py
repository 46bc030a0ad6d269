"""Count what scores need of the whole corpus: in how many documents words are, how phrasal it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from policytext.arrays import sort_distinct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from policytext.keywords.candidates import Laid
    from policytext.keywords.vocabulary import Vocabulary

PRIOR = 1000
"""Repetitions of words that count as seen beforehand, so that a few pages do not decide by themselves."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What a corpus is like in one language, learned from all its documents.

    `df` is how many of the `n_docs` documents have a word, by its dictionary form, no
    stop words. `pairs` and `words` are repetitions inside documents, of two
    neighbours and of words, with what counts as seen beforehand.
    """

    n_docs: int
    pairs: float
    words: float
    df: Mapping[str, int]


class Contrast:
    """What a corpus is like in one language, gathered some documents at a time."""

    def __init__(self, prior: float) -> None:
        """Know no document; `prior` is how phrasal a corpus is that says nothing."""
        self.n_docs = 0
        self._df = np.zeros(0, dtype=np.int64)
        self._repeats = [prior * PRIOR, float(PRIOR)]  # of two neighbours, of words

    def add(self, words: Laid, sizes: Sequence[int], vocabulary: Vocabulary) -> None:
        """Count documents in: their words one after the other, and how many each has."""
        stop = vocabulary.look_up("stop", words.numbers).astype(bool)
        lemma = vocabulary.look_up("lemma", words.numbers).astype(np.int64)
        n_lemmas = len(vocabulary.lemmas)
        document = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
        single = sort_distinct((document * n_lemmas + lemma)[~stop])
        self.n_docs += len(sort_distinct(document[~stop]))
        if n_lemmas > len(self._df):  # twice as much room: words come one by one
            self._df = self.df(2 * n_lemmas)
        if len(single):
            self._df += np.bincount(single % n_lemmas, minlength=len(self._df))
        # A document begins with a break, so that no pair is of two of them.
        joined = ~(stop[1:] | stop[:-1] | words.breaks[1:])
        pairs = ((document[:-1] * n_lemmas + lemma[:-1]) * n_lemmas + lemma[1:])[joined]
        self._repeats[0] += len(pairs) - len(sort_distinct(pairs))
        self._repeats[1] += int((~stop).sum()) - len(single)

    def df(self, n_lemmas: int) -> NDArray[np.int64]:
        """Return in how many documents each of `n_lemmas` words is."""
        missing = np.zeros(max(0, n_lemmas - len(self._df)), dtype=np.int64)
        return np.concatenate((self._df[:n_lemmas], missing))

    def recall(self, learned: Learned, lemmas: Sequence[str]) -> None:
        """Know what was learned of a corpus, of whose words `lemmas` are looked for, in this order."""
        self.n_docs = learned.n_docs
        self._repeats = [learned.pairs, learned.words]
        self._df = np.array([learned.df.get(lemma, 0) for lemma in lemmas], dtype=np.int64)

    def tell(self, lemmas: Sequence[str]) -> Learned:
        """Return what was gathered; `lemmas` are the words in the order of their numbers."""
        counts = zip(lemmas, self.df(len(lemmas)).tolist(), strict=True)
        pairs, words = self._repeats
        return Learned(self.n_docs, pairs, words, {lemma: n for lemma, n in counts if n})

    @property
    def phrasing(self) -> float:
        """Return how many repetitions of two neighbours there are to a repetition of a word."""
        return self._repeats[0] / self._repeats[1]
