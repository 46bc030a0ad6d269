"""Find members that are counted out: First … Second …, 一是…二是…, (1) … (2) …, in one passage or several.

An enumeration is the members of a label when it opens soon after it and counts
as far as the label says, without a gap and no farther.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from policytext.expansions import chinese, english
from policytext.expansions.cues import SENTENCE_END
from policytext.expansions.lists import Span, trim
from policytext.numerals import ENGLISH_UNITS, read_chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.expansions.labels import Label

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")  # fmt: skip
_HAN_ONES = "一二三四五六七八九十"
_IN_ORDER = ("首先", "其次", "再次")
_MARK = re.compile(
    rf"""
      (?:(?<=[.;:,!?)”"][ ])|(?<=[.;:!?—])|^) (?:and\s|then\s)?
      (?:
        (?:the\s)? (?P<word>{"|".join(_ORDINALS)}) (?!-|\s+(?:of|time|secretar|half|quarter|batch|instance)\b)
        (?: (?:ly)?\s*[,，:]\s*(?:it\ is\s+)?(?:is\s+)?(?:to\s+)?  # Firstly, to …
          | (?:\s\w+){{0,2}}?\s(?:is|was)(?:\s+(?:to|that))?\b[\s,:]*      # the first step is to …
          | \s+(?:to\s+)?(?=[a-z])                            # first to …
        )
      | (?P<one>one|two|three|four|five|six|seven|eight|nine|ten) \s+is (?:\s+(?:to|that))?\b[\s,:]*
      | (?P<other>the\ other|another) \s+is (?:\s+(?:to|that))?\b[\s,:]*
      | (?P<last>finally|lastly) \s*,\s*(?:to\s)?
      )
    | (?P<final>最后) [，,是要]*
    | (?P<is>[{_HAN_ONES}]) (?:是|要|则) (?:要|指)?
    | 其 (?P<its>[一二三四五六]) [，,、：:是]?
    | (?P<order>首先|其次|再次) [，,是要]?
    | 第(?P<zh>[{_HAN_ONES}]) (?:(?:个|步|条|点|项|方面|种)?(?:[是，,、：:]|就是)\s*)
    | [（(](?P<paren>\d|[{_HAN_ONES}])[)）] \s*、?
    | (?:(?<=[.;:；：。，,\s])|^)(?P<digit>[1-9])\s?(?:[)）、]|\.(?=\s|[^\x00-\x7f]))\s*
    | (?P<circled>[①-⑩]) \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENS = re.compile(rf"[.;:,!?)”\"—最其首再第（(①-⑩1-9{_HAN_ONES}] ?")
"""What an ordinal begins with, or follows: one class of characters, which is looked for five times as fast as the marks."""

LAST = -1
"""The number of a member that is only said to be the last: finally, 最后."""

PASSAGES_PER_MEMBER = 3
"""Passages to look through for each member: a heading and what stands under it."""

SOON = 1
"""Sentences that may end between a label and its first member: the one it stands in."""

LONGEST_LEAD = 160
"""Characters before the first mark of an enumeration in the passage after the label's."""

LONGEST_REST = 80
"""Characters after a label that the next passage unfolds: it stands in a heading, or in its passage's last sentence."""

_QUOTED_DEFINED = re.compile(
    r"""[“"][^“”"]{1,40}[”"]\s*(?:refers?\ to|means|namely|that\ is|是指|指的是|就是|即)""",
    re.VERBOSE,
)


_IN_ROW = re.compile(
    r"""[”"]\s*(?:[、和与]\s*[^，。；、“”"]{0,6}[“"]|,?\s(?:and\s)?(?:[a-z]+\s){0,2}[“"])""",
    re.VERBOSE,
)
"""What makes a label one of a row: what is counted out after “四个意识”、坚定“四个自信” is neither's."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One counted-out member: its number, the way of counting, its passage, and where its mark and it stand."""

    number: int
    way: str
    at: int
    mark: Span
    span: Span


def find_counted(label: Label) -> list[Counted]:
    """Return the members counted out after a label in one passage, its own or the next; 1 to n without a gap, or none.

    n is one of the label's sizes.
    """
    for where in range(label.at, min(label.at + 2, len(label.passages))):
        for run in _find_runs(label, (where,)):
            if len(run) in label.sizes:
                return run
    return []


def find_spread(label: Label) -> list[Counted]:
    """Return the members that are counted out over several passages after a label: headings, items or paragraphs.

    Every member opens its passage, but for those that follow another in one.
    """
    n_ahead = 1 + max(label.sizes) * PASSAGES_PER_MEMBER
    reach = range(label.at, min(len(label.passages), label.at + n_ahead))
    for run in _find_runs(label, reach):
        opens = all(each.mark[0] == 0 or each.at == before.at for before, each in pairwise(run))
        if len(run) in label.sizes and len({each.at for each in run}) > 1 and opens:
            return run
    return []


def _find_runs(label: Label, reach: Sequence[int]) -> list[list[Counted]]:
    """Return the first enumeration of every way of counting in some passages, in order of their first members.

    It opens soon after the label and no other label is defined in between.
    """
    runs: dict[str, list[Counted]] = {}
    ended: set[str] = set()
    for where in reach:
        for each in _read_marks(label, where):
            run = runs.setdefault(each.way, [])
            if each.way in ended:
                continue
            if not run and each.number == 1:
                if _is_soon(label, each):
                    run.append(each)
            elif run and each.number in {len(run) + 1, LAST}:
                run.append(each)
            elif each.number == 1:
                ended.add(each.way)  # the next enumeration begins
    return sorted((run for run in runs.values() if run), key=lambda run: (run[0].at, run[0].mark))


def _is_soon(label: Label, first: Counted) -> bool:
    """Tell whether an enumeration opens soon enough after a label to be its own."""
    if first.at > label.at + 1:
        return False
    if first.at > label.at:
        rest = label.text[label.end + 2 :]
        n_sentences = sum(1 for _ in SENTENCE_END.finditer(rest.rstrip()[:-1]))
        ends_there = len(rest) <= LONGEST_REST and not n_sentences
        before = label.passages[first.at].text[: first.mark[0]]
        n_before = sum(1 for _ in SENTENCE_END.finditer(before))
        return ends_there and len(before) <= LONGEST_LEAD and n_before <= SOON
    if _IN_ROW.match(label.text, label.end):
        return False
    between = label.text[label.end : first.mark[0]]
    n_sentences = sum(1 for _ in SENTENCE_END.finditer(between))
    return n_sentences <= SOON and not _QUOTED_DEFINED.search(between, 2)


def _read_marks(label: Label, where: int) -> Iterator[Counted]:
    """Yield what follows every ordinal of a passage, after the label in its own."""
    text = label.passages[where].text
    find_end = chinese.find_end_of_clause if label.lang == "zh" else english.find_end_of_clause
    marks = _find_marks(text, label.end if where == label.at else 0)
    starts = [*(match.start() for match in marks[1:]), len(text)]
    for match, following in zip(marks, starts, strict=False):
        end = min(find_end(text, match.end()), max(following, match.end()))
        span = trim(text, match.end(), end)
        if span[0] < span[1]:
            way = match.lastgroup or ""
            number = _read_number(match[way].lower(), way)
            yield Counted(number, _WAYS.get(way, way), where, match.span(), span)


def _find_marks(text: str, start: int) -> list[re.Match[str]]:
    """Return the ordinals of a text from a place on; the text is searched once for all labels in it."""
    marks = _find_all_marks(text)
    first = bisect_left(marks, start, key=lambda match: match.end())
    if first < len(marks) and marks[first].start() < start:  # cut through by the label
        return list(_match_marks(text, start))
    return marks[first:]


@lru_cache(maxsize=8)  # a passage has several labels, and looks at its neighbours
def _find_all_marks(text: str) -> list[re.Match[str]]:
    """Return the ordinals of a text."""
    return list(_match_marks(text, 0))


def _match_marks(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the ordinals of a text from a place on, none over another."""
    tried, free = -1, start
    opened = _OPENS.finditer(
        text, max(0, start - 2)
    )  # a mark may follow what stands before `start`
    for place in chain((start,), *(match.span() for match in opened)):
        if place > tried and place >= free and (found := _MARK.match(text, place)):
            yield found
            free = found.end()
        tried = place


_WAYS = {"one": "word", "other": "word", "last": "word", "final": "order"}
"""Ways of counting that go together: one is …, the second is …, the third is …."""


def _read_number(raw: str, way: str) -> int:
    """Return the number of an ordinal."""
    if way == "word":
        return _ORDINALS.index(raw) + 1
    if way == "one":
        return ENGLISH_UNITS.index(raw)
    if way in {"other", "last", "final"}:
        return 2 if way == "other" else LAST
    if way == "order":
        return _IN_ORDER.index(raw) + 1
    if way == "circled":
        return ord(raw) - ord("①") + 1
    return read_chinese_numeral(raw) or 0
