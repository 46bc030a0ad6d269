"""Split plain text into blocks, whatever way its author broke the lines.

Two habits must be told apart. In most papers a line is a paragraph, and blank
lines, if any, are air. In hard-wrapped text a paragraph runs over many lines
and only blank lines, indents and lines that end early part the paragraphs.
Which habit a file has is measured on the lines that follow one another without
a blank: wrapped lines are of one width and stop in mid sentence.

Papers that went through a converter carry stray Markdown even as plain text:
`#` headings, list dashes, tables with bars, rules, comments and pictures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.records import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import BlockKind

_LINE = re.compile(r"[^\r\n\f]+")
_MARK = re.compile(
    r"""
      (?P<rule> (?: [-*_=~][ \t]* ){3,} | (?: \#[ \t]* )+ ) $   # ----, ****, ====, or nothing but #
    | (?P<heading> \#{1,6} ) [ \t]+ (?=\S)                      # ATX heading
    | (?P<item> [-*+•·●▪–] ) [ \t\u3000]+ (?=\S)   # list dash or bullet
    | (?P<table> \|.*\| ) $                                     # | cell | cell |
    | (?P<dropped> <!--.*--> | !\[[^\]]*\]\([^()]*\) ) $        # comment, picture
    """,
    re.VERBOSE,
)
_CLOSING_HASHES = re.compile(r"[ \t]+#+$")
_SPACE = " \t\u3000\u00a0\v\x1a\ufeff"
_FIRST_WORD = re.compile(r"[\u2e80-\u9fff]|\S+?(?=\s|[\u2e80-\u9fff]|$)")
_STOPPED = re.compile("[.!?:;。！？：；…][\"'’”」』)）\\]*]*$")
_NUMBERED = re.compile(
    r"""
      [\[［] \d{1,3} [\]］]                                      # [3]
    | [(（]? (?: \d{1,2} (?:\.\d{1,2})* | [a-zA-Z] | [一二三四五六七八九十]{1,3} )
        (?: [.)）、．] | \.?\s )                                 # 3. 3.1 3) a) （三） 三、
    | 第 [一二三四五六七八九十百\d]{1,4} [编章节条]                # 第三条
    """,
    re.VERBOSE,
)
# A name set apart from its quotation marks, as pages with links are saved: “⏎一带一路⏎”.
_QUOTED = re.compile(
    r"(?:“\s*[\r\n]\s*[^\r\n“”]{1,40}[\r\n]\s*”|《\s*[\r\n]\s*[^\r\n《》]{1,40}[\r\n]\s*》)"
)

MIN_WRAP = 40
"""The narrowest wrapped line in columns: twenty Chinese characters."""

MAX_WRAP = 160
"""The widest line, in columns, that can come from wrapping; editors wrap at 60 to 120."""


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line that is not blank: its span without indent and mark, and what its mark says."""

    start: int
    end: int
    indent: int
    mark: str
    level: int
    follows: bool  # the line right above is not blank


def split_blocks(text: str) -> tuple[Block, ...]:
    r"""Return the blocks of a plain text, in order, without overlap.

    >>> [(block.kind, block.level) for block in split_blocks("# Title\n\nOne.\nTwo.\n- item")]
    [('heading', 1), ('paragraph', 0), ('paragraph', 0), ('item', 0)]
    """
    lines = list(_find_lines(text))
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    margin = _find_margin(text, lines)
    blocks: list[Block] = []
    open_lines: list[_TextLine] = []
    for line in lines:
        while quoted and quoted[0][1] <= line.start:
            del quoted[0]
        is_quoted = bool(quoted) and quoted[0][0] < line.start
        if open_lines and not is_quoted and not _continues(text, open_lines, line, margin):
            blocks.append(_close(open_lines))
            open_lines = []
        if line.mark not in ("rule", "dropped"):
            open_lines.append(line)
    if open_lines:
        blocks.append(_close(open_lines))
    return tuple(blocks)


def _find_lines(text: str) -> Iterator[_TextLine]:
    """Yield every line that holds more than white space."""
    last_end = -1
    for match in _LINE.finditer(text):
        raw = match.group()
        content = raw.strip(_SPACE)
        if not content.strip():
            continue
        indent = len(raw) - len(raw.lstrip(_SPACE))
        start = match.start() + indent
        end = start + len(content)
        follows = last_end >= 0 and _is_newline(text[last_end : match.start()])
        last_end = match.end()
        found = _MARK.match(content)
        mark, level = (found.lastgroup or "", 0) if found else ("", 0)
        if found and mark in ("heading", "item"):
            level = len(found["heading"] or "")
            start += found.end()
            if level:
                end -= len(content) - len(_CLOSING_HASHES.sub("", content))
        yield _TextLine(start, end, indent, mark, level, follows)


def _is_newline(gap: str) -> bool:
    """Tell whether what lies between two lines is one line break and nothing more."""
    return gap in ("\n", "\r\n", "\r")


def _find_margin(text: str, lines: list[_TextLine]) -> int:
    """Return the width in columns at which the file was wrapped, 0 when a line is a paragraph.

    Of the lines that run straight into the next one, at least half, by the
    columns they fill, must reach three quarters of the widest and stop in mid
    sentence. Paragraphs written
    one to a line end with a full stop, and headings among them end early.
    """
    inner = [
        line
        for line, after in pairwise(lines)
        if after.follows and not line.mark and not after.mark
    ]
    if not inner:
        return 0
    widths = [_measure(text, line) for line in inner]
    margin = sorted(widths)[int(len(widths) * 0.95)]
    if not MIN_WRAP <= margin <= MAX_WRAP:
        return 0
    n_wrapped = sum(
        width
        for line, width in zip(inner, widths, strict=True)
        if width * 4 >= margin * 3 and not _STOPPED.search(text, line.start, line.end)
    )
    return margin if n_wrapped * 2 >= sum(widths) else 0


def _measure(text: str, line: _TextLine) -> int:
    """Return how many columns a line takes; a Chinese character takes two."""
    length = line.end - line.start + line.indent
    if length > MAX_WRAP:
        return length
    # One byte of UTF-8 for a letter of ASCII, three for a character of two columns.
    n_bytes = len(text[line.start : line.end].encode("utf-8", "replace"))
    return (length + n_bytes + line.indent) // 2


def _continues(text: str, above: list[_TextLine], line: _TextLine, margin: int) -> bool:
    """Tell whether a line belongs to the block that the lines `above` began."""
    last = above[-1]
    if not line.follows or line.mark in ("heading", "rule", "item", "dropped"):
        return False
    if "table" in (line.mark, last.mark):
        return line.mark == last.mark
    if last.mark == "heading":
        return False
    if above[0].mark == "item" and line.indent > above[0].indent:
        return True
    return bool(margin) and _is_wrapped(text, above, line, margin)


def _is_wrapped(text: str, above: list[_TextLine], line: _TextLine, margin: int) -> bool:
    """Tell whether the break above a line was made by the margin and not by the author.

    The author made it where the first word of the line would still have fitted,
    where the line is indented more than the one above, and where it is numbered
    and the line above ends a sentence.
    """
    last = above[-1]
    if line.indent > last.indent and len(above) > 1:
        return False
    if (
        line.indent >= 2
        and last.indent >= 2
        and above[0] is last
        and text[line.start - 1] == "\u3000"
    ):
        return False
    word = _FIRST_WORD.match(text, line.start, line.end)
    needed = len(word.group()) if word else 0
    if (_measure(text, last) + 1 + needed) * 5 < margin * 4:
        return False
    stopped = _STOPPED.search(text, last.start, last.end)
    return not (stopped and _NUMBERED.match(text, line.start, line.end))


def _close(lines: list[_TextLine]) -> Block:
    """Return the block that some lines make together."""
    kinds: dict[str, BlockKind] = {"heading": "heading", "item": "item", "table": "table"}
    first = lines[0]
    return Block(first.start, lines[-1].end, kinds.get(first.mark, "paragraph"), first.level)
