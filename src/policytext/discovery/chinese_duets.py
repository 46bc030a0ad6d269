"""Pairs and short rows of one length that are coined as one, told by their build and by what closes them.

| build | example |
|---|---|
| opposed words in one place | 外联市场、内联农户; 一次申请、全程代办 |
| four verbs with their objects | 简政放权、提质增效 |
| words that are in no dictionary, joined or parted | 主辅分离、放管结合 |
| twice two feet of three | 稳增长保态势、补短板惠民生 |
| how sky and water are to be | 水清、岸绿、景美 |
| what a world, a mind or a banner is to be | 和平、发展、合作的旗帜 |

Opposed words in one place are antithesis (对偶; Chen Wangdao 1932, *Xiucixue
fafan*); verbs and objects of one syllable each are the build of set phrases of four
(Feng 2000, *Hanyu yunlü jufaxue*).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_members import are_nominal
from policytext.discovery.chinese_series import governs
from policytext.discovery.chinese_words import ACTIONS, OPPOSITES, PARTING_OR_JOINING
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese

if TYPE_CHECKING:
    from policytext.discovery.chinese_series import Series

_ENDED = re.compile("$|[，。；！,;]")
_CAMPAIGN = re.compile(
    rf"的?(?:[{HAN}]{{2}})?(?:工作|改革|力度|战略|机制|方针|策略|行动|模式|要求|原则|步伐)"
)
_REFORMING = re.compile(
    "(?:推进|推动|通过|实行|落实|实施|实现|加快|深化|加大|坚持|促进|抓好|做好|开展|推行|企业|行业|部门|机构)$"
)
_OPPOSED = frozenset(map(frozenset, OPPOSITES))
_BATTLE = re.compile("(?:保卫战|攻坚战|大会战)")
_BANNER = re.compile(rf"的[{HAN}]{{0,4}}?(?:旗帜|世界|心态|新型关系)")
_RAISED = re.compile(
    "(?:高举|举起|建设|构建|培育|形成|塑造|保持|树立|涵养|营造|共建|建立|共创)(?:一个)?$"
)
_PRINCIPLE_IS = re.compile("(?:方针|原则|要求|思路|精神|宗旨)是$")
_OBJECTS = ("n", "a", "r", "j", "q")  # first letters of the tags of bound nouns: 速, 本
_FEW, _USUAL, _TWICE = 3, 4, 6  # characters of a member


def is_duet(series: Series) -> bool:
    """Tell whether a list of members of one length is coined as one, by its build or by what it says of a whole."""
    if series.size == _TWICE:
        return all(member[0] in ACTIONS and member[3] in ACTIONS for member in series.members)
    if _is_banner(series) or _is_scene(series) or _is_principle(series):
        return True
    return series.size == _USUAL and len(series.members) == 2 and _is_pair(series)


def _is_pair(series: Series) -> bool:
    """Tell whether two members of four syllables are opposed, of verbs and objects, or of new words."""
    members, ended = series.members, bool(_ENDED.match(series.tail))
    campaign = bool(_CAMPAIGN.match(series.tail))
    if not (ended or campaign):
        return False
    if (campaign or governs(series.lead)) and _are_opposed(members):
        return campaign or bool(series.lead) or all(tag_chinese(m[1]) == "v" for m in members)
    if are_nominal(members) or not (campaign or _REFORMING.search(series.lead)):
        return False
    said = all(tag_chinese(m[2:])[:1] in ("v", "a") for m in members)
    return all(map(_is_terse, members)) or (said and any(map(_is_new, members)))


def _is_banner(series: Series) -> bool:
    """Tell whether short members say what a banner, a world or a mind is to be."""
    if series.size not in (2, _USUAL) or (series.size == 2 and len(series.members) < _USUAL):
        return False
    return bool(_BANNER.match(series.tail)) and bool(_RAISED.search(series.lead))


def _is_scene(series: Series) -> bool:
    """Tell whether three members or more say how heaven, earth and water are to be, or what a battle is for: 水清、岸绿."""
    if series.size != 2 or len(series.members) < _FEW:
        return False
    if _BATTLE.match(series.tail):
        return True
    scene = all(
        tag_chinese(m[0])[:1] in ("n", "q", "u") and tag_chinese(m[1])[:1] == "a"
        for m in series.members
    )
    return (
        not all(map(tag_chinese, series.members))
        and scene
        and bool(_ENDED.match(series.tail) or series.tail.startswith("的"))
    )


def _is_principle(series: Series) -> bool:
    """Tell whether members of four syllables are what a principle is said to be: 方针是自主自愿、互利互惠."""
    if series.size != _USUAL or not _ENDED.match(series.tail):
        return False
    return bool(_PRINCIPLE_IS.search(series.lead)) and not are_nominal(series.members)


def _are_opposed(members: tuple[str, ...]) -> bool:
    """Tell whether members open with opposed syllables, and share another or are of verbs: 外防…、内防…."""
    one, other = members
    if frozenset((one[0], other[0])) not in _OPPOSED:
        return False
    echoed = any(a == b for a, b in zip(one[1:], other[1:], strict=True))
    verbal = all(tag_chinese(member[1]) == "v" for member in members)
    return echoed or verbal or all(tag_chinese(m[2:])[:1] in ("v", "") for m in members)


def _is_terse(member: str) -> bool:
    """Tell whether four syllables are twice a verb with its object: 提|质 增|效.

    >>> [_is_terse(member) for member in ("提质增效", "机构改革")]
    [True, False]
    """
    if _is_new(member):
        return True
    halves = (member[:2], member[2:])
    return all(
        tag_chinese(h[0])[:1] in ("v", "a") and tag_chinese(h[1])[:1] in _OBJECTS for h in halves
    )


def _is_new(member: str) -> bool:
    """Tell whether a member opens with a word no dictionary has and says that it parts or joins: 主辅分离."""
    return not tag_chinese(member[:2]) and member[2:] in PARTING_OR_JOINING
