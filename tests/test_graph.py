from policytext import graph
from policytext.cooccurrence import count_pairs, tally
from policytext.graph import build_graph
from policytext.records import Mention


def mention(theme, passage, doc="a"):
    return Mention(doc, f"{doc}:{passage}", theme, 0, 1, 0, 1, "x", "x", "literal", "exact")


def two_circles():
    """Return two triangles of themes that share no passage but one."""
    said = [mention(t, n) for n in (1, 2) for t in "abc"] + [
        mention(t, n, "b") for n in (1, 2) for t in "xyz"
    ]
    return [*said, mention("c", 9), mention("x", 9), mention("alone", 10)]


def build(said):
    return {node.theme_id: node for node in build_graph(tally(said), count_pairs(tally(said), 12))}


def test_themes_that_meet_are_one_community_and_others_another():
    nodes = build(two_circles())
    assert nodes["a"].community == nodes["b"].community == nodes["c"].community
    assert nodes["x"].community == nodes["y"].community != nodes["a"].community


def test_degree_counts_themes_and_strength_meetings():
    # c meets a and b in two passages each and x in one
    node = build(two_circles())["c"]
    assert (node.degree, node.strength, node.n_passages, node.n_docs) == (3, 5, 3, 1)


def test_a_theme_that_meets_nobody_is_a_node_all_the_same():
    assert build(two_circles())["alone"].degree == 0


def test_places_lie_on_the_page():
    assert all(0 <= node.x <= 1 and 0 <= node.y <= 1 for node in build(two_circles()).values())


def test_the_same_mentions_in_any_order_give_the_same_graph():
    assert build(two_circles()) == build(two_circles()[::-1])


def test_nothing_mentioned_is_no_graph():
    assert build_graph(tally([]), []) == []


def test_more_nodes_than_are_laid_out_find_a_place_by_their_neighbours(monkeypatch):
    monkeypatch.setattr(graph, "N_LAID_OUT", 3)
    places = graph.lay_out(5, [(0, 1, 3.0), (1, 2, 2.0), (0, 2, 2.0), (3, 0, 1.0)])
    assert len(set(places)) == 5
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)


def test_the_layout_is_the_same_on_every_machine():
    # Written down once: sums in another order, or another random number, would show here.
    edges = [(0, 1, 3.0), (1, 2, 2.0), (0, 2, 2.0), (2, 3, 1.0)]
    assert graph.lay_out(4, edges) == [
        (0.326, 0.265),
        (0.208, 0.477),
        (0.529, 0.516),
        (0.937, 0.742),
    ]
