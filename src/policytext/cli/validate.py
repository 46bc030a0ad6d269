"""Validate the tagging by human coders: validate sample, validate score."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import Refusing, as_format, say, show

if TYPE_CHECKING:
    from policytext.tables import Format
    from policytext.validation.sheets import SheetFormat

SHOWN = ("quality", "agreement", "disagreements", "faults", "sheets")


@click.group(cls=Refusing)
def validate() -> None:
    """Have people check the tagging: draw a blind sample, score the filled sheets.

    \b
    policytext validate sample "two coverage" 群团组织
    policytext validate score validation/sheets/*.xlsx
    """


@validate.command("sample")
@click.argument("themes", nargs=-1, metavar="[THEME]...")
@click.option(
    "--tagged",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Tagged passages to ask about, for each theme.",
)
@click.option(
    "--untagged",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Passages without the theme to ask about; 0 for precision only.",
)
@click.option(
    "--coders", type=click.IntRange(1), default=2, show_default=True, help="Sheets to write."
)
@click.option(
    "--overlap",
    type=click.FloatRange(0, 1),
    default=1.0,
    show_default=True,
    help="Share of the rows that every coder gets.",
)
@click.option("--seed", type=int, default=1949, show_default=True, help="Another draws other rows.")
@click.option(
    "--sheet",
    "forms",
    type=click.Choice(["xlsx", "csv"]),
    multiple=True,
    default=["xlsx"],
    show_default=True,
    help="Excel or CSV; give it twice for both.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="validation",
    show_default=True,
    help="The folder they go to.",
)
@click.pass_context
def sample(
    ctx: click.Context,
    themes: tuple[str, ...],
    tagged: int,
    untagged: int,
    coders: int,
    overlap: float,
    seed: int,
    forms: tuple[SheetFormat, ...],
    out: Path,
) -> None:
    """Write coding sheets that do not show what is tagged, and the key to score them.

    Without THEME every theme that is mentioned is asked for. Give coders what
    is in the folder "sheets", and keep key.json to yourself.

    \b
    policytext validate sample "two coverage" 群团组织 --coders 2
    policytext validate sample --tagged 3 --untagged 4 --seed 7 --out check
    """
    from policytext.store.reading import open_store
    from policytext.validation import Design, draw_sample, write_sample

    with open_store(ctx.obj) as store:
        ids = [store.find_theme(name) for name in themes]
        drawn = draw_sample(store, ids, Design(tagged, untagged, coders, overlap, seed))
    for path in write_sample(drawn, out, tuple(dict.fromkeys(forms))):
        say(str(path))
    for note in drawn.notes:
        say(note)


@validate.command("score")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    default="validation/key.json",
    show_default=True,
    help="The key of the sample.",
)
@click.option(
    "--show",
    "shown",
    type=click.Choice(SHOWN),
    default="quality",
    show_default=True,
    help="Which table to print.",
)
@as_format
def score(files: tuple[Path, ...], key: Path, shown: str, form: Format) -> None:
    """Print how right the tagging is and how far coders agree, from their filled sheets.

    Each FILE is the sheet of another coder, in Excel or CSV. The notes on
    stderr say how the numbers were made and how many rows are in none of them.

    \b
    policytext validate score validation/sheets/*.xlsx
    policytext validate score zhang.xlsx li.csv --show agreement
    policytext validate score zhang.xlsx li.csv --show faults --format csv
    """
    from policytext.validation import score_files

    found = score_files(files, key)
    show([asdict(row) for row in getattr(found, shown)], form)
    for note in found.notes:
        say(note)
