"""The things policytext passes from one stage to the next.

Every record is frozen and holds plain values, so a stage can be tested with
records typed by hand and the store can write any of them as a row.

Positions named `char_start` and `char_end` count Python code points of
`Source.text`, the text as it was read from the file, from 0, half-open:
`source.text[char_start:char_end]`. Positions named `start` and `end` count
code points of a passage's reading text in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "heading", "item", "table", "code", "note"]
PassageKind = Literal[
    "prose", "heading", "abstract", "keywords", "reference", "footnote", "front", "boilerplate"
]
Language = Literal["en", "zh"]
ThemeKind = Literal[
    "formula", "concept", "organization", "place", "campaign", "document", "metaphor"
]
FormKind = Literal["official", "literal", "paraphrase", "corrupt"]
FormStatus = Literal["preferred", "admitted", "deprecated", "forbidden"]
MatchKind = Literal["plural", "exact", "lemma", "glob", "regex"]
Side = Literal["before", "after", "around"]
Sign = Literal["", "negative", "positive"]
Certainty = Literal["certain", "inferred"]
EntryStatus = Literal["draft", "reviewed"]
Standing = Literal["free", "part", "nested"]
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


@dataclass(frozen=True, slots=True)
class Context:
    """What must stand near a form (one of `any`) and what must not (`none`) for it to count.

    Near is within so many words, a Chinese character being a word, on one side
    of the form or around it. An English word stands for its inflections; `*`
    stands for any letters.
    """

    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    within: int = 6
    side: Side = "around"


@dataclass(frozen=True, slots=True)
class Form:
    """One way a theme is written, in one language.

    `match` says how `text` is to be read: with its nouns in either number
    (plural), as it stands (exact), with every word inflected (lemma), with `*`
    and `?` for letters (glob), or as a regular expression (regex).
    """

    text: str
    lang: Language
    kind: FormKind = "literal"
    status: FormStatus = "admitted"
    match: MatchKind = "plural"
    match_case: bool = False
    context: Context | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a formula, in Chinese, in English or in both; `theme` where it is a theme itself."""

    zh: str = ""
    en: tuple[str, ...] = ()
    theme: str = ""


@dataclass(frozen=True, slots=True)
class MemberSet:
    """Another way some paper unfolds a formula, and where it does."""

    members: tuple[Member, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Polarity:
    """Whether a label names something to be gained or to be shed, and by which verbs.

    `verbs` go with it, `against` say that another sense is meant; both are
    added to the verbs `senses` knows.
    """

    sign: Sign
    verbs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """When and where a label means this theme.

    Papers from before `since` cannot mean it. Those from after `until` mean it
    only if something near the label says so. With `places`, only papers that
    name one of them can mean it: a local coinage is no national formula.
    """

    since: int | None = None
    until: int | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rival:
    """A theme this one is easily taken for, and what tells them apart."""

    theme: str
    reason: str


@dataclass(frozen=True, slots=True)
class Theme:
    """An entry of the authority file.

    `path` places it in the reports, from the most general heading down. `en` is
    its label, the Chinese name where it has no English one; `zh` is empty where
    it has no Chinese name. `zh_certainty` says whether the Chinese original was seen in a source or
    inferred from the translation. `sense` names this meaning of a label that
    has several. `member_sets` are expansions that differ from `members`.
    `must_match` and `must_not_match` are sentences it is tested on. `file` and
    `line` say where it is written.
    """

    theme_id: str
    kind: ThemeKind
    path: tuple[str, ...]
    zh: str
    zh_certainty: Certainty
    en: str
    forms: tuple[Form, ...]
    scope_note: str = ""
    sense: str = ""
    status: EntryStatus = "draft"
    zh_short: str = ""
    zh_traditional: str = ""
    numeral: int | None = None
    unit: str = ""
    members: tuple[Member, ...] = ()
    member_sets: tuple[MemberSet, ...] = ()
    polarity: Polarity | None = None
    scope: Scope | None = None
    not_same_as: tuple[Rival, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    definition: str = ""
    notes: str = ""
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    must_match: tuple[str, ...] = ()
    must_not_match: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


class Mention(NamedTuple):
    """One place where a passage names a theme.

    `surface` is what the paper says, letter for letter: it always equals
    `source.text[char_start:char_end]`. `form` is the form of the authority
    file that was recognised and `rule` everything that was used to (`exact`,
    `inflected`, `near 'eliminate'`), joined by `; `. `standing` is free, or
    part or nested when a longer mention of the theme `inside` holds this one
    (see `mentions`). A label that could mean several themes, with nothing to
    decide, has them as `candidates` and no `theme_id`. `polarity` tells whether
    the text wants more or less of what is named, where it says so. A named
    tuple: there are more mentions than anything else, and it is made five times
    as fast as a frozen dataclass.
    """

    doc_id: str
    passage_id: str
    theme_id: str
    char_start: int
    char_end: int
    start: int
    end: int
    surface: str
    form: str
    form_kind: FormKind
    rule: str
    standing: Standing = "free"
    inside: str = ""
    polarity: Sign = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """A stretch that names all members of a formula, whether or not its label is there.

    `surface == source.text[char_start:char_end]`; the stretch runs from the
    first member to the last. `members` are the places of the members in the
    reading text, in the order of the text.
    """

    doc_id: str
    passage_id: str
    theme_id: str
    char_start: int
    char_end: int
    start: int
    end: int
    surface: str
    members: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term extracted from a document or a group of them, in no authority file unless `theme_id` says so.

    `doc_id` is the document's or the group's name. `rank` counts from 1.
    `occurrences` are `(passage_id, start, end)` in the reading text, in the
    order of the text; `n_docs` documents have them. `surfaces` are the ways it
    is written, in small letters, each with how often, most often first.
    """

    doc_id: str
    term: str
    score: float
    rank: int
    n_occurrences: int
    theme_id: str
    occurrences: tuple[tuple[str, int, int], ...]
    lang: Language = "en"
    n_docs: int = 1
    surfaces: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Promoted:
    """A keyword that is a concept of the graph; `rule` says what made it one. `term` is folded."""

    concept_id: str
    term: str
    lang: Language
    rule: str


class Naming(NamedTuple):
    """A place where a passage names a promoted keyword; positions in the reading text.

    It is counted like a mention, under `theme_id`, the id of the concept.
    """

    doc_id: str
    passage_id: str
    theme_id: str
    start: int
    end: int


class Pair(NamedTuple):
    """Two themes and how often they meet; `source < target`.

    `n_cooc` counts the passages that mention both (at least 1), `n_docs` the
    documents those passages come from. The measures are those of
    `association`; `p_target` is the share of the source's passages that mention
    the target, too, and `p_source` the reverse. The years are those of the
    documents they meet in, as far as known. What is undefined is none: `npmi`
    of two themes that are in every passage, `alpha` of two that have no other pair.
    """

    source: str
    target: str
    n_cooc: int
    n_docs: int
    n_source: int
    n_target: int
    expected: float
    jaccard: float
    dice: float
    cosine: float
    association_strength: float
    pmi: float
    npmi: float | None
    log_likelihood: float
    p_target: float
    p_source: float
    p: float
    p_adj: float
    alpha: float | None
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A concept of the graph, placed: `x` and `y` run from 0 to 1, `community` counts from 0."""

    theme_id: str
    n_mentions: int
    n_passages: int
    n_docs: int
    degree: int
    strength: int
    community: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase of one passage that has the shape of a formula; positions in its reading text.

    `text == passage.text[start:end]`, without the quotation marks around it.
    `shape` names the rule of the grammar that took it. `numerals` are the
    numbers it is built of, in order: (4,) for 四个全面, (2, 1) for 两学一做, none
    for a parallel slogan. `normal` is what the ways of writing it share:
    candidates with one `normal` are one formula. `certain` is false when the
    shape alone does not tell a formula from a plain count: it then needs
    support from elsewhere in the corpus (see `discovery`).
    """

    start: int
    end: int
    text: str
    lang: Language
    shape: str
    numerals: tuple[int, ...]
    normal: str
    quoted: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class Expansion:
    """A place where a text spells out what a label counts; positions in reading text.

    The label stands in passage `label_passage_id`, its members in passage
    `passage_id` (often the same) from `start` to `end`, each of them at its own
    `(start, end)` in `members`. `cue` is what announced them: `refers to`, 即,
    `First … Second`, or a bare list beside the label. `expected` is the label's
    numeral; the expansion adds up when it is the number of members.
    """

    label_passage_id: str
    label_start: int
    label_end: int
    passage_id: str
    start: int
    end: int
    cue: str
    members: tuple[tuple[int, int], ...]
    expected: int

    @property
    def adds_up(self) -> bool:
        """Tell whether there are as many members as the label says."""
        return len(self.members) == self.expected
