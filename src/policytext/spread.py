"""Tell where in each paper a theme, word or phrase falls, in words from the paper's first."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from policytext.dispersion import Parts
from policytext.store.counting import list_counted, list_theme_marks, read_positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.store.reading import Row, Store


def find_spread(store: Store, theme_ids: Sequence[str]) -> list[Row]:
    """Return a row for every theme and paper: how often, and after how many words of the counted text.

    `places` are 0-based positions among the `tokens` words of the paper. `docs`
    and `dp` (Gries 2008) tell how evenly the theme is spread over the papers.
    """
    starts, sizes = _measure_papers(store)
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    marks: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for number, theme, start, _ in list_theme_marks(store, theme_ids):
        marks[number].append((theme, start))
    for number, own in marks.items():
        doc_id, first, packed = starts[number]
        ends = read_positions(packed)[1::2]
        for theme, start in own:
            found[theme][doc_id].append(first + bisect_right(ends, start))
    parts = Parts(sizes)
    return [
        {
            "theme": theme,
            "doc_id": doc_id,
            "n": len(found[theme][doc_id]),
            "tokens": size,
            "docs": spread.range,
            "dp": spread.dp if len(parts.shares) > 1 else None,
            "places": found[theme][doc_id],
        }
        for theme in theme_ids
        for spread in [parts.measure({d: len(p) for d, p in found[theme].items() if sizes[d]})]
        for doc_id, size in sizes.items()
    ]


def _measure_papers(store: Store) -> tuple[dict[int, tuple[str, int, bytes]], Counter[str]]:
    """Return each counted passage's paper, its first word's place in it and its packed words; the papers' words."""
    sizes: Counter[str] = Counter()
    starts = {}
    packed = {
        row["passage_no"]: row["tokens"]
        for row in store.stream("SELECT passage_no, tokens FROM passages WHERE counted")
    }
    for row in list_counted(store):
        starts[row["passage_no"]] = (row["doc_id"], sizes[row["doc_id"]], packed[row["passage_no"]])
        sizes[row["doc_id"]] += row["n_tokens"]
    return starts, sizes
