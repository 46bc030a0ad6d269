"""Ask the concept graph: pair, pairs, neighbors, evidence and links here, the rest in `concepts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policytext.cli import concepts
from policytext.cli.concepts import name_limits, selecting, wants_whole
from policytext.cli.shared import (
    Refusing,
    is_typed,
    keep_first,
    reading,
    say,
    say_if_empty,
    with_top,
)
from policytext.store import meetings

if TYPE_CHECKING:
    from policytext.cli.concepts import Options
    from policytext.store.reading import Row, Store


@click.group(cls=Refusing)
def graph() -> None:
    """Ask the concept graph.

    \b
    policytext graph neighbors "mass organization"
    policytext graph evidence "mass organization" "trade union"
    policytext graph path 两个覆盖 群团组织
    """


for _command in concepts.COMMANDS:
    graph.add_command(_command)


@graph.command()
@click.argument("concept")
@click.option(
    "--top", type=click.IntRange(0), default=50, show_default=True, help="Rows; 0 for all."
)
@selecting
@reading
def neighbors(store: Store, concept: str, top: int, options: Options) -> list[Row]:
    """List the concepts that meet CONCEPT, most meetings first, or by another --measure.

    \b
    policytext graph neighbors 群团组织 --top 10
    policytext graph neighbors "party building" --measure npmi --min-docs 2
    policytext graph neighbors 群团组织 --unit sentence --where doc:zhang-henan
    """
    rows = _list_neighbors(store, concept, top or None, options)
    if top and len(rows) > top and not is_typed("top"):
        say(f"The first {top} are shown; --top 0 lists all.")
    message = f"{concept} meets no other concept{name_limits(options)}."
    return say_if_empty(rows[: top or None], message)


def _list_neighbors(store: Store, concept: str, top: int | None, options: Options) -> list[Row]:
    """Return the neighbours of a concept, one more than asked for where there are more."""
    found = store.find_concept(concept)
    limit = top + 1 if top else None
    if options.keys() <= {"measure", "min_docs"}:  # what the store answers by itself, at once
        measure, least = options.get("measure", "jaccard"), options.get("min_docs", 1)
        return meetings.list_neighbors(store, found, limit, measure, least, promoted=True)
    from policytext.concepts.evidence import list_neighbors

    return list_neighbors(store, found, limit, concepts.select(store, options))


@graph.command()
@click.argument("a")
@click.argument("b")
@selecting
@reading
def pair(store: Store, a: str, b: str, options: Options) -> Row:
    """Print the numbers of one edge; zeros when A and B never meet.

    \b
    policytext graph pair "two coverage" "social organization"
    policytext graph pair 两个覆盖 社会组织 --unit sentence
    """
    from policytext.concepts.evidence import read_pair

    selection = concepts.select(store, options)
    return read_pair(store, store.find_concept(a), store.find_concept(b), selection)


@graph.command()
@with_top
@selecting
@reading
def pairs(store: Store, top: int | None, options: Options) -> list[Row]:
    """List every pair of concepts that meet, most meetings first, or by another --measure.

    \b
    policytext graph pairs --format csv
    policytext graph pairs --max-alpha 0.05 --min-docs 2
    policytext graph pairs --unit sentence --measure log_likelihood --top 20
    """
    rows = keep_first(_list_pairs(store, options), top)
    return say_if_empty(rows, f"No two concepts meet{name_limits(options)}.")


def _list_pairs(store: Store, options: Options) -> list[Row]:
    """Return every pair, as the store has them where nothing is asked of them."""
    if not options:
        return meetings.list_pairs(store, promoted=True)
    from policytext.concepts.loading import load_graph, sort_edges

    selection = concepts.select(store, options)
    return sort_edges(load_graph(store, selection).edges, selection.measure)


@graph.command()
@click.argument("a")
@click.argument("b")
@click.option("--limit", "--top", "limit", type=click.IntRange(1), help="Passages to print.")
@click.option("--where", default="", metavar="QUERY", help="Only passages that fulfil a query.")
@reading
def evidence(store: Store, a: str, b: str, limit: int | None, where: str) -> list[Row]:
    """Print the passages in which A and B meet, both marked, with a reference to each.

    \b
    policytext graph evidence "mass organization" "trade union" --limit 3
    policytext graph evidence 群团组织 工会 --where doc:zhang-henan
    """
    from policytext.concepts.evidence import list_evidence

    rows = list_evidence(store, store.find_concept(a), store.find_concept(b), limit, where)
    if not rows:
        say("The two never meet in a passage.")
    if wants_whole():
        return rows
    shown = ("doc_id", "passage_id", "section", "page", "char_start", "char_end", "citation")
    return [{key: row[key] for key in shown} | {"text": row["highlighted"]} for row in rows]


@graph.command()
@click.argument("concept", required=False)
@reading
def links(store: Store, concept: str | None) -> list[Row]:
    """List what the authority file says of two themes: member, broader, part, related. Never counted.

    \b
    policytext graph links 去四化
    """
    theme = store.find_theme(concept) if concept else None
    message = f"The authority file links {theme or 'no theme'} to {'no ' if theme else 'an'}other."
    return say_if_empty(meetings.list_links(store, theme), message)
