"""The flow, on one page: from a corpus folder to a store.

Each paper is read, structured, cut into passages and words, and tagged by
itself, and laid on a shelf; then the papers are compared, and written one by
one into the store; then keywords are ranked, pairs counted and the graph made
over all of them, from the store. A paper or theme that cannot be used is
reported and left out; the build goes on. Of papers that are one text only the
first is kept. Memory holds a paper at a time, and counts.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from policytext.built import TEXTS, Built, Remarks, Work, describe
from policytext.comparison import Comparison
from policytext.corpus_counts import Count, Counted, count_corpus
from policytext.errors import BadStore, UnusablePaper
from policytext.filing import Packet, file_paper, give_up_filing
from policytext.glossary import list_word_pairs
from policytext.languages.chinese import check_engine
from policytext.materials import gather_materials
from policytext.packing import PARTS, Done, Job, do_job, unpack_traces
from policytext.paper import give_up
from policytext.retagging import retag_store
from policytext.shelf import Shelf
from policytext.store.rebuilding import count_found
from policytext.store.writing import StoreWriter
from policytext.traces import Traces, join_argument
from policytext.workers import HERE, Crew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from policytext.errors import PolicytextError
    from policytext.filing import Filed
    from policytext.languages.chinese import Engine
    from policytext.materials import Materials
    from policytext.paper import Task
    from policytext.records import Metadata
    from policytext.workers import Workplace


def build_store(
    folder: Path,
    out: Path,
    watch: Callable[[list[Metadata]], Iterable[Metadata]] = lambda papers: papers,
    workplace: Workplace = HERE,
    password: str | None = None,
    *,
    fresh: bool = False,
    chinese_words: Engine = "jieba",
    pipelines: Sequence[str] = (),
) -> Built:
    """Build the store of the corpus in `folder` at `out`.

    `watch` is given the papers about to be read and yields them one by one: a
    place for a progress bar. `workplace` is where the work is done
    (see `workers`); the store is the same wherever that is. `password` opens papers
    that are locked. What did not change since the last build at `out` is not
    done again, unless all is to be done `fresh` (see `shelf`). `chinese_words` cuts
    Chinese; the trained spaCy `pipelines` tell nouns for keywords. Raises `BadManifest` when there is no corpus or it has no papers, and
    `BadStore` when that is not installed, not one paper could be read or the store cannot be written;
    an older store is then left as it was.
    """
    check_engine(chinese_words)
    made_from = gather_materials(folder, chinese_words, pipelines, password)
    shelf_file = out.with_name(f"{out.name}.shelf")
    with Crew(workplace) as crew:
        if not fresh and (built := retag_store(made_from, out, shelf_file, watch, crew)):
            return built
        with Shelf(shelf_file, fresh=fresh) as shelf:
            return _build_whole(made_from, out, watch, shelf, crew)


def _build_whole(
    made_from: Materials,
    out: Path,
    watch: Callable[[list[Metadata]], Iterable[Metadata]],
    shelf: Shelf,
    crew: Crew,
) -> Built:
    """Write a whole store, of papers that were read anew and of those the shelf knows."""
    themes, listed = made_from.themes, made_from.listed
    lexicon = made_from.tools.lexicon
    problems = [*made_from.problems, *made_from.tools.contested]
    comparison, tasks = Comparison(), {}
    for task, result in _read_all(map(made_from.make_task, watch(listed)), shelf, crew):
        if isinstance(result, Traces):
            tasks[task.metadata.doc_id] = task
            comparison.add(task.metadata, result)
        else:
            problems.append(result)
    if not tasks:
        raise BadStore(_say_nothing_was_read(made_from.folder, problems))
    shelf.note_themes(made_from.theme_state, themes)
    shelf.settle()
    chosen = comparison.choose(lambda doc_id: join_argument(shelf.read_passages(tasks[doc_id])))
    repetition = comparison.find_repeated(chosen)
    work = Work(len(listed) - shelf.n_kept - shelf.n_tagged, shelf.n_tagged, shelf.n_kept)
    ids = {metadata.doc_id for metadata in chosen}
    remarks = Remarks(
        tuple(str(problem) for problem in problems),
        tuple((p.file, str(p)) for p in problems if isinstance(p, UnusablePaper)),
        tuple(comparison.duplicates),
        {name: task.metadata.file for name, task in tasks.items() if name not in ids},
        work,
    )
    packets = (
        Packet(m, shelf.read(tasks[m.doc_id]), comparison.narrow(repetition, m)) for m in chosen
    )
    with StoreWriter(out) as writer:
        writer.write_authority(themes, lexicon.list_names(), list_word_pairs(themes))
        filed = crew.run(file_paper, packets, give_up_filing)
        built, texts = _write_papers(
            writer, filed, Built(len(chosen), 0, len(themes), 0, 0, remarks)
        )
        count = Count(
            "keywords",
            writer.share_draft(),
            lexicon.map_names(),
            built.n_passages,
            made_from.pipelines,
        )
        counts = [replace(count, what=what) for what in get_args(Counted)]
        count_corpus(writer, made_from.promotion, counts, crew)
        built = replace(built, n_pairs=count_found(writer.read_draft())[1])
        _write_manifest(writer, built, made_from, repetition.list_texts(texts))
    return built


def _say_nothing_was_read(folder: Path, problems: Iterable[PolicytextError]) -> str:
    """Return what to say when there is not one paper to build a store of."""
    messages = [str(problem) for problem in problems]
    return "\n".join([*messages, f"{folder}: no paper could be read, so no store was written."])


def _read_all(
    tasks: Iterable[Task], shelf: Shelf, crew: Crew
) -> Iterator[tuple[Task, Traces | UnusablePaper]]:
    """Put the papers onto the shelf, and yield what each leaves to be compared, in the order of the tasks."""
    ready: deque[tuple[Task, Traces | None]] = deque()

    def list_missing() -> Iterator[Job]:
        for task in tasks:
            known = shelf.look_up(task)
            traces = unpack_traces(known["traces"]) if len(known) == len(PARTS) else None
            ready.append((task, traces))
            if traces is None:
                yield Job(task, known)

    for result in crew.run(do_job, list_missing(), lambda job: give_up(job.task)):
        yield from _take_ready(ready)
        task, _ = ready.popleft()
        if isinstance(result, Done):
            shelf.keep(task, result.parts)
            yield task, result.traces
        else:
            yield task, result
    yield from _take_ready(ready)


def _take_ready(ready: deque[tuple[Task, Traces | None]]) -> Iterator[tuple[Task, Traces]]:
    """Yield the papers that need no waiting, up to one that does."""
    while ready and (traces := ready[0][1]) is not None:
        yield ready.popleft()[0], traces


def _write_papers(
    writer: StoreWriter, filed: Iterable[Filed], built: Built
) -> tuple[Built, dict[int, str]]:
    """Write the papers one by one; return what was written, and what was left out because many repeat it, by its hash."""
    n_passages = n_mentions = 0
    notes: list[str] = []
    texts: dict[int, str] = {}
    for paper in filed:
        writer.write_paper(paper.rows)
        for key, text in paper.repeated.items():
            texts.setdefault(key, text)
        n_passages += paper.n_passages
        n_mentions += paper.n_mentions
        notes += [f"{paper.file}: {note}" for note in paper.rows.notes]
    writer.finish_papers()
    remarks = replace(built.remarks, notes=tuple(notes))
    return replace(built, n_passages=n_passages, n_mentions=n_mentions, remarks=remarks), texts


def _write_manifest(
    writer: StoreWriter,
    built: Built,
    made_from: Materials,
    repeated: Sequence[tuple[str, int]],
) -> None:
    """Write what the store was made from, and what there is to say of it."""
    facts = describe(built, made_from.chinese_words, repeated)
    facts |= {"noun phrases of keywords": made_from.phrases, TEXTS: made_from.text_state}
    writer.write_manifest(facts, made_from.inputs)
    writer.write_problems(built.remarks.problems)
    writer.write_skipped(built.remarks.skipped)
    writer.write_duplicates(built.remarks.duplicates, built.remarks.repeated)
