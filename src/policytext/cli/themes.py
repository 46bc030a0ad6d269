"""Ask the authority file and what it tags: themes, tag, variants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import Refusing, reading, say
from policytext.tables import to_cell

if TYPE_CHECKING:
    from policytext.store.reading import Overlap, Row, Store


@click.group(cls=Refusing)
def themes() -> None:
    """Ask the authority file.

    \b
    policytext themes list
    policytext themes show "two coverage"
    """


@themes.command("list")
@reading
def list_themes(store: Store) -> list[Row]:
    """List the themes with their counts.

    \b
    policytext themes list --format csv
    """
    return store.list_themes()


@themes.command("show")
@click.argument("theme")
@reading
def show_theme(store: Store, theme: str) -> list[Row] | Row:
    """Show everything the authority file says of THEME, called by its id or any of its forms.

    \b
    policytext themes show 两个覆盖
    policytext themes show sihua.qun --format json
    """
    entry = store.read_theme(store.find_theme(theme))
    if click.get_current_context().params["form"] in ("json", "jsonl"):
        return entry
    return [
        {"field": field, "value": line}
        for field, value in entry.items()
        for line in _to_lines(value)
    ]


@themes.command("check")
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default="corpus/themes"
)
@click.pass_context
def check_themes(ctx: click.Context, folder: Path) -> None:
    """Check the authority file in FOLDER: entries, relations, labels, and the sentences it is tested on.

    One line for every fault, with its file, line, entry and field; the exit
    code is then 1.

    \b
    policytext themes check corpus/themes
    """
    from policytext.checking import check_themes as check

    found, faults = check(folder)
    for fault in faults:
        say(str(fault))
    n_forms = sum(len(theme.forms) for theme in found)
    n_tests = sum(len(theme.must_match) + len(theme.must_not_match) for theme in found)
    say(f"{len(found)} themes, {n_forms} forms, {n_tests} test sentences, {len(faults)} faults.")
    ctx.exit(1 if faults else 0)


def _to_lines(value: object) -> list[str]:
    """Return a value of the authority file as lines a person can read."""
    if not isinstance(value, list):
        return [to_cell(value)]
    return [
        ", ".join(to_cell(v) for v in item.values() if v)
        if isinstance(item, dict)
        else to_cell(item)
        for item in value
    ]


@click.command()
@click.option("--theme", help="Only this theme, by its id or any of its forms.")
@click.option("--document", help="Only this paper.")
@click.option(
    "--overlap",
    type=click.Choice(["longest", "all"]),
    default="longest",
    show_default=True,
    help="'all' shows mentions nested in longer ones too.",
)
@reading
def tag(store: Store, theme: str | None, document: str | None, overlap: Overlap) -> list[Row]:
    """List every mention of a theme with its position.

    \b
    policytext tag --format jsonl | head
    policytext tag --theme 两个覆盖
    """
    theme_id = store.find_theme(theme) if theme else None
    return store.list_mentions(
        theme_id, store.find_document(document) if document else None, overlap
    )


@click.command()
@click.argument("theme")
@reading
def variants(store: Store, theme: str) -> list[Row]:
    """Show how each paper writes THEME.

    \b
    policytext variants "mass organization"
    """
    return store.count_surfaces(store.find_theme(theme))
