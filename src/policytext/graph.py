"""Make the graph of concepts: which belong together, how central each is, and where to draw it.

Nodes are concepts that are mentioned, edges the pairs that meet. Communities
are Louvain's and the layout is one of springs; both are seeded. Nodes are
numbers here, in the order of their ids, for what is a number is in the same
place of a set on every run. The layout uses no sum but of one number after the
other: sums that a processor takes in its own order differ in the last digit,
and three hundred steps make that a different picture.
"""

from __future__ import annotations

from collections import defaultdict
from math import cos, sin, sqrt
from random import Random
from typing import TYPE_CHECKING

from policytext.records import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from policytext.cooccurrence import Tally
    from policytext.records import Pair

    Edge = tuple[int, int, float]
    Place = tuple[float, float]
    Values = NDArray[np.float64]

SEED = 1949
"""Where every random choice starts; any number would do, and this one is recorded in the manifest."""

N_LAID_OUT = 1_200
"""Nodes that push one another apart; of a larger graph the strongest, and the others stand by their neighbours."""


def build_graph(tallied: Tally, pairs: list[Pair]) -> list[Node]:
    """Return a node for every concept that is mentioned, ordered by id.

    Pass the mentions that count, taken down, and the pairs made of them. `degree`
    counts the concepts a concept meets, `strength` adds up its `n_cooc`.
    Communities are numbered from 0, the largest first.
    """
    concepts = tallied.concepts
    number = {concept: at for at, concept in enumerate(concepts)}
    edges = sorted((number[p.source], number[p.target], float(p.n_cooc)) for p in pairs)
    degree, strength = measure_strength(len(concepts), edges)
    community = find_communities(len(concepts), edges)
    place = lay_out(len(concepts), edges)
    return [
        Node(
            theme_id=concept,
            n_mentions=int(tallied.n_mentions[at]),
            n_passages=int(tallied.n_passages[at]),
            n_docs=int(tallied.n_docs[at]),
            degree=degree[at],
            strength=int(strength[at]),
            community=community[at],
            x=place[at][0],
            y=place[at][1],
        )
        for at, concept in enumerate(concepts)
    ]


def measure_strength(n_nodes: int, edges: Iterable[Edge]) -> tuple[list[int], list[float]]:
    """Return for every node the number of its edges and the sum of their weights."""
    degree, strength = [0] * n_nodes, [0.0] * n_nodes
    for a, b, weight in edges:
        for at in (a, b):
            degree[at] += 1
            strength[at] += weight
    return degree, strength


def find_communities(
    n_nodes: int, edges: Sequence[Edge], seed: int = SEED, resolution: float = 1.0
) -> list[int]:
    """Return the community of every node, the largest being 0; of equals the one with the first node comes first.

    Source: Blondel et al. (2008), "Fast unfolding of communities in large
    networks".

    >>> find_communities(5, [(0, 1, 2.0), (2, 3, 1.0), (3, 4, 1.0)])
    [1, 1, 0, 0, 0]
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n_nodes))
    graph.add_weighted_edges_from(edges)
    found = nx.community.louvain_communities(graph, seed=seed, resolution=resolution)
    community = [0] * n_nodes
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    for number, members in enumerate(ordered):
        for at in members:
            community[at] = number
    return community


def lay_out(n_nodes: int, edges: Sequence[Edge], seed: int = SEED) -> list[Place]:
    """Return a place between 0 and 1 for every node, in thousandths, by springs along the edges.

    Source: Fruchterman and Reingold (1991), "Graph drawing by force-directed
    placement".
    """
    if not n_nodes:
        return []
    strength = measure_strength(n_nodes, edges)[1]
    chosen = sorted(range(n_nodes), key=lambda at: (-strength[at], at))[:N_LAID_OUT]
    inside = {at: position for position, at in enumerate(sorted(chosen))}
    springs = [(inside[a], inside[b], w) for a, b, w in edges if a in inside and b in inside]
    placed = dict(zip(sorted(chosen), _spring(len(inside), springs, seed), strict=True))
    placed |= _stand_by(n_nodes, edges, placed)
    reach = max(sqrt(x * x + y * y) for x, y in placed.values()) or 1.0
    return [
        (round(0.5 + 0.5 * x / reach, 3), round(0.5 + 0.5 * y / reach, 3))
        for x, y in (placed[at] for at in range(n_nodes))
    ]


def _spring(n_nodes: int, edges: Sequence[Edge], seed: int) -> list[Place]:
    """Return places about 0 for nodes that all push one another, and are pulled along the edges.

    Sums run over the first axis of square arrays, row after row.
    """
    import numpy as np

    pull = np.zeros((n_nodes, n_nodes))
    for a, b, weight in edges:
        pull[a, b] = pull[b, a] = weight
    rng = Random(seed)  # noqa: S311 - a drawing keeps no secrets
    x, y = (np.array([rng.uniform(-1, 1) for _ in range(n_nodes)]) for _ in "xy")
    natural = 2.2 / sqrt(n_nodes)
    steps = 300 if n_nodes <= 500 else 80
    for step in range(steps):
        dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
        distance = np.maximum(np.sqrt(dx * dx + dy * dy), 0.01)
        force = natural * natural / (distance * distance) - pull * distance / natural
        across, down = (dx * force).sum(axis=0), (dy * force).sum(axis=0)
        length = np.maximum(np.sqrt(across * across + down * down), 0.01)
        heat = 0.2 * (1 - step / (steps + 1))
        x, y = x + across * heat / length, y + down * heat / length
        x, y = _center(x), _center(y)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _center(values: Values) -> Values:
    """Return values moved so that their middle is 0; added up one after the other."""
    return values - float(sum(values.tolist())) / len(values)


def _stand_by(n_nodes: int, edges: Iterable[Edge], placed: dict[int, Place]) -> dict[int, Place]:
    """Return places for the nodes that have none yet: amid the neighbours that have one, else at the rim."""
    near: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for a, b, weight in edges:
        for at, other in ((a, b), (b, a)):
            if at not in placed and other in placed:
                near[at].append((weight, *placed[other]))
    rim = max(sqrt(x * x + y * y) for x, y in placed.values())
    places = {}
    for at in range(n_nodes):
        if at in placed:
            continue
        angle = at * 2.399963  # the golden angle: no two stand in line
        total = sum(weight for weight, _, _ in near[at])
        out = 0.03 * rim if total else rim
        x = sum(weight * x for weight, x, _ in near[at]) / (total or 1)
        y = sum(weight * y for weight, _, y in near[at]) / (total or 1)
        places[at] = (x + out * cos(angle), y + out * sin(angle))
    return places
