"""Turn what is to be found into words of the index and into a regular expression.

What is sought is a row of slots, one for each word. It becomes two things: an
expression for the full-text index, which yields the passages that hold it, and
a regular expression, which finds where. A word finds all its inflections
(`union` finds unions), a quoted phrase and a run of Han characters only
themselves; `*` stands for any letters of a word and `?` for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Literal

from policytext.folding import HAN, fold
from policytext.store.finding import list_inflections, list_words_like
from policytext.store.indexing import BREAK, BREAK_PATTERN, WORD_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.queries.grammar import Leaf
    from policytext.store.reading import Store

_BREAK = rf"(?:[ ']*(?:[^\w '*?]|_)[^\w*?]*|(?<=[{HAN}])[ ]+(?=[{HAN}]))"  # as in the index, but for holes
_PIECE = re.compile(rf"[{HAN}]|(?:{WORD_LETTER}|[*?])+|{_BREAK}")
_HAN = re.compile(f"[{HAN}]")

MOST_PHRASES = 64
"""Phrases spelled out for the index; past them it is asked for the words alone, and every passage is looked at."""

MOST_WORDS = 2000
"""Words a glob is spelled out in; past them every word is let in, and every passage is looked at."""

NO_WORD = "\ue000"
"""A private-use letter: what is looked up for a glob that no word of the corpus fits."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one word: any of `words` of the index, or, with none, any word; `pattern` finds it in a text.

    `kind` tells what may stand beside it: a word is set apart by spaces, a Han
    character by nothing, and a break is what sets apart.
    """

    words: tuple[str, ...]
    pattern: str
    kind: Literal["word", "han", "break"] = "word"


_BREAK_SLOT = Slot((BREAK,), BREAK_PATTERN, "break")


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing to find, as typed and as the words that must follow one another.

    `is_exact` tells whether the index alone knows which passages hold it.
    """

    text: str
    slots: tuple[Slot, ...]

    @property
    def is_exact(self) -> bool:
        """Tell whether the phrases of `to_match` are all there are."""
        closed = [len(slot.words) for slot in self.slots]
        return 0 not in closed and prod(closed) <= max(MOST_PHRASES, closed[0])


def resolve(leaf: Leaf, store: Store) -> Sought:
    """Return what a leaf of a query looks for in the words of a store."""
    find = _fix_word if leaf.quoted else _open_word
    return Sought(leaf.text, _to_slots(_PIECE.findall(leaf.text), store, find))


def resolve_phrase(text: str, store: Store, *, lemma: bool = False) -> Sought | None:
    """Return a whole pattern as one phrase, `*` and `?` standing for letters; none if nothing is left of it.

    With `lemma` every word stands for all its inflections.
    """
    slots = _to_slots(_PIECE.findall(fold(text)), store, _open_word if lemma else _fix_word)
    return Sought(text, slots) if any(slot.words for slot in slots) else None


def follow(first: Sought, then: Sought) -> Sought:
    """Return two things sought, one straight after the other."""
    return Sought(f"{first.text} {then.text}", first.slots + then.slots)


def _to_slots(pieces: list[str], store: Store, find: Any) -> tuple[Slot, ...]:  # noqa: ANN401 - one of the two below
    """Return the slots of words, Han characters, globs and what parts them, from the first word to the last."""
    slots = [_to_slot(piece, store, find) for piece in pieces]
    while slots and slots[0].kind == "break":
        del slots[0]
    while slots and slots[-1].kind == "break":
        del slots[-1]
    return tuple(slots)


def _to_slot(piece: str, store: Store, find: Any) -> Slot:  # noqa: ANN401
    """Return the slot of one word, Han character, glob or break."""
    if _HAN.match(piece):
        return _fix_word(piece, store)
    if not any(letter.isalnum() or letter in "*?" for letter in piece) or not piece.strip("?"):
        return _BREAK_SLOT
    if "*" in piece or "?" in piece.rstrip("?"):
        return _open_glob(piece, store)
    return find(piece.rstrip("?"), store)  # type: ignore[no-any-return]


def _fix_word(word: str, _: Store) -> Slot:
    """Return the slot of one word and no other."""
    return Slot((word,), re.escape(word), "han" if _HAN.match(word) else "word")


def _open_word(word: str, store: Store) -> Slot:
    """Return the slot of a word in all the inflections the corpus has."""
    words = tuple(list_inflections(store, word)) or (word,)
    return Slot(words, "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))


def _open_glob(glob: str, store: Store) -> Slot:
    """Return the slot of every word that fits a pattern with `*` and `?`."""
    letters = re.sub(r"\*+", "*", glob)
    if letters == "*":
        return Slot((), f"{WORD_LETTER}+")
    words = list_words_like(store, letters, MOST_WORDS + 1)
    if len(words) > MOST_WORDS:
        return Slot((), write_glob(letters))
    return Slot(tuple(words) or (NO_WORD,), write_glob(letters))


def write_glob(glob: str) -> str:
    """Return a glob as a regular expression over one whole word.

    What stands between two stars is taken at its first place and kept (an
    atomic group): any later place serves no better, so no glob can run away.

    >>> bool(re.fullmatch(write_glob("*mod*r?i*"), "postmodernization"))
    True
    """
    head, *middle = (
        "".join(WORD_LETTER if c == "?" else re.escape(c) for c in part) for part in glob.split("*")
    )
    if not middle:
        return head
    steps = "".join(f"(?>{WORD_LETTER}*?{part})" for part in middle[:-1])
    return f"{head}{steps}{WORD_LETTER}*{middle[-1]}(?!{WORD_LETTER})"


def to_match(sought: Sought) -> str:
    """Return the full-text expression that finds the passages that hold what is sought.

    Where it is not exact, those and others; nothing where every slot is open.
    """
    closed = [slot.words for slot in sought.slots if slot.words]
    if sought.is_exact:
        return _join_or(" ".join(phrase) for phrase in product(*closed))
    return "(" + " AND ".join(_join_or(words) for words in closed) + ")" if closed else ""


def to_near(items: Sequence[Sought], within: int) -> str | None:
    """Return the expression that finds things near one another; none where there are too many ways to say it."""
    phrases = [
        list(product(*(slot.words for slot in item.slots))) if item.is_exact else []
        for item in items
    ]
    if not 0 < prod(map(len, phrases)) <= MOST_PHRASES:
        return None
    ways = product(*phrases)
    return (
        "("
        + " OR ".join(
            "NEAR(" + " ".join(f'"{" ".join(phrase)}"' for phrase in way) + f", {within})"
            for way in ways
        )
        + ")"
    )


def _join_or(phrases: Iterable[str]) -> str:
    """Return the expression that finds any of some phrases, every one quoted."""
    return "(" + " OR ".join(f'"{phrase}"' for phrase in phrases) + ")"


def compile_sought(sought: Iterable[Sought]) -> re.Pattern[str]:
    """Return a regular expression that finds all that is sought in a folded text, longer things first.

    Words are set apart by spaces, hyphens or an apostrophe, Han characters by
    nothing at all, and by anything else only where the query says so.
    """
    ordered = sorted(sought, key=lambda item: (-len(item.slots), -len(item.text), item.text))
    return re.compile("|".join(map(_to_pattern, ordered)) or r"(?!)")


def _to_pattern(sought: Sought) -> str:
    """Return one thing sought as a regular expression over whole words."""
    slots = sought.slots
    pattern = rf"(?<!{WORD_LETTER})" if slots[0].kind == "word" else ""
    for before, slot in zip((None, *slots), slots, strict=False):
        if before:
            pattern += _SEPARATORS.get((before.kind, slot.kind), "")
        pattern += f"(?:{slot.pattern})"
    return rf"{pattern}(?!{WORD_LETTER})" if slots[-1].kind == "word" else pattern


_SEPARATORS = {("word", "word"): "[ ']+", ("word", "han"): "[ ']*", ("han", "word"): "[ ']*"}
