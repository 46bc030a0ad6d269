"""Speeches and reports: when they were delivered and by whom, as the lines under their titles say."""

import tomllib
from pathlib import Path

import pytest

from policytext.passages import split_passages
from policytext.readers import plain
from policytext.records import Source
from policytext.structure import structure
from policytext.structure.outline import build_outline
from test_structure import check_spans

CASES = tomllib.loads((Path(__file__).parent / "cases" / "deliveries.toml").read_text("utf-8"))


def read(text):
    text = text.strip() + "\n"
    return structure(Source("a.txt", "plain", "utf-8", "", text, plain.split_blocks(text)), "a")


def list_cases(kind):
    return [pytest.param(case, id=case["label"]) for case in CASES[kind]]


@pytest.mark.parametrize("case", list_cases("delivered"))
def test_the_lines_under_a_title_say_when_it_was_delivered_and_by_whom(case):
    document = read(case["text"])
    check_spans(document)
    outline = build_outline(document)
    assert outline["title"]["text"] == case["title"]
    assert (outline["date"], outline["year"]) == (case["date"], int(case["date"][:4]))
    assert [author["name"] for author in outline["authors"]] == [case["speaker"]]
    assert (outline["official"] or {}).get("kind", "") == case["kind"]


@pytest.mark.parametrize("case", list_cases("delivered"))
def test_none_of_these_lines_is_counted(case):
    kept = [p.text for p in split_passages(read(case["text"])) if p.kind in ("prose", "heading")]
    assert kept[0] == case["begins"]


@pytest.mark.parametrize("case", list_cases("others"))
def test_what_only_looks_like_such_a_line_is_none(case):
    document = read(case["text"])
    assert (document.date, document.authors) == ("", ())
