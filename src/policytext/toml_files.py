"""Read TOML that a person wrote, so that a fault can be shown at its file and line.

The standard parser forgets where a value stood. Both files policytext reads,
the manifest and the themes, are lists of tables (`[[themes]]`), so the line of
an entry is the line of its header, and the line of a field the first one after
it that gives that key.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from policytext.errors import PolicytextError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError


class BadToml(PolicytextError, ValueError):
    """A file is not TOML, or not a list of the tables it should hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of the list: its fields, and the lines of the file it stands on, from 1."""

    fields: dict[str, Any]
    file: str
    line: int
    lines: tuple[str, ...]

    def line_of(self, key: str) -> int:
        """Return the line that gives `key`, or the line of the entry where none does."""
        gives = re.compile(
            rf"\s*(?:[\w.\"-]+\.)?\"?{re.escape(key)}\"?\s*=|.*[{{,]\s*{re.escape(key)}\s*="
        )
        for offset, text in enumerate(self.lines):
            if gives.match(text):
                return self.line + offset
        return self.line


def read_entries(path: Path, table: str, name: str) -> tuple[dict[str, Any], list[Entry]]:
    """Return the whole of a TOML file and the entries of its list `table`, in order.

    `name` is what messages and entries call the file. Raises `BadToml` when the
    file cannot be read, is not TOML (with line and column) or has no such list.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise BadToml(f"{name}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadToml(f"{name}: is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadToml(f"{name}: is not TOML: {error}.") from error
    tables = data.get(table, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise BadToml(
            f"{name}: '{table}' should be a list of tables, each under a line [[{table}]]."
        )
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
    if len(heads) != len(tables):  # written inline: every entry is then at the top of the file
        return data, [Entry(fields, name, 1, tuple(lines)) for fields in tables]
    ends = [*heads[1:], len(lines)]
    return data, [
        Entry(fields, name, head + 1, tuple(lines[head:end]))
        for fields, head, end in zip(tables, heads, ends, strict=False)
    ]


def list_strays(data: dict[str, Any], table: str, name: str) -> list[str]:
    """Return a line for every key of a file that is not its list of tables: `[[theme]]` for `[[themes]]`."""
    return [
        f"{name}: {key}: no such key. Everything stands under [[{table}]]."
        for key in sorted(data.keys() - {table})
    ]


def list_faults(entry: Entry, error: ValidationError) -> list[str]:
    """Return one line for every fault pydantic found in an entry: file, line, its id, field, what, found.

    A mistyped key is one fault, not two: the key there is no such thing as, with
    the missing one it looks like.
    """
    faults = [(tuple(map(str, fault["loc"])), fault) for fault in error.errors(include_url=False)]
    missing = {place for place, fault in faults if fault["type"] == "missing"}
    lines = []
    for place, fault in faults:
        if fault["type"] == "extra_forbidden":
            meant = _find_meant(place, missing)
            missing.discard(meant)
            hint = f"did you mean '{meant[-1]}'?" if meant else "is it a typing mistake?"
            lines.append((place, f"no such key; {hint}"))
        elif fault["type"] != "missing":
            found = f" (found {_shorten(fault['input'])})"
            lines.append((place, fault["msg"].removeprefix("Value error, ") + found))
    lines += [(place, "is missing") for place in sorted(missing)]
    placed = [(_find_line(entry, place), ".".join(place), says) for place, says in lines]
    which = f"{entry.fields['id']}: " if isinstance(entry.fields.get("id"), str) else ""
    return [f"{entry.file}:{line}: {which}{field}: {says}." for line, field, says in sorted(placed)]


def _find_meant(place: tuple[str, ...], missing: set[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the missing key of the same table that a key looks like, or nothing."""
    beside = [other[-1] for other in sorted(missing) if other[:-1] == place[:-1]]
    like = get_close_matches(place[-1], beside, n=1, cutoff=0.7)
    return (*place[:-1], like[0]) if like else ()


def _find_line(entry: Entry, place: tuple[str, ...]) -> int:
    """Return the line of the innermost named key of a place."""
    names = [step for step in place if not step.isdigit()]
    return entry.line_of(names[-1]) if names else entry.line


def _shorten(value: object) -> str:
    """Return a value as it might stand in the file, cut to one line."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
