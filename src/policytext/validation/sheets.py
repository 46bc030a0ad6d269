"""Write the sheets of coders, and read them back as spreadsheet programs leave them.

A sheet comes back from Excel, WPS or LibreOffice: with columns moved, hidden or
added, rows sorted, in the code page of the machine, with semicolons for commas,
with 是 for yes. All of that is read. What cannot be read for certain is named
with file, line and row, and nothing is scored until it is put right.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.errors import UnreadableSource
from policytext.folding import HAN
from policytext.readers.encodings import decode
from policytext.tables import neutralise, render_csv
from policytext.validation.key import BadSheet, render_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from policytext.validation.key import Key, Question
    from policytext.validation.sampling import Sample

Answer = Literal["yes", "no", "unsure", ""]
SheetFormat = Literal["xlsx", "csv"]
Line = tuple[int, list[str]]
"""A line of a sheet: its number as the spreadsheet shows it, and its cells."""

COLUMNS = {
    "row": 14,
    "paper": 24,
    "section": 24,
    "passage": 90,
    "theme": 28,
    "meaning": 50,
    "question": 34,
    "answer": 12,
    "comment": 24,
}
"""The columns of a sheet and their widths in characters; `answer` and `comment` are the coder's."""

ANSWERS: dict[str, Answer] = {"": ""} | {
    spelling: answer
    for answer, spellings in (
        ("yes", "yes y true 1 1.0 是 是的 有 对"),
        ("no", "no n false 0 0.0 否 不是 没有 无"),
        ("unsure", "unsure u ? 不确定 不清楚 不知道"),
    )
    for spelling in spellings.split()
}  # type: ignore[assignment]
"""What coders write for each answer; case, width, spaces and a full stop make no difference."""

GUIDE = (
    "How to code 编码说明",
    "Work alone. Read the passage; then say in the column “answer” whether it names the theme.",
    "yes 是: the passage names the theme, in whatever words and either language, with the meaning given.",
    "no 否: it does not, or it uses the same words for something else.",
    "unsure 不确定: you cannot tell from the passage, its section and its paper. Say why in “comment”.",
    "Each row is judged by itself; the same passage may be asked about for several themes.",
    "Some rows are a yes and some a no; the sheet does not show which, and no share is to be reached.",
    "You may sort whole rows, hide columns and add your own. Leave the columns “row” and “answer” named so.",
    "请独立作答。只判断该段文字是否提到该主题（含义以“meaning”栏为准），不必考虑全文。",
)

MOST_FAULTS = 20
"""Faults of a sheet that are named at once."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_ASCII_LETTER = re.compile(r"[^a-z0-9]+")
_NOT_HAN = re.compile(f"[^{HAN}]+")
_LOST = re.compile("[?\ufffd]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers of one coder by row, and the rows the coder's sheet should hold but does not."""

    coder: str
    file: str
    answers: dict[str, Answer]
    comments: dict[str, str]
    missing: tuple[str, ...]


# writing


def write_sample(
    sample: Sample, folder: Path, formats: Sequence[SheetFormat] = ("xlsx",)
) -> list[Path]:
    """Write the sheets into `folder/sheets` and the key into `folder`, and return the files.

    Only `sheets` is for the coders. The same sample gives the same bytes.
    Raises `BadSheet` when a file is there already and is another one: it may
    hold a coder's work.
    """
    files: dict[Path, bytes] = {}
    for coder, rows in sample.key.coders.items():
        lines = [[sample.cells[row].get(column, "") for column in COLUMNS] for row in rows]
        for form in formats:
            data = render_xlsx(lines) if form == "xlsx" else render_sheet_csv(lines)
            files[folder / "sheets" / f"{coder}.{form}"] = data
    files[folder / "key.json"] = render_key(sample.key).encode()
    try:
        for path, data in files.items():
            if path.exists() and path.read_bytes() != data:
                raise BadSheet(
                    f"{path} is there already, and differs; a coder may have worked in it. Choose another folder with --out."
                )
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise BadSheet(
            f"{error.filename or folder}: cannot be written ({error.strerror}). Choose another folder with --out."
        ) from error
    return list(files)


def render_sheet_csv(lines: Sequence[Sequence[str]]) -> bytes:
    """Return a sheet as CSV that Excel opens with its Chinese and without running anything in it."""
    return ("\ufeff" + render_csv(list(COLUMNS), lines)).encode()


def render_xlsx(lines: Sequence[Sequence[str]]) -> bytes:
    """Return a sheet as an Excel workbook: wrapped text, a list to choose the answer from, a guide."""
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    coding: Worksheet = book.active
    coding.title = "coding"
    for number, line in enumerate([list(COLUMNS), *lines], start=1):
        _write_line(coding, number, line)
    for cell, width in zip(coding[1], COLUMNS.values(), strict=True):
        coding.column_dimensions[cell.column_letter].width = width
    last = max(2, len(lines) + 1)
    letter = coding.cell(1, list(COLUMNS).index("answer") + 1).column_letter
    # Other spellings than these three are welcome, so the list offers and does not forbid.
    choice = DataValidation("list", formula1='"yes,no,unsure"', showErrorMessage=False)
    choice.add(f"{letter}2:{letter}{last}")
    coding.add_data_validation(choice)
    coding.freeze_panes = "B2"
    coding.auto_filter.ref = f"A1:{coding.cell(1, len(COLUMNS)).column_letter}{last}"
    guide = book.create_sheet("guide")
    guide.column_dimensions["A"].width = 120
    for number, text in enumerate(GUIDE, start=1):
        _write_line(guide, number, [text])
    return _save(book)


def _write_line(sheet: Worksheet, number: int, cells: Sequence[str]) -> None:
    """Write cells as text, whatever they look like, the first line of a sheet in bold."""
    from openpyxl.styles import Alignment, Font

    for column, text in enumerate(cells, start=1):
        clean = _NOT_IN_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        cell = sheet.cell(number, column, clean or None)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number == 1:
            cell.font = Font(bold=True)
        if clean:
            cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
            cell.quotePrefix = neutralise(clean) != clean


def _save(book: Workbook) -> bytes:
    """Return a workbook as bytes that tell neither when nor with which zlib it was written."""
    made = io.BytesIO()
    book.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            new.writestr(entry, data)
    return out.getvalue()


# reading


def read_sheet(path: Path, key: Key, coder: str | None = None) -> Sheet:
    """Return the answers in a filled sheet; the coder is called by the file's name unless given.

    Rows without an answer are kept, unanswered. A sheet that lacks rows of the
    coder it was made for has them as `missing`; which coder that is shows in
    the rows it holds, so a file may be renamed.

    Raises `BadSheet`, with a line for every fault: an answer that is none, a
    row of no or of another sample, a row that stands twice, a passage or theme
    that is not the one the row asks about, as after sorting some columns only.
    """
    answers: dict[str, Answer] = {}
    comments: dict[str, str] = {}
    faults: list[str] = []
    questions = {question.row: question for question in key.questions}
    for number, line in _list_filled(_read_lines(path), path.name):
        row = line["row"].strip().lower()
        where = f"{path.name}, line {number}" + (f" (row {row})" if row else "")
        if row not in questions:
            what = f"'{row}' is no row of sample {key.sample}" if row else "an answer without a row"
            faults.append(
                f"{where}, column 'row': {what}. Copy the row's name from the sheet as it was sent."
            )
        elif row in answers:
            faults.append(f"{where}, column 'row': stands there twice. Delete one of the two.")
        else:
            faults += [f"{where}, {fault}" for fault in _find_faults(line, questions[row], key)]
            answers[row] = ANSWERS.get(_fold_cell(line["answer"]), "")
            comments |= {row: line["comment"].strip()} if line.get("comment", "").strip() else {}
    if faults:
        more = len(faults) - MOST_FAULTS
        rest = [f"{path.name}: {more} more such faults."] if more > 0 else []
        raise BadSheet("\n".join(faults[:MOST_FAULTS] + rest))
    return Sheet(coder or path.stem, str(path), answers, comments, _find_missing(set(answers), key))


def _list_filled(lines: list[Line], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines below the column names that hold a row or an answer, as cells by column."""
    head = next((at for at, (_, cells) in enumerate(lines) if _is_head(cells)), None)
    if head is None:
        raise BadSheet(
            f"{name}: has no line of column names with 'row' and 'answer'."
            " Take the sheet as 'policytext validate sample' wrote it."
        )
    columns = [_fold_cell(cell) for cell in lines[head][1]]
    for number, cells in lines[head + 1 :]:
        line = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
        if line["row"].strip() or line["answer"].strip():
            yield number, line


def _find_faults(line: dict[str, str], question: Question, key: Key) -> list[str]:
    """Return what is wrong with a line: an answer that is none, or the text of another row."""
    faults = []
    if _fold_cell(line["answer"]) not in ANSWERS:
        faults.append(
            f"column 'answer': '{line['answer'].strip()}' is not an answer."
            " Write yes, no or unsure (是, 否, 不确定), or leave it empty."
        )
    asked = {"passage": key.passages[question.passage_id], "theme": key.themes[question.theme_id]}
    return faults + [
        f"column '{name}': is not the {name} this row asks about."
        " Were some columns sorted without the others?"
        for name, text in asked.items()
        if name in line and not _same_text(line[name], text)
    ]


def _find_missing(rows: set[str], key: Key) -> tuple[str, ...]:
    """Return the rows that a sheet with those rows lacks of the smallest set of rows it can be."""
    dealt = sorted((set(dealt) for dealt in key.coders.values() if rows <= set(dealt)), key=len)
    whole = dealt[0] if dealt else {question.row for question in key.questions}
    return tuple(sorted(whole - rows))


def _read_lines(path: Path) -> list[Line]:
    """Return the lines of a CSV or Excel file; its first bytes say which, not its name."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadSheet(f"{path}: cannot be read ({error.strerror or error}).") from error
    if data.startswith(_OLE):
        raise BadSheet(
            f"{path.name}: is an old Excel file or has a password. Save it as .xlsx or CSV UTF-8 without one."
        )
    if data.startswith(_ZIP):
        return _read_xlsx(data, path.name)
    return _read_csv(_decode(data, path.name))


def _decode(data: bytes, name: str) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 or GB18030, else that of Western Excel.

    What Western Excel could not write stands as question marks; answers and row
    names survive it, and every other cell is checked against the key.
    """
    try:
        return decode(data, name).text
    except UnreadableSource:
        if not data.strip() or b"\0" in data:
            raise BadSheet(
                f"{name}: is no CSV and no Excel file. Save the sheet as .xlsx or CSV UTF-8."
            ) from None
        return data.decode("cp1252", "replace")


def _read_csv(text: str) -> list[Line]:
    """Return the lines of a CSV text, its cells parted by whatever parts its column names."""
    delimiter = max(
        ",;\t",
        key=lambda mark: max((_is_head(cells) for _, cells in _split(text, mark)), default=False),
    )
    return list(_split(text, delimiter))


def _split(text: str, delimiter: str) -> Iterator[Line]:
    """Yield the lines of a CSV text, numbered as a spreadsheet shows them: a cell may hold several of the text."""
    limit = csv.field_size_limit(max(len(text), csv.field_size_limit()))
    try:
        yield from enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1
        )
    finally:
        csv.field_size_limit(limit)


def _read_xlsx(data: bytes, name: str) -> list[Line]:
    """Return the lines of the first sheet of a workbook that has the column names, hidden or not."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot keep of a workbook is of no use here
        try:
            book = load_workbook(io.BytesIO(data), data_only=True)
            sheets = [
                [
                    (number, ["" if cell is None else str(cell) for cell in cells])
                    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
                ]
                for sheet in book.worksheets
            ]
        except Exception as error:  # a damaged workbook can raise anything
            raise BadSheet(
                f"{name}: is not an Excel workbook that can be read ({type(error).__name__}). Save it as .xlsx or CSV UTF-8."
            ) from error
    return next((s for s in sheets if any(_is_head(cells) for _, cells in s)), [])


def _is_head(cells: Sequence[str]) -> bool:
    """Tell whether a line holds the column names."""
    return {"row", "answer"} <= {_fold_cell(cell) for cell in cells}


def _fold_cell(cell: str) -> str:
    """Return a short cell without what makes no difference: case, width, outer spaces, a full stop.

    >>> [_fold_cell(cell) for cell in (" Yes. ", "ＹＥＳ", "是。", "１")]
    ['yes', 'yes', '是', '1']
    """
    return unicodedata.normalize("NFKC", cell).strip().rstrip(".。").strip().casefold()


def _same_text(cell: str, text: str) -> bool:
    """Tell whether a cell is still the text it was sent with, as far as programs keep one.

    English letters and figures come through any program; Chinese characters are
    compared unless question marks show that some were lost.

    >>> _same_text("'=A “b” 党", "=a 'b' 党"), _same_text("A b ?", "A b 党"), _same_text("c", "A b")
    (True, True, False)
    """
    cell, text = cell.lower(), text.lower()
    if _NOT_ASCII_LETTER.sub("", cell) != _NOT_ASCII_LETTER.sub("", text):
        return False
    return bool(_LOST.search(cell)) or _NOT_HAN.sub("", cell) == _NOT_HAN.sub("", text)
