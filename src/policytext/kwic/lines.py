"""Cut the lines of a concordance: the node, and a window of what stands on both sides."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.records import Run
from policytext.sentences import find_sentences
from policytext.store.counting import read_positions
from policytext.text import to_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.store.reading import Row

WINDOW = 5
"""Words on each side, as in quanteda, polmineR, BlackLab and Voyant."""


@dataclass(frozen=True, slots=True)
class View:
    """How much of a node's neighbourhood is shown.

    `window` counts words on each side, Chinese words as the segmenter cut them,
    or characters. It ends with the passage, or already with the sentence.
    """

    window: int = WINDOW
    unit: Literal["words", "characters"] = "words"
    within: Literal["passage", "sentence"] = "passage"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a concordance: what was looked for, `node`, between its neighbours.

    The span is the node's own in the source text. `date` is the document's, or
    its year.
    """

    doc_id: str
    passage_id: str
    section: str
    page: str
    date: str
    char_start: int
    char_end: int
    left: str
    node: str
    right: str


def cut_lines(places: Iterable[tuple[Row, Sequence[tuple[int, int]]]], view: View) -> list[Line]:
    """Return a line for every place, in the order of the text."""
    return [line for row, spans in places for line in _cut_passage(row, spans, view)]


def _cut_passage(row: Row, spans: Sequence[tuple[int, int]], view: View) -> list[Line]:
    """Return the lines of one passage."""
    text = row["text"]
    runs = [Run(*run) for run in json.loads(row["runs"])]
    sentences = find_sentences(text) if view.within == "sentence" else []
    words = read_positions(row["tokens"]) if view.unit == "words" else array("I")
    lines = []
    for start, end in spans:
        first, last = _measure(text, words, start, end, view)
        if sentences:
            low, high = _find_around(sentences, start, end)
            first, last = max(first, low), min(last, high)
        char_start, char_end = to_source(runs, start, end)
        lines.append(
            Line(
                doc_id=row["doc_id"],
                passage_id=row["passage_id"],
                section=row["section"],
                page=row["page"],
                date=row["date"],
                char_start=char_start,
                char_end=char_end,
                left=text[first:start].strip(),
                node=text[start:end],
                right=text[end:last].strip(),
            )
        )
    return lines


def _measure(text: str, words: array[int], start: int, end: int, view: View) -> tuple[int, int]:
    """Return where the window around a node starts and ends."""
    if view.unit == "characters":
        return max(0, start - view.window), min(len(text), end + view.window)
    starts, ends = words[::2], words[1::2]
    before, after = bisect_right(ends, start), bisect_left(starts, end)
    first = starts[max(0, before - view.window)] if before and view.window else start
    more = after < len(ends) and view.window
    return first, ends[min(len(ends), after + view.window) - 1] if more else end


def _find_around(sentences: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the stretch of whole sentences that holds a node."""
    low = max((s for s, _ in sentences if s <= start), default=0)
    return low, min((e for _, e in sentences if e >= end), default=end)
