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
| joining | numeral + syllable + verb of joining | 三网融合, 五社联动 |
| bare | numeral + bound morpheme or verb | 三农, 双报到 |
| distributive | 一 + noun + 一 or 多 + noun or verb: each its own (Lü 1980, *Xiandai Hanyu babaici*, 一) | 一河一策, 一照多址, 一月一评 |
| masses | 百, 千, 万 + noun, twice | 万企帮万村 |

Where a head ends no rule of characters can tell, so the words after the
numeral are cut; only there, which keeps the finder fast.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
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
    PLANNED,
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


# What stands before a numeral that is part of a number, an ordinal or a word.
# It stands behind the first character of the numeral, so that the search is for that character.
_NOT_AFTER = rf"(?<![{DIGIT}\d.零〇百千万亿第点之几数多近每这那该约达某其至星期第统唯专单独].)"
_HEAD = rf"[^\W\d_{DIGIT}零〇百千万亿的了是在和与及等为于从把被对将也都就而或之至到由并又已未均该此应须得要中]"

_CHAIN = re.compile(
    rf"[{DIGIT}]{_NOT_AFTER}{_HEAD}{{1,2}}、?(?:[{DIGIT}]{_HEAD}{{1,2}}、?)*[{DIGIT}](?={_HEAD})"
)
_CLASSIFIER = re.compile(
    rf"(?P<numeral>[二三四五六七八九十两\d]{_NOT_AFTER}(?<!前.)(?<!\d、.)(?<![{DIGIT}]、.)(?<![A-Za-z]\d)"
    r"(?:(?<=[二三四五六七八九])十[一二三四五六七八九]?|(?<=十)[一二三四五六七八九]|(?<=\d)\d)?)"
    rf"(?P<classifier>[个個大项项条种面道张字])(?=[{HAN}\d])"
)
_THESE = re.compile(
    rf"(?<=[和与、])(?P<last>[{HAN}]{{2,10}})(?:这|等)?(?P<numeral>[两二三四五六七八])(?P<classifier>[座股根盏把剂驾])(?P<head>[{HAN}]{{2}})"
    rf"|(?<=这)(?P<basic>[两二三四五六七八])个(?P<point>基本[{HAN}]{{1,2}})(?=[，。、；：])"
)
_OPENING = re.compile(rf"[一两二三四五六]个([{HAN}]{{2,6}})、$")
_BODY = re.compile(
    rf"[二两三四五六七八九]{_NOT_AFTER}(?:(?<!两)位一体|(?<=[两三四五])步走|(?<=两)手抓(?:[、,，]?两手都要硬)?)"
)
_JOINING = re.compile(
    rf"[二两三四五六七八九双]{_NOT_AFTER}(?![{''.join(sorted(PLACES | set('级方者部省市地层是要年月日个类拥')))}])[{HAN}](?:{JOINED})"
)
_BARE = re.compile(
    rf"[三四五六七八九两双]{_NOT_AFTER}(?:(?<!双)(?:[{ABBREVIATED}]|{VERBS})|(?<=双)(?:{DOUBLED}))"
)
_ONE_STOP = re.compile(r"一(?:网|窗|门|证|码|卡|图|表|键|站)(?:通办|受理|统管|通享|办好|办成|统办)")
_TWINS = re.compile(
    rf"(?P<one>[两二三四五]){_NOT_AFTER}[个大](?P<first>[{HAN}]{{2}})、?(?P=one)[个种条项大](?P<second>[{HAN}]{{2}})"
)
_MANY = re.compile(rf"一{_NOT_AFTER}(?P<one>{_HEAD})多(?P<many>{_HEAD})(?![{HAN}]?多)")
_MASSES = re.compile(
    rf"(?P<one>[百千万]){_NOT_AFTER}(?P<first>[{HAN}])[{HAN}]{{0,2}}、?(?P<other>[百千万])(?P<second>[{HAN}])(?![{HAN}]*元)"
)
_EACH = re.compile(
    rf"一{_NOT_AFTER}(?P<one>[{HAN}])一(?P<other>[{HAN}])(?:、一[{HAN}]一[{HAN}])*(?![{HAN}]?一)"
)
_DONE_EACH = frozenset("策评议测考审检查改报训案档码证品景色图表课题")
_AFTER_BARE = re.compile(
    rf"$|[^\w]|(?:{CARRIERS})|[的和与及等为是]|双|[{DIGIT}]|(?:同步|融合|协同|并举|互动)"
)
_ONE_STATE = re.compile(
    rf"一个(?P<state>[{HAN}]{{2}})(?=[”\"’」]?的?(?:原则|框架|前提|立场|政策)|的事实)"
)
_TOPIC = re.compile(
    rf"(?:推行|推进|落实|实施|执行|开展|抓好|深化)[{HAN}]{{2,6}}(?P<noun>[{HAN}]{{2}})$"
)
_NUMBERED = re.compile(r"(?:一百年|\d+[亿万]人)")
_ONE = re.compile(rf"一(?={CARRIERS}|[”\"’])")
_FUNCTION = frozenset("的了是在和与及等为于从把被对将也都就而或之至到由并又已未均该此应须得要中月")
_STRESSING = "全不更新大高好真最讲"
"""Syllables that begin a head with the word that follows: 全覆盖, 不摘."""

_HELD = re.compile(
    "(?:坚持|贯彻|践行|秉持|牢记|遵循|恪守|弘扬|增强|坚定|做到|打好|打赢|维护|捍卫|落实|实现)(?:好|了|中央)?$"
)
"""Verbs whose object is a line to be held to; see `chinese_frames`."""

_CLAUSE_BEFORE = re.compile(rf"[{HAN}、]*$")
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
    for match in _BARE.finditer(text):
        yield from _read_bare(text, match)
    for match in _MASSES.finditer(text):
        yield from _read_masses(match)
    yield from _find_closed(text)


def _find_closed(text: str) -> Iterator[Candidate]:
    """Yield what a closed shape alone makes a formula."""
    for match in _BODY.finditer(text):
        yield from _read_whole(text, match, "one body", certain=match[0] != "三位一体")
    for match in _JOINING.finditer(text):
        if match[0][:2] not in WORDS or match[0][:2] == "三权":
            yield from _read_whole(text, match, "joining", certain=True)
    for match in _ONE_STOP.finditer(text):
        yield from _read_whole(text, match, "one stop", certain=True)
    for match in _TWINS.finditer(text):
        if not {match["first"], match["second"]} <= COUNTED:
            yield from _read_whole(text, match, "classifier chain", certain=True)
    for match in _ONE_STATE.finditer(text) if "一个" in text else ():
        if tag_chinese(match["state"]) == "ns":  # what a line says of a state: 一个中国原则
            yield from _read_whole(text, match, "one state", certain=True)
    for match in _THESE.finditer(text):
        yield from _read_apposed(text, match)
    yield from _find_distributive(text)


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


def _find_distributive(text: str) -> Iterator[Candidate]:
    """Yield what each one has: 一月一评, 一照多址."""
    for match in _EACH.finditer(text):
        if match["other"] in _DONE_EACH and match[0][:4] not in IDIOMS:
            yield from _read_whole(text, match, "distributive", certain=True)
    for match in _MANY.finditer(text) if "多" in text else ():
        if match["one"] not in UNITS | PLACES and not tag_chinese(match[0]):
            yield from _read_whole(text, match, "distributive", certain=True)


def _read_masses(match: re.Match[str]) -> Iterator[Candidate]:
    """Yield masses of one thing set to another: 万企帮万村, 千企联千村; no idiom, no sum of money."""
    named = (
        not tag_chinese(match[0]) and match["first"] not in UNITS and match["second"] not in UNITS
    )
    if named and match[0][:4] not in IDIOMS and not tag_chinese(match[0][:2]):
        start, end, written = *match.span(), match[0]
        yield Candidate(start, end, written, "zh", "masses", (), written, False, True)


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
    if len(written) == 2 and not _ends_there(text, match.end()):
        return
    unit = Unit(read_chinese_numeral(written[0]) or 0, written[0], "", written[1:])
    yield make_candidate(
        text, match.start(), Formula("", (unit,), len(written)), "bare", certain=True
    )


def _ends_there(text: str, end: int) -> bool:
    """Tell whether no word holds a place: a mark or a noun that carries labels follows, or a whole word, 双拥|共建.

    A word of two syllables across the place, or one of three from it on, speaks against it: 三农|村, 双控|制.
    """
    if _AFTER_BARE.match(text, end):
        return True
    across = any(tag_chinese(text[end - 1 : end + more]) for more in (1, 2, 3))
    return not across and tag_chinese(text[end : end + 2])[:1] in ("n", "v", "j", "a", "b")


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
    if all(u.numeral == 1 for u in units) and (
        len(written) != 4 or len(units) != 2 or units[0].head == units[1].head  # 一茬一茬
    ):
        return
    certain = any(u.numeral > 1 for u in units) or not tag_chinese(written)
    yield make_candidate(text, start, formula, "chain", certain=certain)


def _read_classified(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    """Yield a numeral with its classifier and head, and the chain it closes."""
    value = read_chinese_numeral(match["numeral"])
    classifier = "个" if match["classifier"] == "個" else match["classifier"]
    found = _cut_head(text, match.end(), classifier)
    if value is None or value < 2 or found is None:
        return
    end, verbal = found
    if value > _MOST or (
        not verbal and (match["numeral"].isdigit() or value > (10 if classifier == "大" else 12))
    ):
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
    certain = verbal or _is_held_up(text, match.start(), classifier, head)
    yield make_candidate(text, match.start(), formula, "classifier", certain=certain)


def _is_held_up(text: str, start: int, classifier: str, head: str) -> bool:
    """Tell whether a count with a noun is a label: by the noun, by the verb before, by two names before."""
    before = text[max(0, start - 12) : start]
    if classifier != "个":
        held = bool(_HELD.search(before)) or _follows_topic(before)
        return held or not head.endswith(PLANNED)
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
