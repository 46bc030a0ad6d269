"""Draft entries from a name and its wordings, for formats that hold no more than these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.exchange.names import make_distinct, make_id
from policytext.folding import detect_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.exchange.contents import Entry

PATH = "Imported"
"""The first heading of what comes without one."""

NOTE = "Imported; not yet described."
_NAMES = {"zh": "canonical", "en": "preferred"}


def draft_entry(
    label: str, path: Sequence[str], forms: Sequence[str | Entry], source: str, taken: set[str]
) -> tuple[Entry, list[str]]:
    """Return a draft entry, and a line for every name it had to be given.

    A form is a text or a table of the authority file; each goes to the language
    it is in. The first plain one of a language is its name. Where there is none,
    only globs or forms with a context, the name must not be found where they
    would not be: a glob without its stars does, else the label behind a star,
    which stands in no text.
    """
    entry: Entry = {
        "id": make_distinct(make_id(label), taken),
        "kind": "concept",
        "path": list(path) or [PATH],
        "scope_note": NOTE,
        "sources": [source],
    }
    notes = []
    for lang in ("zh", "en"):
        own = [form for form in _list_distinct(forms) if detect_language(_text_of(form)) == lang]
        if not own:
            continue
        name = next((_text_of(form) for form in own if _is_plain(form)), "") or _bare(own)
        if not name:
            name = f"*{label}"
            notes.append(
                f"{source}: {label}: has no form that may stand alone; it is named '{name}', "
                "which is found nowhere. Give it a name"
            )
        rest = [form for form in own if form != name]
        side = {_NAMES[lang]: name, "forms": rest}
        entry[lang] = side | {"certainty": "inferred"} if lang == "zh" else side
    return entry, notes


def _list_distinct(forms: Sequence[str | Entry]) -> list[str | Entry]:
    """Return forms in their order, none twice, their texts without space around them."""
    distinct: list[str | Entry] = []
    for form in forms:
        text = _text_of(form).strip()
        same = text if isinstance(form, str) else {**form, "text": text}
        if text and same not in distinct:
            distinct.append(same)
    return distinct


def _text_of(form: str | Entry) -> str:
    """Return the text of a form."""
    return form if isinstance(form, str) else str(form["text"])


def _is_plain(form: str | Entry) -> bool:
    """Tell whether a form may be found wherever its text stands."""
    return isinstance(form, str) or not (
        "context" in form or form.get("match") in ("glob", "regex")
    )


def _bare(forms: Sequence[str | Entry]) -> str:
    """Return the first glob without its stars, which it finds too; nothing where there is none such."""
    for form in forms:
        if isinstance(form, str) or form.get("match") != "glob" or "context" in form:
            continue
        words = str(form["text"]).split()
        if "?" not in form["text"] and all(word.strip("*") for word in words):
            return " ".join(word.replace("*", "") for word in words)
    return ""
