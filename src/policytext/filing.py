"""A paper as it goes into the store: without what many papers repeat, as rows, with its words counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.errors import BadStore
from policytext.packing import unpack
from policytext.records import COUNTED_KINDS
from policytext.store.indexing import split_index_words
from policytext.store.rows import make_rows
from policytext.structure.outline import build_outline
from policytext.trimming import trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policytext.packing import Part
    from policytext.records import Metadata, Passage
    from policytext.repetition import Repetition
    from policytext.store.rows import PaperRows


@dataclass(frozen=True, slots=True)
class Packet:
    """A paper from the shelf, and what of it many papers repeat."""

    metadata: Metadata
    parts: Mapping[Part, bytes]
    repetition: Repetition


@dataclass(frozen=True, slots=True)
class PaperWords:
    """How often every word of the index stands in a paper, and in how many of its passages."""

    n_tokens: Mapping[str, int]
    n_passages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper ready for the store, and what was left out of it, by its hash.

    The counts are of passages and mentions that count.
    """

    file: str
    rows: PaperRows
    words: PaperWords
    repeated: Mapping[int, str]
    n_passages: int
    n_mentions: int


def file_paper(packet: Packet) -> Filed:
    """Return a paper ready for the store; raises `BadStore` when what the shelf has of it is damaged."""
    metadata, repetition = packet.metadata, packet.repetition
    paper = unpack(metadata, packet.parts)
    if paper is None:
        raise BadStore(
            f"{metadata.file}: what the last build kept of it is damaged. Build again with --fresh."
        )
    bare = [passage for passage, _ in paper.passages]
    kept, repeated = repetition.cut(bare, paper.traces.to_keys()) if repetition.seen else ({}, {})
    paper = trim(paper, kept)
    found = paper.mentions, paper.expansions, paper.spelled_out
    outline = build_outline(paper.document)
    return Filed(
        metadata.file,
        make_rows(paper.document, metadata, outline, paper.passages, *found),
        count_words(passage for passage, _ in paper.passages),
        repeated,
        sum(passage.kind in COUNTED_KINDS for passage, _ in paper.passages),
        sum(counts for _, counts in paper.mentions),
    )


def give_up_filing(packet: Packet) -> Filed:
    """Refuse to go on when a paper cost every worker its life that was to file it."""
    raise BadStore(
        f"{packet.metadata.file} ended the process that was to write it, three times, perhaps for want of memory. "
        "The older store, if there is one, is untouched. Build with fewer workers."
    )


def count_words(passages: Iterable[Passage]) -> PaperWords:
    """Return how often every word of the index stands in the passages of a paper."""
    n_tokens: Counter[str] = Counter()
    n_passages: Counter[str] = Counter()
    for passage in passages:
        words = split_index_words(passage.text)
        n_tokens.update(words)
        n_passages.update(set(words))
    return PaperWords(n_tokens, n_passages)
