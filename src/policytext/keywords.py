"""Extract the terms that tell one paper from the others.

A candidate is a run of words without a stop word or punctuation in it, or any
part of such a run. Number words are not stop words: policy language counts
("two coverage"). Inflected forms are one term, shown as it is written most
often. The score of a term is

    n_alone * idf * log2(1 + n_words)

where n_alone counts its occurrences in the paper outside longer candidates that
recur there (after Frantzi, Ananiadou and Mima 2000, "Automatic recognition of
multi-word terms: the C-value/NC-value method"), and idf is scikit-learn's
smoothed inverse document frequency, log((1 + N)/(1 + df)) + 1.
scikit-learn is imported here and nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log2
from typing import TYPE_CHECKING

from policytext.folding import fold
from policytext.languages.stop_words import CHINESE, ENGLISH
from policytext.records import COUNTED_KINDS, Keyword

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policytext.records import Passage, Token

Words = Sequence[tuple["Passage", Sequence["Token"]]]
Term = tuple[str, ...]
Place = tuple[str, int, int]

LONGEST = 5
"""Words in the longest term; indexers' keyphrases rarely have more."""

_CLITIC = re.compile(r"['’]|n['’]t$", re.IGNORECASE)  # the party|'s, it|'s, do|n't
_TIGHT = re.compile(r"[\s\-‐‑–/]*")  # what may stand between two words of one term


def rank_keywords(
    papers: Mapping[str, Words], spellings: Mapping[str, str], top: int = 50
) -> list[Keyword]:
    """Return the `top` keywords of every paper, by paper and rank.

    `papers` holds the passages of each with their words; only counted passages
    are read. `spellings` leads from a folded form to the theme it names.
    """
    runs = {doc_id: _list_runs(papers[doc_id]) for doc_id in sorted(papers)}
    found = {doc_id: _find_candidates(runs[doc_id]) for doc_id in runs}
    idf = _measure_idf([list(places) for places in found.values()])
    ranked: list[Keyword] = []
    for doc_id, places in found.items():
        texts = {passage.passage_id: passage.text for passage, _ in papers[doc_id]}
        alone = _count_alone(runs[doc_id], places)
        scores = {
            term: alone[term] * idf[term] * log2(1 + len(term)) for term in places if alone[term]
        }
        best = sorted(scores, key=lambda term: (-scores[term], places[term][0], term))[:top]
        for rank, term in enumerate(best, start=1):
            surface = _choose_surface(places[term], texts)
            theme = spellings.get(fold(surface), "")
            score = round(scores[term], 6)
            ranked.append(
                Keyword(doc_id, surface, score, rank, len(places[term]), theme, tuple(places[term]))
            )
    return ranked


def _list_runs(words: Words) -> list[tuple[str, list[Token]]]:
    """Return the runs of a paper's counted passages, each with the id of its passage."""
    return [
        (passage.passage_id, run)
        for passage, tokens in words
        if passage.kind in COUNTED_KINDS
        for run in _split_runs(passage, tokens)
    ]


def _list_parts(run: list[Token]) -> Iterator[tuple[int, int, Term]]:
    """Yield `(first, last, term)` for every candidate in a run, `last` included."""
    for first in range(len(run)):
        for last in range(first, min(len(run), first + LONGEST)):
            term = tuple(token.lemma for token in run[first : last + 1])
            if _may_stand(term):
                yield first, last, term


def _find_candidates(runs: list[tuple[str, list[Token]]]) -> dict[Term, list[Place]]:
    """Return every candidate of a paper with the places where it stands."""
    places: dict[Term, list[Place]] = defaultdict(list)
    for passage_id, run in runs:
        for first, last, term in _list_parts(run):
            places[term].append((passage_id, run[first].start, run[last].end))
    return places


def _count_alone(
    runs: list[tuple[str, list[Token]]], places: dict[Term, list[Place]]
) -> Counter[Term]:
    """Count the occurrences of every candidate that lie in no longer one that recurs."""
    alone: Counter[Term] = Counter()
    for _, run in runs:
        parts = list(_list_parts(run))
        recurring = [(first, last) for first, last, term in parts if len(places[term]) > 1]
        for first, last, term in parts:
            if not any(a <= first and last <= b and (a, b) != (first, last) for a, b in recurring):
                alone[term] += 1
    return alone


def _split_runs(passage: Passage, tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the longest runs of words with no stop word and no punctuation in them."""
    stop_words = CHINESE if passage.lang == "zh" else ENGLISH
    run: list[Token] = []
    for token in tokens:
        if run and not _TIGHT.fullmatch(passage.text, run[-1].end, token.start):
            yield run
            run = []
        if token.text.lower() not in stop_words and not _CLITIC.match(token.text):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _may_stand(term: Term) -> bool:
    """Tell whether a term says something by itself: it has a word of two letters that is no figure."""
    return any(len(word) > 1 and not word[0].isdigit() for word in term)


def _measure_idf(documents: list[list[Term]]) -> dict[Term, float]:
    """Return the smoothed inverse document frequency of every candidate."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not any(documents):
        return {}
    vectorizer = TfidfVectorizer(analyzer=list)
    vectorizer.fit(documents)
    return {term: float(vectorizer.idf_[column]) for term, column in vectorizer.vocabulary_.items()}


def _choose_surface(places: list[Place], texts: Mapping[str, str]) -> str:
    """Return how a term is written most often, in small letters; the first of equals by alphabet."""
    counts = Counter(" ".join(texts[at][start:end].lower().split()) for at, start, end in places)
    return min(counts, key=lambda surface: (-counts[surface], surface))
