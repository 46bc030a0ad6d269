"""Read a numeral of an English passage, the words after it, and what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from policytext.discovery.english_normal import name_code, name_label, read_numeral
from policytext.discovery.english_words import (
    FUNCTION_WORDS,
    IDIOMS,
    PLAIN_COMPOUNDS,
    is_counted,
    singular,
)
from policytext.numerals import ENGLISH_TENS, ENGLISH_UNITS
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = "|".join(sorted(ENGLISH_UNITS[1:], key=len, reverse=True))
_TENS = "|".join(ENGLISH_TENS)
_FOLDS = "twofold|threefold|fourfold|fivefold|sixfold|sevenfold|eightfold|tenfold"
_MULTIPLES = f"double|dual|triple|quadruple|{_FOLDS}"
NUMBER_WORDS = rf"(?:{_TENS})(?:[ -](?:{SMALL}))?|{SMALL}|(?:one )?hundred"
NUM = rf"(?:{NUMBER_WORDS}|{_MULTIPLES}|[1-9]\d?)"
"""A numeral as formulae are built of: a word below a hundred, `hundred`, `double`, one or two digits."""
WORD = r"[A-Za-zÀ-ɏ]+(?:['’](?!s\b)[A-Za-zÀ-ɏ]+)*"
_GAP = r"(?:[-‐‑–][ ]?|[ ][-‐‑–](?![ ])|[ ])"  # a dash with spaces on both sides ends a phrase
_FIRST_WORDS = sorted({*re.findall("[a-z]{3,}", f"{NUMBER_WORDS}|{_MULTIPLES}"), *"123456789"})
"""What a numeral can begin with."""

ANCHOR = re.compile(
    rf"\b(?>(?<![.,$€£¥+-])|(?<=(?i:post|anti)-)|(?<=(?i:pre|non)-))(?:(?:{NUMBER_WORDS}|{_MULTIPLES})(?![\w])|[1-9]\d?(?![\w.,%:+/°]))",
    re.IGNORECASE,
)
NUMERAL = re.compile(NUM + r"(?!\w)", re.IGNORECASE)
_STEP = re.compile(rf"{_GAP}({WORD}(?:['’]s(?=[ ][A-Z]))?)")  # Three People's Principles
_ITEM_START = re.compile(rf"(?:and[ ])?{NUM}(?!\w)", re.IGNORECASE)
_NEXT_WORD = re.compile(rf"[\"”’')]*[ ]?({WORD})")
_LAST_WORD = re.compile(r"([\w’'-]+)[\"“‘'(]*[ ]?[\"“‘'(]*$")
DOUBLES = ("double", "dual", "triple")
MOST_WORDS = 5


@cache
def _find_first_words() -> AhoCorasick:
    """Return what finds the words and figures that a numeral can begin with."""
    return AhoCorasick(_FIRST_WORDS)


def find_anchors(text: str) -> Iterator[re.Match[str]]:
    """Yield where a formula may begin with its numeral, in order, none over another.

    An automaton finds their first words sooner than a pattern that asks for
    them at the edge of every word.

    >>> [match[0] for match in find_anchors("Twenty-one measures, often for the two; 12 centers")]
    ['Twenty-one', 'two', '12']
    """
    low = text.lower()
    if len(low) != len(text):  # a letter that is two when it is small: places would be wrong
        yield from ANCHOR.finditer(text)
        return
    done = 0
    for _, start, _ in _find_first_words().find_matches_as_indexes(low):
        if start >= done and (match := ANCHOR.match(text, start)):
            yield match
            done = match.end()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A numeral and the words after it, as far as they may belong to one label.

    `mark` is what joins them, `words` are in small letters, `ends` the end of
    each in the text.
    """

    start: int
    numeral: str
    mark: str
    words: tuple[str, ...]
    ends: tuple[int, ...]

    @property
    def head(self) -> str:
        """Return the last word."""
        return self.words[-1] if self.words else ""

    @property
    def end(self) -> int:
        """Return where the last word ends."""
        return self.ends[-1]

    @property
    def hyphened(self) -> bool:
        """Tell whether a hyphen joins the first word to the numeral."""
        return self.mark != " "

    def cut(self, count: int) -> Phrase:
        """Return the phrase with only its first words."""
        return Phrase(self.start, self.numeral, self.mark, self.words[:count], self.ends[:count])


def read_phrase(
    text: str, start: int, end: int | None = None, *, split: bool = False
) -> Phrase | None:
    """Return the numeral phrase that begins at `start`, as long as it may be.

    It stops before a function word that cannot be inside a label and, with
    `split`, before the next numeral.
    """
    stop = len(text) if end is None else end
    number = NUMERAL.match(text, start, stop)
    if number is None:
        return None
    words: list[str] = []
    ends: list[int] = []
    at = number.end()
    while len(words) < MOST_WORDS + 2:
        match = _STEP.match(text, at, stop)
        if match is None:
            break
        word = match[1].lower()
        if split and words and _opens_item(text, match, stop, word, words[-1]):
            break
        words.append(word)
        ends.append(match.end())
        at = match.end()
    mark = text[number.end()] if words else ""
    return Phrase(start, number[0], mark, tuple(words), tuple(ends)) if words else None


def _opens_item(text: str, match: re.Match[str], stop: int, word: str, before: str) -> bool:
    """Tell whether the next word is a numeral of its own or `and` before one.

    A hyphen may join two items (*one belt-one road*), but not where a function
    word is before it: *five-in-one* is one item.
    """
    if word != "and" and read_numeral(word) is None:
        return False
    if text[match.start()] != " " and word != "and" and before in FUNCTION_WORDS:
        return False
    return bool(_ITEM_START.match(text, match.start(1), stop))


def is_idiom(item: Phrase) -> bool:
    """Tell whether a phrase is a set phrase of English: double standard, two-way."""
    if item.hyphened and len(item.words) == 1 and item.words[0] in PLAIN_COMPOUNDS:
        return True
    whole = f"{item.numeral} {' '.join(item.words)}".lower()
    return whole in IDIOMS or singular_phrase(whole) in IDIOMS


def singular_phrase(phrase: str) -> str:
    """Return a phrase with its last word in the singular."""
    before, _, last = phrase.rpartition(" ")
    return f"{before} {singular(last)}"


def stands_alone(text: str, part: Phrase) -> bool:
    """Tell whether the noun phrase ends with its head: a stop, a mark or a function word follows."""
    after = next_word(text, part.end)
    return (
        not after or after.lower() in FUNCTION_WORDS or text[part.end : part.end + 1] in ',.;:)”"’'
    )


def runs_on(text: str, part: Phrase) -> bool:
    """Tell whether the noun phrase goes on with `of`, which counts parts: three lines of text."""
    return next_word(text, part.end).lower() == "of" and is_counted(part.head)


def next_word(text: str, at: int) -> str:
    """Return the word that follows, past a closing mark, or nothing before a stop."""
    match = _NEXT_WORD.match(text, at)
    return match[1] if match else ""


def word_end(text: str, at: int) -> int:
    """Return where the word that follows ends."""
    match = _NEXT_WORD.match(text, at)
    return match.end() if match else at


def word_before(text: str, start: int) -> str:
    """Return the word before, past an opening mark, or nothing at the start of a passage."""
    match = _LAST_WORD.search(text, max(0, start - 40), start)
    return match[1] if match else ""


def quote_around(quotes: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Return the quoted stretch that holds another one."""
    at = bisect_right(quotes, (start, 1 << 60)) - 1
    return quotes[at] if at >= 0 and quotes[at][1] >= end else None


def make_candidate(
    text: str, start: int, end: int, shape: str, quotes: list[tuple[int, int]], *, certain: bool
) -> Candidate:
    """Return a candidate; it is quoted when nothing else is between the marks."""
    surface = text[start:end]
    quote = quote_around(quotes, start, end)
    quoted = quote is not None and (quote[1] - quote[0]) - (end - start) <= 4
    pieces = r"\d+" if "+" in surface else r"\d" if shape == "code" else r"[A-Za-z]+|\d+"
    numerals = tuple(
        value for word in re.findall(pieces, surface) if (value := read_numeral(word)) is not None
    )
    normal = name_code(surface) if shape == "code" else name_label(surface)
    return Candidate(start, end, surface, "en", shape, numerals, normal, quoted, certain)
