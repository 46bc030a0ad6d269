"""Cut an enumeration into its items, so that they are as many as they should be.

`A and B of C, D and E` can be cut in several ways; the numeral of the label
says which is meant. The levels of coordination are tried from the outermost
in (Huddleston & Pullum 2002, chapter 15, on multi-layered coordination;
GB/T 15834-2011 on 、 and ；): a semicolon separates what has commas inside, a
comma what has conjunctions inside, and of several conjunctions in the last
comma group one marks the last item. Between cuts of one level parallelism
decides: items of one list are built alike. Nothing is cut inside quotation
marks or brackets.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_HAN_WITH = (
    r"(?<![总饱温缓柔附])和(?!谐|睦|善|气|缓|衷|约(?!束|定)|平(?![等安台原均稳时板面行衡])"
    r"|美(?![国化观德丽术育好])|解(?![决放释除读答散])|(?<=共和)国)"
)
_HAN_AND = (
    rf"(?:以及|{_HAN_WITH}|(?<![参赋])与(?!会|时|其|日俱)|(?<![涉普危顾提触波惠])及(?!时|其|早|格))"
)
"""What joins two Chinese items; 和, 与 and 及 are also syllables of words: 和谐, 和平, 参与, 普及."""

_SEMICOLON = re.compile(r"\s*[;；]\s*(?:(?:and|or|and\s+also|以及|并且|并)\b\s*)?")
_COMMA = re.compile(
    r"\s*[,，]\s*(?:(?:and|or|as\s+well\s+as)\b\s*"
    rf"|(?:{_HAN_AND}|并(?!购|网|轨|联|举|重|列|行))(?=\S))?"
)
_LIST_COMMA = re.compile(rf"\s*、\s*(?:以及|{_HAN_WITH})?\s*")
_CONJUNCTION = re.compile(r"\s+(?:and|or|as\s+well\s+as|plus)\s+", re.IGNORECASE)
_HAN_CONJUNCTION = re.compile(rf"\s*{_HAN_AND}\s*")
_COLON = re.compile(r"\s*(?:[：]|:(?=\D))")
_CLOSED = re.compile(
    r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|《[^《》]*》|「[^「」]*」|（[^（）]*）|\([^()]*\)|\[[^\[\]]*\]"
)
"""Quotations and brackets, which no separator outside them can cut."""

_LEAD = re.compile(
    r"""
    (?: [\s"“‘'「]+
      | [①-⑳]
      | [（(][\da-z一二三四五六七八九十]{1,2}[)）]
      | (?:the|an?|both|and|or|to|that|is\ to|are\ to|is|are|also|first|finally)\s+
      | 一[个项条种类]就?是(?=\S\S)
      | (?:以及|并且|(?:分别|主要)(?:是|为|指)?|同时|即)(?=\S\S)
    )+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRAIL = re.compile(
    r"""[\s"”’'」.,，。;；:：、—–]+$|\s*(?:等等?|etc\.?|and\ so\ (?:on|forth))$|\s+(?:and|or|as\ well\ as)$""",
    re.VERBOSE,
)
_SEPARATOR = re.compile("[、，；;]|,\\s")
_CLAUSE_END = re.compile("[,，;；：:]")
_QUOTED = r"(?:[“\"]([^“”\"]{1,80})[”\"])"
_BETWEEN_QUOTED = r"\s*(?:[,，、;；]\s*)?(?:and\s|or\s|和|与|及|以及)?\s*"
_QUOTED_LIST = re.compile(rf"{_QUOTED}(?:{_BETWEEN_QUOTED}{_QUOTED})+")
_ONE_QUOTED = re.compile(_QUOTED)


def cut_english(text: str, start: int, end: int, sizes: Sequence[int]) -> list[Span]:
    """Return the items of `text[start:end]` at the outermost level where they are one of `sizes`, else none.

    >>> text = "registration and filing, annual report and evaluation"
    >>> [text[a:b] for a, b in cut_english(text, 0, len(text), (2,))]
    ['registration and filing', 'annual report and evaluation']
    >>> [text[a:b] for a, b in cut_english(text, 0, len(text), (3,))]
    ['registration and filing', 'annual report', 'evaluation']
    """
    for level in _english_levels(text, start, end, min(sizes)):
        if fitting := [items for items in level if len(items) in sizes]:
            return max(fitting, key=lambda items: measure_likeness(text, items))
    return []


def cut_chinese(text: str, start: int, end: int, sizes: Sequence[int]) -> list[Span]:
    """Return the items of `text[start:end]`, as `cut_english`; a list of 、 is over at the next comma.

    >>> text = "政治意识、大局意识、核心意识和看齐意识，坚决落实"
    >>> [text[a:b] for a, b in cut_chinese(text, 0, len(text), (4,))]
    ['政治意识', '大局意识', '核心意识', '看齐意识']
    """
    outer, *inner = chinese_levels(text, start, end, min(sizes))
    for levels, wanted in ([outer], sizes), *((inner, (size,)) for size in sizes):
        for level in levels:
            if fitting := [items for items in level if len(items) in wanted]:
                return max(fitting, key=lambda items: measure_likeness(text, items))
    return []


def _english_levels(text: str, start: int, end: int, least: int) -> Iterator[list[list[Span]]]:
    """Yield the ways to cut an English stretch into `least` items or more, level by level."""
    cover = _cover_closed(text, start, end)
    yield [_cut(text, cover, start, end, [_SEMICOLON], least)]
    commas = _find_separators(cover, start, end, [_COMMA])
    ands = _find_separators(cover, start, end, [_CONJUNCTION])
    yield _close_at_first_and(text, start, commas, ands)
    yield [cut_at(text, start, end, commas, least)]
    last = commas[-1][1] if commas else start
    marked = bool(commas) and not text[slice(*commas[-1])].rstrip(" \t\n").endswith(",")
    if not marked:
        yield [cut_at(text, start, end, [*commas, one], least) for one in ands if one[0] >= last]
    yield [cut_at(text, start, end, ands, least)]
    yield [_cut(text, cover, start, end, [_COMMA, _CONJUNCTION], least)]
    if commas and marked and len(commas) == 1:
        yield [cut_at(text, start, end, [one], least) for one in ands]


def _close_at_first_and(
    text: str, start: int, commas: Sequence[Span], ands: Sequence[Span]
) -> list[list[Span]]:
    """Return the list that its first conjunction completes, where a comma sets off what follows: A, B and C, go on."""
    if not ands:
        return []
    before = [comma for comma in commas if comma[1] <= ands[0][0]]
    after = [comma for comma in commas if comma[0] >= ands[0][1]]
    if not before or not after or re.search("[A-Za-z]", text[slice(*after[0])]):
        return []
    return [cut_at(text, start, after[0][0], [*before, ands[0]])]


def chinese_levels(text: str, start: int, end: int, least: int = 1) -> Iterator[list[list[Span]]]:
    """Yield the ways to cut a Chinese stretch into `least` items or more, level by level."""
    cover = _cover_closed(text, start, end)
    yield [_cut(text, cover, start, end, [_SEMICOLON], least)]
    clauses = _cut(text, cover, start, end, [_COMMA], least)
    if "、" in cover[start:end]:
        if any(len(edge) > 1 for edge in share_edge([text[a:b] for a, b in clauses])):
            yield [clauses]  # clauses built alike, with lists inside them
        yield from _list_comma_levels(text, cover, start, end, least)
        yield [_cut(text, cover, start, end, [_LIST_COMMA, _COMMA], least)]
    yield [clauses]
    joints = _find_separators(cover, start, end, [_HAN_CONJUNCTION])
    yield [cut_at(text, start, end, [one], least) for one in joints]
    yield [cut_at(text, start, end, joints, least)]


def _list_comma_levels(
    text: str, cover: str, start: int, end: int, least: int
) -> Iterator[list[list[Span]]]:
    """Yield the cuts of a list of 、, whose last item a conjunction may mark, up to the comma that closes it."""
    last = cover.rfind("、", start, end)
    stop = clause_end(cover, last, end)
    marks = _find_separators(cover, start, stop, [_LIST_COMMA])
    yield [cut_at(text, start, stop, marks, least)]
    joints = _find_separators(cover, last + 1, stop, [_HAN_CONJUNCTION])
    yield [
        cut_at(text, start, stop, [*marks, one], least) for one in joints if one[0] >= marks[-1][1]
    ]
    first = clause_end(cover, start, end)
    if first < last:  # the first clause with 、 is a list by itself
        marks = _find_separators(cover, start, first, [_LIST_COMMA])
        yield [cut_at(text, start, first, marks, least)]
        joints = _find_separators(cover, start, first, [_HAN_CONJUNCTION])
        yield [cut_at(text, start, first, sorted({*marks, one}), least) for one in joints if marks]


def clause_end(text: str, start: int, end: int) -> int:
    """Return where the clause at `start` ends: its first comma or semicolon."""
    match = _CLAUSE_END.search(text, start, end)
    return match.start() if match else end


def _cut(
    text: str, cover: str, start: int, end: int, patterns: Sequence[re.Pattern[str]], least: int
) -> list[Span]:
    """Return the items between all separators of some kinds, none where these cannot make `least`."""
    return cut_at(text, start, end, _find_separators(cover, start, end, patterns), least)


def _find_separators(
    cover: str, start: int, end: int, patterns: Sequence[re.Pattern[str]]
) -> list[Span]:
    """Return the places of separators in a stretch, by position, none over another."""
    found = sorted(m.span() for each in patterns for m in each.finditer(cover, start, end))
    return [
        one
        for at, one in enumerate(found)
        if one[0] < one[1] and (not at or found[at - 1][1] <= one[0])
    ]


def cut_at(
    text: str, start: int, end: int, separators: Sequence[Span], least: int = 1
) -> list[Span]:
    """Return what stands between separators, trimmed, without the empty items; none where these cannot make `least`."""
    if len(separators) + 1 < least:
        return []
    edges = [start, *(edge for each in separators for edge in each), end]
    items = [trim(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a <= b]
    return [item for item in items if item[0] < item[1]]


def cut_explained(text: str, items: Sequence[Span]) -> list[Span]:
    """Return items without what explains each of them after a colon; none where only some are explained.

    >>> text = "plan: once a year; check: twice"
    >>> [text[a:b] for a, b in cut_explained(text, [(0, 17), (19, 31)])]
    ['plan', 'check']
    """
    colons = [_COLON.search(text, start + 1, end) for start, end in items]
    if not any(colons):
        return list(items)
    if not all(colons):
        return []
    return [
        trim(text, start, colon.start())
        for (start, _), colon in zip(items, colons, strict=True)
        if colon
    ]


def _cover_closed(text: str, start: int, end: int) -> str:
    """Return `text` with what is quoted or in brackets between `start` and `end` made unreadable, its length kept."""
    covered = _CLOSED.sub(lambda m: m[0][0] + "\0" * (len(m[0]) - 2) + m[0][-1], text[start:end])
    return text[:start] + covered + text[end:]


def trim(text: str, start: int, end: int) -> Span:
    """Return a stretch without what leads up to an item and what closes it.

    A quotation mark that opens or closes only a part of the item is left where
    it stands.

    >>> text = " and the “annual report”,"
    >>> text[slice(*trim(text, 0, len(text)))]
    'annual report'
    >>> text = "“a line” in the system"
    >>> text[slice(*trim(text, 0, len(text)))]
    '“a line” in the system'
    """
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    while trail := _TRAIL.search(text, begin, end):
        if "”" in trail[0] and text.rfind("“", begin, trail.start()) > begin:
            break  # it closes a quotation that is only the end of the item
        end = trail.start()
    mark = max(text.rfind(quote, start, begin) for quote in '“"') if lead else -1
    closing = {"“": "”", '"': '"'}.get(text[mark]) if mark >= 0 else None
    if closing and closing in text[begin:end] and "“" not in text[begin:end]:
        begin = mark  # it opens a quotation that is only the beginning of the item
    return begin, end


def measure_likeness(text: str, items: Sequence[Span]) -> float:
    """Return how alike the items of a list are built, from 0 to about 3: their openings, endings and lengths.

    >>> text = "supervising x and y and directing z"
    >>> one, other = [(0, 13), (18, 35)], [(0, 19), (24, 35)]
    >>> measure_likeness(text, one) < measure_likeness(text, other)
    True
    """
    words = [text[start:end] for start, end in items]
    opening = sum(_open_alike(one, other) for one, other in pairwise(words))
    closing = sum(one[-1] == other[-1] for one, other in pairwise(words))
    lengths = [end - start for start, end in items]
    return (opening + closing / 2) / max(1, len(items) - 1) + min(lengths) / max(lengths)


def _open_alike(one: str, other: str) -> bool:
    """Tell whether two items open alike: with one word or letter, or both with a verb in -ing."""
    first, second = one.split(maxsplit=1)[0].lower(), other.split(maxsplit=1)[0].lower()
    if not first.isascii():
        return first[0] == second[0]
    return first == second or (first.endswith("ing") and second.endswith("ing"))


def share_edge(words: Sequence[str]) -> tuple[str, str]:
    """Return what all of some words begin with and what all end with; nothing for no words.

    Figures are no such edge: 10所学校 and 12个专业 have nothing in common.

    >>> share_edge(["政治意识", "大局意识"]), share_edge(["不敢腐", "不能腐"])
    (('', '意识'), ('不', '腐'))
    """
    if not words:
        return "", ""
    before, after = _share_opening(words), _share_opening([word[::-1] for word in words])[::-1]
    return "" if before.isdigit() else before, "" if after.isdigit() else after


def _share_opening(words: Sequence[str]) -> str:
    """Return what all of some words begin with: what the first and the last in order do."""
    first, last = min(words), max(words)
    for at, (one, other) in enumerate(zip(first, last, strict=False)):
        if one != other:
            return first[:at]
    return first


def skip_quote(text: str, start: int) -> int:
    """Return where a list begins that is quoted as a whole, else `start`: “学党章，做党员” is cut inside its marks.

    >>> skip_quote("“学党章、学讲话，做党员”", 0), skip_quote("“登记”“年检”", 0)
    (1, 0)
    """
    match = _ONE_QUOTED.match(text, start)
    return match.start(1) if match and _SEPARATOR.search(match[1]) else start


def find_quoted_lists(text: str, start: int, end: int) -> list[list[Span]]:
    """Return the lists of quoted items in a stretch: `“A”, “B” and “C”`; “A”“B”“C”.

    >>> text = "such as “joint building” and “early building”"
    >>> [[text[a:b] for a, b in items] for items in find_quoted_lists(text, 0, len(text))]
    [['joint building', 'early building']]
    """
    lists = (
        [
            _strip_stops(text, *each.span(1))
            for each in _ONE_QUOTED.finditer(text, *match.span())
            if each[1].strip()
        ]
        for match in _QUOTED_LIST.finditer(text, start, end)
    )
    return [items for items in lists if items]  # there may be nothing between the marks


def _strip_stops(text: str, start: int, end: int) -> Span:
    """Return a quotation without the comma or full stop that American usage puts inside it."""
    stripped = text[start:end].rstrip(" ,.，。、；;")
    return (start, start + len(stripped)) if stripped else (start, end)


def is_closed(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch opens every bracket and quotation that it closes, and closes every bracket it opens.

    >>> [is_closed(each, 0, len(each)) for each in ("a (b)", "b) c", "” as well as “d”", "a (b", "“c")]
    [True, False, False, False, True]
    """
    n_open = n_quoted = 0
    for mark in text[start:end]:
        n_open += (mark in "(（[") - (mark in ")）]")
        n_quoted += (mark == "“") - (mark == "”")
        if n_open < 0 or n_quoted < 0:
            return False
    cut_off = text[max(0, start - 1) : start] == '"' or text[end : end + 1] == '"'
    return not n_open and (cut_off or text.count('"', start, end) % 2 == 0)
