"""Make the graph of themes: which belong together, how central each is, and where to draw it.

Nodes are themes that are mentioned, edges the pairs that meet. Communities are
Louvain's and the layout is a spring layout; both are seeded, and are given
nodes and edges in one order, so the same pairs give the same graph. networkx is
imported here and nowhere else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import hypot
from typing import TYPE_CHECKING

from policytext.records import Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from policytext.records import Mention, Pair

SEED = 1949
"""Where every random choice starts; any number would do, and this one is recorded in the manifest."""


def build_graph(mentions: Iterable[Mention], pairs: list[Pair]) -> list[Node]:
    """Return a node for every theme that is mentioned, ordered by id.

    Pass the mentions that count and the pairs made of them. `degree` counts
    the themes a theme meets, `strength` adds up its `n_cooc`. Communities are
    numbered from 0, the largest first.
    """
    n_mentions: Counter[str] = Counter()
    passages: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        n_mentions[mention.theme_id] += 1
        passages[mention.theme_id].add(mention.passage_id)
        documents[mention.theme_id].add(mention.doc_id)
    graph = _to_networkx(sorted(n_mentions), pairs)
    community = find_communities(graph)
    place = lay_out(graph)
    return [
        Node(
            theme_id=theme,
            n_mentions=n_mentions[theme],
            n_passages=len(passages[theme]),
            n_docs=len(documents[theme]),
            degree=graph.degree[theme],
            strength=int(graph.degree(theme, weight="n_cooc")),
            community=community[theme],
            x=place[theme][0],
            y=place[theme][1],
        )
        for theme in sorted(n_mentions)
    ]


def _to_networkx(themes: list[str], pairs: list[Pair]) -> nx.Graph[str]:
    """Return the graph with `n_cooc` and `npmi` on its edges, added in order."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(themes)
    for pair in sorted(pairs, key=lambda p: (p.source, p.target)):
        graph.add_edge(pair.source, pair.target, n_cooc=pair.n_cooc, npmi=pair.npmi)
    return graph


def find_communities(graph: nx.Graph[str], seed: int = SEED) -> dict[str, int]:
    """Return the community of every node, the largest being 0.

    Edges count by `n_cooc`. Source: Blondel et al. (2008), "Fast unfolding of
    communities in large networks".
    """
    import networkx as nx

    found = nx.community.louvain_communities(graph, weight="n_cooc", seed=seed)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {theme: number for number, members in enumerate(ordered) for theme in sorted(members)}


def lay_out(graph: nx.Graph[str], seed: int = SEED) -> dict[str, tuple[float, float]]:
    """Return a place between 0 and 1 for every node, by springs along the edges.

    Places are rounded to thousandths, so that the last digits of one
    processor's arithmetic do not show. Source: Fruchterman and Reingold (1991),
    "Graph drawing by force-directed placement".
    """
    import networkx as nx

    if not graph:
        return {}
    n = graph.number_of_nodes()
    springs = nx.spring_layout(graph, k=2.2 / n**0.5, weight="n_cooc", iterations=300, seed=seed)
    reach = max(hypot(*at) for at in springs.values()) or 1.0
    return {
        theme: (round(0.5 + 0.5 * float(x) / reach, 3), round(0.5 + 0.5 * float(y) / reach, 3))
        for theme, (x, y) in springs.items()
    }
