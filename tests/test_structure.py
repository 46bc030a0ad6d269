"""The structure of papers: the annotated ones, the language cases, and what must always hold."""

import json
import textwrap
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation.structure import score_structure

from policytext.readers import markdown, plain, read_source
from policytext.records import Source
from policytext.structure import structure
from policytext.structure.joins import is_cut
from policytext.structure.outline import build_outline

HERE = Path(__file__).parent
PAPERS = sorted((HERE.parent / "corpus" / "papers").glob("*.txt"))
GOLD = [
    json.loads(row) for row in (HERE / "gold" / "structure.jsonl").read_text("utf-8").splitlines()
]
CASES = tomllib.loads((HERE / "cases" / "structure.toml").read_text("utf-8"))


def read(text, split=plain.split_blocks):
    return structure(Source("a.txt", "plain", "utf-8", "", text, split(text)), "a")


def list_cases(kind):
    fails = pytest.mark.xfail(strict=True)
    return [
        pytest.param(case, id=case["label"], marks=[fails] if case.get("status") == "fail" else [])
        for case in CASES[kind]
    ]


def read_paper(name):
    path = HERE.parent / "corpus" / "papers" / f"{name}.txt"
    return structure(read_source(path, path.name), name)


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row["doc"])
def test_an_annotated_paper_is_read_as_its_annotators_read_it(row):
    scores = score_structure({row["doc"]: build_outline(read_paper(row["doc"]))}, [row])
    assert scores == dict.fromkeys(scores, 1.0)


@pytest.mark.parametrize("case", list_cases("headings"))
def test_headings_and_their_levels(case):
    front = "A Title of Its Own\n\nAbstract: What the paper says, in one sentence.\n\nKeywords: one; two\n\n"
    document = read(front + case["text"].strip())
    assert [[s.level, s.title] for s in document.sections] == case["expect"]


@pytest.mark.parametrize("case", list_cases("joins"))
def test_what_a_page_break_cut(case):
    assert is_cut(*case["text"]) is case["expect"]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_paper_keeps_its_structure_whatever_its_newlines_and_format(path):
    text = path.read_text("utf-8")
    wanted = list_findings(read(text))
    assert list_findings(read(text.replace("\n", "\r\n"))) == wanted
    assert list_findings(read(text.replace("\n\n", "\n"))) == wanted
    assert list_findings(read(text, markdown.split_blocks)) == wanted


def test_a_hard_wrapped_paper_keeps_its_structure():
    text = (HERE.parent / "corpus" / "papers" / "jin-social-organizations.txt").read_text("utf-8")
    wrapped = "\n".join(
        textwrap.fill(line, 80, subsequent_indent="  " if line.startswith("- ") else "")
        for line in text.split("\n")
    )
    assert list_findings(read(wrapped)) == list_findings(read(text))


def list_findings(document):
    """Return what was found in a paper, without positions and line breaks."""
    texts = [document.title, document.abstract, *document.keywords, *document.references]
    return (
        [" ".join(span.text.split()) for span in texts],
        [(s.level, s.title.replace("*", "")) for s in document.sections],
        [(a.name, a.affiliations) for a in document.authors],
        [b.kind for b in document.boilerplate],
        len(document.joins),
    )


def test_the_two_papers_without_annotation_have_their_front_matter():
    huang, zhang = read_paper("huang-grassroots"), read_paper("zhang-three-cities")
    assert [(a.name, a.affiliations) for a in huang.authors] == [
        ("Qianqian Huang", (0,)),
        ("Bingyi Xue", (0,)),
    ]
    assert [k.text for k in huang.keywords][-1] == "Effect"
    assert [(a.name, a.affiliations) for a in zhang.authors] == [("Yuanjie Zhang", (0, 1))]
    assert (len(huang.references), len(zhang.references)) == (8, 5)
    assert (len(huang.joins), len(zhang.joins)) == (3, 3)
    assert [s.level for s in huang.sections].count(3) == 4
    assert zhang.abstract.text.startswith("A comprehensive")
    assert huang.abstract.text.endswith("ability.")


NOTICE = """某某市人民政府文件

某政发〔2021〕12号

某某市人民政府关于加强社区群众组织
建设工作的通知

各区人民政府，市政府各部门：

　　现将有关事项通知如下：
　　一、总体要求
　　（一）指导思想。坚持以人民为中心。
　　二、保障措施
　　各部门要认真抓好落实。

某某市人民政府
2021年3月8日

（此件公开发布）
"""


def test_a_chinese_notice_has_title_year_and_sections():
    document = read(NOTICE)
    assert document.title.text == "某某市人民政府关于加强社区群众组织\n建设工作的通知"
    assert (document.year, document.language) == (2021, "zh")
    assert [s.path for s in document.sections] == [
        "一、总体要求",
        "一、总体要求 > （一）指导思想。",
        "二、保障措施",
    ]
    assert [b.kind for b in document.boilerplate] == ["publication date", "publication data"]


PAPER = """# 社区党建引领基层治理的路径研究
——以某市为例

张三¹ 李四²

(1.某某大学 马克思主义学院，湖北 武汉 430070；2.某某省委党校，湖北 武汉 430022)

**摘　要：** 基层治理是国家治理的基石。本文提出对策。

**关键词：** 社区党建；基层治理；两个覆盖 中图分类号：D267

基金项目：某省社科基金项目

## 一、问题的提出

社区治理受到关注[1]。

## 参考文献

[1] 王五. 社区治理研究[J]. 某某学报, 2019(2): 1-10.
[2] 赵六. 党建引领[M]. 北京: 某某出版社, 2018.

作者简介：张三，男，教授。
"""


@pytest.mark.parametrize("split", [plain.split_blocks, markdown.split_blocks])
def test_a_chinese_paper_has_its_front_matter_and_references(split):
    document = read(PAPER.replace("\n[2]", "\n\n[2]"), split)
    assert document.title.text == "社区党建引领基层治理的路径研究\n——以某市为例"
    assert [(a.name, a.affiliations) for a in document.authors] == [("张三", (0,)), ("李四", (1,))]
    assert [a.text[:4] for a in document.affiliations] == ["某某大学", "某某省委"]
    assert document.abstract.text == "基层治理是国家治理的基石。本文提出对策。"
    assert [k.text for k in document.keywords] == ["社区党建", "基层治理", "两个覆盖"]
    assert [r.text[:6] for r in document.references] == ["[1] 王五", "[2] 赵六"]
    assert [b.kind for b in document.boilerplate] == ["funding", "about the author"]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Yuanjie Zhang^{1,2*}, Dashuai Li¹", [("Yuanjie Zhang", (0, 1)), ("Dashuai Li", (0,))]),
        ("Li Wei<sup>1</sup> and Wu Lan<sup>2</sup>", [("Li Wei", (0,)), ("Wu Lan", (1,))]),
        ("By Li Wei1, Wu Lan2,*", [("Li Wei", (0,)), ("Wu Lan", (1,))]),
        ("Dr. Li Wei (1), Anna van der Berg (2)", [("Li Wei", (0,)), ("Anna van der Berg", (1,))]),
    ],
)
def test_marks_lead_authors_to_their_affiliations(line, authors):
    document = read(
        f"A Title of Its Own\n\n{line}\n\n¹School of Marxism, Example University\n\n"
        "²Example College, Wuhan 430000, China\n\nAbstract: One sentence.\n\n1. Introduction\n\nProse."
    )
    assert [(a.name, a.affiliations) for a in document.authors] == authors
    assert [a.text for a in document.affiliations] == [
        "School of Marxism, Example University",
        "Example College, Wuhan 430000, China",
    ]


@pytest.mark.parametrize(
    "labelled",
    [
        "Abstract: What it says.",
        "**Abstract:** What it says.",
        "ABSTRACT\n\nWhat it says.",
        "## Abstract\n\nWhat it says.",
        "Abstract. What it says.",
        "*Abstract*—What it says.",
    ],
)
def test_an_abstract_is_found_under_any_label(labelled):
    document = read(
        f"A Title of Its Own\n\n{labelled}\n\nKeywords: one, two\n\n1. Introduction\n\nProse."
    )
    assert document.abstract.text == "What it says."
    assert [k.text for k in document.keywords] == ["one", "two"]
    assert [s.title for s in document.sections] == ["1. Introduction"]


def test_a_year_is_taken_from_what_states_it_and_not_from_what_is_cited():
    cited = "A Title of Its Own\n\nAbstract: It began in 2015.\n\n1. Introduction\n\nSee Wu (2018)."
    assert read(cited).year is None
    assert read(cited.replace("\n\n1.", "\n\nReceived: 3 May 2019\n\n1.")).year is None
    assert read(cited.replace("\n\n1.", "\n\nPublished online: 3 May 2020\n\n1.")).year == 2020
    assert read(cited.replace("\n\n1.", "\n\n© 2021 The Authors\n\n1.")).year == 2021


def test_references_without_a_dash_and_cut_by_a_page_are_whole():
    document = read(
        "A Title of Its Own\n\n1. One\n\nProse.\n\n## References\n\n- [1] [Smith, J. A book\n\nof two halves.\n\n"
        "[2] Wu, L. 2019. [http://a.cn/b\\_c](http://a.cn/b_c)\n"
    )
    assert [r.text for r in document.references] == [
        "[1] [Smith, J. A book\n\nof two halves.",
        "[2] Wu, L. 2019. [http://a.cn/b\\_c](http://a.cn/b_c)",
    ]


def test_references_without_numbers_are_found_one_by_one():
    document = read(
        "A Title of Its Own\n\nProse that stands here.\n\nReferences\n\nSmith, J. (2018). A book. Press.\n\n"
        "Wu, L. (2019). Another\n\nbook. Press.\n"
    )
    assert [r.text.split(",")[0] for r in document.references] == ["Smith", "Wu"]


def test_a_page_number_between_two_halves_does_not_part_them():
    document = read(
        "A Title of Its Own\n\nThey have gained a lot\n\n- 12 -\n\nof useful practices.\n\nThe end of it."
    )
    assert len(document.joins) == 1


def test_a_text_without_any_structure_is_prose():
    document = read("just a line of text that ends with a stop.")
    assert document.title is None
    assert [p.kind for p in document.paragraphs] == ["prose"]


PARTS = st.sampled_from(
    ["# A Title", "Li Wei¹, Wu Lan^{2}", "¹Example University", "Abstract: It says.", "摘要：本文认为。", "Keywords: a; b",
     "1. One", "（一）目标。要做到。", "2) *Run in:* The prose.", "Some prose without an end", "and its end.", "- item",
     "References", "[1] Wu 2019.", "| a | b |", "第一条 为了。", "目录", "*Corresponding author: a@b.cn", "© 2020", "12", "**Bold**",
     "Das Maß ﬁnal İ Ａ é", "\u3000\u3000要点"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=12).map("\n\n".join))
def test_whatever_the_text_its_spans_hold(text):
    check_spans(read(text))


@given(st.text(max_size=120))
def test_no_text_breaks_the_reading(text):
    check_spans(read(text))


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_in_our_papers_every_span_holds(path):
    check_spans(structure(read_source(path, path.name), path.stem))


def check_spans(document):
    """Assert that every span is the text it says, and that paragraphs follow one another."""
    text = document.source.text
    spans = [document.title, document.abstract, *document.affiliations, *document.keywords]
    for span in [*spans, *document.references]:
        assert span is None or text[span.char_start : span.char_end] == span.text != ""
    for author in document.authors:
        assert text[author.char_start : author.char_end] == author.name
        assert all(place < len(document.affiliations) for place in author.affiliations)
    for section in document.sections:
        assert section.char_start < section.char_end <= section.body_end <= len(text)
        assert section.level >= 1
    done = 0
    for paragraph in document.paragraphs:
        for start, end in paragraph.parts:
            assert done <= start < end
            done = end
    assert done <= len(text)
    json.dumps(build_outline(document))


def test_many_addresses_in_a_line_are_read_in_no_time():
    document = read(
        "A Title of Its Own\n\n" + ", ".join(["abcdefghi@example.cn"] * 18) + "\n\nProse."
    )
    assert [b.kind for b in document.boilerplate] == ["corresponding author"]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Les organisations sociales se sont développées dans les années de la réforme, et le Parti est partout.", "French"),
        ("Las organizaciones sociales crecieron con rapidez en los años de la reforma, y el Partido con ellas.", "Spanish"),
        ("Die Organisationen der Gesellschaft wuchsen in den Jahren der Reform, und die Partei ist auch dort.", "German"),
        ("Общественные организации быстро росли в годы реформ.", "a language in Cyrillic letters"),
        ("社会組織は改革の年に急速に成長した。党はその活動を広げた。", "Japanese"),
        ("사회조직은 개혁의 시기에 빠르게 성장하였다.", "Korean"),
    ],
)  # fmt: skip
def test_a_paper_in_neither_language_says_so(sentence, language):
    notes = read(f"1. One\n\n{sentence * 6}\n").source.notes
    assert [n for n in notes if f"neither Chinese nor English, but {language}:" in n] == [*notes]
    assert notes


@pytest.mark.parametrize(
    "sentence",
    ["Mass organizations grew de facto in the years of reform, and the Party with them, as la Villette has it.",
     "群众组织在改革年代迅速成长。", "群眾組織在改革年代迅速成長・發展。", "Wu 2019, 12; Li 2018, 4; Zhang 2017. "],
)  # fmt: skip
def test_a_chinese_or_english_paper_says_nothing_of_its_language(sentence):
    assert read(f"1. One\n\n{sentence * 12}\n").source.notes == ()


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_our_papers_are_in_the_two_languages(path):
    notes = structure(read_source(path, path.name), path.stem).source.notes
    assert not [note for note in notes if "neither Chinese nor English" in note]
