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
    from policytext.keywords.contrast import Learned
    from policytext.languages.pipelines import Tagger
    from policytext.records import Language, Passage, Token

    Group = tuple[Sequence[str], Laid]
    """The ids of some papers, and their words as one text."""

    Places = tuple[array[int], array[int], list[Passage], list[int]]
    """The starts and ends of all words; every passage, and the number of its first word."""

_WORD = re.compile(r"\w+")

AT_HAND = 20_000_000
"""Words kept at hand once they are read, 200 MB; further papers are read anew to be ranked."""

AT_ONCE = 50_000
"""Words of short texts that are ranked together: arithmetic on long arrays takes no longer than on short ones."""

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
        tagger: Tagger | None = None,
        learned: Learned | None = None,
    ) -> None:
        """Read all papers once: their counted passages, and those that are `titles`.

        `names` are what themes are called, folded. A `tagger` tells what words
        are in their sentences; without one the lexicon tells what they can be. What was
        `learned` of a corpus before is not learned again: the papers are some of it.
        """
        self.lang = lang
        self._papers = papers
        self._method = method
        self._titles = titles
        self._tagger = tagger
        self._themes = {_spell_name(name, lang) for name in names}
        self._vocabulary = Vocabulary(lang)
        self._contrast = Contrast(WEIGHTS[lang].prior)
        self._laid: dict[str, Laid] = {}
        self._room = AT_HAND
        for batch in self._join_groups(([doc_id] for doc_id in sorted(papers)), AT_ONCE):
            if learned is None:
                sizes = [len(words.numbers) for _, words in batch]
                self._contrast.add(join([words for _, words in batch]), sizes, self._vocabulary)
        if learned is not None:
            self._contrast.recall(learned, self._vocabulary.lemmas)
        df = self._contrast.df(len(self._vocabulary.lemmas))
        self._rarity = np.append(measure_rarity(self._contrast.n_docs, df), 0.0)
        self._chosen: tuple[Candidates, dict[int, list[int]]] | None = None
        self._inverse: InverseFrequency | None = None
        self._placed: Places = array("I"), array("I"), [], []

    def tell(self) -> Learned:
        """Return what was learned of the corpus."""
        return self._contrast.tell(self._vocabulary.lemmas)

    def _lay_out(self, doc_id: str) -> Laid:
        """Return the words of a paper, kept at hand as long as there is room for them."""
        laid = self._laid.get(doc_id)
        if laid is None:
            laid = lay_out(self._list_words(doc_id), self._vocabulary, self._tagger)
            if len(laid.numbers) <= self._room:
                self._laid[doc_id] = laid
                self._room -= len(laid.numbers)
        return laid

    def _list_words(self, doc_id: str) -> list[tuple[Passage, Sequence[Token]]]:
        """Return the passages of a paper that are read, in this language."""
        return [
            (passage, tokens)
            for passage, tokens in self._papers[doc_id]
            if passage.lang == self.lang
            and (passage.kind in COUNTED_KINDS or passage.passage_id in self._titles)
        ]

    def choose(
        self, groups: Iterable[Sequence[str]], top: int
    ) -> Iterator[list[tuple[int, float]]]:
        """Yield the best candidates of each group of papers, taken as one text: row and score.

        Equals go by the place where they first stand. `find` knows the rows of
        the group that came last.
        """
        room = AT_ONCE if self._method == "default" else 0  # graphs are of one text
        for batch in self._join_groups(groups, room):
            yield from self._choose_of_batch(batch, top)

    def _join_groups(self, groups: Iterable[Sequence[str]], room: int) -> Iterator[list[Group]]:
        """Yield groups with their words, as many at a time as have `room` words; one at least."""
        batch: list[Group] = []
        size = 0
        for doc_ids in groups:
            laid = join([self._lay_out(doc_id) for doc_id in doc_ids])
            if batch and size + len(laid.numbers) > room:
                yield batch
                batch, size = [], 0
            batch.append((doc_ids, laid))
            size += len(laid.numbers)
        if batch:
            yield batch

    def _choose_of_batch(self, batch: list[Group], top: int) -> Iterator[list[tuple[int, float]]]:
        """Yield the best candidates of each of some groups."""
        laid = join([words for _, words in batch])
        if not len(laid.numbers):
            yield from ([] for _ in batch)
            return
        sizes = [len(words.numbers) for _, words in batch]
        candidates = find_candidates(laid, self._vocabulary, sizes)
        scores = self._score(candidates, laid)
        free = (candidates.alone > 0) & (candidates.longer < SWALLOWED * candidates.tf)
        rows = np.flatnonzero(free & ~np.isnan(scores))
        if self._method == "default" and self._themes:
            for mine in _part_by_text(candidates, rows, len(batch)):
                self._raise_themes(candidates, scores, mine, top)
        rows = rows[np.lexsort((rows, candidates.first[rows], -scores[rows]))]
        best = [mine[:top] for mine in _part_by_text(candidates, rows, len(batch))]
        self._chosen = candidates, list_places(candidates, np.concatenate(best))
        self._placed = self._list_places([doc_id for doc_ids, _ in batch for doc_id in doc_ids])
        for mine in best:
            yield list(zip(mine.tolist(), scores[mine].tolist(), strict=True))

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
        candidates, firsts = self._chosen
        n = int(candidates.n[row])
        starts, ends, passages, begins = self._placed
        return [
            (passages[bisect_right(begins, first) - 1], starts[first], ends[first + n - 1])
            for first in firsts[row]
        ]

    def _list_places(self, doc_ids: Sequence[str]) -> Places:
        """Return where the words of some papers stand."""
        starts, ends = array("I"), array("I")
        passages: list[Passage] = []
        begins: list[int] = []
        for doc_id in doc_ids:
            for passage, tokens in self._list_words(doc_id):
                passages.append(passage)
                begins.append(len(starts))
                positions = list_positions(passage, tokens)
                starts.extend(positions[::2])
                ends.extend(positions[1::2])
        return starts, ends, passages, begins


def _part_by_text(
    candidates: Candidates, rows: NDArray[np.int64], n_texts: int
) -> list[NDArray[np.int64]]:
    """Return some rows by the text they are of, in the order they have."""
    if n_texts == 1:
        return [rows]
    owners = candidates.text[rows]
    order = np.argsort(owners, kind="stable")
    return np.split(rows[order], np.searchsorted(owners[order], np.arange(1, n_texts)))


def _spell_name(name: str, lang: Language) -> str:
    """Return the name of a theme as candidates are spelled, by dictionary forms."""
    words = _WORD.findall(name)
    return "".join(words) if lang == "zh" else " ".join(map(find_lemma, words))
