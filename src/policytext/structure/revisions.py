"""Read when a law was passed, published and revised, as the notes under its title say.

A note is a line of clauses: the day, the assembly, what it did. The decision by
which a law was revised is often longer than all the rest
(《关于修改〈中华人民共和国农业技术推广法〉…的决定》), and no measure of a note, so names of
papers are left out before anything is measured.
"""

from __future__ import annotations

import re
from functools import lru_cache

from policytext.structure.dates import DATE, write_date

_NAME = re.compile(r"《(?:[^《》]|《[^《》]*》)*(?:》|\Z)")
_REVISES = re.compile("[〈《<]?关于(?:修改|修订|修正|废止)")
_OPENS = re.compile(rf"[\s（(]*(?:根据|依据|自)?\s*{DATE.pattern}")
_FIRST = frozenset("（( \t\u3000根依自12一二")
"""What the first letter of a note is; nearly every paragraph is told from one by that."""

_DONE = "通过|公布|发布|颁布|印发|修订|修正|批准|修改"
_EVENT = re.compile(_DONE)
_CLAUSE_DONE = re.compile(rf"{_DONE}|施行|实施|生效")
_SENTENCE = re.compile("[。：:？！](?=.)|了")
_BRACKETS = re.compile(r"[（(][^（）()]{0,60}[)）]")
_EDGES = " \t\r\n\u3000（()），,；、。"
_SHARING = ("、", "和", "与", "及")
"""How a clause ends that leaves to the next one what both assemblies did: 甲于…会议、乙于…会议通过."""

_LONGEST_CLAUSE = 80


def says_when_passed(line: str) -> bool:
    """Tell whether a line only says when a law was passed, published and revised.

    >>> says_when_passed("2021年12月24日 全国人民代表大会常务委员会第三十二次会议《关于修改〈甲法〉的决定》修正")
    True
    >>> says_when_passed("2021年12月24日，甲市通过了新的办法，各区随后也作了修订。")
    False
    """
    return line[:1] in _FIRST and bool(_OPENS.match(line)) and _is_note(line)


@lru_cache(maxsize=64)  # all who read the head of a law ask about its lines
def _is_note(line: str) -> bool:
    """Tell whether a line that opens with a day is made of clauses, each as short as what an assembly did."""
    bare = _drop_names(line.strip(_EDGES))
    if _SENTENCE.search(bare):
        return False
    begins = [match.start() for match in DATE.finditer(bare)]
    clauses = [bare[a:b] for a, b in zip(begins, [*begins[1:], len(bare)], strict=True)]
    if any(len(clause) > _LONGEST_CLAUSE or _parts(clause) > 1 for clause in clauses):
        return False
    return bool(_CLAUSE_DONE.search(clauses[-1]))


def _parts(clause: str) -> int:
    """Return into how many parts commas cut a clause."""
    return len(re.split("[，,]", clause.rstrip(_EDGES + "自从根据和并经由")))


def list_revisions(line: str) -> list[str]:
    """Return the days on which a law was passed, published and revised, as a line says.

    >>> list_revisions("（1986年4月12日甲会议通过　根据2018年12月29日乙会议《关于修改〈丙法〉的决定》第二次修正，自2019年1月1日起施行）")
    ['1986-04-12', '2018-12-29']
    """
    bare = _drop_names(line.strip(_EDGES))
    found = list(DATE.finditer(bare))
    ends = [*(match.start() for match in found[1:]), len(bare)]
    days: list[str] = []
    is_done = False
    for match, end in zip(reversed(found), reversed(ends), strict=True):
        clause = bare[match.end() : end].partition("。")[0]
        shares = is_done and clause.rstrip().endswith(_SHARING)
        is_done = shares or bool(_EVENT.search(clause))
        days += [write_date(match)] * is_done
    return days[::-1]


def _drop_names(line: str) -> str:
    """Return a line without the names of papers and without brackets inside it; a decision to revise stays as that."""
    return _BRACKETS.sub("", _NAME.sub(_shorten_name, line))


def _shorten_name(match: re.Match[str]) -> str:
    """Return what stays of a name: that it is a decision to revise."""
    return "修改" if _REVISES.match(match[0], 1) else ""
