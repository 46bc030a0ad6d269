"""Tell text from what only looks like it, and mend what can be mended with certainty.

A font may carry codes of its own and no table that says which letters they
are, or a wrong one. What comes out then has the look of text and none of its
statistics: letters of no language, words of digits and signs, Chinese
characters nobody uses. Two faults can be undone without doubt, and are: bytes
of GBK or of UTF-8 taken one by one for Latin letters. They are undone only
where the outcome reads like text. Glyph numbers taken for letters are not: the
figures and marks among them are control codes, and lost.
"""

from __future__ import annotations

import re

from policytext.readers.likeness import CERTAIN, reads_like_english, weigh_chinese
from policytext.readers.pdf.letters import HAN_LETTER
from policytext.readers.pdf.spelling import reads_like_words, surely_reads_like_words

MOST_DOUBTFUL = 0.3
"""The share of glyphs without a known letter above which a page is not text, unless it reads like English or Chinese."""

MOST_HIGH = 0.35
"""The largest share of accented letters among all; Vietnamese has 0.3, GBK read as Latin-1 has 1."""

MOST_RUNS = 0.1
"""The largest share of letters that may stand in rows of four and more accented ones, as in no language."""

LEAST_FREQUENT = 0.75
"""The least share of Chinese characters on the first level of GB 2312 or Big5.

Of running text 0.98 or more is there, also of tables and lists of names; of
text whose characters are each seven places off, 0.55.
"""

LEAST_COMMON = 0.1
"""The least share of the hundred commonest characters; in running text they are 0.3 to 0.5, in medical tables 0.21."""

MIN_HAN = 20
"""Fewest Chinese characters that have statistics."""

_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "是在不為個國這時來們對會發動說產種後學經進著業體當點從開應還實現裡電兩長無與區於關總務員黨組織建設服發展基層治領導群眾社會管理工作"
    "党组织设务领导基层治群众委员关总区长无与建展"
)
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_HIGH = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
_RUN = re.compile("[\u00a1-\u00ff]{4,}")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WESTERN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]")
_KANA = re.compile("[\u3041-\u30ff]")


def is_garbage(text: str, n_doubtful: int = 0) -> bool:
    """Tell whether a page's text is none; `n_doubtful` of its letters are not known.

    >>> is_garbage("¼ÓÇ¿ÉçÇøµ³½¨¹¤×÷£¬ÍÆ¶¯Á½¸ö¸²¸Ç£¬Ìá¸ß»ù²ãÖÎÀíË®Æ½¡£"), is_garbage("党的建设")
    (True, False)
    """
    letters = "".join(text.split())
    if not letters:
        return False
    if _looks_like_bytes(letters, 8):
        return True
    if n_doubtful > MOST_DOUBTFUL * len(letters):
        return not _reads_like_some(text)
    han = HAN_LETTER.findall(letters)
    if len(han) >= MIN_HAN and not _reads_like_han(han):
        return True
    return _is_western(letters) and not reads_like_words(text)


def _looks_like_bytes(letters: str, least: int) -> bool:
    """Tell whether letters, at least so many, look like the bytes of Chinese taken for Latin letters.

    Marks and figures do not count where many such letters stand in a row: a
    table of contents is full of dots.
    """
    n_high = len(_HIGH.findall(letters))
    if n_high < least:
        return False
    n_runs = sum(len(run) for run in _RUN.findall(letters) if len(set(run)) > 2)
    n_letters = len(_LATIN.findall(letters)) + n_high
    return n_high > MOST_HIGH * len(letters) or n_runs > max(least, MOST_RUNS * n_letters)


def _is_western(letters: str) -> bool:
    """Tell whether letters are mostly Latin, Greek or Cyrillic: twice as many as Chinese and Japanese ones."""
    n_east = len(HAN_LETTER.findall(letters)) + len(_KANA.findall(letters))
    return len(_WESTERN.findall(letters)) > 2 * n_east


def _reads_like_some(text: str) -> bool:
    """Tell whether a text reads like English or Chinese, or makes words, beyond doubt.

    Old TeX fonts name no letters and number them as ASCII does, those of
    plotting programs too, and others as Unicode does.
    """
    if weigh_chinese(text) >= CERTAIN:
        return True
    han = HAN_LETTER.findall(text)
    if len(han) >= MIN_HAN and not _reads_like_han(han):
        return False
    is_english = reads_like_english(text) and reads_like_words(text)
    return is_english or (_is_western(text) and surely_reads_like_words(text))


def runs_leftward(text: str) -> bool:
    """Tell whether most letters of a page are Hebrew or Arabic, which a PDF holds in the order seen, backwards.

    >>> runs_leftward("םולש 2024"), runs_leftward("The word שלום means peace.")
    (True, False)
    """
    letters = [letter for letter in text if letter.isalpha()]
    return sum(bool(_LEFTWARD.match(letter)) for letter in letters) * 2 > len(letters)


def repair_text(text: str) -> str | None:
    """Return mended text, or nothing where it cannot be mended with certainty.

    >>> repair_text("¼ÓÇ¿ÉçÇøµ³½¨¹¤×÷£¬ÍÆ¶¯Á½¸ö¸²¸Ç¡£")
    '加强社区党建工作，推动两个覆盖。'
    """
    mended = repair_lines([text])
    return mended[0] if mended else None


def repair_lines(lines: list[str]) -> list[str] | None:
    """Return the lines of a page mended, as many as there were, or nothing.

    A character whose bytes a line break parted ends the upper line.
    """
    text = "\n".join(lines)
    for repair in (_read_as_utf8, _read_as_gbk):
        mended = repair(text)
        if mended is not None and len(parts := mended.split("\n")) == len(lines):
            return parts
    return None


def _reads_like_han(han: list[str]) -> bool:
    """Tell whether Chinese characters are those that running text is made of."""
    n_simple = sum(_is_on_first_level(letter, "gb2312", 0xB0, 0xD7) for letter in han)
    n_traditional = sum(_is_on_first_level(letter, "big5", 0xA4, 0xC6) for letter in han)
    if max(n_simple, n_traditional) < LEAST_FREQUENT * len(han):
        return False
    return len(han) < 200 or sum(letter in _COMMON for letter in han) >= LEAST_COMMON * len(han)


def _is_on_first_level(letter: str, encoding: str, first: int, last: int) -> bool:
    """Tell whether a letter is on the rows of an encoding that hold the frequent characters."""
    data = letter.encode(encoding, "ignore")
    return bool(data) and first <= data[0] <= last


def _to_bytes(text: str) -> bytes | None:
    """Return the bytes that were read as Latin letters, or nothing when some letter is no byte.

    A hyphen after the first half of a pair is the soft hyphen 0xAD it was drawn as.
    """
    data = bytearray()
    n_open = 0
    for letter in text:
        byte = _to_byte(letter)
        if byte is None:
            return None
        if letter == "-" and n_open % 2:
            byte = 0xAD
        if letter != "\n":
            n_open = n_open + 1 if byte >= 0x80 else 0
        data.append(byte)
    return bytes(data)


def _to_byte(letter: str) -> int | None:
    """Return the byte that Windows' Latin alphabet or ISO 8859-1 has for a letter."""
    if ord(letter) < 0x100:
        return ord(letter)
    data = letter.encode("cp1252", "ignore")
    return data[0] if data else None


def _read_as_utf8(text: str) -> str | None:
    """Return text whose UTF-8 was read byte by byte, if it was."""
    data = _to_bytes(text) if _HIGH.search(text) else None
    try:
        mended = data.decode("utf-8") if data else None
    except UnicodeDecodeError:
        return None
    return mended if mended and len(mended) < len(text) and not is_garbage(mended) else None


def _read_as_gbk(text: str) -> str | None:
    """Return Chinese text whose GBK was read byte by byte, if it was."""
    data = _to_bytes(text) if _looks_like_bytes("".join(text.split()), 4) else None
    if data is None:
        return None
    parted = re.sub(
        rb"((?:^|[\x00-\x7f])(?:[\x81-\xfe]{2})*[\x81-\xfe])\n([\x40-\xfe])", rb"\1\2\n", data
    )
    try:
        mended = parted.decode("gb18030")
    except UnicodeDecodeError:
        return None
    han = HAN_LETTER.findall(mended)
    n_frequent = sum(_is_on_first_level(letter, "gb2312", 0xB0, 0xD7) for letter in han)
    return mended if len(han) >= 2 and n_frequent >= 0.9 * len(han) else None
