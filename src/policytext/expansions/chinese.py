"""Read a Chinese text for what spells out a label: 即A、B、C; “三个…”：A，B，C; A、B、C的“三个…”.

Members of a Chinese list are parallel (Lü Shuxiang & Zhu Dexi 1952, *语法修辞讲话*, on 并列): they share
their first or last letters, or are of one length. That tells where the first
item begins after the verb that governs the list, and where the last one ends.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from policytext.expansions.cues import (
    CHINESE,
    CHINESE_BEFORE,
    GOVERNORS,
    SENTENCE_END,
    find_ends,
    find_sentence_end,
)
from policytext.expansions.labels import Reading
from policytext.expansions.lists import (
    chinese_levels,
    cut_at,
    cut_chinese,
    cut_explained,
    find_quoted_lists,
    share_edge,
    skip_quote,
    trim,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.expansions.labels import Label
    from policytext.expansions.lists import Span

LONGEST_ITEM = 45
"""Letters of a member: longer ones are sentences that happen to be counted right."""

LONGEST_BESIDE = 20
"""Letters of a member that no strong cue announces."""

SOON = 12
"""Letters from a cue to the quoted list it announces."""

FARTHEST_LEAD = 24
"""Letters that may stand between a list and the label that sums it up."""

_COPULAS = ("是", "为", "内容是", "其中是")
"""Cues that announce anything at all: what follows must echo the label to be its members."""

_COLON = re.compile("[：:]")
_SEMICOLON = re.compile("[；;]")
_COMMA = re.compile(r"[，,]")
_JOINED = re.compile(r"(?:[、和与及或]|以及|(?<=[”\"])[，,])\s*[“\"]?$")
"""What joins one more item to a list."""

_COUNTING = re.compile(r"[一二三四五六七八九十两双\d个项条种大的、，+]")
"""What counts in a label, and so says nothing of its members."""

_DEFINES = re.compile("是指|指的是|包括|即|：|:")
"""What tells that a first item opens a definition of its own."""

_QUOTED_BEFORE = re.compile('[“"]([^“”"]*[、，,；;][^“”"]*)[”"]$')
_AIM = re.compile(r"[，,][^\W\d_]{1,6}[“\"‘'「]?$")
"""What leads from a list to the label it achieves: A、B、C，打好“三建”组合拳."""

_MEASURE = re.compile(r"[一二三四五六七八九十两]\s?[个项条种大位点步道]")
"""A label that counts openly, 三项政策 or 五位一体, sums up what stands before it."""

_BREAK = re.compile(r"[，；：,;:—]")
_QUOTED_END = re.compile('[”"]')
_CLOSER = {"（": re.compile("[）)]"), "(": re.compile("[）)]")}
_SUM = re.compile(
    r"等(?!级|价|于|同|待|额|次|效)|[两二三四五六七八九十]+(?:个|大|项|种|条|位|类|者|方面)|同?时?(?:并重|并举|并进|并行|相?结合|结合起来)$"
)
"""What closes a list: 等, a count of the items (五大建设), or the 的 of the noun they modify."""


_UNIT = re.compile("(?:[省市县区州盟旗乡镇村]|街道|社区)$")
"""A unit of government, whose bracket holds others like it: 沿线省（区、市）."""

_TAIL_NOUN = re.compile(
    r"(?:的[^、，]{0,6})?(?:要求|原则|方针|精神|作风|工作|任务|目标|教育|问题|制度|机制|活动|建设|体系|标准|方式|方法|思想|理念|布局|格局|局面|氛围)$"
)
"""A noun that the whole list modifies, when the last item is otherwise as long as the others."""


def read_after(label: Label) -> Iterator[Reading]:
    """Yield the list that a cue after the label announces, in its passage or, after a colon at its end, in the next."""
    cue = CHINESE.match(label.text, label.end)
    if cue is None or (cue["mark"] in _CLOSER and _UNIT.search(cue["frame"])):
        return
    at, text, begin = label.at, label.text, cue.end()
    if begin >= len(text.rstrip()) and cue["comma"] is None and at + 1 < len(label.passages):
        at, text, begin = at + 1, label.passages[at + 1].text, 0
    begin = skip_quote(text, begin)
    name = (cue["strong"] or cue["weak"] or cue["mark"] or cue["comma"]).strip()
    ends = _find_ends(text, begin, cue["mark"] or label.text[cue.end() - 1 : cue.end()])
    bare = cue["comma"] is not None or name in _COPULAS
    for items in _find_lists(text, begin, ends, label.sizes):
        if bare and (_DEFINES.search(text, *items[0]) or not _echoes(label, text, items)):
            continue
        if cue["strong"] or _is_list(text, items, sure=not bare):
            yield Reading(at, tuple(items), name)
            return
    if cue["strong"]:
        items = _find_other_list(text, begin, ends)
        if items and at == label.at:
            yield Reading(at, tuple(items), name)


def read_before(label: Label) -> Iterator[Reading]:
    """Yield the list that leads up to the label."""
    text = label.text
    earliest = max(0, label.start - FARTHEST_LEAD)
    lead = CHINESE_BEFORE.search(text, earliest, label.start)
    stop = lead.start() if lead else label.start
    if _JOINED.search(text, earliest, stop):
        return  # the label is itself one more item of that list
    begin = max((m.end() for m in SENTENCE_END.finditer(text, 0, stop)), default=0)
    called = bool(lead and lead["called"])
    if whole := _QUOTED_BEFORE.search(text, begin, stop):
        begin, stop = whole.span(1)
    elif not called and (aim := _AIM.search(text, earliest, label.start)):
        stop = max(aim.start(), begin)
    for items in _lists_before(text, begin, stop, label.sizes):
        listed = "、" in text[items[0][0] : items[-1][1]]
        edges = any(share_edge([text[a:b] for a, b in items]))
        counted = edges or len(items) > 3 or bool(_MEASURE.search(text, label.start, label.end))
        echoed = _echoes(label, text, items)
        if (called or echoed or (listed and counted)) and _is_list(
            text, items, sure=called and listed
        ):
            yield Reading(label.at, tuple(items), "list before")
            return


def _find_ends(text: str, begin: int, mark: str) -> list[int]:
    """Return where a list may end: with the bracket or quotation it stands in, else at a turn of its sentence or with it."""
    closer = _CLOSER.get(mark)
    if text[begin - 1 : begin] in {"“", '"'}:
        closer = _QUOTED_END
    if closer and (closed := closer.search(text, begin)):
        return [closed.start()]
    return find_ends(text, begin)


def _find_lists(
    text: str, begin: int, ends: Sequence[int], sizes: Sequence[int]
) -> Iterator[list[Span]]:
    """Yield the lists after a cue that have one of `sizes`, the likeliest first."""
    for quoted in find_quoted_lists(text, max(0, begin - 1), ends[-1]):
        if len(quoted) in sizes and quoted[0][0] - begin <= SOON:
            yield quoted
    for end in ends:
        items = _cut_first(text, begin, end, sizes) or cut_chinese(text, begin, end, sizes)
        items = cut_explained(text, items)
        if items := _fit_edges(text, items):
            yield items


def _cut_first(text: str, begin: int, end: int, sizes: Sequence[int]) -> list[Span]:
    """Return the first clauses of a stretch when they are parallel and the next one is not."""
    commas = [match.span() for match in _COMMA.finditer(text, begin, end)]
    items = cut_at(text, begin, end, commas)
    if len(items) in sizes:
        return []
    for size in sizes:
        if size < len(items):
            words = [text[slice(*each)] for each in items[: size + 1]]
            longest = max(map(len, share_edge(words[:size])))
            if longest > (size == 2) and not any(share_edge(words)):
                return items[:size]
    return []


def _find_other_list(text: str, begin: int, ends: Sequence[int]) -> list[Span]:
    """Return the plain list of 、 or ； after a strong cue, though it does not add up."""
    for level in chinese_levels(text, begin, ends[-1]):
        for items in level:
            inside = text[items[0][0] : items[-1][1]] if items else ""
            if len(items) > 1 and ("、" in inside or "；" in inside or ";" in inside):
                fitted = _fit_edges(text, items)
                if fitted and max(b - a for a, b in fitted) <= LONGEST_BESIDE:
                    return fitted
    return []


def _lists_before(text: str, begin: int, stop: int, sizes: Sequence[int]) -> Iterator[list[Span]]:
    """Yield the lists that end at `stop`: quoted ones, one of 、, the last clauses, the last two nouns."""
    quoted = find_quoted_lists(text, begin, stop)
    if quoted and quoted[-1][-1][1] >= stop - 2 and len(quoted[-1]) in sizes:
        yield quoted[-1]
    breaks = [match.end() for match in _BREAK.finditer(text, begin, stop)]
    clause = breaks[-1] if breaks else begin
    items = cut_chinese(text, clause, stop, sizes)
    if items := _fit_edges(text, items, before=True):
        yield items
    head = max((match.end() for match in _COLON.finditer(text, begin, stop)), default=begin)
    parts = [match.span() for match in _SEMICOLON.finditer(text, head, stop)]
    items = cut_at(text, head, stop, parts)
    if parts and len(items) in sizes:
        yield items
    for size in sizes:
        if len(breaks) >= size - 1 and size > 2:
            first = breaks[-size] if len(breaks) >= size else begin
            marks = [match.span() for match in _BREAK.finditer(text, first, stop)]
            items = cut_at(text, first, stop, marks)
            if len(items) == size and any(share_edge([text[a:b] for a, b in items])):
                yield items


def _fit_edges(text: str, items: list[Span], *, before: bool = False) -> list[Span]:
    """Return a list without what governs its first item and what its last one goes on with.

    The other items say what belongs to them all: an opening, an ending or a length.
    """
    if len(items) < 2:
        return []
    fitted = [_fit_first(text, items, before=before), *items[1:]]
    fitted[-1] = _fit_last(text, fitted)
    fitted = [trim(text, *each) for each in fitted]
    longest = max(end - start for start, end in fitted)
    return fitted if longest <= LONGEST_ITEM and all(a < b for a, b in fitted) else []


def _fit_first(text: str, items: Sequence[Span], *, before: bool) -> Span:
    """Return the first item without the verbs that govern the list."""
    start, end = items[0]
    first, others = text[start:end], [text[a:b] for a, b in items[1:]]
    prefix, suffix = share_edge(others) if len(others) > 1 else ("", "")
    lengths = [len(other) for other in others]
    if prefix and (found := 0 if first.startswith(prefix) else first.rfind(prefix)) >= 0:
        return start + found, end
    if len(first) <= min(lengths):
        return start, end
    of_one_length = len(lengths) > 1 and len(set(lengths)) == 1
    if of_one_length and (lengths[0] == 1 or (before and suffix and first.endswith(suffix))):
        return end - lengths[0], end
    cuts = [m.end() for m in GOVERNORS.finditer(first) if before or m.start() == 0]
    cuts = [0, *(cut for cut in cuts if len(first) - cut >= 2)]
    typical = median(lengths)
    return start + min(cuts, key=lambda cut: (abs(len(first) - cut - typical), cut)), end


def _fit_last(text: str, items: Sequence[Span]) -> Span:
    """Return the last item without what sums the list up or goes on after it."""
    start, end = items[-1]
    last, others = text[start:end], [text[a:b] for a, b in items[:-1]]
    longest = max(len(other) for other in others)
    if len(last) <= longest and not re.search(r"等$", last):
        return start, end
    suffix = share_edge(others)[1] if len(others) > 1 else ""
    if len(suffix) > 1 and not last.endswith(suffix) and (found := last.find(suffix)) > 0:
        return start, start + found + len(suffix)
    tail = _TAIL_NOUN.search(last)
    of = tail is not None and last[tail.start()] == "的" and not any("的" in o for o in others)
    if tail and not suffix and (of or {tail.start()} == {len(other) for other in others}):
        return start, start + tail.start()
    for match in _SUM.finditer(last):
        if match.start() >= 2 and not any(match[0] in other for other in others):
            return start, start + match.start()
    return start, end


def _is_list(text: str, items: Sequence[Span], *, sure: bool) -> bool:
    """Tell whether items without a strong cue are a list of like things.

    They must be short; where the cue is a bare comma, or there is none, also
    share an opening or an ending or have one length.
    """
    words = [text[start:end] for start, end in items]
    lengths = [len(word) for word in words]
    if max(lengths) > LONGEST_BESIDE or (not sure and min(lengths) < 2 <= max(lengths)):
        return False
    alike = any(share_edge(words)) or len(set(lengths)) == 1
    if len(items) == 2 or not sure:
        return alike
    return alike or "、" in text[items[0][1] : items[1][0]] or max(lengths) <= 3 * min(lengths)


def _echoes(label: Label, text: str, items: Sequence[Span]) -> bool:
    """Tell whether members share with their label what they share with each other: 六保: 保居民就业、保基本民生….

    >>> from policytext.expansions.labels import read_label
    >>> from policytext.records import Passage
    >>> text = "六保，保就业、保民生"
    >>> label = read_label([Passage("d:1", "d", "prose", "", "zh", "", 0, 10, text, ())], 0, 0, 2, (6,))
    >>> _echoes(label, text, [(3, 6), (7, 10)])
    True
    """
    name = label.text[label.start : label.end]
    words = [text[start:end] for start, end in items]
    if name in words:
        return False
    prefix, suffix = share_edge(words)
    if any(edge and edge in name for edge in (prefix, prefix[:1], suffix, suffix[-1:])):
        return True
    letters = _COUNTING.sub("", name)
    return len(items) > 2 and all(any(letter in letters for letter in word) for word in words)


def find_end_of_clause(text: str, start: int) -> int:
    """Return where a counted-out member ends: at its first comma, semicolon, colon or dash, or its sentence's end."""
    stop = find_sentence_end(text, start)
    match = _BREAK.search(text, start, stop)
    return match.start() if match else stop
