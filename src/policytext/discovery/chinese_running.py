"""Numeral formulae in running text, without quotation marks.

A numeral goes before what its members have in common (Gao 2006). The shapes
that takes in reports and statutes:

| shape | how it is built | example |
|---|---|---|
| chain | numeral + one or two syllables, at least twice | 两学一做, 三去一降一补 |
| classifier chain | numeral + classifier + noun, at least twice | 一个中心、两个基本点 |
| classifier | numeral + classifier + head | 四个全面, 三大攻坚战 |
| one body | numeral + 位一体, 步走, 手抓 | 五位一体, 三步走 |
| joining | numeral + syllable + verb of joining | 三网融合, 五社联动 |
| bare | numeral + bound morpheme or verb | 三农, 双报到 |

Where a head ends no rule of characters can tell, so the words after the
numeral are cut; only there, which keeps the finder fast.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policytext.discovery.chinese_quotes import make_candidate
from policytext.discovery.chinese_units import DIGIT, HAN, Formula, Unit, read_formula
from policytext.discovery.chinese_words import (
    ABBREVIATED,
    ADVERBS,
    CARRIERS,
    CONCRETE,
    COUNTED,
    DOUBLED,
    IDIOMS,
    JOINED,
    MODIFIERS,
    NORM_NOUNS,
    PLACES,
    UNITS,
    VERBAL_HEADS,
    VERBS,
    WORDS,
)
from policytext.languages.chinese import ChineseWords
from policytext.numerals import read_chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate, Token

# What stands before a numeral that is part of a number, an ordinal or a word.
_NOT_AFTER = rf"(?<![{DIGIT}\d.零〇百千万亿第点之几数多近每这那该约达某其至星期第统唯专单独])"
_HEAD = rf"[^\W\d_{DIGIT}零〇百千万亿的了是在和与及等为于从把被对将也都就而或之至到由并又已未均该此应须得要中]"

_CHAIN = re.compile(
    rf"{_NOT_AFTER}[{DIGIT}]{_HEAD}{{1,2}}、?(?:[{DIGIT}]{_HEAD}{{1,2}}、?)*[{DIGIT}](?={_HEAD})"
)
_CLASSIFIER = re.compile(
    rf"{_NOT_AFTER}(?<!前)(?<!\d、)(?<![{DIGIT}]、)"
    rf"(?P<numeral>[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九两]|(?<![\dA-Za-z])\d{{1,2}})"
    rf"(?P<classifier>[个個大项项条种面道张字])(?=[{HAN}\d])"
)
_OPENING = re.compile(rf"[一两二三四五六]个([{HAN}]{{2,6}})、$")
_BODY = re.compile(
    rf"{_NOT_AFTER}(?:[二三四五六七八九]位一体|[两三四五]步走|两手抓(?:[、,，]?两手都要硬)?)"
)
_JOINING = re.compile(
    rf"{_NOT_AFTER}[二两三四五六七八九双](?![{''.join(sorted(PLACES | set('级方者部省市地层是要年月日个类拥')))}])[{HAN}](?:{JOINED})"
)
_BARE = re.compile(
    rf"{_NOT_AFTER}(?:(?:[三四五六七八九两](?:[{ABBREVIATED}]|{VERBS}))|双(?:{DOUBLED}))"
)
_ONE_STOP = re.compile(r"一(?:网|窗|门|证|码|卡|图|表|键|站)(?:通办|受理|统管|通享|办好|办成|统办)")
_AFTER_BARE = re.compile(
    rf"$|[^\w]|(?:{CARRIERS})|[的和与及等为是]|双|[{DIGIT}]|(?:同步|融合|协同|并举|互动)"
)
_NUMBERED = re.compile(r"(?:一百年|\d+[亿万]人)")
_ONE = re.compile(rf"一(?={CARRIERS}|[”\"’])")
_FUNCTION = frozenset("的了是在和与及等为于从把被对将也都就而或之至到由并又已未均该此应须得要中月")
_STRESSING = "全不更新大高好真最讲"
"""Syllables that begin a head with the word that follows: 全覆盖, 不摘."""

_WINDOW = 12


@cache
def _words() -> ChineseWords:
    """Return the one word cutter of this module."""
    return ChineseWords()


def find_running(text: str) -> Iterator[Candidate]:
    """Yield the formulae of running text, overlapping ones too."""
    for match in _CHAIN.finditer(text):
        yield from _read_chain(text, match)
    for match in _CLASSIFIER.finditer(text):
        yield from _read_classified(text, match)
    for match in _BODY.finditer(text):
        yield from _read_whole(text, match, "one body", certain=match[0] != "三位一体")
    for match in _JOINING.finditer(text):
        if match[0][:2] not in WORDS or match[0][:2] == "三权":
            yield from _read_whole(text, match, "joining", certain=True)
    for match in _ONE_STOP.finditer(text):
        yield from _read_whole(text, match, "one stop", certain=True)
    for match in _BARE.finditer(text):
        yield from _read_bare(text, match)


def _read_whole(
    text: str, match: re.Match[str], shape: str, *, certain: bool
) -> Iterator[Candidate]:
    """Yield a match that is a formula from end to end."""
    formula = read_formula(match[0])
    if formula is None or formula.length != len(match[0]):
        value = read_chinese_numeral(match[0][0]) or 0
        unit = Unit(value, match[0][0], "", match[0][1:])
        formula = Formula("", (unit,), len(match[0]))
    yield make_candidate(text, match.start(), formula, shape, certain=certain)


def _read_bare(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a numeral with a bound morpheme, where the word ends there."""
    written = match[0]
    if written[:2] in WORDS or text[match.start() : match.start() + 4] in IDIOMS:
        return
    if len(written) == 2 and not _AFTER_BARE.match(text, match.end()):
        return
    unit = Unit(read_chinese_numeral(written[0]) or 0, written[0], "", written[1:])
    yield make_candidate(
        text, match.start(), Formula("", (unit,), len(written)), "bare", certain=False
    )


def _read_chain(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a chain whose last head is as long as the word there, unless it counts or is an idiom."""
    start, last = match.start(), match.end()
    tokens = cut(text, last)
    if not tokens:
        return
    end = last + min(len(tokens[0].text), 3)
    written = text[start:end]
    formula = read_formula(written)
    if formula is None or len(formula.units) < 2 or formula.length != len(written):
        return
    units = formula.units
    if any(u.head[0] in UNITS or f"{u.written}{u.head}"[:2] in WORDS for u in units):
        return
    if (
        units[0].head[0] in "正副"
        or all(u.head[0] in PLACES for u in units)
        or written[:4] in IDIOMS
    ):
        return
    if [u.numeral for u in units] == list(range(1, len(units) + 1)) and len(
        {u.head for u in units}
    ) == 1:
        return
    if all(u.numeral == 1 for u in units) and (len(written) != 4 or len(units) != 2):
        return
    yield make_candidate(text, start, formula, "chain", certain=any(u.numeral > 1 for u in units))


def _read_classified(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a numeral with its classifier and head, and the chain it closes."""
    value = read_chinese_numeral(match["numeral"])
    classifier = "个" if match["classifier"] == "個" else match["classifier"]
    found = _cut_head(text, match.end(), classifier)
    if value is None or value < 2 or found is None:
        return
    end, verbal = found
    if not verbal and (match["numeral"].isdigit() or value > (10 if classifier == "大" else 12)):
        return
    head = text[match.end() : end]
    opening = _OPENING.search(text, max(0, match.start() - 10), match.start())
    if classifier == "个" and head in COUNTED:
        return
    if opening is not None and opening[1] not in COUNTED - {"中心", "市场"}:
        formula = read_formula(text[opening.start() : end])
        if formula is not None and formula.length == end - opening.start():
            yield make_candidate(text, opening.start(), formula, "classifier chain", certain=True)
            return
    unit = Unit(value, match["numeral"], classifier, head)
    formula = Formula("", (unit,), end - match.start())
    yield make_candidate(text, match.start(), formula, "classifier", certain=verbal)


def cut(text: str, start: int) -> list[Token]:
    """Return the words that follow one another without a break from `start` on."""
    stretch = re.match(rf"[{HAN}]{{1,{_WINDOW}}}", text[start : start + _WINDOW])
    return _words().tokenize(stretch[0]) if stretch else []


def _cut_head(text: str, start: int, classifier: str) -> tuple[int, bool] | None:
    """Return where the head at `start` ends and whether it is no noun, or nothing for a count."""
    if classifier == "个":
        for pattern in (_NUMBERED, _ONE):
            if numbered := pattern.match(text, start):
                return numbered.end(), True
    words = [token.text for token in cut(text, start)]
    if not words or words[0][0] in _FUNCTION:
        return None
    if classifier != "个":
        end = _end_of_norm(words, NORM_NOUNS.get(classifier, frozenset()))
        return None if end is None else (start + end, False)
    size = _size_of_open_head(words)
    if size is None:
        return None
    head = text[start : start + size]
    verbal = words[0] in VERBAL_HEADS | ADVERBS or head in VERBAL_HEADS or head[0] in "不更"
    return None if not verbal and _is_concrete(words) else (start + size, verbal)


def _is_concrete(words: list[str]) -> bool:
    """Tell whether words open a phrase that ends in a concrete noun, or is compared: 献血 屋."""
    phrase = ""
    for word in words[:3]:
        if word in ("以上", "以下", "以内"):
            return True
        if word[0] in _FUNCTION:
            break
        phrase += word
    return len(phrase) > 2 and phrase[-1] in CONCRETE


def _end_of_norm(words: list[str], nouns: frozenset[str]) -> int | None:
    """Return the length of the shortest run of words that ends in one of `nouns`."""
    if words[0] in ("以上", "以下", "以内", "不同", "相同"):
        return None
    length = 0
    for word in words[:4]:
        if word[0] in _FUNCTION:
            return None
        length += len(word)
        run = "".join(words)[:length]
        if (word in nouns and (length == len(word) or len(word) > 1)) or run in nouns:
            return length
    return None


def _size_of_open_head(words: list[str]) -> int | None:
    """Return the length of a head after 个, which any word but a count noun may be."""
    first, following = words[0], words[1] if len(words) > 1 else ""
    opening = "".join(words)[:6]
    counted = first in COUNTED and first not in _STRESSING
    if counted or first[0] in DIGIT or any(opening[:n] in COUNTED for n in range(2, 7)):
        return None
    goes_on = bool(following) and following[0] not in _FUNCTION and following not in COUNTED
    if len(first) == 1:
        return 1 + len(following) if goes_on and first in _STRESSING else None
    if first in ADVERBS and goes_on and len(following) > 1:
        return len(first) + len(following)
    if first in MODIFIERS and first not in VERBAL_HEADS and following:
        return len(first) + len(following) if goes_on else None
    return len(first)
