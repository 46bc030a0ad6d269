"""What a paper leaves to be compared with all others: hashes in place of its text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from policytext.duplicates import Fingerprint, Text, take_fingerprint
from policytext.records import COUNTED_KINDS
from policytext.repetition import Keys, list_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.records import Document, Metadata, Passage


@dataclass(frozen=True, slots=True)
class Traces:
    """What tells a paper that is there twice, and text that many papers repeat.

    `letters` and `sample` are the two parts of a fingerprint, `keys` and `owners`
    those of `Keys`; numbers are packed as bytes, the lowest first. `official`
    tells whether the paper is an official document.
    """

    title: str
    date: str
    official: bool
    letters: str
    sample: bytes
    keys: bytes
    owners: bytes

    def to_fingerprint(self, doc_id: str) -> Fingerprint:
        """Return what is compared with other papers."""
        sample = np.frombuffer(self.sample, "<u8").astype(np.uint64)
        return Fingerprint(doc_id, self.letters, sample, self.title, self.date)

    def without_sample(self) -> Traces:
        """Return the traces without what a fingerprint was made of."""
        return replace(self, sample=b"")

    def to_keys(self) -> Keys:
        """Return what of the paper may be the publisher's."""
        hashes = np.frombuffer(self.keys, "<u8").astype(np.uint64)
        return Keys(hashes, np.frombuffer(self.owners, "<u4").astype(np.uint32))


def take_traces(metadata: Metadata, document: Document, passages: Sequence[Passage]) -> Traces:
    """Return the traces of a paper that was read and cut up."""
    title = metadata.title or (document.title.text if document.title else document.source.title)
    date = metadata.date or str(metadata.year or document.year or "")
    argument = join_argument(passages)
    fingerprint = take_fingerprint(Text(document.doc_id, document.source.text, argument))
    keys = list_keys(passages)
    return Traces(
        title,
        date,
        document.official is not None,
        fingerprint.letters,
        fingerprint.sample.astype("<u8").tobytes(),
        keys.hashes.astype("<u8").tobytes(),
        keys.passages.astype("<u4").tobytes(),
    )


def join_argument(passages: Iterable[Passage]) -> str:
    """Return what of a paper is compared with the others: no references, no front matter, no boilerplate."""
    return "\n".join(passage.text for passage in passages if passage.kind in COUNTED_KINDS)
