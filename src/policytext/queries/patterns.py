"""Turn what is to be found into words of the index and into a regular expression.

What is sought is a row of slots, one for each word. It becomes two things: an
expression for the full-text index, which yields the passages that hold it, and
a regular expression, which finds where. A word finds all its inflections
(`union` finds unions), a quoted phrase and a run of Han characters only
themselves; `*` stands for any letters of a word and `?` for one. Between Han
characters, where nothing sets words apart, `*` leaves a hole for a few letters;
before and behind them it leaves open how the word there begins and ends, which
is for who knows its words to say.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from policytext.folding import HAN, fold, suit
from policytext.store.finding import (
    count_word_passages,
    list_inflections,
    list_words_like,
)
from policytext.store.indexing import BREAK, BREAK_PATTERN, WORD_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policytext.queries.grammar import Leaf
    from policytext.store.reading import Store

_BREAK = rf"(?:[ ']*(?:[^\w '*?]|_)[^\w*?]*|(?<=[{HAN}])[ ]+(?=[{HAN}]))"  # as in the index, but for holes
_HOLE = rf"(?<=[{HAN}])[*?]+(?!{WORD_LETTER})|[*?]+(?=[{HAN}])"
_PIECE = rf"(?P<hole>{_HOLE})|[{HAN}]|(?:{WORD_LETTER}|[*?])+|{_BREAK}"
_HAN = f"[{HAN}]"

MOST_PHRASES = 64
"""Phrases spelled out for the index; past them it is asked for the words alone, and every passage is looked at."""

MOST_WORDS = 2000
"""Words a glob is spelled out in; past them every word is let in, and every passage is looked at."""

LONGEST_HOLE = 6
"""Letters that `*` stands for between Han characters, at most: as in the forms of themes."""

_ANY_LETTER = r"[^\W_]"
_GAP = rf"{_ANY_LETTER}{{0,{LONGEST_HOLE}}}?"

NO_WORD = "\ue000"
"""A private-use letter: what is looked up for a glob that no word of the corpus fits."""


class Slot(NamedTuple):
    """The place of one word: any of `words` of the index, or, with none, any word; `pattern` finds it in a text.

    `kind` tells what may stand beside it: a word is set apart by spaces, a Han
    character by nothing, and a break is what sets apart. A hole takes letters of any script.
    """

    words: tuple[str, ...]
    pattern: str
    kind: Literal["word", "han", "break", "hole"] = "word"
    is_glob: bool = False


_BREAK_SLOT = Slot((BREAK,), BREAK_PATTERN, "break")


class Sought(NamedTuple):
    """One thing to find, as typed and as the words that must follow one another.

    `is_exact` tells whether the index alone knows which passages hold it, `opens`
    whether the Chinese word it begins with may begin before it, and that it ends
    with end behind.
    """

    text: str
    slots: tuple[Slot, ...]
    opens: tuple[bool, bool] = (False, False)

    @property
    def is_exact(self) -> bool:
        """Tell whether the phrases of `to_match` are all there are."""
        closed = [len(slot.words) for slot in self.slots]
        return 0 not in closed and prod(closed) <= max(MOST_PHRASES, closed[0])


def resolve(leaf: Leaf, store: Store) -> Sought:
    """Return what a leaf of a query looks for in the words of a store."""
    find = _fix_word if leaf.quoted else _open_word
    slots = [
        _to_hole(piece) if is_hole and "*" in piece else _to_slot(piece, store, find)
        for piece, is_hole in _cut(leaf.text)
    ]
    return _to_sought(leaf.text, slots)


def resolve_phrase(text: str, store: Store, *, lemma: bool = False) -> Sought | None:
    """Return a whole pattern as one phrase, `*` and `?` standing for letters; none if nothing is left of it.

    With `lemma` every word stands for all its inflections. The question mark ？
    stands for none, nor does a last ? where no word of the corpus has a letter for it.
    """
    find = _open_word if lemma else _fix_word
    said = fold(re.sub("[\x00-\x1f\x7f]", " ", text).replace("？", "！"))
    slots = [
        _to_hole(piece) if is_hole else _fit_word(piece, store) or _to_slot(piece, store, find)
        for piece, is_hole in _cut(said)
    ]
    sought = _to_sought(text, slots)
    return sought if any(slot.words for slot in sought.slots) else None


def follow(first: Sought, then: Sought) -> Sought:
    """Return two things sought, one straight after the other."""
    return Sought(
        f"{first.text} {then.text}", first.slots + then.slots, (first.opens[0], then.opens[1])
    )


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words, Han characters, globs, and what parts them, of a folded text, and whether each is a hole."""
    for match in re.finditer(suit(_PIECE, text), text):
        yield match[0], match["hole"] is not None


def _to_sought(text: str, slots: list[Slot]) -> Sought:
    """Return slots from the first word to the last; a hole of any length at an end leaves it open."""
    while slots and slots[0].kind == "break":
        del slots[0]
    while slots and slots[-1].kind == "break":
        del slots[-1]
    ends = [bool(slots) and slots[at].kind == "hole" and slots[at].is_glob for at in (0, -1)]
    for at, is_open in zip((0, -1), ends, strict=True):
        if is_open and slots:
            slots[at : at + 1 or None] = _close(slots[at])
    return Sought(text, tuple(slots), (ends[0], ends[1]))


def _to_hole(piece: str) -> Slot:
    """Return the slot of `*` and `?` beside Han characters: a letter for every `?`, and with `*` a few more."""
    is_open = "*" in piece
    return Slot((), _ANY_LETTER * piece.count("?") + _GAP * is_open, "hole", is_open)


def _close(hole: Slot) -> list[Slot]:
    """Return the slot of the letters that a hole demands; none where it demands none."""
    letters = hole.pattern.removesuffix(_GAP)
    return [Slot((), letters, "hole")] if letters else []


def _fit_word(piece: str, store: Store) -> Slot | None:
    """Return the slot of the words with letters for every `?` at the end of a piece; none where there are none."""
    if not piece.endswith("?") or not piece.strip("?*"):
        return None
    slot = _open_glob(piece, store)
    return None if slot.words == (NO_WORD,) else slot


def _to_slot(piece: str, store: Store, find: Any) -> Slot:  # noqa: ANN401
    """Return the slot of one word, Han character, glob or break."""
    if re.match(suit(_HAN, piece), piece):
        return _fix_word(piece, store)
    if not any(letter.isalnum() or letter in "*?" for letter in piece) or not piece.strip("?"):
        return _BREAK_SLOT
    if "*" in piece or "?" in piece.rstrip("?"):
        return _open_glob(piece, store)
    return find(piece.rstrip("?"), store)  # type: ignore[no-any-return]


def _fix_word(word: str, _: Store) -> Slot:
    """Return the slot of one word and no other."""
    return Slot((word,), re.escape(word), "han" if re.match(suit(_HAN, word), word) else "word")


def _open_word(word: str, store: Store) -> Slot:
    """Return the slot of a word in all the inflections the corpus has."""
    words = tuple(list_inflections(store, word)) or (word,)
    return Slot(words, "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))


def _open_glob(glob: str, store: Store) -> Slot:
    """Return the slot of every word that fits a pattern with `*` and `?`."""
    letters = re.sub(r"\*+", "*", glob)
    if letters == "*":
        return Slot((), f"{WORD_LETTER}+", is_glob=True)
    words = list_words_like(store, letters, MOST_WORDS + 1)
    if len(words) > MOST_WORDS:
        return Slot((), write_glob(letters), is_glob=True)
    return Slot(tuple(words) or (NO_WORD,), write_glob(letters), is_glob=True)


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


def count_holders(store: Store, sought: Sought) -> int:
    """Return in how many passages something stands at most: as many as have the rarest of its words."""
    slots = [slot.words for slot in sought.slots if slot.words and slot.kind != "break"]
    return min((count_word_passages(store, words) for words in slots), default=0)


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


class Finder:
    """Finds all of some things sought in folded texts, the longer of two that begin in one place.

    Words are set apart by spaces, hyphens or an apostrophe, Han characters by
    nothing at all, and by anything else only where the query says so.
    """

    __slots__ = ("_pattern",)

    def __init__(self, sought: Iterable[Sought]) -> None:
        """Take what is to be found."""
        ordered = sorted(sought, key=lambda item: (-len(item.slots), -len(item.text), item.text))
        edges = dict.fromkeys(map(_get_edges, ordered))
        groups = [[item for item in ordered if _get_edges(item) == edge] for edge in edges]
        self._pattern = "|".join(map(_to_pattern, groups)) or "(?!)"

    def find(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the start and end of everything found, in order, without overlap."""
        return tuple(m.span() for m in re.finditer(suit(self._pattern, text), text))


def compile_count(sought: Iterable[Sought]) -> re.Pattern[str]:
    """Return a regular expression that finds things in texts as `store.indexing.join_index_words` gives them.

    Quicker to make than a `Finder`, and blind to marks between words: good to
    weigh a passage by, not to show where something stands.
    """
    ways = (
        _join_slots((slot, _count_slot(slot)) for slot in item.slots if slot.kind != "break")
        for item in sought
    )
    return re.compile(f"(?:{'|'.join(ways)})(?= )")


def _count_slot(slot: Slot) -> str:
    """Return a slot as it stands in words that are set apart by spaces, the one before it included."""
    if slot.kind == "hole":
        return slot.pattern.replace(_ANY_LETTER, "(?: [^ ]+)")
    return f" (?:{slot.pattern})"


def _get_edges(sought: Sought) -> tuple[bool, bool]:
    """Tell whether something begins and whether it ends with a word of a script that sets words apart."""
    return sought.slots[0].kind == "word", sought.slots[-1].kind == "word"


def _to_pattern(group: list[Sought]) -> str:
    """Return things with the same edges as one regular expression over whole words."""
    begins, ends = _get_edges(group[0])
    first = group[0].slots[0]
    if len(group) == 1 and begins and not first.is_glob:
        # No word begins inside a word. What must not stand before it is looked at after it, for a
        # pattern that begins with letters is found several times as fast.
        ways = (rf"{word}(?<!{WORD_LETTER}{word})" for word in first.pattern.split("|"))
        pattern = f"(?:{'|'.join(ways)})" + _continue(group[0])
    else:
        whole = "|".join(f"(?:{item.slots[0].pattern})" + _continue(item) for item in group)
        pattern = f"(?<!{WORD_LETTER})(?:{whole})" if begins else f"(?:{whole})"
    return rf"{pattern}(?!{WORD_LETTER})" if ends else pattern


def _continue(sought: Sought) -> str:
    """Return what follows the first slot as a regular expression."""
    return _join_slots(
        (slot, f"{_SEPARATORS.get((before.kind, slot.kind), '')}(?:{slot.pattern})")
        for before, slot in pairwise(sought.slots)
    )


def _join_slots(written: Iterable[tuple[Slot, str]]) -> str:
    """Return slots, each with its regular expression, as one.

    What stands behind a hole is taken at its first place and kept (an atomic
    group), up to the next hole: so no pattern with many of them can run away.
    """
    parts, end = [], ""
    for slot, pattern in written:
        if slot.kind == "hole":
            parts += [end, "(?>"]
            end = ")"
        parts.append(pattern)
    return "".join([*parts, end])


_SEPARATORS = {("word", "word"): "[ ']+", ("word", "han"): "[ ']*", ("han", "word"): "[ ']*"}
