"""Precision, recall and agreement from filled sheets."""

import json
import random
import statistics

import pytest
from tests.validation.coding import (
    N_MISSED,
    PRECISION,
    RECALL,
    answered,
    fill,
    truth,
    write_cells,
)

from policytext.validation import (
    Sheet,
    draw_sample,
    score_files,
    score_sheets,
)
from policytext.validation.estimates import (
    find_wilson,
)
from policytext.validation.key import BadSheet
from policytext.validation.sampling import Design
from policytext.validation.scoring import ALL, MAJORITY, find_verdict


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
