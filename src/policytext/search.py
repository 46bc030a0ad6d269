"""Find the passages that answer a query, the best first.

A query is heard twice. Its words are looked for with their inflections, and the
themes it names are looked for in every form, in either language: so "two
coverage" finds the formula, not the numbers, and 两个覆盖 finds it in English
papers. The index yields the most promising passages; each of those is then
scored by BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance
Framework: BM25 and Beyond", k1 = 1.2, b = 0.75) over three kinds of terms:

- a word, however inflected, one term with the document frequency of the group;
- a theme, by its mentions;
- two words that follow one another in the query and in the passage.

The heading a passage stands under counts half as much as the passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from policytext.errors import BadQuery
from policytext.languages.stop_words import ENGLISH
from policytext.patterns import compile_sought, follow, parse_query, to_match
from policytext.store.finding import (
    count_passages,
    count_theme_mentions,
    list_marks,
    list_themes_in,
    match_passages,
    match_theme_passages,
    measure_passages,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from policytext.patterns import Sought
    from policytext.store.reading import Row, Store

SNIPPET = 240
"""Letters of a snippet, more or less: about three lines of a terminal."""

CANDIDATES = 300
"""Passages the index yields for scoring; more changes the order of nobody's first page."""

K1, B = 1.2, 0.75
HEADING_WEIGHT = 0.5
THEME_WEIGHT = 1.0
PAIR_WEIGHT = 0.5

# How much a passage counts by its kind: the argument first, headings through what stands under
# them, other people's titles last.
_KIND_WEIGHTS = {
    "heading": 0.4,
    "keywords": 0.6,
    "front": 0.6,
    "reference": 0.3,
    "boilerplate": 0.2,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query.

    `rank` counts from 1. `score` is comparable within one query only, higher
    is better. The span is the passage's. `snippet` is reading text with `**`
    on both sides of every word found.
    """

    rank: int
    score: float
    doc_id: str
    passage_id: str
    section: str
    page: str
    char_start: int
    char_end: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Term:
    """Something a passage is scored by: `count` says how often it holds it, `n_passages` how many do."""

    n_passages: int
    weight: float
    count: Callable[[Row], float]


def search(store: Store, query: str, limit: int = 10) -> list[Hit]:
    """Return up to `limit` passages that answer a query, best first; none when nothing of it occurs.

    Raises `BadQuery` when there is not one letter or figure in the query.
    """
    sought = parse_query(query, store)
    if not sought:
        raise BadQuery(
            f"Nothing to look for in '{query}'. Type a word, a \"quoted phrase\" or 汉字."
        )
    telling = [item for item in sought if item.text not in ENGLISH] or sought
    themes = list_themes_in(store, query)
    terms = [*_word_terms(store, telling), *_theme_terms(store, themes)]
    rows = match_passages(store, " OR ".join(map(to_match, telling)), CANDIDATES)
    rows |= match_theme_passages(store, themes, CANDIDATES)
    average = measure_passages(store)
    scored = [row | {"score": _score(row, terms, average)} for row in rows.values()]
    scored.sort(key=lambda row: (-row["score"], row["passage_no"]))
    pattern = compile_sought(telling)
    return [
        _to_hit(rank, row, pattern, list_marks(store, row["passage_no"], themes))
        for rank, row in enumerate(scored[:limit], start=1)
    ]


def _word_terms(store: Store, sought: list[Sought]) -> list[Term]:
    """Return the terms that words and their neighbourhood make."""
    groups = [(item, 1.0) for item in sought]
    groups += [(pair, PAIR_WEIGHT) for pair in map(follow, sought, sought[1:])]
    return [
        Term(count_passages(store, to_match(item)), weight, _count_in(compile_sought([item])))
        for item, weight in groups
    ]


def _count_in(pattern: re.Pattern[str]) -> Callable[[Row], float]:
    """Return what counts a pattern in a passage and, at its own weight, in the heading over it."""

    def count(row: Row) -> float:
        over = 0 if row["kind"] == "heading" else len(pattern.findall(row["folded_section"]))
        return len(pattern.findall(row["folded"])) + HEADING_WEIGHT * over

    return count


def _theme_terms(store: Store, themes: list[str]) -> list[Term]:
    """Return the terms that the themes named in the query make."""
    named = [count_theme_mentions(store, theme) for theme in themes]
    return [Term(len(mentions), THEME_WEIGHT, _look_up(mentions)) for mentions in named]


def _look_up(mentions: dict[int, int]) -> Callable[[Row], float]:
    """Return what counts the mentions of a theme in a passage."""
    return lambda row: mentions.get(row["passage_no"], 0)


def _score(row: Row, terms: list[Term], average: tuple[int, float]) -> float:
    """Return the BM25 of a passage over the terms, weighed by the kind of passage."""
    n_passages, mean_length = average
    length = K1 * (1 - B + B * row["n_tokens"] / mean_length)
    score = 0.0
    for term in terms:
        if count := term.count(row):
            rarity = log(1 + (n_passages - term.n_passages + 0.5) / (term.n_passages + 0.5))
            score += term.weight * rarity * count * (K1 + 1) / (count + length)
    return score * _KIND_WEIGHTS.get(row["kind"], 1.0)


def _to_hit(rank: int, row: Row, pattern: re.Pattern[str], marks: list[tuple[int, int]]) -> Hit:
    """Return a passage as a hit, its snippet showing the words and themes found."""
    spans = _merge([*marks, *(match.span() for match in pattern.finditer(row["folded"]))])
    return Hit(
        rank=rank,
        score=round(row["score"], 3),
        doc_id=row["doc_id"],
        passage_id=row["passage_id"],
        section=row["section"],
        page=row["page"],
        char_start=row["char_start"],
        char_end=row["char_end"],
        snippet=cut_snippet(row["text"], spans),
    )


def _merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans with those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def cut_snippet(text: str, spans: list[tuple[int, int]], size: int = SNIPPET) -> str:
    """Return the stretch of `text` that holds most of the `spans`, each between `**`.

    Cut at spaces, with `…` where text is left out.

    >>> cut_snippet("the level of two coverage", [(13, 25)])
    'the level of **two coverage**'
    """
    first, last = _choose_stretch(text, spans, size)
    pieces, at = ["…" if first else ""], first
    for start, end in sorted(spans):
        if at <= start and end <= last:
            pieces += text[at:start], "**", text[start:end], "**"
            at = end
    return "".join([*pieces, text[at:last], "…" if last < len(text) else ""])


def _choose_stretch(text: str, spans: list[tuple[int, int]], size: int) -> tuple[int, int]:
    """Return where a snippet of about `size` letters starts and ends."""
    if len(text) <= size:
        return 0, len(text)
    held = [
        sum(end - start for start, end in spans if at <= start and end <= at + 3 * size // 4)
        for at, _ in spans
    ]
    best = spans[max(range(len(spans)), key=lambda i: (held[i], -i))][0] if spans else 0
    first = max(0, min(best - size // 4, len(text) - size))
    space = text.find(" ", first, best)
    if first and space >= 0 and space - first < 20:
        first = space + 1
    last = min(len(text), first + size)
    space = text.rfind(" ", last - 20, last)
    return first, space if last < len(text) and space >= 0 else last
