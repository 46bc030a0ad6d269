"""Load the authority file: what gets tagged, and what every report is about.

Themes are data. They live in `corpus/themes/*.toml`, one `[[themes]]` table
each, and are checked here with every fault at its file, line and field. An
entry with a fault is left out and named; the others load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from policytext.errors import BadTheme, PolicytextError
from policytext.themes.entry import WrittenTheme, to_theme
from policytext.themes.relations import find_relation_faults
from policytext.toml_files import Entry, list_faults, list_strays, read_entries

if TYPE_CHECKING:
    from pathlib import Path

    from policytext.records import Theme


def load_themes(folder: Path) -> tuple[list[Theme], list[PolicytextError]]:
    """Return the themes of every `*.toml` in `folder`, ordered by id, and what is wrong with the rest.

    A theme with a fault, or with the id of an earlier one, is left out. Forms
    that two themes claim are settled in `forms`, where all spellings are known.
    """
    entries, faults = _read_all(folder)
    themes: dict[str, Theme] = {}
    lines: dict[str, Entry] = {}
    for entry in entries:
        theme, found = _check_entry(entry)
        faults += found
        if theme is None:
            continue
        if earlier := themes.get(theme.theme_id):
            faults.append(_twice(theme, earlier))
            continue
        themes[theme.theme_id] = theme
        lines[theme.theme_id] = entry
    checked = [themes[key] for key in sorted(themes)]
    for theme, field, says in find_relation_faults(checked):
        line = lines[theme.theme_id].line_of(field)
        faults.append(BadTheme(f"{theme.file}:{line}: {theme.theme_id}: {field}: {says}"))
    return checked, faults


def _read_all(folder: Path) -> tuple[list[Entry], list[PolicytextError]]:
    """Return the entries of every file of a folder, and what is wrong with the files."""
    entries: list[Entry] = []
    faults: list[PolicytextError] = []
    for path in sorted(folder.glob("*.toml")):
        name = f"{folder.name}/{path.name}"
        try:
            data, found = read_entries(path, "themes", name)
        except PolicytextError as error:
            faults.append(error)
            continue
        faults += map(BadTheme, list_strays(data, "themes", name))
        entries += found
    return entries, faults


def _check_entry(entry: Entry) -> tuple[Theme | None, list[PolicytextError]]:
    """Return the theme an entry describes, or none and its faults."""
    try:
        written = WrittenTheme.model_validate(entry.fields)
    except ValidationError as error:
        return None, [BadTheme(fault) for fault in list_faults(entry, error)]
    return to_theme(written, entry.file, entry.line), []


def _twice(theme: Theme, earlier: Theme) -> BadTheme:
    """Say that an id is taken."""
    return BadTheme(
        f"{theme.file}:{theme.line}: {theme.theme_id}: id: it is taken by {earlier.file}:{earlier.line}. "
        "Give one of them another id, or join the two entries."
    )
