"""The files that coders fill, written and read back."""

import csv
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from tests.validation.coding import (
    answered,
    fill,
    read_cells,
    truth,
    write_cells,
)

from another_run import write_sheets
from policytext.validation import (
    draw_sample,
    read_key,
    read_sheet,
    write_sample,
)
from policytext.validation.key import BadSheet
from policytext.validation.sampling import Design


def test_the_same_store_and_seed_give_the_same_bytes_whatever_the_hash_seed(
    store_path, another_run, tmp_path
):
    write_sheets(store_path, tmp_path)
    here, there = (
        {p.name: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
        for folder in (tmp_path, another_run / "sheets")
    )
    assert here == there
    assert len(here) == 5


def test_an_excel_sheet_tells_no_time(sent):
    with zipfile.ZipFile(sent / "sheets" / "coder-1.xlsx") as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert book.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_an_excel_sheet_offers_the_answers_and_wraps_the_text(sent):
    sheet = load_workbook(sent / "sheets" / "coder-1.xlsx")["coding"]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"yes,no,unsure"'
    assert sheet["D2"].alignment.wrap_text


def test_a_passage_like_a_formula_is_text_in_both_sheets(sample, tmp_path):
    row = sample.key.coders["coder-1"][0]
    sample.cells[row]["passage"] = "=HYPERLINK(1)\x0b"
    write_sample(sample, tmp_path, ("csv", "xlsx"))
    cell = load_workbook(tmp_path / "sheets" / "coder-1.xlsx")["coding"]["D2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert read_cells(tmp_path / "sheets" / "coder-1.csv")[0]["passage"].startswith("'=")


def test_a_sheet_a_coder_may_have_filled_is_not_written_over(sample, sent):
    write_sample(sample, sent, ("csv", "xlsx"))  # the same again does no harm
    (sent / "sheets" / "coder-1.csv").write_text("filled", "utf-8")
    with pytest.raises(BadSheet, match=r"coder-1\.csv is there already"):
        write_sample(sample, sent, ("csv", "xlsx"))


def test_a_key_is_read_as_it_was_written(sample, sent):
    assert read_key(sent / "key.json") == sample.key


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 9}', '{"version": 1}'])
def test_what_is_no_key_is_refused(tmp_path, text):
    (tmp_path / "key.json").write_text(text, "utf-8")
    with pytest.raises(BadSheet, match="key"):
        read_key(tmp_path / "key.json")


def test_a_missing_key_is_asked_for(tmp_path):
    with pytest.raises(BadSheet, match="No key at"):
        read_key(tmp_path / "key.json")


# reading filled sheets


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("yes", "yes"), (" Yes. ", "yes"), ("Y", "yes"), ("1", "yes"), ("TRUE", "yes"), ("是", "yes"), ("ＹＥＳ", "yes"),
        ("no", "no"), ("N", "no"), ("0", "no"), ("否", "no"), ("不是", "no"), ("FALSE", "no"),
        ("unsure", "unsure"), ("？", "unsure"), ("不确定", "unsure"), ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_answers_are_read_as_coders_write_them(sample, sent, written, read):
    path = write_cells(sent / "filled.csv", answered(sent, lambda _: written))
    assert set(read_sheet(path, sample.key).answers.values()) == {read}


@pytest.mark.parametrize(
    ("encoding", "how"),
    [
        ("utf-8-sig", {}),
        ("utf-8", {"delimiter": ";"}),
        ("gb18030", {}),
        ("utf-16", {"delimiter": "\t"}),
        ("cp1252", {"delimiter": ";"}),
        ("utf-8", {"lineterminator": "\n", "quoting": csv.QUOTE_ALL}),
    ],
)
def test_a_csv_sheet_is_read_from_any_spreadsheet_program(sample, sent, encoding, how):
    rows = answered(
        sent, lambda text: "是" if encoding != "cp1252" and truth(text) == "yes" else "no"
    )
    path = write_cells(sent / "filled.csv", rows, encoding, **how)
    found = read_sheet(path, sample.key)
    assert len(found.answers) == 16
    assert set(found.answers.values()) == ({"no"} if encoding == "cp1252" else {"yes", "no"})


def test_columns_may_be_moved_and_added_and_rows_sorted(sample, sent):
    rows = [{"my notes": "x"} | dict(reversed(row.items())) for row in answered(sent)]
    path = write_cells(sent / "filled.csv", sorted(rows, key=lambda row: row["passage"]))
    assert read_sheet(path, sample.key).answers == fill(sample).answers


def test_only_the_row_and_the_answer_are_needed(sample, sent):
    rows = [{"Row": row["row"].upper(), " ANSWER ": row["answer"]} for row in answered(sent)]
    path = write_cells(sent / "filled.csv", rows)
    assert read_sheet(path, sample.key).answers == fill(sample).answers


def test_an_excel_sheet_is_read_whatever_its_name_its_hidden_columns_and_its_types(sample, sent):
    book = load_workbook(sent / "sheets" / "coder-1.xlsx")
    sheet = book["coding"]
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet["J1"] = "mine"
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, 8).value = [True, 1, 1.0, "是"][line % 4]
    sheet["I2"] = "see the section"
    book.move_sheet("coding", 1)
    book.save(sent / "renamed.csv")
    found = read_sheet(sent / "renamed.csv", sample.key)
    assert set(found.answers.values()) == {"yes"}
    assert len(found.answers) == 16
    assert found.comments == {sheet["A2"].value: "see the section"}


def test_an_answer_that_is_none_is_named_with_file_line_row_and_column(sample, sent):
    rows = answered(sent)
    rows[2]["answer"] = "mostly"
    path = write_cells(sent / "filled.csv", rows)
    with pytest.raises(BadSheet) as refused:
        read_sheet(path, sample.key)
    assert str(refused.value) == (
        f"filled.csv, line 4 (row {rows[2]['row']}), column 'answer': 'mostly' is not an answer."
        " Write yes, no or unsure (是, 否, 不确定), or leave it empty."
    )


def test_every_fault_has_a_line_and_many_are_counted(sample, sent):
    path = write_cells(sent / "filled.csv", answered(sent, lambda _: "maybe so") * 2)
    with pytest.raises(BadSheet) as refused:
        read_sheet(path, sample.key)
    lines = str(refused.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "filled.csv: 12 more such faults."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows[0].update(row="s00000-0001"), "'s00000-0001' is no row of sample"),
        (lambda rows: rows[0].update(row=""), "an answer without a row"),
        (lambda rows: rows.append(rows[0]), "stands there twice"),
        (
            lambda rows: rows[0].update(passage=rows[1]["passage"]),
            "Were some columns sorted without the others?",
        ),
        (lambda rows: rows[0].update(theme="Youth League"), "is not the theme this row asks about"),
    ],
)
def test_a_row_that_is_not_the_one_that_was_sent_is_refused(sample, sent, change, says):
    rows = answered(sent)
    change(rows)
    with pytest.raises(BadSheet) as refused:
        read_sheet(write_cells(sent / "filled.csv", rows), sample.key)
    assert says in str(refused.value)


def test_rows_that_are_not_in_a_sheet_are_missing(sample, sent):
    path = write_cells(sent / "filled.csv", answered(sent)[:-3])
    assert len(read_sheet(path, sample.key).missing) == 3


def test_a_renamed_sheet_of_a_coder_with_rows_of_their_own_misses_nothing(made, tmp_path):
    sample = draw_sample(made, ["gonghui"], Design(overlap=0.5))
    write_sample(sample, tmp_path, ("csv",))
    path = (tmp_path / "sheets" / "coder-2.csv").rename(tmp_path / "zhang.csv")
    found = read_sheet(path, sample.key)
    assert (found.coder, found.missing, len(found.answers)) == ("zhang", (), 15)


def test_what_is_no_sheet_is_refused_in_one_line(sample, tmp_path):
    book = Workbook()
    book.active["A1"] = "nothing"
    book.save(tmp_path / "other.xlsx")
    files = {
        "old.xls": b"\xd0\xcf\x11\xe0" + bytes(100),
        "broken.xlsx": b"PK\x03\x04" + bytes(100),
        "empty.csv": b"",
        "prose.csv": b"Dear all,\nplease find\n",
        "picture.png": bytes(range(256)),
        "other.xlsx": (tmp_path / "other.xlsx").read_bytes(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadSheet, match=name) as refused:
            read_sheet(tmp_path / name, sample.key)
        assert "\n" not in str(refused.value)
    with pytest.raises(BadSheet, match="cannot be read"):
        read_sheet(tmp_path / "none.csv", sample.key)
