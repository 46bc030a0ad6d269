"""Tell what the members of a Chinese list are: names, things of one kind, clauses, or phrases that echo.

A list of things repeats the noun its members are kinds of; a slogan repeats a
syllable that says something of each (反复, 排比: Chen Wangdao 1932, *Xiucixue
fafan*), or has the feet of verb and object (Feng 2000, *Hanyu yunlü jufaxue*).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_words import ACTIONS, DEGREES, NEGATIONS, SUFFIXES
from policytext.languages.chinese import tag_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME_TAGS = frozenset(["ns", "nr", "nt", "nz", "nrt", "nrfg"])
_VERBAL = ("v", "a", "p", "d")  # the first letters of the tags of verbs and what stands for one
_SHORT, _USUAL = 3, 4  # characters of a member


def are_nominal(members: Sequence[str]) -> bool:
    """Tell whether most members are a noun with what modifies it, and none echo: 注册资本、公司类型."""
    nouns = sum(
        len(m) > _SHORT
        and tag_chinese(m[-2:]) == "n"
        and tag_chinese(m[:2]) in ("n", "vn", "b", "j", "nz", "")
        for m in members
    )
    return nouns * 3 >= len(members) * 2 and not is_echoed(tuple(members))


def are_of_kinds(members: Sequence[str]) -> bool:
    """Tell whether members all end in one noun: 外交签证、公务签证, not 科学治污、依法治污."""
    ends = {member[-2:] for member in members}
    if len(ends) > 1 or len({member[0] for member in members}) == 1 or _have_one_object(members):
        return False
    firsts = [tag_chinese(member[:2]) for member in members]
    if {"v", "d"} & set(firsts) and all(tag[:1] in ("v", "a", "d") for tag in firsts):
        return False  # verbs with one object, or manners of one deed: 发现人才、培养人才
    return len(members[0]) > 2 and tag_chinese(ends.pop())[:1] == "n"


def is_echoed(members: tuple[str, ...]) -> bool:
    """Tell whether nearly all members repeat a syllable in one place that is not the noun they end in.

    >>> is_echoed(("自治", "法治", "德治")), is_echoed(("经济建设", "政治建设"))
    (True, False)
    """
    least = min(map(len, members))
    even = least == max(map(len, members))
    shared = {at for at in range(least if even else 1) if _agree([m[at] for m in members])}
    last = least - 1
    if even and {last, last - 1} <= shared and last > 1:
        shared -= {last, last - 1}  # one word in the end of all
    if last in shared and len({m[-2:] for m in members}) < len(members):
        shared.discard(last)
    if even and least == _USUAL:
        shared -= {at for at in shared if _is_part_of_nouns(members, at)}
    if members[0][0] in DEGREES:
        shared.discard(0)
    if members[0][-1] in SUFFIXES:
        shared.discard(last)
    closed = not even and _agree([m[-1] for m in members]) and members[0][-1] not in SUFFIXES
    return bool(shared) or (closed and not are_of_kinds(members))


def _is_part_of_nouns(members: tuple[str, ...], at: int) -> bool:
    """Tell whether a place is one syllable of other nouns in each member: 商业街区、住宅小区."""
    start = at // 2 * 2
    halves = {m[start : start + 2] for m in members}
    return len(halves) > 1 and all(tag_chinese(half)[:1] in ("n", "s") for half in halves)


def _agree(letters: list[str]) -> bool:
    """Tell whether letters are one, of four and more all but one."""
    return Counter(letters).most_common(1)[0][1] >= len(letters) - (len(letters) > 3)


def has_verb_feet(members: tuple[str, ...]) -> bool:
    """Tell whether members of three syllables are mostly verb and object: 举|旗帜, 聚|民心.

    One syllable before two makes a phrase, two before one a word (Feng 2000, *Hanyu yunlü jufaxue*).
    """
    firsts = {m[0] for m in members}
    if len({m[:2] for m in members}) == 1:
        return False  # two syllables before one make a word: 高耗能、高耗水
    if firsts <= DEGREES | NEGATIONS or (firsts == {"有"} and len(members) < 4):
        return False
    if _have_one_object(members):
        return True
    feet = [[token.text for token in cut(m, 0)] for m in members]
    verbal = [f for f in feet if list(map(len, f)) == [1, 2] and tag_chinese(f[0])[:1] in _VERBAL]
    compounds = [f for f in feet if list(map(len, f)) == [2, 1] and tag_chinese(f[0])[:1] != "v"]
    return len(verbal) * 3 >= len(feet) * 2 and not compounds


def _have_one_object(members: Sequence[str]) -> bool:
    """Tell whether members of three syllables are other verbs with one object: 学科学、讲科学、用科学."""
    if {len(member) for member in members} != {_SHORT} or len({m[1:] for m in members}) > 1:
        return False
    verbs = all(m[0] in ACTIONS or tag_chinese(m[0])[:1] in ("v", "p") for m in members)
    return verbs and bool(tag_chinese(members[0][1:])) and not any(map(tag_chinese, members))


def is_name(member: str) -> bool:
    """Tell whether a member is the name of a place, a person or a body."""
    return tag_chinese(member) in _NAME_TAGS and len(member) < _USUAL


def end_in_verbs(members: tuple[str, ...]) -> bool:
    """Tell whether the last word of each member is a verb of two syllables."""
    return all(tag_chinese(m[-2:])[:1] == "v" for m in members)


def are_clauses(members: tuple[str, ...]) -> bool:
    """Tell whether members each end in a verb after a noun: 财政优先保障、社会广泛参与."""
    return end_in_verbs(members) and all(tag_chinese(m[:2])[:1] == "n" for m in members)
