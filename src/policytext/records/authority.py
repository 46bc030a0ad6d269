"""What an authority file says: themes with their forms, members and senses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policytext.records.documents import Language

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
