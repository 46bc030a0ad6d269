"""Read CSL-JSON, as Zotero exports it: a list of items, or an object with them as `items`."""

from __future__ import annotations

import json
import re
from typing import Any

from policytext.bibliography.values import (
    bare_doi,
    join_name,
    read_date,
    read_language,
    read_notes,
    split_keywords,
)
from policytext.errors import BadBibliography
from policytext.records import Reference

_MARKUP = re.compile(r"</?(?:i|b|sub|sup|sc|span)\b[^<>]*>")


def read_references(text: str, name: str) -> tuple[list[Reference], list[str]]:
    """Return the references of a text in CSL-JSON, and what is wrong with the others."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadBibliography(f"{name}: is not JSON: {error}. Export CSL-JSON.") from error
    items = data.get("items") if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise BadBibliography(f"{name}: is no list of items. Export CSL-JSON.")
    references, faults = [], []
    for number, item in enumerate(items, 1):
        if isinstance(item, dict) and (_text(item, "title") or _text(item, "DOI")):
            references.append(_read_item(item))
        else:
            faults.append(f"{name}: item {number} has no title. It is left out.")
    return references, faults


def _read_item(item: dict[str, Any]) -> Reference:
    """Return one item as a reference."""
    return Reference(
        key=_text(item, "citation-key") or _text(item, "id"),
        kind=_text(item, "type"),
        title=_text(item, "title"),
        authors=_read_names(item, "author") or _read_names(item, "editor"),
        date=_read_issued(item.get("issued")),
        language=read_language(_text(item, "language")),
        container=_text(item, "container-title"),
        publisher=_text(item, "publisher"),
        place=_text(item, "publisher-place"),
        doi=bare_doi(_text(item, "DOI")),
        url=_text(item, "URL"),
        licence=_text(item, "license"),
        keywords=split_keywords(_text(item, "keyword")),
        extras=(
            *(
                (k, v)
                for k in ("number", "authority", "genre", "jurisdiction")
                if (v := _text(item, k))
            ),
            *read_notes(_text(item, "note")),
        ),
        files=_list_files(item),
    )


def _text(item: dict[str, Any], key: str) -> str:
    """Return a field as text on one line (a note keeps its lines), without CSL's markup."""
    value = item.get(key)
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    plain = _MARKUP.sub("", str(value))
    return plain.strip() if key == "note" else " ".join(plain.split())


def _read_names(item: dict[str, Any], role: str) -> tuple[str, ...]:
    """Return the names of a role, each in the order of its own language."""
    names = item.get(role)
    found = (_read_name(name) for name in (names if isinstance(names, list) else []))
    return tuple(dict.fromkeys(name for name in found if name))


def _read_name(name: object) -> str:
    """Return one name: an office as it stands, a person with what goes before and after the family name."""
    if not isinstance(name, dict):
        return name.strip() if isinstance(name, str) else ""
    if literal := _text(name, "literal"):
        return literal
    family = " ".join(
        filter(
            None, (_text(name, p) for p in ("dropping-particle", "non-dropping-particle", "family"))
        )
    )
    return " ".join(filter(None, (join_name(family, _text(name, "given")), _text(name, "suffix"))))


def _read_issued(issued: object) -> str:
    """Return a CSL date: its parts, or what was typed."""
    if not isinstance(issued, dict):
        return read_date(issued) if isinstance(issued, str) else ""
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        return read_date("-".join(str(part) for part in first[:3]))
    return read_date(_text(issued, "raw") or _text(issued, "literal"))


def _list_files(item: dict[str, Any]) -> tuple[str, ...]:
    """Return attached files, where the export has them: CSL itself has no place for any."""
    attached = item.get("attachments")
    paths = (
        [a.get("path") for a in attached if isinstance(a, dict)]
        if isinstance(attached, list)
        else []
    )
    paths += [item.get("file")]
    return tuple(path for path in paths if isinstance(path, str) and path)
