"""Lay out a page's elements as blocks of text, the way a browser would set them.

White space folds as HTML has it. An element of its own line ends the block
before it. Where lines are only broken (`<br>`), an empty line parts paragraphs,
and single breaks do where every line looks like a paragraph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.readers import plain
from policytext.readers.layout import Layout, clean_text, write_superscript
from policytext.readers.markup import read_text

if TYPE_CHECKING:
    from policytext.readers.markup import Element
    from policytext.records import BlockKind

_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr "
    "html legend li main menu nav ol option p pre section select summary table tbody td "
    "tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_DROPPED_NAMES = (
    "script style noscript template iframe frame object embed applet canvas svg math audio "
    "video xml map button input select textarea datalist head title link meta base del rt "
    "rp img picture"
)
DROPPED = frozenset(_DROPPED_NAMES.split())
"""Elements that hold no running text, or none that is valid any more."""

_SPACE = re.compile(r"[ \t\n\r\f]+")
_INDENT = re.compile(r"[\u3000\u00a0\u2002\u2003]{2}")
_STOPPED = re.compile("[.!?:;。！？：；…][\"'’”」』)）\\]]*$")
_NUMBERED = re.compile(r"\s*[(（\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[.)）、．\]]")
_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_BOLD = frozenset({"b", "strong"})

_FURNITURE = re.compile(
    r"""
      (?: [【\[(（]? (?:(?:打印|关闭|收藏|返回|下载|复制|转发|我要|纠错|分享|推荐) (?:本页|此页|本文|文章|正文|页面|网页|窗口|首页|主页|顶部|列表|
        目录|上一?页|上一级|本站|链接|给朋友|纠错|到|至)? | (?:新浪|腾讯)?微博 | 微信 | 朋友圈 | QQ(?:空间|好友)? | 人人网 | 字[体号](?:大小)?
        | [大中小] | [AＡ][+＋-]?) [】\])）]? [\s|/·、，:：>]* )+                             # buttons
    | (?:您|你)? 现?所?在?的? 当?前? 位置 \s* [:：] .*                                    # you are here
    | (?:首页|Home) (?:\s* (?:[>/»›|＞→-]|>>) .*)
    | (?:字体|字号) (?:大小)? \s* [:：]? .*
    | (?:分享(?:到|至)|扫一扫|扫码|我要跟帖|已输入\s*\d+|相关(?:链接|阅读|新闻|文章)|热门搜索|为你推荐|免责声明) \s* [:：]? .{0,20}
    | (?:上|下)一(?:篇|条|页) .* | (?:浏览|点击|阅读)(?:次数|量|数)? \s* [:：]? \s* \d* \s* 次?
    | (?:share|print|e-?mail|tweet|back\ to\ top|skip\ to\ (?:main\ )?content|read\ more|previous|next|advertisement) [:.…»›]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FOOT = re.compile(
    r"""
    (?:版权所有|主办(?:单位)?\s*[:：]|承办(?:单位)?\s*[:：]|技术支持\s*[:：]|网站标识码|网站地图|.{0,8}公网安备|.{0,4}ICP备) .{0,140}
    | (?:copyright|©) .{0,80} all\ rights\ reserved .{0,20}
    | .{0,60} (?:ICP备\d+|公网安备\s*\d+) .{0,20}
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

LONGEST_FURNITURE = 60
"""Letters of the longest line that can be a site's own and not the text's."""

LONGEST_CELL = 300
"""Letters past which a cell is running text, and its table the page's layout."""

LONGEST_BOLD = 100
"""Letters a paragraph all in bold may have to be a heading."""


def lay_out(root: Element, layout: Layout, title: str = "", *, is_page: bool = False) -> None:
    """Add the text of an element to a layout; a paragraph that says the page's `title` is its heading.

    Of a page of a site (`is_page`), lines that only serve its visitors are left out.
    """
    _Walker(layout, title, is_page=is_page).walk(root)


class _Walker:
    """Walks over a tree once, without recursion, and gathers the text of the block it is in."""

    def __init__(self, layout: Layout, title: str, *, is_page: bool) -> None:
        """Begin outside any block."""
        self._is_page = is_page
        self._layout = layout
        self._title = "".join(title.split())
        self._said: list[str] = []
        self._headings: list[int] = []
        self._lists: list[tuple[str, int]] = []
        self._items: list[str | None] = []
        self._raised: list[int] = []
        self._bold = 0
        self._plain_size = 0
        self._pre = 0

    def walk(self, root: Element) -> None:
        """Add everything below an element."""
        from lxml.etree import iterwalk

        events = iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in events:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start" and skipped is None:
                if tag in DROPPED or not tag or (tag == "table" and self._read_table(element)):
                    skipped = element
                    events.skip_subtree()
                else:
                    self._open(element, tag)
            elif event == "end":
                if skipped is None:
                    self._close(tag)
                elif skipped is element:
                    skipped = None
                if element is not root and skipped is None:
                    self._say(element.tail)
        self._flush()

    def _open(self, element: Element, tag: str) -> None:
        """Begin an element."""
        if tag in _BLOCKS:
            self._flush()
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._headings.append(int(tag[1]))
        elif tag in ("ul", "ol", "menu", "dir"):
            kind = element.get("type") or "1" if tag == "ol" else ""
            self._lists.append((kind, _read_number(element.get("start"), 1) - 1))
        elif tag == "li":
            self._items.append(self._count(element))
        elif tag == "sup":
            self._raised.append(len(self._said))
        elif tag == "br":
            self._said.append("\n")
        elif tag == "q":
            self._said.append("“")
        elif tag in _BOLD:
            self._bold += 1
        elif tag in ("pre", "listing", "xmp"):
            self._pre += 1
        self._say(element.text)

    def _close(self, tag: str) -> None:
        """End an element."""
        if tag in ("pre", "listing", "xmp"):
            self._flush_preformatted()
            self._pre -= 1
        if tag in _BLOCKS:
            self._flush()
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._headings.pop()
        elif tag in ("ul", "ol", "menu", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._items.pop()
        elif tag == "sup":
            self._raise(self._raised.pop())
        elif tag == "q":
            self._said.append("”")
        elif tag in _BOLD:
            self._bold -= 1
        elif tag in ("td", "th", "dt"):
            self._said.append(" ")

    def _say(self, text: str | None) -> None:
        """Add letters to the block that is open."""
        if not text:
            return
        if not self._bold:
            self._plain_size += len(text.strip())
        if self._pre:
            self._said.append(text.replace("\r\n", "\n").replace("\r", "\n"))
        else:
            self._said.append(_SPACE.sub(" ", text))

    def _raise(self, start: int) -> None:
        """Write what was said since `start` as a superscript."""
        text = "".join(self._said[start:])
        before = "".join(self._said[max(0, start - 3) : start])
        self._said[start:] = [write_superscript(text, before)]

    def _count(self, element: Element) -> str:
        """Return the number of a list item, empty for a bullet."""
        if not self._lists or not self._lists[-1][0]:
            return ""
        kind, before = self._lists[-1]
        number = _read_number(element.get("value"), before + 1)
        self._lists[-1] = (kind, number)
        return _write_number(number, kind) + ". "

    def _flush(self) -> None:
        """End the open block and lay it out."""
        if self._pre:
            return
        said, self._said = "".join(self._said), []
        is_bold = not self._plain_size
        self._plain_size = 0
        self._raised = [0] * len(self._raised)
        for text in _split(said):
            if (clean := clean_text(text)) and not (self._is_page and is_furniture(clean)):
                self._add(text, is_bold=is_bold)

    def _add(self, text: str, *, is_bold: bool) -> None:
        """Add one block of the kind that the open elements make it."""
        kind: BlockKind = "paragraph"
        level = 0
        clean = clean_text(text)
        if self._headings:
            kind, level = "heading", self._headings[-1]
        elif self._title and "".join(clean.split()) == self._title:
            kind, level = "heading", 1
        elif self._items and self._items[-1] is not None:
            label, self._items[-1] = self._items[-1], None
            kind, text = "item", ("" if _NUMBERED.match(clean) else label or "") + clean
        elif is_bold and len(clean) <= LONGEST_BOLD:
            kind = "heading"
        self._layout.add(text, kind, level)

    def _flush_preformatted(self) -> None:
        """End a preformatted stretch: its lines are those of a plain text."""
        text, self._said = "".join(self._said), []
        self._plain_size = 0
        for block in plain.split_blocks(text):
            said = text[block.char_start : block.char_end]
            kind: BlockKind = "paragraph" if block.kind in ("heading", "table") else block.kind
            self._layout.add(said, kind)

    def _read_table(self, table: Element) -> bool:
        """Read a table of data as one block; tell whether it was one, and not the page's layout."""
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        if not _is_data(table, rows):
            return False
        self._flush()
        caption = table.find("caption")
        if caption is not None:
            lay_out(caption, self._layout)
        self._layout.add_table([[_read_cell(cell) for cell in row] for row in rows])
        return True


def _read_cell(cell: Element) -> str:
    """Return the text of a cell on one line."""
    layout = Layout()
    lay_out(cell, layout)
    return layout.finish()[0]


def _is_data(table: Element, rows: list[list[Element]]) -> bool:
    """Tell whether a table holds data: rows of short cells side by side, nothing large inside."""
    if table.find(".//table") is not None or table.get("role") == "presentation":
        return False
    sizes = [[len(read_text(cell).strip()) for cell in row] for row in rows]
    if max((size for row in sizes for size in row), default=0) > LONGEST_CELL:
        return False
    return sum(sum(map(bool, row)) > 1 for row in sizes) > 1


def _split(said: str) -> list[str]:
    """Return the paragraphs of a block whose lines were broken by hand."""
    lines = said.split("\n")
    if len(lines) == 1:
        return lines
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    out: list[str] = []
    for group in groups:
        if _are_paragraphs(group):
            out += group
        elif group:
            out.append("\n".join(line.strip(" ") for line in group))
    return out


def _are_paragraphs(lines: list[str]) -> bool:
    """Tell whether lines broken one by one are paragraphs: indented, or ended, most of them."""
    n_ended = sum(
        bool(
            _STOPPED.search(line.rstrip())
            or _INDENT.match(line.lstrip(" "))
            or _NUMBERED.match(line)
        )
        for line in lines
    )
    return len(lines) > 1 and n_ended * 2 > len(lines)


def is_furniture(line: str) -> bool:
    """Tell whether a whole line only serves the visitors of a site: buttons, paths, counters, its foot.

    >>> is_furniture("【打印本页】【关闭窗口】"), is_furniture("您所在的位置：首页 > 公司"), is_furniture("打印机采购通知。")
    (True, True, False)
    """
    if _FOOT.fullmatch(line):
        return True
    if len(line) > LONGEST_FURNITURE or line[-1] in "。；;":
        return False
    return bool(_FURNITURE.fullmatch(line))


def _read_number(value: str | None, otherwise: int) -> int:
    """Return a written whole number, or `otherwise`."""
    try:
        return int(value) if value is not None and len(value) < 10 else otherwise
    except ValueError:
        return otherwise


def _write_number(number: int, kind: str) -> str:
    """Return the number of a list item as its list counts."""
    if kind in "iI" and 0 < number < 40:
        roman = ""
        for letters, value in _ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman.upper() if kind == "I" else roman
    if kind in "aA" and 0 < number <= 26:
        return chr(ord(kind) + number - 1)
    return str(number)
