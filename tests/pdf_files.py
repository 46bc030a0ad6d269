"""Set papers as PDF in every way that makes them hard to read; used by test_pdf.py.

`set_paper` is a small typesetter over reportlab: columns, justified and
hyphenated lines, running heads, page numbers, footnotes; the page's content
can be drawn in reading order, row by row across the columns or in any order.
Run as a script it writes the files, for a look at them:

    python tests/pdf_files.py FOLDER
"""

from __future__ import annotations

import io
import random
import re
import sys
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: TC002 - one import list
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policytext.readers import read_source
from policytext.text import build_reading

PAPERS = sorted((Path(__file__).parents[1] / "corpus" / "papers").glob("*.txt"))
SONG = "STSong-Light"  # a font of Adobe-GB1 that no viewer needs to have embedded
PLACES = (
    "Beijing",
    "Shanghai",
    "Chongqing",
    "Henan",
    "Jiangsu",
    "Guangdong",
    "Zhejiang",
    "Sichuan",
)
CLOSING = "，。；：、！？”’）》」』】"  # what must not begin a line

pdfmetrics.registerFont(UnicodeCIDFont(SONG))


@dataclass(frozen=True)
class Setting:
    """How a paper is set, in points."""

    columns: int = 1
    size: float = 10
    leading: float = 12.5
    gutter: float = 18
    width: float = 595
    height: float = 842
    margin: float = 64
    indent: float = 0  # of first lines, in ems; without it paragraphs are set apart
    justified: bool = True
    hyphenated: bool = False
    head: str = ""
    numbered: bool = False
    notes: bool = False
    order: str = "reading"  # or rows, random, columns (the last column first)
    turn: int = 0  # quarter turns of the whole page's content
    mirrored: str = (
        ""  # how the whole page's content is mirrored before it is turned: across or down
    )
    doubled: float = 0  # by how much everything is drawn a second time
    fonts: tuple[str, str] = ("Times-Roman", "Times-Bold")
    zh: bool = False


@dataclass
class Piece:
    """A paragraph or heading to be set."""

    text: str
    heading: int = 0  # 1 for the title, 2 for a section


@dataclass
class Drawn:
    """A line with its place on a page; words are `(x, text)`."""

    y: float
    words: list[tuple[float, str]]
    font: str
    size: float
    column: int


@dataclass
class Sheet:
    """A page being set."""

    lines: list[Drawn] = field(default_factory=list)


def read_pieces(path: Path) -> list[Piece]:
    """Return a paper of the corpus as paragraphs and headings, without its markup."""
    source = read_source(path, path.name)
    pieces = []
    for block in source.blocks:
        text = build_reading(source.text, [(block.char_start, block.char_end)]).text
        text = text.replace("’", "'").replace("‘", "'").replace("—", "-").replace("–", "-")
        text = re.sub("[“”]", '"', text).encode("cp1252", "ignore").decode("cp1252").strip()
        level = 0
        if block.kind == "heading":
            level = 1 if not any(p.heading == 1 for p in pieces) else 2
        if text and any(c.isalnum() for c in text):
            pieces.append(Piece(text, level))
    return pieces


def make_chinese() -> list[Piece]:
    """Return a Chinese paper of about 6,000 characters; no two of its sentences are the same."""
    who = [
        "社区党组织",
        "街道工会",
        "共青团区委",
        "妇女联合会",
        "社会组织党委",
        "村民委员会",
        "驻区单位",
        "行业协会",
        "志愿服务队",
        "楼宇党支部",
    ]
    how = [
        "围绕基层治理的难点",
        "依托党群服务中心",
        "按照“两个覆盖”的要求",
        "结合“两学一做”学习教育",
        "借助网格化管理平台",
        "通过政府购买服务",
        "以群众需求为导向",
        "在区域化党建的框架内",
    ]
    what = [
        "组织居民参与公共事务的讨论",
        "帮助困难职工解决生活问题",
        "为青年提供就业和创业的指导",
        "完善联系服务群众的制度",
        "推动社会组织健康有序发展",
        "培育互助性的社区团体",
        "建立需求、资源和项目三张清单",
        "扩大党的组织和工作的有效覆盖",
    ]
    then = [
        "取得了明显的成效。",
        "但仍有一些薄弱环节需要加强；",
        "受到了各方面的肯定。",
        "为探索新的工作机制积累了经验。",
        "今后还要进一步健全考核办法！",
        "这与20世纪90年代以来的改革是一致的。",
    ]
    pieces = [Piece("社会组织党建引领基层治理的路径研究", 1)]
    rng = random.Random(7)
    combos = [(a, b, c) for a in who for b in how for c in what]
    rng.shuffle(combos)
    at = 0
    for number, name in enumerate(
        ("一、问题的提出", "二、主要做法", "三、存在的困难", "四、对策建议")
    ):
        pieces.append(Piece(name, 2))
        for paragraph in range(14):
            sentences = []
            for _ in range(4 + (paragraph + number) % 4):
                a, b, c = combos[at]
                at += 1
                sentences.append(f"{b}，{a}{c}，{rng.choice(then)}")
            pieces.append(Piece("".join(sentences)))
    return pieces


def set_paper(pieces: list[Piece], setting: Setting) -> bytes:
    """Return a paper as the bytes of a PDF."""
    return draw(set_sheets(pieces, setting), setting)


def set_sheets(pieces: list[Piece], setting: Setting) -> list[Sheet]:
    """Return a paper set on pages. The title runs over all columns."""
    s = setting
    sheets = [Sheet()]
    column, top = 0, s.height - s.margin
    y = top
    column_width = (s.width - 2 * s.margin - (s.columns - 1) * s.gutter) / s.columns
    n_notes = 0
    floor = s.margin + (30 if s.notes else 0)
    for piece in pieces:
        font = s.fonts[1] if piece.heading else s.fonts[0]
        size = s.size * (1.6, 1.0, 1.2)[piece.heading - 1] if piece.heading else s.size
        if piece.heading == 2 and (s.zh or not s.indent):
            size = s.size * 1.2
        leading = s.leading * size / s.size
        width = s.width - 2 * s.margin if piece.heading == 1 else column_width
        lines = wrap(piece.text, font, size, width, s, heading=bool(piece.heading))
        y -= leading * 0.8 if piece.heading or not s.indent else 0
        for words in lines:
            if y < floor + leading:
                column += 1
                y = top
                if column == s.columns:
                    sheets.append(Sheet())
                    column, top = 0, s.height - s.margin
                    y = top
            x = s.margin + column * (column_width + s.gutter)
            y -= leading
            sheets[-1].lines.append(Drawn(y, [(x + dx, w) for dx, w in words], font, size, column))
        if piece.heading == 1:
            top = y = y - leading
        elif piece.heading and s.indent:
            y -= leading * 0.4
    for number, sheet in enumerate(sheets):
        if s.notes:
            n_notes += 1
            place = (
                "北京上海重庆河南江苏广东浙江四川"[2 * (n_notes % 8) :][:2]
                if s.zh
                else PLACES[n_notes % 8]
            )
            text = f"{n_notes} See the yearbook of {place}, page {n_notes + 20}, for the figures."
            if s.zh:
                text = f"{n_notes} 参见《{place}社会组织年鉴》第{n_notes + 20}页。"
            sheet.lines.append(Drawn(s.margin + 6, [(s.margin, text)], s.fonts[0], s.size * 0.8, 0))
        if s.head:
            sheet.lines.insert(
                0, Drawn(s.height - 40, [(s.margin, s.head)], s.fonts[0], s.size * 0.9, 0)
            )
        if s.numbered:
            sheet.lines.append(
                Drawn(34, [(s.width / 2, f"- {number + 1} -")], s.fonts[0], s.size * 0.9, 0)
            )
    return sheets


def wrap(text, font, size, width, s, *, heading):
    """Return the lines of a paragraph as lists of `(x, word)` from the left margin."""
    indent = 0 if heading else s.indent * size
    rows, row, used = [], [], indent
    words = list(re.findall(r"[ -~]+|.", text)) if s.zh else text.split()
    space = 0 if s.zh else pdfmetrics.stringWidth(" ", font, size)
    at = 0
    while at < len(words):
        word = words[at]
        wide = pdfmetrics.stringWidth(word, font, size)
        if used + (space if row else 0) + wide > width + 0.01 and row and word[0] not in CLOSING:
            if (
                s.hyphenated
                and not heading
                and (cut := cut_word(word, font, size, width - used - space))
            ):
                row.append(word[:cut] + ("" if word[cut - 1] == "-" else "-"))
                words[at] = word[cut:]
            rows.append(row)
            row, used = [], 0
            continue
        used += (space if row else 0) + wide
        row.append(word)
        at += 1
    rows.append(row)
    return [
        place_words(
            r,
            font,
            size,
            width,
            0 if n else indent,
            space,
            justify=s.justified and n < len(rows) - 1 and not heading,
        )
        for n, r in enumerate(rows)
    ]


def cut_word(word, font, size, room):
    """Return after how many letters a word can be cut so that the first part and a hyphen fit."""
    for at in range(len(word) - 3, 2, -1):
        whole = word[at - 1] == "-"
        letters = word[:at].isalpha() and word[at:].strip(".,;").isalpha() and len(word) > 6
        between = letters and word[at - 1] in "aeiou" and word[at] not in "aeiou"
        if (whole or between) and pdfmetrics.stringWidth(word[:at] + "-", font, size) <= room:
            return at
    return 0


def place_words(row, font, size, width, indent, space, *, justify):
    """Return words with their places; Chinese is one word to a line."""
    if not space:
        return [(indent, "".join(row))]
    wide = sum(pdfmetrics.stringWidth(w, font, size) for w in row)
    gap = (width - indent - wide) / (len(row) - 1) if justify and len(row) > 1 else space
    gap = gap if gap < 4 * space else space
    if abs(gap - space) < 0.01:
        return [(indent, " ".join(row))]
    placed, x = [], indent
    for word in row:
        placed.append((x, word))
        x += pdfmetrics.stringWidth(word, font, size) + gap
    return placed


def draw(
    sheets: list[Sheet], s: Setting, encrypt: StandardEncryption | None = None, info=("", "")
) -> bytes:
    """Return pages as the bytes of a PDF, their content drawn in the order the setting names."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(s.width, s.height), encrypt=encrypt, invariant=1)
    canvas.setTitle(info[0])
    canvas.setAuthor(info[1])
    for sheet in sheets:
        if s.turn or s.mirrored:
            canvas.saveState()
            canvas.translate(s.width / 2, s.height / 2)
            canvas.rotate(90 * s.turn)
            canvas.scale(-1 if s.mirrored == "across" else 1, -1 if s.mirrored == "down" else 1)
            canvas.translate(-s.width / 2, -s.height / 2)
        for line in order_lines(sheet.lines, s):
            canvas.setFont(line.font, line.size)
            for x, word in line.words:
                canvas.drawString(x, line.y, word)
                if s.doubled:
                    canvas.drawString(x + s.doubled, line.y, word)
        if s.turn or s.mirrored:
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def order_lines(lines: list[Drawn], s: Setting) -> list[Drawn]:
    """Return lines in the order in which they are to be drawn."""
    if s.order == "rows":
        return sorted(lines, key=lambda line: (-round(line.y), line.words[0][0]))
    if s.order == "columns":
        return sorted(lines, key=lambda line: -line.column)
    if s.order == "random":
        single = [replace(line, words=[word]) for line in lines for word in line.words]
        random.Random(3).shuffle(single)
        return single
    return lines


def make_scan(n_pages: int = 1, text: str = "") -> bytes:
    """Return pages that are pictures, with a line of text on the first where one is given."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 400), invariant=1)
    grey = ImageReader(io.BytesIO(b"P5 30 40 255\n" + bytes(range(200)) * 6))
    for number in range(n_pages):
        canvas.drawImage(grey, 0, 0, 300, 400)
        if text and not number:
            canvas.drawString(10, 10, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_misread(text: str, encoding: str = "gb18030", size: float = 10) -> bytes:
    """Return a page that shows the bytes of a Chinese text as Latin letters."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", size)
    letters = text.encode(encoding).decode("latin-1")
    for number in range(0, len(letters), 80):
        canvas.drawString(60, 780 - number / 80 * 14, letters[number : number + 80])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_vertical(text: str, size: float = 14, rows: int = 30, pitch: float = 1.1) -> bytes:
    """Return Chinese in columns from right to left, its letters `pitch` sizes apart."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont(SONG, size)
    for number, letter in enumerate(text):
        column, row = divmod(number, rows)
        x, y = 520 - column * size * 1.6, 780 - row * size * pitch
        if letter.isascii():  # figures lie on their side
            canvas.saveState()
            canvas.translate(x + 0.3 * size, y + 0.9 * size)
            canvas.rotate(-90)
            canvas.drawString(0, 0, letter)
            canvas.restoreState()
        else:
            canvas.drawString(x, y, letter)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_bomb(depth: int, fan: int) -> bytes:
    """Return a page that draws a form that draws another `fan` times, and so on `depth` times."""
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R" + resources % 6 + b">>",
        b"<</Length 5>>stream\n/X Do\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for level in range(depth):
        drawn = b"BT /F 10 Tf (party) Tj ET" if level == depth - 1 else b"/X Do " * fan
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]" + resources % (7 + level)
        objects.append(b"<<%s/Length %d>>stream\n%s\nendstream" % (form, len(drawn), drawn))
    return write_objects(objects)


def make_coded(
    lines: list[bytes], letters: str | list[str] = "", *, head_down: bool = False
) -> bytes:
    """Return lines in a font of pictures (Type 3) that says of its codes only what letters they are.

    `letters` are those of the codes from 0x61 on; without it the font says
    nothing, as the fonts of old TeX files. Letters that hang head down from
    their baseline are set in coordinates that turn them up again.
    """
    codes = sorted({code for line in lines for code in line})
    place = b"1 0 0 -1 50 780 Tm -14 TL" if head_down else b"50 780 Td 14 TL"
    drawn = b"BT /F 10 Tf %s\n" % place + b"".join(
        b"<%s> Tj T*\n" % line.hex().encode() for line in lines
    )
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[0.001 0 0 0.001 0 0]"
    font += b"/CharProcs<<%s>>" % b" ".join(b"/g%d 6 0 R" % code for code in codes)
    font += b"/Encoding<</Differences[%s]>>" % b" ".join(b"%d /g%d" % (c, c) for c in codes)
    font += b"/FirstChar 0/LastChar 255/Widths[%s]/Resources<<>>" % (b"500 " * 256)
    low, high = (-700, 0) if head_down else (0, 700)
    font = font.replace(b"[0 0 600 700]", b"[0 %d 600 %d]" % (low, high))
    glyph = b"500 0 0 %d 450 %d d1 0 %d 450 700 re f" % (low, high, low)
    codes16 = [said.encode("utf-16-be").hex() for said in letters]
    ranges = "".join(f"<{0x61 + n:02x}> <{code}>\n" for n, code in enumerate(codes16))
    table = (
        f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{ranges}endbfchar endcmap"
    ).encode()
    return write_objects([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        font + (b"/ToUnicode 7 0 R>>" if letters else b">>"),
        b"<</Length %d>>stream\n%s\nendstream" % (len(glyph), glyph),
        b"<</Length %d>>stream\n%s\nendstream" % (len(table), table),
    ])  # fmt: skip


def make_drawn(drawn: bytes) -> bytes:
    """Return a page that draws what is given, in Helvetica called `F`."""
    return write_objects([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ])  # fmt: skip


def make_echo(text: str) -> bytes:
    """Return a page with a form that draws itself again at half its size, without end."""
    drawn = b"BT /F 24 Tf (%s) Tj ET 0.5 0 0 0.5 25 25 cm /X Do" % text.encode()
    resources = b"/Resources<</Font<</F 6 0 R>>/XObject<</X 5 0 R>>>>"
    return write_objects([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 300]/Contents 4 0 R" + resources + b">>",
        b"<</Length 5>>stream\n/X Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 1000 1000]%s/Length %d>>stream\n%s\nendstream" % (resources, len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ])  # fmt: skip


def make_packed(drawn: bytes) -> bytes:
    """Return a page whose content is packed with Flate and nothing else."""
    packed = zlib.compress(drawn)
    return write_objects([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ])  # fmt: skip


def write_objects(objects: list[bytes]) -> bytes:
    """Return a PDF of objects numbered from 1, the first of them its catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (size, table, size, len(out))


def list_settings() -> dict[str, Setting]:
    """Return the ways in which every paper must be readable, by name."""
    en = Setting(head="Journal of Social Organizations, Vol. 3", numbered=True)
    zh = replace(
        en, zh=True, fonts=(SONG, SONG), indent=2, leading=16, head="中国社会组织研究 2019年第3期"
    )
    return {
        "one": en,
        "one-ragged": replace(en, justified=False, indent=1.5),
        "two": replace(en, columns=2, hyphenated=True, notes=True),
        "two-indent": replace(en, columns=2, hyphenated=True, indent=1.5),
        "three": replace(
            en, columns=3, size=8, leading=10, hyphenated=True, indent=1.2, notes=True
        ),
        "two-rows": replace(en, columns=2, hyphenated=True, order="rows"),
        "two-random": replace(en, columns=2, order="random"),
        "three-random": replace(en, columns=3, size=8, leading=10, order="random", indent=1.2),
        "two-last-first": replace(en, columns=2, order="columns"),
        "turned": replace(en, columns=2, turn=1),
        "upside-down": replace(en, turn=2),
        "doubled": replace(en, doubled=0.3),
        "mirrored": replace(en, columns=2, notes=True, mirrored="down"),
        "mirrored-turned": replace(en, columns=2, order="random", mirrored="across", turn=1),
        "zh-one": zh,
        "zh-two": replace(zh, columns=2, notes=True),
        "zh-three": replace(zh, columns=3, size=9, leading=13),
        "zh-two-rows": replace(zh, columns=2, order="rows"),
        "zh-three-random": replace(zh, columns=3, size=9, leading=13, order="random"),
        "zh-turned": replace(zh, turn=3),
        "zh-mirrored": replace(zh, columns=2, mirrored="across"),
        "zh-doubled": replace(zh, doubled=0.2, columns=2),
    }


def main() -> None:
    """Write every paper in every setting to a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, setting in list_settings().items():
        papers = {"zh": make_chinese()} if setting.zh else {p.stem: read_pieces(p) for p in PAPERS}
        for paper, pieces in papers.items():
            (folder / f"{paper}-{name}.pdf").write_bytes(set_paper(pieces, setting))


if __name__ == "__main__":
    main()
