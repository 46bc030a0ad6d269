"""Find the passages that are about the same things as a passage.

Two things speak for it: the words, by the cosine of their vectors (see
`vectors`), and the concepts of the graph that both name, by the cosine of
these, each weighed by its rarity ln(1 + N/n) (after Spärck Jones 1972). The
likeness is the mean of the two; of a passage that names no concept the words
alone decide. Concepts are the same in Chinese and English.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from policytext.errors import BadQuery
from policytext.search import Hit, to_hit
from policytext.store.finding import (
    list_marks,
    list_themes_of,
    read_candidates,
    read_kindred,
    read_vectors,
    weigh_concepts,
)
from policytext.vectors import measure_nearness

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    import numpy as np
    from numpy.typing import NDArray

    from policytext.store.reading import Store


def find_similar(store: Store, passage_id: str, limit: int = 10) -> list[Hit]:
    """Return up to `limit` passages most like a passage.

    The snippets mark the themes that both mention. Raises `UnknownName` when
    there is no such passage and `BadQuery` when it has no vector: when it is
    not counted, or the corpus is too small to learn from.
    """
    passage = store.find_passage(passage_id)
    number = passage["passage_no"]
    numbers, vectors = read_vectors(store)
    if number not in numbers:
        raise BadQuery(
            f"Passage {passage['passage_id']} cannot be compared: it is not counted ({passage['kind']}), "
            "or the corpus has too few passages to learn from."
        )
    likeness = measure_nearness(vectors, numbers.index(number))
    if kindred := read_kindred(store, number):
        shared = measure_concepts(kindred, number, weigh_concepts(store))
        likeness = (likeness + [shared.get(each, 0.0) for each in numbers]) / 2
    near = [(numbers[at], float(likeness[at])) for at in _sort(likeness, limit + 1)]
    near = [(each, score) for each, score in near if each != number and score > 0][:limit]
    rows = {row["passage_no"]: row for row in read_candidates(store, [each for each, _ in near])}
    themes = list_themes_of(store, number)
    return [
        to_hit(rows[each], rank, score, list_marks(store, each, themes))
        for rank, (each, score) in enumerate(near, start=1)
    ]


def _sort(likeness: NDArray[np.float64], limit: int) -> list[int]:
    """Return the places of the greatest numbers, equals by place."""
    import numpy as np

    return np.lexsort((np.arange(len(likeness)), -likeness.round(6)))[:limit].tolist()  # type: ignore[no-any-return]


def measure_concepts(
    named: Mapping[int, AbstractSet[str]], number: int, weights: Mapping[str, float]
) -> dict[int, float]:
    """Return the cosine of what passages name with what one of them names, by number, from 0 to 1.

    >>> named = {1: {"a", "b"}, 2: {"a"}, 3: {"a", "b"}}
    >>> measure_concepts(named, 1, {"a": 1.0, "b": 1.0})
    {1: 1.0, 2: 0.7071, 3: 1.0}
    """
    lengths = {
        at: sqrt(sum(weights[concept] ** 2 for concept in sorted(concepts)))
        for at, concepts in named.items()
    }
    mine = named[number]
    return {
        at: round(
            sum(weights[concept] ** 2 for concept in sorted(mine & concepts))
            / (lengths[number] * lengths[at]),
            4,
        )
        for at, concepts in named.items()
    }
