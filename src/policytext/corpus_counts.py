"""Count what no paper tells by itself: keywords, vectors, promoted keywords, the graph.

Everything is read from the store as far as it is written, paper by paper, by
the same code that answers from it later; memory holds counts and no papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from policytext.concepts.loading import stream_namings
from policytext.cooccurrence import count_pairs, tally
from policytext.graph import build_graph
from policytext.keywords import rank_keywords
from policytext.languages.english import find_lemma, tokenize_english
from policytext.languages.stop_words import STOP_WORDS
from policytext.promotion import NamingFinder, promote
from policytext.records import COUNTED_KINDS
from policytext.store.indexing import split_index_words
from policytext.store.papers import StoredPapers
from policytext.vectors import SAMPLE, Space

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policytext.languages.pipelines import Tagger
    from policytext.promotion import Promotion
    from policytext.records import Language, Naming, Passage, Promoted
    from policytext.store.reading import Store
    from policytext.store.writing import StoreWriter


class WordCounts:
    """How often every word of the index stands in the papers taken so far."""

    def __init__(self) -> None:
        """Begin with no paper."""
        self._n_tokens: Counter[str] = Counter()
        self._n_passages: Counter[str] = Counter()
        self._n_docs: Counter[str] = Counter()

    def add(self, passages: Iterable[Passage]) -> None:
        """Count the words of a paper."""
        seen: set[str] = set()
        for passage in passages:
            words = split_index_words(passage.text)
            each = set(words)
            self._n_tokens.update(words)
            self._n_passages.update(each)
            seen |= each
        self._n_docs.update(seen)

    def list_all(self) -> Iterator[tuple[str, str, int, int, int]]:
        """Yield `(word, lemma, n_tokens, n_passages, n_docs)` of every word, by word."""
        for word in sorted(self._n_tokens):
            counts = self._n_tokens[word], self._n_passages[word], self._n_docs[word]
            yield word, find_lemma(word), *counts


def count_corpus(
    writer: StoreWriter,
    promotion: Promotion,
    names: Mapping[str, str],
    n_passages: int,
    taggers: Mapping[Language, Tagger] | None = None,
) -> int:
    """Add to a store that holds all papers what is counted over them; return the number of pairs.

    `names` leads from a folded spelling to the theme it names; `n_passages` count.
    `taggers` tell the nouns of their languages for keywords.
    """
    store = writer.read_draft()
    papers = StoredPapers(store)
    writer.write_vectors(_place_passages(store, papers, n_passages))
    ranked = rank_keywords(papers, names, titles=papers.list_titles(), taggers=taggers)
    writer.write_keywords(ranked)
    stored = store.stream("SELECT term, rank FROM keywords ORDER BY doc_id, rank")
    promoted = promote(promotion, ((row["term"], row["rank"]) for row in stored), names)
    writer.write_promoted(promoted, _find_namings(store, papers, promoted))
    years = store.ask("SELECT doc_id, year FROM documents WHERE year IS NOT NULL")
    tallied = tally(stream_namings(store))
    pairs = count_pairs(tallied, n_passages, {row["doc_id"]: row["year"] for row in years})
    writer.write_graph(build_graph(tallied, pairs), pairs)
    return len(pairs)


def _place_passages(
    store: Store, papers: StoredPapers, n_passages: int
) -> Iterator[tuple[str, bytes]]:
    """Yield `(passage id, vector)` for the counted passages, made of their words and the themes they mention."""
    step = -(-n_passages // SAMPLE) or 1
    space = Space([words for _, words in _list_said(store, papers, step)])
    if not space.knows_nothing:
        yield from space.place(_list_said(store, papers))


def _list_said(
    store: Store, papers: StoredPapers, step: int = 1
) -> Iterator[tuple[str, list[str]]]:
    """Yield one in `step` counted passages, by its id, with its words and the themes it mentions."""
    n = 0
    for doc_id, passages in papers.items():
        marks = _list_marks(store, doc_id)
        for passage, words in passages:
            if passage.kind in COUNTED_KINDS:
                if n % step == 0:
                    said = [w for w in words.list_lemmas() if w.isalnum() and w not in STOP_WORDS]
                    said += [f"theme:{theme}" for theme, _, _ in marks[passage.passage_id]]
                    yield passage.passage_id, said
                n += 1


def _find_namings(store: Store, papers: StoredPapers, promoted: list[Promoted]) -> Iterator[Naming]:
    """Yield where counted passages name promoted keywords outside the mentions that count."""
    if not promoted:
        return
    finder = NamingFinder(promoted, tokenize_english)
    for doc_id, passages in papers.items():
        marks = _list_marks(store, doc_id)
        for passage, words in passages:
            taken = [(start, end) for _, start, end in marks[passage.passage_id]]
            yield from finder.find(passage, words, taken)


def _list_marks(store: Store, doc_id: str) -> dict[str, list[tuple[str, int, int]]]:
    """Return the mentions of a paper that count, theme, start and end, by passage."""
    marks: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for row in store.ask(
        'SELECT passage_id, theme_id, start, "end" FROM passages p JOIN mentions m USING (passage_no)'
        " WHERE p.doc_id = ? AND m.counted ORDER BY mention_no",
        (doc_id,),
    ):
        marks[row["passage_id"]].append((row["theme_id"], row["start"], row["end"]))
    return marks
