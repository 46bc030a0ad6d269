"""Read papers back from a store as passages with their words, one paper at a time."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from policytext.records import Passage
from policytext.tokens import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.store.reading import Row, Store

READ = (
    "SELECT passage_id, p.doc_id, kind, section, lang, page, char_start, char_end, text, tokens FROM passages p"
    " JOIN documents d USING (doc_id) WHERE p.doc_id = ? AND (counted OR (p.kind = 'front'"
    " AND json_extract(outline, '$.title.char_start') BETWEEN char_start AND char_end - 1)) ORDER BY passage_no"
)


class StoredPapers(Mapping[str, list[tuple[Passage, Words]]]):
    """The papers of a store by id: their counted passages and titles with their words.

    A paper is read when it is asked for and not kept, so that a corpus of any
    size fits into memory. Its passages do not lead back to the source text.
    """

    def __init__(self, store: Store, only: Iterable[str] | None = None) -> None:
        """Read from an open store, `only` some papers where these are given."""
        self._store = store
        rows = store.ask("SELECT doc_id FROM documents ORDER BY doc_id")
        self._ids: list[str] = [row["doc_id"] for row in rows] if only is None else sorted(only)

    def __len__(self) -> int:
        """Return the number of papers."""
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the papers in order."""
        return iter(self._ids)

    def __getitem__(self, doc_id: str) -> list[tuple[Passage, Words]]:
        """Return the passages of a paper with their words; none for an unknown id."""
        return [_read_passage(row) for row in self._store.ask(READ, (doc_id,))]

    def list_titles(self) -> list[str]:
        """Return the ids of the passages that are titles and not counted."""
        return [
            row["passage_id"]
            for row in self._store.ask(
                "SELECT passage_id FROM passages p JOIN documents USING (doc_id) WHERE p.kind = 'front'"
                " AND json_extract(outline, '$.title.char_start') BETWEEN char_start AND char_end - 1"
            )
        ]


def unpack(packed: bytes) -> array[int]:
    """Return the start and end of every word in turn, as the store keeps them."""
    positions = array("I", packed)
    if sys.byteorder == "big":
        positions.byteswap()
    return positions


def _read_passage(row: Row) -> tuple[Passage, Words]:
    """Return a passage, without the way back to the source text, and its words."""
    fields: dict[str, Any] = {name: value for name, value in row.items() if name != "tokens"}
    passage = Passage(**fields, runs=())
    return passage, Words.of(passage, unpack(row["tokens"]))
