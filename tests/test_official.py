"""Chinese official documents: what they say of themselves, and how they are divided."""

import sqlite3
import tomllib
from pathlib import Path

import pytest

from policytext.passages import split_passages
from policytext.pipeline import build_store
from policytext.readers import plain
from policytext.records import Official, Source
from policytext.structure import structure
from policytext.structure.letterhead import DOCUMENT_NUMBER
from policytext.structure.revisions import list_revisions, says_when_passed
from test_structure import check_spans

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "structure-official.toml").read_text("utf-8")
)


def read(text):
    text = text.strip() + "\n"
    return structure(Source("a.txt", "plain", "utf-8", "", text, plain.split_blocks(text)), "a")


def list_cases(kind):
    return [pytest.param(case, id=case["label"]) for case in CASES[kind]]


@pytest.mark.parametrize("case", list_cases("documents"))
def test_an_official_document_says_who_issued_it_when_and_as_what(case):
    document = read(case["text"])
    assert document.title.text.replace("\n", "") == case["title"]
    assert document.official == Official(
        case["kind"], tuple(case["issuers"]), case["number"], case["date"]
    )
    assert document.year == int(case["date"][:4])


@pytest.mark.parametrize("case", list_cases("documents"))
def test_its_headings_stand_where_a_reader_would_put_them(case):
    document = read(case["text"])
    assert [section.path for section in document.sections] == case["sections"]
    check_spans(document)


@pytest.mark.parametrize("case", list_cases("documents"))
def test_what_is_the_office_s_is_not_counted(case):
    document = read(case["text"])
    shown = [p.text for p in split_passages(document) if p.kind == "front"]
    others = [t for t in shown if t.replace(" ", "") != case["title"].replace(" ", "")]
    assert [t[:4] for t in others if not DOCUMENT_NUMBER.match(t)] == case["front"]


@pytest.mark.parametrize("case", list_cases("others"))
def test_what_no_office_issued_is_no_official_document(case):
    assert read(case["text"]).official is None


def test_a_passage_of_a_law_is_found_under_its_article_with_the_number_in_its_text():
    law = read(CASES["documents"][3]["text"])
    passages = {p.text: p.section for p in split_passages(law)}
    assert passages["第四条 组织应当履行职责。"] == "第二章 服务组织 > 第二节 职责 > 第四条"
    assert passages["（二）有必要的经费。"] == "第一章 总则 > 第二条"
    assert passages["依照第三条、第四条的规定办理。"].endswith("第三条 【备案】")


@pytest.mark.parametrize(
    "line",
    ["国发〔2019〕5号", "国发[2019]5号", "国发（2019）5号", "国发【2019】第5号", "国发﹝2019﹞ 5 号",
     "发文字号：国发〔2019〕5号", "国发〔2019〕5号　签发人：张三", "甲省人民政府令第12号", "甲局公告2019年第3号"],
)  # fmt: skip
def test_a_document_number_is_known_in_any_brackets(line):
    assert DOCUMENT_NUMBER.match(line)


@pytest.mark.parametrize(
    "line", ["（国发〔2019〕5号）要求各地落实", "2019年第5号文件指出", "见附件3号"]
)
def test_a_number_that_is_cited_is_not_the_document_s_own(line):
    assert not DOCUMENT_NUMBER.match(line)


def test_issuer_number_date_and_kind_are_facets_and_the_manifest_goes_before(tmp_path):
    (tmp_path / "papers").mkdir()
    for n in (0, 2):
        (tmp_path / "papers" / f"d{n}.txt").write_text(CASES["documents"][n]["text"], "utf-8")
    (tmp_path / "manifest.toml").write_text(
        '[[documents]]\nid = "d2"\nfacets = { kind = "方案" }\n', "utf-8"
    )
    build_store(tmp_path, tmp_path / "a.db")
    with sqlite3.connect(tmp_path / "a.db") as db:
        rows = set(db.execute("SELECT doc_id, name, value FROM facets"))
        dates = dict(db.execute("SELECT doc_id, date FROM documents"))
    assert {("d0", "issuer", "甲省人民政府办公厅"), ("d0", "kind", "意见")} <= rows
    assert {("d0", "document_number", "甲政办发〔2019〕6号"), ("d0", "year", "2019")} <= rows
    assert {value for doc, name, value in rows if (doc, name) == ("d2", "kind")} == {"方案"}
    assert dates == {"d0": "2019-01-22", "d2": "2020-04-02"}


@pytest.mark.parametrize("case", CASES["passed"], ids=lambda case: case["line"][:20])
def test_a_note_under_the_title_of_a_law_is_known_however_long_the_names_in_it(case):
    assert says_when_passed(case["line"])
    assert list_revisions(case["line"]) == case["days"]


@pytest.mark.parametrize("case", CASES["no_note"], ids=lambda case: case["line"][:20])
def test_a_sentence_that_opens_with_a_day_is_no_note_of_a_law(case):
    assert not says_when_passed(case["line"])


@pytest.mark.parametrize("case", CASES["passed"], ids=lambda case: case["line"][:20])
def test_a_law_has_the_date_of_its_last_revision_and_its_notes_are_not_counted(case):
    law = read(
        f"中华人民共和国甲法\n\n{case['line']}\n\n第一章 总则\n\n第一条 为了保护权益，制定本法。\n"
    )
    assert (law.date, law.year) == (max(case["days"]), int(max(case["days"])[:4]))
    assert [p.kind for p in law.paragraphs][:3] == ["front", "boilerplate", "heading"]
