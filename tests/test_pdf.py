"""Reading PDF: what was set comes back, and what cannot be read is refused with a sentence."""

import io
import re
from collections import Counter
from dataclasses import replace
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import pdf_files
from browsers import need_chinese_font
from pdf_files import PAPERS, Piece
from pdf_readings import (
    HEADS,
    SAME_THEMES,
    SETTINGS,
    check_sentences,
    draw,
    get_pieces,
    read,
    set_in,
    show,
    squeeze,
)
from policytext.errors import PolicytextError, UnreadableSource
from policytext.paper import make_tools, read_paper, tag_paper
from policytext.readers import read_source
from policytext.readers.pdf.garbage import is_garbage
from policytext.readers.pdf.hyphens import Words
from policytext.records import Metadata, Source
from policytext.structure import structure
from policytext.themes import load_themes

STEMS = [path.stem for path in PAPERS]


CASES = [
    (name, "zh" if setting.zh else STEMS[number % len(STEMS)])
    for number, (name, setting) in enumerate(SETTINGS.items())
] + [("two", stem) for stem in STEMS]


@pytest.mark.parametrize(("name", "stem"), CASES, ids=lambda value: value)
def test_a_paper_comes_back_whole_and_in_order_however_it_is_set(name, stem):
    if name == "zh-turned":
        need_chinese_font()
    extracted = read(set_in(name, stem))
    check_sentences(extracted, stem)
    assert not any(head in extracted.text for head in HEADS)
    assert not re.search(r"(?m)^- \d+ -$", extracted.text)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("stem", ["zhang-three-cities", "zh"])
def test_a_paper_printed_by_a_browser_comes_back_whole(page, tmp_path, stem, columns):
    if stem == "zh":
        need_chinese_font()
    body = "".join(
        f"<h{p.heading}>{escape(p.text)}</h{p.heading}>"
        if p.heading
        else f"<p>{escape(p.text)}</p>"
        for p in get_pieces(stem)
    )
    lang, indent = ("zh", 2) if stem == "zh" else ("en", 0)
    (tmp_path / "page.html").write_text(
        f"<!doctype html><html lang={lang}><meta charset=utf-8><style>@page{{@bottom-center{{content:counter(page)}}}}"
        f"body{{column-count:{columns};font:10pt serif}}p{{text-align:justify;hyphens:auto;text-indent:{indent}em}}</style>{body}",
        encoding="utf-8",
    )
    page.goto((tmp_path / "page.html").as_uri())
    printed = page.pdf(margin=dict.fromkeys(("top", "right", "bottom", "left"), "1cm"))
    check_sentences(read(printed), stem)


@pytest.fixture(scope="module")
def tag(tmp_path_factory):
    themes, _ = load_themes(PAPERS[0].parents[1] / "themes")
    tools = make_tools(themes)
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "papers").mkdir()

    def count(name, data):
        (folder / "papers" / name).write_bytes(data)
        draft = read_paper(folder, Metadata("paper", f"papers/{name}"))
        return Counter(mention.theme_id for mention, _ in tag_paper(draft, tools).mentions)

    return count


@pytest.mark.parametrize(
    ("name", "stem"),
    [("two", "shen-changzhou"), ("three-random", "huang-grassroots"), ("zh-two", "zh")],
)
def test_the_same_themes_are_found_as_in_plain_text(tag, name, stem):
    expected = tag("paper.txt", "\n\n".join(p.text for p in get_pieces(stem)).encode())
    found = tag("paper.pdf", set_in(name, stem))
    assert 2 * (found & expected).total() >= SAME_THEMES * (found.total() + expected.total())


def test_positions_and_pages_are_those_of_the_text_taken_out(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(set_in("two", "huang-grassroots"))
    source = read_source(path, "papers/paper.pdf")
    assert (source.format, source.encoding) == ("pdf", "")
    ends = [block.char_end for block in source.blocks]
    assert all(
        a <= b.char_start < b.char_end for a, b in zip([0, *ends], source.blocks, strict=False)
    )
    assert [page.label for page in source.pages] == [str(n + 1) for n in range(len(source.pages))]
    starts = [page.char_start for page in source.pages]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert starts[-1] < len(source.text)


def test_a_page_is_called_by_the_number_printed_on_it():
    sentences = [
        text for piece in get_pieces("huang-grassroots") for text in piece.text.split(". ")
    ]
    rows = [(60, 700 - 14 * n, text[:80], 10) for n, text in enumerate(sentences[:18])]
    pages = [
        [
            *((x, y + 84 * at, *rest) for x, y, *rest in rows[6 * at : 6 * at + 6]),
            (290, 30, number, 9),
        ]
        for at, number in enumerate(("162", "163", "164"))
    ]
    extracted = read(draw(*pages))
    assert [page.label for page in extracted.pages] == ["162", "163", "164"]
    assert "163" not in extracted.text


def test_headings_are_known_by_their_type():
    extracted = read(set_in("zh-two", "zh"))
    found = [
        (b.level, extracted.text[b.char_start : b.char_end])
        for b in extracted.blocks
        if b.kind == "heading"
    ]
    assert found[:3] == [
        (1, "社会组织党建引领基层治理的路径研究"),
        (2, "一、问题的提出"),
        (2, "二、主要做法"),
    ]


def test_footnotes_stand_between_paragraphs_and_never_in_one():
    texts = [text for _, text in show(read(set_in("two", "huang-grassroots")))]
    notes = [text for text in texts if "yearbook of" in text]
    assert len(notes) >= 3
    assert all(
        re.fullmatch(r"\d+ See the yearbook of \w+, page \d+, for the figures\.", n) for n in notes
    )


def list_passages(extracted, form="pdf"):
    source = Source("a.pdf", form, "", "", extracted.text, extracted.blocks, extracted.pages)
    return [
        (each.kind, extracted.text[each.parts[0][0] : each.parts[-1][1]])
        for each in structure(source, "a").paragraphs
    ]


def test_a_footnote_is_a_passage_of_its_kind_and_a_list_of_references_is_none():
    prose = [(60, 688 - 14 * n, f"The party serves district {n} well,", 10) for n in range(9)]
    prose += [(60, 702, "The party leads the work", 10), (165.5, 706, "12", 6)]
    prose.sort(key=lambda line: -line[1])
    other = [
        (60, 650 - 14 * n, f"It serves the towns of province {n * 7}, too,", 10) for n in range(9)
    ]
    called = (60, 90, "12 See the report of the committee (2019), p. 3.", 8)
    cells = [(60, 78, "1 0.58 0.27", 8), (60, 66, "7 Towns of the province (thousands)", 8)]
    found = dict(map(reversed, list_passages(read(draw([*prose, called], [*other, *cells])))))
    assert found.pop("12 See the report of the committee (2019), p. 3.") == "footnote"
    assert "footnote" not in found.values()
    listed = [
        (60, 120, "References", 12),
        (60, 100, "[1] Li Wei. Reform of cities. Beijing, 2019.", 9),
        (60, 88, "[2] Wang Fang. Reform of towns. Beijing, 2020.", 9),
    ]
    found = list_passages(read(draw(prose + listed)))
    assert [kind for kind, text in found if text.startswith("[")] == ["reference", "reference"]


def test_a_raised_figure_is_a_note_mark():
    page = [
        (60, 700, "The party leads the work", 10),
        (165.5, 704, "12", 6),
        (60, 688, "of the mass organizations.", 10),
    ]
    assert "work¹²" in read(draw(page)).text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The organi-", "zations of the party"], "The organizations of the party"),
        (
            ["The grass-roots level. At the grass-", "roots level"],
            "The grass-roots level. At the grass-roots level",
        ),
        (["He studies co-", "governance"], "He studies co-governance"),
        (["In the city of Chang-", "zhou"], "In the city of Changzhou"),
        (["Since COVID-", "19"], "Since COVID-19"),
        (["both long-", "and short-term aims"], "both long- and short-term aims"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_only_when_it_is_the_typesetters(lines, text):
    words = Words(lines)
    above, between = words.join(*lines)
    assert above + between + lines[1] == text


def test_radicals_and_presentation_forms_become_letters():
    page = [(60, 700, "⼯会⼯作与⼈民⽣活", 12)]
    assert read(draw(page)).text == "工会工作与人民生活"


LINES = b"BT /F %s Tf %s %d %d Tm (The first line speaks of towns) Tj %s %d %d Tm (and the second of villages.) Tj ET"


@pytest.mark.parametrize(
    ("before", "size", "matrix", "first", "second"),
    [
        (b"", b"12", b"1 0 0 1", (60, 700), (60, 686)),
        (b"1 0 0 -1 0 842 cm ", b"12", b"1 0 0 -1", (60, 100), (60, 114)),
        (b"", b"-12", b"-1 0 0 -1", (60, 700), (60, 686)),
        (b"1 0 0 -1 0 842 cm ", b"-12", b"-1 0 0 1", (60, 100), (60, 114)),
        (b"-100 Tz ", b"12", b"-1 0 0 1", (60, 700), (60, 686)),
        (b"0 -1 1 0 0 842 cm ", b"12", b"1 0 0 1", (60, 400), (60, 386)),
    ],
    ids=["plain", "down-and-up", "below-zero", "all-at-once", "across-twice", "turned"],
)
def test_coordinates_that_undo_one_another_are_no_mirror(before, size, matrix, first, second):
    drawn = before + LINES % (size, matrix, *first, matrix, *second)
    extracted = read(pdf_files.make_drawn(drawn))
    assert extracted.text == "The first line speaks of towns and the second of villages."
    assert extracted.notes == ()


@pytest.mark.parametrize(
    "before", [b"1 0 0 -1 0 842 cm ", b"-1 0 0 1 595 0 cm ", b"0 1 1 0 0 0 cm "]
)
def test_what_is_drawn_as_in_a_mirror_is_read_as_it_was_written_and_said(before):
    drawn = before + LINES % (b"12", b"1 0 0 1", 60, 500, b"1 0 0 1", 60, 486)
    extracted = read(pdf_files.make_drawn(drawn))
    assert extracted.text == "The first line speaks of towns and the second of villages."
    assert extracted.notes == ("page 1: drawn as in a mirror, and read as it was written.",)


def test_letters_that_a_font_draws_head_down_and_the_page_turns_up_are_no_mirror():
    lines = [b"abc def", b"bad cab fed"]
    extracted = read(pdf_files.make_coded(lines, "abcdef", head_down=True))
    assert extracted.text == read(pdf_files.make_coded(lines, "abcdef")).text
    assert extracted.notes == ()


def test_vertical_columns_are_read_from_the_right():
    need_chinese_font()
    text = "".join(piece.text for piece in get_pieces("zh"))[:300]
    assert squeeze(read(pdf_files.make_vertical(text)).text) == squeeze(text)


def test_vertical_columns_of_letters_set_close_are_read_from_the_right():
    need_chinese_font()
    text = (
        "第一条の二第四項中「一メートル」を改め、同条第五項を次のように改める。政令を制定する。" * 4
    )
    assert squeeze(read(pdf_files.make_vertical(text, 8, 36, 1)).text) == squeeze(text)


def test_figures_that_lie_on_their_side_stay_in_their_vertical_line():
    need_chinese_font()
    text = "到2025年，全市建成社区服务中心120个，组织居民活动5000余次，居民满意度有所提高。" * 5
    assert squeeze(read(pdf_files.make_vertical(text)).text) == squeeze(text)


OLD_TEX = [
    b"We de\x0cne the o\x0ece of the party as one of the e\x0bective units in the city,",
    b"and it is shown that the state has more of them than it did in the past.",
] * 4


def test_the_fonts_of_old_tex_files_name_no_letters_and_are_read_where_they_make_english():
    extracted = read(pdf_files.make_coded(OLD_TEX))
    assert extracted.text.startswith("We define the office of the party as one of the effective")
    shifted = [bytes((code + 3) % 256 for code in line) for line in OLD_TEX]
    with pytest.raises(UnreadableSource, match="fonts do not say which letters"):
        read(pdf_files.make_coded(shifted))


def test_a_ligature_of_two_equal_letters_is_two_letters():
    letters = [*"abcdefghijklmnopqrstuvwxyz", "ff", "ffi", "tt"]
    coded = b"the o{ers of the o|cer are di{erent and a}ended to"
    text = read(pdf_files.make_coded([coded.replace(b"~", b" ")], letters)).text
    assert text.replace(" ", "") == "theoffersoftheofficeraredifferentandattendedto"


def test_what_is_written_from_right_to_left_is_refused_and_not_read_backwards():
    with pytest.raises(UnreadableSource, match="written from right to left"):
        read(pdf_files.make_coded([b"dcba hgfe lkji"] * 9, "אבגדהוזחטיכל"))


def test_a_form_that_draws_itself_again_and_again_is_read():
    assert read(pdf_files.make_echo("the party")).text.startswith("the party")


def lock(user, owner="owner"):
    setting = SETTINGS["zh-one"]
    sheets = pdf_files.set_sheets([*get_pieces("zh")][:4], setting)
    return pdf_files.draw(sheets, setting, StandardEncryption(user, ownerPassword=owner))


def test_a_file_that_needs_no_password_to_be_read_is_read():
    assert "问题的提出" in read(lock("")).text


def test_a_locked_file_is_named_and_opens_with_its_password():
    with pytest.raises(UnreadableSource, match=r"paper\.pdf: is locked with a password"):
        read(lock("secret"))
    with pytest.raises(UnreadableSource, match="does not open with the password given"):
        read(lock("secret"), "wrong")
    assert "问题的提出" in read(lock("secret"), "secret").text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 and so on", "is no PDF, but a ZIP archive"),
        (b"<!DOCTYPE html><title>404</title>", "is no PDF, but a web page"),
        ("党建".encode(), "does not begin with '%PDF-'"),
        (b"%PDF-1.7\n%%EOF", "is a damaged PDF"),
        (b"%PDF-1.7\n" + bytes(10_000), "breaks off after 10,009 bytes"),
        (set_in("zh-one", "zh")[:9000], "breaks off after 9,000 bytes"),
        (draw([]), "has 1 page and no text on it"),
    ],
    ids=["empty", "zip", "html", "text", "header", "zeros", "half", "blank"],
)
def test_what_is_no_whole_pdf_is_refused_in_one_sentence(data, reason):
    with pytest.raises(UnreadableSource, match=reason) as error:
        read(data)
    assert str(error.value).startswith("papers/paper.pdf: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (rb"/MediaBox \[ [^\]]*\]", b"/MediaBox [ 0 0 1e38 1e38 ]"),
        (rb"/MediaBox \[ [^\]]*\]", b"/MediaBox [ 0 0 -5 0 ]"),
        (rb"/Count \d+", b"/Count 999999999"),
    ],
)
def test_absurd_boxes_and_page_counts_do_no_harm(pattern, new):
    data = re.sub(pattern, lambda m: new[: len(m[0])].ljust(len(m[0])), set_in("zh-one", "zh"))
    assert "问题的提出" in read(data).text


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (("社会组织研究", "张三; 李四"), ("社会组织研究", ("张三", "李四"))),
        (("Microsoft Word - 终稿.doc", "Administrator"), ("", ())),
        (("untitled", "anonymous"), ("", ())),
        (("annual_report", "Office of Audit, http://www.gao.gov"), ("", ("Office of Audit",))),
        (("print job", "张三/李四"), ("", ("张三", "李四"))),
    ],
)
def test_title_and_authors_are_taken_from_the_file_unless_a_program_made_them_up(info, expected):
    page = [(60, 700, "社会组织党建工作的若干问题", 12)]
    extracted = read(draw(page, info=info))
    assert (extracted.title, extracted.authors) == expected


@given(data=st.data())
def test_damaged_bytes_give_text_or_a_sentence_and_nothing_else(data):
    whole = bytearray(
        draw(
            *[[(60, 700 - 14 * n, "The party leads the mass organizations.", 10) for n in range(9)]]
            * 2
        )
    )
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    try:
        extracted = read(bytes(whole))
    except PolicytextError:
        return
    assert all(b.char_end <= len(extracted.text) for b in extracted.blocks)
    assert "\x00" not in extracted.text


def test_what_is_written_into_a_form_is_read():
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(60, 700, "Name of the organization:")
    canvas.acroForm.textfield(value="Henan Union of Workers", x=60, y=650, width=300, height=30)
    canvas.save()
    assert "Henan Union of Workers" in read(out.getvalue()).text


def test_a_bad_copy_of_a_file_says_so():
    line = b"BT /F 10 Tf 50 %d Td (The party serves the people of the city number %d.) Tj ET\n"
    data = pdf_files.make_packed(b"".join(line % (780 - 12 * n, n) for n in range(40)))
    assert read(data).notes == ()
    at = data.index(b"stream\n") + 7
    hurt = data[: at + 120] + bytes(4) + data[at + 124 :]
    assert read(hurt).notes[-1].startswith("1 of the file's 1 packed parts is damaged, so text may")


def test_two_readings_of_one_file_are_the_same():
    data = set_in("three", "zhang-henan")
    assert read(data) == read(data)


def test_printers_marks_outside_the_page_shown_are_left_out():
    said = b"(What the page says of the towns and of the party in them.) Tj 0 -14 Td " * 3
    drawn = b"BT /F 10 Tf 60 500 Td %s 0 -448 Td (cyan) Tj ET" % said
    page = pdf_files.make_drawn(drawn)
    assert "cyan" in read(page).text
    cropped = page.replace(b"/MediaBox[", b"/CropBox[0 40 595 842]/MediaBox[")
    assert "towns" in read(cropped).text
    assert "cyan" not in read(cropped).text
    wrong = page.replace(b"/MediaBox[", b"/CropBox[0 0 595 42]/MediaBox[")
    assert "towns" in read(wrong).text


@pytest.mark.parametrize(
    ("letters", "first"), [("абвгдежзийклмнопрстуфхцчшщ", 7), ("jklmnopqrstuvwxyzabcdefghi", 1)]
)
def test_english_under_letters_of_another_alphabet_is_refused(letters, first):
    text = " ".join(p.text for p in get_pieces("zhang-henan"))[:3000].lower()
    table = {97 + n: letters[(n * first) % 26] for n in range(26)}
    assert not is_garbage(text)
    assert is_garbage(text.translate(table))


def test_type_drawn_twice_counts_once():
    setting = replace(SETTINGS["one"], doubled=0.3)
    page = [(60, 700, "Mass organizations succeed in all provinces.", 10)]
    assert read(draw(page, setting=setting)).text == "Mass organizations succeed in all provinces."


def test_pieces_are_what_the_generator_set():
    assert Piece("四、对策建议", 2) in get_pieces("zh")


def test_bombs_cost_their_own_file_and_no_other():
    page = [(60, 700, "The party leads the mass organizations.", 10)]
    with pytest.raises(
        UnreadableSource, match="takes more time or memory than any document should"
    ):
        read(pdf_files.make_bomb(depth=8, fan=10))
    assert "party leads" in read(draw(page)).text


def test_information_that_is_no_text_is_left_out():
    data = draw(
        [(60, 700, "The party leads the mass organizations.", 10)], info=("Title", "Li Wei")
    )
    broken = re.sub(rb"/Title \([^)]*\)", b"/Title <FEFFD800004100>", data)
    assert read(broken).title == ""


def test_a_build_opens_locked_papers_with_a_password(tmp_path):
    from click.testing import CliRunner

    from policytext.cli import main

    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "locked.pdf").write_bytes(lock("secret"))
    command = ["--db", str(tmp_path / "p.db"), "build", str(tmp_path)]
    refused = CliRunner().invoke(main, command)
    assert "papers/locked.pdf: is locked with a password" in refused.output
    built = CliRunner().invoke(main, [*command, "--password", "secret"])
    assert "1 documents" in built.output
    assert built.exit_code == 0
