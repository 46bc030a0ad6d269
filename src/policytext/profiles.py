"""Describe every paper by numbers: how long it is, how varied its words, how long its sentences, how Chinese."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from policytext.diversity import measure_hdd, measure_mattr, measure_mtld, measure_ttr
from policytext.sentences import find_sentences
from policytext.store.words import stream_words

if TYPE_CHECKING:
    from policytext.store.reading import Row, Store


def list_profiles(store: Store, window: int, doc_id: str | None = None) -> list[Row]:
    """Return a row for every paper and language of its counted passages.

    Types and diversity are of words in small letters; MATTR is over `window`
    words. Lengths are in words, of sentences in prose and abstracts. `share_zh`
    is the share of the paper's words that stand in Chinese passages.
    """
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    lengths: dict[tuple[str, str], list[int]] = defaultdict(list)
    sentences: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, own, positions in stream_words(store, "word", doc_id):
        key = row["doc_id"], row["lang"]
        words[key] += own
        lengths[key].append(len(own))
        sentences[key] += _measure_sentences(row["text"], list(positions[::2]))
    totals: dict[str, int] = defaultdict(int)
    for (doc, _), own in words.items():
        totals[doc] += len(own)
    return [
        _describe(
            key,
            own,
            lengths[key],
            sentences[key],
            len(words.get((key[0], "zh"), ())),
            totals[key[0]],
            window,
        )
        for key, own in sorted(words.items())
    ]


def _measure_sentences(text: str, starts: list[int]) -> list[int]:
    """Return the number of words of every sentence that has one."""
    counts = [sum(start <= at < end for at in starts) for start, end in find_sentences(text)]
    return [count for count in counts if count]


def _describe(
    key: tuple[str, str],
    words: list[str],
    lengths: list[int],
    sentences: list[int],
    n_chinese: int,
    n_words: int,
    window: int,
) -> Row:
    """Return one row; what is undefined is `None`."""
    return {
        "doc_id": key[0],
        "lang": key[1],
        "tokens": len(words),
        "types": len(set(words)),
        "ttr": _round(measure_ttr(words)),
        "mattr": _round(measure_mattr(words, window)),
        "mattr_window": window,
        "mtld": _round(measure_mtld(words)),
        "hdd": _round(measure_hdd(words)),
        "passages": len(lengths),
        "passage_length": _mean(lengths),
        "sentences": len(sentences),
        "sentence_length": _mean(sentences),
        "share_zh": _round(n_chinese / n_words if n_words else None),
    }


def _mean(numbers: list[int]) -> float | None:
    """Return the mean; `None` of nothing."""
    return _round(sum(numbers) / len(numbers)) if numbers else None


def _round(number: float | None) -> float | None:
    """Return a number as it is printed."""
    return None if number is None else round(number, 4)
