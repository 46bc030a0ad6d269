"""Passages as short vectors, so that passages about the same things can be found.

Latent semantic analysis (Deerwester et al. 1990, "Indexing by latent semantic
analysis"): TF-IDF of the words of each passage, reduced to a few dimensions.
Words that have a name in both languages are also called by it, so Chinese and
English passages about the same things lie near each other (after Landauer and
Littman 1990). Themes are no part of it: one that is added moves no passage.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

N_DIMENSIONS = 64
"""Numbers in a vector, each stored in one byte: a tenth of the size of the passage itself."""

SAMPLE = 20_000
"""Passages the dimensions are learned from, taken evenly from the whole; the others are placed in them."""

BATCH = 5_000
"""Passages placed at a time."""

SEED = 0

_STEPS = 127
"""A number from -1 to 1 is stored as so many steps on either side."""


class Space:
    """The dimensions that passages are placed in, learned from some of them, each given as its words."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        """Learn; `knows_nothing` afterwards where there are too few passages or words to learn from."""
        self.knows_nothing = True
        if len(passages) <= N_DIMENSIONS:
            return  # before scikit-learn is loaded, which takes longer than all else of a small build
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer
        from threadpoolctl import threadpool_limits

        self._weigh = TfidfVectorizer(analyzer=_keep, min_df=2, sublinear_tf=True)
        self._reduce = TruncatedSVD(N_DIMENSIONS, random_state=SEED)
        with suppress(ValueError):  # not one word stands in two passages
            weights = self._weigh.fit_transform(passages)
            if min(weights.shape) > N_DIMENSIONS:
                with threadpool_limits(1, "blas"):  # sums of parts differ with their number
                    self._reduce.fit(weights)
                self.knows_nothing = False

    def place(self, passages: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, bytes]]:
        """Yield for passages, given by number and words, a vector: `N_DIMENSIONS` signed bytes of unit length or all zero."""
        from sklearn.preprocessing import normalize

        left = iter(passages)
        while batch := list(islice(left, BATCH)):
            weights = self._weigh.transform([words for _, words in batch])
            placed = normalize(self._reduce.transform(weights))
            rows = (placed * _STEPS).round().astype("int8")
            yield from (
                (number, row.tobytes()) for (number, _), row in zip(batch, rows, strict=True)
            )


def measure_nearness(vectors: bytes, number: int) -> NDArray[np.float64]:
    """Return the cosine of every vector with that at place `number`; `vectors` stand one after the other."""
    import numpy as np

    matrix = np.frombuffer(vectors, dtype="int8").reshape(-1, N_DIMENSIONS)
    # One row at a time in 32-bit numbers would be exact, too, but slow: blocks keep memory small.
    products = [
        matrix[start : start + SAMPLE].astype("float32") @ matrix[number].astype("float32")
        for start in range(0, len(matrix), SAMPLE)
    ]
    return np.asarray(np.concatenate(products) / (_STEPS * _STEPS), dtype=np.float64)


def _keep(words: Sequence[str]) -> Sequence[str]:
    """Return words that are cut already."""
    return words
