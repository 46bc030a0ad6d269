"""Parallel slogans: 人人有责、人人尽责、人人享有; 党委领导、政府负责; 稳增长、促改革、调结构.

Slogans are series of members of one length and one build, set apart by 、. What
tells them from an enumeration of things is the build: the members repeat a
word, or oppose one (小 and 大), or each begin with another verb of one syllable
(the 1+2 foot of three-syllable slogans), or say who does what.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_series import governs
from policytext.discovery.chinese_units import HAN
from policytext.discovery.chinese_words import ACTIONS, AGENTS, ANAPHORA, DEEDS, REPEATED
from policytext.languages.chinese import tag_chinese
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERIES = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,}}+(?:、[{HAN}]{{2,}})+")
_TOGETHER = re.compile(
    r"(?<![公一中总国])共[建治享商赢融创管促担谋创](?:、?共[建治享商赢融创管促担谋]){2,}"
)
_OPPOSED = re.compile(
    rf"(?<![扩最较很更重缩减弱大中])([小强])([{HAN}]{{2,3}})、(?!\1)([大强])([{HAN}]{{2,3}})"
)
_FUNCTION = re.compile("[的和及或等]")
_OPENING_QUOTES = '“「『"‘'
_NAMES_A_THING = frozenset("税费厂法局率权人者物员部会款证险站院所")


def find_slogans(text: str) -> Iterator[Candidate]:
    """Yield the parallel slogans of a text, overlapping ones too."""
    if "共" in text:
        for match in _TOGETHER.finditer(text):
            yield _slogan(text, match.start(), match.end(), certain=True)
    for match in _SERIES.finditer(text) if "、" in text else ():
        yield from _read_series(text, match)


def _read_series(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield what of a series is a slogan: the context before the first and after the last cut off."""
    parts = match[0].split("、")
    if len(parts) == 2:
        yield from _read_pair(text, match.start(), parts)
        return
    size = len(parts[1])
    if not 3 <= size <= 6:
        return
    run = [parts[0][-size:], *parts[1:-1], parts[-1][:size]]
    begin = match.start() + len(parts[0]) - len(run[0])
    for stretch, start in _even_runs(run, begin, size):
        certain, members = _judge(stretch), stretch
        if certain is not None and stretch[-1] is run[-1] and _halves_a_word(parts[-1], size):
            members = stretch[:-1]
            certain = _judge(members)
        if certain is not None:
            end = start + len(members) * (size + 1) - 1
            yield _slogan(text, start, end, certain=certain)


def _halves_a_word(part: str, size: int) -> bool:
    """Tell whether a word of two letters straddles a place: 保障措|施, not 防风险|各项."""
    return any(token.start == size - 1 and token.end == size + 1 for token in cut(part, 0))


def _even_runs(run: list[str], begin: int, size: int) -> Iterator[tuple[list[str], int]]:
    """Yield the stretches of members that all have one length, each with its start."""
    members: list[str] = []
    start = at = begin
    for member in run:
        if len(member) == size:
            if not members:
                start = at
            members.append(member)
        elif members:
            if len(members) > 1:
                yield members, start
            members = []
        at += len(member) + 1
    if len(members) > 1:
        yield members, start


def _judge(members: list[str]) -> bool | None:
    """Return whether even members are surely a slogan, nothing when they are an enumeration.

    >>> _judge(["稳增长", "促改革", "调结构", "惠民生"]), _judge(["增值税", "消费税", "营业税"])
    (True, None)
    """
    if len(set(members)) != len(members) or any(_FUNCTION.search(m) for m in members):
        return None
    if all(m.startswith("人人") or m[1:3] == "有所" or m[:2] == "自我" for m in members):
        return True
    lasts = {member[-1] for member in members}
    if len(members) < 3 or (len(lasts) == 1 and lasts <= _NAMES_A_THING):
        return None
    if len(members[0]) == 3:
        return True if _is_action_series(members) else None
    acting = [m for m in members if m[:2] in AGENTS and m[2:] in DEEDS]
    if len({m[:2] for m in acting}) < 2:
        return None
    return members[0][:2] in ("党委", "党政")


def _is_action_series(members: list[str]) -> bool:
    """Tell whether members of three syllables each begin with a verb of one, or all with 有."""
    firsts = {member[0] for member in members}
    if len(firsts) == 1:
        return firsts <= REPEATED | ANAPHORA and (firsts != {"有"} or len(members) > 3)
    return firsts <= ACTIONS


def _read_pair(text: str, start: int, parts: list[str]) -> Iterator[Candidate]:
    """Yield a slogan of two members: 小机关、强基层; 港人治港、澳人治澳; 人人有责、人人尽责."""
    first, last = parts
    middle = start + len(first)
    for size in (3, 4):
        one, other = first[-size:], last[:size]
        if len(one) < size or len(other) < size:
            continue
        echoed = size == 4 and one[0] == one[3] != other[0] == other[3] and one[1:3] == other[1:3]
        if echoed or (one[:2] == other[:2] == "人人" and one != other):
            yield _slogan(text, middle - size, middle + 1 + size, certain=True)
            return
    if _are_deeds(first, last):
        yield _slogan(text, middle - 3, middle + 4, certain=True)
        return
    opposed = _OPPOSED.search(text, max(start, middle - 4), min(len(text), middle + 6))
    if opposed is not None and opposed.start() < middle < opposed.end():
        size = min(len(opposed[2]), len(opposed[4])) + 1
        begin, end = middle - size, middle + 1 + size
        if "等" in text[end - 1 : end + 1]:
            return  # kinds of a thing: 小龙虾、大白鱼等
        yield _slogan(text, begin, end, certain=True)


def _are_deeds(first: str, last: str) -> bool:
    """Tell whether two stretches end and begin in a verb of one syllable and a word of two: 是扩内需、保增长."""
    one, other = first[-3:], last[:3]
    if {one[0], other[0]} - ACTIONS or one[0] == other[0] or (len(last) > 3 and last[3] != "的"):
        return False
    words = all(tag_chinese(each[1:]) and not tag_chinese(each) for each in (one, other))
    return words and len(other) == 3 == len(one) and governs(first[:-3])


def _slogan(text: str, start: int, end: int, *, certain: bool) -> Candidate:
    """Return a slogan as a candidate; one that opens a quotation is certain."""
    written = text[start:end]
    quoted = start > 0 and text[start - 1] in _OPENING_QUOTES
    normal = written.replace("、", "")
    return Candidate(
        start, end, written, "zh", "parallel slogan", (), normal, quoted, certain or quoted
    )
