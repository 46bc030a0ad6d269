"""Samples for coders: how they are drawn, and that they are blind."""

import statistics
import zipfile

import pytest
from tests.validation.coding import N_FAR, N_NEAR, N_TAGGED

from policytext.errors import BadQuery
from policytext.validation import (
    draw_sample,
)
from policytext.validation.sampling import Design


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
