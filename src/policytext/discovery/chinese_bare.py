"""Numeral formulae of running text whose numeral has no classifier, and those of one thing.

Modern Chinese counts things by a numeral with a classifier; without one a numeral
stands before units, places and bodies alone (Lü 1980, *Xiandai Hanyu babaici*; Zhu
1982, *Yufa jiangyi*). What else follows a numeral directly stands for several words,
unless the dictionary has both as one word.

| shape | how it is built | example |
|---|---|---|
| bare | numeral + bound morpheme or verb | 三农, 双报到, 四公开 |
| joining | numeral + syllable + verb of joining | 三网融合, 五社联动 |
| distributive | 一 + noun + 一 or 多 + noun or verb: each its own | 一河一策, 一照多址, 一月一评 |
| masses | 百, 千, 万 + noun, twice | 万企帮万村 |
| round number | 双, 千 or more than one of 十, 百, 千, 万 before what is undertaken | 千万工程, 双百行动 |
| one tool | 一 + classifier + tool + verb + object or 到底 | 一支队伍管执法, 一张蓝图绘到底 |
| one stop | 一 + place + verb of handling | 一窗受理, 一件事一次办 |
| no more than once | adverb of limit + verb + 一 + time or door | 最多跑一次 |
| in more and more years | numeral + 年 + result, twice or more | 一年打基础、三年见成效 |
| in some years | numeral + 年 + result, before what is undertaken | 三年大变样 |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_marks import find_quotes
from policytext.discovery.chinese_quotes import make_candidate
from policytext.discovery.chinese_series import is_edge
from policytext.discovery.chinese_units import (
    DIGIT,
    HAN,
    NOT_AFTER,
    Formula,
    Unit,
    read_formula,
)
from policytext.discovery.chinese_words import (
    ABBREVIATED,
    CARRIERS,
    CONCRETE,
    DOUBLED,
    IDIOMS,
    JOINED,
    KINDS,
    PLACES,
    UNITS,
    VERBAL_HEADS,
    VERBS,
    WORDS,
)
from policytext.languages.chinese import tag_chinese
from policytext.numerals import read_chinese_numeral
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTED = "".join(sorted(PLACES | set("级方者部省市地层是要年月日个类拥")))
_JOINING = re.compile(rf"[二两三四五六七八九双]{NOT_AFTER}(?![{_COUNTED}])[{HAN}](?:{JOINED})")
_BARE = re.compile(
    rf"[三四五六七八九两双]{NOT_AFTER}(?:(?<!双)(?:{VERBS}|[{ABBREVIATED}])|(?<=双)(?:{DOUBLED}))"
)
_FUNCTION = "的是在和与及为于从把被对将也都就而或之至到由并又已未均该此应须得要中些样更最可能会来去"
_NO_HEAD = "".join(
    sorted(
        UNITS
        | PLACES
        | CONCRETE
        | set("正副大步面道张字第级角公手环矿档坡坊湾岛岭堡澳屯庄寨浦塘坪篇内外百千万亿两双")
        | set(_FUNCTION)
    )
)
_OPEN = re.compile(
    rf"[三四五六七八九十两双]{NOT_AFTER}(?:(?P<verb>不?(?![{_FUNCTION}])[{HAN}]{{2}})|(?![{_NO_HEAD}{DIGIT}])[{HAN}])"
)
_AFTER = re.compile(
    rf"$|[^\w]|(?:{CARRIERS})|[的和与及等为是]|双|[{DIGIT}]|(?:同步|融合|协同|并举|互动)|型|学校|院校|高校"
)
_SINGLE = re.compile(f"(?![{_NO_HEAD}{DIGIT}])[{HAN}](?![“「『‘《])")
_GOES_ON = ("n", "v", "j", "a", "b", "i", "l")
_KIND = re.compile(KINDS)
_TITLE = ("《", "〈")
_NOT_PLAIN = frozenset("ntsfvadirlbcpzu")
"""First letters of the tags of words that happen to open with a numeral: 四川, 双向; an abbreviation has j."""

_DONE = "通办|受理|统管|通管|通享|通用|办好|办成|统办|准营|集成|协同"
_ONE_STOP = re.compile(
    rf"一[网窗门证码卡图表键站照章号屏端](?:{_DONE}|综合受理|通(?=$|[^\w]|{CARRIERS}|改革|平台|系统|服务))"
    r"|一件事[集联一全]?[成合次程]?办(?![理公法事好成案学])"
)
_ONE_TOOL = re.compile(
    rf"一[枚支把张个本盏根条颗](?P<tool>[{HAN}]{{1,2}})(?P<verb>[管绘量抓干审统查画谋])(?P<object>到底|[{HAN}]{{2}})(?![{HAN}]?[{HAN}]?的)"
)
_LIMITED = re.compile(
    r"(?:最多|至多|只用?|仅需?)(?:跑|进|上)一(?:次|趟|扇?门|扇窗)(?!车)|一次[都也]?不用?跑"
)
_ONE_BOARD = re.compile("全[国省市县区域球党网](?:域|镇)?一(?:盘棋|张网|张图|本账)")
_NUMERAL = re.compile("[二两三四五六七八九十双]")
_PROPER = re.compile("街|路|巷|广场|大厦|公园|小区|酒店|公司|集团|水库|水网|中学|小学|医院")
"""Nouns whose name any two syllables may be: 六星街, 双隆广场."""

_LONGEST_LABEL = 24  # characters between quotation marks that are one label
_MANY = re.compile(rf"一{NOT_AFTER}(?P<one>[{HAN}])多(?P<many>[{HAN}])(?![{HAN}]?多)")
_MANY_MORE = frozenset("个次年种样家人点元天岁倍月名位项名件亿万千百日时分米里")
_MANY_IN_ONE = re.compile("多[规证审测验评表网码图卡章]合一")
_MASSES = re.compile(
    rf"(?P<one>[百千万]){NOT_AFTER}(?P<first>[{HAN}])[{HAN}]{{0,4}}、?(?P<other>[百千万])(?P<second>[{HAN}])(?![{HAN}]*元)"
)
_EACH = re.compile(
    rf"一{NOT_AFTER}(?P<one>[{HAN}])一(?P<other>[{HAN}])(?:、一[{HAN}]一[{HAN}])*(?![{HAN}]?一)"
)
_DONE_EACH = frozenset("策评议测考审检查改报训案档码证品景色图表课题")
_PART_OF_NUMBER = "一二三四五六七八九十两百千万亿第几数上余多近约超过达"
_ROUND = re.compile(
    rf"(?:千万(?<![\d\"“{_PART_OF_NUMBER}]千万)|双[百千万](?<![\d{_PART_OF_NUMBER}]双.))(?:工程|行动|计划)"
)
_IN_YEARS = re.compile(
    rf"[一两二三五十]{NOT_AFTER}年(?:[大上见翻倍再新](?:(?!的)[{HAN}]){{1,3}}?)(?=工作|目标|行动|计划|活动|要求|方案|战略|任务)"
)

_WITHIN = rf"年(?![以之内后前来间])(?:(?![的年])[{HAN}]){{2,8}}"
_RISING = re.compile(
    rf"[一两二三]{NOT_AFTER}{_WITHIN}(?:[、，,]?[两二三五八十]{_WITHIN}){{1,3}}(?=的|[^{HAN}]|$)"
)
_YEARS = re.compile("([一两二三五八十])年")


def find_bare(text: str) -> Iterator[Candidate]:
    """Yield the formulae of a text whose numeral has no classifier, overlapping ones too.

    >>> text = "推进四公开工作，推广四早经验，实施千万工程；做到最多跑一次，一支队伍管执法。"
    >>> [found.text for found in find_bare(text)]
    ['四公开', '四早', '千万工程', '一支队伍管执法', '最多跑一次']
    >>> list(find_bare("四部门负责三小时、两公里、双向通道。"))
    []
    """
    named = (*_find_named(text),) if _NUMERAL.search(text) else ()
    yield from (each for each in named if _is_whole(text, each))
    if "百" in text or "千" in text or "万" in text:
        for match in _MASSES.finditer(text):
            yield from _read_masses(match)
        yield from _take(text, _ROUND, "rising numbers")
    if "多" in text:
        yield from _find_many(text)
    if "一" in text:
        yield from _find_ones(text)
    yield from _take(text, _IN_YEARS, "bare")
    if "年" in text:
        yield from _find_rising(text)


def _find_named(text: str) -> Iterator[Candidate]:
    """Yield a numeral with what takes none without a classifier, or with a syllable and a verb of joining."""
    for match in _BARE.finditer(text):
        yield from _read_bare(text, match)
    for match in _OPEN.finditer(text):
        yield from _read_open(text, match)
    for match in _JOINING.finditer(text):
        if match[0][:2] not in WORDS or match[0][:2] in ("三权", "三产"):
            yield read_whole(text, match, "joining")


def _is_whole(text: str, found: Candidate) -> bool:
    """Tell whether a label is no part of one with more numerals between quotation marks, “五馆两中心”, nor of a proper name."""
    if _PROPER.match(text, found.end):
        return False
    around = [
        (start, end)
        for start, end in find_quotes(text)
        if start <= found.start and found.end <= end and end - start <= _LONGEST_LABEL
    ]
    return all(
        found.text in text[start:end].split("、")
        or not _NUMERAL.search(text[start : found.start] + text[found.end : end])
        for start, end in around
    )


def _take(text: str, pattern: re.Pattern[str], shape: str) -> Iterator[Candidate]:
    """Yield every match of a closed shape."""
    for match in pattern.finditer(text):
        yield _make(match, shape)


def _find_rising(text: str) -> Iterator[Candidate]:
    """Yield what is to be reached in more and more years: 一年打基础、三年见成效."""
    for match in _RISING.finditer(text):
        years = [read_chinese_numeral(year) or 0 for year in _YEARS.findall(match[0])]
        if years == sorted(set(years)):
            yield _make(match, "rising numbers")


def _make(match: re.Match[str], shape: str) -> Candidate:
    """Return a match whose numbers count no members as a candidate."""
    written = match[0]
    return Candidate(*match.span(), written, "zh", shape, (), written, False, True)


def _find_ones(text: str) -> Iterator[Candidate]:
    """Yield what each one has, and what is done at one place, with one tool or once."""
    for match in _EACH.finditer(text):
        if match["other"] in _DONE_EACH and match[0][:4] not in IDIOMS:
            yield read_whole(text, match, "distributive")
    for match in _ONE_STOP.finditer(text):
        yield read_whole(text, match, "one stop")
    for match in _ONE_TOOL.finditer(text):
        if _is_tool(match["tool"], match["verb"], match["object"]):
            yield _make(match, "one tool")
    yield from _take(text, _LIMITED, "one stop")
    yield from _take(text, _ONE_BOARD, "one stop")


def _is_tool(tool: str, verb: str, thing: str) -> bool:
    """Tell whether a thing does something to its object, and the verb is no part of a word: 管|执法, not 管理."""
    if tag_chinese(tool)[:1] != "n" or tag_chinese(tool + verb):
        return False
    return thing == "到底" or bool(tag_chinese(thing) and not tag_chinese(verb + thing[0]))


def _find_many(text: str) -> Iterator[Candidate]:
    """Yield one that has many, 一照多址, and many that become one, 多规合一."""
    for match in _MANY.finditer(text):
        one, many = match["one"], match["many"]
        if one in UNITS - PLACES or many in _MANY_MORE or (one in PLACES and many in PLACES):
            continue
        if not tag_chinese(match[0]):
            yield read_whole(text, match, "distributive")
    yield from _take(text, _MANY_IN_ONE, "one body")


def _read_masses(match: re.Match[str]) -> Iterator[Candidate]:
    """Yield masses of one thing set to another: 万企帮万村, 千企联千村; no idiom, no sum of money."""
    named = (
        not tag_chinese(match[0])
        and match["first"] not in UNITS - {"名"}
        and match["second"] not in UNITS
    )
    counted = match["first"] != "名" and tag_chinese(match[0][:2])
    if named and match[0][:4] not in IDIOMS and not counted:
        yield _make(match, "masses")


def read_whole(text: str, match: re.Match[str], shape: str, *, certain: bool = True) -> Candidate:
    """Return a match that is a formula from end to end."""
    formula = read_formula(match[0])
    if formula is None or formula.length != len(match[0]):
        value = read_chinese_numeral(match[0][0]) or 0
        unit = Unit(value, match[0][0], "", match[0][1:])
        formula = Formula("", (unit,), len(match[0]))
    return make_candidate(text, match.start(), formula, shape, certain=certain)


def _read_bare(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a numeral with a morpheme or verb that needs a classifier elsewhere, where the word ends there."""
    written = match[0]
    if written[:2] in WORDS or text[match.start() : match.start() + 4] in IDIOMS:
        return
    if len(written) == 2 and not _ends_there(text, match.end()):
        return
    yield _label(text, match.start(), match.end())


def _read_open(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a numeral with one syllable or a verb of two, where they are no word and no part of one."""
    start, verb = match.start(), match["verb"]
    if text[start : start + 2] in WORDS or _opens_word(text, start):
        return
    if text[start : start + 4] in IDIOMS or text[max(0, start - 2) : start + 2] in IDIOMS:
        return
    if not is_edge(text[max(0, start - 4) : start].rpartition("\n")[2], text[start : start + 2]):
        return
    if tag_chinese(text[start - 1 : start]) == "nr" or text[start - 1 : start] in _TITLE:
        return  # a name: 李双祥, 《三打白骨精》
    if verb and _is_verb(verb) and _AFTER.match(text, match.end()):
        yield _label(text, start, match.end())
    elif verb and verb[0] == "不" and _ends_there(text, start + 3):
        yield _label(text, start, start + 3)
    elif _SINGLE.match(text, start + 1) and _ends_there(text, start + 2):
        yield _label(text, start, start + 2)


def _is_verb(head: str) -> bool:
    """Tell whether a head is a verb or negated, or an office or order that a syllable names: 两票制."""
    said = head[0] == "不" or head in VERBAL_HEADS or tag_chinese(head)[:1] == "v"
    return said or (head[1] == "制" and head[0] not in UNITS)


def _opens_word(text: str, start: int) -> bool:
    """Tell whether a word of the dictionary opens at a place, of two syllables to four: 双向, 四川省."""
    return any(tag_chinese(text[start : start + size])[:1] in _NOT_PLAIN for size in (2, 3, 4))


def _label(text: str, start: int, end: int) -> Candidate:
    """Return a numeral with its head as a candidate; a kind of thing that follows belongs to the name: 四好农村路."""
    unit = Unit(read_chinese_numeral(text[start]) or 0, text[start], "", text[start + 1 : end])
    kind = _KIND.match(text, end)
    length = (kind.end() if kind else end) - start
    return make_candidate(text, start, Formula("", (unit,), length), "bare", certain=True)


def _ends_there(text: str, end: int) -> bool:
    """Tell whether a word ends at a place: a mark or a noun that carries labels follows, or a word of its own, 双拥|共建, not 双控|制."""
    if _AFTER.match(text, end):
        return True
    words = cut(text, end - 1)
    return len(words) > 1 and len(words[0].text) == 1 and tag_chinese(words[1].text)[:1] in _GOES_ON
