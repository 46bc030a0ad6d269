"""Turn the bytes of a file into text, and refuse rather than guess wrongly.

The bytes themselves decide: a byte-order mark, else strict UTF-8, else UTF-16,
GB18030 or Big5 where the outcome certainly reads like Chinese, else Windows-1252
where it reads like English (`likeness`). No other encoding is guessed: a wrong
guess would put wrong words into every table without anyone noticing. A few
broken bytes in a text that is otherwise clear are marked and named; text that
was decoded wrongly before is turned back where that is certain (`mojibake`).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from policytext.errors import UnreadableSource
from policytext.readers.likeness import (
    CERTAIN,
    CHINESE,
    find_chinese,
    holds_control,
    name_other,
    reads_like_english,
    weigh_chinese,
)
from policytext.readers.mojibake import is_beyond_repair, repair


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read in, and sentences about what was odd."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


_MARKS = (  # the longer marks first: UTF-32 little-endian begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_ESCAPED = (  # encodings of seven bits, which look like ASCII
    (re.compile(rb"~\{(?:[\x21-\x7e]{2})+~\}"), "hz"),
    (re.compile(rb"\x1b\$[)*]"), "iso2022_kr"),
    (re.compile(rb"\x1b\$"), "iso2022_jp_2"),
)

BROKEN_SHARE = 1 / 10_000
"""The largest share of broken bytes in a text that is read all the same; a bad copy breaks a few."""

MANY = 10
"""Whole letters beyond ASCII for each broken byte that show which encoding a text is in."""

LOST_SHARE = 0.01
"""The largest share of letters that may have been lost before the file was saved."""

CONTROL_SHARE = 0.002
"""The largest share of control characters in a text; a stray one survives every converter."""

PADDING = 8
"""Zero bytes at the end of a file, and nowhere else, that a copy broken off has left."""

SHOWN = 3
"""Places of broken bytes that a note names."""

_SHIFTED = re.compile(rb"\+[A-Za-z0-9+/]{6,}-?")

_CUT_NOTE = "The file breaks off within a letter; its end may be missing."


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Return the text of a file with the encoding it was read in.

    Newlines are untouched and a byte-order mark is left out. `name` is the
    file's, for messages; `encoding` overrides what the bytes say, and then
    nothing is repaired. Raises `UnreadableSource` when there is no text, or the
    bytes do not show how to read them.
    """
    if not data.strip():
        what = "holds nothing but white space" if data else "is empty"
        raise UnreadableSource(f"{name}: {what}. Put the paper's text in it or take it away.")
    whole = data.rstrip(b"\0")
    n_padded = len(data) - len(whole) if whole and b"\0" not in whole else 0
    if n_padded >= PADDING:
        data = whole
    if encoding:
        found = Decoded(_decode_strictly(data, name, encoding), encoding)
    else:
        found = _find(data, name)
    if n_padded >= PADDING:
        note = f"The file ends in {n_padded:,} empty bytes; its end may be missing."
        found = replace(found, notes=(*found.notes, note))
    if not found.text.strip():
        raise UnreadableSource(
            f"{name}: holds nothing but white space. Put the paper's text in it or take it away."
        )
    _refuse_binary(found.text, name)
    return found if encoding else _mend(found, name)


def _find(data: bytes, name: str) -> Decoded:
    """Return the text as the bytes show it; raise `UnreadableSource` when they do not."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, name, encoding)
    for escaped, encoding in _ESCAPED:
        if escaped.search(data):
            raise _refuse_escaped(encoding, name)
    if _is_utf7(data):
        raise _refuse_escaped("utf-7", name)
    if b"\0" not in data and (text := _try(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    found = _find_utf16(data) or _find_chinese(data)
    if not found and b"\0" not in data:
        found = _find_broken(data)
    found = found or _find_cut(data)
    if not found and b"\0" not in data:
        found = _find_english(data)
    if not found:
        what, other = _describe(data)
        raise UnreadableSource(f"{name}: {what} {_advise(other)}")
    return found


def _advise(encoding: str = "") -> str:
    """Say what to do about a file in an encoding that is not guessed."""
    named = encoding or "big5"
    return (
        f'Save it as UTF-8, or name its encoding: encoding = "{named}" in manifest.toml, '
        f"or 'policytext add --encoding {named}'."
    )


def _refuse_escaped(encoding: str, name: str) -> UnreadableSource:
    """Return the error for a file in an encoding of seven bits."""
    return UnreadableSource(
        f"{name}: seems to be in {encoding}, which is not guessed. {_advise(encoding)}"
    )


def _is_utf7(data: bytes) -> bool:
    """Tell whether ASCII bytes are Chinese in UTF-7, which mail programs once wrote.

    >>> _is_utf7("加强社区党建工作".encode("utf-7")), _is_utf7(b"1 +2 is a+bcdefg-")
    (True, False)
    """
    if not data.isascii() or not _SHIFTED.search(data):
        return False
    text = _try(data, "utf-7")
    return text is not None and weigh_chinese(text) >= CERTAIN


def _decode_marked(data: bytes, name: str, encoding: str) -> Decoded:
    """Return the text of bytes that say themselves what they are in."""
    found = _find_marked_wrongly(data, encoding)
    if found:
        return found
    text = _try(data, encoding)
    if text is None and (whole := _try_whole(data, encoding)):
        return Decoded(whole.removeprefix("\ufeff"), encoding, (_CUT_NOTE,))
    if text is None and (broken := _decode_broken(data, encoding)):
        return broken
    if text is None:
        text = _decode_strictly(data, name, encoding)
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _find_marked_wrongly(data: bytes, encoding: str) -> Decoded | None:
    """Return the text of bytes that begin with the mark of an encoding they certainly are not in.

    That is UTF-8 behind a mark of UTF-16, and Chinese of another encoding
    behind one of UTF-8: what comes of putting files together.
    """
    rest = data.removeprefix(next(mark for mark, code in _MARKS if code == encoding))
    note = f"The file begins with the mark of {encoding}, but is in {{}}."
    if encoding == "utf-8" and _try(rest, "utf-8") is None and _try_whole(rest, "utf-8") is None:
        found = _find_chinese(rest)
        return (
            Decoded(found.text, found.encoding, (note.format(found.encoding),)) if found else None
        )
    if not encoding.startswith("utf-16") or b"\0" in rest or not rest:
        return None
    text, marked = _try(rest, "utf-8"), _try(rest[: len(rest) // 2 * 2], encoding)
    if text is None or (marked and weigh_chinese(marked) >= CERTAIN):
        return None
    return Decoded(text, "utf-8", (note.format("utf-8"),))


def _find_utf16(data: bytes) -> Decoded | None:
    """Return the text in UTF-16 without a mark: Chinese, or ASCII letters that leave zeros on one side."""
    if len(data) % 2:
        return None
    texts = {encoding: _try(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    sound = {code: text for code, text in texts.items() if text and not holds_control(text)}
    for encoding, text in sound.items():
        if weigh_chinese(text) >= CERTAIN or _is_ascii(text):
            return Decoded(text, encoding)
    return None


def _is_ascii(text: str) -> bool:
    """Tell whether most of a text is ASCII, as it is not when its bytes are swapped."""
    return sum(letter < "\x7f" for letter in text) * 2 > len(text)


def _find_chinese(data: bytes) -> Decoded | None:
    """Return the text in the Chinese encoding in which it certainly reads like Chinese."""
    found = find_chinese(data)
    return Decoded(*found) if found else None


def _find_broken(data: bytes) -> Decoded | None:
    """Return a text in UTF-8 or a Chinese encoding with a few broken bytes, each marked by \ufffd."""
    for encoding in ("utf-8", *CHINESE):
        found = _decode_broken(data, encoding)
        if found and (encoding == "utf-8" or _is_chinese_throughout(found.text)):
            return found
    return None


def _decode_broken(data: bytes, encoding: str) -> Decoded | None:
    """Return the text of bytes of which very few are broken, nothing where there are more."""
    text = data.decode(encoding, "replace")
    n_broken = text.count("\ufffd") - data.count("\ufffd".encode(encoding, "ignore") or b"\ufffd")
    n_whole = sum(letter > "\x7f" for letter in text) - n_broken
    if not 0 < n_broken <= BROKEN_SHARE * len(data) or n_whole < MANY * n_broken:
        return None
    at = [match.start() for match in re.finditer("\ufffd", text)][:SHOWN]
    lines = ", ".join(str(text.count("\n", 0, place) + 1) for place in at)
    more = f" and {n_broken - SHOWN} others" if n_broken > SHOWN else ""
    note = f"Bytes that are not {encoding} stand as \ufffd in the text: {n_broken}, in line {lines}{more}."
    return Decoded(text.removeprefix("\ufeff"), encoding, (note,))


def _is_chinese_throughout(text: str) -> bool:
    """Tell whether a text reads like Chinese, and so does each line in which bytes are broken.

    In these encodings one lost byte may turn all letters after it, up to the
    next line, into others.
    """
    if weigh_chinese(text.replace("\ufffd", "")) < CERTAIN:
        return False
    damaged = (line for line in text.splitlines() if "\ufffd" in line)
    return all(
        weigh_chinese(part) >= 0
        for line in damaged
        for part in line.split("\ufffd")
        if len(part) > SHOWN
    )


def _find_cut(data: bytes) -> Decoded | None:
    """Return the text of bytes that break off within their last letter and are whole up to there."""
    text = _try_whole(data, "utf-8") if b"\0" not in data else None
    if text and sum(letter > "\x7f" for letter in text) >= MANY:
        return Decoded(text, "utf-8", (_CUT_NOTE,))
    found = _find_utf16(data[:-1]) or (_find_chinese(data[:-1]) if data[-1] >= 0x81 else None)
    return Decoded(found.text, found.encoding, (_CUT_NOTE,)) if found else None


def _find_english(data: bytes) -> Decoded | None:
    """Return the text in Windows-1252 where it reads like English."""
    text = _try(data, "cp1252")
    if text is None or not reads_like_english(text):
        return None
    return Decoded(
        text,
        "cp1252",
        (
            "Neither a mark nor the bytes show an encoding; the text reads like English in Windows-1252.",
        ),
    )


def _mend(found: Decoded, name: str) -> Decoded:
    """Return the text as it was meant where it is certainly garbled; refuse what cannot be mended."""
    evidence = weigh_chinese(found.text)
    repaired = repair(found.text, evidence)
    if repaired:
        return Decoded(repaired.text, found.encoding, (*found.notes, repaired.note))
    if is_beyond_repair(found.text, evidence):
        raise UnreadableSource(
            f"{name}: is UTF-8 that a program took for GBK and saved with some letters lost. "
            "Get the original, or a copy that was never opened in that program."
        )
    n_lost = found.text.count("\ufffd") if not found.notes else 0
    if n_lost > max(1, LOST_SHARE * len(found.text)):
        line = found.text.count("\n", 0, found.text.index("\ufffd")) + 1
        raise UnreadableSource(
            f"{name}:{line}: {n_lost} letters were lost before the file was saved and stand as \ufffd. "
            "Get the original."
        )
    lost = (
        (f"{n_lost} letters were lost before the file was saved and stand as \ufffd.",)
        if n_lost
        else ()
    )
    return Decoded(found.text, found.encoding, (*found.notes, *lost))


def _try(data: bytes, encoding: str) -> str | None:
    """Return the text of bytes that are whole in an encoding, nothing when they are not."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _try_whole(data: bytes, encoding: str) -> str | None:
    """Return the text of bytes up to a letter that is cut off at their end, nothing when others are broken."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return None


def _decode_strictly(data: bytes, name: str, encoding: str) -> str:
    """Return the text without its byte-order mark, or say where the bytes go wrong."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableSource(
            f"{name}:{line}: byte {error.start} is not {encoding}. {_advise()}"
        ) from error
    except (LookupError, UnicodeError, AssertionError) as error:
        raise UnreadableSource(
            f"{name}: there is no encoding of text called '{encoding}'."
        ) from error
    return text.removeprefix("\ufeff")


def _describe(data: bytes) -> tuple[str, str]:
    """Say what keeps bytes of no known encoding from being read, and name the one they may be in."""
    if b"\0" in data:
        return f"is not text: byte {data.index(0)} is zero.", ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        other = name_other(data)
        return (
            f"is not UTF-8 (line {line}, byte {error.start} is 0x{data[error.start]:02x}) "
            "and does not certainly read as Chinese in GB18030 or Big5, or as English in Windows-1252"
            + (f"; it may be in {other}." if other else ".")
        ), other
    return "is in no known encoding.", ""


def _refuse_binary(text: str, name: str) -> None:
    """Raise `UnreadableSource` when control characters show that this is no text."""
    controls = [match.start() for match in _CONTROL.finditer(text)]
    if "\0" in text or len(controls) > max(1, len(text) * CONTROL_SHARE):
        line = text.count("\n", 0, controls[0]) + 1
        raise UnreadableSource(
            f"{name}:{line}: is not text: {len(controls)} control characters, the first at "
            f"position {controls[0]}. Put the paper's text in its place or take it away."
        )
