"""Documents of Word: what comes out of them, block by block."""

import pytest

from office_files import TEXT, TYPES, p, pack, part, read, say, show
from policytext.readers.docx.counting import write_number


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
