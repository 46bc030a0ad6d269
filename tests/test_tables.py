import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.tables import display_width, fold_cell, neutralise, render

ROWS = [
    {"term": "两个覆盖", "n": 2, "share": 0.5},
    {"term": "two coverage", "n": 10, "share": None},
]


def test_a_table_lines_up_chinese_and_english_in_a_terminal():
    assert render(ROWS, "table", width=80).splitlines() == [
        "term           n  share",
        "────────────  ──  ─────",
        "两个覆盖       2    0.5",
        "two coverage  10",
    ]


def test_a_table_in_a_pipe_is_tab_separated_and_whole():
    rows = [{"text": "a\tlong\nline " * 30}]
    lines = render(rows, "table").splitlines()
    assert len(lines) == 2
    assert "\t" not in lines[1]
    assert "…" not in lines[1]


EDGES = [
    {"neighbor": f"theme-{n}", "n_cooc": n, "expected": 1.5, "dice": 0.25 + n, "pmi": 1.0 + n, "p_adj": 0.5 + n}
    for n in (1, 2)
]  # fmt: skip


def test_a_table_too_wide_for_its_terminal_names_the_statistics_it_leaves_out():
    table, note = render(EDGES, "table", width=24).split("\n\n")[-2:]
    assert table.splitlines()[-1].split() == ["theme-2", "2", "2.5"]
    assert " ".join(note.split()).startswith("No room for dice, pmi:")


def test_a_single_row_is_shown_with_all_its_numbers_however_narrow_the_terminal():
    text = render(EDGES[0], "table", width=24)
    assert all(f"{name} " in text for name in EDGES[0])


def test_terminal_codes_in_a_text_do_not_reach_the_terminal():
    assert "\x1b" not in render([{"text": "\x1b[31mred\x1b]0;title\x07"}], "table")


@pytest.mark.parametrize("form", ["table", "csv", "jsonl", "markdown"])
def test_no_rows_print_nothing(form):
    assert render([], form) == ""


def test_no_rows_are_an_empty_list_in_json():
    assert json.loads(render([], "json")) == []


def test_json_lines_hold_one_row_each_with_chinese_as_itself():
    assert render(ROWS, "jsonl").splitlines()[0] == '{"term": "两个覆盖", "n": 2, "share": 0.5}'


def test_a_row_by_itself_is_a_json_object():
    assert json.loads(render(ROWS[0], "json")) == ROWS[0]


def test_markdown_cells_cannot_break_out_of_their_table():
    assert render([{"a": "x|y\nz"}], "markdown").splitlines()[2] == "| x\\|y z |"


def test_long_cells_are_folded_to_the_width_of_the_terminal():
    text = render([{"text": "党的建设 " * 40}], "table", width=40)
    assert max(map(display_width, text.splitlines())) <= 40


def test_rows_that_end_in_a_long_text_are_read_as_paragraphs_under_their_other_cells():
    rows = [
        {"rank": 1, "passage_id": "a:1", "page": "", "snippet": "the level of two coverage " * 8}
    ]
    lines = render(rows, "table", width=60).splitlines()
    assert lines[0] == "1 · a:1"
    assert all(line.startswith("   ") for line in lines[1:])
    assert max(map(display_width, lines)) <= 60


def test_a_long_value_that_is_no_text_leaves_every_value_its_name():
    rows = [{"doc_id": "a", "year": 2006, "licence": n, "facets": "kind=法; " * 20} for n in "xy"]
    text = render(rows, "table", width=60)
    assert all(head in text for head in rows[0])


def test_a_concordance_that_is_too_wide_gives_up_what_its_passage_id_says_and_keeps_every_node():
    rows = [
        {
            "passage_id": f"a:{n}",
            "section": f"{n}. Long " * 20,
            "left": f"l{n}",
            "node": "四化",
            "right": "now",
        }
        for n in (1, 2)
    ]
    heads, _, *lines = render(rows, "table", width=60).splitlines()
    assert heads.split() == ["passage_id", "left", "node", "right"]
    assert all("四化" in line for line in lines)


def test_a_wide_table_states_once_what_is_the_same_in_every_row_and_drops_what_is_empty():
    rows = [
        {"concept": "群团组织", "neighbor": name, "sense": "", "note": "long " * 12}
        for name in ("改革", "上海")
    ]
    stated, table = render(rows, "table", width=60).split("\n\n")
    assert stated.startswith("concept 群团组织 · note long")
    assert table.splitlines()[0].split() == ["neighbor"]


def test_a_table_with_room_for_positions_keeps_them_and_gives_up_the_section_first():
    rows = [
        {"passage_id": f"a:{n}", "section": "1. Long " * 20, "char_start": n, "surface": f"x{n}"}
        for n in (1, 2)
    ]
    rows[1]["section"] = "2. Longer " * 20
    heads = render(rows, "table", width=60).splitlines()[0].split()
    assert heads == ["passage_id", "char_start", "surface"]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_no_table_is_wider_than_its_terminal(width):
    rows = [
        {f"column_{n}": f"value {n} of {m}" for n in range(14)} | {"same": "word " * 30}
        for m in range(3)
    ]
    assert max(map(display_width, render(rows, "table", width).splitlines())) <= width


def test_the_contexts_of_a_concordance_are_cut_at_their_far_ends():
    rows = [{"passage_id": "a:1", "left": "加强 " * 30 + "去", "node": "四化", "right": "of " * 40}]
    (line,) = render(rows, "table", width=60).splitlines()[2:]
    assert "去  四化  of of" in line
    assert display_width(line) <= 60


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "＝1+1", " =1", "\u00a0=1"]
)
def test_a_spreadsheet_runs_nothing_it_reads(cell):
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("number", ["-1", "+2.5", "-1e-05", "0"])
def test_numbers_are_left_alone(number):
    assert neutralise(number) == number


@given(
    st.lists(
        st.text(
            alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"),
            max_size=20,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_csv_reads_back(cells):
    text = render([dict(enumerate(cells))], "csv")
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert [cell.removeprefix("'") for cell in row] == [
        neutralise(cell).removeprefix("'") for cell in cells
    ]


@given(st.text(alphabet="ab 中文，", max_size=40), st.integers(2, 12))
def test_folding_a_cell_keeps_every_letter_and_fits(text, size):
    lines = fold_cell(text, size)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(line) <= size for line in lines)
