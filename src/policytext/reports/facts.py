"""What every page draws on, taken from the store once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from policytext.records import COUNTED_KINDS
from policytext.reports.folder import name_file
from policytext.reports.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Collection

    from policytext.store.reading import Row, Store

N_GRAPHED = 500
"""How many themes the page of the graph knows at most, those with most passages."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The corpus as the pages know it.

    `documents` and `themes` are the store's rows, the latter by id and with
    their members and forms. `n_mentions` counts per theme and document, and
    only what reports count. `reported` are the themes that have a page,
    `graphed` those that the page of the graph knows.
    """

    documents: tuple[Row, ...]
    themes: dict[str, Row]
    n_mentions: dict[str, Counter[str]]
    n_sections: dict[str, Counter[tuple[str, str]]]
    reported: frozenset[str]
    graphed: frozenset[str]
    manifest: dict[str, str]
    problems: tuple[str, ...]

    def find_document(self, doc_id: str) -> Row:
        """Return the row of a paper."""
        return next(row for row in self.documents if row["doc_id"] == doc_id)


def gather_facts(store: Store, reported: Collection[str]) -> Facts:
    """Return what the pages share; `reported` names the themes that have or will have a page."""
    n_mentions: dict[str, Counter[str]] = defaultdict(Counter)
    n_sections: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for mention in store.list_mentions():
        if mention["passage_kind"] in COUNTED_KINDS:
            n_mentions[mention["theme"]][mention["doc_id"]] += 1
            n_sections[mention["theme"]][mention["doc_id"], mention["section"]] += 1
    return Facts(
        documents=tuple(row | {"cite": cite_document(row)} for row in store.list_documents()),
        themes={row["theme"]: store.read_theme(row["theme"]) for row in store.list_themes()},
        n_mentions=dict(n_mentions),
        n_sections=dict(n_sections),
        reported=frozenset(reported),
        graphed=frozenset(row["concept"] for row in store.list_nodes()[:N_GRAPHED]),
        manifest=store.read_manifest(),
        problems=tuple(store.list_problems()),
    )


def gather_marks(store: Store, doc_id: str) -> dict[str, list[Mark]]:
    """Return every mention in a paper, by passage."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    rows = store.ask(
        'SELECT passage_id, theme_id AS theme, start, "end", m.char_start, m.char_end, form_kind, m.counted'
        " FROM mentions m JOIN passages p USING (passage_no) WHERE p.doc_id = ? ORDER BY mention_no",
        (doc_id,),
    )
    for row in rows:
        passage_id = row.pop("passage_id")
        marks[passage_id].append(Mark(**row | {"counted": bool(row["counted"])}))
    return marks


def cite_document(row: Row) -> str:
    """Return the authors and year of a paper as a citation names them; n.d. where no year is stated.

    >>> cite_document({"authors": "Yuanjie Zhang; Dashuai Li", "year": 2022, "doc_id": "zhang"})
    'Yuanjie Zhang and Dashuai Li (2022)'
    >>> cite_document({"authors": "", "year": None, "doc_id": "shen"})
    'shen (n.d.)'
    """
    names = [name for name in str(row["authors"]).split("; ") if name] or [str(row["doc_id"])]
    if len(names) > 3:
        written = f"{names[0]} et al."
    else:
        written = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{written} ({row['year'] or 'n.d.'})"


def link_theme(theme_id: str) -> str:
    """Return the address of a theme's page from the top folder."""
    return f"themes/{quote(name_file(theme_id))}.html"


def link_document(doc_id: str, passage_id: str = "") -> str:
    """Return the address of a paper's page, or of a passage in it, from the top folder."""
    anchor = f"#{quote(passage_id, safe='')}" if passage_id else ""
    return f"documents/{quote(name_file(doc_id))}.html{anchor}"


def take(row: Row, *keys: str) -> dict[str, Any]:
    """Return some columns of a row."""
    return {key: row[key] for key in keys}
