"""The names of SKOS files of ours, and what makes a SKOS file sound."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rdflib import RDF, Namespace
from rdflib.namespace import SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

BASE = "urn:policytext:theme:"
VOCABULARY = "urn:policytext:vocabulary#"
SCHEME = "urn:policytext:themes"
XL = Namespace("http://www.w3.org/2008/05/skos-xl#")

_LABELS = ("prefLabel", "altLabel", "hiddenLabel")


def find_skos_faults(graph: Graph) -> list[str]:
    """Return what breaks the integrity conditions of SKOS (Miles & Bechhofer 2009), one line each.

    Checked are S9 and S37 (a concept is no scheme and no collection), S13
    (preferred, other and hidden labels are apart), S14 (one preferred label a
    language), S27 (what is related is not broader at any distance) and S46 (an
    exact match is no broad or related match).
    """
    return [
        fault
        for concept in sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str)
        for fault in _find_faults(graph, concept)
    ]


def _find_faults(graph: Graph, concept: Node) -> Iterator[str]:
    """Yield what breaks a condition at one concept."""
    name = str(concept).removeprefix(BASE)
    if (concept, RDF.type, SKOS.ConceptScheme) in graph:
        yield f"{name}: is a concept and a scheme at once (S9)"
    if {SKOS.Collection, SKOS.OrderedCollection} & set(graph.objects(concept, RDF.type)):
        yield f"{name}: is a concept and a collection at once (S37)"
    labels = {kind: set(graph.objects(concept, SKOS[kind])) for kind in _LABELS}
    for one, other in combinations(_LABELS, 2):
        for label in sorted(labels[one] & labels[other], key=str):
            yield f"{name}: '{label}' is {one} and {other} at once (S13)"
    tags = [(getattr(label, "language", None) or "").lower() for label in labels["prefLabel"]]
    for tag in sorted({tag for tag in tags if tags.count(tag) > 1}):
        yield f"{name}: has several prefLabels in {f'language {tag!r}' if tag else 'no language'} (S14)"
    above = _list_above(graph, concept)
    related = set(graph.objects(concept, SKOS.related)) | set(graph.subjects(SKOS.related, concept))
    for near in sorted(above & related, key=str):
        yield f"{name}: '{str(near).removeprefix(BASE)}' is related and broader at once (S27)"
    exact = set(graph.objects(concept, SKOS.exactMatch))
    apart = {
        match
        for kind in ("broadMatch", "narrowMatch", "relatedMatch")
        for match in graph.objects(concept, SKOS[kind])
    }
    for match in sorted(exact & apart, key=str):
        yield f"{name}: {match} is exactMatch and broad, narrow or related match (S46)"


def _list_above(graph: Graph, concept: Node) -> set[Node]:
    """Return what is broader than a concept at any distance, by either property and its inverse."""
    above: set[Node] = set()
    ahead = [concept]
    while ahead:
        at = ahead.pop()
        direct = set(graph.subjects(SKOS.narrower, at)) | set(
            graph.subjects(SKOS.narrowerTransitive, at)
        )
        direct |= set(graph.objects(at, SKOS.broader)) | set(
            graph.objects(at, SKOS.broaderTransitive)
        )
        ahead += direct - above
        above |= direct
    return above
