"""Read what a paper says without its typesetting, and never lose the way back.

The *reading text* of a passage is the source text with page-break halves
joined, footnote marks and stray markup left out, spaced-out words closed and
white space folded. Quotation marks stay: they carry meaning. `Reading` builds
it edit by edit and keeps, for every letter, the place it came from.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from typing import TYPE_CHECKING

from policytext.folding import HAN
from policytext.records import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Reading:
    """A text under correction that remembers where each of its letters came from.

    Made from stretches of a source text; `delete` and `replace` change it in
    place; `runs` gives the finished map. A letter that was inserted belongs to
    the empty place, or the replaced stretch, it stands for.
    """

    __slots__ = ("_ends", "_starts", "text")

    def __init__(self, source: str, parts: Iterable[tuple[int, int]], joiner: str = " ") -> None:
        """Take `source[start:end]` of every part, with `joiner` standing for each gap."""
        pieces: list[str] = []
        self._starts: array[int] = array("q")
        self._ends: array[int] = array("q")
        for start, end in parts:
            if pieces and joiner:
                pieces.append(joiner)
                gap = self._ends[-1]
                self._starts.extend([gap] * len(joiner))
                self._ends.extend([start] * len(joiner))
            pieces.append(source[start:end])
            self._starts.extend(range(start, end))
            self._ends.extend(range(start + 1, end + 1))
        self.text = "".join(pieces)

    def delete(self, pattern: re.Pattern[str], *groups: int | str) -> None:
        """Leave out every match of `pattern`, or only the named or numbered `groups` of it."""
        spans = [
            match.span(group)
            for match in pattern.finditer(self.text)
            for group in (groups or (0,))
            if match.span(group) != (-1, -1)
        ]
        self._splice([(start, end, "") for start, end in spans])

    def replace(self, pattern: re.Pattern[str], new: str) -> None:
        """Put `new` for every match of `pattern`; each letter of it stands for the whole match."""
        self._splice([(*match.span(), new) for match in pattern.finditer(self.text)])

    def normalise(self, pattern: re.Pattern[str], form: str) -> None:
        """Put the Unicode normal form `form` of every match of `pattern` in its place."""
        self._splice(
            [
                (*match.span(), unicodedata.normalize(form, match.group()))  # type: ignore[arg-type]
                for match in pattern.finditer(self.text)
            ]
        )

    def close_up(self, pattern: re.Pattern[str]) -> None:
        """Leave out the spaces inside every match of `pattern`."""
        self._splice(
            [
                (at, at + 1, "")
                for match in pattern.finditer(self.text)
                for at in range(*match.span())
                if self.text[at] == " "
            ]
        )

    def strip(self) -> None:
        """Leave out white space at both ends."""
        lead = len(self.text) - len(self.text.lstrip())
        tail = len(self.text.rstrip())
        if tail <= lead:
            lead, tail = 0, 0
        self.text = self.text[lead:tail]
        self._starts = self._starts[lead:tail]
        self._ends = self._ends[lead:tail]

    def _splice(self, edits: list[tuple[int, int, str]]) -> None:
        """Apply `(start, end, new)` edits, given in order and without overlap."""
        if not edits:
            return
        pieces: list[str] = []
        starts: array[int] = array("q")
        ends: array[int] = array("q")
        done = 0
        for start, end, new in edits:
            pieces += self.text[done:start], new
            starts += self._starts[done:start]
            ends += self._ends[done:start]
            if new:
                first, last = self._place(start, end)
                starts.extend([first] * len(new))
                ends.extend([last] * len(new))
            done = end
        pieces.append(self.text[done:])
        self._starts = starts + self._starts[done:]
        self._ends = ends + self._ends[done:]
        self.text = "".join(pieces)

    def _place(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source that `text[start:end]` stands for, empty for an insertion."""
        if start < end:
            return self._starts[start], self._ends[end - 1]
        at = self._ends[start - 1] if start else self._starts[0]
        return at, at

    def runs(self) -> tuple[Run, ...]:
        """Return the map back to the source as the fewest runs that hold it."""
        return tuple(_find_runs(self._starts, self._ends))


def _find_runs(starts: array[int], ends: array[int]) -> Iterator[Run]:
    """Yield stretches that step letter by letter, and those that share one place."""
    begin, size = 0, len(starts)
    while begin < size:
        place = starts[begin], ends[begin]
        at = begin + 1
        if place[1] - place[0] == 1 and (at == size or starts[at] != place[0]):
            while at < size and starts[at] == ends[at - 1] and ends[at] == starts[at] + 1:
                at += 1
                if at < size and starts[at] == starts[at - 1]:
                    at -= 1  # the last letter opens a stretch that shares one place
                    break
        else:
            while at < size and (starts[at], ends[at]) == place:
                at += 1
        yield Run(begin, at, place[0], ends[at - 1])
        begin = at


def to_source(runs: tuple[Run, ...], start: int, end: int) -> tuple[int, int]:
    """Return where `start:end` of a reading text lies in the source text.

    Raises `ValueError` when the span is empty or not inside the text.

    >>> to_source((Run(0, 3, 10, 13), Run(3, 5, 13, 14)), 1, 4)
    (11, 14)
    """
    first = next((r for r in runs if r.start <= start < r.end), None)
    last = next((r for r in reversed(runs) if r.start < end <= r.end), None)
    if first is None or last is None or start >= end:
        raise ValueError(
            f"{start}:{end} is no stretch of a reading text of {runs[-1].end if runs else 0}"
        )
    one_to_one = first.end - first.start == first.char_end - first.char_start
    char_start = first.char_start + (start - first.start if one_to_one else 0)
    one_to_one = last.end - last.start == last.char_end - last.char_start
    char_end = last.char_end - (last.end - end if one_to_one else 0)
    return char_start, char_end


# What typesetting leaves in a text, in the order in which it is taken out.
_FOOTNOTE = re.compile(
    r"""
      [ ]?\^ \{ [^{}\n]{0,20} \}          # ^{1,2*}
    | [ ]?\^ \[ \d[\d,\s–-]* \]           # ^[1], ^[2,3]
    | <sup> [^<]{0,20} </sup>             # <sup>[1]</sup>
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sub|sup|small|span|p|div|font|a)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"(?P<open>!?\[)[^\[\]\n]+(?P<close>\]\((?:https?:|mailto:|www\.)[^()\s]*\))")
_BOLD = re.compile(
    r"(?P<open>\*\*|__)(?=\S)(?:(?!(?P=open)).)+?(?<=\S)(?P<close>(?P=open))", re.DOTALL
)
_ITALIC = re.compile(
    r"(?<![\w*\\])(?P<open>\*)(?=[^\s*])[^*\n]*?(?<=[^\s*\\])(?P<close>\*)(?![\w*])"
)
_ESCAPE = re.compile(r"(?P<open>\\)[\\`*_{}\[\]()#+.!|>~-]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
# One word set with a space after every letter: a capital and at least two single small letters.
_SPACED_OUT = re.compile(r"(?<!\S)[A-Z](?: [a-z]){2,}(?=\b)")
# An acronym and its number with spaces about the hyphen: COVID - 19.
_SPACED_HYPHEN = re.compile(r"(?<=[A-Z]{2})\s+[-–]\s+(?=\d)")
_RUN_ON = re.compile(r"(?<=[a-z];)(?=[A-Z])")  # coverage;Party
# Kangxi radicals, compatibility ideographs, ligatures, full-width letters and digits: the same
# letters drawn otherwise. Full-width punctuation stays, for it is Chinese punctuation.
_DRAWN_OTHERWISE = re.compile(
    "[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+"
)
_COMBINING = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_HAN_OR_MARK = rf"[{HAN}\u3001-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff20“”‘’…—]"
_WRAPPED_HAN = re.compile(rf"(?<={_HAN_OR_MARK})[^\S\n]*\r?\n\s*(?={_HAN_OR_MARK})")
_SPACE_BEFORE_MARK = re.compile(r"(?<=\S) (?=[,.;:!?](?:\s|$))")
_FOLDED_SPACE = re.compile(r"\s{2,}|[^\S ]")


def build_reading(source: str, parts: Iterable[tuple[int, int]]) -> Reading:
    """Return the reading text of some parts of a source text, in the order given.

    Parts that a page break cut apart are joined by a space, in Chinese by
    nothing. docs/how-it-works.md lists what is left out and what is changed.

    >>> build_reading("party building^{1} is **key** ^[2].", [(0, 35)]).text
    'party building is key.'
    >>> build_reading("X u n Mingli", [(0, 12)]).text
    'Xun Mingli'
    """
    spans = list(parts)
    reading = Reading(source, spans, "" if _meet_in_han(source, spans) else " ")
    reading.delete(_FOOTNOTE)
    reading.delete(_TAG)
    reading.replace(_BREAK, " ")
    reading.delete(_LINK, "open", "close")
    reading.delete(_BOLD, "open", "close")
    reading.delete(_ITALIC, "open", "close")
    reading.delete(_ESCAPE, "open")
    reading.delete(_INVISIBLE)
    reading.normalise(_DRAWN_OTHERWISE, "NFKC")
    reading.normalise(_COMBINING, "NFC")
    reading.delete(_WRAPPED_HAN)
    reading.replace(_FOLDED_SPACE, " ")
    reading.replace(_SPACED_HYPHEN, "-")
    reading.replace(_RUN_ON, " ")
    reading.close_up(_SPACED_OUT)
    reading.delete(_SPACE_BEFORE_MARK)
    reading.strip()
    return reading


def _meet_in_han(source: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether the first gap between parts has Chinese on both sides."""
    if len(spans) < 2:
        return False
    before, after = source[slice(*spans[0])].rstrip()[-1:], source[slice(*spans[1])].lstrip()[:1]
    return bool(re.match(_HAN_OR_MARK, before) and re.match(_HAN_OR_MARK, after))
