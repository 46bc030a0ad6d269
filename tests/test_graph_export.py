import csv
import io
import json
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from click.testing import CliRunner

from graph_stores import make_theme, write_papers
from policytext.cli import main
from policytext.concepts.files import FILE_FORMATS, WITH_LINKS, draw, render_files
from policytext.concepts.loading import Selection, load_graph
from policytext.errors import UnwritableFolder
from policytext.store import meetings
from policytext.store.reading import open_store


@pytest.fixture(scope="module")
def drawing(store_path):
    with open_store(store_path) as store:
        return draw(load_graph(store, Selection(min_cooc=2)))


def text_of(drawing, form):
    (text,) = render_files(drawing, form).values()
    return text


def write(tmp_path, drawing, form):
    path = tmp_path / f"graph.{form}"
    path.write_text(text_of(drawing, form), "utf-8")
    return path


def expect(drawing):
    """Return nodes and edges as a reader should find them."""
    nodes = dict(drawing.nodes)
    edges = {frozenset((a, b)): attributes for a, b, attributes in drawing.edges}
    return nodes, edges


def same(found, expected):
    """Tell whether attributes came back: numbers to the last digit, texts letter for letter."""
    return {k: found[k] for k in expected} == expected


def test_every_attribute_is_a_number_or_a_text(drawing):
    for attributes in [a for _, a in drawing.nodes] + [a for *_, a in drawing.edges]:
        assert all(type(value) in (int, float, str) for value in attributes.values())
        assert not {"id", "pid", "source", "target"} & attributes.keys()


def test_graphml_comes_back_into_networkx_and_igraph(drawing, tmp_path):
    path = write(tmp_path, drawing, "graphml")
    nodes, edges = expect(drawing)
    graph = nx.read_graphml(path)
    assert graph.graph.items() >= drawing.made.items()
    assert all(same(graph.nodes[node], attributes) for node, attributes in nodes.items())
    assert all(same(graph.edges[tuple(pair)], attributes) for pair, attributes in edges.items())
    igraph = pytest.importorskip("igraph")
    other = igraph.Graph.Read_GraphML(str(path))
    assert (other.vcount(), other.ecount()) == (len(nodes), len(edges))
    assert {v["id"]: v["label_zh"] for v in other.vs} == {
        n: a["label_zh"] for n, a in nodes.items()
    }
    assert sum(other.es["n_cooc"]) == sum(a["n_cooc"] for a in edges.values())


def test_gexf_comes_back_into_networkx_with_places_and_no_date(drawing, tmp_path):
    path = write(tmp_path, drawing, "gexf")
    nodes, edges = expect(drawing)
    graph = nx.read_gexf(path)
    for node, attributes in nodes.items():
        assert same(graph.nodes[node], {k: v for k, v in attributes.items() if k not in "xy"})
        assert graph.nodes[node]["viz"]["position"]["x"] == pytest.approx(1000 * attributes["x"])
    assert all(same(graph.edges[tuple(pair)], attributes) for pair, attributes in edges.items())
    meta = ET.parse(path).getroot().find("{http://www.gexf.net/1.2draft}meta")
    assert meta.attrib == {}
    assert "unit=passage" in meta[1].text


def test_pajek_comes_back_into_networkx_and_igraph(drawing, tmp_path):
    path = write(tmp_path, drawing, "pajek")
    nodes, edges = expect(drawing)
    graph = nx.read_pajek(path)
    assert (len(graph), graph.number_of_edges()) == (len(nodes), len(edges))
    assert sorted(w for *_, w in graph.edges(data="weight")) == sorted(
        a["weight"] for a in edges.values()
    )
    assert any("群团组织" in label for label in graph)
    igraph = pytest.importorskip("igraph")
    other = igraph.Graph.Read_Pajek(str(path))
    assert (other.vcount(), other.ecount()) == (len(nodes), len(edges))
    assert other.es["weight"] == pytest.approx([a["weight"] for *_, a in drawing.edges])


def test_labels_of_pajek_are_all_different_and_hold_no_quotes(tmp_path):
    themes = [
        make_theme("a"), make_theme("b"),
    ]  # fmt: skip
    alike = [
        t.__class__(**{f: getattr(t, f) for f in t.__slots__} | {"en": 'say "x"\\', "zh": "说"})
        for t in themes
    ]
    path = write_papers(tmp_path / "x.db", {"p": (None, [("", ["ab"])])}, alike)
    with open_store(path) as store:
        graph = nx.parse_pajek(text_of(draw(load_graph(store)), "pajek"))
    assert sorted(graph) == ["say 'x'/ | 说", "say 'x'/ | 说 [b]"]
    assert graph.number_of_edges() == 1


def test_node_link_json_comes_back_into_networkx(drawing):
    graph = nx.node_link_graph(json.loads(text_of(drawing, "json")), edges="edges")
    nodes, edges = expect(drawing)
    assert dict(graph.nodes(data=True)) == nodes
    assert {frozenset((a, b)): d for a, b, d in graph.edges(data=True)} == edges
    assert graph.graph == drawing.made


def test_cytoscape_json_comes_back_into_networkx(drawing):
    graph = nx.cytoscape_graph(json.loads(text_of(drawing, "cytoscape")))
    nodes, edges = expect(drawing)
    assert all(same(graph.nodes[node], attributes) for node, attributes in nodes.items())
    assert all(same(graph.edges[tuple(pair)], attributes) for pair, attributes in edges.items())


def test_csv_tables_come_back_whole(drawing):
    tables = {
        part: list(csv.DictReader(io.StringIO(text)))
        for part, text in render_files(drawing, "csv").items()
    }
    nodes, edges = expect(drawing)
    assert {row["Id"]: row["label_zh"] for row in tables["-nodes"]} == {
        n: a["label_zh"] for n, a in nodes.items()
    }
    for row in tables["-edges"]:
        attributes = edges[frozenset((row["Source"], row["Target"]))]
        assert (float(row["Weight"]), int(row["n_cooc"])) == (
            attributes["weight"],
            attributes["n_cooc"],
        )


def test_vosviewer_json_is_what_its_documentation_describes(drawing):
    data = json.loads(text_of(drawing, "vosviewer"))
    items, links = data["network"]["items"], data["network"]["links"]
    allowed = {"id", "label", "description", "url", "x", "y", "cluster", "weights", "scores"}
    ids = [item["id"] for item in items]
    assert ids == list(range(1, len(items) + 1))
    assert all(item.keys() <= allowed and 1 <= item["cluster"] <= 1000 for item in items)
    assert all(value >= 0 for item in items for value in item["weights"].values())
    assert all(-1 <= item[axis] <= 1 for item in items for axis in "xy")
    assert all(link.keys() == {"source_id", "target_id", "strength"} for link in links)
    assert {link[end] for link in links for end in ("source_id", "target_id")} <= set(ids)
    for item in items:  # what VOSviewer itself would count
        mine = [
            link["strength"]
            for link in links
            if item["id"] in (link["source_id"], link["target_id"])
        ]
        assert (item["weights"]["Links"], item["weights"]["Total link strength"]) == (
            len(mine),
            sum(mine),
        )
    assert {cluster["cluster"] for cluster in data["network"]["clusters"]} >= {
        i["cluster"] for i in items
    }
    assert "unit=passage" in data["info"]["description"]


def test_vosviewer_map_and_network_are_tables_of_the_same(drawing):
    data = json.loads(text_of(drawing, "vosviewer"))["network"]
    rows = list(csv.reader(io.StringIO(text_of(drawing, "vosviewer-map")), delimiter="\t"))
    assert rows[0][:6] == ["id", "label", "description", "x", "y", "cluster"]
    assert "weight<Total link strength>" in rows[0]
    assert [(int(row[0]), row[1]) for row in rows[1:]] == [
        (i["id"], i["label"].replace('"', "'")) for i in data["items"]
    ]
    links = [
        tuple(map(int, line.split("\t")))
        for line in text_of(drawing, "vosviewer-network").splitlines()
    ]
    assert links == [(x["source_id"], x["target_id"], x["strength"]) for x in data["links"]]


@pytest.mark.parametrize("form", WITH_LINKS)
def test_links_are_edges_of_their_own_kind_beside_the_counts(form, tmp_path):
    themes = [make_theme("a", broader=("b",)), make_theme("b")]
    path = write_papers(tmp_path / "x.db", {"p": (None, [("", ["ab"])])}, themes)
    with open_store(path) as store:
        files = render_files(draw(load_graph(store), meetings.list_links(store)), form)
    text = next(iter(files.values()))
    graph = {
        "graphml": lambda: nx.parse_graphml(text),
        "gexf": lambda: nx.read_gexf(io.BytesIO(text.encode())),
        "json": lambda: nx.node_link_graph(json.loads(text), edges="edges"),
        "cytoscape": lambda: nx.cytoscape_graph(json.loads(text)),
        "csv": lambda: nx.MultiGraph(
            [(r["Source"], r["Target"], {k: v for k, v in r.items() if v}) for r in csv.DictReader(io.StringIO(text))]
        ),
    }[form]()  # fmt: skip
    kinds = {data["kind"]: data for *_, data in graph.edges(data=True)}
    assert kinds.keys() == {"meets", "broader"}
    assert "n_cooc" not in kinds["broader"]


def test_letters_that_xml_has_not_do_not_spoil_a_file(tmp_path):
    theme = make_theme("a")
    odd = theme.__class__(**{f: getattr(theme, f) for f in theme.__slots__} | {"en": "a\x07 & <b>"})
    with open_store(write_papers(tmp_path / "x.db", {"p": (None, [("", ["a"])])}, [odd])) as store:
        drawing = draw(load_graph(store))
    assert nx.parse_graphml(text_of(drawing, "graphml")).nodes["a"]["label"] == "a & <b>"


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_an_empty_graph_can_be_written(form, tmp_path):
    with open_store(write_papers(tmp_path / "x.db", {"p": (None, [("", ["a"])])}, [])) as store:
        assert all(
            isinstance(text, str) for text in render_files(draw(load_graph(store)), form).values()
        )


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_the_command_prints_what_it_writes(form, store_path, tmp_path):
    run = CliRunner()
    base = ["--db", str(store_path), "graph", "export", "--format", form, "--min-docs", "2"]
    printed = run.invoke(main, base)
    assert printed.exit_code == 0, printed.output
    written = run.invoke(main, [*base, "--out", str(tmp_path / "out" / "g.txt")])
    assert written.exit_code == 0, written.output
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == (["g-edges.txt", "g-nodes.txt"] if form == "csv" else ["g.txt"])
    assert (tmp_path / "out" / names[0]).read_text("utf-8") == printed.stdout


def test_a_place_that_cannot_be_written_to_is_refused(store_path, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    result = CliRunner().invoke(
        main,
        ["--db", str(store_path), "graph", "export", "--out", str(tmp_path / "file" / "g.graphml")],
    )
    assert result.exit_code == 1
    assert "Name another file with --out" in result.stderr
    assert issubclass(UnwritableFolder, OSError)
