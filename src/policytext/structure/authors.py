"""Read who wrote a paper, and where they work, from the lines under its title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policytext.structure.marks import blank_marks, find_marks, match_leading, read_keys


@dataclass(frozen=True, slots=True)
class Name:
    """An author's name in the source text and what the marks after it point to."""

    start: int
    end: int
    text: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Address:
    """An affiliation in the source text, without its mark, and what that mark says."""

    start: int
    end: int
    text: str
    keys: frozenset[str]


# The 100 most frequent surnames cover 85 % of the people of China (Ministry of Public Security,
# name report 2020); the rest are those that turn up in policy papers.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝习"
)
_HAN_NAME = re.compile(
    rf"(?:(?:欧阳|司马|上官|诸葛|司徒|东方|慕容|皇甫|尉迟|公孙|令狐|长孙|宇文)[一-鿿]{{1,2}}"
    rf"|[{_SURNAMES}][\s\u3000]+[一-鿿](?![一-鿿])|[{_SURNAMES}][一-鿿]{{1,2}}"
    r"|[一-鿿]{2,}·[一-鿿·]{2,})\Z"
)
_LATIN_NAME = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w'’.‐-]*|de|da|del|van|von|der|den|bin|al|la|le|di|du|dos)"
    r"(?:[\s\u00a0]+|\Z)){2,5}\Z"
)
_TITLES = re.compile(
    r"(?:(?:prof(?:essor)?|dr|mr|mrs|ms|associate prof(?:essor)?)\.?\s+)+", re.IGNORECASE
)
_DEGREE = re.compile(r"(?:ph\.?\s?d|m\.?d|m\.?a|m\.?sc|mba|llm|jr|sr|i{2,3})\.?\Z", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:by\s+|authors?\s*[:：]\s*|written by\s+|作\s*者\s*[:：]\s*|文\s*[/／|]\s*)", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"\s*(?:[,;，；、&|/]|\band\b|\bwith\b|(?<=[\u4e00-\u9fff])(?:\s{2,}|\u3000+)(?=[\u4e00-\u9fff]))\s*"
)
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]")
_PLACE_OF_WORK = re.compile(
    r"\b(?:universit(?:y|ies)|college|school|institut(?:e|ion)|academy|department|dept|faculty|cent(?:er|re)|"
    r"laborator(?:y|ies)|lab|hospital|ministry|bureau|committee|office|company|co\.|ltd|inc|corporation|commission|"
    r"federation|association|foundation|bank|organi[sz]ation|society|council|press|division|library|"
    r"government|union|think tank|research)\b"
    r"|大学|学院|研究[院所室]|中心|党校|医院|委员会|公司|编辑部|[^\s]{2,}(?:学校|系|局|厅|所|院)(?=[\s,，;；)）]|\Z)",
    re.IGNORECASE,
)
_LONGEST_LINE = 400
_EDGES = " \t\n\r\u3000,，;；.。、"


def names_place_of_work(text: str) -> bool:
    """Tell whether a short line names an institution."""
    return len(text) <= _LONGEST_LINE and bool(_PLACE_OF_WORK.search(text))


def read_names(text: str, start: int) -> tuple[list[Name], int]:
    """Return the names a line opens with, and where in the line they end.

    No names where the line opens with something else. `start` is the place of
    the line in the source text.

    >>> names, _ = read_names("Yuanjie Zhang^{1,2*}, Dashuai Li¹", 0)
    >>> [(name.text, sorted(name.keys)) for name in names]
    [('Yuanjie Zhang', ['1', '2']), ('Dashuai Li', ['1'])]
    """
    if len(text) > _LONGEST_LINE or "@" in text:
        return [], 0
    marks = find_marks(text, digits=True)
    bare = blank_marks(text, marks)
    label = _LABEL.match(bare)
    done = label.end() if label else 0
    names: list[Name] = []
    end_of_names = 0
    for begin, end in _cut_items(bare, done):
        item = bare[begin:end].strip(_EDGES)
        if not item or _DEGREE.match(item):
            continue
        title = _TITLES.match(item)
        begin = bare.index(item, begin) + (title.end() if title else 0)  # noqa: PLW2901
        name = bare[begin:end].rstrip(_EDGES)
        if not _is_name(name):
            break
        after = begin + len(name)
        names.append(
            Name(start + begin, start + after, name, _read_keys_after(text, marks, after, end))
        )
        end_of_names = end
    return names, end_of_names


def _cut_items(bare: str, begin: int) -> list[tuple[int, int]]:
    """Return what stands between the separators of a line of names, to the first bracket."""
    bracket = re.search(r"[(（]", bare)
    stop = bracket.start() if bracket else len(bare)
    items = []
    for match in _SEPARATOR.finditer(bare, begin, stop):
        items.append((begin, match.start()))
        begin = match.end()
    items.append((begin, stop))
    return [part for item in items for part in _cut_spaced_names(bare, *item)]


def _cut_spaced_names(bare: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Cut Chinese names that only a space parts: 张三 李四."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", bare[begin:end])]
    if len(words) > 1 and all(
        stop - at > 1 and _HAN_NAME.match(bare[begin + at : begin + stop]) for at, stop in words
    ):
        return [(begin + at, begin + stop) for at, stop in words]
    return [(begin, end)]


def _read_keys_after(
    text: str, marks: list[tuple[int, int]], after: int, end: int
) -> frozenset[str]:
    """Return what the marks between a name and the next one point to."""
    keys: set[str] = set()
    for start, stop in marks:
        if after <= start and (start < end or not text[end:start].strip()):
            keys |= read_keys(text[start:stop])
    return frozenset(keys)


def _is_name(item: str) -> bool:
    """Tell whether a few words are a person's name."""
    if _HAN_WORD.search(item):
        return bool(_HAN_NAME.match(item))
    if not _LATIN_NAME.match(item) or names_place_of_work(item):
        return False
    return bool(re.search(r"\w{2,}", item)) and not any(letter.isdigit() for letter in item)


def read_addresses(text: str, start: int) -> list[Address]:
    """Return the addresses of a line, cut at their marks: `¹School of …; ²Faculty of …`.

    >>> [(a.text, sorted(a.keys)) for a in read_addresses("1. Hohai University; 2. Party School", 0)]
    [('Hohai University', ['1']), ('Party School', ['2'])]
    """
    begins = [0, *(m.end() for m in re.finditer(r"[;；\n]\s*|[,，.。]\s+(?=[\^¹²³⁴-⁹<\d])", text))]
    cuts = []
    for begin in begins:
        at, keys = match_leading(text, begin)
        if begin == 0 or keys:
            cuts.append((begin, at, keys))
    if not any(keys for _, _, keys in cuts):  # no marks at all: semicolons part them
        cuts = [(at, at, set()) for at in [0, *(m.end() for m in re.finditer(r"[;；]\s*", text))]]
    addresses = []
    for n, (_, at, keys) in enumerate(cuts):
        end = cuts[n + 1][0] if n + 1 < len(cuts) else len(text)
        lead = len(text[at:end]) - len(text[at:end].lstrip(_EDGES + "(（"))
        raw = text[at + lead : end].rstrip(_EDGES)
        if raw.endswith((")", "）")) and not re.search(r"[(（]", raw):
            raw = raw[:-1].rstrip(_EDGES)
        if raw:
            begin = start + at + lead
            addresses.append(Address(begin, begin + len(raw), raw, frozenset(keys)))
    return addresses
