"""Tables of the store made apart, by another process for example, in a file of its own beside the draft."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from policytext.store.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Annex:
    """A file like a store, of which only some tables are filled."""

    tables: tuple[str, ...]
    path: Path


def write_annex(draft: Path, **tables: Iterable[Sequence[object]]) -> Annex:
    """Write rows for tables of the store that is being written at `draft`, by the names of the tables.

    Its name is the draft's, so that it goes where a build that is killed leaves
    it: with the draft.
    """
    stem, process, _ = draft.name.rsplit(".", 2)
    path = draft.with_name(f"{stem}.{'-'.join(tables)}.{process}.tmp")
    try:
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.executescript(TABLES)
            for table, rows in tables.items():
                insert_rows(db, table, rows)
            db.commit()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Annex(tuple(tables), path)


def insert_rows(db: sqlite3.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Add rows, whole, to a table."""
    left = iter(rows)
    for first in left:
        marks = ", ".join("?" * len(first))
        db.executemany(f"INSERT INTO {table} VALUES ({marks})", chain((first,), left))  # noqa: S608 - our own names
