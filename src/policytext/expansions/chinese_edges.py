"""Cut a Chinese list at its edges: what governs its first item and what its last one goes on with are no members.

The other items say what belongs to all: an opening, an ending or a length.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from policytext.expansions.cues import GOVERNORS
from policytext.expansions.lists import share_edge, trim
from policytext.languages.chinese import tag_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.expansions.lists import Span

LONGEST_ITEM = 45
"""Letters of a member: longer ones are sentences that happen to be counted right."""

LONGEST_WORD = 4
"""Letters of a word or set phrase that no item may begin or end inside."""

_SOURCE = re.compile(r"[^、，“”]{2,24}(?:提出|确定|明确|部署|规定)的(?=[^、，]{2})")
"""Who laid the members down: 全会提出的A、B、C."""

_SUM = re.compile(
    r"等(?!级|价|于|同|待|额|次|效)|(?:\d+|[两二三四五六七八九十]+)(?:个|大|项|种|条|位|类|者|方面)|同?时?(?:并重|并举|并进|并行|相?结合|结合起来)$"
)
"""What closes a list: 等, a count of the items (五大建设), or the 的 of the noun they modify."""

_TAIL_NOUN = re.compile(
    r"的[^、，的]{1,6}$|(?:的[^、，]{0,6})?(?:要求|原则|方针|精神|作风|工作|工程|行动|计划|战略|措施|现象|任务|目标|教育|问题|制度|机制|活动|建设|体系|标准|方式|方法|思想|理念|布局|格局|局面|氛围)$"
)
"""A noun that the whole list modifies, when the last item is otherwise as long as the others."""


def fit_edges(text: str, items: list[Span], *, before: bool = False) -> list[Span]:
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
    ends_alike = before and suffix and first.endswith(suffix)
    if of_one_length and (
        lengths[0] == 1 or (ends_alike and not _cuts_word(first, len(first) - lengths[0]))
    ):
        return end - lengths[0], end
    if source := _SOURCE.match(first):
        return start + source.end(), end
    cuts = [m.end() for m in GOVERNORS.finditer(first) if before or m.start() == 0]
    if any(map(_opens_with_verb, others)):  # each may have its own verb
        cuts = [cut for cut in cuts if of_one_length and len(first) - cut == lengths[0]]
    cuts = [0, *(cut for cut in cuts if len(first) - cut >= 2)]
    cuts = [cut for cut in cuts if not _cuts_word(first, cut)]
    typical = median(lengths)
    leading = GOVERNORS.match(first)
    governed = leading.end() if leading else -1  # of two cuts as good, the one behind the verb
    return start + min(
        cuts, key=lambda cut: (abs(len(first) - cut - typical), cut != governed, cut)
    ), end


def _opens_with_verb(item: str) -> bool:
    """Tell whether an item opens with a verb that could govern a list: 保障民生, but not 保障性住房."""
    verb = GOVERNORS.match(item)
    return verb is not None and not _cuts_word(item, verb.end())


def _cuts_word(text: str, cut: int) -> bool:
    """Tell whether a place lies inside a word or a set phrase of the dictionary, and not between two words.

    >>> _cuts_word("农村劳务带头人", 3), _cuts_word("形成科学规范", 2), _cuts_word("持之以恒", 3)
    (True, False, True)
    """
    lengths = range(2, LONGEST_WORD + 1)
    ends = any(tag_chinese(text[cut - n : cut]) for n in lengths if n <= cut)
    if ends and any(tag_chinese(text[cut : cut + n]) for n in lengths):
        return False
    return any(
        tag_chinese(text[start:end])
        for start in range(max(0, cut - LONGEST_WORD + 1), cut)
        for end in range(cut + 1, min(len(text), start + LONGEST_WORD) + 1)
    )


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
    if (
        tail
        and not suffix
        and (of or (len(others) > 1 and {tail.start()} == {len(other) for other in others}))
    ):
        return start, start + tail.start()
    for match in _SUM.finditer(last):
        if match.start() >= 2 and not any(match[0] in other for other in others):
            return start, start + match.start()
    return start, end
