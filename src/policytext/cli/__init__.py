"""The command line: arguments in, one call of the library, rows out.

Nothing but click and the standard library is imported at module level, and of
the commands only the one that is called, so that every command that only reads
the store starts at once. Results go to stdout, messages and progress to
stderr. Each file holds the commands of one subject.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import click

from policytext import __version__
from policytext.cli.shared import Refusing

DEFAULT_STORE = "outputs/policytext.db"

COMMANDS = {
    "add": "adding.add",
    "build": "making.build",
    "collocates": "statistics.collocates",
    "compare": "statistics.compare",
    "discover": "themes.discover",
    "dispersion": "statistics.dispersion",
    "documents": "papers.documents",
    "expansions": "themes.expansions",
    "graph": "graph.graph",
    "init": "adding.init",
    "keyness": "statistics.keyness",
    "keywords": "finding.keywords",
    "kwic": "finding.kwic",
    "ngrams": "lists.ngrams",
    "outline": "papers.outline",
    "passages": "papers.passages",
    "report": "making.report",
    "search": "finding.search",
    "show": "finding.show_passage",
    "similarity": "lists.similarity",
    "statistics": "lists.statistics",
    "status": "making.status",
    "tag": "themes.tag",
    "themes": "themes.themes",
    "validate": "validate.validate",
    "variants": "themes.variants",
    "verify": "making.verify",
    "words": "lists.words",
}
"""Every command: the file it is in, and its name there."""


class Lazy(Refusing):
    """A group that imports a command when it is called, or when help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name."""
        if name not in COMMANDS:
            return None
        file, _, place = COMMANDS[name].partition(".")
        command = getattr(import_module(f"policytext.cli.{file}"), place)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in the table above
        return command


@click.group(
    cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
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
    policytext init mycorpus
    policytext build
    policytext search "two coverage"
    policytext search 两个覆盖
    policytext graph neighbors 群团组织
    """
    ctx.obj = db
    if "NO_COLOR" in os.environ:
        ctx.color = False
