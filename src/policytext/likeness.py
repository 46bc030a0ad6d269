"""Compare every two papers: by their words, by the themes they share.

- words: the cosine of their TF-IDF vectors of dictionary forms, by scikit-learn
  with its smoothed idf (Salton, Wong and Yang 1975, "A vector space model for
  automatic indexing"); only where both have text in one language, for words of
  two languages are never alike,
- themes: Jaccard's share of the themes of either that both mention (Jaccard
  1912), and the cosine of how often they mention each.

What is undefined is `None`: words of papers without a common language, themes
where neither or, for the cosine, not both mention any.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from policytext.languages.stop_words import STOP_WORDS
from policytext.store.words import stream_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from policytext.store.reading import Store


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two papers are; `lang` is the language their words were compared in, where they were."""

    source: str
    target: str
    lang: str
    cosine: float | None
    shared_themes: int
    themes_source: int
    themes_target: int
    jaccard: float | None
    theme_cosine: float | None


def compare_documents(store: Store) -> list[Likeness]:
    """Return a row for every two papers and language both have, the most alike first."""
    ids = [row["doc_id"] for row in store.list_documents()]
    themes = {doc_id: Counter[str]() for doc_id in ids}
    for row in store.list_marks():
        if row["counted"]:
            themes[row["doc_id"]][row["theme"]] += 1
    cosines = _compare_words(store)
    found: list[Likeness] = []
    for a, b in combinations(ids, 2):
        jaccard, cosine = (
            measure_sets(themes[a].keys(), themes[b].keys()),
            measure_cosine(themes[a], themes[b]),
        )
        shared = len(themes[a].keys() & themes[b].keys())
        for lang, words in cosines.get((a, b), {"": None}).items():
            found.append(
                Likeness(a, b, lang, words, shared, len(themes[a]), len(themes[b]), jaccard, cosine)
            )
    return sorted(
        found,
        key=lambda each: (
            -(each.cosine or 0),
            -(each.jaccard or 0),
            each.source,
            each.target,
            each.lang,
        ),
    )


def _compare_words(store: Store) -> dict[tuple[str, str], dict[str, float | None]]:
    """Return the cosine of every two papers by each language both have."""
    words: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row, own, _ in stream_words(store, "lemma"):
        words[row["lang"]][row["doc_id"]] += [
            w for w in own if w not in STOP_WORDS and not w.isdigit()
        ]
    found: dict[tuple[str, str], dict[str, float | None]] = defaultdict(dict)
    for lang, papers in sorted(words.items()):
        listed = {doc_id: own for doc_id, own in sorted(papers.items()) if own}
        table = _measure_tfidf(list(listed.values()))
        for (i, a), (j, b) in combinations(enumerate(listed), 2):
            found[a, b][lang] = table[i][j]
    return found


def _measure_tfidf(documents: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return the cosines of every two documents' TF-IDF vectors."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not documents:
        return []
    matrix = TfidfVectorizer(analyzer=list).fit_transform(documents)
    table: list[list[float]] = (matrix @ matrix.T).toarray().round(6).tolist()
    return table


def measure_sets(a: Collection[str], b: Collection[str]) -> float | None:
    """Return the share of what either has that both have; `None` where neither has anything.

    >>> measure_sets({"x", "y"}, {"y", "z"})
    0.333333
    """
    first, second = set(a), set(b)
    return round(len(first & second) / len(first | second), 6) if first | second else None


def measure_cosine(a: Mapping[str, int], b: Mapping[str, int]) -> float | None:
    """Return the cosine of two counts; `None` where one of them is empty.

    >>> measure_cosine({"x": 3, "y": 4}, {"x": 1})
    0.6
    """
    size = sqrt(sum(n * n for n in a.values()) * sum(n * n for n in b.values()))
    return round(sum(n * b.get(k, 0) for k, n in a.items()) / size, 6) if size else None


def cluster(
    ids: Sequence[str], distance: Mapping[tuple[str, str], float]
) -> list[tuple[list[str], list[str], float]]:
    """Return the merges of average-linkage clustering: two groups and how far apart they are.

    (Sokal and Michener 1958.) Equals merge by name. `distance` is by pairs of
    ids in alphabetical order; one that is missing is 1.
    """
    groups = [[name] for name in sorted(ids)]
    merges: list[tuple[list[str], list[str], float]] = []
    while len(groups) > 1:
        gap, i, j = min(
            (_mean_distance(groups[i], groups[j], distance), i, j)
            for i, j in combinations(range(len(groups)), 2)
        )
        merges.append((groups[i], groups[j], gap))
        groups[i] = groups[i] + groups.pop(j)
    return merges


def _mean_distance(a: list[str], b: list[str], distance: Mapping[tuple[str, str], float]) -> float:
    """Return the mean distance of the members of two groups."""
    pairs = [(min(x, y), max(x, y)) for x in a for y in b]
    return sum(distance.get(pair, 1.0) for pair in pairs) / len(pairs)
