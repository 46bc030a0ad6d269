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
    from pydantic_core import ErrorDetails

MAX_NAME = 80
"""Characters of an entry's id that messages show."""


class BadToml(PolicytextError, ValueError):
    """A file is not TOML, or not a list of the tables it should hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of the list: its fields, and the lines of the file it stands on, from 1.

    `number` is its place in the list, from 1: what it is called by where it has no id.
    """

    fields: dict[str, Any]
    file: str
    line: int
    lines: tuple[str, ...]
    number: int = 1

    @property
    def name(self) -> str:
        """Return the id of the entry, or its place in the file."""
        written = self.fields.get("id")
        return written if isinstance(written, str) and written.strip() else f"entry {self.number}"

    def line_of(self, *keys: str) -> int:
        """Return the line that gives a key, each looked for after the one it stands in; the entry's where none does.

        A number among the keys is the place in a list: that many are passed over.
        """
        at, passed = 0, 0
        for key in keys:
            if key.isdigit():
                passed = int(key)
                continue
            found = self._find_lines(key, at)
            if found:
                at = found[min(passed, len(found) - 1)]
            passed = 0
        return self.line + at

    def _find_lines(self, key: str, at: int) -> list[int]:
        """Return the lines from `at` on that give a key, once for each time."""
        word = rf"\"?{re.escape(key)}\"?"
        gives = re.compile(
            rf"^\s*(?:[\w.\"-]+\.)?{word}\s*=|[{{,]\s*{word}\s*=|^\s*\[+[\w.\" -]*\.\s*{word}\s*\]"
        )
        return [
            number
            for number, text in enumerate(self.lines)
            if number >= at
            for _ in gives.finditer(text)
        ]


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
        return data, [
            Entry(fields, name, 1, tuple(lines), number) for number, fields in enumerate(tables, 1)
        ]
    ends = [*heads[1:], len(lines)]
    return data, [
        Entry(fields, name, head + 1, tuple(lines[head:end]), number)
        for number, (fields, head, end) in enumerate(zip(tables, heads, ends, strict=False), 1)
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
    faults = [(_find_place(fault), fault) for fault in error.errors(include_url=False)]
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
            lines.append((place, say_fault(fault["msg"]) + found))
    lines += [(place, "is missing") for place in sorted(missing)]
    placed = [(_find_line(entry, place), ".".join(place), says) for place, says in lines]
    return [
        f"{entry.file}:{line}: {_shorten_name(entry.name)}: {field}: {says.rstrip('.?')}{says[-1] if says[-1:] == '?' else '.'}"
        for line, field, says in sorted(placed)
    ]


def say_fault(message: str) -> str:
    """Return what pydantic says in the words of those who write the file.

    >>> say_fault("Input should be a valid dictionary or instance of WrittenScope")
    'Input should be a table'
    """
    told = message.removeprefix("Value error, ")
    return re.sub(r"a valid dictionary or instance of \w+", "a table", told)


def _find_place(fault: ErrorDetails) -> tuple[str, ...]:
    """Return the keys and numbers that lead to what is at fault; of a whole entry, the field it lacks."""
    lacking = str(fault.get("ctx", {}).get("field", ""))
    return tuple(map(str, fault["loc"])) or ((lacking,) if lacking else ("entry",))


def _shorten_name(name: str) -> str:
    """Return the name of an entry in one line."""
    line = " ".join(name.split())
    return line if len(line) <= MAX_NAME else line[: MAX_NAME - 3] + "..."


def _find_meant(place: tuple[str, ...], missing: set[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the missing key of the same table that a key looks like, or nothing."""
    beside = [other[-1] for other in sorted(missing) if other[:-1] == place[:-1]]
    like = get_close_matches(place[-1], beside, n=1, cutoff=0.7)
    return (*place[:-1], like[0]) if like else ()


def _find_line(entry: Entry, place: tuple[str, ...]) -> int:
    """Return the line of the innermost key of a place that the file gives."""
    return entry.line_of(*place)


def _shorten(value: object) -> str:
    """Return a value as it might stand in the file, cut to one line."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
