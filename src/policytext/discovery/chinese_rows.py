"""Rows of Chinese members that no mark parts and that repeat one syllable in one place: 敢想敢说敢做, 强农惠农富农.

| shared | members | example | what makes it sure |
|---|---|---|---|
| first | of two syllables | 管权管事管人 | the syllable is a verb, or says how all is done: 共, 同, 宜 |
| last | of two syllables | 尊法学法守法用法 | what goes before it is mostly a verb |
| first | of three syllables | 进教材进课堂进头脑 | a verb before words |
| last | of three syllables | 市场化法治化国际化 | the suffix 化 or 感 behind words, or 的 behind a mark |

That a row repeats one syllable in one place is a figure (反复, 排比: Chen Wangdao 1932,
*Xiucixue fafan*). Rows of things repeat one too: 大江大河大湖 and 农业农村农民 share an
attribute or a noun, 财力物力人力 a head, and 供水供气供电 are words that any dictionary has. A verb
of one syllable with its object is a phrase made for the occasion, not a word (Lü Shuxiang 1963
on the share of one and two syllables). Where a row begins no mark says; a word does not straddle its ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_series import is_edge
from policytext.discovery.chinese_words import ACTIONS
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROW = re.compile(
    rf"(?P<by>[{HAN}])(?:(?P<pairs>[{HAN}](?P=by)(?:[{HAN}](?P=by))+)|[{HAN}]{{2}}(?P=by)(?:[{HAN}]{{2}}(?P=by))+)"
)
_BOTH = frozenset("共同互相边宜敢爱真定")
"""Syllables that say how each of several things is done, which a dictionary may not call verbs."""
_PLAIN = frozenset("是有无没为到在使让把被由给对将")
"""Verbs that say too little for a slogan, and prepositions that were verbs."""
_TURNED = frozenset("化感")
"""Suffixes that make of a word what is to become, or is to be felt."""
_ALL_HAN = re.compile(f"(?:(?![和与及或])[{HAN}])+")
_LEAD = re.compile(f"[{HAN}]+$")
_TAIL = re.compile(f"[{HAN}]+")
_REACH = 4  # characters on either side of a place in which a word may straddle it


def find_rows(text: str) -> Iterator[Candidate]:
    """Yield the rows without marks of a text whose members repeat one syllable in one place.

    >>> [c.text for c in find_rows("提倡敢想敢说敢做的精神，提高强农惠农富农政策效能。")]
    ['敢想敢说敢做', '强农惠农富农']
    >>> list(find_rows("治理大江大河大湖，投入财力物力人力。"))
    []
    """
    for match in _ROW.finditer(text):
        size = 2 if match["pairs"] else 3
        begins = (match.start(), match.start() - size + 1)  # the shared syllable first, or last
        for begin, is_row in zip(begins, _READINGS[size], strict=True):
            end = begin + (len(match[0]) // size + 1) * size
            if begin >= 0 and end <= len(text) and _is_row(text, begin, end, size, is_row):
                written = text[begin:end]
                yield Candidate(
                    begin, end, written, "zh", "row", (), written, quoted=False, certain=True
                )
                break


def _is_row(
    text: str, begin: int, end: int, size: int, is_row: Callable[[list[str], str, str], bool]
) -> bool:
    """Tell whether a place holds different members that are a row by what they share, with words that begin and end there."""
    members = [text[at : at + size] for at in range(begin, end, size)]
    if len(set(members)) < len(members) or not _ALL_HAN.fullmatch(text, begin, end):
        return False
    lead, tail = text[max(0, begin - _REACH) : begin], text[end : end + _REACH]
    if not is_row(members, lead, tail):
        return False
    before, after = _LEAD.search(lead), _TAIL.match(tail)
    opened = is_edge(before[0] if before else "", members[0])
    return opened and is_edge(members[-1], after[0] if after else "")


def _open_alike(members: list[str], _lead: str, _tail: str) -> bool:
    """Tell whether a verb opens all members of two syllables, of which one is no word or all are verbs: 管权管事管人, not 供水供气供电."""
    tags = {tag_chinese(member) for member in members}
    verbs = "v" in tags and tags <= {"v", "n"}  # 交往交流交融
    return _is_act(members[0][0]) and ("" in tags or verbs)


def _close_alike(members: list[str], _lead: str, _tail: str) -> bool:
    """Tell whether one syllable closes all members of two, of which one is no word and half or more open with a verb: 强农惠农富农."""
    tags = {tag_chinese(member) for member in members}
    acts = sum(_is_act(member[0]) for member in members)
    return tags == {"v"} or ("" in tags and acts * 2 >= len(members))


def _act_alike(members: list[str], _lead: str, _tail: str) -> bool:
    """Tell whether one verb opens all members of three syllables and words follow it: 进教材进课堂进头脑."""
    return _is_act(members[0][0]) and all(tag_chinese(member[1:]) for member in members)


def _turn_alike(members: list[str], lead: str, tail: str) -> bool:
    """Tell whether words become something (市场化法治化国际化), or are attributes of one thing that a mark parts from what goes before."""
    if not all(tag_chinese(member[:-1]) for member in members):
        return False
    last = members[0][-1]
    if last != "的":
        return last in _TURNED
    said = {tag_chinese(member[:-1])[:1] for member in members} <= {"n", "a"}
    return said and not _LEAD.search(lead) and bool(_TAIL.match(tail))


def _is_act(syllable: str) -> bool:
    """Tell whether a syllable is a verb, or says how things are done."""
    verb = syllable in ACTIONS or tag_chinese(syllable)[:1] == "v"
    return syllable in _BOTH or (verb and syllable not in _PLAIN)


_READINGS = {2: (_open_alike, _close_alike), 3: (_act_alike, _turn_alike)}
"""What makes a row sure by the length of its members, where they share the first syllable and where the last."""
