"""Read when a speech or a report was delivered, and by whom, from the lines under its title.

`——2023年3月5日在第十四届全国人民代表大会第一次会议上`, `Delivered at the First Session … on
March 5, 2008`; and near it the speaker with the post held: `国务院总理 李克强`,
`Wen Jiabao` over `Premier of the State Council`. None of these lines is the
title's or the argument's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.structure.authors import Name, read_names
from policytext.structure.dates import DATE, find_day
from policytext.structure.letterhead import is_addressees

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.structure.pieces import Piece

_REACH = 15  # pieces; a page may put its source, its day and the size of its letters between
_BESIDE = 5  # pieces between the line that says where, or the title, and the speaker
_LONGEST = 200
_LEAD = r"[\s（(—–―─－-]*"
_OCCASION = "(?:会|会议|大会|全会|座谈会|仪式|论坛|集会|典礼|活动|大学|学院|党校)上"
_HELD = re.compile(
    rf"{_LEAD}{DATE.pattern}\s*(?:[上下]午)?[在于][^。；：]{{2,100}}?{_OCCASION}(?=[\s)）]|\Z)[)）]?"
)
_HELD_BEGINS = re.compile(rf"{_LEAD}{DATE.pattern}\s*(?:[上下]午)?[在于][^。；：]{{2,80}}\Z")
_HELD_ENDS = re.compile(rf"[^。；：\s]{{2,60}}{_OCCASION}[)）]?\Z")
_SPEECH = re.compile(
    r"(?:上(?:所?作?)?的[^，。；：]{0,8}(?:讲话|报告|致辞|致词|演讲|讲演|发言|说明|总结)|工作报告)(?:[（(][^（）()]{1,12}[)）])?\Z"
)
_SPEECH_ENDS = tuple("话告辞词讲演言明结)）")
_HELD_ENGLISH = re.compile(
    r"[\s(—–-]*(?:(?:an?\s+|the\s+)?(?:keynote\s+)?(?:report|speech|address|statement|lecture|remarks)\s+)?"
    r"(?:delivered|presented|given|made|read)\s+(?:at|to|before|in|on|by)\b[^;:]{2,180}(?<![.])\Z",
    re.IGNORECASE,
)
_POSTS = "总理|主席|委员长|行政长官|省长|市长|区长|县长|州长|旗长|盟长|镇长|乡长|部长|局长|厅长|署长|院长|检察长|会长|校长|书记|主任|秘书长"
_SPEAKER = re.compile(
    rf"\S{{0,40}}(?:{_POSTS})(?:、\S{{2,20}}(?:{_POSTS}))?[\s\u3000]+"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff][\s\u3000]+[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{2,8}(?:[·•‧][\u4e00-\u9fff]{2,8})+)\Z"
)
_POST = re.compile(
    r"[,\s]*(?:the\s+)?(?:(?:vice|deputy|acting|executive)[\s-]+)*(?:premier|president|prime minister|minister|governor|mayor|"
    r"chair(?:man|woman|person)?|(?:general\s+)?secretary(?:[\s-]general)?|state councill?or|director(?:[\s-]general)?|head|"
    r"commissioner|ambassador|chief executive)\s+(?:of|to|for)\b[^.;:]{2,120}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the lines under a title say of its delivery.

    `lines` are the numbers of the pieces that say it and nothing else; `date`
    is written from the year down, empty where none is stated; `speaker` is
    nothing where no one is named. `title` is the number of the piece above them
    that calls itself a speech or a report.
    """

    lines: frozenset[int] = frozenset()
    date: str = ""
    speaker: Name | None = None
    title: int | None = None


def find_delivery(pieces: list[Piece]) -> Delivery:
    """Return what the head of a paper says of its delivery, empty where it says nothing."""
    head = _cut_head(pieces)
    titled = next((n for n, piece in enumerate(head) if _is_speech(piece.text)), None)
    held = next((n for n in range(len(head)) if _count_held(head, n)), None)
    if held is None:
        if titled is None:
            return Delivery()
        speaker, lines = _find_speaker(head, range(titled + 1, titled + 1 + _BESIDE))
        return Delivery(lines, find_day(head[titled].text), speaker, titled)
    end = held + _count_held(head, held)
    said = "".join(piece.text for piece in head[held:end])
    after = range(end, end + _BESIDE)
    before = range(max(held - _BESIDE, 1 if titled is None else titled + 1), held)
    speaker, lines = _find_speaker(head, [end - 1, *after, *before])
    date = find_day(said) or (find_day(head[end].text) if end < len(head) else "")
    return Delivery(lines | frozenset(range(held, end)), date, speaker, titled)


def _cut_head(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces above the addressees, or the first long one."""
    head = pieces[:_REACH]
    stops = (n for n, p in enumerate(head) if len(p.text) > _LONGEST or is_addressees(p.text))
    return head[: next(stops, len(head))]


def _is_speech(text: str) -> bool:
    """Tell whether a line calls what follows a speech or a report."""
    return text.endswith(_SPEECH_ENDS) and bool(_SPEECH.search(text))


def _count_held(head: list[Piece], at: int) -> int:
    """Return how many lines from number `at` on say where a speech was held, 0 where none begins."""
    text = head[at].text
    if _HELD.match(text) or (at and _HELD_ENGLISH.match(text)):
        return 1
    goes_on = (
        at + 1 < len(head) and _HELD_BEGINS.match(text) and _HELD_ENDS.match(head[at + 1].text)
    )
    return 2 if goes_on else 0


def _find_speaker(head: list[Piece], places: Iterable[int]) -> tuple[Name | None, frozenset[int]]:
    """Return who spoke, as the first of some lines that names one says, and the lines this takes."""
    for at in places:
        if at < len(head) and (speaker := _read_speaker(head[at])):
            posted = at + 1 < len(head) and _POST.match(head[at + 1].text)
            return speaker, frozenset({at, at + 1} if posted else {at})
    return None, frozenset()


def _read_speaker(piece: Piece) -> Name | None:
    """Return the speaker that a line names, alone or with the post held, nothing where it says more."""
    held = _HELD.match(piece.text)
    begin = held.end() if held else 0
    begin += len(piece.text[begin:]) - len(piece.text[begin:].lstrip())
    said = piece.text[begin:]
    if found := _SPEAKER.match(said):
        start = piece.start + begin + found.start("name")
        return Name(start, piece.end, found["name"], frozenset())
    names, end = read_names(said, piece.start + begin)
    rest = said[end:]
    return names[0] if len(names) == 1 and (not rest.strip() or _POST.match(rest)) else None
