"""Write a store beside the old one and rename it into place when it is whole.

Until the rename nobody sees the new file; after it nobody sees the old one. A
build that dies leaves the old store as it was. What is renamed is no draft but
written in one go from it, so that its bytes do not tell how it was made.
"""

from __future__ import annotations

import glob
import os
import sqlite3
from contextlib import suppress
from dataclasses import astuple
from shutil import copyfile
from typing import TYPE_CHECKING, Self

from policytext.errors import BadStore
from policytext.languages.english import find_lemma
from policytext.store.annex import insert_rows
from policytext.store.indexing import BREAK
from policytext.store.reading import Store
from policytext.store.rows import to_json
from policytext.store.schema import APPLICATION_ID, INDEXES, SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from policytext.records import (
        Duplicate,
        Naming,
        Node,
        Pair,
        Promoted,
        Theme,
    )
    from policytext.store.annex import Annex
    from policytext.store.rows import FoundRows, PaperRows


FOUND = (
    ("mentions", "passage_no"),
    ("expansions", "label_passage_no"),
    ("spelled_out", "passage_no"),
)
"""The tables of what themes find in papers, and where each has the number of a passage."""


CACHE = 32 * 1024
"""Kibibytes of the draft that are kept in memory: the two thousand that SQLite keeps of itself are written out and read again for every paper."""


class StoreWriter:
    """A store being written; use it in a `with` block and call its methods in any order.

    Leaving the block without an error puts the store in place; with an error
    the half-written file is removed. Raises `BadStore` when the folder cannot
    be written to.
    """

    def __init__(self, path: Path, *, from_older: bool = False) -> None:
        """Begin a store that will stand at `path`, empty or `from_older`: as a copy of what stands there."""
        self._path = path
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        self._whole = path.with_name(f".{path.name}.whole.{os.getpid()}.tmp")
        self._n_passages = 0
        self._is_finished = from_older
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            remove_litter(path, ours=False)
            if from_older:
                copyfile(path, self._draft)
            self._db = sqlite3.connect(self._draft)
            self._db.execute("PRAGMA page_size = 4096")
            self._db.execute(f"PRAGMA cache_size = -{CACHE}")
            self._db.execute("PRAGMA journal_mode = OFF")  # nobody else sees the draft
            self._db.execute("PRAGMA synchronous = OFF")  # synced once, before the rename
            if not from_older:
                self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
                self._db.executescript(TABLES)
        except BaseException as error:  # Ctrl-C, too: nobody will close what was never opened
            with suppress(OSError):
                self._draft.unlink(missing_ok=True)
            if isinstance(error, (OSError, sqlite3.Error)):
                raise refuse_writing(path, error) from error
            raise

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the store in place, or remove what was written of it."""
        try:
            if kind is None:
                self.finish_papers()
                self._write_whole()
            self._db.close()
            if kind is None:
                self._whole.replace(self._path)
        except (OSError, sqlite3.Error) as failure:
            raise refuse_writing(self._path, failure) from failure
        finally:
            remove_litter(self._path)
        if isinstance(error, sqlite3.Error):  # while writing: the disk is full, more often than not
            raise refuse_writing(self._path, error) from error

    def _write_whole(self) -> None:
        """Write the draft once more, in order: bytes that depend on what is in the tables, and not on how it came there."""
        self._db.executescript(INDEXES)
        self._db.commit()
        self._db.execute("PRAGMA schema_version = 1")  # SQLite counts changes of the schema there
        self._db.execute("VACUUM INTO ?", (str(self._whole),))
        with self._whole.open("rb") as whole:
            os.fsync(whole.fileno())

    def _insert(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Add rows, whole, to a table."""
        insert_rows(self._db, table, rows)

    def write_manifest(
        self, facts: Mapping[str, str], inputs: Iterable[tuple[str, str, str]]
    ) -> None:
        """Record what made the store: facts by name, and `(file, kind, sha256)` of every input."""
        self._insert("manifest", sorted(facts.items()))
        self._insert("inputs", sorted(inputs))

    def read_draft(self) -> Store:
        """Return the store as far as it is written, to count over what stands in it; it closes with the writer."""
        return Store(self._db)

    def write_problems(self, messages: Iterable[str]) -> None:
        """Record what was wrong with the inputs."""
        self._insert("problems", ((None, message) for message in messages))

    def write_skipped(self, skipped: Iterable[tuple[str, str]]) -> None:
        """Record which files were left out, each with its reason."""
        self._insert("skipped", skipped)

    def write_duplicates(
        self, duplicates: Iterable[Duplicate], left_out: Mapping[str, str]
    ) -> None:
        """Record which papers share text; `left_out` has the files of those that are no documents."""
        for each in duplicates:
            row = (each.doc_id, each.other, each.kind, each.share, each.share_other, each.jaccard)
            self._insert("duplicates", [(*row, left_out.get(each.doc_id, ""))])

    def write_paper(self, paper: PaperRows) -> None:
        """Add a paper with everything found in it."""
        first = self._n_passages + 1
        self._n_passages += len(paper.passages)
        self._insert("documents", [paper.documents])
        self._insert("facets", paper.facets)
        self._insert("notes", ((None, paper.documents[0], note) for note in paper.notes))
        self._insert("sources", [paper.sources])
        self._insert("passages", ((first + n, *row) for n, *row in paper.passages))
        self._db.executemany(
            "INSERT INTO passage_index(rowid, section, text) VALUES (?, ?, ?)",
            ((number, *row) for number, row in enumerate(paper.passage_index, first)),
        )
        self._write_found(first, paper.found)

    def rewrite_found(self, doc_id: str, found: FoundRows) -> None:
        """Put what was found anew in a paper in place of what was found in it before."""
        (row,) = self.read_draft().ask(
            "SELECT min(passage_no) AS first, max(passage_no) AS last FROM passages WHERE doc_id = ?",
            (doc_id,),
        )
        for table, column in FOUND:
            self._db.execute(f"DELETE FROM {table} WHERE {column} BETWEEN :first AND :last", row)  # noqa: S608 - our own names
        self._write_found(row["first"], found)

    def _write_found(self, first: int, found: FoundRows) -> None:
        """Add what was found in a paper, whose first passage has a number."""
        self._insert("mentions", ((first + n, *row) for n, *row in found.mentions))
        self._insert(
            "expansions",
            (
                (first + label, number, theme_id, start, end, first + n, *row)
                for label, number, theme_id, start, end, n, *row in found.expansions
            ),
        )
        self._insert("spelled_out", ((first + n, *row) for n, *row in found.spelled_out))

    def clear(self, *tables: str) -> None:
        """Take everything out of some tables."""
        for table in tables:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def forget_keywords(self, doc_ids: Iterable[str]) -> None:
        """Take out the keywords of some papers."""
        self._db.executemany("DELETE FROM keywords WHERE doc_id = ?", ((each,) for each in doc_ids))

    def share_draft(self) -> Path:
        """Return where the store as far as it is written can be read by others; they must be done before more is written."""
        self._db.commit()
        return self._draft

    def take_annex(self, annex: Annex) -> None:
        """Add tables that were made elsewhere, and remove the file they came in."""
        self._db.commit()
        self._db.execute("ATTACH ? AS annex", (str(annex.path),))
        for table in annex.tables:
            self._db.execute(f"INSERT INTO main.{table} SELECT * FROM annex.{table}")  # noqa: S608 - our own names
        self._db.commit()
        self._db.execute("DETACH annex")
        annex.path.unlink()

    def finish_papers(self) -> None:
        """Put in order and sum up the papers that were written, once, before anything is counted over them."""
        if self._is_finished:
            return
        self._is_finished = True
        self._db.execute("INSERT INTO passage_index(passage_index) VALUES ('optimize')")
        self._db.execute(
            "INSERT INTO sizes SELECT lang, counted, count(*), sum(n_tokens) FROM passages GROUP BY 1, 2"
        )
        self._write_words()

    def _write_words(self) -> None:
        """Add every word of the passages, as the index counts them, with its dictionary form."""
        self._db.create_function("find_lemma", 1, find_lemma, deterministic=True)
        self._db.execute(
            "CREATE VIRTUAL TABLE temp.indexed_words USING fts5vocab(main, passage_index, col)"
        )
        self._db.execute(
            "INSERT INTO words SELECT term, find_lemma(term), cnt, doc FROM indexed_words"
            " WHERE col = 'text' AND term <> ?",
            (BREAK,),
        )
        self._db.execute("DROP TABLE temp.indexed_words")

    def write_glossary(self, pairs: Iterable[tuple[str, str, int]]) -> None:
        """Add `(Chinese word, English words, rank)`."""
        self._insert("glossary", sorted(pairs))

    def write_themes(self, themes: Iterable[Theme], names: Iterable[tuple[str, str]]) -> None:
        """Add the authority file and `(folded spelling, theme id)` for everything themes are called by."""
        for theme in themes:
            row = (
                theme.theme_id,
                theme.kind,
                " > ".join(theme.path),
                theme.zh,
                theme.zh_certainty,
                theme.en,
                theme.numeral,
                theme.scope_note,
                theme.sense,
                to_json(theme.members),
                to_json(theme.sources),
                to_json(list_entry_fields(theme)),
                f"{theme.file}:{theme.line}",
            )
            self._insert("themes", [row])
            self._insert("forms", (_form_row(theme, n) for n in range(len(theme.forms))))
        self._insert("spellings", sorted(set(names)))

    def write_authority(
        self,
        themes: Iterable[Theme],
        names: Iterable[tuple[str, str]],
        words: Iterable[tuple[str, str, int]],
    ) -> None:
        """Add the themes with what they are called and what they say of one another, and the glossary."""
        listed = list(themes)
        self.write_themes(listed, names)
        self.write_links(listed)
        self.write_glossary(words)

    def write_graph(self, nodes: Iterable[Node], pairs: Iterable[Pair]) -> None:
        """Add the graph."""
        self._insert("nodes", map(astuple, nodes))  # the records' fields are the tables' columns
        self._insert("pairs", sorted(pairs))  # by the table's key: half the time

    def write_promoted(self, promoted: Iterable[Promoted], namings: Iterable[Naming]) -> None:
        """Add the keywords that are concepts, and where they stand."""
        self._insert("promoted", map(astuple, promoted))
        store = self.read_draft()
        places = (
            (n.theme_id, store.find_passage(n.passage_id)["passage_no"], n.start, n.end)
            for n in namings
        )
        self._insert("promoted_places", places)

    def write_links(self, themes: Iterable[Theme]) -> None:
        """Add what the authority file says of two themes, both of which it must have."""
        known = {theme.theme_id: theme for theme in themes}
        rows = {
            (theme.theme_id, other, kind)
            for theme in known.values()
            for kind, others in (
                ("member", [member.theme for member in theme.members]),
                ("broader", theme.broader),
                ("part", theme.part_of),
                ("related", theme.related),
            )
            for other in others
            if other in known
        }
        self._insert("links", sorted(rows))


def refuse_writing(path: Path, failure: Exception) -> BadStore:
    """Return what to say when a store, or what stands beside it, cannot be written."""
    return BadStore(
        f"{path}: cannot be written ({failure}). The older store, if there is one, is untouched. "
        "Make room on the disk, or choose another place with --out."
    )


def remove_litter(path: Path, *, ours: bool = True) -> None:
    """Remove the drafts that killed builds left of a store, and those of this process if they are `ours` to remove."""
    for draft in path.parent.glob(f".{glob.escape(path.name)}.*.tmp*"):
        writer = draft.name.removesuffix("-journal").removesuffix(".tmp").rpartition(".")[2]
        if not writer.isdecimal():
            continue
        if ours if int(writer) == os.getpid() else not _is_running(int(writer)):
            draft.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    """Tell whether there is a process of that number; where that cannot be told, that there is."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def list_entry_fields(theme: Theme) -> dict[str, object]:
    """Return the fields of an entry that have no column of their own, those that are filled in."""
    rest = ("status", "unit", "zh_short", "zh_traditional", "definition", "notes", "member_sets", "polarity", "scope",
            "not_same_as", "broader", "related", "part_of", "exact_match", "close_match", "must_match", "must_not_match")  # fmt: skip
    return {name: value for name in rest if (value := getattr(theme, name))}


def _form_row(theme: Theme, number: int) -> tuple[object, ...]:
    """Return a form as a row."""
    form = theme.forms[number]
    context = to_json(form.context) if form.context else ""
    shown = (form.lang, form.text, form.kind, form.status, form.match, context, form.source)
    return theme.theme_id, number + 1, *shown
