"""The authority file as TOML and as a spreadsheet, and what holds for every format."""

import csv
import io
import tomllib

import pytest
from hypothesis import given

from policytext.errors import BadTheme
from policytext.exchange import (
    compare_themes,
    guess_format,
    import_themes,
    write_new,
)
from policytext.exchange.entries import from_entry, to_entry, write_entries
from policytext.exchange.spreadsheet import read_spreadsheet, write_spreadsheet
from policytext.themes import load_themes
from theme_strategies import (
    THEME,
    make,
    only,
    simple,
)

# --- TOML


@given(THEME)
def test_a_theme_written_as_toml_is_read_back_the_same(theme):
    (table,) = tomllib.loads(write_entries([theme]))["themes"]
    assert make(table) == theme


def test_what_is_written_has_the_layout_of_the_authority_file():
    note = "What it means here, and what it is not, which takes a sentence or two to say. " * 3
    text = write_entries(
        [simple(scope_note=note, members=[{"zh": "组织覆盖"}, {"zh": "工作覆盖"}])]
    )
    assert 'scope_note = """\nWhat it means' in text
    assert 'members = [\n    { zh = "组织覆盖" },\n    { zh = "工作覆盖" },\n]' in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_name_with_a_line_break_is_refused():
    theme, faults = from_entry(to_entry(simple()) | {"en": {"preferred": "two\ncoverage"}}, "f:3")
    assert theme is None
    assert faults == [r"f:3: a: 'two\ncoverage' holds a line break; expected one line."]


def test_a_fault_of_a_form_is_told_once_with_what_was_found():
    entry = to_entry(simple()) | {
        "en": {"preferred": "x", "forms": [{"text": "x*", "match": "regex"}]}
    }
    assert from_entry(entry, "f:3")[1] == [
        (
            "f:3: a: en.forms.0: cannot be looked for: matches the empty text "
            "(found {'text': 'x*', 'match': 'regex'})."
        )
    ]


def test_a_missing_and_a_strange_field_are_named():
    entry = to_entry(simple()) | {"colour": "red"}
    del entry["kind"]
    assert from_entry(entry, "f")[1] == ["f: a: kind: is missing.", "f: a: colour: no such field."]


# --- CSV


def test_lines_end_as_excel_ends_them():
    text = write_spreadsheet([simple()])
    assert text.count("\r\n") == text.count("\n") == 2


@given(THEME)
def test_a_theme_written_as_csv_is_read_back_the_same(theme):
    assert only(read_spreadsheet(write_spreadsheet([theme]).encode(), "t.csv")) == theme


@given(THEME)
def test_no_cell_runs_in_a_spreadsheet(theme):
    text = write_spreadsheet([theme])
    assert text.startswith("\ufeff")
    for row in csv.reader(io.StringIO(text[1:], newline="")):
        for cell in row:
            assert not cell.lstrip().startswith(tuple("=+@＝＋－＠")) or cell.startswith("'")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_is_read_however_excel_saved_it(encoding, delimiter):
    theme = simple(zh={"canonical": "两个覆盖", "certainty": "certain"})
    rows = list(csv.reader(io.StringIO(write_spreadsheet([theme])[1:], newline="")))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([*rows, [""] * len(rows[0])])
    contents = read_spreadsheet(out.getvalue().encode(encoding), "t.csv")
    assert not contents.faults
    assert make(contents.entries[0][1]) == theme
    assert [("GB18030" in loss) for loss in contents.losses] == [True] * (encoding == "gb18030")


def edit(theme, column, change):
    """Return a theme after a person changed one cell of its row."""
    head, row = csv.reader(io.StringIO(write_spreadsheet([theme])[1:], newline=""))
    at = head.index(column)
    row[at] = change(row[at])
    out = io.StringIO()
    csv.writer(out).writerows([head, row])
    return only(read_spreadsheet(out.getvalue().encode(), "t.csv"))


COVERED = {
    "preferred": "two coverage",
    "forms": ["two covers", {"text": "covered", "kind": "corrupt", "context": {"any": ["party"]}}],
}


def test_a_form_added_in_the_sheet_is_a_new_form_in_a_line_or_after_a_bar():
    theme = simple(en=COVERED)
    for added in (" | both covers", "\nboth covers"):
        back = edit(theme, "en_forms", lambda cell, added=added: cell + added)
        assert [form.text for form in back.forms][-1] == "both covers"
        assert back.forms[:-1] == theme.forms
        assert compare_themes([back], [theme])[0].fields == ("en",)


def test_a_form_taken_out_of_the_sheet_is_gone_with_its_context():
    theme = simple(en=COVERED)
    assert [f.text for f in edit(theme, "en_forms", lambda _: "two covers").forms] == [
        "two coverage",
        "two covers",
    ]


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        (b"id,kind,numeral\na,formula,two\n", "t.csv: row 2: a: numeral: expected a whole number (found 'two')."),
        ("id,kind,numeral\na,formula,²\n".encode(), "expected a whole number"),
        (b"name\nx\n", "t.csv: row 1: has no column id and no column kind; expected id, kind, path"),
        (b"id,kind,id\na,b,c\n", "t.csv: row 1: has 'id' twice"),
        (b"", "t.csv: is empty"),
        (b"id,kind\na,concept,more\n", "t.csv: row 2: has more cells than there are columns."),
        (b"id,kind,rest\na,concept,{\n", "t.csv: row 2: a: rest: is no JSON"),
        (b"id,kind,rest\na,concept,[]\n", "t.csv: row 2: a: rest: expected a table"),
        (b'id,kind,rest\na,concept,"{""zh"": 3}"\n', "t.csv: row 2: a: rest: expected a table"),
        (b"id,kind\n\xff\xffa,concept\n", "t.csv: is neither UTF-8 nor GB18030 (byte 8)"),
    ],
)  # fmt: skip
def test_a_fault_in_a_sheet_is_named_with_file_row_and_column(sheet, says):
    assert any(says in fault for fault in read_spreadsheet(sheet, "t.csv").faults)


def test_a_fault_of_a_row_names_its_row_in_the_spreadsheet(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        'id,kind,path,en,scope_note,sources\n"a","concept",p,x,"two\nlines",s\nb,thing,p,y,n,s\n'
    )
    (fault,) = import_themes(path).faults
    assert fault.startswith("t.csv: row 3: b: kind: Input should be 'formula', 'concept'")


def test_a_column_that_is_not_ours_is_a_loss():
    assert read_spreadsheet(b"id,kind,colour\na,concept,red\n", "t").losses == [
        "columns: 1 left out, such as 'colour'"
    ]


def test_the_longest_cell_is_read():
    sheet = f"id,kind,scope_note\na,concept,{'x' * 200_000}\n"
    ((_, entry),) = read_spreadsheet(sheet.encode(), "t").entries
    assert len(entry["scope_note"]) == 200_000


# --- all of them


def test_no_file_is_overwritten(themes, tmp_path):
    path = tmp_path / "new.toml"
    write_new(themes[:1], path)
    with pytest.raises(OSError, match="nothing is overwritten"):
        write_new(themes[:1], path)


def test_what_is_written_for_review_loads(themes, tmp_path):
    write_new(themes, tmp_path / "new.toml")
    again, faults = load_themes(tmp_path)
    assert not faults
    assert {c.status for c in compare_themes(again, themes)} == {"unchanged"}


def test_new_and_changed_themes_are_told_from_unchanged_ones():
    old = [simple(), simple(id="b")]
    new = [simple(), simple("both", id="b"), simple(id="c")]
    assert [(c.status, c.fields) for c in compare_themes(new, old)] == [
        ("unchanged", ()),
        ("changed", ("en",)),
        ("new", ()),
    ]


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.ttl", b"", "skos"),
        ("a.TSV", b"", "cortext"),
        ("terms.txt", b"a\tb\tc|&|d", "cortext"),
        ("rules.txt", "# r\n＊c\nx".encode(), "khcoder"),
        ("x.txt", b"@prefix skos: <http://x> .", "skos"),
        ("x.txt", b"id,kind\n", "csv"),
        ("x.txt", b"hello", None),
    ],
)
def test_a_format_is_known_by_the_suffix_or_by_the_content(name, data, form):
    assert guess_format(name, data) == form


def test_a_file_that_is_nothing_we_know_or_not_there_is_refused(tmp_path):
    (tmp_path / "x.doc").write_text("hello")
    with pytest.raises(BadTheme, match="Say so with --from"):
        import_themes(tmp_path / "x.doc")
    with pytest.raises(BadTheme, match="cannot be read"):
        import_themes(tmp_path / "none.ttl")


def test_text_that_is_not_utf_8_is_reported(tmp_path):
    (tmp_path / "r.tsv").write_bytes("党建\t党建".encode("gb18030"))
    assert import_themes(tmp_path / "r.tsv").faults == (
        "r.tsv: is not UTF-8 (byte 0). Save it as UTF-8.",
    )


def test_an_id_that_is_there_twice_is_named_with_both_places(tmp_path):
    row = "a,concept,p,x,n,s\n"
    (tmp_path / "t.csv").write_text(f"id,kind,path,en,scope_note,sources\n{row}{row}")
    found = import_themes(tmp_path / "t.csv")
    assert found.faults == ("t.csv: row 3: a: is there already, in t.csv: row 2; that is taken.",)
    assert len(found.themes) == 1
