import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.discovery.english import find_english
from policytext.discovery.english_phrases import ANCHOR, find_anchors

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "discovery-english.toml").read_text("utf-8")
)


def read(cases):
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case.get("status") == "fail" else [],
        )
        for case in cases
    ]


def show(text):
    return [("" if c.certain else "?") + c.text for c in find_english(text)]


def normals(*texts):
    return {c.normal for text in texts for c in find_english(text)}


@pytest.mark.parametrize("case", read(CASES["formulae"]))
def test_a_formula_is_found_as_papers_write_it(case):
    assert show(case["text"]) == case["expect"]


@pytest.mark.parametrize("case", read(CASES["plain"]))
def test_what_only_counts_is_no_formula(case):
    assert show(case["text"]) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("the “four comprehensive” layout", "the Four Comprehensives", "the four comprehensives"),
        ("the “three synchronizations”", "the “Three Synchronizes”", "the “3 synchronization”"),
        ("a five-in-one layout", "the “Five in one” layout", "the “5-in-1” layout"),
        ("“two studies and one action”", "the Two Studies, One Action campaign"),
        ("the “333” work method", 'the "333" Law'),
        ("the “1+N” scheme", "a 1 + N policy system"),
        ("the one-child policy", "the One-Child Policy"),
    ],
)
def test_the_ways_of_writing_a_formula_share_one_normal_form(texts):
    assert len(normals(*texts)) == 1


@pytest.mark.parametrize(
    "texts",
    [
        ("the “three represents”", "the “three representatives”"),
        ("the “two coverage”", "the “two comprehensive coverage”"),
        ("the “four consciousnesses”", "the “four self-confidences”"),
        ("the “three stricts”", "the “two stricts”"),
        ("the “333” work method", "the “531” work method"),
    ],
)
def test_different_formulae_keep_different_normal_forms(texts):
    assert len(normals(*texts)) == len(texts)


def test_the_numerals_of_a_chain_stand_in_order():
    (found,) = find_english("the “two studies and one action” education")
    assert (found.numerals, found.shape, found.quoted) == ((2, 1), "chain", True)


def test_a_slogan_has_no_numerals():
    (found,) = find_english("build “small government, big society” there")
    assert (found.numerals, found.shape) == ((), "parallel slogan")


def test_the_longest_formula_stands():
    assert show("the “three cuts, one reduction and one improvement” task") == [
        "three cuts, one reduction and one improvement"
    ]


def test_a_label_once_quoted_is_found_again_without_its_marks():
    first, second = find_english("The “three lines” are drawn; the three lines hold.")
    assert (first.quoted, second.quoted, second.certain) == (True, False, True)


PIECES = st.lists(
    st.sampled_from(
        [
            "two coverage", "“", "”", '"', "’", "'", "Four Olds", "one", "one country, two systems", "333", "+", "1+N",
            "five-in-one", "The", "of", "and", ", ", ". ", " ", "\n", "double", "dual management system", "ß", "İ", "ﬁ",
            "两个覆盖", "everyone is here, ", "co-", "governance", "trilogy", "Gang of Four", "-", "–", "twenty", "hundred",
            "2-4-4-2", "party leadership, government responsibility, ", "Points", "policy", "三", "²", "１", "٣",
        ]
    ),
    max_size=14,
).map(lambda parts: "".join(part + (" " if part[-1:].isalpha() else "") for part in parts))  # fmt: skip


@given(st.one_of(PIECES, st.text(max_size=80)))
def test_every_candidate_shows_its_text_and_none_overlaps_another(text):
    found = find_english(text)
    assert all(text[c.start : c.end] == c.text and c.text and c.normal for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text("onetwsixhudr -1209.,$(A“”İ", max_size=40))
def test_numerals_are_found_wherever_the_pattern_alone_finds_them(text):
    spans = [match.span() for match in find_anchors(text)]
    assert spans == [match.span() for match in ANCHOR.finditer(text)]
