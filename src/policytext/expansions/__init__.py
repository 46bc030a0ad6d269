"""Find the places where a text spells out what a formula counts, and check them by arithmetic.

A label is spelled out after a cue (`refers to`, `namely`, 即, 是指), in a list
beside it, or counted out (First … Second …, 一是…二是…). The numeral decides how
a list is to be cut, and whether a list without a cue is meant at all: it must
have as many items as the label counts. After a strong cue a list that does not
add up is returned too, so that it can be reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.expansions.cues import (
    SENTENCE_END,
    STRONG,
    STRONG_HAN,
    WEAK,
    WEAK_HAN,
    find_end,
)
from policytext.expansions.lists import Span, find_quoted_lists, list_cuts, split_list, trim
from policytext.expansions.ordinals import find_counted
from policytext.folding import HAN, fold
from policytext.languages.english import find_lemma
from policytext.records import Expansion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.records import Passage

LONGEST_ITEM = {"en": 200, "zh": 40}
"""Characters of a member: longer ones are sentences that happen to be counted right."""

NEAR = 80
"""Characters between a label and two quoted things, for these to be its members: any two are soon found."""

SOON = 20
"""Characters from a weak cue to the quoted list it announces."""

_HAN_LETTER = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_BEFORE = re.compile(
    r"""(?:\s*(?:,|，|—|–|:|：)?\s*(?:(?:the|these|this|such|so-called|i\.e\.)\s)*|的|等|这|所谓)?["“‘']?$"""
)
_HAN_LEAD_VERB = re.compile(
    r"^.*?(?:牢固树立|树立|增强|坚持|坚定|做到|实现|推进|加强|落实|提高|强化|保持|贯彻|围绕|形成|构建|建立|完善|统筹|协调推进|包括|以及|把|以|按照|对|在|从|为|将|了|的|是)(?=.{2})"
)
_GOES_ON = re.compile(
    r"(?:of|in|into|for|and|or|with|to|by|on|at|from|as|since|after|before|the|an?|its|their|so|but|which|who|that)\b|\W",
    re.IGNORECASE,
)
"""What a noun phrase goes on with, or a clause begins with, where a list of names would not."""

_DEFINED = re.compile(
    r"""[“"][^“”"]{1,40}[”"]\s*(?:refers?\ to|means|namely|that\ is|是指|指的是|就是|即)""",
    re.VERBOSE,
)

_INFINITIVE = re.compile(r"\s+to\s+[a-z]+\b")


def find_expansions(
    passages: Sequence[Passage], at: int, start: int, end: int, numerals: tuple[int, ...]
) -> list[Expansion]:
    """Return where the label at `start:end` of `passages[at]` is spelled out, the surest place first.

    `passages` are those of one document in order; `numerals` the numbers the
    label is built of. Of two numbers (两学一做) the members may be as many as
    both together, or one for each part.
    """
    sizes = _list_sizes(numerals)
    if not sizes:
        return []
    label = _Label(passages, at, start, end, sizes)
    found: dict[tuple[str, int, int], Expansion] = {}
    for expansion in (
        *label.read_after_strong_cue(),
        *label.read_counted(),
        *label.read_beside(),
        *label.read_shared_head(),
        *label.read_quoted(),
    ):
        if all(not _overlaps(expansion, other) for other in found.values()):
            found[expansion.passage_id, expansion.start, expansion.end] = expansion
    return list(found.values())


def _list_sizes(numerals: tuple[int, ...]) -> tuple[int, ...]:
    """Return the numbers of members a label allows, the likeliest first.

    >>> _list_sizes((4,)), _list_sizes((2, 1)), _list_sizes((3, 3, 3)), _list_sizes((1,))
    ((4,), (3, 2), (9, 3), ())
    """
    together = sum(numerals)
    sizes = (together, len(numerals)) if len(numerals) > 1 else (together,)
    return tuple(size for size in dict.fromkeys(sizes) if 1 < size <= 20)


def _overlaps(one: Expansion, other: Expansion) -> bool:
    """Tell whether two expansions are of one stretch."""
    return one.passage_id == other.passage_id and one.start < other.end and other.start < one.end


class _Label:
    """One place of a label, and the ways its surroundings may spell it out."""

    def __init__(
        self, passages: Sequence[Passage], at: int, start: int, end: int, sizes: tuple[int, ...]
    ) -> None:
        self._passages, self._at = passages, at
        self._text = passages[at].text
        self._start, self._end = start, end
        self._sizes = sizes
        self._is_han = bool(_HAN_LETTER.search(self._text[start:end]))
        words = _WORD.findall(fold(self._text[start:end]))
        self._head = find_lemma(words[-1].lower()) if words and not self._is_han else ""

    def read_after_strong_cue(self) -> Iterator[Expansion]:
        """Yield the list after `refers to`, `namely`, 即, 是指; one that does not add up too."""
        cue = (STRONG_HAN if self._is_han else STRONG).match(self._text, self._end)
        if cue is None or cue["cue"] == "是":
            return
        for turn in (True, False):
            stop = self._cut_tail(cue.end(), find_end(self._text, cue.end(), turn=turn))
            for quoted in find_quoted_lists(self._text, cue.end() - 1, stop):
                if len(quoted) in self._sizes:
                    yield self._make(self._at, quoted, cue["cue"])
                    return
            items = split_list(self._text, cue.end(), stop, self._sizes)
            if self._are_members(items):
                yield self._make(self._at, items, cue["cue"])
                return
        if any(True for _ in self.read_counted()):
            return
        stop = self._cut_tail(cue.end(), find_end(self._text, cue.end()))
        cuts = [items for items in list_cuts(self._text, cue.end(), stop) if len(items) > 2]
        if cuts:
            yield self._make(self._at, cuts[0], cue["cue"])

    def read_counted(self) -> Iterator[Expansion]:
        """Yield what is counted out after the label: First … Second …; 一是…二是…."""
        counted = find_counted(self._passages, self._at, self._end, self._sizes)
        if not counted or self._is_anothers(counted[0].at, counted[0].mark[0]):
            return
        where = {each.at for each in counted}
        cue = self._passages[counted[0].at].text[slice(*counted[0].mark)].strip(" ,:，：")
        if len(where) == 1:
            yield self._make(where.pop(), [each.span for each in counted], cue)

    def _is_anothers(self, where: int, start: int) -> bool:
        """Tell whether another label is defined between this one and an enumeration, which is then its own."""
        if where != self._at:
            return bool(_DEFINED.search(self._text, self._end + 2))
        return bool(_DEFINED.search(self._text, self._end + 2, start))

    def read_beside(self) -> Iterator[Expansion]:
        """Yield a list that stands right after the label or right before it, if it adds up."""
        after = (WEAK_HAN if self._is_han else WEAK).match(self._text, self._end)
        if after is not None:
            begin = after.end() - (after[0][-1:] in '"“')
            stop = self._cut_tail(begin, find_end(self._text, begin))
            quoted = [
                items
                for items in find_quoted_lists(self._text, begin, stop)
                if len(items) in self._sizes and items[0][0] - begin < SOON
            ]
            items = quoted[0] if quoted else split_list(self._text, begin, stop, self._sizes)
            if self._are_members(items) and self._is_list(items, after["cue"]):
                yield self._make(self._at, items, after["cue"].strip() or "list after")
        yield from self._read_before()

    def _read_before(self) -> Iterator[Expansion]:
        """Yield the list that leads up to the label."""
        lead = _BEFORE.search(self._text, max(0, self._start - 40), self._start)
        stop = lead.start() if lead else self._start
        begin = max((m.end() for m in SENTENCE_END.finditer(self._text, 0, stop)), default=0)
        quoted = find_quoted_lists(self._text, begin, stop)
        if quoted and quoted[-1][-1][1] >= stop - 2 and len(quoted[-1]) in self._sizes:
            yield self._make(self._at, quoted[-1], "list before")
            return
        if self._is_han:
            yield from self._read_han_before(begin, stop)

    def _read_han_before(self, begin: int, stop: int) -> Iterator[Expansion]:
        """Yield A、B、C that lead up to a Chinese label; what governs the first item is left off."""
        comma = max(self._text.rfind(mark, begin, stop) for mark in "，；：,;:")
        items = split_list(self._text, max(begin, comma + 1), stop, self._sizes)
        if not items or "、" not in self._text[items[0][0] : items[-1][1]]:
            return
        first = self._text[slice(*items[0])]
        verb = _HAN_LEAD_VERB.match(first)
        if verb and len(first) > max(end - start for start, end in items[1:]):
            items = [(items[0][0] + verb.end(), items[0][1]), *items[1:]]
        if self._are_members(items):
            yield self._make(self._at, items, "list before")

    def read_shared_head(self) -> Iterator[Expansion]:
        """Yield a list in which every item ends in the label's own head: two coverage, A coverage and B coverage."""
        if len(self._head) < 4:
            return
        for where in range(max(0, self._at - 1), min(len(self._passages), self._at + 2)):
            text = self._passages[where].text
            for items in _find_headed_lists(text, self._head):
                own = where == self._at and items[0][0] < self._end and self._start < items[-1][1]
                if len(items) in self._sizes and not own:
                    yield self._make(where, items, "shared head")
                    return

    def read_quoted(self) -> Iterator[Expansion]:
        """Yield a list of quoted items that follows the label in its passage, if it adds up."""
        for items in find_quoted_lists(self._text, self._end, len(self._text)):
            near = len(items) > 2 or items[0][0] - self._end <= NEAR
            if near and len(items) in self._sizes and self._are_members(items):
                yield self._make(self._at, items, "quoted list")
                return

    def _cut_tail(self, begin: int, stop: int) -> int:
        """Return where a list ends when what the last item shares with the label, or a purpose, is cut off.

        `registration, annual report, evaluation of the pass`, said of three
        passes, ends with evaluation; `party building and incubation pay equal
        attention`, said of a double incubation, with incubation.
        """
        if self._is_han or not self._head:
            return stop
        region = self._text[begin:stop]
        words = [(w.start(), w.end(), find_lemma(w[0].lower())) for w in _WORD.finditer(region)]
        last = max(region.rfind(mark) for mark in (",", ";", " and "))
        heads = [
            (a, b)
            for a, b, lemma in words
            if lemma == self._head and a > last and not region[a:b].endswith(("ing", "ed"))
        ]
        if heads:
            start, end = heads[-1]
            shared = re.search(r"\s+(?:of|in|for)\s+(?:the\s+)?$", region[:start])
            if shared and not region[end:].strip(' .,"”'):
                return begin + shared.start()
            after = region[end:].lstrip()
            if after and not _GOES_ON.match(after):
                return begin + end
        commas = region.count(",") + region.count(";")
        purpose = [m for m in _INFINITIVE.finditer(region) if commas]
        if purpose and not region[: purpose[-1].start()].rstrip().endswith(("how", "need")):
            final = purpose[-1]
            if final.start() > max(region.rfind(","), region.rfind(" and ")) and len(purpose) == 1:
                return begin + final.start()
        return stop

    def _are_members(self, items: Sequence[Span]) -> bool:
        """Tell whether items can be members: some, none too long, none the label itself."""
        longest = LONGEST_ITEM["zh" if self._is_han else "en"]
        return bool(items) and all(end - start <= longest for start, end in items)

    def _is_list(self, items: Sequence[Span], cue: str) -> bool:
        """Tell whether items after a weak cue are a list of like things, by their number and lengths.

        They must be as many as the numbers of the label make together. A comma
        alone is the weakest cue: then they must be three at least, and short.
        """
        lengths = sorted(end - start for start, end in items)
        if cue.strip() in (",", "，") and _GOES_ON.match(self._text, items[0][0]):
            return False
        if len(items) != self._sizes[0] or (len(items) == 2 and cue.strip() in ",，"):
            return False
        if cue.strip() in (",", "，"):
            return lengths[-1] <= (12 if self._is_han else 60) and lengths[-1] <= 3 * lengths[0]
        return lengths[-1] <= 6 * lengths[0]

    def _make(self, where: int, items: Sequence[Span], cue: str) -> Expansion:
        """Return members as an expansion of this label."""
        n = len(items)
        return Expansion(
            label_passage_id=self._passages[self._at].passage_id,
            label_start=self._start,
            label_end=self._end,
            passage_id=self._passages[where].passage_id,
            start=items[0][0],
            end=items[-1][1],
            cue=cue,
            members=tuple(items),
            expected=n if n in self._sizes else self._sizes[0],
        )


def _find_headed_lists(text: str, head: str) -> Iterator[list[Span]]:
    """Yield the lists whose items end in one head noun: `organizational coverage and work coverage`."""
    item = rf"(?:[\w-]+\s){{1,3}}{re.escape(head)}"
    pattern = re.compile(rf"\b{item}(?:\s*,\s*(?:and\s+)?{item}|\s+and\s+{item})+\b", re.IGNORECASE)
    for match in pattern.finditer(text):
        cuts = list_cuts(text, *match.span())
        if cuts:
            items = [trim(text, *each) for each in max(cuts, key=len)]
            yield [_keep_words(text, items[0], items[1]), *items[1:]]


def _keep_words(text: str, first: Span, second: Span) -> Span:
    """Return the first item of a list with no more words than the second: what leads up to it is no part of it."""
    n = len(_WORD.findall(text[slice(*second)]))
    words = list(_WORD.finditer(text, *first))
    return words[-n:][0].start(), first[1]
