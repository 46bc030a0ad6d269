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
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from policytext.discovery.english_words import FUNCTION_WORDS, words_of
from policytext.languages.english import classify_english, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet


class Part(NamedTuple):
    """What stands between two gaps of a stretch: its words, in small letters, where it stands, and its words as a set."""

    words: list[str]
    start: int
    end: int
    kinds: frozenset[str]


Found = tuple[tuple[tuple[str, ...], ...], tuple[Part, int], tuple[Part, int], int]
"""Members, the first part with its first word, the last with the number of its words, the place of the repeated word."""

_STRETCH = re.compile(r"[^.!?;:()“”\"—\n「」『』]{15,}")
"""What stands between two stops, quotation marks or brackets: a series does not cross them."""

_SENTENCE = re.compile(r"[^.!?:()“”\"—\n「」『』]{15,}")
_SEMICOLONS = re.compile(r"\s*;\s+(?:and |or |but )?")
COMMAS = re.compile(r"\s*,\s+(?:and |or |but )?")
_JOINTS = re.compile(r"\s*,\s+(?:and |or |but )?|\s+and\s+")
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
DETERMINERS = words_of("a an the his her its their our your my")
SILENT = FUNCTION_WORDS - {"have"}
"""Words whose repetition is no echo."""

_LONGEST_TURN = 7  # words of a phrase that is turned round
PARTICLES = words_of("out up down off over away back forward")
_MOST_MEMBERS = 12  # the bound keeps a text that repeats one word for ever from being read for ever
_OVERLAP = 0.4  # of the words of the longer of two members
_MARKED = 0.3  # of the words of a second member of three
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
                yield from _read_parts(text, sentence.span(), _SEMICOLONS)
    for start, end, low, listed in list_stretches(text):
        if len(listed) > 1 and _may_echo(listed):
            yield from _read_parts(text, (start, end), COMMAS)
        joined = low.replace(", and ", ", ") if " and " in low else ""
        if " and " in joined and _may_echo(joined.replace(" and ", ", ").split(", ")):
            yield from _read_parts(text, (start, end), _JOINTS)


@lru_cache(maxsize=4)  # two grammars ask for the same passage, one after the other
def list_stretches(text: str) -> list[tuple[int, int, str, list[str]]]:
    """Return where the stretches of a passage stand that hold a comma or `and`, in small letters, whole and cut at commas."""
    found = []
    for match in _STRETCH.finditer(text):
        low = match[0].lower()
        if ", " in low or " and " in low:
            found.append((*match.span(), low, low.replace(", and ", ", ").split(", ")))
    return found


def _may_echo(listed: list[str]) -> bool:
    """Tell whether three neighbours share a content word and one mark more, or two half the words of the second.

    This is asked of every stretch of a text, and so of sets of words; what
    is shared is looked at in its place by what follows.
    """
    before: set[str] = set()
    echoed: set[str] = set()
    first = last = ""
    marked = False
    for each in listed:
        part = each.split()
        if not part:
            continue
        here = set(part)
        shared = before & here
        if shared:
            if (marked or part[0] == first) and not echoed.isdisjoint(shared):
                return True
            echoed = shared - SILENT
            if echoed and _is_half(part, here, shared):
                return True
            if len(echoed) > 1 and last in echoed and last in part[:2]:
                return True
            marked = part[-1] == last or len(shared) >= _MARKED * len(here)
        else:
            echoed = shared
        before, first, last = here, part[0], part[-1]
    return False


def _is_half(part: list[str], here: AbstractSet[str], shared: AbstractSet[str]) -> bool:
    """Tell whether a part shares three in five words with the one before, or half of them and its first, which has meaning.

    Of two words the first must be a verb.
    """
    if part[0] not in shared or part[0] in SILENT:
        return len(part) > 2 and len(shared) * 5 >= len(here) * 3
    return len(shared) * 2 >= len(here) and (len(part) > 2 or (len(part) > 1 and is_verb(part[0])))


def _read_parts(text: str, stretch: tuple[int, int], gap: re.Pattern[str]) -> Iterator[Series]:
    """Yield the longest series of the parts of a stretch, and phrases that come back reversed."""
    parts = cut_parts(text, *stretch, gap)
    at = 0
    while at < len(parts) - 1:
        shared = _find_shared(parts, at)
        found = _read_reversal(parts[at], parts[at + 1]) if shared else None
        if shared and found is None:
            found = _read_longest(parts, at, shared)
        if found is None:
            at += 1
            continue
        members, (first, start), (last, end), place = found
        if len(members) == 2 and not _overlap(*members):
            at += 1
            continue
        joint = text[parts[at + len(members) - 2].end : parts[at + len(members) - 1].start]
        whole = end == len(parts[at + len(members) - 1].words)
        begin = list(WORD.finditer(text, first.start, first.end))[start].start()
        stop = list(WORD.finditer(text, last.start, last.end))[end - 1].end()
        joined = re.search(r"[A-Za-z]", joint) is not None
        yield Series(begin, stop, members, place, joined, whole)
        at += len(members) - 1


def _find_shared(parts: list[Part], at: int) -> AbstractSet[str]:
    """Return the content words that two neighbours share, if they may be two members or the first two of three (see `_may_echo`)."""
    one, other = parts[at], parts[at + 1]
    both = one.kinds & other.kinds
    shared = both - SILENT
    if not shared:
        return shared
    if at + 2 < len(parts) and not shared.isdisjoint(parts[at + 2].kinds):
        marked = one.words[-1] == other.words[-1] or len(both) >= _MARKED * len(other.kinds)
        if marked or other.words[0] == parts[at + 2].words[0]:
            return shared
    turned = len(shared) > 1 and one.words[-1] in shared and one.words[-1] in other.words[:2]
    return shared if turned or _is_half(other.words, other.kinds, both) else frozenset()


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two members may have two words in five in one order, or the same ends exchanged: else they are no slogan."""
    if sum(map(other.__contains__, one)) >= _OVERLAP * max(len(one), len(other)):
        return True
    return one[0] in other[-1:] or one[-1] in other[:2]


def cut_parts(text: str, start: int, end: int, gap: re.Pattern[str]) -> list[Part]:
    """Return the parts of a stretch that hold words."""
    edges = [start]
    for match in gap.finditer(text, start, end):
        edges += match.span()
    edges.append(end)
    spans = zip(edges[::2], edges[1::2], strict=True)
    parts = [(_list_words(text[a:b]), a, b) for a, b in spans]
    return [Part(words, a, b, frozenset(words)) for words, a, b in parts if words]


def _list_words(part: str) -> list[str]:
    """Return the words of a part in small letters; beyond ASCII, small letters may be more than the capitals were."""
    if part.isascii():
        return WORD.findall(part.lower())
    return [word.lower() for word in WORD.findall(part)]


def _read_reversal(one: Part, other: Part) -> Found | None:
    """Return two members of which the second begins with the end of the first and ends with its beginning."""
    word = one.words[-1]
    if word in FUNCTION_WORDS or word not in other.words[:2]:
        return None
    at = other.words.index(word)
    if at and other.words[0] not in DETERMINERS:
        return None
    for end in range(at + 1, min(len(other.words), _LONGEST_TURN)):
        back = other.words[end]
        if back in FUNCTION_WORDS or back == word or back not in one.words[:-1]:
            continue
        start = _find_last(one.words[:-1], back)
        start -= start > 0 and one.words[start - 1] in DETERMINERS
        first, second = tuple(one.words[start:]), tuple(other.words[: end + 1])
        if len(first) > _LONGEST_TURN or abs(len(first) - len(second)) > 2 or len(second) < 3:
            return None
        after = other.words[end + 1 : end + 2]
        if after and (after[0] not in FUNCTION_WORDS or after[0] in DETERMINERS):
            return None
        return (first, second), (one, start), (other, end + 1), 0
    return None


def _read_longest(parts: list[Part], at: int, shared: AbstractSet[str]) -> Found | None:
    """Return the longest series that begins in one part, by any word it shares with the next."""
    best = None
    for word in sorted(shared, key=parts[at + 1].words.index):
        last = at + 2
        while last < min(len(parts), at + _MOST_MEMBERS) and word in parts[last].words:
            last += 1
        for stop in range(last, at + 1, -1):
            found = _align(parts[at:stop], word)
            if found is not None:
                if best is None or len(found[0]) > len(best[0]):
                    best = found
                break
    return best


def _align(parts: list[Part], word: str) -> Found | None:
    """Return the series that parts make when they are set one upon the other at a word."""
    opening, place = _find_last(parts[0].words, word), parts[1].words.index(word)
    last = parts[-1].words
    if opening < place or abs(last.index(word) - place) > 1:
        return None
    start = _match_start(parts[0].words, opening - place, parts[1].words[0])
    after = len(parts[0].words) - 1 - opening
    middle = [part.words for part in parts[1:-1]]
    for words in middle:
        here = words.index(word)
        if here != place and len(words) - 1 - here != after:
            return None
    first = parts[0].words[start:]
    end = _cut_even(last, {len(words) for words in middle}) if len(middle) > 1 else None
    if end is None:
        end = _cut_last(last, max(map(len, [first, *middle])), last.index(word) + after + 1)
    if end is None:
        return None
    members = tuple(map(tuple, [first, *middle, last[:end]]))
    sizes = [len(member) for member in members]
    if min(sizes) < 2 or max(sizes) > MOST_WORDS or len(set(members)) < len(members):
        return None
    return members, (parts[0], start), (parts[-1], end), place


def _cut_last(last: list[str], longest: int, aligned: int) -> int | None:
    """Return how many words of the last part are its member: all, or those before a function word."""
    if len(last) <= longest + 1:
        return len(last)
    if aligned == longest and last[aligned] in FUNCTION_WORDS:
        return aligned
    cuts = range(max(aligned, longest), min(len(last), longest + 3))
    free = (at for at in cuts if last[at] in FUNCTION_WORDS)
    return next((at for at in free if last[at - 1] not in FUNCTION_WORDS), None)


def _cut_even(last: list[str], sizes: set[int]) -> int | None:
    """Return the one length of the members between, if a verb goes on with the sentence there."""
    (size,) = sizes if len(sizes) == 1 else (len(last),)
    goes_on = size < len(last) and is_verb(last[size]) and not classify_english(last[size]).noun
    return size if goes_on else None


def _find_last(words: list[str], word: str) -> int:
    """Return the last place of a word among words that hold it."""
    return len(words) - 1 - words[::-1].index(word)


def _match_start(words: list[str], start: int, opener: str) -> int:
    """Return where a first member begins whose verb has a word more than that of the next: learning from each other."""
    back = range(start, max(-1, start - 3), -1)
    if opener.endswith("ing"):
        return next((at for at in back if words[at].endswith("ing")), start)
    return start - 1 if start and words[start] in PARTICLES else start
