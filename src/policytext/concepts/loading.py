"""Read a graph of concepts out of the store: all of it, or what a selection leaves.

Pairs of passages over the whole corpus are in the store. For sentences,
sections and documents, and for a part of the corpus, they are counted anew
from the mentions, as the build counts them. The places a concept is named in
are those that count: no nested mentions, no reference lists.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

from policytext.errors import BadQuery
from policytext.graph import measure_strength
from policytext.queries.conditions import Matcher, list_fields
from policytext.records import Naming
from policytext.sentences import find_sentences
from policytext.store import meetings
from policytext.store.finding import EVERYTHING
from policytext.store.meetings import check_measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.cooccurrence import Tally
    from policytext.records import Pair
    from policytext.store.finding import Condition
    from policytext.store.reading import Row, Store

Unit = Literal["passage", "sentence", "section", "document"]
UNITS: tuple[str, ...] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which graph is meant.

    `unit` is where two concepts have to meet. `where` is a query, as `search`
    takes it, that the passages counted have to fulfil: `doc:zhang`,
    `place:Henan year:2015..2020`. Edges stay that have at least `min_cooc`
    meetings in `min_docs` documents, an adjusted p of at most `max_p` and an
    alpha of at most `max_alpha`. With `concepts` only those are nodes, with
    `kinds` only those kinds. `measure` is the weight of the edges.
    """

    unit: Unit = "passage"
    where: str = ""
    measure: str = "jaccard"
    min_cooc: int = 1
    min_docs: int = 1
    max_p: float | None = None
    max_alpha: float | None = None
    concepts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def describe(self) -> dict[str, str]:
        """Return what was asked for, by name: what goes with every export."""
        said = {
            "unit": self.unit,
            "where": self.where,
            "measure": self.measure,
            "min_cooc": str(self.min_cooc),
            "min_docs": str(self.min_docs),
            "max_p": "" if self.max_p is None else str(self.max_p),
            "max_alpha": "" if self.max_alpha is None else str(self.max_alpha),
            "concepts": "|".join(self.concepts),
            "kinds": "|".join(self.kinds),
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class ConceptGraph:
    """A graph as rows, nodes by id and edges by source and target.

    A node has `concept label zh kind path n_mentions n_passages n_docs degree
    strength`, an edge the columns of `graph pairs`. `degree` and `strength`
    (the sum of `n_cooc`) are those in this graph, the counts those in the part
    of the corpus it is of. `n_units` is how many units were counted in.
    """

    nodes: tuple[Row, ...]
    edges: tuple[Row, ...]
    selection: Selection
    n_units: int
    number: dict[str, int] = field(default_factory=dict)

    def to_numbers(self, weight: str = "n_cooc") -> list[tuple[int, int, float]]:
        """Return the edges as `(place of source, place of target, weight)`, those without a positive weight left out."""
        return [
            (self.number[e["source"]], self.number[e["target"]], float(e[weight]))
            for e in self.edges
            if e[weight] is not None and e[weight] > 0
        ]

    def find_node(self, concept: str) -> Row | None:
        """Return the node of a concept, none where it is not in this graph."""
        at = self.number.get(concept)
        return None if at is None else self.nodes[at]


def load_graph(store: Store, selection: Selection | None = None) -> ConceptGraph:
    """Return the graph a selection asks for, everything where there is none.

    Raises `UnknownName` for a measure there is not, and `BadQuery` where
    `where` asks for a document, place or year that no paper has.
    """
    selection = selection or Selection()
    check_measure(selection.measure)
    nodes = meetings.list_nodes(store, promoted=True)
    if selection.unit == "passage" and not selection.where:
        edges = meetings.list_pairs(store, selection.measure, promoted=True)
        n_units = _count_units(store, "passage", EVERYTHING)
    else:
        nodes, edges, n_units = _count_anew(store, nodes, selection)
    return _narrow(nodes, edges, selection, n_units)


def to_condition(store: Store, where: str) -> Condition:
    """Return the condition that a passage counts and fulfils a query.

    Raises `BadQuery` where the query asks for what no paper has.
    """
    if not where.strip():
        return EVERYTHING
    matcher = Matcher(store, list_fields(store))
    node = matcher.parse(where)
    if node is None:
        raise BadQuery(f"'{where}' asks for nothing. Say for instance doc:zhang or place:Henan.")
    condition = matcher.to_condition(node)
    if matcher.notes:
        raise BadQuery(" ".join(matcher.notes))
    return condition


def read_namings(
    store: Store, unit: Unit = "passage", condition: Condition = EVERYTHING
) -> list[Naming]:
    """Return every place that names a concept in the passages of a condition, `passage_id` being its unit."""
    return list(stream_namings(store, unit, condition))


def stream_namings(
    store: Store, unit: Unit = "passage", condition: Condition = EVERYTHING
) -> Iterator[Naming]:
    """Yield every place that names a concept in the passages of a condition, in the order of the text."""
    sql, values = condition
    text = "text" if unit == "sentence" else "''"
    rows = store.stream(
        f'SELECT p.passage_no, p.doc_id, passage_id, section, {text} AS text, concept_id, start, "end" FROM passages p'  # noqa: S608 - our own names
        f" JOIN namings USING (passage_no) WHERE counted AND ({sql}) ORDER BY p.passage_no, start, concept_id",
        values,
    )
    cut = _SentenceCutter()
    for row in rows:
        name = _name_unit(row, unit, cut)
        yield Naming(row["doc_id"], name, row["concept_id"], row["start"], row["end"])


def tally_passages(store: Store) -> Tally:
    """Take down every place that names a concept, passage by passage, faster than by way of records."""
    import numpy as np

    from policytext.cooccurrence import tally_numbers

    known: dict[str, int] = {}
    units, numbers = array("i"), array("i")  # ten million rows of a million passages
    for passages, concepts in store.stream_columns("SELECT passage_no, concept_id FROM namings"):
        units.extend(passages)
        numbers.extend([known.setdefault(each, len(known)) for each in concepts])
    papers = store.ask(
        "SELECT doc_id, min(passage_no) AS first FROM passages GROUP BY 1 ORDER BY 2"
    )
    in_units, in_concepts = np.frombuffer(units, np.int32), np.frombuffer(numbers, np.int32)
    firsts = np.array([paper["first"] for paper in papers], dtype=np.int32)
    places = np.searchsorted(firsts, in_units, side="right").astype(np.int32)
    places -= 1
    named = np.bincount(places, minlength=len(papers)) > 0
    in_documents = (np.cumsum(named, dtype=np.int32) - 1)[places]
    documents = [papers[at]["doc_id"] for at in np.flatnonzero(named).tolist()]
    return tally_numbers(tuple(known), in_concepts, documents, in_documents, in_units)


class _SentenceCutter:
    """Which sentence of a passage a place is in; remembers the last passage."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._passage = -1
        self._ends: list[int] = []

    def find(self, row: Row) -> int:
        """Return the number of the sentence a naming begins in, from 0."""
        if row["passage_no"] != self._passage:
            self._passage = row["passage_no"]
            self._ends = [end for _, end in find_sentences(row["text"])]
        return sum(end <= row["start"] for end in self._ends)


def _name_unit(row: Row, unit: Unit, cut: _SentenceCutter) -> str:
    """Return what tells the unit of a naming from the others."""
    if unit == "sentence":
        return f"{row['passage_id']}#{cut.find(row)}"
    names = {"section": row["section"], "document": row["doc_id"]}
    return str(names.get(unit, row["passage_id"]))


def _count_units(store: Store, unit: Unit, condition: Condition) -> int:
    """Return how many units there are in the counted passages of a condition."""
    sql, values = condition
    if unit == "sentence":
        rows = store.stream(f"SELECT text FROM passages p WHERE counted AND ({sql})", values)  # noqa: S608
        return sum(len(find_sentences(row["text"])) for row in rows)
    what = {"section": "DISTINCT doc_id, section", "document": "DISTINCT doc_id"}.get(
        unit, "passage_no"
    )
    (row,) = store.ask(
        f"SELECT count(*) AS n FROM (SELECT {what} FROM passages p WHERE counted AND ({sql}))",  # noqa: S608
        values,
    )
    n: int = row["n"]
    return n


def _count_anew(
    store: Store, known: list[Row], selection: Selection
) -> tuple[list[Row], list[Row], int]:
    """Return nodes, edges and the number of units of a part of the corpus, or in another unit."""
    from policytext.cooccurrence import count_pairs, tally

    condition = to_condition(store, selection.where)
    n_units = _count_units(store, selection.unit, condition)
    if not n_units:
        raise BadQuery(f"No passage that counts fulfils '{selection.where}'. Ask for more.")
    years = {
        row["doc_id"]: row["year"]
        for row in store.ask("SELECT doc_id, year FROM documents WHERE year IS NOT NULL")
    }
    namings = read_namings(store, selection.unit, condition)
    tallied = tally(namings)
    pairs = count_pairs(tallied, n_units, years)
    if selection.unit != "passage":
        tallied = tally(read_namings(store, "passage", condition))
    nodes = _count_nodes(known, tallied)
    label = {node["concept"]: node["label"] for node in known}
    return nodes, [_to_edge(pair, label, selection.measure) for pair in pairs], n_units


def _count_nodes(known: list[Row], tallied: Tally) -> list[Row]:
    """Return the nodes that are named at all, with their counts of passages."""
    at = {concept: number for number, concept in enumerate(tallied.concepts)}
    counts = {
        name: getattr(tallied, name).tolist() for name in ("n_mentions", "n_passages", "n_docs")
    }
    return [
        node | {name: column[at[node["concept"]]] for name, column in counts.items()}
        for node in known
        if node["concept"] in at
    ]


def _to_edge(pair: Pair, label: dict[str, str], measure: str) -> Row:
    """Return a pair as a row of `graph pairs`."""
    counts = pair._asdict()
    ends = {"source": counts.pop("source"), "target": counts.pop("target")}
    labels = {f"label_{side}": label[concept] for side, concept in ends.items()}
    return {**ends, **labels, **counts, "measure": measure, "weight": getattr(pair, measure)}


def _narrow(nodes: list[Row], edges: list[Row], selection: Selection, n_units: int) -> ConceptGraph:
    """Return the graph of the nodes and edges a selection leaves."""
    wanted = set(selection.concepts)
    kept = {
        node["concept"]: node
        for node in sorted(nodes, key=lambda node: str(node["concept"]))
        if (not wanted or node["concept"] in wanted)
        and (not selection.kinds or node["kind"] in selection.kinds)
    }
    left = [
        e for e in edges if e["source"] in kept and e["target"] in kept and _passes(e, selection)
    ]
    left.sort(key=lambda e: (e["source"], e["target"]))
    number = {concept: at for at, concept in enumerate(kept)}
    places = [(number[e["source"]], number[e["target"]], float(e["n_cooc"])) for e in left]
    degree, strength = measure_strength(len(kept), places)
    drop = {"community", "x", "y"}  # those of the whole graph say nothing of a part
    rows = [
        {key: value for key, value in node.items() if key not in drop}
        | {"degree": degree[at], "strength": int(strength[at])}
        for at, node in enumerate(kept.values())
    ]
    return ConceptGraph(tuple(rows), tuple(left), selection, n_units, number)


def _passes(edge: Row, selection: Selection) -> bool:
    """Tell whether an edge reaches the thresholds; what is undefined reaches none."""
    for limit, value in ((selection.max_p, edge["p_adj"]), (selection.max_alpha, edge["alpha"])):
        if limit is not None and (value is None or value > limit):
            return False
    return bool(edge["n_cooc"] >= selection.min_cooc and edge["n_docs"] >= selection.min_docs)


def sort_edges(edges: tuple[Row, ...], measure: str) -> list[Row]:
    """Return edges strongest first: most meetings first by the default measure, else by the measure."""
    first = "n_cooc" if measure == "jaccard" else "weight"
    return sorted(
        edges,
        key=lambda e: (-_or_least(e[first]), -_or_least(e["weight"]), e["source"], e["target"]),
    )


def _or_least(value: float | None) -> float:
    """Return a weight, or less than any where it is undefined."""
    return float("-inf") if value is None else value


def keep_nodes(graph: ConceptGraph, concepts: set[str]) -> ConceptGraph:
    """Return the part of a graph between some of its nodes."""
    selection = replace(graph.selection, concepts=tuple(sorted(concepts)))
    return _narrow(list(graph.nodes), list(graph.edges), selection, graph.n_units)
