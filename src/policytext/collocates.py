"""Find the words that keep company with a word, phrase, pattern or theme.

A node's window is so many words to its left and right, ending with the passage
or already with the sentence; or it is the whole sentence or passage. A word
counts once however many windows it stands in, and each language is counted by
itself. The measures and their sources: `collocation`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from policytext.collocation import MEASURES, Meeting
from policytext.contingency import adjust_bh, find_p
from policytext.dispersion import Parts
from policytext.errors import BadQuery
from policytext.folding import fold
from policytext.kwic import find_counterparts, find_places
from policytext.languages.stop_words import STOP_WORDS
from policytext.sentences import find_sentences
from policytext.store.counting import list_counted, read_lemmas, read_positions, stream_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.kwic import Kind
    from policytext.kwic.places import Places
    from policytext.store.finding import Condition
    from policytext.store.reading import Row, Store

RANKINGS = ("count", *MEASURES)
"""What collocates can be sorted by."""


@dataclass(frozen=True, slots=True)
class Span:
    """What counts as near: `left` and `right` words, no further than the sentence or passage.

    `None` words are as many as there are in it.
    """

    left: int | None = 5
    right: int | None = 5
    within: Literal["passage", "sentence"] = "passage"


@dataclass(frozen=True, slots=True)
class Options:
    """What is listed: words or dictionary forms that stand near the node at least `min_count` times.

    `min_docs` is in how many documents they must do so, `top` how many of each
    language are kept, 0 for all. `stop_words` keeps the words that say nothing
    by themselves; they count in the totals always.
    """

    over: Literal["word", "lemma"] = "word"
    measure: str = "logdice"
    min_count: int = 3
    min_docs: int = 1
    top: int = 50
    stop_words: bool = True


@dataclass(slots=True)
class Company:
    """What was counted in one language; `near` counts words in windows per document."""

    n_nodes: int = 0
    near: Counter[str] = field(default_factory=Counter)
    met: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    sizes: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)


def find_nodes(store: Store, pattern: str, kind: Kind, among: Condition) -> Places:
    """Return the places of a node in counted passages; of what says the same in the other language, if none."""
    sql, values = among
    counted = f"p.counted AND ({sql})", values
    places = find_places(store, pattern, kind, counted)
    if not places.found and kind != "regex":
        places = find_counterparts(store, pattern, counted)
    return places


def count_company(
    store: Store, places: Places, span: Span, over: str, among: Condition
) -> dict[str, Company]:
    """Count what stands near the places, and everywhere in the passages that fulfil a condition, by language."""
    lemmas = read_lemmas(store) if over == "lemma" else {}
    rows = {row["passage_no"]: row for row in list_counted(store, among)}
    langs = {rows[row["passage_no"]]["lang"] for row, _ in places.found}
    company = {lang: Company() for lang in sorted(langs)}
    numbers = [number for number, row in rows.items() if row["lang"] in langs]
    for row, words in stream_words(store, numbers):
        here = company[row["lang"]]
        here.sizes[row["doc_id"]] += len(words)
        here.words.update(words)
    for row, spans in places.found:
        _count_near(row, spans, span, lemmas, company[rows[row["passage_no"]]["lang"]])
    for here in company.values():
        here.words = _merge(here.words, lemmas)
    return company


def _merge(words: Counter[str], lemmas: dict[str, str]) -> Counter[str]:
    """Return counts of dictionary forms from counts of words."""
    merged: Counter[str] = Counter()
    for word, n in words.items():
        merged[lemmas.get(word, word)] += n
    return merged


def _count_near(
    row: Row, spans: Sequence[tuple[int, int]], span: Span, lemmas: dict[str, str], here: Company
) -> None:
    """Add what stands in the windows of one passage."""
    positions = read_positions(row["tokens"])
    starts, ends = positions[::2].tolist(), positions[1::2].tolist()
    folded = fold(row["text"])
    left: set[int] = set()
    right: set[int] = set()
    for before, after in _cut_windows(row["text"], starts, ends, spans, span):
        left |= set(before)
        right |= set(after)
    here.n_nodes += len(spans)
    here.near[row["doc_id"]] += len(left | right)
    for at in sorted(left | right):
        word = folded[starts[at] : ends[at]]
        word = lemmas.get(word, word)
        here.met[word][row["doc_id"]] += 1
        here.left[word] += at in left
        here.right[word] += at in right


def _cut_windows(
    text: str,
    starts: list[int],
    ends: list[int],
    spans: Sequence[tuple[int, int]],
    span: Span,
) -> Iterator[tuple[range, range]]:
    """Yield, for every node, the words before and after it that are in its window."""
    sentences = find_sentences(text) if span.within == "sentence" else []
    for start, end in spans:
        first, last = 0, len(starts)
        if sentences:
            low = max((s for s, _ in sentences if s <= start), default=0)
            high = min((e for _, e in sentences if e >= end), default=len(text))
            first, last = bisect_left(starts, low), bisect_right(ends, high)
        node, after = bisect_right(ends, start), bisect_left(starts, end)
        if span.left is not None:
            first = max(first, node - span.left)
        if span.right is not None:
            last = min(last, after + span.right)
        yield range(first, node), range(after, last)


def rank_collocates(company: dict[str, Company], options: Options | None = None) -> list[Row]:
    """Return a row for every collocate with its counts and every measure, by language, the strongest first.

    The columns are those of docs/statistics.md. Raises `BadQuery` for a measure
    there is not.
    """
    options = options or Options()
    if options.measure not in RANKINGS:
        raise BadQuery(f"No measure '{options.measure}'. There are: {', '.join(RANKINGS)}.")
    rows: list[Row] = []
    for lang, here in company.items():
        parts = Parts(here.sizes)
        found = [
            _to_row(lang, word, here, parts)
            for word in sorted(here.met)
            if _is_wanted(word, here.met[word], options)
        ]
        for row, p in zip(found, adjust_bh([row["p"] for row in found]), strict=True):
            row["p_adj"] = p
        column = "n" if options.measure == "count" else options.measure
        found.sort(key=lambda row: (-_or_last(row[column]), -row["n"], row["collocate"]))
        rows += found[: options.top or None]
    return rows


def _or_last(value: float | None) -> float:
    """Return a value to sort by; an undefined one comes last."""
    return float("-inf") if value is None else value


def _is_wanted(word: str, met: Counter[str], options: Options) -> bool:
    """Tell whether a collocate is common enough, and says something."""
    if not options.stop_words and word in STOP_WORDS:
        return False
    return met.total() >= options.min_count and len(met) >= options.min_docs


def _to_row(lang: str, word: str, here: Company, parts: Parts) -> Row:
    """Return one collocate with everything that can be said of it."""
    met = here.met[word]
    meeting = Meeting(
        met.total(), here.near.total(), here.words[word], here.sizes.total(), here.n_nodes
    )
    spread = parts.measure(met)
    measured = {name: measure(meeting) for name, measure in MEASURES.items()}
    ll = measured["ll"]
    return {
        "collocate": word,
        "lang": lang,
        "n": meeting.o,
        "expected": meeting.e,
        "n_left": here.left[word],
        "n_right": here.right[word],
        "docs": spread.range,
        "dp": spread.dp if len(parts.shares) > 1 else None,
        **measured,
        "p": find_p(None if ll is None else abs(ll)),
        "p_adj": None,
        "f_node": meeting.f_node,
        "f_collocate": meeting.f,
        "n_near": meeting.near,
        "n_tokens": meeting.n,
    }
