"""Find the parallel slogans of Chinese policy by the frames that hold them up as such.

Four-character phrases of one length set side by side (对举, 排比) are everywhere in
official prose; a slogan among them is one that is *adhered to* or *carried out*
as a whole, or named *policy*, *principle*, *requirement* or *mechanism*
(Schoenhals 1992, *Doing Things with Words in Chinese Politics*, on formulations
that are to be repeated to the letter), or stands between quotation marks. So
the build of a list (`chinese_series`) and its frame are read together, and the
weaker the frame, the more the build must show:

| frame | example | build asked for |
|---|---|---|
| quoted | “产业出题、科技答题” | members of one length, or that echo |
| adhered to | 坚持以文塑旅、以旅彰文 | the same, three characters at least |
| named | 形成优势互补、协调发展的格局 | the same |
| brought together | 自治、法治、德治相结合 | short members that echo |
| governed | 推进科学立法、严格执法、公正司法 | three members or more that echo, or verb and object in each |
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from policytext.discovery.chinese_echoes import is_coined, is_disposition
from policytext.discovery.chinese_marks import find_quotes
from policytext.discovery.chinese_members import (
    are_clauses,
    are_nominal,
    are_of_kinds,
    end_in_verbs,
    has_verb_feet,
    is_echoed,
    is_name,
)
from policytext.discovery.chinese_series import (
    Series,
    begins_with_word,
    governs,
    has_edges,
    read_series,
)
from policytext.discovery.chinese_words import (
    ACTIONS,
    ADHERENCE,
    CONCRETE,
    COVERBS,
    IDIOMS,
    LOOSELY_NAMING,
    MANNERS,
    NAMING,
    OPPOSING,
    PARTING_OR_JOINING,
)
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

GOVERNING = f"{ADHERENCE}|发扬|执行|按照|本着|根据|实行|实施|采取|提出|建立|健全|形成|构建|完善|落实|推行|树立|做到|运用|实现|打造|营造|走|走出|保持|养成|大兴"
"""Verbs that may stand before a slogan that a noun names as such."""

_ADHERED = re.compile(rf"(?:{ADHERENCE})(?:落实|实行|好|了)?$")
_ATTRIBUTE = rf"的(?:(?![和与及的])[{HAN}]){{0,8}}?"
_NAMED = re.compile(
    rf"(?P<of>{_ATTRIBUTE}|(?:基本|工作|建设|指导|根本)?)(?P<noun>{NAMING}|主题教育|专题教育|学习教育)|{_ATTRIBUTE}(?:{LOOSELY_NAMING})"
)
_ATTRIBUTIVE = re.compile(f"的[{HAN}]")
_PRINCIPLE = re.compile(r"的(?:[\u4e00-\u9fff]{0,4}?)(?:原则|理念|方针|要求|精神|发展观)")
_OPEN = re.compile("等|或|以及|及|、")
_PARTICLE = re.compile("[了的]|有关|相关|其他|各级|各类")
_GOVERNED = re.compile(rf"(?:{GOVERNING}|以|了|的|把)$")
_MADE_TO = re.compile("(?:让|使)$")
_PIVOT = re.compile(rf"(?:引导|教育|激励|动员|号召|组织|带领|鼓励)[{HAN}]{{2,6}}$")
"""Verbs whose object is the subject of what follows (兼语: Chao 1968, *A Grammar of Spoken Chinese*)."""
_DONE_BY = re.compile("的?[^的，。]{0,4}(?:作用|能力)")
_OPPOSED = re.compile(rf"(?:{OPPOSING})(?:了|那种)?$|(?:符合|满足|违反)[{HAN}]{{0,6}}$")
_TOGETHER = re.compile(
    "(?:有机)?(?:相结合|相统一|相融合|并重|并举|融合发展|深度融合|良性互动|一体推进|一体建设)|有机(?:结合|统一)"
)
_UNIFIED = re.compile("(?:的?有机|相)统一")
"""What makes one line of several sides of a thing, kinds of it too: 政治效果、法律效果、社会效果相统一."""
_AFTER = re.compile(rf"$|[^\w“「『‘]|[的和与及]|相结合|不(?:动摇|放松|松劲)|(?:{NAMING})")
_MODALS = frozenset("不要能敢会可")
_QUOTED_SEPARATOR = re.compile("[、，；,;－—-]")
_HALVES = re.compile(rf"(?P<one>[{HAN}]{{4,8}})(?:[·・•]|\s+)(?P<other>[{HAN}]{{4,8}})")
"""Two clauses that a dot or a space parts, as banners and brands have them."""
_MARK = re.compile(r"[、，；,;－—·・•\s-]")
_DASH = re.compile("[－—-]")
_NOT_HAN = re.compile(f"[^{HAN}]")
_LOOSE = re.compile(
    "[及的或]|(?<!参)与|(?<![缓温平祥谐])和(?![谐平睦解美气])|..(?<![共协合不相])同.."
)
_COUNT = re.compile(
    "^(?:第|[二三四五六七八九十两双])|^有?一[个支种条套批项]|(?<![平同高中初上下优对])等$"
)
_COVERB = re.compile(f"(?:{COVERBS})")
_SAYING = re.compile(
    "为(?:主|先|本|要|重|纲|魂|根|基|[^的]{2}$)|相[^的]{2}$|并[重举进行]$|结合$|优先$|至上$|第一$"
    "|(?:领导|负责|参与|主导|引导|推动|协同|监督|监管|自律|保障|支持|支撑|实施|落实|统筹|总责|管理|共享|共治)$"
)
_GOES_ON = re.compile("而且|并且|但|也|就|才|则|因为|所以|因此")
_CLAUSES = re.compile(
    rf"(?P<open>{COVERBS})[{HAN}]{{3,12}}(?:，(?P=open)[{HAN}]{{3,12}}){{2,}}(?=[^{HAN}]|$)"
)
_GUIDE = re.compile(
    "为(?:导向|引领|主线|原则|基本原则|方针|方向|宗旨|理念|遵循|取向|指引|主题|准则|(?:主要)?内容)"
)
_ACHIEVED = re.compile("(?:做到|力争|确保)$")
_REFORMING = re.compile("(?:深化|推进|推动|加快|实施|统筹|抓好|持续)$")
_TAKES_ALL = re.compile("(?:实施|推进|建立|健全|完善|构建|形成|制定|落实|加强|实行)")
_KEPT = re.compile("(?:恪守|遵循|坚守|弘扬|奉行)$")
_COMES_FIRST = re.compile("为主$|优先$|第一$|至上$|为先$|为本$|为要$|主导$")
_ALL_HAN = re.compile(f"[{HAN}]+").fullmatch
_SHORT, _USUAL, _LONG, _LONGER = 3, 4, 6, 8  # characters of a member
_LONGEST = 80  # characters of a quoted slogan
_LONG_HALF = 8  # characters of half of one that no mark parts


def find_framed(text: str) -> Iterator[Candidate]:
    """Yield the slogans of a text that a frame holds up, by frame and position.

    >>> [c.text for c in find_framed("坚持人民至上、生命至上，把安全放在首位。")]
    ['人民至上、生命至上']
    >>> [c.text for c in find_framed("按照“产权清晰、权责明确、政企分开”的要求。")]
    ['产权清晰、权责明确、政企分开']
    >>> list(find_framed("推进机构改革、职能转变。"))
    []
    """
    for start, end in find_quotes(text):
        members = _QUOTED_SEPARATOR.split(text[start:end]) if end - start <= _LONGEST else []
        if len(members) == 2 and _DASH.search(text, start, end):
            continue  # from one place to another: “青山—白水”
        halves = _HALVES.fullmatch(text, start, end)
        banner = halves is not None and _are_halves(halves["one"], halves["other"])
        banner = banner or _echoes_its_half(text[start:end])
        named = len(members) > 2 and _PRINCIPLE.match(text, end + 1) and all(map(_ALL_HAN, members))
        if banner or named or (len(members) > 1 and is_quoted_slogan(members)):
            yield _make(text, start, end, quoted=True)
    for match in _CLAUSES.finditer(text):
        if _are_parallel(match[0].split("，")):
            yield _make(text, *match.span(), quoted=False)
    if "、" in text:
        for series in read_series(text):
            if is_framed(series):
                yield _make(text, series.start, series.end, quoted=False)


def is_framed(series: Series) -> bool:
    """Tell whether a list between other words is a slogan, by its frame and its build."""
    if _OPPOSED.search(series.lead) or _opens_with_its_verb(series):
        return False
    phrases = _is_list_of_phrases(series)
    if phrases and (_is_held_up(series) or is_coined(series)):
        return has_edges(series)  # what cuts words comes last
    return is_disposition(series) and begins_with_word(series)


def _opens_with_its_verb(series: Series) -> bool:
    """Tell whether a list took in the verb that governs it: 实施粮食、金融安全战略."""
    if not _TAKES_ALL.match(series.members[0]):
        return False
    verb, others = series.members[0][:2], {member[:2] for member in series.members[1:]}
    return verb not in others and not any(tag_chinese(other)[:1] == "v" for other in others)


def _is_held_up(series: Series) -> bool:
    """Tell whether a frame holds a series up, or its build is enough."""
    tail = _drop_joined(series)
    if (_ADHERED.search(series.lead) and _is_held(series, tail)) or _is_achieved(series):
        return True
    if series.size >= _USUAL and len(series.members) > 2 and _UNIFIED.match(tail):
        return True
    if _PRINCIPLE.match(tail) is None and are_nominal(series.members):
        return False
    if _is_named(series, tail) and _is_governed(series, tail):
        return True
    if _is_guiding(series) or _is_reform(series):
        return True
    together = _TOGETHER.match(tail) and is_echoed(series.members)
    return bool(together) or _is_emphatic(series)


def _is_achieved(series: Series) -> bool:
    """Tell whether long members that echo are what is to be reached: 做到事事有人管、件件有着落."""
    if not _ACHIEVED.search(series.lead) or series.size <= _USUAL:
        return False
    return is_echoed(series.members) and bool(_AFTER.match(series.tail))


def _are_parallel(clauses: list[str]) -> bool:
    """Tell whether clauses that open alike also close alike or all hold 为: 以…武装人，以…引导人，以…鼓舞人."""
    sizes = [len(clause) for clause in clauses]
    closed = len({clause[-1] for clause in clauses}) == 1
    return max(sizes) - min(sizes) <= _SHORT and (closed or all("为" in c[2:] for c in clauses))


def _is_governed(series: Series, tail: str) -> bool:
    """Tell whether what stands before a series takes an object, or is who is to do what three members say."""
    if _GOVERNED.search(series.lead) or governs(series.lead):
        return True
    return len(series.members) > 2 and bool(_DONE_BY.match(tail))


def _drop_joined(series: Series) -> str:
    """Return what follows a series and a member of its length that 和 joins to it."""
    tail, size = series.tail, series.size
    joined = size >= _USUAL and len(series.members) > 2 and tail[:1] in ("和", "与")
    return tail[size + 1 :] if joined else tail


def _is_held(series: Series, tail: str) -> bool:
    """Tell whether what a verb of adherence governs is a slogan."""
    size, number = series.size, len(series.members)
    if number == 2 and (not _AFTER.match(series.tail) or _are_kept(series)):
        return False
    if size == 2:
        return _is_principle(series, tail)
    if size == _SHORT:
        return number > 2
    if size == 0 and (_is_clausal(series, tail) or _puts_first(series)):
        return True
    if number > 2 and size == 0 and _are_joined(series.members):
        return True
    ends = number > 2 and _USUAL < size <= _LONG and end_in_verbs(series.members)
    opens = size > _USUAL and all(map(_COVERB.match, series.members))
    return size == _USUAL or ends or opens or is_echoed(series.members)


def _are_kept(series: Series) -> bool:
    """Tell whether two nouns are things that are kept to, and no line: 恪守职业道德、执业纪律."""
    kept = series.size == _USUAL and bool(_KEPT.search(series.lead))
    return kept and all(tag_chinese(member[2:])[:1] == "n" for member in series.members)


def _is_principle(series: Series, tail: str) -> bool:
    """Tell whether words of two syllables are a principle: five or more, four in a 方针 or that echo, three new ones."""
    members = series.members
    new = not any(map(tag_chinese, members)) and all(m[0] in ACTIONS for m in members)
    four = tail.startswith("的方针") or is_echoed(members)
    least = _SHORT if new else _USUAL + (not four)
    return len(members) >= least and bool(_PRINCIPLE.match(tail))


def _are_joined(members: tuple[str, ...]) -> bool:
    """Tell whether the last member says that all are one, and is more than a member of their length without it."""
    joined = _TOGETHER.search(members[-1])
    sizes = {len(member) for member in members[:-1]}
    return joined is not None and sizes != {joined.start()}


def _puts_first(series: Series) -> bool:
    """Tell whether two members of nearly one length say what comes first: 实体经济为本、制造业当家."""
    sizes = [len(member) for member in series.members]
    near = len(sizes) == 2 and min(sizes) >= _USUAL and max(sizes) - min(sizes) < 3
    return near and bool(_COMES_FIRST.search(series.members[0]))


def _is_named(series: Series, tail: str) -> bool:
    """Tell whether a noun that follows names a list a slogan."""
    named = _NAMED.match(tail)
    if named is None:
        return False
    size, number = series.size, len(series.members)
    if size == 0:
        return _end_in_one_verb(series.members) or _is_even_enough(series, tail)
    if size == 2:
        return _is_principle(series, tail)
    if size == _SHORT:
        return number > 2 and has_verb_feet(series.members)
    governed = number > 2 or bool(_GOVERNED.search(series.lead))
    sure = size == _USUAL and (governed or bool(named["noun"]))
    clauses = number > 2 and size > _USUAL and are_clauses(series.members)
    echoed = size <= _LONGER and (clauses or is_echoed(series.members))
    taught = (named["noun"] or "").endswith("教育")
    return (governed or taught or bool(named["of"])) and (sure or echoed)


def _is_guiding(series: Series) -> bool:
    """Tell whether a series is what others go by: 以生态优先、绿色发展为导向."""
    even = _USUAL <= series.size <= _LONG
    even = even or (series.size == _SHORT and has_verb_feet(series.members))
    return even and series.lead.endswith("以") and bool(_GUIDE.match(series.tail))


def _is_reform(series: Series) -> bool:
    """Tell whether a reform is named by what it does: 简政放权、优化服务改革, three phrases with a verb."""
    if series.size != _USUAL or len(series.members) < 3 or not series.tail.startswith("改革"):
        return False
    if not _REFORMING.search(series.lead):
        return False
    said = sum("v" in (tag_chinese(m[:2])[:1], tag_chinese(m[2:])[:1]) for m in series.members)
    return said * 3 >= len(series.members) * 2


def _is_even_enough(series: Series, tail: str) -> bool:
    """Tell whether three members or more of several lengths are clauses that 的 closes: 市县乡抓落实的机制."""
    sizes = [len(member) for member in series.members]
    if _is_list_of_norms(series, tail):
        return True
    if "发扬" in series.members[0]:
        return False  # what governs the list is part of none
    if tail.startswith("的总路线"):
        return len(sizes) > 2 and set(sizes[:-1]) == {_USUAL}  # what is built is told at last
    shaped = min(sizes) >= _USUAL and max(sizes) <= min(sizes) * 2 and len(sizes) > 2
    nearly = Counter(sizes).most_common(1)[0][1] >= len(sizes) - 1
    return shaped and tail.startswith(("的", "原则")) and (nearly or _is_clausal(series, tail))


def _is_list_of_norms(series: Series, tail: str) -> bool:
    """Tell whether norms of two syllables and a last one of four are a principle: 遵循自愿、平等、公平、诚实信用的原则."""
    if not _PRINCIPLE.match(tail) or not _GOVERNED.search(series.lead):
        return False
    sizes = [len(member) for member in series.members]
    return len(sizes) > _SHORT and {*sizes[:-1]} == {2} and sizes[-1] == _USUAL


def _is_clausal(series: Series, tail: str) -> bool:
    """Tell whether members of several lengths mostly say what is done or comes first: 以农村为重点、中西医并重."""
    said = sum(bool(_SAYING.search(member)) for member in series.members)
    ended = not tail or tail[0] in "，。；的" or tail.startswith("原则")
    return len(series.members) > 2 and ended and said * 3 >= len(series.members) * 2


def _is_emphatic(series: Series) -> bool:
    """Tell whether the build of a series is a slogan's wherever it stands."""
    members, size = series.members, series.size
    if len(members) == 2:
        made = _MADE_TO.search(series.lead) and size > _USUAL and is_echoed(members)
        built = bool(made) or _is_couplet(members)
    elif size == _SHORT:
        return has_verb_feet(members) or _has_outer_echo(members)
    elif members[0][:2] in MANNERS and size >= _USUAL and _opens_alike(members):
        return len(members) > 3
    else:
        built = _is_striking(series)
    led = _GOVERNED.search(series.lead) or _PIVOT.search(series.lead)
    return built and (governs(series.lead) or bool(led))


def _is_striking(series: Series) -> bool:
    """Tell whether three members or more of four syllables or so echo, or are an attribute of four."""
    members, size, number = series.members, series.size, len(series.members)
    if size == 0:
        return bool(_COVERB.match(members[0])) and is_echoed(members)
    if not _USUAL <= size <= _LONG:
        return False
    if number > 3 and _ATTRIBUTIVE.match(series.tail) and series.lead:
        return True
    if _opens_alike(members):
        return number > 3 and not tag_chinese(members[0][:2])
    return is_echoed(members)


def _opens_alike(members: tuple[str, ...]) -> bool:
    """Tell whether all members open with the same two syllables."""
    return len({member[:2] for member in members}) == 1


def _is_couplet(members: tuple[str, ...]) -> bool:
    """Tell whether two members of one length share half their syllables and neither end: 从群众中来、到群众中去."""
    one, other = members
    if _have_other_object(one, other):
        return True
    if len(one) == len(other) > _LONG and "必须" in one and "必须" in other:
        return one[0] == other[0]  # 管行业必须管安全、管业务必须管安全
    if len(one) != len(other) or not _USUAL <= len(one) <= _USUAL + 1 or one[-1] == other[-1]:
        return False
    shared = sum(a == b for a, b in zip(one, other, strict=True))
    swapped = sorted(one) == sorted(other) or one[0] != other[0]
    return shared * 2 >= len(one) and swapped


def _have_other_object(one: str, other: str) -> bool:
    """Tell whether four syllables differ in the object of one verb only, at the end: 知史爱党、知史爱国."""
    if len(one) != _USUAL or one[:3] != other[:3] or tag_chinese(one[:2])[:1] == "n":
        return False
    return tag_chinese(one[2])[:1] == "v"


def _has_outer_echo(members: tuple[str, ...]) -> bool:
    """Tell whether members of three syllables share the outer two: 不敢腐、不能腐、不想腐."""
    outer = [len({m[at] for m in members}) for at in range(3)] == [1, len(members), 1]
    return outer and members[0][0] in _MODALS


def _is_list_of_phrases(series: Series) -> bool:
    """Tell whether members are phrases, all different, none a count or a phrase of two, and the list is closed.

    等 after a list leaves it open: what is repeated to the letter has no 等. A
    list whose members all end in one noun names kinds of a thing.
    """
    members = series.members
    if _OPEN.match(series.tail) or len(set(members)) < len(members):
        return False
    if any(map(_PARTICLE.match, members)) or _are_counts(series):
        return False
    unified = len(members) > 2 and _UNIFIED.match(series.tail)
    if are_of_kinds(members) and not _ADHERED.search(series.lead) and not unified:
        return False
    if all(map(is_name, members)):
        return False
    return _end_in_one_verb(members) or not any(map(_is_loose, members))


def _are_counts(series: Series) -> bool:
    """Tell whether a member counts things; one of four phrases that are held to may open with a numeral: 两手发力."""
    counts = sum(map(_is_count, series.members))
    coined = series.size == _USUAL <= len(series.members) and _ADHERED.search(series.lead)
    return counts > (1 if coined else 0)


def _is_count(member: str) -> bool:
    """Tell whether a member counts things, or leaves a list open."""
    return bool(_COUNT.search(member)) and member not in IDIOMS


def _is_loose(member: str) -> bool:
    """Tell whether a member is a phrase of two things, and no word."""
    return len(member) != _USUAL and bool(_LOOSE.search(member)) and not tag_chinese(member)


def is_quoted_slogan(members: list[str]) -> bool:
    """Tell whether quoted members are a slogan: alike, and neither names nor things.

    >>> is_quoted_slogan(["产业出题", "科技答题"]), is_quoted_slogan(["北京", "上海"])
    (True, False)
    """
    if any(not m or _NOT_HAN.search(m) for m in members) or len(set(members)) < len(members):
        return False
    if any(map(is_name, members)) or any(map(_GOES_ON.match, members)):
        return False
    if {m[-1] for m in members} <= CONCRETE or are_of_kinds(members):
        return False
    sizes = [len(m) for m in members]
    even = min(sizes) == max(sizes)
    if min(sizes) < _SHORT:
        return even and _is_terse(members)
    if len(members) == 2:
        return even or (bool(_COVERB.match(members[0])) and is_echoed(tuple(members)))
    return even or is_echoed(tuple(members)) or max(sizes) - min(sizes) < 3


def _are_halves(one: str, other: str) -> bool:
    """Tell whether what a dot or a space parts between quotation marks is of one length and no count."""
    return len(one) == len(other) and one != other and not (_is_count(one) or _is_count(other))


def _echoes_its_half(written: str) -> bool:
    """Tell whether the halves of a quoted text without marks are one in half of their places or more: 人人参与人人受益.

    >>> _echoes_its_half("人人参与人人受益"), _echoes_its_half("农村公路养护管理")
    (True, False)
    """
    size = len(written) // 2
    if not _SHORT <= size <= _LONG_HALF or len(written) % 2 or _NOT_HAN.search(written):
        return False
    one, other = written[:size], written[size:]
    return one != other and 2 * sum(a == b for a, b in zip(one, other, strict=True)) >= size


def _is_terse(members: list[str]) -> bool:
    """Tell whether quoted members of two syllables or one are more than nouns: “登高、升级、上云”, not “国旗、国徽、首都”."""
    if len(members[0]) == 1:
        return len(members) > 3
    other = sum(tag_chinese(m)[:1] != "n" for m in members)
    alike = any(len({m[at] for m in members}) == 1 for at in (0, 1))
    return len(members) > 2 and (alike or other * 4 > len(members))


def _end_in_one_verb(members: tuple[str, ...]) -> bool:
    """Tell whether members of several lengths all end in one verb that parts or joins: 政企分开、政资分开."""
    ends = {member[-2:] for member in members}
    return len(members) >= _SHORT and len(ends) == 1 and ends <= PARTING_OR_JOINING


def _make(text: str, start: int, end: int, *, quoted: bool) -> Candidate:
    """Return a slogan as a candidate."""
    written = text[start:end]
    normal = _MARK.sub("", written)
    return Candidate(start, end, written, "zh", "framed slogan", (), normal, quoted, certain=True)
