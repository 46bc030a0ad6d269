"""Rows of clauses that are slogans by one frame that all members share, whatever their length.

| build | example | what makes it sure |
|---|---|---|
| what is chief and what goes along | 公有制为主体、多种所有制经济共同发展 | 为主体 and a verb of going along, named 制度 or 方针 |
| who does what | 企业负责、部门监管、行业自律、职工参与 | each member ends in a deed; a mechanism that is set up |
| types of a body | 资源节约型、环境友好型社会 | 型 twice before what is to be built |
| clauses with one middle | 立足新阶段，贯彻新理念，构建新格局 | one length, another verb in each, one place shared |
| never and never | 永远不称霸，永远不扩张 | one adverb with 不 opens both |
| no, no and no | 不动摇、不懈怠、不折腾 | a whole clause, three verbs or more after 不 |
| verbs with one object | 学法、懂法、守法 | another verb in each, and a climate or a closing mark |
| reached or not, to and fro | 进得来、退得出; 请进来、走出去 | 得 or a direction in the middle of each |
| one thing and not the other | 要团结不要分裂，要实干不要空谈; 一手抓…，一手抓… | the words that oppose them |
| what each level does | 村收集、镇转运、县处理 | three levels of office, a verb after each |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_series import governs
from policytext.discovery.chinese_words import DEEDS, DEGREES
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NO_VERBS = "觉获取值懂显不"
"""Syllables that 得 makes a word with, or that turn a verb with 得 into something else."""
_CHIEF = re.compile(
    rf"(?P<one>[{HAN}]{{3,16}}为主体?)[、，,](?P<other>[{HAN}]{{2,12}}?(?:共同发展|并存|共存|协调发展|相结合|相补充|为补充|为辅))"
    rf"(?=的[{HAN}]{{0,6}}?(?:制度|体制|格局|体系|方针)|[，,]?是[{HAN}]{{0,14}}的[{HAN}]{{0,4}}?(?:制度|方针|国策|体制))"
)
_BEFORE_CHIEF = re.compile(
    ".*(?:完善|坚持|实行|形成|确立|建立|巩固|发展|健全|坚持和完善|和|了|是)(?=.{2,}为主)"
)
_DEED = rf"[{HAN}]{{2,6}}(?:{'|'.join(sorted(DEEDS))})"
_WHO = re.compile(
    rf"(?:建立|健全|形成|构建|完善|实行|坚持|落实|推行|打造)(?P<list>(?!建立|健全|和|完善|落实){_DEED}(?:、{_DEED}){{2,}}(?:(?:和|与|以及)(?:{_DEED}))?)"
    rf"(?=的[{HAN}]{{0,8}}?(?:机制|格局|体系|体制|制度|模式|原则))"
)
_TYPES = re.compile(
    rf"(?P<list>[{HAN}]{{2,12}}型、[{HAN}]{{2,6}}型(?:、[{HAN}]{{2,6}}型)*)(?=的?(?:社会|政府|政党|城市|国家|机关|校园|强国|乡村|[{HAN}]{{0,6}}执政党))"
)
_EVEN_CLAUSES = [
    re.compile(rf"(?<![{HAN}、])[{HAN}]{{{size}}}(?:[，,][{HAN}]{{{size}}}){{2,4}}(?![{HAN}、])")
    for size in range(6, 10)
]
_NEVER = re.compile(
    rf"(?P<never>[{HAN}]{{2}})不(?P<one>[{HAN}]{{1,8}})[、，,](?P=never)不(?P<other>[{HAN}]{{1,8}})(?![{HAN}])"
)
_NO = re.compile(rf"(?<![{HAN}、])不[{HAN}]{{2}}(?:、不[{HAN}]{{2}}){{2,}}(?=[，,。；！])")
_OBJECT = re.compile(
    rf"(?P<list>[{HAN}](?P<object>[{HAN}]{{1,2}})(?:、[{HAN}](?P=object)){{2,}})(?=[的，,。；和等])"
)
_CLIMATE = re.compile(
    rf"的[{HAN}]{{0,6}}?(?:环境|氛围|风气|风尚|局面|习惯|意识|热潮|格局|社会|良好)"
)
_SEPARATOR = re.compile("[、，,]")
_COMMA = re.compile("[，,]")
_CLOSED = re.compile("[，,。；]")
_BY_ONESELF = re.compile("(?:带头|自觉|共同|努力|模范|主动|积极|真正|做到|切实|坚持)$")
_REACHED = re.compile(
    rf"(?P<verbs>(?![{_NO_VERBS}])[{HAN}]得(?![{_NO_VERBS}])[{HAN}](?:、[{HAN}]得[{HAN}])+)(?=[，,。；”的]|$)"
)
_TO_AND_FRO = re.compile(
    r"(?P<list>[\u4e00-\u9fff][进出上下回][来去]、[\u4e00-\u9fff][进出上下回][来去])(?=[，,。；”的]|相结合|战略|$)"
)
_ONE_HAND = re.compile(rf"一手抓[{HAN}]{{2,10}}[、，,]一手抓[{HAN}]{{2,10}}?(?![{HAN}])")
_OUGHT = re.compile(
    rf"[{HAN}]{{2}}(?P<head>[{HAN}]{{2}})要[{HAN}]{{1,2}}(?:[、，,][{HAN}]{{2}}(?P=head)要[{HAN}]{{1,3}}?)+(?![{HAN}])"
)
_RATHER = re.compile(
    rf"要(?P<one>[{HAN}]{{2,4}})不要[{HAN}]{{2,4}}(?:[、，,]要[{HAN}]{{2,4}}不要[{HAN}]{{2,4}})+(?![{HAN}])"
)
_SOONER = re.compile(rf"宁要[{HAN}]{{2,8}}[，,]也?不要[{HAN}]{{2,8}}(?![{HAN}])")
_LEVEL = "户组村镇乡县区市省"
_LEVELS = re.compile(rf"[{_LEVEL}][{HAN}]{{2}}(?:、[{_LEVEL}][{HAN}]{{2}}){{2,}}(?=[的，,。；”]|$)")
_LEAD = re.compile(f"[{HAN}]*$")
_FRAMES = [
    (_REACHED, "得"),
    (_TO_AND_FRO, "、"),
    (_ONE_HAND, "一手抓"),
    (_OUGHT, "要"),
    (_RATHER, "不要"),
    (_SOONER, "宁要"),
]
"""The builds that one pattern settles, with a syllable that each has, which is looked for first."""
_AFTER = 12  # characters after a list that are looked at
_FEW = 3  # places that clauses share
_REACH = 8  # characters before a list in which its verb ends
_VERBAL = ("v", "p", "a")


def find_rows(text: str) -> Iterator[Candidate]:
    """Yield the rows of clauses that one frame makes a slogan, by build and position.

    >>> [c.text for c in find_rows("营造学史、知史、用史的氛围，永远不忘本，永远不懈怠。")]
    ['永远不忘本，永远不懈怠', '学史、知史、用史']
    """
    for find, sign in _FINDERS:
        if sign in text:
            yield from find(text)
    yield from _find_middles(text)
    for pattern, sign in _FRAMES:
        for match in pattern.finditer(text) if sign in text else ():
            yield _make(text, *match.span())


def _find_deeds(text: str) -> Iterator[Candidate]:
    """Yield who does what in a mechanism, verbs with one object, and what each level does."""
    for match in _WHO.finditer(text):
        yield _make(text, *match.span("list"))
    yield from _find_objects(text)
    for match in _LEVELS.finditer(text):
        deeds = [tag_chinese(m[1:])[:1] for m in match[0].split("、")]
        if deeds.count("v") * 3 >= len(deeds) * 2:
            yield _make(text, *match.span())


def _find_chief(text: str) -> Iterator[Candidate]:
    """Yield what is chief and what goes along with it: 以甲为主体，乙共同发展."""
    for match in _CHIEF.finditer(text):
        one = match["one"]
        lead = _BEFORE_CHIEF.match(one)
        start = one.find("以")
        if start < 0:
            start = lead.end() if lead else 0
        yield _make(text, match.start() + start, match.end())


def _find_types(text: str) -> Iterator[Candidate]:
    """Yield types of one length that a body is to have: 甲乙型、丙丁型社会."""
    for match in _TYPES.finditer(text):
        members = match["list"].split("、")
        size = len(members[1])
        if len(members[0]) >= size and {len(m) for m in members[1:]} == {size}:
            yield _make(text, match.start() + len(members[0]) - size, match.end())


def _find_nevers(text: str) -> Iterator[Candidate]:
    """Yield clauses that one adverb with 不 opens, and whole clauses of three verbs with 不."""
    for match in _NEVER.finditer(text):
        if tag_chinese(match["never"]) == "d" and match["one"] != match["other"]:
            yield _make(text, *match.span())
    for match in _NO.finditer(text):
        members = match[0].split("、")
        words = sum(tag_chinese(m[1:])[:1] in ("v", "a") for m in members)
        if words == len(members) == len(set(members)):
            yield _make(text, *match.span())


def _find_middles(text: str) -> Iterator[Candidate]:
    """Yield clauses of one length with one middle, which commas set apart."""
    for pattern in _EVEN_CLAUSES:
        for match in pattern.finditer(text):
            if _share_a_middle(_COMMA.split(match[0])):
                yield _make(text, *match.span())


def _share_a_middle(clauses: list[str]) -> bool:
    """Tell whether clauses of one length open with verbs, all different, and share two places or more that are not the end."""
    size = len(clauses[0])
    if {len(clause) for clause in clauses} != {size}:
        return False
    if len({c[:2] for c in clauses}) < len(clauses) or len({c[-2:] for c in clauses}) < len(
        clauses
    ):
        return False
    shared = [at for at, letters in enumerate(zip(*clauses, strict=True)) if len(set(letters)) == 1]
    verbs = sum(tag_chinese(clause[:2])[:1] in _VERBAL for clause in clauses)
    if len(shared) < max(_FEW, size / 3) or verbs * 3 < len(clauses) * 2:
        return False
    return clauses[0][shared[0]] in DEGREES  # 新时期…, not 家庭教育…, which is what is talked of


def _find_objects(text: str) -> Iterator[Candidate]:
    """Yield three verbs or more with one object, each another: 学科学、讲科学、用科学."""
    for match in _OBJECT.finditer(text):
        verbs = [member[0] for member in match["list"].split("、")]
        verbal = sum(tag_chinese(verb)[:1] in _VERBAL for verb in verbs)
        if len(set(verbs)) < len(verbs) or verbal * 3 < len(verbs) * 2:
            continue
        if tag_chinese(match["object"])[:1] not in ("n", "j", "v"):
            continue
        lead = _LEAD.search(text[max(0, match.start() - _REACH) : match.start()])
        if lead is not None and _is_practised(lead[0], text[match.end() :][:_AFTER]):
            yield _make(text, *match.span("list"))


def _is_practised(lead: str, after: str) -> bool:
    """Tell whether what is done is a climate that a noun names, or what people are to do by themselves."""
    if _CLIMATE.match(after):
        return governs(lead)
    return bool(_CLOSED.match(after)) and (not lead or bool(_BY_ONESELF.search(lead)))


def _make(text: str, start: int, end: int) -> Candidate:
    """Return a row as a candidate."""
    written = text[start:end]
    normal = _SEPARATOR.sub("", written)
    return Candidate(
        start, end, written, "zh", "parallel row", (), normal, quoted=False, certain=True
    )


_FINDERS: list[tuple[Callable[[str], Iterator[Candidate]], str]] = [
    (_find_chief, "为主"),
    (_find_types, "型、"),
    (_find_nevers, "不"),
    (_find_deeds, "、"),
]
"""What finds the other builds, with a syllable or mark that each has."""
