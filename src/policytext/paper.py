"""One paper with everything that is found in it by itself.

This is the work that needs no other paper, and so can be done anywhere: in
this process, in another, on another machine that sees the same folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from policytext.corpus import refuse_length
from policytext.dictionary import read_words
from policytext.errors import UnreadableSource, UnusablePaper
from policytext.forms import build_lexicon
from policytext.members import MemberFinder
from policytext.mentions import tag_document
from policytext.passages import split_passages
from policytext.readers import read_source
from policytext.structure import structure
from policytext.themes import load_themes
from policytext.tokens import build_tokenizer
from policytext.traces import take_traces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from policytext.errors import BadTheme
    from policytext.forms import Lexicon
    from policytext.languages.chinese import Engine
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
    from policytext.traces import Traces


LIBRARIES = (
    "ahocorasick-rs",
    "google-re2",
    "jieba",
    "lemminflect",
    "markdown-it-py",
    "networkx",
    "pypdfium2",
    "scikit-learn",
    "spacy",
)
"""What has a say in the results; their versions go into the manifest."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper read and cut up, before anything is looked for in it."""

    document: Document
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class Tags:
    """What the themes have to say of a paper: mentions with whether they count, and formulae unfolded."""

    mentions: list[tuple[Mention, bool]]
    expansions: list[tuple[str, Expansion]]
    spelled_out: list[tuple[SpelledOut, bool]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with everything that was found in it by itself."""

    metadata: Metadata
    document: Document
    passages: list[tuple[Passage, Words]]
    mentions: list[tuple[Mention, bool]]
    expansions: list[tuple[str, Expansion]]
    spelled_out: list[tuple[SpelledOut, bool]]
    traces: Traces

    @classmethod
    def put_together(
        cls, metadata: Metadata, draft: Draft, words: Sequence[Words], traces: Traces, tags: Tags
    ) -> Paper:
        """Return a paper made of its parts."""
        passages = list(zip(draft.passages, words, strict=True))
        found = tags.mentions, tags.expansions, tags.spelled_out
        return cls(metadata, draft.document, passages, *found, traces)


@dataclass(frozen=True, slots=True)
class Tools:
    """What is made once of an authority file to read any number of papers with; `contested` are spellings nobody has."""

    lexicon: Lexicon
    contested: Sequence[BadTheme]
    tokenize: Callable[[Passage], Words]
    members: MemberFinder


@dataclass(frozen=True, slots=True)
class Task:
    """A paper to be read, and what is known of it already.

    `sha256` is of its file, `themes` names the state of the corpus's theme
    files and `lexis` that of its own Chinese words, cut by `chinese_words`; `password` opens a locked
    file. What was read and cut into words before is not done again.
    """

    folder: Path
    metadata: Metadata
    themes: str
    sha256: str = ""
    lexis: str = ""
    password: str | None = None
    draft: Draft | None = None
    words: list[Words] | None = None
    traces: Traces | None = None
    chinese_words: Engine = "jieba"


def make_tools(
    themes: Sequence[Theme], chinese_words: Engine = "jieba", own_words: Sequence[str] = ()
) -> Tools:
    """Return what papers are read with; `own_words` are Chinese ones of the corpus."""
    return Tools(
        *build_lexicon(list(themes)),
        build_tokenizer(own_words, chinese_words),
        MemberFinder(list(themes)),
    )


@lru_cache(maxsize=1)
def get_tools(folder: Path, themes: str, lexis: str, chinese_words: Engine) -> Tools:  # noqa: ARG001 - other files, other tools
    """Return the tools of a corpus folder, made once in a process for one state of its themes and its words."""
    return make_tools(load_themes(folder / "themes")[0], chinese_words, read_words(folder)[0])


def do_task(task: Task) -> Paper | UnusablePaper:
    """Return one paper with everything found in it, or why it is left out.

    A fault of the program itself is caught here, too, and said to be one: it
    must not cost a scholar the other papers.
    """
    try:
        tools = get_tools(task.folder, task.themes, task.lexis, task.chinese_words)
        draft = task.draft or read_paper(task.folder, task.metadata, task.password)
        words = task.words or [tools.tokenize(passage) for passage in draft.passages]
        traces = task.traces or take_traces(task.metadata, draft.document, draft.passages)
        return Paper.put_together(task.metadata, draft, words, traces, tag_paper(draft, tools))
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


def read_paper(folder: Path, metadata: Metadata, password: str | None = None) -> Draft:
    """Return one paper read, structured and cut up.

    Raises `UnreadableSource` when its file cannot be read as text, and
    `UnusablePaper` when that is too long to be one paper.
    """
    source = read_source(
        folder / metadata.file,
        metadata.file,
        metadata.encoding or None,
        metadata.record,
        password,
    )
    refuse_length(source)
    document = structure(source, metadata.doc_id)
    return Draft(document, split_passages(document))


def tag_paper(draft: Draft, tools: Tools) -> Tags:
    """Return what the themes have to say of a paper."""
    mentions = tag_document(draft.document, draft.passages, tools.lexicon)
    bare = [mention for mention, _ in mentions]
    return Tags(
        mentions,
        tools.members.expand_mentions(bare, draft.passages),
        tools.members.find_all(draft.passages, draft.document.source.text, bare),
    )
