"""Statistics come out as the works print them that introduced them."""

import math
import tomllib
from pathlib import Path

import pytest

from policytext import contingency as table
from policytext.collocation import (
    Meeting,
    measure_delta_p_backward,
    measure_delta_p_forward,
    measure_mi,
)
from policytext.dispersion import Parts
from policytext.keywords.methods import measure_cvalues

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "statistics.toml").read_text(encoding="utf-8")
)


def cases(name):
    return [pytest.param(case, id=case["label"]) for case in CASES[name]]


def is_printed(value, case):
    """Tell whether a value is what was printed: rounded to the decimals there, or cut off."""
    scale = 10 ** case.get("places", 2)
    shown = math.floor(value * scale) / scale if case.get("cut") else round(value * scale) / scale
    return shown == pytest.approx(case["expect"], abs=1e-9)


def meet(both, first, second, neither):
    """Return the meeting of two words from the four cells of their table."""
    return Meeting(both, both + first, both + second, both + first + second + neither, both + first)


@pytest.mark.parametrize("case", cases("log_likelihood"))
def test_dunnings_log_likelihoods(case):
    both, first, second, neither = case["cells"]
    assert is_printed(table.measure_g2(both, second, both + first, second + neither), case)


@pytest.mark.parametrize("case", cases("mutual_information"))
def test_church_and_hanks_association_ratios(case):
    both, first, second = case["counts"]
    assert is_printed(measure_mi(Meeting(both, first, second, case["n"], first)), case)


@pytest.mark.parametrize("case", cases("delta_p"))
def test_gries_directions_of_attraction(case):
    meeting = meet(*case["cells"])
    assert round(measure_delta_p_forward(meeting), 3) == case["forward"]
    assert round(measure_delta_p_backward(meeting), 3) == case["backward"]


@pytest.mark.parametrize("case", cases("log_ratio"))
def test_hardies_log_ratios(case):
    assert is_printed(table.measure_log_ratio(*case["table"]), case)


@pytest.mark.parametrize("case", cases("specificity"))
def test_lafons_probability(case):
    found = table.measure_specificity(*case["table"])
    assert found < 0  # rarer than its share
    assert 10**found == pytest.approx(case["probability"], rel=1e-5)


@pytest.mark.parametrize("case", cases("dispersion"))
def test_gries_deviations_of_proportions(case):
    parts = Parts({str(n): size for n, size in enumerate(case["sizes"])})
    found = parts.measure({str(n): count for n, count in enumerate(case["counts"])})
    assert (round(found.dp, 2), round(found.dp_norm, 2)) == (case["dp"], case["dp_norm"])


@pytest.mark.parametrize("case", cases("false_discovery"))
def test_benjamini_and_hochbergs_discoveries(case):
    assert sum(p <= 0.05 for p in table.adjust_bh(case["ps"])) == case["bh"]
    assert sum(p <= 0.05 for p in table.adjust_bonferroni(case["ps"])) == case["bonferroni"]


def test_frantzis_c_values():
    numbers = {}
    terms = {
        case["label"]: tuple(numbers.setdefault(w, len(numbers)) for w in case["label"].split())
        for case in CASES["cvalue"]
    }
    found = measure_cvalues({terms[case["label"]]: case["n"] for case in CASES["cvalue"]})
    for case in CASES["cvalue"]:
        assert is_printed(found[terms[case["label"]]], case), case["label"]


@pytest.mark.parametrize("case", cases("rayson"))
def test_the_lancaster_calculators_log_likelihood(case):
    assert is_printed(table.measure_g2_rayson(*case["table"]), case)
