"""Themes as a SKOS concept scheme in Turtle, and SKOS in Turtle or N-Triples as themes.

Labels, notes and relations are plain SKOS (Miles & Bechhofer 2009): one
preferred label a language, corrupt and forbidden forms as hidden labels. What
SKOS has no word for (how a form matches, its context, members in their order,
polarity, scope, rivals, tests) is said in a vocabulary of our own, so that
nothing is lost on the way back. Where the two differ on the way back, because
somebody edited the file in a program that knows SKOS only, SKOS is right.

The modules of SKOS are the only ones that import rdflib, which is slow to load,
and are imported when SKOS is asked for. Nothing is fetched: names of things are
names, not addresses. RDF/XML is not read, for the sake of what its entities can
do.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS

from policytext.exchange.contents import Contents, list_losses
from policytext.exchange.drafts import NOTE, PATH
from policytext.exchange.entries import to_entry
from policytext.exchange.names import make_distinct, make_id
from policytext.exchange.skos_labels import LABELS, add_labels, list_labels, settle_labels
from policytext.exchange.skos_terms import BASE, SCHEME, VOCABULARY, XL, find_skos_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rdflib.term import Node

    from policytext.exchange.contents import Entry
    from policytext.records import Theme

Lost = dict[str, list[str]]

_LINKS = {"broader": "broader", "related": "related", "exact_match": "exactMatch", "close_match": "closeMatch"}  # fmt: skip
_NOTES = {"definition": "definition", "scope_note": "scopeNote", "notes": "editorialNote"}
_READ = {*_LINKS.values(), *_NOTES.values(), *LABELS, "notation", "inScheme", "narrower",
         "topConceptOf", "hasTopConcept"}  # fmt: skip
_MOST_NODES = 500  # tables and lists of one field: the longest has some dozens


def write_skos(themes: Sequence[Theme]) -> str:
    """Return themes as Turtle, the same bytes for the same themes.

    A theme that is related to one above it, which SKOS forbids (S27), is said
    to be so in our vocabulary instead.
    """
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("pt", VOCABULARY)
    scheme = URIRef(SCHEME)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    above = _list_above(themes)
    for theme in themes:
        node = URIRef(BASE + theme.theme_id)
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, SKOS.inScheme, scheme))
        graph.add((node, SKOS.notation, Literal(theme.theme_id)))
        for name, text, lang in list_labels(theme):
            graph.add((node, SKOS[name], Literal(text, lang=lang)))
        entry = to_entry(theme)
        barred = [
            other
            for other in entry.get("related", [])
            if other in above[theme.theme_id] or theme.theme_id in above.get(other, ())
        ]
        _add_fields(graph, node, entry, barred)
    return graph.serialize(format="turtle")


def _list_above(themes: Sequence[Theme]) -> dict[str, set[str]]:
    """Return what is broader than each theme, at any distance."""
    broader = {theme.theme_id: theme.broader for theme in themes}
    above: dict[str, set[str]] = {}
    for theme_id, direct in broader.items():
        found: set[str] = set()
        ahead = list(direct)
        while ahead:
            other = ahead.pop()
            if other not in found:
                found.add(other)
                ahead += broader.get(other, ())
        above[theme_id] = found
    return above


def _add_fields(graph: Graph, node: Node, entry: Entry, barred: Sequence[str]) -> None:
    """Say everything else of an entry, in SKOS where SKOS has the word."""
    for field, value in entry.items():
        if field in _LINKS:
            for other in value:
                if other not in barred or field != "related":
                    target = other if field.endswith("match") else BASE + other
                    graph.add((node, SKOS[_LINKS[field]], URIRef(target)))
        elif field in _NOTES:
            graph.add((node, SKOS[_NOTES[field]], Literal(value)))
        elif field != "id":
            graph.add((node, URIRef(VOCABULARY + field), _to_node(graph, value)))
    if barred:
        graph.add((node, URIRef(VOCABULARY + "related"), _to_node(graph, list(barred))))


def _to_node(graph: Graph, value: Any) -> Node:  # noqa: ANN401 - a value of TOML
    """Return a value of an entry as a literal, an ordered list, or a node with its fields."""
    if isinstance(value, list):
        head = BNode()
        Collection(graph, head, [_to_node(graph, each) for each in value])
        return head
    if isinstance(value, dict):
        node = BNode()
        for key, each in value.items():
            graph.add((node, URIRef(VOCABULARY + key), _to_node(graph, each)))
        return node
    return Literal(value)


def read_skos(text: str, name: str) -> Contents:
    """Return the concepts of a SKOS file as entries, what is wrong with it, and what was not understood.

    A file of ours gives the same themes again, with the labels, notes and
    relations as they stand in SKOS now. The concepts of others become drafts,
    placed in the reports under what is broader.
    """
    try:
        with _quiet():
            graph = _parse(text)
    except Exception as error:  # noqa: BLE001 - rdflib raises whatever its parsers raise
        xml = " RDF/XML is not read: convert it." if text.lstrip().startswith("<?xml") else ""
        says = " ".join(str(error).split())[:200]
        return Contents(faults=[f"{name}: is not Turtle or N-Triples: {says}.{xml}"])
    contents = Contents(faults=[f"{name}: {fault}." for fault in find_skos_faults(graph)])
    concepts = sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=_by_name)
    if not concepts:
        contents.faults.append(f"{name}: holds no skos:Concept.")
    lost: Lost = {}
    ids = _name_concepts(graph, concepts)
    for concept in concepts:
        where = f"{name}: {_call(concept)}"
        try:
            entry = _read_concept(graph, concept, ids, lost)
        except ValueError as error:
            contents.faults.append(f"{where}: {error}.")
            continue
        contents.entries.append((where, entry))
    _list_strange(graph, lost)
    contents.losses.extend(list_losses(lost))
    return contents


def _parse(text: str) -> Graph:
    """Return the graph of a file, with labels of SKOS-XL as labels of SKOS (its rules S55 to S57)."""
    graph = Graph()
    graph.parse(data=text, format="turtle", publicID="file:///imported")
    for kind in LABELS:
        for concept, label in list(graph.subject_objects(XL[kind])):
            for form in graph.objects(label, XL.literalForm):
                graph.add((concept, SKOS[kind], form))
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from printing a traceback for every literal that is not what its type says."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _by_name(node: Node) -> str:
    """Return what concepts are ordered by."""
    return str(node)


def _call(concept: Node) -> str:
    """Return what messages call a concept."""
    return str(concept).removeprefix(BASE)


def _name_concepts(graph: Graph, concepts: Sequence[Node]) -> dict[Node, str]:
    """Return an id for every concept: ours as it is, else its notation, English label or local name."""
    ours = {c: _call(c) for c in concepts if str(c).startswith(BASE)}
    taken = set(ours.values())
    names = dict(ours)
    for concept in concepts:
        if concept in ours:
            continue
        notation = sorted(map(str, graph.objects(concept, SKOS.notation)))
        english = sorted(
            str(label)
            for label in graph.objects(concept, SKOS.prefLabel)
            if (getattr(label, "language", None) or "en").lower().startswith("en")
        )
        local = str(concept).rstrip("/#").replace("#", "/").replace(":", "/").rpartition("/")[2]
        wanted = next((text for text in (*notation, *english, local) if text.strip()), "concept")
        names[concept] = make_distinct(make_id(wanted), taken)
    return names


def _read_concept(graph: Graph, concept: Node, ids: Mapping[Node, str], lost: Lost) -> Entry:
    """Return one concept as an entry; raises `ValueError` where our vocabulary is used in no way of ours."""
    entry = _read_own(graph, concept)
    ours = "kind" in entry
    entry["id"] = ids[concept]
    _read_notes(graph, concept, entry, lost)
    _read_links(graph, concept, ids, entry, lost)
    if ours:
        settle_labels(graph, concept, entry, lost)
    else:
        add_labels(graph, concept, entry, lost)
        entry |= {"kind": "concept", "path": _find_path(graph, concept)}
        entry.setdefault("scope_note", entry.get("definition") or NOTE)
        entry.setdefault("sources", [f"SKOS concept {concept}"])
    return entry


def _read_own(graph: Graph, concept: Node) -> Entry:
    """Return what is said of a concept in our vocabulary."""
    entry: Entry = {}
    for predicate, value in graph.predicate_objects(concept):
        field = str(predicate)
        if field.startswith(VOCABULARY):
            field = field.removeprefix(VOCABULARY)
            if field in entry:
                raise ValueError(f"{field}: is said twice")
            entry[field] = _from_node(graph, value, field, set())
    return entry


def _from_node(graph: Graph, node: Node, field: str, seen: set[Node]) -> Any:  # noqa: ANN401 - a value of TOML
    """Return a literal, list or node as a value of an entry.

    `seen` are the nodes met on the way: one that is met again would repeat
    itself for ever, or a few of them a billion times.
    """
    if isinstance(node, Literal):
        value = node.toPython()
        return value if isinstance(value, bool | int) else str(node)
    if node == RDF.nil:
        return []
    if isinstance(node, URIRef):
        raise ValueError(f"{field}: expected a text, a list or a table (found <{node}>)")  # noqa: TRY004 - of the file
    if node in seen or len(seen) > _MOST_NODES:
        raise ValueError(f"{field}: uses a part of itself again")
    seen.add(node)
    if (node, RDF.first, None) in graph:
        return [_from_node(graph, each, field, seen) for each in _list_items(graph, node, field)]
    table: Entry = {}
    for predicate, value in graph.predicate_objects(node):
        key = str(predicate).removeprefix(VOCABULARY)
        if key in table:
            raise ValueError(f"{field}: {key}: is said twice")
        table[key] = _from_node(graph, value, field, seen)
    return table


def _list_items(graph: Graph, head: Node, field: str) -> list[Node]:
    """Return the items of a list in order; raises `ValueError` where it has no end."""
    items: list[Node] = []
    seen: set[Node] = set()
    at: Node | None = head
    while at is not None and at != RDF.nil:
        if at in seen:
            raise ValueError(f"{field}: is a list that leads back into itself")
        seen.add(at)
        first = graph.value(at, RDF.first)
        if first is not None:
            items.append(first)
        at = graph.value(at, RDF.rest)
    return items


def _read_notes(graph: Graph, concept: Node, entry: Entry, lost: Lost) -> None:
    """Add the notes of a concept: those in English or no language, else in Chinese, else none."""
    for field, name in _NOTES.items():
        by_rank: dict[int, list[str]] = {0: [], 1: [], 2: []}
        for note in graph.objects(concept, SKOS[name]):
            tag = (getattr(note, "language", None) or "en").lower()
            rank = 0 if tag.startswith("en") else 1 if tag.startswith("zh") else 2
            by_rank[rank].append(str(note))
        best = 0 if by_rank[0] else 1
        if by_rank[best]:
            entry[field] = " ".join(sorted(by_rank[best]))
        unread = [note for rank in (1, 2) if rank != best for note in sorted(by_rank[rank])]
        if unread:
            lost.setdefault(f"{name} in other languages", []).extend(unread)


def _read_links(
    graph: Graph, concept: Node, ids: Mapping[Node, str], entry: Entry, lost: Lost
) -> None:
    """Add the relations of a concept; those to what is no concept of the file, nor a theme, are lost."""
    for field, name in _LINKS.items():
        others = set(graph.objects(concept, SKOS[name]))
        if field == "broader":
            others |= set(graph.subjects(SKOS.narrower, concept))
        found = entry.pop(field, [])
        if not isinstance(found, list):
            raise ValueError(f"{field}: expected a list (found '{found}')")  # noqa: TRY004 - of the file
        for other in sorted(others, key=_by_name):
            if field.endswith("match"):
                fits = isinstance(other, URIRef) and str(other).startswith(("http://", "https://"))
                target = str(other)
            else:
                fits = other in ids or str(other).startswith(BASE)
                target = ids.get(other, _call(other))
            if fits:
                found.append(target)
            else:
                lost.setdefault(f"{name} to what the file does not hold", []).append(str(other))
        if found:
            entry[field] = list(dict.fromkeys(found))


def _find_path(graph: Graph, concept: Node) -> list[str]:
    """Return the headings a concept of others stands under: what is broader, the most general first."""
    path: list[str] = []
    seen = {concept}
    at = concept
    while True:
        above = set(graph.objects(at, SKOS.broader)) | set(graph.subjects(SKOS.narrower, at))
        ahead = sorted(above - seen, key=_by_name)
        if not ahead:
            return [PATH, *reversed(path)]
        at = ahead[0]
        seen.add(at)
        labels = sorted(
            graph.objects(at, SKOS.prefLabel),
            key=lambda label: (getattr(label, "language", None) not in ("en", None), str(label)),
        )
        if labels:
            path.append(" ".join(str(labels[0]).split()))


def _list_strange(graph: Graph, lost: Lost) -> None:
    """Note every property that was not read, by its name, with what it is said of."""
    for subject, predicate, value in sorted(
        graph, key=lambda triple: (str(triple[1]), str(triple[0]))
    ):
        name = str(predicate)
        read = (
            name.startswith((VOCABULARY, str(XL)))
            or (predicate == RDF.type and (str(value).startswith((str(SKOS), str(XL)))))
            or predicate in (RDF.first, RDF.rest)
            or (name.startswith(str(SKOS)) and name.removeprefix(str(SKOS)) in _READ)
        )
        if not read:
            lost.setdefault(f"property {name}", []).append(_call(subject))
