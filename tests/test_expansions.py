"""Where texts spell out a formula, and whether it adds up."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.expansions import find_expansions, find_spread_members
from policytext.expansions.lists import find_quoted_lists
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
    found = expand(case["text"], case["numerals"], *case.get("next", ()))
    if not case["expect"]:
        assert found == []
        return
    members, expansion = found[0]
    assert members == case["expect"]
    assert expansion.adds_up == case.get("adds_up", True)


SPREAD = (
    "We must play the “three roles” well.",
    "(1) The vanguard role",
    "It leads the others.",
    "(2) The bridge role",
    "It joins them.",
    "(3) The guarantee role",
)


def test_members_counted_out_over_several_passages_are_found_each_in_its_own():
    passages = [passage(text, number) for number, text in enumerate(SPREAD, 1)]
    found = find_spread_members(passages, 0, 18, 29, (3,))
    assert [SPREAD[at][start:end] for at, start, end in found] == [
        "vanguard role",
        "bridge role",
        "guarantee role",
    ]
    assert find_expansions(passages, 0, 18, 29, (3,)) == []  # an expansion lies in one passage


def test_an_enumeration_over_several_passages_must_count_as_far_as_the_label():
    passages = [passage(text, number) for number, text in enumerate(SPREAD, 1)]
    assert find_spread_members(passages, 0, 18, 29, (2,)) == []
    assert find_spread_members(passages[:4], 0, 18, 29, (3,)) == []


def test_members_may_be_counted_out_in_the_next_passage():
    (members, expansion), *_ = expand(
        "Play the “[[two roles]]” well.", [2], "First, the vanguard role. Second, the bridge role."
    )
    assert members == ["vanguard role", "bridge role"]
    assert (expansion.label_passage_id, expansion.passage_id) == ("d:1", "d:2")


def test_without_numbers_nothing_is_looked_for():
    assert expand("The “[[new method]]” refers to lists, funds and visits.", []) == []


def test_two_expansions_of_one_label_are_both_kept():
    found = expand("“[[三关]]”即登记、年检、评估。把关：一是登记关；二是年检关；三是评估关。", [3])
    assert [members for members, _ in found] == [
        ["登记", "年检", "评估"],
        ["登记关", "年检关", "评估关"],
    ]


PIECES = st.lists(
    st.sampled_from(
        [
            "三个", "四", "、", "，", "；", "。", "“", "”", "是指", "即", "：", "（", "）", "一是", "二是", "①", "的", "和",
            "登记", "年检", "等", "这", "就是", " ", "\n", "A", "three passes", " refers to ", ", ", "; ", " and ", " the ",
            '"', "First, ", "Second, ", "(1) ", "(2) ", "namely ", " of ", "(", ")", " — ", "one line: ", "ß", "İ", "ﬁ",
        ]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(
    PIECES,
    st.integers(0, 60),
    st.integers(0, 12),
    st.lists(st.integers(0, 30), max_size=3).map(tuple),
)
def test_members_are_ordered_spans_of_their_passage_whatever_the_text(
    text, start, length, numerals
):
    passages = [passage(text), passage(text, 2)]
    start = min(start, len(passages[0].text))
    end = min(start + length, len(passages[0].text))
    for found in find_expansions(passages, 0, start, end, numerals):
        inside = passages[int(found.passage_id[2:]) - 1].text
        edges = [edge for member in found.members for edge in member]
        assert edges == sorted(edges)
        assert found.start == edges[0]
        assert edges[-1] == found.end <= len(inside)
        assert all(inside[a:b].strip() == inside[a:b] != "" for a, b in found.members)
    for at, first, last in find_spread_members(passages, 0, start, end, numerals):
        assert 0 <= first < last <= len(passages[at].text)


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


def test_quotation_marks_around_nothing_hold_no_member():
    assert find_quoted_lists("the “ ”, “ ” and “ ” of it", 0, 26) == []


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
