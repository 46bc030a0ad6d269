"""Read the first sheet of an Excel workbook (XLSX) that holds a table."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from typing import TYPE_CHECKING, Any

from policytext.errors import UnreadableSource
from policytext.readers.archives import Archive
from policytext.readers.limits import LARGEST_UNPACKED, MOST_CELLS, MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def read_sheet(data: bytes, name: str) -> tuple[list[str], list[dict[str, Any]], list[str]]:
    """Return column names, records and notes of a workbook's first sheet that has any row.

    Formulae count as what they came to when the workbook was saved; dates are
    in ISO 8601. Raises `UnreadableSource` when there is no such sheet or it is
    larger than is read; openpyxl may raise anything else over a damaged one.
    """
    from openpyxl import load_workbook

    _check(Archive(data, name), name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that hold no text
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = workbook.worksheets
        for number, sheet in enumerate(sheets):
            sheet.reset_dimensions()
            header, records = _read_rows(sheet.iter_rows(values_only=True), name)
            if records:
                others = [other.title for other in sheets[number + 1 :]]
                notes = [f"Only the sheet '{sheet.title}' was read."] if others else []
                return header, records, notes
    finally:
        workbook.close()
    raise UnreadableSource(f"{name}: has no sheet with a row of names and rows below it.")


def _check(archive: Archive, name: str) -> None:
    """Unpack every part once, within bounds, and refuse declarations that no workbook has."""
    for member in archive.list_names():
        if member.endswith((".xml", ".rels")):
            part = archive.read(member, LARGEST_UNPACKED)
            if any(mark in part for mark in _DECLARATIONS):
                raise UnreadableSource(
                    f"{name}: {member} declares a document type, which no spreadsheet program "
                    "does. Open it there and save it anew."
                )


def _read_rows(
    rows: Iterable[tuple[object, ...]], name: str
) -> tuple[list[str], list[dict[str, Any]]]:
    """Return column names and records; the first row that is not empty holds the names."""
    header: list[str] = []
    records: list[dict[str, Any]] = []
    n_cells = n_rows = 0
    for cells in rows:
        n_cells += len(cells)
        n_rows += 1
        if n_cells > MOST_CELLS or n_rows > MOST_ROWS + 1:
            raise UnreadableSource(
                f"{name}: has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells. Split it."
            )
        values = [_to_value(cell) for cell in cells]
        if not any(value != "" for value in values):
            continue
        if not header:
            header = [str(v).strip() or f"column {n}" for n, v in enumerate(values, 1)]
            continue
        records.append(dict(zip(header, values, strict=False)))
    return header, records


def _to_value(cell: object) -> object:
    """Return what a cell holds: text, number, or a date in ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return cell
