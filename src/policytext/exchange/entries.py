"""Themes as the plain tables of the authority file, and those tables as TOML.

Every format exchanges these tables: what is read from another program is
checked by the same rules as what a person wrote (`themes.entry`).
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

from pydantic import ValidationError

from policytext.exchange.contents import Entry as Entry  # noqa: PLC0414, TC001 - proposals takes it from here
from policytext.records import Form
from policytext.themes.entry import WrittenTheme, to_theme
from policytext.toml_files import say_fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from policytext.records import Context, Member, Theme


def to_entry(theme: Theme) -> Entry:
    """Return a theme as the table that `load_themes` would read it from, its fields in the house's order."""
    entry: Entry = {
        "id": theme.theme_id,
        "kind": theme.kind,
        "path": list(theme.path),
        "status": "" if theme.status == "draft" else theme.status,
        "numeral": theme.numeral,
        "scope_note": theme.scope_note,
        "definition": theme.definition,
        "notes": theme.notes,
        "sense": "" if theme.sense == theme.theme_id.partition(".")[2] else theme.sense,
        "unit": theme.unit,
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
        "tests": _fill(theme, "must_match", "must_not_match"),
        "sources": list(theme.sources),
        "zh": _to_chinese(theme),
        "en": _to_english(theme),
        "members": [_to_member(member) for member in theme.members],
        "member_sets": [
            {"source": each.source, "members": [_to_member(m) for m in each.members]}
            for each in theme.member_sets
        ],
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
    preferred = (form for form in theme.forms if form.lang == "zh" and form.status == "preferred")
    context = next((form.context for form in preferred if form.text == theme.zh), None)
    own = [Form(theme.zh, "zh", "official", "preferred", context=context)]
    own += [
        Form(text, "zh", "official", context=context)
        for text in (theme.zh_short, theme.zh_traditional)
    ]
    return _drop_empty(
        {
            "canonical": theme.zh,
            "short": theme.zh_short,
            "traditional": theme.zh_traditional,
            "certainty": theme.zh_certainty,
            "forms": [_to_form(f) for f in theme.forms if f.lang == "zh" and f not in own],
            "context": _to_context(context),
        }
    )


def _to_english(theme: Theme) -> Entry:
    """Return the English label and forms of a theme."""
    name = Form(theme.en, "en", "official", "preferred")
    if name not in theme.forms:
        return {}
    rest = [form for form in theme.forms if form.lang == "en" and form != name]
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
    """Return the theme a table describes, or none and what is wrong with it, one line a fault.

    `where` is how messages call the place. A name or form with a line break in
    it is refused: nothing could find it as it stands.
    """
    name = entry.get("id", "?")
    try:
        theme = to_theme(WrittenTheme.model_validate(entry), where, 0)
    except ValidationError as error:
        told = map(_tell_fault, error.errors(include_url=False))
        return None, list(dict.fromkeys(f"{where}: {name}: {fault}." for fault in told))
    broken = [text for text in _list_names(theme) if len(text.splitlines()) > 1]
    if broken:
        return None, [
            f"{where}: {name}: {text!r} holds a line break; expected one line." for text in broken
        ]
    return theme, []


def _tell_fault(fault: ErrorDetails) -> str:
    """Return the field at fault and what was expected."""
    field = ".".join(map(str, fault["loc"])) or "entry"
    if fault["type"] == "missing":
        return f"{field}: is missing"
    if fault["type"] == "extra_forbidden":
        return f"{field}: no such field"
    says = say_fault(fault["msg"])
    found = repr(fault["input"])
    return f"{field}: {says} (found {found if len(found) <= 60 else found[:57] + '...'})"


def _list_names(theme: Theme) -> list[str]:
    """Return every text of a theme that names something."""
    every = [*theme.members, *(m for each in theme.member_sets for m in each.members)]
    members = [text for member in every for text in (member.zh, *member.en)]
    return [*theme.path, *(form.text for form in theme.forms), *members, theme.unit, theme.sense]


def write_entries(themes: Iterable[Theme]) -> str:
    """Return themes as the text of a file of the authority file.

    Reading it gives the same themes again.
    """
    return "\n".join(write_entry(to_entry(theme)) for theme in themes)


_WIDTH = 120  # columns of a line, as the authority file has them
_NOTES = ("scope_note", "definition", "notes")
_TABLES = ("not_same_as", "members", "member_sets")
_ESCAPE = re.compile(r"\\(.)")


def write_entry(entry: Entry) -> str:
    """Return one table as TOML, laid out as the authority file is.

    A field a line; notes wrapped; lists of tables, and lists that are too long
    for a line, an item a line.

    >>> print(write_entry({"id": "liangge-fugai", "numeral": 2, "members": [{"zh": "组织覆盖"}]}), end="")
    [[themes]]
    id = "liangge-fugai"
    numeral = 2
    members = [
        { zh = "组织覆盖" },
    ]
    """
    lines = [f"{key} = {_write_field(key, value)}" for key, value in entry.items()]
    return "\n".join(["[[themes]]", *lines, ""])


def _write_field(key: str, value: object) -> str:
    """Return the value of a field as TOML."""
    if key in _NOTES and isinstance(value, str) and len(value) > _WIDTH:
        return _write_note(value)
    if key in _TABLES and isinstance(value, list):
        return _write_items([_write(each) for each in value])
    return _write(value)


def _write_note(note: str) -> str:
    """Return a long note as a text over several lines; the reader joins them by spaces again."""
    lines = textwrap.wrap(note, _WIDTH, break_long_words=False, break_on_hyphens=False)
    plain = "\n".join(_ESCAPE.sub(_unescape_quote, _escape(line)) for line in lines)
    if '"""' in plain or plain.endswith('"') or " ".join(lines) != note:
        return _write(note)
    return f'"""\n{plain}"""'


def _escape(text: str) -> str:
    """Return a text as it stands between quotes in TOML."""
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")


def _unescape_quote(match: re.Match[str]) -> str:
    """Return an escape, or the quote that needs none among three."""
    return '"' if match[1] == '"' else match[0]


def _write(value: object) -> str:
    """Return a value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{_escape(value)}"'
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_write(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        items = [_write(each) for each in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= _WIDTH and "\n" not in line else _write_items(items)
    return str(value)


def _write_items(items: list[str]) -> str:
    """Return a list with an item a line."""
    return "[\n" + "".join(textwrap.indent(item, "    ") + ",\n" for item in items) + "]"
