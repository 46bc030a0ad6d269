"""Tell whether things stand near one another, counting words as the index counts them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from policytext.store.indexing import find_index_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.queries.patterns import Finder


def stand_near(text: str, finders: Sequence[Finder], within: int) -> bool:
    """Tell whether a folded text has a place for each finder with at most `within` words between them.

    As in SQLite's NEAR: from the end of the first to the start of the last
    there are at most `within` words.
    """
    words = find_index_words(text)
    everything = set(range(len(finders)))
    places = sorted(
        (bisect_left(words, start), bisect_left(words, end), number)
        for number, finder in enumerate(finders)
        for start, end in finder.find(text)
    )
    return any(
        {number, *(n for start, _, n in places[at + 1 :] if start - end <= within)} == everything
        for at, (_, end, number) in enumerate(places)
    )
