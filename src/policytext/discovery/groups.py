"""Group the candidates that are ways of writing one formula, and keep the supported groups.

A shape that only a formula has is enough. Any other candidate, a plain numeral
phrase in form, needs one of these: another place in the corpus writes it in a
way that leaves no doubt (in quotation marks, in capitals); or a text spells out
as many members as it counts; or, for a head that is no ordinary count noun,
several documents use it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policytext.discovery.candidates import (
    find_candidates,
    read_english_labels,
    read_slogans,
    repeat_english,
    repeat_labels,
)
from policytext.discovery.chinese_weighed import RECURRING
from policytext.expansions import find_expansions, find_spread_members

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policytext.discovery.candidates import Placed
    from policytext.records import Expansion, Passage

SHARED_SHAPES = ("nominal", "classifier")
"""Shapes that several documents together make certain: their heads are no count nouns."""

DOUBTFUL_SHAPES = ("multiple",)
"""Shapes that only a certain place makes certain: two things stand near any `dual supervision`."""

_LONG = 3
"""Words of an English label that is one in every paper: “three passes” of one are other passes elsewhere."""

_LEADING_NUMERAL = re.compile(r"^\d+[·\s]*")


@dataclass(frozen=True, slots=True)
class Group:
    """The places of one formula, in the order of the corpus, and where its members are spelled out.

    `spread` are the members that are counted out over several passages, such as
    headings, after a place of the formula; none where an expansion adds up.
    """

    normal: str
    places: tuple[Placed, ...]
    expansions: tuple[Expansion, ...]
    spread: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the way of writing that is commonest, of equal ones the quoted, then that in small letters."""
        counts = Counter(candidate.text for _, candidate in self.places)
        quoted = {candidate.text for _, candidate in self.places if candidate.quoted}
        return min(
            counts,
            key=lambda text: (-counts[text], text not in quoted, text != text.lower(), text),
        )

    @property
    def documents(self) -> list[str]:
        """Return the ids of the documents that use it, in order."""
        return sorted({passage.doc_id for passage, _ in self.places})


def group_candidates(documents: Mapping[str, Sequence[Passage]]) -> list[Group]:
    """Return the supported groups of a corpus by their first place.

    `documents` holds the passages of each in order.
    """
    found = {doc_id: find_candidates(documents[doc_id]) for doc_id in sorted(documents)}
    slogans = read_slogans([each for placed in found.values() for each in placed])
    if slogans and len(documents) > 1:  # what one paper marks as a slogan is one in the others
        found = {
            doc_id: repeat_labels(documents[doc_id], placed, slogans)
            for doc_id, placed in found.items()
        }
    labels = read_english_labels([each for placed in found.values() for each in placed], _LONG)
    if labels and len(documents) > 1:
        found = {
            doc_id: repeat_english(documents[doc_id], placed, labels)
            for doc_id, placed in found.items()
        }
    places: dict[str, list[Placed]] = {}
    for passage, candidate in (each for placed in found.values() for each in placed):
        places.setdefault(candidate.normal, []).append((passage, candidate))
    order = {
        passage.passage_id: number
        for passages in documents.values()
        for number, passage in enumerate(passages)
    }
    groups = [
        Group(normal, tuple(placed), tuple(_expand(placed, documents, order)))
        for normal, placed in places.items()
    ]
    return [_add_spread(group, documents, order) for group in groups if is_supported(group)]


def _add_spread(
    group: Group, documents: Mapping[str, Sequence[Passage]], order: Mapping[str, int]
) -> Group:
    """Return a group with the members that passages after one of its places count out."""
    if any(expansion.adds_up for expansion in group.expansions):
        return group
    for passage, candidate in group.places:
        passages = documents[passage.doc_id]
        spread = find_spread_members(
            passages,
            order[passage.passage_id],
            candidate.start,
            candidate.end,
            candidate.numerals,
        )
        if spread:
            members = tuple(passages[at].text[start:end] for at, start, end in spread)
            return replace(group, spread=members)
    return group


def is_supported(group: Group) -> bool:
    """Tell whether a group is a formula beyond doubt."""
    if any(candidate.certain for _, candidate in group.places):
        return True
    if all(candidate.shape == RECURRING for _, candidate in group.places):
        return len(group.documents) > 1
    if not all(candidate.numerals for _, candidate in group.places):
        return False  # a parallel phrase that nobody marks as a label is ordinary coordination
    if any(candidate.shape in DOUBTFUL_SHAPES for _, candidate in group.places):
        return False
    if any(expansion.adds_up for expansion in group.expansions):
        return True
    shared = all(candidate.shape in SHARED_SHAPES for _, candidate in group.places)
    return shared and len(group.documents) > 1


def measure_cohesion(groups: Sequence[Group]) -> dict[str, float]:
    """Return, for each normal form, the share of its head's numeral phrases that have its numeral.

    Of a formula the number is part of the name: nobody writes of three
    comprehensives or five. 1 where the label does not open with a number.
    """
    sizes = {group.normal: len(group.places) for group in groups}
    heads: Counter[str] = Counter()
    for normal, size in sizes.items():
        heads[_LEADING_NUMERAL.sub("", normal)] += size
    return {
        normal: size / heads[_LEADING_NUMERAL.sub("", normal)] for normal, size in sizes.items()
    }


def _expand(
    places: Sequence[Placed],
    documents: Mapping[str, Sequence[Passage]],
    order: Mapping[str, int],
) -> list[Expansion]:
    """Return where the documents spell out a formula, each stretch once."""
    kept: dict[tuple[str, int, int], Expansion] = {}
    for passage, candidate in places:
        if not candidate.numerals:
            continue
        for found in find_expansions(
            documents[passage.doc_id],
            order[passage.passage_id],
            candidate.start,
            candidate.end,
            candidate.numerals,
        ):
            kept.setdefault((found.passage_id, found.start, found.end), found)
    return list(kept.values())
