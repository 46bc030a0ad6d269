"""Choose the passages of one side of a comparison: of papers, a place, years, a theme, or any query.

A side is written as the id of a paper or the start of several (more with commas
between), as `facet=value` (`place=Shanghai`, `year=2015..2020`), or as a query
of the search grammar (`theme:去四化 section:"Predicament"`). What is not
counted, reference lists above all, is in no side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.errors import BadQuery, UnknownName
from policytext.folding import fold
from policytext.locations import find_place, locate_passages
from policytext.queries.conditions import Matcher, list_fields
from policytext.store.counting import list_counted, list_place_themes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.store.reading import Row, Store

FEW_DOCUMENTS = 10
"""Documents below which a side of a comparison says little about anything but those very documents."""

REST = "rest"
"""The reference that is everything but the target."""

_FACET = re.compile(r"(?P<name>[^\W\d]\w*)\s*=\s*(?P<value>.+)")
_QUERY = re.compile(r'[:："()]|\b(?:AND|OR|NOT)\b')


@dataclass(frozen=True, slots=True)
class Subset:
    """Passages that stand for one side, in the order of the text, and what they were chosen by."""

    label: str
    passages: tuple[Row, ...]

    @property
    def numbers(self) -> set[int]:
        """The numbers of the passages."""
        return {row["passage_no"] for row in self.passages}

    @property
    def documents(self) -> list[str]:
        """The papers the passages come from."""
        return sorted({row["doc_id"] for row in self.passages})

    def describe(self) -> str:
        """Return what the side is and how large, as a sentence without its full stop."""
        n, docs = len(self.passages), len(self.documents)
        languages = sorted({row["lang"] for row in self.passages})
        tokens = ", ".join(
            f"{sum(r['n_tokens'] for r in self.passages if r['lang'] == lang)} words ({lang})"
            for lang in languages
        )
        return (
            f"{self.label}: {docs} document{'s' * (docs != 1)}, "
            f"{n} passage{'s' * (n != 1)}, {tokens or 'no words'}"
        )


def choose_subset(store: Store, specs: Sequence[str]) -> Subset:
    """Return the passages that fulfil every one of some descriptions, all where there is none.

    Raises `UnknownName` where a description names nothing known, and `BadQuery`
    where no counted passage is left.
    """
    numbers: set[int] | None = None
    notes: list[str] = []
    for spec in specs:
        found = _choose(store, spec, notes)
        numbers = found if numbers is None else numbers & found
    label = " and ".join(specs) or "all papers"
    rows = list_counted(store)
    chosen = tuple(row for row in rows if numbers is None or row["passage_no"] in numbers)
    if not chosen:
        hint = " ".join(["", *notes]) if notes else ""
        raise BadQuery(f"No counted passage is in '{label}'.{hint}")
    return Subset(label, chosen)


def choose_rest(store: Store, target: Subset) -> Subset:
    """Return every counted passage that is not in a target; raises `BadQuery` when none is left."""
    taken = target.numbers
    rest = tuple(row for row in list_counted(store) if row["passage_no"] not in taken)
    if not rest:
        raise BadQuery(
            f"'{target.label}' is the whole corpus, so there is nothing to compare it with."
        )
    return Subset(f"the rest, without {target.label}", rest)


def part_sides(target: Subset, reference: Subset) -> tuple[Subset, Subset, int]:
    """Return two sides without a passage in common, and how many they had.

    A target that lies in its reference is taken out of it; else what both have
    is left out of both, for it tells nothing of either. Raises `BadQuery` when
    nothing is left of a side.
    """
    shared = target.numbers & reference.numbers
    if shared and shared != target.numbers:
        target = _leave_out(target, shared, reference)
    return target, _leave_out(reference, shared, target), len(shared)


def _leave_out(side: Subset, numbers: set[int], other: Subset) -> Subset:
    """Return a side without some passages."""
    kept = tuple(row for row in side.passages if row["passage_no"] not in numbers)
    if not kept:
        raise BadQuery(f"Every passage of '{side.label}' is in '{other.label}', too.")
    return Subset(side.label, kept)


def _choose(store: Store, spec: str, notes: list[str]) -> set[int]:
    """Return the numbers of the counted passages that one description means."""
    if facet := _FACET.fullmatch(spec.strip()):
        return _choose_facet(store, facet["name"], facet["value"].strip(), notes)
    if not _QUERY.search(spec):
        return _choose_documents(store, spec)
    matcher = Matcher(store, list_fields(store))
    node = matcher.parse(spec)
    if node is None:
        raise BadQuery(f"Nothing to look for in '{spec}'.")
    if matcher.notes:  # a field there is not: what would be counted is not what was asked for
        raise BadQuery(" ".join(matcher.notes))
    rows = list_counted(store, matcher.to_condition(node))
    notes += matcher.notes
    return {row["passage_no"] for row in rows}


def _choose_documents(store: Store, spec: str) -> set[int]:
    """Return the numbers of the counted passages of some papers."""
    names = filter(None, map(str.strip, spec.split(",")))
    ids = {doc_id for name in names for doc_id in store.match_documents(name)}
    return {row["passage_no"] for row in list_counted(store) if row["doc_id"] in ids}


def _choose_facet(store: Store, name: str, value: str, notes: list[str]) -> set[int]:
    """Return the passages of the papers with a value of a facet; of a place, the passages about it."""
    fields = list_fields(store)
    if fold(name) not in fields:
        raise UnknownName("facet", name, fields)
    if fields[fold(name)] == "place" and (place := find_place(store, value)):
        located = locate_passages(store, {*list_place_themes(store), place})
        return {number for number, location in located.items() if place in location.places}
    matcher = Matcher(store, fields)
    quoted = value.replace('"', "")
    node = matcher.parse(f'{name}:"{quoted}"')
    if node is None:
        raise BadQuery(f"Nothing to look for in '{name}={value}'.")
    rows = list_counted(store, matcher.to_condition(node))
    notes += matcher.notes
    return {row["passage_no"] for row in rows}
