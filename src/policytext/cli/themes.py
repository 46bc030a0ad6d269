"""Ask the authority file and what it tags: themes, tag, variants."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import (
    Refusing,
    as_format,
    find_themes,
    keep_first,
    reading,
    say,
    say_if_empty,
    show,
    with_top,
)
from policytext.tables import to_cell

if TYPE_CHECKING:
    from policytext.exchange import InFormat, OutFormat
    from policytext.store.reading import Overlap, Row, Store
    from policytext.tables import Format


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
    return say_if_empty(store.list_themes(), "The authority file has no themes.")


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
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=find_themes
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


AUTHORITY = click.Path(path_type=Path, exists=True, file_okay=False)


@themes.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["skos", "csv", "quanteda", "jieba", "toml"]),
    default="skos",
    show_default=True,
    help="How to write them.",
)
@click.option(
    "--themes",
    "folder",
    type=AUTHORITY,
    default=find_themes,
    show_default="themes of the corpus",
    help="The authority file.",
)
def export(form: OutFormat, folder: Path) -> None:
    """Print the authority file in the format of another program.

    What the format cannot hold is named on stderr.

    \b
    policytext themes export --format skos > themes.ttl
    policytext themes export --format jieba > userdict.txt
    """
    from policytext.exchange import export_themes
    from policytext.themes import load_themes

    found, faults = load_themes(folder)
    text, losses = export_themes(found, form)
    click.echo(text, nl=False)
    for line in [*map(str, faults), *losses]:
        say(line)


@themes.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Choice(["skos", "csv", "quanteda", "cortext", "khcoder"]),
    help="What FILE is; its suffix says so otherwise.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The new file for what is new or changed.  [default: FILE.toml]",
)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--themes",
    "folder",
    type=AUTHORITY,
    default=find_themes,
    show_default="themes of the corpus",
    help="The authority file to compare with.",
)
@as_format
@click.pass_context
def import_(
    ctx: click.Context,
    file: Path,
    source: InFormat | None,
    into: Path | None,
    dry_run: bool,
    folder: Path,
    form: Format,
) -> None:
    """Read themes from FILE of another program, and say which are new or changed.

    They are written to a new file for a person to review: nothing of the
    authority file is overwritten. The exit code is 1 when FILE has faults.

    \b
    policytext themes import themes.ttl --dry-run
    policytext themes import terms.tsv --into reviewed.toml
    """
    from policytext.exchange import compare_themes, import_themes, write_new
    from policytext.themes import load_themes

    found = import_themes(file, source)
    changes = compare_themes(found.themes, load_themes(folder)[0])
    for line in [*found.faults, *found.losses]:
        say(line)
    wanted = {change.theme for change in changes if change.status != "unchanged"}
    show([asdict(change) for change in changes if change.theme in wanted], form)
    counts = [f"{sum(c.status == s for c in changes)} {s}" for s in ("new", "changed", "unchanged")]
    say(f"{len(changes)} themes: {', '.join(counts)}; {len(found.faults)} faults.")
    if wanted and not dry_run:
        out = into or file.with_suffix(".toml")
        write_new([theme for theme in found.themes if theme.theme_id in wanted], out)
        say(f"-> {out}; review it, then move it to {folder}.")
    ctx.exit(1 if found.faults else 0)


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
    doc_id = store.find_document(document) if document else None
    rows = store.list_mentions(theme_id, doc_id, overlap)
    return say_if_empty(
        rows, f"{doc_id or 'No paper'} mentions {'no ' * bool(doc_id)}{theme_id or 'a theme'}."
    )


@click.command()
@click.argument("theme", required=False)
@click.option(
    "--odd", is_flag=True, help="Only those that have more or fewer members than the label counts."
)
@reading
def expansions(store: Store, theme: str | None, odd: bool) -> list[Row]:
    """List where papers spell out a formula: its members, what announced them, and whether they add up.

    Two expansions of one label in one paper are both listed.

    \b
    policytext expansions "three synchronizations"
    policytext expansions --odd --format jsonl
    """
    theme_id = store.find_theme(theme) if theme else None
    rows = store.list_expansions(theme_id)
    found = [row for row in rows if not (odd and row["adds_up"])]
    but = " with more or fewer members than its label counts" if odd else ""
    return say_if_empty(found, f"No paper spells out {theme_id or 'a formula'}{but}.")


@click.command()
@click.option("--no-themes", is_flag=True, help="As if the authority file were empty.")
@click.option("--document", help="Only this paper.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.0, help="Leave out what scores less."
)
@click.option(
    "--propose", type=click.Path(path_type=Path), help="Write draft entries to this new file."
)
@with_top
@reading
def discover(
    store: Store,
    no_themes: bool,
    document: str | None,
    min_score: float,
    propose: Path | None,
    top: int | None,
) -> list[Row]:
    """Find formulae that no theme covers: numeral formulae and parallel slogans, best first.

    One row for every place. `formula` is its commonest way of writing, `normal`
    what all its ways of writing share, `why` what the score is made of. Nothing enters the authority file: --propose
    writes draft entries for a person to review.

    \b
    policytext discover --top 20
    policytext discover --format csv
    policytext discover --no-themes --min-score 0.6
    policytext discover --propose new.toml
    """
    from policytext.discovery.findings import discover as find

    ids = [store.find_document(document)] if document else None
    ids = ids or [row["doc_id"] for row in store.list_documents()]
    findings = find(
        {doc_id: store.read_passages(doc_id) for doc_id in ids},
        {doc_id: store.read_source(doc_id) for doc_id in ids},
        {} if no_themes else store.list_covered(),
        [] if no_themes else store.list_names(),
    )
    findings = [finding for finding in findings if finding.score >= min_score][: top or None]
    if not findings:
        say("Nothing that looks like a formula is left uncovered.")
    if propose:
        from policytext.proposals import write_proposals

        say(
            f"{write_proposals(findings, propose)} draft entries -> {propose}; review each before it is used."
        )
    return keep_first([asdict(finding) for finding in findings], top)


@click.command()
@click.argument("theme", required=False)
@click.option(
    "--candidates", is_flag=True, help="Wordings that have the company the theme has elsewhere."
)
@reading
def variants(store: Store, theme: str | None, candidates: bool) -> list[Row]:
    """Show how each paper writes THEME, or how steadily every theme is rendered.

    `entropy` is that of the renderings in bits, `effective` their effective
    number: 1 where all papers say the same. Candidates are proposals for new
    forms: wordings between the same words as the theme elsewhere (kind
    sentence, title), labels beside its members (members), terms with its
    neighbours (neighbours). Most are something else; a person decides.

    \b
    policytext variants "mass organization"
    policytext variants
    policytext variants 群团组织 --candidates
    """
    from policytext.variants import measure_renderings
    from policytext.wordings import propose_renderings

    theme_id = store.find_theme(theme) if theme else None
    if candidates:
        proposed = [asdict(proposal) for proposal in propose_renderings(store, theme_id)]
        return say_if_empty(proposed, "No other wording has the company of a theme.")
    if theme_id is None:
        measured = [asdict(rendering) for rendering in measure_renderings(store)]
        return say_if_empty(measured, "No paper mentions a theme.")
    for rendering in measure_renderings(store):
        if rendering.theme == theme_id:
            say(
                f"{rendering.n_renderings} renderings in {rendering.n_mentions} mentions, {rendering.corrupt} of them "
                f"corrupt; entropy {rendering.entropy:.2f} bits, {rendering.effective:.2f} effective renderings."
            )
    return say_if_empty(store.count_surfaces(theme_id), f"No paper mentions {theme_id}.")
