"""What a build made: its counts, what there is to say of it, and what its manifest says."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from policytext import __version__
from policytext.graph import SEED
from policytext.paper import LIBRARIES
from policytext.records import COUNTED_KINDS
from policytext.store.schema import SCHEMA_VERSION
from policytext.traditional import describe_folding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policytext.languages.chinese import Engine
    from policytext.records import Duplicate

TEXTS = "state of the texts"
"""The fact of a manifest that names the state of all that is in a store without themes."""

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
    documents because they repeat another.
    """

    problems: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    repeated: Mapping[str, str] = field(default_factory=dict)
    work: Work = Work()
    notes: tuple[str, ...] = ()


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


def describe(
    built: Built, chinese_words: Engine, repeated: Sequence[tuple[str, int]]
) -> dict[str, str]:
    """Return what made the store, for its manifest.

    `repeated` is text that many papers have and that is not counted, each with
    its number of papers.
    """
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
        "Chinese words": f"{chinese_words}, HMM off, policy words and words.txt as user dictionary",
        "traditional characters": describe_folding(),
        "n_documents": str(built.n_documents),
        "n_counted_passages": str(built.n_passages),
        "n_themes": str(built.n_themes),
        "n_counted_mentions": str(built.n_mentions),
        "n_pairs": str(built.n_pairs),
        "n_repeated_texts": str(len(repeated)),
    }
    for n, (text, n_papers) in enumerate(repeated[:SHOWN_TEXTS], 1):
        facts[f"repeated text {n:02}"] = (
            f"in {n_papers} papers, not counted: {text[:LONGEST_SHOWN]}"
        )
    return facts | {library: version(library) for library in sorted({*LIBRARIES, chinese_words})}
