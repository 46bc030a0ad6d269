"""How central concepts are, each measure by its own name.

`degree` counts the concepts a concept meets, `strength` the meetings. PageRank
(Brin and Page 1998) follows edges by `n_cooc`. Betweenness (Freeman 1977) is
the share of all shortest paths that lead through a concept, a step being
1/`n_cooc` long (Newman 2001); in a graph of more than 1,000 concepts it is
estimated from 1,000 of them (Brandes and Pich 2007), drawn with the seed.
`bridging` tells how evenly a concept's passages are spread over the papers:
1 - sum of squared shares, 0 where one paper has them all (the participation
coefficient of Guimerà and Amaral 2005, papers as modules). `n_bridged` counts
the pairs of papers it joins.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policytext.concepts.loading import read_namings, to_condition
from policytext.graph import SEED

if TYPE_CHECKING:
    from policytext.concepts.loading import ConceptGraph
    from policytext.store.reading import Row, Store

MEASURES = ("strength", "degree", "pagerank", "betweenness", "bridging")

N_SAMPLED = 1_000


def rank_central(store: Store, graph: ConceptGraph, by: str = "strength") -> list[Row]:
    """Return every concept of a graph with its centrality, the most central first by one of `MEASURES`."""
    pagerank, betweenness = measure_centrality(graph)
    spread = count_by_document(store, graph)
    rows = []
    for at, node in enumerate(graph.nodes):
        counts = spread.get(node["concept"], Counter())
        total = counts.total()
        shares = sum((n / total) ** 2 for _, n in sorted(counts.items())) if total else 1.0
        rows.append(
            {
                key: node[key]
                for key in (
                    "concept",
                    "label",
                    "zh",
                    "kind",
                    "n_passages",
                    "n_docs",
                    "degree",
                    "strength",
                )
            }
            | {
                "pagerank": round(pagerank[at], 9),
                "betweenness": round(betweenness[at], 9),
                "bridging": round(1 - shares, 9),
                "n_bridged": len(counts) * (len(counts) - 1) // 2,
            }
        )
    return sorted(rows, key=lambda row: (-row[by], -row["strength"], row["concept"]))


def measure_centrality(graph: ConceptGraph) -> tuple[list[float], list[float]]:
    """Return PageRank and betweenness of every node of a graph, by place."""
    import networkx as nx

    edges = graph.to_numbers("n_cooc")
    if not graph.nodes:
        return [], []
    meetings: nx.Graph[int] = nx.Graph()
    meetings.add_nodes_from(range(len(graph.nodes)))
    for a, b, weight in edges:
        meetings.add_edge(a, b, weight=weight, length=1 / weight)
    pagerank = nx.pagerank(meetings, weight="weight", tol=1e-10, max_iter=500)
    sampled = N_SAMPLED if len(graph.nodes) > N_SAMPLED else None
    betweenness = nx.betweenness_centrality(meetings, k=sampled, weight="length", seed=SEED)
    places = range(len(graph.nodes))
    return [pagerank[at] for at in places], [betweenness[at] for at in places]


def count_by_document(store: Store, graph: ConceptGraph) -> dict[str, Counter[str]]:
    """Return for every concept in how many passages of which papers it is named."""
    namings = read_namings(store, "passage", to_condition(store, graph.selection.where))
    spread: dict[str, Counter[str]] = {}
    for concept, doc_id, _ in sorted({(n.theme_id, n.doc_id, n.passage_id) for n in namings}):
        if concept in graph.number:
            spread.setdefault(concept, Counter())[doc_id] += 1
    return spread
