"""Weigh a balanced series by named features: how far it is built, and held up, as slogans are.

The score is a sum of weights, one for each feature the series has; those of
members are means over them. Each feature has a reason:

- the members' number and length, and the mark between them: four syllables are the
  foot of set phrases (Feng 2000, *Hanyu yunlü jufaxue*), a pair is mostly a list,
- what they repeat: a syllable in first place or within says something of each, one
  in last place names a kind (反复, 排比: Chen Wangdao 1932, *Xiucixue fafan*),
- opposites in one place (对偶, the same),
- the word classes of a member's halves, by jieba's dictionary: verb with object or
  subject with verb is a clause, noun with noun a thing (Lü Shuxiang 1963 on the
  share of one and two syllables in a phrase),
- how terse a member is: a set phrase, twice a verb with its object, or a half that
  no dictionary has, while halves that are common words are plain prose,
- classical function words (为, 以, 必, 无, 所), which modern prose lacks,
- the frame: what stands before and behind in its clause, a verb of adherence or a
  naming noun (Schoenhals 1992, *Doing Things with Words in Chinese Politics*),
- where it stands: a sentence or clause by itself, in quotation marks, in a statute.

A feature of pairs, of four members or more, of commas or of statutes bears their
name before its own. `WEIGHTS` was fitted by logistic regression with an absolute
penalty, which leaves most features without a weight, on ten hand-annotated sets of
reports, statutes, notices and Party documents of 1978 to 2026 (360,000 characters,
some 320 slogans that all readers take for one); phrases that only some take for one
count less. `python -m bench.slogans` fits it anew on sets given by path and tells
what it finds in each when fitted on the others.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from typing import TYPE_CHECKING

from policytext.discovery.chinese_words import (
    ACTIONS,
    ADHERENCE,
    AGENTS,
    CONCRETE,
    DEEDS,
    LOOSELY_NAMING,
    MANNERS,
    MODIFIERS,
    NAMING,
    OPPOSING,
    PARTING_OR_JOINING,
    SUFFIXES,
    TASKS,
)
from policytext.folding import HAN
from policytext.languages.chinese import is_common_chinese, tag_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.chinese_stretches import Stretch

_CLASSES = {
    "n": "n", "v": "v", "a": "a", "z": "a", "d": "d", "p": "p", "b": "n", "j": "n", "s": "n", "t": "n",
    "f": "n", "i": "i", "l": "i", "m": "m", "q": "m", "r": "r",
}  # fmt: skip
"""The class of a word by the first letter of its tag; names and terms (nz, nr, …) are nouns."""

_ADHERED = re.compile(rf"(?:{ADHERENCE}|按照|本着|遵照|实行|依照|高举)(?:好|了|着)?$")
_GOVERNED = re.compile(
    "(?:发扬|执行|根据|实施|采取|提出|建立|健全|形成|构建|完善|落实|推行|树立|做到|运用|实现|打造|营造|走|走出|开展|适应|建设|建成|培育)(?:好|了|着|起)?$"
)
_BIDDEN = re.compile(
    "(?:要|应|应当|必须|更加|努力|真正|切实|始终|自觉|不断|共同|全力|一定|务必)$"
)
_OPPOSED = re.compile(rf"(?:{OPPOSING})了?$")
_NAMED = re.compile(rf"(?:的[{HAN}]{{0,6}}?|(?:基本|工作|建设|指导|根本)?)(?:{NAMING})")
_LOOSELY = re.compile(
    rf"的[{HAN}]{{0,6}}?(?:{LOOSELY_NAMING}|社会|国家|环境|道路|战略|口号|工作|之路|新|中国|政府)"
)
_CAMPAIGN = re.compile(
    "等?(?:活动|工作|运动|斗争|热潮|改革|战略|工程|行动|理念|方略|建设|发展|结合|相结合|并举|并重)"
)
_OPEN = re.compile("等|以及|及|或")
_AND = re.compile("[和与](?!谐)")
_CLASSICAL = re.compile("[为以必有无所相自共不尽其之于而先]")
_FUNCTION = re.compile("[的了及或和与等者]")
_NUMBER = re.compile("[一二三四五六七八九十两双百千万]")
_NAME = re.compile("[省市县区镇乡村州]$")
_THING = re.compile(
    "(?:申请|规定|单位|人员|机构|资料|材料|费用|事项|设施|设备|产品|药品|标准|信息|情况|行为|登记|许可|证书|责任|检验|检查|检测)$"
)
_FAULT = re.compile(
    "不[足强够严善力畅高大到当实清明]|落后|陈旧|薄弱|违[法规纪]|虚假|伪造|非法|擅自|缺失|滞后|困难|短缺|泄露|损[毁坏害]|拒[绝不]|隐瞒|滥用|挪用|侵占|徇私|贪污|受贿"
)
_FIRST = re.compile("为[主本先要重基]$|优先$|第一$|至上$|结合$|并[重举]$")
_ORDINAL = re.compile(
    "第[一二三四五六七八九十]|[一二三四五六七八九十]届|[一二三四五六七八九]中|十?[一二三四五六七八九十]大$|年代|世纪|[百千万亿]元|月|[上中下]旬|周年|会议"
)
_STATE = re.compile(
    "(?:等|的)?(?:现象|问题|情况|行为|情形|状况|倾向|矛盾|隐患|风险|困难)"
)
_STATUTE = re.compile("应当|不得|第[一二三四五六七八九十百]+条|本条例|本法|本办法|依法")
_NO_START = frozenset("的等了着地得是及或且而也都将被把")
_NO_END = frozenset("的等了着及或和与在为是对将")
_DEGREES = frozenset("更最极较很太非")
_COVERBS = frozenset("以为靠向让把从到由按")
_PAIRS = (
    "大小 内外 上下 进出 左右 前后 破立 远近 多少 高低 强弱 强小 增减 加减 新旧 城乡 软硬 虚实 公私 古今 中外 早晚 快慢 来去 "
    "宽严 放管 标本 防治 先后 主辅 统分 轻重 军政 军民 政民 输反 深浅 天地 动静 德才 知行 点面 长短 收放 有无 战和"
)
OPPOSITES = frozenset(map(frozenset, _PAIRS.split()))
"""Pairs of syllables that are each other's opposite, or the two sides of a thing."""
_OPENING, _CLOSING = frozenset('“「『"‘'), frozenset('”」』"’')
_SENTENCE_ENDS = frozenset("。！？；：\n—")
_MEMBERS = 20_000  # remembered
_SHORT, _USUAL, _LONG = 3, 4, 8  # characters of a member


def is_weighable(stretch: Stretch) -> bool:
    """Tell whether a series may be a slogan at all: its members differ, are no dates or faults, and its marks are regular."""
    members = stretch.members
    if len(set(members)) < len(members) or any(map(_cannot_be, members)):
        return False
    if len({m[-1] for m in members}) > 1 and any(m[-1] in _NO_END for m in members):
        return False
    marks = stretch.marks.replace(",", "，")
    even = len(set(marks)) == 1 or (
        len(marks) % 2 == 1 and len(set(marks[::2])) == len(set(marks[1::2])) == 1
    )
    if not even or (stretch.tail and _STATE.match(stretch.tail)):
        return False
    faults = sum(bool(_FAULT.search(member)) for member in members)
    return faults * 2 < len(members)


@lru_cache(_MEMBERS)
def _cannot_be(member: str) -> bool:
    """Tell whether a stretch is no member of a slogan: it opens with a particle, or tells a date or a congress."""
    return member[0] in _NO_START or bool(_ORDINAL.search(member))


def describe(text: str, stretch: Stretch) -> dict[str, float]:
    """Return the features of a series by name; those of members are the share of members that have them."""
    features: dict[str, float] = {}
    signs = _read_signs(stretch, is_statute(text))
    for member in stretch.members:
        for name in _cross(describe_member(member), signs):
            features[name] = features.get(name, 0.0) + 1 / len(stretch.members)
    others = (
        *_describe_build(stretch),
        *_describe_lead(stretch.lead),
        *_describe_tail(stretch.tail),
        *_describe_place(text, stretch),
    )
    return features | dict.fromkeys(_cross(others, signs), 1.0)


def weigh(text: str, stretch: Stretch, *, statute: bool = False) -> float:
    """Return the score of a series: the sum of what each of its features weighs."""
    signs = _read_signs(stretch, statute)
    members = stretch.members
    score = WEIGHTS[""] + sum(_weigh_member(m, signs) for m in members) / len(members)
    score += _weigh_lead(stretch.lead, signs) + _weigh_tail(stretch.tail, signs)
    build = (*_describe_build(stretch), *_describe_place(text, stretch))
    return score + _add(build, signs)


def is_statute(text: str) -> bool:
    """Tell whether a passage speaks as statutes do."""
    return bool(_STATUTE.search(text))


def _read_signs(stretch: Stretch, statute: bool) -> tuple[str, ...]:
    """Return what makes features of a series weigh otherwise: a pair, four members or more, commas, a statute."""
    n = len(stretch.members)
    signs = ("pair ",) if n == 2 else ("four ",) if n > 3 else ()
    if "、" not in stretch.marks:
        signs = (*signs, "comma ")
    return (*signs, "statute ") if statute else signs


def _cross(names: tuple[str, ...], signs: tuple[str, ...]) -> Iterator[str]:
    """Yield features, and each again with each sign before it."""
    yield from names
    for sign in signs:
        for name in names:
            yield sign + name


def _add(names: tuple[str, ...], signs: tuple[str, ...]) -> float:
    """Return what features weigh together."""
    get = WEIGHTS.get
    return sum(get(name, 0.0) for name in _cross(names, signs))


@lru_cache(_MEMBERS)
def _weigh_member(member: str, signs: tuple[str, ...]) -> float:
    """Return what the features of a member weigh."""
    return _add(describe_member(member), signs)


@lru_cache(_MEMBERS)
def _weigh_lead(lead: str, signs: tuple[str, ...]) -> float:
    """Return what the words before a series weigh."""
    return _add(_describe_lead(lead), signs)


@lru_cache(_MEMBERS)
def _weigh_tail(tail: str, signs: tuple[str, ...]) -> float:
    """Return what the words behind a series weigh."""
    return _add(_describe_tail(tail), signs)


@lru_cache(_MEMBERS)
def _class(word: str) -> str:
    """Return the class of a word: n, v, a, d, p, i for a set phrase, m, r, and ? where no dictionary has it."""
    tag = tag_chinese(word)
    if tag in ("ad", "an"):
        return "a"
    return _CLASSES.get(tag[0], "n" if tag[0] == "n" else "?") if tag else "?"


def describe_member(member: str) -> tuple[str, ...]:
    """Return the features of a member.

    >>> describe_member("提质增效")
    ('terse', 'new half', 'no common half')
    >>> describe_member("机构改革")
    ('nv', 'common halves')
    """
    return (*_describe_classes(member), *_describe_words(member))


def _describe_classes(member: str) -> Iterator[str]:
    """Yield how a member is built of word classes."""
    size = len(member)
    if size == 2:
        yield f"word {_class(member)}"
        yield "common word" if is_common_chinese(member) else "rare word"
    elif size == _SHORT:
        whole = bool(tag_chinese(member))
        if whole:
            yield "word of three"
        elif tag_chinese(member[1:]) and _class(member[0]) in "vapd":
            yield "one and two"
        elif tag_chinese(member[:2]):
            yield "two and one"
        if member[0] in ACTIONS:
            yield "verb of slogans"
    elif size == _USUAL:
        yield from _describe_halves(member)
    else:
        yield f"opens {_class(member[:2])}"
        yield f"closes {_class(member[-2:])}"


def _describe_halves(member: str) -> Iterator[str]:
    """Yield how four syllables are built of two words of two."""
    one, other = member[:2], member[2:]
    classes = _class(one), _class(other)
    if _class(member) == "i":
        yield "set phrase"
        yield "terse"
    else:
        yield "".join(classes) if "?" not in classes else "new half"
        if "?" in classes and _is_verb_and_object(one) and _is_verb_and_object(other):
            yield "terse"
    common = is_common_chinese(one) + is_common_chinese(other)
    if common != 1:
        yield "common halves" if common else "no common half"


def _is_verb_and_object(word: str) -> bool:
    """Tell whether two syllables may be a verb or an adjective with its noun or verb."""
    return _class(word[0]) in "va" and _class(word[1]) in "nva?"


_WORDS = (
    ("classical", _CLASSICAL),
    ("function word", _FUNCTION),
    ("number", _NUMBER),
    ("thing", _THING),
    ("fault", _FAULT),
    ("first", _FIRST),
)


def _describe_words(member: str) -> Iterator[str]:
    """Yield which closed classes a member has a word of."""
    for name, pattern in _WORDS:
        if pattern.search(member):
            yield name
    opening, closing = member[:2], member[-2:]
    if tag_chinese(member) in ("ns", "nr", "nt", "nz") or tag_chinese(opening) in ("ns", "nr", "nt"):
        yield "name"
    elif _NAME.search(member):
        yield "name"
    if opening in TASKS:
        yield "task"
    if closing in DEEDS:
        yield "deed"
    if opening in AGENTS:
        yield "agent"
    if opening in MANNERS:
        yield "manner"
    if opening in MODIFIERS:
        yield "modifier"
    if closing in PARTING_OR_JOINING:
        yield "parting"
    if member[-1] in CONCRETE:
        yield "concrete"
    if member[0] in _DEGREES:
        yield "degree"
    if "为" in member[1:-1]:
        yield "为 within"


def _describe_build(stretch: Stretch) -> tuple[str, ...]:
    """Return how many members a series has, how long they are, what parts them, and what they repeat."""
    members = stretch.members
    n, size = len(members), min(map(len, members))
    names = [f"size {min(size, _LONG)}", f"members {min(n, 5)}"]
    if size != max(map(len, members)):
        names.append("uneven")
    if len(set(stretch.marks)) > 1:
        names.append("pairs in a row")
    if "；" in stretch.marks:
        names.append("semicolon")
    names += _describe_echo(members, size)
    if size == 2 and all(_class(m) == "n" for m in members):
        names.append("all nouns")
    if size > _SHORT:
        nominal = sum(_class(m[-2:]) == "n" and _class(m[:2]) in "n?" for m in members)
        if nominal * 3 >= n * 2:
            names.append("nominal")
    return tuple(names)


def _describe_echo(members: tuple[str, ...], size: int) -> Iterator[str]:
    """Yield what members repeat, and whether they oppose one another."""
    columns = [set(letters) for letters in zip(*members, strict=False)]
    shared = [at for at, letters in enumerate(columns) if len(letters) == 1]
    lasts = {member[-1] for member in members}
    first, last = 0 in shared, len(lasts) == 1
    if first:
        yield "echo first"
        if members[0][0] in _COVERBS and size > _SHORT:
            yield "coverb"
        if 1 in shared and size > 2:
            yield f"echo first word {_class(members[0][:2])}"
    if last:
        yield "echo suffix" if lasts <= SUFFIXES else "echo last"
        if len({member[-2:] for member in members}) == 1 and size > 2:
            verbs = all(_class(member[:-2]) == "v" for member in members)
            yield "one object" if verbs else "one head"
    inner = [at for at in shared if 0 < at < size - 1]
    if inner and not (first and 1 in shared) and not (last and size - 2 in shared):
        yield "echo within"
    if len(shared) * 2 >= size:
        yield "half the same"
    if not shared and not last and len(members) == 2 and set(members[0]) & set(members[1]):
        yield "echo across"
    if any(letters in OPPOSITES for letters in columns):
        yield "opposites"
    if len(members) > 2 and not shared and any(len(c) < len(members) for c in columns):
        yield "partial echo"


@cache
def _describe_frame() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the frames that may stand before a series, the surest first."""
    return (
        ("adhered to", _ADHERED),
        ("governed", _GOVERNED),
        ("bidden", _BIDDEN),
        ("opposed", _OPPOSED),
    )


def _describe_lead(lead: str) -> tuple[str, ...]:
    """Return what stands before a series in its clause."""
    if not lead:
        return ("after mark",)
    for name, pattern in _describe_frame():
        if pattern.search(lead):
            return (name,)
    if lead[-1] in "的以和与及对":
        return (f"after {lead[-1]}",)
    if lead[-2:] in TASKS:
        return ("after task",)
    return (f"after {_class(lead[-2:])}",)


def _describe_tail(tail: str) -> tuple[str, ...]:
    """Return what stands behind a series in its clause."""
    if not tail:
        return ("before mark",)
    for name, pattern in (
        ("named", _NAMED),
        ("loosely named", _LOOSELY),
        ("campaign", _CAMPAIGN),
        ("left open", _OPEN),
        ("before 和", _AND),
    ):
        if pattern.match(tail):
            return (name,)
    return ("attribute",) if tail[0] == "的" else ("before other words",)


def _describe_place(text: str, stretch: Stretch) -> tuple[str, ...]:
    """Return where in its sentence a series stands."""
    before = "" if stretch.lead or not stretch.start else text[stretch.start - 1]
    after = "" if stretch.tail else text[stretch.end : stretch.end + 1]
    starts = not stretch.lead and (not before or before in _SENTENCE_ENDS)
    ends = not stretch.tail and (not after or after in _SENTENCE_ENDS)
    names = []
    if before in _OPENING and after in _CLOSING and before and after:
        names.append("quoted")
    elif (before and before in _OPENING) or (after and after in _CLOSING):
        names.append("half quoted")
    if before == "、" or after == "、":
        names.append("part of a list")
    if starts and ends:
        names.append("sentence")
    elif starts:
        names.append("sentence start")
    elif ends:
        names.append("sentence end")
    elif not stretch.lead and not stretch.tail:
        names.append("clause")
    return tuple(names)


WEIGHTS: dict[str, float] = {
    "": -0.27,
    "adhered to": 2.07,
    "after mark": 0.18,
    "after n": -0.36,
    "after v": -0.34,
    "after 以": 0.78,
    "after 的": -0.51,
    "all nouns": -0.36,
    "before mark": 0.07,
    "before other words": -1.04,
    "before 和": -1.4,
    "classical": 0.89,
    "closes n": -0.68,
    "comma adhered to": -0.19,
    "comma after mark": 0.16,
    "comma before mark": -0.14,
    "comma before other words": -0.43,
    "comma echo first": 0.5,
    "comma members 2": -0.94,
    "comma members 3": -1.26,
    "comma members 4": -0.44,
    "comma opens v": -0.57,
    "comma size 6": -0.53,
    "common halves": -0.53,
    "common word": -0.46,
    "concrete": -0.32,
    "coverb": 0.22,
    "degree": -0.72,
    "echo first": 0.39,
    "echo last": 0.2,
    "echo within": 0.78,
    "four adhered to": 0.38,
    "four members 4": 0.2,
    "four modifier": 0.21,
    "four named": 1.84,
    "four one and two": 1.14,
    "four part of a list": 2.39,
    "four size 4": 0.12,
    "function word": -0.41,
    "governed": 0.83,
    "half quoted": 0.57,
    "half the same": 0.72,
    "left open": -2.2,
    "loosely named": 0.88,
    "manner": 0.66,
    "members 2": -1.61,
    "members 3": -0.39,
    "modifier": 0.38,
    "named": 0.36,
    "new half": 0.16,
    "nn": -1.2,
    "no common half": 0.44,
    "number": 1.78,
    "one head": 0.06,
    "opens ?": 0.07,
    "opens n": -0.44,
    "opens v": -0.74,
    "opposites": 1.0,
    "pair before other words": -0.08,
    "pair half quoted": 1.04,
    "pair members 2": -0.77,
    "pair no common half": 0.73,
    "pair opposites": 0.4,
    "pair size 2": -0.08,
    "pair terse": 0.36,
    "part of a list": -3.25,
    "partial echo": -1.05,
    "quoted": 5.18,
    "size 2": -0.98,
    "size 5": 0.11,
    "size 6": -0.57,
    "size 8": -1.78,
    "statute adhered to": 0.34,
    "statute after 的": -0.07,
    "statute attribute": -0.06,
    "statute classical": 0.08,
    "statute governed": 0.07,
    "statute members 2": -0.16,
    "statute named": 0.12,
    "thing": -0.44,
    "verb of slogans": 1.53,
    "vn": -1.38,
    "word n": -0.59,
    "word of three": -0.74,
}
"""What each feature weighs, by name; that without a name is the start. Fitted, see above."""

THRESHOLD = -1.3
"""The least score of a slogan, chosen on sets left out of the fit in turn."""
