"""Find the passages that answer a query, the best first.

A query is heard twice. Its words are looked for with their inflections, and the
themes it names are looked for in every form: so "two coverage" finds the
formula, not the numbers. Asked across languages it is heard a third time, word
by word through the glossary (see `queries.widening`). The index yields the most
promising passages; each of those is then scored by BM25 (Robertson and Zaragoza
2009, "The Probabilistic Relevance Framework: BM25 and Beyond", k1 = 1.2, b =
0.6, for passages differ less in length than documents) over four kinds of terms:

- a word, however inflected, one term with the passage frequency of the group;
- a theme, by its mentions;
- a word's counterparts in the other language, together one term;
- two words that follow one another in the query and in the passage.

The heading a passage stands under counts half as much as the passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple

from policytext.errors import BadQuery
from policytext.folding import detect_language, fold
from policytext.languages.stop_words import CHINESE, ENGLISH
from policytext.queries.conditions import Matcher, list_fields
from policytext.queries.grammar import (
    Group,
    Leaf,
    Node,
    flatten,
    is_wanted,
    list_fields_in,
    list_leaves,
)
from policytext.queries.patterns import (
    Finder,
    compile_count,
    count_holders,
    follow,
    resolve,
    to_match,
)
from policytext.queries.spelling import suggest_words
from policytext.queries.widening import Widened, cut_up, widen
from policytext.store.finding import (
    EVERYTHING,
    choose_passages,
    choose_theme_passages,
    count_theme_mentions,
    count_where,
    is_of_index,
    list_marks,
    list_themes_in,
    measure_passages,
    rank_and_count,
    read_candidates,
)
from policytext.store.indexing import join_index_words

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from policytext.queries.patterns import Sought
    from policytext.records import Language
    from policytext.store.reading import Row, Store

SNIPPET = 240
"""Letters of a snippet, more or less: about three lines of a terminal."""

CANDIDATES = 100
"""Passages the index yields for scoring, or as many as are asked for; more changes no first page."""

K1, B = 1.2, 0.6
HEADING_WEIGHT = 0.5
TITLE_WEIGHT = 0.2
THEME_WEIGHT = 1.0
PAIR_WEIGHT = 0.25

# How much a passage counts by its kind: the argument first, headings through what stands under
# them, other people's titles last.
_KIND_WEIGHTS = {
    "heading": 0.4,
    "keywords": 0.6,
    "front": 0.6,
    "footnote": 0.5,
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
class Results:
    """What a query found.

    `n_found` counts the passages that fulfil it; none where the words are only
    wanted, and any of them would do. `expanded` says part by part how the query
    was carried into the other language, and `notes` what was not found in the
    store. Iterating yields the hits.
    """

    query: str
    hits: tuple[Hit, ...]
    n_found: int | None
    themes: tuple[str, ...]
    expanded: tuple[str, ...]
    notes: tuple[str, ...]

    def __iter__(self) -> Iterator[Hit]:
        """Yield the hits, best first."""
        return iter(self.hits)

    def __len__(self) -> int:
        """Return the number of hits."""
        return len(self.hits)


class Term(NamedTuple):
    """Something a passage is scored by: `count_in` says how often it holds it, `n_passages` about how many do.

    About: the passages of a word's inflections are added up, and a phrase
    counts as often as the rarest of its words.
    """

    n_passages: int
    weight: float
    count_in: Callable[[Row], float]


def search(store: Store, query: str, limit: int = 10, *, expand: bool | None = None) -> Results:
    """Return up to `limit` passages that answer a query, best first.

    `expand` carries the query over into the other language; by itself that is
    done for words of a language in which the corpus has not one passage.
    `queries.grammar` says what may stand in a query. Raises `BadQuery` when
    there is not one letter or figure in it.
    """
    matcher = Matcher(store, list_fields(store))
    node = matcher.parse(query)
    if node is None:
        raise BadQuery(
            f"Nothing to look for in '{query}'. Type a word, a \"quoted phrase\" or 汉字."
        )
    unknown = list(matcher.notes)
    results = _answer(matcher, query, node, limit, _widen(store, node, expand))
    parts = cut_up(node, store)
    if results or parts == node:
        return results
    words = ", ".join(leaf.text for leaf in list_leaves(parts))
    matcher.notes[:] = [*unknown, f"Nothing has it as a whole; looked for its words: {words}."]
    return _answer(matcher, query, parts, limit, Widened(flatten(parts)))


def _answer(matcher: Matcher, query: str, node: Node, limit: int, widened: Widened) -> Results:
    """Return what a parsed query finds, asked as it was `widened`."""
    store = matcher.store
    leaves = _drop_stop_words(list_leaves(node))
    sought = [resolve(leaf, store) for leaf in leaves]
    others = [[resolve(leaf, store) for leaf in piece.words] for piece in widened.pieces]
    themes = _list_themes(matcher, node, widened)
    terms = [*_word_terms(store, leaves, sought), *_theme_terms(store, themes)]
    terms += [_word_term(store, group, 1.0) for group in others if group]
    everything = [*sought, *(item for group in others for item in group)]
    numbers, n_found = _choose(matcher, widened.node, everything, themes, max(CANDIDATES, limit))
    average = measure_passages(store)
    scored = [
        row | {"score": _score(_add_words(row), terms, average)}
        for row in read_candidates(store, numbers)
    ]
    scored.sort(key=lambda row: (-row["score"], row["passage_no"]))
    finder = Finder(everything)
    hits = [
        to_hit(
            row,
            rank,
            row["score"],
            [*list_marks(store, row["passage_no"], themes), *finder.find(fold(row["text"]))],
        )
        for rank, row in enumerate(scored[:limit], start=1)
    ]
    return Results(
        query=query,
        hits=tuple(hits),
        n_found=n_found,
        themes=tuple(themes),
        expanded=tuple(map(str, widened.pieces)),
        notes=(*matcher.notes, *_list_notes(store, widened, leaves, found=bool(hits))),
    )


def _widen(store: Store, node: Node, expand: bool | None) -> Widened:
    """Return the query carried over into the other language where that was asked for or is needed."""
    written = {detect_language(leaf.text) for leaf in list_leaves(node)}
    absent: set[Language] = written - store.list_languages() if expand is None else written
    return widen(node, store, absent) if absent and expand is not False else Widened(node)


def _drop_stop_words(leaves: list[Leaf]) -> list[Leaf]:
    """Return what tells passages apart: not the words of a question that stand in every text."""
    telling = [x for x in leaves if x.quoted or not (x.text in ENGLISH or x.text in CHINESE)]
    return telling or leaves


def _list_themes(matcher: Matcher, node: Node, widened: Widened) -> list[str]:
    """Return the themes a passage is scored by: those the query names, in fields too."""
    named = list_themes_in(matcher.store, " ".join(leaf.text for leaf in list_leaves(node)))
    fields = [f.value for f in list_fields_in(node) if matcher.fields[f.name] == "theme"]
    found = [theme for value in fields for theme in matcher.store.match_themes(value)]
    return list(dict.fromkeys([*named, *found, *(p.theme for p in widened.pieces if p.theme)]))


def _choose(
    matcher: Matcher, node: Node, sought: list[Sought], themes: list[str], limit: int
) -> tuple[list[int], int | None]:
    """Return the most promising passages, and how many fulfil the query if it demands anything."""
    store = matcher.store
    wanted = [expression for item in sought if (expression := to_match(item))]
    if is_wanted(node):
        return _choose_loose(matcher, node, wanted, themes, limit), None
    condition = matcher.to_condition(node)
    demands_all = not (isinstance(node, Group) and any(map(is_wanted, node.parts)))
    if demands_all and is_of_index(condition):
        return rank_and_count(store, condition, limit)
    numbers = choose_passages(store, " OR ".join(wanted), condition, limit)
    return numbers, len(numbers) if len(numbers) < limit else count_where(store, condition)


def _choose_loose(
    matcher: Matcher, node: Node, wanted: list[str], themes: list[str], limit: int
) -> list[int]:
    """Return the most promising passages for things of which any will do, those with all words first."""
    store = matcher.store
    numbers: list[int] = []
    if len(wanted) > 1:
        numbers = choose_passages(store, " AND ".join(wanted), EVERYTHING, limit)
    if wanted and len(numbers) < limit:
        numbers += choose_passages(store, " OR ".join(wanted), EVERYTHING, limit)
    parts = node.parts if isinstance(node, Group) else ()
    if not all(isinstance(part, Leaf) and detect_language(part.text) == "zh" for part in parts):
        numbers += choose_theme_passages(store, themes, limit)
    return list(dict.fromkeys(numbers))


def _list_notes(
    store: Store, widened: Widened, leaves: list[Leaf], *, found: bool
) -> Iterator[str]:
    """Yield what a person should know of words that led nowhere."""
    if widened.lost:
        yield f"No counterpart in the other language is known for {', '.join(widened.lost)}."
    if not found:
        for leaf in leaves:
            if near := suggest_words(store, leaf.text):
                yield f"Nothing has '{leaf.text}'. Did you mean {' or '.join(near)}?"


def _word_terms(store: Store, leaves: list[Leaf], sought: list[Sought]) -> list[Term]:
    """Return the terms that words and their neighbourhood make."""
    pairs = [
        follow(first, then)
        for leaf, first, then in zip(leaves, sought, sought[1:], strict=False)
        if not leaf.quoted
    ]
    return [
        *(_word_term(store, [item], 1.0) for item in sought),
        *(_word_term(store, [pair], PAIR_WEIGHT) for pair in pairs),
    ]


def _word_term(store: Store, items: list[Sought], weight: float) -> Term:
    """Return the term of one thing sought, or of several that say the same."""
    n_passages = sum(count_holders(store, item) for item in items)
    return Term(n_passages, weight, _count_in(compile_count(items)))


def _count_in(pattern: re.Pattern[str]) -> Callable[[Row], float]:
    """Return what counts a pattern in a passage and, at its own weight, in the heading over it."""

    def count(row: Row) -> float:
        over = 0 if row["kind"] == "heading" else len(pattern.findall(row["section_words"]))
        title = TITLE_WEIGHT * len(pattern.findall(row["title_words"]))
        return len(pattern.findall(row["words"])) + HEADING_WEIGHT * over + title

    return count


def _theme_terms(store: Store, themes: list[str]) -> list[Term]:
    """Return the terms that the themes named in the query make."""
    named = [count_theme_mentions(store, theme) for theme in themes]
    return [Term(len(mentions), THEME_WEIGHT, _look_up(mentions)) for mentions in named]


def _look_up(mentions: dict[int, float]) -> Callable[[Row], float]:
    """Return what counts the mentions of a theme in a passage."""
    return lambda row: mentions.get(row["passage_no"], 0)


def _add_words(row: Row) -> Row:
    """Return a passage with the words of its text, of the heading over it and of its document's title."""
    return row | {
        "words": join_index_words(row["text"]),
        "section_words": _join_cached(row["section"]),
        "title_words": _join_cached(row["title"]),
    }


_join_cached = lru_cache(maxsize=4096)(join_index_words)  # many passages share a heading


def _score(row: Row, terms: list[Term], average: tuple[int, float]) -> float:
    """Return the BM25 of a passage over the terms, weighed by the kind of passage."""
    n_passages, mean_length = average
    length = K1 * (1 - B + B * row["n_tokens"] / mean_length)
    score = 0.0
    for term in terms:
        if count := term.count_in(row):
            holders = min(term.n_passages, n_passages)
            rarity = log(1 + (n_passages - holders + 0.5) / (holders + 0.5))
            score += term.weight * rarity * count * (K1 + 1) / (count + length)
    return score * _KIND_WEIGHTS.get(row["kind"], 1.0)


def to_hit(row: Row, rank: int, score: float, spans: list[tuple[int, int]]) -> Hit:
    """Return a passage as a hit, some stretches of it marked in the snippet."""
    return Hit(
        rank=rank,
        score=round(score, 3),
        doc_id=row["doc_id"],
        passage_id=row["passage_id"],
        section=row["section"],
        page=row["page"],
        char_start=row["char_start"],
        char_end=row["char_end"],
        snippet=cut_snippet(row["text"], _merge(spans)),
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
