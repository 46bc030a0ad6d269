"""Take out of papers what all of them repeat: it becomes passages of its own that are not counted.

`repetition` says what; here passages are cut where it begins and ends, and what
was found in them goes with the part it stands in.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policytext.records import COUNTED_KINDS, Boilerplate, Passage, Run
from policytext.text import to_source
from policytext.tokens import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policytext.paper import Paper
    from policytext.records import Expansion, Mention, PassageKind, SpelledOut
    from policytext.repetition import Kept

KIND = "repeated"
"""What such boilerplate is called in outlines."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of an old passage, in its reading text, and the passage it became."""

    start: int
    end: int
    passage: Passage
    words: Words


def trim(paper: Paper, kept: Mapping[str, Kept]) -> Paper:
    """Return a paper of which only what is `kept` counts, by passage id, its passages numbered anew."""
    if not kept:
        return paper
    parts: dict[str, list[_Part]] = {}
    number = 0
    for passage, words in paper.passages:
        stretches = _cut(passage, kept.get(passage.passage_id))
        made = [
            _make_part(passage, words, start, end, kind, number + n)
            for n, (start, end, kind) in enumerate(stretches, 1)
        ]
        number += len(made)
        parts[passage.passage_id] = made
    mentions = (_move_mention(m, counts, parts) for m, counts in paper.mentions)
    expansions = ((theme, _move_expansion(e, parts)) for theme, e in paper.expansions)
    spelled = ((_move_spelled(s, parts), labelled) for s, labelled in paper.spelled_out)
    return replace(
        paper,
        document=replace(paper.document, boilerplate=_list_boilerplate(paper, parts, kept)),
        passages=[(part.passage, part.words) for made in parts.values() for part in made],
        mentions=[found for found in mentions if found],
        expansions=[(theme, e) for theme, e in expansions if e],
        spelled_out=[(s, labelled) for s, labelled in spelled if s],
    )


def _cut(passage: Passage, kept: Kept | None) -> list[tuple[int, int, PassageKind]]:
    """Return the stretches of a passage in order, each with its kind."""
    size = len(passage.text)
    if kept is None:
        return [(0, size, passage.kind)]
    if kept.start == kept.end:
        return [(0, size, "boilerplate")]
    stretches: list[tuple[int, int, PassageKind]] = [
        (0, kept.start, "boilerplate"),
        (kept.start, kept.end, passage.kind),
        (kept.end, size, "boilerplate"),
    ]
    return [(s, e, kind) for s, e, kind in stretches if passage.text[s:e].strip()]


def _make_part(
    passage: Passage, words: Words, start: int, end: int, kind: PassageKind, number: int
) -> _Part:
    """Return a stretch of a passage as a passage, without the spaces at its ends."""
    text = passage.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    char_start, char_end = to_source(passage.runs, start, end)
    whole = end - start == len(passage.text)
    made = replace(
        passage,
        passage_id=f"{passage.doc_id}:{number}",
        kind=kind,
        char_start=passage.char_start if whole else char_start,
        char_end=passage.char_end if whole else char_end,
        text=passage.text[start:end],
        runs=_cut_runs(passage.runs, start, end),
    )
    places = words.positions
    inside = (
        at - start
        for n in range(0, len(places), 2)
        if start <= places[n] and places[n + 1] <= end
        for at in places[n : n + 2]
    )
    return _Part(start, end, made, Words.of(made, array("I", inside)))


def _cut_runs(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """Return the runs of a stretch of reading text, counted from its start."""
    cut = []
    for run in runs:
        first, last = max(start, run.start), min(end, run.end)
        if first >= last:
            continue
        char_start, char_end = run.char_start, run.char_end
        if run.end - run.start == char_end - char_start:  # letter by letter
            char_start, char_end = char_start + first - run.start, char_end - (run.end - last)
        cut.append(Run(first - start, last - start, char_start, char_end))
    return tuple(cut)


def _find_part(parts: Mapping[str, list[_Part]], name: str, start: int, end: int) -> _Part | None:
    """Return the part of a passage that a stretch lies in, nothing when it was cut through."""
    return next((p for p in parts[name] if p.start <= start and end <= p.end), None)


def _move_mention(
    mention: Mention, counts: bool, parts: Mapping[str, list[_Part]]
) -> tuple[Mention, bool] | None:
    """Return a mention in the part it stands in, with whether it still counts."""
    part = _find_part(parts, mention.passage_id, mention.start, mention.end)
    if part is None:
        return None
    moved = mention._replace(
        passage_id=part.passage.passage_id,
        start=mention.start - part.start,
        end=mention.end - part.start,
    )
    return moved, counts and part.passage.kind in COUNTED_KINDS


def _move_expansion(each: Expansion, parts: Mapping[str, list[_Part]]) -> Expansion | None:
    """Return an expansion in the parts its label and its members stand in."""
    label = _find_part(parts, each.label_passage_id, each.label_start, each.label_end)
    part = _find_part(parts, each.passage_id, each.start, each.end)
    if label is None or part is None:
        return None
    return replace(
        each,
        label_passage_id=label.passage.passage_id,
        label_start=each.label_start - label.start,
        label_end=each.label_end - label.start,
        passage_id=part.passage.passage_id,
        start=each.start - part.start,
        end=each.end - part.start,
        members=tuple((s - part.start, e - part.start) for s, e in each.members),
    )


def _move_spelled(each: SpelledOut, parts: Mapping[str, list[_Part]]) -> SpelledOut | None:
    """Return spelled-out members in the part they stand in."""
    part = _find_part(parts, each.passage_id, each.start, each.end)
    if part is None:
        return None
    return replace(
        each,
        passage_id=part.passage.passage_id,
        start=each.start - part.start,
        end=each.end - part.start,
        members=tuple((s - part.start, e - part.start) for s, e in each.members),
    )


def _list_boilerplate(
    paper: Paper, parts: Mapping[str, list[_Part]], kept: Mapping[str, Kept]
) -> tuple[Boilerplate, ...]:
    """Return the boilerplate of a paper, what is repeated among it, in the order of the text."""
    found = [
        Boilerplate(part.passage.char_start, part.passage.char_end, KIND)
        for name in kept
        if name in parts
        for part in parts[name]
        if part.passage.kind == "boilerplate"
    ]
    return tuple(
        sorted((*paper.document.boilerplate, *found), key=lambda b: (b.char_start, b.char_end))
    )
