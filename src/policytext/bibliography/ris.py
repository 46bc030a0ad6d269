"""Read RIS through rispy, as Zotero, EndNote, NoteExpress and publishers write it."""

from __future__ import annotations

from typing import Any

from policytext.bibliography.values import (
    bare_doi,
    read_date,
    read_language,
    read_notes,
    split_keywords,
    split_name,
)
from policytext.errors import BadBibliography
from policytext.records import Reference


def read_references(text: str, name: str) -> tuple[list[Reference], list[str]]:
    """Return the references of a text in RIS, and what is wrong with the others."""
    try:
        import rispy
    except ImportError as error:
        raise BadBibliography(
            f"{name}: reading RIS needs rispy: pip install 'policytext[bib]'. "
            "CSL-JSON is read without it."
        ) from error
    try:
        items = rispy.loads(text)
    except (OSError, ValueError, KeyError, IndexError, rispy.parser.ParseError) as error:
        raise BadBibliography(f"{name}: is not RIS: {error}. Export it again.") from error
    if not items and text.strip():
        raise BadBibliography(f"{name}: holds no RIS entry. Export it again.")
    references = [_read_item(item) for item in items]
    faults = [
        f"{name}: entry {number} has no title. It is left out."
        for number, reference in enumerate(references, 1)
        if not (reference.title or reference.doi)
    ]
    return [reference for reference in references if reference.title or reference.doi], faults


def _read_item(item: dict[str, Any]) -> Reference:
    """Return one entry as a reference; the same thing comes under several tags."""

    def get(*names: str) -> str:
        values = (item.get(name) for name in names)
        value = next((value for value in values if value), "")
        return " ".join(str(value[0] if isinstance(value, list) else value).split())

    keywords = item.get("keywords") or []
    notes = [
        *item.get("notes", []),
        *([item["notes_abstract"]] if "notes_abstract" in item else []),
    ]
    files = (item.get(f"file_attachments{n}") or [] for n in (1, 2))
    return Reference(
        key=get("id", "label"),
        kind=get("type_of_reference"),
        title=get("title", "primary_title", "translated_title"),
        authors=tuple(
            dict.fromkeys(
                filter(
                    None, map(split_name, item.get("authors") or item.get("first_authors") or [])
                )
            )
        ),
        date=read_date(get("date") or get("year", "publication_year"))
        or read_date(get("year", "publication_year")),
        language=read_language(get("language")),
        container=get("journal_name", "secondary_title", "alternate_title3", "alternate_title2"),
        publisher=get("publisher"),
        place=get("place_published"),
        doi=bare_doi(get("doi")),
        url=get("urls", "url"),
        keywords=tuple(dict.fromkeys(k for each in keywords for k in split_keywords(each))),
        extras=tuple(read_notes("\n".join(map(str, notes)))),
        files=tuple(
            str(path).removeprefix("internal-pdf://")
            for each in files
            for path in (each if isinstance(each, list) else [each])
        ),
    )
