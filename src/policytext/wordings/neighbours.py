"""Find terms that have the neighbours of a theme over the whole corpus.

Each theme and each recurring run of words that is none is described by the words that stand
within three of it, on the same side and in the same clause, weighted by their
positive pointwise mutual information (Church & Hanks 1990; Bullinaria & Levy
2007); two are alike by the cosine of these descriptions. Rare ones have too few
neighbours to be compared.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from math import fsum, log2, sqrt
from typing import TYPE_CHECKING, NamedTuple

from policytext.folding import fold
from policytext.languages.stop_words import CHINESE, ENGLISH
from policytext.records import Run
from policytext.text import to_source
from policytext.wordings.proposal import Proposal
from policytext.wordings.slots import EDGES, map_edges, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.store.reading import Row, Store
    from policytext.wordings.slots import Words

WINDOW = 3
"""Words on either side that are neighbours."""

FEWEST = 3
"""Places a theme or a term must have, and neighbours the two must share."""

ALIKE = 0.15
"""The cosine from which on two are called alike."""

MOST = 2
"""Terms that are proposed for one theme."""

LONGEST_TERM = 3
"""Words of a term; one word alone has too many senses."""

MOST_TERMS = 1_000_000
"""Runs that are counted at a time."""

_STOP = ENGLISH | CHINESE | set(EDGES)
_CLAUSE = re.compile(r"[.,;:!?。，、；：！？()（）]")

_WORD = re.compile(r"\w+")

Term = tuple[str, ...]
Vector = dict[str, float]
Node = tuple[str, str]
"""`theme` or `term`, and its id or its folded words."""


class Described(NamedTuple):
    """A theme or a term, the weights of its neighbours, and their length as a vector."""

    name: str
    vector: Vector
    length: float

    @classmethod
    def of(cls, name: str, vector: Vector) -> Described:
        """Return a description with its length."""
        return cls(name, vector, sqrt(fsum(weight * weight for weight in vector.values())))


def propose_by_neighbours(
    store: Store, passages: Sequence[Row], theme_id: str | None
) -> Iterator[Proposal]:
    """Yield the terms whose neighbours are most like a theme's, at the first place of each."""
    terms = _list_terms(store, passages)
    counts: dict[Node, Counter[str]] = defaultdict(Counter)
    places: dict[Node, list[tuple[Row, int, int]]] = defaultdict(list)
    for passage in passages:
        words = read_words(passage)
        for node, first, last in _list_nodes(passage, words, terms):
            counts[node].update(_list_neighbours(passage["text"], words, first, last))
            places[node].append((passage, words[first][1], words[last][2]))
    vectors = _weigh({node: each for node, each in counts.items() if len(places[node]) >= FEWEST})
    terms_described = [
        Described.of(name, vector) for (kind, name), vector in vectors.items() if kind == "term"
    ]
    for kind, theme in sorted(vectors):
        if kind == "theme" and theme_id in (None, theme):
            described = Described.of(theme, vectors[kind, theme])
            for term, shared in _find_alike(described, terms_described):
                like = places[kind, theme][0]
                yield _to_proposal(theme, places["term", term][0], like, shared)


def _list_terms(store: Store, passages: Sequence[Row]) -> set[Term]:
    """Return the runs of two words or three that recur, hold no stop word and name no theme."""
    names = {tuple(_WORD.findall(fold(text))) for text, _ in store.list_names()}
    counts: Counter[Term] = Counter()
    for passage in passages:
        counts.update(term for term, _, _ in _list_runs(passage["text"], read_words(passage)))
        if (
            len(counts) > MOST_TERMS
        ):  # rare runs are forgotten (lossy counting: Manku & Motwani 2002)
            counts = Counter({term: count for term, count in counts.items() if count > 1})
    return {term for term, count in counts.items() if count >= FEWEST} - names


def _list_runs(text: str, words: Words) -> Iterator[tuple[Term, int, int]]:
    """Yield the runs of words of one clause that could be a term, with their first and last word."""
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST_TERM, len(words))):
            word = words[last][0]
            if word in _STOP or not word[0].isalpha():
                break
            if last > first and _CLAUSE.search(text, words[last - 1][2], words[last][1]):
                break
            if last > first:
                yield tuple(word for word, _, _ in words[first : last + 1]), first, last


def _list_nodes(passage: Row, words: Words, terms: set[Term]) -> Iterator[tuple[Node, int, int]]:
    """Yield every theme and term of a passage with its first and last word; terms inside themes are none."""
    starts, ends = map_edges(words)
    taken: set[int] = set()
    for theme, start, end in passage["marks"]:
        if start in starts and end in ends:
            yield ("theme", theme), starts[start], ends[end]
            taken.update(range(starts[start], ends[end] + 1))
    for term, first, last in _list_runs(passage["text"], words):
        if term in terms and taken.isdisjoint(range(first, last + 1)):
            yield ("term", " ".join(term)), first, last


def _list_neighbours(text: str, words: Words, first: int, last: int) -> Iterator[str]:
    """Yield the words near a stretch in its clause, marked with the side they stand on."""
    for number in range(first - 1, max(-1, first - 1 - WINDOW), -1):
        if _CLAUSE.search(text, words[number][2], words[number + 1][1]):
            break
        if words[number][0] not in _STOP:
            yield f"{words[number][0]} …"
    for number in range(last + 1, min(len(words), last + 1 + WINDOW)):
        if _CLAUSE.search(text, words[number - 1][2], words[number][1]):
            break
        if words[number][0] not in _STOP:
            yield f"… {words[number][0]}"


def _weigh(counts: dict[Node, Counter[str]]) -> dict[Node, Vector]:
    """Return the positive pointwise mutual information of each node and each of its neighbours."""
    by_word: Counter[str] = Counter()
    for each in counts.values():
        by_word.update(each)
    total = by_word.total()
    return {
        node: {
            word: log2(count * total / (each.total() * by_word[word]))
            for word, count in each.items()
            if count * total > each.total() * by_word[word]
        }
        for node, each in counts.items()
    }


def _find_alike(theme: Described, terms: list[Described]) -> list[tuple[str, list[str]]]:
    """Return the terms most like a theme, with the neighbours they share, the telling ones first."""
    found = []
    for term in terms:
        common = theme.vector.keys() & term.vector.keys()
        if len(common) < FEWEST:
            continue
        products = {word: theme.vector[word] * term.vector[word] for word in common}
        likeness = fsum(products.values()) / (theme.length * term.length)
        if likeness >= ALIKE:
            shared = sorted(common, key=lambda word: (-products[word], word))
            found.append((-likeness, term.name, shared))
    return [(name, shared) for _, name, shared in sorted(found)[:MOST]]


def _to_proposal(
    theme: str, place: tuple[Row, int, int], like: tuple[Row, int, int], shared: list[str]
) -> Proposal:
    """Return a term at one of its places."""
    passage, start, end = place
    runs = [Run(*run) for run in json.loads(passage["runs"])]
    return Proposal(
        theme,
        passage["text"][start:end],
        "neighbours",
        "; ".join(shared[:FEWEST]),
        like[0]["text"][like[1] : like[2]],
        len(shared),
        passage["doc_id"],
        passage["passage_id"],
        *to_source(runs, start, end),
    )
