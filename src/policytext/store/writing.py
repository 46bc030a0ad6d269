"""Write a store beside the old one and rename it into place when it is whole.

Until the rename nobody sees the new file; after it nobody sees the old one. A
build that dies leaves the old store as it was.
"""

from __future__ import annotations

import glob
import json
import os
import sqlite3
import sys
from array import array
from dataclasses import asdict, astuple
from itertools import chain, groupby
from typing import TYPE_CHECKING, Self

from policytext.errors import BadStore
from policytext.folding import keep_letters
from policytext.records import COUNTED_KINDS, Official
from policytext.store.indexing import to_index
from policytext.store.reading import Store
from policytext.store.schema import APPLICATION_ID, SCHEMA, SCHEMA_VERSION
from policytext.text import build_reading, to_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from policytext.records import (
        Document,
        Duplicate,
        Expansion,
        Keyword,
        Mention,
        Metadata,
        Naming,
        Node,
        Pair,
        Passage,
        Promoted,
        Run,
        SpelledOut,
        Theme,
    )
    from policytext.tokens import Words


class StoreWriter:
    """A store being written; use it in a `with` block and call its methods in any order.

    Leaving the block without an error puts the store in place; with an error
    the half-written file is removed. Raises `BadStore` when the folder cannot
    be written to.
    """

    def __init__(self, path: Path) -> None:
        """Begin a store that will stand at `path`."""
        self._path = path
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        self._passage_no: dict[str, int] = {}  # of the paper written last
        self._n_passages = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _remove_litter(path)
            self._db = sqlite3.connect(self._draft)
            self._db.execute("PRAGMA page_size = 4096")
            self._db.execute("PRAGMA journal_mode = OFF")  # nobody else sees the draft
            self._db.execute("PRAGMA synchronous = OFF")  # synced once, before the rename
            self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            self._db.executescript(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise refuse_writing(path, error) from error
        except BaseException:  # Ctrl-C: nobody will close what was never opened
            self._draft.unlink(missing_ok=True)
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
                self._db.execute(
                    "INSERT INTO sizes SELECT lang, counted, count(*), sum(n_tokens) FROM passages GROUP BY 1, 2"
                )
                self._db.execute("INSERT INTO passage_index(passage_index) VALUES ('optimize')")
                self._db.commit()
            self._db.close()
            if kind is None:
                with self._draft.open("rb") as draft:
                    os.fsync(draft.fileno())
                self._draft.replace(self._path)
        except (OSError, sqlite3.Error) as failure:
            raise refuse_writing(self._path, failure) from failure
        finally:
            self._draft.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error):  # while writing: the disk is full, more often than not
            raise refuse_writing(self._path, error) from error

    def _insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Add rows, whole, to a table."""
        left = iter(rows)
        for first in left:
            marks = ", ".join("?" * len(first))
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", chain((first,), left))  # noqa: S608 - our own names

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

    def write_document(
        self,
        document: Document,
        metadata: Metadata,
        outline: dict[str, object],
        passages: Sequence[tuple[Passage, Words]],
    ) -> None:
        """Add a paper and its passages with their words; what the manifest says goes before what was read."""
        counted = [tokens for passage, tokens in passages if passage.kind in COUNTED_KINDS]
        source = document.source
        row = (
            document.doc_id,
            source.path,
            metadata.title or _read_title(document) or document.doc_id,
            "; ".join(metadata.authors or [a.name for a in document.authors] or source.authors),
            metadata.year or document.year,
            metadata.date or document.date,
            metadata.language or document.language,
            metadata.original_language,
            "; ".join(metadata.places),
            metadata.licence,
            metadata.doi,
            metadata.url,
            source.format,
            source.encoding,
            len(source.text),
            len(passages),
            sum(map(len, counted)),
            _to_json(outline),
        )
        self._insert("documents", [row])
        self._insert("facets", _list_facets(document, metadata))
        self._insert("notes", ((None, document.doc_id, note) for note in source.notes))
        self._insert("sources", [(document.doc_id, source.text)])
        first = self._n_passages + 1
        self._n_passages += len(passages)
        numbered = list(enumerate(passages, first))
        self._passage_no = {passage.passage_id: number for number, (passage, _) in numbered}
        self._insert("passages", (_passage_row(number, *each) for number, each in numbered))
        self._db.executemany(
            "INSERT INTO passage_index(rowid, section, text) VALUES (?, ?, ?)",
            ((n, to_index(p.section), to_index(p.text)) for n, (p, _) in numbered),
        )

    def _number(self, passage_id: str) -> int:
        """Return the number of a passage that has been written."""
        number = self._passage_no.get(passage_id)
        if number is None:
            row = self._db.execute(
                "SELECT passage_no FROM passages WHERE passage_id = ?", (passage_id,)
            ).fetchone()
            (number,) = row.values() if isinstance(row, dict) else row
        return int(number)

    def write_words(self, words: Iterable[tuple[str, str, int, int, int]]) -> None:
        """Add `(word, lemma, n_tokens, n_passages, n_docs)` of the corpus, by word."""
        self._insert("words", words)

    def write_vectors(self, vectors: Iterable[tuple[str, bytes]]) -> None:
        """Add the vectors of passages, by passage id."""
        self._insert("vectors", ((self._number(name), vector) for name, vector in vectors))

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
                _to_json([asdict(member) for member in theme.members]),
                _to_json(theme.sources),
                _to_json(list_entry_fields(theme)),
                f"{theme.file}:{theme.line}",
            )
            self._insert("themes", [row])
            self._insert("forms", (_form_row(theme, n) for n in range(len(theme.forms))))
        self._insert("spellings", sorted(set(names)))

    def write_mentions(self, mentions: Iterable[tuple[Mention, bool]]) -> None:
        """Add mentions, each with whether it is counted; their passages must have been written."""
        self._insert(
            "mentions",
            (
                (
                    None,
                    self._number(m.passage_id),
                    m.theme_id or None,
                    m.char_start,
                    m.char_end,
                    m.start,
                    m.end,
                    m.surface,
                    m.form,
                    m.form_kind,
                    m.rule,
                    m.polarity,
                    "|".join(m.candidates),
                    m.standing,
                    m.inside,
                    int(counted),
                )
                for m, counted in mentions
            ),
        )

    def write_expansions(
        self, expansions: Iterable[tuple[str, Expansion]], passages: Mapping[str, Passage]
    ) -> None:
        """Add where formulae are spelled out, each with its theme."""
        for theme_id, each in expansions:
            passage = passages[each.passage_id]
            row = (
                None,
                theme_id,
                self._number(each.label_passage_id),
                each.label_start,
                each.label_end,
                self._number(each.passage_id),
                *to_source(passage.runs, each.start, each.end),
                each.cue,
                each.expected,
                len(each.members),
                _list_members(passage, each.members),
            )
            self._insert("expansions", [row])

    def write_spelled_out(
        self, found: Iterable[tuple[SpelledOut, bool]], passages: Mapping[str, Passage]
    ) -> None:
        """Add where all members of a formula stand together, each with whether its label does too."""
        for each, labelled in found:
            row = (
                None,
                each.theme_id,
                self._number(each.passage_id),
                each.char_start,
                each.char_end,
                each.surface,
                int(labelled),
                _list_members(passages[each.passage_id], each.members),
            )
            self._insert("spelled_out", [row])

    def write_graph(self, nodes: Iterable[Node], pairs: Iterable[Pair]) -> None:
        """Add the graph."""
        self._insert("nodes", map(astuple, nodes))  # the records' fields are the tables' columns
        self._insert("pairs", pairs)

    def write_promoted(self, promoted: Iterable[Promoted], namings: Iterable[Naming]) -> None:
        """Add the keywords that are concepts, and where they stand."""
        self._insert("promoted", map(astuple, promoted))
        places = ((n.theme_id, self._number(n.passage_id), n.start, n.end) for n in namings)
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

    def write_keywords(self, keywords: Iterable[Keyword]) -> None:
        """Add keywords, by document; their places become places of the source text."""
        store = self.read_draft()
        for _, of_paper in groupby(keywords, key=lambda keyword: keyword.doc_id):
            found = list(of_paper)
            runs = store.read_runs({at for k in found for at, _, _ in k.occurrences})
            self._insert("keywords", (_keyword_row(keyword, runs) for keyword in found))


def _keyword_row(k: Keyword, runs: Mapping[str, Sequence[Run]]) -> tuple[object, ...]:
    """Return the row of a keyword; `runs` lead its passages back to the source text."""
    places = [(at, *to_source(runs[at], start, end)) for at, start, end in k.occurrences]
    return (
        k.doc_id,
        k.rank,
        k.term,
        k.score,
        k.n_occurrences,
        k.theme_id,
        k.lang,
        _to_json(k.surfaces),
        json.dumps(places),
    )


def _passage_row(number: int, passage: Passage, words: Words) -> tuple[object, ...]:
    """Return the row of a passage."""
    return (
        number,
        passage.passage_id,
        passage.doc_id,
        passage.kind,
        passage.section,
        passage.lang,
        passage.page,
        passage.char_start,
        passage.char_end,
        len(words),
        int(passage.kind in COUNTED_KINDS),
        passage.text,
        json.dumps([(r.start, r.end, r.char_start, r.char_end) for r in passage.runs]),
        _pack(words.positions),
    )


def refuse_writing(path: Path, failure: Exception) -> BadStore:
    """Return what to say when a store, or what stands beside it, cannot be written."""
    return BadStore(
        f"{path}: cannot be written ({failure}). The older store, if there is one, is untouched. "
        "Make room on the disk, or choose another place with --out."
    )


def _remove_litter(path: Path) -> None:
    """Remove the drafts of builds that were killed, and of this process."""
    for draft in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        writer = draft.name.removesuffix(".tmp").rpartition(".")[2]
        if writer.isdecimal() and (int(writer) == os.getpid() or not _is_running(int(writer))):
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
    fields = asdict(theme)
    return {name: fields[name] for name in rest if fields[name]}


def _list_facets(document: Document, metadata: Metadata) -> list[tuple[str, str, str]]:
    """Return what a paper is told apart by, a row for every value; the manifest's facets go before its own."""
    stated = {name for name, _ in metadata.facets}
    found = [
        *(("place", place) for place in metadata.places),
        ("year", str(metadata.year or document.year or "")),
        ("lang", metadata.language or document.language),
        ("original_language", metadata.original_language or ""),
        *metadata.facets,
        *(facet for facet in _list_official(document, metadata) if facet[0] not in stated),
    ]
    return [(document.doc_id, name, value) for name, value in dict.fromkeys(found) if value]


def _read_title(document: Document) -> str:
    """Return the title a paper has in its text, on one line and without note marks.

    Where its file records the same, letter for letter, the file's spaces are the right ones.
    """
    recorded = document.source.title
    if document.title is None or keep_letters(document.title.text) == keep_letters(recorded):
        return recorded
    place = document.title.char_start, document.title.char_end
    return build_reading(document.source.text, [place]).text


def _list_official(document: Document, metadata: Metadata) -> list[tuple[str, str]]:
    """Return the facets of an official document; of any other the date alone."""
    official = document.official or Official()
    return [
        ("date", metadata.date or document.date),
        ("kind", official.kind),
        *(("issuer", issuer) for issuer in official.issuers),
        ("document_number", official.number),
    ]


def _form_row(theme: Theme, number: int) -> tuple[object, ...]:
    """Return a form as a row."""
    form = theme.forms[number]
    context = _to_json(asdict(form.context)) if form.context else ""
    shown = (form.lang, form.text, form.kind, form.status, form.match, context, form.source)
    return theme.theme_id, number + 1, *shown


def _list_members(passage: Passage, members: tuple[tuple[int, int], ...]) -> str:
    """Return members as JSON: what each says and where in the reading text."""
    return _to_json([(passage.text[start:end], start, end) for start, end in members])


def _to_json(value: object) -> str:
    """Return a value as JSON with its Chinese legible."""
    return json.dumps(value, ensure_ascii=False)


def _pack(numbers: array[int]) -> bytes:
    """Return numbers as 32-bit little-endian bytes."""
    packed = numbers
    if sys.byteorder == "big":
        packed = array("I", numbers)
        packed.byteswap()
    return packed.tobytes()
