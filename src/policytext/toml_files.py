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


def list_faults(entry: Entry, error: ValidationError) -> list[str]:
    """Return one line for every fault pydantic found in an entry: file, line, field, what, found."""
    faults = []
    for fault in error.errors(include_url=False):
        place = [str(step) for step in fault["loc"]]
        names = [step for step in place if not step.isdigit()]
        line = entry.line_of(names[-1]) if names else entry.line
        found = "" if fault["type"] == "missing" else f" (found {_shorten(fault['input'])})"
        faults.append(
            f"{entry.file}:{line}: {'.'.join(place)}: {_say(fault['type'], fault['msg'])}{found}."
        )
    return faults


def _say(kind: str, message: str) -> str:
    """Return pydantic's message in the words of the files."""
    if kind == "extra_forbidden":
        return "no such key; is it a typing mistake?"
    if kind == "missing":
        return "is missing"
    return message.removeprefix("Value error, ")


def _shorten(value: object) -> str:
    """Return a value as it might stand in the file, cut to one line."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
