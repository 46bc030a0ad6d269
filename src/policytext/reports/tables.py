"""The tables as CSV that a spreadsheet opens in any language and without running anything in it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from policytext.store import meetings
from policytext.tables import render_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store
    from policytext.wordings import Proposal

Table = tuple[str, list[str], list[list[Any]]]
"""A file name without ending, the columns, and the rows."""

DOCUMENT = (
    "doc_id title authors year language original_language places licence n_passages n_tokens file"
)
MENTION = (
    "doc_id passage_id section char_start char_end surface theme kind form_kind sense polarity rule form"
    " passage_kind standing inside candidates"
)
RENDERING = "theme label zh doc_id surface form_kind n_mentions char_start passage_id"
PROPOSAL = "theme candidate kind shares like n_shared doc_id passage_id char_start char_end"
EXPANSION = (
    "doc_id passage_id section theme label label_passage_id char_start char_end cue numeral n_members"
    " adds_up members"
)
SPELLED_OUT = "doc_id passage_id section theme char_start char_end surface labelled members"
KEYWORD = "doc_id term score rank n_occurrences is_theme theme"
PAIR = (
    "source target label_source label_target n_cooc n_docs n_source n_target expected npmi jaccard"
    " log_likelihood measure weight"
)


def list_tables(store: Store, facts: Facts, proposals: Sequence[Proposal]) -> list[Table]:
    """Return the tables of the whole corpus."""
    by_document = [
        [theme_id, row["kind"], row["en"], row["zh"], row["n_mentions"], row["n_passages"]]
        + [facts.n_mentions[theme_id][d["doc_id"]] for d in facts.documents]
        for theme_id, row in facts.themes.items()
        if theme_id in facts.n_mentions
    ]
    columns = ["theme", "kind", "en", "zh", "n_mentions", "n_passages"]
    columns += [row["doc_id"] for row in facts.documents]
    return [
        ("themes-by-document", columns, sorted(by_document, key=lambda r: (-r[4], r[0]))),
        _to_table("documents", DOCUMENT, facts.documents),
        _to_table("mentions", MENTION, store.list_mentions(overlap="all")),
        _to_table("renderings", RENDERING, store.count_renderings()),
        _to_table("rendering-proposals", PROPOSAL, list(map(asdict, proposals))),
        _to_table("expansions", EXPANSION, store.list_expansions()),
        _to_table("spelled-out", SPELLED_OUT, store.list_spelled_out()),
        _to_table("keywords", KEYWORD, store.list_keywords()),
        _to_table("pairs", PAIR, meetings.list_pairs(store)),
        ("manifest", ["key", "value"], [list(item) for item in sorted(facts.manifest.items())]),
    ]


PLACES = (
    "term label zh lang group group_label n n_total n_passages docs tokens per10k expected residual"
    " specificity p p_adj passages"
)


def render_places(rows: Sequence[Row]) -> str:
    """Return the comparison of themes by places as CSV."""
    columns = PLACES.split()
    return render_table(columns, [[row[column] for column in columns] for row in rows])


def _to_table(name: str, columns: str, rows: Sequence[Row]) -> Table:
    """Return some columns of rows, named with spaces between, as a table."""
    names = columns.split()
    return name, names, [[row[column] for column in names] for row in rows]


def render_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table as CSV, with the byte-order mark by which Excel knows UTF-8."""
    return "\ufeff" + render_csv(columns, rows)
