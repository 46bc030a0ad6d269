"""Rank what was discovered by a score that can be explained, part by part.

The score runs from 0 to 1 and is a sum of five parts, each shown beside it:

- form: the shape is that of a formula and of nothing else; of a series that was weighed
  how likely one is a slogan (`chinese_weights`);
- quotation: some place has it in quotation marks;
- expansion: a text spells out as many members as it counts;
- dispersion: how many documents use it, on a logarithmic scale up to eight;
- cohesion: the share of its head's numeral phrases that have its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log2
from typing import TYPE_CHECKING

from policytext.discovery.candidates import find_in_text
from policytext.discovery.groups import group_candidates, measure_cohesion
from policytext.folding import fold
from policytext.numerals import HAN_DIGITS, read_chinese_numeral, read_english_numeral
from policytext.text import to_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policytext.discovery.candidates import Placed
    from policytext.discovery.groups import Group
    from policytext.records import Expansion, Passage

WEIGHTS = {"form": 0.4, "quotation": 0.2, "expansion": 0.2, "dispersion": 0.1, "cohesion": 0.1}
MANY_DOCUMENTS = 8
LIKENESS = 0.6  # of two labels, from which on one is called the nearest theme of the other

_PIECE = re.compile(rf"\d+|[a-z]+|[{HAN_DIGITS}双]")

Covered = dict[str, list[tuple[int, int]]]
"""The stretches of each passage that themes cover already, in its reading text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a formula that no theme covers.

    `formula` is its commonest way of writing, `normal` what all its `variants`
    share, so that they are one formula. `numeral`
    joins the numbers it is built of with `+`. `members` are what the text
    spells out, `members_found` how many, `adds_up` whether that is what the
    numeral says, and `cue` what announced them. `why` names the parts of the
    score.
    """

    doc_id: str
    passage_id: str
    section: str
    char_start: int
    char_end: int
    surface: str
    formula: str
    lang: str
    shape: str
    quoted: bool
    numeral: str
    members: tuple[str, ...]
    members_found: int
    adds_up: bool
    cue: str
    score: float
    why: str
    n_places: int
    n_docs: int
    normal: str
    variants: tuple[str, ...]
    nearest_theme: str


def discover(
    documents: Mapping[str, Sequence[Passage]],
    sources: Mapping[str, str],
    covered: Covered,
    names: Iterable[tuple[str, str]],
) -> list[Finding]:
    """Return the places of formulae that no theme covers, best first, then in the order of the corpus.

    `documents` holds the passages of each document in order, `sources` the
    source texts that surfaces are slices of. `names` are `(name, theme id)` of
    the authority file, for the theme that is nearest to each.
    """
    groups = group_candidates(documents)
    cohesion = measure_cohesion(groups)
    known = _Known(names)
    texts = {p.passage_id: p for passages in documents.values() for p in passages}
    findings: list[Finding] = []
    for group in groups:
        score, why = _score(group, cohesion[group.normal])
        free = [place for place in group.places if not _is_covered(place, covered)]
        theme = known.find_nearest(group) if free else ""
        for passage, candidate in free:
            members, adds_up, cue = _read_members(group, passage, texts)
            char_start, char_end = to_source(passage.runs, candidate.start, candidate.end)
            findings.append(
                Finding(
                    doc_id=passage.doc_id,
                    passage_id=passage.passage_id,
                    section=passage.section,
                    char_start=char_start,
                    char_end=char_end,
                    surface=sources[passage.doc_id][char_start:char_end],
                    formula=group.label,
                    lang=candidate.lang,
                    shape=candidate.shape,
                    quoted=candidate.quoted,
                    numeral="+".join(map(str, candidate.numerals)),
                    members=members,
                    members_found=len(members),
                    adds_up=adds_up,
                    cue=cue,
                    score=score,
                    why=why,
                    n_places=len(group.places),
                    n_docs=len(group.documents),
                    normal=group.normal,
                    variants=tuple(sorted({each.text for _, each in group.places})),
                    nearest_theme=theme,
                )
            )
    return sorted(findings, key=lambda f: (-f.score, f.normal, f.doc_id, f.char_start))


def _is_covered(place: Placed, covered: Covered) -> bool:
    """Tell whether a theme already names at least half of a candidate."""
    passage, candidate = place
    half = (candidate.end - candidate.start) / 2
    return any(
        min(end, candidate.end) - max(start, candidate.start) >= half
        for start, end in covered.get(passage.passage_id, ())
    )


def _score(group: Group, cohesion: float) -> tuple[float, str]:
    """Return the score of a group and the parts it is made of."""
    n_quoted = sum(candidate.quoted for _, candidate in group.places)
    n_docs = len(group.documents)
    parts = {
        "form": max((each.form for _, each in group.places if each.certain), default=0.0),
        "quotation": float(n_quoted > 0),
        "expansion": float(
            bool(group.spread) or any(expansion.adds_up for expansion in group.expansions)
        ),
        "dispersion": min(1.0, log2(n_docs) / log2(MANY_DOCUMENTS)),
        "cohesion": cohesion,
    }
    score = sum(WEIGHTS[name] * part for name, part in parts.items())
    shown = ", ".join(f"{name} {WEIGHTS[name] * part:.2f}" for name, part in parts.items() if part)
    return round(score, 4), shown


def _read_members(
    group: Group, passage: Passage, passages: Mapping[str, Passage]
) -> tuple[tuple[str, ...], bool, str]:
    """Return the members of a formula as its document spells them out, best where they add up.

    That of the place itself goes before those of other places of the document,
    those before other documents'. Members that several passages count out have no cue.
    """
    if group.spread:
        return group.spread, True, ""
    if not group.expansions:
        return (), False, ""

    def rank(found: Expansion) -> tuple[bool, bool, bool]:
        same = found.label_passage_id == passage.passage_id
        return (
            not found.adds_up,
            not same,
            passages[found.passage_id].doc_id != passage.doc_id,
        )

    best = min(group.expansions, key=rank)
    text = passages[best.passage_id].text
    members = tuple(text[start:end] for start, end in best.members)
    return members, best.adds_up, best.cue


class _Known:
    """The names of the authority file, ready to be compared with what was found."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Learn `(name, theme id)`; a name that is a formula in form is known by its normal form too."""
        self._names = sorted((fold(name), theme_id) for name, theme_id in names)
        self._normals = {
            candidate.normal: theme_id
            for name, theme_id in reversed(self._names)
            for candidate in find_in_text(f"“{name}”")
        }
        self._by_numeral: dict[tuple[int, ...], list[tuple[str, str]]] = {}
        for name, theme_id in self._names:
            self._by_numeral.setdefault(read_numerals(name), []).append((name, theme_id))

    def find_nearest(self, group: Group) -> str:
        """Return the theme whose name is most like the group's, or nothing when none is like it.

        Only names that count the same are compared: two coverage is not like
        four coverage.
        """
        if group.normal in self._normals:
            return self._normals[group.normal]
        candidate = group.places[0][1]
        text = fold(candidate.text)
        best, nearest = LIKENESS, ""
        for name, theme_id in self._by_numeral.get(read_numerals(text), ()):
            matcher = SequenceMatcher(None, text, name)
            if matcher.quick_ratio() > best and (likeness := matcher.ratio()) > best:
                best, nearest = likeness, theme_id
        return nearest


def read_numerals(text: str) -> tuple[int, ...]:
    """Return the numbers that stand in a label, in order.

    >>> read_numerals("two studies and one action"), read_numerals("三去一降一补")
    ((2, 1), (3, 1, 1))
    """
    found = (
        read_english_numeral(piece) if piece.isascii() else read_chinese_numeral(piece)
        for piece in _PIECE.findall(fold(text))
    )
    return tuple(number for number in found if number is not None)
