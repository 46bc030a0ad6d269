"""The passages behind an edge, with what is named in them marked, and a reference to each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.citations import cite_passage
from policytext.concepts.loading import (
    Selection,
    load_graph,
    read_namings,
    sort_edges,
    to_condition,
)
from policytext.store import meetings
from policytext.store.meetings import measure_apart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.store.reading import Row, Store


def list_evidence(
    store: Store, a: str, b: str, limit: int | None = None, where: str = ""
) -> list[Row]:
    """Return the passages in which two concepts meet, those that name them most often first.

    `marks` are the places of both in the reading text, `highlighted` is the
    text with `**` around them, `citation` a reference to the passage.
    """
    documents: dict[str, Row] = {}
    rows = []
    for row in meetings.list_evidence(store, a, b, limit, to_condition(store, where)):
        doc_id = row["doc_id"]
        documents.setdefault(doc_id, store.read_document(doc_id))
        said = {"citation": cite_passage(documents[doc_id], row)}
        rows.append(row | said | {"highlighted": highlight(row["text"], row["marks"])})
    return rows


def highlight(text: str, marks: Iterable[Row]) -> str:
    """Return a text with `**` around its marks, those that touch made one.

    >>> highlight("two coverage of unions", [{"start": 0, "end": 12}, {"start": 4, "end": 12}])
    '**two coverage** of unions'
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted((mark["start"], mark["end"]) for mark in marks):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], f"**{text[start:end]}**"]
        at = end
    return "".join([*pieces, text[at:]])


def read_pair(store: Store, a: str, b: str, selection: Selection | None = None) -> Row:
    """Return one edge with all its numbers, in the graph a selection asks for; zeros where the two never meet."""
    selection = selection or Selection()
    if selection == Selection(measure=selection.measure):
        return meetings.read_pair(store, a, b, selection.measure)
    source, target = sorted((a, b))
    graph = load_graph(store, replace(selection, concepts=()))
    for edge in graph.edges:
        if (edge["source"], edge["target"]) == (source, target):
            return {key: value for key, value in edge.items() if not key.startswith("label_")}
    namings = read_namings(store, selection.unit, to_condition(store, selection.where))
    n_source, n_target = (
        len({(n.doc_id, n.passage_id) for n in namings if n.theme_id == end})
        for end in (source, target)
    )
    ends: Row = {"source": source, "target": target, "n_cooc": 0, "n_docs": 0}
    counts = {"n_source": n_source, "n_target": n_target}
    apart = measure_apart(n_source, n_target, graph.n_units)
    return ends | counts | apart | {"measure": selection.measure, "weight": 0.0}


def list_neighbors(
    store: Store, concept: str, top: int | None = None, selection: Selection | None = None
) -> list[Row]:
    """Return the concepts that meet a concept in the graph a selection asks for, in the shape of `graph neighbors`."""
    selection = selection or Selection()
    if selection == Selection(measure=selection.measure, min_docs=selection.min_docs):
        return meetings.list_neighbors(
            store, concept, top, selection.measure, selection.min_docs, promoted=True
        )
    graph = load_graph(store, selection)
    rows = [
        _see_from(edge, concept, {node["concept"]: node for node in graph.nodes})
        for edge in sort_edges(graph.edges, selection.measure)
        if concept in (edge["source"], edge["target"])
    ]
    return rows[:top]


def _see_from(edge: Row, concept: str, nodes: dict[str, Row]) -> Row:
    """Return an edge as it looks from one of its ends."""
    near, far = ("source", "target") if edge["source"] == concept else ("target", "source")
    node = nodes[edge[far]]
    row = {"concept": concept, "neighbor": edge[far], "label": node["label"], "zh": node["zh"]}
    names = {
        f"n_{near}": "n_concept",
        f"n_{far}": "n_neighbor",
        f"p_{near}": "p_concept",
        f"p_{far}": "p_neighbor",
    }
    first = {"n_cooc": edge["n_cooc"], "n_docs": edge["n_docs"]}
    counts = {"n_concept": edge[f"n_{near}"], "n_neighbor": edge[f"n_{far}"]}
    rest = {
        names.get(key, key): value
        for key, value in edge.items()
        if key
        not in ("source", "target", "label_source", "label_target", "n_source", "n_target", *first)
    }
    if near == "target":  # the neighbour's share stands first, whichever end it is
        rest = _swap(rest, "p_concept", "p_neighbor")
    return row | first | counts | rest


def _swap(row: Row, a: str, b: str) -> Row:
    """Return a row in which two columns have changed places, not names."""
    order = {a: b, b: a}
    return {order.get(key, key): row[order.get(key, key)] for key in row}
