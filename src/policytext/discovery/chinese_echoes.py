"""Parallel slogans that no frame holds up: their members' build is enough.

What nobody names a principle may still be coined as one: members of one length
with the feet of a clause, set apart by 、 and closed by a mark or by 的 (排比:
Chen Wangdao 1932, *Xiucixue fafan*). The build that is asked for:

| build | example |
|---|---|
| dispositions | 增强道路自信、理论自信、制度自信 |
| what a state is to be | 建设富强、民主、文明的国家 |
| clauses of four syllables, three or more | 发现问题、研究问题、解决问题 |
| two clauses of subject, verb and object | 农村包围城市、武装夺取政权 |
| an echo within longer members, three or more | 应对重大挑战、抵御重大风险、克服重大阻力 |
| members of several lengths that open with one verb | 保就业、保基本民生、保市场主体 |
| manners of doing one thing | 科学立法、民主立法、依法立法 |
| a pair that shares a function word | 发展所需、民生所盼 |

Members that are nouns with what modifies them, whatever they share, are a list
of things (`chinese_members.are_nominal`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_members import are_nominal, are_of_kinds, is_echoed
from policytext.discovery.chinese_words import CONCRETE, MANNERS, MODIFIERS
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese

if TYPE_CHECKING:
    from policytext.discovery.chinese_series import Series

_CLOSED = re.compile(rf"$|[，。；！,;]|的(?=[{HAN}])")
_ENDED = re.compile("$|[，。；！,;]")
_DISPOSED = re.compile(
    rf"(?:增强|坚定|提高|提升|强化|树立|树牢|锤炼|涵养|保持|坚守)(?:了|好|起|[{HAN}]{{0,6}}的)?$"
)
_DISPOSITIONS = ("意识", "自信", "思维", "观念", "自觉", "定力")
_TO_BE = re.compile("(?:建设|建成|建设成|成为|建设成为|构建|打造)(?:起|了|一[支个批])?$")
_OF_CHARACTER = re.compile(rf"的[{HAN}]{{0,4}}?(?:品格|品质|本色|作风|底色|情怀)")
_LED = re.compile(rf"[让使][{HAN}]{{2,4}}$")
_ABLE = frozenset("可能敢善")
_STATES = re.compile(
    rf"的[{HAN}]{{0,8}}?(?:形象|共产党|国家|社会|强国|中国|政党|军队|政府|队伍|世界|家园)"
)
_TALKED_OF = re.compile(
    "(?:关于|对于?|使|使一批|的|方面|面临着?|存在|不得有?|责令|停止|工作人员|遭受|遭遇|遇到|发生|因|由于|承担|含|包括|例如|特别是|尤其是|以及|和|与|及|或者?)$"
)
_OF_PERSONS = re.compile(
    rf"的[{HAN}]{{0,6}}?(?:行为|人员|人|者|对象|单位|企业|机构|组织|事项|情形|材料|费用|项目)"
)
_SANCTIONED = re.compile(
    "的?，(?:对(?:负有|其|直接|责任|违)|依法|依照|构成|由|尚|情节|给予|致使|造成)"
)
_OFFENCE = re.compile(
    "^(?:滥用|玩忽|徇私|弄虚|贪污|受贿|行贿|侵占|挪用|伪造|变造|骗取|隐瞒|泄露|违反|侵犯|损害)"
)
_HELD = re.compile("(?:^|、|坚持|实现|做到|强化|落实|推动|必须|应当|要|更|就|都|也)$")
_LINKING = frozenset("所有则尽敢能必在贵宜得")
"""Function words and verbs like them, which pairs of clauses share: 发展所需、民生所盼."""
_USUAL, _LONG, _LONGEST = 4, 8, 12  # characters of a member
_FEW = 3  # members


def is_coined(series: Series) -> bool:
    """Tell whether the build of a list of phrases makes it a slogan wherever it stands."""
    if len(series.members) < _FEW:
        found = _are_sentences(series) or _are_linked(series)
        return found and _is_free(series)
    if not _CLOSED.match(series.tail) or _OF_PERSONS.match(series.tail) or not _is_free(series):
        return False
    if series.size == _USUAL:
        return _are_clauses(series)
    if series.size == 0:
        return _opens_with_verb(series) or _dare(series)
    return _USUAL < series.size <= _LONG and _is_echoed_within(series.members)


def _is_echoed_within(members: tuple[str, ...]) -> bool:
    """Tell whether longer members echo, but not in a noun that all open with, nor in the place they end in.

    动物疫情控制、动物产品检验 and 生态安全先行区、绿色发展先行区 are kinds.
    """
    opening = members[0][:2]
    named = tag_chinese(opening)[:1] == "n" or opening in MODIFIERS
    if named and len({member[:2] for member in members}) == 1:
        return False
    return {member[-1] for member in members} - CONCRETE != set() and is_echoed(members)


def _is_free(series: Series) -> bool:
    """Tell whether members are no kinds of a thing, no examples, and no offences that a statute goes on to punish."""
    if _TALKED_OF.search(series.lead) or _SANCTIONED.match(series.tail):
        return False
    return not are_of_kinds(series.members) and not any(map(_OFFENCE.match, series.members))


def is_disposition(series: Series) -> bool:
    """Tell whether three members or more name what people are to have in mind, a state is to be, or manners of one deed."""
    members, size = series.members, series.size
    if len(members) < _FEW or len(set(members)) < len(members):
        return False
    if {member[:2] for member in members} <= MANNERS and len(
        {member[2:] for member in members}
    ) == 1:
        return size == _USUAL and bool(_CLOSED.match(series.tail))
    if size >= _USUAL and len({member[-1] for member in members}) == 1:
        able = size > _USUAL and members[0].endswith("力")
        one = able or len({member[-2:] for member in members}) == 1
        named = one and (able or members[0].endswith(_DISPOSITIONS))
        return named and bool(_DISPOSED.search(series.lead))
    if _OF_CHARACTER.match(series.tail):
        return size == 2 and bool(_DISPOSED.search(series.lead)) and _are_qualities(members)
    return bool(_STATES.match(series.tail)) and _is_state(series)


def _is_state(series: Series) -> bool:
    """Tell whether members say what a whole is to be, or is: 建设富强、民主、文明的…, 可信、可爱、可敬的…."""
    members, size = series.members, series.size
    if size == 2 and (_are_able(members) or (not series.lead and _are_qualities(members))):
        return True
    shaped = size in (2, _USUAL) or (size == 0 and _is_long_at_last(members))
    return shaped and bool(_TO_BE.search(series.lead))


def _are_able(members: tuple[str, ...]) -> bool:
    """Tell whether one syllable says of all members that they can or dare to be so: 可信、可爱、可敬."""
    return members[0][0] in _ABLE and len({member[0] for member in members}) == 1


def _are_qualities(members: tuple[str, ...]) -> bool:
    """Tell whether most members are adjectives: 伟大、光荣、正确."""
    return sum(tag_chinese(member)[:1] == "a" for member in members) * 3 >= len(members) * 2


def _is_long_at_last(members: tuple[str, ...]) -> bool:
    """Tell whether all members but a longer last one have four syllables, three or more."""
    even = {len(member) for member in members[:-1]} == {_USUAL}
    return even and len(members) > _FEW and _USUAL < len(members[-1]) <= _LONGEST


def _are_clauses(series: Series) -> bool:
    """Tell whether members of four syllables each hold a verb or say how something is, or echo."""
    members = series.members
    if are_nominal(members):
        return False
    if is_echoed(members):
        return True
    ended = len(members) > _FEW or bool(_ENDED.match(series.tail))
    said = sum(map(_is_clause, members))
    idioms = sum(tag_chinese(member)[:1] in ("i", "l") for member in members)
    return ended and said >= len(members) - (idioms > 1 and len(members) > _FEW)


def _is_clause(member: str) -> bool:
    """Tell whether four syllables are a set phrase, or one half of them is a verb or an adjective."""
    if tag_chinese(member)[:1] in ("i", "l"):
        return True
    return tag_chinese(member[:2])[:1] in ("v", "a", "d") or tag_chinese(member[2:])[:1] in (
        "v",
        "a",
    )


def _are_sentences(series: Series) -> bool:
    """Tell whether two members are each subject, verb and object of two syllables."""
    if series.size != _USUAL + 2 or not _CLOSED.match(series.tail):
        return False
    tags = [
        [tag_chinese(token.text)[:1] if len(token.text) == 2 else "" for token in cut(member, 0)]
        for member in series.members
    ]
    return all(re.fullmatch("[ns]v[ns]", "".join(each)) for each in tags)


def _are_linked(series: Series) -> bool:
    """Tell whether two members of one length have a function word in one place: 国家所需、百姓所盼."""
    if series.size != _USUAL or not _CLOSED.match(series.tail):
        return False
    if _OF_PERSONS.match(series.tail) or are_nominal(series.members):
        return False
    one, other = series.members
    linked = [at for at in range(_USUAL - 1) if one[at] == other[at] and one[at] in _LINKING]
    return any(
        not tag_chinese(one[max(0, at - 1) : at + 1]) or one[at - 1] != other[at - 1]
        for at in linked
    )


def _dare(series: Series) -> bool:
    """Tell whether members say who is to dare: 干部敢为、地方敢闯、群众敢首创."""
    daring = {member[2:3] for member in series.members}
    return len(daring) == 1 and daring <= _ABLE and min(map(len, series.members)) >= _USUAL


def _opens_with_verb(series: Series) -> bool:
    """Tell whether members of several lengths open with one verb."""
    members = series.members
    if max(map(len, members)) > _LONGEST or not (
        _HELD.search(series.lead) or (members[0][0] in _ABLE and _LED.search(series.lead))
    ):
        return False
    for size in (2, 1):
        if len({member[:size] for member in members}) == 1:
            words = sum(bool(tag_chinese(member[:2])) for member in members)
            alone = size == 2 or words * 3 <= len(members)
            return alone and tag_chinese(members[0][:size])[:1] == "v"
    return False
