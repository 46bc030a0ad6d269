"""The flow, on one page: from a corpus folder to a store.

Each paper is read, structured, cut into passages and words, and tagged by
itself; then pairs are counted, the graph is made and keywords are ranked over
all of them. A paper or theme that cannot be used is reported and left out; the
build goes on.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from policytext import __version__
from policytext.cooccurrence import count_pairs
from policytext.corpus import read_corpus
from policytext.errors import BadStore, PolicytextError
from policytext.forms import build_lexicon
from policytext.glossary import list_word_pairs
from policytext.graph import SEED, build_graph
from policytext.keywords import rank_keywords
from policytext.languages.english import find_lemma
from policytext.languages.stop_words import STOP_WORDS
from policytext.members import MemberFinder
from policytext.mentions import tag_document
from policytext.passages import split_passages
from policytext.readers import read_source
from policytext.records import COUNTED_KINDS
from policytext.store.indexing import split_index_words
from policytext.store.schema import SCHEMA_VERSION
from policytext.store.writing import StoreWriter
from policytext.structure import structure
from policytext.structure.outline import build_outline
from policytext.themes import load_themes
from policytext.tokens import build_tokenizer
from policytext.vectors import compute_vectors
from policytext.verify import list_inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from policytext.forms import Lexicon
    from policytext.records import (
        Document,
        Expansion,
        Mention,
        Metadata,
        Passage,
        SpelledOut,
        Theme,
        Token,
    )

LIBRARIES = (
    "ahocorasick-rs",
    "google-re2",
    "jieba",
    "lemminflect",
    "markdown-it-py",
    "networkx",
    "scikit-learn",
    "spacy",
)
"""What has a say in the results; their versions go into the manifest."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with everything that was found in it by itself."""

    metadata: Metadata
    document: Document
    passages: list[tuple[Passage, list[Token]]]
    mentions: list[tuple[Mention, bool]]
    expansions: list[tuple[str, Expansion]]
    spelled_out: list[tuple[SpelledOut, bool]]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made; `problems` is empty when all inputs were good."""

    n_documents: int
    n_passages: int
    n_themes: int
    n_mentions: int
    n_pairs: int
    problems: tuple[str, ...]


def build_store(
    folder: Path,
    out: Path,
    watch: Callable[[list[Metadata]], Iterable[Metadata]] = lambda papers: papers,
) -> Built:
    """Build the store of the corpus in `folder` at `out`.

    `watch` is given the papers about to be read and yields them one by one: a
    place for a progress bar. Raises `BadManifest` when there is no corpus, and
    `BadStore` when not one paper could be read or the store cannot be written;
    an older store is then left as it was.
    """
    listed, problems = read_corpus(folder)
    inputs = list_inputs(folder)  # before reading: a file changed meanwhile will show as changed
    themes, faults = load_themes(folder / "themes")
    lexicon, contested = build_lexicon(themes)
    problems += [*faults, *contested]
    tokenize = build_tokenizer(themes)
    members = MemberFinder(themes)
    papers: list[Paper] = []
    for metadata in watch(listed):
        try:
            papers.append(read_paper(folder, metadata, tokenize, lexicon, members))
        except PolicytextError as error:
            problems.append(error)
    messages = tuple(str(problem) for problem in problems)
    if not papers:
        raise BadStore(
            "\n".join([*messages, f"{folder}: no paper could be read, so no store was written."])
        )
    return _write(out, papers, themes, lexicon, messages, inputs)


def read_paper(
    folder: Path,
    metadata: Metadata,
    tokenize: Callable[[Passage], list[Token]],
    lexicon: Lexicon,
    members: MemberFinder,
) -> Paper:
    """Return one paper read, structured, cut up and tagged, its formulae unfolded.

    Raises `UnreadableSource` when its file cannot be read as text.
    """
    source = read_source(folder / metadata.file, metadata.file)
    document = structure(source, metadata.doc_id)
    passages = split_passages(document)
    mentions = tag_document(document, passages, lexicon)
    return Paper(
        metadata,
        document,
        [(passage, tokenize(passage)) for passage in passages],
        mentions,
        members.expand_mentions([mention for mention, _ in mentions], passages),
        members.find_all(passages, source.text, [mention for mention, _ in mentions]),
    )


def _write(
    out: Path,
    papers: list[Paper],
    themes: list[Theme],
    lexicon: Lexicon,
    problems: tuple[str, ...],
    inputs: list[tuple[str, str, str]],
) -> Built:
    """Count over all papers, write everything and return what was made."""
    counted = [mention for paper in papers for mention, counts in paper.mentions if counts]
    passages = {p.passage_id: p for paper in papers for p, _ in paper.passages}
    n_counted = sum(passage.kind in COUNTED_KINDS for passage in passages.values())
    pairs = count_pairs(counted, n_counted)
    nodes = build_graph(counted, pairs)
    keywords = rank_keywords(
        {paper.metadata.doc_id: paper.passages for paper in papers},
        lexicon.map_names(),
    )
    built = Built(len(papers), n_counted, len(themes), len(counted), len(pairs), problems)
    with StoreWriter(out) as store:
        store.write_manifest(_describe(built), inputs)
        store.write_problems(problems)
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
        store.write_keywords(keywords, passages)
    return built


def _describe(built: Built) -> dict[str, str]:
    """Return what made the store, for its manifest."""
    facts = {
        "policytext": __version__,
        "schema": str(SCHEMA_VERSION),
        "sqlite": sqlite3.sqlite_version,
        "counted kinds of passage": ", ".join(COUNTED_KINDS),
        "sense policy": "context, polarity and scope of the entry; then one sense per document; else undecided, not counted",
        "overlap policy": "longest first; inside a formula kept as part, inside another theme kept as nested, not counted",
        "co-occurrence unit": "passage",
        "graph seed": str(SEED),
        "English words": "spaCy blank('en') tokenizer, no trained pipeline",
        "Chinese words": "jieba, HMM off, themes as user dictionary",
        "n_documents": str(built.n_documents),
        "n_counted_passages": str(built.n_passages),
        "n_themes": str(built.n_themes),
        "n_counted_mentions": str(built.n_mentions),
        "n_pairs": str(built.n_pairs),
    }
    return facts | {library: version(library) for library in LIBRARIES}


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
