"""Themes as a CSV file that opens in Excel, a row a theme, and such a file, edited, as themes.

Lists stand in one cell, items apart by ` | `. What a cell cannot hold, the
contexts of forms, members with several renderings and the like, stands in the
last column as JSON, so that nothing is lost and nobody need look at it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from policytext.exchange.entries import Entry, to_entry
from policytext.tables import render_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.records import Theme

SEPARATOR = " | "
COLUMNS = (
    "id", "kind", "path", "zh", "zh_certainty", "zh_forms", "en", "en_forms", "scope_note", "definition",
    "numeral", "unit", "broader", "related", "sources", "rest",
)  # fmt: skip
_MARKED = re.compile(r"'+[ \n\u00a0]*[=+\-@\t\r]")
_LISTS = ("path", "broader", "related", "sources")
_TEXTS = ("id", "kind", "scope_note", "definition", "unit")


def write_spreadsheet(themes: Sequence[Theme]) -> str:
    """Return themes as CSV with the byte-order mark by which Excel knows UTF-8."""
    return "\ufeff" + render_csv(COLUMNS, [_to_row(to_entry(theme)) for theme in themes])


def _to_row(entry: Entry) -> list[Any]:
    """Return an entry as the cells of a row."""
    entry = dict(entry)
    zh, en = dict(entry.pop("zh", {})), dict(entry.pop("en", {}))
    cells: dict[str, Any] = {name: entry.pop(name, "") for name in _TEXTS}
    cells |= {name: entry.pop(name, []) for name in _LISTS}
    cells["numeral"] = entry.pop("numeral", "")
    cells["zh"], cells["zh_certainty"] = zh.pop("canonical", ""), zh.pop("certainty", "")
    cells["en"] = en.pop("preferred", "")
    for lang, side in (("zh", zh), ("en", en)):
        plain = [form for form in side.get("forms", []) if _is_plain(form)]
        cells[f"{lang}_forms"] = plain
        if len(plain) == len(side.get("forms", [])):
            side.pop("forms", None)
    for name in (*_LISTS, "zh_forms", "en_forms"):
        if any(SEPARATOR.strip() in each for each in cells[name]):
            entry[name] = cells[name]
        cells[name] = SEPARATOR.join(cells[name])
    rest = entry | {lang: side for lang, side in (("zh", zh), ("en", en)) if side}
    cells["rest"] = json.dumps(rest, ensure_ascii=False) if rest else ""
    marked = [f"'{cell}" if _MARKED.match(str(cell)) else cell for cell in cells.values()]
    cells = dict(zip(cells, marked, strict=True))  # a text that has the mark itself gets a second
    return [cells[name] for name in COLUMNS]


def _is_plain(form: object) -> bool:
    """Tell whether a form is a text and nothing else."""
    return isinstance(form, str)


def read_spreadsheet(data: bytes, name: str) -> tuple[list[Entry], list[str]]:
    """Return the rows of a CSV file as entries, and what is wrong with others, with file and row.

    Excel saves in UTF-8 or in the computer's own encoding, with commas or with
    semicolons; all of these are read.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            return [], [
                f"{name}: is neither UTF-8 nor GB18030 (byte {error.start}). Save it as UTF-8."
            ]
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    missing = [column for column in ("id", "kind") if not rows or column not in rows[0]]
    if missing:
        return [], [
            f"{name}:1: has no column {' and no column '.join(missing)}; expected {', '.join(COLUMNS)}."
        ]
    entries: list[Entry] = []
    faults: list[str] = []
    for number, row in enumerate(rows, start=2):
        try:
            entries.append(_from_row({k: _restore(v or "") for k, v in row.items() if k}))
        except ValueError as error:
            faults.append(f"{name}:{number}: {row.get('id', '?')}: {error}")
    return entries, faults


def _restore(cell: str) -> str:
    """Return a cell without the mark that keeps a spreadsheet from running it."""
    return cell[1:] if _MARKED.match(cell) else cell


def _from_row(row: dict[str, str]) -> Entry:
    """Return the entry of a row; raises `ValueError` with the column at fault."""
    entry: Entry = {name: row[name] for name in _TEXTS if row.get(name)}
    for name in _LISTS:
        if row.get(name):
            entry[name] = _split(row[name])
    if row.get("numeral"):
        if not row["numeral"].isdigit():
            raise ValueError(f"numeral: expected a number (found '{row['numeral']}').")
        entry["numeral"] = int(row["numeral"])
    try:
        rest = json.loads(row.get("rest") or "{}")
    except json.JSONDecodeError as error:
        raise ValueError(f"rest: is no JSON: {error}. Leave this column as it was.") from error
    for lang, own in (("zh", "canonical"), ("en", "preferred")):
        side: Entry = {own: row[lang]} if row.get(lang) else {}
        if lang == "zh" and side:
            side["certainty"] = row.get("zh_certainty") or "inferred"
        side |= rest.pop(lang, {})
        forms = rest.pop(f"{lang}_forms", None) or _split(row.get(f"{lang}_forms") or "")
        side["forms"] = _merge(side.get("forms", []), forms)
        if any(side.values()):
            entry[lang] = {key: value for key, value in side.items() if value}
    return {**entry, **rest}


def _split(cell: str) -> list[str]:
    """Return the items of a cell."""
    return [item.strip() for item in cell.split(SEPARATOR.strip()) if item.strip()]


def _merge(whole: list[Any], plain: list[str]) -> list[Any]:
    """Return the forms of an entry, the plain ones as the cell has them now.

    Those with more to say keep their places; a plain one taken out of the cell
    is gone, one added comes last.
    """
    kept = [form for form in whole if not _is_plain(form) or form in plain]
    return [*kept, *(form for form in plain if form not in kept)]
