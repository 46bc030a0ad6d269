"""The flow, on one page: from a corpus folder to a store.

Each paper is read, structured, cut into passages and words, and tagged by
itself; then pairs are counted, the graph is made and keywords are ranked over
all of them. A paper or theme that cannot be used is reported and left out; the
build goes on. Of papers that are one text only the first is kept.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, deque
from contextlib import nullcontext
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from policytext import __version__
from policytext.cooccurrence import count_pairs
from policytext.corpus import ADVICE_TO_ADD, PAPERS, read_corpus
from policytext.duplicates import Text, find_exact, find_overlaps
from policytext.errors import BadManifest, BadStore, UnusablePaper
from policytext.forms import build_lexicon
from policytext.glossary import list_word_pairs
from policytext.graph import SEED, build_graph
from policytext.keywords import rank_keywords
from policytext.languages.chinese import check_engine
from policytext.languages.english import find_lemma, tokenize_english
from policytext.languages.stop_words import STOP_WORDS
from policytext.paper import LIBRARIES, Paper, Task, do_task, give_up
from policytext.promotion import find_namings, promote, read_promotion
from policytext.records import COUNTED_KINDS
from policytext.shelf import Shelf
from policytext.store.indexing import split_index_words
from policytext.store.schema import SCHEMA_VERSION
from policytext.store.writing import StoreWriter
from policytext.structure.outline import build_outline
from policytext.themes import load_themes
from policytext.traditional import describe_folding
from policytext.trimming import trim
from policytext.vectors import compute_vectors
from policytext.verify import hash_inputs, list_inputs
from policytext.workers import run_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from policytext.forms import Lexicon
    from policytext.languages.chinese import Engine
    from policytext.promotion import Promotion
    from policytext.records import (
        Duplicate,
        Mention,
        Metadata,
        Naming,
        Theme,
    )
    from policytext.workers import OpenExecutor


SHOWN_TEXTS = 99
"""The most repeated texts that the manifest of a store lists."""

LONGEST_SHOWN = 200
"""Characters of such a text that are shown."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a build had to do: papers read, papers only tagged anew, and papers that were as before."""

    n_read: int = 0
    n_tagged: int = 0
    n_kept: int = 0


@dataclass(frozen=True, slots=True)
class Remarks:
    """What there is to say of the inputs.

    `problems` is empty when all of them were good. `skipped` has the files that
    were left out, each with the problem that says why. `notes` are what readers
    say of files they read. `duplicates` are papers
    that share text: `repeated` has the files of those that are none of the
    documents because they repeat another. `boilerplate` is text that many papers
    repeat and that is not counted, each with its number of papers.
    """

    problems: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    repeated: Mapping[str, str] = field(default_factory=dict)
    work: Work = Work()
    notes: tuple[str, ...] = ()
    boilerplate: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, and what there is to say of what it was made from."""

    n_documents: int
    n_passages: int
    n_themes: int
    n_mentions: int
    n_pairs: int
    remarks: Remarks

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what was wrong with the inputs; empty when all were good."""
        return self.remarks.problems


def build_store(
    folder: Path,
    out: Path,
    watch: Callable[[list[Metadata]], Iterable[Metadata]] = lambda papers: papers,
    open_executor: OpenExecutor = nullcontext,
    password: str | None = None,
    *,
    fresh: bool = False,
    chinese_words: Engine = "jieba",
) -> Built:
    """Build the store of the corpus in `folder` at `out`.

    `watch` is given the papers about to be read and yields them one by one: a
    place for a progress bar. `open_executor` opens what the papers are read by
    (see `workers`); the store is the same whatever it is. `password` opens papers
    that are locked. What did not change since the last build at `out` is not
    done again, unless all is to be done `fresh` (see `shelf`). `chinese_words` cuts
    Chinese. Raises `BadManifest` when there is no corpus or it has no papers, and
    `BadStore` when that is not installed, not one paper could be read or the store cannot be written;
    an older store is then left as it was.
    """
    check_engine(chinese_words)
    listed, problems = read_corpus(folder)
    if not listed and not problems:
        raise BadManifest(f"{folder / PAPERS}: there are no papers yet. {ADVICE_TO_ADD}.")
    inputs = list_inputs(folder)  # before reading: a file changed meanwhile will show as changed
    themes, faults = load_themes(folder / "themes")
    lexicon, contested = build_lexicon(themes)
    promotion, slips = read_promotion(folder)
    problems += [*faults, *contested, *slips]
    make_task = _make_tasks(folder, inputs, themes, password, chinese_words)
    with Shelf(out.with_name(f"{out.name}.shelf"), fresh=fresh) as shelf:
        read = list(_read_all(map(make_task, watch(listed)), shelf, open_executor))
    problems += [each for each in read if isinstance(each, UnusablePaper)]
    messages = tuple(str(problem) for problem in problems)
    skipped = tuple((p.file, str(p)) for p in problems if isinstance(p, UnusablePaper))
    papers = [each for each in read if isinstance(each, Paper)]
    if not papers:
        raise BadStore(
            "\n".join([*messages, f"{folder}: no paper could be read, so no store was written."])
        )
    once, duplicates = _take_once(papers)
    once, boilerplate = trim(once, duplicates)
    ids = {paper.metadata.doc_id for paper in once}
    repeated = {p.metadata.doc_id: p.metadata.file for p in papers if p.metadata.doc_id not in ids}
    work = Work(len(read) - shelf.n_kept - shelf.n_tagged, shelf.n_tagged, shelf.n_kept)
    notes = [f"{p.metadata.file}: {note}" for p in once for note in p.document.source.notes]
    remarks = Remarks(messages, skipped, duplicates, repeated, work, tuple(notes), boilerplate)
    return _write(out, once, themes, lexicon, promotion, remarks, inputs, chinese_words)


def _make_tasks(
    folder: Path,
    inputs: list[tuple[str, str, str]],
    themes: list[Theme],
    password: str | None,
    engine: Engine,
) -> Callable[[Metadata], Task]:
    """Return what makes a task of a paper, with the state of everything reading it depends on."""
    sums = {file: digest for file, _, digest in inputs}
    state = hash_inputs(each for each in inputs if each[1] == "theme")
    words = ((f.text, "zh", "") for t in themes for f in t.forms if f.lang == "zh")
    lexis = hash_inputs([(engine, "engine", ""), *words])

    def make(metadata: Metadata) -> Task:
        digest = sums.get(metadata.file, "")
        return Task(
            folder.absolute(), metadata, state, digest, lexis, password, chinese_words=engine
        )

    return make


def _read_all(
    tasks: Iterable[Task], shelf: Shelf, open_executor: OpenExecutor
) -> Iterator[Paper | UnusablePaper]:
    """Yield the papers in the order of the tasks, from the shelf where they lie there whole."""
    ready: deque[tuple[Task, Paper | None]] = deque()

    def list_missing() -> Iterator[Task]:
        for task in tasks:
            paper, known = shelf.look_up(task)
            ready.append((task, paper))
            if paper is None:
                yield known

    for result in run_in_order(do_task, list_missing(), open_executor, give_up):
        yield from _take_ready(ready)
        task, _ = ready.popleft()
        if isinstance(result, Paper):
            shelf.keep(task, result)
        yield result
    yield from _take_ready(ready)


def _take_ready(ready: deque[tuple[Task, Paper | None]]) -> Iterator[Paper]:
    """Yield the papers that need no waiting, up to one that does."""
    while ready and (paper := ready[0][1]) is not None:
        ready.popleft()
        yield paper


def _take_once(papers: list[Paper]) -> tuple[list[Paper], tuple[Duplicate, ...]]:
    """Return the papers that count, and which share text with which.

    Of papers that are one text the first is kept: one the manifest describes
    before others, then by id. Those it says to keep are kept besides.
    """
    ranked = sorted(
        papers,
        key=lambda paper: (
            paper.metadata.keep_duplicate,
            paper.metadata.title is None,
            paper.metadata.doc_id,
        ),
    )
    exact = find_exact(_to_text(paper) for paper in ranked)
    kept = {paper.metadata.doc_id for paper in papers if paper.metadata.keep_duplicate}
    twice = {each.doc_id for each in exact}
    once = [_to_text(paper) for paper in papers if paper.metadata.doc_id not in twice]
    counted = [p for p in papers if p.metadata.doc_id not in twice - kept]
    return counted, (*exact, *find_overlaps(once))


def _to_text(paper: Paper) -> Text:
    """Return what of a paper is compared with the others."""
    document, metadata = paper.document, paper.metadata
    argument = (passage.text for passage, _ in paper.passages if passage.kind in COUNTED_KINDS)
    return Text(
        metadata.doc_id,
        document.source.text,
        "\n".join(argument),
        metadata.title or (document.title.text if document.title else document.source.title),
        metadata.date or str(metadata.year or document.year or ""),
    )


def _write(
    out: Path,
    papers: list[Paper],
    themes: list[Theme],
    lexicon: Lexicon,
    promotion: Promotion,
    remarks: Remarks,
    inputs: list[tuple[str, str, str]],
    chinese_words: Engine,
) -> Built:
    """Count over all papers, write everything and return what was made."""
    counted = [mention for paper in papers for mention, counts in paper.mentions if counts]
    passages = {p.passage_id: p for paper in papers for p, _ in paper.passages}
    n_counted = sum(passage.kind in COUNTED_KINDS for passage in passages.values())
    years = {
        paper.metadata.doc_id: year
        for paper in papers
        if (year := paper.metadata.year or paper.document.year)
    }
    words = {paper.metadata.doc_id: paper.passages for paper in papers}
    keywords = rank_keywords(words, lexicon.map_names(), titles=_find_titles(papers))
    promoted = promote(promotion, keywords, lexicon.map_names())
    namings = find_namings(promoted, words, _list_taken(counted), tokenize_english)
    named: list[Mention | Naming] = [*counted, *namings]
    pairs = count_pairs(named, n_counted, years)
    nodes = build_graph(named, pairs)
    built = Built(len(papers), n_counted, len(themes), len(counted), len(pairs), remarks)
    with StoreWriter(out) as store:
        store.write_manifest(_describe(built, chinese_words), inputs)
        store.write_problems(remarks.problems)
        store.write_skipped(remarks.skipped)
        store.write_duplicates(remarks.duplicates, remarks.repeated)
        store.write_themes(themes, lexicon.list_names())
        for paper in papers:
            store.write_document(
                paper.document, paper.metadata, build_outline(paper.document), paper.passages
            )
            store.write_mentions(paper.mentions)
            store.write_expansions(paper.expansions, passages)
            store.write_spelled_out(paper.spelled_out, passages)
        store.write_words(_count_words(papers))
        store.write_glossary(list_word_pairs(themes))
        store.write_vectors(_place_passages(papers))
        store.write_graph(nodes, pairs)
        store.write_promoted(promoted, namings)
        store.write_links(themes)
        store.write_keywords(keywords, passages)
    return built


def _find_titles(papers: list[Paper]) -> list[str]:
    """Return the ids of the passages that are the titles of papers."""
    return [
        passage.passage_id
        for paper in papers
        if (title := paper.document.title)
        for passage, _ in paper.passages
        if passage.char_start <= title.char_start < passage.char_end
    ]


def _list_taken(counted: Iterable[Mention]) -> dict[str, list[tuple[int, int]]]:
    """Return for each passage where the mentions in it stand that count."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for mention in counted:
        taken.setdefault(mention.passage_id, []).append((mention.start, mention.end))
    return taken


def _describe(built: Built, chinese_words: Engine) -> dict[str, str]:
    """Return what made the store, for its manifest."""
    facts = {
        "policytext": __version__,
        "schema": str(SCHEMA_VERSION),
        "sqlite": sqlite3.sqlite_version,
        "counted kinds of passage": ", ".join(COUNTED_KINDS),
        "sense policy": "context, polarity and scope of the entry; then one sense per document; else undecided, not counted",
        "overlap policy": "longest first; inside a formula kept as part, inside another theme kept as nested, not counted",
        "co-occurrence unit": "passage",
        "p": "hypergeometric, upper tail (Fisher's exact test, one-sided); p_adj Benjamini-Hochberg over all pairs that meet",
        "weight": "jaccard, unless asked for another measure",
        "duplicate policy": "papers of the same letters are counted once; 'duplicate = \"keep\"' in the manifest keeps one",
        "graph seed": str(SEED),
        "keywords": "method default: frequency, rarity, earliness, wholeness, marking, form, phrasing; by document",
        "English words": "spaCy blank('en') tokenizer, no trained pipeline",
        "Chinese words": f"{chinese_words}, HMM off, themes as user dictionary",
        "traditional characters": describe_folding(),
        "n_documents": str(built.n_documents),
        "n_counted_passages": str(built.n_passages),
        "n_themes": str(built.n_themes),
        "n_counted_mentions": str(built.n_mentions),
        "n_pairs": str(built.n_pairs),
        "n_repeated_texts": str(len(built.remarks.boilerplate)),
    }
    for n, (text, n_papers) in enumerate(built.remarks.boilerplate[:SHOWN_TEXTS], 1):
        facts[f"repeated text {n:02}"] = (
            f"in {n_papers} papers, not counted: {text[:LONGEST_SHOWN]}"
        )
    return facts | {library: version(library) for library in sorted({*LIBRARIES, chinese_words})}


def _count_words(papers: list[Paper]) -> list[tuple[str, str, int, int, int]]:
    """Return `(word, lemma, n_tokens, n_passages, n_docs)` for every word of the index."""
    n_tokens: Counter[str] = Counter()
    n_passages: Counter[str] = Counter()
    n_docs: Counter[str] = Counter()
    for paper in papers:
        seen: set[str] = set()
        for passage, _ in paper.passages:
            words = Counter(split_index_words(passage.text))
            n_tokens += words
            n_passages.update(words.keys())
            seen |= words.keys()
        n_docs.update(seen)
    return [(w, find_lemma(w), n_tokens[w], n_passages[w], n_docs[w]) for w in n_tokens]


def _place_passages(papers: list[Paper]) -> list[tuple[str, bytes]]:
    """Return `(passage id, vector)` for the counted passages, made of their words and the themes they mention."""
    words: dict[str, list[str]] = {
        passage.passage_id: [
            token.lemma
            for token in tokens
            if token.lemma.isalnum() and token.lemma not in STOP_WORDS
        ]
        for paper in papers
        for passage, tokens in paper.passages
        if passage.kind in COUNTED_KINDS
    }
    for paper in papers:
        for mention, counts in paper.mentions:
            if counts:
                words[mention.passage_id].append(f"theme:{mention.theme_id}")
    return list(zip(words, compute_vectors(list(words.values())), strict=False))
