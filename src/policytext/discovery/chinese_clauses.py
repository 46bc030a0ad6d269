"""Parallel slogans of Chinese that are clauses: a sentence of two of one length, a word that opens all, a turn.

| build | example | what makes it sure |
|---|---|---|
| couplet | 空谈误国，实干兴邦。 | the whole sentence, clauses of one length |
| one word before all | 伟大斗争，伟大工程，伟大事业 | two syllables before two, three times |
| neither, nor (既不…也不) | 既不走封闭的老路，也不走易帜的邪路 | one verb in both clauses |
| is, is not | 房子是用来住的、不是用来炒的 | as many syllables, the same two at first |
| question in two parts | 建设什么样的城市、怎样建设城市 | 什么样 and 怎样 with one verb |
| turn (回环) | 人民就是江山，江山就是人民 | the same sides exchanged |
| nouns turned | 数字产业化、产业数字化 | two nouns change places, one suffix |
| manners of one deed | 全面学、系统学、贯通学 | one verb of one syllable ends three members or more |
| a verb coined | 大抓产业、大抓项目、大抓招商 | an adverb and a verb that no dictionary has open three members or more |
| first of all | 科技是第一生产力、人才是第一资源 | 是第一 in every member |
| doubled | 农业高质高效、乡村宜居宜业 | what is said of each has one syllable twice (ABAC) |
| two and two | 民族独立、人民解放和国家富强、人民幸福 | four members of one length after a verb |
| quotes in a row | “城里人下乡”、“乡里人进城” | members of one length that share two syllables |
| all of them | 大众创业万众创新 | both halves open with a word for all |
| one skeleton (构式) | 以事实为根据，以法律为准绳 | 以 and 为 in one place of each |
| never, never | 永远不称霸，永远不扩张 | one adverb opens both clauses with 不 |
| chief and other | 公有制为主体、多种所有制经济共同发展 | 为主 and a verb of going along, and a noun for a system |
| and also | 又好又快 | 又 before two qualities |
| of this and of that | 质的有效提升和量的合理增长 | two nouns of one syllable, and four of each |
| rather than | 要团结不要分裂，要实干不要空谈; 宁要甲，不要乙 | 要 and 不要 in both clauses |
| to and fro | 请进来、走出去 | verbs of direction that end in 来 or 去 |
| what one wants | 想群众之所想，急群众之所急 | 所 and the verb that opens the clause, of one noun |
| done well | 讲好家乡故事、传播好家乡声音 | 好 that completes the verbs, and one attribute |
| within | 在危机中育先机、于变局中开新局 | prepositions, one noun of place in one place, one length |
| what a sentence is about | 解放思想，实事求是，是…的精髓 | two phrases that a dictionary has, and 是 |
| kept to | 坚持党要管党和从严治党 | two verbs with one object, after a verb of adherence |
| both and | 既要金山银山，又要绿水青山 | one verb in both, as many syllables |
| as if | 像爱护眼睛一样爱护生态，像对待生命一样对待生态 | 像 and 一样 in both clauses |
| qualities in a row | 多快好省地发展 | four syllables that each praise, before 地 or 的 |
| what all end in | 获得感、幸福感、安全感 | 好 that completes verbs, or 感, three times |

Couplets (对偶), turns (回环) and rows (排比) are figures of parallel structure
(Chen Wangdao 1932, *Xiucixue fafan*). That a frame with some words kept and others left open is a
phrase of its own, as 以…为… is, see Fillmore, Kay and O'Connor (1988, *Regularity and
idiomaticity in grammatical constructions*).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_marks import find_quotes
from policytext.discovery.chinese_members import are_nominal
from policytext.discovery.chinese_series import governs, is_edge
from policytext.discovery.chinese_words import ACTIONS, ADHERENCE, TASKS
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COUPLET = re.compile(rf"(?<![^。！\n])[{HAN}]{{4,7}}(?:[，,][{HAN}]{{4,7}}){{1,2}}(?=[。！])")
_BEFORE_ALL = re.compile(
    rf"(?<![{HAN}])(?P<word>[{HAN}]{{2}})[{HAN}]{{2}}(?:[，,](?P=word)[{HAN}]{{2}}){{2,}}(?![{HAN}])"
)
_NEITHER = re.compile(
    rf"既不(?P<verb>(?![能会可是应要])[{HAN}])[{HAN}]{{1,10}}[，、,]也不(?P=verb)[{HAN}]{{1,10}}"
)
_ASKED = re.compile(
    rf"(?P<verb>[{HAN}]{{2}})[{HAN}]{{0,4}}什么样?的?[{HAN}]{{1,16}}[、，]?(?:以及)?(?:怎样|怎么|如何)(?P=verb)[{HAN}]{{1,20}}?(?:[、，](?:为谁|靠谁|为什么)(?P=verb)[{HAN}]{{1,8}}?)?(?=[”\"’]|这|的|等|是|[^{HAN}]|$)"
)
_IS_NOT = re.compile(rf"[{HAN}]{{2}}是[{HAN}]{{2,6}}的[、，]不是[{HAN}]{{2,6}}的")
_TURN = re.compile(
    rf"(?P<verb>就是|离不开|依靠|服务|影响|促进|源于|带动|成就)(?P<other>[{HAN}]{{2,4}})[，、,](?P=other)(?P=verb)(?P<one>[{HAN}]{{2,4}})(?![{HAN}])"
)
_NOUNS_TURNED = re.compile(
    rf"(?=.{{4,5}}?、)(?P<one>[{HAN}]{{2}})(?P<other>(?!(?P=one))[{HAN}]{{2}})(?P<suffix>[化性]?)、(?P=other)(?P=one)(?P=suffix)"
)
_MANNERS_OF = re.compile(
    rf"[{HAN}]{{2}}(?P<deed>[学干抓讲改查做走])(?:、[{HAN}]{{2}}(?P=deed)){{2,}}(?![{HAN}])"
)
_FIRST_OF_ALL = re.compile(
    rf"(?:(?<={ADHERENCE})|(?<![{HAN}]))(?!{ADHERENCE})[{HAN}]{{2,4}}是第一[{HAN}]{{2,3}}(?:[、，][{HAN}]{{2,4}}是第一[{HAN}]{{2,3}})+(?![{HAN}])"
)
_DOUBLED = re.compile(
    rf"(?=.{{6}}、)[{HAN}]{{2}}(?P<one>[{HAN}])[{HAN}](?P=one)[{HAN}](?:、[{HAN}]{{2}}([{HAN}])[{HAN}]\2[{HAN}])+(?![{HAN}])"
)
_COINED_VERBS = re.compile(
    rf"(?=.{{4}}、)(?P<coined>[{HAN}]{{2}})[{HAN}]{{2}}(?:、(?P=coined)[{HAN}]{{2}}){{2,}}"
)
_TWO_AND_TWO = re.compile(
    rf"(?<=[{HAN}]{{5}})、[{HAN}]{{4}}[和与][{HAN}]{{4}}、[{HAN}]{{4}}(?=[的而]|[，。；]|$)"
)
_ALL = "(?:大众|万众|人人|全民|全员|户户|家家|处处|事事|村村)"
_ALL_OF_THEM = re.compile(rf"{_ALL}[{HAN}]{{2}}{_ALL}[{HAN}]{{2}}")
_CHIEF = re.compile(
    rf"(?P<one>[{HAN}]{{3,16}}为主体?)[、，,][{HAN}]{{2,12}}?(?:共同发展|相互促进|并存|共存|协调发展|相结合|相补充|为补充|为辅)"
    rf"(?=的[{HAN}]{{0,6}}?(?:制度|体制|格局|体系|方针)|[，,]?是[{HAN}]{{0,14}}的[{HAN}]{{0,4}}?(?:制度|方针|国策|体制))"
)
_BEFORE_CHIEF = re.compile(
    ".*(?:完善|坚持|实行|形成|确立|建立|巩固|发展|健全|坚持和完善|和|了|是)(?=.{2,}为主)"
)
_BOTH_AND = re.compile(
    rf"既(?P<must>[要讲抓])[{HAN}]{{2,6}}[、，,][又也](?P=must)[{HAN}]{{2,6}}(?![{HAN}])"
)
_AS_IF = re.compile(
    rf"像[{HAN}]{{1,8}}一样[{HAN}]{{2,10}}(?:[、，,]像[{HAN}]{{1,8}}一样[{HAN}]{{2,10}})+(?![{HAN}])"
)
_NEVER = re.compile(
    rf"(?P<never>[{HAN}]{{2}})不[{HAN}]{{1,8}}[、，,](?P=never)不[{HAN}]{{1,8}}(?![{HAN}])"
)
_BASED = re.compile(
    rf"以[{HAN}]{{1,8}}为[{HAN}]{{1,4}}(?:[、，,]以[{HAN}]{{1,8}}为[{HAN}]{{1,4}})+(?![{HAN}])"
)
_COMPLETED = re.compile(rf"[{HAN}]{{2}}(?P<end>[好感])(?:、[{HAN}]{{2}}(?P=end)){{2,}}")
_AND_ALSO = re.compile(rf"又[{HAN}]又[{HAN}](?=[的地，。、]|[{HAN}]{{2}})")
_TWO_OF = re.compile(
    rf"[{HAN}]的(?P<one>[{HAN}]{{4}})[和、][{HAN}]的(?P<other>[{HAN}]{{4}})(?=[，。；、的”]|$)"
)
_RATHER = re.compile(
    rf"要[{HAN}]{{2,4}}不要[{HAN}]{{2,4}}(?:[、，,]要[{HAN}]{{2,4}}不要[{HAN}]{{2,4}})+(?![{HAN}])"
    rf"|宁要[{HAN}]{{2,8}}[，,]也?不要[{HAN}]{{2,8}}(?![{HAN}])"
)
_WHAT_ONE = re.compile(
    rf"(?P<so>之?所)(?P<one>[{HAN}])(?:[、，,](?P<other>[{HAN}])(?P<whose>[{HAN}]{{1,4}}?)之?所(?P=other))+"
)
_DONE_WELL = re.compile(
    rf"好(?P<whose>[{HAN}]{{2}})[{HAN}]{{2}}(?:[、，,][{HAN}]{{1,2}}好(?P=whose)[{HAN}]{{2}})+(?![{HAN}])"
)
_WITHIN = re.compile(
    rf"[在于以从](?<![{HAN}].)[{HAN}]{{2,4}}中[{HAN}]{{2,4}}[、，,][在于以从][{HAN}]{{2,4}}中[{HAN}]{{2,4}}(?![{HAN}])"
)
_SUBJECT = re.compile(rf"(?<![^。！；\n])[{HAN}]{{4}}[，、][{HAN}]{{4}}(?=，是)")
_KEPT_PAIR = re.compile(
    rf"(?:{ADHERENCE})(?P<one>[{HAN}]{{2,4}}(?P<end>[{HAN}]))[和、](?P<other>[{HAN}]{{2,6}}(?P=end))(?=[，。；]|$)"
)
_QUALITIES = re.compile('[多快好省精优新美强高廉实稳]{4}(?=[”"’」]?[地的])')
_TO_AND_FRO = re.compile(rf"[{HAN}][进出上下回][来去]、[{HAN}][进出上下回][来去]")
_MARKS = re.compile('[、，,和与“”"‘’「」『』]')
_WRITTEN_MARKS = re.compile('[、，,“”"‘’「」『』]')
_NOT_COINED = re.compile("[的了我你他这那]|如下|现将|特此|以下|同志|各位")
_LEAD = re.compile(f"[{HAN}]+$")
_JOINED = re.compile('[”"’」』][、，,和与]?[“"‘「『]')
_NOT_PLAIN = re.compile(rf"[^{HAN}]|[一二三四五六七八九十两双百千万]")
_CAMPAIGN = re.compile("斗争|专项行动|专项斗争|活动")
_UNQUOTED = re.compile(rf"[”\"’」』]、(?P<member>[{HAN}]{{4,8}}?)(?=的|方针|[，。；]|$)")
_COMMA = re.compile("[，,]")
_PARTED = re.compile("[、，,]")
_TASK = ("v", "d", "p", "c")  # what a clause that says what is to be done opens with
_USUAL = 4  # characters of a clause
_SENTENCE = 6  # characters of a clause of subject, verb and object
_MOST = 3  # members of four
_REACH = 4  # characters on either side of a place in which a word may straddle it


def find_clauses(text: str) -> Iterator[Candidate]:
    """Yield the slogans of a text that are clauses, by build and position.

    >>> [c.text for c in find_clauses("会议强调。空谈误国，实干兴邦。")]
    ['空谈误国，实干兴邦']
    >>> [c.text for c in find_clauses("我们既不走停滞的旧路，也不走冒进的险路。")]
    ['既不走停滞的旧路，也不走冒进的险路']
    """
    for pattern, sign, is_sure in _SHAPES:
        for match in pattern.finditer(text) if sign in text else ():
            if is_sure is None or is_sure(match[0]):
                yield _make(text, *match.span())
    for match in _TURN.finditer(text):
        start = match.start() - len(match["one"])
        if start >= 0 and text.startswith(match["one"], start):
            yield _make(text, start, match.end())
    yield from _find_wanted(text)
    for match in _KEPT_PAIR.finditer(text):
        if _are_done_to(match["one"], match["other"]):
            yield _make(text, match.start("one"), match.end())
    for match in _CHIEF.finditer(text) if "为主" in text else ():
        yield _make(text, match.start() + _begin_of_chief(match["one"]), match.end())
    yield from _find_rows(text)
    if "、" in text:
        yield from _find_two_and_two(text)


def _find_wanted(text: str) -> Iterator[Candidate]:
    """Yield clauses of what one wants, 想群众之所想，急群众之所急, and what is done well: 讲好…故事、传播好…声音."""
    for match in _WHAT_ONE.finditer(text) if "所" in text else ():
        first = match["one"] + match["whose"]
        start = match.start() - len(first)
        if start >= 0 and text.startswith(first, start):
            yield _make(text, start, match.end())
    for match in _DONE_WELL.finditer(text) if "好" in text else ():
        lead = _LEAD.search(text[max(0, match.start() - 2) : match.start()])
        if lead is not None:
            word = bool(tag_chinese(lead[0]))
            yield _make(text, match.start() - (len(lead[0]) if word else 1), match.end())


def _are_done_to(one: str, other: str) -> bool:
    """Tell whether two members end in verbs of one syllable with one noun of one: 党要|管党, 从严|治党."""
    verbs = one[-2], other[-2]
    done = all(verb in ACTIONS or tag_chinese(verb)[:1] == "v" for verb in verbs)
    return done and verbs[0] != verbs[1] and tag_chinese(one[-1])[:1] == "n"


def _begin_of_chief(one: str) -> int:
    """Return where what is chief begins: at 以, or behind the verb that governs it."""
    lead = _BEFORE_CHIEF.match(one)
    return one.find("以") if "以" in one else lead.end() if lead else 0


def _are_two_sides(written: str) -> bool:
    """Tell whether 又 joins two qualities: 又好又快."""
    return written[1] != written[3] and all(
        tag_chinese(w)[:1] == "a" for w in (written[1], written[3])
    )


def _are_two_of(written: str) -> bool:
    """Tell whether two nouns of one syllable each have what is said of them in four: 质的有效提升和量的合理增长."""
    one, other = written[0], written[7]
    said = [tag_chinese(word)[:1] in ("v", "a") for word in (written[4:6], written[11:13])]
    return (
        one != other and all(said) and {tag_chinese(one)[:1], tag_chinese(other)[:1]} <= {"n", "q"}
    )


def _is_never(written: str) -> bool:
    """Tell whether an adverb opens two clauses, which differ."""
    one, other = _PARTED.split(written)
    return tag_chinese(written[:2]) == "d" and one != other


def _have_skeleton(written: str) -> bool:
    """Tell whether clauses of one length have 为 in one place."""
    clauses = _PARTED.split(written)
    return len({(len(clause), clause.index("为")) for clause in clauses}) == 1


def _is_couplet(written: str) -> bool:
    """Tell whether clauses have one length and are all different, none is a task, and none points at persons or at what follows."""
    clauses = _COMMA.split(written)
    if len(set(map(len, clauses))) > 1 or len(set(clauses)) < len(clauses):
        return False
    if _NOT_COINED.search(written):
        return False
    tags = [tag_chinese(clause[:2]) for clause in clauses]
    if len(clauses[0]) == _SENTENCE and all(map(_has_verb_within, clauses)):
        return not {clause[:2] for clause in clauses} & TASKS
    if len(clauses[0]) > _USUAL:
        return all(tag == "n" for tag in tags)
    return not all(tag[:1] in _TASK for tag in tags)


def _has_verb_within(clause: str) -> bool:
    """Tell whether six syllables are a verb between two words: 使命|呼唤|担当."""
    subject, verb = tag_chinese(clause[:2]), tag_chinese(clause[2:4])
    return subject not in ("", "d", "ad", "vd", "c", "p", "r", "m") and verb[:1] in ("v", "")


def _find_rows(text: str) -> Iterator[Candidate]:
    """Yield quotes of one length side by side that echo and hold no number: “甲人治甲”、“乙人治乙”.

    A member of their length that follows without quotes belongs to them: “…”、“…”、高度自治的方针.
    """
    row: list[tuple[int, int]] = []
    for start, end in (*find_quotes(text), (len(text) + 1, len(text) + 1)):
        goes_on = (
            row
            and end - start == row[0][1] - row[0][0]
            and _JOINED.fullmatch(text, row[-1][1], start)
            and not _NOT_PLAIN.search(text, start, end)
        )
        if not goes_on:
            members = [text[a:b] for a, b in row]
            if len(row) > 1 and (_echo(members) or _are_fought(members, text[row[-1][1] :])):
                yield _make(text, row[0][0], _end_of_row(text, *row[-1]))
            row = []
        if not _NOT_PLAIN.search(text, start, end):
            row.append((start, end))


def _are_fought(members: list[str], after: str) -> bool:
    """Tell whether quoted words of two syllables name a campaign together: “扫黄”、“打非”斗争."""
    return len(members[0]) == 2 and bool(_CAMPAIGN.match(after[1:]))


def _end_of_row(text: str, start: int, end: int) -> int:
    """Return where a row of quotes ends, with the member that follows its last quote without quotes."""
    added = _UNQUOTED.match(text, end)
    return added.end("member") if added and len(added["member"]) == end - start else end


def _echo(members: list[str]) -> bool:
    """Tell whether members of four syllables or more have two of them or more in one place and no number."""
    if len(members[0]) < _USUAL or any(map(_NOT_PLAIN.search, members)):
        return False
    shared = sum(len(set(letters)) == 1 for letters in zip(*members, strict=True))
    apart = (
        len({member[0] for member in members}) > 1 and len({member[-2:] for member in members}) > 1
    )
    return (apart or _is_skeleton(members)) and shared > 1


def _is_skeleton(members: list[str]) -> bool:
    """Tell whether members share every other syllable, with words left open between: 以甲代乙, 以丙代丁."""
    kept = [len(set(letters)) == 1 for letters in zip(*members, strict=True)]
    return len(kept) == _USUAL and kept in ([True, False] * 2, [False, True] * 2)


def _find_two_and_two(text: str) -> Iterator[Candidate]:
    """Yield two pairs that 和 joins, where a verb governs them and they are no nouns."""
    for match in _TWO_AND_TWO.finditer(text):
        start = match.start() - _USUAL
        lead = _LEAD.search(text[max(0, start - _REACH) : start])
        members = _MARKS.split(text[start : match.end()])
        if lead is None or len(members) != _USUAL or are_nominal(members):
            continue
        if sum(map(_says, members)) >= _MOST and _governs(lead[0]) and is_edge(lead[0], members[0]):
            yield _make(text, start, match.end())


def _governs(lead: str) -> bool:
    """Tell whether words before a list leave room for an object or a purpose."""
    return lead.endswith("为了") or governs(lead)


def _says(member: str) -> bool:
    """Tell whether one half of four syllables is a verb or an adjective."""
    return any(tag_chinese(half)[:1] in ("v", "a") for half in (member[:2], member[2:]))


def _make(text: str, start: int, end: int) -> Candidate:
    """Return a slogan as a candidate."""
    written = text[start:end]
    normal = _WRITTEN_MARKS.sub("", written)
    return Candidate(start, end, written, "zh", "parallel build", (), normal, False, certain=True)


def _are_opposed(written: str) -> bool:
    """Tell whether two clauses that neither and nor open also close alike, or go on alike: 老路, 邪路."""
    one, _, other = written[2:].partition("也不")
    one = _COMMA.sub("", one).rstrip("、")
    return one[-1] == other[-1] or (one[:2] == other[:2] and len(one) <= _USUAL)


def _are_alike(written: str) -> bool:
    """Tell whether what is and what is not are of one length and open alike: 是用来甲的、不是用来乙的."""
    one, _, other = written.partition("不是")
    one = one.rstrip("、，").partition("是")[2]
    return len(one) == len(other) and one[:2] == other[:2]


def _are_of_one_length(written: str) -> bool:
    """Tell whether things that both and and join have one length: 既要金山银山，又要绿水青山, not 既要搞活…，又要管好…."""
    one, other = _PARTED.split(written)
    things = all(tag_chinese(each[2:4])[:1] not in ("v", "d", "p") for each in (one, other))
    return things and len(one) == len(other)


def _are_set_phrases(written: str) -> bool:
    """Tell whether a dictionary has both of two phrases of four syllables: 解放思想，实事求是."""
    return all(map(tag_chinese, _PARTED.split(written)))


def _are_different(syllables: str) -> bool:
    """Tell whether no syllable is repeated: 多快好省."""
    return len(set(syllables)) == len(syllables)


def _are_even(written: str) -> bool:
    """Tell whether two clauses have one length and 中 in one place, and other prepositions or half of their syllables: 在甲中育乙、于丙中开丁."""
    one, other = _PARTED.split(written)
    if len(one) != len(other) or one.index("中", 3) != other.index("中", 3):
        return False
    return one[0] != other[0] or len(set(one) & set(other)) * 2 >= len(one)


def _opens_with_no_verb(written: str) -> bool:
    """Tell whether the word that opens all clauses is no verb: 伟大斗争，伟大工程, not 反对甲方，反对乙方."""
    return tag_chinese(written[:2])[:1] != "v"


def _opens_with_coined_verb(written: str) -> bool:
    """Tell whether what opens every member is a verb with a syllable before it, and no word."""
    return tag_chinese(written[1])[:1] == "v" and not tag_chinese(written[:2])


_SHAPES: list[tuple[re.Pattern[str], str, Callable[[str], bool] | None]] = [
    (_COUPLET, "，", _is_couplet),
    (_BEFORE_ALL, "，", _opens_with_no_verb),
    (_NEITHER, "既不", _are_opposed),
    (_ASKED, "什么", None),
    (_IS_NOT, "不是", _are_alike),
    (_ALL_OF_THEM, "", None),
    (_NEVER, "不", _is_never),
    (_BASED, "，以", _have_skeleton),
    (_BASED, "、以", _have_skeleton),
    (_AND_ALSO, "又", _are_two_sides),
    (_TWO_OF, "的", _are_two_of),
    (_RATHER, "不要", None),
    (_TO_AND_FRO, "、", None),
    (_WITHIN, "中", _are_even),
    (_SUBJECT, "是", _are_set_phrases),
    (_BOTH_AND, "既", _are_of_one_length),
    (_AS_IF, "一样", None),
    (_QUALITIES, "", _are_different),
    (_NOUNS_TURNED, "、", None),
    (_MANNERS_OF, "、", None),
    (_COINED_VERBS, "、", _opens_with_coined_verb),
    (_FIRST_OF_ALL, "是第一", None),
    (_DOUBLED, "、", None),
    (_COMPLETED, "好、", None),
    (_COMPLETED, "感、", None),
]
"""The builds with a syllable that each has, which is looked for first, and what makes a match sure."""
