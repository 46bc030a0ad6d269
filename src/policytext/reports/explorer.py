"""The concept graph as a page to explore: concepts in their places, pairs with their numbers, passages behind.

The page carries its data as JSON and needs nothing else. What is too much for
one page is left out from the weak end and said so: first passages, then pairs,
then concepts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, Any

from policytext.reports.facts import N_GRAPHED, link_document, link_theme
from policytext.reports.layout import HEIGHT, N_LARGE, N_LARGEST, WIDTH, Spot, place_spots
from policytext.reports.measures import list_measures, round_number
from policytext.reports.pages import LANG, embed_json
from policytext.store import meetings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store

MAX_PAIRS = 650_000
"""How many bytes of pairs the page carries, the strongest first; all are in the tables."""

MAX_PAGE = 1_600_000
"""How many bytes the data may take together, so that the page opens at once. Passages fill what is left, …"""

MAX_EVIDENCE = 1_000_000
"""… up to this many bytes, those of the strongest pairs first."""

N_LISTED = 5
"""How many neighbours of a concept are named where no script runs."""

N_COMMUNITIES = 8
"""How many communities are told apart; the last stands for all that are smaller than the seventh."""

_SMALLEST = 150  # bytes of the shortest passage with its place

Meetings = dict[tuple[int, int], list[int]]
"""Where two concepts meet: places in the list of passages, by the numbers of both, the smaller first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A concept with its strongest neighbours, as a page without script shows it."""

    row: Row
    neighbors: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Explorer:
    """Everything the page of the graph says; `n_` tell how much there is and how much of it the page carries."""

    listed: tuple[Listed, ...]
    n_nodes: int
    n_pairs: int
    n_carried: int
    n_passages: int
    n_embedded: int
    data: Markup


def gather_explorer(store: Store, facts: Facts) -> Explorer:
    """Return the page of the concept graph and the data behind it."""
    every_node, every_pair = (
        meetings.list_nodes(store, promoted=True),
        meetings.list_pairs(store, promoted=True),
    )
    nodes = every_node[:N_GRAPHED]
    number = {row["concept"]: n for n, row in enumerate(nodes)}
    known = [row for row in every_pair if row["source"] in number and row["target"] in number]
    known.sort(key=lambda row: (-row["n_cooc"], -row["weight"], row["source"], row["target"]))
    passages = list(_gather_passages(store, facts, number))
    met = _find_meetings(passages)
    measures = list_measures(known)
    pairs = list(_fill(MAX_PAIRS, (_to_pair(p, number, measures, met, passages) for p in known)))
    data: dict[str, Any] = {
        "sheet": [WIDTH, HEIGHT],
        "large": [N_LARGEST, N_LARGE],
        "themes": _to_themes(store, facts, nodes, known, passages),
        "papers": [_to_paper(row) for row in facts.documents],
        "measures": measures,
        "measure": known[0]["measure"] if known else "",
        "pairs": pairs,
        "whole": len(pairs) == len(every_pair),
        "relations": _list_relations(store, number),
        "made": facts.manifest,
    }
    room = min(MAX_EVIDENCE, MAX_PAGE - len(embed_json(data).encode()))
    data["passages"] = _choose_passages(passages, pairs, met, room)
    return Explorer(
        listed=_list_nodes(nodes, known),
        n_nodes=len(every_node),
        n_pairs=len(every_pair),
        n_carried=len(pairs),
        n_passages=len(passages),
        n_embedded=len(data["passages"]),
        data=embed_json(data),
    )


def _gather_passages(
    store: Store, facts: Facts, number: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """Yield the passages that name a known concept, as the page's script knows them, in the order of the texts."""
    marks: dict[str, list[list[int]]] = defaultdict(list)
    for row in store.list_namings():
        if row["concept"] in number:
            marks[row["passage_id"]].append([row["start"], row["end"], number[row["concept"]]])
    for place, document in enumerate(facts.documents):
        for row in store.list_passages(document["doc_id"]):
            if row["passage_id"] in marks:
                yield {
                    "text": row["text"],
                    "lang": LANG.get(row["lang"], row["lang"]),
                    "paper": place,
                    "section": row["section"],
                    "id": row["passage_id"],
                    "page": row["page"],
                    "at": [row["char_start"], row["char_end"]],
                    "link": link_document(row["doc_id"], row["passage_id"]),
                    "marks": marks[row["passage_id"]],
                }


def _find_meetings(passages: list[dict[str, Any]]) -> Meetings:
    """Return the passages in which each two concepts meet, in the order of the texts."""
    meetings: Meetings = defaultdict(list)
    for place, passage in enumerate(passages):
        for a, b in combinations(sorted({mark[2] for mark in passage["marks"]}), 2):
            meetings[a, b].append(place)
    return meetings


def _to_pair(
    row: Row,
    number: dict[str, int],
    measures: list[dict[str, Any]],
    meetings: Meetings,
    passages: list[dict[str, Any]],
) -> list[Any]:
    """Return a pair: the numbers of both concepts, a value of each measure, and paper and passages in it, by turns."""
    a, b = sorted((number[row["source"]], number[row["target"]]))
    n_passages: dict[int, int] = defaultdict(int)
    for place in meetings.get((a, b), ()):
        n_passages[passages[place]["paper"]] += 1
    papers = [n for item in sorted(n_passages.items()) for n in item]
    return [a, b, [round_number(row[measure["name"]]) for measure in measures], papers]


def _to_themes(
    store: Store,
    facts: Facts,
    nodes: list[Row],
    pairs: list[Row],
    passages: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Return the concepts as the page's script knows them, each in its place."""
    number = {row["concept"]: n for n, row in enumerate(nodes)}
    named = Counter(
        (mark[2], passage["paper"]) for passage in passages for mark in passage["marks"]
    )
    papers: dict[int, list[list[int]]] = defaultdict(list)
    for (n, paper), times in sorted(named.items()):
        papers[n].append([paper, times])
    most = max((row["n_passages"] for row in nodes), default=1) or 1
    # The area of a dot grows with the passages; no dot is too small to be hit.
    largest = 14 * min(1.0, sqrt(300 / max(len(nodes), 1)))
    radii = [round(3.5 + largest * sqrt(row["n_passages"] / most), 1) for row in nodes]
    links = [
        (number[p["source"]], number[p["target"]], p["n_cooc"] * (1 + p["jaccard"])) for p in pairs
    ]
    spots = [
        Spot(row["x"], row["y"], radius, (row["label"], row["zh"]))
        for row, radius in zip(nodes, radii, strict=True)
    ]
    places = place_spots(spots, links)
    written = _gather_written(store)
    return [
        _to_theme(facts, row, number)
        | {"x": x, "y": y, "r": radius}
        | {"papers": papers[n], "written": written.get(row["concept"], [])}
        for n, (row, radius, (x, y)) in enumerate(zip(nodes, radii, places, strict=True))
    ]


def _to_theme(facts: Facts, row: Row, number: dict[str, int]) -> dict[str, Any]:
    """Return a concept with its names, forms, members and counts; a keyword has no entry and so no forms."""
    concept = row["concept"]
    entry = facts.themes.get(concept, {})
    forms = [f["text"] for f in entry.get("forms", ()) if f["match"] not in ("glob", "regex")]
    names = [entry.get("zh_short", ""), entry.get("zh_traditional", ""), *forms]
    return {
        "id": concept,
        "en": row["label"],
        "zh": "" if row["zh"] == row["label"] else row["zh"],
        "kind": row["kind"],
        "community": min(row["community"], N_COMMUNITIES - 1),
        "note": entry.get("scope_note", ""),
        "forms": list(dict.fromkeys(filter(None, names))),
        "members": [
            [
                member.get("zh", ""),
                ", ".join(member.get("en", ())),
                number.get(member.get("theme", ""), -1),
            ]
            for member in entry.get("members", ())
        ],
        "mentions": row["n_mentions"],
        "passages": row["n_passages"],
        "page": link_theme(concept) if concept in facts.reported else "",
    }


def _gather_written(store: Store) -> dict[str, list[list[Any]]]:
    """Return how each concept is written: every surface with its mentions, most first."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in store.count_renderings():
        counts[row["theme"]][row["surface"]] += row["n_mentions"]
    return {
        concept: [
            [text, n] for text, n in sorted(own.items(), key=lambda item: (-item[1], item[0]))
        ]
        for concept, own in counts.items()
    }


def _to_paper(row: Row) -> dict[str, Any]:
    """Return a paper as the page's script knows it."""
    return {
        "id": row["doc_id"],
        "cite": row["cite"],
        "title": row["title"],
        "link": link_document(row["doc_id"]),
    }


def _list_relations(store: Store, number: dict[str, int]) -> list[list[Any]]:
    """Return what the authority file says of known concepts: two numbers and how the second stands to the first.

    These are no pairs: they are written by people and never counted.
    """
    return [
        [number[row["source"]], number[row["target"]], row["kind"]]
        for row in meetings.list_links(store)
        if row["source"] in number and row["target"] in number
    ]


def _choose_passages(
    passages: list[dict[str, Any]], pairs: list[list[Any]], meetings: Meetings, room: int
) -> list[dict[str, Any]]:
    """Return the passages that fit into `room` bytes in the order of the texts, chosen by the strongest pairs first."""
    wanted = dict.fromkeys(place for a, b, *_ in pairs for place in meetings.get((a, b), ()))
    wanted |= dict.fromkeys(range(len(passages)))
    kept: list[int] = []
    for place in wanted:
        if room < _SMALLEST:
            break
        size = len(embed_json(passages[place]).encode()) + 1
        if size <= room:
            room -= size
            kept.append(place)
    return [passages[place] for place in sorted(kept)]


def _fill(room: int, values: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Yield values up to the first that does not fit into what is left of `room` bytes."""
    for value in values:
        room -= len(embed_json(value).encode()) + 1
        if room < 0:
            return
        yield value


def _list_nodes(nodes: list[Row], pairs: list[Row]) -> tuple[Listed, ...]:
    """Return every concept with its strongest neighbours; `pairs` are given strongest first."""
    neighbors: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in pairs:
        for one, other in (("source", "target"), ("target", "source")):
            if len(neighbors[row[one]]) < N_LISTED:
                neighbors[row[one]].append((row[other], row["n_cooc"]))
    return tuple(Listed(row, tuple(neighbors[row["concept"]])) for row in nodes)
