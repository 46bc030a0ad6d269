"""Read a Chinese text for what spells out a label: 即A、B、C; “三个…”：A，B，C; A、B、C的“三个…”.

Members of a Chinese list are parallel (Lü Shuxiang & Zhu Dexi 1952, *语法修辞讲话*, on 并列): they share
their first or last letters, or are of one length, which tells where the first and the last one
are to be cut (`chinese_edges`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.expansions.chinese_edges import fit_edges
from policytext.expansions.cues import (
    CHINESE,
    CHINESE_BEFORE,
    SENTENCE_END,
    find_closing,
    find_ends,
    find_sentence_end,
)
from policytext.expansions.labels import Announced, Reading, find_announced
from policytext.expansions.lists import (
    chinese_levels,
    clause_end,
    cut_at,
    cut_chinese,
    cut_explained,
    find_quoted_lists,
    share_edge,
    skip_quote,
)
from policytext.languages.chinese import tag_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.expansions.labels import Label
    from policytext.expansions.lists import Span

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

_SAID_AGAIN = re.compile(
    r"(?:主要|具体|分别|也)?(?:是指|指的是|指(?![导示引标数挥定明])|包括|分别[是为]|即(?![使将便可时日刻席或若]))[：:]?"
)
"""A cue that follows a colon: “两新”：是指A和B."""

_NUMBERED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）、.．]|[①-⑳]")
"""What opens a passage that is one member of several."""

_THEN_INCLUDES = re.compile(r"[^，,。；;、：:]{2,20}[，,](?:主要|具体)?包括了?")
"""What a definition says before it lists: 指六个输水大动脉，包括A、B."""

_OWN_CUE = r"\s*(?:[：:]|[，,]?(?:即|是?指(?![导示引标数挥定明])))"
_SPELLS_OUT = re.compile(
    rf"[“\"][^“”\"]{{0,4}}[一二两三四五六七八九十双\d][^“”\"]{{0,10}}[”\"]{_OWN_CUE}"
)
"""Another quoted label with a cue of its own."""

_ITEM_CUE = re.compile(rf"[“\"][^“”\"]{{1,8}}[”\"](?:{_OWN_CUE}|为)")
"""What opens the members of one part of a label: “三边”指山边、塘边、路边，“三地”指…."""

_MEANS = re.compile("(?:^|[，,])要?(?:以|通过|用|靠|凭)[^，,]*$")
"""What something is achieved by is not what it is: 以A、B做到“两个…”."""

_NEXT_IN_ROW = re.compile('[”"]\\s*[“"]')

_DEFINES = re.compile("是指|指的是|包括|即|：|:")
"""What tells that a first item opens a definition of its own."""

_QUOTED_BEFORE = re.compile('[“"]([^“”"]*[、，,；;][^“”"]*)[”"]$')
_AIM = re.compile(r"[，,][^\W\d_]{1,6}[“\"‘'「]?$")
"""What leads from a list to the label it achieves: A、B、C，打好“三建”组合拳."""

_MEASURE = re.compile(r"[一二三四五六七八九十两]\s?[个项条种大位点步道]")
"""A label that counts openly, 三项政策 or 五位一体, sums up what stands before it."""

_HEAD = re.compile(
    r"[一二三四五六七八九十两双](?:[个项条种大])?(?![个项条种大])([^\W\d_一二三四五六七八九十两双]+)"
)
"""What a label counts: 随机 and 公开 in 双随机、一公开."""

_OPENING_QUOTES = " “\"'‘《「*"
_MEASURED = re.compile("[一二三四五六七八九十两双]")

_WHOLE = re.compile("一体|合一")
"""What is one in a label that counts its parts: 五位一体."""

_BREAK = re.compile(r"[，；：,;:—]")
_QUOTED_END = re.compile('[”"]')
_OPENERS = frozenset("（(")
_UNIT = re.compile("(?:[省市县区州盟旗乡镇村]|街道|社区)$")
"""A unit of government, whose bracket holds others like it: 沿线省（区、市）."""


def read_after(label: Label) -> Iterator[Reading]:
    """Yield the list that a cue after the label announces, in its passage or, after a colon at its end, in the next."""
    cue = _read_cue(label)
    if cue is None:
        return
    ends = _find_ends(cue.text, cue.begin, cue.mark)
    if len(label.sizes) == 1:  # else the other labels may be the parts of this one
        following = _find_next_label(cue.text, cue.begin, ends[-1])
        ends = list(dict.fromkeys(min(end, following) for end in ends))
    for found in _find_lists(cue.text, cue.begin, ends, label.sizes):
        if cue.bare and not _is_meant(label, cue, found):
            continue
        items = _drop_echoed_noun(label, cue.text, found)
        ended = items[-1] != found[-1]  # with the label's own noun, so that they are its members
        if cue.strong or ended or _is_list(cue.text, items, sure=not cue.bare):
            yield Reading(cue.at, tuple(items), cue.name)
            return
    if cue.strong and cue.at == label.at and not _is_in_row(label, cue):
        stop = _find_next_label(cue.text, cue.begin, ends[-1])
        if items := _find_other_list(cue.text, cue.begin, stop):
            yield Reading(cue.at, tuple(items), cue.name)


def _read_cue(label: Label) -> Announced | None:
    """Return what announces a list after a label, with a second cue that takes the first one up."""
    cue = CHINESE.match(label.text, label.end)
    if cue is None or (cue["mark"] in _OPENERS and _UNIT.search(cue["frame"])):
        return None
    at, text, begin = find_announced(label, cue.end(), may_follow=cue["comma"] is None)
    if at != label.at and _NUMBERED.match(text):
        return None  # the passages are the members, not what stands in the first
    name = (cue["strong"] or cue["weak"] or cue["mark"] or cue["comma"]).strip()
    strong, bare = bool(cue["strong"]), cue["comma"] is not None or name in _COPULAS
    opens = at != label.at or (cue["mark"] and cue["mark"] not in _OPENERS)
    if opens and (said := _SAID_AGAIN.match(text, begin)):
        begin, strong = said.end(), True
    if strong and (within := _THEN_INCLUDES.match(text, begin)):
        begin = within.end()
    mark = cue["mark"] or label.text[cue.end() - 1 : cue.end()]
    return Announced(at, text, skip_quote(text, begin), name, mark, strong, bare)


def _is_meant(label: Label, cue: Announced, items: Sequence[Span]) -> bool:
    """Tell whether a list after a bare cue is the label's: it echoes it, follows at once and gives what its numbers add up to."""
    return (
        not _DEFINES.search(cue.text, *items[0])
        and _echoes(label, cue.text, items)
        and not label.counts_parts(len(items))
        and not _BREAK.search(cue.text, cue.begin, items[0][0])
    )


def _is_in_row(label: Label, cue: Announced) -> bool:
    """Tell whether a cue stands in a row of its own kind, which defines no label: 就是A、[label]，就是B."""
    before = label.text[: label.start].rpartition("。")[2]
    return cue.name.endswith("就是") and "就是" in before


def read_before(label: Label) -> Iterator[Reading]:
    """Yield the list that leads up to the label."""
    text, lead = label.text, _read_lead(label)
    if lead is None:
        return
    for items in _lists_before(text, lead.begin, lead.stop, label.sizes):
        listed = "、" in text[items[0][0] : items[-1][1]]
        others = _SPELLS_OUT.search(text, lead.begin, items[1][0])
        if others or not _is_summed_up(label, lead, items, listed=listed):
            continue
        if _is_list(text, items, sure=lead.called and listed):
            yield Reading(label.at, tuple(items), "list before")
            return


@dataclass(frozen=True, slots=True)
class _Lead:
    """What leads from a list to a label: where the list's sentence begins and the list stops.

    `called` says that anything but a mark stands between them, `named` that it
    calls the list by the label (这, 即, 简称), `aimed` that a clause of its own
    has the label as its aim, `beside` that the last item runs straight into it.
    """

    begin: int
    stop: int
    called: bool
    named: bool
    aimed: bool
    beside: bool


def _read_lead(label: Label) -> _Lead | None:
    """Return what stands between a label and a list before it, none where the label cannot sum up any."""
    text = label.text
    earliest = max(0, label.start - FARTHEST_LEAD)
    lead = CHINESE_BEFORE.search(text, earliest, label.start)
    stop = lead.start() if lead else label.start
    if _JOINED.search(text, earliest, stop):
        return None  # the label is itself one more item of that list
    begin = max((m.end() for m in SENTENCE_END.finditer(text, 0, stop)), default=0)
    said, achieved = (lead["called"] or "", lead["achieved"]) if lead else ("", None)
    if achieved and _MEANS.search(text[begin:stop]):
        return None
    aimed = bool(achieved and lead and lead[0][0] in "，,")
    beside = not (lead and lead[0].strip(_OPENING_QUOTES))
    if whole := _QUOTED_BEFORE.search(text, begin, stop):
        begin, stop = whole.span(1)
    elif not said and (aim := _AIM.search(text, earliest, label.start)):
        stop, aimed, beside = max(aim.start(), begin), True, False
    named = said not in {"", "的"} and not achieved
    return _Lead(begin, stop, bool(said), named, aimed, beside)


def _is_summed_up(label: Label, lead: _Lead, items: Sequence[Span], *, listed: bool) -> bool:
    """Tell whether the label sums up a list before it: it is called so, echoes it, or openly counts what is listed."""
    if lead.named:
        return True
    words = [label.text[a:b] for a, b in items]
    echoed = _echoes(label, label.text, items)
    if label.counts_parts(len(items)):
        return echoed and _names_heads(label, words)
    if echoed:
        return True
    counted = lead.called or (listed and _is_counted(label, words))
    return counted and _may_sum_up(label, words, aimed=lead.aimed, beside=lead.beside)


def _may_sum_up(label: Label, words: Sequence[str], *, aimed: bool, beside: bool) -> bool:
    """Tell whether a label can sum up a list that does not echo it and that no verb calls by it.

    Not two things before a clause with the label as its aim (A、B，推进“两重”), none where
    a noun it counts is not named, nor where the last item goes on into the label
    (`beside` it, and not openly counted).
    """
    openly = bool(_MEASURE.search(label.text, label.start, label.end))
    return (
        not (aimed and len(words) < 3)
        and _names_heads(label, words)
        and not (beside and not openly and _runs_on(words))
    )


def _is_counted(label: Label, words: Sequence[str]) -> bool:
    """Tell whether a plain list is enumerated: its items are alike or many, or the label counts openly."""
    openly = _MEASURE.search(label.text, label.start, label.end)
    return any(share_edge(words)) or len(words) > 3 or bool(openly)


def _names_heads(label: Label, words: Sequence[str]) -> bool:
    """Tell whether every noun that a label of several counts is named by a member: not 科学、公平、透明的“双随机、一公开”."""
    name = label.text[label.start : label.end]
    heads = [set(match[1]) for match in _HEAD.finditer(_WHOLE.sub("", name))]
    return len(heads) < 2 or all(any(head.intersection(word) for word in words) for head in heads)


def _runs_on(words: Sequence[str]) -> bool:
    """Tell whether the last item goes on into the label behind it: 全国文明城市、全国|双拥模范城.

    Then it has an opening in common with the others, but neither ending nor length.
    """
    prefix, suffix = share_edge(words)
    return bool(prefix) and not suffix and len(set(map(len, words))) > 1


def _find_next_label(text: str, begin: int, stop: int) -> int:
    """Return where a clause begins that spells out another label, else `stop`."""
    following = _SPELLS_OUT.search(text, begin, stop)
    if following is None:
        return stop
    breaks = [match.start() for match in _BREAK.finditer(text, begin, following.start())]
    return breaks[-1] if breaks else stop


def _drop_echoed_noun(label: Label, text: str, items: list[Span]) -> list[Span]:
    """Return a list without the end of its label behind its last item: 四网融合: A、B和C的融合; 三医联动: A、B、C联动."""
    start, end = items[-1]
    last = text[start:end]
    noun = share_edge([label.text[label.start : label.end], last])[1]
    of = last[: -len(noun)].endswith("的") if noun else False
    shared = any(text[a:b].endswith(noun[-2:]) for a, b in items[:-1])
    if len(noun) < 2 or shared or not (of or _joins(label, noun, len(items))):
        return items
    rest = last[: -len(noun)].removesuffix("的")
    return [*items[:-1], (start, start + len(rest))] if len(rest) > 1 else items


def _joins(label: Label, noun: str, size: int) -> bool:
    """Tell whether the end of a label is what all its members do: 联动, 双控; of two, one may well end like it."""
    verb = tag_chinese(noun[-2:]).startswith("v") and size > 2
    return len(label.sizes) == 1 and (verb or bool(_MEASURED.match(noun)))


def _find_ends(text: str, begin: int, mark: str) -> list[int]:
    """Return where a list may end: with the bracket or quotation it stands in, else at a turn of its sentence or with it."""
    if text[begin - 1 : begin] in {"“", '"'} and (closed := _QUOTED_END.search(text, begin)):
        return [closed.start()]
    if mark in _OPENERS and (closing := find_closing(text, begin, len(text))) < len(text):
        return [closing]
    return find_ends(text, begin)


def _find_lists(
    text: str, begin: int, ends: Sequence[int], sizes: Sequence[int]
) -> Iterator[list[Span]]:
    """Yield the lists after a cue that have one of `sizes`, the likeliest first."""
    for quoted in find_quoted_lists(text, max(0, begin - 1), ends[-1]):
        if len(quoted) in sizes and quoted[0][0] - begin <= SOON:
            yield quoted
    for end in ends:
        items = (
            _cut_clause(text, begin, end, sizes)
            or _cut_first(text, begin, end, sizes)
            or cut_chinese(text, begin, end, sizes)
        )
        items = cut_explained(text, items)
        if len(items) == sizes[0]:
            items = [_strip_own_cue(text, *each) for each in items]
        if not _is_mixed(text, items) and (items := fit_edges(text, items)):
            yield items


def _is_mixed(text: str, items: Sequence[Span]) -> bool:
    """Tell whether an item goes on over a semicolon, which cuts before any comma."""
    return len(items) > 1 and any(_SEMICOLON.search(text, *each) for each in items)


def _strip_own_cue(text: str, start: int, end: int) -> Span:
    """Return an item without the part of the label it belongs to: “三边”指|山边."""
    own = _ITEM_CUE.match(text, start, end)
    return (own.end(), end) if own and own.end() < end else (start, end)


def _cut_clause(text: str, begin: int, end: int, sizes: Sequence[int]) -> list[Span]:
    """Return the items of the first clause when they are parallel and the clauses are not: 即A覆盖和B覆盖，扩大影响."""
    stop = clause_end(text, begin, end)
    clauses = cut_at(text, begin, end, [m.span() for m in _COMMA.finditer(text, begin, end)])
    if len(clauses) != sizes[0] or any(share_edge([text[a:b] for a, b in clauses])):
        return []
    items = cut_chinese(text, begin, stop, sizes[:1])
    return items if sum(map(len, share_edge([text[a:b] for a, b in items]))) > 1 else []


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


def _find_other_list(text: str, begin: int, stop: int) -> list[Span]:
    """Return the plain list of 、 or ； after a strong cue, though it does not add up."""
    for level in chinese_levels(text, begin, stop):
        for items in level:
            inside = text[items[0][0] : items[-1][1]] if items else ""
            if _is_mixed(text, items):
                continue
            if len(items) > 1 and ("、" in inside or "；" in inside or ";" in inside):
                fitted = fit_edges(text, items)
                if fitted and max(b - a for a, b in fitted) <= LONGEST_BESIDE:
                    return fitted
    return []


def _lists_before(text: str, begin: int, stop: int, sizes: Sequence[int]) -> Iterator[list[Span]]:
    """Yield the lists that end at `stop`: quoted ones, one of 、, the last clauses, the last two nouns."""
    quoted = find_quoted_lists(text, begin, stop)
    in_row = _NEXT_IN_ROW.match(text, stop - 1)  # the label is the next of them: “A”“B”“[label]”
    if quoted and quoted[-1][-1][1] >= stop - 2 and len(quoted[-1]) in sizes and not in_row:
        yield quoted[-1]
    breaks = [match.end() for match in _BREAK.finditer(text, begin, stop)]
    clause = breaks[-1] if breaks else begin
    items = cut_chinese(text, clause, stop, sizes)
    if items := fit_edges(text, items, before=True):
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
    if not name.endswith("一"):  # 三个一: 一张表、一本账
        prefix = prefix.lstrip("一二三四五六七八九十两双个")
    if any(edge and edge in name for edge in (prefix, prefix[:1], suffix, suffix[-1:])):
        return True
    letters = _COUNTING.sub("", name)
    return len(items) > 2 and all(any(letter in letters for letter in word) for word in words)


def find_end_of_clause(text: str, start: int) -> int:
    """Return where a counted-out member ends: at its first comma, semicolon, colon or dash, or its sentence's end."""
    stop = find_sentence_end(text, start)
    match = _BREAK.search(text, start, stop)
    return match.start() if match else stop
