"""One paper as rows of the store.

Rows are made of one paper alone, anywhere; its passages are numbered from 0,
and the writer adds how many the store has already.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from policytext.folding import keep_letters
from policytext.records import COUNTED_KINDS, Official
from policytext.store.indexing import index_all
from policytext.text import build_reading, to_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from policytext.records import (
        Document,
        Expansion,
        Keyword,
        Mention,
        Metadata,
        Passage,
        Run,
        SpelledOut,
    )
    from policytext.tokens import Words

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FoundRows:
    """The rows of what themes find in a paper, by table, as in `PaperRows`."""

    mentions: list[Row]
    expansions: list[Row]
    spelled_out: list[Row]


@dataclass(frozen=True, slots=True)
class PaperRows:
    """The rows of a paper, by table.

    They are as in the schema, but for numbers of their own that the store gives
    them; `passage_index` has a row for each passage in turn.
    """

    documents: Row
    facets: list[Row]
    notes: tuple[str, ...]
    sources: Row
    passages: list[Row]
    passage_index: list[tuple[str, str]]
    found: FoundRows


def make_rows(
    document: Document,
    metadata: Metadata,
    outline: Mapping[str, object],
    passages: Sequence[tuple[Passage, Words]],
    mentions: Iterable[tuple[Mention, bool]] = (),
    expansions: Iterable[tuple[str, Expansion]] = (),
    spelled_out: Iterable[tuple[SpelledOut, bool]] = (),
) -> PaperRows:
    """Return the rows of a paper, its passages with their words; what the manifest says goes before what was read.

    Mentions come with whether they count, expansions with their theme, and
    members that stand together with whether their label does, too.
    """
    bare = [passage for passage, _ in passages]
    return PaperRows(
        _document_row(document, metadata, outline, passages),
        _list_facets(document, metadata),
        document.source.notes,
        (document.doc_id, document.source.text),
        [_passage_row(number, *each) for number, each in enumerate(passages)],
        list(
            zip(
                index_all([passage.section for passage in bare]),
                index_all([passage.text for passage in bare]),
                strict=True,
            )
        ),
        make_found_rows(bare, mentions, expansions, spelled_out),
    )


def make_found_rows(
    bare: Sequence[Passage],
    mentions: Iterable[tuple[Mention, bool]],
    expansions: Iterable[tuple[str, Expansion]],
    spelled_out: Iterable[tuple[SpelledOut, bool]],
) -> FoundRows:
    """Return the rows of what was found in the passages of a paper, as `make_rows` does."""
    numbers = {passage.passage_id: number for number, passage in enumerate(bare)}
    return FoundRows(
        list(_number(_mention_row(numbers[m.passage_id], m, counts=c) for m, c in mentions)),
        list(_number(_expansion_row(theme, each, numbers, bare) for theme, each in expansions)),
        list(
            _number(
                _spelled_row(each, with_label, numbers, bare) for each, with_label in spelled_out
            )
        ),
    )


def _number(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows that begin with the number of a passage, each with its place among those of that passage, from 0."""
    n_before: Counter[int] = Counter()
    for passage, *row in rows:
        yield (passage, n_before[passage], *row)
        n_before[passage] += 1


def make_keyword_row(k: Keyword, runs: Mapping[str, Sequence[Run]]) -> Row:
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
        to_json(k.surfaces),
        json.dumps(places),
    )


def _document_row(
    document: Document,
    metadata: Metadata,
    outline: Mapping[str, object],
    passages: Sequence[tuple[Passage, Words]],
) -> Row:
    """Return the row of a paper."""
    source = document.source
    return (
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
        sum(len(words) for passage, words in passages if passage.kind in COUNTED_KINDS),
        to_json(outline),
    )


def _passage_row(number: int, passage: Passage, words: Words) -> Row:
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
        _write_runs(passage.runs),
        _pack(words.positions),
    )


def _write_runs(runs: Sequence[Run]) -> str:
    """Return runs as JSON, four numbers each; most passages have one, and the encoder takes ten times as long to begin."""
    written = [f"[{r.start}, {r.end}, {r.char_start}, {r.char_end}]" for r in runs]
    return f"[{', '.join(written)}]"


def _mention_row(number: int, m: Mention, *, counts: bool) -> Row:
    """Return the row of a mention in a passage."""
    return (
        number,
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
        int(counts),
    )


def _expansion_row(
    theme_id: str, each: Expansion, numbers: Mapping[str, int], passages: Sequence[Passage]
) -> Row:
    """Return the row of a place where a formula is spelled out."""
    number = numbers[each.passage_id]
    passage = passages[number]
    return (
        numbers[each.label_passage_id],
        theme_id,
        each.label_start,
        each.label_end,
        number,
        *to_source(passage.runs, each.start, each.end),
        each.cue,
        each.expected,
        len(each.members),
        _list_members(passage, each.members),
    )


def _spelled_row(
    each: SpelledOut, labelled: bool, numbers: Mapping[str, int], passages: Sequence[Passage]
) -> Row:
    """Return the row of a place where all members of a formula stand together."""
    number = numbers[each.passage_id]
    members = _list_members(passages[number], each.members)
    return (
        number,
        each.theme_id,
        each.char_start,
        each.char_end,
        each.surface,
        int(labelled),
        members,
    )


def _list_facets(document: Document, metadata: Metadata) -> list[Row]:
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


def _list_official(document: Document, metadata: Metadata) -> list[tuple[str, str]]:
    """Return the facets of an official document; of any other the date alone."""
    official = document.official or Official()
    return [
        ("date", metadata.date or document.date),
        ("kind", official.kind),
        *(("issuer", issuer) for issuer in official.issuers),
        ("document_number", official.number),
    ]


def _read_title(document: Document) -> str:
    """Return the title a paper has in its text, on one line and without note marks.

    Where its file records the same, letter for letter, the file's spaces are the right ones.
    """
    recorded = document.source.title
    if document.title is None or keep_letters(document.title.text) == keep_letters(recorded):
        return recorded
    place = document.title.char_start, document.title.char_end
    return build_reading(document.source.text, [place]).text


def _list_members(passage: Passage, members: tuple[tuple[int, int], ...]) -> str:
    """Return members as JSON: what each says and where in the reading text."""
    return to_json([(passage.text[start:end], start, end) for start, end in members])


def to_json(value: object) -> str:
    """Return a value as JSON with its Chinese legible; records become objects."""
    return json.dumps(value, ensure_ascii=False, default=asdict)


def _pack(numbers: array[int]) -> bytes:
    """Return numbers as 32-bit little-endian bytes."""
    packed = numbers
    if sys.byteorder == "big":
        packed = array("I", numbers)
        packed.byteswap()
    return packed.tobytes()
