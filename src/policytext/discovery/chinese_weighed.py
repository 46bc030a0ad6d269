"""Find the slogans among all balanced series of a Chinese text that weigh enough."""

from __future__ import annotations

import re
from math import exp
from typing import TYPE_CHECKING

from policytext.discovery import chinese_weights
from policytext.discovery.chinese_series import is_edge
from policytext.discovery.chinese_stretches import find_stretches
from policytext.discovery.chinese_weights import is_statute, is_weighable, weigh
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.discovery.chinese_stretches import Stretch

_MARK = re.compile("[、，,；;]")
_REACH = 4  # characters on either side of a place in which a word may straddle it


def find_weighed(text: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the series of a text that weigh enough and overlap nothing that was found, the heaviest first.

    >>> [c.text for c in find_weighed("切实做到瘦身健体、提质增效、强筋壮骨。", [])]
    ['瘦身健体、提质增效、强筋壮骨']
    >>> list(find_weighed("发展工业、农业、商业。", []))
    []
    """
    if not _MARK.search(text):
        return
    statute = is_statute(text)
    heavy = [
        (score, stretch)
        for stretch in find_stretches(text)
        if is_weighable(stretch)
        and (score := weigh(text, stretch, statute=statute)) >= chinese_weights.THRESHOLD
    ]
    taken = [(each.start, each.end) for each in found]
    for score, stretch in sorted(heavy, key=lambda pair: (-pair[0], pair[1].start, pair[1].end)):
        free = all(stretch.end <= start or stretch.start >= end for start, end in taken)
        if free and has_edges(stretch):
            taken.append((stretch.start, stretch.end))
            yield _make(text, stretch, score)


def has_edges(stretch: Stretch) -> bool:
    """Tell whether words begin and end where a series does."""
    first, last = stretch.members[0], stretch.members[-1]
    opened = is_edge(stretch.lead[-_REACH:], first[:_REACH])
    return opened and is_edge(last[-_REACH:], stretch.tail[:_REACH])


def _make(text: str, stretch: Stretch, score: float) -> Candidate:
    """Return a series as a candidate whose form is as sure as its score says."""
    written = text[stretch.start : stretch.end]
    normal = _MARK.sub("", written)
    quoted = "quoted" in chinese_weights.describe(text, stretch)
    return Candidate(
        stretch.start,
        stretch.end,
        written,
        "zh",
        "weighed series",
        (),
        normal,
        quoted,
        certain=True,
        form=round(1 / (1 + exp(-score)), 2),
    )
