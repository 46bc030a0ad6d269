"""What numpy does, done faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Number = TypeVar("Number", np.uint64, np.int64)


def sort_distinct(numbers: NDArray[Number]) -> NDArray[Number]:
    """Return the different ones of some numbers, sorted.

    `numpy.unique` puts them into a hash table first, which takes fifty times as
    long for the ten thousand numbers of a paper.

    >>> sort_distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(numbers)
    is_new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]
