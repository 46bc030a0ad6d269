"""A term list of CorTexT Manager as themes.

The list is tab-separated UTF-8 without text delimiters. Only the second column
(main form, the label) and the third (forms, joined by `|&|`) say what is
indexed; the first tells the rows apart, and rows that share it are one entry. A
row whose last cell, past these, is `w` is ignored (CorTexT documentation,
*Corpus terms indexer*). A list of two columns is read as label and forms.
"""

from __future__ import annotations

from policytext.exchange.contents import Contents
from policytext.exchange.drafts import PATH, draft_entry

_HEADS = {"stem", "main form", "main_form", "forms", "label"}
_JOIN = "|&|"


def read_cortext(text: str, name: str) -> Contents:
    """Return the rows as entries, what is wrong with others, and how many were marked to be ignored."""
    contents = Contents()
    rows: dict[str, tuple[int, str, list[str]]] = {}
    ignored = 0
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells) or (number == 1 and {cell.lower() for cell in cells} & _HEADS):
            continue
        if len(cells) > 2 and cells[-1] == "w":
            ignored += 1
            continue
        key, label, forms = _split_row(cells)
        if not label or not forms:
            contents.faults.append(
                f"{name}:{number}: expected three columns, stem, main form and forms (found '{line.strip()[:40]}')."
            )
            continue
        rows.setdefault(key or label, (number, label, []))[2].extend(forms)
    taken: set[str] = set()
    for number, label, forms in rows.values():
        where = f"{name}:{number}"
        plain = _put_first(label, forms)
        entry, notes = draft_entry(label, [PATH], plain, where, taken)
        contents.entries.append((where, entry))
        contents.losses.extend(notes)
        if label not in plain:
            contents.losses.append(f"{where}: '{label}': a label, no form; left out")
    if ignored:
        contents.losses.append(f"rows marked w: {ignored} left out")
    return contents


def _split_row(cells: list[str]) -> tuple[str, str, list[str]]:
    """Return the key, label and forms of a row; the forms are in the third column, or in the second of two."""
    if len(cells) == 2 or (len(cells) > 2 and _JOIN in cells[1] and _JOIN not in cells[2]):
        cells = [cells[0], *cells]
    if len(cells) < 3:
        return "", "", []
    forms = [form.strip() for form in cells[2].split(_JOIN)]
    return cells[0], cells[1], [form for form in forms if form]


def _put_first(label: str, forms: list[str]) -> list[str]:
    """Return forms with the one first that is the label: it becomes the name. The label alone is not indexed."""
    return sorted(forms, key=lambda form: form != label)
