"""Which concepts belong together, how sure that is, and which of them change sides.

Louvain's communities depend on the order it looks at nodes in, which is drawn
at random. The seed makes one answer the same on every run, but does not make
it the only one: so the graph is divided again with other seeds, and what the
divisions have in common is told as figures. Normalised mutual information
(Danon et al. 2005, by the mean of both entropies; 1 for the same division, 0
for unrelated ones) and the adjusted Rand index (Hubert and Arabie 1985; the
same, 0 by chance) are means over every two divisions, of the concepts that
have an edge.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from policytext.graph import SEED, find_communities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.concepts.loading import ConceptGraph
    from policytext.store.reading import Row

N_RUNS = 20
"""Divisions that are compared, the answer itself among them."""

N_NAMES = 3
"""Concepts a community is named by: its strongest."""


@dataclass(frozen=True, slots=True)
class Division:
    """A graph divided: the community of every node, their names, and how steady that is.

    `elsewhere[i]` counts the other runs in which node i was in another
    community, by the number of that. `nmi` and `ari` are none where there is
    nothing to compare.
    """

    community: tuple[int, ...]
    names: tuple[str, ...]
    elsewhere: tuple[Counter[int], ...]
    n_runs: int
    nmi: float | None
    ari: float | None


def divide(graph: ConceptGraph, n_runs: int = N_RUNS, resolution: float = 1.0) -> Division:
    """Return the communities of a graph by its `n_cooc`, with how steady they are over `n_runs` seeds."""
    edges = graph.to_numbers("n_cooc")
    runs = [
        find_communities(len(graph.nodes), edges, SEED + run, resolution) for run in range(n_runs)
    ]
    first = runs[0]
    elsewhere = [Counter[int]() for _ in first]
    for run in runs[1:]:
        same = _match(first, run)
        for at, community in enumerate(run):
            if same.get(community, -1) != first[at]:
                elsewhere[at][same.get(community, -1)] += 1
    linked = [
        at for at, node in enumerate(graph.nodes) if node["degree"]
    ]  # others are always alone
    nmi, ari = compare_divisions([[run[at] for at in linked] for run in runs])
    return Division(
        tuple(first), tuple(name_communities(graph, first)), tuple(elsewhere), n_runs, nmi, ari
    )


def compare_divisions(runs: Sequence[Sequence[int]]) -> tuple[float | None, float | None]:
    """Return the mean normalised mutual information and adjusted Rand index of every two divisions."""
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    pairs = list(combinations(runs, 2))
    if not pairs or not runs[0]:
        return None, None
    nmi, ari = (
        sum(float(score(a, b)) for a, b in pairs) / len(pairs)
        for score in (normalized_mutual_info_score, adjusted_rand_score)
    )
    return round(nmi, 6), round(ari, 6)


def _match(first: Sequence[int], other: Sequence[int]) -> dict[int, int]:
    """Return for communities of another division which one of the first each is, by most nodes in common."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    table = np.zeros((max(other, default=-1) + 1, max(first, default=-1) + 1), dtype=int)
    for a, b in zip(other, first, strict=True):
        table[a, b] += 1
    rows, columns = linear_sum_assignment(table, maximize=True)
    return dict(zip(rows.tolist(), columns.tolist(), strict=True))


def name_communities(graph: ConceptGraph, community: Sequence[int]) -> list[str]:
    """Return a name for every community: its strongest concepts, by meetings inside it."""
    inside = [0] * len(graph.nodes)
    for a, b, weight in graph.to_numbers("n_cooc"):
        if community[a] == community[b]:
            inside[a] += int(weight)
            inside[b] += int(weight)
    members: dict[int, list[int]] = {}
    for at, number in enumerate(community):
        members.setdefault(number, []).append(at)
    return [
        " · ".join(
            graph.nodes[at]["label"] for at in _order(graph, members[number], inside)[:N_NAMES]
        )
        for number in sorted(members)
    ]


def _order(graph: ConceptGraph, members: list[int], inside: Sequence[int]) -> list[int]:
    """Return the members of a community, strongest first."""
    return sorted(
        members,
        key=lambda at: (-inside[at], -graph.nodes[at]["n_passages"], graph.nodes[at]["concept"]),
    )


def list_communities(graph: ConceptGraph, division: Division) -> list[Row]:
    """Return a row for every community of more than one concept.

    `n_inside` and `n_outside` are meetings along its edges, within it and
    across its border; `steady` is the share of its concepts that are in it on
    every run. `nmi` and `ari` are those of the whole division.
    """
    n_inside, n_outside = Counter[int](), Counter[int]()
    for a, b, weight in graph.to_numbers("n_cooc"):
        ends = {division.community[a], division.community[b]}
        (n_inside if len(ends) == 1 else n_outside).update(dict.fromkeys(ends, int(weight)))
    rows = []
    for number, name in enumerate(division.names):
        members = [at for at, where in enumerate(division.community) if where == number]
        if len(members) < 2:
            continue
        steady = sum(not division.elsewhere[at] for at in members) / len(members)
        ordered = _order(graph, members, [node["strength"] for node in graph.nodes])
        rows.append(
            {
                "community": number,
                "name": name,
                "n_concepts": len(members),
                "n_inside": n_inside[number],
                "n_outside": n_outside[number],
                "steady": round(steady, 6),
                "n_runs": division.n_runs,
                "nmi": division.nmi,
                "ari": division.ari,
                "concepts": [graph.nodes[at]["concept"] for at in ordered],
            }
        )
    return rows


def list_switching(graph: ConceptGraph, division: Division) -> list[Row]:
    """Return the concepts that some runs put into another community, the least steady first.

    `n_elsewhere` of the `n_runs` put it there, most often into `other`, empty
    where that is none of the communities here.
    """
    rows = []
    for at, (node, counts) in enumerate(zip(graph.nodes, division.elsewhere, strict=True)):
        if not counts:
            continue
        other = min(counts, key=lambda number: (-counts[number], number))
        rows.append(
            {
                "concept": node["concept"],
                "label": node["label"],
                "zh": node["zh"],
                "community": division.community[at],
                "name": division.names[division.community[at]],
                "n_elsewhere": counts.total(),
                "n_runs": division.n_runs,
                "other": None if other < 0 else other,
                "other_name": "" if other < 0 else division.names[other],
            }
        )
    return sorted(rows, key=lambda row: (-row["n_elsewhere"], row["concept"]))
