"""Which sense a label has where it stands, and the words around a form that decide."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.checking import tag_sentence
from policytext.contexts import Surroundings, view_after, view_before
from policytext.folding import fold
from policytext.forms import build_lexicon
from policytext.mentions import find_mentions
from policytext.records import Context, Form, Passage, Polarity, Rival, Scope, Theme
from policytext.senses import Setting, find_sign, settle_discourse
from policytext.text import build_reading
from policytext.themes import load_themes

CASES = Path(__file__).parent / "cases" / "senses.toml"


def theme(theme_id, *forms, **fields):
    return Theme(
        theme_id,
        fields.pop("kind", "concept"),
        ("Test",),
        "",
        "inferred",
        theme_id,
        forms,
        **fields,
    )


def tag(text, *themes, year=None):
    lexicon, faults = build_lexicon(list(themes))
    assert not faults
    return tag_sentence(text, lexicon, year)


def read(text, *themes, year=None):
    return [m.theme_id or "|".join(m.candidates) for m in tag(text, *themes, year=year)]


UNDER = theme(
    "quntuan",
    Form(
        "under",
        "en",
        "corrupt",
        "forbidden",
        "exact",
        context=Context(any=("reform",), none=("opening",), within=3, side="after"),
    ),
)


def test_a_form_that_needs_a_word_is_found_only_near_it():
    assert read("Shanghai under the reform pilot program", UNDER) == ["quntuan"]
    assert read("work under the guidance of the Party", UNDER) == []


def test_a_forbidden_word_nearby_takes_it_back():
    assert read("China under reform and opening up", UNDER) == []


def test_a_word_on_the_wrong_side_or_too_far_does_not_count():
    assert read("the reform stands under review", UNDER) == []
    assert read("under the three-year reform", UNDER) == []


def test_an_english_context_word_stands_for_its_inflections():
    needs = theme("a", Form("skins", "en", context=Context(any=("remove",))))
    assert read("removing the two skins", needs) == ["a"]


def test_chinese_contexts_count_characters():
    needs = theme("a", Form("四化", "zh", context=Context(any=("群团",), within=4)))
    assert read("群团去四化", needs) == ["a"]
    assert read("群团组织改革必须坚持去四化", needs) == []


FOUR = Form("four modernizations", "en")
SHED = theme(
    "sihua.qun",
    FOUR,
    kind="formula",
    polarity=Polarity("negative"),
    not_same_as=(Rival("sihua.1964", "other"),),
)
GAIN = theme(
    "sihua.1964",
    FOUR,
    kind="formula",
    polarity=Polarity("positive"),
    scope=Scope(since=1954, until=1990),
)


def test_the_verb_tells_two_senses_apart():
    assert read("eliminate the four modernizations", SHED, GAIN) == ["sihua.qun"]
    assert read("realize the four modernizations", SHED, GAIN) == ["sihua.1964"]


def test_the_nearest_verb_counts_not_the_first():
    assert read("strengthen the ties and remove the “four modernizations”", SHED, GAIN) == [
        "sihua.qun"
    ]


def test_a_verb_of_another_clause_says_nothing():
    assert read("They removed it; the four modernizations came", SHED, GAIN) == [
        "sihua.1964|sihua.qun"
    ]


def test_a_label_with_nothing_to_decide_is_left_undecided_with_its_candidates():
    (mention,) = tag("On the four modernizations", SHED, GAIN)
    assert (mention.theme_id, mention.candidates) == ("", ("sihua.1964", "sihua.qun"))
    assert "undecided" in mention.rule


def test_a_paper_from_after_its_time_means_another_sense_unless_it_says_so():
    assert read("On the four modernizations", SHED, GAIN, year=2020) == ["sihua.qun"]
    assert read("to realize the four modernizations", SHED, GAIN, year=2020) == ["sihua.1964"]


def test_a_paper_from_before_its_time_cannot_mean_it():
    late = theme("late", Form("four forces", "en"), scope=Scope(since=2015))
    assert read("the four forces", late, year=2010) == []
    assert read("the four forces", late, year=2016) == ["late"]


def test_a_local_coinage_is_found_only_in_papers_that_name_its_place():
    local = theme("local", Form("three lines", "en"), scope=Scope(places=("Changzhou", "常州")))
    assert read("the three lines", local) == []
    assert read("the three lines of Changzhou", local) == ["local"]


def test_the_rest_of_a_paper_decides_what_one_place_leaves_open():
    lexicon, _ = build_lexicon([SHED, GAIN])
    mentions = []
    for number, text in enumerate(
        ("On the four modernizations.", "Remove the four modernizations!")
    ):
        reading = build_reading(text, [(0, len(text))])
        passage = Passage(
            f"d:{number}", "d", "prose", "", "en", "", 0, len(text), text, reading.runs
        )
        mentions += find_mentions([passage], lexicon, text, Setting(None, text))
    assert [m.theme_id for m in settle_discourse(mentions)] == ["sihua.qun", "sihua.qun"]
    assert "one sense per document" in settle_discourse(mentions)[0].rule


def test_a_paper_that_uses_both_senses_decides_nothing():
    lexicon, _ = build_lexicon([SHED, GAIN])
    text = (
        "Remove the four modernizations. Realize the four modernizations. The four modernizations."
    )
    reading = build_reading(text, [(0, len(text))])
    passage = Passage("d:1", "d", "prose", "", "en", "", 0, len(text), text, reading.runs)
    found = settle_discourse(find_mentions([passage], lexicon, text, Setting(None, text)))
    assert [m.theme_id for m in found] == ["sihua.qun", "sihua.1964", ""]


@pytest.mark.parametrize(
    ("text", "label", "sign"),
    [
        ("eliminate the four", "four", "negative"),
        ("get rid of the four", "four", "negative"),
        ("the problem of the “four", "four", "negative"),
        ("strengthened the four", "four", "positive"),
        ("the four", "four", ""),
        ("去“四化”", "四化", "negative"),
        ("增四性", "四性", "positive"),
        ("坚决克服四化", "四化", "negative"),
        ("过去的四化", "四化", ""),
    ],
)
def test_verbs_before_a_label_say_whether_more_or_less_of_it_is_wanted(text, label, sign):
    folded = fold(text)
    assert find_sign(folded, folded.index(label))[0] == sign


@given(st.text("ab 四化,.", max_size=40), st.integers(0, 40), st.integers(1, 9))
def test_a_view_is_what_stands_beside_a_place(text, at, within):
    at = min(at, len(text))
    assert text[:at].endswith(view_before(text, at, within))
    assert text[at:].startswith(view_after(text, at, within))


@given(st.text("remov the俱去四化 .", max_size=60))
def test_looking_around_never_fails(text):
    surroundings = Surroundings(Context(any=("remove", "去", "pilot*")))
    for at in range(len(text) + 1):
        surroundings.find_needed(fold(text), at, at)


@pytest.fixture(scope="module")
def lexicon(corpus):
    themes, faults = load_themes(corpus / "themes")
    assert not faults
    return build_lexicon(themes)[0]


def list_cases():
    cases = tomllib.loads(CASES.read_text("utf-8"))["cases"] if CASES.exists() else []
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case.get("status") == "fail" else [],
        )
        for case in cases
    ]


@pytest.mark.parametrize("case", list_cases())
def test_the_authority_file_keeps_senses_apart(case, lexicon):
    wanted = set(case["themes"])
    found = [
        f"{m.theme_id or 'ambiguous'}={m.surface}"
        for m in tag_sentence(case["text"], lexicon, case.get("year"))
        if m.standing != "nested" and wanted & {m.theme_id, *m.candidates}
    ]
    assert found == case["expect"]
