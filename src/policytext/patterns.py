"""Turn what a person types into something that can be found.

A query is words and quoted phrases; `*` stands for any letters. A word finds
all its inflections (`union` finds unions), a quoted phrase and a run of Han
characters only themselves. Nothing a person types is an error: marks that mean
nothing here are passed over.

What is sought is a row of slots, one for each word. It becomes two things: an
expression for the full-text index, which yields every passage that may hold it,
and a regular expression, which finds where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from policytext.folding import HAN, fold
from policytext.store.finding import list_inflections, list_words_like
from policytext.store.indexing import WORD_LETTER, split_index_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.store.reading import Store

_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
_PIECE = re.compile(rf"[{HAN}]|(?:{WORD_LETTER}|\*)+")
_RUN = re.compile(rf"[{HAN}]+|(?:{WORD_LETTER}|\*)+")
_HAN = re.compile(f"[{HAN}]")

MOST_PHRASES = 64
"""Phrases spelled out for the index; past them it is asked for the words alone, in any order."""

NO_WORD = "\ue000"
"""A private-use letter: what is looked up for a glob that no word of the corpus fits."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one word: any of `words` of the index, or, with none, any word; `pattern` finds it in a text."""

    words: tuple[str, ...]
    pattern: str
    is_han: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing to find, as typed and as the words that must follow one another."""

    text: str
    slots: tuple[Slot, ...]


def parse_query(text: str, store: Store) -> list[Sought]:
    """Return what a query looks for, one item for every word, phrase or Han run, none twice."""
    sought: dict[str, Sought] = {}
    for quoted, word in _PART.findall(fold(text)):
        if quoted:
            slots = tuple(map(_fix_word, split_index_words(quoted)))
            if slots:
                sought.setdefault(quoted, Sought(quoted, slots))
        for run in _RUN.findall(word):
            if run.strip("*"):
                slots = tuple(map(_fix_word, run)) if _HAN.match(run) else (_open_word(run, store),)
                sought.setdefault(run, Sought(run, slots))
    return list(sought.values())


def parse_phrase(text: str, store: Store) -> Sought | None:
    """Return a whole pattern as one phrase, `*` standing for letters; none if nothing is left of it."""
    pieces = _PIECE.findall(fold(text))
    if not any(piece.strip("*") for piece in pieces):
        return None
    return Sought(text, tuple(_open_glob(p, store) if "*" in p else _fix_word(p) for p in pieces))


def follow(first: Sought, then: Sought) -> Sought:
    """Return two things sought, one straight after the other."""
    return Sought(f"{first.text} {then.text}", first.slots + then.slots)


def _fix_word(word: str) -> Slot:
    """Return the slot of one word and no other."""
    return Slot((word,), re.escape(word), bool(_HAN.match(word)))


def _open_word(word: str, store: Store) -> Slot:
    """Return the slot of a word in all the inflections the corpus has."""
    if "*" in word:
        return _open_glob(word, store)
    words = tuple(list_inflections(store, word)) or (word,)
    return Slot(words, "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))


def _open_glob(glob: str, store: Store) -> Slot:
    """Return the slot of every word that fits a pattern with `*`."""
    pattern = f"{WORD_LETTER}*".join(map(re.escape, re.split(r"\*+", glob)))
    if not glob.strip("*"):
        return Slot((), f"{WORD_LETTER}+")
    return Slot(tuple(list_words_like(store, glob)) or (NO_WORD,), pattern)


def to_match(sought: Sought) -> str:
    """Return the full-text expression that finds at least the passages that hold what is sought."""
    closed = [slot.words for slot in sought.slots if slot.words]
    if len(closed) == len(sought.slots) and prod(map(len, closed)) <= MOST_PHRASES:
        return _join_or(" ".join(phrase) for phrase in product(*closed))
    return "(" + " AND ".join(_join_or(words) for words in closed) + ")"


def _join_or(phrases: Iterable[str]) -> str:
    """Return the expression that finds any of some phrases, every one quoted."""
    return "(" + " OR ".join(f'"{phrase}"' for phrase in phrases) + ")"


def compile_sought(sought: list[Sought]) -> re.Pattern[str]:
    """Return a regular expression that finds all that is sought in a folded text, longer things first.

    Words may be set apart by anything that is no letter, Han characters by
    nothing at all.
    """
    ordered = sorted(sought, key=lambda item: (-len(item.slots), -len(item.text), item.text))
    return re.compile("|".join(map(_to_pattern, ordered)) or r"(?!)")


def _to_pattern(sought: Sought) -> str:
    """Return one thing sought as a regular expression over whole words."""
    slots = sought.slots
    pattern = "" if slots[0].is_han else rf"(?<!{WORD_LETTER})"
    for before, slot in zip((None, *slots), slots, strict=False):
        if before and not (before.is_han and slot.is_han):
            pattern += r"[\W_]*" if before.is_han or slot.is_han else r"[\W_]+"
        pattern += f"(?:{slot.pattern})"
    return pattern if slots[-1].is_han else rf"{pattern}(?!{WORD_LETTER})"
