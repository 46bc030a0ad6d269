"""Repair text that was decoded wrongly once before and saved that way.

UTF-8 taken for GBK gives `鍔犲己` for 加强, taken for Windows-1252 `åŠ å¼º`, and
GBK taken for Latin-1 `¼ÓÇ¿`. Going back the way the letters came gives the
bytes they were made of; when all of them go back, and what the bytes then say
reads like a language, there is no doubt. When some letters were lost on the
way, nothing can be certain, and the text is not for reading.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policytext.readers.likeness import (
    CERTAIN,
    find_chinese,
    holds_control,
    reads_like_japanese,
    weigh_chinese,
)


class Repair(NamedTuple):
    """A text as it was meant, and what had been taken for what."""

    text: str
    note: str


LARGEST_LOSS = 0.1
"""The share of lost letters up to which one can still tell what had happened to a text."""

MOST_LAYERS = 3
"""How often one text may have been read wrongly, one time after another."""

MOST = 0.8
"""The least share of the letters of Windows-1252 that belong to letters of UTF-8 spread over several."""

MIN_FOREIGN = 0.3
"""The least share of letters beyond ASCII in Chinese that was taken for Latin-1."""

# Windows-1252 leaves five bytes undefined; programs read them as the control characters of Latin-1.
_BYTES = {chr(n): n for n in range(0x80, 0xA0)}
_BYTES |= {bytes((n,)).decode("cp1252", "ignore") or chr(n): n for n in range(0x80, 0x100)}
_TAKEN_UP = "".join(letter for letter, n in sorted(_BYTES.items()) if 0x80 <= n <= 0xBF)
_LATIN = re.compile("[" + re.escape("".join(sorted(_BYTES))) + "]")
# A letter of UTF-8 in several bytes, each byte shown as a letter of Windows-1252.
_SEQUENCE = re.compile(
    rf"[\u00c2-\u00df][{re.escape(_TAKEN_UP)}]|[\u00e0-\u00ef][{re.escape(_TAKEN_UP)}]{{2}}"
    rf"|[\u00f0-\u00f4][{re.escape(_TAKEN_UP)}]{{3}}"
)
_LEADS = re.compile("[\u00c2-\u00f4]")  # what such a letter begins with: most texts hold none
_HAN = re.compile("[\u3400-\u9fff]")
# What English and Chinese texts are known to hold beyond ASCII and Han.
_USUAL = re.compile(
    "[\u00a0-\u017f\u0370-\u03ff\u2000-\u206f\u2070-\u22ff\u2460-\u24ff\u2500-\u27bf\u3000-\u303f\uff00-\uffef]"
)


def repair(text: str, evidence: float) -> Repair | None:
    """Return the text as it was meant where it is certainly garbled, nothing where it is not.

    `evidence` is what `weigh_chinese` says of the text.

    >>> repair("åŠ\u00a0å¼ºç¤¾åŒºå…šå»ºå·¥ä½œ", -1.0).text
    '加强社区党建工作'
    """
    found = _repair_once(text, evidence)
    for _ in range(MOST_LAYERS - 1):
        again = found and _repair_once(found.text, weigh_chinese(found.text))
        if not again:
            break
        found = again
    return None if found and holds_control(found.text) else found


def is_beyond_repair(text: str, evidence: float) -> bool:
    """Tell whether a text is UTF-8 that was taken for GBK and lost letters by that; `evidence` as for `repair`."""
    if evidence > 0 or not _HAN.search(text):
        return False
    data = text.encode("gb18030", "ignore")
    meant = data.decode("utf-8", "replace")
    n_lost = meant.count("\ufffd")
    n_kept = sum(letter > "\x7f" for letter in meant) - n_lost
    return (
        n_lost <= 2 * LARGEST_LOSS * n_kept
        and weigh_chinese(meant.replace("\ufffd", "")) >= CERTAIN
    )


def _repair_once(text: str, evidence: float) -> Repair | None:
    """Return the text one wrong reading back."""
    if text.isascii():
        return None
    if _LEADS.search(text) and _SEQUENCE.search(text) and (meant := _undo_sequences(text)):
        return Repair(meant, _note("UTF-8", "Windows-1252"))
    if not _HAN.search(text):
        meant = _undo_latin(text) if _LATIN.search(text) else ""
        return Repair(meant, _note("a Chinese encoding", "Latin-1")) if meant else None
    return _undo_gbk(text) if evidence < 0 and not reads_like_japanese(text) else None


def _note(meant: str, taken: str) -> str:
    """Return the sentence about a repair."""
    return (
        f"The text was {meant} that a program had taken for {taken}; it was turned back, "
        "and positions count in the repaired text."
    )


def _undo_sequences(text: str) -> str:
    """Return a text with every letter that is spread over several made one again, empty when that is unsure."""
    made: list[str] = []

    def turn_back(match: re.Match[str]) -> str:
        letter = bytes(map(_BYTES.__getitem__, match.group())).decode("utf-8", "ignore")
        made.append(letter or match.group())
        return made[-1]

    meant = _SEQUENCE.sub(turn_back, text)
    letters = "".join(made)
    n_spread = sum(map(len, _SEQUENCE.findall(text)))
    if n_spread < MOST * sum(letter in _BYTES for letter in text):
        return ""  # a chance meeting of letters, or bytes of another encoding
    known = (_USUAL.match(letter) or _HAN.match(letter) or letter in _BYTES for letter in letters)
    if any(len(letter) != 1 for letter in made) or not all(known):
        return ""
    return "" if _HAN.search(letters) and weigh_chinese(letters) <= 0 else meant


def _undo_latin(text: str) -> str:
    """Return Chinese whose bytes stand as letters of Latin-1, empty when it is not that."""
    n_foreign = len(text) - len(text.encode("ascii", "ignore"))
    if n_foreign < MIN_FOREIGN * len(text) or any(
        letter > "\x7f" and letter not in _BYTES for letter in set(text)
    ):
        return ""
    data = bytes(_BYTES.get(letter, ord(letter) & 0x7F) for letter in text)
    found = find_chinese(data)
    return found[0] if found else ""


def _undo_gbk(text: str) -> Repair | None:
    """Return what the bytes of a text say that was taken for GBK."""
    try:
        data = text.encode("gb18030")
    except UnicodeEncodeError:
        return None
    for encoding, called in (("utf-8", "UTF-8"), ("big5hkscs", "Big5")):
        try:
            meant = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if weigh_chinese(meant) >= CERTAIN:
            return Repair(meant, _note(called, "GBK"))
    return None
