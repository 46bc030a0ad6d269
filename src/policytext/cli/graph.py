"""Ask the concept graph: neighbors, pair, pairs, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policytext.cli.shared import Refusing, reading, say

if TYPE_CHECKING:
    from policytext.store.reading import Row, Store


@click.group(cls=Refusing)
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
