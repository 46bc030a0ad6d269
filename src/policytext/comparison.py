"""Compare the papers of a corpus: which are one text, which share text, what many of them repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.duplicates import Fingerprints, find_exact, find_overlaps
from policytext.repetition import find_repeated

if TYPE_CHECKING:
    from collections.abc import Callable

    from policytext.records import Duplicate, Metadata
    from policytext.repetition import Repetition
    from policytext.traces import Traces


class Comparison:
    """The traces of the papers of a corpus, taken one by one.

    Of papers that are one text the first counts: one the manifest describes
    before others, then by id. Those the manifest says to keep count besides.
    """

    def __init__(self) -> None:
        """Begin with no paper."""
        self._metadata: list[Metadata] = []
        self._traces: dict[str, Traces] = {}
        self._fingerprints = Fingerprints()
        self.duplicates: list[Duplicate] = []

    def add(self, metadata: Metadata, traces: Traces) -> None:
        """Take a paper into account."""
        self._metadata.append(metadata)
        self._fingerprints.add(traces.to_fingerprint(metadata.doc_id))
        self._traces[metadata.doc_id] = traces.without_sample()

    def choose(self, read_argument: Callable[[str], str]) -> list[Metadata]:
        """Return the papers that count, and note in `duplicates` which share text with which.

        `read_argument` returns what of a paper is compared, by its id.
        """
        order = {m.doc_id: (m.keep_duplicate, m.title is None, m.doc_id) for m in self._metadata}
        taken = self._fingerprints.all
        exact = find_exact(sorted(taken, key=lambda each: order[each.doc_id]))
        twice = {each.doc_id for each in exact}
        once = [each for each in taken if each.doc_id not in twice]
        self.duplicates = [*exact, *find_overlaps(once, read_argument)]
        return [m for m in self._metadata if m.keep_duplicate or m.doc_id not in twice]

    def find_repeated(self, chosen: list[Metadata]) -> Repetition:
        """Return what many of the papers that count repeat."""
        traces = {m.doc_id: self._traces[m.doc_id] for m in chosen}
        official = {doc_id for doc_id, each in traces.items() if each.official}
        keys = {doc_id: each.to_keys() for doc_id, each in traces.items()}
        return find_repeated(keys, self.duplicates, official)

    def narrow(self, repetition: Repetition, metadata: Metadata) -> Repetition:
        """Return what one paper repeats."""
        return repetition.narrow(self._traces[metadata.doc_id].to_keys())
