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
from itertools import combinations, groupby
from math import log, sqrt
from typing import TYPE_CHECKING

from policytext.languages.stop_words import STOP_WORDS
from policytext.store.words import stream_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

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


def compare_documents(store: Store, only: Collection[str] | None = None) -> list[Likeness]:
    """Return a row for every two papers and language both have, the most alike first.

    With `only` these papers are compared with one another, by the same measures:
    how rare a word is goes by all papers.
    """
    listed = (row["doc_id"] for row in store.list_documents())
    ids = [doc_id for doc_id in listed if only is None or doc_id in only]
    themes = {doc_id: Counter[str]() for doc_id in ids}
    for row in store.list_marks():
        if row["counted"] and row["doc_id"] in themes:
            themes[row["doc_id"]][row["theme"]] += 1
    cosines = _compare_words(store, set(ids))
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


def _compare_words(
    store: Store, ids: Collection[str]
) -> dict[tuple[str, str], dict[str, float | None]]:
    """Return the cosine of every two of some papers by each language both have."""
    kept: dict[str, dict[str, list[str]]] = defaultdict(dict)
    n_with: dict[str, Counter[str]] = defaultdict(Counter)
    n_papers: Counter[str] = Counter()
    for doc_id, lang, words in _read_papers(store):
        n_with[lang].update(set(words))
        n_papers[lang] += 1
        if doc_id in ids:
            kept[lang][doc_id] = words
    found: dict[tuple[str, str], dict[str, float | None]] = defaultdict(dict)
    for lang, papers in sorted(kept.items()):
        ordered = sorted(papers)
        table = _measure_tfidf([papers[each] for each in ordered], n_with[lang], n_papers[lang])
        for (i, a), (j, b) in combinations(enumerate(ordered), 2):
            found[a, b][lang] = table[i][j]
    return found


def _read_papers(store: Store) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the words of each paper in each of its languages, one paper after the other."""
    stream = stream_words(store, "lemma")
    for doc_id, passages in groupby(stream, key=lambda passage: str(passage[0]["doc_id"])):
        words: dict[str, list[str]] = defaultdict(list)
        for row, own, _ in passages:
            words[row["lang"]] += [w for w in own if w not in STOP_WORDS and not w.isdigit()]
        yield from ((doc_id, lang, said) for lang, said in words.items() if said)


def _measure_tfidf(
    documents: Sequence[Sequence[str]], n_with: Mapping[str, int], n_papers: int
) -> list[list[float]]:
    """Return the cosines of every two documents' TF-IDF vectors.

    `n_with` are the papers that have a word, of `n_papers`: rarity is that of
    scikit-learn, ln((1 + N) / (1 + df)) + 1.
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    counter = CountVectorizer(analyzer=list)
    counts = counter.fit_transform(documents)
    words = counter.get_feature_names_out()
    rarity = [log((1 + n_papers) / (1 + n_with[word])) + 1 for word in words]
    matrix = normalize(counts.multiply(rarity).tocsr())
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
