"""Forms with holes: what they match, and that no pattern can run away."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.folding import fold
from policytext.wildcards import Wildcards, find_fault, write_pattern


def find(text, *patterns):
    return [text[start:end] for _, start, end in Wildcards(list(patterns)).find(text)]


def test_a_star_stands_for_letters_of_one_word():
    assert find("reforms of the reform and unreformed", write_pattern("reform*", "glob", "en")) == [
        "reforms", "reform", "reformed",
    ]  # fmt: skip


def test_in_chinese_a_star_stands_for_a_few_characters():
    pattern = write_pattern("两个*覆盖", "glob", "zh")
    assert find("实现两个全面有效覆盖", pattern) == ["两个全面有效覆盖"]
    assert find("两个问题是这样的，而且都需要覆盖", pattern) == []


def test_positions_are_characters_whatever_stands_before():
    assert find("上海市𠮷 under the reform", "under t?he reform") == ["under the reform"]


def test_case_makes_no_difference():
    assert find("Under The Reform", "under the reform") == ["Under The Reform"]


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(?=a)b", "invalid perl operator"),
        (r"(a)\1", "invalid escape"),
        ("x*", "empty"),
        ("(a", "missing )"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_with_the_reason(pattern, says):
    assert says in find_fault(pattern)


def test_a_pattern_that_would_run_away_in_a_backtracking_engine_does_not():
    start = process_time()
    assert find("a" * 30_000, "(a|a)*(a|a)*(a|a)*b") == []
    assert process_time() - start < 5  # a backtracking engine needs longer than the universe has


def test_a_match_longer_than_a_phrase_does_not_count():
    assert find("under " + "x" * 300 + " reform", "under .* reform") == []


@given(st.text("abc 党建.*", max_size=30), st.text("abc党", min_size=1, max_size=4))
def test_a_glob_without_holes_is_the_text_itself(text, form):
    folded = fold(text)
    found = [
        (start, end)
        for _, start, end in Wildcards([write_pattern(form, "glob", "en")]).find(folded)
    ]
    assert found == [m.span() for m in re.finditer(re.escape(form), folded)]
