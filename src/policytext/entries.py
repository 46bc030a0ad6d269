"""Write entries into a manifest and keep everything a person wrote there.

Comments, order, blank lines, quotes and keys of one's own stay as they are: an
entry that is there only gets the keys it lacks, after its last one, and new
entries go to the end of the file.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, InlineTable, Table

from policytext.bibliography.values import read_language, split_keywords
from policytext.corpus import MANIFEST, PAPERS, make_id
from policytext.errors import BadManifest

if TYPE_CHECKING:
    from policytext.records import Reference

_COLUMNS = 100  # a list of authors that is longer stands on several lines
_JOURNAL = re.compile(r"article|jour|magazine|newspaper|periodical|^$", re.IGNORECASE)
_FIELD_OF = {"place": "places", "places": "places", "original_language": "original_language",
             "licence": "licence", "license": "licence"}  # fmt: skip


class Entries:
    """The entries of a corpus's manifest, to be completed and then written back."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest of a corpus folder; none is an empty one.

        Raises `BadManifest` when it cannot be read, is not TOML or has its
        entries where none can be added.
        """
        self._path = folder / MANIFEST
        self._text = _read(self._path)
        try:
            self._document = tomlkit.parse(self._text)
        except TOMLKitError as error:
            raise BadManifest(f"{MANIFEST}: is not TOML: {error}. Mend it first.") from error
        listed = self._document.get("documents", [])
        if not (isinstance(listed, AoT) or not listed):
            raise BadManifest(
                f"{MANIFEST}: 'documents' should be a list of tables, each under a line [[documents]]."
            )
        self._tables: list[Table] = [*listed]
        self._new: list[Table] = []
        self._by_file = {_file_of(table): table for table in self._tables if _file_of(table)}
        self._by_id = {str(table["id"]): table for table in self._tables if "id" in table}
        self._changed = False

    def has_id(self, doc_id: str) -> bool:
        """Tell whether an entry, old or new, has an id."""
        return doc_id in self._by_id

    def find(self, name: str) -> str | None:
        """Return the id of the entry for a paper, by its path below the corpus folder."""
        table = self._by_file.get(name) or self._by_id.get(make_id(name))
        if table is None or "id" not in table:
            return None
        return None if _file_of(table) not in ("", name) else str(table["id"])

    def read_field(self, doc_id: str, name: str) -> str:
        """Return what an entry says under a name, empty where it says nothing."""
        return str(self._by_id[doc_id].get(name, ""))

    def complete(self, doc_id: str, fields: dict[str, Any]) -> list[str]:
        """Give an entry the fields it lacks, and return their names; facets are completed one by one."""
        table = self._by_id[doc_id]
        tail = []
        while table.value.body and table.value.body[-1][0] is None:
            tail.append(table.value.body.pop())  # comments and blank lines before the next entry
        given = [name for name in fields if name not in table]
        for name in given:
            table.append(name, _to_item(fields[name]))
        given += _complete_facets(table, fields)
        table.value.body.extend(reversed(tail))
        self._changed = self._changed or bool(given)
        return given

    def append(self, fields: dict[str, Any], remarks: list[str]) -> None:
        """Add an entry at the end, with remarks as comments under it; `fields` has its `id`."""
        table = tomlkit.table()
        for name, value in fields.items():
            table.append(name, _to_item(value))
        for remark in remarks:
            table.add(tomlkit.comment(remark))
        self._by_id[str(fields["id"])] = table
        self._by_file[_file_of(table)] = table
        self._new.append(table)

    def write(self) -> None:
        """Write the manifest, whole or not at all; nothing is written where nothing changed."""
        if not (self._changed or self._new):
            return
        text = tomlkit.dumps(self._document) if self._changed else self._text
        if not self._tables and "documents" in self._document:
            raise BadManifest(f"{MANIFEST}: 'documents' is an empty list. Take that line out.")
        for table in self._new:
            entry = f"[[documents]]\n{tomlkit.dumps(table)}"
            text += (
                ("" if text.endswith("\n") or not text else "\n") + ("\n" if text else "") + entry
            )
        if "\r\n" in self._text:
            text = re.sub(r"(?<!\r)\n", "\r\n", text)
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadManifest(
                f"{MANIFEST}: entries cannot be added to it ({error}). It is left as it was."
            ) from error
        _replace(self._path, text)


def describe_reference(reference: Reference) -> dict[str, Any]:
    """Return what a reference says of a paper as fields of its entry; what it does not say is no field."""
    facets: dict[str, list[str]] = {}
    fields: dict[str, Any] = {
        "title": reference.title,
        "authors": [author for author in reference.authors if author.strip()],
        "date": reference.date,
        "language": reference.language,
        "licence": reference.licence,
        "doi": reference.doi,
        "url": reference.url,
    }
    container = "journal" if _JOURNAL.search(reference.kind) else "container"
    for name, values in (
        ("type", [reference.kind]),
        (container, [reference.container]),
        ("publisher", [reference.publisher]),
        ("publisher_place", [reference.place]),
        ("keyword", list(reference.keywords)),
        *((name, [value]) for name, value in reference.extras),
    ):
        facets.setdefault(name, []).extend(value for value in values if value.strip())
    for name in [name for name in facets if name in _FIELD_OF]:
        fields[_FIELD_OF[name]] = _read_field(_FIELD_OF[name], facets.pop(name))
    named = {re.sub(r"\W+", "_", name)[:60]: list(dict.fromkeys(v)) for name, v in facets.items()}
    fields["facets"] = {
        name: values[0] if len(values) == 1 else values
        for name, values in sorted(named.items())
        if values and re.match(r"[^\W\d]", name)
    }
    return {name: v for name, v in fields.items() if v and not (isinstance(v, str) and v.isspace())}


def _read_field(field: str, values: list[str]) -> Any:  # noqa: ANN401 - as the field is
    """Return what a note says of a field of the manifest."""
    if field == "places":
        return [place for value in values for place in split_keywords(value)]
    return read_language(values[0]) if field == "original_language" else values[0]


def _complete_facets(table: Table, fields: dict[str, Any]) -> list[str]:
    """Give an entry's facets those it lacks, and return their names."""
    facets, more = table.get("facets"), fields.get("facets")
    if not (isinstance(facets, Table | InlineTable) and more):
        return []
    lacking = [name for name in more if name not in facets]
    for name in lacking:
        facets[name] = more[name]
    return lacking


def _file_of(table: Table) -> str:
    """Return the path below the corpus folder of the file an entry names, empty where it names none."""
    return f"{PAPERS}/{PurePosixPath(str(table['file']))}" if "file" in table else ""


def _to_item(value: Any) -> Any:  # noqa: ANN401 - any value of TOML
    """Return a value as it is written: facets on one line, a long list on several."""
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(value)
        return array.multiline(len(array.as_string()) > _COLUMNS)
    return value


def _read(path: Path) -> str:
    """Return the text of the manifest, empty where there is none."""
    if not path.exists():
        return ""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadManifest(f"{MANIFEST}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadManifest(
            f"{MANIFEST}: is not UTF-8 (byte {error.start}). Save it as UTF-8."
        ) from error


def _replace(path: Path, text: str) -> None:
    """Write a file beside the old one and rename it into its place; a link is followed."""
    place = Path(os.path.realpath(path))
    draft = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(text.encode("utf-8"))
        draft.replace(place)
    except OSError as error:
        raise BadManifest(f"{path}: cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
