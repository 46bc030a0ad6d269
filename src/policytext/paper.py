"""One paper with everything that is found in it by itself.

This is the work that needs no other paper, and so can be done anywhere: in
this process, in another, on another machine that sees the same folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from policytext.corpus import refuse_length
from policytext.errors import UnreadableSource, UnusablePaper
from policytext.forms import build_lexicon
from policytext.members import MemberFinder
from policytext.mentions import tag_document
from policytext.passages import split_passages
from policytext.readers import read_source
from policytext.structure import structure
from policytext.themes import load_themes
from policytext.tokens import build_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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
    )
    from policytext.tokens import Words


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with everything that was found in it by itself."""

    metadata: Metadata
    document: Document
    passages: list[tuple[Passage, Words]]
    mentions: list[tuple[Mention, bool]]
    expansions: list[tuple[str, Expansion]]
    spelled_out: list[tuple[SpelledOut, bool]]


@dataclass(frozen=True, slots=True)
class Tools:
    """What is made once of an authority file to read any number of papers with."""

    lexicon: Lexicon
    tokenize: Callable[[Passage], Words]
    members: MemberFinder


@dataclass(frozen=True, slots=True)
class Task:
    """A paper to be read; `themes` names the state of the corpus's theme files."""

    folder: Path
    metadata: Metadata
    themes: str


def make_tools(themes: Sequence[Theme]) -> Tools:
    """Return what papers are read with."""
    return Tools(
        build_lexicon(list(themes))[0], build_tokenizer(list(themes)), MemberFinder(list(themes))
    )


@lru_cache(maxsize=1)
def _make_tools_of(folder: Path, themes: str) -> Tools:  # noqa: ARG001 - other themes, other tools
    """Return the tools of a corpus folder, made once in a process for one state of its theme files."""
    return make_tools(load_themes(folder / "themes")[0])


def do_task(task: Task) -> Paper | UnusablePaper:
    """Return one paper as `read_paper` does, or why it is left out.

    A fault of the program itself is caught here, too, and said to be one: it
    must not cost a scholar the other papers.
    """
    try:
        return read_paper(task.folder, task.metadata, _make_tools_of(task.folder, task.themes))
    except (UnreadableSource, UnusablePaper) as error:
        return UnusablePaper(task.metadata.file, str(error))
    except Exception as error:  # noqa: BLE001 - named in the summary, and the exit code is 1
        return UnusablePaper(
            task.metadata.file,
            f"made policytext fail ({type(error).__name__}: {error}). It is left out. Please report this.",
        )


def give_up(task: Task) -> UnusablePaper:
    """Say that a paper cost every worker its life that began with it."""
    return UnusablePaper(
        task.metadata.file,
        "ended the process that read it, three times, perhaps for want of memory. It is left out.",
    )


def read_paper(folder: Path, metadata: Metadata, tools: Tools) -> Paper:
    """Return one paper read, structured, cut up and tagged, its formulae unfolded.

    Raises `UnreadableSource` when its file cannot be read as text, and
    `UnusablePaper` when that is too long to be one paper.
    """
    source = read_source(
        folder / metadata.file, metadata.file, metadata.encoding or None, metadata.record
    )
    refuse_length(source)
    document = structure(source, metadata.doc_id)
    passages = split_passages(document)
    mentions = tag_document(document, passages, tools.lexicon)
    bare = [mention for mention, _ in mentions]
    return Paper(
        metadata,
        document,
        [(passage, tools.tokenize(passage)) for passage in passages],
        mentions,
        tools.members.expand_mentions(bare, passages),
        tools.members.find_all(passages, source.text, bare),
    )
