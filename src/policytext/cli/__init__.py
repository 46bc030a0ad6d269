"""The command line: arguments in, one call of the library, rows out.

Nothing but click and the standard library is imported at module level, so that
every command that only reads the store starts at once. Results go to stdout,
messages and progress to stderr. Each file holds the commands of one subject.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from policytext import __version__
from policytext.cli.finding import keywords, kwic, search, show_passage
from policytext.cli.graph import graph
from policytext.cli.making import build, report, status, verify
from policytext.cli.papers import documents, outline, passages
from policytext.cli.shared import Refusing
from policytext.cli.themes import discover, expansions, tag, themes, variants
from policytext.cli.validate import validate

DEFAULT_STORE = "outputs/policytext.db"


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


for command in (
    build,
    report,
    status,
    verify,
    documents,
    outline,
    passages,
    themes,
    tag,
    variants,
    expansions,
    discover,
    validate,
    search,
    show_passage,
    kwic,
    keywords,
    graph,
):
    main.add_command(command)
