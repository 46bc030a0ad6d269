"""Tell the balanced series that are no slogans whatever they weigh: things, faults, dates, names, and what is cut wrongly.

Each is a closed class or a build: members that all end in a concrete noun or in one
suffix are kinds of a thing (Lü Shuxiang & Zhu Dexi 1952, *语法修辞讲话*, on 并列), dates
and congresses are counted, a particle at an edge goes on.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from policytext.discovery.chinese_members import are_of_kinds, is_name
from policytext.discovery.chinese_words import CONCRETE, DEGREES, OPPOSING, SUFFIXES
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese

if TYPE_CHECKING:
    from policytext.discovery.chinese_stretches import Stretch

_MEMBERS = 20_000  # remembered
_SHORT, _USUAL = 3, 4  # characters of a member
_INNER = 2  # characters of a true member before its last
_LEADS_ON = re.compile(rf"(?:{OPPOSING})了?$|[和与及或]$")
"""What makes a series one of things opposed, or joins its first member to a word before it: 住房和|城乡建设、生态环境."""
_NAME = re.compile("[省市县区镇乡村州]$")
FAULT = re.compile(
    "不[足强够严善力畅高大到当实清明]|落后|陈旧|薄弱|违[法规纪]|虚假|伪造|非法|擅自|缺失|滞后|短缺|泄露|损[毁坏害]|拒[绝不]|隐瞒|滥用|挪用|侵占|徇私|贪污|受贿|亏损"
)
"""What ought not to be, or is lacking: 力度不足, 违法."""
_ORDINAL = re.compile(
    "[一二三四五六七八九十百千万两][亿万]?(?:平方|公里|亩|[万亿]?[户吨])|[亿万]人口?|几年来|第[一二三四五六七八九十]|[一二三四五六七八九十]届|[一二三四五六七八九]中|十?[一二三四五六七八九十]大$|年代|世纪|[百千万亿]元|月|[上中下]旬|周年|会议|百分之|[一二三四五六七八九十]类|[一二两三]审|[一二三四五六七八九十两上下][项款]|[〇零一二三四五六七八九十百]日|为[一二两三四五六七八九十]+年|以[上下前后]$"
)
_STATE = re.compile("(?:等|的)?(?:现象|问题|情况|行为|情形|状况|倾向|矛盾|隐患|风险|困难)")
_NO_MEMBER = re.compile(
    "^(?:[的等了着是及或且而也都将被把]|有关|相关|其他|其它|各[级类种]|一[个支种条批套项家])|(?<![平同高中初上下优对])等(?![级同值量待到距差高])|(?:有关|互相|以及|之一|情形|有权|[超达逾])$|[万亿](?:千瓦|吨|亩|辆|台|套|件)"
)
_GOES_ON_OPEN = re.compile(rf"(?!活动|工作|行动)[{HAN}]{{2,6}}等")
"""What makes the last member longer than the others, and leaves the list open: 湿地保护、海洋生态|环境保护等."""
_SIDES = frozenset("内外前后上下中")
_NO_END = frozenset("的等了着及或和与在为是对将")
_ACTING = frozenset("有无作可善敢所能")
"""What 为 is a verb behind: 有为, 善为."""


def is_weighable(stretch: Stretch) -> bool:
    """Tell whether a series may be a slogan at all: its members differ, are no dates or faults, and its marks are regular."""
    members = stretch.members
    if len(set(members)) < len(members) or any(map(_cannot_be, members)):
        return False
    if len({m[-1] for m in members}) > 1 and any(map(_ends_open, members)):
        return False
    marks = stretch.marks.replace(",", "，")
    even = len(set(marks)) == 1 or (
        len(marks) % 2 == 1 and len(set(marks[::2])) == len(set(marks[1::2])) == 1
    )
    if not even or _LEADS_ON.search(stretch.lead) or _STATE.match(stretch.tail):
        return False
    if are_of_kinds(members) or _are_things(members):
        return False
    if _GOES_ON_OPEN.match(stretch.tail) or _are_sides(members) or _is_shifted(members):
        return False
    unfit = sum(bool(FAULT.search(member)) or is_named(member) for member in members)
    return unfit * 2 < len(members)


def _is_shifted(members: tuple[str, ...]) -> bool:
    """Tell whether a series is cut a few syllables off: of 党有部署、民有要求 the stretch 有部署、民有.

    What opens its first member then closes its last, where each of the true members has it inside; or
    its true members are shorter, and end alike: 提供信息化、智能化支撑 goes on from the stretch 信息化、智能化.
    """
    first, last = members[0], members[-1]
    shared = first[0]
    if shared == last[-1] and all(shared not in member[:-1] for member in members[1:]):
        return True
    if len(members) > 2 or first[-1] == last[-1] or first[-1] == last[0]:
        return False
    if any(last.endswith(first[:size]) for size in range(_INNER, len(first))):
        return True  # 新发展理念、构建新发展
    inner = last.find(first[-1], _INNER) + 1
    return 0 < inner < len(last) and first[-1] in SUFFIXES


def _are_sides(members: tuple[str, ...]) -> bool:
    """Tell whether members are the places on the sides of one thing: 校园外、校园内."""
    return {member[-1] for member in members} <= _SIDES and len({m[:-1] for m in members}) == 1


def _ends_open(member: str) -> bool:
    """Tell whether a stretch ends in a particle that goes on, and that is no part of a word or a verb: 平和, 兴企有为 are."""
    if member[-1] == "为" and member[-2] in _ACTING:
        return False
    return member[-1] in _NO_END and not tag_chinese(member[-2:])


def _are_things(members: tuple[str, ...]) -> bool:
    """Tell whether members all end in a concrete noun, open with a degree, or are nouns or attributes of one kind."""
    firsts, lasts = {m[0] for m in members}, {m[-1] for m in members}
    if lasts <= CONCRETE or firsts <= DEGREES | {"本", "该", "其"}:
        return True
    sizes = {len(member) for member in members}
    nouns = sum(tag_chinese(member)[:1] == "n" for member in members)
    if sizes == {2}:
        known = sum(bool(tag_chinese(member)) for member in members)
        if len(lasts) == 1 and known * 2 >= len(members):
            return True  # words of one family: 新建、改建、扩建
        return nouns * 4 >= len(members) * 3
    if sizes == {_SHORT} and (len(lasts) == 1 or firsts == {"有"}):
        last = members[0][-1]
        return last in SUFFIXES or tag_chinese(last)[:1] == "n" or len(members) < _USUAL
    if len(sizes) > 1 and len(firsts) == 1 and all(tag_chinese(m[-2:])[:1] == "n" for m in members):
        return True  # 古文化遗址、古墓葬
    opening = {member[:2] for member in members}
    one_noun = len(opening) == 1 and tag_chinese(members[0][:2])[:1] == "n"
    return nouns == len(members) or (len(sizes) > 1 and one_noun)


@lru_cache(_MEMBERS)
def _cannot_be(member: str) -> bool:
    """Tell whether a stretch is no member of a slogan: it opens with a particle or a count, is left open, or tells a date or a congress."""
    return bool(_NO_MEMBER.search(member) or _ORDINAL.search(member))


def is_named(member: str) -> bool:
    """Tell whether a member is, or opens with, the name of a place, a person or a body."""
    if len(member) > _USUAL:
        return tag_chinese(member[:2]) == "ns"
    return bool(_NAME.search(member)) or (is_name(member) if len(member) < _USUAL else False)
