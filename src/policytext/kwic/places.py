"""Find where something stands: a phrase, a phrase of dictionary forms, a regular expression or a theme."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Literal, get_args

from policytext.errors import BadQuery
from policytext.folding import detect_language, fold
from policytext.queries.grammar import Leaf
from policytext.queries.patterns import Finder, resolve, resolve_phrase, to_match
from policytext.queries.widening import widen
from policytext.store.counting import read_positions
from policytext.store.finding import EVERYTHING, list_theme_spans, stream_passages
from policytext.wildcards import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.store.finding import Condition
    from policytext.store.reading import Row, Store

Kind = Literal["phrase", "lemma", "regex", "theme"]
KINDS: tuple[str, ...] = get_args(Kind)

MOST_SECONDS = 30.0
"""How long a regular expression is looked for; no index helps, so every passage has to be gone through."""


@dataclass(frozen=True, slots=True)
class Places:
    """Passages with the places found in each, in the order of the text; `note` says what was left undone."""

    found: tuple[tuple[Row, tuple[tuple[int, int], ...]], ...]
    note: str = ""


def find_places(
    store: Store, pattern: str, kind: Kind = "phrase", among: Condition = EVERYTHING
) -> Places:
    """Return every place where a pattern stands in the passages that fulfil a condition.

    A phrase stands as it is typed, `*` for any letters and `?` for one, in
    Chinese for a character: 乡村* is a word with 乡村 to its end, as the
    segmenter cut it, *村 one from its beginning, 乡*村 leaves out up to six; a lemma in any inflection of its words; a regular expression is one of RE2 over the
    folded text, small letters and plain quotation marks; a theme is called by
    any of its names. Raises `BadQuery` when there is nothing to look for in the
    pattern, and what `Store.find_theme` raises.
    """
    if kind == "theme":
        return Places(tuple(_find_theme(store, store.find_theme(pattern), among)))
    if kind == "regex":
        return _scan(store, pattern, among)
    sought = resolve_phrase(pattern, store, lemma=kind == "lemma")
    if sought is None:
        raise BadQuery(
            f"Nothing to look for in '{pattern}'. Type a word, a phrase or 汉字; * stands for any letters."
        )
    found = _find(store, to_match(sought), Finder([sought]), among)
    if any(sought.opens):
        found = ((row, tuple(_fill_words(row, spans, sought.opens))) for row, spans in found)
    return Places(tuple(found))


def find_counterparts(store: Store, pattern: str, among: Condition = EVERYTHING) -> Places:
    """Return the places of what says the same as a pattern in the other language, and a note of what that is.

    None, with an empty note, where neither the themes nor the glossary have it
    as a whole.
    """
    pieces = widen(Leaf(fold(pattern), quoted=True), store, {detect_language(pattern)}).pieces
    if len({piece.text for piece in pieces}) != 1:
        return Places(())
    found: list[tuple[Row, tuple[tuple[int, int], ...]]] = []
    for piece in pieces:
        if piece.theme:
            found += _find_theme(store, piece.theme, among)
        else:
            sought = [resolve(leaf, store) for leaf in piece.words]
            wanted = " OR ".join(map(to_match, sought))
            found += _find(store, wanted, Finder(sought), among)
    found.sort(key=lambda place: place[0]["passage_no"])
    said = "; ".join(map(str, pieces))
    return Places(tuple(found), f"'{pattern}' is looked for in the other language: {said}.")


def _find(
    store: Store, expression: str, finder: Finder, among: Condition
) -> Iterator[tuple[Row, tuple[tuple[int, int], ...]]]:
    """Yield the passages that an expression offers and a regular expression finds something in."""
    for row in stream_passages(store, expression, among):
        if spans := finder.find(fold(row["text"])):
            yield row, spans


def _fill_words(
    row: Row, spans: Iterable[tuple[int, int]], sides: tuple[bool, bool]
) -> Iterator[tuple[int, int]]:
    """Yield spans stretched to where their first word begins and their last one ends, on the sides that are open.

    Of spans that then share a word the first is meant.
    """
    words = read_positions(row["tokens"])
    starts, ends = words[::2], words[1::2]
    taken = 0
    for start, end in spans:
        if start < taken:
            continue
        before, behind = bisect_right(starts, start) - 1, bisect_left(ends, end)
        opens = sides[0] and before >= 0 and ends[before] > start
        closes = sides[1] and behind < len(ends) and starts[behind] < end
        stretched = max(taken, starts[before]) if opens else start, ends[behind] if closes else end
        taken = stretched[1]
        yield stretched


def _find_theme(
    store: Store, theme: str, among: Condition
) -> Iterator[tuple[Row, tuple[tuple[int, int], ...]]]:
    """Yield the passages that mention a theme, and where."""
    spans = list_theme_spans(store, theme)
    for row in stream_passages(store, "", among, numbers=sorted(spans)):
        yield row, tuple(spans[row["passage_no"]])


def _scan(store: Store, pattern: str, among: Condition) -> Places:
    """Return the places of a regular expression, as many as can be found in `MOST_SECONDS`."""
    try:
        finder = compile_pattern(pattern)
    except ValueError as error:
        raise BadQuery(
            f"'{pattern}' is no regular expression that can be looked for: {error}. "
            "Look-around and back-references are not possible."
        ) from error
    found, stop = [], monotonic() + MOST_SECONDS
    for n_seen, row in enumerate(stream_passages(store, "", among)):
        spans = tuple(m.span() for m in finder.finditer(fold(row["text"])) if m.end() > m.start())
        if spans:
            found.append((row, spans))
        if monotonic() > stop:
            note = f"Stopped after {MOST_SECONDS:.0f} seconds and {n_seen + 1} passages; narrow it down with --where."
            return Places(tuple(found), note)
    return Places(tuple(found))
