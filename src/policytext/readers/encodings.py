"""Turn the bytes of a file into text, and refuse rather than guess wrongly.

The bytes themselves decide: a byte-order mark, else strict UTF-8, else the
zeros that UTF-16 leaves, else GB18030 where the outcome reads like Chinese. No
other encoding is guessed: a wrong guess would put wrong words into every table
without anyone noticing.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from policytext.errors import UnreadableSource

_MARKS = (  # the longer marks first: UTF-32 little-endian begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_UNUSED = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff\U000f0000-\U0010ffff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3040-\u30ff]")

# Measured on running text written in one encoding and read as GB18030. Frequent characters make up
# 1.00 of simplified Chinese in GB 2312 or GBK, 0.53-0.63 of traditional Chinese and Japanese
# converted to GB18030, 0.28-0.57 of Big5, 0.00 of Shift-JIS and Latin-1; Cyrillic and cp1252 do not
# decode at all. EUC-KR gives 1.00, for its syllables lie on the same rows, but only on the first of
# them: 0.00 on the rows from 0xC9 on, where 0.41-0.43 of Chinese lies. EUC-JP gives 1.00 and a
# syllabary: more than one kana to each Han character, where Chinese has none.
FREQUENT_SHARE = 0.8
"""The least share of a Chinese text's Han characters that are frequent ones."""

LATE_SHARE = 0.2
"""The least share of them on the rows that Korean syllables never reach."""

KANA_SHARE = 0.1
"""The most kana a Chinese text may have, for each of its Han characters."""

CONTROL_SHARE = 0.002
"""The largest share of control characters in a text; a stray one survives every converter."""

_ADVICE = "Save it as UTF-8."


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the encoding it was read in.

    Newlines are untouched and a byte-order mark is left out. `name` is the
    file's, for messages. Raises `UnreadableSource` when there is no text, or
    the bytes do not show how to read them.
    """
    if not data.strip():
        what = "holds nothing but white space" if data else "is empty"
        raise UnreadableSource(f"{name}: {what}. Put the paper's text in it or take it away.")
    found = encoding or _find_encoding(data)
    if found is None:
        raise UnreadableSource(f"{name}: {_describe(data)} {_ADVICE}")
    text = _decode_strictly(data, name, found)
    if not text.strip():
        raise UnreadableSource(
            f"{name}: holds nothing but white space. Put the paper's text in it or take it away."
        )
    _refuse_binary(text, name)
    return text, found


def _find_encoding(data: bytes) -> str | None:
    """Return the encoding that the bytes show, or nothing."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        return _find_utf16(data)
    if _can_decode(data, "utf-8"):
        return "utf-8"
    return "gb18030" if _reads_like_chinese(data) else None


def _find_utf16(data: bytes) -> str | None:
    """Return which UTF-16 it is, from the side on which ASCII letters leave their zeros."""
    zeros_first, zeros_second = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or (zeros_first and zeros_second):
        return None
    encoding = "utf-16-be" if zeros_first else "utf-16-le"
    if not _can_decode(data, encoding):
        return None
    text = data.decode(encoding)
    return None if _UNUSED.search(text) or _CONTROL.search(text) else encoding


def _reads_like_chinese(data: bytes) -> bool:
    """Tell whether the bytes, read as GB18030, give text made of frequent characters."""
    if not _can_decode(data, "gb18030"):
        return False
    text = data.decode("gb18030")
    if _UNUSED.search(text):
        return False
    han = _HAN.findall(text)
    n_frequent = sum(letter in _list_frequent(0xB0) for letter in han)
    n_late = sum(letter in _list_frequent(0xC9) for letter in han)
    return (
        bool(han)
        and n_frequent >= FREQUENT_SHARE * len(han)
        and n_late >= LATE_SHARE * len(han)
        and len(_KANA.findall(text)) <= KANA_SHARE * len(han)
    )


@cache
def _list_frequent(row: int) -> frozenset[str]:
    """Return the characters of GB 2312's first level, the 3755 frequent ones, from a row on.

    The level begins with row 0xB0 and ends with 0xD7, in the order of pinyin.
    """
    pairs = (bytes((lead, cell)) for lead in range(row, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312", "ignore") for pair in pairs) - {""}


def _can_decode(data: bytes, encoding: str) -> bool:
    """Tell whether the bytes are whole in an encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decode_strictly(data: bytes, name: str, encoding: str) -> str:
    """Return the text without its byte-order mark, or say where the bytes go wrong."""
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableSource(
            f"{name}:{line}: byte {error.start} is not {encoding}. {_ADVICE}"
        ) from error
    except LookupError as error:
        raise UnreadableSource(f"{name}: there is no encoding called '{encoding}'.") from error


def _describe(data: bytes) -> str:
    """Say what keeps bytes of no known encoding from being read."""
    if b"\0" in data:
        return f"is not text: byte {data.index(0)} is zero."
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (
            f"is not UTF-8 (line {line}, byte {error.start} is 0x{data[error.start]:02x}) "
            "and does not read as Chinese in GB18030."
        )
    return "is in no known encoding."


def _refuse_binary(text: str, name: str) -> None:
    """Raise `UnreadableSource` when control characters show that this is no text."""
    controls = [match.start() for match in _CONTROL.finditer(text)]
    if "\0" in text or len(controls) > max(1, len(text) * CONTROL_SHARE):
        line = text.count("\n", 0, controls[0]) + 1
        raise UnreadableSource(
            f"{name}:{line}: is not text: {len(controls)} control characters, the first at "
            f"position {controls[0]}. Put the paper's text in its place or take it away."
        )
