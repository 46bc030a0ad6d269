"""Take the glyphs of a page out of PDFium, each with its place.

A page's text may be drawn upright, turned by a right angle, aslant or in
vertical columns. Every glyph is put into the frame of its own writing: `x`
grows along the line, `y` grows upwards from line to line, so that what follows
need not know how the page was turned. What is drawn as in a mirror is mirrored
back. Glyphs drawn twice on one spot, which is how some programs make bold type,
count once.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from policytext.folding import HAN
from policytext.readers.pdf.letters import PRIVATE, normalise_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdfium2 import PdfPage

MAX_GLYPHS = 400_000
"""Most glyphs read of one page; a page of newspaper has 30,000."""

MOST_UNSEEN = 0.05
"""The share of a page's letters that may stand outside the part of it that is shown."""

BOLD_WEIGHT = 600
"""The least weight of bold type; 400 is ordinary, 700 bold."""

# 黑体 (Heiti) is what Chinese type uses for bold.
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|SimHei|STHeiti|-Hei", re.IGNORECASE)
_UPRIGHT = re.compile(f"[{HAN}\u3041-\u30ff]")  # letters that may follow one another downwards
_DOWN = 3  # quarter turns: figures and Latin letters lie on their side in vertical Chinese
_HYPHEN = 2  # PDFium's code for one at the end of a line
_WHITE = frozenset({*range(0x21), 0xA0, 0x3000} - {0, _HYPHEN})
# Where the fonts of TeX have them (Knuth 1986, "Computer Modern Typefaces"); many PDFs say no more.
_LIGATURES = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl"}
_DOUBLED = frozenset("ftz")  # of which there are ligatures of two
_WIDE = 0.42  # of the size: f and t are 0.28 to 0.34 wide, ff and tt 0.55 to 0.7
_TWICE = 0.12  # of the size: type drawn twice is shifted by less, and no letter is as narrow
_ASLANT = math.radians(8)


class Glyph(NamedTuple):
    """A letter in the frame of its writing, in points: `y` is its baseline.

    `space` says what stands before it: 0 nothing, 1 a gap that PDFium took for
    a space, 2 a space. `doubtful` is true where the font does not say which
    letter it is.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    space: int
    doubtful: bool
    bold: bool


class _Placed(NamedTuple):
    """A letter as PDFium gives it: box, origin, size and direction on the page."""

    code: int
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float
    turn: int  # quarter turns anticlockwise, -1 for writing aslant
    doubtful: bool
    bold: bool
    mirrored: int  # 1 for a mirror image; -1 where only the coordinates are, and the letter is none


MIRRORED = "mirrored "
"""What the directions of letters begin with that are drawn as in a mirror."""


def read_glyphs(page: PdfPage) -> dict[str, list[Glyph]]:
    """Return the glyphs of a page by direction, in the order in which they were drawn.

    Directions are `0`, `90`, `180`, `270` (degrees anticlockwise), `vertical`
    (columns of Chinese from right to left) and `aslant`; those of letters drawn
    as in a mirror say so before (`mirrored 0`). White space and glyphs without a
    place are no glyphs.
    """
    found: dict[str, list[Glyph]] = {}
    space = 0
    placed = [*_read_placed(page)]
    if (shown := page.get_cropbox()) != page.get_mediabox():
        placed = _drop_unseen(placed, shown)
    placed = _mirror_back(placed)
    is_vertical = _runs_down(placed)
    for letter in _join_surrogates(placed):
        if letter.code in _WHITE and not (letter.doubtful and letter.code in _LIGATURES):
            space = max(space, 1 if letter.size <= 0 else 2)
            continue
        known = _LIGATURES.get(letter.code, "") if letter.doubtful else ""
        text = known or normalise_letter(chr(letter.code)) or ("\ufffd" if letter.doubtful else "")
        direction = "aslant" if letter.turn < 0 else str(letter.turn * 90)
        if is_vertical and letter.turn in (0, _DOWN):
            direction = "vertical"
        if text:
            key = MIRRORED + direction if letter.mirrored else direction
            found.setdefault(key, []).append(_put_upright(letter, text, direction, space))
        space = 0
    return {direction: _drop_doubles(glyphs) for direction, glyphs in found.items()}


def _read_placed(page: PdfPage) -> Iterator[_Placed]:
    """Yield every letter of a page; a space that PDFium put in has the size 0."""
    from ctypes import byref, c_double

    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()  # kept in a name: PDFium frees it with its last reference
    handle = textpage.raw
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), c_double(), c_double()
    at_x, at_y = byref(x), byref(y)
    begins, bold = True, False
    for index in range(min(textpage.count_chars(), MAX_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if pdfium.FPDFText_IsGenerated(handle, index) == 1 and code != _HYPHEN:
            yield _Placed(0x20, 0, 0, 0, 0, 0, 0, 0, 0, doubtful=False, bold=False, mirrored=0)
            begins = True
            continue
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        pdfium.FPDFText_GetMatrix(handle, index, matrix)
        pdfium.FPDFText_GetCharOrigin(handle, index, at_x, at_y)
        scale = pdfium.FPDFText_GetFontSize(handle, index)
        sign = math.copysign(1, scale)  # a size below zero turns letters round
        across, up = (sign * matrix.a, sign * matrix.b), (sign * matrix.c, sign * matrix.d)
        size = abs(scale) * math.hypot(*up)
        sides = box.left, box.bottom, box.right, box.top
        if not all(map(math.isfinite, (*sides, x.value, y.value, size))) or size <= 0.01:
            continue
        doubtful = pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1
        turn = _find_turn(*across)
        if begins or code >= 0x2E80:  # within a word of letters the type does not change
            bold = _is_bold(handle, index)
        begins = code <= 0x20
        letter = _Placed(
            min(code, 0x10FFFF), *sides, x.value, y.value, size, turn, doubtful, bold, mirrored=0
        )
        if matrix.a * matrix.d < matrix.b * matrix.c:
            letter = letter._replace(mirrored=1 if _stands_up(letter, *up) else -1)
        yield letter
    textpage.close()


def _drop_unseen(placed: list[_Placed], box: tuple[float, float, float, float]) -> list[_Placed]:
    """Return letters without those outside the part of the page that is shown: printers' marks.

    Where many stand outside, the box is wrong. What runs over the edge of the
    sheet is no mark, but text set badly.
    """
    left, bottom, right, top = box
    seen = [
        letter
        for letter in placed
        if letter.size <= 0
        or (
            (letter.right > left and letter.left < right)
            and (letter.top > bottom and letter.bottom < top)
        )
    ]
    return seen if len(placed) - len(seen) <= MOST_UNSEEN * len(placed) else placed


def _stands_up(letter: _Placed, across: float, up: float) -> bool:
    """Tell whether a letter stands where its coordinates say that up is.

    Fonts of pictures (Type 3) may draw their letters head down, to be turned
    by coordinates that grow downwards: such letters are no mirror images.
    """
    dx = (letter.left + letter.right) / 2 - letter.x
    dy = (letter.bottom + letter.top) / 2 - letter.y
    return dx * across + dy * up >= 0


def _mirror_back(placed: list[_Placed]) -> list[_Placed]:
    """Return letters with those drawn as in a mirror put where they are seen from behind the page.

    One mirror image is like any other turned: mirrored top to bottom, every
    one of them is writing upright, turned by a right angle or aslant.
    """
    is_mirrored = sum(letter.mirrored for letter in placed) > 0
    return [
        letter
        if not letter.mirrored
        else letter._replace(mirrored=0)
        if not is_mirrored
        else letter._replace(
            bottom=-letter.top,
            top=-letter.bottom,
            y=-letter.y,
            turn=-letter.turn % 4 if letter.turn >= 0 else -1,
            mirrored=1,
        )
        for letter in placed
    ]


def _join_surrogates(placed: Iterable[_Placed]) -> Iterator[_Placed]:
    """Yield letters with the two halves of one beyond U+FFFF put together."""
    high: _Placed | None = None
    for letter in placed:
        if high and 0xDC00 <= letter.code < 0xE000:
            code = 0x10000 + ((high.code - 0xD800) << 10) + letter.code - 0xDC00
            yield high._replace(code=code)
            high = None
            continue
        if high:
            yield high
        high = letter if 0xD800 <= letter.code < 0xDC00 else None
        if not high:
            yield letter
    if high:
        yield high


def _is_bold(handle: object, index: int) -> bool:
    """Tell whether a letter is in bold type, by the weight or the name of its font."""
    from ctypes import byref, c_int, create_string_buffer

    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_GetFontWeight(handle, index) >= BOLD_WEIGHT:
        return True
    name, flags = create_string_buffer(80), c_int()
    pdfium.FPDFText_GetFontInfo(handle, index, name, 80, byref(flags))
    return bool(_BOLD_NAME.search(name.value))


def _find_turn(across: float, up: float) -> int:
    """Return by how many quarters writing is turned, -1 where it is aslant."""
    angle = math.atan2(up, across)
    turn = round(angle / (math.pi / 2))
    return turn % 4 if abs(angle - turn * math.pi / 2) <= _ASLANT else -1


def _runs_down(placed: list[_Placed]) -> bool:
    """Tell whether upright Chinese characters follow one another downwards."""
    down = across = 0
    before: _Placed | None = None
    for letter in placed:
        if letter.size <= 0:  # the line end that PDFium sees after every letter set on its own
            continue
        if letter.turn or not _UPRIGHT.match(chr(letter.code)):
            before = None
            continue
        if before:
            dx, dy = letter.left - before.left, before.bottom - letter.bottom
            down += abs(dx) < 0.3 * letter.size and 0.6 < dy / letter.size < 1.6
            across += abs(dy) < 0.3 * letter.size and 0.6 < dx / letter.size < 1.6
        before = letter
    return down > 20 and down > 2 * across


def _put_upright(letter: _Placed, text: str, direction: str, space: int) -> Glyph:
    """Return a letter in the frame of its writing."""
    left, bottom, right, top = letter.left, letter.bottom, letter.right, letter.top
    if direction == "90":
        x0, x1, y = bottom, top, -letter.x
    elif direction == "180":
        x0, x1, y = -right, -left, -letter.y
    elif direction == "270":
        x0, x1, y = -top, -bottom, letter.x
    elif direction == "vertical":
        x1 = -bottom if letter.turn else -top + letter.size
        x0, y = -top, (left + right) / 2
    else:
        x0, x1, y = left, right, letter.y
    is_doubtful = letter.doubtful or bool(PRIVATE.match(text)) or text == "\ufffd"
    return Glyph(text, x0, max(x0, x1), y, letter.size, space, is_doubtful, letter.bold)


def _drop_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs without those drawn a second time on one spot.

    PDFium gives the letters of a ligature one box: the second f of ff is none
    that was drawn twice.
    """
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before and _is_ligature(before, glyph):
            kept.append(glyph)
            continue
        cell = max(glyph.size * _TWICE * 2, 0.1)
        column, row = round(glyph.x0 / cell), round(glyph.y / cell)
        near = (
            other
            for dc in (-1, 0, 1)
            for dr in (-1, 0, 1)
            for other in seen.get((glyph.text, column + dc, row + dr), ())
        )
        tolerance = glyph.size * _TWICE
        if any(abs(o.x0 - glyph.x0) < tolerance and abs(o.y - glyph.y) < tolerance for o in near):
            before = None
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(before := glyph)
    return kept


def _is_ligature(before: Glyph, glyph: Glyph) -> bool:
    """Tell whether two letters in one box are a ligature of twice the same, which is wider than the letter."""
    is_same = (before.text, before.x0, before.x1, before.y) == (
        glyph.text,
        glyph.x0,
        glyph.x1,
        glyph.y,
    )
    return is_same and glyph.text in _DOUBLED and glyph.x1 - glyph.x0 > _WIDE * glyph.size
