"""Which wordings are proposed as renderings of a theme, and by what company."""

import pytest

from policytext.wordings import KINDS, propose_renderings

THEMES = """
[[themes]]
id = "qunzhong-tuanti"
kind = "organization"
path = ["Organizations"]
scope_note = "Mass organizations."
zh = { canonical = "群团组织", certainty = "certain" }
en = { preferred = "mass organizations" }
sources = ["a"]

[[themes]]
id = "sanxing"
kind = "formula"
path = ["Formulae"]
scope_note = "Three natures."
numeral = 3
zh = { canonical = "三性", certainty = "certain" }
en = { preferred = "three natures" }
members = [
  { zh = "政治性", en = ["political nature"] },
  { zh = "先进性", en = ["advanced nature"] },
  { zh = "群众性", en = ["mass character"] },
]
sources = ["a"]
"""
OPENING = "# A Paper on Reform\n\nA Writer\n\n## 1 Introduction\n\nThis paper asks how the county reforms its work.\n\n"


@pytest.fixture
def propose(build_corpus):
    """Return what is proposed in papers of some texts, as `(theme, candidate, kind, shares)`."""

    def made(*texts):
        papers = {f"paper-{n}.md": OPENING + text + "\n" for n, text in enumerate(texts, 1)}
        found = propose_renderings(build_corpus(papers, themes=THEMES))
        return [(each.theme, each.candidate, each.kind, each.shares) for each in found]

    return made


def test_a_wording_in_the_same_slot_of_another_sentence_is_proposed(propose):
    found = propose(
        "The pilot plan deepens reform of mass organizations across Changzhou city this year.",
        "The pilot plan deepens reform of group bodies across Changzhou city this year.",
    )
    assert {each[:3] for each in found} == {("qunzhong-tuanti", "group bodies", "sentence")}


def test_a_wording_in_the_same_slot_of_another_heading_is_proposed(propose):
    found = propose(
        "## 2 Reform of mass organizations\n\nThe county began in spring.",
        "## 2 Reform of league groups\n\nThe town followed in autumn.",
    )
    assert ("qunzhong-tuanti", "league groups", "title", "reform of …") in found


def test_a_label_beside_the_members_of_a_formula_is_proposed(propose):
    found = propose(
        "Work must keep the “three qualities”: political nature, advanced nature and mass character."
    )
    assert found == [
        (
            "sanxing",
            "three qualities",
            "members",
            "political nature; advanced nature; mass character",
        )
    ]


def test_a_label_that_counts_another_number_than_the_members_is_not_proposed(propose):
    text = (
        "Work must keep the “four qualities” and political nature, advanced nature, mass character."
    )
    assert propose(text) == []


def test_a_term_with_the_neighbours_of_a_theme_is_proposed(propose):
    frames = (
        "leading cadres of local {} serve workers",
        "the congress asked that provincial {} serve women",
        "funds let municipal {} recruit youth cadres",
        "every year provincial {} recruit workers",
    )
    texts = [
        "\n\n".join(f"{frame.format(name).capitalize()}." for frame in frames)
        for name in ("mass organizations", "league groups")
    ]
    rain = ("In spring {} flood fields", "Old maps show {} near villages", "Farmers fear {} most")
    texts.append("\n\n".join(frame.format("summer rains") + "." for frame in rain))
    found = [each for each in propose(*texts) if each[2] == "neighbours"]
    assert [each[:2] for each in found] == [("qunzhong-tuanti", "league groups")]
    assert "cadres …" in found[0][3]


def test_what_is_proposed_stands_where_it_says(store):
    for each in propose_renderings(store):
        text = store.read_source(each.doc_id)
        assert text[each.char_start : each.char_end].split() == each.candidate.split()
        assert each.kind in KINDS
        assert each.n_shared > 0


def test_no_article_and_no_figure_is_proposed(store):
    wordings = {each.candidate.lower() for each in propose_renderings(store)}
    assert not {word for word in wordings if word in {"the", "a", "and"} or word.isdigit()}
