"""What papers have in common: concepts that bridge them, edges that rest on one, edges they agree on."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from policytext.concepts.centrality import count_by_document
from policytext.concepts.loading import read_namings, to_condition

if TYPE_CHECKING:
    from policytext.concepts.loading import ConceptGraph
    from policytext.store.reading import Row, Store

N_LISTED = 10
"""Concepts that a row lists by name."""


def list_document_pairs(store: Store, graph: ConceptGraph) -> list[Row]:
    """Return a row for every two papers: the concepts both name and the edges both have, most alike first.

    `jaccard` is of their concepts, `jaccard_edges` of their edges. `concepts`
    lists shared concepts, those first that the fewest papers name: what makes
    these two alike.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for concept, counts in count_by_document(store, graph).items():
        for doc_id in counts:
            named[doc_id].add(concept)
    linked: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for ends, counts in count_edges_by_document(store, graph).items():
        for doc_id in counts:
            linked[doc_id].add(ends)
    n_docs = Counter(concept for concepts in named.values() for concept in concepts)
    rows = []
    for a, b in combinations(sorted(named), 2):
        shared, edges = named[a] & named[b], linked[a] & linked[b]
        rarest = sorted(shared, key=lambda concept: (n_docs[concept], concept))[:N_LISTED]
        rows.append(
            {
                "doc_a": a,
                "doc_b": b,
                "n_shared": len(shared),
                "n_a": len(named[a]),
                "n_b": len(named[b]),
                "jaccard": len(shared) / len(named[a] | named[b]),
                "n_edges_shared": len(edges),
                "n_edges_a": len(linked[a]),
                "n_edges_b": len(linked[b]),
                "jaccard_edges": len(edges) / len(linked[a] | linked[b]) if edges else 0.0,
                "concepts": [graph.nodes[graph.number[concept]]["label"] for concept in rarest],
            }
        )
    return sorted(rows, key=lambda row: (-row["jaccard"], row["doc_a"], row["doc_b"]))


def list_bridges(store: Store, graph: ConceptGraph) -> list[Row]:
    """Return the concepts that more than one paper names, the best bridges first.

    A bridge is the better the more pairs of papers it joins and the more evenly
    (`bridging`, see `centrality`) they name it; `documents` has how many
    passages of each paper do.
    """
    rows = []
    for concept, counts in count_by_document(store, graph).items():
        if len(counts) < 2:
            continue
        node = graph.nodes[graph.number[concept]]
        total = counts.total()
        spread = 1 - sum((n / total) ** 2 for n in counts.values())
        rows.append(
            {key: node[key] for key in ("concept", "label", "zh", "kind", "n_passages", "degree")}
            | {
                "n_docs": len(counts),
                "n_bridged": len(counts) * (len(counts) - 1) // 2,
                "bridging": round(spread, 9),
                "documents": _list_counts(counts),
            }
        )
    return sorted(rows, key=lambda row: (-row["n_bridged"], -row["bridging"], row["concept"]))


def list_edges_by_document(store: Store, graph: ConceptGraph) -> list[Row]:
    """Return every edge with the meetings each paper has of it, those that most papers agree on first.

    `n_docs` is 1 where an edge rests on one paper only; `largest` is the share
    of the meetings that one paper has.
    """
    found = count_edges_by_document(store, graph)
    rows = []
    for edge in graph.edges:
        counts = found[edge["source"], edge["target"]]
        rows.append(
            {
                key: edge[key]
                for key in (
                    "source",
                    "target",
                    "label_source",
                    "label_target",
                    "n_cooc",
                    "n_docs",
                    "weight",
                )
            }
            | {"largest": max(counts.values()) / counts.total(), "documents": _list_counts(counts)}
        )
    return sorted(
        rows, key=lambda row: (-row["n_docs"], -row["n_cooc"], row["source"], row["target"])
    )


def count_edges_by_document(
    store: Store, graph: ConceptGraph
) -> dict[tuple[str, str], Counter[str]]:
    """Return for every edge of a graph how many units of which papers it is in."""
    selection = graph.selection
    namings = read_namings(store, selection.unit, to_condition(store, selection.where))
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    for naming in namings:
        if naming.theme_id in graph.number:
            units[naming.doc_id, naming.passage_id].add(naming.theme_id)
    wanted: dict[tuple[str, str], Counter[str]] = {
        (e["source"], e["target"]): Counter() for e in graph.edges
    }
    for (doc_id, _), concepts in units.items():
        for ends in combinations(sorted(concepts), 2):
            if ends in wanted:
                wanted[ends][doc_id] += 1
    return wanted


def _list_counts(counts: Counter[str]) -> list[str]:
    """Return counts by paper as text, largest first."""
    ordered = sorted(counts, key=lambda doc_id: (-counts[doc_id], doc_id))
    return [f"{doc_id} {counts[doc_id]}" for doc_id in ordered]
