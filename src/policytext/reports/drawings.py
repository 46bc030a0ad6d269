"""The figures of the corpus as files: SVG, PNG where matplotlib is installed, and the data behind each as CSV."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from policytext.compare import Grouping, compare_groups, find_items, group_passages
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
from policytext.keyness import Options, compare_sides, count_side, part_tallies
from policytext.reports.folder import name_file
from policytext.reports.tables import render_table
from policytext.spread import find_spread
from policytext.store.counting import list_counted
from policytext.subsets import Subset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.reports.alike import Alike
    from policytext.reports.choice import Choice
    from policytext.reports.facts import Facts
    from policytext.reports.folder import Folder
    from policytext.store.reading import Row, Store

N_ITEMS = 25
"""Themes of a heat map, the commonest."""

N_FOLLOWED = 8
"""Themes of the dispersion plot and the time line."""

ALIKE = "papers-alike"
"""The figure of which papers are."""

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
    """The names of the figures that were written, of which papers, which as PNG, too, and why not all of them."""

    names: tuple[str, ...]
    choice: Choice
    painted: tuple[str, ...]
    note: str


def write_figures(
    store: Store,
    facts: Facts,
    folder: Folder,
    choice: Choice,
    places: Sequence[Row],
    alike: Alike | None,
) -> Written:
    """Write every figure of the corpus as SVG with its data, and as PNG where that can be painted.

    `choice` says which papers are drawn one by one, `places` are the rows of the
    comparison of places, and `alike` tells which papers are. No figure and no
    report is lost for want of a font.
    """
    plates = [
        *_draw_themes(store, facts, choice),
        *_draw_keyness(store, choice),
        *_draw_places(places),
    ]
    if alike:
        plates.append(Plate(ALIKE, alike.drawing, [asdict(pair) for pair in alike.pairs]))
    for plate in plates:
        folder.write(f"figures/{plate.name}.svg", render_svg(plate.drawing))
        columns = list(plate.rows[0]) if plate.rows else []
        cells = [[row[column] for column in columns] for row in plate.rows]
        folder.write(f"figures/{plate.name}.csv", render_table(columns, cells))
    painted, note = _paint_all(plates, folder) if can_paint() else ((), "")
    return Written(tuple(plate.name for plate in plates), choice, painted, note)


def _paint_all(plates: Sequence[Plate], folder: Folder) -> tuple[tuple[str, ...], str]:
    """Write as PNG what a font here has the letters of; return the names, and why others are SVG only."""
    painted: list[str] = []
    reason = ""
    for plate in plates:
        try:
            folder.write_bytes(f"figures/{plate.name}.png", render_png(plate.drawing))
            painted.append(plate.name)
        except (MissingFont, BadQuery) as error:  # no letters, or too large; the SVG stands
            reason = reason or str(error)
    told = f"{len(painted)} of {len(plates)} figures are painted as PNG, all are there as SVG."
    return tuple(painted), f"{told} {reason}" if reason else ""


def _draw_themes(store: Store, facts: Facts, choice: Choice) -> Iterator[Plate]:
    """Yield the figures of themes over papers and years; none where no theme is mentioned."""
    if not facts.n_mentions:
        return
    grouping = _group_papers(store, choice)
    items, names = find_items(store, "theme", grouping)
    rows = compare_groups(grouping, items, names, N_ITEMS)
    for row in rows:
        if row["group"] not in choice.ids:
            row["passages"] = []  # those of the other papers are too many for a cell
    yield Plate("themes-by-document", draw_heat(rows, "document", choice.note), rows)
    themes = list(dict.fromkeys(row["term"] for row in rows))[:N_FOLLOWED]
    spread = [row for row in find_spread(store, themes) if row["doc_id"] in choice.ids]
    labels = {theme: f"{en} {zh}".strip() for theme, (en, zh) in names.items()}
    drawing = draw_dispersion(spread, labels, choice.n_all, choice.note)
    yield Plate("dispersion", drawing, spread)
    if len({row["value"] for row in store.list_facets("year")}) > 1:
        years = group_passages(store, "year")
        rows = compare_groups(years, *find_items(store, "theme", years, themes))
        yield Plate("timeline", draw_timeline(rows), rows)


def _group_papers(store: Store, choice: Choice) -> Grouping:
    """Return the passages by paper; papers that are not drawn are one group, so that every cell is measured against all."""
    grouping = group_passages(store, "document")
    drawn = {name: rows for name, rows in grouping.groups.items() if name in choice.ids}
    rest = [row for name, rows in grouping.groups.items() if name not in drawn for row in rows]
    others = {f"{choice.n_left} other papers": tuple(rest)} if rest else {}
    return replace(grouping, groups=drawn | others)


def _draw_keyness(store: Store, choice: Choice) -> Iterator[Plate]:
    """Yield what each paper says more and less than all others, where there are others."""
    whole = count_side(store, Subset("all papers", tuple(list_counted(store))), KEYNESS.over)
    for doc_id in choice.ids:
        if rows := compare_sides(*part_tallies(whole, doc_id), KEYNESS):
            drawing = draw_keyness(rows, KEYNESS.measure, (doc_id, "the other papers"))
            yield Plate(f"keyness-{name_file(doc_id)}", drawing, rows)


def _draw_places(rows: Sequence[Row]) -> Iterator[Plate]:
    """Yield the map of themes by places."""
    if rows:
        shown = set(list(dict.fromkeys((row["term"], row["lang"]) for row in rows))[:N_ITEMS])
        kept = [row for row in rows if (row["term"], row["lang"]) in shown]
        yield Plate("themes-by-place", draw_heat(kept, "place"), kept)
