"""Read dates as files state them, from the year down."""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"\s*(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?|(\d{2})(\d{2}))?(?!\d)"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ENGLISH_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{'|'.join(_MONTHS)})[a-z]*\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""A date with the name of its month, anywhere in a text."""

_NAMED = re.compile(
    rf"""
      \s* (?: [A-Za-z]+ ,? \s+ )??                                          # Thursday,
      (?: (?P<day>\d{{1,2}}) (?:st|nd|rd|th)? \s+ )? (?P<month>{"|".join(_MONTHS)}) [a-z]* \.?
      (?: \s+ (?P<after>\d{{1,2}}) (?:st|nd|rd|th)? )? ,? \s+ (?P<year>\d{{4}}) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_date(said: str) -> str:
    """Return a date in ISO 8601 as far as it is stated, empty where none can be read.

    >>> read_date("2019年5月4日"), read_date("20190524"), read_date("2019/5"), read_date("soon")
    ('2019-05-04', '2019-05-24', '2019-05', '')
    >>> read_date("Thu, 21 Dec 2017 10:00"), read_date("May 4th, 2019"), read_date("2023-12-06T20:52:11Z")
    ('2017-12-21', '2019-05-04', '2023-12-06')
    """
    if named := _NAMED.match(said):
        month = str(_MONTHS.index(named["month"].lower()) + 1)
        return _write(named["year"], month, named["day"] or named["after"])
    match = _NUMBERED.match(said)
    if not match or int(match[1]) < 1000:
        return ""
    return _write(match[1], match[2] or match[4], match[3] or match[5])


def _write(year: str, month: str | None, day: str | None) -> str:
    """Return a date without the parts that are missing or impossible."""
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= 31:
        return f"{year}-{month.zfill(2)}"
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"
