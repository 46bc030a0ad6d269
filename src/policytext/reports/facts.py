"""What every page draws on, taken from the store once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from policytext.reports.folder import name_file
from policytext.reports.marks import Mark
from policytext.store import meetings

if TYPE_CHECKING:
    from collections.abc import Collection

    from policytext.store.reading import Row, Store

N_GRAPHED = 1000
"""How many concepts the page of the graph knows at most, those with most passages."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The corpus as the pages know it.

    `documents` and `themes` are the store's rows, the latter by id and with
    their members and forms. `n_mentions` counts per theme and document, and
    only what reports count; `marks` holds every mention by passage, `forms` the
    forms of each theme that are found anywhere. `reported` are the themes that have a page,
    `graphed` the concepts that the page of the graph knows.
    """

    documents: tuple[Row, ...]
    themes: dict[str, Row]
    n_mentions: dict[str, Counter[str]]
    n_sections: dict[str, Counter[tuple[str, str]]]
    marks: dict[str, list[Mark]]
    forms: dict[str, set[str]]
    reported: frozenset[str]
    graphed: frozenset[str]
    manifest: dict[str, str]
    problems: tuple[str, ...]


def gather_facts(store: Store, reported: Collection[str]) -> Facts:
    """Return what the pages share; `reported` names the themes that have or will have a page."""
    n_mentions: dict[str, Counter[str]] = defaultdict(Counter)
    n_sections: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    marks: dict[str, list[Mark]] = defaultdict(list)
    forms: dict[str, set[str]] = defaultdict(set)
    for row in store.list_marks():
        theme = row["theme"]
        mark = Mark(**{key: row[key] for key in Mark.__slots__})
        marks[row["passage_id"]].append(mark)
        forms[theme].add(row["form"])
        if mark.counted:
            n_mentions[theme][row["doc_id"]] += 1
            n_sections[theme][row["doc_id"], row["section"]] += 1
    return Facts(
        documents=tuple(row | {"cite": cite_document(row)} for row in store.list_documents()),
        themes={row["theme"]: store.read_theme(row["theme"]) for row in store.list_themes()},
        n_mentions=dict(n_mentions),
        n_sections=dict(n_sections),
        marks=dict(marks),
        forms=dict(forms),
        reported=frozenset(reported),
        graphed=frozenset(
            row["concept"] for row in meetings.list_nodes(store, promoted=True)[:N_GRAPHED]
        ),
        manifest=store.read_manifest(),
        problems=tuple(store.list_problems()),
    )


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


def count(n: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "passage"), count(2, "passage"), count(0, "entry", "entries")
    ('1 passage', '2 passages', '0 entries')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"
