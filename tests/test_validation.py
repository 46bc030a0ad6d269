import csv
import io
import json
import os
import random
import statistics
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from scipy.stats import binomtest

from policytext.errors import BadQuery
from policytext.pipeline import build_store
from policytext.store.reading import open_store
from policytext.validation import (
    Sheet,
    draw_sample,
    read_key,
    read_sheet,
    score_files,
    score_sheets,
    write_sample,
)
from policytext.validation.estimates import (
    Counted,
    Estimate,
    estimate_share,
    estimate_total,
    find_wilson,
)
from policytext.validation.key import BadSheet
from policytext.validation.sampling import Design
from policytext.validation.scoring import ALL, MAJORITY, find_verdict

THEME = """
[[themes]]
id = "gonghui"
kind = "organization"
path = ["Mass organizations"]
scope_note = "The union of workers."
sources = ["none"]
zh = { canonical = "工会", certainty = "certain" }
en = { preferred = "trade union" }

[[themes]]
id = "gongqingtuan"
kind = "organization"
path = ["Mass organizations"]
scope_note = "Of youth."
sources = ["none"]
zh = { canonical = "共青团", certainty = "certain" }
en = { preferred = "Youth League" }
"""

# Forty passages name the union and are tagged, ten of them with another meaning; six of the thirty
# near ones and two of the ninety far ones name it in words that are no form of it.
PASSAGES = [
    *(["The trade union truly helps its members at number {n}."] * 30),
    *(["A trade union of two firms that swap goods is meant at number {n}."] * 10),
    *(["The union of the labouring people truly met at number {n}."] * 6),
    *(["A union of two provinces is spoken of at number {n}."] * 24),
    *(["The workers' body truly met at number {n}."] * 2),
    *(["Roads and water were repaired at number {n}."] * 88),
]
N_TAGGED, N_NEAR, N_FAR = 40, 30, 90
PRECISION, RECALL, N_MISSED = 30 / 40, 30 / 38, 8


def truth(text):
    return "yes" if "truly" in text else "no"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a store of one paper whose passages tell what is true of them."""
    folder = tmp_path_factory.mktemp("validation")
    (folder / "papers").mkdir()
    (folder / "themes").mkdir()
    (folder / "themes" / "all.toml").write_text(THEME, "utf-8")
    text = "\n\n".join(passage.format(n=n) for n, passage in enumerate(PASSAGES, start=1))
    (folder / "papers" / "paper.txt").write_text(f"On unions\n\n1. Findings\n\n{text}\n", "utf-8")
    path = folder / "policytext.db"
    assert build_store(folder, path).problems == ()
    with open_store(path) as store:
        yield store


@pytest.fixture
def sample(made):
    return draw_sample(made, ["gonghui"], Design(tagged=8, untagged=8))


@pytest.fixture
def sent(sample, tmp_path):
    """Return the folder a sample was written to, as CSV and Excel."""
    write_sample(sample, tmp_path / "v", ("csv", "xlsx"))
    return tmp_path / "v"


def fill(sample, coder="coder-1", answer=truth):
    rows = sample.key.coders.get(coder) or sample.key.coders["coder-1"]
    answers = {row: answer(sample.cells[row]["passage"]) for row in rows}
    return Sheet(coder, f"{coder}.csv", answers, {}, ())


def read_cells(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def write_cells(path, rows, encoding="utf-8-sig", **how):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), **how)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding, "replace"))
    return path


def answered(sent, answer=truth):
    rows = read_cells(sent / "sheets" / "coder-1.csv")
    return [row | {"answer": answer(row["passage"])} for row in rows]


# sampling


def test_each_stratum_is_as_large_as_the_corpus_makes_it(made):
    strata = draw_sample(made, ["gonghui"]).key.strata
    assert [(s.name, s.size, s.n_rows) for s in strata] == [
        ("tagged", N_TAGGED, 10),
        ("near", N_NEAR, 5),
        ("far", N_FAR + 1, 5),  # the heading is a passage too
    ]


def test_every_row_has_the_probability_with_which_it_was_drawn(sample):
    sizes = {s.name: (s.n_rows, s.size) for s in sample.key.strata}
    for question in sample.key.questions:
        n, size = sizes[question.stratum]
        assert question.probability == n / size


def test_what_one_kind_of_untagged_passage_cannot_give_the_other_does(made):
    strata = draw_sample(made, ["gonghui"], Design(tagged=100, untagged=100)).key.strata
    assert [s.n_rows for s in strata] == [N_TAGGED, N_NEAR, 70]


def test_a_theme_that_is_never_tagged_can_be_asked_for(made):
    key = draw_sample(made, ["gongqingtuan"]).key
    assert {q.tagged for q in key.questions} == {False}


def test_without_themes_every_mentioned_one_is_asked_for(made):
    assert list(draw_sample(made).key.themes) == ["gonghui"]


def test_more_rows_keep_those_there_were(made):
    few, many = (
        {q.passage_id for q in draw_sample(made, ["gonghui"], Design(n, n)).key.questions}
        for n in (6, 12)
    )
    assert few < many


def test_another_theme_leaves_the_rows_of_a_theme_as_they_are(made):
    alone = draw_sample(made, ["gonghui"]).key
    both = draw_sample(made, ["gonghui", "gongqingtuan"]).key
    assert {q.passage_id for q in alone.questions} == {
        q.passage_id for q in both.questions if q.theme_id == "gonghui"
    }


def test_a_theme_tagged_in_fewer_passages_than_asked_for_is_told(made):
    notes = draw_sample(made, ["gonghui", "gongqingtuan"]).notes
    assert "30 rows for 2 themes; coder-1 30, coder-2 30." in notes[0]
    assert notes[1].startswith("1 of 2 themes are tagged in fewer than 10 passages")


def test_another_seed_draws_other_rows(made):
    drawn = [
        {q.passage_id for q in draw_sample(made, ["gonghui"], Design(seed=seed)).key.questions}
        for seed in (1, 2)
    ]
    assert drawn[0] != drawn[1]


@pytest.mark.parametrize(
    ("design", "says"),
    [
        (Design(tagged=0, untagged=0), "at least one"),
        (Design(untagged=1), "Ask for 2 or more, or for 0."),
        (Design(coders=0), "0 coders cannot code"),
        (Design(overlap=1.5), "a number from 0 to 1"),
    ],
)
def test_a_design_that_cannot_be_drawn_is_refused(made, design, says):
    with pytest.raises(BadQuery, match=says):
        draw_sample(made, ["gonghui"], design)


def test_coders_share_the_rows_they_overlap_in_and_divide_the_others(made):
    key = draw_sample(made, ["gonghui"], Design(coders=3, overlap=0.5)).key
    first, second, third = (set(rows) for rows in key.coders.values())
    assert len(first & second & third) == 10
    assert first & second == second & third == first & third
    assert len(first | second | third) == len(key.questions) == 20


def test_each_coder_has_the_rows_in_another_order(sample):
    first, second = sample.key.coders.values()
    assert first != second
    assert set(first) == set(second)


# blindness


def test_nothing_in_a_sheet_but_the_passage_differs_between_tagged_and_untagged_rows(sample):
    tagged = {q.row: q.tagged for q in sample.key.questions}
    shown = {
        is_tagged: {
            tuple(text for name, text in cells.items() if name not in ("row", "passage", "section"))
            for row, cells in sample.cells.items()
            if tagged[row] is is_tagged
        }
        for is_tagged in (True, False)
    }
    assert shown[True] == shown[False]
    assert len(shown[True]) == 1


def test_neither_the_name_of_a_row_nor_its_place_tells_what_is_tagged(made):
    # Over many seeds the mean rank of tagged rows is that of all rows.
    by_name, by_place = [], []
    for seed in range(60):
        key = draw_sample(made, ["gonghui"], Design(seed=seed)).key
        tagged = {q.row for q in key.questions if q.tagged}
        names = sorted(q.row for q in key.questions)
        by_name += [names.index(row) for row in tagged]
        by_place += [key.coders["coder-1"].index(row) for row in tagged]
    # 600 ranks of 0 to 19: mean 9.5, standard error below 5.77 / sqrt(600) = 0.24.
    assert statistics.fmean(by_name) == pytest.approx(9.5, abs=0.75)
    assert statistics.fmean(by_place) == pytest.approx(9.5, abs=0.75)


def test_the_sheets_hold_no_word_of_the_key(sent):
    for path in (sent / "sheets").iterdir():
        data = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                data = b"".join(book.read(name) for name in book.namelist())
        for secret in (b"tagged", b"stratum", b"probability", b"paper:"):
            assert secret not in data


def test_the_key_stands_apart_from_the_sheets(sent):
    assert sorted(p.name for p in sent.iterdir()) == ["key.json", "sheets"]
    assert {p.stem for p in (sent / "sheets").iterdir()} == {"coder-1", "coder-2"}


# files


def test_the_same_store_and_seed_give_the_same_bytes_whatever_the_hash_seed(store_path, tmp_path):
    program = (
        "import sys; from pathlib import Path; from policytext.store.reading import open_store;"
        "from policytext.validation import draw_sample, write_sample;"
        "s = draw_sample(open_store(Path(sys.argv[1])), ['liangge-fugai']);"
        "write_sample(s, Path(sys.argv[2]), ('xlsx', 'csv'))"
    )
    made = []
    for seed in ("0", "4242"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", program, str(store_path), str(out)],
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed[0]}"},
        )
        made.append({p.name: p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()})
    assert made[0] == made[1]
    assert len(made[0]) == 5


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


# estimates


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_is_the_one_scipy_has(share):
    n_yes, n = share
    reference = binomtest(n_yes, n).proportion_ci(method="wilson")
    assert find_wilson(n_yes, n) == pytest.approx((reference.low, reference.high), abs=1e-9)


def test_a_total_of_one_stratum_has_wilsons_limits():
    total = estimate_total([Counted(size=50, n=10, n_yes=8)])
    low, high = find_wilson(8, 10)
    assert (total.low, total.value, total.high) == pytest.approx((50 * low, 40, 50 * high))


def test_a_total_and_a_share_worked_by_hand():
    # 3 of 4 of 20 and 1 of 2 of 10: 15 + 5.
    hits = estimate_total([Counted(20, 4, 3), Counted(10, 2, 1)])
    assert hits.value == 20
    # With 20 hits and 5 missed, recall is 0.8, whatever the limits.
    assert estimate_share(hits, Estimate(5, 2, 9)).value == 0.8


counted = st.integers(1, 30).flatmap(
    lambda n: st.builds(Counted, size=st.integers(n, 500), n=st.just(n), n_yes=st.integers(0, n))
)


@given(st.lists(counted, min_size=1, max_size=4), st.lists(counted, max_size=4))
def test_a_share_lies_within_its_limits_and_those_within_0_and_1(hits, missed):
    share = estimate_share(estimate_total(hits), estimate_total(missed))
    assert share is None or 0 <= share.low <= share.value <= share.high <= 1


@given(counted, counted)
def test_the_share_of_the_others_has_the_opposite_limits(hits, missed):
    share = estimate_share(estimate_total([hits]), estimate_total([missed]))
    other = estimate_share(estimate_total([missed]), estimate_total([hits]))
    if share and other:
        assert (share.low, share.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-9)


def test_a_recall_without_a_seen_miss_is_not_called_certain():
    share = estimate_share(
        estimate_total([Counted(30, 10, 10)]), estimate_total([Counted(150, 10, 0)])
    )
    assert share.value == 1
    assert share.low < 0.5


# scoring


def test_what_all_passages_say_is_what_is_found(made):
    sample = draw_sample(made, ["gonghui"], Design(tagged=1000, untagged=1000))
    found = score_sheets(sample.key, [fill(sample)], draws=10).quality[0]
    assert found.precision == PRECISION
    assert found.recall == RECALL
    assert found.n_missed == N_MISSED
    assert found.f1 == pytest.approx(2 * PRECISION * RECALL / (PRECISION + RECALL))
    assert (found.precision_low, found.precision_high) == pytest.approx(find_wilson(30, 40))


def test_over_many_seeds_the_estimates_are_right_on_average_and_the_intervals_hold(made):
    found = []
    for seed in range(250):
        sample = draw_sample(made, ["gonghui"], Design(tagged=15, untagged=40, seed=seed))
        found.append(score_sheets(sample.key, [fill(sample)], draws=0).quality[0])
    for name, true in (("precision", PRECISION), ("n_missed", N_MISSED)):
        values = [getattr(quality, name) for quality in found]
        error = statistics.stdev(values) / len(values) ** 0.5
        assert statistics.fmean(values) == pytest.approx(true, abs=4 * error), name
    # A ratio of two unbiased estimates is only nearly unbiased (Cochran 1977, ch. 6).
    assert statistics.fmean(q.recall for q in found) == pytest.approx(RECALL, abs=0.03)
    for name, true in (("precision", PRECISION), ("recall", RECALL)):
        held = [getattr(q, f"{name}_low") <= true <= getattr(q, f"{name}_high") for q in found]
        assert statistics.fmean(held) >= 0.95, name


def test_weights_are_needed_the_plain_share_of_the_rows_is_far_off(sample):
    found = score_sheets(sample.key, [fill(sample)], draws=0).quality[0]
    assert found.n_missed == sum(
        1 / q.probability
        for q in sample.key.questions
        if not q.tagged and truth(sample.cells[q.row]["passage"]) == "yes"
    )


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (("yes", "yes", "no"), "yes"),
        (("yes", "unsure", "unsure"), "yes"),
        (("no", "", ""), "no"),
        (("yes", "no", "unsure"), "tied"),
        (("unsure", "", ""), "unsure"),
        (("", "", ""), ""),
    ],
)
def test_the_verdict_is_that_of_most_who_decided(answers, verdict):
    sheets = [Sheet(str(n), "", {"r": answer}, {}, ()) for n, answer in enumerate(answers)]
    assert find_verdict(sheets, "r") == verdict


def test_rows_without_a_verdict_are_counted_and_left_out(sample):
    rows = sample.key.coders["coder-1"]
    first, second = fill(sample), fill(sample, "coder-2")
    opposite = {"yes": "no", "no": "yes"}
    for sheet in (first, second):
        sheet.answers[rows[0]] = ""
        sheet.answers[rows[1]] = "unsure"
    second.answers[rows[2]] = opposite[first.answers[rows[2]]]
    score = score_sheets(sample.key, [first, second], draws=10)
    found = score.quality[0]
    assert (found.n_rows, found.n_unanswered, found.n_unsure, found.n_tied) == (16, 1, 1, 1)
    assert found.n_tagged_coded + found.n_untagged_coded == 13
    assert "1 unanswered, 1 unsure, 1 tied" in " ".join(score.notes)
    assert {d.row for d in score.disagreements} == {rows[1], rows[2]}


def test_one_coder_has_no_alpha_and_is_told_so(sample):
    score = score_sheets(sample.key, [fill(sample)])
    assert score.agreement == ()
    assert score.notes[-1].startswith("One coder only: Krippendorff's alpha is not computed.")


def test_coders_are_scored_together_and_each_alone(sample):
    score = score_sheets(
        sample.key, [fill(sample), fill(sample, "coder-2", lambda _: "yes")], draws=10
    )
    by_judge = {(q.theme, q.judge): q for q in score.quality}
    assert list(by_judge) == [
        ("gonghui", MAJORITY),
        (ALL, MAJORITY),
        (ALL, "coder-1"),
        (ALL, "coder-2"),
    ]
    assert by_judge[ALL, "coder-2"].precision == 1
    assert by_judge[ALL, MAJORITY].n_tied == len(score.disagreements)


def test_agreement_is_that_of_the_answers(sample):
    dice = random.Random(3)  # noqa: S311
    noisy = fill(sample, "coder-2", lambda text: truth(text) if dice.random() < 0.8 else "unsure")
    (theme, total) = score_sheets(sample.key, [fill(sample), noisy], draws=200).agreement
    n_alike = sum(noisy.answers[row] == a for row, a in fill(sample).answers.items())
    assert (theme.n_rows, theme.n_alike, theme.agreement) == (16, n_alike, n_alike / 16)
    assert theme.alpha_low <= theme.alpha <= theme.alpha_high
    assert total.alpha == theme.alpha


def test_nothing_decided_gives_no_number_and_no_error(sample):
    score = score_sheets(sample.key, [fill(sample, answer=lambda _: "")] * 2, draws=10)
    found = score.quality[0]
    assert (found.precision, found.recall, found.f1, found.n_unanswered) == (None, None, None, 16)
    assert "No row was answered by two coders" in score.notes[-1]


def test_a_theme_that_is_never_tagged_but_named_has_a_recall_of_zero(made):
    sample = draw_sample(made, ["gongqingtuan"], Design(untagged=1000))
    found = score_sheets(sample.key, [fill(sample)]).quality[0]
    assert (found.precision, found.recall, found.n_missed) == (None, 0, 38)


def test_of_all_themes_each_weighs_as_many_passages_as_it_tags(store):
    themes = [store.find_theme("群团组织"), store.find_theme("两个覆盖")]
    sample = draw_sample(store, themes, Design(tagged=5, untagged=4))
    wrong = next(q.row for q in sample.key.questions if q.tagged and q.theme_id == themes[0])
    answers = {q.row: "yes" if q.tagged else "no" for q in sample.key.questions} | {wrong: "no"}
    score = score_sheets(sample.key, [Sheet("a", "", answers, {}, ())])
    sizes = {s.theme_id: s.size for s in sample.key.strata if s.name == "tagged"}
    found = {q.theme: q for q in score.quality}
    assert found[themes[0]].precision == 0.8
    assert found[ALL].precision == pytest.approx(1 - 0.2 * sizes[themes[0]] / sum(sizes.values()))
    assert [(f.kind, f.row) for f in score.faults] == [("wrongly tagged", wrong)]


def test_filled_files_are_scored_each_as_another_coder(sent):
    first = write_cells(sent / "zhang.csv", answered(sent))
    second = write_cells(sent / "li.csv", answered(sent), "gb18030")
    score = score_files([first, second], sent / "key.json", draws=50)
    assert [(s.coder, s.n_rows, s.n_missing) for s in score.sheets] == [
        ("zhang", 16, 0),
        ("li", 16, 0),
    ]
    assert score.agreement[-1].alpha == 1
    with pytest.raises(BadSheet, match="named twice"):
        score_files([first, first], sent / "key.json")


def test_rows_missing_from_a_sheet_count_as_unanswered(sent):
    path = write_cells(sent / "zhang.csv", answered(sent)[:10])
    score = score_files([path], sent / "key.json", draws=0)
    assert score.quality[-1].n_unanswered == 6
    assert any("zhang: 6 rows of the sheet are missing" in note for note in score.notes)


def test_the_key_says_what_made_the_sample(sent):
    key = json.loads((sent / "key.json").read_text("utf-8"))
    assert key["parameters"]["seed"] == 1949
    assert len(key["fingerprint"]) == 64
    assert set(key["questions"][0]) == {
        "row", "theme_id", "passage_id", "stratum", "probability", "tagged"
    }  # fmt: skip
