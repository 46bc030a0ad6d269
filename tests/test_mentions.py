import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.folding import detect_language
from policytext.forms import build_lexicon
from policytext.mentions import find_mentions
from policytext.records import Context, Form, Passage, Theme
from policytext.senses import Setting
from policytext.text import build_reading

CASES = tomllib.loads((Path(__file__).parent / "cases" / "mentions.toml").read_text("utf-8"))


def theme(theme_id, *forms, kind="concept"):
    made = tuple(
        f if isinstance(f, Form) else Form(f, "zh" if detect_language(f) == "zh" else "en")
        for f in forms
    )
    return Theme(theme_id, kind, ("Test",), theme_id, "inferred", theme_id, made)


def passage(text, kind="prose"):
    reading = build_reading(text, [(0, len(text))])
    return Passage(
        "d:1", "d", kind, "", detect_language(text), "", 0, len(text), reading.text, reading.runs
    )


def tag(text, *themes):
    lexicon, _ = build_lexicon(list(themes))
    return find_mentions([passage(text)], lexicon, text, Setting(None, text))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case.get("status") == "fail" else [],
        )
        for case in CASES["cases"]
    ],
)
def test_a_form_is_found_as_papers_write_it(case):
    themes = [
        theme(name, *forms, kind=CASES["kinds"].get(name, "concept"))
        for name, forms in CASES["themes"].items()
    ]
    found = [
        f"{m.theme_id}={m.surface}" for m in tag(case["text"], *themes) if m.standing != "nested"
    ]
    assert found == case["expect"]


def test_a_nested_mention_is_kept_and_marked():
    outer, inner = tag(
        "the Federation of Trade Unions",
        theme("acftu", "federation of trade unions"),
        theme("union", "trade union"),
    )
    assert (outer.standing, inner.standing, inner.inside) == ("free", "nested", "acftu")


def test_a_formula_names_its_members():
    formula = theme("plus", "Party building + public welfare", kind="formula")
    outer, inner = tag(
        "the “Party building + public welfare” brand", formula, theme("dangjian", "party building")
    )
    assert (outer.theme_id, inner.theme_id, inner.standing) == ("plus", "dangjian", "part")


def test_of_mentions_that_cross_the_longer_stands():
    found = tag(
        "social governance modernization",
        theme("a", "social governance"),
        theme("b", "governance modernization"),
    )
    assert [(m.theme_id, m.surface) for m in found] == [("b", "governance modernization")]


def test_a_form_two_themes_claim_is_not_tagged_and_is_named():
    lexicon, faults = build_lexicon(
        [theme("sihua.qun", "four modernizations"), theme("sihua.1964", "four modernizations")]
    )
    assert lexicon.find("four modernizations") == []
    assert "claimed by 'sihua.qun' and by 'sihua.1964'" in str(faults[0])


def test_a_spelling_one_theme_writes_out_is_not_another_ones_plural():
    lexicon, faults = build_lexicon([theme("a", "service center"), theme("b", "service centers")])
    assert not faults
    assert [label.claims[0].theme.theme_id for *_, label in lexicon.find("service centers")] == [
        "b"
    ]


def test_a_mention_across_a_page_break_shows_both_halves():
    text = "to carry out the party\n\nconstruction of"
    reading = build_reading(text, [(0, 22), (24, len(text))])
    lexicon, _ = build_lexicon([theme("dangjian", "party construction")])
    halves = Passage("d:1", "d", "prose", "", "en", "", 0, len(text), reading.text, reading.runs)
    (found,) = find_mentions([halves], lexicon, text, Setting(None, text))
    assert found.surface == text[found.char_start : found.char_end] == "party\n\nconstruction"


def make_paper(*texts):
    """Return the text of a paper and its passages, one a text."""
    whole, passages, start = "\n\n".join(texts), [], 0
    for number, text in enumerate(texts):
        end = start + len(text)
        reading = build_reading(whole, [(start, end)])
        passages.append(
            Passage(
                f"d:{number}", "d", "prose", "", "en", "", start, end, reading.text, reading.runs
            )
        )
        start = end + 2
    return whole, passages


def test_every_passage_of_a_paper_is_read_by_itself():
    near = Form("the plan", "en", context=Context(any=("reform",)))
    pattern = Form("party[^x]*work", "en", match="regex")
    whole, passages = make_paper(
        "On reform. The party", "building", "the plan", "", "work, the Plan"
    )
    lexicon, _ = build_lexicon([theme("a", "party building", near), theme("b", pattern)])
    assert find_mentions(passages, lexicon, whole, Setting(None, whole)) == []


def test_mentions_of_a_paper_are_those_of_its_passages_one_by_one():
    themes = [theme("union", "trade union"), theme("acftu", "federation of trade unions")]
    lexicon, _ = build_lexicon(themes)
    whole, passages = make_paper(
        "A trade union.", "", "Federations of trade unions", "Trade unions"
    )
    together = find_mentions(passages, lexicon, whole, Setting(None, whole))
    one_by_one = [find_mentions([each], lexicon, whole, Setting(None, whole)) for each in passages]
    assert together == [mention for found in one_by_one for mention in found]
    assert [whole[m.char_start : m.char_end] for m in together] == [m.surface for m in together]
    assert [m.standing for m in together] == ["free", "free", "nested", "free"]


AWKWARD = st.lists(
    st.sampled_from(
        [
            "two coverage",
            "两个覆盖",
            "ß",
            "ﬁ",
            "İ",
            " ",
            "\n",
            "ｔｗｏ coverage",
            "e\u0301",
            "**",
            "^[1]",
            "Two-Coverage",
            "Σς",
            "，",
        ]
    )
).map("".join)


@given(AWKWARD)
def test_every_mention_shows_its_surface_whatever_stands_around_it(text):
    for found in tag(text, theme("liangge-fugai", "two coverage", "两个覆盖")):
        assert text[found.char_start : found.char_end] == found.surface
        assert found.surface in {
            "two coverage",
            "两个覆盖",
            "ｔｗｏ coverage",
            "Two-Coverage",
        } or set(found.surface) & set("*^[]1\n")


@given(AWKWARD)
def test_every_plain_occurrence_is_found(text):
    found = tag(text, theme("liangge-fugai", "两个覆盖"))
    assert len(found) == text.count("两个覆盖")


def test_every_mention_in_the_five_papers_shows_its_surface(store):
    texts = {row["doc_id"]: store.read_source(row["doc_id"]) for row in store.list_documents()}
    rows = store.list_mentions(overlap="all")
    assert len(rows) > 1000
    assert all(
        texts[row["doc_id"]][row["char_start"] : row["char_end"]] == row["surface"] for row in rows
    )
