"""Decode a page: its bytes first, what it declares second, and a few broken bytes forgiven.

Pages declare encodings they are not in: templates keep `charset=gb2312` when the
site moves to UTF-8, and the other way round. What a page declares is therefore
asked only when its bytes leave the question open. (The labels are those of the
WHATWG Encoding Standard, which takes GB2312 for GB18030 and Latin-1 for
windows-1252, as all browsers do.)
"""

from __future__ import annotations

import codecs
import re

from policytext.errors import UnreadableSource
from policytext.readers.encodings import decode
from policytext.readers.likeness import weigh_chinese
from policytext.readers.limits import LARGEST_TEXT, refuse_larger

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+) | <\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_.-]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_REACH = 4096  # bytes in which a declaration has to stand; browsers look at 1024
_LABELS = {
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "windows-1252": "cp1252", "cp1252": "cp1252", "utf-8": "utf-8", "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
}  # fmt: skip
_HAN = re.compile("[\u4e00-\u9fff]")
_NOT_ASCII = re.compile("[^\0-\x7f]")
_UNUSED = re.compile("[\ue000-\uf8ff\ufff0-\ufffc\ufffe\uffff]")

BROKEN_SHARE = 0.002
"""The largest share of letters outside ASCII that may be broken; a cut or a bad paste breaks a few."""

SOME = 3
"""Broken bytes that are forgiven however few letters there are."""

FEW = 50
"""Han characters that are too few to measure how frequent they are: a declaration is then believed."""


def decode_page(data: bytes, name: str, label: str = "") -> tuple[str, str, tuple[str, ...]]:
    """Return the text of a page, the encoding it was read in, and sentences about what was odd.

    `label` is what the message that holds the page says of its encoding.

    Raises `UnreadableSource` when neither bytes nor declaration show how to
    read it.
    """
    refuse_larger(len(data), LARGEST_TEXT, name)
    if 0 < data.count(b"\0") <= BROKEN_SHARE * len(data):
        data = data.replace(b"\0", b"")
    declared = _find_codec(label.lower()) or find_declared(data)
    try:
        found = decode(data, name)
    except UnreadableSource as error:
        refusal = error
    else:
        return found.text, found.encoding, (*found.notes, *_note_lie(declared, found.encoding))
    if declared and declared != "utf-8" and (text := _decode_whole(data, declared)):
        return text, declared, ()
    for encoding in filter(None, dict.fromkeys((declared, "utf-8", "gb18030"))):
        broken = _decode_broken(data, encoding, is_declared=encoding == declared)
        if broken:
            text, n_broken = broken
            lost = (
                f"1 byte is not {encoding} and stands as \ufffd in the text."
                if n_broken == 1
                else f"{n_broken} bytes are not {encoding} and stand as \ufffd in the text."
            )
            return text, encoding, (lost, *_note_lie(declared, encoding))
    raise refusal


def find_declared(data: bytes) -> str:
    """Return the encoding that a page declares, under the name Python knows, empty when it declares none.

    >>> find_declared(b'<meta charset="gb2312">')
    'gb18030'
    """
    match = _DECLARED.search(data[:_REACH])
    return _find_codec((match[1] or match[2]).decode("ascii").lower() if match else "")


def _find_codec(label: str) -> str:
    """Return the name Python knows an encoding by, empty for none and for what no page is in."""
    if label in _LABELS or not label:
        return _LABELS.get(label, "")
    try:
        return codecs.lookup(label).name if label not in ("utf-7", "idna", "punycode") else ""
    except LookupError:
        return ""


def _note_lie(declared: str, encoding: str) -> tuple[str, ...]:
    """Return a sentence for a page that is not in the encoding it declares."""
    if declared in ("", encoding, "cp1252") or encoding.startswith("utf-16"):
        return ()
    return (f"The page says it is in {declared}, but its bytes are {encoding}.",)


def _decode_whole(data: bytes, encoding: str) -> str:
    """Return the text in a declared encoding, empty where the bytes are not whole in it or give nonsense."""
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return ""
    return text if isinstance(text, str) and _is_plausible(text, encoding) else ""


def _decode_broken(data: bytes, encoding: str, *, is_declared: bool) -> tuple[str, int] | None:
    """Return the text with a few broken bytes marked, and how many; nothing where they are more than few."""
    try:
        text = data.decode(encoding, "replace")
    except (UnicodeError, LookupError):
        return None
    n_broken = text.count("\ufffd")
    n_letters = len(_NOT_ASCII.findall(text))
    is_few = n_letters - n_broken < FEW
    if n_broken > (is_declared * SOME if is_few else max(SOME, BROKEN_SHARE * n_letters)):
        return None
    if "\0" in text or not _is_plausible(text, encoding):
        return None
    return text, n_broken


def _is_plausible(text: str, encoding: str) -> bool:
    """Tell whether a text reads like what its encoding is for."""
    if len(_UNUSED.findall(text)) > BROKEN_SHARE * len(text):
        return False
    if encoding in ("gb18030", "big5hkscs"):
        return len(_HAN.findall(text)) <= FEW or weigh_chinese(text) >= 0
    if encoding == "cp1252":  # letters with accents among plain ones, not byte after byte of them
        others = _NOT_ASCII.findall(text)
        return len(others) * 5 < len(text) and sum(map(str.isalpha, others)) * 20 < len(text)
    return True
