"""Exchange the authority file with other programs.

Out: SKOS, CSV, a quanteda dictionary, a jieba user dictionary, and TOML. In:
SKOS, CSV, quanteda, CorTexT and KH Coder. What a format cannot hold is said;
what is read goes through the same checks as what a person writes, and nothing
enters the authority file by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from policytext.errors import BadTheme, UnwritableFolder
from policytext.exchange.contents import Contents, Entry
from policytext.exchange.cortext import read_cortext
from policytext.exchange.entries import from_entry, to_entry, write_entries
from policytext.exchange.jieba_dictionary import write_jieba
from policytext.exchange.khcoder import read_khcoder
from policytext.exchange.quanteda import read_quanteda, write_quanteda
from policytext.exchange.spreadsheet import read_spreadsheet, write_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policytext.records import Theme

OutFormat = Literal["skos", "csv", "quanteda", "jieba", "toml"]
InFormat = Literal["skos", "csv", "quanteda", "cortext", "khcoder"]
OUT_FORMATS: tuple[OutFormat, ...] = get_args(OutFormat)
IN_FORMATS: tuple[InFormat, ...] = get_args(InFormat)

_SUFFIXES: dict[str, InFormat] = {
    ".ttl": "skos", ".nt": "skos", ".csv": "csv", ".yml": "quanteda", ".yaml": "quanteda", ".tsv": "cortext",
}  # fmt: skip
_SIGNS: tuple[tuple[str, InFormat], ...] = (
    (r"(?i)^\s*(@prefix|@base|prefix|base|<)\s*\S", "skos"),
    (r"\|&\|", "cortext"),
    (r"^[*＊]", "khcoder"),
    (r"^(id|kind)[,;]", "csv"),
)
"""What a file has in it that no other format would have, looked for in this order."""

_UNORDERED = ("broader", "related", "exact_match", "close_match")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of another program held: themes, what was wrong, and what was left out."""

    themes: tuple[Theme, ...]
    faults: tuple[str, ...]
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """How an imported theme stands to the authority file: new, changed (in which fields) or unchanged."""

    theme: str
    status: Literal["new", "changed", "unchanged"]
    fields: tuple[str, ...]


def export_themes(themes: Sequence[Theme], form: OutFormat) -> tuple[str, list[str]]:
    """Return themes in a format, and a line for every kind of thing it could not hold."""
    if form == "quanteda":
        return write_quanteda(themes)
    if form == "jieba":
        return write_jieba(themes)
    if form == "skos":
        from policytext.exchange.skos import write_skos

        return write_skos(themes), []
    return (write_spreadsheet if form == "csv" else write_entries)(themes), []


def import_themes(path: Path, form: InFormat | None = None) -> Imported:
    """Return the themes of a file of another program; its suffix or content says which unless `form` does.

    Raises `BadTheme` when the file cannot be read or nothing says what it is.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadTheme(f"{path}: cannot be read: {error.strerror}.") from error
    form = form or guess_format(path.name, data)
    if form is None:
        raise BadTheme(f"{path}: what is it? Say so with --from {', '.join(IN_FORMATS)}.")
    contents = _read(data, path.name, form)
    faults = list(contents.faults)
    themes: dict[str, Theme] = {}
    for where, entry in contents.entries:
        theme, found = from_entry(entry, where)
        faults += found
        if theme and theme.theme_id in themes:
            first = themes[theme.theme_id].file
            faults.append(
                f"{where}: {theme.theme_id}: is there already, in {first}; that is taken."
            )
        elif theme:
            themes[theme.theme_id] = theme
    ordered = [themes[theme_id] for theme_id in sorted(themes)]
    return Imported(tuple(ordered), tuple(faults), tuple(contents.losses))


def guess_format(name: str, data: bytes) -> InFormat | None:
    r"""Return what a file is by its suffix, else by what stands in it, nothing where neither says.

    >>> guess_format("themes.ttl", b""), guess_format("rules.txt", "*工会\n工会 | 妇联".encode())
    ('skos', 'khcoder')
    """
    suffix = "." + name.lower().rpartition(".")[2]
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    text = data[:20_000].decode("utf-8-sig", errors="replace")
    return next((form for sign, form in _SIGNS if re.search(sign, text, re.MULTILINE)), None)


def _read(data: bytes, name: str, form: InFormat) -> Contents:
    """Return what stands in a file."""
    if form == "csv":
        return read_spreadsheet(data, name)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        return Contents(faults=[f"{name}: is not UTF-8 (byte {error.start}). Save it as UTF-8."])
    if form == "skos":
        from policytext.exchange.skos import read_skos

        return read_skos(text, name)
    return {"quanteda": read_quanteda, "cortext": read_cortext, "khcoder": read_khcoder}[form](
        text, name
    )


def compare_themes(imported: Sequence[Theme], existing: Sequence[Theme]) -> list[Change]:
    """Return how each imported theme stands to the authority file, by id."""
    known = {theme.theme_id: theme for theme in existing}
    changes = []
    for theme in imported:
        old = known.get(theme.theme_id)
        if old is None:
            changes.append(Change(theme.theme_id, "new", ()))
            continue
        one, other = _normalise(theme), _normalise(old)
        differ = tuple(key for key in {**one, **other} if one.get(key) != other.get(key))
        changes.append(Change(theme.theme_id, "changed" if differ else "unchanged", differ))
    return changes


def _normalise(theme: Theme) -> Entry:
    """Return an entry with the lists sorted whose order says nothing."""
    entry = to_entry(theme)
    return entry | {key: sorted(entry[key]) for key in _UNORDERED if key in entry}


def write_new(themes: Sequence[Theme], path: Path) -> None:
    """Write themes as a new file of the authority file; raises when there is one already."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as out:
            out.write(write_entries(themes))
    except FileExistsError as error:
        raise UnwritableFolder(
            f"{path}: is there already. Name a new file; nothing is overwritten."
        ) from error
    except OSError as error:
        raise UnwritableFolder(f"{path}: cannot be written: {error.strerror}.") from error
