"""All that a build is made from, and what its states are called.

A state is a hash: of the theme files, of the words of the corpus, and of
everything that papers are read by. What was made in one state is not made again
in the same.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policytext.corpus import ADVICE_TO_ADD, PAPERS, read_corpus
from policytext.dictionary import read_words
from policytext.errors import BadManifest
from policytext.languages.pipelines import BY_LEXICON, load_taggers
from policytext.paper import Task, get_tools
from policytext.promotion import read_promotion
from policytext.shelf import fingerprint
from policytext.themes import load_themes
from policytext.verify import hash_inputs, list_inputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from policytext.errors import PolicytextError
    from policytext.languages.chinese import Engine
    from policytext.paper import Tools
    from policytext.promotion import Promotion
    from policytext.records import Metadata, Theme

    Input = tuple[str, str, str]
    """A file of the corpus, its kind, and the SHA-256 of its bytes."""


@dataclass(frozen=True)
class Materials:
    """What a build is made from.

    `listed` are the papers, `inputs` all files a build looks at; `problems` is what
    is wrong with the manifest, the themes, `graph.toml` and `words.txt`. Chinese is cut by
    `chinese_words`, `phrases` tells by what noun phrases of keywords are found: trained
    `pipelines` or the lexicon. `password` opens locked papers.
    """

    folder: Path
    listed: list[Metadata]
    inputs: list[Input]
    themes: list[Theme]
    promotion: Promotion
    problems: list[PolicytextError]
    chinese_words: Engine
    pipelines: Sequence[str]
    phrases: str
    password: str | None

    @cached_property
    def theme_state(self) -> str:
        """Return what the state of the theme files is called."""
        return name_themes(self.inputs)

    @cached_property
    def text_state(self) -> str:
        """Return what the state is called of all that is in a store without themes: papers, readers, words."""
        listed = [self.make_task(metadata) for metadata in self.listed]
        papers = [(task.metadata, task.sha256) for task in listed]
        depends = fingerprint(), sqlite3.sqlite_version, self._lexis, self.phrases, papers
        return hashlib.sha256(repr(depends).encode("utf-8", "surrogatepass")).hexdigest()

    def make_task(self, metadata: Metadata) -> Task:
        """Return the task of reading a paper, with the states of all that this depends on."""
        return Task(
            self.folder.absolute(),
            metadata,
            self.theme_state,
            self._sums.get(metadata.file, ""),
            self._lexis,
            self.password,
            chinese_words=self.chinese_words,
        )

    @cached_property
    def tools(self) -> Tools:
        """Return what papers are read with."""
        return get_tools(self.folder.absolute(), self.theme_state, self._lexis, self.chinese_words)

    @cached_property
    def _sums(self) -> dict[str, str]:
        """Return the SHA-256 of every file."""
        return {file: digest for file, _, digest in self.inputs}

    @cached_property
    def _lexis(self) -> str:
        """Return what the state of the corpus's own words is called, and of what cuts Chinese."""
        words = (each for each in self.inputs if each[1] == "words")
        return hash_inputs([(self.chinese_words, "engine", ""), *words])


def gather_materials(
    folder: Path, chinese_words: Engine, pipelines: Sequence[str], password: str | None
) -> Materials:
    """Return what a build of the corpus in `folder` is made from; raises `BadManifest` when there is no paper."""
    taggers = load_taggers(pipelines)
    listed, problems = read_corpus(folder)
    if not listed and not problems:
        raise BadManifest(f"{folder / PAPERS}: there are no papers yet. {ADVICE_TO_ADD}.")
    inputs = list_inputs(folder)  # before reading: a file changed meanwhile will show as changed
    themes, faults = load_themes(folder / "themes")
    promotion, slips = read_promotion(folder)
    problems = [*problems, *faults, *slips, *read_words(folder)[1]]
    phrases = "; ".join(tagger.describe() for tagger in taggers.values()) or BY_LEXICON
    return Materials(
        folder,
        listed,
        inputs,
        themes,
        promotion,
        problems,
        chinese_words,
        pipelines,
        phrases,
        password,
    )


def name_themes(inputs: Iterable[Input]) -> str:
    """Return what the state of the theme files among some inputs is called."""
    return hash_inputs(sorted(each for each in inputs if each[1] == "theme"))
