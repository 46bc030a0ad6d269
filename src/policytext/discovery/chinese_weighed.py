"""Find the slogans among all balanced series of a Chinese text that weigh enough."""

from __future__ import annotations

import re
from math import exp
from typing import TYPE_CHECKING

from policytext.discovery.chinese_marks import find_quotes
from policytext.discovery.chinese_series import is_edge
from policytext.discovery.chinese_stretches import find_stretches
from policytext.discovery.chinese_unfit import is_weighable
from policytext.discovery.chinese_weights import (
    THRESHOLD,
    THRESHOLD_OF_STATUTES,
    is_statute,
    weigh,
)
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.discovery.chinese_stretches import Stretch

RECURRING = "recurring slogan"
"""The shape of a series that is a slogan where several documents have it."""

RECURRING_LESS = 1.0
"""By how much less than another slogan a series may weigh that documents repeat."""

_MARK = re.compile("[、，,；;]")
_REACH = 4  # characters on either side of a place in which a word may straddle it


def find_weighed(text: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the series of a text that weigh enough and overlap nothing that was found, the heaviest first.

    What weighs less by `RECURRING_LESS` is a slogan only where several documents have it;
    in statutes, which repeat one another's sentences, it is none.

    >>> [c.text for c in find_weighed("切实做到瘦身健体、提质增效、强筋壮骨。", [])]
    ['瘦身健体、提质增效、强筋壮骨']
    >>> [(c.text, c.certain) for c in find_weighed("推进简政放权、放管结合。", [])]
    [('简政放权、放管结合', False)]
    >>> list(find_weighed("发展工业、农业、商业。", []))
    []
    """
    if not _MARK.search(text):
        return
    statute = is_statute(text)
    least = THRESHOLD_OF_STATUTES if statute else THRESHOLD - RECURRING_LESS
    taken = [(each.start, each.end) for each in found]
    heavy = [
        (score, stretch)
        for stretch in find_stretches(text)
        if (score := weigh(text, stretch, statute=statute, least=least)) >= least
        and is_weighable(stretch)
    ]
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
    certain = score >= THRESHOLD
    return Candidate(
        stretch.start,
        stretch.end,
        written,
        "zh",
        "weighed series" if certain else RECURRING,
        (),
        _MARK.sub("", written),
        quoted=(stretch.start, stretch.end) in find_quotes(text),
        certain=certain,
        form=round(1 / (1 + exp(-score)), 2),
    )
