"""What is found in passages and counted over them: mentions, keywords, formulae, the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from policytext.records.authority import FormKind, Sign
from policytext.records.documents import Language

Standing = Literal["free", "part", "nested"]


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
    support from elsewhere in the corpus (see `discovery`). `form` is how sure its
    form is, from 0 to 1, which a series that was weighed has less of than one a rule knows.
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
    form: float = 1.0


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
