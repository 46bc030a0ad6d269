"""Ask a store for concepts and where they meet: nodes, pairs, neighbours, links, evidence."""

from __future__ import annotations

import json
from math import log
from typing import TYPE_CHECKING

from policytext.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.store.reading import Row, Store

MEASURES = (
    "jaccard",
    "dice",
    "cosine",
    "association_strength",
    "pmi",
    "npmi",
    "log_likelihood",
    "n_cooc",
)
"""What the weight of a pair may be."""

COLUMNS = (
    "expected", "jaccard", "dice", "cosine", "association_strength", "pmi", "npmi", "log_likelihood", "p_target",
    "p_source", "p", "p_adj", "alpha", "first_year", "last_year",
)  # fmt: skip
"""The measures and years of a pair, in the order of the table."""

_SEEN_FROM = {"p_target": "p_neighbor", "p_source": "p_concept"}


def check_measure(name: str) -> str:
    """Return the name of a measure; raises `UnknownName` where it is none."""
    if name not in MEASURES:
        raise UnknownName("measure", name, MEASURES)
    return name


def list_nodes(store: Store, *, promoted: bool = False) -> list[Row]:
    """Return the themes that are mentioned, and `promoted` keywords if asked for, most passages first."""
    return store.ask(
        "SELECT nodes.theme_id AS concept, coalesce(nullif(en, ''), nullif(zh, ''), term) AS label,"
        " coalesce(zh, iif(lang = 'zh', term, '')) AS zh, coalesce(kind, 'keyword') AS kind, ifnull(path, '') AS path,"
        " n_mentions, n_passages, n_docs, degree, strength, community, x, y FROM nodes LEFT JOIN themes USING (theme_id)"
        " LEFT JOIN promoted ON concept_id = nodes.theme_id WHERE ?1 OR themes.theme_id IS NOT NULL"
        " ORDER BY n_passages DESC, nodes.theme_id",
        (promoted,),
    )


def list_pairs(store: Store, measure: str = "jaccard", *, promoted: bool = False) -> list[Row]:
    """Return every pair that meets, most meetings first, `weight` being one of `MEASURES`.

    Pairs of `promoted` keywords are among them if asked for.
    """
    return store.ask(
        "SELECT source, target, coalesce(a.en, c.term) AS label_source, coalesce(b.en, d.term) AS label_target,"  # noqa: S608 - checked
        " n_cooc, n_docs, n_source, n_target,"
        f" {', '.join(COLUMNS)}, '{check_measure(measure)}' AS measure, {measure} AS weight"
        " FROM pairs LEFT JOIN themes a ON a.theme_id = source LEFT JOIN themes b ON b.theme_id = target"
        " LEFT JOIN promoted c ON c.concept_id = source LEFT JOIN promoted d ON d.concept_id = target"
        " WHERE ?1 OR (a.theme_id IS NOT NULL AND b.theme_id IS NOT NULL) ORDER BY n_cooc DESC, source, target",
        (promoted,),
    )


def list_neighbors(
    store: Store,
    theme_id: str,
    top: int | None = None,
    measure: str = "jaccard",
    min_docs: int = 1,
    *,
    promoted: bool = False,
) -> list[Row]:
    """Return the themes that meet a theme in `min_docs` documents, strongest first.

    By the default measure the order is that of the counts, most meetings
    first; by any other, that of the measure. `promoted` keywords are among
    them if asked for.
    """
    columns = ", ".join(_SEEN_FROM.get(column, column) for column in COLUMNS)
    first = "n_cooc" if measure == "jaccard" else check_measure(measure)
    return store.ask(
        "SELECT concept, neighbor, coalesce(en, term) AS label, coalesce(zh, iif(lang = 'zh', term, '')) AS zh,"  # noqa: S608 - checked
        f" n_cooc, n_docs, n_concept, n_neighbor, {columns}, '{measure}' AS measure, {measure} AS weight"
        " FROM neighbors LEFT JOIN themes ON theme_id = neighbor LEFT JOIN promoted ON concept_id = neighbor"
        " WHERE concept = ? AND n_docs >= ? AND (? OR theme_id IS NOT NULL)"
        f" ORDER BY {first} DESC, weight DESC, neighbor LIMIT ?",
        (theme_id, min_docs, promoted, -1 if top is None else top),
    )


def list_links(store: Store, theme_id: str | None = None) -> list[Row]:
    """Return what the authority file says of two themes: source, target, kind."""
    return store.ask(
        "SELECT source, target, kind FROM links WHERE ?1 IS NULL OR ?1 IN (source, target) ORDER BY 1, 2, 3",
        (theme_id,),
    )


def read_pair(store: Store, a: str, b: str, measure: str = "jaccard") -> Row:
    """Return one edge with all its numbers.

    Where the two never meet, `n_cooc` and the weight are 0, p is 1, and what
    is undefined then is empty.
    """
    source, target = sorted((a, b))
    found = store.ask(
        f"SELECT *, '{check_measure(measure)}' AS measure, {measure} AS weight FROM pairs"  # noqa: S608 - checked
        " WHERE source = ? AND target = ?",
        (source, target),
    )
    if found:
        return found[0]
    (counts,) = store.ask(
        "SELECT ifnull((SELECT n_passages FROM nodes WHERE theme_id = ?), 0) AS n_source,"
        " ifnull((SELECT n_passages FROM nodes WHERE theme_id = ?), 0) AS n_target,"
        " ifnull(sum(n_passages), 0) AS n FROM sizes WHERE counted",
        (source, target),
    )
    apart = measure_apart(counts["n_source"], counts["n_target"], counts.pop("n"))
    ends: Row = {"source": source, "target": target, "n_cooc": 0, "n_docs": 0}
    return ends | counts | apart | {"measure": measure, "weight": 0.0}


def list_evidence(
    store: Store,
    a: str,
    b: str,
    limit: int | None = None,
    condition: tuple[str, Sequence[object]] = ("1", ()),
) -> list[Row]:
    """Return the passages in which two concepts meet, those that name them most often first.

    `condition` is SQL over `passages AS p`, with its values. `marks` holds the mentions of both in each: theme, and start and end in
    the reading text.
    """
    rows = store.ask(
        "SELECT p.passage_no, p.doc_id, passage_id, section, page, p.char_start, p.char_end, text FROM passages p JOIN ("  # noqa: S608 - the condition is made by us
        " SELECT passage_no, sum(concept_id = ?) AS n_a, sum(concept_id = ?) AS n_b FROM namings"
        " WHERE concept_id IN (?, ?) GROUP BY passage_no HAVING n_a AND n_b)"
        f" USING (passage_no) WHERE {condition[0]} ORDER BY n_a + n_b DESC, p.passage_no LIMIT ?",
        (a, b, a, b, *condition[1], -1 if limit is None else limit),
    )
    return [_mark(store, row, (a, b)) for row in rows]


def list_theme_passages(store: Store, theme_id: str, limit: int | None = None) -> list[Row]:
    """Return the counted passages that mention a theme in the order of the text, with `marks`."""
    rows = store.ask(
        "SELECT p.passage_no, p.doc_id, passage_id, kind, section, lang, page, p.char_start, p.char_end, text FROM passages p"
        " WHERE passage_no IN (SELECT passage_no FROM mentions WHERE theme_id = ? AND counted)"
        " ORDER BY passage_no LIMIT ?",
        (theme_id, -1 if limit is None else limit),
    )
    return [_mark(store, row, (theme_id,)) for row in rows]


def _mark(store: Store, row: Row, theme_ids: tuple[str, ...]) -> Row:
    """Return a passage with the counted mentions of some themes in it, without its number."""
    marks = store.ask(
        'SELECT concept_id AS theme, start, "end" FROM namings WHERE passage_no = ?'
        " AND concept_id IN (SELECT value FROM json_each(?)) ORDER BY start",
        (row["passage_no"], json.dumps(theme_ids)),
    )
    return {key: value for key, value in row.items() if key != "passage_no"} | {"marks": marks}


def measure_apart(n_a: int, n_b: int, n: int) -> Row:
    """Return the measures of two themes that never meet, as `association` defines them."""
    mentioned = bool(n_a and n_b)
    share = 0.0 if mentioned else None
    row: Row = dict.fromkeys(COLUMNS)
    row |= dict.fromkeys(("dice", "jaccard"), 0.0 if n_a or n_b else None)
    row |= dict.fromkeys(("cosine", "association_strength"), share)
    row |= {"p_target": 0.0 if n_a else None, "p_source": 0.0 if n_b else None}
    row |= {"expected": n_a * n_b / n if n else None, "p": 1.0, "p_adj": 1.0}
    if mentioned:
        cells = ((n_a, n_a, n - n_b), (n_b, n - n_a, n_b), (n - n_a - n_b, n - n_a, n - n_b))
        g2 = 2 * sum(seen * log(seen * n / (across * down)) for seen, across, down in cells if seen)
        row |= {"npmi": -1.0, "log_likelihood": max(g2, 0.0)}
    return row
