"""The figures of the corpus as files: SVG, PNG where matplotlib is installed, and the data behind each as CSV."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from policytext.compare import compare_groups, find_items, group_passages
from policytext.errors import BadQuery, MissingFont
from policytext.figures import (
    Drawing,
    draw_dispersion,
    draw_heat,
    draw_keyness,
    draw_timeline,
    render_svg,
)
from policytext.figures.raster import can_paint, render_png
from policytext.keyness import Options, compare_sides, count_side
from policytext.reports.folder import name_file
from policytext.reports.tables import render_table
from policytext.spread import find_spread
from policytext.subsets import choose_rest, choose_subset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.reports.alike import Alike
    from policytext.reports.facts import Facts
    from policytext.reports.folder import Folder
    from policytext.store.reading import Row, Store

N_ITEMS = 25
"""Themes of a heat map, the commonest."""

N_FOLLOWED = 8
"""Themes of the dispersion plot and the time line."""

ALIKE = "papers-alike"
"""The figure of which papers are."""

N_PAPERS = 40
"""Papers past which the papers are not drawn one by one: the figure would be a wall."""

KEYNESS = Options(over="lemma", stop_words=False, top=20)
"""How the keyness of every paper is drawn: the methods text says so."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A figure with its file name, without ending, and the rows it was drawn from."""

    name: str
    drawing: Drawing
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Written:
    """The names of the figures that were written, which of them as PNG, too, and why not all of them."""

    names: tuple[str, ...]
    painted: tuple[str, ...]
    note: str


def write_figures(
    store: Store, facts: Facts, folder: Folder, places: Sequence[Row], alike: Alike | None
) -> Written:
    """Write every figure of the corpus as SVG with its data, and as PNG where that can be painted.

    `places` are the rows of the comparison of places; `alike` tells which
    papers are. No figure and no report is lost for want of a font.
    """
    plates = [*_draw_all(store, facts), *_draw_places(places)]
    if alike:
        plates.append(Plate(ALIKE, alike.drawing, [asdict(pair) for pair in alike.pairs]))
    for plate in plates:
        folder.write(f"figures/{plate.name}.svg", render_svg(plate.drawing))
        columns = list(plate.rows[0]) if plate.rows else []
        cells = [[row[column] for column in columns] for row in plate.rows]
        folder.write(f"figures/{plate.name}.csv", render_table(columns, cells))
    painted, note = _paint_all(plates, folder) if can_paint() else ((), "")
    return Written(tuple(plate.name for plate in plates), painted, note)


def _paint_all(plates: Sequence[Plate], folder: Folder) -> tuple[tuple[str, ...], str]:
    """Write as PNG what a font here has the letters of; return the names, and why others are SVG only."""
    painted: list[str] = []
    reason = ""
    for plate in plates:
        try:
            folder.write_bytes(f"figures/{plate.name}.png", render_png(plate.drawing))
            painted.append(plate.name)
        except MissingFont as error:
            reason = reason or str(error)
    n_left = len(plates) - len(painted)
    note = f"{n_left} of {len(plates)} figures are SVG without PNG. {reason}" if n_left else ""
    return tuple(painted), note


def _draw_all(store: Store, facts: Facts) -> Iterator[Plate]:
    """Yield the figures of themes over papers and years, and the keyness of each paper."""
    if not facts.n_mentions or len(facts.documents) > N_PAPERS:
        return
    grouping = group_passages(store, "document")
    items, names = find_items(store, "theme", grouping)
    rows = compare_groups(grouping, items, names, N_ITEMS)
    yield Plate("themes-by-document", draw_heat(rows, "document"), rows)
    themes = list(dict.fromkeys(row["term"] for row in rows))[:N_FOLLOWED]
    spread = find_spread(store, themes)
    labels = {theme: f"{en} {zh}".strip() for theme, (en, zh) in names.items()}
    yield Plate("dispersion", draw_dispersion(spread, labels), spread)
    if len({row["value"] for row in store.list_facets("year")}) > 1:
        years = group_passages(store, "year")
        rows = compare_groups(years, *find_items(store, "theme", years, themes))
        yield Plate("timeline", draw_timeline(rows), rows)
    if len(facts.documents) > 1:
        yield from _draw_keyness(store, facts)


def _draw_keyness(store: Store, facts: Facts) -> Iterator[Plate]:
    """Yield what each paper says more and less than the others."""
    for document in facts.documents:
        try:
            target = choose_subset(store, [f'doc:"{document["doc_id"]}"'])
            reference = choose_rest(store, target)
        except BadQuery:  # a paper of which nothing is counted, or all that is
            continue
        here, there = (count_side(store, side, "lemma") for side in (target, reference))
        rows = compare_sides(here, there, KEYNESS)
        if rows:
            sides = document["doc_id"], "the other papers"
            drawing = draw_keyness(rows, KEYNESS.measure, sides)
            yield Plate(f"keyness-{name_file(document['doc_id'])}", drawing, rows)


def _draw_places(rows: Sequence[Row]) -> Iterator[Plate]:
    """Yield the map of themes by places."""
    if rows:
        shown = set(list(dict.fromkeys((row["term"], row["lang"]) for row in rows))[:N_ITEMS])
        kept = [row for row in rows if (row["term"], row["lang"]) in shown]
        yield Plate("themes-by-place", draw_heat(kept, "place"), kept)
