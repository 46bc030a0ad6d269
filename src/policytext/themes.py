"""Load the authority file: what gets tagged, and what every report is about.

Themes are data. They live in `corpus/themes/*.toml`, one `[[themes]]` table
each, and are checked here with every fault at its file, line and field. An
entry with a fault is left out and named; the others load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from policytext.errors import BadTheme, PolicytextError
from policytext.records import Certainty, Form, FormKind, Member, Theme, ThemeKind
from policytext.toml_files import Entry, list_faults, list_strays, read_entries

if TYPE_CHECKING:
    from pathlib import Path

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ThemeId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", max_length=80)]


class _Written(BaseModel):
    """A table of the file: unknown keys are faults, and values are not bent to fit."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Form(_Written):
    text: Text
    kind: FormKind = "literal"
    match_case: bool = False
    inflect: bool = True


class _Chinese(_Written):
    canonical: Text
    certainty: Certainty
    forms: list[Text] = Field(default_factory=list)


class _English(_Written):
    preferred: Text
    forms: list[Text | _Form] = Field(default_factory=list)


class _Member(_Written):
    zh: Text | None = None
    en: list[Text] = Field(default_factory=list)
    theme: ThemeId | None = None

    @model_validator(mode="after")
    def _says_something(self) -> _Member:
        if not (self.zh or self.en or self.theme):
            raise ValueError("a member needs zh, en or theme")
        return self


class _Theme(_Written):
    id: ThemeId
    kind: ThemeKind
    path: Annotated[list[Text], Field(min_length=1)]
    zh: _Chinese
    en: _English
    scope_note: Text
    numeral: int | None = None
    members: list[_Member] = Field(default_factory=list)
    sources: Annotated[list[Text], Field(min_length=1)]


def load_themes(folder: Path) -> tuple[list[Theme], list[PolicytextError]]:
    """Return the themes of every `*.toml` in `folder`, ordered by id, and what is wrong with the rest.

    A theme with a fault, or with the id of an earlier one, is left out. Forms
    that two themes claim are settled in `forms`, where all spellings are known.
    """
    faults: list[PolicytextError] = []
    themes: dict[str, Theme] = {}
    for path in sorted(folder.glob("*.toml")):
        name = f"{folder.name}/{path.name}"
        try:
            data, entries = read_entries(path, "themes", name)
        except PolicytextError as error:
            faults.append(error)
            continue
        faults += map(BadTheme, list_strays(data, "themes", name))
        for entry in entries:
            theme, found = _check_entry(entry)
            faults += found
            if theme is None:
                continue
            if earlier := themes.get(theme.theme_id):
                faults.append(_twice(theme, earlier))
                continue
            themes[theme.theme_id] = theme
    checked = [themes[key] for key in sorted(themes)]
    return checked, faults + _unknown_members(checked)


def _check_entry(entry: Entry) -> tuple[Theme | None, list[PolicytextError]]:
    """Return the theme an entry describes, or none and its faults."""
    try:
        written = _Theme.model_validate(entry.fields)
    except ValidationError as error:
        return None, [BadTheme(fault) for fault in list_faults(entry, error)]
    return _to_theme(written, entry), []


def _to_theme(written: _Theme, entry: Entry) -> Theme:
    """Return a checked table as a theme, its first forms the preferred ones."""
    english = [_Form(text=f) if isinstance(f, str) else f for f in written.en.forms]
    forms = [
        Form(written.zh.canonical, "zh", "official"),
        Form(written.en.preferred, "en", "official"),
    ]
    forms += [Form(text, "zh") for text in written.zh.forms]
    forms += [Form(f.text, "en", f.kind, f.match_case, f.inflect) for f in english]
    distinct = {(form.lang, form.text): form for form in reversed(forms)}
    return Theme(
        theme_id=written.id,
        kind=written.kind,
        path=tuple(written.path),
        zh=written.zh.canonical,
        zh_certainty=written.zh.certainty,
        en=written.en.preferred,
        forms=tuple(reversed(distinct.values())),
        scope_note=" ".join(written.scope_note.split()),
        numeral=written.numeral,
        members=tuple(Member(m.zh or "", tuple(m.en), m.theme or "") for m in written.members),
        sources=tuple(written.sources),
        file=entry.file,
        line=entry.line,
    )


def _twice(theme: Theme, earlier: Theme) -> BadTheme:
    """Say that an id is taken."""
    return BadTheme(
        f"{theme.file}:{theme.line}: id: '{theme.theme_id}' is taken by {earlier.file}:{earlier.line}. "
        "Give one of them another id, or join the two entries."
    )


def _unknown_members(themes: list[Theme]) -> list[PolicytextError]:
    """Name every member that points to a theme there is not."""
    known = {theme.theme_id for theme in themes}
    return [
        BadTheme(f"{theme.file}:{theme.line}: members: no theme is called '{member.theme}'.")
        for theme in themes
        for member in theme.members
        if member.theme and member.theme not in known
    ]
