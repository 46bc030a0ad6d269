"""DOCX, pages, books and tables of documents: what comes out of them, block by block."""

import base64
import io
import json
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from openpyxl import Workbook

from policytext.corpus import read_corpus
from policytext.errors import UnreadableSource
from policytext.pipeline import build_store
from policytext.readers import read_source
from policytext.readers.docx.counting import write_number
from policytext.readers.html.walk import is_furniture
from policytext.readers.rows import read_table
from policytext.store.reading import open_store
from policytext.structure import structure

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
TEXT = "加强社区党建工作，推动“两个覆盖”，提高基层治理水平。"  # party building in communities


def pack(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_source(path, name)


def show(source):
    return [(b.kind, b.level, source.text[b.char_start : b.char_end]) for b in source.blocks]


def say(source):
    return [source.text[b.char_start : b.char_end] for b in source.blocks]


# --- DOCX


def part(tag, inner):
    return f'<w:{tag} xmlns:w="{W}" xmlns:mc="mc" xmlns:v="v">{inner}</w:{tag}>'


def read_word(tmp_path, body, name="a.docx", **parts):
    members = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    members |= {
        f"word/{key}.xml": part(key, inner) for key, inner in parts.items() if key != "core"
    }
    if "core" in parts:
        members["docProps/core.xml"] = parts["core"]
    return read(tmp_path, pack(members), name)


def p(text, properties="", run=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def numbered(text, level=0, num=1):
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def make_numbering(*levels, nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for n, (form, text, more) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>{nums}'


STYLES = (
    '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="Own"/><w:basedOn w:val="a1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="o"><w:name w:val="样式"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def test_headings_are_known_by_style_by_its_forebears_and_by_outline_level(tmp_path):
    body = (
        p("题目", '<w:pStyle w:val="t"/>')
        + p("目录 1", '<w:pStyle w:val="c"/>')
        + p("总则", '<w:pStyle w:val="a1"/>')
        + p("细则", '<w:pStyle w:val="a2"/>')
        + p("附则", '<w:pStyle w:val="o"/>')
        + p("直接", '<w:outlineLvl w:val="1"/>')
        + p(TEXT)
    )
    assert show(read_word(tmp_path, body, styles=STYLES)) == [
        ("heading", 1, "题目"),
        ("heading", 1, "总则"),
        ("heading", 1, "细则"),
        ("heading", 3, "附则"),
        ("heading", 2, "直接"),
        ("paragraph", 0, TEXT),
    ]


def test_a_short_paragraph_all_in_bold_is_a_heading_without_a_level(tmp_path):
    body = p("工作目标", run="<w:b/>") + p(TEXT, run='<w:b w:val="0"/>')
    assert show(read_word(tmp_path, body)) == [("heading", 0, "工作目标"), ("paragraph", 0, TEXT)]


def test_numbers_that_word_computes_stand_in_the_text(tmp_path):
    numbering = make_numbering(
        ("chineseCounting", "%1、", ""), ("chineseCounting", "（%2）", ""), ("decimal", "%3.", "")
    )
    body = "".join(
        numbered(text, level)
        for text, level in [("总", 0), ("甲", 1), ("乙", 1), ("子", 2), ("主", 0), ("丙", 1)]
    )
    assert say(read_word(tmp_path, body, numbering=numbering)) == [
        "一、总", "（一）甲", "（二）乙", "1. 子", "二、主", "（一）丙",
    ]  # fmt: skip


def test_levels_join_their_numbers_and_legal_numbering_turns_them_into_figures(tmp_path):
    numbering = make_numbering(
        ("chineseCountingThousand", "第%1章", ""), ("decimal", "%1.%2", "<w:isLgl/>")
    )
    body = (
        numbered("总则")
        + numbered("范围", 1)
        + numbered("分则")
        + numbered("登记", 1)
        + numbered("许可", 1)
    )
    assert say(read_word(tmp_path, body, numbering=numbering)) == [
        "第一章 总则", "1.1 范围", "第二章 分则", "2.1 登记", "2.2 许可",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_unless_they_start_anew(tmp_path):
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = numbered("a") + numbered("b", num=2) + numbered("c", num=3) + numbered("d", num=3)
    source = read_word(tmp_path, body, numbering=make_numbering(("decimal", "%1)", ""), nums=nums))
    assert say(source) == ["1) a", "2) b", "1) c", "2) d"]


def test_bullets_are_items_without_a_mark(tmp_path):
    source = read_word(
        tmp_path, numbered("one"), numbering=make_numbering(("bullet", "\uf0b7", ""))
    )
    assert show(source) == [("item", 0, "one")]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (10, "chineseCounting", "十"), (11, "chineseCounting", "十一"), (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (1010, "chineseCountingThousand", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"), (3, "ideographTraditional", "丙"), (2, "ideographZodiac", "丑"),
        (10, "decimalEnclosedCircleChinese", "⑩"), (21, "decimalEnclosedCircle", "21"), (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"), (1994, "upperRoman", "MCMXCIV"), (28, "upperLetter", "BB"),
        (13, "ordinal", "13th"), (22, "ordinal", "22nd"), (23, "ordinalText", "Twenty-third"),
        (40, "cardinalText", "Forty"), (0, "chineseCounting", "0"), (5, "no such format", "5"),
    ],
)  # fmt: skip
def test_every_way_of_counting(number, form, written):
    assert write_number(number, form) == written


def test_insertions_stay_deletions_go_and_of_fields_the_result_counts(tmp_path):
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>丁</w:t></w:r></w:moveFrom>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>戊</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink><w:r><w:t>己</w:t></w:r></w:hyperlink>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t>庚</w:t></w:r><w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>辛</w:t></w:r></w:p>'
    )
    assert say(read_word(tmp_path, body, styles=STYLES)) == ["甲乙戊己"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path):
    body = p("上半", "<w:rPr><w:del/></w:rPr>") + p("下半。")
    assert say(read_word(tmp_path, body)) == ["上半下半。"]


def test_notes_follow_the_body_and_their_marks_are_no_part_of_a_word(tmp_path):
    body = (
        '<w:p><w:r><w:t>党建</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>工作很重要。</w:t></w:r>'
        '<w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    )
    source = read_word(
        tmp_path,
        body,
        footnotes='<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{p("见《求是》。")}</w:footnote><w:footnote w:id="8">{p("not called")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("尾注。")}</w:endnote>',
    )
    assert say(source) == ["党建^{1}工作很重要。^{i}", "[1] 见《求是》。", "[i] 尾注。"]


def test_text_boxes_are_read_once_though_word_writes_them_twice(tmp_path):
    box = f"<w:txbxContent>{p('框内。')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框外。</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='mc'><mc:Choice><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert say(read_word(tmp_path, body)) == ["框外。", "框内。"]


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_table_of_data_is_one_block_and_one_that_lays_out_the_page_is_not(tmp_path):
    data = f"<w:tbl>{row(p('单位'), p('数量'))}{row(p('社区'), p('12'))}</w:tbl>"
    layout = f"<w:tbl>{row(p(TEXT * 12))}</w:tbl>"
    assert show(read_word(tmp_path, data + layout)) == [
        ("table", 0, "| 单位 | 数量 |\n| 社区 | 12 |"),
        ("paragraph", 0, TEXT * 12),
    ]


def test_core_properties_tell_title_author_and_date_where_a_person_wrote_them(tmp_path):
    core = (
        '<c xmlns:dc="dc"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>'
        "<dc:created>2019-05-24T08:00:00Z</dc:created></c>"
    )
    source = read_word(tmp_path, p(TEXT), core=core.format("关于党建的通知", "张三; 李四"))
    assert (source.title, source.authors, source.date) == (
        "关于党建的通知",
        ("张三", "李四"),
        "2019-05-24",
    )
    source = read_word(tmp_path, p(TEXT), core=core.format("Microsoft Word - 1.doc", "微软用户"))
    assert (source.title, source.authors) == ("", ())


def test_a_content_control_that_still_asks_for_its_text_has_none(tmp_path):
    prompt = "<w:r><w:rPr><w:rStyle w:val='a3'/></w:rPr><w:t>单击此处输入文字。</w:t></w:r>"
    filled = "<w:r><w:t>某市民政局</w:t></w:r>"
    control = "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>"
    body = control.format(prompt) + control.format(filled)
    assert read_word(tmp_path, body).text == "某市民政局"


def test_the_words_of_a_diagram_are_missed_and_it_is_said(tmp_path):
    drawing = "<w:p><w:r><w:t>正文</w:t><w:drawing><d:relIds xmlns:d='d'/></w:drawing></w:r></w:p>"
    source = read_word(tmp_path, drawing)
    assert source.notes == ("The words of 1 diagram (SmartArt) were not read.",)


def test_phonetic_guides_and_superscripts_leave_the_words_whole(tmp_path):
    body = (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>dǎng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>党</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        '<w:r><w:t>建，5 km</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>'
    )
    assert say(read_word(tmp_path, body)) == ["党建，5 km²"]


def test_both_namespaces_of_word_are_read(tmp_path):
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{p(TEXT)}</w:body></w:document>'
    data = pack({"[Content_Types].xml": TYPES, "word/document.xml": document})
    assert say(read(tmp_path, data, "a.docx")) == [TEXT]


# --- pages

GOVERNMENT = f"""<html><head><meta charset="gb2312"><title>关于社区党建的通知_某市人民政府</title>
<meta name="ArticleTitle" content="关于社区党建的通知"><meta name="PubDate" content="2019-05-24 10:00">
<meta name="ContentSource" content="市委办公室"></head><body><form id="aspnetForm">
<div class="header"><a href="/">首页</a><a href="/z">政务公开</a></div>
<div class="position">您的位置：<a href="/">首页</a> &gt; 文件</div>
<div class="bt">关于社区党建<br>的通知</div><div>字号：大 中 小</div>
<div class="TRS_Editor"><p>　　各区县：</p><p>　　{TEXT}</p><p><b>　　一、总体要求</b></p>
<p>　　坚持党的领导，坚持问题导向。<br>　　二是加强领导。<br>　　三是压实责任。</p></div>
<div class="share">分享到：<a href="/w">微信</a></div></form>
<div class="footer">版权所有：某市人民政府，京ICP备12345号。</div></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_page_of_a_chinese_office_gives_its_text_and_what_it_says_of_itself(tmp_path, encoding):
    source = read(tmp_path, GOVERNMENT.encode(encoding), "a.html")
    assert source.encoding == encoding
    assert (source.title, source.authors, source.date) == (
        "关于社区党建的通知", ("市委办公室",), "2019-05-24 10:00",
    )  # fmt: skip
    assert show(source) == [
        ("heading", 1, "关于社区党建的通知"),
        ("paragraph", 0, "各区县："),
        ("paragraph", 0, TEXT),
        ("heading", 0, "一、总体要求"),
        ("paragraph", 0, "坚持党的领导，坚持问题导向。"),
        ("paragraph", 0, "二是加强领导。"),
        ("paragraph", 0, "三是压实责任。"),
    ]
    assert bool(source.notes) == (encoding == "utf-8")  # the page says gb2312


def test_a_page_in_big5_is_read_whatever_it_says(tmp_path):
    text = "為加強社區組織建設，推動基層治理現代化，提升為民服務的能力與水平。"
    page = f'<html><head><meta charset="big5"></head><body><p>{text}</p></body></html>'
    source = read(tmp_path, page.encode("big5"), "a.html")
    assert (source.text, source.encoding) == (text, "big5hkscs")
    lying = read(tmp_path, page.replace("big5", "gb2312").encode("big5"), "b.html")
    assert lying.text == text
    assert lying.notes == ("The page says it is in gb18030, but its bytes are big5hkscs.",)


def test_a_few_broken_bytes_are_marked_and_told(tmp_path):
    page = f'<html><meta charset="utf-8"><body><p>{TEXT * 20}</p></body></html>'.encode()
    source = read(tmp_path, page[:120] + page[121:], "a.html")
    assert "\ufffd" in source.text
    assert source.notes[0] == "1 byte is not utf-8 and stands as \ufffd in the text."


def test_blocks_of_a_page(tmp_path):
    page = (
        "<html><body><h2>One</h2><p>A <b>bold</b> word<sup>1</sup> and 5 km<sup>2</sup>.</p><ul><li>item</li></ul>"
        '<ol start="3"><li>three</li><li>four<p>more of four.</p></li></ol><p>He said <q>so</q>, H<sub>2</sub>O.</p>'
        "<table><caption>T</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
        "<table><tr><td><p>Laid out.</p></td></tr></table><pre>First line.\n\nSecond   line.</pre>"
        "<del>gone</del><ruby>党<rt>dǎng</rt></ruby></body></html>"
    )
    assert show(read(tmp_path, page, "a.html")) == [
        ("heading", 2, "One"),
        ("paragraph", 0, "A bold word^{1} and 5 km²."),
        ("item", 0, "item"),
        ("item", 0, "3. three"),
        ("item", 0, "4. four"),
        ("paragraph", 0, "more of four."),
        ("paragraph", 0, "He said “so”, H2O."),
        ("paragraph", 0, "T"),
        ("table", 0, "| a | b |\n| 1 | 2 |"),
        ("paragraph", 0, "Laid out."),
        ("paragraph", 0, "First line."),
        ("paragraph", 0, "Second   line."),
        ("paragraph", 0, "党"),
    ]


def test_a_title_broken_into_lines_stays_one_and_an_empty_line_parts_paragraphs(tmp_path):
    page = "<html><body><div>关于印发规划<br>的通知</div><div>One thing<br>and more<br><br>Another thing</div></body></html>"
    assert say(read(tmp_path, page, "a.html")) == [
        "关于印发规划\n的通知",
        "One thing\nand more",
        "Another thing",
    ]


def test_a_page_that_never_closes_its_noscript_is_read(tmp_path):
    page = f"<html><body><noscript><p>{TEXT}</p><p>{TEXT}</p></body></html>"
    assert say(read(tmp_path, page, "a.html")) == [TEXT, TEXT]


def test_a_list_of_attachments_stays_and_a_list_of_related_pages_goes(tmp_path):
    links = "".join(f'<li><a href="{n}">相关报道之{n}</a></li>' for n in range(9))
    files = "".join(f'<li><a href="{n}.doc">表{n}</a></li>' for n in range(3))
    page = f"<html><body><div><p>{TEXT * 9}</p><div>附件：<ul>{files}</ul></div><ul>{links}</ul></div></body></html>"
    said = say(read(tmp_path, page, "a.html"))
    assert said[-3:] == ["表0", "表1", "表2"]


def test_a_page_saved_whole_is_read(tmp_path):
    message = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<html><body><p>=E5=85=9A=E5=BB=BA=EF=BC=8C=E9=87=8D=E8=A6=81=E3=80=82</p></body></html>\r\n--x--\r\n"
    )
    source = read(tmp_path, message, "a.mhtml")
    assert (source.format, source.text) == ("mhtml", "党建，重要。")


OLD = """<HTML><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>某县民政局</TITLE><BODY>
<TABLE><TR><TD><A href=a>首页</A> | <A href=b>机构设置</A></TD></TR></TABLE>
<TABLE><TR><TD><TABLE><TR><TD>最新公告<TR><TD><A href=1>决定之一</A><TR><TD><A href=2>通知之二</A></TABLE></TD>
<TD><TABLE><TR><TD><B>关于社会组织党建的意见</B></TD></TR><TR><TD>发布日期：2012-3-5&nbsp; 浏览次数：120</TD></TR>
<TR><TD><FONT size=3>各乡镇人民政府：<BR>&nbsp;&nbsp;&nbsp;&nbsp;为加强党建，提出如下意见。<BR>&nbsp;&nbsp;&nbsp;&nbsp;一、指导思想<BR>
&nbsp;&nbsp;&nbsp;&nbsp;坚持“两个覆盖”，扩大覆盖面。<BR><BR><P>某县民政局<BR>二〇一二年三月五日</P></FONT></TD></TR>
<TR><TD>【<A href="javascript:print()">打印</A>】【<A href="javascript:close()">关闭</A>】</TD></TR></TABLE></TD></TR></TABLE>
<TABLE><TR><TD>版权所有：某县民政局 电话：0000-1234567，地址：某县某路。</TD></TR></TABLE>"""


def test_an_old_page_laid_out_in_tables_gives_its_paragraphs(tmp_path):
    source = read(tmp_path, OLD.encode("gb18030"), "a.htm")
    assert source.date == "2012-3-5"
    assert say(source) == [
        "关于社会组织党建的意见",
        "发布日期：2012-3-5\u00a0 浏览次数：120",
        "各乡镇人民政府：",
        "为加强党建，提出如下意见。",
        "一、指导思想",
        "坚持“两个覆盖”，扩大覆盖面。",
        "某县民政局\n二〇一二年三月五日",
    ]


def test_an_article_that_a_script_would_show_is_read(tmp_path):
    page = f'<html><body><h1>Title</h1><div id="js_content" style="visibility: hidden"><p>{TEXT}</p></div></body></html>'
    assert say(read(tmp_path, page, "a.html")) == ["Title", TEXT]


def test_a_message_says_how_its_page_is_encoded(tmp_path):
    page = "<html><body><p>The party’s own “two studies”.</p></body></html>".encode("cp1252")
    head = b"MIME-Version: 1.0\nContent-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: 8bit\n\n"
    source = read(tmp_path, head + page, "a.mht")
    assert (source.text, source.encoding) == ("The party’s own “two studies”.", "cp1252")


def test_a_page_without_a_tag_is_plain_text(tmp_path):
    assert say(read(tmp_path, f"一、总则\n{TEXT}\n", "a.html")) == ["一、总则", TEXT]


# --- books


def make_book(**more):
    pages = {
        "a": "<h1>一、总则</h1><p>甲。</p>",
        "b": "<h1>二、分则</h1><p>乙&nbsp;丙。</p>",
        "nav": "<nav>目录</nav>",
    }
    items = "".join(
        f'<item id="{k}" href="t%20{k}.xhtml" media-type="application/xhtml+xml" {"properties=" + chr(34) + "nav" + chr(34) if k == "nav" else ""}/>'
        for k in pages
    )
    return pack(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="c"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>',
            "O/p.opf": '<package xmlns="o" xmlns:dc="d"><metadata><dc:title>书</dc:title><dc:creator>张三</dc:creator>'
            f"<dc:creator>李四</dc:creator><dc:date>2019</dc:date></metadata><manifest>{items}</manifest><spine>"
            '<itemref idref="nav"/><itemref idref="b"/><itemref idref="a"/><itemref idref="gone"/></spine></package>',
        }
        | {
            f"O/t {k}.xhtml": '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/x.dtd">'
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{v}</body></html>'
            for k, v in pages.items()
        }
        | more
    )


def date(tmp_path, data, name):
    document = structure(read(tmp_path, data, name), "a")
    return document.date, document.year


def test_the_date_a_page_states_is_the_papers_unless_its_text_says_otherwise(tmp_path):
    meta = '<meta name="PubDate" content="2022-09-16 16:15:34">'
    page = (
        f"<html><head>{meta}</head><body><h1>关于社区服务的说明</h1><p>{BODY}</p>%s</body></html>"
    )
    assert date(tmp_path, (page % "").encode(), "a.html") == ("2022-09-16", 2022)
    signed = page.replace("说明", "通知") % "<p>某市人民政府办公厅</p><p>2019年5月4日</p>"
    assert date(tmp_path, signed.encode(), "b.html") == ("2019-05-04", 2019)


def test_the_title_a_page_records_is_the_line_that_says_it(tmp_path):
    title = "某市财政局关于印发社区服务资金管理规定的说明"
    head = f'<head><meta name="ArticleTitle" content="{title}"></head>'
    known = "".join(
        f"<p>{name}：{n}</p>" for n, name in enumerate(("文号", "机关", "日期", "状态") * 3)
    )
    page = f"<html>{head}<body><h1>政策解读</h1>{known}<p>{title}</p><p>{BODY}</p></body></html>"
    document = structure(read(tmp_path, page.encode(), "a.html"), "a")
    assert document.title.text == title


def test_a_date_from_a_template_is_none(tmp_path):
    out = io.BytesIO()
    docx.Document().save(out)
    book = docx.Document(out)
    book.add_paragraph(BODY)
    out = io.BytesIO()
    book.save(out)
    assert read(tmp_path, out.getvalue(), "a.docx").date == ""


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("本网", ()),
        ("本网广州市住房局", ("广州市住房局",)),
        ("来源：市民政局", ("市民政局",)),
        ("原创", ()),
    ],
)
def test_a_site_is_no_author_of_its_pages(tmp_path, said, authors):
    page = f'<html><head><meta name="ContentSource" content="{said}"></head><body><p>{BODY}</p></body></html>'
    assert read(tmp_path, page.encode(), "a.html").authors == authors


def test_the_lines_before_a_markdown_text_name_title_authors_and_date(tmp_path):
    text = f'---\ntitle: "社区服务研究"\nauthors: [张三, 李四]\ndate: May 4, 2019\n---\n\n{BODY}\n'
    source = read(tmp_path, text.encode(), "a.md")
    assert (source.title, source.authors) == ("社区服务研究", ("张三", "李四"))
    assert date(tmp_path, text.encode(), "a.md") == ("2019-05-04", 2019)


def test_the_day_a_word_file_was_made_is_taken_for_want_of_another_and_noted(tmp_path):
    book = docx.Document()
    book.core_properties.created = datetime(2018, 6, 1, tzinfo=UTC)
    book.add_paragraph(BODY)
    out = io.BytesIO()
    book.save(out)
    document = structure(read(tmp_path, out.getvalue(), "a.docx"), "a")
    assert document.date == "2018-06-01"
    assert "2018-06-01 is taken, when the file was made" in document.source.notes[-1]


def test_text_beside_the_part_that_holds_nearly_all_of_it_is_kept(tmp_path):
    lead = "本报讯，某市社区治理工作取得新进展，居民普遍感到满意，服务更加便捷，各项指标稳步提升。"
    rest = "".join(f"<p>{BODY}</p>" for _ in range(9))
    for page in (f"<div>{lead}<div>{rest}</div>", f"<div><p>{lead}</p><div>{rest}</div></div>"):
        assert lead in read(tmp_path, f"<html><body>{page}</body></html>".encode(), "a.html").text


def test_a_document_that_an_office_program_saved_as_a_page_loses_nothing(tmp_path):
    cells = "".join(f"<tr><td>区县 {n}</td><td>{n * 17} 个组织</td></tr>" for n in range(30))
    table = f"<table><tr><td>名称</td><td>数量</td></tr>{cells}</table>"
    page = f"<html><body><h1>统计表</h1><div>{table}</div><div><p>{BODY}</p></div></body></html>"
    text = read(tmp_path, page.encode(), "a.html").text
    assert "区县 29" in text
    assert BODY in text


def test_a_page_that_breaks_off_or_holds_next_to_nothing_says_so(tmp_path):
    notes = read(tmp_path, f"<html><body><p>{BODY}".encode(), "a.html").notes
    assert notes == ("The page has no end (</html>); it may have broken off.",)
    notes = read(tmp_path, b"<html><body><h1>404 Not Found</h1></body></html>", "a.html").notes
    assert notes[0].startswith("The page holds only 13 letters of text")


def test_a_saved_message_that_breaks_off_is_read_up_to_there(tmp_path):
    page = f"<html><body><p>{BODY}</p><p>{BODY}</p></body></html>".encode("gb18030")
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
    data = (head + "Content-Transfer-Encoding: base64\n\n").encode() + base64.encodebytes(page)
    for cut in range(30, 34):
        source = read(tmp_path, data[:-cut], "a.mht")
        assert BODY in source.text
        assert "The saved page breaks off; its end may be missing." in source.notes


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path):
    source = read(tmp_path, make_book(), "a.epub")
    assert show(source) == [
        ("heading", 1, "二、分则"),
        ("paragraph", 0, "乙\u00a0丙。"),
        ("heading", 1, "一、总则"),
        ("paragraph", 0, "甲。"),
    ]
    assert (source.title, source.authors, source.date) == ("书", ("张三", "李四"), "2019")


BROKEN = b"\xff\x00\x81"


def test_a_chapter_that_cannot_be_read_is_left_out_and_named(tmp_path):
    source = read(tmp_path, make_book(**{"O/t b.xhtml": BROKEN}), "a.epub")
    assert show(source) == [("heading", 1, "一、总则"), ("paragraph", 0, "甲。")]
    (said,) = (note for note in source.notes if "O/t b.xhtml" in note)
    assert said.endswith("; this chapter is left out.")


def test_a_chapter_that_does_not_unpack_is_left_out_and_named(tmp_path):
    book = make_book(**{"O/t b.xhtml": "<p>" + BODY})
    at = book.index(b"O/t b.xhtml") + len("O/t b.xhtml") + 8
    source = read(tmp_path, book[:at] + b"\0\0\0" + book[at + 3 :], "a.epub")
    assert source.text == "一、总则\n\n甲。"
    assert any("O/t b.xhtml" in note and "left out" in note for note in source.notes)


def test_a_book_without_a_chapter_that_can_be_read_is_refused(tmp_path):
    book = make_book(**{"O/t a.xhtml": BROKEN, "O/t b.xhtml": BROKEN})
    with pytest.raises(UnreadableSource, match=r"no text of the book can be read \(O/t b.xhtml: "):
        read(tmp_path, book, "a.epub")


@pytest.mark.parametrize(
    ("method", "is_read"),
    [
        ("http://www.idpf.org/2008/embedding", True),
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", False),
    ],
)
def test_garbled_fonts_are_no_protection_and_encrypted_text_is(tmp_path, method, is_read):
    encryption = f'<encryption><EncryptedData><EncryptionMethod Algorithm="{method}"/></EncryptedData></encryption>'
    book = make_book(**{"META-INF/encryption.xml": encryption})
    if is_read:
        assert read(tmp_path, book, "a.epub").text
    else:
        with pytest.raises(UnreadableSource, match="protected against copying"):
            read(tmp_path, book, "a.epub")


# --- tables of documents

ENGLISH = "id,Title,Author,Date,Province,Topic,text\n7,One,Li Na; Wu Bo,2019/5/24,Henan,party,The two coverage policy.\n8,Two,,2020,,,Another text.\n"
CHINESE = f'编号,标题,正文,发布日期,省份,发文机关\n国发〔2019〕5号,通知,"{TEXT}\n{TEXT}",2019年5月24日,河南、北京,国务院\n'


def put(tmp_path, name, data):
    path = tmp_path / "papers" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_table_is_a_paper_for_each_row_with_its_metadata(tmp_path):
    put(tmp_path, "notices.csv", ENGLISH)
    papers, faults = read_corpus(tmp_path)
    assert not faults
    assert [(paper.doc_id, paper.record, paper.file) for paper in papers] == [
        ("notices.7", "7", "papers/notices.csv"),
        ("notices.8", "8", "papers/notices.csv"),
    ]
    first = papers[0]
    assert (first.title, first.authors, first.date, first.year) == (
        "One",
        ("Li Na", "Wu Bo"),
        "2019-05-24",
        2019,
    )
    assert (first.places, first.facets) == (("Henan",), (("Topic", "party"),))
    source = read_source(tmp_path / first.file, first.file, record="7")
    assert (source.text, source.format, source.title) == ("The two coverage policy.", "csv", "One")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_table_in_chinese_is_understood_in_any_encoding(tmp_path, encoding):
    path = put(tmp_path, "t.csv", CHINESE.encode(encoding))
    row = read_table(path, "t.csv").rows["国发-2019-5号"]
    assert row.text == f"{TEXT}\n{TEXT}"
    assert (row.date, row.places, row.facets) == (
        "2019-05-24",
        ("河南", "北京"),
        (("发文机关", "国务院"),),
    )


def test_a_book_whose_list_of_chapters_leads_nowhere_says_so(tmp_path):
    package = '<package><manifest><item id="a" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest><spine>{}</spine></package>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("a.opf", package.format('<itemref idref="a"/>'))
        archive.writestr("META-INF/container.xml", '<c><rootfile full-path="a.opf"/></c>')
    with pytest.raises(UnreadableSource, match="list of chapters names none that it holds"):
        read(tmp_path, out.getvalue(), "a.epub")


def test_chapters_are_found_under_names_with_fragments_and_other_case(tmp_path):
    package = '<package><manifest><item id="a" href="Text/One.XHTML#top" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("a.opf", package)
        archive.writestr("META-INF/container.xml", '<c><rootfile full-path="a.opf"/></c>')
        archive.writestr("text/one.xhtml", f"<html><body><p>{BODY}</p></body></html>")
    assert read(tmp_path, out.getvalue(), "a.epub").text == BODY


def test_texts_that_are_pieces_of_pages_lose_their_tags(tmp_path):
    cell = f'<div class="c"><p>{TEXT}</p><p>二&nbsp;&amp; 三<br>四</p><script>x()</script></div>'
    path = put(tmp_path, "t.csv", '标题,正文\n一,"' + cell.replace('"', '""') + '"\n')
    table = read_table(path, "t.csv")
    assert "Column '正文' holds HTML; its tags are left out." in table.notes
    text = table.rows["1"].text
    assert text.startswith(TEXT)
    assert "二\u00a0& 三" in text
    assert not set("<>;") & set(text)


def test_a_text_that_speaks_of_tags_keeps_them(tmp_path):
    path = put(tmp_path, "t.csv", f"标题,正文\n一,{TEXT}其中 a < b 且 c > d，标签 <p> 不动。\n")
    assert "<p> 不动" in read_table(path, "t.csv").rows["1"].text


def test_the_list_of_documents_is_found_in_the_answer_of_an_interface(tmp_path):
    answer = {"code": 200, "data": {"total": 1, "list": [{"title": "一", "content": TEXT}]}}
    path = put(tmp_path, "t.json", json.dumps(answer, ensure_ascii=False))
    assert [row.text for row in read_table(path, "t.json").rows.values()] == [TEXT]


def test_tabs_semicolons_json_lines_and_workbooks_are_read_alike(tmp_path):
    from openpyxl import Workbook

    records = [{"id": "1", "text": TEXT, "topic": "a"}, {"id": "2", "text": TEXT, "topic": "b"}]
    lines = [list(records[0]), *(list(r.values()) for r in records)]
    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.create_sheet("notes").append(["x"])
    out = io.BytesIO()
    book.save(out)
    files = {
        "a.csv": "\n".join(";".join(line) for line in lines),
        "a.tsv": "\r\n".join("\t".join(line) for line in lines),
        "a.jsonl": "\n".join(json.dumps(r) for r in records),
        "a.json": json.dumps({"data": records}),
        "a.xlsx": out.getvalue(),
    }
    found = [read_table(put(tmp_path, name, data), name) for name, data in files.items()]
    assert all(table.rows == found[0].rows for table in found)
    assert [table.format for table in found] == ["csv", "tsv", "jsonl", "json", "xlsx"]
    assert found[4].notes == ("Only the sheet 'Sheet' was read.",)


BODY = "社区党组织应当建立健全为民服务机制，定期听取居民意见。" * 3


def list_texts(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    table = read_table(path, name)
    return [row.text for row in table.rows.values()], table


@pytest.mark.parametrize(
    "data",
    [
        f"\n\nid,正文\n\n1,{BODY}\n",
        f"某市政策文件汇总表,\n制表：某局,\nid,正文\n1,{BODY}\n2,{BODY}\n",
        f"sep=;\nid;正文\n1;{BODY}\n",
        f"正文\n{BODY}\n",
    ],
    ids=["blank lines", "titles", "sep", "one column"],
)
def test_the_names_of_columns_are_found_below_blank_lines_and_titles(tmp_path, data):
    texts, _ = list_texts(tmp_path, data, "a.csv")
    assert set(texts) == {BODY}


def test_a_first_row_that_is_a_document_is_no_row_of_names(tmp_path):
    texts, table = list_texts(tmp_path, f"1,{BODY * 2}\n2,{BODY}\n", "a.csv")
    assert texts == [BODY * 2, BODY]
    assert table.notes[0].startswith("The first row holds no names but a document")


def test_texts_cut_by_commas_are_told_and_a_table_of_them_is_refused(tmp_path):
    whole = f'id,text\n1,"{BODY}"\n2,"{BODY}"\n'
    _, table = list_texts(tmp_path, f"{whole}3,{BODY},and more\n", "a.csv")
    assert "1 of 3 rows have more cells than there are names of columns" in table.faults[0]
    with pytest.raises(
        UnreadableSource, match=r"2 of 2 rows .* is lost: 1, 2\. Put texts with ','"
    ):
        list_texts(tmp_path, "id,text\n1,one, two\n2,three, four\n", "b.csv")


def test_json_is_read_by_what_it_is_and_not_by_its_ending(tmp_path):
    rows = [{"id": n, "正文": [BODY, BODY]} for n in range(2)]
    lines = "\n".join(json.dumps(row) for row in rows)
    for data, name in ((json.dumps(rows), "a.jsonl"), (lines, "a.json"), (lines, "b.jsonl")):
        assert list_texts(tmp_path, data, name)[0] == [f"{BODY}; {BODY}"] * 2


def test_the_sheet_with_the_texts_is_read_and_not_the_cover(tmp_path):
    book = Workbook()
    book.active.append(["说明"])
    book.active.append(["本表由某局整理"])
    sheet = book.create_sheet("数据")
    for row in (["某市政策文件汇总表"], [], ["id", "正文"], [1, BODY]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    texts, table = list_texts(tmp_path, out.getvalue(), "a.xlsx")
    assert texts == [BODY]
    assert table.notes == (
        "Only the sheet '数据' was read.",
        "Above the names of the columns stands: 某市政策文件汇总表.",
    )


def test_a_column_of_addresses_holds_no_texts(tmp_path):
    rows = "".join(
        f"通知{n},https://www.gov.cn/zhengce/content/2019-05/04/content_{n}.htm\n" for n in range(9)
    )
    path = tmp_path / "a.csv"
    path.write_text(f"名称,出处\n{rows}", "utf-8")
    with pytest.raises(UnreadableSource, match="no column of texts among 名称, 出处"):
        read_table(path, "a.csv")


def test_without_a_name_the_longest_column_is_the_text_and_long_others_are_no_facets(tmp_path):
    data = f"a,b,c\n1,{TEXT * 9},{TEXT * 8}\n2,{TEXT * 9},x\n"
    table = read_table(put(tmp_path, "t.csv", data), "t.csv")
    assert table.rows["1"].text == TEXT * 9
    assert table.rows["1"].facets == (("a", "1"),)
    assert "taken from the column 'b'" in table.notes[0]
    assert "left out: c" in table.notes[1]


def test_rows_without_text_and_ids_given_twice_are_named(tmp_path):
    put(tmp_path, "t.csv", "id,text\n1,one\n1,two\n3,\n")
    papers, faults = read_corpus(tmp_path)
    assert [paper.doc_id for paper in papers] == ["t.1", "t.1.2"]
    assert [str(fault) for fault in faults] == [
        "papers/t.csv: 1 of 3 rows have no text and were left out: 3.",
        "papers/t.csv: 1 rows have an id that another row has, and got their number added to it: 1. Make the ids unique.",
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("t.csv", "a,b\n1,2\n", "no column of texts among a, b"),
        ("t.csv", "", "is empty"),
        ("t.jsonl", '{"text": "a"}\n{"text": \n', r"t\.jsonl:2: is no JSON"),
        ("t.jsonl", "[1, 2]\n", "no object with named values"),
        ("t.json", "12", "no list of documents"),
        ("t.json", "[" * 100_000, "is no JSON"),
        ("t.csv", "text\n   \n", "no row with a text|no column"),
    ],
)
def test_what_is_no_table_of_documents_is_refused(tmp_path, name, data, said):
    with pytest.raises(UnreadableSource, match=said):
        read_table(put(tmp_path, name, data), name)


def test_the_manifest_speaks_for_all_rows_of_a_table(tmp_path):
    put(tmp_path, "t.csv", "id,text,date\n1,one text,\n2,two text,2021\n")
    manifest = '[[documents]]\nid = "notices"\nfile = "t.csv"\nlicence = "CC0"\nyear = 2018\nfacets = { set = "x" }\n'
    (tmp_path / "manifest.toml").write_text(manifest, "utf-8")
    papers, faults = read_corpus(tmp_path)
    assert not faults
    assert [(q.doc_id, q.licence, q.year, q.facets) for q in papers] == [
        ("notices.1", "CC0", 2018, (("set", "x"),)),
        ("notices.2", "CC0", 2021, (("set", "x"),)),
    ]


def test_a_table_is_read_once_however_many_rows_it_has(tmp_path):
    n = 20_000
    path = put(tmp_path, "t.csv", "id,text\n" + "".join(f"{k},text number {k}\n" for k in range(n)))
    papers, _ = read_corpus(tmp_path)
    assert len(papers) == n
    first = read_table(path, "papers/t.csv")
    assert read_source(path, "papers/t.csv", record="19999").text == "text number 19999"
    assert read_table(path, "papers/t.csv") is first


def test_a_corpus_of_all_formats_builds_and_one_bad_file_stops_nothing(tmp_path):
    put(
        tmp_path,
        "word.docx",
        pack(
            {
                "[Content_Types].xml": TYPES,
                "word/document.xml": part("document", f"<w:body>{p(TEXT)}</w:body>"),
            }
        ),
    )
    put(tmp_path, "page.html", GOVERNMENT.encode("gb18030"))
    put(tmp_path, "book.epub", make_book())
    put(tmp_path, "rows.csv", CHINESE)
    put(tmp_path, "broken.docx", b"PK\x03\x04 and no more")
    put(tmp_path, "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (tmp_path / "papers" / "out.txt").symlink_to("/etc/hostname")
    built = build_store(tmp_path, tmp_path / "out.db")
    assert built.n_documents == 4
    assert len(built.problems) == 3
    with open_store(tmp_path / "out.db") as store:
        texts = {row["doc_id"]: store.read_source(row["doc_id"]) for row in store.list_documents()}
    assert sorted(texts) == ["book", "page", "rows.国发-2019-5号", "word"]
    assert texts["word"] == TEXT


def test_a_button_is_furniture_and_a_sentence_about_one_is_not():
    assert is_furniture("【打印】")
    assert not is_furniture("打印设备采购，应当公开招标。")
