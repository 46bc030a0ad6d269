"""Score candidates by methods known by name, for comparison with work that used them.

- tfidf: occurrences times scikit-learn's smoothed inverse document frequency
  of the whole term, ln((1 + N)/(1 + df)) + 1 (Spärck Jones 1972).
- cvalue: C-value, of terms of two words and more:
  log2(words) times its occurrences less the mean of those inside the longer
  candidates it is part of (Frantzi, Ananiadou and Mima 2000).
- textrank: the PageRank of a phrase's words in the graph of nouns and
  adjectives that stand side by side; a phrase is a run of words among the best
  third, and scores their sum (Mihalcea and Tarau 2004, "TextRank: bringing
  order into texts").
- positionrank: the same over a window of 10 words, the walk returning to words
  in proportion to the sum of 1/position of their occurrences; a phrase is a
  noun phrase of up to three words (Florescu and Caragea 2017, "PositionRank:
  an unsupervised approach to keyphrase extraction from scholarly documents").

A candidate that a method has no score for has `nan`. scikit-learn and networkx
are imported here and nowhere else in keywords.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from policytext.keywords.candidates import tell_classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from policytext.keywords.candidates import Candidates, Laid
    from policytext.keywords.vocabulary import Vocabulary

    Floats = NDArray[np.float64]
    Term = tuple[int, ...]

DAMPING = 0.85
TEXTRANK_WINDOW = 2
POSITIONRANK_WINDOW = 10
POSITIONRANK_LONGEST = 3


def list_terms(candidates: Candidates) -> list[Term]:
    """Return the words of every candidate by their numbers."""
    return [
        tuple(row[:n])
        for row, n in zip(candidates.words.tolist(), candidates.n.tolist(), strict=True)
    ]


class InverseFrequency:
    """The inverse document frequency of every candidate of a corpus, by scikit-learn."""

    def __init__(self, documents: Iterable[Candidates]) -> None:
        """Count in how many documents every candidate is."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(analyzer=list_terms)
        try:
            vectorizer.fit(documents)
        except ValueError:  # not a single candidate anywhere
            self._idf: dict[Term, float] = {}
            return
        self._idf = {
            term: float(vectorizer.idf_[column]) for term, column in vectorizer.vocabulary_.items()
        }

    def score(self, candidates: Candidates) -> Floats:
        """Return TF-IDF."""
        idf = np.array([self._idf[term] for term in list_terms(candidates)], dtype=float)
        return np.asarray(candidates.tf * idf)


def score_cvalue(candidates: Candidates) -> Floats:
    """Return the C-value of every candidate; `nan` for single words, which it does not rank."""
    terms = list_terms(candidates)
    found = measure_cvalues(dict(zip(terms, candidates.tf.tolist(), strict=True)))
    return np.array([found[term] for term in terms], dtype=float)


def measure_cvalues(counts: Mapping[Term, int]) -> dict[Term, float]:
    """Return the C-value of terms by how often each occurs.

    Where a term stands in a longer one that itself stands in a still longer
    one, that occurrence counts once, as in the algorithm of the paper.
    """
    inside: Counter[Term] = Counter()
    longer: Counter[Term] = Counter()
    for term in sorted(counts, key=len, reverse=True):
        for part in _list_parts(term):
            inside[part] += counts[term] - inside[term]
            longer[part] += 1
    return {t: compute_cvalue(len(t), n, inside[t], longer[t]) for t, n in counts.items()}


def compute_cvalue(n_words: int, n: int, n_inside: int, n_longer: int) -> float:
    """Return the C-value of a term of `n_words` that occurs `n` times.

    `n_inside` is the sum of the occurrences of the `n_longer` candidates that
    contain it.

    >>> compute_cvalue(5, 5, 0, 0)  # adenoid cystic basal cell carcinoma
    11.60964047443681
    >>> compute_cvalue(4, 11, 5, 1)  # cystic basal cell carcinoma, inside the one above
    12.0
    """
    if n_words < 2:
        return float("nan")
    return float(np.log2(n_words) * (n - (n_inside / n_longer if n_longer else 0)))


def _list_parts(term: Term) -> set[Term]:
    """Return the parts of a term of two words and more, without itself."""
    size = len(term)
    return {term[i:j] for i in range(size) for j in range(i + 2, size + 1) if j - i < size}


def rank_words(
    sequence: Sequence[int], eligible: set[int], window: int, bias: dict[int, float] | None = None
) -> dict[int, float]:
    """Return the PageRank of the eligible words of a text in the graph of their neighbourhood.

    Two of them are joined as often as they stand less than `window` words
    apart. `bias` says where the walk begins anew, everywhere alike without it.
    """
    import networkx as nx

    edges: Counter[tuple[int, int]] = Counter()
    for i, word in enumerate(sequence):
        if word in eligible:
            for other in sequence[i + 1 : i + window]:
                if other in eligible and other != word:
                    edges[min(word, other), max(word, other)] += 1
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sorted(eligible & set(sequence)))
    graph.add_weighted_edges_from((a, b, float(n)) for (a, b), n in sorted(edges.items()))
    if not graph:
        return {}
    ranks: dict[int, float] = nx.pagerank(graph, DAMPING, personalization=bias, max_iter=500)
    return ranks


def _find_eligible(laid: Laid, vocabulary: Vocabulary) -> tuple[list[int], set[int]]:
    """Return the dictionary forms of a text in order, and those that can stand in a noun phrase."""
    lemma = vocabulary.look_up("lemma", laid.numbers)
    _, inside = tell_classes(laid, vocabulary)
    good = inside & (vocabulary.look_up("stop", laid.numbers) == 0)
    return lemma.tolist(), set(lemma[good].tolist())


def score_textrank(candidates: Candidates, laid: Laid, vocabulary: Vocabulary) -> Floats:
    """Return the TextRank of the candidates all of whose words are among the best third."""
    sequence, eligible = _find_eligible(laid, vocabulary)
    ranks = rank_words(sequence, eligible, TEXTRANK_WINDOW)
    best = sorted(ranks, key=lambda word: (-ranks[word], word))[: max(1, len(ranks) // 3)]
    return _sum_ranks(candidates, {word: ranks[word] for word in best})


def score_positionrank(candidates: Candidates, laid: Laid, vocabulary: Vocabulary) -> Floats:
    """Return the PositionRank of the candidates that are noun phrases of up to three words."""
    sequence, eligible = _find_eligible(laid, vocabulary)
    bias: dict[int, float] = {}
    for position, word in enumerate(sequence, start=1):
        if word in eligible:
            bias[word] = bias.get(word, 0.0) + 1 / position
    scores = _sum_ranks(candidates, rank_words(sequence, eligible, POSITIONRANK_WINDOW, bias))
    fits = (candidates.n <= POSITIONRANK_LONGEST) & candidates.noun
    return np.where(fits, scores, np.nan)


def _sum_ranks(candidates: Candidates, ranks: dict[int, float]) -> Floats:
    """Return the sum of the ranks of every candidate's words; `nan` where a word has none."""
    nan = float("nan")
    return np.array(
        [sum(ranks.get(word, nan) for word in term) for term in list_terms(candidates)], dtype=float
    )
