"""Read what a paper says without its typesetting, and never lose the way back.

The *reading text* of a passage is the source text with page-break halves
joined, footnote marks and stray markup left out, spaced-out words closed and
white space folded. Quotation marks stay: they carry meaning. `Reading` builds
it edit by edit and keeps, for every letter, the place it came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from policytext.folding import HAN
from policytext.records import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Reading:
    """A text under correction that remembers where each of its letters came from.

    Made from stretches of a source text; `delete`, `replace` and the like
    change it in place, one pattern after another; `runs` is the map back. A
    letter that was put in belongs to the stretch, or the empty place, it
    stands for.
    """

    __slots__ = ("runs", "text")

    def __init__(self, source: str, parts: Iterable[tuple[int, int]]) -> None:
        """Take `source[start:end]` of every part; a line break stands for white space between two, else a space."""
        pieces: list[str] = []
        places: list[tuple[int, int, int]] = []
        for start, end in parts:
            if pieces:
                gap = places[-1][2]
                pieces.append("\n" if not source[gap:start].strip() else " ")
                places.append((1, gap, start))
            pieces.append(source[start:end])
            places.append((end - start, start, end))
        self.text = "".join(pieces)
        self.runs = _to_runs(places)

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
        size, kept = len(self.text), len(self.text.strip())
        if kept == size:
            return
        lead = size - len(self.text.lstrip()) if kept else size
        self._splice([(0, lead, ""), (lead + kept, size, "")])

    def _splice(self, edits: list[tuple[int, int, str]]) -> None:
        """Apply `(start, end, new)` edits, given in order and without overlap."""
        if not edits:
            return
        pieces: list[str] = []
        places: list[tuple[int, int, int]] = []
        done = nearest = 0
        for start, end, new in [*edits, (len(self.text), len(self.text), "")]:
            pieces += self.text[done:start], new
            nearest = self._keep(done, start, nearest, places)
            if new:
                places.append((len(new), *self._place(start, end)))
            done = end
        self.text = "".join(pieces)
        self.runs = _to_runs(places)

    def _keep(self, start: int, end: int, nearest: int, places: list[tuple[int, int, int]]) -> int:
        """Add the places of `text[start:end]`, looking from the run `nearest` on; return the last run used."""
        for number in range(nearest, len(self.runs)):
            run = self.runs[number]
            if run.start >= end:
                break
            first, last = max(start, run.start), min(end, run.end)
            if first < last:
                whole = not _is_letter_by_letter(run)
                char_start = run.char_start if whole else run.char_start + first - run.start
                char_end = run.char_end if whole else run.char_start + last - run.start
                places.append((last - first, char_start, char_end))
            nearest = number
        return nearest

    def _place(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source that `text[start:end]` stands for, empty for an insertion."""
        if start < end:
            return to_source(self.runs, start, end)
        at = to_source(self.runs, start - 1, start)[1] if start else 0
        return at, at


def _is_letter_by_letter(run: Run) -> bool:
    """Tell whether the letters of a run stand for those of its place one by one."""
    return run.end - run.start == run.char_end - run.char_start


def _to_runs(places: list[tuple[int, int, int]]) -> tuple[Run, ...]:
    """Return `(length, char_start, char_end)` as runs, those that follow letter by letter made one."""
    runs: list[Run] = []
    at = 0
    for length, char_start, char_end in places:
        run = Run(at, at + length, char_start, char_end)
        before = runs[-1] if runs else None
        follows = before and before.char_end == char_start and _is_letter_by_letter(run)
        if before and follows and _is_letter_by_letter(before):
            runs[-1] = Run(before.start, run.end, before.char_start, char_end)
        elif length:
            runs.append(run)
        at += length
    return tuple(runs)


def to_source(runs: Sequence[Run], start: int, end: int) -> tuple[int, int]:
    """Return where `start:end` of a reading text lies in the source text.

    Raises `ValueError` when the span is empty or not inside the text.

    >>> to_source((Run(0, 3, 10, 13), Run(3, 5, 13, 14)), 1, 4)
    (11, 14)
    """
    if not (runs and 0 <= start < end <= runs[-1].end):
        raise ValueError(
            f"{start}:{end} is no stretch of a reading text of {runs[-1].end if runs else 0}"
        )
    return make_locator(runs)(start, end)


def make_locator(runs: Sequence[Run]) -> Callable[[int, int], tuple[int, int]]:
    """Return what tells of many stretches of one reading text, all of them inside it, where they lie in the source text.

    >>> locate = make_locator((Run(0, 3, 10, 13), Run(3, 5, 13, 14)))
    >>> locate(1, 2), locate(1, 4)
    ((11, 12), (11, 14))
    """
    if len(runs) == 1 and _is_letter_by_letter(runs[0]):
        shift = runs[0].char_start - runs[0].start
        return lambda start, end: (start + shift, end + shift)
    starts = [run.start for run in runs]

    def locate(start: int, end: int) -> tuple[int, int]:
        first = runs[bisect_right(starts, start) - 1]
        last = first if end <= first.end else runs[bisect_right(starts, end - 1) - 1]
        char_start = first.char_start + (start - first.start if _is_letter_by_letter(first) else 0)
        char_end = last.char_end - (last.end - end if _is_letter_by_letter(last) else 0)
        return char_start, char_end

    return locate


# What typesetting leaves in a text, in the order in which it is taken out.
_FOOTNOTE = re.compile(
    r"""
      [ ]?\^ \{ [^{}\n]{0,20} \}          # ^{1,2*}
    | [ ]?\^ \[ \d[\d,\s–-]* \]           # ^[1], ^[2,3]
    | ^\[ \^ [^\[\]\s]{1,40} \] :[ ]?        # [^1]: where the note itself stands
    | \[ \^ [^\[\]\s]{1,40} \]              # [^1], [^note]
    | <sup> [^<]{0,20} </sup>             # <sup>[1]</sup>
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# Superscript figures after a word or a mark, not after a unit of measure: work.² and 党建¹, but 5 km².
_FIGURE = "[⁰¹²³⁴-⁹]"
_SUPERSCRIPT = re.compile(
    rf"{_FIGURE}(?:(?<=[^\W\d_]{{3}}{_FIGURE})|(?<=[{HAN}.,;:!?”’\")）。，；：！？]{_FIGURE}))"
    rf"{_FIGURE}*(?:[,，]{_FIGURE}+)*"
)
_HTML = (
    "a abbr acronym address article aside audio b bdi bdo big blockquote body button canvas caption center cite code col colgroup "
    "dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form h[1-6] head header hgroup hr html i "
    "iframe img input ins kbd label legend li link main map mark meta nav noscript o:p object ol optgroup option p param picture pre q "
    "rp rt ruby s samp section select small source span strike strong sub summary sup svg table tbody td template textarea tfoot th "
    "thead time title tr track tt u ul var video wbr"
)
_TAG = re.compile(rf"</?(?:{'|'.join(_HTML.split())})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_UNREAD = re.compile(
    r"<!--.{0,5000}?-->|<(script|style)\b[^<>]*>.{0,5000}?</\1\s*>", re.IGNORECASE | re.DOTALL
)
# Where a link leads: an address, a place in the same text, a path or a file; with or without a title of its own.
_TARGET = (
    r"<?(?=(?:https?:|mailto:|www\.|\#)|(?=[^()\s]*[A-Za-z.])[^()\s]*(?:/|\.[A-Za-z][A-Za-z0-9]{1,4}>?[\s)]))"
    r"(?:[^()\s]|\([^()\s]*\))*"
    r"(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'|\w+=\"[^\"\n]*\"))*[ ]*"
)
_PICTURE = re.compile(rf"(?P<open>!\[)[^\[\]\n]*(?P<close>\]\({_TARGET}\))")
_LINK = re.compile(rf"(?P<open>\[)[^\[\]\n]*(?P<close>\]\({_TARGET}\))")
_BOLD = re.compile(
    r"(?P<open>\*\*|__)(?=\S)(?:(?!(?P=open)).)+?(?<=\S)(?P<close>(?P=open))", re.DOTALL
)
_ITALIC = re.compile(
    r"(?<![\w*\\])(?P<open>\*)(?=[^\s*])(?:[^*\n]|\n(?!\s*\n))*?(?<=[^\s*\\])(?P<close>\*)(?![\w*])"
)
_ESCAPE = re.compile(r"(?P<open>\\+)[\\`*_{}\[\]()#+.!|>~-]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
# One word set with a space after every letter: a capital and at least two single small letters.
_SPACED_OUT = re.compile(r"[A-Z](?<!\S[A-Z])(?: [a-z]){2,}(?=\b)")
# An acronym and its number with spaces about the hyphen: COVID - 19.
_SPACED_HYPHEN = re.compile(r"\s(?<=[A-Z]{2}\s)\s*[-–]\s+(?=\d)")
_RUN_ON = re.compile(r"(?<=[a-z];)(?=[A-Z])")  # coverage;Party
# Kangxi radicals, compatibility ideographs, ligatures, full-width letters and digits: the same
# letters drawn otherwise. Full-width punctuation stays, for it is Chinese punctuation.
_DRAWN_OTHERWISE = re.compile(
    "[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+"
)
_COMBINING = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_HAN_OR_MARK = rf"[{HAN}\u3001-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff20“”‘’…—]"
_WRAPPED_HAN = re.compile(rf"(?<={_HAN_OR_MARK})[^\S\r\n]*[\r\n]\s*(?={_HAN_OR_MARK})")
# A word with a hyphen, broken after it: self-⏎government. Whether a hyphen is the word's own is not known here; it stays.
_WRAPPED_HYPHEN = re.compile(r"(?<=[a-z]-)(?P<break>[^\S\r\n]*[\r\n]\s*)(?=[a-z])")
_SPACE_BEFORE_MARK = re.compile(r" (?<=\S )(?=[,.;:!?](?:\s|$))")
_FOLDED_SPACE = re.compile(r"\s{2,}|[^\S ]")
# What one of the first patterns begins with or needs, and what is no single plain space. Most
# passages have none of either, and one search for all of them is faster than every pattern's own.
_MARK = re.compile(
    r"[\^<\[*_\\⁰¹²³⁴-⁹\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06"
    r"\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u0300-\u036f]"
)
_WHITE = re.compile(r"[^\S ]|  ")


def build_reading(source: str, parts: Iterable[tuple[int, int]]) -> Reading:
    """Return the reading text of some parts of a source text, in the order given.

    Parts that a page break cut apart are joined by a space, in Chinese by
    nothing. docs/how-it-works.md lists what is left out and what is changed.

    >>> build_reading("party building^{1} is **key** ^[2].", [(0, 35)]).text
    'party building is key.'
    >>> build_reading("X u n Mingli", [(0, 12)]).text
    'Xun Mingli'
    """
    reading = Reading(source, parts)
    if _MARK.search(reading.text):
        _leave_out_marks(reading)
    if _WHITE.search(reading.text):
        reading.delete(_WRAPPED_HAN)
        reading.delete(_WRAPPED_HYPHEN, "break")
        reading.replace(_FOLDED_SPACE, " ")
    if " " in reading.text:  # by now there is no other space
        reading.replace(_SPACED_HYPHEN, "-")
    if ";" in reading.text:
        reading.replace(_RUN_ON, " ")
    if " " in reading.text:
        reading.close_up(_SPACED_OUT)
        reading.delete(_SPACE_BEFORE_MARK)
        reading.strip()
    return reading


def _leave_out_marks(reading: Reading) -> None:
    """Leave out footnote marks, markup and invisible characters, and put the usual letters for those drawn otherwise."""
    if "^" in reading.text or "<" in reading.text:
        reading.delete(_FOOTNOTE)
    if not reading.text.isascii():
        reading.delete(_SUPERSCRIPT)
    if "<" in reading.text:
        reading.delete(_UNREAD)
        reading.replace(_BREAK, " ")
        reading.delete(_TAG)
    if "](" in reading.text:
        reading.delete(_PICTURE, "open", "close")
        reading.delete(_LINK, "open", "close")
    if "*" in reading.text or "__" in reading.text:
        reading.delete(_BOLD, "open", "close")
        reading.delete(_ITALIC, "open", "close")
    if "\\" in reading.text:
        reading.delete(_ESCAPE, "open")
    if not reading.text.isascii():
        reading.delete(_INVISIBLE)
        reading.normalise(_DRAWN_OTHERWISE, "NFKC")
        reading.normalise(_COMBINING, "NFC")
