"""Reading files: encodings by their bytes, and the blocks that layout shows."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.errors import UnreadableSource
from policytext.readers import SUFFIXES, markdown, plain, read_source

PAPERS = sorted((Path(__file__).parents[1] / "corpus" / "papers").glob("*.txt"))
CHINESE = "加强社区党建工作，推动“两个覆盖”，提高基层治理水平。\n"  # party building in communities
TRADITIONAL = "為加強社區組織建設，推動基層治理現代化，提升為民服務的能力與水平。"
JAPANESE = "地域の組織づくりを進め、住民サービスの質を高めることが必要である。"
KOREAN = "지역 사회의 조직을 강화하고 주민을 위한 서비스를 개선하는 것이 필요하다."


def read_bytes(tmp_path, data, name="paper.txt", encoding=None):
    path = tmp_path / name
    path.write_bytes(data)
    return read_source(path, f"papers/{name}", encoding)


def show(text, split=plain.split_blocks):
    return [(b.kind, text[b.char_start : b.char_end]) for b in split(text)]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CHINESE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + CHINESE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + CHINESE.encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + CHINESE.encode("utf-32-be"), "utf-32-be"),
        (CHINESE.encode("utf-16-le"), "utf-16-le"),
        (CHINESE.encode("utf-16-be"), "utf-16-be"),
        (CHINESE.encode("gb18030"), "gb18030"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_encoding_is_known_by_its_bytes(tmp_path, data, encoding):
    source = read_bytes(tmp_path, data)
    assert (source.text, source.encoding) == (CHINESE, encoding)


@pytest.mark.parametrize(
    "data",
    [
        JAPANESE.encode("shift_jis"),
        JAPANESE.encode("euc-jp"),
        KOREAN.encode("euc-kr"),
        "Präsident Müller über die Größe der Städte".encode("latin-1"),
        "Общественные организации играют роль".encode("cp1251"),
    ],
    ids=["shift-jis", "euc-jp", "euc-kr", "latin-1", "cp1251"],
)
def test_an_encoding_that_the_bytes_do_not_show_is_refused_and_not_guessed(tmp_path, data):
    with pytest.raises(UnreadableSource, match=r"^papers/paper\.txt: is not UTF-8 \(line 1, byte"):
        read_bytes(tmp_path, data)


def test_a_named_encoding_is_used_instead_of_a_guess(tmp_path):
    source = read_bytes(tmp_path, TRADITIONAL.encode("big5"), encoding="big5")
    assert (source.text, source.encoding) == (TRADITIONAL, "big5")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "nothing but white space"),
        (codecs.BOM_UTF8, "nothing but white space"),
        (b"\x00\x01\x02\x03" * 20, "byte 0 is zero"),
        (b"%PDF\x01\x02\x03\x04 some text\x05\x06", "control characters"),
        (b"good line\nbroken \xff line\n", "line 2, byte 17"),
    ],
    ids=["empty", "blank", "mark only", "zeros", "controls", "one bad byte"],
)
def test_what_is_no_text_is_refused_with_its_name(tmp_path, data, said):
    with pytest.raises(UnreadableSource, match=said) as caught:
        read_bytes(tmp_path, data)
    assert str(caught.value).startswith("papers/paper.txt")


@pytest.mark.parametrize(("name", "text"), [("a.md", "---\ntitle: x\n---\n"), ("a.txt", "***\n")])
def test_a_text_of_marks_alone_is_refused(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(UnreadableSource, match="holds no text but marks"):
        read_source(path, name)


def test_the_euro_sign_of_windows_beside_gbk_is_read(tmp_path):
    text = "资金总额为€500万元，用于加强社会组织党的建设工作。" * 4
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x80".join(part.encode("gbk") for part in text.split("€")))
    assert read_source(path, "a.txt").text == text


def test_a_folder_named_like_a_paper_is_refused(tmp_path):
    (tmp_path / "x.txt").mkdir()
    with pytest.raises(UnreadableSource, match=r"papers/x\.txt: is a folder"):
        read_source(tmp_path / "x.txt", "papers/x.txt")


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    with pytest.raises(UnreadableSource, match=r"papers/gone\.txt: cannot be read: No such file"):
        read_source(tmp_path / "gone.txt", "papers/gone.txt")


def test_a_suffix_without_a_reader_names_those_that_have_one(tmp_path):
    with pytest.raises(
        UnreadableSource, match=r"no reader for '\.xyz'\. Readable are .*\.md.*\.txt"
    ):
        read_bytes(tmp_path, b"\0\1", "paper.xyz")
    assert ".txt" in SUFFIXES


def test_newlines_are_kept_as_they_are(tmp_path):
    assert read_bytes(tmp_path, b"One.\r\n\r\nTwo.\r\n").text == "One.\r\n\r\nTwo.\r\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_any_newline_parts_paragraphs(newline):
    text = newline.join(["# Title", "", "One sentence.", "", "- item", "  goes on", "Two."])
    blocks = [(kind, " ".join(said.split())) for kind, said in show(text)]
    assert blocks == [
        ("heading", "Title"),
        ("paragraph", "One sentence."),
        ("item", "item goes on"),
        ("paragraph", "Two."),
    ]


def test_in_chinese_every_line_is_a_paragraph():
    text = (
        "　　一、总体要求\n　　坚持党的领导，加强基层建设。\n　　二、主要任务\n　　扩大有效覆盖。"
    )
    assert [said for _, said in show(text)] == [line.strip() for line in text.split("\n")]


def test_hard_wrapped_lines_are_put_together():
    text = (
        "Neighbourhood associations carry much of the everyday work of local\n"
        "government, and the residents who take part in them know each other\n"
        "well. They meet often.\n"
        "A new paragraph begins where a line ended early, and it runs on over\n"
        "several lines as well until it is done.\n"
    )
    assert [said.split()[0] for _, said in show(text)] == ["Neighbourhood", "A"]


def test_hard_wrapped_chinese_is_put_together():
    lines = [
        "社区群众组织承担了大量日常工作居民之间彼此熟悉经常",
        "一起商量身边的大事小事推动问题在基层得到妥善地解决",
        "并形成了有效的工作机制。",
    ]
    text = "\n".join([*lines, "", *lines])
    assert len(show(text)) == 2


def test_rules_comments_and_pictures_are_no_blocks():
    text = "One.\n\n----\n\n<!-- image -->\n\n![](a.png)\n\nTwo."
    assert [said for _, said in show(text)] == ["One.", "Two."]


def test_a_table_is_one_block():
    assert [kind for kind, _ in show("Before.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter.")] == [
        "paragraph",
        "table",
        "paragraph",
    ]


def test_markdown_marks_are_left_out_of_the_blocks():
    text = (
        "---\ntitle: ignored\n---\n\n# Title #\n\nUnder\n=====\n\n- one\n- two\n  goes on\n\n"
        "> quoted\n\n1. Introduction\n\n```py\ncode\n```\n\n| a |\n|---|\n| 1 |\n"
    )
    assert show(text, markdown.split_blocks) == [
        ("heading", "Title"),
        ("heading", "Under"),
        ("item", "one"),
        ("item", "two\n  goes on"),
        ("paragraph", "quoted"),
        ("paragraph", "1. Introduction"),
        ("code", "code"),
        ("table", "| a |\n|---|\n| 1 |"),
    ]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_markdown_and_plain_text_see_the_same_blocks_in_our_papers(path):
    text = path.read_text("utf-8")
    assert show(text) == show(text, markdown.split_blocks)


MARKUP = st.text(st.sampled_from("ab一。.,#-*|>`1 )\n\r\t\u3000\f"), max_size=80)


@pytest.mark.parametrize("split", [plain.split_blocks, markdown.split_blocks])
@given(text=st.one_of(MARKUP, st.text(max_size=60)))
def test_blocks_lie_in_order_inside_the_text_and_hold_something(split, text):
    done = 0
    for block in split(text):
        assert done <= block.char_start < block.char_end <= len(text)
        assert text[block.char_start : block.char_end].strip()
        done = block.char_end


@pytest.mark.parametrize("line", ["#", "##", "#\t#", "## ##", "# # #"])
def test_marks_of_a_heading_without_one_are_no_block_of_plain_text(line):
    assert show(f"{line}\n\nText.") == [("paragraph", "Text.")]


@given(MARKUP)
def test_no_letter_of_a_plain_text_is_lost(text):
    kept = "".join(said for _, said in show(text))
    lines = [line for line in text.splitlines() if not line.strip().startswith("<!--")]
    assert all(letter in kept for line in lines for letter in line if letter in "ab一")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n"])
def test_a_name_set_apart_from_its_quotation_marks_parts_no_paragraph(newline):
    text = newline.join(["要推动“", "一带一路", "”建设走深走实。", "要加强基层治理。"])
    assert [said.split("”")[-1] for _, said in show(text)] == ["建设走深走实。", "要加强基层治理。"]


def test_a_quotation_that_runs_over_paragraphs_does_not_join_them():
    text = "他指出：“\n基层要强。强基固本是长远之计，各级都要把这项工作抓好，一年接着一年干。\n要为民。”\n大家同意。"
    assert len(show(text)) == 4
