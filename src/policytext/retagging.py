"""A store made from the older one when nothing but themes changed.

Papers, their words, their index and their vectors depend on no theme. The older
store is copied, themes are looked for anew in the papers that the change
concerns (see `concerns`), keywords are ranked anew where names of themes changed
that stand in a paper, and the graph is counted anew. The store that comes out
is, byte for byte, the one of a build from scratch.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policytext.built import TEXTS, Built, Remarks, Work
from policytext.comparison import Comparison
from policytext.concerns import Concern
from policytext.corpus_counts import Count, count_corpus
from policytext.errors import BadStore
from policytext.filing import Anew, give_up_refiling, refile_paper
from policytext.glossary import list_word_pairs
from policytext.materials import name_themes
from policytext.packing import Done, Job, do_job, unpack_traces
from policytext.paper import give_up
from policytext.records import Duplicate
from policytext.repetition import Repetition
from policytext.shelf import Shelf
from policytext.store.reading import is_cut_off, open_store
from policytext.store.rebuilding import (
    count_found,
    has_promoted,
    list_ids,
    list_papers_saying,
    list_repeating,
    map_names,
    stream_texts,
)
from policytext.store.writing import StoreWriter, remove_litter
from policytext.traces import join_argument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from policytext.forms import Lexicon
    from policytext.materials import Input, Materials
    from policytext.records import Metadata, Theme
    from policytext.store.reading import Store
    from policytext.workers import Crew

NOTHING = Repetition(0, {}, {})
"""What a paper repeats that repeats nothing."""


def retag_store(
    made_from: Materials,
    out: Path,
    shelf_file: Path,
    watch: Callable[[list[Metadata]], Iterable[Metadata]],
    crew: Crew,
) -> Built | None:
    """Write the store at `out` anew from the older one there, or leave it where nothing changed.

    Returns nothing, and leaves the store as it was, where the older one will not do: when
    papers or what reads them changed, a paper can be read now that could not, or something is damaged.
    """
    try:
        older = _read_older(made_from, out, crew)
        if older is None:
            return None
        if sorted(made_from.inputs) == older.inputs:
            remove_litter(out)
            os.utime(out)  # for make, which asks what is newer
            return older.built
        with Shelf(shelf_file, whole=True) as shelf:
            if shelf.themes is None or shelf.themes[0] != name_themes(older.inputs):
                return None
            return _Retagging(made_from, older, shelf, crew).write(out, watch, shelf.themes[1])
    except (BadStore, OSError, sqlite3.Error):  # none there, or damaged: all is done anew
        return None


@dataclass(frozen=True, slots=True)
class _Older:
    """What the older store was made from, what its manifest says, and what its build made."""

    inputs: list[Input]
    facts: Mapping[str, str]
    built: Built


def _read_older(made_from: Materials, out: Path, crew: Crew) -> _Older | None:
    """Return what is to be known of the older store, nothing where another text stands in it than would now."""
    if is_cut_off(out):
        return None
    with open_store(out) as store:
        facts = store.read_manifest()
        if facts.get(TEXTS) != made_from.text_state:
            return None
        built = _read_built(store, facts)
        if _is_any_mended(made_from, built, store, crew):
            return None
        inputs = [(row["file"], row["kind"], row["sha256"]) for row in store.list_inputs()]
    return _Older(inputs, facts, built)


def _read_built(store: Store, facts: Mapping[str, str]) -> Built:
    """Return what the build of a store made, as a build says it in which every paper was as it was."""
    rows = store.list_duplicates()
    duplicates = tuple(
        Duplicate(**{name: row[name] for name in Duplicate.__slots__}) for row in rows
    )
    left_out = {row["doc_id"]: row["left_out"] for row in rows if row["left_out"]}
    n_docs = int(facts["n_documents"])
    remarks = Remarks(
        tuple(store.list_problems()),
        tuple((row["file"], row["reason"]) for row in store.list_skipped()),
        duplicates,
        left_out,
        Work(n_kept=n_docs + len(left_out)),
        tuple(f"{row['file']}: {row['note']}" for row in store.list_notes()),
    )
    return Built(
        n_docs,
        int(facts["n_counted_passages"]),
        int(facts["n_themes"]),
        int(facts["n_counted_mentions"]),
        int(facts["n_pairs"]),
        remarks,
    )


def _is_any_mended(made_from: Materials, before: Built, store: Store, crew: Crew) -> bool:
    """Tell whether a paper that could not be read last time can be read now, or says something else."""
    reasons = dict(before.remarks.skipped)
    read = {*list_ids(store), *before.remarks.repeated}
    left_out = [m for m in made_from.listed if m.file in reasons and m.doc_id not in read]
    jobs = (Job(made_from.make_task(metadata), {}) for metadata in left_out)
    return any(
        isinstance(result, Done) or str(result) != reasons[result.file]
        for result in crew.run(do_job, jobs, lambda job: give_up(job.task))
    )


class _Retagging:
    """One store made from the older one."""

    def __init__(
        self,
        made_from: Materials,
        older: _Older,
        shelf: Shelf,
        crew: Crew,
    ) -> None:
        """Know what the older store was built like, and what the new one is made from."""
        self._made_from = made_from
        self._before = older.built
        self._facts = older.facts
        self._shelf = shelf
        self._crew = crew
        self._tasks = {m.doc_id: made_from.make_task(m) for m in made_from.listed}

    def write(
        self,
        out: Path,
        watch: Callable[[list[Metadata]], Iterable[Metadata]],
        themes_before: list[Theme],
    ) -> Built:
        """Write the store at `out`."""
        made_from = self._made_from
        lexicon = made_from.tools.lexicon
        concern = Concern(themes_before, made_from.themes)
        with StoreWriter(out, from_older=True) as writer:
            store = writer.read_draft()
            names = map_names(store)
            writer.clear("themes", "forms", "spellings", "links", "glossary")
            names_now, words = lexicon.list_names(), list_word_pairs(made_from.themes)
            writer.write_authority(made_from.themes, names_now, words)
            n_tagged = self._tag_anew(writer, concern, watch) if concern.is_any else 0
            self._shelf.note_themes(made_from.theme_state, made_from.themes)
            self._shelf.settle()
            renamed = {name for name, _ in names.items() ^ lexicon.map_names().items()}
            self._count(writer, lexicon, list_papers_saying(store, renamed), n_tagged)
            built = self._sum_up(store, n_tagged)
            self._write_manifest(writer, built)
        return built

    def _count(
        self, writer: StoreWriter, lexicon: Lexicon, renamed: list[str], n_tagged: int
    ) -> None:
        """Rank the keywords of some papers anew, and count the graph anew where it may have changed."""
        promotion = self._made_from.promotion
        regraph = n_tagged or promotion.is_any or has_promoted(writer.read_draft())
        writer.forget_keywords(renamed)
        if regraph:
            writer.clear("pairs", "nodes", "promoted", "promoted_places")
        count = Count(
            "keywords",
            writer.share_draft(),
            lexicon.map_names(),
            self._before.n_passages,
            self._made_from.pipelines,
            tuple(renamed),
        )
        counts = [
            *([count] if renamed else []),
            *([replace(count, what="graph")] if regraph else []),
        ]
        count_corpus(writer, promotion, counts, self._crew)

    def _sum_up(self, store: Store, n_tagged: int) -> Built:
        """Return what was built."""
        before = self._before
        made_from = self._made_from
        stated = [*map(str, made_from.problems), *map(str, made_from.tools.contested)]
        unread = [reason for _, reason in before.remarks.skipped if reason not in stated]
        remarks = replace(
            before.remarks,
            problems=(*stated, *unread),
            work=Work(n_tagged=n_tagged, n_kept=before.remarks.work.n_kept - n_tagged),
        )
        n_mentions, n_pairs = count_found(store)
        return replace(
            before,
            n_themes=len(made_from.themes),
            n_mentions=n_mentions,
            n_pairs=n_pairs,
            remarks=remarks,
        )

    def _write_manifest(self, writer: StoreWriter, built: Built) -> None:
        """Write what the store was made from, and what is wrong with it."""
        counts = {
            "n_themes": built.n_themes,
            "n_counted_mentions": built.n_mentions,
            "n_pairs": built.n_pairs,
        }
        writer.clear("manifest", "inputs", "problems")
        facts = {**self._facts, **{name: str(n) for name, n in counts.items()}}
        writer.write_manifest(facts, self._made_from.inputs)
        writer.write_problems(built.problems)

    def _tag_anew(
        self,
        writer: StoreWriter,
        concern: Concern,
        watch: Callable[[list[Metadata]], Iterable[Metadata]],
    ) -> int:
        """Look for themes anew in the papers that a change of them concerns; return how many these are."""
        store = writer.read_draft()
        repeating = list_repeating(store)
        concerned = [
            doc_id
            for doc_id, texts in stream_texts(store)
            if doc_id in repeating or concern.touches(texts)
        ]
        for doc_id in self._before.remarks.repeated:
            self._shelf.forget_tags(self._tasks[doc_id])
        watched = watch([self._tasks[doc_id].metadata for doc_id in concerned])
        narrow = self._compare(store) if repeating else {}
        anew = (self._make_anew(metadata.doc_id, narrow) for metadata in watched)
        for each in self._crew.run(refile_paper, anew, give_up_refiling):
            self._shelf.keep(each.task, {"tags": each.tags})
            writer.rewrite_found(each.task.metadata.doc_id, each.found)
        return len(concerned)

    def _make_anew(self, doc_id: str, narrow: Mapping[str, Repetition]) -> Anew:
        """Return a paper in which themes are to be looked for anew."""
        task = self._tasks[doc_id]
        parts = self._shelf.read(task, ("draft", "traces"))
        return Anew(task, parts, narrow.get(doc_id, NOTHING))

    def _compare(self, store: Store) -> dict[str, Repetition]:
        """Return what each paper repeats of what many papers do."""
        comparison = Comparison()
        for doc_id in sorted({*list_ids(store), *self._before.remarks.repeated}):
            task = self._tasks[doc_id]
            traces = unpack_traces(self._shelf.read(task, ("traces",))["traces"])
            if traces is not None:
                comparison.add(task.metadata, traces)
        chosen = comparison.choose(
            lambda d: join_argument(self._shelf.read_passages(self._tasks[d]))
        )
        repetition = comparison.find_repeated(chosen)
        return {m.doc_id: comparison.narrow(repetition, m) for m in chosen}
