"""Read a table of documents: CSV, TSV, XLSX, JSONL or JSON, one document a row.

A table is read once and kept while its file stays the same, however many of its
rows are asked for. The text of a row is a plain text with the blocks its lines
show; the other columns are its metadata (`columns`).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from policytext.errors import UnreadableSource
from policytext.readers import kinds, plain
from policytext.readers.columns import Columns, find_columns, split_header
from policytext.readers.dates import read_date
from policytext.readers.encodings import decode
from policytext.readers.guard import guard
from policytext.readers.html.content import prune_hidden
from policytext.readers.html.walk import lay_out
from policytext.readers.layout import Layout, clean_text
from policytext.readers.limits import LARGEST_FILE, MOST_ROWS, refuse_larger
from policytext.readers.markup import parse_html
from policytext.readers.sheets import read_sheet
from policytext.records import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SUFFIXES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json"})
"""The endings of tables, small letters with the dot."""

_DELIMITERS = (",", "\t", ";", "|")
_YEAR = re.compile(r"\s*(\d{4})(?:\.0)?\s*年?\s*\Z")
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*\Z")  # of a page or file, and no text
_AND = re.compile(r"\s*[;；|]\s*|\s*、\s*")
_LANGUAGES = {
    "en": "en", "eng": "en", "english": "en", "英语": "en", "英文": "en",
    "zh": "zh", "zho": "zh", "chi": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh", "zh-cn": "zh",
}  # fmt: skip

_MARKUP = re.compile(
    r"<(p|div|span|table|td|li|ul|ol|h[1-6]|strong|b|a|article|section|font|center)\b[^<>]*>.*?</\1>"
    r"|<br\s*/?>[^<]*<br\s*/?>|<p\b[^<>]*>[^<]+<p\b",
    re.DOTALL | re.IGNORECASE,
)
_SEPARATOR = re.compile(r"sep=([,;|\t])\r?\n", re.IGNORECASE)
_PROBE = 100_000  # letters in which the first line of cells stands

KEPT_TABLES = 2
"""Tables kept in memory; rows are asked for table by table."""

DEEPEST_LIST = 3
"""Objects inside one another in which the list of documents is looked for, as interfaces answer."""

SHOWN = 10
"""Row numbers named in a message."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a table: its id, its text, and what the other columns say.

    `date` is ISO 8601 from the year down, empty where the table has none that
    can be read. `facets` are names and values of the other columns.
    """

    record: str
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    year: int | None = None
    places: tuple[str, ...] = ()
    language: str = ""
    licence: str = ""
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The documents of a table by id, in order, how it was read, and what was odd.

    `notes` hold for every row; `faults` say which rows were left out.
    """

    format: str
    encoding: str
    rows: Mapping[str, Row]
    notes: tuple[str, ...]
    faults: tuple[str, ...]


def is_table(path: Path) -> bool:
    """Tell whether a file is a table of documents by its name and, where they can tell, its bytes."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(kinds.HEAD)
            if head.startswith(b"PK") and path.stat().st_size <= LARGEST_FILE:
                return kinds.find_kind(head + file.read(), path.name) == "xlsx"
        return kinds.find_kind(head, path.name) == ""
    except OSError:  # reading it will say why, refused archives being of that kind
        return True


def read_table(path: Path, name: str, encoding: str | None = None) -> Table:
    """Return the documents of the table at `path`.

    `name` is the file's for messages. Raises `UnreadableSource` when it cannot
    be opened or read, has no column of texts, or is larger than is read.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise UnreadableSource(f"{name}: cannot be read: {error.strerror or error}.") from error
    refuse_larger(stat.st_size, LARGEST_FILE, name)
    return _read_kept(path, name, encoding, stat.st_mtime_ns, stat.st_size)


def read_row(path: Path, name: str, record: str, encoding: str | None = None) -> Source:
    """Return one row of a table as a source.

    Its `sha256` is of the row's text, so that a changed table tells which of
    its rows changed. Raises `UnreadableSource` as `read_table` does, and when
    there is no such row.
    """
    table = read_table(path, name, encoding)
    row = table.rows.get(record)
    if row is None:
        raise UnreadableSource(f"{name}: has no row with the id '{record}'.")
    return Source(
        path=name,
        format=table.format,
        encoding=table.encoding,
        sha256=hashlib.sha256(row.text.encode()).hexdigest(),
        text=row.text,
        blocks=plain.split_blocks(row.text),
        title=row.title,
        authors=row.authors,
        date=row.date,
        notes=table.notes,
    )


@lru_cache(maxsize=KEPT_TABLES)
def _read_kept(path: Path, name: str, encoding: str | None, _mtime: int, _size: int) -> Table:
    """Return the documents of a table, from memory where its file is as it was."""
    with guard(name, "Open it in the program it comes from and save it as CSV."):
        return _read(path.read_bytes(), name, path.suffix.lower(), encoding)


def _read(data: bytes, name: str, suffix: str, encoding: str | None) -> Table:
    """Return the documents of a table of any kind."""
    notes: list[str] = []
    faults: list[str] = []
    if kinds.find_kind(data, name) == "xlsx":
        form, coded = "xlsx", ""
        header, records, notes = read_sheet(data, name, _holds_texts)
    else:
        decoded = decode(data, name, encoding)
        text, coded, notes = decoded.text, decoded.encoding, list(decoded.notes)
        if suffix in (".jsonl", ".ndjson", ".json"):
            form = suffix[1:]
            header, records = _read_json(text, name, lines=suffix != ".json")
        else:
            form = "tsv" if suffix == ".tsv" else "csv"
            header, records, said, faults = _read_csv(text, name)
            notes += said
    return _build(form, coded, name, header, records, notes, faults)


def _build(
    form: str,
    coded: str,
    name: str,
    header: list[str],
    records: list[dict[str, Any]],
    notes: list[str],
    faults: list[str],
) -> Table:
    """Return a table made of its records."""
    columns = _find_columns(header, records)
    if columns is None:
        raise UnreadableSource(
            f"{name}: has no column of texts among {', '.join(header[:SHOWN]) or 'its columns'}. "
            "Name it 'text' (or 正文) in the first row."
        )
    if not columns.is_named:
        notes = [*notes, f"The texts were taken from the column '{columns.text}', the longest."]
    if columns.long:
        notes = [*notes, f"Columns too long for facets were left out: {', '.join(columns.long)}."]
    if _holds_markup(columns.text, records):
        notes = [*notes, f"Column '{columns.text}' holds HTML; its tags are left out."]
        for record in records:
            record[columns.text] = _take_markup_off(_say(record.get(columns.text)), name)
    rows, odd = _make_rows(columns, records, name)
    return Table(form, coded, rows, tuple(notes), (*faults, *odd))


def _find_columns(header: list[str], records: list[dict[str, Any]]) -> Columns | None:
    """Return what the columns hold, by their names and by how much is in them."""
    sizes = dict.fromkeys(header, (0, 0))
    for record in records:
        for column, value in record.items():
            said = "; ".join(filter(_is_text, value)) if isinstance(value, list) else value
            size = len(said) if isinstance(said, str) else 0
            total, longest = sizes.get(column, (0, 0))
            counted = 0 if size and _ADDRESS.match(said) else size
            sizes[column] = (total + counted, max(longest, size))
    return find_columns(header, sizes)


def _holds_markup(column: str, records: list[dict[str, Any]]) -> bool:
    """Tell whether most texts of a column are pieces of pages, as what collects pages saves them."""
    texts = [text for record in records if isinstance(text := record.get(column), str) and text]
    n_marked = sum(bool(_MARKUP.search(text)) for text in texts)
    return n_marked * 2 > len(texts)


def _take_markup_off(text: str, name: str) -> str:
    """Return what a piece of a page says, as text with an empty line between its blocks."""
    root = parse_html(text, name) if "<" in text or "&" in text else None
    if root is None:
        return text
    prune_hidden(root)
    layout = Layout()
    lay_out(next(root.iter("body"), root), layout)
    return layout.finish()[0]


def _is_text(value: Any) -> bool:  # noqa: ANN401
    """Tell whether a value is text."""
    return isinstance(value, str)


def _holds_texts(header: list[str], records: list[dict[str, Any]]) -> bool:
    """Tell whether the records of a sheet are documents."""
    return _find_columns(header, records) is not None


def _make_rows(
    columns: Columns, records: list[dict[str, Any]], name: str
) -> tuple[dict[str, Row], list[str]]:
    """Return the rows by id, and sentences about those left out or renamed."""
    rows: dict[str, Row] = {}
    empty: list[str] = []
    twice: list[str] = []
    for number, record in enumerate(records, 1):
        row = _make_row(columns, record, str(number))
        if not row.text.strip():
            empty.append(str(number))
            continue
        if row.record in rows:
            twice.append(row.record)
            row = _make_row(columns, record, f"{row.record}.{number}", is_named=True)
        rows[row.record] = row
    faults = []
    if empty:
        faults.append(
            f"{name}: {len(empty)} of {len(records)} rows have no text and were left out: "
            f"{_enumerate(empty)}."
        )
    if twice:
        faults.append(
            f"{name}: {len(twice)} rows have an id that another row has, and got their number "
            f"added to it: {_enumerate([*dict.fromkeys(twice)])}. Make the ids unique."
        )
    if not rows:
        raise UnreadableSource(f"{name}: has no row with a text in column '{columns.text}'.")
    return rows, faults


def _make_row(
    columns: Columns, record: dict[str, Any], number: str, *, is_named: bool = False
) -> Row:
    """Return a record as a row; `number` is its id where it has none of its own."""

    def find(role: str) -> list[str]:
        found = (record.get(c) for c in columns.roles.get(role, ()))  # type: ignore[call-overload]
        return [said for value in found if (said := _say(value))]

    written = next(iter(find("id")), "")
    own = "" if is_named else make_record(written)
    date = read_date(next(iter(find("date")), ""))
    stated = _YEAR.match(next(iter(find("year")), ""))
    language = _LANGUAGES.get(next(iter(find("language")), "").casefold(), "")
    return Row(
        record=own or number,
        text=_clean_lines(_say(record.get(columns.text))),
        title=" ".join(next(iter(find("title")), "").split()),
        authors=tuple(a for said in find("authors") for a in _AND.split(said) if a),
        date=date,
        year=int(stated[1]) if stated else (int(date[:4]) if date else None),
        places=tuple(dict.fromkeys(p for said in find("place") for p in _AND.split(said) if p)),
        language=language,
        licence=next(iter(find("licence")), ""),
        facets=tuple(
            (facet, value)
            for column, facet in columns.facets
            for value in _list_values(record.get(column))
        ),
    )


def make_record(written: str) -> str:
    """Return an id as part of a document's id: letters, digits, dots and hyphens.

    >>> make_record("国发〔2019〕 5号"), make_record("17.0")
    ('国发-2019-5号', '17.0')
    """
    return re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", written)).strip("-._")[:60]


def _read_csv(text: str, name: str) -> tuple[list[str], list[dict[str, Any]], list[str], list[str]]:
    """Return header, records, notes and faults of a table in delimited text."""
    delimiter, text = _find_delimiter(text)
    before = csv.field_size_limit(len(text) + 1)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        header, rest, notes = split_header(reader)
        records: list[dict[str, Any]] = []
        longer: list[str] = []
        for cells in rest:
            if len(records) >= MOST_ROWS:
                raise _too_many(name)
            if any(cells):
                records.append(dict(zip(header, map(str, cells), strict=False)))
                if any(cells[len(header) :]):
                    longer.append(str(len(records)))
    except csv.Error as error:
        raise UnreadableSource(
            f"{name}: is no table that can be read ({error}). Save it anew as CSV."
        ) from error
    finally:
        csv.field_size_limit(before)
    return header, records, notes, _tell_longer(longer, len(records), delimiter, name)


def _find_delimiter(text: str) -> tuple[str, str]:
    r"""Return what parts the cells of a table, and the table; Excel may name it in a line of its own.

    >>> _find_delimiter("sep=;\na;b"), _find_delimiter("Notices\nid,text\n")[0]
    ((';', 'a;b'), ',')
    """
    if stated := _SEPARATOR.match(text):
        return stated[1], text[stated.end() :]
    lines = (line for line in text[:_PROBE].splitlines() if any(m in line for m in _DELIMITERS))
    first = next(lines, "")
    return max(_DELIMITERS, key=lambda m: (first.count(m), -_DELIMITERS.index(m))), text


def _tell_longer(longer: list[str], n_rows: int, delimiter: str, name: str) -> list[str]:
    """Return a sentence about rows with more cells than names; refuse a table of which most have more."""
    if not longer:
        return []
    said = (
        f"{name}: {len(longer)} of {n_rows} rows have more cells than there are names of columns, "
        f"so what follows the last is lost: {_enumerate(longer)}. Put texts with '{delimiter}' in quotation marks."
    )
    if len(longer) * 2 > n_rows:
        raise UnreadableSource(said)
    return [said]


def _read_json(text: str, name: str, *, lines: bool) -> tuple[list[str], list[dict[str, Any]]]:
    """Return column names and records of JSON: an object a line, or a list of objects."""
    records: list[dict[str, Any]] = []
    lines = _is_by_lines(text, lines=lines)
    for found in _parse_lines(text, name) if lines else _parse_whole(text, name):
        if not isinstance(found, dict):
            raise UnreadableSource(
                f"{name}: record {len(records) + 1} is no object with named values, so it is no table of documents."
            )
        if len(records) >= MOST_ROWS:
            raise _too_many(name)
        records.append({str(key): value for key, value in found.items()})
    header = list(dict.fromkeys(key for record in records for key in record))
    return header, records


def _is_by_lines(text: str, *, lines: bool) -> bool:
    """Tell whether JSON has a value a line, whatever its name says."""
    first, _, rest = text.strip().partition("\n")
    if lines:
        return not first.startswith("[")
    return first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _parse_lines(text: str, name: str) -> Iterator[Any]:
    """Yield what each line says."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UnreadableSource(
                    f"{name}:{number}: is no JSON ({error}). Write one object a line."
                ) from error


def _parse_whole(text: str, name: str) -> list[Any]:
    """Return the records of one JSON value: a list, or the only list of objects in an object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(f"{name}: is no JSON ({error}).") from error
    if isinstance(value, dict):
        lists = [*_find_lists(value, DEEPEST_LIST)]
        value = lists[0] if len(lists) == 1 else [value]
    if not isinstance(value, list):
        raise UnreadableSource(f"{name}: is no list of documents. Write a list of objects.")
    return value


def _find_lists(value: dict[str, Any], depth: int) -> Iterator[list[Any]]:
    """Yield the lists of objects in an object and in those inside it, not in the lists themselves."""
    for found in value.values():
        if isinstance(found, list) and found and isinstance(found[0], dict):
            yield found
        elif isinstance(found, dict) and depth:
            yield from _find_lists(found, depth - 1)


def _say(value: Any) -> str:  # noqa: ANN401 (a cell may be anything)
    """Return what a cell holds as text; lists are joined, objects hold no text."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_say, value)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _list_values(value: Any) -> list[str]:  # noqa: ANN401
    """Return what a cell holds as values of a facet."""
    found = value if isinstance(value, list) else [value]
    return [clean_text(" ".join(said.split())) for item in found if (said := _say(item))]


def _clean_lines(text: str) -> str:
    """Return a text that can be stored, its lines as they were."""
    return clean_text(text)


def _too_many(name: str) -> UnreadableSource:
    """Say that a table has more rows than are read."""
    return UnreadableSource(f"{name}: has more than {MOST_ROWS:,} rows. Split it.")


def _enumerate(names: list[str]) -> str:
    """Return the first few names, and how many there are besides."""
    rest = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {rest} more" if rest > 0 else "")
