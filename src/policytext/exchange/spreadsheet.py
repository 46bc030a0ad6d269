"""Themes as a CSV file that opens in Excel, a row a theme, and such a file, edited, as themes.

Lists stand in one cell, items apart by ` | ` or each on a line of its own. The
cells of forms name every form and say which there are; how one is matched, its
context and the like stand in the last column as JSON, with members and all else
no cell holds, so that nothing is lost and nobody need look at it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from policytext.exchange.contents import Contents, list_losses
from policytext.exchange.entries import to_entry
from policytext.tables import neutralise, to_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.exchange.contents import Entry
    from policytext.records import Theme

SEPARATOR = " | "
COLUMNS = (
    "id", "kind", "path", "status", "zh", "zh_certainty", "zh_forms", "en", "en_forms", "scope_note",
    "definition", "notes", "numeral", "unit", "broader", "related", "part_of", "sources", "rest",
)  # fmt: skip
_LISTS = ("path", "broader", "related", "part_of", "sources")
_TEXTS = ("id", "kind", "status", "scope_note", "definition", "notes", "unit")
_NAMES = {"zh": "canonical", "en": "preferred"}
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_LONGEST_CELL = 10_000_000  # characters; the reader's own limit of 131,072 would stop with an error


def write_spreadsheet(themes: Sequence[Theme]) -> str:
    """Return themes as CSV with the byte-order mark by which Excel knows UTF-8, and its line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for theme in themes:
        writer.writerow([_protect(to_cell(cell)) for cell in _to_row(to_entry(theme))])
    return "\ufeff" + out.getvalue()


def _protect(cell: str) -> str:
    """Return a cell that no spreadsheet runs; one that has the mark already gets a second.

    >>> _protect("=1+1"), _protect("'=1+1"), _protect("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return f"'{cell}" if _is_marked(cell) else neutralise(cell)


def _restore(cell: str) -> str:
    """Return a cell without the mark that keeps a spreadsheet from running it."""
    return cell[1:] if _is_marked(cell) else cell


def _is_marked(cell: str) -> bool:
    """Tell whether a cell begins with the mark, and without it like a formula."""
    bare = cell.lstrip("'")
    return bare != cell and neutralise(bare) != bare


def _to_row(entry: Entry) -> list[Any]:
    """Return an entry as the cells of a row."""
    entry = dict(entry)
    sides = {lang: dict(entry.pop(lang, {})) for lang in _NAMES}
    cells: dict[str, Any] = {name: entry.pop(name, "") for name in (*_TEXTS, "numeral")}
    cells |= {name: entry.pop(name, []) for name in _LISTS}
    cells["zh_certainty"] = sides["zh"].pop("certainty", "")
    for lang, side in sides.items():
        cells[lang] = side.pop(_NAMES[lang], "")
        forms = side.pop("forms", [])
        cells[f"{lang}_forms"] = [_text_of(form) for form in forms]
        if told := [form for form in forms if isinstance(form, dict)]:
            side["forms"] = told
        if not _fits(cells[f"{lang}_forms"]) or len(set(cells[f"{lang}_forms"])) < len(forms):
            cells[f"{lang}_forms"], side["forms"] = [], forms
    for name in _LISTS:
        if not _fits(cells[name]):
            entry[name], cells[name] = cells[name], []
    cells |= {
        name: SEPARATOR.join(value) for name, value in cells.items() if isinstance(value, list)
    }
    rest = entry | {lang: side for lang, side in sides.items() if side}
    cells["rest"] = json.dumps(rest, ensure_ascii=False) if rest else ""
    return [cells[name] for name in COLUMNS]


def _text_of(form: str | Entry) -> str:
    """Return the text of a form."""
    return form if isinstance(form, str) else str(form["text"])


def _fits(items: list[str]) -> bool:
    """Tell whether a list comes out of its cell as it went in."""
    return _split(SEPARATOR.join(items)) == items


def _split(cell: str) -> list[str]:
    """Return the items of a cell."""
    return [item.strip() for item in re.split(r"[|\n]", cell) if item.strip()]


def read_spreadsheet(data: bytes, name: str) -> Contents:
    """Return the rows of a CSV file as entries, and what is wrong with others, with file and row.

    Excel saves in UTF-8, in UTF-16 or in the computer's own encoding, with
    commas, semicolons or tabs; all of these are read, of the computers' own
    encodings only the Chinese one.
    """
    contents = Contents()
    text = _decode(data, name, contents)
    rows = _list_rows(text, name, contents) if text is not None else []
    if not rows:
        return contents
    head = [cell.strip() for cell in rows[0][1]]
    missing = [column for column in ("id", "kind") if column not in head]
    twice = sorted({column for column in head if column and head.count(column) > 1})
    if missing or twice:
        says = f"no column {' and no column '.join(missing)}" if missing else f"'{twice[0]}' twice"
        contents.faults.append(f"{name}: row 1: has {says}; expected {', '.join(COLUMNS)}.")
        return contents
    for number, cells in rows[1:]:
        where = f"{name}: row {number}"
        if not any(cell.strip() for cell in cells):
            continue
        try:
            contents.entries.append((where, _from_row(_name_cells(head, cells))))
        except ValueError as error:
            contents.faults.append(f"{where}: {error}.")
    strange = [column for column in head if column and column not in COLUMNS]
    contents.losses.extend(list_losses({"columns": strange}))
    return contents


def _name_cells(head: list[str], cells: list[str]) -> dict[str, str]:
    """Return the cells of a row by column; raises `ValueError` where there are more than columns."""
    if any(cell.strip() for cell in cells[len(head) :]):
        raise ValueError("has more cells than there are columns")
    return dict(zip(head, map(_restore, cells), strict=False))


def _decode(data: bytes, name: str, contents: Contents) -> str | None:
    """Return the text of a file, or nothing and say why."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            contents.faults.append(
                f"{name}: is neither UTF-8 nor GB18030 (byte {error.start}). Save it as UTF-8."
            )
            return None
    contents.losses.append(
        f"{name}: is not UTF-8; read as GB18030, the encoding of Chinese Windows. Look at the accents"
    )
    return text


def _list_rows(text: str, name: str, contents: Contents) -> list[tuple[int, list[str]]]:
    """Return the rows of a file with their numbers as a spreadsheet counts them, from 1."""
    first, _, rest = text.partition("\n")
    if hint := re.fullmatch(r"sep=(.)\r?", first):
        delimiter, text = hint[1], rest
    else:
        delimiter = max(",;\t", key=first.count)
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1))
    except csv.Error as error:
        contents.faults.append(f"{name}: is no CSV: {error}.")
        return []
    finally:
        csv.field_size_limit(before)
    if not rows:
        contents.faults.append(f"{name}: is empty; expected the columns {', '.join(COLUMNS)}.")
    return rows


def _from_row(row: dict[str, str]) -> Entry:
    """Return the entry of a row; raises `ValueError` with the column at fault."""
    entry: Entry = {name: row[name].strip() for name in _TEXTS if row.get(name, "").strip()}
    entry |= {name: items for name in _LISTS if (items := _split(row.get(name, "")))}
    if numeral := row.get("numeral", "").strip():
        if not _INTEGER.fullmatch(numeral):
            raise ValueError(
                f"{entry.get('id', '?')}: numeral: expected a whole number (found '{numeral}')"
            )
        entry["numeral"] = int(numeral)
    rest = _read_rest(row.get("rest", ""), entry.get("id", "?"))
    for lang, own in _NAMES.items():
        side = {own: row[lang].strip()} if row.get(lang, "").strip() else {}
        if lang == "zh" and side:
            side["certainty"] = row.get("zh_certainty", "").strip() or "inferred"
        told = dict(rest.pop(lang, {}))
        forms = _merge(told.pop("forms", []), row.get(f"{lang}_forms", ""))
        side |= {key: value for key, value in told.items() if key not in (own, "certainty")}
        if side or forms:
            entry[lang] = side | ({"forms": forms} if forms else {})
    return {**rest, **entry}


def _read_rest(cell: str, theme_id: str) -> dict[str, Any]:
    """Return what the last column holds; raises `ValueError` where that is no table."""
    try:
        rest = json.loads(cell) if cell.strip() else {}
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(
            f"{theme_id}: rest: is no JSON: {error}. Leave this column as it was"
        ) from error
    sides = [rest.get(lang, {}) for lang in _NAMES] if isinstance(rest, dict) else [None]
    if not all(isinstance(s, dict) and isinstance(s.get("forms", []), list) for s in sides):
        raise ValueError(
            f"{theme_id}: rest: expected a table of fields (found '{cell[:40]}'). "
            "Leave this column as it was"
        )
    return dict(rest)


def _merge(told: list[Any], cell: str) -> list[Any]:
    """Return the forms a cell names, those with more to say as the last column tells them.

    A form taken out of the cell is gone with all that was said of it. Where the
    cell could not hold the forms they are all in the last column, and the cell
    only adds.
    """
    named = _split(cell)
    tables = {form["text"]: form for form in told if isinstance(form, dict) and "text" in form}
    if not _fits([_text_of(form) for form in tables.values()]) or len(tables) < len(told):
        return [*told, *(text for text in named if text not in tables and text not in told)]
    return [tables.get(text, text) for text in named]
