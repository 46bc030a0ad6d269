"""Read the series of an English passage: members side by side that repeat a word in one place.

What stands between two stops is cut at its commas, and again at its commas and
*and*. Neighbours that share a content word are set one upon the other at that
word, so that the first member loses the words of the sentence before it and
the last those after it: of *we should seek protection in development,
development in protection at once* there remain two members of three words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.discovery.english_words import FUNCTION_WORDS, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Words = list[tuple[str, int, int]]
"""The words of a stretch, in small letters, with the start and end of each."""

_STRETCH = re.compile(r"[^.!?;:()“”\"—\n「」『』]{15,}")
"""What stands between two stops, quotation marks or brackets: a series does not cross them."""

_SENTENCE = re.compile(r"[^.!?:()“”\"—\n「」『』]{15,}")
_SEMICOLONS = re.compile(r"\s*;\s+(?:and |or |but )?")
_COMMAS = re.compile(r"\s*,\s+(?:and |or |but )?")
_JOINTS = re.compile(r"\s*,\s+(?:and |or |but )?|\s+and\s+")
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
DETERMINERS = words_of("a an the his her its their our your my")
SILENT = FUNCTION_WORDS - {"have"}
"""Words whose repetition is no echo."""

_LONGEST_TURN = 7  # words of a phrase that is turned round
MOST_WORDS = 12
"""Words of a member: a longer one is a sentence."""


@dataclass(frozen=True, slots=True)
class Series:
    """Members of one build: where they stand, their words in small letters, and the place of what they repeat.

    `place` counts the words of a member before the repeated one; `joined` says
    that *and* is before the last member, `whole` that a stop or a comma is behind it.
    """

    start: int
    end: int
    members: tuple[tuple[str, ...], ...]
    place: int
    joined: bool
    whole: bool


def find_series(text: str) -> Iterator[Series]:
    """Yield the series of a passage that repeat a content word, overlapping ones too.

    >>> [s.members for s in find_series("They spoke of eating together, living together, laboring together.")]
    [(('eating', 'together'), ('living', 'together'), ('laboring', 'together'))]
    """
    if "; " in text:
        for sentence in _SENTENCE.finditer(text):
            if ";" in sentence[0]:
                yield from _read_items(text, _cut(text, *sentence.span(), _SEMICOLONS))
    for stretch in _STRETCH.finditer(text):
        low = stretch[0].lower()
        plain = low.replace(", and ", ", ").replace(", or ", ", ")
        if ", " in low and _may_echo(plain):
            yield from _read_items(text, _cut(text, *stretch.span(), _COMMAS))
        if " and " in plain and _may_echo(plain.replace(" and ", ", ")):
            yield from _read_items(text, _cut(text, *stretch.span(), _JOINTS))


def _may_echo(listed: str) -> bool:
    """Tell whether three neighbours share a content word, or two half the words of the second.

    This is asked of every stretch of a text, and so of sets of words; what
    is shared is looked at in its place by what follows.
    """
    words = [part.split() for part in listed.split(", ")]
    sets = [set(part) for part in words]
    for at in range(len(words) - 1):
        shared = sets[at] & sets[at + 1]
        if not shared or not (content := shared - SILENT):
            continue
        if len(shared) * 2 >= len(sets[at + 1]) or words[at][-1:] == words[at + 1][:1]:
            return True
        if at + 2 < len(words) and not content.isdisjoint(sets[at + 2]):
            return True
    return False


def _read_items(text: str, items: list[Words]) -> Iterator[Series]:
    """Yield the longest series of the parts of a stretch, and phrases that come back reversed."""
    at = 0
    while at < len(items) - 1:
        found = _read_reversal(items[at], items[at + 1]) or _read_longest(text, items, at)
        if found is not None:
            yield found
            at += len(found.members) - 1
        else:
            at += 1


def _read_reversal(one: Words, other: Words) -> Series | None:
    """Return two members of which the second begins with the end of the first and ends with its beginning."""
    word = one[-1][0]
    at = next((at for at, each in enumerate(other[:2]) if each[0] not in DETERMINERS), 0)
    if other[at][0] != word or word in FUNCTION_WORDS:
        return None
    for end in range(at + 1, min(len(other), _LONGEST_TURN)):
        back = other[end][0]
        if back in FUNCTION_WORDS or back == word:
            continue
        places = [k for k, each in enumerate(one[:-1]) if each[0] == back]
        if not places:
            continue
        start = places[-1] - (places[-1] > 0 and one[places[-1] - 1][0] in DETERMINERS)
        first, second = one[start:], other[: end + 1]
        if len(first) > _LONGEST_TURN or abs(len(first) - len(second)) > 2 or len(second) < 3:
            return None
        if end + 1 < len(other) and other[end + 1][0] not in FUNCTION_WORDS:
            return None
        words = tuple(tuple(each for each, _, _ in member) for member in (first, second))
        return Series(first[0][1], second[-1][2], words, 0, joined=True, whole=end + 1 == len(other))
    return None


def _cut(text: str, start: int, end: int, gap: re.Pattern[str]) -> list[Words]:
    """Return the words of every part of a stretch, without the parts that have none."""
    edges = [start]
    for match in gap.finditer(text, start, end):
        edges += match.span()
    spans = zip(edges[::2], [*edges[1::2], end], strict=True)
    parts = [
        [(m[0].lower(), m.start(), m.end()) for m in WORD.finditer(text, a, b)] for a, b in spans
    ]
    return [part for part in parts if part]


def _read_longest(text: str, items: list[Words], at: int) -> Series | None:
    """Return the longest series that begins in one part, by any word it shares with the next."""
    shared = {word for word, _, _ in items[at]}
    best = None
    for word, _, _ in items[at + 1]:
        if word in SILENT or word not in shared:
            continue
        last = at + 2
        while last < len(items) and any(word == other for other, _, _ in items[last]):
            last += 1
        for stop in range(last, at + 1, -1):
            found = _align(text, items[at:stop], word)
            if found is not None:
                if best is None or len(found.members) > len(best.members):
                    best = found
                break
    return best


def _align(text: str, items: list[Words], word: str) -> Series | None:
    """Return the series that parts make when they are set one upon the other at a word."""
    place = _find(items[1], word)
    opening = len(items[0]) - 1 - _find(items[0][::-1], word)
    start = _free_start(items[0], opening - place) if place else opening - place
    if start < 0:
        return None
    after = len(items[0]) - 1 - opening
    first, middle, last = items[0][start:], items[1:-1], items[-1]
    for part in middle:
        here = _find(part, word)
        if here != place and len(part) - 1 - here != after:
            return None
    if abs(_find(last, word) - place) > 1:
        return None
    whole = _cut_last(last, max(map(len, [first, *middle])), _find(last, word) + after + 1)
    if whole is None:
        return None
    members = [first, *middle, last[:whole]]
    words = tuple(tuple(each for each, _, _ in member) for member in members)
    if min(map(len, words)) < 2 or max(map(len, words)) > MOST_WORDS or len(set(words)) < len(words):
        return None
    joint = text[members[-2][-1][2] : members[-1][0][1]]
    return Series(
        first[0][1], last[whole - 1][2], words, place, "and" in joint, whole == len(last)
    )


def _cut_last(last: Words, longest: int, aligned: int) -> int | None:
    """Return how many words of the last part are its member: all, or those before a function word."""
    if len(last) <= longest + 1:
        return len(last)
    if aligned == longest and last[aligned][0] in FUNCTION_WORDS:
        return aligned
    cuts = range(max(aligned, longest), min(len(last), longest + 3))
    free = (at for at in cuts if last[at][0] in FUNCTION_WORDS)
    return next((at for at in free if last[at - 1][0] not in FUNCTION_WORDS), None)


def _find(words: Words, word: str) -> int:
    """Return the place of a word among those of a part, which holds it."""
    return next(at for at, each in enumerate(words) if each[0] == word)


def _free_start(words: Words, start: int) -> int:
    """Return the place, up to two words before, that a function word precedes: a verb may have its particle there."""
    free = (at for at in range(start, max(-1, start - 3), -1) if at == 0 or words[at - 1][0] in FUNCTION_WORDS)
    return next(free, start)
