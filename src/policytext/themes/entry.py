"""What an entry of the authority file may hold, as it is written in TOML.

Unknown keys are faults, and values are not bent to fit. The fields follow SKOS
(Miles & Bechhofer 2009) and, for each rendering, the administrative status of
TBX (ISO 30042); `docs/themes.md` explains them to those who write entries.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from policytext.records import (
    Certainty,
    Context,
    EntryStatus,
    Form,
    FormKind,
    FormStatus,
    Language,
    MatchKind,
    Member,
    MemberSet,
    Polarity,
    Rival,
    Scope,
    Side,
    Theme,
    ThemeKind,
)
from policytext.wildcards import MAX_MATCH, find_fault, write_pattern


def _can_be_found(text: str) -> str:
    """Refuse a name with a character that cannot be seen, and one that has nothing to be found by: an ellipsis."""
    for letter in text:
        if unicodedata.category(letter) in ("Cc", "Cf", "Cn") and letter not in "\n\t":
            raise ValueError(f"holds a character that cannot be seen (U+{ord(letter):04X})")
    if text and not any(map(str.isalnum, text)):
        raise ValueError("has no letter or digit that could be found")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Note = Annotated[str, StringConstraints(strip_whitespace=True)]
Name = Annotated[Text, StringConstraints(max_length=MAX_MATCH), AfterValidator(_can_be_found)]
"""What is looked for in papers."""

OtherName = Annotated[Note, StringConstraints(max_length=MAX_MATCH), AfterValidator(_can_be_found)]
"""A name that may be left out."""

Uri = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]
ThemeId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", max_length=80)]
Year = Annotated[int, Field(ge=1000, le=2999)]


class _Written(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class WrittenContext(_Written):
    """`context = { any = ["reform", "pilot"], within = 6 }`."""

    any: list[Name] = Field(default_factory=list)
    none: list[Name] = Field(default_factory=list)
    within: Annotated[int, Field(ge=1, le=50)] = 6
    side: Side = "around"

    @model_validator(mode="after")
    def _asks_something(self) -> WrittenContext:
        if not (self.any or self.none):
            raise ValueError("a context needs any or none")
        return self


class WrittenForm(_Written):
    """`{ text = "four modernizations", kind = "corrupt", context = { … } }`, or the text alone."""

    text: Name
    kind: FormKind = "literal"
    status: FormStatus = "admitted"
    match: MatchKind = "plural"
    match_case: bool = False
    context: WrittenContext | None = None
    source: Note = ""

    @model_validator(mode="before")
    @classmethod
    def _read_text(cls, written: object) -> object:
        if isinstance(written, str):
            return {"text": written}
        if not isinstance(written, dict | WrittenForm):
            raise ValueError("a form is a text or a table with a text")  # noqa: TRY004 - pydantic reports ValueError
        return written

    @model_validator(mode="after")
    def _can_be_looked_for(self) -> WrittenForm:
        if self.match in ("glob", "regex"):
            if self.match_case:
                raise ValueError(f"a {self.match} takes no match_case")
            if fault := find_fault(write_pattern(self.text, self.match, "en"), strict=True):
                raise ValueError(f"cannot be looked for: {fault}")
        return self


class WrittenChinese(_Written):
    """`zh = { canonical = "去“四化”", short = "四化", certainty = "certain" }`."""

    canonical: Name
    certainty: Certainty
    short: OtherName = ""
    traditional: OtherName = ""
    forms: list[WrittenForm] = Field(default_factory=list)
    context: WrittenContext | None = None


class WrittenEnglish(_Written):
    """`en = { preferred = "two coverage", forms = ["two coverage rate"] }`."""

    preferred: Name
    forms: list[WrittenForm] = Field(default_factory=list)


class WrittenMember(_Written):
    """`{ zh = "组织覆盖", en = ["organizational coverage"] }`."""

    zh: Name | None = None
    en: list[Name] = Field(default_factory=list)
    theme: ThemeId | None = None

    @model_validator(mode="after")
    def _says_something(self) -> WrittenMember:
        if not (self.zh or self.en or self.theme):
            raise ValueError("a member needs zh, en or theme")
        return self


class WrittenMemberSet(_Written):
    """Another expansion, with the place it is taken from."""

    source: Text
    members: Annotated[list[WrittenMember], Field(min_length=1)]


class WrittenPolarity(_Written):
    """`polarity = { sign = "negative", verbs = ["eliminate", "去"] }`."""

    sign: Literal["negative", "positive"]
    verbs: list[Name] = Field(default_factory=list)
    against: list[Name] = Field(default_factory=list)


class WrittenScope(_Written):
    """`scope = { since = 2015, places = ["Changzhou", "常州"] }`."""

    since: Year | None = None
    until: Year | None = None
    places: list[Name] = Field(default_factory=list)

    @model_validator(mode="after")
    def _runs_forward(self) -> WrittenScope:
        if self.since and self.until and self.until < self.since:
            raise ValueError("until is before since")
        return self


class WrittenRival(_Written):
    """`{ theme = "sige-xiandaihua", reason = "industry, agriculture, defence, science" }`."""

    theme: ThemeId
    reason: Text


class WrittenTests(_Written):
    """Sentences in which the theme must be found, and in which it must not."""

    must_match: list[Text] = Field(default_factory=list)
    must_not_match: list[Text] = Field(default_factory=list)


class WrittenTheme(_Written):
    """One `[[themes]]` table."""

    id: ThemeId
    kind: ThemeKind
    path: Annotated[list[Text], Field(min_length=1)]
    status: EntryStatus = "draft"
    zh: WrittenChinese | None = None
    en: WrittenEnglish | None = None
    scope_note: Text
    sense: Note = ""
    numeral: Annotated[int, Field(ge=1, le=999)] | None = None
    unit: Note = ""
    members: list[WrittenMember] = Field(default_factory=list)
    member_sets: list[WrittenMemberSet] = Field(default_factory=list)
    polarity: WrittenPolarity | None = None
    scope: WrittenScope | None = None
    not_same_as: list[WrittenRival] = Field(default_factory=list)
    broader: list[ThemeId] = Field(default_factory=list)
    related: list[ThemeId] = Field(default_factory=list)
    part_of: list[ThemeId] = Field(default_factory=list)
    definition: Note = ""
    notes: Note = ""
    exact_match: list[Uri] = Field(default_factory=list)
    close_match: list[Uri] = Field(default_factory=list)
    tests: WrittenTests = Field(default_factory=WrittenTests)
    sources: Annotated[list[Text], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_name(self) -> WrittenTheme:
        if self.zh is None and self.en is None:
            raise PydanticCustomError(
                "no_name", "a theme needs a name: zh, en or both", {"field": "zh"}
            )
        return self


def to_theme(written: WrittenTheme, file: str, line: int) -> Theme:
    """Return a checked table as a theme, its first forms the preferred ones.

    A theme without an English name is labelled by its Chinese one; `zh` is empty
    where there is no Chinese.
    """
    zh = written.zh.canonical if written.zh else ""
    return Theme(
        theme_id=written.id,
        kind=written.kind,
        path=tuple(written.path),
        zh=zh,
        zh_certainty=written.zh.certainty if written.zh else "inferred",
        en=written.en.preferred if written.en else zh,
        forms=_list_forms(written),
        scope_note=_join_lines(written.scope_note),
        sense=written.sense or written.id.partition(".")[2],
        status=written.status,
        zh_short=written.zh.short if written.zh else "",
        zh_traditional=written.zh.traditional if written.zh else "",
        numeral=written.numeral,
        unit=written.unit,
        members=_to_members(written.members),
        member_sets=tuple(
            MemberSet(_to_members(each.members), each.source) for each in written.member_sets
        ),
        polarity=_to_polarity(written.polarity),
        scope=_to_scope(written.scope),
        not_same_as=tuple(Rival(each.theme, each.reason) for each in written.not_same_as),
        broader=tuple(written.broader),
        related=tuple(written.related),
        part_of=tuple(written.part_of),
        definition=_join_lines(written.definition),
        notes=_join_lines(written.notes),
        exact_match=tuple(written.exact_match),
        close_match=tuple(written.close_match),
        must_match=tuple(written.tests.must_match),
        must_not_match=tuple(written.tests.must_not_match),
        sources=tuple(written.sources),
        file=file,
        line=line,
    )


def _list_forms(written: WrittenTheme) -> tuple[Form, ...]:
    """Return all forms of an entry, the preferred first, none twice."""
    forms = [*_list_chinese(written.zh), *_list_english(written.en)]
    forms.sort(key=lambda form: form.status != "preferred")
    distinct: dict[tuple[str, str, str], Form] = {}
    for form in forms:
        distinct.setdefault((form.lang, form.text, form.match), form)
    return tuple(distinct.values())


def _list_chinese(zh: WrittenChinese | None) -> list[Form]:
    """Return the Chinese forms; the context of the name is that of its short and traditional forms too."""
    if zh is None:
        return []
    context = _to_context(zh.context)
    others = [text for text in (zh.short, zh.traditional) if text]
    return [
        Form(zh.canonical, "zh", "official", "preferred", context=context),
        *(Form(text, "zh", "official", context=context) for text in others),
        *(_to_form(each, "zh") for each in zh.forms),
    ]


def _list_english(en: WrittenEnglish | None) -> list[Form]:
    """Return the English forms."""
    if en is None:
        return []
    return [
        Form(en.preferred, "en", "official", "preferred"),
        *(_to_form(each, "en") for each in en.forms),
    ]


def _to_form(written: WrittenForm, lang: Language) -> Form:
    """Return a form."""
    return Form(
        written.text,
        lang,
        written.kind,
        written.status,
        written.match,
        written.match_case,
        _to_context(written.context),
        written.source,
    )


def _to_context(written: WrittenContext | None) -> Context | None:
    """Return a context, if there is one."""
    if written is None:
        return None
    return Context(tuple(written.any), tuple(written.none), written.within, written.side)


def _to_members(written: list[WrittenMember]) -> tuple[Member, ...]:
    """Return members in their order."""
    return tuple(Member(each.zh or "", tuple(each.en), each.theme or "") for each in written)


def _to_polarity(written: WrittenPolarity | None) -> Polarity | None:
    """Return a polarity, if there is one."""
    if written is None:
        return None
    return Polarity(written.sign, tuple(written.verbs), tuple(written.against))


def _to_scope(written: WrittenScope | None) -> Scope | None:
    """Return a scope, if there is one and it says something."""
    if written is None or not (written.since or written.until or written.places):
        return None
    return Scope(written.since, written.until, tuple(written.places))


def _join_lines(note: str) -> str:
    """Return a note without the line breaks of its file."""
    return " ".join(note.split())
