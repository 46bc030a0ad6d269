"""Parallel slogans of Chinese that no list of 、 shows: their build runs over other marks, or over none.

| build | example | what makes it sure |
|---|---|---|
| equation (判断句) | 团结就是力量 | sides of one length, quoted or named 理念 |
| questions | 发展为了什么、怎样发展 | quoted, each member asks |
| pairs in a row | 放得开、管得住，进得来、留得下 | one length throughout and a frame |
| run without marks | 保安全保供应保民生 | one verb before two syllables, three times |
| single syllables | 查、议、改、评 | four verbs or more that name a campaign |
| whoever (谁…谁) | 谁受益、谁补偿 | both clauses open with 谁 |
| each and all (叠词) | 户户有活干、人人有书读 | both clauses open with a doubled noun |
| division of labour | 县管校聘 | quoted, two bodies each with its verb |
| 化 in a row | 专业化、网络化、普惠化 | three members or more that a verb governs, or that a line is called by |
| natures (性) in a row | 保持政治性、先进性、群众性 | three members or more that a verb of keeping governs |
| types (型) | 资源节约型、环境友好型社会 | one length, of a whole that is to be built |

Chen Wangdao (1932, *Xiucixue fafan*) counts them among the figures of parallel
structure (对偶, 排比); equal length is what most of them share.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_marks import find_quotes
from policytext.discovery.chinese_members import has_verb_feet
from policytext.discovery.chinese_series import governs, is_edge
from policytext.discovery.chinese_words import ADHERENCE, NAMING
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

_COPULA = "(?:就是|也是|便是|即是|胜过|重于|不如|高于|大于|先于|等于)"
_EQUATION = re.compile(rf"([{HAN}]{{2,8}}?){_COPULA}([{HAN}]{{2,8}})")
_IS = re.compile(
    rf"就是(?P<other>[{HAN}]{{2,8}}?)(?=的?(?:重要|发展|绿色)?(?:理念|观念|论断|思想))"
)
_ALL_HAN = re.compile(f"[{HAN}]{{2,8}}")
_QUESTION = re.compile(
    rf"(?:什么|怎样|怎么|如何|为什么|为谁|靠谁|依靠谁|谁)[{HAN}]{{1,12}}"
    rf"|[{HAN}]{{1,3}}(?:什么|怎样的|谁)[{HAN}]{{0,8}}"
)
_PAIR = rf"[{HAN}]{{%d}}、[{HAN}]{{%d}}"
_WHOEVER = re.compile(
    rf"(?:{_PAIR % (4, 4)}[，,])?谁[{HAN}]{{1,3}}[、，,]?谁[{HAN}]{{1,4}}?(?:[、，,]?谁[{HAN}]{{1,4}}?)*(?=[的”\"’，。；、,]|原则|$)"
)
_EACH_ONE = "(?:人人|事事|户户|村村|县县|镇镇|乡乡|家家|处处|时时|件件|社社|组组|步步|校校|队队|层层|级级|岗岗|样样)"
_EACH_DOES = rf"{_EACH_ONE}(?:(?!的)[{HAN}]){{2,7}}"
_EACH = re.compile(rf"{_EACH_DOES}(?:[、，,]{_EACH_DOES})+(?=的|[^{HAN}]|$)")
_SEPARATOR = re.compile("[、，；,;]")
_PAIRS = [
    re.compile(
        rf"(?P<list>{_PAIR % (size, size)}(?:[，,；;]{_PAIR % (size, size)})+)(?P<tail>[{HAN}]{{0,16}})"
    )
    for size in (3, 4, 5, 6)
]
_IN_PAIRS = re.compile(rf"、[{HAN}]{{3,6}}[，,；;][{HAN}]{{3,6}}、")
_HELD = re.compile(rf"(?:{ADHERENCE}|按照|实行|遵循)(?:好|了)?$")
_GOVERNED = re.compile(
    rf"(?:{ADHERENCE}|按照|实行|遵循|建立|健全|形成|构建|完善|落实|打造|实现)(?:好|了)?$"
)
_NAMED = re.compile(rf"的[{HAN}]{{0,6}}?(?:{NAMING}|体系|制度|模式)")
_LEAD = 6  # characters before a slogan in which its verb ends
_RUN = re.compile(
    rf"(?P<verb>[稳保促防强扩优提增惠抓学讲爱敢能懂护帮助])[{HAN}]{{2}}(?:(?P=verb)[{HAN}]{{2}}){{2,}}"
    rf"|(?P<first>[不能要会])[{HAN}](?P<last>[{HAN}])(?:(?P=first)[{HAN}](?P=last)){{2,}}"
)
_SYLLABLES = re.compile(
    rf"[{HAN}](?:、[{HAN}]){{3,7}}(?=[”\"’]?的?[{HAN}]{{0,4}}?(?:活动|热潮|竞赛|运动|机制|模式|工作法|氛围|局面))"
)
_NORM = re.compile(
    rf"[{HAN}](?:、[{HAN}]){{3,5}}(?:[和与][{HAN}]{{2}})?(?=的?(?:方针|原则|要求|路线|理念))"
)
_TURNED = re.compile(rf"(?<=[{HAN}])[{HAN}]{{2}}化(?:、?[{HAN}]{{2}}化){{2,}}")
_NATURES = re.compile(
    rf"(?:保持|增强|坚持|体现|彰显|突出|强化|保证|赋予|具有)[{HAN}]{{0,10}}?(?P<list>[{HAN}]{{2}}性(?:、[{HAN}]{{2}}性)+、[{HAN}]{{2}}性)(?![{HAN}])"
)
_OF_WORK = re.compile(
    "(?:科学|针对|有效|时效|合理|可行|准确|规范|系统|预见|主动|积极|创造|操作|实效|连续|稳定|及时|真实|完整|合法)性"
)
"""Natures of anything that is done or said well."""
_TYPES = re.compile(
    rf"(?<=设|造|建|成|进|—|。|，)(?P<list>[{HAN}]{{2,4}}型(?:、[{HAN}]{{2,4}}型)+)(?=[{HAN}]{{0,6}}?(?:社会|政党|执政党|政府|机关|城市|国家|产业体系))"
)
_LINE = re.compile("的?(?:方针|原则|要求|总要求|标准)|建设|(?:的?一流)?的?营商环境")
_TURNED_INTO = re.compile(
    "(?:实现|坚持|推进|走|打造|营造|加快|迈向|朝着|建设|聚焦|围绕|反对|克服|去除|破除|消除|防止|避免)$"
)
_BODY = "[国省市县区乡镇村社校院企党政军民户组]"
_DIVISION = re.compile(rf"{_BODY}((?!{_BODY})[{HAN}]){_BODY}((?!{_BODY})[{HAN}])")
_LONGEST = 60  # characters of a quoted slogan


def find_builds(text: str) -> Iterator[Candidate]:
    """Yield the slogans of a text whose build needs no list of 、, by build and position.

    >>> [c.text for c in find_builds("牢记“团结就是力量”，着力保安全保供应保民生。")]
    ['团结就是力量', '保安全保供应保民生']
    """
    yield from _find_quoted(text)
    yield from _find_equations(text)
    if "、" in text:
        yield from _find_pairs(text)
        for match in _SYLLABLES.finditer(text):
            if _are_verbs(match[0].split("、")) and governs(_before(text, match.start())):
                yield _make(text, *match.span(), quoted=False)
        for match in _NORM.finditer(text):
            if governs(_before(text, match.start())):
                yield _make(text, *match.span(), quoted=False)
    for match in _RUN.finditer(text):
        if _is_run(match[0]):
            yield _make(text, *match.span(), quoted=False)
    yield from _find_repeated(text)


def _find_equations(text: str) -> Iterator[Candidate]:
    """Yield equations that a noun names: 人民就是江山的理念."""
    for match in _IS.finditer(text) if "就是" in text else ():
        start = match.start() - len(match["other"])
        side = text[max(0, start) : match.start()]
        if _ALL_HAN.fullmatch(side) and is_edge(_before(text, start)[-4:], side[:4]):
            yield _make(text, start, match.end(), quoted=False)


def _find_repeated(text: str) -> Iterator[Candidate]:
    """Yield clauses that all open with 谁 or a doubled noun, and members that all end in 化 or 型 after a verb."""
    for match in _WHOEVER.finditer(text) if "谁" in text else ():
        yield _make(text, *match.span(), quoted=False)
    for match in _EACH.finditer(text):
        yield _make(text, *match.span(), quoted=False)
    for match in _TYPES.finditer(text) if "型、" in text else ():
        if len(set(map(len, match["list"].split("、")))) == 1:
            yield _make(text, *match.span(), quoted=False)
    for match in _NATURES.finditer(text) if "性、" in text else ():
        if _OF_WORK.search(match["list"]):
            continue
        yield _make(text, *match.span("list"), quoted=False)
    for match in _TURNED.finditer(text) if "化" in text else ():
        governed = _TURNED_INTO.search(text[max(0, match.start() - _LEAD) : match.start()])
        if governed or _LINE.match(text, match.end()):  # 按照队伍革命化、年轻化、知识化的方针
            yield _make(text, *match.span(), quoted=False)


def _find_quoted(text: str) -> Iterator[Candidate]:
    """Yield quoted equations with sides of one length, and quoted questions."""
    for start, end in find_quotes(text):
        if not 4 <= end - start <= _LONGEST:
            continue
        clauses = _SEPARATOR.split(text[start:end])
        if _is_row_of_verbs(text[start:end]) or _is_division(text[start:end]):
            yield _make(text, start, end, quoted=True)
        asked = len(clauses) > 1 and all(map(_QUESTION.fullmatch, clauses))
        if asked or all(map(_is_equation, clauses)):
            yield _make(text, start, end, quoted=True)


def _is_row_of_verbs(written: str) -> bool:
    """Tell whether four or five syllables are verbs in a row and no word: 引育用留."""
    if not 4 <= len(written) <= 5 or tag_chinese(written) or len(set(written)) < len(written):
        return False
    if "即" in written or "就" in written:
        return False
    if not all(tag_chinese(each)[:1] in ("v", "p") for each in written):
        return False
    return not any(tag_chinese(written[at : at + 2]) for at in range(len(written) - 1))


def _is_division(written: str) -> bool:
    """Tell whether two levels or bodies each have their verb: 县管校聘, 乡聘村用, not 省市县区."""
    parts = _DIVISION.fullmatch(written)
    return parts is not None and all(tag_chinese(verb)[:1] in ("v", "p") for verb in parts.groups())


def _is_equation(clause: str) -> bool:
    """Tell whether a clause says that one thing is another in as many syllables.

    >>> [_is_equation(c) for c in ("时间就是金钱", "这就是说服力", "发展才是硬道理")]
    [True, False, False]
    """
    match = _EQUATION.fullmatch(clause)
    return match is not None and len(match[1]) == len(match[2])


def _find_pairs(text: str) -> Iterator[Candidate]:
    """Yield pairs of one length that ， joins, where a verb of adherence or a naming noun holds them up."""
    for pattern in _PAIRS if _IN_PAIRS.search(text) else ():
        for match in pattern.finditer(text):
            start, end = match.span("list")
            before = text[max(0, start - _LEAD) : start]
            named = _NAMED.match(match["tail"]) and _GOVERNED.search(before)
            closed = not match["tail"] and not text.startswith("、", end)
            if named or (closed and _HELD.search(before)) or _are_feet(match["list"]):
                yield _make(text, start, end, quoted=False)


def _are_feet(written: str) -> bool:
    """Tell whether members of three syllables in pairs are verb and object: 扩内需、促增长，调结构、上水平."""
    members = tuple(_SEPARATOR.split(written))
    return len(members[0]) == 3 and has_verb_feet(members)


def _is_run(written: str) -> bool:
    """Tell whether what follows the verb of each member is a word, or all end in one syllable: 稳|就业, not 学|生上."""
    objects = [written[at + 1 : at + 3] for at in range(0, len(written), 3)]
    closed = len({each[1] for each in objects}) == 1
    return closed or all(map(tag_chinese, objects))


def _are_verbs(syllables: list[str]) -> bool:
    """Tell whether syllables are verbs, all different: 查、议、改, not 农、林、牧."""
    verbs = sum(tag_chinese(each)[:1] in ("v", "p") for each in syllables)
    return len(set(syllables)) == len(syllables) and verbs * 3 >= len(syllables) * 2


def _before(text: str, start: int) -> str:
    """Return the words of the clause before a place."""
    match = re.search(rf"[{HAN}]*$", text[max(0, start - 8) : start])
    return match[0] if match else ""


def _make(text: str, start: int, end: int, *, quoted: bool) -> Candidate:
    """Return a slogan as a candidate."""
    written = text[start:end]
    normal = _SEPARATOR.sub("", written)
    return Candidate(start, end, written, "zh", "parallel build", (), normal, quoted, certain=True)
