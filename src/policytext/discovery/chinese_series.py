"""Read a Chinese list as a series of members of one build, with what stands around it.

Where a list begins and ends no mark says: `推进科学立法、严格执法、公正司法` opens with a
verb that is no part of it. What is parallel has one length (对举, 排比: Chen Wangdao
1932, *Xiucixue fafan*) or repeats a word in one place, so the inner members tell
how much of the outer two belongs to the series.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from operator import eq
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_words import ADHERENCE, NAMING, TASKS
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = re.compile(rf"[{HAN}]{{2,40}}+(?:、[{HAN}]{{2,24}}+(?=、))*、[{HAN}]{{2,40}}+")
_GOVERNORS = frozenset(["v", "vd", "vn", "vg", "d", "ad", "c", "uj", "ul"])
_PREPOSITIONS = frozenset(["以", "按", "按照", "依照", "根据", "本着", "围绕", "把", "用", "在"])
_SHORTEST, _USUAL, _LONGEST = 2, 4, 12  # characters of a member
_LONGEST_OF_TWO, _SENTENCE = 8, 6  # characters of a member of a pair
_FEWEST = 3  # members of several lengths
_REACH = 4  # characters on either side of a place in which a word may straddle it
_AFTER = 12  # characters after a list that are looked at
_REMEMBERED = 4096
_OPENING = re.compile(rf".*(?:{ADHERENCE}|按照|本着|实行|建立|构建|形成|健全|完善)")
_MEASURE = re.compile("一[支个种条批套项]$")
_COMES_FIRST = re.compile("为[主本先要重基]$|优先$|至上$|第一$")
_CLOSING = re.compile(rf"[的等]|(?<!参)与|和(?![谐平睦解美气])|(?:{NAMING})|相结合")


@dataclass(frozen=True, slots=True)
class Series:
    """The members of a list, where it stands, and the words of its clause before and after it.

    `size` is the length all members have, 0 where they differ.
    """

    start: int
    end: int
    members: tuple[str, ...]
    lead: str
    tail: str
    size: int


def find_series(text: str) -> Iterator[Series]:
    """Yield the ways to read each list of a text whose members 、 parts, the likeliest first.

    >>> [(s.lead, s.members, s.tail) for s in find_series("推进科学立法、严格执法、公正司法，")]
    [('推进', ('科学立法', '严格执法', '公正司法'), '，')]
    """
    for match in _LIST.finditer(text):
        after = text[match.end() : match.end() + _AFTER]
        for start, parts, more in _split_lists(match[0].split("、")):
            if _are_attributes(parts):
                continue
            begin = match.start() + start
            for size in _list_sizes(parts):
                yield from _cut_even(parts, size, begin, more or after)
            yield from _cut_echoed(parts, begin, more or after)
            yield from _cut_uneven(parts, begin, more or after)
            yield from _cut_open(parts, begin, more or after)


@lru_cache(maxsize=4)  # several finders ask for those of one passage one after another
def read_series(text: str) -> tuple[Series, ...]:
    """Return the ways to read the lists of a text, each once."""
    return tuple(dict.fromkeys(find_series(text)))


def _split_lists(parts: list[str]) -> Iterator[tuple[int, list[str], str]]:
    """Yield the lists in a row of parts, with the place of each and what follows it.

    An inner part with 的 in it closes one list and opens another: 百花齐放、百家争鸣的方针和
    平等互利、求同存异的原则.
    """
    first, place = 0, 0
    for at in range(1, len(parts) - 1):
        if "的" in parts[at][1:]:
            yield place, parts[first : at + 1], "、"
            place += sum(len(part) + 1 for part in parts[first:at])
            first = at
    yield place, parts[first:], ""


def _are_attributes(parts: list[str]) -> bool:
    """Tell whether two parts or more are one noun with what modifies it: 直观的证明作用、规范行为的监督作用."""
    heads = [part[-_SHORTEST:] for part in parts if "的" in part[1:-_SHORTEST]]
    return len(heads) > 1 and len(set(heads)) == 1


def _list_sizes(parts: list[str]) -> list[int]:
    """Return the lengths the members may have: the inner ones', of two four syllables, or more where they share one in one place."""
    if len(parts) > 2:
        return sorted({len(part) for part in parts[1:-1]})
    one, other = parts
    most = min(len(one), len(other), _LONGEST_OF_TWO)
    return [
        size
        for size in range(_USUAL, most + 1)
        if size == _USUAL or any(map(eq, one[-size:], other)) or _are_sentences(one, other, size)
    ]


def _are_sentences(one: str, other: str, size: int) -> bool:
    """Tell whether six syllables have a verb in the middle of both members: 农村|包围|城市、武装|夺取|政权."""
    if size != _SENTENCE:
        return False
    verbs = one[-4:-2], other[2:4]
    return all(tag_chinese(verb)[:1] == "v" for verb in verbs)


def _cut_even(parts: list[str], size: int, start: int, after: str) -> Iterator[Series]:
    """Yield the longest runs of parts that have one length, a longer one at either edge cut to it."""
    if not _SHORTEST <= size <= _LONGEST:
        return
    last = len(parts) - 1
    even = [len(part) == size for part in parts]
    longer = [len(part) > size for part in parts]
    at = 0
    while at <= last:
        end = at
        while end <= last and even[end]:
            end += 1
        begin = at - 1 if at and longer[at - 1] else at
        stop = end + 1 if end <= last and longer[end] else end
        if stop - begin > 1 and (stop - begin > 2 or size >= _USUAL):
            yield from _build(parts, begin, stop, (size, size), start, after)
        at = end + 1


def _cut_echoed(parts: list[str], start: int, after: str) -> Iterator[Series]:
    """Yield a list of members of several lengths that all open with one word: 面向世界、面向未来."""
    for size in (2, 1):
        opening = parts[1][:size]
        if not all(part.startswith(opening) and len(part) > size for part in parts[1:]):
            continue
        at = parts[0].find(opening, 0, -1)
        while at >= 0:
            yield from _build(parts, 0, len(parts), (len(parts[0]) - at, 0), start, after)
            at = parts[0].find(opening, at + size, -1)


def _cut_uneven(parts: list[str], start: int, after: str) -> Iterator[Series]:
    """Yield a list whose last member is longer than the others, up to what closes it: 市县乡抓落实的机制."""
    sizes = {len(part) for part in parts[1:-1]}
    if len(sizes) != 1 or len(parts[-1]) <= (size := sizes.pop()):
        return
    ends = {part[-2:] for part in parts[:-1]}
    place = parts[-1].find(ends.pop()) if len(ends) == 1 else -1  # 政企分开、营利性与非营利性分开
    foot = place + 2 if place > 0 else 0
    for head in sorted({size, _USUAL}):
        if head <= len(parts[0]):
            yield from _build(parts, 0, len(parts), (head, foot), start, after)


def _cut_open(parts: list[str], start: int, after: str) -> Iterator[Series]:
    """Yield a list of several lengths after a verb that governs it, a pair only where the first says what comes first."""
    verb = _OPENING.match(parts[0])
    sizes = {len(part) for part in parts[1:-1]}
    if verb is None or max(sizes, default=0) > _LONGEST:
        return
    if len(parts) < _FEWEST and not _COMES_FIRST.search(parts[0]):
        return
    head = len(parts[0]) - verb.end()
    if head >= _USUAL:
        yield from _build(parts, 0, len(parts), (head, 0), start, after)


def _build(
    parts: list[str], at: int, end: int, sizes: tuple[int, int], start: int, after: str
) -> Iterator[Series]:
    """Yield a run of parts as a series."""
    first, last = parts[at], parts[end - 1]
    head = sizes[0]
    foot = sizes[1] or _length_of_last(last)
    lead, tail = first[: len(first) - head], last[foot:]
    if foot > len(last):
        return
    begin = start + sum(len(part) + 1 for part in parts[:at]) + len(lead)
    members = (first[len(lead) :], *parts[at + 1 : end - 1], last[:foot])
    stop = begin + sum(map(len, members)) + len(members) - 1
    rest = tail + ("、" if end < len(parts) else after)
    lengths = {len(member) for member in members}
    size = lengths.pop() if len(lengths) == 1 else 0
    yield Series(begin, stop, members, lead or "、" * (at > 0), rest, size)


def _length_of_last(part: str) -> int:
    """Return how long the last member is, where only what follows can tell: up to 的, `和` or a naming noun."""
    match = _CLOSING.search(part, 2)
    return match.start() if match else len(part)


def has_edges(series: Series) -> bool:
    """Tell whether words begin and end where a series does: 推进|科学立法, not 保|障措施."""
    last = series.members[-1]
    return begins_with_word(series) and is_edge(last[-_REACH:], series.tail[:_REACH])


def begins_with_word(series: Series) -> bool:
    """Tell whether no word straddles the place where a series begins."""
    return is_edge(series.lead[-_REACH:], series.members[0][:_REACH])


@lru_cache(_REMEMBERED)
def is_edge(before: str, after: str) -> bool:
    """Tell whether no word straddles the place between two stretches."""
    for token in cut(before + after, 0):
        if token.start < len(before) < token.end:
            sides = (before[-2:], after[:2])  # 有效|应对, whatever 效应 is
            whole = all(len(side) == 2 and tag_chinese(side) for side in sides)
            return len(token.text) == 2 and whole
    return True


@lru_cache(_REMEMBERED)
def governs(lead: str) -> bool:
    """Tell whether words leave room for an object: they end in a verb or a particle, or are none."""
    if not lead or lead == "、":
        return not lead
    tokens = cut(_MEASURE.sub("", lead[-8:]), 0)
    last = tokens[-1].text if tokens else ""
    tag = tag_chinese(last)
    return last in _PREPOSITIONS if tag == "p" else tag in _GOVERNORS or last in TASKS
