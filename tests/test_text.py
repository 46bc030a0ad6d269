import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.folding import detect_language, fold
from policytext.records import Run
from policytext.text import build_reading, to_source

AWKWARD = st.lists(
    st.sampled_from(
        [
            *"abXyz ß ﬁ İ Σς é中文党建、。“”‘’() -–\t\n\r*_^[]{}12<>/sup;A",
            "e\u0301",
            "\u00ad",
            "\u3000",
            "\u2f2f",
            "\uff12",
        ]
    ),
    max_size=60,
).map("".join)


def read(text):
    return build_reading(text, [(0, len(text))]).text


def test_footnote_and_affiliation_marks_do_not_reach_the_reading_text():
    assert (
        read("around the party”^[1]. Next^{1,2*} <sup>[2]</sup>As") == "around the party”. Next As"
    )


def test_a_mark_before_a_full_stop_takes_its_space_along():
    assert read('“online mass league ^[4]."') == '“online mass league."'


def test_stray_markdown_does_not_reach_the_reading_text():
    assert (
        read("**Keywords:** *Qstheory* [a link](http://x.cn/a_b) t2017\\_48")
        == "Keywords: Qstheory a link t2017_48"
    )


def test_an_asterisk_between_figures_is_no_markup():
    assert read("3 * 4 * 5") == "3 * 4 * 5"


def test_quotation_marks_stay():
    assert read("“four modernizations” 去“四化”") == "“four modernizations” 去“四化”"


def test_spaced_out_words_are_closed_up_and_initials_are_not():
    assert (
        read("X u n Mingli, J. F. Kennedy, A B C, a b c")
        == "Xun Mingli, J. F. Kennedy, A B C, a b c"
    )


def test_an_acronym_keeps_its_number():
    assert read("during COVID - 19 and 2019 - 20") == "during COVID-19 and 2019 - 20"


def test_halves_of_a_paragraph_are_joined_by_a_space_and_in_chinese_by_nothing():
    text = "Such as\n\nthe Federation"
    assert build_reading(text, [(0, 7), (9, len(text))]).text == "Such as the Federation"
    text = "加强基层\n\n党组织建设"
    assert build_reading(text, [(0, 4), (6, len(text))]).text == "加强基层党组织建设"


def test_parts_that_something_stands_between_are_set_apart_in_chinese_too():
    assert build_reading("张三|李四", [(0, 2), (3, 5)]).text == "张三 李四"


def test_a_word_broken_after_its_hyphen_is_one_word():
    assert read("self-\ngovernment") == "self-government"


def test_superscript_figures_are_marks_after_words_and_measures_after_units():
    assert (
        read("Party work.² The 党建¹ work³,⁴ on 5 km² and 3 m²")
        == "Party work. The 党建 work on 5 km² and 3 m²"
    )


def test_emphasis_may_run_over_a_line_and_not_over_a_paragraph():
    assert read("*two\nlines* and *no\n\nend*") == "two lines and *no end*"


def test_a_line_break_inside_chinese_is_no_space():
    assert read("“\n一带一路\n”建设") == "“一带一路”建设"


def test_kangxi_radicals_and_full_width_digits_are_read_as_letters_and_chinese_punctuation_stays():
    assert read("⽂明，２０１９年：ﬁne") == "文明，2019年：fine"


def test_a_position_after_a_ligature_still_points_at_its_letter():
    text = "the ﬁve strong ones"
    reading = build_reading(text, [(0, len(text))])
    at = reading.text.index("strong")
    assert text[slice(*to_source(reading.runs, at, at + 6))] == "strong"


def test_an_empty_stretch_has_no_place():
    with pytest.raises(ValueError, match="no stretch"):
        to_source((Run(0, 3, 0, 3),), 2, 2)


@given(AWKWARD)
def test_every_letter_leads_back_to_a_place_inside_the_source(text):
    reading = build_reading(text, [(0, len(text))])
    runs = reading.runs
    places = [to_source(runs, at, at + 1) for at in range(len(reading.text))]
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(AWKWARD)
def test_a_letter_that_was_not_changed_leads_back_to_itself(text):
    reading = build_reading(text, [(0, len(text))])
    runs = reading.runs
    for at, letter in enumerate(reading.text):
        start, end = to_source(runs, at, at + 1)
        if end - start == 1 and text[start].isascii() and text[start].isalnum():
            assert text[start] == letter


@given(AWKWARD)
def test_runs_cover_the_reading_text_once(text):
    reading = build_reading(text, [(0, len(text))])
    at = 0
    for run in reading.runs:
        assert run.start == at
        at = run.end
    assert at == len(reading.text)


@given(st.text(max_size=80))
def test_folding_never_changes_a_length(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1, max_size=80))
def test_a_whole_paper_is_folded_as_each_piece_of_it(text):
    times = 5_000 // len(text) + 1
    assert fold(text * times) == fold(text) * times


def test_spellings_that_differ_in_marks_alone_are_equal():
    assert (
        fold("Grass-roots “Party’s”")
        == fold('grass roots "party\'s"')
        == fold("ＧＲＡＳＳ roots „party's\u201d")
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("两个覆盖", "zh"),
        ("two coverage", "en"),
        ("推进“两学一做” (two studies)", "zh"),
        ("2019", "en"),
        ("the report of 党建 work", "en"),
        ("关于COVID防控的意见", "zh"),
    ],
)
def test_the_script_decides_the_language(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("推动“\n一带一路\n”建设。", "推动“一带一路”建设。"),
        ("推动“\r\n一带一路\r\n”建设。", "推动“一带一路”建设。"),
        ("推动“\r一带一路\r”建设。", "推动“一带一路”建设。"),
        ("两个\u200b覆盖，党\ufeff建", "两个覆盖，党建"),
        ("self\u00adgovern\u00admental", "selfgovernmental"),
        ("５１２ 人，Ａ类", "512 人，A类"),
        ("two\u00a0coverage\u3000and\u2009more", "two coverage and more"),
        ("第一行\r第二行", "第一行第二行"),
        ("one line\rand another", "one line and another"),
    ],
)
def test_what_pages_and_converters_leave_in_a_text_is_read_over(source, said):
    assert build_reading(source, [(0, len(source))]).text == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("See [the chart](chart.png), [part two](../two/) and [below](#below).", "See the chart, part two and below."),
        ('甲[见图](图/图1.png "图一")乙[附件](附件.docx)', "甲见图乙附件"),
        ("A ![curve](img/a_b.png) and [![](a.png)](b.html) here", "A curve and here"),
        ("As shown[^1], and noted.[^long-note]", "As shown, and noted."),
        ("群众组织[^2]的改革。", "群众组织的改革。"),
        ("[^1]: A note.\n[^2]: Another.", "A note. Another."),
        ("<figure><img src='a.png' alt='x'/><figcaption>The chart</figcaption></figure>", "The chart"),
        ("<details open><summary>要点</summary>两个覆盖</details>", "要点两个覆盖"),
        ("before<!-- kept from the reader -->after <style>p { color: red }</style>all", "beforeafter all"),
        ("one<br>two", "one two"),
    ],
)  # fmt: skip
def test_markup_of_pages_and_markdown_is_read_over_and_its_words_stay(source, said):
    assert read(source) == said


@pytest.mark.parametrize(
    "text",
    ["the rule [sic](emphasis added) holds", "《条例》[节选](第三章)", "p < 0.05 and <二> stay", "[1](见/或)", "a ^ [b]"],
)  # fmt: skip
def test_brackets_that_are_no_markup_stay(text):
    assert read(text) == text


@pytest.mark.parametrize("text", ["[a](" * 20_000, "[a](" + "b/" * 20_000, "<!--" * 20_000, "<script>" * 20_000])  # fmt: skip
def test_markup_that_never_ends_takes_no_time(text):
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 5
