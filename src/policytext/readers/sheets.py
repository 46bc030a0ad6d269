"""Read the first sheet of an Excel workbook (XLSX) that holds a table."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from typing import TYPE_CHECKING, Any

from policytext.errors import UnreadableSource
from policytext.readers.archives import Archive
from policytext.readers.columns import split_header
from policytext.readers.limits import LARGEST_UNPACKED, MOST_CELLS, MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def read_sheet(
    data: bytes, name: str, is_wanted: Callable[[list[str], list[dict[str, Any]]], bool]
) -> tuple[list[str], list[dict[str, Any]], list[str]]:
    """Return column names, records and notes of the first sheet of a workbook that is wanted.

    `is_wanted` is asked with names and records; where no sheet is, the first
    that has any row is returned. Formulae count as what they came to when the workbook was saved; dates are
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
        found: tuple[list[str], list[dict[str, Any]], list[str]] | None = None
        for sheet in sheets:
            sheet.reset_dimensions()
            header, records, notes = _read_rows(sheet.iter_rows(values_only=True), name)
            if records and len(sheets) > 1:
                notes.insert(0, f"Only the sheet '{sheet.title}' was read.")
            if records and (found is None or is_wanted(header, records)):
                found = header, records, notes
                if is_wanted(header, records):
                    break
    finally:
        workbook.close()
    if found:
        return found
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
) -> tuple[list[str], list[dict[str, Any]], list[str]]:
    """Return column names, records, and notes about where the names stand."""
    header, rest, notes = split_header(
        [_to_value(c) for c in cells] for cells in _count(rows, name)
    )
    return (
        header,
        [dict(zip(header, values, strict=False)) for values in rest if any(map(_is_said, values))],
        notes,
    )


def _count(rows: Iterable[tuple[object, ...]], name: str) -> Iterator[tuple[object, ...]]:
    """Yield rows as long as they are no more than are read."""
    n_cells = 0
    for n_rows, cells in enumerate(rows):
        n_cells += len(cells)
        if n_cells > MOST_CELLS or n_rows > MOST_ROWS:
            raise UnreadableSource(
                f"{name}: has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells. Split it."
            )
        yield cells


def _is_said(value: object) -> bool:
    """Tell whether a cell holds anything."""
    return value != ""


def _to_value(cell: object) -> object:
    """Return what a cell holds: text, number, or a date in ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return cell
