"""Coinages with a numeral inside, between quotation marks: “办事少跑一趟”, “一证一码”, “千人百企”.

Quotation marks tell the reader that words are used as a name (GB/T 15834-2011,
4.8.3.2 and 4.8.3.3), so a few quoted syllables with a number that counts are a
label, whatever the place of the number: at the end, as the object of a verb (跑一趟),
before a classifier (一本账), before masses (百, 千, 万), or several times over (一证一码).
What is left out is closed: words of the dictionary, numbers that measure, date
or rank, sums of money, and clauses with function words of their own.

A label of one thing (一个枢纽) is a plain count by itself. It is a formula where it
stands in a row of quoted ones with a formula among them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_marks import find_quotes
from policytext.discovery.chinese_units import HAN, read_formula
from policytext.discovery.chinese_words import IDIOMS, JOINED, PLACES, PLANNED, WORDS
from policytext.languages.chinese import tag_chinese
from policytext.numerals import read_chinese_numeral
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COINAGE = "quoted coinage"
"""The shape of these candidates."""

_DIGIT = "一二三四五六七八九十两双"
_NUMBER = re.compile(rf"双|[{_DIGIT[:-1]}百千万]+|\d{{1,2}}")
_COUNTED = re.compile(rf"[{_DIGIT}多百千万\d]")
_SHAPE = re.compile(rf"[{HAN}\d]{{1,8}}(?:、?[{HAN}\d]{{1,8}}){{0,3}}")
_SHORTEST, _LONGEST = 3, 12  # characters of a coinage
_FEW = 100  # masses (百, 千, 万) count no members
_LONGEST_OF_MASSES = 8  # characters of a coinage that opens with 百, 千 or 万

# Numbers that measure time, length, money and shares, that rank, date or name; and words of clauses.
_MEASURED = re.compile(
    rf"[{_DIGIT}百千万\d](?:年|月|周|天|小时|分钟|刻钟|秒|元|亿|吨|公里|里|米|亩|平方|斤|公斤|岁|度|倍|折|成|号|届|级|星级|强|维|环|分之|季度|学期|世纪|以上|以下|以内"
    r"|中全会|大(?:以来|精神|报告|$))|[第每几数][一二三四五六七八九十百千万两\d]|(?<!百)日$|\d{3}|[亿元]"
    rf"|^\d+条|[前后]十|一步$|^[一二三四五六七八九]{{2}}(?!大)|^[{_DIGIT}百千万\d]+$|十[一二三四五]五"
)
_MASSES = re.compile(
    rf"[百千万][^\W\d{_DIGIT}百千万亿元]{{1,3}}、?[百千万](?:亿|[^\W\d{_DIGIT}百千万亿元]{{1,3}})"
)
_OF_TIME = re.compile(rf"(?:[{_DIGIT}\d]+(?:分钟|小时)|一刻钟)[{HAN}]{{0,8}}圈$")
_CLAUSE = re.compile(
    "[的了着过都也就是在把被让将我你他她它这那吗呢吧么之与及或]|不能|没有|必将|应当"
)
_BEFORE = "统唯第单同专合划惟如"
_TIMES = frozenset(["一次"])  # a word of its own, but counted after a verb: 查一次
_PLAIN = re.compile("[一二三四五六七八九十两](?:[个種种条些]|名|位|家)")
_MANY = re.compile(f"多[{HAN}]{{1,2}}多[{HAN}]{{1,2}}")
_JOINING = re.compile(f"[二三四五六七八九两双][{HAN}](?:{JOINED})")
_TWICE = re.compile(rf"[{_DIGIT}]([{HAN}])[{_DIGIT}]([{HAN}])")
_IN_TIME = re.compile("[年月日天周时分秒元亿届岁]")
_ROUND = re.compile("[二三四五六七八九两双][百千万]")
_ROUND_NAMES = re.compile(
    '[”"’」』](?:[\u4e00-\u9fff]{0,8}?)(?:精神|工程|行动|计划|方针|战略|任务|项目|作风)'
)
_OF_NUMBERS = re.compile(r"[二三四五六七八九十两2-9]个\d+(?:[%％万亿])?")  # “三个80%”
_STOP = re.compile(rf"一[{HAN}]式")
_AS_ONE = re.compile(rf"[{HAN}]{{2,6}}一[盘张本条股根颗块][{HAN}]")  # what many make together
_GREAT = re.compile(
    rf"[{HAN}]{{2,6}}[三四五六七八九十]大[{HAN}]{{0,4}}(?:{'|'.join(PLANNED)})"
)  # “民生十大工程”
_ONE_NAMED = re.compile(rf"一[{HAN}]{{1,5}}(?:到底|工程|工作法|制)")  # “一号工程”
_EACH_ONE = re.compile(rf"(?:一[{HAN}]{{1,2}}){{3,}}")  # “一村一年一场戏”
_IN_PARTS = re.compile(rf"[{HAN}]{{3,6}}·[{HAN}]{{3,6}}")
_CODED_PLAN = re.compile(rf"[{_DIGIT[:-2]}]{{2,3}}(?<!五)[{HAN}]{{2,8}}(?:计划|工程|行动)")
_ROW = re.compile(r"[”\"’」』][、，,和与及]?(?:以及)?[“\"‘「『]")


def find_coinages(text: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the quoted coinages of a text that hold none of the formulae found, by position.

    >>> [c.text for c in find_coinages("推行“办事少跑一趟”和“一把手”工程，“百企联千村”走访", [])]
    ['办事少跑一趟', '百企联千村']
    """
    quotes = [
        (start, end)
        for start, end in find_quotes(text)
        if end - start <= _LONGEST and _COUNTED.search(text, start, end)
    ]
    if not quotes:
        return
    found = [c for c in found if c.certain]
    sure = {(c.start, c.end) for c in found if c.numerals}
    for at, (start, end) in enumerate(quotes):
        if _is_taken(start, end, found):
            continue
        inner = text[start:end]
        named = is_coinage(inner) or (_ROUND.fullmatch(inner) and _ROUND_NAMES.match(text, end))
        beside = [each for each in quotes[max(0, at - 1) : at + 2] if each in sure]
        if named or (_is_plain_unit(inner) and _stands_in_row(text, start, end, beside)):
            sure.add((start, end))
            yield _make(text, start, end)


def _is_taken(start: int, end: int, found: Sequence[Candidate]) -> bool:
    """Tell whether a candidate stands in a stretch; candidates are in order and do not overlap."""
    at = bisect_right(found, start, key=lambda c: c.end)
    return at < len(found) and found[at].start < end


def is_coinage(inner: str) -> bool:
    """Tell whether a quoted text of a few syllables with a number is coined as a name.

    >>> [is_coinage(t) for t in ("综合验一次", "一本账", "一刀切", "十年规划", "统一市场", "第一资源")]
    [True, True, False, False, False, False]
    """
    if any(
        pattern.fullmatch(inner)
        for pattern in (_OF_NUMBERS, _AS_ONE, _CODED_PLAN, _GREAT, _ONE_NAMED, _EACH_ONE)
    ):
        return True
    if _IN_PARTS.fullmatch(inner):
        return any(_counts(part) for part in inner.split("·"))
    if not _SHORTEST <= len(inner) <= _LONGEST or not _SHAPE.fullmatch(inner):
        return False
    if _STOP.fullmatch(inner) or _OF_TIME.fullmatch(inner):
        return True
    if tag_chinese(inner) or inner[:4] in IDIOMS or inner[-4:] in IDIOMS:
        return False
    return _is_closed(inner) or (not _is_no_label(inner) and _counts(inner))


def _is_closed(inner: str) -> bool:
    """Tell whether a text has a shape of two numbers that is enough: 千亩百园, 三改三拆, 多园多业, 两链融合."""
    if any(pattern.fullmatch(inner) for pattern in (_MANY, _JOINING, _MASSES)):
        return True
    twice = _TWICE.fullmatch(inner)
    return twice is not None and not set(twice.groups()) <= PLACES and not _IN_TIME.search(inner)


def _is_no_label(inner: str) -> bool:
    """Tell whether a text measures, dates, ranks or says a whole clause."""
    if _MEASURED.search(inner) or _CLAUSE.search(inner) or _PLAIN.match(inner):
        return True
    return inner[0] in "百千万" and len(inner) > _LONGEST_OF_MASSES


def _counts(inner: str) -> bool:
    """Tell whether a number in a text is no part of a word: 少跑一趟, not 统一 or 三角."""
    counted = {match.start() for match in _NUMBER.finditer(inner)}
    counted = {
        at
        for at in counted
        if inner[at : at + 2] not in WORDS - _TIMES and (not at or inner[at - 1] not in _BEFORE)
    }
    for token in (token for part in _split(inner) for token in part):
        start, end, word = token
        tag = tag_chinese(word)
        if len(word) > 1 and not tag.startswith("m") and tag and not _NUMBER.fullmatch(word):
            counted -= set(range(start, end))
    return bool(counted)


def _split(inner: str) -> Iterator[list[tuple[int, int, str]]]:
    """Yield the words of each part of a text with their places in it."""
    place = 0
    for part in re.split("([、\\d])", inner):
        yield [(place + t.start, place + t.end, t.text) for t in cut(part, 0)] if part else []
        place += len(part)


def _is_plain_unit(inner: str) -> bool:
    """Tell whether a text is one count of one thing or more: 一个枢纽, 两园."""
    formula = read_formula(inner)
    if formula is None or tag_chinese(inner):
        return False
    return not _MEASURED.search(inner) and inner[:4] not in IDIOMS


def _stands_in_row(text: str, start: int, end: int, sure: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a quoted text stands next to a quoted formula: “两个高地”、“一个枢纽”."""
    return any(
        _ROW.fullmatch(text, min(end, stop), max(start, begin))
        for begin, stop in sure
        if begin >= end or stop <= start
    )


def _make(text: str, start: int, end: int) -> Candidate:
    """Return a coinage as a candidate."""
    written = text[start:end]
    numerals, normal = _read_numbers(written)
    return Candidate(start, end, written, "zh", COINAGE, numerals, normal, True, True)


def _read_numbers(written: str) -> tuple[tuple[int, ...], str]:
    """Return the numbers of a coinage that may count members, and its normal form."""
    if _OF_NUMBERS.fullmatch(written):
        value = read_chinese_numeral(written[0]) or 0
        return (value,), f"{value}·{written[2:]}"
    formula = read_formula(written)
    if formula is not None and formula.length == len(written):
        return formula.numerals, formula.normal
    values = (read_chinese_numeral(number) for number in _NUMBER.findall(written))
    numerals = tuple(value for value in values if value is not None and value < _FEW)
    return numerals, written.replace("、", "").replace("双", "2")
