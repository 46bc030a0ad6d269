"""Numeral formulae that stand between quotation marks: “四个全面”, “三农”, “333”工作法.

Reports and statutes mostly set an abbreviation in quotes, so a quoted text that
is built like a formula is taken for one. What is quoted and no formula is a
name, a date, an idiom or a count of units, all closed classes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_marks import find_quotes
from policytext.discovery.chinese_units import DIGIT, HAN, read_formula
from policytext.discovery.chinese_words import (
    GROUPS,
    IDIOMS,
    METHODS,
    PLANNED,
    TIMES,
    UNITS,
    WORDS,
)
from policytext.languages.chinese import is_common_chinese, tag_chinese
from policytext.numerals import read_chinese_numeral
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.chinese_units import Formula, Unit

_SENTENCE = re.compile("[“”「」『』‘’。;；!！?？《》]")
_YEARS = re.compile(rf"[{DIGIT}]+年(?P<deed>[{HAN}]{{2}})")
_THINGS_DONE = ("实事", "好事", "新政", "战役", "战法")
"""Nouns for what a government counts as its deeds; a quoted number of them is their name."""
_JOINT = re.compile(rf"(?:(?![{DIGIT}])[{HAN}]){{2}}[两双三][{HAN}]")
"""Two things and what they do or are together: 平急两用."""
_LONGEST = 24  # characters of a quoted label

_PAIRED = 4  # characters of one thing and another: “一老一小”

_CODE = re.compile(r"\d{2,4}")
_CODE_NAMES = re.compile(rf"[{HAN}]{{0,4}}?(?:{METHODS}|工程|项目|计划|专项|规划|政策|方案)")
_LONG_CODE = re.compile(r"\d{5}|\d{3}X")
_LONG_CODE_NAMES = re.compile(rf"[{HAN}]{{0,8}}?(?:{METHODS}|集群|矩阵)")
_NOTE = re.compile(r"[”\"’」』]?\s*(?:[\[［〔【(（]\d{1,3}[\]］〕】)）]|[①-⑳])")
"""The mark of a note, which may stand between a label and the noun that it goes with."""
_HAN_CODE = re.compile(rf"[{DIGIT}]{{2,4}}(?:战略|工作法|模式|制)$")
_TELEPHONE = re.compile(r".{0,8}(?:热线|电话|报警|急救|号码|短号)")
_MODEL = re.compile(
    rf"[”\"’」』]?(?:[、和与][“\"‘「『]\w{{1,6}}[”\"’」』])*[{HAN}]{{0,4}}?(?:型(?!社)|机(?![制关构会理遇])|车|器|系列|设备)"
)
"""Things that a maker numbers: “1515”型, “1515”、“1575”老旧织机."""
_CODE_METHOD = re.compile(
    rf"(?<![\d.])(\d{{2,4}})[”\"’]?(?=[{HAN}]{{0,4}}?(?:工作法|工作模式|治理模式|服务模式))"
)
_PLUS = re.compile(r"(?<![\d.A-Za-z+])\d{1,3}(?:\+(?:\d{1,3}|[NMXn]))+(?![\d.])")
_ADJACENT = re.compile(f"[{DIGIT}]{{2}}")
_IN_ONE = re.compile(rf"[三四五六七八九多][{HAN}]?合一")
_TIMES_CODE = re.compile(r"\d{1,2}(?:[×xX*]\d{1,2})+")
"""“4×4”产业体系."""

_ONE_STOP = re.compile(
    rf"一[网窗门证码卡图表键站屏端云库单号][{HAN}]{{2}}|一[{HAN}](?:通办|受理|统管|通享|通用|统办|办好|办成|品|策|档|业|议|治)"
)
_RISING = re.compile(
    r"(?:(?<=[“\"'])千万|[一二十百千万]{3,5})(?=[”\"]?(?:工程|行动|计划|人才))|(?<=[“\"])(?:十百千万?|百千万)(?=[”\"])"
)


def find_quoted(text: str) -> Iterator[Candidate]:
    """Yield the formulae that fill a pair of quotation marks, and the codes of digits."""
    for start, end in find_quotes(text):
        inner = text[start:end]
        if end - start > _LONGEST or _SENTENCE.search(inner):
            continue
        code = _read_code(text, start, end)
        if code is not None:
            yield code
            continue
        formula = read_formula(inner)
        if _IN_ONE.fullmatch(inner):
            value = read_chinese_numeral(inner[0])
            counted = () if value is None else (value,)
            yield Candidate(start, end, inner, "zh", "one body", counted, inner, True, True)
        elif formula is not None and is_formula(formula, inner):
            yield make_candidate(text, start, formula, "quoted label", certain=True, quoted=True)
        elif _JOINT.fullmatch(inner) and not tag_chinese(inner):
            value = read_chinese_numeral(inner[2]) or 0
            yield Candidate(start, end, inner, "zh", "quoted label", (value,), inner, True, True)
        elif _TIMES_CODE.fullmatch(inner):
            yield Candidate(start, end, inner, "zh", "digit code", (), inner, True, True)
        elif _HAN_CODE.match(inner):
            numerals = tuple(read_chinese_numeral(n) or 0 for n in inner if n in DIGIT)
            yield Candidate(start, end, inner, "zh", "digit code", numerals, inner, True, True)
    yield from _find_codes(text)


def make_candidate(
    text: str,
    start: int,
    formula: Formula,
    shape: str,
    *,
    certain: bool,
    quoted: bool = False,
) -> Candidate:
    """Return a formula read at `start` as a candidate."""
    end = start + formula.length
    return Candidate(
        start, end, text[start:end], "zh", shape, formula.numerals, formula.normal, quoted, certain
    )


def is_formula(formula: Formula, written: str) -> bool:
    """Tell whether a quoted text of the shape of a formula is none of the things that share it."""
    units = formula.units
    if written[:4] in IDIOMS or "的" in written or _is_date(written):
        return False
    if len(written) == _PAIRED and {unit.numeral for unit in units} == {1} and len(units) > 1:
        return tag_chinese(written) in ("", "l") and units[0].head != units[1].head
    if any(_is_measured(unit) for unit in units):
        return _is_ban(written)
    return _is_single(units[0], written) if len(units) == 1 else _is_chain(units, written)


def _is_chain(units: tuple[Unit, ...], written: str) -> bool:
    """Tell whether several numerals with their heads are a formula: 一老一小, 两学一做."""
    named = any(unit.written + unit.head in ("两岸", "两院") for unit in units)
    return not named and (len(written) == 4 or any(unit.numeral > 1 for unit in units))


def _is_single(unit: Unit, written: str) -> bool:
    """Tell whether one numeral with its head is a formula and no name or word."""
    if unit.numeral == 1:
        return bool(_ONE_STOP.fullmatch(written))
    if unit.head in GROUPS:
        return False
    if unit.classifier:
        planned = unit.head.endswith(
            (*PLANNED, *_THINGS_DONE)
        )  # “十大攻关项目”, not “十大杰出青年”
        return planned or unit.classifier != "大" or unit.numeral < 7 or len(unit.head) < 5
    if unit.numeral > 20 or len(unit.head) > 5:
        return False
    whole = len(unit.head) > 1 and bool(tag_chinese(unit.head))  # “双倍增” is 双 + 倍增
    return whole or written[:2] not in WORDS


def _is_date(written: str) -> bool:
    """Tell whether a text opens with digits read one by one: 九二共识, 五四精神."""
    adjacent = _ADJACENT.match(written)
    return adjacent is not None and "十" not in adjacent[0]


def _is_ban(written: str) -> bool:
    """Tell whether a text says what is done for years, in four syllables: 十年禁渔, not 三年行动."""
    match = _YEARS.fullmatch(written)
    return (
        match is not None
        and tag_chinese(match["deed"]) == "v"
        and not match["deed"].endswith(PLANNED)
        and not is_common_chinese(match["deed"])
    )


def _is_measured(unit: Unit) -> bool:
    """Tell whether a head begins with a unit, which makes a count of a numeral."""
    if unit.classifier:
        return unit.head.startswith(("月", "小时", "工作日", "百分点"))
    if unit.head == "位一体":
        return False
    if unit.head.startswith(("亿", "星级")):
        return True
    if unit.written == "双":  # no unit goes with it but in a word: 双升, not 双倍
        return False
    return unit.head[0] in (UNITS if len(unit.head) == 1 else TIMES)


def _read_code(text: str, start: int, end: int) -> Candidate | None:
    """Return a quoted code of digits that names a method, or a quoted chain of pluses."""
    inner, note = text[start:end], _NOTE.match(text, end)
    after = note.end() if note else end + 1
    plus = _PLUS.match(inner)
    if plus is not None:
        return _code(text, start, start + plus.end(), "plus chain", quoted=True)
    if _CODE.fullmatch(inner) and not _TELEPHONE.match(text, after):
        named = _CODE_NAMES.match(text, after)
        coined = len(inner) == 4 and not inner.startswith(("19", "20"))
        if named is not None or (coined and not _MODEL.match(text, end)):
            return _code(text, start, start + len(inner), "digit code", quoted=True)
    named_long = _LONG_CODE.fullmatch(inner) and _LONG_CODE_NAMES.match(text, after)
    if named_long and not _TELEPHONE.match(text, after):
        return _code(text, start, end, "digit code", quoted=True)
    return None


def _find_codes(text: str) -> Iterator[Candidate]:
    """Yield codes and plus chains whatever stands around them."""
    if "+" in text:
        for match in _PLUS.finditer(text):
            named = any(letter in match[0] for letter in "NXn")
            yield _code(text, match.start(), match.end(), "plus chain", certain=named)
    if "法" in text or "模式" in text:
        for match in _CODE_METHOD.finditer(text):
            yield _code(text, match.start(1), match.end(1), "digit code")
    for match in _RISING.finditer(text) if "千" in text else ():
        written = match[0]
        if "千" in written and list(written) == sorted(written, key="一二十百千万".index):
            yield Candidate(
                match.start(),
                match.end(),
                written,
                "zh",
                "rising numbers",
                (),
                written,
                False,
                True,
            )


def _code(
    text: str, start: int, end: int, shape: str, *, quoted: bool = False, certain: bool = True
) -> Candidate:
    """Return digits as a candidate: each number of a chain, each digit of a code."""
    written = text[start:end]
    parts = re.findall(r"\d+", written) if "+" in written else list(written)
    numerals = tuple(int(part) for part in parts if part.isdigit())
    return Candidate(start, end, written, "zh", shape, numerals, written.upper(), quoted, certain)
