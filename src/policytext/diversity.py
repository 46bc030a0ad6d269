"""Say how varied the words of a text are, by measures that do and do not depend on its length.

- TTR, types over tokens; falls with length, so only for texts of one length,
- MATTR, the mean TTR of all windows of so many tokens (Covington and McFall
  2010, "Cutting the Gordian knot: the moving-average type-token ratio"),
- MTLD, the mean length of stretches that keep a TTR above 0.72, forwards and
  backwards (McCarthy and Jarvis 2010, "MTLD, vocd-D, and HD-D: a validation
  study of sophisticated approaches to lexical diversity assessment"),
- HD-D, the mean TTR of random samples of 42 tokens, by the hypergeometric
  distribution (the same).

What is undefined is `None`: any of them for no tokens, MATTR and HD-D for fewer
tokens than a window or sample, MTLD for a text that never repeats itself.
"""

from __future__ import annotations

from collections import Counter
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WINDOW = 100
"""Tokens of a window of MATTR, where nothing else is said."""

SAMPLE = 42
"""Tokens of a sample of HD-D (McCarthy and Jarvis 2010)."""

FACTOR = 0.72
"""The TTR at which a stretch of MTLD ends (McCarthy and Jarvis 2010)."""


def measure_ttr(words: Sequence[str]) -> float | None:
    """Return types over tokens.

    >>> measure_ttr("a b a c".split())
    0.75
    """
    return len(set(words)) / len(words) if words else None


def measure_mattr(words: Sequence[str], window: int = WINDOW) -> float | None:
    """Return the mean type-token ratio of all windows of so many words.

    >>> measure_mattr("a b a a".split(), 2)  # ab, ba, aa: 1, 1 and a half
    0.8333333333333334
    """
    if len(words) < window:
        return None
    counts = Counter(words[:window])
    types = total = len(counts)
    for gone, come in zip(words, words[window:], strict=False):
        counts[gone] -= 1
        types -= not counts[gone]
        types += not counts[come]
        counts[come] += 1
        total += types
    return total / (window * (len(words) - window + 1))


def measure_mtld(words: Sequence[str], factor: float = FACTOR) -> float | None:
    """Return the mean length of stretches whose type-token ratio stays above a factor.

    What is left after the last stretch counts for the share of a stretch by
    which its ratio has fallen. The mean is of the text read forwards and
    backwards.
    """
    lengths = [_measure_stretches(words, factor), _measure_stretches(words[::-1], factor)]
    known = [length for length in lengths if length is not None]
    return sum(known) / 2 if len(known) == 2 else None


def _measure_stretches(words: Iterable[str], factor: float) -> float | None:
    """Return tokens over stretches in one direction; `None` where the ratio never falls."""
    stretches, n_tokens, seen, length = 0.0, 0, set[str](), 0
    for word in words:
        n_tokens += 1
        length += 1
        seen.add(word)
        if len(seen) / length <= factor:
            stretches, seen, length = stretches + 1, set(), 0
    if length:
        stretches += (1 - len(seen) / length) / (1 - factor)
    return n_tokens / stretches if stretches else None


def measure_hdd(words: Sequence[str], sample: int = SAMPLE) -> float | None:
    """Return the mean type-token ratio of all samples of so many words.

    Each type adds the chance that a sample has it at all, over the sample's size.

    >>> measure_hdd("a a b".split(), 2)  # aa, ab, ab: a half, 1 and 1
    0.8333333333333334
    """
    n = len(words)
    if n < sample:
        return None
    samples = comb(n, sample)
    return sum(
        (1 - comb(n - count, sample) / samples) / sample for count in Counter(words).values()
    )
