"""Write what a store knows as pages, Markdown and tables that open from disk.

Everything is gathered from the store once (`facts`), each page's own records
are made from that (`theme`, `document`, `index`, `explorer`, `heat`, `variants`, `places`), and
templates lay them out (`pages`). A page is one file without any third-party
code: style, script and drawing are inside it, and it loads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.errors import UnknownName
from policytext.reports.alike import gather_alike
from policytext.reports.choice import choose_papers
from policytext.reports.document import gather_document
from policytext.reports.drawings import write_figures
from policytext.reports.explorer import gather_explorer
from policytext.reports.facts import gather_facts
from policytext.reports.folder import Folder
from policytext.reports.heat import gather_heat
from policytext.reports.index import gather_index
from policytext.reports.methods import write_methods
from policytext.reports.pages import render_page
from policytext.reports.places import gather_places
from policytext.reports.tables import list_tables, render_places, render_table
from policytext.reports.theme import gather_theme, list_theme_tables, render_markdown
from policytext.reports.variants import gather_variants
from policytext.wordings import propose_renderings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from policytext.store.reading import Store

__all__ = ["write_reports"]


def write_reports(
    store: Store,
    out: Path,
    theme_ids: Sequence[str] | None = None,
    tell: Callable[[str], object] = lambda _: None,
) -> list[str]:
    """Write every page and table into `out` and return the files written, relative to it, sorted.

    With `theme_ids` only those themes get their reports anew; the reports of
    other themes that stand in `out` from an earlier run are kept, and nothing
    links to a theme that has none. `files.txt`, written last, lists every file
    of ours in `out`; those listed by an earlier run that are no longer made
    are removed, and nothing else in `out` is touched. `tell` is called with a
    sentence on what could not be written here and is not missed by the rest:
    figures as PNG where no font has their letters.

    Raises `UnknownName` when a theme is not in the store, and
    `UnwritableFolder` when a file cannot be written.
    """
    known = [theme["theme"] for theme in store.list_themes()]
    for theme_id in theme_ids or ():
        if theme_id not in known:
            raise UnknownName("theme", theme_id, known)
    folder = Folder(out)
    made = known if theme_ids is None else sorted(set(theme_ids))
    kept = [theme_id for theme_id in known if theme_id not in made and folder.holds(theme_id)]
    facts = gather_facts(store, {*made, *kept})

    for theme_id in made:
        report = gather_theme(store, facts, theme_id)
        folder.write(f"themes/{report.name}.html", render_page("theme", facts, report, depth=1))
        folder.write(f"themes/{report.name}.md", render_markdown(facts, report))
        for name, columns, rows in list_theme_tables(store, report):
            folder.write(f"themes/{name}.csv", render_table(columns, rows))
    for row in facts.documents:
        paper = gather_document(store, facts, row)
        folder.write(f"documents/{paper.name}.html", render_page("document", facts, paper, depth=1))
    proposals = propose_renderings(store)
    for name, columns, rows in list_tables(store, facts, proposals):
        folder.write(f"tables/{name}.csv", render_table(columns, rows))
    heat = render_page("heat", facts, gather_heat(facts), depth=1)
    folder.write("tables/themes-by-document.html", heat)
    places = gather_places(store, facts)
    folder.write("compare-place.html", render_page("places", facts, places))
    folder.write("tables/themes-by-place.csv", render_places(places.rows))
    choice = choose_papers(facts)
    alike = gather_alike(store, choice)
    figures = write_figures(store, facts, folder, choice, places.rows, alike)
    if figures.note:
        tell(figures.note)
    write_methods(store, facts, folder, figures, compared=bool(places.sides))
    variants = gather_variants(store, facts, proposals)
    folder.write("variants.html", render_page("variants", facts, variants))
    folder.write("graph.html", render_page("explorer", facts, gather_explorer(store, facts)))
    folder.write("index.html", render_page("index", facts, gather_index(store, facts, alike)))
    return folder.finish(kept)
