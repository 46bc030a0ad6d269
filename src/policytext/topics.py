"""Rank the keywords of a store anew: of groups of papers, of the corpus, by any method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.errors import UnknownName
from policytext.keywords import rank_keywords
from policytext.locations import call_places
from policytext.store.papers import StoredPapers
from policytext.text import to_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policytext.keywords import Method
    from policytext.languages.pipelines import Tagger
    from policytext.records import Keyword, Language
    from policytext.store.reading import Row, Store

CORPUS = "(corpus)"
"""What stands for a document's id where keywords are of all papers together."""


def list_groups(store: Store, by: str) -> dict[str, list[str]]:
    """Return the papers of every value of a facet; a paper with two values is in both groups.

    Names of one place, 广东 and 广东省, are one value, the first of them.
    Raises `UnknownName` for a facet no paper has.
    """
    groups: dict[str, set[str]] = {}
    places = call_places(store) if by == "place" else {}
    names: dict[str, str] = {}
    for row in store.list_facets(by):
        value: str = row["value"]
        name = names.setdefault(places.get(value, value), value)
        groups.setdefault(name, set()).add(row["doc_id"])
    if not groups:
        raise UnknownName("facet", by, (row["name"] for row in store.list_facets()))
    return {name: sorted(ids) for name, ids in groups.items()}


def rank_groups(
    store: Store,
    groups: Mapping[str, Sequence[str]],
    top: int,
    method: Method = "default",
    lang: Language | None = None,
    taggers: Mapping[Language, Tagger] | None = None,
) -> list[Row]:
    """Return the `top` keywords of every group of papers, of one language or of all together."""
    papers = StoredPapers(store)
    ranked = rank_keywords(
        papers,
        _list_spellings(store),
        top,
        method,
        groups,
        papers.list_titles(),
        (lang,) if lang else ("en", "zh"),
        taggers,
    )
    return [_to_row(store, keyword) for keyword in ranked]


def _list_spellings(store: Store) -> dict[str, str]:
    """Return the theme every folded spelling names, where it names but one."""
    found: dict[str, str] = {}
    contested: set[str] = set()
    for row in store.ask("SELECT folded, theme_id FROM spellings ORDER BY folded, theme_id"):
        if row["folded"] in found:
            contested.add(row["folded"])
        found[row["folded"]] = row["theme_id"]
    return {name: theme for name, theme in found.items() if name not in contested}


def _to_row(store: Store, k: Keyword) -> Row:
    """Return a keyword as the store lists it, its places turned into places of the source text."""
    return {
        "doc_id": k.doc_id,
        "term": k.term,
        "score": k.score,
        "rank": k.rank,
        "n_occurrences": k.n_occurrences,
        "is_theme": bool(k.theme_id),
        "theme": k.theme_id,
        "lang": k.lang,
        "n_docs": k.n_docs,
        "surfaces": [list(surface) for surface in k.surfaces],
        "occurrences": _locate(store, k),
    }


def _locate(store: Store, keyword: Keyword) -> list[list[object]]:
    """Return the passage and the start and end in the source text of every occurrence."""
    runs = store.read_runs({at for at, _, _ in keyword.occurrences})
    return [[at, *to_source(runs[at], start, end)] for at, start, end in keyword.occurrences]
