"""Places side by side: what is said of each, paper by paper, with the passages behind every count."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from policytext.compare import compare_groups, group_by_place, name_themes
from policytext.contingency import STANDS_OUT
from policytext.keyness import Options, compare_sides, count_side
from policytext.locations import SEVERAL, list_studied_places, locate_passages
from policytext.reports.marks import Stretch, cut_text
from policytext.reports.pages import embed_json
from policytext.sentences import find_sentences
from policytext.store.counting import list_counted, list_theme_marks
from policytext.subsets import Subset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from policytext.compare import Grouping, Names
    from policytext.compare import Places as Items
    from policytext.locations import Location
    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store

N_THEMES, N_SET_APART, N_WORDS = 60, 10, 12
"""Themes of a table; themes and words that set a place apart."""

LEAST_RESIDUAL = 1.0
"""Adjusted residual from which a theme is listed for a place; a specificity beyond 2 is marked."""

N_BEHIND, N_BEHIND_MANY = 12, 4
"""Passages that open behind a cell, and in a large corpus; the CSV names all."""

N_OWN = 60
"""Passages shown of a paper in which it speaks of several places."""

MANY = 3000
"""Passages from which a corpus is large: words are then compared within papers only."""

N_PAPERS = 25
"""Papers within which places are compared, one by one."""

N_PLACES = 12
"""Places side by side: more columns than that nobody reads."""

Quote = tuple[str, str]
"""A passage and what is quoted of it."""

_WORDS = Options(over="lemma", min_count=3, top=N_WORDS, stop_words=False, correct="none")


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, how it stands to what equal rates would give, and the key of its passages.

    `heat` runs from 0 to 100 and `mark` is +, − or nothing.
    """

    row: Row
    heat: int
    mark: str
    key: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place in one comparison: its size, what sets it apart, and what the paper concludes of it."""

    place: str
    n_passages: int
    n_tokens: int
    themes: tuple[Cell, ...]
    words: tuple[Row, ...]
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Side:
    """A comparison within one paper, or over all where `doc_id` is empty.

    `own_words` are passages about several places, where it compares itself, of `n_own`.
    """

    doc_id: str
    groups: tuple[str, ...]
    places: tuple[Place, ...]
    lines: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    own_words: tuple[Row, ...]
    n_own: int
    n_left_out: int


@dataclass(frozen=True, slots=True)
class Places:
    """Everything the page of places says; `passages` are those behind the counts, by id."""

    sides: tuple[Side, ...]
    passages: dict[str, tuple[Row, tuple[Stretch, ...]]]
    behind: Markup
    rows: tuple[Row, ...]


def gather_places(store: Store, facts: Facts) -> Places:
    """Return the page: a comparison for papers about several places, then one over all papers."""
    studied = _choose_most(store)
    passages = list_counted(store)
    by_paper: dict[str, list[Row]] = {row["doc_id"]: [] for row in facts.documents}
    for row in passages:
        by_paper[row["doc_id"]].append(row)
    scene = _Scene(
        store,
        facts,
        studied,
        locate_passages(store, studied),
        passages,
        by_paper,
        *_find_themes(store, facts),
    )
    papers = (row["doc_id"] for row in facts.documents)
    compared = (side for doc_id in papers if (side := _compare(scene, doc_id)))
    found = list(islice(compared, N_PAPERS))
    whole = _compare(scene, "")
    sides = [side for side, _ in (*found, *([whole] if whole else []))]
    n_behind = N_BEHIND if len(passages) < MANY else N_BEHIND_MANY
    behind = {
        cell.key: cell.row["passages"][:n_behind] for side in sides for cell in _list_cells(side)
    }
    shown = {name for names in behind.values() for name in names}
    shown |= {row["passage_id"] for side in sides for row in side.own_words}
    texts = _read_passages(store, facts, shown)
    return Places(tuple(sides), texts, embed_json(behind), tuple(whole[1] if whole else ()))


def _choose_most(store: Store) -> list[str]:
    """Return the places studied, of many those named in most passages."""
    studied = list_studied_places(store)
    named = Counter(dict.fromkeys(studied, 0))
    for location in locate_passages(store, studied).values():
        named.update(location.places)
    return sorted(sorted(studied, key=lambda place: (-named[place], place))[:N_PLACES])


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every comparison draws on."""

    store: Store
    facts: Facts
    places: list[str]
    located: dict[int, Location]
    passages: list[Row]
    papers: dict[str, list[Row]]
    items: Items
    names: Names


def _find_themes(store: Store, facts: Facts) -> tuple[Items, Names]:
    """Return how often each passage has each theme that is no place, and what themes are called."""
    items: Items = defaultdict(lambda: defaultdict(int))
    for number, theme, _, _ in list_theme_marks(store):
        if facts.themes[theme]["kind"] != "place":
            items[theme][number] += 1
    return {theme: dict(found) for theme, found in items.items()}, name_themes(store)


def _compare(scene: _Scene, doc_id: str) -> tuple[Side, list[Row]] | None:
    """Return the comparison of places in a paper, or in all; none where it is about fewer than two."""
    passages = scene.papers[doc_id] if doc_id else scene.passages
    about = {scene.located[row["passage_no"]].places for row in passages}
    if len({places for places in about if len(places) == 1}) < 2:
        return None
    grouping = group_by_place(passages, scene.places, scene.located, scene.names)
    rows = compare_groups(grouping, scene.items, scene.names)
    return _lay_out(scene, grouping, rows, doc_id), rows


def _lay_out(scene: _Scene, grouping: Grouping, rows: list[Row], doc_id: str) -> Side:
    """Return a comparison as it is shown."""
    highest = max((row["per10k"] or 0.0 for row in rows), default=0.0) or 1.0
    cells = {
        (row["term"], row["lang"], row["group"]): _to_cell(row, highest, doc_id) for row in rows
    }
    groups = tuple(grouping.groups)
    items = list(dict.fromkeys((row["term"], row["lang"]) for row in rows))[:N_THEMES]
    alone = [group for group in groups if group not in grouping.apart]
    quotes = _find_quotes(scene, grouping.groups.get(SEVERAL, ()), alone) if doc_id else {}
    return Side(
        doc_id,
        groups,
        tuple(
            _describe(scene, grouping, group, cells.values(), quotes.get(group)) for group in alone
        ),
        tuple((term, tuple(cells.get((term, lang, g)) for g in groups)) for term, lang in items),
        grouping.groups.get(SEVERAL, ())[:N_OWN],
        len(grouping.groups.get(SEVERAL, ())),
        grouping.n_left_out,
    )


def _to_cell(row: Row, highest: float, doc_id: str) -> Cell:
    """Return a row as a cell."""
    specificity = row["specificity"] or 0.0
    mark = "" if abs(specificity) < STANDS_OUT else "+" if specificity > 0 else "−"
    heat = round(100 * ((row["per10k"] or 0.0) / highest) ** 0.5)
    return Cell(row, heat, mark, "|".join((doc_id, row["group"], row["term"], row["lang"])))


def _describe(
    scene: _Scene, grouping: Grouping, group: str, cells: Iterable[Cell], quote: Quote | None
) -> Place:
    """Return what sets a place apart from the others: themes by specificity, words by G2."""
    own = [
        cell
        for cell in cells
        if cell.row["group"] == group and (cell.row["residual"] or 0.0) >= LEAST_RESIDUAL
    ]
    own.sort(key=lambda c: (-(c.row["specificity"] or 0.0), -c.row["n"], c.row["term"]))
    passages = grouping.groups[group]
    return Place(
        group,
        len(passages),
        sum(row["n_tokens"] for row in passages),
        tuple(own[:N_SET_APART]),
        tuple(_find_words(scene, grouping, group)),
        quote,
    )


def _find_words(scene: _Scene, grouping: Grouping, group: str) -> list[Row]:
    """Return the words a place has more often than the others compared, by G2."""
    compared = {name: rows for name, rows in grouping.groups.items() if name not in grouping.apart}
    if sum(map(len, compared.values())) > MANY:
        return []
    others = tuple(row for name, rows in compared.items() if name != group for row in rows)
    here, there = (
        count_side(scene.store, Subset(group, side), "lemma") for side in (compared[group], others)
    )
    names = {name.casefold() for place in scene.places for name in scene.names.get(place, (place,))}
    found = compare_sides(here, there, _WORDS)
    return [row for row in found if row["sign"] == "positive" and row["term"] not in names]


def _find_quotes(scene: _Scene, shared: Sequence[Row], alone: list[str]) -> dict[str, Quote]:
    """Return for each place what a paper says of it, and of no other, where it speaks of several.

    Sentences are parted at semicolons. The last passage that has any such part
    is quoted: papers conclude at their end.
    """
    texts = {row["passage_id"]: row for row in shared if row["kind"] != "heading"}
    quotes: dict[str, Quote] = {}
    for passage_id in reversed(texts):
        text = scene.store.find_passage(passage_id)["text"]
        marks = scene.facts.marks.get(passage_id, [])
        own: dict[str, list[str]] = defaultdict(list)
        for start, end in _cut_clauses(text):
            named = {m.theme for m in marks if start <= m.start < end and m.theme in scene.places}
            if len(named) == 1:
                own[named.pop()].append(text[start:end].strip(" ;；"))
        for place, parts in own.items():
            quotes.setdefault(place, (passage_id, " … ".join(parts)))
    return {place: quotes[place] for place in alone if place in quotes}


def _cut_clauses(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text, and their parts between semicolons, start and end.

    >>> [text[a:b] for text in ["One; two. Three."] for a, b in _cut_clauses(text)]
    ['One;', ' two.', 'Three.']
    """
    clauses = []
    for start, end in find_sentences(text):
        cuts = [at for at in range(start + 1, end) if text[at - 1] in ";；"]
        clauses += list(pairwise([start, *cuts, end]))
    return clauses


def _list_cells(side: Side) -> list[Cell]:
    """Return every cell of a comparison that has passages behind it."""
    cells = [cell for _, line in side.lines for cell in line if cell and cell.row["n"]]
    return [*cells, *(cell for place in side.places for cell in place.themes)]


def _read_passages(
    store: Store, facts: Facts, ids: set[str]
) -> dict[str, tuple[Row, tuple[Stretch, ...]]]:
    """Return some passages, in the order of the text, cut up by the themes marked in them."""
    return {
        row["passage_id"]: (
            row,
            tuple(cut_text(row["text"], facts.marks.get(row["passage_id"], ()))),
        )
        for row in store.list_passages()
        if row["passage_id"] in ids
    }
