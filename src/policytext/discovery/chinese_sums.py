"""Find the models of Chinese policy that add their members up: 公司+农户, “互联网+”, 1+X.

The sign joins what is to work together. Quotation marks say where such a model begins and ends; without them
its outer words do. 加 between two names of the same length is the sign in
writing, but only quoted: 公司加农户.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.chinese_cutting import cut
from policytext.discovery.chinese_marks import find_quotes
from policytext.folding import HAN
from policytext.languages.chinese import tag_chinese
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = "[+＋]"
_MEMBER = rf"[{HAN}A-Za-z\d]{{1,12}}"
_QUOTED = re.compile(
    rf"{_MEMBER}(?:{_SIGN}{_MEMBER})+|[{HAN}]{{2,8}}{_SIGN}[XNxn]?|{_SIGN}[{HAN}]{{2,8}}"
)
_SUM = "加"  # a word by itself: 公司加农户, not 研发费用加计扣除
_WRITTEN = re.compile(rf"[{HAN}]{{2,4}}{_SUM}[{HAN}]{{2,4}}")
_BARE = re.compile(rf"[{HAN}]{{2,12}}(?:{_SIGN}[{HAN}]{{2,12}})+")
_SHORT = 4  # characters of a stretch that is a member as a whole


def find_sums(text: str) -> Iterator[Candidate]:
    """Yield the models of a text, quoted ones first.

    >>> [c.text for c in find_sums("采取“公司+农户”等模式，探索党建+物业")]
    ['公司+农户', '党建+物业']
    """
    if "+" not in text and "＋" not in text and "加" not in text:
        return
    quotes = find_quotes(text)
    for start, end in quotes:
        added = _WRITTEN.fullmatch(text, start, end)
        if (added and _SUM in [token.text for token in cut(added[0], 0)]) or (
            _QUOTED.fullmatch(text, start, end) and not text[start:end].isascii()
        ):
            yield _make(text, start, end, quoted=True)
    if "+" not in text and "＋" not in text:
        return
    for match in _BARE.finditer(text):
        if any(start <= match.start() and match.end() <= end for start, end in quotes):
            continue
        parts = re.split(_SIGN, match[0])
        start = match.start() + len(parts[0]) - _measure(parts[0], last=True)
        end = match.end() - len(parts[-1]) + _measure(parts[-1], last=False)
        yield _make(text, start, end, quoted=False)


def _measure(part: str, *, last: bool) -> int:
    """Return how much of an outer stretch is the member: its outer word, all of a short one without a verb."""
    words = [token.text for token in cut(part, 0)]
    if len(part) <= _SHORT and not (last and tag_chinese(words[0]) == "v"):
        return len(part)
    return len(words[-1 if last else 0])


def _make(text: str, start: int, end: int, *, quoted: bool) -> Candidate:
    """Return a model as a candidate, its sign written one way."""
    written = text[start:end]
    normal = written.replace("＋", "+").upper()
    return Candidate(start, end, written, "zh", "plus chain", (), normal, quoted, certain=True)
