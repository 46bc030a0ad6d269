"""Find what may be a keyword: every run of up to five words without a stop word in it.

All of it is arithmetic on arrays, a text or many short ones at a time: words
are numbers, a candidate is a number made of its words', and the places where it
stands come out of one sort.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from policytext.languages.pipelines import INSIDE, NOUN
from policytext.tokens import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from policytext.keywords.vocabulary import Vocabulary
    from policytext.languages.pipelines import Tagger
    from policytext.records import Passage, PassageKind, Token

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Level = dict[str, NDArray[Any]]
    """The candidates of one length: facts by candidate, and where each begins and which it is by place."""

LONGEST = 5
"""Words in the longest keyword; indexers' keyphrases rarely have more."""

MARKED: tuple[PassageKind, ...] = ("heading", "keywords", "front")
"""Passages that name what a text is about: headings, the authors' own keywords, of the front the title."""

_TIGHT = re.compile(r"[\s\-‐‑–/]*")  # what may stand between two words of one term
_QUOTE = re.compile(r"[\"“”„‟「」『』《》〈〉]")
_OPENS, _CLOSES, _NAMES = 1, 2, 4
"""A quotation mark before the word, one after it, a marked passage; above them what `classify` says."""

_SHIFT = 3  # bits below those of `classify`


@dataclass(frozen=True, slots=True)
class Laid:
    """The words of one text in one language as arrays: ten bytes a word.

    `numbers` are of the vocabulary, `breaks` tell whether more than a space or
    a hyphen stands before a word, `marks` whether quotation marks stand before
    or after it, whether it is in a heading and, where the text is `tagged`, what
    a trained pipeline takes it for; `order` counts the words before it in its
    document.
    """

    numbers: NDArray[np.int32]
    breaks: Flags
    marks: NDArray[np.uint8]
    order: NDArray[np.int32]
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of some texts in one language, a row each.

    `text` is the number of the text whose candidate it is; the same words in
    two texts are two candidates. `words` are the numbers of their dictionary forms, filled up with -1. `n`
    counts words, `tf` occurrences, `alone` those in no longer candidate that
    recurs, `longer` those of the most frequent longer candidate it is part of, `whole` those that are a whole noun phrase, `named` tells whether one
    stands in a title or heading, `quoted` by itself in quotation marks; `first` is how many
    words of its document stand before the first of them. `letters` and `unknown` are of all
    words and of the last. Row `r` stands at the words `starts[r]`.
    """

    text: Ints
    words: Ints
    n: Ints
    tf: Ints
    alone: Ints
    longer: Ints
    whole: Ints
    named: Flags
    quoted: Flags
    first: Ints
    letters: Ints
    noun: Flags
    unknown: Flags
    rows: tuple[Ints, ...]
    places: tuple[Ints, ...]


def lay_out(
    words: Sequence[tuple[Passage, Sequence[Token]]],
    vocabulary: Vocabulary,
    tagger: Tagger | None = None,
) -> Laid:
    """Return the words of a document as arrays, with what a trained pipeline takes them for, if there is one."""
    numbers, breaks, marks = array("i"), bytearray(), bytearray()
    for passage, tokens in words:
        text = passage.text
        positions = list_positions(passage, tokens)
        starts, ends = positions[::2], positions[1::2]
        spelled = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        numbers.extend(vocabulary.number(spelled))
        breaks.extend(_list_breaks(text, starts, ends))
        marks.extend(_list_marks(passage, starts, ends))
    if tagger:
        read = [(passage.text, list_positions(passage, tokens)[1::2]) for passage, tokens in words]
        classes = b"".join(tagger.classify(read))
        marks = bytearray(mark | kind << _SHIFT for mark, kind in zip(marks, classes, strict=True))
    return Laid(
        np.frombuffer(numbers, dtype=np.int32),
        np.frombuffer(breaks, dtype=bool),
        np.frombuffer(marks, dtype=np.uint8),
        np.arange(len(numbers), dtype=np.int32),
        tagger is not None,
    )


def tell_classes(words: Laid, vocabulary: Vocabulary) -> tuple[Flags, Flags]:
    """Tell of every word whether it can end a noun phrase, and whether it can stand inside one.

    Where the text is tagged, in its sentence; else anywhere, by the lexicon.
    """
    if words.tagged:
        return (words.marks & NOUN << _SHIFT) > 0, (words.marks & INSIDE << _SHIFT) > 0
    return (
        vocabulary.look_up("noun", words.numbers) > 0,
        vocabulary.look_up("inside", words.numbers) > 0,
    )


def list_positions(passage: Passage, tokens: Sequence[Token]) -> Sequence[int]:
    """Return the start and end of every word of a passage in turn."""
    words = tokens if isinstance(tokens, Words) else Words(passage, tokens)
    return words.positions


def join(texts: Sequence[Laid]) -> Laid:
    """Return several documents as one text; each counts its words from its own beginning."""
    if len(texts) == 1:
        return texts[0]
    return Laid(
        np.concatenate([text.numbers for text in texts]),
        np.concatenate([text.breaks for text in texts]),
        np.concatenate([text.marks for text in texts]),
        np.concatenate([text.order for text in texts]),
        texts[0].tagged,
    )


def _list_breaks(text: str, starts: Sequence[int], ends: Sequence[int]) -> Iterator[bool]:
    """Yield for every word whether more than space and a hyphen stands before it."""
    end = -1
    for start, next_end in zip(starts, ends, strict=True):
        yield end < 0 or not (
            start == end
            or (start == end + 1 and text[end] == " ")
            or _TIGHT.fullmatch(text, end, start)
        )
        end = next_end


def _list_marks(passage: Passage, starts: Sequence[int], ends: Sequence[int]) -> bytes:
    """Return for every word whether it is the first or last in quotation marks, or in a marked passage."""
    marks = bytearray([_NAMES if passage.kind in MARKED else 0]) * len(starts)
    places = {quote.start() for quote in _QUOTE.finditer(passage.text)}
    if places:
        for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
            marks[i] |= _OPENS * (start - 1 in places) | _CLOSES * (end in places)
    return bytes(marks)


def find_candidates(
    words: Laid, vocabulary: Vocabulary, sizes: Sequence[int] | None = None
) -> Candidates:
    """Return everything in a text that may be a keyword; in several, joined, of so many words each.

    Where a trained pipeline has tagged the text, only what is in a noun phrase
    of its sentence, and somewhere ends one.
    """
    size = len(words.numbers)
    texts = np.repeat(np.arange(len(sizes)), sizes) if sizes else np.zeros(size, dtype=np.int64)
    lemma = vocabulary.look_up("lemma", words.numbers).astype(np.int64)
    open_ = _mark_open(words, vocabulary)
    base = len(vocabulary.lemmas) + 1
    ends_whole = _find_phrases(words, vocabulary, open_)
    solid = vocabulary.look_up("solid", words.numbers).astype(bool)
    letters = vocabulary.look_up("letters", words.numbers).astype(np.int64)
    chinese = vocabulary.lang == "zh"

    noun, inside = tell_classes(words, vocabulary)
    fits_in = inside if words.tagged else np.ones(size, dtype=bool)
    open_ &= fits_in
    starts = np.flatnonzero(~_stops(words, vocabulary) & fits_in)
    code = texts[starts] * base + lemma[starts]
    good, length = solid[starts], letters[starts]
    levels: list[Level] = []
    for n in range(1, LONGEST + 1):
        if n > 1:
            fits = starts + n - 1 < size
            starts, code, good, length = (a[fits] for a in (starts, code, good, length))
            fits = open_[starts + n - 1]
            starts, code, good, length = (a[fits] for a in (starts, code, good, length))
            last = starts + n - 1
            code, good = code * base + lemma[last], good | solid[last]
            length = length + letters[last]
        if not len(starts):
            break
        _, where, code, tf = np.unique(
            code, return_index=True, return_inverse=True, return_counts=True
        )
        # In Chinese characters make up a word where words do not: two of them will do.
        keep = good | ((length > 1) & (n > 1)) if chinese else good
        ends = np.bincount(code, noun[starts + n - 1], len(tf)) > 0 if words.tagged else True
        levels.append(
            {"starts": starts, "code": code.astype(np.int64), "where": where, "tf": tf,
             "keep": keep[where] & ends, "letters": length[where],
             "whole": np.bincount(code, ends_whole[starts] == starts + n - 1, len(tf)).astype(np.int64),
             "named": np.bincount(code, words.marks[starts] & _NAMES, len(tf)) > 0,
             "quoted": np.bincount(code, _find_quoted(words, starts, n), len(tf)) > 0}
        )  # fmt: skip
    return _gather(levels, words, texts, lemma, vocabulary)


def _stops(words: Laid, vocabulary: Vocabulary) -> Flags:
    """Tell of every word whether it is a stop word."""
    return vocabulary.look_up("stop", words.numbers).astype(bool)


def _mark_open(words: Laid, vocabulary: Vocabulary) -> Flags:
    """Tell of every word whether a candidate may run on into it from the word before."""
    stop = _stops(words, vocabulary)
    after = np.concatenate(([True], stop[:-1])) if len(stop) else stop
    return ~(stop | after | words.breaks)


def _find_phrases(words: Laid, vocabulary: Vocabulary, open_: Flags) -> Ints:
    """Return for every word that begins a noun phrase where the phrase ends, for others -1.

    A noun phrase is the longest run of words that can stand in one, cut back to
    the last that can be a noun.
    """
    size = len(words.numbers)
    found = np.full(size, -1, dtype=np.int64)
    noun, inside = tell_classes(words, vocabulary)
    inside &= ~_stops(words, vocabulary)
    noun &= inside
    goes_on = open_ & inside & np.concatenate(([False], inside[:-1])) if size else inside
    begins = np.flatnonzero(inside & ~goes_on)
    if len(begins):
        nouns = np.where(noun, np.arange(size), -1)
        found[begins] = np.maximum.reduceat(nouns, begins)
    return found


def _find_quoted(words: Laid, starts: Ints, n: int) -> Flags:
    """Tell of the stretches of `n` words whether each stands by itself in quotation marks."""
    opens, closes = words.marks[starts] & _OPENS, words.marks[starts + n - 1] & _CLOSES
    return np.asarray((opens > 0) & (closes > 0))


def _gather(
    levels: list[Level], words: Laid, texts: Ints, lemma: Ints, vocabulary: Vocabulary
) -> Candidates:
    """Return the candidates of every length as one table."""
    alone = _count_alone(levels, len(words.numbers))
    longer = _count_longer(levels, len(words.numbers))
    columns: dict[str, list[Ints]] = {
        name: []
        for name in (
            "text",
            "words",
            "n",
            "tf",
            "alone",
            "longer",
            "whole",
            "named",
            "quoted",
            "first",
            "letters",
            "noun",
            "unknown",
        )
    }
    rows: list[Ints] = []
    places: list[Ints] = []
    total = 0
    noun, _ = tell_classes(words, vocabulary)
    for n, level in enumerate(levels, start=1):
        kept = np.flatnonzero(level["keep"])
        earliest = np.full(len(level["tf"]), len(words.numbers), dtype=np.int64)
        np.minimum.at(earliest, level["code"], words.order[level["starts"]])
        first = level["starts"][level["where"][kept]]
        spelled = np.full((len(kept), LONGEST), -1, dtype=np.int64)
        spelled[:, :n] = lemma[first[:, None] + np.arange(n)]
        last = words.numbers[first + n - 1]
        renumbered = np.full(len(level["tf"]), -1, dtype=np.int64)
        renumbered[kept] = np.arange(total, total + len(kept))
        total += len(kept)
        rows.append(renumbered[level["code"]])
        places.append(level["starts"])
        values: tuple[Ints, ...] = (texts[first], spelled, np.full(len(kept), n), level["tf"][kept], alone[n - 1][kept], longer[n - 1][kept], level["whole"][kept], level["named"][kept], level["quoted"][kept],
                  earliest[kept], level["letters"][kept], noun[first + n - 1].astype(np.int64), vocabulary.look_up("unknown", last).astype(np.int64))  # fmt: skip
        for name, value in zip(columns, values, strict=True):
            columns[name].append(value)
    empty = {"words": np.zeros((0, LONGEST), dtype=np.int64)}
    table = {
        name: np.concatenate(parts) if parts else empty.get(name, np.zeros(0, dtype=np.int64))
        for name, parts in columns.items()
    }
    flags = {name: table[name].astype(bool) for name in ("named", "quoted", "noun", "unknown")}
    return Candidates(**(table | flags), rows=tuple(rows), places=tuple(places))


def _count_alone(levels: list[Level], size: int) -> list[Ints]:
    """Count the occurrences of every candidate that lie in no longer candidate that recurs."""
    recurs: list[Flags] = []
    for level in levels:
        marks = np.zeros(size + LONGEST, dtype=bool)
        marks[level["starts"][level["tf"][level["code"]] > 1]] = True
        recurs.append(marks)
    counts: list[Ints] = []
    for n, level in enumerate(levels, start=1):
        starts = level["starts"]
        nested = np.zeros(len(starts), dtype=bool)
        for longer in range(n + 1, len(levels) + 1):
            for back in range(longer - n + 1):
                nested |= recurs[longer - 1][starts - back] & (starts >= back)
        counts.append(np.bincount(level["code"], ~nested, len(level["tf"])).astype(np.int64))
    return counts


def _count_longer(levels: list[Level], size: int) -> list[Ints]:
    """Return how often the most frequent candidate of one more word occurs that holds each candidate."""
    counts = [np.zeros(len(level["tf"]), dtype=np.int64) for level in levels]
    for count, shorter, longer in zip(counts, levels, levels[1:], strict=False):
        code_at = np.zeros(size + 1, dtype=np.int64)
        code_at[shorter["starts"]] = shorter["code"]
        tf = longer["tf"][longer["code"]]
        for shift in (0, 1):
            np.maximum.at(count, code_at[longer["starts"] + shift], tf)
    return counts


def list_places(candidates: Candidates, rows: Ints) -> dict[int, list[int]]:
    """Return the first words of every occurrence of some candidates, by row."""
    wanted = np.zeros(len(candidates.n) + 1, dtype=bool)  # the last is of places that are no row's
    wanted[rows] = True
    found: dict[int, list[int]] = {}
    for owners, places in zip(candidates.rows, candidates.places, strict=True):
        chosen = np.flatnonzero(wanted[owners])
        chosen = chosen[np.argsort(owners[chosen], kind="stable")]
        names, begins = np.unique(owners[chosen], return_index=True)
        firsts, bounds = places[chosen].tolist(), [*begins.tolist(), len(chosen)]
        for row, (begin, end) in zip(names.tolist(), pairwise(bounds), strict=True):
            found[row] = firsts[begin:end]
    return found
