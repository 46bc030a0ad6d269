"""Make the store and the reports, and tell how they stand: build, report, status, verify."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import as_format, find_folder, reading, say, show
from policytext.errors import FEW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policytext.records import Duplicate, Metadata
    from policytext.store.reading import Row, Store
    from policytext.tables import Format


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=find_folder)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where the store goes; the default is that of --db.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes to read papers in.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", default="", help="A Dask cluster to read papers on."
)
@click.option(
    "--chinese-words",
    type=click.Choice(("jieba", "rjieba")),
    default="jieba",
    show_default=True,
    help="What cuts Chinese into words; rjieba is the faster and an extra.",
)
@click.option(
    "--pipeline",
    "pipelines",
    multiple=True,
    metavar="NAME",
    help="A trained spaCy pipeline that tells nouns for keywords, one a language.",
)
@click.option("--password", help="Opens papers that are locked with it.")
@click.option("--fresh", is_flag=True, help="Read every paper anew, changed or not.")
@click.pass_context
def build(
    ctx: click.Context,
    folder: Path,
    out: Path | None,
    workers: int,
    scheduler: str,
    chinese_words: str,
    pipelines: tuple[str, ...],
    password: str | None,
    fresh: bool,
) -> None:
    """Build the store of the corpus in FOLDER.

    FOLDER is "corpus" where there is one, else the folder you are in. Papers
    and themes that cannot be used are named and left out; the exit code is then
    1. The older store stays until the new one is whole. Papers that did not
    change since the last build are not read again.

    \b
    policytext build
    policytext build corpus --out outputs/policytext.db
    policytext build --workers 2
    policytext build --scheduler tcp://127.0.0.1:8786
    """
    from policytext.pipeline import build_store
    from policytext.workers import choose_workplace

    built = build_store(
        folder,
        out or ctx.obj,
        _watch,
        choose_workplace(workers, scheduler),
        password,
        fresh=fresh,
        chinese_words=chinese_words,  # type: ignore[arg-type]
        pipelines=pipelines,
    )
    for problem in built.problems:
        say(f"Problem: {problem}")
    if built.problems:
        n_left, n_all = len(built.remarks.skipped), len(built.problems)
        say(
            f"{n_left} papers left out, {n_all - n_left} other problems; 'policytext status' has them, too."
        )
    say_notes(built.remarks.notes)
    say_duplicates(built.remarks.duplicates, built.remarks.repeated)
    work = built.remarks.work
    if work.n_kept or work.n_tagged:
        say(
            f"{work.n_read} papers read, {work.n_tagged} only tagged anew for changed themes, {work.n_kept} as they were."
        )
    say(
        f"{built.n_documents} documents, {built.n_passages} counted passages, {built.n_themes} themes, "
        f"{built.n_mentions} counted mentions, {built.n_pairs} pairs -> {out or ctx.obj}"
    )
    ctx.exit(1 if built.problems else 0)


def say_notes(notes: Sequence[str]) -> None:
    """Say what is to be known of how papers were read: the odd first, and how many lack a date."""
    from policytext.structure import UNDATED

    told = [*dict.fromkeys(notes)]  # each row of a table repeats those of the table
    odd = [note for note in told if UNDATED not in note]
    for note in odd[:FEW]:
        say(f"Note: {note}")
    if (n_more := len(odd) - FEW) > 0:
        say(f"{n_more} more notes: 'policytext status' has them.")
    if n_undated := len(told) - len(odd):
        say(
            f"{n_undated} papers state no date and are dated by when their files were made, unless the manifest "
            "says otherwise: 'policytext status' names them."
        )


def say_duplicates(duplicates: Sequence[Duplicate], repeated: Mapping[str, str]) -> None:
    """Say which papers were not counted because they repeat others, and how many share text."""
    for doc_id, other in [(d.doc_id, d.other) for d in duplicates if d.doc_id in repeated][:FEW]:
        say(f"Counted once: {_name_paper(doc_id, repeated[doc_id])} has the same text as {other}.")
    if repeated:
        say(
            f"{len(repeated)} papers have the text of others and are not counted again; "
            """to count one, too: duplicate = "keep" in manifest.toml."""
        )
    if n_others := sum(each.kind != "exact" for each in duplicates):
        say(f"{n_others} pairs of papers share text; 'policytext status' tells how much.")


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
        written = write_reports(store, out, ids or None, tell=say)
    say(f"{len(written)} files -> {out}; open {out / 'index.html'}")


@click.command()
@reading
def status(store: Store) -> list[Row]:
    """Print what is in the store, what made it, which papers were left out and which share text.

    \b
    policytext status
    policytext status --format jsonl | grep overlap
    """
    for problem in store.list_problems():
        say(f"Problem: {problem}")
    manifest = store.read_manifest()
    skipped, shared = store.list_skipped(), store.list_duplicates()
    facts = [
        *sorted(manifest.items(), key=lambda fact: not fact[0].startswith("n_")),
        ("n_skipped", len(skipped)),
        ("n_duplicates", len(shared)),
        *(("skipped", row["reason"]) for row in skipped),
        *((f"{row['kind']} duplicate", describe_duplicate(row)) for row in shared),
        *dict.fromkeys(("note", f"{row['file']}: {row['note']}") for row in store.list_notes()),
    ]
    return [{"what": what, "value": str(value)} for what, value in facts]


def _name_paper(doc_id: str, file: str) -> str:
    """Return a paper's file, and its id where that is not made of the file's name."""
    from policytext.corpus import make_id

    return file if make_id(file) == doc_id else f"{doc_id} ({file})"


def describe_duplicate(row: Row) -> str:
    """Return what two papers share, as a sentence; a row of a table is called by its id."""
    a, b = row["doc_id"], row["other"]
    if row["left_out"]:
        return f"{_name_paper(a, row['left_out'])} has the same text as {b}, and is left out"
    if row["kind"] == "exact":
        return f"{a} has the same text as {b}; both are counted"
    one, two = (f"{row[share]:.1%}" for share in ("share", "share_other"))
    return f"{one} of {a} stands in {b}, and {two} of {b} in {a}"


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=find_folder
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
