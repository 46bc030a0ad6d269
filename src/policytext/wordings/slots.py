"""Find wordings that stand where a theme stands elsewhere, between the same words.

Two sentences, or two headings, that differ in one place only put the same thing
into it more often than not: *Chongqing mass organization reform pilot program*
beside *Shanghai under the reform pilot program* is how a slip of translation
shows itself.
"""

from __future__ import annotations

import json
import re
from array import array
from itertools import dropwhile
from typing import TYPE_CHECKING

from policytext.folding import fold
from policytext.languages.stop_words import CHINESE, ENGLISH
from policytext.records import Run
from policytext.text import to_source
from policytext.wordings.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from policytext.store.reading import Row

FRAMES = ((3, 3), (3, 2), (2, 3), (2, 2), (1, 3), (3, 1))
"""Words to the left and to the right that make a slot, the longest first."""

TELLING = 3
"""Words of a slot that are no stop words; one more where the filler has nothing but these."""

LONGEST_FILLER = 4
"""Words of a wording that is proposed."""

EDGES = ("⟦", "⟧")
"""What stands for the beginning and the end of a heading."""

_NO_WORDING = frozenset(["the", "a", "an", "and", "or", "的", "和", "与", *EDGES])
_STOP = ENGLISH | CHINESE
_BREAK = re.compile(r"[.;:!?。；：！？()（）]")

Frame = tuple[tuple[str, ...], tuple[str, ...]]
Words = list[tuple[str, int, int]]
Place = tuple["Row", Frame, int, int, str]


def propose_by_slots(passages: Sequence[Row], theme_id: str | None) -> list[Proposal]:
    """Return the wordings that stand in a slot of a theme, of one theme or of all.

    What a theme covers already is not proposed, nor what begins or ends with a
    stop word unless it is nothing else (`under the`), nor figures and articles.
    """
    slots = _learn_slots(passages, theme_id)
    hems = {(before[-1], after[0]) for before, after in slots}
    places: dict[tuple[str, str], dict[tuple[str, int], Place]] = {}
    shared: dict[tuple[str, str], set[Frame]] = {}
    for passage in passages:
        for frame, start, end in _list_gaps(passage, hems):
            for theme, like in slots.get(frame, {}).items():
                key = theme, fold(passage["text"][start:end])
                shared.setdefault(key, set()).add(frame)
                at = passage["passage_id"], start
                places.setdefault(key, {}).setdefault(at, (passage, frame, start, end, like))
    return [
        _to_proposal(theme, place, len(shared[theme, wording]))
        for (theme, wording), each in places.items()
        for place in each.values()
    ]


def _to_proposal(theme: str, place: Place, n_shared: int) -> Proposal:
    """Return a wording with its place in the source text."""
    passage, (before, after), start, end, like = place
    runs = [Run(*run) for run in json.loads(passage["runs"])]
    return Proposal(
        theme,
        passage["text"][start:end],
        "title" if passage["kind"] == "heading" else "sentence",
        " ".join(word for word in (*before, "…", *after) if word not in EDGES),
        like,
        n_shared,
        passage["doc_id"],
        passage["passage_id"],
        *to_source(runs, start, end),
    )


def read_words(passage: Row) -> Words:
    """Return the folded words of a passage with their places; the edges of a heading are words of a slot too."""
    edges = array("I", passage["tokens"])
    folded = fold(passage["text"])
    words = [(folded[a:b], a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if passage["kind"] != "heading" or not words:
        return words
    opening, closing = EDGES
    named = list(dropwhile(lambda word: not word[0][:1].isalpha(), words))  # without its number
    return [(opening, 0, 0), *named, (closing, len(folded), len(folded))]


def _learn_slots(passages: Sequence[Row], only: str | None) -> dict[Frame, dict[str, str]]:
    """Return the slots that themes stand in, each with the themes and how they are rendered there."""
    slots: dict[Frame, dict[str, str]] = {}
    for passage in passages:
        words = read_words(passage)
        at_start, at_end = map_edges(words)
        for theme, start, end in passage["marks"]:
            if only not in (None, theme) or start not in at_start or end not in at_end:
                continue
            for frame in _list_frames(words, at_start[start], at_end[end]):
                slots.setdefault(frame, {}).setdefault(theme, passage["text"][start:end])
    return slots


def map_edges(words: Words) -> tuple[dict[int, int], dict[int, int]]:
    """Return the number of the word that begins, and of the one that ends, at each place."""
    inner = [(number, word) for number, word in enumerate(words) if word[0] not in EDGES]
    return {start: n for n, (_, start, _) in inner}, {end: n for n, (_, _, end) in inner}


def _list_frames(words: Words, first: int, last: int) -> Iterator[Frame]:
    """Yield the slots around some words that say enough to be one, the longest first."""
    bare = all(word in _STOP for word, _, _ in words[first : last + 1])
    for left, right in FRAMES:
        if first >= left and last + right < len(words):
            before = tuple(word for word, _, _ in words[first - left : first])
            after = tuple(word for word, _, _ in words[last + 1 : last + 1 + right])
            if sum(word not in _STOP for word in before + after) >= TELLING + bare:
                yield before, after


def _list_gaps(passage: Row, hems: Container[tuple[str, str]]) -> Iterator[tuple[Frame, int, int]]:
    """Yield `(slot, start, end)` for every short stretch of words between two of the `hems` that could be a rendering."""
    words = read_words(passage)
    text, marks = passage["text"], passage["marks"]
    for first in range(1, len(words)):
        if words[first][0] in _NO_WORDING or words[first][0].isdigit():
            continue
        for last in range(first, min(first + LONGEST_FILLER, len(words) - 1)):
            if (words[first - 1][0], words[last + 1][0]) not in hems:
                continue
            start, end = words[first][1], words[last][2]
            if _BREAK.search(text, start, end) or words[last][0] in EDGES:
                break
            edges = (words[first][0] in _STOP) + (words[last][0] in _STOP)
            bare = all(word in _STOP for word, _, _ in words[first : last + 1])
            if (edges and not bare) or any(start < b and a < end for _, a, b in marks):
                continue
            for frame in _list_frames(words, first, last):
                yield frame, start, end
