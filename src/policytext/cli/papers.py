"""Look at the papers: documents, outline, passages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import as_format, reading, say_if_empty, show

if TYPE_CHECKING:
    from policytext.store.reading import Row, Store
    from policytext.tables import Format


@click.command()
@click.option(
    "--facet",
    "facets",
    multiple=True,
    metavar="NAME=VALUE",
    help="Only papers with this value of a facet; again for more facets, or other values of one.",
)
@reading
def documents(store: Store, facets: tuple[str, ...]) -> list[Row]:
    """List the papers with their metadata and sizes.

    Facets are place, year, lang, original_language and those of the manifest.

    \b
    policytext documents --format csv
    policytext documents --facet place=Henan --facet year=2022
    policytext documents --facet issuer=民政部
    """
    rows = store.list_documents()
    pairs = [facet.partition("=")[::2] for facet in facets]
    if wrong := [name for name, value in pairs if not (name and value)]:
        raise click.BadParameter(f"'{wrong[0]}' is not NAME=VALUE", param_hint="--facet")
    kept = set(store.find_documents(pairs))
    chosen = [row for row in rows if row["doc_id"] in kept]
    return say_if_empty(
        chosen, f"No paper has {' and '.join(facets)}." if rows else "There are no papers."
    )


@click.command()
@click.argument("document")
@as_format
@click.pass_context
def outline(ctx: click.Context, document: str, form: Format) -> None:
    """Print the structure of a paper: its headings, or with --format json all of it.

    \b
    policytext outline shen-changzhou
    policytext outline shen-changzhou --format json
    """
    from policytext.store.reading import open_store

    with open_store(ctx.obj) as store:
        structure = store.read_outline(store.find_document(document))
    if form == "json":
        click.echo(json.dumps(structure, ensure_ascii=False, indent=1))
        return
    show(
        [
            {
                "level": s["level"],
                "title": "  " * (s["level"] - 1) + s["title"],
                "char_start": s["char_start"],
                "char_end": s["char_end"],
            }
            for s in structure["sections"]
        ],
        form,
    )


@click.command()
@click.argument("document", required=False)
@reading
def passages(store: Store, document: str | None) -> list[Row]:
    """List the passages of a paper, or of all, with their positions.

    \b
    policytext passages jin-social-organizations --format jsonl
    """
    doc_id = store.find_document(document) if document else None
    return say_if_empty(
        store.list_passages(doc_id), f"{doc_id or 'No paper'} has {'no ' * bool(doc_id)}passages."
    )
