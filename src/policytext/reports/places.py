"""Places side by side: what is said of each, paper by paper, with the passages behind every count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.compare import Grouping, compare_groups, find_items, group_passages
from policytext.errors import BadQuery
from policytext.keyness import Options, compare_sides, count_side
from policytext.locations import SEVERAL, list_studied_places
from policytext.reports.marks import Stretch, cut_text
from policytext.reports.pages import embed_json
from policytext.subsets import Subset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store

N_THEMES, N_SET_APART, N_WORDS = 60, 8, 12
"""Themes of a table; themes and words that set a place apart."""

LEAST_RESIDUAL = 1.0
"""Adjusted residual from which a theme is said to set a place apart; what is beyond 2 is marked."""

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
    """One place in one comparison: its size, and what sets it apart."""

    place: str
    n_passages: int
    n_tokens: int
    themes: tuple[Cell, ...]
    words: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A comparison within one paper, or over all where `doc_id` is empty.

    `own_words` are the passages about several places: where it compares itself.
    """

    doc_id: str
    groups: tuple[str, ...]
    places: tuple[Place, ...]
    lines: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    own_words: tuple[Row, ...]
    n_left_out: int


@dataclass(frozen=True, slots=True)
class Places:
    """Everything the page of places says; `passages` are those behind the counts, by id."""

    sides: tuple[Side, ...]
    passages: dict[str, tuple[Row, tuple[Stretch, ...]]]
    behind: Markup
    rows: tuple[Row, ...]


def gather_places(store: Store, facts: Facts) -> Places:
    """Return the page: a comparison for every paper about several places, then one over all papers."""
    studied = list_studied_places(store)
    sides: list[Side] = []
    behind: dict[str, list[str]] = {}
    rows: list[Row] = []
    if studied:
        papers = [row["doc_id"] for row in facts.documents]
        compared = [side for doc_id in papers if (side := _compare(store, facts, studied, doc_id))]
        whole = _compare(store, facts, studied, "")
        found = [*compared, *([whole] if whole else [])]
        sides = [side for side, _ in found]
        behind = {cell.key: cell.row["passages"] for side in sides for cell in _list_cells(side)}
        rows = whole[1] if whole else []
    shown = {name for names in behind.values() for name in names}
    shown |= {row["passage_id"] for side in sides for row in side.own_words}
    return Places(tuple(sides), _read_passages(store, facts, shown), embed_json(behind), tuple(rows))


def _compare(
    store: Store, facts: Facts, places: list[str], doc_id: str
) -> tuple[Side, list[Row]] | None:
    """Return the comparison of places in a paper, or in all; none where it is about fewer than two."""
    among = ("p.doc_id = ?", (doc_id,)) if doc_id else ("1", ())
    try:
        grouping = group_passages(store, "place", places, among)
    except BadQuery:  # no passage of this paper is about any of them
        return None
    alone = [name for name in grouping.groups if name not in grouping.apart]
    if len(alone) < 2:
        return None
    rows = compare_groups(grouping, *find_items(store, "theme", grouping))
    rows = [row for row in rows if facts.themes[row["term"]]["kind"] != "place"]
    return _lay_out(store, grouping, rows, doc_id), rows


def _lay_out(store: Store, grouping: Grouping, rows: list[Row], doc_id: str) -> Side:
    """Return a comparison as it is shown."""
    highest = max((row["per10k"] or 0.0 for row in rows), default=0.0) or 1.0
    cells = {(row["term"], row["lang"], row["group"]): _to_cell(row, highest, doc_id) for row in rows}
    groups = tuple(grouping.groups)
    items = list(dict.fromkeys((row["term"], row["lang"]) for row in rows))[:N_THEMES]
    alone = [group for group in groups if group not in grouping.apart]
    return Side(
        doc_id,
        groups,
        tuple(_describe(store, grouping, group, alone, cells.values()) for group in alone),
        tuple((term, tuple(cells.get((term, lang, g)) for g in groups)) for term, lang in items),
        grouping.groups.get(SEVERAL, ()),
        grouping.n_left_out,
    )


def _to_cell(row: Row, highest: float, doc_id: str) -> Cell:
    """Return a row as a cell."""
    residual = row["residual"]
    mark = "" if residual is None or abs(residual) < 2 else "+" if residual > 0 else "−"
    heat = round(100 * ((row["per10k"] or 0.0) / highest) ** 0.5)
    return Cell(row, heat, mark, "|".join((doc_id, row["group"], row["term"], row["lang"])))


def _describe(
    store: Store, grouping: Grouping, group: str, alone: list[str], cells: Iterable[Cell]
) -> Place:
    """Return what sets a place apart from the others: themes by specificity, words by G2."""
    own = [
        cell
        for cell in cells
        if cell.row["group"] == group and (cell.row["residual"] or 0.0) >= LEAST_RESIDUAL
    ]
    own.sort(key=lambda c: (-(c.row["specificity"] or 0.0), -c.row["n"], c.row["term"]))
    passages = grouping.groups[group]
    others = tuple(row for name in alone if name != group for row in grouping.groups[name])
    tallies = [count_side(store, Subset(group, side), "lemma") for side in (passages, others)]
    words = [row for row in compare_sides(*tallies, _WORDS) if row["sign"] == "positive"]
    return Place(
        group,
        len(passages),
        sum(row["n_tokens"] for row in passages),
        tuple(own[:N_SET_APART]),
        tuple(words),
    )


def _list_cells(side: Side) -> list[Cell]:
    """Return every cell of a comparison that has passages behind it."""
    cells = [cell for _, line in side.lines for cell in line if cell and cell.row["n"]]
    return [*cells, *(cell for place in side.places for cell in place.themes)]


def _read_passages(
    store: Store, facts: Facts, ids: set[str]
) -> dict[str, tuple[Row, tuple[Stretch, ...]]]:
    """Return some passages, in the order of the text, cut up by the themes marked in them."""
    return {
        row["passage_id"]: (row, tuple(cut_text(row["text"], facts.marks.get(row["passage_id"], ()))))
        for row in store.list_passages()
        if row["passage_id"] in ids
    }

