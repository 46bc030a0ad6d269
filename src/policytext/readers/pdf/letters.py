"""Give every letter of a PDF its ordinary code point.

Fonts map their glyphs to whatever code the maker thought of: Kangxi radicals
and CJK radicals for the characters they look like, presentation forms for
ligatures and for the marks of vertical type, private codes for bullets. The
text is what the reader takes out, so it is put right here, letter by letter.
"""

from __future__ import annotations

import re
import unicodedata

from policytext.folding import HAN

# Radicals with no compatibility mapping of their own, and the characters they equal:
# EquivalentUnifiedIdeograph.txt of the Unicode Character Database, the ones Chinese fonts use.
_RADICALS = "⺁厂⺈刀⺋㔾⺌小⺗心⺛旡⺝月⺟母⺠民⺡水⺢氺⺣火⺩王⺪疋⺫目⺬示⺮竹⺯糸⺰纟⺱网⺶羊⺷羊⺹老⺺聿⺼肉⺾艹⻀艹⻁虎⻂衣⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻰龙⻱龜⻲亀⻳龟"
# Marks as vertical type draws them (U+FE10 to U+FE48), and the marks they are.
_VERTICAL = "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰‥︱—︲–︳_︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇［﹈］"
_BULLETS = (
    "\uf06c\uf06e\uf075\uf076\uf09f\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc"  # Symbol and Wingdings
)
_DRAWN_OTHERWISE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06]")
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
)

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Codes that mean something in one font only."""

CHINESE = re.compile(rf"[{HAN}\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]")
"""A Chinese character or a mark of Chinese type, beside which no space belongs."""

_SHARED_MARKS = "“”‘’…—·"  # Chinese beside Chinese, English beside English

HAN_LETTER = re.compile(f"[{HAN}]")


def _build_table() -> dict[str, str]:
    """Return the letters that stand for others."""
    table = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
    table |= dict(zip(_VERTICAL[::2], _VERTICAL[1::2], strict=True))
    return (
        table
        | dict.fromkeys(_BULLETS, "•")
        | {"\x02": "-", "\xad": "-", "\u2010": "-", "\u2011": "-"}
    )


_TABLE = _build_table()


def normalise_letter(letter: str) -> str:
    r"""Return the ordinary letter that a letter of a PDF stands for, nothing for a control code.

    >>> [normalise_letter(letter) for letter in ("⼯", "⻔", "ﬁ", "︵", "\x07", "a")]
    ['工', '门', 'fi', '（', '', 'a']
    """
    if letter < "\x7f" and letter >= " ":
        return letter
    if letter in _TABLE:
        return _TABLE[letter]
    if _DRAWN_OTHERWISE.match(letter):
        return unicodedata.normalize("NFKC", letter)
    return _DROPPED.sub("", letter)


def is_chinese_pair(before: str, after: str) -> bool:
    """Tell whether two letters that follow each other are both of Chinese type.

    >>> is_chinese_pair("“", "党"), is_chinese_pair("“", "p"), is_chinese_pair("党", "p")
    (True, False, False)
    """
    one, other = bool(CHINESE.match(before)), bool(CHINESE.match(after))
    return (one and (other or after in _SHARED_MARKS)) or (other and before in _SHARED_MARKS)


def is_space_between(before: str, after: str, gap: float, space: int) -> bool:
    """Tell whether a space belongs between two letters that are `gap` sizes apart.

    `space` is 2 where the file has a space there, 1 where PDFium took the gap
    for one. Type sets Chinese and Latin letters a quarter apart without one.
    """
    if is_chinese_pair(before, after):
        return gap > 0.6 or (space == 2 and gap > 0.15)
    if CHINESE.match(before) or CHINESE.match(after):
        return gap > 0.4 or (space == 2 and gap > 0.1)
    return space > 0 or gap > 0.25
