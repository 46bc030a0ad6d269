"""What lies around a concept, between two, and beside both.

A path is a chain of concepts each of which meets the next. Its strength is the
product of the weights along it where these are shares (Jaccard, Dice, cosine):
the strongest chain is then the shortest one by -ln of the weights. By any other
measure a step is 1/weight long, after Newman (2001, "Scientific collaboration
networks II"), and the strength is 1 by the length of all. Several chains are
found as Yen (1971) does, none visiting a concept twice.
"""

from __future__ import annotations

from itertools import islice, pairwise
from math import exp, log
from typing import TYPE_CHECKING

from policytext.concepts.evidence import list_evidence
from policytext.concepts.loading import sort_edges
from policytext.errors import BadQuery

if TYPE_CHECKING:
    from policytext.concepts.loading import ConceptGraph
    from policytext.store.reading import Row, Store

SHARES = ("jaccard", "dice", "cosine")
"""Measures from 0 to 1 whose product along a chain is its strength."""


def _list_edges_of(graph: ConceptGraph) -> dict[str, list[Row]]:
    """Return the edges of every concept, strongest first."""
    found: dict[str, list[Row]] = {node["concept"]: [] for node in graph.nodes}
    for edge in sort_edges(graph.edges, graph.selection.measure):
        found[edge["source"]].append(edge)
        found[edge["target"]].append(edge)
    return found


def _other(edge: Row, concept: str) -> str:
    """Return the other end of an edge."""
    return str(edge["target"] if edge["source"] == concept else edge["source"])


def require_node(graph: ConceptGraph, concept: str) -> Row:
    """Return the node of a concept; raises `BadQuery` where this graph has none."""
    node = graph.find_node(concept)
    if node is None:
        raise BadQuery(
            f"'{concept}' is not in this graph: no passage that counts names it, or the filters leave it out. "
            "Ask for a wider part, or for another concept."
        )
    return node


def find_ego(
    graph: ConceptGraph, concept: str, depth: int = 1, top: int | None = None
) -> list[Row]:
    """Return the edges around a concept: those to its neighbours, to theirs, and so on, `depth` steps out.

    From each concept the `top` strongest edges are followed, all where there is
    no limit; as any of these counts for both its ends, a concept can have more.
    Edges among the outermost concepts are left out. `distance` is that of the
    edge's farther end.
    """
    require_node(graph, concept)
    edges_of = _list_edges_of(graph)
    rows: dict[tuple[str, str], Row] = {}
    reached, rim = {concept}, [concept]
    for distance in range(1, depth + 1):
        ahead: list[str] = []
        for at in rim:
            for edge in edges_of[at][:top]:
                rows.setdefault((edge["source"], edge["target"]), edge | {"distance": distance})
                if _other(edge, at) not in reached:
                    reached.add(_other(edge, at))
                    ahead.append(_other(edge, at))
        rim = ahead
    return list(rows.values())


def find_shared(graph: ConceptGraph, a: str, b: str) -> list[Row]:
    """Return the concepts that meet both of two, those first whose weaker edge is strongest."""
    for concept in (a, b):
        require_node(graph, concept)
    edges_of = _list_edges_of(graph)
    of_a, of_b = ({_other(e, each): e for e in edges_of[each]} for each in (a, b))
    rows = []
    for concept in sorted(of_a.keys() & of_b.keys()):
        node = require_node(graph, concept)
        row = {"concept": concept, "label": node["label"], "zh": node["zh"]}
        for side, edge in (("a", of_a[concept]), ("b", of_b[concept])):
            row |= {f"{key}_{side}": edge[key] for key in ("n_cooc", "n_docs", "weight")}
        weights = [row["weight_a"], row["weight_b"]]
        rows.append(
            row
            | {
                "measure": graph.selection.measure,
                "weakest": None if None in weights else min(weights),
            }
        )
    first = "n_cooc" if graph.selection.measure == "jaccard" else "weight"
    return sorted(
        rows,
        key=lambda row: (
            -min(row[f"{first}_a"] or 0, row[f"{first}_b"] or 0),
            -(row["weakest"] or 0),
            row["concept"],
        ),
    )


def find_paths(graph: ConceptGraph, a: str, b: str, n_paths: int = 3) -> list[list[Row]]:
    """Return the strongest chains from one concept to another, strongest first, each as its edges in order.

    Each edge has, besides its own columns, `path` and `step` from 1, `strength`
    of the whole chain, and `start` and `end`, the two concepts in the chain's
    direction. No chains where none leads there.
    """
    import networkx as nx

    for concept in (a, b):
        require_node(graph, concept)
    if a == b:
        return []
    measure = graph.selection.measure
    length: nx.Graph[str] = nx.Graph()
    length.add_nodes_from(node["concept"] for node in graph.nodes)
    edge_between: dict[tuple[str, str], Row] = {}
    for edge in graph.edges:
        if edge["weight"] is None or edge["weight"] <= 0:
            continue
        step = -log(edge["weight"]) if measure in SHARES else 1 / edge["weight"]
        length.add_edge(edge["source"], edge["target"], length=max(step, 0.0))
        for ends in ((edge["source"], edge["target"]), (edge["target"], edge["source"])):
            edge_between[ends] = edge
    if not nx.has_path(length, a, b):
        return []
    chains = islice(nx.shortest_simple_paths(length, a, b, weight="length"), n_paths)
    found = []
    for number, chain in enumerate(chains, start=1):
        total = sum(length.edges[ends]["length"] for ends in pairwise(chain))
        strength = exp(-total) if measure in SHARES else 1 / total
        found.append(
            [
                {
                    "path": number,
                    "strength": round(strength, 9),
                    "step": step,
                    "start": ends[0],
                    "end": ends[1],
                }
                | edge_between[ends]
                for step, ends in enumerate(pairwise(chain), start=1)
            ]
        )
    return found


def add_passages(store: Store, steps: list[Row], limit: int, where: str = "") -> list[Row]:
    """Return the steps of a chain, each with up to `limit` passages that show it, as `evidence` lists them."""
    return [
        step | {"passages": list_evidence(store, step["start"], step["end"], limit, where)}
        for step in steps
    ]
