"""Write a graph of concepts as other programs read it.

Every attribute is a number or a text, what is undefined is left out, and what
made the graph goes along where the format has a place for it. Edges are
undirected. No attribute is called `id` or `pid`, which some formats keep for
themselves: a concept's id is the id of its node.

VOSviewer weighs the strengths it is given by itself (association strength), so
it is given counts, `n_cooc`; all others get the measure asked for as `weight`.
Pajek's network format has no place for more than label, place and one weight.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from policytext import __version__
from policytext.concepts.communities import name_communities
from policytext.errors import UnwritableFolder
from policytext.graph import find_communities, lay_out
from policytext.tables import render_csv, to_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    import networkx as nx

    from policytext.concepts.loading import ConceptGraph
    from policytext.store.reading import Row

FileFormat = Literal[
    "graphml", "gexf", "pajek", "json", "csv", "cytoscape", "vosviewer", "vosviewer-map", "vosviewer-network",
]  # fmt: skip
FILE_FORMATS: tuple[str, ...] = get_args(FileFormat)

WITH_LINKS = ("graphml", "gexf", "json", "csv", "cytoscape")
"""Formats in which an edge says what kind it is, so that links of the authority file can go along."""

MOST_CLUSTERS = 1_000  # VOSviewer's limit

_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)  # in XML 1.0

Attributes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph ready to be written: what made it, `(id, attributes)` of nodes, `(source, target, attributes)` of edges."""

    made: dict[str, str]
    nodes: tuple[tuple[str, Attributes], ...]
    edges: tuple[tuple[str, str, Attributes], ...]
    communities: tuple[str, ...]


def draw(graph: ConceptGraph, links: Iterable[Row] = ()) -> Drawing:
    """Return a graph with communities and a place for every node, made of this graph alone.

    `links` of the authority file become edges whose `kind` is theirs, without
    counts; that of all others is `meets`.
    """
    edges = graph.to_numbers("n_cooc")
    community = find_communities(len(graph.nodes), edges)
    places = lay_out(len(graph.nodes), edges)
    names = name_communities(graph, community)
    nodes = [
        (
            node["concept"],
            _clean(
                {"label": node["label"], "label_zh": node["zh"]}
                | {
                    key: node[key]
                    for key in (
                        "kind",
                        "path",
                        "n_mentions",
                        "n_passages",
                        "n_docs",
                        "degree",
                        "strength",
                    )
                }
                | {"community": community[at], "community_name": names[community[at]]}
                | {"x": places[at][0], "y": places[at][1]}
            ),
        )
        for at, node in enumerate(graph.nodes)
    ]
    left_out = {"source", "target", "label_source", "label_target", "measure"}
    met = [
        (
            e["source"],
            e["target"],
            _clean({"kind": "meets"} | {k: e[k] for k in e.keys() - left_out}),
        )
        for e in graph.edges
    ]
    linked = [
        (link["source"], link["target"], {"kind": link["kind"]})
        for link in links
        if link["source"] in graph.number and link["target"] in graph.number
    ]
    made = {
        "made_by": f"policytext {__version__}",
        "n_units": str(graph.n_units),
        "p_test": "hypergeometric, upper tail",
        "p_adjusted": "Benjamini-Hochberg",
        "communities": "Louvain by n_cooc",
    }
    return Drawing(made | graph.selection.describe(), tuple(nodes), (*met, *linked), tuple(names))


def _clean(attributes: Mapping[str, Any]) -> Attributes:
    """Return attributes in the order of their names, none undefined, no text with letters XML has not."""
    return {
        name: _ILLEGAL.sub("", value) if isinstance(value, str) else value
        for name, value in sorted(attributes.items())
        if value is not None
    }


def render_files(drawing: Drawing, form: FileFormat) -> dict[str, str]:
    """Return the text of each file of a format by what its name has before the ending: one, but for `csv`."""
    if form == "csv":
        return {"-edges": _render_edges(drawing), "-nodes": _render_nodes(drawing)}
    render: dict[str, Callable[[Drawing], str]] = {
        "graphml": _render_graphml,
        "gexf": _render_gexf,
        "pajek": _render_pajek,
        "json": _render_json,
        "cytoscape": _render_cytoscape,
        "vosviewer": _render_vosviewer,
        "vosviewer-map": _render_map,
        "vosviewer-network": _render_network,
    }
    return {"": render[form](drawing)}


def write_files(files: Mapping[str, str], out: Path) -> list[Path]:
    """Write the files of a format at `out`, and return where they are; several have their part of the name before the ending.

    Raises `UnwritableFolder` where they cannot be written.
    """
    written = []
    for part, text in files.items():
        path = out.with_name(f"{out.stem}{part}{out.suffix}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        except OSError as error:
            raise UnwritableFolder(
                f"{path}: cannot be written ({error.strerror}). Name another file with --out."
            ) from error
        written.append(path)
    return written


def _to_networkx(drawing: Drawing) -> nx.Graph[str]:
    """Return a drawing as a graph of networkx; with links one that has several edges between two nodes."""
    import networkx as nx

    several = any(attributes["kind"] != "meets" for _, _, attributes in drawing.edges)
    graph: nx.Graph[str] = nx.MultiGraph() if several else nx.Graph()
    graph.graph.update(drawing.made)
    for node, attributes in drawing.nodes:
        graph.add_node(node, **attributes)
    graph.add_edges_from(drawing.edges)
    return graph


def _render_graphml(drawing: Drawing) -> str:
    """Return GraphML (Brandes et al. 2002), as Gephi, igraph, yEd and Cytoscape read it."""
    import networkx as nx

    lines = nx.generate_graphml(_to_networkx(drawing), named_key_ids=False)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def _render_gexf(drawing: Drawing) -> str:
    """Return GEXF 1.2, Gephi's own format, with places and sizes; dated it would differ every day."""
    import networkx as nx

    graph = _to_networkx(drawing)
    for _, attributes in graph.nodes(data=True):
        x, y = attributes.pop("x"), attributes.pop("y")
        attributes["viz"] = {
            "position": {"x": 1000.0 * x, "y": -1000.0 * y, "z": 0.0},
            "size": 4.0 + attributes["n_passages"] ** 0.5,
        }
    text = "\n".join(nx.generate_gexf(graph)) + "\n"
    said = "; ".join(f"{name}={value}" for name, value in drawing.made.items())
    meta = f"<meta>\n    <creator>policytext</creator>\n    <description>{html.escape(said)}</description>\n  </meta>"
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + re.sub(
        r"<meta .*?</meta>", lambda _: meta, text, count=1, flags=re.DOTALL
    )


def _render_pajek(drawing: Drawing) -> str:
    """Return Pajek's network format (Batagelj and Mrvar 1998); labels are `English | Chinese`, unlike ones."""
    number = {node: at for at, (node, _) in enumerate(drawing.nodes, start=1)}
    labels = _make_labels(drawing)
    lines = [f"*Vertices {len(number)}"]
    for node, attributes in drawing.nodes:
        place = f"{attributes['x']:.3f} {attributes['y']:.3f} 0.5"
        lines.append(f'{number[node]} "{labels[node]}" {place}')
    lines.append("*Edges")
    for source, target, attributes in drawing.edges:
        if attributes["kind"] == "meets" and "weight" in attributes:
            lines.append(f"{number[source]} {number[target]} {attributes['weight']!r}")
    return "\n".join(lines) + "\n"


def _make_labels(drawing: Drawing) -> dict[str, str]:
    """Return a label for every node in both languages, no two alike, without quotes and line breaks."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for node, attributes in drawing.nodes:
        names = dict.fromkeys(filter(None, (attributes["label"], attributes["label_zh"])))
        label = to_line(" | ".join(names)).replace('"', "'").replace("\\", "/")
        label = f"{label} [{node}]" if label in taken else label
        taken.add(label)
        labels[node] = label
    return labels


def _render_json(drawing: Drawing) -> str:
    """Return node-link JSON as networkx and D3 read it."""
    several = any(attributes["kind"] != "meets" for _, _, attributes in drawing.edges)
    keys: dict[tuple[str, str], int] = {}
    edges = []
    for source, target, attributes in drawing.edges:
        key = keys.get((source, target), 0)
        keys[source, target] = key + 1
        edges.append(
            {**attributes, "source": source, "target": target} | ({"key": key} if several else {})
        )
    return _to_json(
        {
            "directed": False,
            "multigraph": several,
            "graph": drawing.made,
            "nodes": [{**attributes, "id": node} for node, attributes in drawing.nodes],
            "edges": edges,
        }
    )


def _render_cytoscape(drawing: Drawing) -> str:
    """Return JSON as Cytoscape and Cytoscape.js read it; `name` is the label, places are positions."""
    several = any(attributes["kind"] != "meets" for _, _, attributes in drawing.edges)
    nodes = [
        {
            "data": {**attributes, "id": node, "value": node, "name": attributes["label"] or node},
            "position": {"x": 1000 * attributes["x"], "y": 1000 * attributes["y"]},
        }
        for node, attributes in drawing.nodes
    ]
    edges = [
        {
            "data": {**attributes, "id": f"e{at}", "source": source, "target": target}
            | ({"key": at} if several else {})
        }
        for at, (source, target, attributes) in enumerate(drawing.edges)
    ]
    return _to_json(
        {
            "data": list(drawing.made.items()),
            "directed": False,
            "multigraph": several,
            "elements": {"nodes": nodes, "edges": edges},
        }
    )


def _list_items(drawing: Drawing) -> list[Attributes]:
    """Return the nodes as VOSviewer's items."""
    return [
        {
            "id": at,
            "label": attributes["label"] or node,
            "description": html.escape(
                " · ".join(filter(None, (attributes["label_zh"], attributes["kind"], node)))
            ),
            "x": round(2 * attributes["x"] - 1, 3),
            "y": round(1 - 2 * attributes["y"], 3),
            "cluster": min(attributes["community"] + 1, MOST_CLUSTERS),
            "weights": {
                "Links": attributes["degree"],
                "Total link strength": attributes["strength"],
                "Passages": attributes["n_passages"],
                "Mentions": attributes["n_mentions"],
                "Documents": attributes["n_docs"],
            },
        }
        for at, (node, attributes) in enumerate(drawing.nodes, start=1)
    ]


def _list_strengths(drawing: Drawing) -> list[tuple[int, int, int]]:
    """Return the edges as VOSviewer's links: two numbers of items, and meetings."""
    number = {node: at for at, (node, _) in enumerate(drawing.nodes, start=1)}
    return [
        (number[source], number[target], attributes["n_cooc"])
        for source, target, attributes in drawing.edges
        if attributes["kind"] == "meets"
    ]


def _render_vosviewer(drawing: Drawing) -> str:
    """Return VOSviewer's JSON, as its desktop and web versions open it."""
    links = [
        {"source_id": source, "target_id": target, "strength": strength}
        for source, target, strength in _list_strengths(drawing)
    ]
    clusters = [
        {"cluster": at, "label": name}
        for at, name in enumerate(drawing.communities[:MOST_CLUSTERS], start=1)
    ]
    said = "; ".join(f"{name}={value}" for name, value in drawing.made.items())
    network = {"items": _list_items(drawing), "links": links, "clusters": clusters}
    info = {"title": "Concept graph", "description": html.escape(said)}
    return _to_json({"network": network, "info": info})


def _render_map(drawing: Drawing) -> str:
    """Return VOSviewer's map file: the items, tab-separated."""
    items = _list_items(drawing)
    weights = list(items[0]["weights"]) if items else []
    plain = ("id", "label", "description", "x", "y", "cluster")
    lines = ["\t".join([*plain, *(f"weight<{name}>" for name in weights)])]
    for item in items:
        values = [*(item[key] for key in plain), *item["weights"].values()]
        lines.append("\t".join(_quote(str(value)) for value in values))
    return "\n".join(lines) + "\n"


def _quote(value: str) -> str:
    """Return a value of a map file, between quotes where it holds a separator."""
    value = to_line(value).replace('"', "'")
    return f'"{value}"' if "," in value or ";" in value else value


def _render_network(drawing: Drawing) -> str:
    """Return VOSviewer's network file: two numbers of items and the strength of their link."""
    return "".join(f"{a}\t{b}\t{strength}\n" for a, b, strength in _list_strengths(drawing))


def _render_nodes(drawing: Drawing) -> str:
    """Return the nodes as a table, under the heads Gephi looks for."""
    return _render_table(
        ("Id",), [({"Id": node}, attributes) for node, attributes in drawing.nodes]
    )


def _render_edges(drawing: Drawing) -> str:
    """Return the edges as a table, under the heads Gephi looks for."""
    return _render_table(
        ("Source", "Target", "Type"),
        [
            ({"Source": source, "Target": target, "Type": "Undirected"}, attributes)
            for source, target, attributes in drawing.edges
        ],
    )


def _render_table(heads: tuple[str, ...], rows: list[tuple[Attributes, Attributes]]) -> str:
    """Return rows as CSV, their attributes in the order of their names; numbers whole, to be read back."""
    names = sorted({name for _, attributes in rows for name in attributes})
    shown = {"label": "Label", "weight": "Weight"}
    cells = [
        [*(row[head] for head in heads), *(_to_text(attributes.get(name)) for name in names)]
        for row, attributes in rows
    ]
    return render_csv([*heads, *(shown.get(name, name) for name in names)], cells)


def _to_text(value: object) -> str:
    """Return a value with all its digits."""
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def _to_json(value: object) -> str:
    """Return a value as JSON with its Chinese legible."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
