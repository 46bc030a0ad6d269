"""Tell the publisher's and the office's lines from the argument's.

Some lines say by their first words what they are (`Copyright: ©`, `收稿日期：`);
others are it because of the heading they stand under (`Funding`).
"""

from __future__ import annotations

import re

from policytext.structure.revisions import says_when_passed

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS = re.compile(r"[<(（\[]?(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}|[一-鿿]{2}")
_DATE = r"(?:\d{4}\s?[年./-]\s?\d{1,2}\s?[月./-](?:\s?\d{1,2}\s?日?)?|(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?\d{4}|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
_EDGE = r"[\s*\\_†‡^{}\[\]<>/\w]{0,3}?"
_KINDS = {
    "corresponding author": re.compile(
        rf"{_EDGE}\s*(?:corresponding\s+authors?\b|correspondence\b(?:\s+(?:to|author|should)|\s*[:：])|e-?mails?(?:\s+address(?:es)?)?\s*[:：]|"
        r"(?:通[讯信]|联系)作者|(?:第一)?作者(?:信息|单位)?\s*[:：]\s*\S*@|电子(?:邮箱|邮件))",
        re.IGNORECASE,
    ),
    "about the author": re.compile(
        r"[\s*_\[【]{0,3}(?:(?:第一)?作者简介|about the authors?\b|author biograph)", re.IGNORECASE
    ),
    "copyright": re.compile(
        rf"{_EDGE}(?:copyright\s*(?:[:：©(]|\d{{4}}|by\b)|©|\(c\)\s*\d{{4}}|版权(?:所有|归|©|声明)|all rights reserved|"
        r"this is an open[- ]access|this (?:article|work|paper) is (?:licensed|distributed|published) under|"
        r"published under (?:a |the )?(?:creative commons|cc)|license\s*:|"
        r"permission to make digital or hard copies|personal use of this material is permitted|this work is licensed under|"
        r".{0,150}©\s*(?:19|20)\d\d\s+copyright\b)",
        re.IGNORECASE,
    ),
    "publication date": re.compile(
        rf"{_EDGE}(?:(?:(?:online|first|date of|e)[\s-]*)?(?:publication|published|posted|issued|released)(?:\s+(?:online|date|on))?\s*[:：]?\s*{_DATE}|"
        rf"(?:date\s+)?(?:received|accepted|revised|available online|manuscript received)(?:\s+date)?\s*[:：]?\s*(?:in\s+revised\s+form\s*[:：]?\s*)?{_DATE}|"
        rf"(?:收稿|修回|发布|发表|出版|成文|印发|公布|定稿|投稿|网络首发)\s?(?:日期|时间)\s*[:：]?\s*\S|"
        rf"(?:(?:时间|日期)\s*[:：]\s*)?[(（]?{_DATE}(?:\s+\d{{1,2}}[:：时]\d\d(?:分|[:：]\d\d)?)?[)）]?\s*\Z)",
        re.IGNORECASE,
    ),
    "funding": re.compile(
        r"[\s*_\[【]{0,3}(?:fund(?:ing)?\s*(?:items?|projects?|program(?:me)?s?|information|statement|sources?)?\s*[:：]|基金项目|资助项目|本文(?:系|为|受|得到)\S{0,60}(?:项目|基金|课题|资助)|"
        r"(?:this|the|our)\s+(?:present\s+)?(?:paper|work|research|study|article|project|publication)\s+(?:is|was|has been|were)\s+(?:\w+\s+)?(?:supported|funded|sponsored|financed)\s+by|"
        r"supported by\b.{0,120}\b(?:fund|foundation|grant|project|program))",
        re.IGNORECASE,
    ),
    "disclosure": re.compile(
        r"[\s*_]{0,3}(?:the\s+)?authors?\s+(?:has|have|declares?|reports?|states?)\s+(?:that\s+)?(?:they\s+have\s+|there\s+(?:is|are)\s+)?no\b.{0,40}(?:conflict|competing|interest)"
        r"|[\s*_]{0,3}no potential conflict|[\s*_]{0,3}(?:conflicts? of interests?|disclosure statement|declaration of (?:competing )?interests?)\s*[:：]|[\s*_【]{0,3}利益冲突",
        re.IGNORECASE,
    ),
    "publisher's note": re.compile(r"[\s*_]{0,3}publisher['’]?s note\b", re.IGNORECASE),
    "publication data": re.compile(
        r"[\s*_\[【（(]{0,3}(?:doi\s*[:：]|https?://(?:dx\.)?doi\.org|issn|(?:acm\s+)?isbn|中图分类号|中图法分类号|文献标[识志]码|文章编号|"
        r"责任编辑|how to cite|cite this (?:article|paper)|citation\s*[:：]|此件公开发布|此件(?:主动|依申请)公开|"
        r"索\s?引\s?号|(?:信息)?来\s?源\s*[:：]|发文(?:机关|字号)|[(（]?网络首发)",
        re.IGNORECASE,
    ),
}
_FUNDED = re.compile(
    r"\b(?:support(?:ed)?|fund(?:ed|ing|s)?|sponsored|financed|grant|project)\b|基金|资助|项目|课题",
    re.IGNORECASE,
)
_BY_SECTION = {
    "funding": "funding",
    "disclosure": "disclosure",
    "publisher's note": "publisher's note",
}
# What the publisher prints about a paper is short; prose that happens to open likewise is not.
_LONGEST = {
    "corresponding author": 400,
    "publication date": 200,
    "funding": 1000,
    "publication data": 400,
}
_CUE = re.compile(  # of small letters, for a pattern of either case is looked for several times as long
    r"[@©\d]|corresp|copyright|publi|permi|licen|isbn|fund|基金|author|作者|版权|rights|open|support|date|日期|时间|doi|issn|号|利益|编辑|公开|来|[〇○零一二三四五六七八九]年|cit|课题|资助|this"
)
_STATED = (
    re.compile(r"(?:©|\(c\)|copyright|版权所有)\D{0,40}?(?P<year>(?:19|20)\d\d)", re.IGNORECASE),
    re.compile(
        r"(?:publi|发布|发表|出版|印发|成文|公布|issued|released)[^\d]{0,40}(?:\d{1,2}(?:st|nd|rd|th)?,?\s+(?:[a-z]{3,9}\.?,?\s+)?)?(?P<year>(?:19|20)\d\d)",
        re.IGNORECASE,
    ),
)


_OTHER_DATE = re.compile("receiv|accept|revis|收稿|修回|投稿|定稿", re.IGNORECASE)
_YEAR = re.compile("(?P<year>(?:19|20)\\d\\d|[一二][〇○零九][〇○零一二三四五六七八九]{2}(?=年))")
_HAN_DIGITS = {ord(digit): str(n) for n, digit in enumerate("〇一二三四五六七八九")} | {
    ord("○"): "0",
    ord("零"): "0",
}


def match_boilerplate(text: str) -> str | None:
    """Return what kind of boilerplate a piece is by its own words, nothing when it is none.

    >>> match_boilerplate("SPLC ’24, Dommeldange © 2024 Copyright held by the authors."), match_boilerplate("ACM ISBN 979-8")
    ('copyright', 'publication data')
    >>> match_boilerplate("*Corresponding author. Email: a@b.cn"), match_boilerplate("Copyright law in China")
    ('corresponding author', None)
    """
    if not _CUE.search(text[:80].lower()):
        return None
    if "@" in text and _holds_only_addresses(text):
        return "corresponding author"
    for kind, opening in _KINDS.items():
        if opening.match(text) and len(text) <= _LONGEST.get(kind, 2000):
            return kind
    return "publication date" if says_when_passed(text) else None


def is_address(text: str) -> bool:
    """Tell whether a line is the address of a page and nothing else.

    >>> is_address("https://flk.npc.gov.cn/"), is_address("See www.a.cn for more")
    (True, False)
    """
    may_be = "://" in text or text.startswith(("www.", "WWW."))
    return may_be and bool(_ADDRESS.fullmatch(text))


def _holds_only_addresses(text: str) -> bool:
    """Tell whether nothing but marks is left of a line when its e-mail addresses are taken out."""
    return len(text) <= _LONGEST["corresponding author"] and not _WORD.search(_EMAIL.sub("", text))


def match_in_section(text: str, role: str | None) -> str | None:
    """Return what kind of boilerplate a paragraph is under a heading that names `role`."""
    if role == "acknowledgement":
        return "funding" if _FUNDED.search(text) else None
    return _BY_SECTION.get(role or "")


def read_stated_year(text: str, kind: str) -> int | None:
    """Return the year that boilerplate of a kind states, nothing when it is another date's.

    >>> read_stated_year("Copyright: © 2022 Author(s)", "copyright")
    2022
    >>> read_stated_year("Received: 3 May 2020", "publication date")
    """
    if kind not in ("copyright", "publication date"):
        return None
    for said in _STATED:
        match = said.search(text)
        if match:
            return int(match["year"])
    if kind == "copyright" or _OTHER_DATE.search(text):
        return None
    match = _YEAR.search(text)
    return int(match["year"].translate(_HAN_DIGITS)) if match else None
