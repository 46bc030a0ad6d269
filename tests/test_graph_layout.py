"""Where concepts stand on the page of the graph, and which pairs are drawn."""

from policytext.reports.layout import HEIGHT, WIDTH, Spot, choose_backbone, measure, place_spots
from policytext.store import meetings


def spots_on_one_place(n, label=("party building", "党建")):
    return [Spot(0.5, 0.5, 10.0, label) for _ in range(n)]


def test_concepts_on_one_spot_are_moved_apart():
    places = place_spots(spots_on_one_place(3, ()), [])
    gaps = [abs(complex(*a) - complex(*b)) for n, a in enumerate(places) for b in places[:n]]
    assert min(gaps) >= 20


def test_the_first_concepts_have_room_for_their_names_beside_them():
    places = place_spots(spots_on_one_place(6), [(0, 1, 3.0), (2, 3, 1.0)])
    reach = 10 + measure("party building")
    for n, (x, y) in enumerate(places):
        for other_x, other_y in places[:n]:
            assert abs(y - other_y) >= 20 or abs(x - other_x) >= reach


def test_every_concept_stands_on_the_sheet_with_its_name():
    for n in (1, 2, 40, 200):
        spots = spots_on_one_place(n)
        for x, y in place_spots(spots, [(a, a + 1, 1.0) for a in range(n - 1)]):
            assert 0 < x < WIDTH
            assert 0 < y < HEIGHT
    assert place_spots([], []) == []


def test_what_belongs_together_stands_together():
    # Two groups of eight, each joined throughout, and one weak link between them.
    links = [(a, b, 5.0) for a in range(16) for b in range(a) if a // 8 == b // 8] + [(0, 8, 0.1)]
    places = [complex(*place) for place in place_spots(spots_on_one_place(16, ()), links)]
    middles = [sum(places[:8]) / 8, sum(places[8:]) / 8]
    for n, place in enumerate(places):
        assert abs(place - middles[n // 8]) < abs(place - middles[1 - n // 8])


def test_the_backbone_keeps_a_pair_that_is_among_the_strongest_of_either():
    # a meets b to f; with the two strongest of each, a keeps b and c, and d to f keep a.
    links = [(0, n, float(10 - n)) for n in range(1, 6)]
    assert choose_backbone(links, top=2) == links
    # Once d and e have two stronger of their own, theirs with a is left out.
    crowd = [(3, 6, 20.0), (3, 7, 20.0), (4, 6, 20.0), (4, 7, 20.0)]
    kept = choose_backbone(links + crowd, top=2)
    assert [link[:2] for link in kept if link[0] == 0] == [(0, 1), (0, 2), (0, 5)]


def test_places_are_the_same_on_every_run(store):
    nodes = meetings.list_nodes(store)
    spots = [Spot(row["x"], row["y"], 5.0, (row["label"], row["zh"])) for row in nodes]
    assert place_spots(spots, []) == place_spots(spots, [])
