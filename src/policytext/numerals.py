"""Read the numerals of both languages: `four`, `two-hundred`, `四`, `两`, `双`, `十八`, `１２`.

One place for what a numeral is worth, because headings, formulae and the
counting of members must agree on it.
"""

from __future__ import annotations

import re

HAN_DIGITS = "零〇一二三四五六七八九十百两"
"""The characters a Chinese numeral below a thousand is written with."""

HAN_MULTIPLES = {"双": 2, "两": 2, "俩": 2, "半": 0}
"""Characters that say a number without counting: 双报告 has two reports."""

ENGLISH_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ENGLISH_TENS = (
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
)
ENGLISH_MULTIPLES = {
    "both": 2, "double": 2, "dual": 2, "twin": 2, "twofold": 2, "triple": 3, "threefold": 3, "trilogy": 3,
    "quadruple": 4, "fourfold": 4, "quintuple": 5, "fivefold": 5,
}  # fmt: skip
"""Words that say a number without counting: double report has two reports."""

_ENGLISH = {word: value for value, word in enumerate(ENGLISH_UNITS)}
_ENGLISH |= {word: 10 * (at + 2) for at, word in enumerate(ENGLISH_TENS)}
_ENGLISH |= ENGLISH_MULTIPLES


def read_chinese_numeral(text: str) -> int | None:
    """Return what a Chinese numeral below a thousand is worth, nothing when it is none.

    Digits of either width are read too; 双 and 两 are two.

    >>> [read_chinese_numeral(t) for t in ("八", "十八", "两", "双", "一百零五", "３", "党")]
    [8, 18, 2, 2, 105, 3, None]
    """
    if text.isdigit() and text.isdecimal():
        return int(text)
    if text in HAN_MULTIPLES:
        return HAN_MULTIPLES[text]
    if not text or any(letter not in HAN_DIGITS for letter in text):
        return None
    total, digit = 0, 0
    for letter in text:
        if letter in "十百":
            total += max(digit, 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = 2 if letter == "两" else max(0, HAN_DIGITS.index(letter) - 1)
    return total + digit


def read_english_numeral(text: str) -> int | None:
    """Return what an English numeral below a hundred is worth, nothing when it is none.

    Words, digits and multiples (`double`) in any case; `twenty-one` with a
    hyphen, a space or nothing.

    >>> [read_english_numeral(t) for t in ("Two", "18", "twenty-one", "double", "party")]
    [2, 18, 21, 2, None]
    """
    if text.isdigit() and text.isascii():
        return int(text)
    words = re.split(r"[\s-]+", text.lower().strip())
    if len(words) == 2 and words[0] in ENGLISH_TENS and words[1] in ENGLISH_UNITS[1:10]:
        return _ENGLISH[words[0]] + _ENGLISH[words[1]]
    return _ENGLISH.get(words[0]) if len(words) == 1 else None
