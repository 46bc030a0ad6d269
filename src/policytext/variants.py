"""Show how steadily a theme is rendered, and where another rendering of it may hide.

A theme's *renderings* are the wordings its mentions have, case and inflection
of the form aside. How unsteady they are is the entropy of their shares (Shannon
1948); two to the power of it is the *effective number* of renderings (Hill
1973): 1.0 where all papers say the same, 2.0 where two wordings share the field.

A wording no form covers gives itself away by its place: it fills the slot that
mentions of the theme fill elsewhere, between the same words (Harris 1954,
*Distributional Structure*). Such wordings are proposed, never applied.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import defaultdict
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from policytext.folding import fold
from policytext.languages.stop_words import CHINESE, ENGLISH
from policytext.records import Run
from policytext.text import to_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policytext.store.reading import Row, Store

FRAMES = ((3, 3), (3, 2), (2, 3), (2, 2), (1, 3), (3, 1))
"""Words to the left and to the right that make a slot, the longest first."""

TELLING = (
    3  # words of a slot that are no stop words; one more where the filler has nothing but these
)
LONGEST_FILLER = 4  # words of a wording that is proposed
_STOP = ENGLISH | CHINESE
_BREAK = re.compile(r"[.;:!?。；：！？()（）]")

Frame = tuple[tuple[str, ...], tuple[str, ...]]
Words = list[tuple[str, int, int]]
Place = tuple["Row", Frame, int, int, str]


@dataclass(frozen=True, slots=True)
class Rendering:
    """How steadily one theme is rendered over the corpus.

    `entropy` is in bits; `effective` is the effective number of renderings.
    `corrupt` counts the mentions by forms that are slips of translation.
    """

    theme: str
    label: str
    zh: str
    n_mentions: int
    n_docs: int
    n_renderings: int
    entropy: float
    effective: float
    corrupt: int
    main: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wording that stands where a theme stands elsewhere.

    `slot` is what stands around both and `like` the theme's own rendering
    there. `n_slots` counts the different slots the wording shares with the
    theme over the corpus. The span is the wording's in the source text.
    """

    theme: str
    candidate: str
    slot: str
    like: str
    n_slots: int
    doc_id: str
    passage_id: str
    char_start: int
    char_end: int


def measure_entropy(counts: Iterable[int]) -> float:
    """Return the entropy of some counts in bits.

    >>> measure_entropy([2, 1, 1]), measure_entropy([5])
    (1.5, 0.0)
    """
    shares = [count for count in counts if count]
    total = sum(shares)
    return sum(count / total * log2(total / count) for count in shares)


def measure_renderings(store: Store) -> list[Rendering]:
    """Return how steadily every mentioned theme is rendered, the least steady first."""
    surfaces: dict[str, list[Row]] = defaultdict(list)
    for row in store.count_renderings():
        surfaces[row["theme"]].append(row)
    renderings = [_measure(rows) for rows in surfaces.values()]
    return sorted(renderings, key=lambda r: (-r.entropy, -r.n_mentions, r.theme))


def _measure(rows: Sequence[Row]) -> Rendering:
    """Return the figures of one theme from its surfaces by document."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row["surface"]] += row["n_mentions"]
    entropy = measure_entropy(counts.values())
    return Rendering(
        rows[0]["theme"],
        rows[0]["label"],
        rows[0]["zh"],
        sum(counts.values()),
        len({row["doc_id"] for row in rows}),
        len(counts),
        round(entropy, 4),
        round(2**entropy, 2),
        sum(row["n_mentions"] for row in rows if row["form_kind"] == "corrupt"),
        max(sorted(counts), key=lambda surface: counts[surface]),
    )


def propose_renderings(store: Store, theme_id: str | None = None) -> list[Proposal]:
    """Return the wordings that stand in a slot of a theme, of one theme or of all, best shared first.

    What a theme covers already is not proposed, nor what begins or ends with a
    stop word unless it is nothing else (`under the`).
    """
    passages = store.list_passage_words()
    slots = _learn_slots(passages, theme_id)
    places: dict[tuple[str, str], dict[tuple[str, int], Place]] = {}
    shared: dict[tuple[str, str], set[Frame]] = {}
    for passage in passages:
        for frame, start, end in _list_gaps(passage):
            for theme, like in slots.get(frame, {}).items():
                key = theme, fold(passage["text"][start:end])
                shared.setdefault(key, set()).add(frame)
                at = passage["passage_id"], start
                places.setdefault(key, {}).setdefault(at, (passage, frame, start, end, like))
    found = [
        _to_proposal(theme, place, len(shared[theme, wording]))
        for (theme, wording), each in places.items()
        for place in each.values()
    ]
    return sorted(found, key=lambda p: (-p.n_slots, p.theme, p.doc_id, p.char_start))


def _to_proposal(theme: str, place: Place, n_slots: int) -> Proposal:
    """Return a wording with its place in the source text."""
    passage, (before, after), start, end, like = place
    runs = [Run(*run) for run in json.loads(passage["runs"])]
    return Proposal(
        theme,
        passage["text"][start:end],
        f"{' '.join(before)} … {' '.join(after)}",
        like,
        n_slots,
        passage["doc_id"],
        passage["passage_id"],
        *to_source(runs, start, end),
    )


def _read_words(passage: Row) -> Words:
    """Return the folded words of a passage with their places."""
    edges = array("I", passage["tokens"])
    folded = fold(passage["text"])
    return [(folded[a:b], a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _learn_slots(passages: Sequence[Row], only: str | None) -> dict[Frame, dict[str, str]]:
    """Return the slots that themes stand in, each with the themes and how they are rendered there."""
    slots: dict[Frame, dict[str, str]] = {}
    for passage in passages:
        words = _read_words(passage)
        at_start = {start: number for number, (_, start, _) in enumerate(words)}
        at_end = {end: number for number, (_, _, end) in enumerate(words)}
        for theme, start, end in passage["marks"]:
            if only not in (None, theme) or start not in at_start or end not in at_end:
                continue
            for frame in _list_frames(words, at_start[start], at_end[end]):
                slots.setdefault(frame, {}).setdefault(theme, passage["text"][start:end])
    return slots


def _list_frames(words: Words, first: int, last: int) -> Iterator[Frame]:
    """Yield the slots around some words that say enough to be one, the longest first."""
    bare = all(word in _STOP for word, _, _ in words[first : last + 1])
    for left, right in FRAMES:
        if first >= left and last + right < len(words):
            before = tuple(word for word, _, _ in words[first - left : first])
            after = tuple(word for word, _, _ in words[last + 1 : last + 1 + right])
            if sum(word not in _STOP for word in before + after) >= TELLING + bare:
                yield before, after


def _list_gaps(passage: Row) -> Iterator[tuple[Frame, int, int]]:
    """Yield `(slot, start, end)` for every short stretch of words that could be a rendering."""
    words = _read_words(passage)
    text, marks = passage["text"], passage["marks"]
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST_FILLER, len(words))):
            start, end = words[first][1], words[last][2]
            if _BREAK.search(text, start, end):
                break
            edges = (words[first][0] in _STOP) + (words[last][0] in _STOP)
            bare = all(word in _STOP for word, _, _ in words[first : last + 1])
            if (edges and not bare) or any(start < b and a < end for _, a, b in marks):
                continue
            for frame in _list_frames(words, first, last):
                yield frame, start, end
