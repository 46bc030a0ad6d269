"""Hand out what is counted: the words of passages, and the mentions of themes in them.

Only passages that count are handed out: what the authors themselves argue, no
reference list and no imprint.
"""

from __future__ import annotations

import json
import sys
from array import array
from typing import TYPE_CHECKING

from policytext.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.store.finding import Condition
    from policytext.store.reading import Row, Store

Mark = tuple[int, str, int, int]
"""The number of a passage, a theme, and where the passage mentions it."""


def list_counted(store: Store, condition: Condition = ("1", ())) -> list[Row]:
    """Return the counted passages that fulfil a condition, in the order of the text, without their texts."""
    sql, values = condition
    return store.ask(
        "SELECT passage_no, passage_id, p.doc_id, kind, section, lang, n_tokens FROM passages p"  # noqa: S608 - made by us
        f" WHERE counted AND ({sql}) ORDER BY passage_no",
        values,
    )


def stream_words(store: Store, numbers: Iterable[int]) -> Iterator[tuple[Row, list[str]]]:
    """Yield passages, each with its words as the segmenters cut them, folded, in the order of the text."""
    for row in stream_positions(store, numbers):
        folded, words = fold(row["text"]), row["words"]
        yield row, [folded[a:b] for a, b in zip(words[::2], words[1::2], strict=True)]


def stream_positions(store: Store, numbers: Iterable[int]) -> Iterator[Row]:
    """Yield passages with their texts and `words`: where each word starts and ends, in turn."""
    for row in store.stream(
        "SELECT passage_no, passage_id, doc_id, section, lang, text, tokens FROM passages"
        " WHERE passage_no IN (SELECT value FROM json_each(?)) ORDER BY passage_no",
        (json.dumps(list(numbers)),),
    ):
        yield row | {"words": read_positions(row["tokens"])}


def read_positions(packed: bytes) -> array[int]:
    """Return where words start and end, in turn, from what the store holds of them."""
    words = array("I", packed)
    if sys.byteorder == "big":
        words.byteswap()
    return words


def list_theme_marks(
    store: Store, theme_ids: Iterable[str] | None = None, *, nested: bool = False
) -> list[Mark]:
    """Return every counted mention of some themes, or of all, by passage and place.

    With `nested` those inside longer mentions, too: the Shanghai of a theme
    called the Shanghai pilot reform.
    """
    wanted = None if theme_ids is None else json.dumps(sorted(theme_ids))
    rows = store.ask(
        'SELECT passage_no, theme_id, start, "end" FROM mentions WHERE theme_id IS NOT NULL AND (counted OR ?2)'
        " AND (?1 IS NULL OR theme_id IN (SELECT value FROM json_each(?1)))"
        " ORDER BY passage_no, start, theme_id",
        (wanted, nested),
    )
    return [(row["passage_no"], row["theme_id"], row["start"], row["end"]) for row in rows]


def list_place_themes(store: Store) -> dict[str, list[str]]:
    """Return the themes that are places, each with those it is part of or that are broader."""
    rows = store.ask("SELECT theme_id, entry FROM themes WHERE kind = 'place' ORDER BY theme_id")
    entries = {row["theme_id"]: json.loads(row["entry"]) for row in rows}
    return {
        theme: [*entry.get("part_of", ()), *entry.get("broader", ())]
        for theme, entry in entries.items()
    }


def read_lemmas(store: Store) -> dict[str, str]:
    """Return the dictionary form of every word of the corpus."""
    return {row["word"]: row["lemma"] for row in store.stream("SELECT word, lemma FROM words")}
