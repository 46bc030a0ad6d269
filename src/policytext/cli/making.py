"""Make the store and the reports, and tell how they stand: build, report, status, verify."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import as_format, reading, say, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Metadata
    from policytext.store.reading import Row, Store
    from policytext.tables import Format


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default="corpus")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where the store goes; the default is that of --db.",
)
@click.pass_context
def build(ctx: click.Context, folder: Path, out: Path | None) -> None:
    """Build the store of the corpus in FOLDER.

    Papers and themes that cannot be used are named and left out; the exit code
    is then 1. The older store stays until the new one is whole.

    \b
    policytext build corpus --out outputs/policytext.db
    """
    from policytext.pipeline import build_store

    built = build_store(folder, out or ctx.obj, _watch)
    for problem in built.problems:
        say(f"Problem: {problem}")
    say(
        f"{built.n_documents} documents, {built.n_passages} counted passages, {built.n_themes} themes, "
        f"{built.n_mentions} counted mentions, {built.n_pairs} pairs -> {out or ctx.obj}"
    )
    ctx.exit(1 if built.problems else 0)


def _watch(papers: list[Metadata]) -> Iterator[Metadata]:
    """Yield the papers about to be read, with a progress bar on a terminal."""
    with click.progressbar(
        papers, label="Reading papers", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield from bar


@click.command()
@click.argument("themes", nargs=-1, metavar="[THEME]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="outputs",
    show_default=True,
    help="The folder they go to.",
)
@click.pass_context
def report(ctx: click.Context, themes: tuple[str, ...], out: Path) -> None:
    """Write the theme reports, the concept graph and the tables into a folder.

    Without THEME everything is written, and the reports of themes that are no
    more are removed.

    \b
    policytext report --out outputs
    policytext report "two coverage" 群团组织
    """
    from policytext.reports import write_reports
    from policytext.store.reading import open_store

    with open_store(ctx.obj) as store:
        ids = [store.find_theme(name) for name in themes]
        written = write_reports(store, out, ids or None)
    say(f"{len(written)} files -> {out}; open {out / 'index.html'}")


@click.command()
@reading
def status(store: Store) -> list[Row]:
    """Print what is in the store and what made it.

    \b
    policytext status
    """
    for problem in store.list_problems():
        say(f"Problem: {problem}")
    return [{"what": what, "value": value} for what, value in store.read_manifest().items()]


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default="corpus"
)
@as_format
@click.pass_context
def verify(ctx: click.Context, folder: Path, form: Format) -> None:
    """Tell what has changed in the corpus FOLDER since the store was built.

    The exit code is 1 when something has.

    \b
    policytext verify corpus
    """
    from policytext.store.reading import open_store
    from policytext.verify import compare_inputs

    with open_store(ctx.obj) as store:
        changes = compare_inputs(store, folder)
    show(changes, form)
    say(
        "Up to date."
        if not changes
        else f"{len(changes)} differences; 'policytext build' makes the store anew."
    )
    ctx.exit(1 if changes else 0)
