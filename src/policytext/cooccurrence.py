"""Count which themes meet in the same passage, and how much more often than chance.

Two themes meet in a passage when each has at least one mention there. Saying a
phrase three times in one paragraph is one meeting, not three, and passages
never overlap, so every count is a number of passages a reader could go and
read. (Sliding windows overlap, and count one meeting several times.) Counts
come first and always stand beside every measure made of them.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from policytext import association
from policytext.arrays import sort_distinct
from policytext.records import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Column = NDArray[
        np.integer[Any]
    ]  # of whatever width: millions of rows take less of the narrower one
    Values = NDArray[np.float64]

MOST_AT_ONCE = 8_000_000
"""Meetings held in memory at once: some 200 MB. Counting goes on with the next documents after that."""

WIDEST = 5_000
"""Concepts for which every possible pair has a place of its own; of more, those that meet are numbered first."""

NO_YEAR = 0
LATEST = 9999


class Counted(Protocol):
    """What is counted of a mention: a theme, in a passage, of a document."""

    @property
    def theme_id(self) -> str:
        """Return the theme's id."""

    @property
    def passage_id(self) -> str:
        """Return what the theme is in: a passage, or whatever else is counted."""

    @property
    def doc_id(self) -> str:
        """Return the document's id."""


@dataclass(frozen=True, slots=True, eq=False)
class Namings:
    """What is named where: `concepts[i]` in unit `units[i]` of document `documents[i]`.

    Ordered by unit and then by concept, each concept once in a unit; the units
    of a document follow one another. All of them are counted from 0, the
    concepts up to `n_concepts`.
    """

    units: Numbers
    concepts: Numbers
    documents: Numbers
    n_concepts: int


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Which concepts are named where, counted: `concepts` by id, and for each how often, in how many units and documents.

    `namings` are their meeting places, documents being numbered in the order of their ids, `documents`.
    """

    concepts: tuple[str, ...]
    documents: tuple[str, ...]
    n_mentions: Numbers
    n_passages: Numbers
    n_docs: Numbers
    namings: Namings


def tally(mentions: Iterable[Counted]) -> Tally:
    """Take down mentions, two dozen bytes each, in any order; the outcome is the same for every order.

    Pass only those that should count: nested ones say nothing new of a passage.
    """
    names: tuple[dict[str, int], dict[str, int]] = {}, {}
    columns, units = (array("i"), array("i")), array("q")
    last, unit_key = None, 0
    for mention in mentions:
        for name, known, column in zip(
            (mention.theme_id, mention.doc_id), names, columns, strict=True
        ):
            column.append(known.setdefault(name, len(known)))
        if mention.passage_id != last:
            last, unit_key = mention.passage_id, _hash(mention.passage_id)
        units.append(unit_key)
    concepts, documents = map(tuple, names)
    in_concepts, in_documents = (np.array(column, dtype=np.int32) for column in columns)
    _, in_units = np.unique(np.array(units, dtype=np.int64), return_inverse=True)
    return tally_numbers(concepts, in_concepts, documents, in_documents, in_units)


def tally_numbers(
    concepts: Sequence[str],
    in_concepts: Column,
    documents: Sequence[str],
    in_documents: Column,
    in_units: Column,
) -> Tally:
    """Take down mentions as `tally` does, each given by the number of its concept, its document and its unit.

    Concepts and documents are numbered as they are listed, each at least once
    mentioned; a unit is of one document, its number is any from 0.
    """
    concepts, in_concepts = _renumber(concepts, in_concepts)
    documents, in_documents = _renumber(documents, in_documents)
    n_mentions = np.bincount(in_concepts, minlength=len(concepts))
    n_documents = max(len(documents), 1)
    keys = _number_namings(in_concepts, in_documents, in_units, max(len(concepts), 1))
    concept = keys % max(len(concepts), 1)
    keys //= max(len(concepts), 1)  # what is left numbers the units, document by document
    unit, document = np.cumsum(_mark_changes(keys)) - 1, keys // _count_units(in_units)
    met = sort_distinct(concept * n_documents + document)
    return Tally(
        concepts,
        documents,
        n_mentions,
        np.bincount(concept, minlength=len(concepts)),
        np.bincount(met // n_documents, minlength=len(concepts)),
        Namings(unit, concept, document, len(concepts)),
    )


def _number_namings(
    in_concepts: Column, in_documents: Column, in_units: Column, n_concepts: int
) -> Numbers:
    """Return one number for every concept a unit names, by document, unit and concept, sorted, none twice.

    The column is made in place: in a million passages there are ten million mentions.
    """
    keys = in_documents.astype(np.int64)
    keys *= _count_units(in_units)
    keys += in_units
    keys *= n_concepts
    keys += in_concepts
    return sort_distinct(keys)


def _count_units(in_units: Column) -> int:
    """Return how many numbers of units there may be, one at least."""
    return int(in_units.max(initial=0)) + 1


def _hash(name: str) -> int:
    """Return a number of 64 bits for the name of a passage: a million names take more memory than what is counted in them."""
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _mark_changes(column: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Tell of every number whether it is another than the one before it."""
    changes = np.ones(len(column), dtype=bool)
    np.not_equal(column[1:], column[:-1], out=changes[1:])
    return changes


def _renumber(names: Sequence[str], column: Column) -> tuple[tuple[str, ...], Column]:
    """Return names in their order, and a column of their numbers as they were listed as numbers in that order."""
    order = sorted(range(len(names)), key=names.__getitem__)
    places = np.empty(len(names), dtype=np.int32)
    places[order] = np.arange(len(names))
    return tuple(names[at] for at in order), places[column]


def count_pairs(
    tallied: Tally, n_passages: int, years: Mapping[str, int] | None = None
) -> list[Pair]:
    """Count the passages in which each pair of themes meets.

    `n_passages` is the size of what was counted in passages, those without any
    mention included: every frequency is divided by it.

    The pairs come back strongest first (by `n_cooc`, then by id). Themes that
    never meet have no pair. `years` are those of the documents, as far as they
    are known. p is adjusted for as many tests as there are pairs that meet.

    Raises `ValueError` when the mentions name more passages than there are.

    >>> from policytext.records import Mention
    >>> def said(theme, passage):
    ...     return Mention("d", passage, theme, 0, 1, 0, 1, "x", "x", "literal", "exact")
    >>> said_once = tally([said("a", "d:1"), said("b", "d:1"), said("b", "d:2")])
    >>> pairs = count_pairs(said_once, n_passages=4)
    >>> [(p.source, p.target, p.n_cooc, p.n_target, p.expected) for p in pairs]
    [('a', 'b', 1, 2, 0.5)]
    """
    named, known = tallied.namings, years or {}
    n_units = int(named.units[-1]) + 1 if len(named.units) else 0
    if n_units > n_passages:
        raise ValueError(f"{n_units} passages have mentions, but n_passages is {n_passages}")
    met = count_meetings(
        named, np.array([known.get(doc_id, NO_YEAR) for doc_id in tallied.documents])
    )
    found = _to_pairs(tallied.concepts, met, n_passages)
    return sorted(found, key=lambda p: (-p.n_cooc, p.source, p.target))


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """The pairs that meet, by `a` and then `b`, two numbers of concepts, `a < b`.

    `n_a` and `n_b` are the units that name either, `n_both` those that name
    both, `n_docs` the documents those are in, `first` and `last` the years of
    these, `NO_YEAR` where none is known.
    """

    a: Numbers
    b: Numbers
    n_both: Numbers
    n_docs: Numbers
    n_a: Numbers
    n_b: Numbers
    first: Numbers
    last: Numbers


def count_meetings(named: Namings, years: Numbers) -> Meetings:
    """Return every pair that meets in a unit; `years` has the year of each document or `NO_YEAR`.

    Every meeting is written down as one number, its pair's, and the numbers
    are counted: the same as the product X'X of the matrix X of units and
    concepts, and as fast, but that it tells the documents apart.
    """
    first, last = np.where(years == NO_YEAR, LATEST, years), years
    parts = [_count_part(each, first, last) for each in _split(named)]
    key, n_both, n_docs, since, until = _merge(parts)
    a, b = np.divmod(key, named.n_concepts) if len(key) else (key, key)
    sizes = np.bincount(named.concepts, minlength=named.n_concepts)
    since = np.where(since == LATEST, NO_YEAR, since)
    return Meetings(a, b, n_both, n_docs, sizes[a], sizes[b], since, until)


def _split(named: Namings) -> Iterator[Namings]:
    """Yield the namings of so many whole documents at a time as have `MOST_AT_ONCE` meetings at most.

    A document that has more comes by itself.
    """
    in_unit = np.bincount(named.units) if len(named.units) else named.units
    before = np.concatenate([[0], np.cumsum(in_unit * (in_unit - 1) // 2)])
    edges = np.flatnonzero(np.diff(named.documents, prepend=-1, append=-1))
    done = np.append(before[named.units], before[-1])[edges] if len(edges) else before
    start = 0
    while start < len(edges) - 1:
        fits = int(np.searchsorted(done, done[start] + MOST_AT_ONCE, side="right")) - 1
        stop = max(fits, start + 1)
        part = slice(edges[start], edges[stop])
        columns = (named.units[part], named.concepts[part], named.documents[part])
        yield Namings(*columns, named.n_concepts)
        start = stop


def _list_meetings(named: Namings) -> tuple[Numbers, Numbers]:
    """Return for every meeting the number of its pair and its document, in the order of the units.

    Units that name equally many concepts are one table, of which every two
    columns meet.
    """
    starts = np.flatnonzero(np.diff(named.units, prepend=-1))
    sizes = np.diff(starts, append=len(named.units))
    n_meetings = sizes * (sizes - 1) // 2
    begins = np.cumsum(n_meetings) - n_meetings
    narrow = named.n_concepts < 46_000  # so that a pair's number fits into 32 bits
    met = np.empty(int(n_meetings.sum()), dtype=np.int32 if narrow else np.int64)
    concepts = named.concepts.astype(met.dtype)
    for size in np.unique(sizes[sizes > 1]).tolist():
        chosen = np.flatnonzero(sizes == size)
        one, other = np.triu_indices(size, k=1)
        for part in range(0, len(chosen), step := max(1, 500_000 // len(one))):
            rows = chosen[part : part + step]
            table = concepts[starts[rows, None] + np.arange(size)]
            numbers = (table * met.dtype.type(named.n_concepts))[:, one] + table[:, other]
            met[begins[rows, None] + np.arange(len(one))] = numbers
    return met, np.repeat(named.documents[starts].astype(np.int32), n_meetings)  # type: ignore[return-value]


Part = tuple["Numbers", "Numbers", "Numbers", "Numbers", "Numbers"]
"""Pairs by number, their meetings and documents, and the first and last year of these."""


def _count_part(named: Namings, first: Numbers, last: Numbers) -> Part:
    """Return the pairs that meet in some documents."""
    met, documents = _list_meetings(named)
    known = None
    if named.n_concepts > WIDEST:
        known, met = np.unique(met, return_inverse=True)
    n_both = np.bincount(met)
    from scipy.sparse import csr_array

    # Rows are pairs, columns documents: what is listed twice becomes one cell, whatever stands in it.
    cells = csr_array(
        (np.ones(len(met), dtype=np.int8), (met, documents)), shape=(len(n_both), len(first))
    )
    keys = np.flatnonzero(n_both)
    starts = cells.indptr[keys]
    if len(keys) and last.any():
        since = np.minimum.reduceat(first[cells.indices], starts)
        until = np.maximum.reduceat(last[cells.indices], starts)
    else:
        since, until = np.full(len(keys), LATEST), np.full(len(keys), NO_YEAR)
    n_docs = np.diff(cells.indptr)[keys].astype(np.int64)
    return (
        keys if known is None else known[keys].astype(np.int64),
        n_both[keys],
        n_docs,
        since,
        until,
    )


def _merge(parts: list[Part]) -> Part:
    """Return the pairs of several sets of documents as one."""
    if len(parts) == 1:
        return parts[0]
    none = np.empty(0, dtype=np.int64)
    columns = [np.concatenate(each) for each in zip(*parts, strict=True)] or [none] * 5
    keys, at = np.unique(columns[0], return_inverse=True)
    n_both, n_docs = np.zeros((2, len(keys)), dtype=np.int64)
    since, until = np.full(len(keys), LATEST), np.full(len(keys), NO_YEAR)
    np.add.at(n_both, at, columns[1])
    np.add.at(n_docs, at, columns[2])
    np.minimum.at(since, at, columns[3])
    np.maximum.at(until, at, columns[4])
    return keys, n_both, n_docs, since, until


def measure_meetings(met: Meetings, n: int) -> tuple[Values, ...]:
    """Return every measure of every pair among `n` units, in the order of the fields of `Pair`.

    What is undefined is nan.
    """
    counts = met.n_both, met.n_a, met.n_b
    p = association.measure_p(*counts, n)
    return (
        association.measure_expected(met.n_a, met.n_b, n),
        association.measure_jaccard(*counts),
        association.measure_dice(*counts),
        association.measure_cosine(*counts),
        association.measure_association_strength(*counts, n),
        association.measure_pmi(*counts, n),
        association.measure_npmi(*counts, n),
        association.measure_log_likelihood(*counts, n),
        met.n_both / met.n_a,
        met.n_both / met.n_b,
        p,
        association.adjust_p(p),
        association.measure_alpha(met.a, met.b, met.n_both),
    )


def _to_pairs(themes: Sequence[str], met: Meetings, n_passages: int) -> list[Pair]:
    """Return the pairs with the measures made of their counts."""
    numbers = (met.n_both, met.n_docs, met.n_a, met.n_b)
    measures = (
        [None if value != value else value for value in each.tolist()]  # noqa: PLR0124 - nan alone is not itself
        for each in measure_meetings(met, n_passages)
    )
    years = ([year or None for year in each.tolist()] for each in (met.first, met.last))
    ends = ([themes[at] for at in each.tolist()] for each in (met.a, met.b))
    columns = (*ends, *(each.tolist() for each in numbers), *measures, *years)
    return [Pair._make(row) for row in zip(*columns, strict=True)]
