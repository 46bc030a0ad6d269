"""Count words and runs of words: how often, in how many papers, how evenly.

Languages are counted apart, each against its own total. Words are in small
letters; function words are left out where they are not asked for, and count in
the totals always. DP and DPnorm are over documents (see `dispersion`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.dispersion import Parts
from policytext.languages.stop_words import CHINESE, ENGLISH
from policytext.store.words import Over, stream_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policytext.store.reading import Row, Store

_TIGHT = re.compile(r"[\s\-‐‑–]*")  # what may stand inside a run of words

PER = 10_000
"""Rates are per so many words of the language."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is counted and what is listed of it.

    `over` is word or lemma, `min_count` and `min_docs` what a row needs, `top`
    rows of each group and language (0: all). With `stop_words` function words
    are listed. `characters` reads Chinese by character (runs of words only).
    """

    over: Over = "word"
    min_count: int = 1
    min_docs: int = 1
    top: int = 50
    stop_words: bool = False
    characters: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What a corpus has in one language: occurrences by item and paper, words by paper."""

    items: Mapping[str, Mapping[str, int]]
    sizes: Mapping[str, int]


def count_words(store: Store, options: Options) -> dict[str, Counts]:
    """Return the occurrences of every word by language."""
    by_document: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row, words, _ in stream_words(store, options.over):
        by_document[row["lang"], row["doc_id"]].update(words)
    return _turn(by_document, {key: c.total() for key, c in by_document.items()}, options)


def count_ngrams(store: Store, n: int, options: Options) -> dict[str, Counts]:
    """Return the occurrences of every run of `n` words by language; no run crosses punctuation.

    A run that begins or ends with a function word is left out with them.
    """
    by_document: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    sizes: Counter[tuple[str, str]] = Counter()
    for row, words, positions in stream_words(store, options.over, characters=options.characters):
        lang = row["lang"]
        key = lang, row["doc_id"]
        sizes[key] += len(words)
        spelled = (
            options.characters and lang == "zh"
        )  # characters are no words, and none is left out
        for run in _split_runs(row["text"], words, positions):
            by_document[key].update(
                ("" if lang == "zh" else " ").join(run[i : i + n])
                for i in range(len(run) - n + 1)
                if spelled or _is_listed((run[i], run[i + n - 1]), lang, options)
            )
    return _turn(by_document, sizes, Options(stop_words=True))


def _split_runs(text: str, words: list[str], positions: Sequence[int]) -> list[list[str]]:
    """Return the stretches of words between which nothing but space and hyphens stands."""
    runs: list[list[str]] = []
    end = -1
    for word, start, next_end in zip(words, positions[::2], positions[1::2], strict=True):
        if end >= 0 and (
            (start <= end + 1 and text[end:start] in {"", " "})
            or _TIGHT.fullmatch(text, end, start)
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
        end = next_end
    return runs


def _is_listed(words: Sequence[str], lang: str, options: Options) -> bool:
    """Tell whether a row is made of these words: none a function word, or all are wanted."""
    stop = CHINESE if lang == "zh" else ENGLISH
    return options.stop_words or not any(
        word in stop or word.startswith(("'", "’")) for word in words
    )


def _turn(
    by_document: Mapping[tuple[str, str], Counter[str]],
    sizes: Mapping[tuple[str, str], int],
    options: Options,
) -> dict[str, Counts]:
    """Return counts by document as counts by item, those that are listed."""
    items: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for (lang, doc_id), counter in by_document.items():
        own = items[lang]
        for item, count in counter.items():
            if item and _is_listed((item,), lang, options):
                own[item][doc_id] = count
    return {
        lang: Counts(items[lang], {doc: n for (other, doc), n in sizes.items() if other == lang})
        for lang in sorted({lang for lang, _ in sizes})
    }


def list_counts(
    counts: Mapping[str, Counts],
    options: Options,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> list[Row]:
    """Return a row for every item of every group and language, the commonest first.

    `range` is the share of the papers of the group that have it; DP and DPnorm
    are empty where the group is a single paper.
    """
    rows: list[Row] = []
    for lang, counted in sorted(counts.items()):
        named = groups if groups is not None else {"(corpus)": sorted(counted.sizes)}
        for name, docs in sorted(named.items()):
            rows += _list_group(name, lang, counted, frozenset(docs), options)
    return rows


def _list_group(
    name: str, lang: str, counted: Counts, docs: frozenset[str], options: Options
) -> list[Row]:
    """Return the rows of one group in one language."""
    parts = Parts({doc: n for doc, n in counted.sizes.items() if doc in docs})
    found: list[tuple[int, str, dict[str, int]]] = []
    for item, by_document in counted.items.items():
        own = {doc: n for doc, n in by_document.items() if doc in docs}
        count = sum(own.values())
        if count >= options.min_count and len(own) >= options.min_docs and own:
            found.append((-count, item, own))
    found.sort(key=lambda each: each[:2])
    rows: list[Row] = []
    for rank, (negative, item, own) in enumerate(found[: options.top or None], start=1):
        spread = parts.measure(own)
        single = len(parts.shares) < 2
        rows.append(
            {
                "group": name,
                "lang": lang,
                "rank": rank,
                "item": item,
                "count": -negative,
                f"per_{PER}": round(-negative / parts.total * PER, 4),
                "n_docs": spread.range,
                "range": round(spread.range / len(parts.shares), 4),
                "dp": None if single or spread.dp is None else round(spread.dp, 6),
                "dp_norm": None if single or spread.dp_norm is None else round(spread.dp_norm, 6),
                "total": parts.total,
            }
        )
    return rows
