"""Rank the candidates of one language: read every paper, count, score, choose."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from policytext.keywords.candidates import (
    find_candidates,
    join,
    lay_out,
    list_places,
    list_positions,
)
from policytext.keywords.contrast import Contrast
from policytext.keywords.methods import (
    InverseFrequency,
    score_cvalue,
    score_positionrank,
    score_textrank,
)
from policytext.keywords.score import WEIGHTS, measure_rarity, score_against, score_within
from policytext.keywords.vocabulary import Vocabulary
from policytext.languages.english import find_lemma
from policytext.records import COUNTED_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from policytext.keywords import Method, Words
    from policytext.keywords.candidates import Candidates, Laid
    from policytext.records import Language, Passage

    Places = tuple[array[int], array[int], list[tuple[int, Passage]]]
    """The starts and ends of all words, and every passage with the number of its first word."""

_WORD = re.compile(r"\w+")

AT_HAND = 20_000_000
"""Words kept at hand once they are read, 200 MB; further papers are read anew to be ranked."""

SWALLOWED = 0.8
"""Share of a term's occurrences in one longer candidate from which on it is a part of that and no term."""


class Ranking:
    """The papers of a corpus in one language, counted and ready to be ranked."""

    def __init__(
        self,
        lang: Language,
        papers: Mapping[str, Words],
        method: Method,
        titles: frozenset[str],
        names: Iterable[str],
    ) -> None:
        """Read all papers once: their counted passages, and those that are `titles`.

        `names` are what themes are called, folded.
        """
        self.lang = lang
        self._papers = papers
        self._method = method
        self._titles = titles
        self._themes = {_spell_name(name, lang) for name in names}
        self._vocabulary = Vocabulary(lang)
        self._contrast = Contrast(WEIGHTS[lang].prior)
        self._laid: dict[str, Laid] = {}
        self._room = AT_HAND
        for doc_id in sorted(papers):
            self._contrast.add(self._lay_out(doc_id), self._vocabulary)
        df = self._contrast.df(len(self._vocabulary.lemmas))
        self._rarity = np.append(measure_rarity(self._contrast.n_docs, df), 0.0)
        self._chosen: tuple[Candidates, Sequence[str]] | None = None
        self._inverse: InverseFrequency | None = None
        self._placed_ids: tuple[str, ...] = ()
        self._placed: Places = array("I"), array("I"), []

    def _lay_out(self, doc_id: str) -> Laid:
        """Return the words of a paper, kept at hand as long as there is room for them."""
        laid = self._laid.get(doc_id)
        if laid is None:
            laid = lay_out(self._list_words(doc_id), self._vocabulary)
            if len(laid.numbers) <= self._room:
                self._laid[doc_id] = laid
                self._room -= len(laid.numbers)
        return laid

    def _list_words(self, doc_id: str) -> Words:
        """Return the passages of a paper that are read, in this language."""
        return [
            (passage, tokens)
            for passage, tokens in self._papers[doc_id]
            if passage.lang == self.lang
            and (passage.kind in COUNTED_KINDS or passage.passage_id in self._titles)
        ]

    def choose(self, doc_ids: Sequence[str], top: int) -> Iterator[tuple[int, float]]:
        """Yield the best candidates of some papers, taken as one text: row and score.

        Equals go by the place where they first stand.
        """
        laid = join([self._lay_out(doc_id) for doc_id in doc_ids])
        if not len(laid.numbers):
            return
        candidates = find_candidates(laid, self._vocabulary)
        self._chosen = candidates, doc_ids
        scores = self._score(candidates, laid)
        free = (candidates.alone > 0) & (candidates.longer < SWALLOWED * candidates.tf)
        fits = free & ~np.isnan(scores)
        rows = np.flatnonzero(fits)
        if self._method == "default":
            self._raise_themes(candidates, scores, rows, top)
        order = np.lexsort((rows, candidates.first[rows], -scores[rows]))[:top]
        for row in rows[order].tolist():
            yield row, float(scores[row])

    def _score(self, candidates: Candidates, laid: Laid) -> NDArray[np.float64]:
        """Return the score of every candidate by the method chosen, `nan` where it has none."""
        if self._method == "cvalue":
            return score_cvalue(candidates)
        if self._method == "textrank":
            return score_textrank(candidates, laid, self._vocabulary)
        if self._method == "positionrank":
            return score_positionrank(candidates, laid, self._vocabulary)
        if self._method == "tfidf":
            if self._inverse is None:
                self._inverse = InverseFrequency(
                    find_candidates(self._lay_out(doc_id), self._vocabulary)
                    for doc_id in sorted(self._papers)
                )
            return self._inverse.score(candidates)
        within = score_within(candidates, self.lang)
        against = score_against(candidates, self.lang, self._rarity, self._contrast.phrasing)
        return np.asarray(np.exp(within + against))

    def _raise_themes(
        self, candidates: Candidates, scores: NDArray[np.float64], rows: NDArray[np.int64], top: int
    ) -> None:
        """Multiply the scores of those that are themes, of all that this could bring among the best."""
        factor = np.exp(WEIGHTS[self.lang].theme)
        least = np.sort(scores[rows])[-top:][:1] / factor
        for row in rows[scores[rows] >= least].tolist():
            if self._spell(candidates, row) in self._themes:
                scores[row] *= factor

    def _spell(self, candidates: Candidates, row: int) -> str:
        """Return the dictionary forms of a candidate's words as one string."""
        words = (self._vocabulary.lemmas[word] for word in candidates.words[row] if word >= 0)
        return ("" if self.lang == "zh" else " ").join(words)

    def find(self, row: int) -> list[tuple[Passage, int, int]]:
        """Return where a candidate stands, of those `choose` looked at last: passage, start and end."""
        assert self._chosen is not None  # noqa: S101 - rows come from `choose`
        candidates, doc_ids = self._chosen
        firsts, n = list_places(candidates, row)
        starts, ends, passages = self._list_places(doc_ids)
        return [
            (
                passages[bisect_right(passages, first, key=_get_first) - 1][1],
                starts[first],
                ends[first + n - 1],
            )
            for first in firsts.tolist()
        ]

    def _list_places(self, doc_ids: Sequence[str]) -> Places:
        """Return where the words of some papers stand, the same papers looked up only once."""
        if self._placed_ids != tuple(doc_ids):
            starts, ends = array("I"), array("I")
            passages: list[tuple[int, Passage]] = []
            for doc_id in doc_ids:
                for passage, tokens in self._list_words(doc_id):
                    passages.append((len(starts), passage))
                    positions = list_positions(passage, tokens)
                    starts.extend(positions[::2])
                    ends.extend(positions[1::2])
            self._placed_ids, self._placed = tuple(doc_ids), (starts, ends, passages)
        return self._placed


def _spell_name(name: str, lang: Language) -> str:
    """Return the name of a theme as candidates are spelled, by dictionary forms."""
    words = _WORD.findall(name)
    return "".join(words) if lang == "zh" else " ".join(map(find_lemma, words))


def _get_first(place: tuple[int, Passage]) -> int:
    """Return the number of the first word of a passage."""
    return place[0]
