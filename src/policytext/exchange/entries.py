"""Themes as the plain tables of the authority file, and those tables as TOML.

Every format exchanges these tables: what is read from another program is
checked by the same rules as what a person wrote (`themes.entry`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from policytext.themes.entry import WrittenTheme, to_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.records import Context, Form, Member, Theme

Entry = dict[str, Any]
"""One `[[themes]]` table: only what is filled in."""


def to_entry(theme: Theme) -> Entry:
    """Return a theme as the table that `load_themes` would read it from."""
    entry: Entry = {
        "id": theme.theme_id,
        "kind": theme.kind,
        "path": list(theme.path),
        "status": "" if theme.status == "draft" else theme.status,
        "numeral": theme.numeral,
        "unit": theme.unit,
        "sense": "" if theme.sense == theme.theme_id.partition(".")[2] else theme.sense,
        "definition": theme.definition,
        "scope_note": theme.scope_note,
        "notes": theme.notes,
        "sources": list(theme.sources),
        "zh": _to_chinese(theme),
        "en": _to_english(theme),
        "members": [_to_member(member) for member in theme.members],
        "member_sets": [
            {"source": each.source, "members": [_to_member(m) for m in each.members]}
            for each in theme.member_sets
        ],
        "polarity": _fill(theme.polarity, "sign", "verbs", "against"),
        "scope": _fill(theme.scope, "since", "until", "places"),
        "not_same_as": [
            {"theme": rival.theme, "reason": rival.reason} for rival in theme.not_same_as
        ],
        "broader": list(theme.broader),
        "related": list(theme.related),
        "part_of": list(theme.part_of),
        "exact_match": list(theme.exact_match),
        "close_match": list(theme.close_match),
        "tests": _drop_empty(
            {"must_match": list(theme.must_match), "must_not_match": list(theme.must_not_match)}
        ),
    }
    return _drop_empty(entry)


def _drop_empty(table: Entry) -> Entry:
    """Return a table without what is not filled in."""
    return {key: value for key, value in table.items() if value not in (None, "", [], {})}


def _fill(record: object, *names: str) -> Entry:
    """Return the filled-in fields of a record, nothing for none."""
    values = {name: getattr(record, name, None) for name in names}
    return _drop_empty({n: list(v) if isinstance(v, tuple) else v for n, v in values.items()})


def _to_chinese(theme: Theme) -> Entry:
    """Return the Chinese names and forms of a theme."""
    if not theme.zh:
        return {}
    name = next(form for form in theme.forms if form.lang == "zh" and form.status == "preferred")
    own = (theme.zh, theme.zh_short, theme.zh_traditional)
    rest = [f for f in theme.forms if f.lang == "zh" and not _is_name(f, own, name.context)]
    return _drop_empty(
        {
            "canonical": theme.zh,
            "short": theme.zh_short,
            "traditional": theme.zh_traditional,
            "certainty": theme.zh_certainty,
            "forms": [_to_form(form) for form in rest],
            "context": _to_context(name.context),
        }
    )


def _is_name(form: Form, names: Sequence[str], context: Context | None) -> bool:
    """Tell whether a form is one of the names of its theme, which are written apart."""
    return (
        form.text in names
        and form.kind == "official"
        and form.match == "plural"
        and form.context == context
    )


def _to_english(theme: Theme) -> Entry:
    """Return the English label and forms of a theme."""
    english = [form for form in theme.forms if form.lang == "en"]
    if not any(form.status == "preferred" for form in english):
        return {}
    rest = [form for form in english if not (form.status == "preferred" and form.text == theme.en)]
    return _drop_empty({"preferred": theme.en, "forms": [_to_form(form) for form in rest]})


def _to_form(form: Form) -> str | Entry:
    """Return a form, as a text where that says it all."""
    table = _drop_empty(
        {
            "text": form.text,
            "kind": "" if form.kind == "literal" else form.kind,
            "status": "" if form.status == "admitted" else form.status,
            "match": "" if form.match == "plural" else form.match,
            "match_case": form.match_case or None,
            "context": _to_context(form.context),
            "source": form.source,
        }
    )
    return form.text if len(table) == 1 else table


def _to_context(context: Context | None) -> Entry:
    """Return a context, nothing for none."""
    if context is None:
        return {}
    table = {"any": list(context.any), "none": list(context.none), "within": context.within}
    return _drop_empty(table | {"side": "" if context.side == "around" else context.side})


def _to_member(member: Member) -> Entry:
    """Return a member."""
    return _drop_empty({"zh": member.zh, "en": list(member.en), "theme": member.theme})


def from_entry(entry: Entry, where: str) -> tuple[Theme | None, list[str]]:
    """Return the theme a table describes, or none and what is wrong with it, one line a fault."""
    try:
        return to_theme(WrittenTheme.model_validate(entry), where, 0), []
    except ValidationError as error:
        name = entry.get("id", "?")
        faults = []
        for fault in error.errors(include_url=False):
            field = ".".join(map(str, fault["loc"])) or "entry"
            says = fault["msg"].removeprefix("Value error, ")
            faults.append(f"{where}: {name}: {field}: {says}.")
        return None, faults


def write_entries(themes: Iterable[Theme]) -> str:
    """Return themes as the text of a file of the authority file.

    Reading it gives the same themes again.
    """
    return "\n".join(write_entry(to_entry(theme)) for theme in themes)


def write_entry(entry: Entry) -> str:
    """Return one table as TOML, a field a line, long lists an item a line."""
    lines = [f"{key} = {_write(value)}" for key, value in entry.items()]
    return "\n".join(["[[themes]]", *lines, ""])


_WIDTH = 110


def _write(value: object) -> str:
    """Return a value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_write(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        items = [_write(each) for each in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= _WIDTH else "[\n    " + ",\n    ".join(items) + ",\n]"
    return str(value)
