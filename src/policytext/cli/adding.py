"""Begin a corpus and put papers into it: init, add."""

from __future__ import annotations

from pathlib import Path

import click

from policytext.cli.shared import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init(folder: Path) -> None:
    """Make a corpus folder in DIR that builds at once.

    It gets a sample paper, a manifest, a few themes and a Makefile. A file that
    is already there is kept as it is.

    \b
    policytext init mycorpus
    policytext init 政策语料
    """
    from policytext.starter import write_starter

    for name, written in write_starter(folder):
        say(f"{'made' if written else 'kept'} {folder / name}")
    say(
        f"Next: cd {click.format_filename(folder)}, then 'policytext add FILE…' to add papers "
        "(policytext add 通知.docx ~/papers/*.pdf) and 'make reports' or 'policytext build'."
    )
