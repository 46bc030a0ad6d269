"""Find the passages that are about the same things as a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.errors import BadQuery
from policytext.search import Hit, to_hit
from policytext.store.finding import list_marks, list_themes_of, read_candidates, read_vectors
from policytext.vectors import find_nearest

if TYPE_CHECKING:
    from policytext.store.reading import Store


def find_similar(store: Store, passage_id: str, limit: int = 10) -> list[Hit]:
    """Return up to `limit` passages most like a passage, by the cosine of their vectors (see `vectors`).

    The snippets mark the themes that both mention. Raises `UnknownName` when
    there is no such passage and `BadQuery` when it has no vector: when it is
    not counted, or the corpus is too small to learn from.
    """
    passage = store.find_passage(passage_id)
    numbers, vectors = read_vectors(store)
    if passage["passage_no"] not in numbers:
        raise BadQuery(
            f"Passage {passage['passage_id']} cannot be compared: it is not counted ({passage['kind']}), "
            "or the corpus has too few passages to learn from."
        )
    near = find_nearest(vectors, numbers.index(passage["passage_no"]), limit)
    rows = {
        row["passage_no"]: row for row in read_candidates(store, [numbers[at] for at, _ in near])
    }
    themes = list_themes_of(store, passage["passage_no"])
    return [
        to_hit(rows[numbers[at]], rank, cosine, list_marks(store, numbers[at], themes))
        for rank, (at, cosine) in enumerate(near, start=1)
    ]
