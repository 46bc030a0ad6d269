"""Papers packed into bytes, to be laid on a shelf or sent to another process.

A paper has four parts, for they depend on different things: its draft, its
words, the traces it leaves to be compared, and what was tagged in it. Each is
JSON, compressed: data only, so a strange one can do no harm but be wrong.
"""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from policytext.paper import Draft, Paper, Tags, Task, do_task
from policytext.records import Document, Expansion, Mention, Passage, SpelledOut, Theme
from policytext.tokens import Words
from policytext.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from policytext.errors import UnusablePaper
    from policytext.records import Metadata

Part = Literal["draft", "words", "traces", "tags"]

PARTS: tuple[Part, ...] = ("draft", "words", "traces", "tags")

Known = TypeVar("Known")

_DRAFT = TypeAdapter(tuple[Document, list[Passage]])
_BYTES = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
_TRACES = TypeAdapter(tuple[str, str, bool, str, bytes, bytes, bytes], config=_BYTES)
_TAGS = TypeAdapter(
    tuple[
        list[tuple[Mention, bool]],
        list[tuple[str, Expansion]],
        list[tuple[SpelledOut, bool]],
    ]
)
_THEMES = TypeAdapter(tuple[str, list[Theme]])


@dataclass(frozen=True, slots=True)
class Job:
    """A paper to be read, and the parts of it that are known already."""

    task: Task
    known: Mapping[Part, bytes]


@dataclass(frozen=True, slots=True)
class Done:
    """What reading a paper gave: the parts that were not known, packed, and its traces."""

    parts: Mapping[Part, bytes]
    traces: Traces


def do_job(job: Job) -> Done | UnusablePaper:
    """Return what of one paper was not known yet, or why it is left out."""
    task = _unpack_known(job)
    paper = do_task(task)
    if not isinstance(paper, Paper):
        return paper
    parts = {part: zlib.compress(_PACKERS[part](paper), 1) for part in _list_missing(task)}
    return Done(parts, paper.traces)


def unpack(metadata: Metadata, parts: Mapping[Part, bytes]) -> Paper | None:
    """Return a paper whose parts are all given, nothing where one of them is damaged."""
    draft, tags = unpack_draft(parts["draft"]), _read(_unpack_tags, parts["tags"])
    traces = unpack_traces(parts["traces"])
    words = _unpack_words(parts["words"], draft) if draft else None
    if draft is None or words is None or traces is None or tags is None:
        return None
    return Paper.put_together(metadata, draft, words, traces, tags)


def unpack_draft(packed: bytes) -> Draft | None:
    """Return a paper as it was read and cut up."""
    return _read(lambda value: Draft(*_DRAFT.validate_json(value)), packed)


def pack_themes(state: str, themes: Sequence[Theme]) -> bytes:
    """Return themes with what their state is called."""
    return zlib.compress(_THEMES.dump_json((state, list(themes))), 1)


def unpack_themes(packed: bytes) -> tuple[str, list[Theme]] | None:
    """Return themes and what their state is called, nothing where the bytes are damaged."""
    return _read(_THEMES.validate_json, packed)


def unpack_traces(packed: bytes) -> Traces | None:
    """Return what a paper left to be compared."""
    return _read(lambda value: Traces(*_TRACES.validate_json(value)), packed)


def _unpack_known(job: Job) -> Task:
    """Return the task with what is known of its paper."""
    known = job.known
    draft = unpack_draft(known["draft"]) if "draft" in known else None
    if draft is None:
        return job.task
    words = _unpack_words(known["words"], draft) if "words" in known else None
    traces = unpack_traces(known["traces"]) if "traces" in known else None
    return replace(job.task, draft=draft, words=words, traces=traces)


def _list_missing(task: Task) -> list[Part]:
    """Return the parts of a paper that its task did not know."""
    known: dict[Part, Any] = {"draft": task.draft, "words": task.words, "traces": task.traces}
    return [part for part in PARTS if known.get(part) is None]


def _unpack_words(packed: bytes, draft: Draft) -> list[Words] | None:
    """Return the words of a paper's passages."""
    places = _read(_unpack_places, packed)
    if places is None or len(places) != len(draft.passages):
        return None
    return [Words.of(*pair) for pair in zip(draft.passages, places, strict=True)]


def _unpack_places(value: bytes) -> list[array[int]]:
    """Return where words start and end, passage by passage."""
    return [array("I", bytes.fromhex(each)) for each in json.loads(value)]


def _unpack_tags(value: bytes) -> Tags:
    """Return what was tagged in a paper."""
    return Tags(*_TAGS.validate_json(value))


def _read(make: Callable[[bytes], Known], packed: bytes) -> Known | None:
    """Return what packed bytes hold, nothing where they are damaged."""
    try:
        return make(zlib.decompress(packed))
    except (zlib.error, ValidationError, ValueError, TypeError):
        return None


def _pack_draft(paper: Paper) -> bytes:
    """Return the text and the structure of a paper, and its passages, as JSON."""
    return _DRAFT.dump_json((paper.document, [passage for passage, _ in paper.passages]))


def _pack_words(paper: Paper) -> bytes:
    """Return where the words of a paper start and end as JSON."""
    return json.dumps([words.positions.tobytes().hex() for _, words in paper.passages]).encode()


def _pack_traces(paper: Paper) -> bytes:
    """Return the traces of a paper as JSON."""
    return _TRACES.dump_json(astuple(paper.traces))


def pack_tags(paper: Paper) -> bytes:
    """Return what was tagged in a paper, packed."""
    return zlib.compress(_pack_tags(paper), 1)


def _pack_tags(paper: Paper) -> bytes:
    """Return what was tagged in a paper as JSON."""
    return _TAGS.dump_json((paper.mentions, paper.expansions, paper.spelled_out))


_PACKERS: Mapping[Part, Callable[[Paper], bytes]] = {
    "draft": _pack_draft,
    "words": _pack_words,
    "traces": _pack_traces,
    "tags": _pack_tags,
}
