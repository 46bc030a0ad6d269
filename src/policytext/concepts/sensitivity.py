"""How far the graph depends on what it was made with: unit, threshold and measure.

One setting at a time is changed from the one asked for, and what comes out is
set beside it. Concepts are ranked by the sum of their weights: Kendall's tau-b
(Kendall 1945) and Spearman's rho (1904) say how far the ranks agree over the
concepts both graphs have, `top_10` how many of the first ten stay. `tau_edges`
is of the weights of the edges both have. Communities are Louvain's by the same
weights; `nmi` is their normalised mutual information. All are 1 where nothing
changes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.concepts.communities import compare_divisions
from policytext.concepts.loading import UNITS, load_graph
from policytext.graph import find_communities, measure_strength
from policytext.store.meetings import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.concepts.loading import ConceptGraph, Selection
    from policytext.store.reading import Row, Store

THRESHOLDS = (1, 2, 3, 5)
"""Meetings an edge must have."""


def measure_sensitivity(store: Store, selection: Selection) -> list[Row]:
    """Return a row for each setting: what was changed, the graph's size and how far it agrees with the first row's."""
    base = load_graph(store, selection)
    return [_compare(base, load_graph(store, s), changed) for changed, s in _vary(selection)]


def _vary(selection: Selection) -> Iterator[tuple[str, Selection]]:
    """Yield the setting asked for, then each that differs from it in one respect."""
    yield "", selection
    for unit in UNITS:
        if unit != selection.unit:
            yield "unit", replace(selection, unit=unit)  # type: ignore[arg-type]
    for measure in MEASURES:
        if measure != selection.measure:
            yield "measure", replace(selection, measure=measure)
    for least in THRESHOLDS:
        if least != selection.min_cooc:
            yield "min_cooc", replace(selection, min_cooc=least)
    yield "min_docs", replace(selection, min_docs=2 if selection.min_docs == 1 else 1)
    if selection.max_alpha is None:
        yield "max_alpha", replace(selection, max_alpha=0.05)
    if selection.max_p is None:
        yield "max_p", replace(selection, max_p=0.05)


def _compare(base: ConceptGraph, other: ConceptGraph, changed: str) -> Row:
    """Return how far a graph agrees with another."""
    asked = other.selection
    scores = [_rank(graph) for graph in (base, other)]
    both = sorted(scores[0].keys() & scores[1].keys())
    tau, rho = _correlate([scores[0][c] for c in both], [scores[1][c] for c in both])
    weights = [{(e["source"], e["target"]): e["weight"] for e in g.edges} for g in (base, other)]
    common = [
        k
        for k in sorted(weights[0].keys() & weights[1].keys())
        if None not in (weights[0][k], weights[1][k])
    ]
    tau_edges, _ = _correlate([weights[0][k] for k in common], [weights[1][k] for k in common])
    firsts = [set(sorted(score, key=lambda c: (-score[c], c))[:10]) for score in scores]
    return {
        "changed": changed,
        "unit": asked.unit,
        "measure": asked.measure,
        "min_cooc": asked.min_cooc,
        "min_docs": asked.min_docs,
        "max_alpha": asked.max_alpha,
        "max_p": asked.max_p,
        "n_concepts": len(scores[1]),
        "n_edges": len(other.edges),
        "n_concepts_both": len(both),
        "n_edges_both": len(common),
        "tau": tau,
        "rho": rho,
        "top_10": len(firsts[0] & firsts[1]),
        "tau_edges": tau_edges,
        "nmi": _compare_communities(base, other, both),
    }


def _rank(graph: ConceptGraph) -> dict[str, float]:
    """Return the sum of the weights of every concept that has an edge; a weight below 0 counts nothing."""
    degree, strength = measure_strength(len(graph.nodes), graph.to_numbers("weight"))
    return {n["concept"]: strength[at] for at, n in enumerate(graph.nodes) if degree[at]}


def _correlate(a: list[float], b: list[float]) -> tuple[float | None, float | None]:
    """Return Kendall's tau-b and Spearman's rho; none where either does not vary."""
    from scipy.stats import kendalltau, spearmanr

    if len(set(a)) < 2 or len(set(b)) < 2:
        return None, None
    return round(float(kendalltau(a, b).statistic), 6), round(float(spearmanr(a, b).statistic), 6)


def _compare_communities(base: ConceptGraph, other: ConceptGraph, both: list[str]) -> float | None:
    """Return how far the communities of the concepts two graphs have agree."""
    if not both:
        return None
    found = [find_communities(len(g.nodes), g.to_numbers("weight")) for g in (base, other)]
    runs = [
        [run[graph.number[concept]] for concept in both]
        for run, graph in zip(found, (base, other), strict=True)
    ]
    return compare_divisions(runs)[0]
