"""Find numeral formulae (提法) and parallel slogans in Chinese text.

A Chinese formula is a numeral abbreviation (数字缩略语): what several things
share is taken out and their number set before it, as in 三通 for 通邮、通航、通商.
Plain counts look alike; what tells them apart are quotation marks
(`chinese_quotes`), closed shapes and the kind of head (`chinese_running`).
Slogans have no numeral but a build of their own (`chinese_slogans`), or a frame
that names them as such (`chinese_frames`); models add their members up (`chinese_sums`).
Clauses, turns and rows count by build alone (`chinese_builds`, `chinese_clauses`, `chinese_rows`). What no
rule knows is weighed by all its features together (`chinese_weighed`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.discovery.chinese_builds import find_builds
from policytext.discovery.chinese_clauses import find_clauses
from policytext.discovery.chinese_coinages import COINAGE, find_coinages
from policytext.discovery.chinese_frames import find_framed
from policytext.discovery.chinese_quotes import find_quoted
from policytext.discovery.chinese_rows import find_rows
from policytext.discovery.chinese_running import find_running
from policytext.discovery.chinese_slogans import find_slogans
from policytext.discovery.chinese_sums import find_sums
from policytext.discovery.chinese_weighed import RECURRING, find_weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

_LONG_COINAGE = 5  # characters
_MARK = re.compile("[、，,；;]")
_PLACES = frozenset("中上下里")
_PART_OF_A_NUMBER = re.compile(r"[一二三四五六七八九十百千万亿两\d第]")


def find_chinese(text: str) -> list[Candidate]:
    """Return the formulae of a passage in order, none overlapping; the longest stands.

    A formula quoted once is found again in the passage without its quotes.

    >>> [(c.text, c.normal, c.certain) for c in find_chinese("推进“两学一做”，完成三大任务")]
    [('两学一做', '2学1做', True), ('三大任务', '3任务', False)]
    """
    found = settle([*find_quoted(text), *find_running(text), *find_slogans(text), *find_sums(text)])
    slogans = map(
        _leave_out_place,
        (
            *find_framed(text),
            *find_builds(text),
            *find_clauses(text),
            *find_rows(text),
        ),
    )
    found = settle([*found, *(each for each in slogans if _is_free(each, found))])
    found = settle([*found, *find_coinages(text, found)])
    found = settle([*found, *find_weighed(text, found)])
    quoted = {each.text: each for each in found if each.quoted and is_repeatable(each)}
    if not quoted:
        return found
    return settle([*found, *_repeat(text, quoted)])


def is_repeatable(candidate: Candidate, least: int = 2) -> bool:
    """Tell whether a quoted label of so many characters is the same formula without its quotes.

    A code of digits is a quantity elsewhere (132亿斤), and a short coinage a count (一件事).
    """
    if candidate.shape == "digit code":
        return False
    return len(candidate.text) >= (_LONG_COINAGE if candidate.shape == COINAGE else least)


def _is_free(candidate: Candidate, found: list[Candidate]) -> bool:
    """Tell whether a candidate holds no numeral formula, which has a name of its own, but as one of three members or more."""
    members = candidate.text.split("、")
    inside = [
        c for c in found if c.numerals and candidate.start < c.end and c.start < candidate.end
    ]
    if "为主" in members[0] and len(members) == 2:
        return True  # 以甲循环为主体、双循环相互促进
    if len(members) == 2 and len(inside) == 1 and len(inside[0].numerals) > 1:
        whole = inside[0].text in members and len(members[0]) == len(members[1])
        if whole and not inside[0].quoted:
            return True  # 党政同责、一岗双责
    if candidate.quoted and len(members) == 2 and len(inside) == 1:  # “和平统一、一国两制”
        written = inside[0].text
        if not inside[0].quoted and not any(m.endswith(written) for m in members):
            return True  # what opens a quoted slogan is part of it
        return len(members[0]) == len(members[1]) and written in members
    return all(len(members) > 2 and each.text in members for each in inside)


def _leave_out_place(candidate: Candidate) -> Candidate:
    """Return a slogan without the word for a place that makes its last member longer than the others: 在凝聚人心、教化群众、淳化民风中."""
    members = _MARK.split(candidate.text)
    *others, last = map(len, members)
    if {*others} != {last - 1} or members[-1][-1] not in _PLACES:
        return candidate
    text, normal = candidate.text[:-1], candidate.normal[:-1]
    return replace(candidate, end=candidate.end - 1, text=text, normal=normal)


def settle(found: list[Candidate]) -> list[Candidate]:
    """Return the candidates that stand, by start: longer before shorter, sure before unsure, what only may recur last."""
    taken: list[Candidate] = []  # in order, none overlapping
    for each in sorted(
        found,
        key=lambda c: (
            c.shape == RECURRING,
            c.start - c.end,
            not c.quoted,
            not c.certain,
            c.start,
        ),
    ):
        at = bisect_left(taken, each.end, key=lambda c: c.start)
        if not at or taken[at - 1].end <= each.start:
            taken.insert(at, each)
    return taken


def _repeat(text: str, quoted: dict[str, Candidate]) -> Iterator[Candidate]:
    """Yield the places where a formula quoted in the passage stands without quotes."""
    for written, first in sorted(quoted.items()):
        at = text.find(written)
        while at >= 0:
            end = at + len(written)
            if at != first.start and not _PART_OF_A_NUMBER.match(text[at - 1 : at]):
                yield replace(first, start=at, end=end, quoted=False, certain=False)
            at = text.find(written, end)
