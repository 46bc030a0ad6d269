"""The command line: arguments in, one call of the library, rows out.

Nothing but click and the standard library is imported at module level, so that
every command that only reads the store starts at once. Results go to stdout,
messages and progress to stderr.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from policytext import __version__
from policytext.errors import PolicytextError
from policytext.tables import FORMATS, Format, render, to_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policytext.records import Metadata
    from policytext.store.reading import Overlap, Row, Store

    Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_STORE = "outputs/policytext.db"


class Refusing(click.Group):
    """A group that says what policytext refuses in one sentence and exits with 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; the one place where `PolicytextError` is caught."""
        try:
            return super().invoke(ctx)
        except PolicytextError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # the reader of the pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(
    cls=Refusing, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="policytext")
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    envvar="POLICYTEXT_DB",
    default=DEFAULT_STORE,
    show_default=True,
    help="The store to answer from, or POLICYTEXT_DB.",
)
@click.pass_context
def main(ctx: click.Context, db: Path) -> None:
    """Read a corpus of policy papers as themes, a concept graph and passages.

    \b
    policytext build corpus
    policytext search "two coverage"
    policytext search 两个覆盖
    policytext graph neighbors 群团组织
    """
    ctx.obj = db
    if "NO_COLOR" in os.environ:
        ctx.color = False


as_format = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to print.",
)


def reading(command: Command) -> Command:
    """Give a command the store to read, and `--format` for the rows it returns."""

    @as_format
    @wraps(command)
    def run(form: Format, **arguments: Any) -> None:  # noqa: ANN401 - whatever the command takes
        from policytext.store.reading import open_store

        with open_store(click.get_current_context().obj) as store:
            show(command(store, **arguments), form)

    return run  # type: ignore[return-value]


def show(rows: Sequence[Row] | Row, form: Format) -> None:
    """Print rows, or one row; a table fits the terminal it goes to, and is left unaligned in a pipe."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(render(rows, form, width), nl=False)


def say(message: str) -> None:
    """Print a message to stderr."""
    click.echo(message, err=True)


# making the store


@main.command()
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


@main.command()
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


@main.command()
@reading
def status(store: Store) -> list[Row]:
    """Print what is in the store and what made it.

    \b
    policytext status
    """
    for problem in store.list_problems():
        say(f"Problem: {problem}")
    return [{"what": what, "value": value} for what, value in store.read_manifest().items()]


@main.command()
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


# reading the papers


@main.command()
@reading
def documents(store: Store) -> list[Row]:
    """List the papers with their metadata and sizes.

    \b
    policytext documents --format csv
    """
    return store.list_documents()


@main.command()
@click.argument("document")
@as_format
@click.pass_context
def outline(ctx: click.Context, document: str, form: Format) -> None:
    """Print the structure of a paper: its headings, or with --format json all of it.

    \b
    policytext outline shen-changzhou
    policytext outline shen-changzhou --format json
    """
    from policytext.store.reading import open_store

    with open_store(ctx.obj) as store:
        structure = store.read_outline(store.find_document(document))
    if form == "json":
        click.echo(json.dumps(structure, ensure_ascii=False, indent=1))
        return
    show(
        [
            {
                "level": s["level"],
                "title": "  " * (s["level"] - 1) + s["title"],
                "char_start": s["char_start"],
                "char_end": s["char_end"],
            }
            for s in structure["sections"]
        ],
        form,
    )


@main.command()
@click.argument("document", required=False)
@reading
def passages(store: Store, document: str | None) -> list[Row]:
    """List the passages of a paper, or of all, with their positions.

    \b
    policytext passages jin-social-organizations --format jsonl
    """
    return store.list_passages(store.find_document(document) if document else None)


# themes


@main.group(cls=Refusing)
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


@main.command()
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


@main.command()
@click.argument("theme")
@reading
def variants(store: Store, theme: str) -> list[Row]:
    """Show how each paper writes THEME.

    \b
    policytext variants "mass organization"
    """
    return store.count_surfaces(store.find_theme(theme))


# finding


@main.command()
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, help="Passages to print."
)
@reading
def search(store: Store, query: tuple[str, ...], limit: int) -> list[Row]:
    """Find the passages that answer QUERY, the best first.

    A word finds its inflections, a "quoted phrase" itself, 汉字 any run of
    characters, and the name of a theme every form of it, in either language.

    \b
    policytext search "two coverage"
    policytext search 两个覆盖 --format jsonl
    """
    from policytext.search import search as find

    text = " ".join(query)
    theme = store.match_theme(text)
    if theme:
        entry = store.read_theme(theme)
        say(f"Theme {theme}: {entry['en']} · {entry['zh']}")
    hits = find(store, text, limit)
    if not hits:
        say(f"No passage holds '{text}'.")
    return [asdict(hit) for hit in hits]


@main.command()
@click.argument("pattern", nargs=-1, required=True)
@click.option(
    "--window", type=click.IntRange(0), default=5, show_default=True, help="Words on each side."
)
@click.option("--document", help="Only this paper.")
@reading
def kwic(store: Store, pattern: tuple[str, ...], window: int, document: str | None) -> list[Row]:
    """Show every place where PATTERN stands, between its neighbours.

    * stands for any letters. Case, quotes and hyphens make no difference.

    \b
    policytext kwic "four modernizations"
    policytext kwic "three *" --window 8
    policytext kwic 群团
    """
    from policytext.kwic import find_lines

    text = " ".join(pattern)
    lines = find_lines(store, text, window, store.find_document(document) if document else None)
    if not lines:
        say(f"'{text}' stands nowhere.")
    return [asdict(line) for line in lines]


@main.command()
@click.argument("document", required=False)
@click.option(
    "--top", type=click.IntRange(1), default=15, show_default=True, help="Keywords of each paper."
)
@reading
def keywords(store: Store, document: str | None, top: int) -> list[Row]:
    """List the terms that tell a paper from the others, best first.

    \b
    policytext keywords shen-changzhou --top 15
    """
    rows = store.list_keywords(store.find_document(document) if document else None, top)
    if click.get_current_context().params["form"] in ("json", "jsonl"):
        return rows
    return [{key: value for key, value in row.items() if key != "occurrences"} for row in rows]


# the graph


@main.group(cls=Refusing)
def graph() -> None:
    """Ask the concept graph.

    \b
    policytext graph neighbors "mass organization"
    policytext graph evidence "mass organization" "trade union"
    """


@graph.command()
@click.argument("concept")
@click.option("--top", type=click.IntRange(1), help="Only the first.")
@reading
def neighbors(store: Store, concept: str, top: int | None) -> list[Row]:
    """List the concepts that meet CONCEPT in a passage, most meetings first.

    \b
    policytext graph neighbors 群团组织 --top 10
    """
    return store.list_neighbors(store.find_theme(concept), top)


@graph.command()
@click.argument("a")
@click.argument("b")
@reading
def pair(store: Store, a: str, b: str) -> Row:
    """Print the numbers of one edge; zeros when A and B never meet.

    \b
    policytext graph pair "two coverage" "social organization"
    """
    return store.read_pair(store.find_theme(a), store.find_theme(b))


@graph.command()
@reading
def pairs(store: Store) -> list[Row]:
    """List every pair of concepts that meet, most meetings first.

    \b
    policytext graph pairs --format csv
    """
    return store.list_pairs()


@graph.command()
@click.argument("a")
@click.argument("b")
@click.option("--limit", type=click.IntRange(1), help="Passages to print.")
@reading
def evidence(store: Store, a: str, b: str, limit: int | None) -> list[Row]:
    """Print the passages in which A and B meet.

    \b
    policytext graph evidence "mass organization" "trade union" --limit 3
    """
    rows = store.list_evidence(store.find_theme(a), store.find_theme(b), limit)
    if not rows:
        say("The two never meet in a passage.")
    if click.get_current_context().params["form"] in ("json", "jsonl"):
        return rows
    return [{key: value for key, value in row.items() if key != "marks"} for row in rows]
