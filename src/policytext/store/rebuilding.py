"""What a build that begins with the older store asks of it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from policytext.folding import HAN
from policytext.languages.english import find_lemma
from policytext.languages.stop_words import ENGLISH
from policytext.store.indexing import split_index_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.store.reading import Store

_HAN_RUN = re.compile(f"[{HAN}]+|[^{HAN}]+")


def list_ids(store: Store) -> set[str]:
    """Return the ids of the documents."""
    return {row["doc_id"] for row in store.ask("SELECT doc_id FROM documents")}


def stream_texts(store: Store) -> Iterator[tuple[str, list[str]]]:
    """Yield every document with the texts of its passages."""
    rows = store.stream("SELECT doc_id, text FROM passages ORDER BY passage_no")
    for doc_id, group in groupby(rows, key=itemgetter("doc_id")):
        yield doc_id, [row["text"] for row in group]


def list_repeating(store: Store) -> set[str]:
    """Return the documents of which something was taken out that many repeat."""
    rows = store.ask(
        "SELECT DISTINCT doc_id FROM documents, json_each(outline, '$.boilerplate') WHERE json_extract(value, '$.kind') = 'repeated'"
    )
    return {row["doc_id"] for row in rows}


def map_names(store: Store) -> dict[str, str]:
    """Return the theme of every folded spelling that calls one theme only."""
    rows = store.ask("SELECT folded, theme_id FROM spellings")
    counts = Counter(row["folded"] for row in rows)
    return {row["folded"]: row["theme_id"] for row in rows if counts[row["folded"]] == 1}


def count_found(store: Store) -> tuple[int, int]:
    """Return how many mentions count, and how many pairs there are."""
    (row,) = store.ask(
        "SELECT (SELECT count(*) FROM mentions WHERE counted) AS n_mentions, (SELECT count(*) FROM pairs) AS n_pairs"
    )
    return row["n_mentions"], row["n_pairs"]


def has_promoted(store: Store) -> bool:
    """Tell whether keywords are concepts."""
    return bool(store.ask("SELECT 1 FROM promoted LIMIT 1"))


def list_papers_saying(store: Store, names: Iterable[str]) -> list[str]:
    """Return the documents in which a passage has all words of one of some folded names, in whatever inflection.

    Names with an English stop word are passed over: no keyword has one.
    """
    found: set[str] = set()
    for name in sorted(names):
        if not ENGLISH.isdisjoint(name.split()):
            continue
        if asked := _ask_for(store, name):
            rows = store.ask(
                "SELECT DISTINCT doc_id FROM passages WHERE passage_no IN (SELECT rowid FROM passage_index WHERE text MATCH ?)",
                (asked,),
            )
            found.update(row["doc_id"] for row in rows)
    return sorted(found)


def _ask_for(store: Store, name: str) -> str:
    """Return a question to the index for passages with all words of a name; runs of Chinese as they are written."""
    wanted = []
    for run in _HAN_RUN.findall(name):
        words = split_index_words(run)
        if re.match(f"[{HAN}]", run):
            wanted.append(f'"{" ".join(words)}"')
        else:
            wanted += [f"({' OR '.join(_list_inflections(store, word))})" for word in words]
    return " AND ".join(wanted)


def _list_inflections(store: Store, word: str) -> list[str]:
    """Return a word with all words of the corpus that have its dictionary form, each in quotation marks."""
    rows = store.ask("SELECT word FROM words WHERE lemma = ? ORDER BY word", (find_lemma(word),))
    return [f'"{each}"' for each in dict.fromkeys([word, *(row["word"] for row in rows)])]
