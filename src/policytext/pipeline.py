"""The flow, on one page: from a corpus folder to a store.

Each paper is read, structured, cut into passages and words, and tagged by
itself, and laid on a shelf; then the papers are compared, and written one by
one into the store; then keywords are ranked, pairs counted and the graph made
over all of them, from the store. A paper or theme that cannot be used is
reported and left out; the build goes on. Of papers that are one text only the
first is kept. Memory holds a paper at a time, and counts.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from policytext import __version__
from policytext.comparison import Comparison
from policytext.corpus import ADVICE_TO_ADD, PAPERS, read_corpus
from policytext.corpus_counts import Count, WordCounts, count_corpus
from policytext.dictionary import read_words
from policytext.errors import BadManifest, BadStore, UnusablePaper
from policytext.filing import Packet, file_paper, give_up_filing
from policytext.forms import build_lexicon
from policytext.glossary import list_word_pairs
from policytext.graph import SEED
from policytext.languages.chinese import check_engine
from policytext.languages.pipelines import BY_LEXICON, load_taggers
from policytext.packing import PARTS, Done, Job, do_job, unpack_traces
from policytext.paper import LIBRARIES, Task, give_up
from policytext.promotion import read_promotion
from policytext.records import COUNTED_KINDS
from policytext.shelf import Shelf
from policytext.store.schema import SCHEMA_VERSION
from policytext.store.writing import StoreWriter
from policytext.themes import load_themes
from policytext.traces import Traces, join_argument
from policytext.traditional import describe_folding
from policytext.verify import hash_inputs, list_inputs
from policytext.workers import HERE, Crew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from policytext.errors import PolicytextError
    from policytext.filing import Filed
    from policytext.languages.chinese import Engine
    from policytext.records import Duplicate, Metadata
    from policytext.repetition import Repetition
    from policytext.workers import Workplace


SHOWN_TEXTS = 99
"""The most repeated texts that the manifest of a store lists."""

LONGEST_SHOWN = 200
"""Characters of such a text that are shown."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a build had to do: papers read, papers only tagged anew, and papers that were as before."""

    n_read: int = 0
    n_tagged: int = 0
    n_kept: int = 0


@dataclass(frozen=True, slots=True)
class Remarks:
    """What there is to say of the inputs.

    `problems` is empty when all of them were good. `skipped` has the files that
    were left out, each with the problem that says why. `notes` are what readers
    say of files they read. `duplicates` are papers
    that share text: `repeated` has the files of those that are none of the
    documents because they repeat another. `boilerplate` is text that many papers
    repeat and that is not counted, each with its number of papers.
    """

    problems: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    repeated: Mapping[str, str] = field(default_factory=dict)
    work: Work = Work()
    notes: tuple[str, ...] = ()
    boilerplate: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, and what there is to say of what it was made from."""

    n_documents: int
    n_passages: int
    n_themes: int
    n_mentions: int
    n_pairs: int
    remarks: Remarks

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what was wrong with the inputs; empty when all were good."""
        return self.remarks.problems


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
    taggers = load_taggers(pipelines)
    listed, problems = read_corpus(folder)
    if not listed and not problems:
        raise BadManifest(f"{folder / PAPERS}: there are no papers yet. {ADVICE_TO_ADD}.")
    inputs = list_inputs(folder)  # before reading: a file changed meanwhile will show as changed
    themes, faults = load_themes(folder / "themes")
    lexicon, contested = build_lexicon(themes)
    promotion, slips = read_promotion(folder)
    problems += [*faults, *contested, *slips, *read_words(folder)[1]]
    make_task = _make_tasks(folder, inputs, password, chinese_words)
    comparison, tasks = Comparison(), {}
    shelf_file = out.with_name(f"{out.name}.shelf")
    with Crew(workplace) as crew, Shelf(shelf_file, fresh=fresh) as shelf:
        for task, result in _read_all(map(make_task, watch(listed)), shelf, crew):
            if isinstance(result, Traces):
                tasks[task.metadata.doc_id] = task
                comparison.add(task.metadata, result)
            else:
                problems.append(result)
        if not tasks:
            raise BadStore(_say_nothing_was_read(folder, problems))
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
            writer.write_themes(themes, lexicon.list_names())
            writer.write_links(themes)
            writer.write_glossary(list_word_pairs(themes))
            filed = crew.run(file_paper, packets, give_up_filing)
            built = _write_papers(
                writer, filed, repetition, Built(len(chosen), 0, len(themes), 0, 0, remarks)
            )
            count = Count(
                "keywords", writer.share_draft(), lexicon.map_names(), built.n_passages, pipelines
            )
            built = replace(built, n_pairs=count_corpus(writer, promotion, count, crew))
            phrases = "; ".join(tagger.describe() for tagger in taggers.values()) or BY_LEXICON
            _write_manifest(writer, built, inputs, chinese_words, phrases)
    return built


def _say_nothing_was_read(folder: Path, problems: Iterable[PolicytextError]) -> str:
    """Return what to say when there is not one paper to build a store of."""
    messages = [str(problem) for problem in problems]
    return "\n".join([*messages, f"{folder}: no paper could be read, so no store was written."])


def _make_tasks(
    folder: Path,
    inputs: list[tuple[str, str, str]],
    password: str | None,
    engine: Engine,
) -> Callable[[Metadata], Task]:
    """Return what makes a task of a paper, with the state of everything reading it depends on."""
    sums = {file: digest for file, _, digest in inputs}
    state = hash_inputs(each for each in inputs if each[1] == "theme")
    words = (each for each in inputs if each[1] == "words")
    lexis = hash_inputs([(engine, "engine", ""), *words])

    def make(metadata: Metadata) -> Task:
        digest = sums.get(metadata.file, "")
        return Task(
            folder.absolute(), metadata, state, digest, lexis, password, chinese_words=engine
        )

    return make


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
    writer: StoreWriter, filed: Iterable[Filed], repetition: Repetition, built: Built
) -> Built:
    """Write the papers one by one, without what many of them repeat; return what was written."""
    words = WordCounts()
    n_passages = n_mentions = 0
    notes: list[str] = []
    texts: dict[int, str] = {}
    for paper in filed:
        writer.write_paper(paper.rows)
        words.add(paper.words)
        for key, text in paper.repeated.items():
            texts.setdefault(key, text)
        n_passages += paper.n_passages
        n_mentions += paper.n_mentions
        notes += [f"{paper.file}: {note}" for note in paper.rows.notes]
    writer.write_words(words.list_all())
    remarks = replace(built.remarks, notes=tuple(notes), boilerplate=repetition.list_texts(texts))
    return replace(built, n_passages=n_passages, n_mentions=n_mentions, remarks=remarks)


def _write_manifest(
    writer: StoreWriter,
    built: Built,
    inputs: list[tuple[str, str, str]],
    chinese_words: Engine,
    noun_phrases: str,
) -> None:
    """Write what the store was made from, and what there is to say of it."""
    facts = _describe(built, chinese_words) | {"noun phrases of keywords": noun_phrases}
    writer.write_manifest(facts, inputs)
    writer.write_problems(built.remarks.problems)
    writer.write_skipped(built.remarks.skipped)
    writer.write_duplicates(built.remarks.duplicates, built.remarks.repeated)


def _describe(built: Built, chinese_words: Engine) -> dict[str, str]:
    """Return what made the store, for its manifest."""
    facts = {
        "policytext": __version__,
        "schema": str(SCHEMA_VERSION),
        "sqlite": sqlite3.sqlite_version,
        "counted kinds of passage": ", ".join(COUNTED_KINDS),
        "sense policy": "context, polarity and scope of the entry; then one sense per document; else undecided, not counted",
        "overlap policy": "longest first; inside a formula kept as part, inside another theme kept as nested, not counted",
        "co-occurrence unit": "passage",
        "p": "hypergeometric, upper tail (Fisher's exact test, one-sided); p_adj Benjamini-Hochberg over all pairs that meet",
        "weight": "jaccard, unless asked for another measure",
        "duplicate policy": "papers of the same letters are counted once; 'duplicate = \"keep\"' in the manifest keeps one",
        "graph seed": str(SEED),
        "keywords": "method default: frequency, rarity, earliness, wholeness, marking, form, phrasing; by document",
        "English words": "spaCy blank('en') tokenizer, no trained pipeline",
        "Chinese words": f"{chinese_words}, HMM off, themes as user dictionary",
        "traditional characters": describe_folding(),
        "n_documents": str(built.n_documents),
        "n_counted_passages": str(built.n_passages),
        "n_themes": str(built.n_themes),
        "n_counted_mentions": str(built.n_mentions),
        "n_pairs": str(built.n_pairs),
        "n_repeated_texts": str(len(built.remarks.boilerplate)),
    }
    for n, (text, n_papers) in enumerate(built.remarks.boilerplate[:SHOWN_TEXTS], 1):
        facts[f"repeated text {n:02}"] = (
            f"in {n_papers} papers, not counted: {text[:LONGEST_SHOWN]}"
        )
    return facts | {library: version(library) for library in sorted({*LIBRARIES, chinese_words})}
