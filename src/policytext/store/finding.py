"""Find passages and words through the full-text index, and themes by their spellings."""

from __future__ import annotations

import json
import re
import sys
from array import array
from typing import TYPE_CHECKING

from policytext.folding import fold
from policytext.store.indexing import WORD_LETTER

if TYPE_CHECKING:
    from policytext.records import Run
    from policytext.store.reading import Row, Store

LONGEST_SPELLING = 200
"""Letters of a query that may name one theme; longer spellings are not looked up in queries."""

_WORD_LETTER = re.compile(WORD_LETTER)


def match_passages(store: Store, expression: str, limit: int | None = None) -> dict[int, Row]:
    """Return the passages a full-text expression finds, by their number, the most promising `limit` of them.

    Promising is FTS5's own BM25, a word in the section counting half of
    one in the text. Each row has its text and section `folded`, too.
    """
    return _to_candidates(
        store,
        "SELECT rowid FROM passage_index WHERE passage_index MATCH ?1"
        " ORDER BY CASE WHEN ?2 < 0 THEN rowid ELSE bm25(passage_index, 0.5, 1.0) END LIMIT ?2",
        (expression, -1 if limit is None else limit),
    )


def match_theme_passages(store: Store, theme_ids: list[str], limit: int) -> dict[int, Row]:
    """Return the `limit` passages that mention some themes most often, in the shape of `match_passages`."""
    return _to_candidates(
        store,
        "SELECT passage_no FROM mentions WHERE theme_id IN (SELECT value FROM json_each(?1))"
        " GROUP BY passage_no ORDER BY count(DISTINCT theme_id) DESC, count(*) DESC, passage_no LIMIT ?2",
        (json.dumps(theme_ids), limit),
    )


def _to_candidates(store: Store, numbers: str, values: tuple[object, ...]) -> dict[int, Row]:
    """Return the passages whose numbers a query yields, with what scoring needs of them."""
    found = [next(iter(row.values())) for row in store.ask(numbers, values)]
    rows = store.ask(
        "SELECT passage_no, doc_id, passage_id, kind, section, page, char_start, char_end, n_tokens, text"
        " FROM passages WHERE passage_no IN (SELECT value FROM json_each(?)) ORDER BY passage_no",
        (json.dumps(found),),
    )
    return {
        row["passage_no"]: row
        | {"folded": fold(row["text"]), "folded_section": fold(row["section"])}
        for row in rows
    }


def count_passages(store: Store, expression: str) -> int:
    """Return how many passages a full-text expression finds."""
    (row,) = store.ask(
        "SELECT count(*) AS n FROM passage_index WHERE passage_index MATCH ?", (expression,)
    )
    return int(row["n"])


def measure_passages(store: Store) -> tuple[int, float]:
    """Return the number of passages and their mean length in words."""
    (row,) = store.ask("SELECT count(*) AS n, avg(n_tokens) AS mean FROM passages")
    return row["n"], row["mean"] or 1.0


def list_themes_in(store: Store, query: str) -> list[str]:
    """Return the themes a query names, in order, the longest spellings first where they overlap.

    A label of several senses names them all.
    """
    folded = fold(query)
    edges = [at for at in range(len(folded) + 1) if not _in_word(folded, at)]
    stretches = {
        (start, end): folded[start:end]
        for start in edges
        for end in edges
        if start < end <= start + LONGEST_SPELLING
        and folded[start:end].strip() == folded[start:end]
    }
    rows = store.ask(
        "SELECT folded, theme_id FROM spellings WHERE folded IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(stretches.values())), ensure_ascii=False),),
    )
    named: dict[str, list[str]] = {}
    for row in rows:
        named.setdefault(row["folded"], []).append(row["theme_id"])
    taken: list[tuple[int, int, list[str]]] = []
    for (start, end), text in sorted(stretches.items(), key=lambda s: (s[0][0] - s[0][1], s[0])):
        if text in named and all(end <= a or b <= start for a, b, _ in taken):
            taken.append((start, end, named[text]))
    return list(dict.fromkeys(theme_id for _, _, ids in sorted(taken) for theme_id in ids))


def count_theme_mentions(store: Store, theme_id: str) -> dict[int, int]:
    """Return how often each passage mentions a theme, by its number."""
    rows = store.ask(
        "SELECT passage_no, count(*) AS n FROM mentions WHERE theme_id = ? GROUP BY 1",
        (theme_id,),
    )
    return {row["passage_no"]: row["n"] for row in rows}


def list_marks(store: Store, passage_no: int, theme_ids: list[str]) -> list[tuple[int, int]]:
    """Return where a passage mentions some themes, in its reading text."""
    rows = store.ask(
        'SELECT start, "end" FROM mentions WHERE passage_no = ?'
        " AND theme_id IN (SELECT value FROM json_each(?)) ORDER BY start",
        (passage_no, json.dumps(theme_ids)),
    )
    return [(row["start"], row["end"]) for row in rows]


def list_inflections(store: Store, word: str) -> list[str]:
    """Return the words of the corpus that share a dictionary form with `word`, itself first."""
    rows = store.ask(
        "SELECT word FROM words WHERE lemma IN (SELECT lemma FROM words WHERE word = ?1 UNION SELECT ?1)"
        " ORDER BY word <> ?1, word",
        (word,),
    )
    return [row["word"] for row in rows]


def list_words_like(store: Store, pattern: str) -> list[str]:
    """Return the words of the corpus that fit a pattern with `*`, the commonest first."""
    rows = store.ask(
        "SELECT word FROM words WHERE word GLOB ? ORDER BY n_tokens DESC, word", (pattern,)
    )
    return [row["word"] for row in rows]


def read_positions(store: Store, passage_no: int) -> tuple[tuple[Run, ...], array[int]]:
    """Return the runs of a passage, and where its words start and end, in turn, in its reading text."""
    from policytext.records import Run

    (row,) = store.ask("SELECT runs, tokens FROM passages WHERE passage_no = ?", (passage_no,))
    words = array("I", row["tokens"])
    if sys.byteorder == "big":
        words.byteswap()
    return tuple(Run(*run) for run in json.loads(row["runs"])), words


def _in_word(text: str, at: int) -> bool:
    """Tell whether the place before `text[at]` is inside a word of a script that sets words apart."""
    return bool(_WORD_LETTER.match(text[at - 1 : at]) and _WORD_LETTER.match(text[at : at + 1]))
