"""Where texts spell out a formula, and whether it adds up."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.expansions import find_expansions
from policytext.folding import detect_language
from policytext.members import MemberFinder, read_label_numerals
from policytext.records import Form, Member, MemberSet, Passage, Theme
from policytext.text import build_reading

CASES = tomllib.loads((Path(__file__).parent / "cases" / "expansions.toml").read_text("utf-8"))


def passage(text, number=1):
    reading = build_reading(text, [(0, len(text))])
    return Passage(
        f"d:{number}",
        "d",
        "prose",
        "",
        detect_language(text),
        "",
        0,
        len(text),
        reading.text,
        reading.runs,
    )


def expand(text, numerals, *more):
    start = text.index("[[")
    end = text.index("]]") - 2
    passages = [
        passage(text.replace("[[", "").replace("]]", "")),
        *(passage(t, n) for n, t in enumerate(more, 2)),
    ]
    found = find_expansions(passages, 0, start, end, tuple(numerals))
    texts = {p.passage_id: p.text for p in passages}
    return [([texts[e.passage_id][a:b] for a, b in e.members], e) for e in found]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            c,
            id=c["label"],
            marks=[pytest.mark.xfail(strict=True)] if c.get("status") == "fail" else [],
        )
        for c in CASES["cases"]
    ],
)
def test_an_expansion_is_found_and_checked(case):
    found = expand(case["text"], case["numerals"])
    if not case["expect"]:
        assert found == []
        return
    members, expansion = found[0]
    assert members == case["expect"]
    assert expansion.adds_up == case.get("adds_up", True)


def test_members_counted_out_over_the_following_passages_are_found():
    found = expand(
        "We must play the “[[three roles]]” well.",
        [3],
        "(1) The vanguard role",
        "It leads the others.",
        "(2) The bridge role",
        "It joins them.",
        "(3) The guarantee role",
    )
    assert (
        found == [] or found[0][1].adds_up
    )  # members in several passages are several spans: not one expansion


def test_two_expansions_of_one_label_are_both_kept():
    found = expand("“[[三关]]”即登记、年检、评估。把关：一是登记关；二是年检关；三是评估关。", [3])
    assert [members for members, _ in found] == [
        ["登记", "年检", "评估"],
        ["登记关", "年检关", "评估关"],
    ]


@given(
    st.text("三四个即、，；“”是指一二A and,;.:refers to", max_size=80),
    st.integers(0, 80),
    st.integers(0, 12),
)
def test_members_are_ordered_spans_of_their_passage_whatever_the_text(text, start, length):
    reading = build_reading(text, [(0, len(text))])
    made = Passage("d:1", "d", "prose", "", "zh", "", 0, len(text), reading.text, reading.runs)
    start = min(start, len(made.text))
    end = min(start + length, len(made.text))
    for found in find_expansions([made], 0, start, end, (3,)):
        edges = [edge for member in found.members for edge in member]
        assert edges == sorted(edges)
        assert 0 <= found.start <= edges[0]
        assert edges[-1] <= found.end <= len(made.text)
        assert all(a < b for a, b in found.members)


def formula(theme_id="sanxing", members=(), **fields):
    form = Form("三性", "zh")
    return Theme(
        theme_id,
        "formula",
        ("Test",),
        "三性",
        "certain",
        "three natures",
        (form,),
        members=members,
        **fields,
    )


NATURES = (
    Member("政治性", ("political nature",)),
    Member("先进性", ("advanced nature",)),
    Member("群众性", ("mass character",)),
)


def spell(text, *themes):
    return [
        (each.theme_id, [text[a:b] for a, b in each.members])
        for each in MemberFinder(list(themes)).find(passage(text), text)
    ]


def test_a_passage_that_names_all_members_is_related_to_the_formula():
    assert spell("增强政治性、先进性、群众性", formula(members=NATURES)) == [
        ("sanxing", ["政治性", "先进性", "群众性"])
    ]
    assert spell(
        "the political nature, advanced nature and mass character", formula(members=NATURES)
    )


def test_a_passage_that_lacks_one_member_is_not():
    assert spell("增强政治性、先进性", formula(members=NATURES)) == []


def test_members_far_apart_are_not_an_enumeration():
    assert (
        spell(
            "政治性" + "，这是第一段要说的很长的话" * 9 + "先进性、群众性", formula(members=NATURES)
        )
        == []
    )


def test_another_member_set_is_known_too():
    other = MemberSet((Member("登记"), Member("年检"), Member("评估")), "shen-changzhou")
    assert spell("登记、年检、评估", formula(members=NATURES, member_sets=(other,))) == [
        ("sanxing", ["登记", "年检", "评估"])
    ]


def test_a_member_that_is_a_theme_is_known_by_its_forms():
    nature = Theme(
        "zhengzhixing",
        "concept",
        ("Test",),
        "政治性",
        "certain",
        "political nature",
        (Form("political nature", "en"),),
    )
    members = (Member(theme="zhengzhixing"), *NATURES[1:])
    assert spell(
        "its political nature, advanced nature, mass character", formula(members=members), nature
    )


@pytest.mark.parametrize(
    ("zh", "numeral", "numbers"),
    [
        ("两学一做", None, (2, 1)),
        ("“333”工作法", None, (3, 3, 3)),
        ("三性", 3, (3,)),
        ("党建+公益", None, ()),
    ],
)
def test_the_numbers_of_a_label_are_read(zh, numeral, numbers):
    theme = Theme("t", "formula", ("Test",), zh, "certain", "t", (), numeral=numeral)
    assert read_label_numerals(theme) == numbers
