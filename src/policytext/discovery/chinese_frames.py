"""Find the parallel slogans of Chinese policy by the frames that hold them up as such.

Four-character phrases of one length set side by side (对举, 排比) are everywhere in
official prose; a slogan among them is one that is *adhered to* or *carried out*
as a whole, or named *policy*, *principle*, *requirement* or *mechanism*
(Schoenhals 1992, *Doing Things with Words in Chinese Politics*, on formulations
that are to be repeated to the letter). So a list counts here when all its
members have one length, and a verb of adherence governs it or such a noun
closes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.folding import HAN
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

ADHERENCE = "坚持|贯彻|践行|秉承|秉持|牢记|遵循|恪守|执行|奉行|弘扬"
"""Verbs whose object is a line to be held to."""

GOVERNING = (
    rf"{ADHERENCE}|按照|根据|实行|实施|采取|提出|建立|健全|形成|构建|完善|落实|推行|树立|做到|运用"
)
"""Verbs that may stand before a slogan that a noun names as such."""

NAMING = "方针|原则|总要求|要求|理念|机制|政策|格局|体制|办法|措施|战略|思路|目标|局面|准则|精神|方法|工作法"
"""Nouns that name what a slogan is."""

_LIST = rf"[{HAN}]{{3,24}}(?:[、，；][{HAN}]{{3,24}})+"
_ADHERED = re.compile(rf"(?:{ADHERENCE})(?:落实|实行|好)?“?(?P<list>{_LIST})")
_NAMED = re.compile(rf"(?P<list>{_LIST})”?(?:等)?的?(?:基本|工作|建设|指导|根本)?(?:{NAMING})")
_GOVERNED = re.compile(rf"(?:{GOVERNING}|以|了|的|把)$")
_AFTER = re.compile(rf"$|[，。；”的、等]|相结合|(?:{NAMING})")
_SEPARATOR = re.compile("[、，；]")
_CLAUSE = re.compile("[，；]")
_LOOSE = re.compile("[和与及的等]|^[一二三四五六七八九十两双第]")
_SHORT, _USUAL, _MOST = 3, 4, 12  # characters of a member


def find_framed(text: str) -> Iterator[Candidate]:
    """Yield the slogans of a text that a frame holds up, by frame and position.

    >>> [c.text for c in find_framed("坚持人民至上、生命至上，把安全放在首位。")]
    ['人民至上、生命至上']
    >>> [c.text for c in find_framed("按照“产权清晰、权责明确、政企分开”的要求。")]
    ['产权清晰、权责明确、政企分开']
    >>> list(find_framed("推进机构改革、职能转变。"))
    []
    """
    for match in _ADHERED.finditer(text):
        yield from _read(text, *match.span("list"), governed=True)
    for match in _NAMED.finditer(text):
        yield from _read(text, *match.span("list"), governed=False)


def _read(text: str, start: int, end: int, *, governed: bool) -> Iterator[Candidate]:
    """Yield the even members of a list: its first one cut off from what governs it, its last from what follows."""
    if text[start - 1 : start] != "“":  # between quotation marks a comma may part members too
        start, end = _keep_clause(text, start, end, governed=governed)
    edges = [start, *(match.end() for match in _SEPARATOR.finditer(text, start, end))]
    parts = [text[a:b].rstrip("、，；") for a, b in zip(edges, [*edges[1:], end], strict=True)]
    size = min(map(len, parts[:-1] if governed else parts[1:]), default=0)
    if len(parts[0]) < size or len(parts[-1]) < size:
        return
    first = start if governed else start + len(parts[0]) - size
    last = edges[-1] + size
    members = [text[first : start + len(parts[0])], *parts[1:-1], text[edges[-1] : last]]
    if not governed and len(parts[0]) > size and not _GOVERNED.search(text[:first][-6:]):
        return
    if _AFTER.match(text, last) and _is_even(members, least=_SHORT if governed else _USUAL):
        written = text[first:last]
        normal = _SEPARATOR.sub("", written)
        quoted = text[first - 1 : first] == "“"
        yield Candidate(
            first, last, written, "zh", "framed slogan", (), normal, quoted, certain=True
        )


def _keep_clause(text: str, start: int, end: int, *, governed: bool) -> tuple[int, int]:
    """Return the part of a list that lies in one clause: the first one after a verb, the last before a noun."""
    commas = [match.start() for match in _CLAUSE.finditer(text, start, end)]
    if not commas:
        return start, end
    return (start, commas[0]) if governed else (commas[-1] + 1, end)


def _is_even(members: list[str], least: int) -> bool:
    """Tell whether members are alike enough to be one slogan: of one length, none a count, none a phrase of two.

    They have `least` characters or more. Members of three must be three at
    least; those of more than four must share one at their beginning or end.
    """
    sizes = {len(member) for member in members}
    if len(members) < 2 or len(sizes) > 1 or len(set(members)) < len(members):
        return False
    size = sizes.pop()
    if size < least or any(_LOOSE.search(member) for member in members):
        return False
    if size == _SHORT:
        return len(members) > 2
    echoed = len({m[0] for m in members}) == 1 or len({m[-1] for m in members}) == 1
    return size == _USUAL or (size <= _MOST and echoed)
