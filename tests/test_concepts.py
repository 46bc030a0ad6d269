from collections import defaultdict
from itertools import combinations
from math import log

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from another_run import ask_graph
from graph_stores import make_theme, write_papers
from policytext.api import Corpus
from policytext.concepts.centrality import rank_central
from policytext.concepts.communities import divide, list_communities, list_switching
from policytext.concepts.comparison import compare_graphs, name_parts
from policytext.concepts.documents import (
    list_bridges,
    list_document_pairs,
    list_edges_by_document,
)
from policytext.concepts.evidence import list_evidence, list_neighbors, read_pair
from policytext.concepts.loading import UNITS, Selection, load_graph, sort_edges
from policytext.concepts.parts import cut_graph
from policytext.concepts.sensitivity import measure_sensitivity
from policytext.concepts.walks import add_passages, find_ego, find_paths, find_shared
from policytext.errors import BadQuery, UnknownName
from policytext.store import meetings
from policytext.store.reading import open_store
from policytext.tables import render

# Two papers. p1 (2019): a and b in one sentence, then c in the next; a b again. p2 (2021): b c, c d.
PAPERS = {
    "p1": (2019, [("1. One", ["ab", "c"]), ("1. One", ["ab"]), ("2. Two", ["d"])]),
    "p2": (2021, [("1. One", ["bc"]), ("2. Two", ["cd", "d"])]),
}


@pytest.fixture
def small(tmp_path):
    with open_store(write_papers(tmp_path / "small.db", PAPERS)) as store:
        yield store


def ends(rows):
    return {(row["source"], row["target"]): row["n_cooc"] for row in rows}


def test_pairs_of_a_corpus_counted_by_hand_in_every_unit(small):
    graph = {unit: load_graph(small, Selection(unit=unit)) for unit in UNITS}
    assert ends(graph["passage"].edges) == {
        ("a", "b"): 2,
        ("a", "c"): 1,
        ("b", "c"): 2,
        ("c", "d"): 1,
    }
    assert ends(graph["sentence"].edges) == {("a", "b"): 2, ("b", "c"): 1, ("c", "d"): 1}
    assert ends(graph["section"].edges) == {
        ("a", "b"): 1,
        ("a", "c"): 1,
        ("b", "c"): 2,
        ("c", "d"): 1,
    }
    assert ends(graph["document"].edges)["c", "d"] == 2
    assert [graph[unit].n_units for unit in UNITS] == [5, 7, 4, 2]


papers = st.dictionaries(
    st.sampled_from(["p", "q", "r"]),
    st.tuples(
        st.sampled_from([None, 2019, 2021]),
        st.lists(
            st.tuples(
                st.sampled_from(["1. A", "2. B"]),
                st.lists(st.text("abcdef", max_size=4), min_size=1, max_size=3),
            ),
            min_size=1,
            max_size=4,
        ),
    ),
    min_size=1,
)


def count_by_hand(papers, unit):
    """Return for every pair in how many units of which papers it is, by looking at each."""
    named, years = defaultdict(set), {}
    for doc_id, (year, parts) in papers.items():
        years[doc_id] = year
        for number, (section, sentences) in enumerate(parts):
            for place, sentence in enumerate(sentences):
                key = {
                    "passage": number,
                    "sentence": (number, place),
                    "section": section,
                    "document": 0,
                }
                named[doc_id, key[unit]] |= set(sentence)
    found = defaultdict(list)
    for (doc_id, _), letters in named.items():
        for pair in combinations(sorted(letters), 2):
            found[pair].append(doc_id)
    return {
        pair: (
            len(at),
            len(set(at)),
            min((years[d] for d in at if years[d]), default=None),
            max((years[d] for d in at if years[d]), default=None),
        )
        for pair, at in found.items()
    }


@settings(max_examples=25)
@given(papers, st.sampled_from(UNITS))
def test_counts_in_every_unit_equal_a_count_by_hand(tmp_path_factory, papers, unit):
    path = write_papers(tmp_path_factory.mktemp("s") / "x.db", papers)
    with open_store(path) as store:
        edges = load_graph(store, Selection(unit=unit)).edges
    found = {
        (e["source"], e["target"]): (e["n_cooc"], e["n_docs"], e["first_year"], e["last_year"])
        for e in edges
    }
    assert found == count_by_hand(papers, unit)


def test_counting_anew_gives_what_the_store_holds(store):
    whole = load_graph(store)
    again = load_graph(store, Selection(where="year:1000.. OR NOT year:1000.."))
    assert again.edges == whole.edges
    assert again.nodes == whole.nodes


def test_a_part_of_the_corpus_is_counted_by_itself(small):
    graph = load_graph(small, Selection(where="doc:p2"))
    assert ends(graph.edges) == {("b", "c"): 1, ("c", "d"): 1}
    assert {node["concept"]: node["n_passages"] for node in graph.nodes} == {"b": 1, "c": 2, "d": 1}
    assert ends(load_graph(small, Selection(where="year:2019")).edges) == {
        ("a", "b"): 2,
        ("a", "c"): 1,
        ("b", "c"): 1,
    }


def test_a_paper_that_is_not_there_is_refused_with_those_that_are(small):
    with pytest.raises(BadQuery, match="No document is called 'p9'"):
        load_graph(small, Selection(where="doc:p9"))
    with pytest.raises(UnknownName, match="measure"):
        load_graph(small, Selection(measure="jacard"))


def test_thresholds_leave_the_edges_that_reach_them(small):
    assert ends(load_graph(small, Selection(min_cooc=2)).edges) == {("a", "b"): 2, ("b", "c"): 2}
    assert ends(load_graph(small, Selection(min_docs=2)).edges) == {("b", "c"): 2}
    backbone = load_graph(small, Selection(max_alpha=0.5)).edges
    assert all(edge["alpha"] <= 0.5 for edge in backbone)
    assert len(backbone) < 4


def test_pair_in_another_unit_and_of_two_that_do_not_meet_there(small):
    assert read_pair(small, "c", "a", Selection(unit="section"))["n_cooc"] == 1
    apart = read_pair(small, "a", "c", Selection(unit="sentence"))
    assert (apart["n_cooc"], apart["n_source"], apart["n_target"], apart["p"]) == (0, 2, 3, 1)
    assert apart["expected"] == pytest.approx(2 * 3 / 7)


def test_two_that_never_meet_have_the_measures_that_are_defined(small):
    # a in 2 of 5 passages, d in 2, never together: 2 (2 ln(2*5/(2*3)) + 2 ln(2*5/(3*2)) + 1 ln(1*5/(3*3)))
    row = read_pair(small, "a", "d")
    assert row["log_likelihood"] == pytest.approx(2 * (4 * log(10 / 6) + log(5 / 9)))
    assert (row["weight"], row["npmi"], row["pmi"], row["alpha"]) == (0, -1, None, None)


def test_neighbors_counted_anew_have_the_same_columns_and_numbers(small):
    stored = list_neighbors(small, "c")
    anew = list_neighbors(small, "c", selection=Selection(where="doc:p1 OR doc:p2"))
    assert anew == stored
    assert list(anew[0]) == list(stored[0])


def test_ego_grows_with_its_depth(small):
    graph = load_graph(small)
    assert {(e["source"], e["target"], e["distance"]) for e in find_ego(graph, "a")} == {
        ("a", "b", 1),
        ("a", "c", 1),
    }
    assert {(e["source"], e["target"]): e["distance"] for e in find_ego(graph, "a", depth=2)} == {
        ("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 2, ("c", "d"): 2,
    }  # fmt: skip
    assert len(find_ego(graph, "a", top=1)) == 1


def test_shared_neighbours_are_those_of_both(small):
    (row,) = find_shared(load_graph(small), "a", "b")
    assert (row["concept"], row["n_cooc_a"], row["n_cooc_b"]) == ("c", 1, 2)
    assert row["weakest"] == min(row["weight_a"], row["weight_b"])


def test_the_strongest_path_is_the_largest_product_of_weights(store):
    graph = load_graph(store)
    a, b = store.find_theme("two coverage"), store.find_theme("群团组织")
    paths = find_paths(graph, a, b, 5)
    weights = {frozenset((e["source"], e["target"])): e["weight"] for e in graph.edges}
    plain = nx.Graph([(*pair, {"length": -log(w)}) for pair, w in weights.items()])
    assert [p[0]["strength"] for p in paths] == sorted(
        (p[0]["strength"] for p in paths), reverse=True
    )
    best = nx.shortest_path_length(plain, a, b, weight="length")
    assert -log(paths[0][0]["strength"]) == pytest.approx(best, abs=1e-6)
    for path in paths:
        assert (path[0]["start"], path[-1]["end"]) == (a, b)
        assert [s["end"] for s in path[:-1]] == [s["start"] for s in path[1:]]
        for step in add_passages(store, path, 2):
            assert step["passages"]
            for passage in step["passages"]:
                assert {mark["theme"] for mark in passage["marks"]} == {step["start"], step["end"]}


def test_a_path_by_another_measure_adds_up_its_inverse(small):
    # a-b 2 meetings, b-c 2, c-d 1, a-c 1: a-c-d is 1/1 + 1/1 = 2, a-b-c-d is 1/2 + 1/2 + 1 = 2
    paths = find_paths(load_graph(small, Selection(measure="n_cooc")), "a", "d")
    assert sorted(len(path) for path in paths) == [2, 3]
    assert [path[0]["strength"] for path in paths] == [0.5, 0.5]


def test_no_path_leads_to_what_nothing_meets(tmp_path):
    path = write_papers(tmp_path / "x.db", {"p": (None, [("", ["ab"]), ("", ["c"])])})
    with open_store(path) as store:
        assert find_paths(load_graph(store), "a", "c") == []
        with pytest.raises(BadQuery, match="not in this graph"):
            find_paths(load_graph(store), "a", "x")


def test_evidence_marks_both_and_cites(store):
    a, b = store.find_theme("social organization"), store.find_theme("party building")
    for row in list_evidence(store, a, b, limit=5):
        assert row["highlighted"].replace("**", "") == row["text"]
        assert row["passage_id"] in row["citation"]
        assert {mark["theme"] for mark in row["marks"]} == {a, b}
        assert "**" in row["highlighted"]


def test_communities_of_two_circles_are_steady(tmp_path):
    parts = [("", ["abc"])] * 3 + [("", ["xyz"])] * 3 + [("", ["cx"])]
    with open_store(write_papers(tmp_path / "x.db", {"p": (None, parts)})) as store:
        graph = load_graph(store)
        division = divide(graph, 10)
        rows = list_communities(graph, division)
        assert [sorted(row["concepts"]) for row in rows] == [list("abc"), list("xyz")]
        assert (division.nmi, division.ari, rows[0]["steady"]) == (1, 1, 1)
        assert (rows[0]["n_inside"], rows[0]["n_outside"]) == (9, 1)
        assert list_switching(graph, division) == []


def test_who_changes_sides_is_told_with_where_to(store):
    graph = load_graph(store)
    division = divide(graph, 6)
    for row in list_switching(graph, division):
        assert 0 < row["n_elsewhere"] < row["n_runs"] == 6
        assert row["other"] != row["community"]
    assert 0 < division.ari < 1


def test_centrality_of_a_star_worked_by_hand(tmp_path):
    # The middle of a star lies on every path between two others, and is in both papers evenly.
    papers = {"p": (None, [("", ["ma"]), ("", ["mb"])]), "q": (None, [("", ["mc"]), ("", ["md"])])}
    with open_store(write_papers(tmp_path / "x.db", papers)) as store:
        first, *others = rank_central(store, load_graph(store), by="betweenness")
        assert (first["concept"], first["betweenness"], first["degree"], first["strength"]) == (
            "m",
            1,
            4,
            4,
        )
        assert (first["bridging"], first["n_bridged"]) == (0.5, 1)
        assert {(row["betweenness"], row["bridging"]) for row in others} == {(0, 0)}
        assert sum(row["pagerank"] for row in (first, *others)) == pytest.approx(1)


def test_comparing_two_papers_tells_gained_lost_and_changed(small):
    a, b = (load_graph(small, Selection(where=part)) for part in name_parts(small, "p1", "p2"))
    rows = {(row["source"], row["target"]): row for row in compare_graphs(a, b)}
    assert {pair: row["change"] for pair, row in rows.items()} == {
        ("a", "b"): "lost", ("a", "c"): "lost", ("b", "c"): "changed", ("c", "d"): "gained",
    }  # fmt: skip
    # a b: 2 of 3 passages against 0 of 2
    assert (rows["a", "b"]["rate_a"], rows["a", "b"]["rate_b"]) == (
        pytest.approx(66.6667, abs=1e-4),
        0,
    )
    assert rows["a", "b"]["log_likelihood"] < 0 < rows["c", "d"]["log_likelihood"]


def test_one_part_is_compared_with_all_the_rest(small):
    a, b = (load_graph(small, Selection(where=part)) for part in name_parts(small, "year:2019"))
    assert (ends(b.edges), a.n_units, b.n_units) == ({("b", "c"): 1, ("c", "d"): 1}, 3, 2)


def test_the_difference_agrees_with_scipy(store):
    from scipy.stats import chi2_contingency

    a, b = (load_graph(store, Selection(where=w)) for w in name_parts(store, "shen-changzhou"))
    row = compare_graphs(a, b)[0]
    table = [
        [row[f"n_cooc_{s}"], n - row[f"n_cooc_{s}"]]
        for s, n in (("a", a.n_units), ("b", b.n_units))
    ]
    theirs = chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert abs(row["log_likelihood"]) == pytest.approx(theirs.statistic)
    assert row["p"] == pytest.approx(theirs.pvalue)


def test_documents_are_alike_by_what_they_name(small):
    (row,) = list_document_pairs(small, load_graph(small))
    assert (row["n_shared"], row["n_a"], row["n_b"], row["jaccard"]) == (3, 4, 3, 0.75)
    assert (row["n_edges_shared"], row["n_edges_a"], row["n_edges_b"]) == (1, 3, 2)


def test_bridges_and_edges_say_which_papers(small):
    bridges = {row["concept"]: row["documents"] for row in list_bridges(small, load_graph(small))}
    assert bridges == {"b": ["p1 2", "p2 1"], "c": ["p2 2", "p1 1"], "d": ["p1 1", "p2 1"]}
    edges = list_edges_by_document(small, load_graph(small))
    assert (edges[0]["source"], edges[0]["target"], edges[0]["documents"]) == (
        "b",
        "c",
        ["p1 1", "p2 1"],
    )
    assert [row["n_docs"] for row in edges] == [2, 1, 1, 1]
    assert all(len(row["documents"]) == row["n_docs"] for row in edges)


def test_nothing_changed_is_1_everywhere_in_the_first_row_of_sensitivity(store):
    first, *rest = measure_sensitivity(store, Selection())
    assert (first["tau"], first["rho"], first["tau_edges"], first["nmi"], first["top_10"]) == (
        1,
        1,
        1,
        1,
        10,
    )
    assert {row["changed"] for row in rest} == {
        "unit",
        "measure",
        "min_cooc",
        "min_docs",
        "max_alpha",
        "max_p",
    }
    dice = next(row for row in rest if row["measure"] == "dice")
    assert dice["tau_edges"] == 1  # Dice orders as Jaccard does


def test_a_part_of_the_graph_keeps_only_the_edges_inside(small):
    graph = load_graph(small)
    assert ends(cut_graph(graph, ["a", "b"]).edges) == {("a", "b"): 2}
    assert len(cut_graph(graph, ["a"], around=True).nodes) == 3
    assert cut_graph(graph, ["a", "unheard"]).nodes[0]["degree"] == 0
    with pytest.raises(BadQuery, match="no community 9"):
        cut_graph(graph, community=9)


def test_links_of_the_authority_file_are_never_counted(tmp_path):
    themes = [make_theme("a", broader=("b",)), make_theme("b", related=("a",)), make_theme("c")]
    path = write_papers(
        tmp_path / "x.db", {"p": (None, [("", ["a"]), ("", ["b"]), ("", ["c"])])}, themes
    )
    with open_store(path) as store:
        assert load_graph(store).edges == ()
        assert [tuple(row.values()) for row in meetings.list_links(store)] == [
            ("a", "b", "broader"),
            ("b", "a", "related"),
        ]


def test_promoted_keywords_are_concepts_beside_themes(tmp_path):
    themes = [make_theme("a")]
    path = write_papers(tmp_path / "x.db", {"p": (None, [("", ["ak"]), ("", ["k"])])}, themes, "k")
    with open_store(path) as store:
        assert store.find_concept("K") == "keyword:k"
        (row,) = meetings.list_neighbors(store, "a", promoted=True)
        assert (row["neighbor"], row["label"], row["n_cooc"], row["n_neighbor"]) == (
            "keyword:k",
            "k",
            1,
            2,
        )
        assert (
            meetings.list_neighbors(store, "a") == meetings.list_pairs(store) == []
        )  # the reports have no page for it
        assert [n["kind"] for n in load_graph(store, Selection(kinds=("keyword",))).nodes] == [
            "keyword"
        ]
        assert [row["passage_id"] for row in list_evidence(store, "a", "keyword:k")] == ["p:1"]


def test_the_same_answers_on_every_run_and_hash_seed(store_path, another_run):
    assert (another_run / "graph.txt").read_text("utf-8") == ask_graph(store_path)


def test_every_row_can_be_printed(store):
    graph = load_graph(store, Selection(min_docs=2))
    for rows in (
        sort_edges(graph.edges, "npmi"),
        list_communities(graph, divide(graph, 3)),
        list_document_pairs(store, graph),
        rank_central(store, graph),
    ):
        for form in ("table", "csv", "json", "markdown"):
            assert render(rows, form)


def test_python_asks_what_the_commands_ask(store_path):
    with Corpus.open(store_path) as corpus:
        graph = corpus.graph(Selection(unit="sentence", min_docs=2))
        assert graph.edges == load_graph(corpus.store, Selection(unit="sentence", min_docs=2)).edges
        rows = corpus.evidence("群团组织", "Shanghai")
        assert (
            len(rows) == meetings.read_pair(corpus.store, "qunzhong-tuanti", "shanghai")["n_cooc"]
        )


def test_a_part_is_called_by_a_paper_a_place_a_year_or_a_query(store):
    assert name_parts(store, "shen-changzhou")[0] == 'doc:"shen-changzhou"'
    assert name_parts(store, "changzhou")[0] == 'place:"Changzhou"'
    assert name_parts(store, "2022")[0] == 'year:"2022"'
    assert name_parts(store, "lang:en", "zhang-henan", "year:2022") == (
        "(year:2022) AND (lang:en)",
        '(year:2022) AND (doc:"zhang-henan")',
    )
    with pytest.raises(UnknownName, match="Did you mean 'Changzhou'"):
        name_parts(store, "Changzhuo")
