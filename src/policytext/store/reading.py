"""Answer from a store: every method returns rows ready to be shown or exported.

A row is a dict whose keys are the columns, in their order. Lists of rows are
ordered the same way on every run.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from policytext.errors import AmbiguousName, BadStore, UnknownName
from policytext.folding import fold
from policytext.store.choosing import match_documents, match_facet
from policytext.store.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike

    from policytext.records import Language, Passage, Run

Row = dict[str, Any]
"""A row of any query; what it holds is in the schema."""

Overlap = Literal["longest", "all"]


def open_store(file: str | PathLike[str]) -> Store:
    """Open a store for reading.

    Raises `BadStore` when there is none, when the file is not a store, and
    when another version of policytext made it.
    """
    path = Path(file)
    if not path.is_file():
        raise BadStore(
            f"No store at {path}. Build one with 'policytext build', or name another with --db."
        )
    try:
        db = sqlite3.connect(f"file:{_as_uri(path)}?mode=ro", uri=True)
        application, version = (
            db.execute(f"PRAGMA {p}").fetchone()[0] for p in ("application_id", "user_version")
        )
    except sqlite3.Error as error:
        raise BadStore(
            f"{path} is not a policytext store ({error}). Name another with --db."
        ) from error
    if application != APPLICATION_ID:
        raise BadStore(
            f"{path} is an SQLite file, but not a policytext store. Name another with --db."
        )
    if version != SCHEMA_VERSION:
        raise BadStore(
            f"{path} has schema version {version}; this policytext reads {SCHEMA_VERSION}. Run 'policytext build' again."
        )
    return Store(db)


def _as_uri(path: Path) -> str:
    """Return a path as it stands in a URI of SQLite."""
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


MANY = 50_000
"""Rows that are read at a time where there are very many."""


def is_cut_off(path: Path) -> bool:
    """Tell whether a store lost its end: whether its file is shorter or longer than it says itself."""
    with path.open("rb") as file:
        head = file.read(32)
    page_size, n_pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    return path.stat().st_size != page_size * n_pages


class Store:
    """An open store; use it in a `with` block or call `close`."""

    __slots__ = ("_db",)

    def __init__(self, db: sqlite3.Connection) -> None:
        """Answer from a connection."""
        db.row_factory = _as_row
        self._db = db

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of a query in plain SQL.

        Raises `BadStore` when the file is damaged.
        """
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.OperationalError:
            raise  # our own mistake, or the caller's
        except sqlite3.DatabaseError as error:
            raise BadStore(
                f"The store is damaged ({error}). Run 'policytext build' again."
            ) from error

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, for those that are too many to hold."""
        return self._db.execute(sql, values)

    def stream_columns(
        self, sql: str, values: Sequence[object] = ()
    ) -> Iterator[tuple[tuple[Any, ...], ...]]:
        """Yield the rows of a query some thousands at a time, as columns: a tenth of the time of single ones."""
        cursor = self._db.cursor()
        cursor.row_factory = None
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(MANY):
            yield tuple(zip(*rows, strict=True))

    # documents and passages

    def list_documents(self) -> list[Row]:
        """Return a row for every paper, by id; `facets` are those the other columns do not show."""
        return self.ask(
            "SELECT doc_id, title, authors, year, date, language, original_language, places, licence, n_passages,"
            " n_tokens, file, doi, url, (SELECT ifnull(group_concat(name || '=' || value, '; '), '') FROM ("
            " SELECT name, value FROM facets f WHERE f.doc_id = d.doc_id"
            " AND name NOT IN ('place', 'year', 'lang', 'original_language') ORDER BY name, value)) AS facets"
            " FROM documents d ORDER BY doc_id"
        )

    def read_document(self, doc_id: str) -> Row:
        """Return what is known of one paper."""
        (row,) = self.ask(
            "SELECT doc_id, title, authors, year, date, language, original_language, places, licence, file"
            " FROM documents WHERE doc_id = ?",
            (doc_id,),
        )
        return row

    def list_languages(self) -> set[Language]:
        """Return the languages in which there are passages that count."""
        return {row["lang"] for row in self.ask("SELECT DISTINCT lang FROM sizes WHERE counted")}

    def find_documents(self, facets: Sequence[tuple[str, str]]) -> list[str]:
        """Return the ids of the papers that have a value of each facet asked for, in their order.

        Two values of one facet ask for papers that have either; `choosing` says
        what has a value. Raises `UnknownName` for a facet no paper has, with
        those there are.
        """
        found: dict[str, set[str]] = {}
        for name, value in facets:
            rows = self.list_facets(name)
            if not rows:
                known = [row["name"] for row in self.ask("SELECT DISTINCT name FROM facets")]
                raise UnknownName("facet", name, known)
            found[name] = found.get(name, set()).union(match_facet(self, name, value))
        known = [row["doc_id"] for row in self.ask("SELECT doc_id FROM documents ORDER BY doc_id")]
        return [doc_id for doc_id in known if all(doc_id in ids for ids in found.values())]

    def list_facets(self, name: str | None = None) -> list[Row]:
        """Return what papers are told apart by, of one `name` or of all: name, value, document."""
        return self.ask(
            "SELECT name, value, doc_id FROM facets WHERE ?1 IS NULL OR name = ?1 ORDER BY name, value, doc_id",
            (name,),
        )

    def find_document(self, name: str) -> str:
        """Return the id of the one paper called `name`, as `choosing.match_documents` finds it.

        Raises `UnknownName`, with the ids that look like it, and
        `AmbiguousName` where several ids begin so.
        """
        found = self.match_documents(name)
        if len(found) > 1:
            raise AmbiguousName("document", name, found)
        return found[0]

    def match_documents(self, name: str) -> list[str]:
        """Return the ids of the papers called `name`: that with this id, else those whose ids begin so.

        Raises `UnknownName`, with the ids that look like it, where there is none.
        """
        known: list[str] = [
            row["doc_id"] for row in self.ask("SELECT doc_id FROM documents ORDER BY doc_id")
        ]
        found = match_documents(known, name)
        if not found:
            raise UnknownName("document", name, known)
        return found

    def read_outline(self, doc_id: str) -> Row:
        """Return the structure of a paper, in the shape docs/formats.md gives."""
        outline: Row = json.loads(
            self.ask("SELECT outline FROM documents WHERE doc_id = ?", (doc_id,))[0]["outline"]
        )
        return outline

    def read_source(self, doc_id: str) -> str:
        """Return the source text of a paper."""
        (row,) = self.ask("SELECT text FROM sources WHERE doc_id = ?", (doc_id,))
        text: str = row["text"]
        return text

    def list_passages(self, doc_id: str | None = None) -> list[Row]:
        """Return the passages of a paper, or of all, in the order of the text."""
        return self.ask(
            "SELECT doc_id, passage_id, kind, section, lang, page, char_start, char_end, text FROM passages"
            " WHERE ?1 IS NULL OR doc_id = ?1 ORDER BY passage_no",
            (doc_id,),
        )

    def read_passages(self, doc_id: str) -> list[Passage]:
        """Return the passages of a paper as records, in the order of the text."""
        from policytext.records import Passage, Run

        rows = self.ask(
            "SELECT passage_id, doc_id, kind, section, lang, page, char_start, char_end, text, runs FROM passages"
            " WHERE doc_id = ? ORDER BY passage_no",
            (doc_id,),
        )
        return [
            Passage(**row | {"runs": tuple(Run(*run) for run in json.loads(row["runs"]))})
            for row in rows
        ]

    def read_runs(self, passage_ids: Iterable[str]) -> dict[str, tuple[Run, ...]]:
        """Return how the reading text of some passages leads back to the source text."""
        from policytext.records import Run

        rows = self.ask(
            "SELECT passage_id, runs FROM passages WHERE passage_id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(passage_ids)),),
        )
        return {
            row["passage_id"]: tuple(Run(*run) for run in json.loads(row["runs"])) for row in rows
        }

    def list_numbers(self, doc_id: str) -> dict[str, int]:
        """Return the numbers of the passages of a paper, by passage id."""
        rows = self.ask("SELECT passage_id, passage_no FROM passages WHERE doc_id = ?", (doc_id,))
        return {row["passage_id"]: row["passage_no"] for row in rows}

    def find_passage(self, name: str) -> Row:
        """Return a passage by its id, with its number, kind and place.

        Raises `UnknownName`, with the ids that look like it.
        """
        found = self.ask(
            "SELECT passage_no, doc_id, passage_id, kind, section, lang, page, char_start, char_end, text"
            " FROM passages WHERE passage_id = ?",
            (name,),
        )
        if not found:
            doc_id = self.find_document(name.rpartition(":")[0] or name)
            known = self.ask("SELECT passage_id FROM passages WHERE doc_id = ?", (doc_id,))
            raise UnknownName("passage", name, (row["passage_id"] for row in known))
        return found[0]

    def list_around(self, passage_no: int, n: int) -> list[Row]:
        """Return the passages up to `n` before and after one in its paper, itself among them."""
        return self.ask(
            "SELECT doc_id, passage_id, kind, section, lang, page, char_start, char_end, text FROM passages"
            " WHERE passage_no BETWEEN ?1 - ?2 AND ?1 + ?2"
            " AND doc_id = (SELECT doc_id FROM passages WHERE passage_no = ?1) ORDER BY passage_no",
            (passage_no, n),
        )

    def list_tags(self, passage_no: int) -> list[Row]:
        """Return the mentions in one passage by position: surface, theme, its names, kind of form, standing."""
        return self.ask(
            "SELECT m.char_start, m.char_end, surface, ifnull(theme_id, candidates) AS theme, ifnull(en, '') AS label,"
            " ifnull(zh, '') AS zh, form_kind, standing FROM mentions m LEFT JOIN themes USING (theme_id)"
            " WHERE passage_no = ? ORDER BY passage_no, mention_no",
            (passage_no,),
        )

    # themes and mentions

    def list_themes(self) -> list[Row]:
        """Return every theme with its counts, by kind and label."""
        return self.ask(
            "SELECT themes.theme_id AS theme, kind, en, zh, path, ifnull(n_mentions, 0) AS n_mentions,"
            " ifnull(n_passages, 0) AS n_passages, ifnull(n_docs, 0) AS n_docs"
            " FROM themes LEFT JOIN nodes USING (theme_id) ORDER BY kind, en, theme"
        )

    def find_theme(self, name: str) -> str:
        """Return the id of the theme called `name`: its id, or any spelling of any of its forms.

        Of several themes called so the one that the papers mention is meant.
        Raises `UnknownName`, with the names that look like it, and
        `AmbiguousName` when the papers mention several of them, or none.
        """
        known = self.match_themes(name)
        if len(known) > 1:
            raise AmbiguousName("theme", name, known)
        if known:
            return known[0]
        names = [
            row["name"]
            for row in self.ask("SELECT theme_id AS name FROM themes UNION SELECT text FROM forms")
        ]
        raise UnknownName("theme", name, names)

    def find_concept(self, name: str) -> str:
        """Return the id of the concept called `name`: a promoted keyword, or a theme as `find_theme` finds it."""
        bare = fold(name).strip(' "')
        found = self.ask(
            "SELECT concept_id FROM promoted WHERE term = ?1 OR concept_id = ?2 ORDER BY 1",
            (bare, name),
        )
        return found[0]["concept_id"] if found else self.find_theme(name)

    def match_themes(self, name: str) -> list[str]:
        """Return the ids of the themes called `name`, by id; quotes about a name make no difference.

        Where the papers mention some of them, only those.
        """
        bare = fold(name).strip(' "')
        found = self.ask("SELECT theme_id FROM themes WHERE theme_id = ?", (name,)) or self.ask(
            "SELECT DISTINCT theme_id FROM spellings WHERE folded IN (?, ?) ORDER BY theme_id",
            (bare, f'"{bare}"'),
        )
        ids = [row["theme_id"] for row in found]
        if len(ids) < 2:
            return ids
        mentioned = {row["theme_id"] for row in self.ask("SELECT theme_id FROM nodes")}
        return [theme_id for theme_id in ids if theme_id in mentioned] or ids

    def read_theme(self, theme_id: str) -> Row:
        """Return everything the authority file says of a theme, with its forms, members and counts."""
        (theme,) = self.ask(
            "SELECT themes.*, ifnull(n_mentions, 0) AS n_mentions, ifnull(n_passages, 0) AS n_passages,"
            " ifnull(n_docs, 0) AS n_docs FROM themes LEFT JOIN nodes USING (theme_id) WHERE theme_id = ?",
            (theme_id,),
        )
        forms = self.ask(
            "SELECT lang, text, kind, status, match, context, source FROM forms WHERE theme_id = ? ORDER BY form_no",
            (theme_id,),
        )
        for form in forms:
            form["context"] = json.loads(form["context"]) if form["context"] else None
        rest = json.loads(theme.pop("entry"))
        lists = {field: json.loads(theme[field]) for field in ("members", "sources")}
        return {**theme, **lists, **rest, "forms": forms}

    def list_mentions(
        self, theme_id: str | None = None, doc_id: str | None = None, overlap: Overlap = "longest"
    ) -> list[Row]:
        """Return mentions by document and position, as `policytext tag` prints them.

        `overlap` says which of the mentions inside longer ones are shown:
        `longest` leaves out the nested ones, `all` shows every one. A mention
        that could mean several themes has `sense` ambiguous, no theme, and all
        of them as `candidates`; it is shown for each of them.
        """
        return self.ask(
            "SELECT p.doc_id, passage_id, section, m.char_start, m.char_end, surface, ifnull(theme_id, '') AS theme,"
            " ifnull(t.kind, '') AS kind, form_kind, ifnull(t.sense, 'ambiguous') AS sense, polarity, rule, form,"
            " p.kind AS passage_kind, standing, inside, candidates"
            " FROM mentions m JOIN passages p USING (passage_no) LEFT JOIN themes t USING (theme_id)"
            " WHERE (?1 IS NULL OR theme_id = ?1 OR instr('|' || candidates || '|', '|' || ?1 || '|'))"
            " AND (?2 IS NULL OR p.doc_id = ?2) AND (?3 = 'all' OR standing <> 'nested') ORDER BY passage_no, mention_no",
            (theme_id, doc_id, overlap),
        )

    def list_names(self) -> list[tuple[str, str]]:
        """Return `(name, theme id)` for every form of every theme that may be used as its name."""
        rows = self.ask(
            "SELECT text, theme_id FROM forms WHERE status <> 'forbidden' AND match NOT IN ('glob', 'regex')"
            " ORDER BY theme_id, form_no"
        )
        return [(row["text"], row["theme_id"]) for row in rows]

    def list_covered(self) -> dict[str, list[tuple[int, int]]]:
        """Return, for each passage, the stretches of its reading text that name some theme."""
        covered: dict[str, list[tuple[int, int]]] = {}
        for row in self.ask(
            'SELECT passage_id, start, "end" FROM mentions JOIN passages USING (passage_no) ORDER BY passage_no, mention_no'
        ):
            covered.setdefault(row["passage_id"], []).append((row["start"], row["end"]))
        return covered

    def list_marks(self) -> list[Row]:
        """Return every decided mention, nested ones too, with its place in the reading text and whether it is counted."""
        return self.ask(
            'SELECT p.doc_id, passage_id, section, theme_id AS theme, start, "end", m.char_start, m.char_end, form,'
            " m.counted FROM mentions m JOIN passages p USING (passage_no) WHERE theme_id IS NOT NULL ORDER BY passage_no, mention_no"
        )

    def list_namings(self) -> list[Row]:
        """Return every place that counts, of themes and promoted keywords, in the order of the texts.

        `start` and `end` are places in the reading text of the passage.
        """
        return self.ask(
            'SELECT passage_id, concept_id AS concept, start, "end" FROM namings JOIN passages USING (passage_no)'
            ' ORDER BY passage_no, start, "end" DESC, concept_id'
        )

    def list_expansions(self, theme_id: str | None = None) -> list[Row]:
        """Return where formulae are spelled out, those that do not add up too, by document and position."""
        rows = self.ask(
            "SELECT p.doc_id, p.passage_id, p.section, theme_id AS theme,"
            " substr(l.text, label_start + 1, label_end - label_start) AS label, l.passage_id AS label_passage_id,"
            " e.char_start, e.char_end, cue, expected AS numeral, n_members, n_members = expected AS adds_up, members"
            " FROM expansions e JOIN passages p USING (passage_no)"
            " JOIN passages l ON l.passage_no = label_passage_no"
            " WHERE ?1 IS NULL OR theme_id = ?1 ORDER BY e.passage_no, e.char_start, theme_id",
            (theme_id,),
        )
        return [_read_members(row) | {"adds_up": bool(row["adds_up"])} for row in rows]

    def list_spelled_out(self, theme_id: str | None = None) -> list[Row]:
        """Return where all members of a formula stand together, `labelled` where its label does too."""
        rows = self.ask(
            "SELECT doc_id, passage_id, section, theme_id AS theme, s.char_start, s.char_end, surface, labelled, members"
            " FROM spelled_out s JOIN passages USING (passage_no)"
            " WHERE ?1 IS NULL OR theme_id = ?1 ORDER BY passage_no, spelled_no",
            (theme_id,),
        )
        return [_read_members(row) | {"labelled": bool(row["labelled"])} for row in rows]

    def count_surfaces(self, theme_id: str) -> list[Row]:
        """Return how each paper writes a theme: document, surface as read, form kind, count."""
        return self.ask(
            'SELECT p.doc_id, lower(substr(text, start + 1, "end" - start)) AS surface, form_kind, count(*) AS n_mentions'
            " FROM mentions m JOIN passages p USING (passage_no) WHERE theme_id = ? AND m.counted"
            " GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2",
            (theme_id,),
        )

    def count_renderings(self) -> list[Row]:
        """Return how every paper writes every theme: theme, document, surface as read, form kind, count, first place."""
        return self.ask(
            "SELECT theme_id AS theme, t.en AS label, t.zh, p.doc_id,"
            ' lower(substr(text, start + 1, "end" - start)) AS surface, form_kind, count(*) AS n_mentions,'
            " min(m.char_start) AS char_start, passage_id"  # SQLite: the passage of that minimum
            " FROM mentions m JOIN passages p USING (passage_no) JOIN themes t USING (theme_id) WHERE m.counted"
            " GROUP BY 1, 4, 5, 6 ORDER BY 1, 4, 7 DESC, 5"
        )

    def list_passage_words(self) -> list[Row]:
        """Return the counted passages with their packed words and the decided mentions in them."""
        marks: dict[int, list[tuple[str, int, int]]] = {}
        for row in self.ask(
            'SELECT passage_no, theme_id, start, "end" FROM mentions WHERE theme_id IS NOT NULL ORDER BY passage_no, mention_no'
        ):
            marks.setdefault(row["passage_no"], []).append(
                (row["theme_id"], row["start"], row["end"])
            )
        rows = self.ask(
            "SELECT passage_no, passage_id, doc_id, kind, text, runs, tokens FROM passages WHERE counted ORDER BY passage_no"
        )
        return [row | {"marks": marks.get(row["passage_no"], [])} for row in rows]

    def list_keywords(self, doc_id: str | None = None, top: int | None = None) -> list[Row]:
        """Return the best keywords of a paper, or of every one, by rank."""
        rows = self.ask(
            "SELECT doc_id, term, score, rank, n_occurrences, theme_id <> '' AS is_theme, theme_id AS theme, lang,"
            " 1 AS n_docs, surfaces, occurrences"
            " FROM keywords WHERE (?1 IS NULL OR doc_id = ?1) AND (?2 IS NULL OR rank <= ?2) ORDER BY doc_id, rank",
            (doc_id, top),
        )
        return [
            row
            | {"is_theme": bool(row["is_theme"])}
            | {name: json.loads(row[name]) for name in ("surfaces", "occurrences")}
            for row in rows
        ]

    # the store itself

    def read_manifest(self) -> dict[str, str]:
        """Return what made the store, by name."""
        return {row["key"]: row["value"] for row in self.ask("SELECT * FROM manifest")}

    def list_inputs(self) -> list[Row]:
        """Return every file the build read, with its kind and checksum."""
        return self.ask("SELECT file, kind, sha256 FROM inputs ORDER BY file")

    def list_skipped(self) -> list[Row]:
        """Return the papers that were left out, each with its reason."""
        return self.ask("SELECT file, reason FROM skipped ORDER BY rowid")

    def list_duplicates(self) -> list[Row]:
        """Return the papers that share text: exact duplicates first, then the most alike."""
        return self.ask(
            "SELECT * FROM duplicates ORDER BY kind <> 'exact', jaccard DESC, doc_id, other"
        )

    def list_notes(self) -> list[Row]:
        """Return what readers have to say of files: document, file, note."""
        return self.ask(
            "SELECT doc_id, file, note FROM notes JOIN documents USING (doc_id) ORDER BY note_no"
        )

    def list_problems(self) -> list[str]:
        """Return what was wrong with the inputs."""
        return [
            row["message"] for row in self.ask("SELECT message FROM problems ORDER BY problem_no")
        ]


def _read_members(row: Row) -> Row:
    """Return a row with its members as a list of what they say."""
    return row | {"members": [text for text, _, _ in json.loads(row["members"])]}


def _as_row(cursor: sqlite3.Cursor, values: tuple[object, ...]) -> Row:
    """Return a row of SQLite as a dict."""
    return dict(zip([column[0] for column in cursor.description], values, strict=True))
