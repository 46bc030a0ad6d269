"""Themes as a SKOS concept scheme in Turtle, and SKOS in Turtle or N-Triples as themes.

Labels, notes and relations are plain SKOS (Miles & Bechhofer 2009): one
preferred label a language, corrupt and forbidden forms as hidden labels. What
SKOS has no word for (how a form matches, its context, members in their order,
polarity, scope, rivals, tests) is said in a vocabulary of our own, so that
nothing is lost on the way back. The only module that imports rdflib. Nothing is
fetched: names of things are names, not addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policytext.exchange.entries import Entry, to_entry
from policytext.exchange.names import make_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rdflib import Graph
    from rdflib.term import Node

    from policytext.records import Theme

BASE = "urn:policytext:theme:"
VOCABULARY = "urn:policytext:vocabulary#"
SCHEME = "urn:policytext:themes"

_CHINESE = {"zh", "zh-hans", "zh-cn", "zh-sg", "zh-hans-cn", "cmn"}
_TRADITIONAL = {"zh-hant", "zh-tw", "zh-hk", "zh-hant-tw"}
_PLAIN = ("broader", "related")  # said in SKOS alone
_LINKS = {"broader": "broader", "related": "related", "exact_match": "exactMatch", "close_match": "closeMatch"}  # fmt: skip
_NOTES = {"definition": "definition", "scope_note": "scopeNote", "notes": "editorialNote"}


def write_skos(themes: Sequence[Theme]) -> str:
    """Return themes as Turtle, the same bytes for the same themes."""
    from rdflib import RDF, Graph, Literal, URIRef
    from rdflib.namespace import SKOS

    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("pt", VOCABULARY)
    scheme = URIRef(SCHEME)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for theme in themes:
        node = URIRef(BASE + theme.theme_id)
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, SKOS.inScheme, scheme))
        graph.add((node, SKOS.notation, Literal(theme.theme_id)))
        for name, text, lang in _list_labels(theme):
            graph.add((node, SKOS[name], Literal(text, lang=lang)))
        _add_fields(graph, node, to_entry(theme))
    return graph.serialize(format="turtle")


def _list_labels(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Yield `(property, text, language)` for every label; a text is one kind of label only (S13)."""
    given: set[tuple[str, str]] = set()
    ordered = sorted(theme.forms, key=lambda form: form.status != "preferred")
    for form in ordered:
        lang = "en" if form.lang == "en" else "zh-Hans"
        if form.text == theme.zh_traditional and form.text not in (theme.zh, theme.zh_short):
            lang = "zh-Hant"
        if (form.text, lang) in given or form.match in ("glob", "regex"):
            continue
        given.add((form.text, lang))
        first = form.status == "preferred" or lang == "zh-Hant"
        hidden = form.kind == "corrupt" or form.status == "forbidden"
        yield "prefLabel" if first else "hiddenLabel" if hidden else "altLabel", form.text, lang


def _add_fields(graph: Graph, node: Node, entry: Entry) -> None:
    """Say everything else of an entry, in SKOS where SKOS has the word."""
    from rdflib import Literal, URIRef
    from rdflib.namespace import SKOS

    for field, value in entry.items():
        if field == "id":
            continue
        if field in _LINKS:
            for other in value:
                target = other if field.endswith("match") else BASE + other
                graph.add((node, SKOS[_LINKS[field]], URIRef(target)))
        if field in _NOTES:
            graph.add((node, SKOS[_NOTES[field]], Literal(value)))
        elif field not in _PLAIN:
            graph.add((node, URIRef(VOCABULARY + field), _to_node(graph, value)))


def _to_node(graph: Graph, value: Any) -> Node:  # noqa: ANN401 - a value of TOML
    """Return a value of an entry as a literal, an ordered list, or a node with its fields."""
    from rdflib import BNode, Literal, URIRef
    from rdflib.collection import Collection

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


def read_skos(text: str) -> tuple[list[Entry], list[str], list[str]]:
    """Return the concepts of a SKOS file as entries, what is wrong with it, and what was not understood.

    A file of ours gives the same themes again; labels that somebody added to
    it become forms.
    """
    from rdflib import RDF, Graph
    from rdflib.namespace import SKOS

    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except Exception as error:  # noqa: BLE001 - rdflib raises whatever its parsers raise
        return [], [f"not Turtle: {_first_line(error)}"], []
    faults = find_skos_faults(graph)
    concepts = sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str)
    names = {concept: _name_concept(graph, concept) for concept in concepts}
    entries = [_read_concept(graph, concept, names) for concept in concepts]
    if not concepts:
        faults.append("holds no skos:Concept")
    known = {str(SKOS), VOCABULARY, str(RDF)}
    lost = sorted(
        {str(p) for _, p, _ in graph if not any(str(p).startswith(space) for space in known)}
    )
    return entries, faults, [f"property {name}: not understood, left out" for name in lost]


def _first_line(error: Exception) -> str:
    """Return what a parser says, on one line."""
    return " ".join(str(error).split())[:200]


def _name_concept(graph: Graph, concept: Node) -> str:
    """Return the id of a concept: its notation where that can be one, else made of its name."""
    from rdflib.namespace import SKOS

    if str(concept).startswith(BASE):
        return str(concept).removeprefix(BASE)
    notation = graph.value(concept, SKOS.notation)
    label = next(iter(sorted(map(str, graph.objects(concept, SKOS.prefLabel)))), "")
    return make_id(str(notation or str(concept).rpartition("/")[2].rpartition("#")[2] or label))


def _read_concept(graph: Graph, concept: Node, names: dict[Node, str]) -> Entry:
    """Return one concept as an entry."""
    from rdflib import URIRef
    from rdflib.namespace import SKOS

    entry: Entry = {"id": names[concept]}
    for predicate, value in graph.predicate_objects(concept):
        if str(predicate).startswith(VOCABULARY):
            entry[str(predicate).removeprefix(VOCABULARY)] = _from_node(graph, value)
    for field, name in _NOTES.items():
        notes = sorted(str(each) for each in graph.objects(concept, SKOS[name]))
        if notes:
            entry[field] = " ".join(notes)
    for field, name in _LINKS.items():
        others = sorted(graph.objects(concept, SKOS[name]), key=str)
        if field.endswith("match"):
            found = [str(other) for other in others if isinstance(other, URIRef)]
        else:
            found = [names.get(other, str(other).removeprefix(BASE)) for other in others]
        if found:
            entry[field] = found
    _read_labels(graph, concept, entry)
    if URIRef(VOCABULARY + "kind") not in set(graph.predicates(concept)):
        entry |= {"kind": "concept", "path": entry.get("path") or ["Imported"]}
        entry.setdefault("scope_note", entry.get("definition") or "Imported; not yet described.")
        entry.setdefault("sources", [f"SKOS concept {concept}"])
    return entry


def _read_labels(graph: Graph, concept: Node, entry: Entry) -> None:
    """Add the labels of a concept that its entry does not name yet, by language and kind."""
    from rdflib.namespace import SKOS

    for name, kind in (
        ("prefLabel", "preferred"),
        ("altLabel", "literal"),
        ("hiddenLabel", "corrupt"),
    ):
        for label in sorted(graph.objects(concept, SKOS[name]), key=str):
            tag = (getattr(label, "language", None) or "").lower()
            zh = tag in _CHINESE or tag in _TRADITIONAL
            if zh or tag in ("", "en") or tag.startswith("en-"):
                _add_label(entry, str(label), "zh" if zh else "en", kind, tag in _TRADITIONAL)


def _add_label(entry: Entry, text: str, lang: str, kind: str, traditional: bool) -> None:
    """Add one label to an entry, unless it is there."""
    side: Entry = entry.setdefault(lang, {})
    forms: list[Any] = side.get("forms", [])
    there = {form if isinstance(form, str) else form["text"] for form in forms}
    there |= {side.get(key) for key in ("canonical", "preferred", "short", "traditional")}
    if text in there:
        return
    name = "preferred" if lang == "en" else "canonical"
    if kind == "preferred" and name not in side:
        side[name] = text
        if lang == "zh":
            side.setdefault("certainty", "inferred")
    elif traditional and "traditional" not in side:
        side["traditional"] = text
    else:
        side["forms"] = [*forms, {"text": text, "kind": "corrupt"} if kind == "corrupt" else text]
    if name not in side:  # a concept with other labels only: the first of them names it
        side[name] = text
        side["forms"] = [form for form in side.get("forms", []) if form != text]
        if lang == "zh":
            side.setdefault("certainty", "inferred")


def _from_node(graph: Graph, node: Node) -> Any:  # noqa: ANN401 - a value of TOML
    """Return a literal, list or node as a value of an entry."""
    from rdflib import RDF, Literal
    from rdflib.collection import Collection

    if isinstance(node, Literal):
        value = node.toPython()
        return value if isinstance(value, bool | int) else str(node)
    if node == RDF.nil or (node, RDF.first, None) in graph:
        return [_from_node(graph, each) for each in Collection(graph, node)]
    return {
        str(p).removeprefix(VOCABULARY): _from_node(graph, value)
        for p, value in graph.predicate_objects(node)
    }


def find_skos_faults(graph: Graph) -> list[str]:
    """Return what breaks the integrity conditions of SKOS, one line each.

    Checked are S9 (a concept is no scheme), S13 (preferred, other and hidden
    labels are apart), S14 (one preferred label a language), S27 (what is
    related is not broader at any distance) and S46 (an exact match is no broad
    or related match).
    """
    from rdflib import RDF
    from rdflib.namespace import SKOS

    faults = []
    for concept in sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str):
        if (concept, RDF.type, SKOS.ConceptScheme) in graph:
            faults.append(f"{concept}: is a concept and a scheme at once (S9)")
        labels = {
            name: set(graph.objects(concept, SKOS[name]))
            for name in ("prefLabel", "altLabel", "hiddenLabel")
        }
        for one, other in (("prefLabel", "altLabel"), ("prefLabel", "hiddenLabel"), ("altLabel", "hiddenLabel")):  # fmt: skip
            for label in sorted(labels[one] & labels[other], key=str):
                faults.append(f"{concept}: '{label}' is {one} and {other} at once (S13)")  # noqa: PERF401
        tags = [getattr(label, "language", None) for label in labels["prefLabel"]]
        for tag in sorted({tag or "" for tag in tags if tags.count(tag) > 1}):
            faults.append(f"{concept}: has several prefLabels in language '{tag}' (S14)")  # noqa: PERF401
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        for near in sorted(above & set(graph.objects(concept, SKOS.related)), key=str):
            faults.append(f"{concept}: {near} is related and broader at once (S27)")  # noqa: PERF401
        exact = set(graph.objects(concept, SKOS.exactMatch))
        broad = set(graph.objects(concept, SKOS.broadMatch)) | set(
            graph.objects(concept, SKOS.relatedMatch)
        )
        for match in sorted(exact & broad, key=str):
            faults.append(f"{concept}: {match} is exactMatch and broad or related match (S46)")  # noqa: PERF401
    return faults
