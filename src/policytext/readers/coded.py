"""Refuse what decodes as text and is none: letters in the codes of mails or addresses, or lost ones.

A mail saved as it was sent, an address copied from a browser's bar, a file that
a program saved in an alphabet that lacks Chinese: each is a text of letters, and
none says anything. Searched and counted it would only be noise.
"""

from __future__ import annotations

import re

from policytext.errors import UnreadableSource

SAMPLE = 200_000
"""Letters at the beginning of a text that are looked at."""

MOSTLY = 0.5
"""The share of a text in codes from which it is not for reading."""

MUCH = 0.1
"""The share of letters lost, or of one font's own, from which a text is not for reading."""

_CODED = re.compile(
    r"""
      (?: %[0-9A-Fa-f]{2} ){3,}                       # of addresses
    | (?: =[0-9A-F]{2} (?: =\r?\n )? ){3,}            # quoted-printable, of mails
    | (?: \\u[0-9a-fA-F]{4} ){2,} | (?: \\x[0-9a-fA-F]{2} ){3,}
    | (?: &\#(?: \d+ | x[0-9a-fA-F]+ ); ){2,}         # of pages, written twice
    | [A-Za-z0-9+/]{60,} ={0,2}                       # base64, hexadecimal figures
    """,
    re.VERBOSE,
)
_BASE64 = 60
_CODE_MARKS, _LONGEST_CODE = "%=\\&", 12
"""What codes begin with, and letters that a code takes at most."""

_LOST_MARKS = "?？□\ufffd"
_LOST = re.compile(r"(?<![A-Za-z?])[?？]{3,}|[□\ufffd]{2,}")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def refuse_coded(text: str, name: str) -> None:
    """Raise `UnreadableSource` for a text that stands in codes, or whose letters are lost or in one font only.

    `name` is the file's, for the message.
    """
    head = text[:SAMPLE]
    words = head.split()
    lengths = list(map(len, words))
    n_letters = sum(lengths)
    most_coded = _LONGEST_CODE * _count(_CODE_MARKS, head)
    if lengths and max(lengths) >= _BASE64:
        most_coded += sum(_count_ascii(word) for word in words if len(word) >= _BASE64)
    least = MOSTLY * n_letters
    if most_coded > least and _measure(_CODED, head) > least:
        raise UnreadableSource(
            f"{name}: holds letters in the codes of mails or addresses, as '{_show(_CODED, head)}', and no text. "
            "Open it in the program it comes from and save it as plain text."
        )
    least = MUCH * n_letters
    if _count(_LOST_MARKS, head) > least and (n_lost := _measure(_LOST, head)) > least:
        raise UnreadableSource(
            f"{name}: {n_lost:,} of its {n_letters:,} letters were lost before the file was saved and stand as "
            f"'{_show(_LOST, head)[0]}'. Get the original."
        )
    if _PRIVATE.search(head) and (n_private := _measure(_PRIVATE, head)) > least:
        raise UnreadableSource(
            f"{name}: {n_private:,} of its {n_letters:,} letters are codes that mean something in one font only. "
            "Run text recognition (OCR) on it, or get another copy."
        )


def _count(marks: str, text: str) -> int:
    """Return how often any of some characters stands in a text: far faster than a pattern, and mostly never."""
    return sum(map(text.count, marks))


def _count_ascii(word: str) -> int:
    """Return how many letters of a word are ASCII, as those of base64 are."""
    return len(word.encode("ascii", "ignore"))


def _measure(pattern: re.Pattern[str], text: str) -> int:
    """Return how many letters of a text a pattern covers."""
    return sum(len("".join(found.split())) for found in pattern.findall(text))


def _show(pattern: re.Pattern[str], text: str) -> str:
    """Return the beginning of the first stretch a pattern finds."""
    match = pattern.search(text)
    return match.group()[:18] if match else ""
