"""Find members that are counted out: First … Second …, 一是…二是…, (1) … (2) …, one passage or several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.expansions.cues import SENTENCE_END, TURN
from policytext.expansions.lists import Span, trim
from policytext.numerals import read_chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.records import Passage

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")  # fmt: skip
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MARK = re.compile(
    rf"""
      \b(?:the\s)?(?P<word>{"|".join(_WORDS)})(?!-)(?:ly|\s(?:is|was|step|stage|aspect|one|point)(?:\sis)?)?(?:\sto)?\b\s?[,，:]?\s*(?:is\sto|is)?\s*
    | (?P<is>[一二三四五六七八九十])(?:是|要)
    | 第(?P<zh>[一二三四五六七八九十])(?![章节条届次期个款])[是，,、：:]?\s*
    | [（(](?P<paren>\d|[一二三四五六七八九十])[)）]\s*
    | (?P<circled>[①-⑩])\s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENUMERATED_PASSAGES = (
    3  # passages to look through for each member: a heading and what stands under it
)
_LONGEST_LEAD = 1  # passages between a label and its first member


@dataclass(frozen=True, slots=True)
class Counted:
    """One counted-out member: its number, the way of counting, its passage, and where it stands."""

    number: int
    way: str
    at: int
    mark: Span
    span: Span


def find_counted(
    passages: Sequence[Passage], at: int, start: int, sizes: Sequence[int]
) -> list[Counted]:
    """Return the members that are counted out after `start` of a passage, 1 to n without a gap, or none.

    n is one of `sizes`; the counting may run on through the following passages.
    """
    last = min(len(passages), at + _LONGEST_LEAD + max(sizes, default=0) * _ENUMERATED_PASSAGES)
    runs: dict[str, list[Counted]] = {}
    for where in range(at, last):
        for each in _read_marks(passages[where].text, where, start if where == at else 0):
            run = runs.setdefault(each.way, [])
            if not run and where > at + _LONGEST_LEAD:
                continue
            if each.number == len(run) + 1:
                run.append(each)
            elif each.number == 1 and len(run) not in sizes:
                runs[each.way] = [each]
    for run in runs.values():
        if len(run) in sizes:
            return run
    return []


def _read_marks(text: str, where: int, start: int) -> Iterator[Counted]:
    """Yield what follows every ordinal of a text."""
    for match in _MARK.finditer(text, start):
        way = match.lastgroup or ""
        end = _find_end(text, match.end())
        span = trim(text, match.end(), end)
        if span[0] < span[1]:
            yield Counted(_read_number(match[way], way), way, where, match.span(), span)


def _find_end(text: str, start: int) -> int:
    """Return where a counted-out member ends: its sentence or clause, or what explains it."""
    sentence = SENTENCE_END.search(text, start)
    end = sentence.start() if sentence else len(text)
    for pattern in (re.compile(r"[;；:：]"), TURN, re.compile("，")):
        if found := pattern.search(text, start, end):
            end = found.start()
    return end


def _read_number(raw: str, way: str) -> int:
    """Return the number of an ordinal."""
    if way == "word":
        return _WORDS.index(raw.lower()) + 1
    if way == "circled":
        return ord(raw) - ord("①") + 1
    return read_chinese_numeral(raw) or 0
