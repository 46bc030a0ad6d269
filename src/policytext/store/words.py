"""Read the words of a store's counted passages, as they are written or by their dictionary form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policytext.languages.english import find_lemma
from policytext.store.papers import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policytext.store.reading import Row, Store

Over = Literal["word", "lemma"]


def stream_words(
    store: Store, over: Over = "word", doc_id: str | None = None, *, characters: bool = False
) -> Iterator[tuple[Row, list[str], Sequence[int]]]:
    """Yield the counted passages in order: the row, its words in small letters, their positions.

    With `characters` a Chinese passage is read by character, Latin words in it
    whole. The row has passage_no, doc_id, lang and text.
    """
    spell: Callable[[str], str] = str.lower
    rows = store.stream(
        "SELECT passage_no, doc_id, lang, text, tokens FROM passages"
        " WHERE counted AND (?1 IS NULL OR doc_id = ?1) ORDER BY passage_no",
        (doc_id,),
    )
    for row in rows:
        positions: Sequence[int] = unpack(row.pop("tokens"))
        text, chinese = row["text"], row["lang"] == "zh"
        if chinese and characters:
            positions = split_characters(text, positions)
        words = list(map(spell, map(text.__getitem__, map(slice, positions[::2], positions[1::2]))))
        if over == "lemma" and not chinese:
            words = list(map(find_lemma, words))
        yield row, words, positions


def split_characters(text: str, positions: Sequence[int]) -> list[int]:
    """Return the places of a passage's characters, of words of other letters as a whole."""
    places: list[int] = []
    for start, end in zip(positions[::2], positions[1::2], strict=True):
        if text[start:end].isascii():
            places += (start, end)
        else:
            places += (at for i in range(start, end) for at in (i, i + 1))
    return places
