"""DOCX, pages, books and tables of documents: what comes out of them, block by block."""

import base64
import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest

from office_files import BODY, CHINESE, TEXT, TYPES, p, pack, part, put, read, say, show
from policytext.errors import UnreadableSource
from policytext.pipeline import build_store
from policytext.readers.html.walk import is_furniture
from policytext.store.reading import open_store
from policytext.structure import structure
from test_structure import check_spans

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


def make_book(author="张三", **more):
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
            "O/p.opf": f'<package xmlns="o" xmlns:dc="d"><metadata><dc:title>书</dc:title><dc:creator>{author}</dc:creator>'
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
        ("中国人大网", ()),
        ("某市人民政府門戶網站", ()),
        ("www.a.gov.cn", ()),
        ("佚名", ()),
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


@pytest.mark.parametrize(
    "first", ["**A bold standfirst**", "[![x](https://a.cn/b.png)](https://a.cn/)", "# Introduction", "引言"]
)  # fmt: skip
def test_the_title_that_stands_before_a_markdown_text_is_its_title(tmp_path, first):
    text = f'---\ntitle: "Community Work and Its Rules"\n---\n\n{first}\n\n{BODY}\n'
    document = structure(read(tmp_path, text.encode(), "a.md"), "a")
    check_spans(document)
    assert document.title.text == "Community Work and Its Rules"


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("甲市社区服务规定（2020年）", "甲市社区服务规定"),
        ("关于社区服务的意见", "甲市民政局关于社区服务的意见"),
        (
            "在甲党第十二次代表大会上的报告",
            "开创社区服务的新局面\n\n——在甲党第十二次代表大会上的报告",
        ),
    ],
)
def test_the_title_as_the_text_has_it_goes_before_one_that_says_a_little_more_or_less(
    tmp_path, stated, said
):
    text = f"---\ntitle: {stated}\n---\n\n{said}\n\n{BODY}\n"
    assert structure(read(tmp_path, text.encode(), "a.md"), "a").title.text == said


def test_quotation_marks_inside_the_title_before_a_markdown_text_are_its_own(tmp_path):
    text = f'---\ntitle: "On \\"Two Coverage\\""\n---\n\n# Wu Lan, “Two Coverage”\n\n{BODY}\n'
    source = read(tmp_path, text.encode(), "a.md")
    document = structure(source, "a")
    check_spans(document)
    assert source.title == 'On "Two Coverage"'
    assert document.title.text == 'On \\"Two Coverage\\"'  # letter for letter, as the text has it
    assert not document.sections


def test_the_first_heading_of_a_markdown_text_may_say_more_than_the_title_before_it(tmp_path):
    text = f"---\ntitle: 社区服务\n---\n\n# 社区服务研究：以某市为例\n\n{BODY}\n"
    assert (
        structure(read(tmp_path, text.encode(), "a.md"), "a").title.text
        == "社区服务研究：以某市为例"
    )


@pytest.mark.parametrize(
    "block",
    ["[![](https://a.cn/b.png)](https://a.cn/)", "![x](b.png) ![](c.png)", "<!-- a --> <!-- b -->", '{{< video src="a" >}}', "{% include a.html %}",
     "[1]: https://a.cn/b\n[two]: ../c.html 'C'"],
)  # fmt: skip
def test_a_block_of_pictures_and_placeholders_is_no_text(tmp_path, block):
    source = read(tmp_path, f"{block}\n\n{BODY}\n".encode(), "a.md")
    assert [source.text[b.char_start : b.char_end] for b in source.blocks] == [BODY]


def test_a_footnote_of_markdown_is_a_note(tmp_path):
    source = read(tmp_path, f"{BODY}[^1]\n\n[^1]: 见某市统计年鉴，第三页。\n".encode(), "a.md")
    assert [b.kind for b in source.blocks] == ["paragraph", "note"]
    assert [p.kind for p in structure(source, "a").paragraphs] == ["prose", "footnote"]


def test_addresses_in_the_lines_before_a_markdown_text_do_not_make_it_one_of_codes(tmp_path):
    url = "https://a.cn/" + "%E5%85%9A%E5%BB%BA" * 40
    text = f"---\ntitle: 社区\nurl: {url}\nsource: {url}\n---\n\n{BODY}\n"
    assert read(tmp_path, text.encode(), "a.md").title == "社区"
    with pytest.raises(UnreadableSource, match="codes of mails or addresses"):
        read(tmp_path, f"{text}\n{url * 9}\n".encode(), "a.md")


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


@pytest.mark.parametrize("said", ["Unknown Author", "Unknown", "佚名", "Anonymous"])
def test_what_stands_for_want_of_an_author_is_none(tmp_path, said):
    assert read(tmp_path, make_book(author=said), "a.epub").authors == ("李四",)


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


@pytest.mark.parametrize(
    "title", ["中华人民共和国慈善法", "大力发展社区服务", "小额贷款管理办法", "分享经济发展指南", "关闭小煤矿的通知", "返乡人员服务", "打印机采购规范"]
)  # fmt: skip
def test_a_heading_that_begins_like_a_button_stays(tmp_path, title):
    page = f"<html><body><p>打印 关闭 【大 中 小】 分享到：微信</p><h1>{title}</h1><p>{BODY}</p></body></html>"
    source = read(tmp_path, page.encode(), "a.html")
    assert source.text.startswith(f"{title}\n")


def test_a_page_of_a_law_has_its_name_without_the_note_in_brackets_as_title(tmp_path):
    name, note = "中华人民共和国甲法", "（2016年3月16日全国人民代表大会第四次会议通过）"
    page = f"<html><head><title>{name}{note}</title></head><body><h1>{name}{note}</h1><p>第一条 {BODY}</p></body></html>"
    document = structure(read(tmp_path, page.encode(), "a.html"), "a")
    check_spans(document)
    assert (document.title.text, document.date) == (name, "2016-03-16")
    assert [p.kind for p in document.paragraphs] == ["front", "boilerplate", "prose"]


@pytest.mark.parametrize(
    ("line", "names", "day"),
    [
        ("By Li Wei, February 10, 2012", ["Li Wei"], "2012-02-10"),
        ("By Li Wei and Wu Lan | 10 February 2012", ["Li Wei", "Wu Lan"], "2012-02-10"),
        ("作者：张三 2012年2月10日", ["张三"], "2012-02-10"),
        ("Published online 1 July 2020", [], "2020-07-01"),
        ("Received 3 May 2019; published online 1 July 2020", [], "2020"),
        ("发布日期：2020年11月25日", [], "2020-11-25"),
        ("發佈日期：2020年11月25日", [], "2020-11-25"),
    ],
)
def test_the_line_under_the_title_of_a_page_names_author_and_day(tmp_path, line, names, day):
    page = (
        f"<html><body><h1>Community Work and Its Rules</h1><p>{line}</p><p>{BODY}</p></body></html>"
    )
    document = structure(read(tmp_path, page.encode(), "a.html"), "a")
    assert [author.name for author in document.authors] == names
    assert (document.date or str(document.year)) == day
    assert [p.kind for p in document.paragraphs][-1] == "prose"
    assert not document.sections


def test_the_address_under_the_title_of_a_book_is_no_part_of_it(tmp_path):
    text = f"中华人民共和国甲法\n\nhttps://a.gov.cn/\n\n（2016年3月16日全国人民代表大会通过）\n\n第一条 {BODY}\n"
    document = structure(read(tmp_path, text.encode(), "a.txt"), "a")
    assert (document.title.text, document.official.kind) == ("中华人民共和国甲法", "法")
