"""Count what no paper tells by itself: keywords, vectors, promoted keywords, the graph.

Everything is read from the store as far as it is written, paper by paper, by
the same code that answers from it later; memory holds counts and no papers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple, dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from policytext.concepts.loading import tally_passages
from policytext.cooccurrence import count_pairs
from policytext.errors import BadStore
from policytext.glossary import list_equivalents
from policytext.graph import build_graph
from policytext.keywords import choose_keywords, learn_words
from policytext.keywords.contrast import Learned
from policytext.languages.english import tokenize_english
from policytext.languages.pipelines import load_taggers
from policytext.languages.stop_words import STOP_WORDS
from policytext.promotion import NamingFinder, promote
from policytext.records import COUNTED_KINDS
from policytext.store.annex import write_annex
from policytext.store.papers import StoredPapers
from policytext.store.reading import open_store
from policytext.store.rows import make_keyword_row
from policytext.vectors import SAMPLE, Space

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from policytext.promotion import Promotion
    from policytext.records import Keyword, Language, Naming, Pair, Promoted
    from policytext.store.annex import Annex
    from policytext.store.reading import Store
    from policytext.store.writing import StoreWriter
    from policytext.workers import Crew


Counted = Literal["keywords", "vectors", "graph"]


@dataclass(frozen=True, slots=True)
class Count:
    """What is to be counted over all papers of the draft of a store.

    `names` leads from a folded spelling to the theme it names; `n_passages` count;
    `pipelines` are the trained ones that tell nouns for keywords. Keywords are ranked of
    some `papers` only where these are given, with what the store has learned of all.
    """

    what: Counted
    draft: Path
    names: Mapping[str, str]
    n_passages: int
    pipelines: Sequence[str] = ()
    papers: Sequence[str] | None = None


def count_corpus(
    writer: StoreWriter, promotion: Promotion, counts: Sequence[Count], crew: Crew
) -> None:
    """Add to a store that holds all papers what is counted over them.

    Each of the counts is made apart by one of
    the crew, and taken in when all are done with the draft. Promoted keywords are
    in the graph, so that where there are any it comes last.
    """
    last = [count for count in counts if count.what == "graph" and promotion.is_any]
    first = [count for count in counts if count not in last]
    for annex in list(crew.run(make_annex, first, give_up_counting, with_files=True)):
        writer.take_annex(annex)
    store = writer.read_draft()
    for count in last:
        stored = store.stream("SELECT term, rank FROM keywords ORDER BY doc_id, rank")
        promoted = promote(promotion, ((row["term"], row["rank"]) for row in stored), count.names)
        writer.write_promoted(promoted, _find_namings(store, StoredPapers(store), promoted))
        writer.take_annex(make_annex(replace(count, draft=writer.share_draft())))


def make_annex(count: Count) -> Annex:
    """Count something from the draft of the store into a file of its own."""
    with open_store(count.draft) as store:
        papers = StoredPapers(store, count.papers)
        if count.what == "graph":
            pairs, nodes = _make_graph(store, count.n_passages)
            return write_annex(count.draft, pairs=sorted(pairs), nodes=nodes)  # by the table's key
        if count.what == "vectors":
            return write_annex(
                count.draft, vectors=_place_passages(store, papers, count.n_passages)
            )
        return _make_keywords(store, papers, count)


def _make_keywords(store: Store, papers: StoredPapers, count: Count) -> Annex:
    """Rank keywords, of all papers or of some."""
    learned = None if count.papers is None else _read_learned(store)
    ready = learn_words(
        papers,
        count.names,
        titles=papers.list_titles(),
        taggers=load_taggers(count.pipelines),
        learned=learned,
    )
    ranked = choose_keywords(ready, {doc_id: [doc_id] for doc_id in papers}, count.names)
    keywords = _list_keyword_rows(store, ranked)
    if learned is not None:
        return write_annex(count.draft, keywords=keywords)
    told = {ranking.lang: ranking.tell() for ranking in ready}
    contrast = [(lang, each.n_docs, each.pairs, each.words) for lang, each in told.items()]
    return write_annex(
        count.draft, contrast=contrast, contrast_words=_list_word_rows(told), keywords=keywords
    )


def _read_learned(store: Store) -> dict[Language, Learned]:
    """Return what was learned of all papers, by language."""
    df: dict[str, dict[str, int]] = defaultdict(dict)
    for row in store.stream("SELECT lang, lemma, n_docs FROM contrast_words"):
        df[row["lang"]][row["lemma"]] = row["n_docs"]
    rows = store.ask("SELECT lang, n_docs, pairs, words FROM contrast")
    return {r["lang"]: Learned(r["n_docs"], r["pairs"], r["words"], df[r["lang"]]) for r in rows}


def _make_graph(store: Store, n_passages: int) -> tuple[list[Pair], Iterator[tuple[object, ...]]]:
    """Return the pairs of concepts that meet, and the rows of the concepts that are mentioned."""
    years = store.ask("SELECT doc_id, year FROM documents WHERE year IS NOT NULL")
    tallied = tally_passages(store)
    pairs = count_pairs(tallied, n_passages, {row["doc_id"]: row["year"] for row in years})
    return pairs, map(astuple, build_graph(tallied, pairs))


def give_up_counting(count: Count) -> Annex:
    """Refuse to go on when a count cost every worker its life."""
    raise BadStore(
        f"Counting {count.what} ended the process that did it, three times, perhaps for want of memory. "
        "The older store, if there is one, is untouched. Build with fewer workers."
    )


def _list_word_rows(
    learned: Mapping[Language, Learned],
) -> Iterator[tuple[object, ...]]:
    """Yield the words of each language with the number of papers that have them."""
    for lang, each in learned.items():
        yield from ((lang, lemma, n_docs) for lemma, n_docs in sorted(each.df.items()))


def _list_keyword_rows(store: Store, keywords: Iterable[Keyword]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of keywords, by document; their places become places of the source text."""
    for _, of_paper in groupby(keywords, key=lambda keyword: keyword.doc_id):
        found = list(of_paper)
        runs = store.read_runs({at for k in found for at, _, _ in k.occurrences})
        yield from (make_keyword_row(keyword, runs) for keyword in found)


def _place_passages(
    store: Store, papers: StoredPapers, n_passages: int
) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the vector of the counted passages, made of their words."""
    step = -(-n_passages // SAMPLE) or 1
    sample = list(_list_said(store, papers, step))
    space = Space([words for _, words in sample])
    if not space.knows_nothing:
        yield from space.place(sample if step == 1 else _list_said(store, papers))


def _list_said(
    store: Store, papers: StoredPapers, step: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Yield one in `step` counted passages, by its number, with its words and what they are called in both languages."""
    n = 0
    for doc_id, passages in papers.items():
        numbers = store.list_numbers(doc_id)
        for passage, words in passages:
            if passage.kind in COUNTED_KINDS:
                if n % step == 0:
                    said = [w for w in words.list_lemmas() if w.isalnum() and w not in STOP_WORDS]
                    yield numbers[passage.passage_id], said + list_equivalents(said)
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
        " WHERE p.doc_id = ? AND m.counted ORDER BY passage_no, mention_no",
        (doc_id,),
    ):
        marks[row["passage_id"]].append((row["theme_id"], row["start"], row["end"]))
    return marks
