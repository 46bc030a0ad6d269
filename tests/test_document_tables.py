"""Tables of documents: each row a paper, with what its columns say of it."""

import io
import json

import pytest
from openpyxl import Workbook

from office_files import BODY, CHINESE, TEXT, put
from policytext.corpus import read_corpus
from policytext.errors import UnreadableSource
from policytext.readers import read_source
from policytext.readers.rows import read_table

ENGLISH = "id,Title,Author,Date,Province,Topic,text\n7,One,Li Na; Wu Bo,2019/5/24,Henan,party,The two coverage policy.\n8,Two,,2020,,,Another text.\n"


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
