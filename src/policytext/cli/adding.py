"""Begin a corpus and put papers into it: init, add."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import as_format, find_folder, say, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.additions import Addition
    from policytext.store.reading import Row
    from policytext.tables import Format


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


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--bib",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What is known of them: an export of Zotero or another manager, CSL-JSON, BibTeX or RIS.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=find_folder,
    show_default="corpus, or the folder you are in",
    help="The corpus they go to.",
)
@click.option("--recursive", "-r", is_flag=True, help="Take the papers in folders, too.")
@click.option("--move", is_flag=True, help="Move them instead of copying.")
@click.option("--keep", is_flag=True, help="Add what cannot be read, too.")
@click.option(
    "--encoding", default="", help="What their text is in, as big5; written into manifest.toml."
)
@click.option("--password", help="Opens papers that are locked with it; build needs it again.")
@as_format
@click.pass_context
def add(
    ctx: click.Context,
    files: tuple[Path, ...],
    bib: Path | None,
    folder: Path,
    recursive: bool,
    move: bool,
    keep: bool,
    encoding: str,
    password: str | None,
    form: Format,
) -> None:
    """Put papers into a corpus, with what a reference manager knows of them.

    Each FILE is read, copied to papers/ and entered in manifest.toml; what you
    wrote there stays. A file that cannot be read is named and left out; the
    exit code is then 1. Files that are in the corpus already get what their
    entries lack. Where it is not certain which reference a paper is, all that
    it could be are named and none is taken.

    \b
    policytext add ~/papers/*.pdf 通知.docx
    policytext add --bib library.json --recursive ~/Zotero/storage
    policytext add --bib library.json papers/*
    policytext add --encoding big5 ~/報告/*.txt
    """
    from policytext.additions import add_papers, drop_sample, list_files
    from policytext.bibliography import read_bibliography

    references, faults = read_bibliography(bib) if bib else ([], [])
    for fault in faults:
        say(f"Note: {fault}")
    meant, others = list_files(files, recursive=recursive)
    done = add_papers(
        meant,
        folder,
        references,
        move=move,
        keep=keep,
        encoding=encoding,
        password=password,
        watch=_watch,
    )
    if drop_sample(folder):
        say("The sample paper is taken out.")
    show([_to_row(each, with_bib=bib is not None) for each in done], form)
    _say_result(done, others, folder, with_bib=bib is not None)
    ctx.exit(1 if faults or any(each.outcome == "refused" for each in done) else 0)


def _watch(files: Sequence[Path]) -> Iterator[Path]:
    """Yield the files about to be read, with a progress bar on a terminal."""
    with click.progressbar(
        files, label="Adding papers", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield from bar


def _to_row(each: Addition, *, with_bib: bool) -> Row:
    """Return what became of a file as a row."""
    row: Row = {"file": each.file, "outcome": each.outcome, "doc_id": each.doc_id}
    if with_bib:
        found = [each.match.reference] if each.match.reference else each.match.candidates
        answer = "taken" if each.match.reference else "none" if not found else "ambiguous"
        named = "; ".join(f"{reference.key}: {reference.title}" for reference in found if reference)
        is_refused = each.outcome == "refused"
        row |= {
            "match": "" if is_refused else answer,
            "reference": named,
            "why": each.match.why,
        }
    return row | {"says": each.says}


def _say_result(
    done: Sequence[Addition], others: dict[str, int], folder: Path, *, with_bib: bool
) -> None:
    """Say how many files were added, were there, were refused and were matched."""
    n = Counter(each.outcome for each in done)
    for each in done:
        if each.outcome == "refused":
            say(f"Problem: {each.says}")
    if others:
        kinds = ", ".join(f"{count} {kind}" for kind, count in others.items())
        say(f"Passed over in folders, for there is no reader: {kinds}.")
    if with_bib:
        n_matched = sum(each.match.reference is not None for each in done)
        n_open = sum(bool(each.match.candidates) for each in done)
        say(f"{n_matched} of {len(done)} files have a reference, {n_open} could be several.")
    say(
        f"{n['added']} added, {n['there already']} there already, {n['refused']} refused -> {folder}; "
        "next: policytext build"
    )
