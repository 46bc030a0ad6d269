"""The concept graph as a drawing: themes placed, joined by their strongest pairs, with the passages behind.

Places come from the store. Here they are fitted to the sheet, circles that
would cover one another are moved apart, and labels go where there is room;
those that find none are shown when their theme is pointed at or the drawing is
enlarged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from math import hypot, sqrt
from typing import TYPE_CHECKING, Any

from policytext.reports.facts import N_GRAPHED, link_document, link_theme
from policytext.reports.pages import LANG, embed_json

if TYPE_CHECKING:
    from markupsafe import Markup

    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store

WIDTH, HEIGHT = 1200, 980
N_NODES = 150
"""How many themes are drawn at most, those with most passages; others are found by searching."""
MIN_COOC = 2
"""A pair is drawn from this many common passages on …"""
TOP_EDGES = 4
"""… when it is among this many strongest of one of its two themes."""
MAX_EVIDENCE = 1_000_000
"""How many bytes of passages the page carries, so that it opens at once; those with most themes go first."""

MAX_PAIRS = 20_000
"""How many pairs the page carries at most, the strongest; all are in the tables."""

N_COLOURS = 8
"""The last of them, grey, stands for every community after the seventh."""

LINE = 15.0
"""From one line of a label to the next; the letters are a little smaller."""
N_LABELS = 30
"""The largest dots, this many, have their labels even where they cover small dots."""
_MARGIN = 48.0
_LETTER_EM = 0.54  # the mean width of a small Latin letter in the sans-serifs tried


@dataclass(frozen=True, slots=True)
class Label:
    """Where the two lines of a label stand; not `clear` when they would cover something."""

    x: float
    y: float
    anchor: str
    clear: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A theme on the sheet; `number` is its place in the page's data."""

    number: int
    row: Row
    x: float
    y: float
    radius: float
    colour: int
    label: Label


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair on the sheet, from the dot numbered `a` to the dot numbered `b`."""

    a: int
    b: int
    row: Row
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Themes that belong together, named by those with most passages."""

    colour: int
    names: tuple[str, ...]
    n_themes: int


@dataclass(frozen=True, slots=True)
class Network:
    """Everything the page of the graph says."""

    dots: tuple[Dot, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Cluster, ...]
    n_nodes: int
    n_pairs: int
    n_carried: int
    n_passages: int
    n_embedded: int
    data: Markup
    width: int = WIDTH
    height: int = HEIGHT
    min_cooc: int = MIN_COOC
    top_edges: int = TOP_EDGES


def gather_network(store: Store, facts: Facts) -> Network:
    """Return the drawing of the concept graph and the data behind it."""
    every = store.list_nodes()
    known, nodes = every[:N_GRAPHED], every[:N_NODES]
    number = {row["concept"]: n for n, row in enumerate(known)}
    every_pair = store.list_pairs()
    pairs = [row for row in every_pair if row["source"] in number and row["target"] in number]
    pairs = pairs[:MAX_PAIRS]
    drawn = {row["concept"] for row in nodes}
    near = [row for row in pairs if row["source"] in drawn and row["target"] in drawn]
    radii = size_dots(nodes)
    places = place_dots(nodes, radii)
    edges = [_to_edge(row, number, places) for row in choose_edges(near)]
    labels = place_labels(nodes, places, radii)
    dots = tuple(
        Dot(n, row, *places[n], radii[n], min(row["community"], N_COLOURS - 1), labels[n])
        for n, row in enumerate(nodes)
    )
    passages, n_passages = _gather_passages(store, facts, number)
    data = {
        "themes": [_to_theme(facts, row) for row in known],
        "whole": len(pairs) == len(every_pair),
        "pairs": [
            [
                number[p["source"]],
                number[p["target"]],
                p["n_cooc"],
                p["n_docs"],
                round(p["jaccard"], 3),
            ]
            for p in pairs
        ],
        "passages": passages,
    }
    return Network(
        dots=dots,
        edges=tuple(edges),
        clusters=_name_clusters(nodes),
        n_nodes=len(every),
        n_pairs=len(every_pair),
        n_carried=len(pairs),
        n_passages=n_passages,
        n_embedded=len(passages),
        data=embed_json(data),
    )


def choose_edges(pairs: list[Row]) -> list[Row]:
    """Return the pairs to draw, weakest first so that the strongest lie on top.

    A pair is drawn when it meets in at least `MIN_COOC` passages and is among
    the `TOP_EDGES` strongest of either theme, by `n_cooc`, then by Jaccard.
    """
    ranked = sorted(
        (row for row in pairs if row["n_cooc"] >= MIN_COOC),
        key=lambda row: (-row["n_cooc"], -row["jaccard"], row["source"], row["target"]),
    )
    n_drawn: dict[str, int] = defaultdict(int)
    chosen: list[Row] = []
    for row in ranked:
        if min(n_drawn[row["source"]], n_drawn[row["target"]]) < TOP_EDGES:
            chosen.append(row)
        n_drawn[row["source"]] += 1
        n_drawn[row["target"]] += 1
    return chosen[::-1]


def size_dots(nodes: list[Row]) -> list[float]:
    """Return radii whose areas grow with the passages, the largest fitting the number of dots."""
    most = max((row["n_passages"] for row in nodes), default=1) or 1
    largest = max(14.0, 30.0 - len(nodes) / 12)
    return [round(3.5 + (largest - 3.5) * sqrt(row["n_passages"] / most), 1) for row in nodes]


def place_dots(nodes: list[Row], radii: list[float]) -> list[tuple[float, float]]:
    """Return where each dot's centre goes, spread over the sheet, none covering another.

    Half of a place is the store's own, half its rank among all: springs crowd
    the middle and leave the rest of the sheet empty.
    """
    xs = _spread([row["x"] for row in nodes], WIDTH)
    ys = _spread([row["y"] for row in nodes], HEIGHT)
    places = [list(place) for place in zip(xs, ys, strict=True)]
    for _ in range(80):
        if not _push_apart(places, radii):
            break
    return [(round(x, 1), round(y, 1)) for x, y in places]


def _spread(values: list[float], size: int) -> list[float]:
    """Return values stretched over a side of the sheet, half by value, half by rank."""
    if not values:
        return []
    low, high = min(values), max(values)
    ordered = sorted(values)
    n = max(len(values) - 1, 1)
    share = [
        0.5 * ((value - low) / (high - low) if high > low else 0.5)
        + 0.5 * bisect_left(ordered, value) / n
        for value in values
    ]
    return [_MARGIN + s * (size - 2 * _MARGIN) for s in share]


def _push_apart(places: list[list[float]], radii: list[float]) -> bool:
    """Move every two dots that are too near away from each other; tell whether any were."""
    moved = False
    for a in range(len(places)):
        for b in range(a + 1, len(places)):
            room = radii[a] + radii[b] + LINE
            dx, dy = places[b][0] - places[a][0], places[b][1] - places[a][1]
            if abs(dx) >= room or abs(dy) >= room:
                continue
            away = hypot(dx, dy)
            if away >= room:
                continue
            moved = True
            if away < 0.01:  # on one spot: part them along a line of their own
                dx, dy, away = 1.0, (a - b) / 10, hypot(1.0, (a - b) / 10)
            push = (room - away) / 2 / away
            for at, sign in ((a, -1), (b, 1)):
                places[at][0] = _within(places[at][0] + sign * dx * push, WIDTH)
                places[at][1] = _within(places[at][1] + sign * dy * push, HEIGHT)
    return moved


def _within(value: float, size: int) -> float:
    """Return a coordinate kept on the sheet."""
    return min(max(value, _MARGIN), size - _MARGIN)


Box = tuple[float, float, float, float]


_BUTTONS: Box = (WIDTH - 180, 0, WIDTH, 60)


def place_labels(
    nodes: list[Row], places: list[tuple[float, float]], radii: list[float]
) -> list[Label]:
    """Return a place for every label, tried around its dot, the largest dots first.

    A label that covers another label, a dot or the edge of the sheet wherever
    it is put is not clear; those of the largest dots may cover small ones.
    """
    dots: list[Box] = [
        (x - r, y - r, x + r, y + r) for (x, y), r in zip(places, radii, strict=True)
    ]
    taken: list[Box] = [_BUTTONS]
    labels: list[Label] = []
    for n, row in enumerate(nodes):  # the store gives the themes with most passages first
        x, y = places[n]
        width = max(measure(row["label"]), measure(row["zh"])) * (LINE - 1)
        tried: list[tuple[int, int, Label, Box]] = []
        for order, (at_x, at_y, anchor) in enumerate(_list_spots(x, y, radii[n] + 4)):
            box = _box_label(at_x, at_y, anchor, width)
            if _on_sheet(box) and not any(_overlap(box, other) for other in taken):
                covered = sum(_overlap(box, dot) for i, dot in enumerate(dots) if i != n)
                label = Label(round(at_x, 1), round(at_y, 1), anchor, clear=True)
                tried.append((covered, order, label, box))
        best = min(tried, key=lambda t: t[:2], default=None)
        if best and (best[0] == 0 or (n < N_LABELS and best[0] <= 3)):
            labels.append(best[2])
            taken.append(best[3])
        else:
            below = y + radii[n] + LINE + 1
            labels.append(Label(round(x, 1), round(below, 1), "middle", clear=False))
    return labels


def _list_spots(x: float, y: float, reach: float) -> list[tuple[float, float, str]]:
    """Return where the first line of a label may stand about a dot, the best place first."""
    near = reach * 0.75
    return [
        (x + reach, y - 2, "start"),
        (x - reach, y - 2, "end"),
        (x, y + reach + LINE - 3, "middle"),
        (x, y - reach - LINE - 3, "middle"),
        (x + near, y + near + LINE / 2, "start"),
        (x + near, y - near - LINE / 2, "start"),
        (x - near, y + near + LINE / 2, "end"),
        (x - near, y - near - LINE / 2, "end"),
    ]


def measure(text: str) -> float:
    """Return about how wide a text is, in ems: a Chinese letter is one, a Latin one about half.

    >>> measure("两个覆盖"), measure("two")
    (4.0, 1.62)
    """
    return round(sum(1.0 if ord(letter) > 0x2E7F else _LETTER_EM for letter in text), 2)


def _box_label(x: float, y: float, anchor: str, width: float) -> Box:
    """Return what two lines of text cover, the first standing on `y`."""
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return left, y - LINE, left + width, y + LINE + 3


def _on_sheet(box: Box) -> bool:
    """Tell whether a box lies on the sheet."""
    return box[0] >= 4 and box[1] >= 4 and box[2] <= WIDTH - 4 and box[3] <= HEIGHT - 4


def _overlap(a: Box, b: Box) -> bool:
    """Tell whether two boxes share any room."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _to_edge(row: Row, number: dict[str, int], places: list[tuple[float, float]]) -> Edge:
    """Return a pair as a line whose width grows with the passages both share."""
    a, b = number[row["source"]], number[row["target"]]
    width = round(min(0.7 + 0.55 * sqrt(row["n_cooc"] - 1), 6.0), 2)
    return Edge(a, b, row, *places[a], *places[b], width)


def _name_clusters(nodes: list[Row]) -> tuple[Cluster, ...]:
    """Return the communities that have at least two themes, each with its three largest."""
    members: dict[int, list[str]] = defaultdict(list)
    for row in nodes:
        members[row["community"]].append(row["concept"])
    return tuple(
        Cluster(min(community, N_COLOURS - 1), tuple(ids[:3]), len(ids))
        for community, ids in sorted(members.items())
        if len(ids) > 1
    )


def _to_theme(facts: Facts, row: Row) -> dict[str, Any]:
    """Return a theme as the page's script knows it."""
    has_page = row["concept"] in facts.reported
    return {
        "id": row["concept"],
        "en": row["label"],
        "zh": row["zh"],
        "kind": row["kind"],
        "mentions": row["n_mentions"],
        "passages": row["n_passages"],
        "docs": row["n_docs"],
        "page": link_theme(row["concept"]) if has_page else "",
    }


def _gather_passages(
    store: Store, facts: Facts, number: dict[str, int]
) -> tuple[list[dict[str, Any]], int]:
    """Return the passages that mention a drawn theme, as many as the page can carry, and how many there are."""
    found: list[tuple[int, int, dict[str, Any]]] = []
    for document in facts.documents:
        for row in store.list_passages(document["doc_id"]):
            own = [
                m for m in facts.marks.get(row["passage_id"], ()) if m.counted and m.theme in number
            ]
            if own:
                found.append((-len({m.theme for m in own}), len(found), _to_passage(row, document)))
                found[-1][2]["marks"] = [[m.start, m.end, number[m.theme]] for m in own]
    room = MAX_EVIDENCE
    kept: list[tuple[int, dict[str, Any]]] = []
    for _, order, passage in sorted(found, key=lambda f: f[:2]):
        room -= len(embed_json(passage).encode())
        if room >= 0:
            kept.append((order, passage))
    return [passage for _, passage in sorted(kept, key=lambda k: k[0])], len(found)


def _to_passage(row: Row, document: Row) -> dict[str, Any]:
    """Return a passage as the page's script knows it."""
    page = f", page {row['page']}" if row["page"] else ""
    return {
        "text": row["text"],
        "lang": LANG.get(row["lang"], row["lang"]),
        "cite": document["cite"],
        "section": row["section"],
        "place": f"{row['passage_id']}{page}, characters {row['char_start']}–{row['char_end']}",
        "link": link_document(row["doc_id"], row["passage_id"]),
    }
