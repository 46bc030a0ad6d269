import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.discovery import chinese_weights
from policytext.discovery.chinese import find_chinese
from policytext.discovery.chinese_stretches import find_stretches
from policytext.discovery.chinese_weighed import RECURRING

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "discovery-chinese.toml").read_text("utf-8")
)


def show(candidate):
    return f"{candidate.text}={candidate.normal}{'' if candidate.certain else '?'}"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case['label']}: {case['text']}",
            marks=[pytest.mark.xfail(strict=True)] if case.get("status") == "fail" else [],
        )
        for case in CASES["cases"]
    ],
)
def test_a_formula_is_found_as_texts_write_it(case):
    assert [show(found) for found in find_chinese(case["text"])] == case["expect"]


@pytest.mark.parametrize("group", CASES["negatives"], ids=lambda group: group["label"])
def test_what_only_looks_like_a_formula_is_not_found(group):
    sentences = [text for each in group["texts"] for text in (each, f"文件提到{each}，内容较多。")]
    found = {text: [c for c in find_chinese(text) if c.shape != RECURRING] for text in sentences}
    assert {text: each for text, each in found.items() if each} == {}


def test_all_ways_of_writing_a_formula_share_its_normal():
    written = (
        "“两个覆盖”",
        "两个覆盖",
        "两个全覆盖",
        "2个覆盖",
        "双覆盖",
        "“两个全覆盖”工作",
        "「双覆盖」",
    )
    assert {found.normal for text in written for found in find_chinese(f"实现{text}")} == {"2覆盖"}


def test_different_formulae_do_not_share_a_normal():
    written = (
        "三步走",
        "“三个代表”",
        "“四个代表”",
        "“新三样”",
        "“三样”",
        "“两减一增”",
        "“两增一减”",
    )
    assert len({found.normal for text in written for found in find_chinese(text)}) == len(written)


def test_the_numbers_are_those_of_the_formula_in_order():
    numbers = [find_chinese(text)[0].numerals for text in ("两学一做", "十四个坚持", "“1+6+N”体系")]
    assert numbers == [(2, 1), (14,), (1, 6)]


def test_a_slogan_has_no_numbers():
    assert [(c.shape, c.numerals) for c in find_chinese("小机关、强基层")] == [
        ("parallel slogan", ())
    ]


def test_the_noun_a_formula_is_set_before_is_no_part_of_it():
    texts = ("“三个代表重要思想”", "四个全面战略布局", "“六稳工作”", "三会一课制度")
    assert [c.text for t in texts for c in find_chinese(t)] == [
        "三个代表",
        "四个全面",
        "六稳",
        "三会一课",
    ]


def test_the_quotation_marks_are_no_part_of_a_formula():
    (found,) = find_chinese("落实“四个全面”战略布局")
    assert (found.start, found.end, found.quoted) == (3, 7, True)


def test_a_formula_quoted_once_is_found_again_without_its_quotes():
    first, again = find_chinese("推行“办事少跑一趟”，办事少跑一趟落到实处")
    assert (first.normal, first.quoted) == (again.normal, True)
    assert (again.quoted, again.certain) == (False, False)


def test_of_formulae_that_overlap_the_longest_stands():
    assert [c.text for c in find_chinese("坚持“一个中心、两个基本点”")] == ["一个中心、两个基本点"]


PIECES = st.lists(
    st.sampled_from(
        [
            *'一二两三四五六十百千双第、，。“”"「」+个大项条位体步走手抓化网农风学做的和月年人共建治享有促稳小强',
            "统一", "全覆盖", "坚持", "战略", "工作法", "融合", "12", "333", "N", "人人有责", "政府主导", "\n", " ", "ﬁ", "٣",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(PIECES, st.text()))
def test_every_candidate_shows_its_text_and_none_overlap(text):
    found = find_chinese(text)
    assert all(text[each.start : each.end] == each.text != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(each.normal and each.lang == "zh" for each in found)


SERIES = [
    "切实做到瘦身健体、提质增效、强筋壮骨。",
    "本条例所称工业、农业、商业，应当依法登记，依法纳税。",
    "“守土有责、守土尽责”，让服务更暖心，让群众更舒心。",
]


@pytest.mark.parametrize("text", SERIES)
def test_what_a_series_weighs_is_the_sum_of_what_its_features_weigh(text):
    statute = chinese_weights.is_statute(text)
    series = list(find_stretches(text))
    assert series
    for each in series:
        features = chinese_weights.describe(text, each)
        weights = chinese_weights.WEIGHTS
        expected = weights[""] + sum(weights.get(k, 0) * v for k, v in features.items())
        assert chinese_weights.weigh(text, each, statute=statute) == pytest.approx(expected)


@pytest.mark.parametrize("text", SERIES)
def test_a_series_too_light_in_words_is_never_heavy_enough_with_its_figures(text):
    for each in find_stretches(text):
        full = chinese_weights.weigh(text, each, statute=False)
        for least in (-2.0, 0.0, 2.0):
            found = chinese_weights.weigh(text, each, statute=False, least=least)
            assert (found >= least) == (full >= least)


def test_series_are_cut_where_their_inner_members_say():
    found = {each.members for each in find_stretches("要努力做到心齐、气顺、劲足的样子，")}
    assert ("心齐", "气顺", "劲足") in found
    uneven = {each.members for each in find_stretches("全力保就业、保基本民生、保市场主体。")}
    assert ("保就业", "保基本民生", "保市场主体") in uneven


@given(st.text(alphabet="稳促保一二有无的和以为、，；。“”村", max_size=40))
@settings(max_examples=200, deadline=None)
def test_series_stand_in_the_text_where_they_say(text):
    for each in find_stretches(text):
        assert "".join(re.split("[、，；]", text[each.start : each.end])) == "".join(each.members)
        assert text[: each.start].endswith(each.lead)
        assert text[each.end :].startswith(each.tail)
