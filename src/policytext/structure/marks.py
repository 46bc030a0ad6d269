"""Find the raised marks that tie authors to addresses, and read text around them.

Converters write them in many ways: `^{1,2*}`, `^a`, `<sup>1</sup>`, `¹`, a
plain digit after a name, a star.
"""

from __future__ import annotations

import re

_RAISED = r"[¹²³\u2070-\u2079]"
_SIGN = r"[*⁎∗†‡§✉]"
MARK = re.compile(
    rf"""
      \$? \^ \{{ [^{{}}\n]{{0,20}} \}} \$?                # ^{{1,2*}}
    | \^ \[ [^\[\]\n]{{0,20}} \]                       # ^[1]
    | \^ (?: \d{{1,2}} | [a-z] | {_SIGN} ) (?: [,，] \s? (?:\d{{1,2}}(?!\d) | [a-z](?![\w]) | {_SIGN} ) )*
    | <sup> [^<]{{0,20}} </sup>                      # <sup>1</sup>
    | \\? {_SIGN}+ | {_RAISED} (?: [,，]? (?:{_RAISED}|\\?{_SIGN}) )*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# After a name a plain digit is a mark too: Zhang1,2* · 张三1,2
_DIGITS = re.compile(
    rf"(?<=[^\W\d_])\s?[(（\[]\d{{1,2}}[)）\]]|(?<=[^\W\d_])\s?\d{{1,2}}(?!\d)(?:\s?[,，]\s?\d{{1,2}}(?!\d))*(?:[,，]?\s?\\?{_SIGN})?"
)
_KEY = re.compile(r"\d+|[a-z]|" + _RAISED, re.IGNORECASE)
_RAISED_DIGITS = {ord(raised): str(n) for n, raised in enumerate("\u2070¹²³⁴⁵⁶⁷⁸\u2079")}
# Two raised digits side by side are two marks: no paper counts its addresses past nine that way.
_LEADING = re.compile(
    rf"(?:{MARK.pattern})\s* | [(（\[]? \d{{1,2}} [)）\].、．]? \s? (?=[A-Z\u4e00-\u9fff]) | [a-z] [ .)]? (?=[A-Z])",
    re.VERBOSE,
)


_CLOSING = re.compile(r"(?:\s*(?:\[\^[^\[\]\s]{1,40}\]|\^?[\[{]\d[\d,]*[\]}]))+\Z")


def drop_closing_mark(text: str) -> str:
    """Return a line without the marks of notes at its end.

    >>> drop_closing_mark("It ends here.^[1]"), drop_closing_mark("到此为止。[^note]")
    ('It ends here.', '到此为止。')
    """
    return _CLOSING.sub("", text) if text[-1:] in ("]", "}") else text


def find_marks(text: str, *, digits: bool = False) -> list[tuple[int, int]]:
    """Return where the marks stand in a line, in order; with `digits`, also plain ones after a letter."""
    spans = [match.span() for match in _DIGITS.finditer(text)] if digits else []
    taken = {at for start, end in spans for at in range(start, end)}
    spans += [match.span() for match in MARK.finditer(text) if match.start() not in taken]
    return sorted(spans)


def read_keys(mark: str) -> set[str]:
    """Return what a mark points to.

    >>> sorted(read_keys("^{1,2*}")), sorted(read_keys("¹²"))
    (['1', '2'], ['1', '2'])
    """
    inner = re.sub(r"</?sup>", "", mark)
    return {key.translate(_RAISED_DIGITS) for key in _KEY.findall(inner)}


def blank_marks(text: str, marks: list[tuple[int, int]]) -> str:
    """Return `text` with spaces for its marks, of the same length."""
    for start, end in marks:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def match_leading(text: str, start: int) -> tuple[int, set[str]]:
    """Return where an address begins after the mark before it, and what the mark says."""
    match = _LEADING.match(text, start)
    if match is None:
        return start, set()
    return match.end(), read_keys(match.group())


def cut_around_marks(text: str, start: int, *, digits: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a line that are no marks, placed from `start` on."""
    parts: list[tuple[int, int]] = []
    done = 0
    for begin, end in [*find_marks(text, digits=digits), (len(text), len(text))]:
        if text[done:begin].strip():
            parts.append((start + done, start + begin))
        done = end
    return tuple(parts)
