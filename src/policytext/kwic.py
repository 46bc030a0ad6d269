"""Show every place where a word or phrase stands, between its neighbours.

Keyword in context (Luhn 1960, "Key word-in-context index for technical
literature"): the node in the middle, a window of words on both sides, the
position of every node in the source text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.errors import BadQuery
from policytext.patterns import compile_sought, parse_phrase, to_match
from policytext.store.finding import match_passages, read_positions
from policytext.text import to_source

if TYPE_CHECKING:
    from policytext.store.reading import Row, Store

WINDOW = 5
"""Words on each side, as in quanteda, polmineR, BlackLab and Voyant."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a concordance: what was looked for, `node`, between its neighbours.

    The span is the node's own in the source text.
    """

    doc_id: str
    passage_id: str
    section: str
    char_start: int
    char_end: int
    left: str
    node: str
    right: str


def find_lines(
    store: Store, pattern: str, window: int = WINDOW, doc_id: str | None = None
) -> list[Line]:
    """Return a line for every place where `pattern` stands, in the order of the text.

    The pattern is a word or phrase, in which `*` stands for any letters; case,
    quotes and hyphens make no difference. `window` counts words on each side,
    within the passage.

    Raises `BadQuery` when there is not one letter or figure in the pattern.
    """
    sought = parse_phrase(pattern, store)
    if sought is None:
        raise BadQuery(
            f"Nothing to look for in '{pattern}'. Type a word, a phrase or 汉字; * stands for any letters."
        )
    finder = compile_sought([sought])
    rows = match_passages(store, to_match(sought)).values()
    return [
        _cut_line(store, row, start, end, window)
        for row in rows
        if doc_id is None or row["doc_id"] == doc_id
        for start, end in (match.span() for match in finder.finditer(row["folded"]))
    ]


def _cut_line(store: Store, row: Row, start: int, end: int, window: int) -> Line:
    """Return the line of one node."""
    text = row["text"]
    runs, words = read_positions(store, row["passage_no"])
    starts, ends = words[::2], words[1::2]
    before, after = bisect_right(ends, start), bisect_left(starts, end)
    first = starts[max(0, before - window)] if before and window else start
    last = ends[min(len(ends), after + window) - 1] if after < len(ends) and window else end
    char_start, char_end = to_source(runs, start, end)
    return Line(
        doc_id=row["doc_id"],
        passage_id=row["passage_id"],
        section=row["section"],
        char_start=char_start,
        char_end=char_end,
        left=text[first:start].strip(),
        node=text[start:end],
        right=text[end:last].strip(),
    )
