"""Measure how much of a paper comes back out of a format: sentences whole, in order, and themes."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from policytext.mentions import tag_document
from policytext.passages import split_passages
from policytext.readers import read_source
from policytext.structure import structure

if TYPE_CHECKING:
    from pathlib import Path

    from policytext.forms import Lexicon
    from policytext.records import Document, Passage

_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(\d])|(?<=[。！？；])|\n")
_FURNITURE = re.compile(r"[\s|]+")


class Score(NamedTuple):
    """Shares of sentences found whole, of neighbours found in order, and F1 of theme mentions."""

    whole: float
    in_order: float
    themes: float


def read_passages(path: Path) -> tuple[Document, list[Passage]]:
    """Return a file's structure and passages."""
    document = structure(read_source(path, path.name), path.stem)
    return document, split_passages(document)


def compare(plain: Path, other: Path, lexicon: Lexicon) -> Score:
    """Return how much of a plain text comes back out of another format."""
    first, passages = read_passages(plain)
    second, found = read_passages(other)
    sentences = [
        squeezed
        for passage in passages
        for sentence in _ENDS.split(passage.text)
        if len(squeezed := _squeeze(sentence)) > 5
    ]
    texts = [_squeeze(passage.text) for passage in found]
    n_whole = sum(any(sentence in text for text in texts) for sentence in sentences)
    whole_text = "".join(texts)
    places: list[int] = []
    for sentence in sentences:  # one that stands there twice is looked for after the one before it
        after = whole_text.find(sentence, max(places[-1:], default=0))
        places.append(after if after >= 0 else whole_text.find(sentence))
    near = [(a, b) for a, b in pairwise(places) if a >= 0 and b >= 0]
    mentions = [
        Counter(m.theme_id for m, counts in tag_document(*both, lexicon) if counts)
        for both in ((first, passages), (second, found))
    ]
    shared = (mentions[0] & mentions[1]).total()
    total = mentions[0].total() + mentions[1].total()
    return Score(
        n_whole / len(sentences),
        sum(a <= b for a, b in near) / max(len(near), 1),
        2 * shared / total if total else 1.0,
    )


def _squeeze(text: str) -> str:
    """Return a text without white space and the bars of tables."""
    return _FURNITURE.sub("", text)
