"""Read a PDF's own record of its title, authors and date, and tell what is junk.

Most of what stands there was put there by a program: the name of the file, the
name of the computer's owner, `untitled`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from policytext.readers.pdf.garbage import is_garbage, repair_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_JUNK_TITLE = re.compile(
    r"""
      (?:microsoft\s+)? (?:word|powerpoint|excel|wps) \s* [-–] .*            # Microsoft Word - paper.doc
    | untitled .* | 无标题.* | 未命名.* | 新建.* | 文档\s?\d* | document\s?\d* | layout\s?\d* | slide\s?\d* | presentation\s?\d*
    | powerpoint\ presentation | (?:full\ |article\ )?template .* | print\ job | title | 标题 | none | null | unknown | print | scan .*
    | \S+ \. (?:docx?|odt|graffle|pages|md|pdf|wpsx?|indd|qxp|tex|dvi|rtf|ppt x?|xlsx?|html?|tiff?|fm|cdr|fh|ps|eps|p65|s\d+) .*
    | (?:doi[:\s]*)? 10\.\d{4,}/.* | (?:https?://|file:|[a-z]:[\\/]|about:) .*
    | . | [\W\d_]* | [a-z\d]+ (?:_[a-z\d]+)+ | [\w.-]* \d{3,} [\w.-]*                                      # annual_report, 20190524, CN2019001, paper_0012
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JUNK_AUTHOR = re.compile(
    r"""
      (?:local\s+)? (?:admin(?:istrator)? | user\w* | owner | default | guest | root | system | pc | hp | dell | asus | acer | lenovo | thinkpad | samsung | apple | mac | home | office
        | windows .* | microsoft .* | unknown | anonymous | \(?anonymous\)? | author | autor | none | null | n/?a | test | typeset | printer | scanner | epson .* | canon .* | adobe .* | wps .* | latex .* )
    | 微软.* | 用户.* | 雨林木风 | 番茄花园 | 深度.* | 系统.* | 管理员 | 作者 | 匿名 | 未知 | 中国
    | [A-Za-z]{2,10} (?# one Latin word is an account, not a name)
    | [\W\d_]* | .* (?:\.com|\.cn|\.net|\\) .* | \S* \d{2,} \S* | .
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:D:)?\s*(?P<year>(?:19|20)\d\d)-?(?P<month>0[1-9]|1[0-2])?-?(?P<day>0[1-9]|[12]\d|3[01])?"
)
_APART = re.compile(r"\s*(?:[;；、]|(?<!:)(?<!/)/(?!/)|，|\band\b|&)\s*")
_ADDRESS = re.compile(r"[\s,;，；(（]*(?:https?://|www\.)\S*")

MAX_TITLE = 300
"""The longest title; longer ones are abstracts or worse."""

FIRST_YEAR = 1993
"""The year PDF appeared; a file that says it is older has a clock that was not set."""


def read_title(information: Mapping[str, str]) -> str:
    """Return the title a PDF records, empty when there is none or a program made it up.

    >>> read_title({"Title": "Microsoft Word - 终稿.doc"}), read_title({"Title": "Two Coverage in Beijing"})
    ('', 'Two Coverage in Beijing')
    """
    title = _clean(information.get("Title", ""))
    return "" if len(title) > MAX_TITLE or _JUNK_TITLE.fullmatch(title) else title


def read_authors(information: Mapping[str, str]) -> tuple[str, ...]:
    """Return the authors a PDF records, none where it is the name of a computer.

    >>> read_authors({"Author": "Li Wei; 王芳"}), read_authors({"Author": "Administrator"})
    (('Li Wei', '王芳'), ())
    """
    names = _APART.split(_ADDRESS.sub("", _clean(information.get("Author", ""))))
    if len(names) == 1 and names[0].count(",") > 1:
        names = names[0].split(",")
    return tuple(name.strip() for name in names if not _JUNK_AUTHOR.fullmatch(name.strip()))


def read_date(information: Mapping[str, str]) -> str:
    """Return the day on which a PDF says it was made, as 2019-05-24; empty where it does not.

    >>> read_date({"CreationDate": "D:20190524101500+08'00'"}), read_date({"CreationDate": "D:19700101"})
    ('2019-05-24', '')
    """
    match = _DATE.match(information.get("CreationDate", ""))
    if not match or int(match["year"]) < FIRST_YEAR:
        return ""
    return "-".join(part for part in match.group("year", "month", "day") if part)


def _clean(value: str) -> str:
    """Return a value without control characters and odd spaces, empty when it is garbage."""
    text = unicodedata.normalize(
        "NFC", " ".join(re.sub(r"[\x00-\x1f\x7f\ufeff]", " ", value).split())
    )
    text = repair_text(text) or text
    return "" if is_garbage(text) else text
