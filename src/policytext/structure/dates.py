"""Find the dates that a text states, in figures or in Chinese numerals, and write them from the year down."""

from __future__ import annotations

import re

from policytext.numerals import read_chinese_numeral
from policytext.readers.dates import ENGLISH_DATE, read_date

_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][九〇○零０0OＯ][〇○零０0OＯ一二三四五六七八九]{2})"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十元]{1,3})"
DATE = re.compile(
    rf"{_YEAR}\s*(?:年|[-./])\s*(?P<month>{_NUMBER})\s*(?:月|[-./])\s*(?:(?P<day>{_NUMBER})\s*日?)?"
)
DAY = re.compile(rf"(?:{DATE.pattern})|(?:{ENGLISH_DATE.pattern})", re.IGNORECASE)
"""A date in Chinese, in figures, or with an English month."""

_DIGITS = {ord(letter): str(n) for n, letter in enumerate("〇一二三四五六七八九")}
_DIGITS |= dict.fromkeys(map(ord, "○零０OＯ"), "0")


def find_date(text: str) -> str:
    """Return the first date of a text, empty where it has none.

    >>> find_date("二〇〇四年十月十五日"), find_date("2019年5月")
    ('2004-10-15', '2019-05')
    """
    match = DATE.search(text)
    return write_date(match) if match else ""


def find_day(text: str) -> str:
    """Return the first date of a text in Chinese or English, empty where it has none.

    >>> find_day("发布日期：2019年5月4日"), find_day("Published online 4 May 2019")
    ('2019-05-04', '2019-05-04')
    """
    if found := find_date(text):
        return found
    match = ENGLISH_DATE.search(text)
    return read_date(match.group()) if match else ""


def write_date(match: re.Match[str]) -> str:
    """Return a date from the year down: 2019-05-24, 2019-05 or 2019."""
    year = match["year"].translate(_DIGITS)
    parts = [_read_number(match[name]) for name in ("month", "day") if match[name]]
    if not parts or not 1 <= parts[0] <= 12 or (len(parts) > 1 and not 1 <= parts[1] <= 31):
        return year
    return "-".join([year, *(f"{part:02}" for part in parts)])


def _read_number(text: str) -> int:
    """Return the number of a month or a day."""
    return int(text) if text.isdecimal() else read_chinese_numeral(text.replace("元", "一")) or 0
