"""Read what a Chinese official document says of itself: who issued it, when, under which number, as what.

The head has the number and the addressees, the foot the signature and the date
(GB/T 9704-2012); a law has in brackets under its title when it was passed and
revised; a decree its number in the order's. What the title lacks the signature
says, and the other way round. Papers with an abstract or keywords are none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.records import Official
from policytext.structure.dates import DATE, find_date
from policytext.structure.letterhead import ATTACHED, DOCUMENT_NUMBER, KIND_OF_PAPER, is_addressees
from policytext.structure.revisions import list_revisions, says_when_passed

if TYPE_CHECKING:
    from policytext.records import Document, Paragraph

_DATE_ALONE = re.compile(rf"(?:成文日期\s*[:：]\s*)?[（(]?\s*{DATE.pattern}\s*[)）]?\Z")
_PASSED = re.compile("通过|公布|发布|颁布|印发|修订|修正|批准|修改")
_OFFICE_END = (
    "国务院|人民政府|政府|委员会|办公厅|办公室|党委|党组|中共中央|中央军委|总工会|联合会|法院|检察院|人大常委会|指挥部|"
    "领导小组|集团|公司|大学|学院|银行|中心|共青团中央|全国妇联|协会|[部委局厅署院会社处]"
)
_ASSEMBLY = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,12}?(?:人民代表大会常务委员会|人民代表大会))第[^，；]{1,12}次?会议"
)
_GIVEN = re.compile(
    rf"[\s（(]*(?P<who>[\u4e00-\u9fff、，]{{2,40}}?(?:{_OFFICE_END}))(?=审判委员会|检察委员会|第|令|发布|公布|颁布|批准|通过|\s)"
)
_TERM = re.compile("第[一二三四五六七八九十百\\d]+届")
_ORDER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,20}?)令\s*[（(]?\s*第?\s*(?P<number>[\d一二三四五六七八九十百〇○零]{1,6})\s*号"
)
_OFFICE = re.compile(rf"[\u4e00-\u9fff（）()·]{{1,30}}?(?:{_OFFICE_END})\Z")
_TITLE_OFFICE = re.compile(
    rf"(?P<who>(?:(?!关于)[\u4e00-\u9fff、，\s（）]){{2,60}}?(?:{_OFFICE_END}))\s*(?=关于|印发|转发|批转|公布|发布|对|令\Z|公告|政府工作报告|工作报告)"
)
_SAME_KINDS = {"复函": "函", "会议纪要": "纪要", "命令": "令"}
# In a title set wide, 通　知, a space stands beside a single character.
_SPACE = re.compile(
    r"(?<=(?<![\u4e00-\u9fff])[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))"
)
_SPLIT = re.compile(r"[、，,\s\u3000]+")
_NOT_LAW = re.compile("[方看做用书说想语手技违依守司办]法\\Z")
_TITLE_YEAR = re.compile("(?P<year>(?:19|20)\\d\\d)年")
_ENTRY = re.compile(r"\s*[2-9]\d?\s*[.．、]\s*\S")
_LONGEST_ENTRY = 200
_DELIVERED = re.compile("工作报告|[会议]上的.{0,6}(?:报告|讲话)")
_ARTICLE = re.compile("第一条|第1条")

HEAD = 15
"""Paragraphs in which the head of a document ends."""

MOST_OFFICES = 20
"""Lines of offices that sign one document together."""


def add_official(document: Document) -> Document:
    """Return the document with what it says of itself as an official one, unchanged where it is none.

    Its year is then that of its date. Addressees, signature and list of
    attachments become front matter, which is not counted.
    """
    if document.language != "zh" or document.abstract or document.keywords:
        return document
    lines = [_read(document, paragraph) for paragraph in document.paragraphs]
    official, formal = _read_official(document, lines)
    if official is None:
        return document
    paragraphs = tuple(
        replace(each, kind="front") if n in formal and each.kind == "prose" else each
        for n, each in enumerate(document.paragraphs)
    )
    year = int(official.date[:4]) if official.date else document.year
    return replace(document, official=official, paragraphs=paragraphs, year=year)


def _read(document: Document, paragraph: Paragraph) -> str:
    """Return the text of a paragraph, without the line breaks of a title."""
    parts = (document.source.text[start:end] for start, end in paragraph.parts)
    return "".join(part.strip() for part in parts)


def _read_official(document: Document, lines: list[str]) -> tuple[Official | None, set[int]]:
    """Return what an official document says of itself, and which lines are its head's and foot's."""
    title = _close_up(document.title.text) if document.title else ""
    kind = _find_kind(title)
    number, year = _find_number(lines[:HEAD])
    passed = [line for line in lines[:HEAD] if DATE.search(line) and _PASSED.search(line)]
    passed = [line for line in passed if _is_note(line)]
    named = _find_title_offices(title)
    signed, date, formal = _find_signature(lines, named)
    addressed = [n for n, line in enumerate(lines[:HEAD]) if is_addressees(line)][:1]
    events = [day for line in passed for day in list_revisions(line)]
    is_law = bool(kind) and any(_ARTICLE.match(section.title) for section in document.sections)
    is_sent = bool(kind) and bool(signed or addressed or date or _DELIVERED.search(title))
    if not (number or events or is_law or is_sent):
        return None, set()
    if events and not (signed or (kind == "令" and date)):
        date = max(events)
    stated = _TITLE_YEAR.match(title) if kind == "报告" else None
    told = [DATE.sub(" ", line) for line in ("".join(lines[:3]), *passed)]
    order = next(filter(None, map(_ORDER.search, told)), None)
    official = Official(
        kind=kind,
        issuers=named or signed or _find_issuers(passed, order),
        number=number or (f"{_shorten(order['who'])}令第{order['number']}号" if order else ""),
        date=document.date or date or (stated["year"] if stated else year),
    )
    formal |= {*addressed, *_list_attached(lines)}
    return official, formal


def _close_up(title: str) -> str:
    """Return a title on one line, without the spaces inside words; those between two offices stay."""
    joined = "".join(line.strip() for line in title.splitlines())
    return _SPACE.sub("", joined)


def _find_kind(title: str) -> str:
    """Return what a document calls itself at the end of its title, empty where it does not."""
    match = KIND_OF_PAPER.search(title)
    if match is None or (_NOT_LAW.search(title[: match.end("kind")]) and match["kind"] == "法"):
        return ""
    return _SAME_KINDS.get(match["kind"], match["kind"])


def _is_note(line: str) -> bool:
    """Tell whether a line of the head only says when a document was passed, published and revised."""
    return line[0] in "（(" or says_when_passed(line) or line.endswith(("公布", "通过", "发布"))


def _find_number(lines: list[str]) -> tuple[str, str]:
    """Return the document's number as it is cited, 国办发〔2019〕6号, and its year."""
    for line in lines:
        match = DOCUMENT_NUMBER.match(line.strip("（()）"))
        if match is None:
            continue
        if match["office"]:
            office = match["office"].replace("发文字号", "").strip("：: ")
            return f"{office}〔{match['year']}〕{match['number']}号", match["year"]
        year = match["order_year"] or ""
        return f"{match['order']}{year and year + '年'}第{match['order_number']}号", year
    return "", ""


def _find_signature(
    lines: list[str], named: tuple[str, ...]
) -> tuple[tuple[str, ...], str, set[int]]:
    """Return the offices that sign, the date below them, and the numbers of these lines.

    Where several have signed, as in a report passed on by another office, it is
    the one that the title has `named`. Without a signature it is the date
    alone: the last line, or one below the title.
    """
    found: list[tuple[tuple[str, ...], str, set[int]]] = []
    alone = [n for n, line in enumerate(lines) if _DATE_ALONE.match(line)]
    for n in alone:
        offices: list[str] = []
        first = n
        while first and n - first < MOST_OFFICES and (said := _split_offices(lines[first - 1])):
            first -= 1
            offices[:0] = said
        if offices and first > 1:
            signed = tuple(dict.fromkeys(offices))
            found.append((signed, find_date(lines[n]), set(range(first, n + 1))))
    if found:
        return next((each for each in found if set(each[0]) & set(named)), found[0])
    last = [n for n in alone if n >= len(lines) - 4 or n < HEAD // 3]
    return (), find_date(lines[last[-1]]) if last else "", set(last)


def _split_offices(line: str) -> list[str]:
    """Return the offices that a line names and nothing else, empty where it says more."""
    if len(line) > 60 or line[-1] in "。；：，！？":
        return []
    whole = re.sub(r"\s+", "", line)
    if _OFFICE.match(whole):
        parts = [part for part in _SPLIT.split(line) if part]
        return parts if all(_OFFICE.match(part) and len(part) > 2 for part in parts) else [whole]
    return []


def _find_title_offices(title: str) -> tuple[str, ...]:
    """Return the offices that a title begins with."""
    match = _TITLE_OFFICE.match(_TITLE_YEAR.sub("", title, count=1))
    if match is None:
        found = _ASSEMBLY.match(_forget_terms(title))
        return (found["who"],) if found else ()
    return tuple(_shorten(part) for part in _SPLIT.split(match["who"]) if part)


def _shorten(office: str) -> str:
    """Return the name of an office without that of the state before it."""
    return office.removeprefix("中华人民共和国") or office


def _find_issuers(passed: list[str], order: re.Match[str] | None) -> tuple[str, ...]:
    """Return who issued a document, as its order or the note that it was passed says."""
    if order:
        return (_shorten(order["who"]),)
    notes = [_forget_terms(line) for line in passed]
    found = next(filter(None, map(_ASSEMBLY.search, notes)), None)
    if found:
        return (found["who"],)
    given = next(filter(None, map(_GIVEN.match, notes)), None)
    return tuple(part for part in _SPLIT.split(given["who"]) if part) if given else ()


def _forget_terms(line: str) -> str:
    """Return a note without dates and terms of office: 第十三届."""
    return _TERM.sub("", DATE.sub(" ", line))


def _list_attached(lines: list[str]) -> set[int]:
    """Return the numbers of the lines that list what is attached: 附件：1.… and those counted on from it."""
    found: set[int] = set()
    for n, line in enumerate(lines):
        if len(line) < _LONGEST_ENTRY and (
            ATTACHED.match(line) or (n - 1 in found and _ENTRY.match(line))
        ):
            found.add(n)
    return found
