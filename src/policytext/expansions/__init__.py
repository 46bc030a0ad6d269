"""Find the places where a text spells out what a formula counts, and check them by arithmetic.

A label is spelled out after a cue (`refers to`, `namely`, 即, 是指), in a list
beside it, or counted out (First … Second …, 一是…二是…). The numeral decides how
a list is to be cut, and whether a list without a cue is meant at all: it must
have as many items as the label counts. After a strong cue a list that does not
add up is returned too, so that it can be reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.expansions import chinese, english
from policytext.expansions.labels import Label, Reading, read_label, to_expansion
from policytext.expansions.ordinals import find_counted, find_spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.records import Expansion, Passage


def find_expansions(
    passages: Sequence[Passage], at: int, start: int, end: int, numerals: tuple[int, ...]
) -> list[Expansion]:
    """Return where the label at `start:end` of `passages[at]` is spelled out, the nearest place first.

    `passages` are those of one document in order; `numerals` the numbers the
    label is built of (`labels.list_sizes` says how many members they allow).
    The members of one expansion stand in one passage, the label's or a
    next; see `find_spread_members` for the others. None overlaps another
    one or the label.
    """
    label = read_label(passages, at, start, end, numerals)
    if not label.sizes:
        return []
    found: list[Expansion] = []
    odd: list[Expansion] = []
    for reading in _read_surroundings(label):
        made = to_expansion(label, reading)
        (found if made.adds_up else odd).append(made)
    kept: list[Expansion] = []
    for made in [*found, *([] if found else odd)]:
        own = made.passage_id == made.label_passage_id
        on_label = own and made.start < label.end and label.start < made.end
        if not on_label and all(not _overlaps(made, other) for other in kept):
            kept.append(made)
    return sorted(kept, key=lambda made: _measure_distance(label, made))


def find_spread_members(
    passages: Sequence[Passage], at: int, start: int, end: int, numerals: tuple[int, ...]
) -> list[tuple[int, int, int]]:
    """Return the members of a label that are counted out over several passages, as `(passage number, start, end)`.

    None where no enumeration of headings, items or paragraphs soon after the
    label counts exactly as far as it says.
    """
    label = read_label(passages, at, start, end, numerals)
    return [(each.at, *each.span) for each in find_spread(label)] if label.sizes else []


def _read_surroundings(label: Label) -> Iterator[Reading]:
    """Yield what every reading of a label's surroundings finds, the surest first."""
    if label.lang == "zh":
        yield from _read_counted(label)
        yield from chinese.read_after(label)
        yield from chinese.read_before(label)
    else:
        yield from _read_counted(label)
        yield from english.read_repeated(label)
        yield from english.read_after(label)
        yield from english.read_before(label)
        yield from english.read_shared_head(label)
        yield from english.read_quoted(label)


def _read_counted(label: Label) -> Iterator[Reading]:
    """Yield what is counted out after a label in one passage."""
    if counted := find_counted(label):
        first = counted[0]
        cue = label.passages[first.at].text[slice(*first.mark)].strip(" ,:，：、")
        yield Reading(first.at, tuple(each.span for each in counted), cue)


def _measure_distance(label: Label, made: Expansion) -> tuple[bool, int]:
    """Return how far an expansion is from its label: in its passage or not, and the letters between."""
    elsewhere = made.passage_id != made.label_passage_id
    between = made.start - label.end if made.start >= label.end else label.start - made.end
    return elsewhere, made.start if elsewhere else between


def _overlaps(one: Expansion, other: Expansion) -> bool:
    """Tell whether two expansions are of one stretch."""
    return one.passage_id == other.passage_id and one.start < other.end and other.start < one.end
