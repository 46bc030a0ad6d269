"""Read the number a heading opens with: `4.2.1.`, `II.`, `b)`, `第三章`, `（二）`.

Each way of numbering is a *scheme*; within a scheme headings are siblings, and
a heading of a new scheme stands below the one it follows (`levels`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policytext.numerals import ENGLISH_UNITS, HAN_DIGITS, read_chinese_numeral

_NUMBER = re.compile(
    rf"""
      第 \s? (?P<ordinal>[{HAN_DIGITS}千\d]{{1,9}}) \s?
        (?P<unit>分编|编|篇|部分|章|节|条(?=之[{HAN_DIGITS}]{{1,3}}(?![\u4e00-\u9fff]))|条)
        (?: (?<=条) 之[{HAN_DIGITS}]{{1,3}}(?![\u4e00-\u9fff]) )?     # 第三章, 第一百二十条之一
    | (?P<zh_comma>[{HAN_DIGITS}]{{1,3}}) \s? [、．.]                        # 三、
    | [（(] \s? (?P<zh_paren>[{HAN_DIGITS}]{{1,3}}) \s? [）)] 、?              # （三）
    | (?P<outer>\d{{1,2}}) \. [ ]+ (?P<inner>\d{{1,2}}) (?=[ ]+[^\W\d_])    # 2. 1 Title
    | (?P<decimal>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}}) [.．、]? (?=\s|[^\W\d_])  # 4.2.1.
    | (?P<digit>\d{{1,2}}) [.．、] (?!\d)                                  # 4.
    | (?P<digit_paren>\d{{1,2}}) [)）]                                   # 4)
    | [(（] (?P<paren_digit>\d{{1,2}}) [)）]                           # (4)
    | (?P<circled>[①-⑳])                                         # ④
    | (?P<roman>(?-i:[IVXLC]{{1,6}})|[Ⅰ-Ⅻ]) [.．、)] (?=\s|[^\x00-\x7f]) # IV.
    | (?P<alpha>(?-i:[A-Z])) [.．、] (?=\s|[^\x00-\x7f])                       # A.
    | (?P<alpha_paren>[A-Za-z]) \) (?=\s)                             # a)
    | \( (?P<paren_alpha>[a-z]) \) (?=\s)                             # (a)
    | (?P<word>chapter|part|section|article|annex|appendix) \s+
        (?P<word_value>\d{{1,3}}|[ivxlc]{{1,6}}|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten)
        \b \s? [.:：—–-]?                                            # Chapter 4:
    | (?P<bare>\d{{1,2}}) (?=\s+(?-i:[^\W\d_a-z]))                            # 4 Title
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNITS = {
    "分编": "subpart",
    "编": "part",
    "篇": "part",
    "部分": "part",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SPACE = re.compile(r"[\s\u3000]*")
_REMEMBERED = 1024
"""Openings kept at hand: whether a line is a heading is asked of it and of its neighbours, time and again."""


@dataclass(frozen=True, slots=True)
class Number:
    """A heading's number: its scheme, its own value, and where the title begins.

    `path` holds all components of a decimal number, else only the value. A
    single capital that is a letter and a Roman numeral alike has scheme
    `roman` and its place in the alphabet as `letter`, otherwise 0.
    """

    scheme: str
    path: tuple[int, ...]
    end: int
    letter: int = 0

    @property
    def value(self) -> int:
        """Return the last component, the one that counts the siblings."""
        return self.path[-1]


@lru_cache(_REMEMBERED)
def read_number(text: str, start: int = 0) -> Number | None:
    """Return the number `text` opens with at `start`, or nothing.

    >>> read_number("4.2.1. Explore").path, read_number("2. 1 Strengthening").path
    ((4, 2, 1), (2, 1))
    >>> read_number("第三章 总则").scheme, read_number("IV. CONCLUSION").value
    ('chapter', 4)
    >>> read_number("第一千二百六十条　本法自").value, read_number("第十条之一　以").end
    (1260, 6)
    """
    match = _NUMBER.match(text, start)
    if match is None:
        return None
    space = _SPACE.match(text, match.end())
    end = space.end() if space else match.end()
    scheme = match.lastgroup or ""
    if scheme == "unit":
        return Number(_UNITS[match["unit"]], (_read_value(match["ordinal"]),), end)
    if scheme == "inner":
        return Number("decimal", (int(match["outer"]), int(match["inner"])), end)
    if scheme == "word_value":
        return Number(match["word"].lower(), (_read_value(match["word_value"].upper()),), end)
    raw = match[scheme]
    if scheme in ("decimal", "digit", "bare"):
        path = tuple(int(part) for part in re.split("[.．]", raw))
        return Number("bare" if scheme == "bare" else "decimal", path, end)
    letter = ord(raw) - 64 if scheme == "roman" and len(raw) == 1 and raw.isascii() else 0
    return Number(scheme, (_read_value(raw.upper() if raw.isascii() else raw),), end, letter)


def _read_value(raw: str) -> int:
    """Return what a number of any script is worth."""
    if not raw.isascii():
        return _read_foreign(raw)
    if raw.isdigit():
        return int(raw)
    if raw.lower() in ENGLISH_UNITS:
        return ENGLISH_UNITS.index(raw.lower())
    return _read_roman(raw) if all(letter in _ROMAN for letter in raw) else ord(raw) - 64


def _read_foreign(raw: str) -> int:
    """Return the value of ④, Ⅳ or 四."""
    for first, last in ("①⑳", "ⅠⅫ"):
        if first <= raw <= last and len(raw) == 1:
            return ord(raw) - ord(first) + 1
    thousands, _, rest = raw.rpartition("千")
    return 1000 * (read_chinese_numeral(thousands) or 0) + (read_chinese_numeral(rest) or 0)


def _read_roman(raw: str) -> int:
    """Return the value of a Roman numeral in capitals."""
    values = [_ROMAN[letter] for letter in raw]
    return sum(
        -value if any(after > value for after in values[at + 1 :]) else value
        for at, value in enumerate(values)
    )
