"""Find passages and words through the full-text index, and themes by their spellings."""

from __future__ import annotations

import json
import re
from math import log
from typing import TYPE_CHECKING

from policytext.folding import fold, suit
from policytext.store.indexing import WORD_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.records import Language
    from policytext.store.reading import Row, Store

LONGEST_SPELLING = 200
"""Letters of a query that may name one theme; longer spellings are not looked up in queries."""

SPELLED_OUT_WORTH = 0.5
"""What a passage that names the members of a formula without its label counts, beside a mention's 1."""

_INDEX_ONLY = "p.passage_no IN (SELECT rowid FROM passage_index WHERE passage_index MATCH ?)"

Condition = tuple[str, tuple[object, ...]]
"""SQL over `passages AS p`, and the values for its question marks."""

EVERYTHING: Condition = ("1", ())
NOTHING: Condition = ("0", ())


_CANDIDATE = "passage_no, p.doc_id, title, passage_id, kind, section, page, char_start, char_end, p.n_tokens, text"


def match_passages(store: Store, expression: str) -> Iterator[tuple[int, str]]:
    """Yield the number and folded text of the passages a full-text expression finds, of all where it is empty."""
    if expression:
        cursor = store.stream(
            "SELECT p.passage_no, p.text FROM passage_index i JOIN passages p ON p.passage_no = i.rowid"
            " WHERE passage_index MATCH ? ORDER BY i.rowid",
            (f"text : ({expression})",),
        )
    else:
        cursor = store.stream("SELECT passage_no, text FROM passages ORDER BY passage_no")
    for row in cursor:
        yield row["passage_no"], fold(row["text"])


def ask_index(expression: str) -> Condition:
    """Return the condition that the full-text index finds a passage."""
    return _INDEX_ONLY, (expression,)


def is_of_index(condition: Condition) -> bool:
    """Tell whether a condition asks nothing but the full-text index."""
    return condition[0] == _INDEX_ONLY


def rank_and_count(store: Store, condition: Condition, limit: int) -> tuple[list[int], int]:
    """Return the passages that a condition of the index ranks first, and how many it finds at all.

    One question in place of two, for finding a phrase again takes as long as finding it.
    """
    rows = store.ask(
        "WITH found AS MATERIALIZED (SELECT rowid AS passage_no, bm25(passage_index, 0.5, 1.0) AS badness"
        " FROM passage_index WHERE passage_index MATCH ?)"
        " SELECT passage_no, (SELECT count(*) FROM found) AS n FROM found ORDER BY badness, passage_no LIMIT ?",
        (*condition[1], limit),
    )
    return [row["passage_no"] for row in rows], rows[0]["n"] if rows else 0


def choose_passages(store: Store, wanted: str, condition: Condition, limit: int) -> list[int]:
    """Return the numbers of the most promising passages that fulfil a condition.

    Promising are those that a full-text expression, `wanted`, finds and ranks
    first by FTS5's own BM25, a word in the section counting half of one in the
    text; then any others, counted passages first.
    """
    sql, values = condition
    found = _choose_ranked(store, wanted, condition, limit) if wanted else []
    if len(found) < limit and sql != "1":
        rows = store.ask(
            f"SELECT passage_no FROM passages p WHERE {sql} ORDER BY counted DESC, passage_no LIMIT ?",  # noqa: S608 - made by us
            (*values, limit),
        )
        found = list(dict.fromkeys([*found, *(row["passage_no"] for row in rows)]))[:limit]
    return found


def _choose_ranked(store: Store, wanted: str, condition: Condition, limit: int) -> list[int]:
    """Return the numbers of the passages an expression finds, best first."""
    sql, values = condition
    if is_of_index(condition):  # two questions to the index are one
        wanted, sql, values = f"({values[0]}) AND ({wanted})", "1", ()
    # The plus keeps SQLite from asking the index anew for every passage that fulfils the condition.
    among = "" if sql == "1" else f" AND +rowid IN (SELECT passage_no FROM passages p WHERE {sql})"  # noqa: S608
    rows = store.ask(
        f"SELECT rowid AS passage_no FROM passage_index WHERE passage_index MATCH ?{among}"  # noqa: S608
        " ORDER BY bm25(passage_index, 0.5, 1.0), rowid LIMIT ?",
        (wanted, *values, limit),
    )
    return [row["passage_no"] for row in rows]


_THEME_PLACES = f"""(
    SELECT passage_no, theme_id, 1.0 AS worth FROM mentions
    UNION ALL SELECT passage_no, theme_id, {SPELLED_OUT_WORTH} FROM spelled_out WHERE NOT labelled
    UNION ALL SELECT passage_no, theme_id, {SPELLED_OUT_WORTH} FROM expansions WHERE passage_no <> label_passage_no
)"""  # noqa: S608 - a number of ours


def choose_theme_passages(store: Store, theme_ids: list[str], limit: int) -> list[int]:
    """Return the numbers of the `limit` passages that mention some themes, or spell them out, most often."""
    rows = store.ask(
        f"SELECT passage_no FROM {_THEME_PLACES} WHERE theme_id IN (SELECT value FROM json_each(?1))"  # noqa: S608
        " GROUP BY passage_no ORDER BY count(DISTINCT theme_id) DESC, sum(worth) DESC, passage_no LIMIT ?2",
        (json.dumps(theme_ids), limit),
    )
    return [row["passage_no"] for row in rows]


def read_candidates(store: Store, numbers: Iterable[int]) -> list[Row]:
    """Return passages by their numbers with what scoring needs of them."""
    return store.ask(
        f"SELECT {_CANDIDATE} FROM passages p JOIN documents USING (doc_id)"  # noqa: S608
        " WHERE passage_no IN (SELECT value FROM json_each(?)) ORDER BY passage_no",
        (json.dumps(list(numbers)),),
    )


def count_where(store: Store, condition: Condition) -> int:
    """Return how many passages fulfil a condition."""
    sql, values = condition
    if is_of_index(condition):  # the passages need not be looked at to count
        return count_passages(store, str(values[0]))
    (row,) = store.ask(f"SELECT count(*) AS n FROM passages p WHERE {sql}", values)  # noqa: S608
    return int(row["n"])


def count_passages(store: Store, expression: str) -> int:
    """Return how many passages a full-text expression finds."""
    (row,) = store.ask(
        "SELECT count(*) AS n FROM passage_index WHERE passage_index MATCH ?", (expression,)
    )
    return int(row["n"])


def count_word_passages(store: Store, words: Iterable[str]) -> int:
    """Return the passages of each of some words, added up."""
    (row,) = store.ask(
        "SELECT total(n_passages) AS n FROM words WHERE word IN (SELECT value FROM json_each(?))",
        (json.dumps(list(words), ensure_ascii=False),),
    )
    return int(row["n"])


def measure_passages(store: Store) -> tuple[int, float]:
    """Return the number of passages and their mean length in words."""
    (row,) = store.ask(
        "SELECT total(n_passages) AS n, total(n_tokens) / sum(n_passages) AS mean FROM sizes"
    )
    return int(row["n"]), row["mean"] or 1.0


def list_themes_in(store: Store, query: str) -> list[str]:
    """Return the themes a query names, in order, the longest spellings first where they overlap."""
    spans = find_themes_in(store, query)
    return list(dict.fromkeys(theme_id for _, _, ids in spans for theme_id in ids))


def find_themes_in(store: Store, query: str) -> list[tuple[int, int, list[str]]]:
    """Return where a query names themes, and which, the longest spellings first where they overlap.

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
    return sorted(taken)


def count_theme_mentions(store: Store, theme_id: str) -> dict[int, float]:
    """Return how often each passage mentions a theme, by its number; its members without the label are half a mention."""
    rows = store.ask(
        f"SELECT passage_no, sum(worth) AS n FROM {_THEME_PLACES} WHERE theme_id = ? GROUP BY 1",  # noqa: S608
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


def list_translations(store: Store, language: Language, words: list[str]) -> dict[str, list[str]]:
    """Return what the glossary has for some words of a language in the other, the usual first."""
    here, there = ("zh", "en") if language == "zh" else ("en", "zh")
    rows = store.ask(
        f"SELECT {here} AS word, {there} AS other FROM glossary"  # noqa: S608 - two columns of ours
        f" WHERE {here} IN (SELECT value FROM json_each(?)) ORDER BY rank, {there}",
        (json.dumps(words, ensure_ascii=False),),
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["word"], []).append(row["other"])
    return found


def list_lemmas(store: Store, words: list[str]) -> dict[str, str]:
    """Return the dictionary forms of those words that the corpus has."""
    rows = store.ask(
        "SELECT word, lemma FROM words WHERE word IN (SELECT value FROM json_each(?))",
        (json.dumps(words, ensure_ascii=False),),
    )
    return {row["word"]: row["lemma"] for row in rows}


def list_inflections(store: Store, word: str) -> list[str]:
    """Return the words of the corpus that share a dictionary form with `word`, itself first."""
    rows = store.ask(
        "SELECT word FROM words WHERE lemma IN (SELECT lemma FROM words WHERE word = ?1 UNION SELECT ?1)"
        " ORDER BY word <> ?1, word",
        (word,),
    )
    return [row["word"] for row in rows]


def list_words_like(store: Store, pattern: str, limit: int) -> list[str]:
    """Return up to `limit` words of the corpus that fit a pattern with `*` and `?`, the commonest first."""
    rows = store.ask(
        "SELECT word FROM words WHERE word GLOB ? ORDER BY n_tokens DESC, word LIMIT ?",
        (pattern, limit),
    )
    return [row["word"] for row in rows]


def list_words_of_length(store: Store, word: str, limit: int) -> list[str]:
    """Return the commonest words and theme names about as long as `word` that share its first or last letter."""
    rows = store.ask(
        "SELECT word FROM (SELECT word, n_tokens FROM words WHERE length(word) BETWEEN ?2 AND ?3"
        " AND (substr(word, 1, 1) = substr(?1, 1, 1) OR substr(word, -1) = substr(?1, -1))"
        " UNION ALL SELECT folded, 0 FROM spellings WHERE length(folded) BETWEEN ?2 AND ?3"
        " AND (substr(folded, 1, 1) = substr(?1, 1, 1) OR substr(folded, -1) = substr(?1, -1)))"
        " ORDER BY n_tokens DESC, word LIMIT ?4",
        (word, max(1, len(word) - 2), len(word) + 2, limit),
    )
    return [row["word"] for row in rows]


def stream_passages(
    store: Store, expression: str, condition: Condition, numbers: list[int] | None = None
) -> Iterator[Row]:
    """Yield passages in the order of the text with all that cutting a line of a concordance needs.

    Those that a full-text expression finds in their text, all where it is
    empty; those of some `numbers`, where they are given; in any case only those
    that fulfil the condition.
    """
    sql, values = condition
    tests = [sql]
    if expression:
        tests.append(
            "p.passage_no IN (SELECT rowid FROM passage_index WHERE passage_index MATCH ?)"
        )
        values = (*values, f"text : ({expression})")
    if numbers is not None:
        tests.append("p.passage_no IN (SELECT value FROM json_each(?))")
        values = (*values, json.dumps(numbers))
    yield from store.stream(
        "SELECT passage_no, p.doc_id, passage_id, section, page, text, runs, tokens,"  # noqa: S608 - made by us
        " CASE WHEN date <> '' THEN date ELSE ifnull(year, '') END || '' AS date"
        f" FROM passages p JOIN documents USING (doc_id) WHERE {' AND '.join(tests)} ORDER BY passage_no",
        values,
    )


def list_themes_of(store: Store, passage_no: int) -> list[str]:
    """Return the themes a passage mentions."""
    rows = store.ask(
        "SELECT DISTINCT theme_id FROM mentions WHERE passage_no = ? AND theme_id IS NOT NULL ORDER BY 1",
        (passage_no,),
    )
    return [row["theme_id"] for row in rows]


def read_kindred(store: Store, passage_no: int) -> dict[int, set[str]]:
    """Return the concepts counted in a passage, and in every passage that shares one with it, by its number."""
    rows = store.stream(
        "SELECT passage_no, concept_id FROM namings WHERE passage_no IN (SELECT passage_no FROM namings WHERE concept_id IN"
        " (SELECT concept_id FROM namings WHERE passage_no = ?))",
        (passage_no,),
    )
    kindred: dict[int, set[str]] = {}
    for row in rows:
        kindred.setdefault(row["passage_no"], set()).add(row["concept_id"])
    return kindred


def weigh_concepts(store: Store) -> dict[str, float]:
    """Return how rare every concept is among the counted passages: ln(1 + N/n), N counted passages, n that name it."""
    (row,) = store.ask("SELECT total(n_passages) AS n FROM sizes WHERE counted")
    return {
        each["theme_id"]: log(1 + row["n"] / each["n_passages"])
        for each in store.ask("SELECT theme_id, n_passages FROM nodes")
    }


def read_vectors(store: Store) -> tuple[list[int], bytes]:
    """Return the numbers of the passages that have a vector, and the vectors one after the other."""
    rows = store.ask("SELECT passage_no, vector FROM vectors ORDER BY passage_no")
    return [row["passage_no"] for row in rows], b"".join(row["vector"] for row in rows)


def list_theme_spans(store: Store, theme_id: str) -> dict[int, list[tuple[int, int]]]:
    """Return where each passage mentions a theme, in its reading text, by its number."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for row in store.stream(
        'SELECT passage_no, start, "end" FROM mentions WHERE theme_id = ? ORDER BY passage_no, start',
        (theme_id,),
    ):
        spans.setdefault(row["passage_no"], []).append((row["start"], row["end"]))
    return spans


def _in_word(text: str, at: int) -> bool:
    """Tell whether the place before `text[at]` is inside a word of a script that sets words apart."""
    letter = suit(WORD_LETTER, text)
    return bool(re.match(letter, text[at - 1 : at]) and re.match(letter, text[at : at + 1]))
