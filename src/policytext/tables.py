"""Lay rows out for a person or for a program: table, CSV, JSON, JSON lines or Markdown.

The columns are the keys of the first row, in order. A table is laid out for the
terminal it goes to, Chinese characters taking two columns; into a pipe it goes
as tab-separated values, whole, one row a line.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

Format = Literal["table", "csv", "jsonl", "json", "markdown"]
FORMATS: tuple[str, ...] = get_args(Format)

Rows = Sequence[Mapping[str, Any]]

LONG_TEXT = 80
"""Columns past which a last cell is a text to be read, not a value to be compared."""

READ = ("text", "snippet", "citation", "says")
"""Last columns that are a text to be read, whose row stands over it; all other values are told by their columns' names."""

CONCORDANCE = ("left", "node", "right")
"""Columns that are read across, row by row, and so are never stated once."""

NARROWEST = 12
"""Columns of a terminal below which no column of a table is folded."""

IMPLIED = ("section", "doc_id", "page", "char_start", "char_end")
"""What a passage's id stands for; left out, one after the other, of a table too wide for its terminal."""

ASIDE = (
    "p_neighbor", "p_concept", "p_target", "p_source", "bic", "chi2_yates", "odds_ratio_low", "odds_ratio_high",
    "dp_t", "dp_r", "delta_p", "delta_p_back", "f_node", "n_tokens", "n_near", "association_strength", "cosine", "dice",
    "mi3", "z", "chi2", "difference", "odds_ratio", "tokens_t", "tokens_r", "log_ratio_low", "log_ratio_high",
    "variants", "normal", "why", "members_found", "quoted", "cue", "numeral", "shape",
    "alpha", "npmi", "pmi", "log_likelihood", "expected", "p", "sign", "per10k_r", "per10k_t", "source", "target", "neighbor", "n_source", "n_target", "n_neighbor", "n_left", "n_right", "t",
)  # fmt: skip
"""What stands beside the chief columns, statistics and grounds; left out, one after the other, of a table too wide for its terminal, and named under it."""

SMALL = 0.001
"""What four places after the point would not show."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def render(rows: Rows | Mapping[str, Any], form: Format, width: int | None = None) -> str:
    """Return rows as text ending in a newline; nothing for no rows, but `[]` in JSON.

    A single row given by itself is one JSON object, and elsewhere a table of one row.

    `width` is the columns of the terminal, or `None` when there is none and a
    table becomes tab-separated values.
    """
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    rows = [rows] if isinstance(rows, Mapping) else rows
    if form == "jsonl" or not rows:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    columns = list(rows[0])
    cells = [[to_cell(value) for value in map(row.get, columns)] for row in rows]
    if form == "csv":
        return render_csv(columns, cells)
    if form == "markdown":
        return _render_markdown(columns, cells)
    if width is None:
        return "".join(_join_line(line) for line in [columns, *cells])
    return _lay_out(columns, cells, width)


def to_cell(value: object) -> str:
    """Return a value as it stands in a cell.

    >>> to_cell(0.123456789), to_cell(None), to_cell(["Beijing", "Shanghai"])
    ('0.1235', '', 'Beijing; Shanghai')
    >>> to_cell(0.0000123), to_cell(0.0)
    ('1.23e-05', '0')
    """
    if isinstance(value, float):  # the plain kinds first: a long table has a great many cells
        small = 0 < abs(value) < SMALL  # a p of 0.00001 is not 0
        return f"{value:.3g}" if small else f"{value:.4f}".rstrip("0").rstrip(".")
    kind = type(value)
    if kind is int or kind is str:
        return str(value).replace("\x00", "")
    if value is None or kind is bool:
        return "" if value is None else str(value).lower()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\x00", "")


def render_csv(columns: Sequence[str], cells: Sequence[Sequence[object]]) -> str:
    """Return cells as CSV that a spreadsheet opens without running anything in it.

    A cell that begins like a formula gets an apostrophe before it, the
    spreadsheets' own mark for text; plain numbers are left alone.
    """
    import csv  # here, for most answers are no CSV and should come at once

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(
        [neutralise(_end_lines(to_cell(cell))) for cell in line] for line in [columns, *cells]
    )
    return out.getvalue()


def _end_lines(cell: str) -> str:
    """Return a cell whose lines all end alike, for CSV takes a lone carriage return for the end of the row."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _render_markdown(columns: list[str], cells: list[list[str]]) -> str:
    """Return cells as a Markdown table."""
    lines = [columns, ["---"] * len(columns), *cells]
    return "".join(
        "| " + " | ".join(to_line(c).replace("|", "\\|") for c in line) + " |\n" for line in lines
    )


def neutralise(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> neutralise("=HYPERLINK(1)"), neutralise("-0.5")
    ("'=HYPERLINK(1)", '-0.5')
    """
    if cell.lstrip(" \n\u00a0").startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def to_line(cell: str) -> str:
    r"""Return a text without the tabs and line breaks that would end its line, and without terminal codes.

    >>> to_line("two\tcoverage\x1b[2J")
    'two coverage[2J'
    """
    if cell.isprintable():  # most are, and a long table has a great many
        return cell
    return _CONTROL.sub("", " ".join(cell.split("\n")).replace("\t", " ").replace("\r", " "))


def _join_line(cells: Sequence[str]) -> str:
    """Return cells as a line of tab-separated values."""
    if not "".join(cells).isprintable():
        cells = [to_line(cell) for cell in cells]
    return "\t".join(cells) + "\n"


def display_width(text: str) -> int:
    """Return the columns a text takes in a terminal.

    >>> display_width("two 覆盖")
    8
    """
    return sum(
        0
        if unicodedata.combining(letter)
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def _lay_out(columns: list[str], cells: list[list[str]], width: int) -> str:
    """Return rows as they are best read in a terminal `width` columns wide.

    A table that fits is aligned. Of one that does not, rows that end in a long
    text become paragraphs under a line of their other cells. Others state once
    what is the same in every row, then give up what their `passage_id` stands
    for, then are folded, and give up what stands aside, which is named under
    the table; where that is still too wide, and of a single row, everything is spelled out.
    """
    lines = [[to_line(cell) for cell in line] for line in [columns, *cells]]
    natural = _measure_columns(lines)
    if _add_up(natural) <= width:
        return _align(lines, natural)
    if natural[-1] > LONG_TEXT and len(columns) > 2 and columns[-1] in READ:
        return _stack(lines[1:], width)
    stated, lines = _state_once(lines, width)
    for column in IMPLIED if "passage_id" in lines[0] else ():
        if column in lines[0] and _add_up(_measure_columns(lines)) > width:
            at = lines[0].index(column)
            lines = [line[:at] + line[at + 1 :] for line in lines]
    kept, left_out = _leave_out(lines, width) if len(lines) > 2 else (lines, [])
    if _add_up([min(size, NARROWEST) for size in _measure_columns(kept)]) > width:
        return stated + _spell_out(lines, width)
    return stated + _align(kept, _share_width(kept, width)) + _name_left_out(left_out, width)


def _leave_out(lines: list[list[str]], width: int) -> tuple[list[list[str]], list[str]]:
    """Return lines without as many of the columns that stand aside as they are too wide for, and those columns' heads."""
    left_out: list[str] = []
    for head in ASIDE:
        if _add_up(_shrink(lines)) <= width:
            break
        if head in lines[0]:
            at = lines[0].index(head)
            lines = [line[:at] + line[at + 1 :] for line in lines]
            left_out.append(head)
    return lines, left_out


def _name_left_out(heads: list[str], width: int) -> str:
    """Return the note under a table about the columns there was no room for."""
    if not heads:
        return ""
    note = f"No room for {', '.join(heads)}: a wider terminal or --format csv shows them."
    return "\n" + "\n".join(fold_cell(note, width)) + "\n"


def _shrink(lines: list[list[str]]) -> list[int]:
    """Return how wide each column is when it is folded as far as it can be read with ease: ids are not cut."""
    limits = (NARROWEST if each else 2 * NARROWEST for each in _find_columns_of_words(lines))
    return [min(each) for each in zip(_measure_columns(lines), limits, strict=True)]


def _find_columns_of_words(lines: list[list[str]]) -> list[bool]:
    """Tell of each column whether any of its cells has several words."""
    return [any(" " in cell for cell in column[1:]) for column in zip(*lines, strict=True)]


def _add_up(widths: list[int]) -> int:
    """Return how wide a table with columns of those widths is."""
    return sum(widths) + 2 * (len(widths) - 1)


def _state_once(lines: list[list[str]], width: int) -> tuple[str, list[list[str]]]:
    """Return what is the same in every row as a paragraph of its own, and the table without it."""
    shown: list[tuple[str, ...]] = []
    stated: list[str] = []
    for head, *rest in zip(*lines, strict=True):
        if len(rest) > 1 and len(set(rest)) == 1 and head not in CONCORDANCE:
            stated += [f"{head} {rest[0]}"] if rest[0] else []
        elif any(rest):
            shown.append((head, *rest))
    if not shown:  # rows that do not differ at all
        return "", lines
    paragraph = [*fold_cell(" · ".join(stated), width), "", ""] if stated else []
    return "\n".join(paragraph), [list(line) for line in zip(*shown, strict=True)]


def _spell_out(lines: list[list[str]], width: int) -> str:
    """Return each row as `column value` pairs, folded to the width."""
    heads, *rows = lines
    out: list[str] = []
    for row in rows:
        pairs = [f"{head} {cell}" for head, cell in zip(heads, row, strict=True) if cell]
        out += [*fold_cell(" · ".join(pairs), width), ""]
    return "\n".join(out[:-1]) + "\n"


def _measure_columns(lines: list[list[str]]) -> list[int]:
    """Return how wide each column is by nature."""
    return [max(map(display_width, column)) for column in zip(*lines, strict=True)]


def _align(lines: list[list[str]], widths: list[int]) -> str:
    """Return lines, the first being the heads, as a table with columns of those widths."""
    right = [
        all(re.fullmatch(r"-?[\d.]*(?:e-\d+)?", cell) for cell in rest) or head == "left"
        for head, *rest in zip(*lines, strict=True)
    ]
    out: list[str] = []
    for number, line in enumerate(lines):
        folded = [
            _fit(head, cell, size) for head, cell, size in zip(lines[0], line, widths, strict=True)
        ]
        for row in range(max(map(len, folded))):
            parts = [
                _pad(cell[row] if row < len(cell) else "", size, right=to_right)
                for cell, size, to_right in zip(folded, widths, right, strict=True)
            ]
            out.append("  ".join(parts).rstrip())
        if number == 0:
            out.append("  ".join("─" * size for size in widths))
    return "\n".join(out) + "\n"


def _fit(head: str, cell: str, size: int) -> list[str]:
    """Return the lines of a cell; the contexts of a concordance stay one line, cut at their far ends."""
    if head == "left":
        return [cell[len(cell) - _fitting(cell[::-1], size) :]] if cell else [""]
    return [cell[: _fitting(cell, size)]] if head == "right" else fold_cell(cell, size)


def _stack(lines: list[list[str]], width: int) -> str:
    """Return each line as its short cells on one line and its long last one under them."""
    out: list[str] = []
    for *short, text in lines:
        out += fold_cell(" · ".join(filter(None, short)), width)
        out += ["   " + part for part in fold_cell(text, width - 3)]
        out.append("")
    return "\n".join(out[:-1]) + "\n"


def _share_width(lines: list[list[str]], width: int) -> list[int]:
    """Return column widths that fit: wide columns give way, the widest first, none below `NARROWEST`.

    Columns of single words, such as ids, give way last: a word cut in two is hard to read and to copy.
    """
    widths = _measure_columns(lines)
    for gives_way in (_find_columns_of_words(lines), [True] * len(widths)):
        while _add_up(widths) > width:
            widest, at = max(
                ((w, -n) for n, w in enumerate(widths) if gives_way[n]), default=(0, 0)
            )
            if widest <= NARROWEST:
                break
            widths[-at] -= 1
    return widths


def fold_cell(text: str, size: int) -> list[str]:
    """Return a text cut into lines of at most `size` columns, at spaces where there are any."""
    lines, line = [], ""
    for word in re.findall(r"\S+\s*", text) or [""]:
        piece = word
        while display_width(line + piece.rstrip()) > size:
            if line:
                lines.append(line.rstrip())
                line = ""
                continue
            cut = _fitting(piece, size)
            lines.append(piece[:cut])
            piece = piece[cut:]
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _fitting(text: str, size: int) -> int:
    """Return how many letters of a text fit into `size` columns, at least one."""
    used = 0
    for at, letter in enumerate(text):
        used += display_width(letter)
        if used > size:
            return max(at, 1)
    return len(text)


def _pad(text: str, size: int, *, right: bool) -> str:
    """Return a text filled up with spaces to `size` columns."""
    space = " " * (size - display_width(text))
    return space + text if right else text + space
