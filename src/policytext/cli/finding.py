"""Find passages and words: search, kwic, keywords."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import reading, say

if TYPE_CHECKING:
    from policytext.store.reading import Row, Store


@click.command()
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
    for theme in store.match_themes(text):
        entry = store.read_theme(theme)
        say(f"Theme {theme}: {entry['en']} · {entry['zh']}")
    hits = find(store, text, limit)
    if not hits:
        say(f"No passage holds '{text}'.")
    return [asdict(hit) for hit in hits]


@click.command()
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


@click.command()
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
