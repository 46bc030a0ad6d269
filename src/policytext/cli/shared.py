"""What the commands share: how rows are printed, how the store is opened, how a refusal is said."""

from __future__ import annotations

import os
import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from policytext.errors import FEW, PolicytextError
from policytext.tables import FORMATS, Format, render, to_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policytext.store.reading import Row

    Command = TypeVar("Command", bound=Callable[..., Any])


class Refusing(click.Group):
    """A group that says what policytext refuses in one sentence and exits with 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; the one place where `PolicytextError` is caught."""
        try:
            return super().invoke(ctx)
        except PolicytextError as error:
            raise click.ClickException(_clean(str(error))) from error
        except BrokenPipeError:  # the reader of the pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


def find_folder() -> str:
    """Return the corpus folder that is meant where none is named.

    That is `corpus` where there is one, else the folder one is in, if it holds
    `papers`.
    """
    if not os.path.isdir("corpus/papers") and os.path.isdir("papers"):  # noqa: PTH112
        return "."
    return "corpus"


def find_themes() -> str:
    """Return the folder of the authority file that is meant where none is named."""
    return os.path.normpath(os.path.join(find_folder(), "themes"))  # noqa: PTH118


with_within = click.option(
    "--within",
    type=click.Choice(("passage", "sentence")),
    default="passage",
    show_default=True,
    help="Where the window ends at the latest.",
)


def as_kind(pattern: str) -> Callable[[Command], Command]:
    """Return what gives a command `--as`: what its argument, named `pattern` in the help, is."""
    return click.option(
        "--as",
        "kind",
        type=click.Choice(("phrase", "lemma", "regex", "theme")),
        default="phrase",
        show_default=True,
        help=f"What {pattern} is.",
    )


def counting_least(least: int, of_what: str) -> Callable[[Command], Command]:
    """Return what gives a command `--min-count`, by itself `least`, and `--min-docs`."""

    def give(command: Command) -> Command:
        min_docs = click.option("--min-docs", type=click.IntRange(1), default=1, show_default=True, help="Papers it is in.")  # fmt: skip
        min_count = click.option("--min-count", type=click.IntRange(1), default=least, show_default=True, help=of_what)  # fmt: skip
        return min_count(min_docs(command))

    return give


SCREENFUL = 50
"""Rows of a long list that a terminal gets where nobody said how many."""

with_top = click.option(
    "--top",
    type=click.IntRange(0),
    help=f"Rows; 0 for all.  [default: all, {SCREENFUL} on a terminal]",
)


def keep_first(rows: Sequence[Row], top: int | None) -> list[Row]:
    """Return the first rows: as many as `--top` asks for, else all, but no more than fit a terminal's eye.

    What is left out of a terminal is told; a pipe or a file gets it all.
    """
    if top is None and len(rows) > SCREENFUL and _is_for_eyes():
        say(f"The first {SCREENFUL} of {len(rows):,} rows are shown; --top 0 lists all.")
        top = SCREENFUL
    return list(rows[: top or None])


def _is_for_eyes() -> bool:
    """Tell whether the command prints a table on a terminal."""
    return click.get_current_context().params["form"] == "table" and sys.stdout.isatty()


def say_if_empty(rows: list[Row], message: str) -> list[Row]:
    """Return rows; say why there is none where there is none, for silence looks like a fault."""
    if not rows:
        say(message)
    return rows


def say_each(lines: Sequence[str], summary: str) -> None:
    """Say a line for each of a few things; of many, which would bury what is printed, a summary."""
    for line in lines if len(lines) <= FEW else [summary]:
        say(line)


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
    width = None
    if sys.stdout.isatty():  # what shutil brings along, a pipe need not wait for
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    click.echo(render(rows, form, width), nl=False)


def is_typed(option: str) -> bool:
    """Tell whether the person typed an option of the command that is run, rather than left it as it is by itself."""
    source = click.get_current_context().get_parameter_source(option)
    return source is click.core.ParameterSource.COMMANDLINE


def tell_number(n: int, noun: str) -> str:
    """Return a number of things, one or many.

    >>> tell_number(1, "passage"), tell_number(2, "line")
    ('1 passage', '2 lines')
    """
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def say(message: str) -> None:
    """Print a message to stderr."""
    click.echo(_clean(message), err=True)


def _clean(message: str) -> str:
    """Return a message without what a file's name or text could do to a terminal."""
    return "\n".join(map(to_line, message.splitlines()))
