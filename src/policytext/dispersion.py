"""Say how evenly a word, phrase or theme is spread over the parts of a corpus.

A part is whatever the reader compares: a document, a year, a place. A thing
may be frequent because every part has it or because one part never stops
saying it; counts alone do not tell the two apart. Here stand

- range: in how many parts it occurs at all,
- DP, the deviation of proportions: half the sum over all parts of the
  difference between the share of the occurrences that fall into the part and
  the share of all tokens that do. 0 is as even as the sizes allow, close to 1
  all of it in a small part (Gries 2008, "Dispersions and adjusted frequencies
  in corpora", International Journal of Corpus Linguistics 13:4),
- DPnorm: DP over the most it could be, 1 less the share of the smallest part,
  so that corpora of few parts compare with corpora of many (Lijffijt and Gries
  2012, correction to Gries 2008, the same journal 17:1).

What is undefined is `None`: DP of what never occurs, DPnorm over one part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How one thing is spread: `n` occurrences in `range` parts; `None` where a measure is undefined."""

    n: int
    range: int
    dp: float | None
    dp_norm: float | None


class Parts:
    """The parts of a corpus and how many tokens each has; parts without a token do not count.

    >>> parts = Parts({"a": 50, "b": 25, "c": 25})
    >>> parts.measure({"a": 1, "b": 3})
    Dispersion(n=4, range=2, dp=0.5, dp_norm=0.6666666666666666)
    """

    __slots__ = ("shares", "smallest", "total")

    def __init__(self, sizes: Mapping[str, int]) -> None:
        """Know the tokens of every part by its name."""
        self.total = sum(sizes.values())
        self.shares = {name: size / self.total for name, size in sizes.items() if size}
        self.smallest = min(self.shares.values(), default=0.0)

    def measure(self, counts: Mapping[str, int]) -> Dispersion:
        """Return the dispersion of a thing that occurs `counts[part]` times in each part.

        A part that is left out has none of it, so the cost is of the parts it
        occurs in. Raises `KeyError` for a part without tokens.
        """
        n = sum(counts.values())
        present = {part: count for part, count in counts.items() if count}
        if not n:
            return Dispersion(0, 0, None, None)
        covered = sum(self.shares[part] for part in present)
        apart = sum(abs(count / n - self.shares[part]) for part, count in present.items())
        # The parts without it differ by their whole share; rounding must not leave DP of -1e-17.
        dp = max(0.0, (apart + 1.0 - covered) / 2)
        return Dispersion(n, len(present), dp, self._norm(dp))

    def _norm(self, dp: float) -> float | None:
        """Return DP over its maximum; `None` where one part is the whole corpus."""
        return dp / (1 - self.smallest) if len(self.shares) > 1 else None
