"""A paper as it goes into the store: without what many papers repeat, as rows."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policytext.errors import BadStore
from policytext.packing import pack_tags, unpack, unpack_draft, unpack_traces
from policytext.paper import Paper, do_task
from policytext.records import COUNTED_KINDS
from policytext.store.rows import make_found_rows, make_rows
from policytext.structure.outline import build_outline
from policytext.tokens import Words
from policytext.trimming import trim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policytext.packing import Part
    from policytext.paper import Task
    from policytext.records import Metadata
    from policytext.repetition import Repetition
    from policytext.store.rows import FoundRows, PaperRows


@dataclass(frozen=True, slots=True)
class Packet:
    """A paper from the shelf, and what of it many papers repeat."""

    metadata: Metadata
    parts: Mapping[Part, bytes]
    repetition: Repetition


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper ready for the store, and what was left out of it, by its hash.

    The counts are of passages and mentions that count.
    """

    file: str
    rows: PaperRows
    repeated: Mapping[int, str]
    n_passages: int
    n_mentions: int


def file_paper(packet: Packet) -> Filed:
    """Return a paper ready for the store; raises `BadStore` when what the shelf has of it is damaged."""
    metadata, repetition = packet.metadata, packet.repetition
    paper = unpack(metadata, packet.parts)
    if paper is None:
        raise _refuse_damage(metadata)
    paper, repeated = _take_out_repeated(paper, repetition)
    found = paper.mentions, paper.expansions, paper.spelled_out
    outline = build_outline(paper.document)
    rows = make_rows(paper.document, metadata, outline, paper.passages, *found)
    return Filed(
        metadata.file,
        rows,
        repeated,
        sum(passage.kind in COUNTED_KINDS for passage, _ in paper.passages),
        sum(counts for _, counts in paper.mentions),
    )


@dataclass(frozen=True, slots=True)
class Anew:
    """A paper of the store in which themes are to be looked for anew.

    `parts` are its draft and its traces from the shelf.
    """

    task: Task
    parts: Mapping[Part, bytes]
    repetition: Repetition


@dataclass(frozen=True, slots=True)
class Refiled:
    """What themes found anew in a paper: its rows for the store, and packed for the shelf."""

    task: Task
    found: FoundRows
    tags: bytes


def refile_paper(anew: Anew) -> Refiled:
    """Return what themes find in a paper now; raises `BadStore` when what the shelf has of it is damaged."""
    metadata = anew.task.metadata
    draft, traces = unpack_draft(anew.parts["draft"]), unpack_traces(anew.parts["traces"])
    if draft is None or traces is None:
        raise _refuse_damage(metadata)
    unread = [Words.of(passage, array("I")) for passage in draft.passages]
    paper = do_task(replace(anew.task, draft=draft, words=unread, traces=traces))
    if not isinstance(paper, Paper):
        raise BadStore(str(paper))
    tags = pack_tags(paper)
    paper, _ = _take_out_repeated(paper, anew.repetition)
    bare = [passage for passage, _ in paper.passages]
    return Refiled(
        anew.task, make_found_rows(bare, paper.mentions, paper.expansions, paper.spelled_out), tags
    )


def give_up_refiling(anew: Anew) -> Refiled:
    """Refuse to go on when a paper cost every worker its life in which themes were looked for anew."""
    raise _refuse_death(anew.task.metadata)


def give_up_filing(packet: Packet) -> Filed:
    """Refuse to go on when a paper cost every worker its life that was to file it."""
    raise _refuse_death(packet.metadata)


def _take_out_repeated(paper: Paper, repetition: Repetition) -> tuple[Paper, Mapping[int, str]]:
    """Return a paper without what many papers repeat, and that, by its hash."""
    if not repetition.seen:
        return paper, {}
    bare = [passage for passage, _ in paper.passages]
    kept, repeated = repetition.cut(bare, paper.traces.to_keys())
    return trim(paper, kept), repeated


def _refuse_damage(metadata: Metadata) -> BadStore:
    """Return what to say when what the shelf has of a paper is damaged."""
    return BadStore(
        f"{metadata.file}: what the last build kept of it is damaged. Build again with --fresh."
    )


def _refuse_death(metadata: Metadata) -> BadStore:
    """Return what to say when a paper cost every worker its life that was to file it."""
    return BadStore(
        f"{metadata.file} ended the process that was to write it, three times, perhaps for want of memory. "
        "The older store, if there is one, is untouched. Build with fewer workers."
    )
