"""Numeral formulae in running text, without quotation marks.

A numeral goes before what its members have in common. The shapes
that takes in reports and statutes:

| shape | how it is built | example |
|---|---|---|
| chain | numeral + one or two syllables, at least twice | 两学一做, 三去一降一补 |
| classifier chain | numeral + classifier + noun, at least twice | 一个中心、两个基本点 |
| classifier | numeral + classifier + head | 四个全面, 三大攻坚战 |
| twins | the same numeral + classifier + noun, twice | 两个市场两种资源 |
| one body | numeral + 位一体, 步走, 手抓 | 五位一体, 三步走 |

Where a head ends no rule of characters can tell, so the words after the
numeral are cut; only there, which keeps the finder fast. Numerals without a
classifier are told by `chinese_bare`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_bare import find_bare, read_whole
from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_quotes import make_candidate
from policytext.discovery.chinese_units import DIGIT, HAN, NOT_AFTER, Formula, Unit, read_formula
from policytext.discovery.chinese_words import (
    ACTIONS,
    ADVERBS,
    CARRIERS,
    CONCRETE,
    COUNTED,
    IDIOMS,
    MODIFIERS,
    NORM_NOUNS,
    PLACES,
    PLANNED,
    UNITS,
    VERBAL_HEADS,
    WORDS,
)
from policytext.languages.chinese import tag_chinese
from policytext.numerals import read_chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate


_HEAD = rf"[^\W\d_{DIGIT}零〇百千万亿的了是在和与及等为于从把被对将也都就而或之至到由并又已未均该此应须得要中]"

_CHAIN = re.compile(
    rf"[{DIGIT}]{NOT_AFTER}{_HEAD}{{1,2}}、?(?:[{DIGIT}]{_HEAD}{{1,2}}、?)*[{DIGIT}](?={_HEAD})"
)
_CLASSIFIER = re.compile(
    rf"(?P<numeral>[二三四五六七八九十两\d]{NOT_AFTER}(?<!前.)(?<!\d、.)(?<![{DIGIT}]、.)(?<![A-Za-z]\d)"
    r"(?:(?<=[二三四五六七八九])十[一二三四五六七八九]?|(?<=十)[一二三四五六七八九]|(?<=\d)\d)?)"
    rf"(?P<classifier>[个個大项项条种面道张字])(?=[{HAN}\d])"
)
_THESE = re.compile(
    rf"(?<=[和与、])(?P<last>[{HAN}]{{2,10}})(?:这|等)?(?P<numeral>[两二三四五六七八])(?P<classifier>[座股根盏把剂驾])(?P<head>[{HAN}]{{2}})"
    rf"|(?<=这)(?P<basic>[两二三四五六七八])个(?P<point>基本[{HAN}]{{1,2}})(?=[，。、；：])"
)
_SUMMED_UP = re.compile("[两二三四五六七八](?:[座股根盏把剂驾]|个基本)")
"""What every label that sums up a list has, which is looked for first."""
_OPENING = re.compile(rf"[一两二三四五六]个([{HAN}]{{2,6}})、$")
_BODY = re.compile(
    rf"[二两三四五六七八九]{NOT_AFTER}(?:(?<!两)位一体|(?<=[两三四五])步走|(?<=两)手抓(?:[、,，]?两手都要硬)?|篇大?文章)"
)
_TWINS = re.compile(
    rf"(?P<one>[两二三四五]){NOT_AFTER}[个大](?P<first>[{HAN}]{{2}})、?(?P=one)[个种条项大](?P<second>[{HAN}]{{2}})"
)
_ONE_STATE = re.compile(
    rf"一个(?P<state>[{HAN}]{{2}})(?=[”\"’」]?的?(?:原则|框架|前提|立场|政策)|的事实)"
)
_TOPIC = re.compile(
    rf"(?:推行|推进|落实|实施|执行|开展|抓好|深化)[{HAN}]{{2,6}}(?P<noun>[{HAN}]{{2}})$"
)
_NUMBERED = re.compile(r"(?:一百年|\d+[亿万]人)")
_ONE = re.compile(rf"一(?:批|律)?(?={CARRIERS}|[”\"’、，。；])")
_FUNCTION = frozenset("的了是在和与及等为于从把被对将也都就而或之至到由并又已未均该此应须得要中月")
_DIRECTIONS = frozenset(["开来", "起来", "出来", "下去", "过来"])
"""Complements of direction (趋向补语), which only a verb has."""
_STRESSING = "全不更新大高好真最讲"
"""Syllables that begin a head with the word that follows: 全覆盖, 不摘."""

_HELD = re.compile(
    "(?:坚持|贯彻|践行|秉持|牢记|遵循|恪守|弘扬|增强|坚定|做到|打好|打赢|维护|捍卫|落实|实现|压实|夯实|巩固|扛牢|树牢|坚守|统筹|胸怀|提倡)(?:好|了|中央)?$"
)
"""Verbs whose object is a line to be held to; see `chinese_frames`."""

_CLAUSE_BEFORE = re.compile(rf"[{HAN}、]*$")
_DOCTRINE = re.compile("的(?:理论|论断|学说|划分|战略思想)")
"""What a doctrine is called behind what it counts: 三个世界的理论."""
_AIM = re.compile("的?(?:目标|总?要求)")
_ENDED = re.compile(r"$|[^\w]|等|工作|战略|工程|行动|要求|任务|目标")
_BODIES = "院会国军党方"
_WHOLES = "体环带圈极线心"
_SYLLABLES = 40  # of a motto that is called by their number
_MOST = 20  # members of a label; what is more is counted
_LIST = 60  # characters before a label in which its list stands
_JOINED_TO = re.compile("[、和与]")
_TWO_NAMES = re.compile(rf"(?P<one>[{HAN}]{{2}})[和与、同]?(?P<other>[{HAN}]{{2}})$")


def find_running(text: str) -> Iterator[Candidate]:
    """Yield the formulae of running text, overlapping ones too."""
    for match in _CHAIN.finditer(text):
        yield from _read_chain(text, match)
    for match in _CLASSIFIER.finditer(text):
        yield from _read_classified(text, match)
    yield from _find_closed(text)
    yield from find_bare(text)


def _find_closed(text: str) -> Iterator[Candidate]:
    """Yield what a closed shape alone makes a formula."""
    for match in _BODY.finditer(text):
        yield read_whole(text, match, "one body", certain=match[0] != "三位一体")
    for match in _TWINS.finditer(text):
        if not {match["first"], match["second"]} <= COUNTED:
            yield read_whole(text, match, "classifier chain")
    for match in _ONE_STATE.finditer(text) if "一个" in text else ():
        if tag_chinese(match["state"]) == "ns":  # what a line says of a state: 一个中国原则
            yield read_whole(text, match, "one state")
    for match in _THESE.finditer(text) if _SUMMED_UP.search(text) else ():
        yield from _read_apposed(text, match)


def _read_apposed(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a label that sums up the list before it: 甲主义、乙主义、丙主义三座大山, 这两个基本点."""
    if match["basic"]:
        start, end = match.start("basic"), match.end()
        unit = Unit(read_chinese_numeral(match["basic"]) or 0, match["basic"], "个", match["point"])
    else:
        start, end = match.start("numeral"), match.end()
        value, head = read_chinese_numeral(match["numeral"]) or 0, match["head"]
        unit = Unit(value, match["numeral"], match["classifier"], head)
        listed = _JOINED_TO.split(_list_before(text, start))
        if head in COUNTED or head[-1] in CONCRETE or len(listed) != value:
            return
    yield make_candidate(text, start, Formula("", (unit,), end - start), "classifier", certain=True)


def _list_before(text: str, start: int) -> str:
    """Return the list that ends at a place."""
    match = _CLAUSE_BEFORE.search(text[max(0, start - _LIST) : start])
    return match[0] if match else ""


def _read_chain(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a chain whose last head is as long as the word there, unless it counts or is an idiom."""
    start, last = match.start(), match.end()
    tokens = cut(text, last)
    if not tokens:
        return
    end = last + min(len(tokens[0].text), 3)
    if tokens[0].text == "不" and len(tokens) > 1:  # what is negated belongs to the head: 两不误
        end += min(len(tokens[1].text), 2)
    written = text[start:end]
    formula = read_formula(written)
    if formula is None or len(formula.units) < 2 or formula.length != len(written):
        return
    units = formula.units
    if any(map(_is_plain, units)) or _is_word(units):
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
    if all(u.numeral == 1 for u in units) and (
        len(written) != 4 or len(units) != 2 or units[0].head == units[1].head  # 一茬一茬
    ):
        return
    certain = any(u.numeral > 1 for u in units) or not tag_chinese(written)
    yield make_candidate(text, start, formula, "chain", certain=certain)


def _is_word(units: tuple[Unit, ...]) -> bool:
    """Tell whether a chain opens with a word: 一些, 四川; 两岸双向; 三审三校 has one number, and 一体 is a whole of parts."""
    firsts = [f"{unit.written}{unit.head}"[:2] for unit in units]
    first = firsts[0]
    if set(firsts) <= WORDS:
        return True
    if first not in WORDS or (first[0] == "一" and first[1] in _WHOLES):
        return False
    return first[0] in "一双" or len({u.numeral for u in units}) > 1 or tag_chinese(first) == "ns"


def _is_plain(unit: Unit) -> bool:
    """Tell whether a unit of a chain measures time or names a body."""
    head = unit.head
    if f"{unit.written}{head}"[:2] in WORDS and head[0] in _BODIES:
        return True
    return head[0] in UNITS and (len(head) == 1 or tag_chinese(head)[:1] not in ("n", "v"))


def _read_classified(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a numeral with its classifier and head, and the chain it closes."""
    value = read_chinese_numeral(match["numeral"])
    classifier = "个" if match["classifier"] == "個" else match["classifier"]
    found = _cut_head(text, match.end(), classifier)
    if value is None or value < 2 or found is None:
        return
    end, verbal = found
    most = _SYLLABLES if classifier == "字" else 10 if classifier == "大" else 12
    if value > max(most, _MOST) or (not verbal and (match["numeral"].isdigit() or value > most)):
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
    certain = verbal or _is_held_up(text, (match.start(), end), classifier, head)
    yield make_candidate(text, match.start(), formula, "classifier", certain=certain)


def _is_held_up(text: str, place: tuple[int, int], classifier: str, head: str) -> bool:
    """Tell whether a count with a noun is a label: by the noun, by the verb before, by two names before."""
    start, end = place
    before, after = text[max(0, start - 12) : start], text[end : end + 4]
    if classifier != "个":
        held = bool(_HELD.search(before)) or _follows_topic(before)
        return held or not head.endswith(PLANNED)
    if after.startswith("建设") and tag_chinese(head)[:1] in ("n", "a"):
        return True  # what is built up is no single thing: 两个文明建设
    if _DOCTRINE.match(after) or (_AIM.match(after) and tag_chinese(head) == "v"):
        return True  # what is to be done so many times over: 两个翻番的目标
    return bool(_HELD.search(before)) or (text[start] == "两" and _follows_two_names(before))


def _follows_topic(before: str) -> bool:
    """Tell whether what the label is about stands before it without 的: 推行行政执法|三项制度."""
    match = _TOPIC.search(before)
    return match is not None and tag_chinese(match["noun"]) in ("n", "vn", "v")


def _follows_two_names(before: str) -> bool:
    """Tell whether two nouns stand side by side: 中央和地方, 国内国际."""
    match = _TWO_NAMES.search(before)
    return match is not None and all(
        tag_chinese(word)[:1] in ("n", "s", "f") for word in match.groups()
    )


def _cut_head(text: str, start: int, classifier: str) -> tuple[int, bool] | None:
    """Return where the head at `start` ends and whether it is no noun, or nothing for a count."""
    if classifier == "个":
        for pattern in (_NUMBERED, _ONE):
            if numbered := pattern.match(text, start):
                return numbered.end(), True
    words = [token.text for token in cut(text, start)]
    if not words or (words[0][0] in _FUNCTION and words[0] not in VERBAL_HEADS):
        return None
    if classifier != "个":
        end = _end_of_norm(words, NORM_NOUNS.get(classifier, frozenset()))
        if end is None and classifier == "大":
            deed = "".join(words[:2]) if words[0] in ACTIONS else words[0]
            end = len(deed) if _is_doing(text, start, deed) else None
        return None if end is None else (start + end, False)
    size = _size_of_open_head(words)
    if size is None:
        return None
    head = text[start : start + size]
    verbal = words[0] in VERBAL_HEADS | ADVERBS or head in VERBAL_HEADS or head[0] in "不更"
    return None if not verbal and _is_concrete(words) else (start + size, verbal)


def _is_doing(text: str, start: int, word: str) -> bool:
    """Tell whether a word at a place is a verb that counts as a noun, with nothing that it modifies: 五大振兴."""
    coined = len(word) == 2 and word[0] in ACTIONS and not tag_chinese(word)  # 强农
    doing = coined or (tag_chinese(word)[:1] == "v" and word not in COUNTED and len(word) > 1)
    return doing and bool(_ENDED.match(text, start + len(word)))


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
    if following in _DIRECTIONS:
        return len(first) + len(following)  # a verb, whatever its first word counts: 三个区分开来
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
