"""What a corpus is made of: sources, documents with their structure, passages and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "heading", "item", "table", "code", "note"]
PassageKind = Literal[
    "prose", "heading", "abstract", "keywords", "reference", "footnote", "front", "boilerplate"
]
Language = Literal["en", "zh"]
DuplicateKind = Literal["exact", "near", "version", "overlap"]

COUNTED_KINDS: tuple[PassageKind, ...] = ("prose", "heading", "abstract", "keywords")
"""The kinds of passage that reports and the graph count: what the authors themselves argue.

Reference lists and footnotes repeat the titles of other people's papers, and
front matter and boilerplate the publisher's; they are tagged and searchable,
never counted.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text, letter for letter: `source.text[char_start:char_end] == text`."""

    char_start: int
    char_end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines that the file's own layout sets apart.

    `level` is the depth the format itself gives a heading (1 for `# …`), and 0
    where it gives none; a note is one at the foot of a page or the end of the
    text. The span holds the content without the marks around
    it: no `## `, no list dash, no blank line.
    """

    char_start: int
    char_end: int
    kind: BlockKind
    level: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page begins in the source text; `label` is the number printed on it."""

    char_start: int
    label: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its text, never changed afterwards, and what its format says of it.

    `text` is decoded with newlines untouched; a byte-order mark is not part of
    it. `blocks` follow one another without overlap. `pages` is empty where the
    format has none. `sha256` is of the file's bytes, or of the text of one row
    of a table. `title`, `authors` and
    `date` (as written) are what the format itself records of them. `notes` are
    sentences about what could not be read or was mended.
    """

    path: str
    format: str
    encoding: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """An author as named in the paper; `affiliations` are 0-based places in `Document.affiliations`."""

    name: str
    affiliations: tuple[int, ...]
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    `level` is the depth a reader would give it, from 1, whatever the numbering
    says. `path` joins the headings above it and its own with ` > `. The span is
    the heading's own; what stands under it runs on to `body_end`.
    """

    title: str
    level: int
    path: str
    char_start: int
    char_end: int
    body_end: int


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """Text that is the publisher's or the office's, not the argument's.

    `kind` says which: corresponding author, copyright, publication date,
    publication data, funding, disclosure, publisher's note or about the author.
    """

    char_start: int
    char_end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the author wrote it: one part, or the halves a page break made of it.

    `parts` are half-open spans of the source text in order; between two of
    them lies a gap that is no part of the paragraph.
    """

    parts: tuple[tuple[int, int], ...]
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Official:
    """What a Chinese official document says of itself; empty where it does not.

    `kind` is what it calls itself (意见, 通知, 条例), `issuers` the offices that
    signed it, `number` as it is cited (国办发〔2019〕6号), `date` from the year
    down: for a law the date of the revision that the text is.
    """

    kind: str = ""
    issuers: tuple[str, ...] = ()
    number: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The structure of one paper, all of it as spans of the source text.

    `title`, `abstract` and `keywords` are not sections. `paragraphs` covers
    everything that becomes a passage, in the order of the text: paragraphs,
    headings, references, footnotes, front matter and boilerplate. `official` is there for
    Chinese official documents only. `date` is ISO 8601 from the year down: what
    an official document is dated, else what the file records of itself, empty
    where neither says or the text names another year.
    """

    doc_id: str
    source: Source
    language: Language
    title: Span | None
    authors: tuple[Author, ...]
    affiliations: tuple[Span, ...]
    year: int | None
    abstract: Span | None
    keywords: tuple[Span, ...]
    sections: tuple[Section, ...]
    references: tuple[Span, ...]
    boilerplate: tuple[Boilerplate, ...]
    joins: tuple[tuple[int, int], ...]
    paragraphs: tuple[Paragraph, ...]
    official: Official | None = None
    date: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the manifest says of one paper; `None` or empty where it says nothing.

    `date` is as a person wrote it, from the year down: 2019, 2019-05 or
    2019-05-24. `facets` are names and values of whatever else papers are told
    apart by, a name as often as it has values. `keep_duplicate` tells that the
    paper counts though its text is another's. `record` is the id of the row,
    for a paper that is one row of a table. `encoding` is what its text is in, empty
    where its bytes tell.
    """

    doc_id: str
    file: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    year: int | None = None
    language: Language | None = None
    original_language: Language | None = None
    places: tuple[str, ...] = ()
    licence: str = "not stated"
    sha256: str | None = None
    date: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    doi: str = ""
    url: str = ""
    keep_duplicate: bool = False
    record: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference manager knows of one paper; empty where it says nothing.

    `key` is its citation key or id, `kind` the manager's own word for what it
    is (article-journal, legislation). `container` is the journal or book,
    `place` that of the publisher. `files` are attachments as the manager names
    them, often on another machine. `extras` are further names and values.
    """

    key: str
    title: str
    kind: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: Language | None = None
    container: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    url: str = ""
    licence: str = ""
    keywords: tuple[str, ...] = ()
    extras: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two papers that share text, `doc_id` the one that is left out where they are exact duplicates.

    `share` is the part of `doc_id`'s shingles that stands in `other`,
    `share_other` the part of `other`'s that stands in `doc_id`, `jaccard` what
    both have of what either has; all from 0 to 1.
    """

    doc_id: str
    other: str
    kind: DuplicateKind
    share: float
    share_other: float
    jaccard: float


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of reading text and the stretch of source text it came from.

    Two stretches of one length stand for each other letter by letter; with
    different lengths (`ﬁ` read as `fi`) any part stands for the whole.
    """

    start: int
    end: int
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph under its section: the unit that is searched, counted and cited.

    `text` is the reading text; `runs` lead from it back to the source text.
    `section` is the path of the section, empty above the first heading.
    """

    passage_id: str
    doc_id: str
    kind: PassageKind
    section: str
    lang: Language
    page: str
    char_start: int
    char_end: int
    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a passage: `text == passage.text[start:end]`, `lemma` its dictionary form."""

    text: str
    lemma: str
    start: int
    end: int
