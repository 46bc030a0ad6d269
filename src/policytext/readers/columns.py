"""Tell what the columns of a table of documents are, by their English and Chinese names.

Policy corpora come as tables with a column of text and others that say what it
is. Names are compared without case, spaces and underscores.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Role = Literal[
    "text", "id", "title", "authors", "date", "year", "place", "language", "licence", "facet"
]

_NAMES: dict[Role, tuple[str, ...]] = {  # in the order in which they are preferred
    "text": ("text", "fulltext", "content", "body", "正文", "全文", "内容", "文本", "正文内容", "文件内容",
             "政策正文", "政策内容", "政策文本", "文本内容", "articletext", "contents", "raw_text", "paragraph"),
    "id": ("docid", "id", "documentid", "recordid", "key", "uid", "identifier", "编号", "文档编号", "序号", "文件编号"),
    "title": ("title", "标题", "题名", "题目", "篇名", "文件名称", "文件标题", "政策名称", "政策标题", "名称", "headline",
              "doctitle"),
    "authors": ("authors", "author", "creator", "creators", "作者", "byline"),
    "date": ("date", "pubdate", "publicationdate", "publishdate", "published", "issued", "issuedate", "日期", "发布日期",
             "发布时间", "成文日期", "发文日期", "印发日期", "公布日期", "发表日期", "发表时间", "时间", "publishedat",
             "datepublished", "releasedate"),
    "year": ("year", "publicationyear", "pubyear", "年份", "年度", "年", "发布年份", "发文年份"),
    "place": ("place", "places", "location", "province", "city", "county", "地区", "省份", "省", "城市", "市", "地点", "地方",
              "区县", "省市", "所在地", "发布地区"),
    "language": ("language", "lang", "语言", "语种"),
    "licence": ("licence", "license", "rights", "许可"),
}  # fmt: skip
_ROLES: dict[str, Role] = {
    re.sub(r"[\s_-]", "", name): role for role, names in _NAMES.items() for name in names
}

LEAST_TEXT = 40
"""Letters that the longest text of a column must have to be taken for documents without its name saying so."""

LONGEST_VALUE = 200
"""Letters past which a column holds another text, and is no facet."""


LONGEST_NAME = 100
"""Letters past which the cell of a first row is no name of a column."""

MOST_TITLES = 5
"""Lines that may stand above the names of the columns."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold what; `facets` pairs each other column with its name as a facet."""

    text: str
    is_named: bool
    roles: Mapping[Role, tuple[str, ...]]
    facets: tuple[tuple[str, str], ...]
    long: tuple[str, ...]


def find_columns(header: Sequence[str], sizes: Mapping[str, tuple[int, int]]) -> Columns | None:
    """Return what the columns hold, nothing when none holds texts.

    `sizes` gives for each column the letters in all of it, those of addresses
    (URLs) aside, and in its longest cell. The text is in the column that is named so, the most preferred name
    first, else in the fullest one, if its cells are long enough for documents.
    """
    roles: dict[Role, list[str]] = {}
    for column in header:
        role = _ROLES.get(_fold(column), "facet")
        roles.setdefault(role, []).append(column)
    named = sorted(
        (column for column in roles.pop("text", []) if sizes.get(column, (0, 0))[0]),
        key=lambda column: list(_ROLES).index(_fold(column)),
    )
    free = [column for column in header if column not in roles.get("id", [])]
    fullest = max(free, key=lambda column: sizes.get(column, (0, 0))[0], default=None)
    text = named[0] if named else fullest
    total, longest = sizes.get(text or "", (0, 0))
    if text is None or (not named and (not total or longest < LEAST_TEXT)):
        return None
    others = [c for c in [*roles.pop("facet", []), *named[1:]] if c != text]
    long = tuple(c for c in others if sizes.get(c, (0, 0))[1] > LONGEST_VALUE)
    facets = tuple((c, name_facet(c)) for c in header if c in others and c not in long)
    kept: dict[Role, tuple[str, ...]] = {
        role: tuple(c for c in columns if c != text) for role, columns in roles.items()
    }
    return Columns(text, bool(named), kept, facets, long)


def split_header(
    rows: Iterable[Sequence[object]],
) -> tuple[list[str], Iterator[Sequence[object]], list[str]]:
    """Return the names of columns, the rows below them, and notes.

    Lines of one cell above a wider row are the table's own title. A first row
    with a cell as long as a text holds no names, but a document.

    >>> split_header([["Notices of the city", ""], ["id", "text"], ["1", "So."]])[0]
    ['id', 'text']
    """
    rest = iter(rows)
    head = [row for row in islice(rest, MOST_TITLES + 1) if any(map(_say_cell, row))]
    widths = [sum(map(bool, map(_say_cell, row))) for row in head]
    if not head:
        return [], rest, []
    wide = (n for n, (a, b) in enumerate(pairwise(widths)) if a > 1 and b > 1)
    at = 0 if _fold(_say_title(head[0])) in _ROLES else next(wide, 0)
    names = [_say_cell(cell) for cell in head[at]]
    notes = (
        [f"Above the names of the columns stands: {'; '.join(map(_say_title, head[:at]))}."]
        if at
        else []
    )
    below = chain(head[at + 1 :], rest)
    if max(map(len, names)) > LONGEST_NAME:
        names = ["" for _ in names]
        below = chain(head[at:], rest)
        notes.append(
            "The first row holds no names but a document, so columns are called by number."
        )
    return _name_columns(names), below, notes


def _name_columns(cells: Iterable[str]) -> list[str]:
    """Return the names of columns, those without one numbered, and each once."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell or f"column {number}"
        names.append(f"{name} {number}" if name in names else name)
    return names


def _say_cell(cell: object) -> str:
    """Return what a cell says, on one line."""
    return " ".join(str(cell).split())


def _say_title(row: Sequence[object]) -> str:
    """Return what the only cell of a line says."""
    return next(filter(None, map(_say_cell, row)), "")


def name_facet(column: str) -> str:
    """Return a column's name as that of a facet: letters, digits and underscores.

    >>> name_facet("发文 机关"), name_facet("2nd level")
    ('发文_机关', '_2nd_level')
    """
    name = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", column)).strip("_")[:59]
    return f"_{name}" if not name or name[0].isdigit() else name


def _fold(column: str) -> str:
    """Return a column's name for comparison."""
    return re.sub(r"[\s_\-()（）:：]", "", unicodedata.normalize("NFKC", column).casefold())
