"""Parallel slogans of Chinese that little holds up: words of a principle, pairs of a campaign, clauses between commas.

| build | example | what makes it sure |
|---|---|---|
| words of a principle | 按照精简、统一、效能的原则 | three of two syllables, a verb that holds to them, a noun that names them |
| what a bond is to be | 巩固平等、团结、互助的关系 | the same, none of them a noun |
| manners | 持续、快速、健康发展 | three words, none a noun, before what grows, or before a 政府 that is built |
| words on one verb | 众创、众包、众扶平台 | three or more that most dictionaries lack |
| verbs that 好 completes | 实现好、维护好、发展好 | three or more; what people are to feel (…感) as well |
| pair of a campaign | 开展拥政爱民、拥军优属活动 | set phrases, or one with an echo, before 活动 or 工作 |
| pair of a spirit | 不屈不挠、自强不息的精神 | one or both a set phrase |
| pair of one's part | 发挥总揽全局、协调各方的作用 | both of verb and object, before 作用 |
| clause by itself | 打防结合、预防为主，… | one member says what comes first |
| twins | 尊重知识、尊重人才 | one verb with two objects, no thing and no task |
| one skeleton (构式) | 以事实为根据，以法律为准绳 | a coverb opens both, and another word stands in one place |
| clauses of three | 同呼吸，共命运，心连心 | three or more, two thirds of verb and object or set phrases |

Older official prose parts the members of a slogan by a comma as often as by 、, so
both marks count the same where the members show what they are. That a frame
with some words kept and others left open is a phrase of its own, as 以…为… is, see
Fillmore, Kay and O'Connor (1988, *Regularity and idiomaticity in grammatical
constructions*).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_members import are_nominal, is_echoed
from policytext.discovery.chinese_series import find_clause_rows, has_edges, is_edge
from policytext.discovery.chinese_words import (
    ADHERENCE,
    COVERBS,
    NEGATIONS,
    PARTING_OR_JOINING,
    TASKS,
)
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.chinese_series import Series

_PRINCIPLE = re.compile(
    rf"的?[{HAN}]{{0,4}}?(?:原则|方针|旗帜|理念|精神|要求|宗旨|思路|方略|关系|方法|形势|路线|政策)"
)
_HOLDS = re.compile(
    rf"(?:{ADHERENCE}|根据|按照|本着|实行|执行|适应|发展|巩固|高举|落实|推行|符合|体现|遵守|采取|应当|应|做到)(?:了|着)?$"
)
_SPIRIT = re.compile(rf"的[{HAN}]{{0,4}}?(?:精神|作风|传统|品格|品质|本色)")
_FIRST = re.compile("为[主先本要重]$|优先$|第一$|至上$")
_CAMPAIGN = re.compile(
    rf"等?(?:活动|工作|运动|斗争|热潮|成果|大业|伟业|传统|作风)|的[{HAN}]{{0,4}}?运动|和[{HAN}]{{4,6}}(?:活动|工作|运动|斗争)"
)
_GROWS = re.compile("地?(?:发展|增长|决策|贯彻|执法)")
_PRACTISED = re.compile("(?:实行|坚持|提倡)$")
_BUILT = re.compile("(?:建设|建成|打造|构建|建立)$")
_BODY = re.compile("的?(?:政府|城市|社会|机关|乡村|国家|军队)")
_PART = re.compile(rf"的[{HAN}]{{0,4}}?作用")
_ENDED = re.compile("$|[，。；！,;]")
_HELD_TO = re.compile("(?:坚持|奉行|遵循)$")
_COVERB = re.compile(f"(?:{COVERBS}|与|同)")
_POINTING = re.compile("[的了我你他这那]")
_TWINS = re.compile(
    rf"(?P<verb>[{HAN}]{{2}})(?P<one>[{HAN}]{{2}})(?:[、，](?P=verb)(?!(?P=one))[{HAN}]{{2}})+(?=(?P<mark>[，。；！”])|的(?:方针|政策|原则|氛围|风气|风尚)|$)"
)
_MARK = re.compile("[、，]")
_LEAD = re.compile(f"[{HAN}]*$")
_BIDDEN = re.compile(rf"(?:{ADHERENCE}|要|应|应当|必须|更加|做到|鼓励|倡导)$")
_MOST = 2 / 3  # of the members, which must show what they are
_REACH = 8  # characters before a slogan that are looked at
_FEW, _SHORT, _USUAL = 3, 3, 4  # members; characters of a member


def find_plain(text: str) -> Iterator[Candidate]:
    """Yield twins, and rows that commas part.

    >>> text = "要尊重知识、尊重人才。我们同劳动，共奋进，心连心。"
    >>> [found.text for found in find_plain(text)]
    ['尊重知识、尊重人才', '同劳动，共奋进，心连心']
    """
    for match in _TWINS.finditer(text):
        if _opens_with_verb(match["verb"]) and _is_free(text, match):
            yield _make(text, *match.span())
    for series in find_clause_rows(text):
        if is_plain_row(series):
            yield _make(text, series.start, series.end)


def _make(text: str, start: int, end: int) -> Candidate:
    """Return a slogan as a candidate."""
    written = text[start:end]
    normal = _MARK.sub("", written)
    return Candidate(start, end, written, "zh", "plain slogan", (), normal, False, certain=True)


def _opens_with_verb(word: str) -> bool:
    """Tell whether what twins open with may be a verb, is not negated, and names no task."""
    return tag_chinese(word) in ("v", "a") and word[0] not in NEGATIONS and word not in TASKS


def _is_free(text: str, match: re.Match[str]) -> bool:
    """Tell whether twins are no part of a longer row, and no verb governs them but one of duty: 要|尊重知识, not 关爱|留守儿童."""
    start = match.start()
    lead = _LEAD.search(text[max(0, start - _REACH) : start])
    if lead is None or not lead[0]:
        return match["mark"] != "，" and not text.endswith("、", 0, start)
    if _BIDDEN.search(lead[0]):
        return True
    if not is_edge(lead[0][-_USUAL:], text[start : start + _USUAL]):
        return False
    return tag_chinese(cut(lead[0], 0)[-1].text)[:1] not in ("v", "u", "p", "a")


def is_plain(series: Series) -> bool:
    """Tell whether a list that 、 parts is a slogan, though its frame is weak."""
    if series.size == 2:
        return _is_principle(series) or _is_manner(series)
    if series.size == _SHORT and len(series.members) >= _FEW:
        return _is_complement(series.members)
    return len(series.members) == 2 and series.size >= _USUAL and _is_pair(series)


def _is_principle(series: Series) -> bool:
    """Tell whether three words of two syllables or more are held to and named, or are what a bond is to be."""
    members = series.members
    if len(members) < _FEW or not _HOLDS.search(series.lead):
        return False
    nouns = sum(tag_chinese(member) == "n" for member in members)
    if _PRINCIPLE.match(series.tail):
        return nouns < len(members)
    return not nouns and series.tail.startswith("的")


def _is_manner(series: Series) -> bool:
    """Tell whether three words or more, none a noun, say how all is to grow, or what a body that is built is to be."""
    if len(series.members) < _FEW:
        return False
    nouns = sum(tag_chinese(member) == "n" for member in series.members)
    if _BUILT.search(series.lead) and _BODY.match(series.tail):
        return nouns < len(series.members)
    if nouns:
        return False
    practised = _PRACTISED.search(series.lead) and _ENDED.match(series.tail)
    return bool(practised or _are_coined_words(series.members) or _GROWS.match(series.tail))


def _are_coined_words(members: tuple[str, ...]) -> bool:
    """Tell whether words that most dictionaries lack all open with one verb: 众创、众包、众扶, 反殖、反帝、反霸."""
    new = sum(not tag_chinese(member) for member in members)
    return len({member[0] for member in members}) == 1 and new >= len(members) * _MOST


def _is_complement(members: tuple[str, ...]) -> bool:
    """Tell whether members are verbs that 好 completes, or what people are to feel: 获得感、幸福感."""
    if len({member[-1] for member in members}) > 1:
        return False
    return members[0][-1] in "好感" and len({member[:2] for member in members}) == len(members)


def _is_pair(series: Series) -> bool:
    """Tell whether two members of four syllables name a campaign, a spirit or a part to play."""
    members, campaign = series.members, bool(_CAMPAIGN.match(series.tail))
    if series.size > _USUAL:
        return campaign and _share_half(*members)
    if are_nominal(members):
        return False
    if _PART.match(series.tail):
        return all(map(_is_verb_and_object, members))
    sets = sum(map(_is_set, members))
    if campaign:
        return sets == len(members) or (is_echoed(members) and sets > 0)
    if not series.lead and _ENDED.match(series.tail) and any(map(_FIRST.search, members)):
        return True
    return sets > 0 and bool(_SPIRIT.match(series.tail))


def _share_half(one: str, other: str) -> bool:
    """Tell whether two members share half of their syllables or more, but not their ends: 工业学大庆、农业学大寨."""
    shared = sum(a == b for a, b in zip(one, other, strict=True))
    return shared * 2 >= len(one) and one[-1] != other[-1]


def _is_set(member: str) -> bool:
    """Tell whether four syllables are a phrase of the dictionary, or of no words it has: 止滑回稳."""
    if tag_chinese(member):
        return tag_chinese(member)[0] in ("i", "l")
    return not tag_chinese(member[:2]) and not tag_chinese(member[2:])


def _is_verb_and_object(member: str) -> bool:
    """Tell whether four syllables are a verb with its object, or a set phrase."""
    return _is_set(member) or tag_chinese(member[:2])[:1] == "v"


def is_plain_row(series: Series) -> bool:
    """Tell whether clauses of one length that commas part are a slogan by what they repeat or how they are built."""
    members = series.members
    if len(set(members)) < len(members) or any(map(_POINTING.search, members)):
        return False
    if len({member[:2] for member in members} | TASKS) == len(TASKS):
        return False  # all open with a task
    if not _ENDED.match(series.tail):
        return False
    return _is_row(series) and has_edges(series)


def _is_row(series: Series) -> bool:
    """Tell whether clauses have one skeleton, are twins, or are three of three syllables that belong together."""
    members, size = series.members, series.size
    if size > _USUAL:
        return _have_skeleton(members)
    if len(members) < _FEW:
        return size == _USUAL and not are_nominal(members) and _is_held_pair(series)
    return size == _SHORT and _are_short_clauses(members)


def _is_held_pair(series: Series) -> bool:
    """Tell whether two clauses are held to, or put into practice where they echo: 实行自主经营，自负盈亏."""
    if _HELD_TO.search(series.lead):
        return True
    return bool(_PRACTISED.search(series.lead)) and is_echoed(series.members)


def _have_skeleton(members: tuple[str, ...]) -> bool:
    """Tell whether one coverb opens all clauses, and another word stands in one place of all: 以…为…."""
    if not _COVERB.match(members[0]) or len({member[0] for member in members}) > 1:
        return False
    kept = [len(set(letters)) == 1 for letters in zip(*members, strict=True)]
    return any(kept[2:]) and not all(kept[:3])


def _are_short_clauses(members: tuple[str, ...]) -> bool:
    """Tell whether most clauses of three syllables are a verb of one with its object of two, or set phrases."""
    verbs = 0
    for member in members:
        words = [token.text for token in cut(member, 0)]
        one = len(words[0]) == 1 and tag_chinese(words[0])[:1] in ("v", "d", "p")
        verbs += one or tag_chinese(member)[:1] in ("i", "l")
    return verbs >= len(members) * _MOST


def end_in_one_verb(members: tuple[str, ...]) -> bool:
    """Tell whether members of several lengths all end in one verb that parts or joins: 政企分开、政资分开."""
    ends = {member[-2:] for member in members}
    return len(members) >= _FEW and len(ends) == 1 and ends <= PARTING_OR_JOINING
