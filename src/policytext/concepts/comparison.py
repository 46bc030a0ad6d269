"""How one part of the corpus links concepts, and another: edges gained, lost and changed.

Parts differ in size, so beside the counts stands the rate per 100 units, and
the log-likelihood of the difference (Rayson and Garside 2000): are two concepts
together in more of these passages than of those? Its p is that of chi-squared
with one degree of freedom, adjusted over all edges compared (Benjamini and
Hochberg 1995). Counts below five on both sides support no such inference.
"""

from __future__ import annotations

from math import erfc, sqrt
from typing import TYPE_CHECKING

from policytext.errors import UnknownName
from policytext.folding import fold
from policytext.store.choosing import is_same_place, match_documents

if TYPE_CHECKING:
    from policytext.concepts.loading import ConceptGraph
    from policytext.store.reading import Row, Store

CHANGES = ("gained", "lost", "changed", "same")


def name_parts(store: Store, a: str, b: str | None = None, within: str = "") -> tuple[str, str]:
    """Return the queries of two parts of the corpus, the second all but the first where it has no name.

    A part is called by a paper's id, by a place, year or other value that
    papers are told apart by, by what ids begin with, or by a query. `within` is a query that both must
    fulfil. Raises `UnknownName`, with the names that look like it.
    """
    first, second = (
        _to_query(store, a),
        f"NOT ({_to_query(store, a)})" if b is None else _to_query(store, b),
    )
    if not within:
        return first, second
    return f"({within}) AND ({first})", f"({within}) AND ({second})"


def _to_query(store: Store, part: str) -> str:
    """Return a part of the corpus as a query."""
    documents = [row["doc_id"] for row in store.list_documents()]
    if part.strip() in documents:
        return f'doc:"{part.strip()}"'
    facets = store.list_facets()
    for row in sorted(facets, key=lambda row: row["name"] not in ("place", "year")):
        same = is_same_place if row["name"] == "place" else _is_same
        if same(part, row["value"]):
            return f'{row["name"]}:"{row["value"]}"'
    if any(mark in part for mark in ":：()（） "):
        return part
    if found := match_documents(documents, part):
        return " OR ".join(f'doc:"{doc_id}"' for doc_id in found)
    known = [*documents, *(row["value"] for row in facets)]
    raise UnknownName("document, place or year", part, known)


def _is_same(a: str, b: str) -> bool:
    """Tell whether two values are one, folded."""
    return fold(a).strip() == fold(b).strip()


def compare_graphs(a: ConceptGraph, b: ConceptGraph) -> list[Row]:
    """Return a row for every edge of either graph, from `a` to `b`, those that differ most first.

    `change` is gained (only in `b`), lost (only in `a`), changed, or same where
    the rates are equal. `log_likelihood` carries the sign of the difference.
    """
    import numpy as np

    from policytext.association import adjust_p, measure_log_likelihood

    edges = {(e["source"], e["target"]): e for e in (*a.edges, *b.edges)}
    counts_a, counts_b = ({(e["source"], e["target"]): e for e in each.edges} for each in (a, b))
    keys = sorted(edges)
    if not keys:
        return []
    n_a, n_b = (np.array([_count(each, key) for key in keys]) for each in (counts_a, counts_b))
    units = np.full(len(keys), b.n_units)
    g2 = measure_log_likelihood(n_b, n_a + n_b, units, a.n_units + b.n_units)
    p = np.array([erfc(sqrt(value / 2)) for value in g2.tolist()])
    rows = [
        _to_row(edges[key], counts_a.get(key), counts_b.get(key), (a.n_units, b.n_units))
        | {"measure": a.selection.measure, "p": each_p, "p_adj": adjusted}
        for key, each_p, adjusted in zip(keys, p.tolist(), adjust_p(p).tolist(), strict=True)
    ]
    for row, value in zip(rows, g2.tolist(), strict=True):
        row["log_likelihood"] = round(value if row["difference"] >= 0 else -value, 9)
    return sorted(rows, key=lambda row: (-abs(row["log_likelihood"]), row["source"], row["target"]))


def _count(edges: dict[tuple[str, str], Row], key: tuple[str, str]) -> int:
    """Return the meetings of an edge, 0 where there is none."""
    return int(edges[key]["n_cooc"]) if key in edges else 0


def _to_row(edge: Row, a: Row | None, b: Row | None, n_units: tuple[int, int]) -> Row:
    """Return an edge as it is on either side."""
    row = {key: edge[key] for key in ("source", "target", "label_source", "label_target")}
    for side, found, n in (("a", a, n_units[0]), ("b", b, n_units[1])):
        row[f"n_cooc_{side}"] = found["n_cooc"] if found else 0
        row[f"n_docs_{side}"] = found["n_docs"] if found else 0
        row[f"rate_{side}"] = round(100 * row[f"n_cooc_{side}"] / n, 9) if n else None
        row[f"weight_{side}"] = found["weight"] if found else 0.0
    difference = (row["rate_b"] or 0) - (row["rate_a"] or 0)
    change = "gained" if a is None else "lost" if b is None else "changed" if difference else "same"
    return {"change": change, **row, "difference": round(difference, 9), "log_likelihood": 0.0}
