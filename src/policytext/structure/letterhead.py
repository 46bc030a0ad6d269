"""Read the head of a Chinese official document: its number, its title over several lines, whom it goes to.

The order is settled by GB/T 9704-2012, "Layout key for official document of Party
and government organs": the office, the number, the title, the addressees; on
the web the number stands below the title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.structure.boilerplate import is_address, match_boilerplate
from policytext.structure.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from policytext.structure.pieces import Piece

KINDS = (
    "实施细则", "工作要点", "宪法", "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案",
    "复函", "函", "会议纪要", "纪要", "条例", "规定", "办法", "细则", "规则", "章程", "准则", "守则", "解释", "规划", "纲要", "方案",
    "计划", "要点", "讲话", "公约", "建议", "令", "法",
)  # fmt: skip
"""What an official document calls itself at the end of its title; the longer names first."""

KIND_OF_PAPER = re.compile(
    rf"(?P<kind>{'|'.join(KINDS)})(?:\s*[（(〔\[][^（）()]{{1,40}}[)）〕\]]){{0,2}}\s*\Z"
)
_OPEN, _CLOSE = r"[〔\[［(（【﹝〈<「]", r"[〕\]］)）】﹞〉>」]"
DOCUMENT_NUMBER = re.compile(
    rf"""
      (?:(?:发文字号|文\s?号|文件编号)\s?[:：]\s?)?
      (?P<office>[^\s〔\[［(（【﹝〈<「，。：:；]{{1,14}}) \s? {_OPEN}\s?(?P<year>(?:19|20)\d\d)\s?年?{_CLOSE}
      \s? 第? \s? (?P<number>\d{{1,5}}) \s? 号
      (?:\s+签发人\s?[:：].{{0,20}})? \Z
    | (?P<order>\S{{2,20}}(?:令|公告)) \s? [（(]? \s?(?:(?P<order_year>(?:19|20)\d\d)\s?年)?\s?第?\s?
      (?P<order_number>[\d〇○零一二三四五六七八九十百]{{1,6}}) \s? 号 \s? [)）]? \Z
    """,
    re.VERBOSE,
)
ORDER_NUMBER = re.compile(r"[（(]?第\s?[\d〇○零一二三四五六七八九十百]{1,6}\s?号[)）]?\Z")
_ADDRESSEES = re.compile(r"[^。；？！]{2,400}[:：]\Z", re.DOTALL)
_OFFICE = re.compile(
    "各|人民政府|委员会|党委|党组|办公[厅室]|[省市区县州盟旗部委局厅院署][,，、：:（(]|公司|单位|机构|部门|代表|委员|同志"
)
_ANNOUNCES = re.compile(
    "如下|通知|现将|现就|为了?|根据|按照|下列|以下|附件|联系|电话|日期|时间|来源|作者|号[:：]"
)
_HEAD = re.compile(r"(?!.*(?:关于|规范性)).{2,40}文件\Z")
_LABEL = re.compile(r"\s*[^\s：:]{2,6}\s*[:：]\s*\S")
ATTACHED = re.compile(r"附\s*[件录表]\s*[:：]\s*\S")
_ATTACHMENT = re.compile(r"附\s*[件录表]\s*[一二三四五六七八九十\d]{0,3}\s*[:：]?\Z")
_MARKS_AND_SPACE = re.compile(r"[\s\u3000《》〈〉“”\"]+")
_SHORTEST_TITLE = 5
_BODY_REACH = 60  # pieces before an attachment that may name it
_REACH = 12  # lines in which the head of a document ends
_MOST_LINES = 6
_LONGEST_LINE = 60
_LONGEST_ADDRESSEES = 400


def find_title_lines(
    pieces: list[Piece], others: AbstractSet[int] = frozenset()
) -> tuple[int, int] | None:
    """Return the first piece of an official document's title and the one after its last.

    The lines with the numbers `others` are known to be something else.

    The title is what stands between the number, or the top, and the addressees;
    where the number comes below, what stands above it. Nothing where there is
    neither a number nor addressees, or no line that could be a title.
    """
    head = pieces[:_REACH]
    addressed = next((n for n, piece in enumerate(head) if is_addressees(piece.text)), None)
    reach = len(head) if addressed is None else addressed
    numbered = next((n for n in range(reach) if DOCUMENT_NUMBER.match(head[n].text)), None)
    if addressed is None and numbered is None:
        return None
    spans = [] if numbered is None else [(numbered + 1, reach), (0, numbered)]
    if addressed is None:
        spans = spans[1:]
    for first, stop in spans or [(0, reach)]:
        lines = [n for n in range(first, stop) if n not in others and _is_title_line(head[n])]
        if lines and _make_title(head, lines):
            return lines[0], lines[-1] + 1
    return None


def is_addressees(text: str) -> bool:
    """Tell whether a line says whom a document goes to.

    >>> is_addressees("各区人民政府，市政府各部门："), is_addressees("现将有关事项通知如下：")
    (True, False)
    """
    if not text.endswith((":", "：")) or len(text) > _LONGEST_ADDRESSEES:
        return False
    if not _ADDRESSEES.match(text):
        return False
    return bool(_OFFICE.search(text)) and not _ANNOUNCES.search(text)


def _is_title_line(piece: Piece) -> bool:
    """Tell whether a line may be one of a title: short, no sentence, no label, no letterhead."""
    text = piece.text
    if len(text) > _LONGEST_LINE or text[-1] in "。；：:，" or piece.is_furniture:
        return False
    return not (
        is_address(text) or match_boilerplate(text) or _HEAD.match(text) or _LABEL.match(text)
    )


def _make_title(head: list[Piece], lines: list[int]) -> bool:
    """Tell whether lines make one title: one after the other, and saying what it is or is about."""
    if len(lines) > _MOST_LINES or lines != list(range(lines[0], lines[-1] + 1)):
        return False
    title = "".join(head[n].text for n in lines)
    followed = lines[-1] + 1 < len(head) and DOCUMENT_NUMBER.match(head[lines[-1] + 1].text)
    if len(lines) > 1 and followed:
        return True
    return bool(KIND_OF_PAPER.search(title) or "关于" in title)


def find_attached_title(pieces: list[Piece], at: int) -> int:
    """Return how many pieces from number `at` on name an attachment, 0 where none begins there.

    That is the word 附件 on a line of its own with the title below it, or a
    title alone that the document named before it came: 国家职业教育改革实施方案
    after 印发国家职业教育改革实施方案的通知.
    """
    marked = int(bool(_ATTACHMENT.match(pieces[at].text)))
    found = marked
    for n in range(1, _MOST_LINES):
        lines = pieces[at + marked : at + marked + n]
        if len(lines) < n or not _is_title_line(lines[-1]) or read_number(lines[-1].text):
            break
        title = squeeze("".join(line.text for line in lines))
        if len(title) >= _SHORTEST_TITLE and KIND_OF_PAPER.search(title):
            before = "".join(piece.text for piece in pieces[: min(at, _BODY_REACH)])
            found = marked + n if title in squeeze(before) else found
    return found


def squeeze(text: str) -> str:
    """Return a text without white space and the marks around names."""
    return _MARKS_AND_SPACE.sub("", text)
