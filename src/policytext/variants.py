"""Show how steadily a theme is rendered.

A theme's *renderings* are the wordings its mentions have, case and inflection
of the form aside. How unsteady they are is the entropy of their shares (Shannon
1948); two to the power of it is the *effective number* of renderings (Hill
1973): 1.0 where all papers say the same, 2.0 where two wordings share the field.
Where another rendering may hide, `wordings` says.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.store.reading import Row, Store


@dataclass(frozen=True, slots=True)
class Rendering:
    """How steadily one theme is rendered over the corpus.

    `entropy` is in bits; `effective` is the effective number of renderings.
    `corrupt` counts the mentions by forms that are slips of translation.
    """

    theme: str
    label: str
    zh: str
    n_mentions: int
    n_docs: int
    n_renderings: int
    entropy: float
    effective: float
    corrupt: int
    main: str


def measure_entropy(counts: Iterable[int]) -> float:
    """Return the entropy of some counts in bits.

    >>> measure_entropy([2, 1, 1]), measure_entropy([5])
    (1.5, 0.0)
    """
    shares = [count for count in counts if count]
    total = sum(shares)
    return sum(count / total * log2(total / count) for count in shares)


def measure_renderings(store: Store) -> list[Rendering]:
    """Return how steadily every mentioned theme is rendered, the least steady first."""
    surfaces: dict[str, list[Row]] = defaultdict(list)
    for row in store.count_renderings():
        surfaces[row["theme"]].append(row)
    renderings = [_measure(rows) for rows in surfaces.values()]
    return sorted(renderings, key=lambda r: (-r.entropy, -r.n_mentions, r.theme))


def _measure(rows: Sequence[Row]) -> Rendering:
    """Return the figures of one theme from its surfaces by document."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row["surface"]] += row["n_mentions"]
    entropy = measure_entropy(counts.values())
    return Rendering(
        rows[0]["theme"],
        rows[0]["label"],
        rows[0]["zh"],
        sum(counts.values()),
        len({row["doc_id"] for row in rows}),
        len(counts),
        round(entropy, 4),
        round(2**entropy, 2),
        sum(row["n_mentions"] for row in rows if row["form_kind"] == "corrupt"),
        max(sorted(counts), key=lambda surface: counts[surface]),
    )
