"""A term list of CorTexT Manager as themes.

The list is tab-separated: main form, then all forms joined by `|&|`; a row
whose last cell is `w` is to be ignored (CorTexT documentation, *Corpus terms
indexer*). A first row of column names may lead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.exchange.quanteda import to_simple_entry

if TYPE_CHECKING:
    from policytext.exchange.entries import Entry

_HEADS = {"stem", "main form", "forms", "main_form", "label"}


def read_cortext(text: str, name: str) -> tuple[list[Entry], list[str], list[str]]:
    """Return the rows as entries, what is wrong with others, and how many were marked to be ignored."""
    entries: list[Entry] = []
    faults: list[str] = []
    ignored = 0
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or (number == 1 and {cell.lower() for cell in cells} & _HEADS):
            continue
        if cells[-1] == "w" and len(cells) > 1:
            ignored += 1
            continue
        if len(cells) < 2:
            faults.append(
                f"{name}:{number}: expected a main form, a tab and forms (found '{line.strip()[:40]}')."
            )
            continue
        joined = next((cell for cell in cells[1:] if "|&|" in cell), cells[1])
        forms = [cells[0], *joined.split("|&|")]
        entries.append(to_simple_entry(["Imported", cells[0]], forms, f"{name}:{number}"))
    return entries, faults, [f"{ignored} rows marked w: left out"] if ignored else []
