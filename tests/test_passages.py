"""Passages: what a person reads, and the way back to the source."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.passages import split_passages
from policytext.readers import plain, read_source
from policytext.records import Page, Source
from policytext.structure import structure
from policytext.text import to_source

PAPERS = sorted((Path(__file__).parents[1] / "corpus" / "papers").glob("*.txt"))


def split(text, pages=()):
    return split_passages(
        structure(Source("a.txt", "plain", "utf-8", "", text, plain.split_blocks(text), pages), "a")
    )


def split_paper(path):
    return split_passages(structure(read_source(path, path.name), path.stem))


def check_way_back(passages, text):
    """Assert that every letter of a reading text leads to the letter it was, or to what it stands for."""
    for passage in passages:
        assert passage.text.strip() == passage.text != ""
        assert passage.runs[0].start == 0
        assert passage.runs[-1].end == len(passage.text)
        for at, letter in enumerate(passage.text):
            start, end = to_source(passage.runs, at, at + 1)
            assert passage.char_start <= start <= end <= passage.char_end
            if letter.isalnum() and letter.isascii() and end - start == 1 and text[start].isascii():
                assert text[start] == letter


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_every_letter_of_our_papers_leads_back_to_its_place(path):
    check_way_back(split_paper(path), path.read_text("utf-8"))


LINES = st.text(st.sampled_from("aB ßﬁİＡé́一（）。.,^{}[]12*_<sup>/|#-“”\n"), max_size=60)


@given(st.lists(LINES, max_size=6).map("\n\n".join))
def test_every_letter_of_any_text_leads_back_to_its_place(text):
    check_way_back(split(text), text)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_no_mark_and_no_markup_reaches_the_reading_text_of_our_papers(path):
    for passage in split_paper(path):
        assert not re.search(r"\^[{\[]|<sup|\*|[¹²³]|^#|^- ", passage.text), passage.text


def test_passages_are_numbered_in_the_order_of_the_text():
    passages = split(
        "A Title of Its Own\n\n1. One\n\nProse stands here.\n\n2. Two\n\nMore prose stands here."
    )
    assert [p.passage_id for p in passages] == ["a:1", "a:2", "a:3", "a:4", "a:5"]
    assert [p.char_start for p in passages] == sorted(p.char_start for p in passages)


def test_a_heading_stands_in_its_own_section():
    passages = split(
        "A Title of Its Own\n\n1. One\n\nProse stands here.\n\n1.1 Deeper\n\nMore stands here."
    )
    assert [p.section for p in passages] == [
        "",
        "1. One",
        "1. One",
        "1. One > 1.1 Deeper",
        "1. One > 1.1 Deeper",
    ]


def test_the_halves_of_a_cut_paragraph_are_one_passage():
    passages = split("A Title of Its Own\n\nThey have gained a lot\n\nof useful practices.")
    assert [p.text for p in passages][1:] == ["They have gained a lot of useful practices."]


def test_marks_before_and_after_names_are_left_out():
    passages = split(
        "A Title of Its Own\n\nLi Wei^{1,*}, Wu Lan²\n\n¹Example University\n\n*Corresponding author: a@b.cn\n\n"
        "Abstract: One sentence."
    )
    assert [(p.kind, p.text) for p in passages][1:] == [
        ("front", "Li Wei, Wu Lan"),
        ("front", "Example University"),
        ("boilerplate", "Corresponding author: a@b.cn"),
        ("abstract", "One sentence."),
    ]


def test_a_passage_has_the_language_of_its_own_letters():
    passages = split(
        "A Title of Its Own\n\nEnglish prose stands here.\n\n加强社区党建工作，提高治理水平。\n\n12 %"
    )
    assert [p.lang for p in passages] == ["en", "en", "zh", "en"]


def test_a_passage_has_the_page_it_begins_on():
    text = "A Title of Its Own\n\nFirst page here.\n\nSecond page here."
    pages = (Page(0, "1"), Page(text.index("Second"), "2"))
    assert [p.page for p in split(text, pages)] == ["1", "1", "2"]


def test_the_cells_of_a_table_are_read_without_its_bars():
    passages = split(
        "A Title of Its Own\n\nProse stands here.\n\n| Year | Number |\n|---|---|\n| 2019 | 12 |\n"
    )
    assert passages[-1].text == "Year Number 2019 12"
