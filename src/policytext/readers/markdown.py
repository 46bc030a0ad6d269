"""Split Markdown into blocks with the parser that defines it (CommonMark, with tables).

markdown-it-py says on which lines every block stands; the marks around the
content (`#`, list dash, `>`) are then taken off those lines. Numbers of
ordered lists stay: in a paper `1. Introduction` is a heading, whatever
CommonMark makes of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from policytext.records import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from policytext.records import BlockKind

# Lines as markdown-it-py counts them.
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*(?:\r\n|\r|\n)(?:.*(?:\r\n|\r|\n))*?(?:---|\.\.\.)[ \t]*(?=[\r\n]|$)"
)
_STATED = re.compile(r"([A-Za-z]+):[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:name:[ \t]*)?(.+)")
_LEADING = re.compile(r"(?:[ \t]*>)*[ \t\u3000]*(?:[-*+][ \t]+)?(?:\#{1,6}[ \t]+)?")
_TRAILING = re.compile(r"(?:[ \t]+#+)?\s*$")
# A block of nothing but comments, pictures, pictures that are links, what a site's program is to put there, addresses of links.
_PICTURE = r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])"
_COMMENT = r"<!--(?:(?!-->).)*-->"
_PLACEHOLDER = r"\{\{[<%](?:(?![>%]\}\}).)*[>%]\}\}|\{%(?:(?!%\}).)*%\}"
_ADDRESS = r"\[[^\[\]^][^\[\]]*\]:[ \t]*<?(?:https?:|mailto:|[/.#])\S*(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*(?=[\r\n]|\Z)"
_DROPPED = re.compile(
    rf"\s*(?:(?:{_COMMENT}|{_PLACEHOLDER}|{_ADDRESS}|{_PICTURE}|\[\s*(?:{_PICTURE}\s*)+\](?:\([^()]*\)|\[[^\[\]]*\]))\s*)+\Z",
    re.DOTALL,
)
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]:[ \t]*")
_KINDS: dict[str, BlockKind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "table_open": "table",
    "fence": "code",
    "code_block": "paragraph",  # four spaces: an indented paragraph far more often than code
    "html_block": "paragraph",
}


def split_blocks(text: str) -> tuple[Block, ...]:
    r"""Return the blocks of a Markdown text, in order, without overlap.

    >>> [(block.kind, block.level) for block in split_blocks("Title\n=====\n\n1. One\n\n- two")]
    [('heading', 1), ('paragraph', 0), ('item', 0)]
    """
    skipped = find_body(text)
    lines = _find_line_starts(text, skipped)
    parser = (
        MarkdownIt("commonmark")
        .enable("table")
        .disable(
            [
                "inline",
                "text_join",
                "reference",
            ]  # [^1]: 见年鉴。 would count as the address of a link
        )
    )
    blocks = (_cut(text, lines, *found) for found in _find_tokens(parser.parse(text[skipped:])))
    return tuple(block for block in blocks if block)


def find_body(text: str) -> int:
    r"""Return where a Markdown text begins after the lines before it that describe it.

    >>> find_body("---\ntitle: One\n---\nText"), find_body("Text")
    (18, 0)
    """
    front = _FRONT_MATTER.match(text)
    return front.end() if front else 0


def read_front_matter(text: str) -> tuple[str, tuple[str, ...], str]:
    r"""Return title, authors and date that the lines before a Markdown text state, empty where they state none.

    Those lines are YAML; what is read of it is a name and its value on one
    line, and a list of values below.

    >>> read_front_matter("---\ntitle: 'One: two'\nauthor:\n  - 张三\n  - Li Wei\ndate: 2019-05-04\n---\n")
    ('One: two', ('张三', 'Li Wei'), '2019-05-04')
    """
    front = _FRONT_MATTER.match(text)
    said: dict[str, list[str]] = {}
    key = ""
    for line in front.group().splitlines() if front else []:
        if stated := _STATED.match(line):
            key, value = stated[1].lower(), stated[2].strip()
            values = value[1:-1].split(",") if value.startswith("[") else [value]
            said[key] = [v for v in map(_unquote, values) if v and v not in ("|", ">")]
        elif key and (item := _ITEM.match(line)):
            said[key].append(_unquote(item[1]))
    title, date = ("".join(said.get(name, [])[:1]) for name in ("title", "date"))
    return title, tuple(said.get("author") or said.get("authors") or ()), date


def _unquote(value: str) -> str:
    r"""Return a value without the quotation marks around it, and those inside it as they are meant.

    >>> _unquote(r'"On \"Two Coverage\""'), _unquote("'The People''s Work'"), _unquote("one")
    ('On "Two Coverage"', "The People's Work", 'one')
    """
    value = value.strip()
    quote = value[:1]
    if len(value) < 2 or quote not in "\"'" or value[-1] != quote:
        return value.strip("\"'").strip()
    inner = value[1:-1].strip()
    return re.sub(r"\\([\"\\])", r"\1", inner) if quote == '"' else inner.replace("''", "'")


def _find_line_starts(text: str, begin: int) -> list[int]:
    """Return where every line starts, and one place past the end."""
    starts = [begin, *(match.end() for match in _LINE_BREAK.finditer(text, begin))]
    return [*starts, len(text)]


def _find_tokens(tokens: list[Token]) -> Iterator[tuple[BlockKind, int, int, int]]:
    """Yield kind, heading level and the lines of every block that holds text."""
    begun: set[str] = set()
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            begun.discard("item")
        if token.type == "list_item_open" and token.markup in ("-", "*", "+"):
            begun.add("item")
        if token.type not in _KINDS or token.map is None:
            continue
        kind = _KINDS[token.type]
        if kind == "paragraph" and "item" in begun:
            begun.discard("item")
            kind = "item"
        level = int(token.tag[1]) if kind == "heading" else 0
        yield kind, level, token.map[0], token.map[1]


def _cut(
    text: str, lines: list[int], kind: BlockKind, level: int, first: int, last: int
) -> Block | None:
    """Return the block on the lines `first` to `last`, or nothing when no letter is left of it."""
    start, end = lines[first], lines[min(last, len(lines) - 1)]
    if kind == "code":
        start, end = lines[first + 1], lines[max(first + 1, last - 1)]
    elif kind != "table":
        leading = _LEADING.match(text, start, end)
        start = leading.end() if leading else start
    if kind == "heading" and last - first > 1:  # underlined: the marks are a line of their own
        end = lines[last - 1]
    trailing = _TRAILING.search(text, start, end) if kind == "heading" else None
    end = trailing.start() if trailing else end
    end = start + len(text[start:end].rstrip())
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if kind == "paragraph" and (note := _NOTE.match(text, start, end)):
        kind, start = "note", note.end()
    if start >= end or _DROPPED.match(text, start, end):
        return None
    return Block(start, end, kind, level)
