"""The authority file as SKOS, and SKOS of others."""

import sys

import pytest
from hypothesis import given
from rdflib import Graph

from policytext.exchange import (
    compare_themes,
    export_themes,
    import_themes,
)
from policytext.exchange.skos import find_skos_faults, read_skos, write_skos
from theme_strategies import THEME, make, only, simple


@given(THEME)
def test_a_theme_written_as_skos_is_sound_and_is_read_back_the_same(theme):
    text = write_skos([theme])
    assert find_skos_faults(Graph().parse(data=text, format="turtle")) == []
    back = only(read_skos(text, "t.ttl"))
    assert [c.status for c in compare_themes([back], [theme])] == ["unchanged"]


@pytest.mark.parametrize(("form", "suffix"), [("skos", "ttl"), ("csv", "csv")])
def test_the_authority_file_comes_back_unchanged(themes, form, suffix, tmp_path):
    path = tmp_path / f"themes.{suffix}"
    text, losses = export_themes(themes, form)
    path.write_bytes(text.encode())
    found = import_themes(path)
    assert (losses, found.faults, found.losses) == ([], (), ())
    assert {change.status for change in compare_themes(found.themes, themes)} == {"unchanged"}
    assert len(found.themes) == len(themes)


def test_the_authority_file_is_sound_skos_and_the_same_bytes_in_any_order(themes):
    text = write_skos(themes)
    assert find_skos_faults(Graph().parse(data=text, format="turtle")) == []
    assert write_skos(themes[::-1]) == text
    assert "_:" not in text


def test_every_label_has_a_language_and_corrupt_ones_are_hidden():
    theme = simple(
        zh={"canonical": "两个覆盖", "traditional": "兩個覆蓋", "certainty": "certain"},
        en={"preferred": "two coverage", "forms": [{"text": "two covers", "kind": "corrupt"}]},
    )
    text = write_skos([theme])
    assert 'skos:hiddenLabel "two covers"@en' in text
    for label in ('"two coverage"@en', '"两个覆盖"@zh-Hans', '"兩個覆蓋"@zh-Hant'):
        assert label in text


def test_what_is_related_and_above_is_sound_skos_all_the_same():
    above, below = simple(id="b", related=["a"]), simple(id="a", broader=["b"])
    text = write_skos([above, below])
    assert find_skos_faults(Graph().parse(data=text, format="turtle")) == []
    back = [make(entry) for _, entry in read_skos(text, "t").entries]
    assert {c.status for c in compare_themes(back, [above, below])} == {"unchanged"}


def test_labels_edited_in_a_program_that_knows_skos_only_are_taken_over():
    theme = simple(en={"preferred": "two coverage", "forms": ["two covers", "both covers"]})
    text = write_skos([theme]).replace('"two coverage"@en', '"dual coverage"@en')
    text = text.replace(
        'skos:altLabel "both covers"@en,\n        "two covers"@en', 'skos:altLabel "third"@en'
    )
    assert '"third"@en' in text
    back = only(read_skos(text, "t.ttl"))
    assert [form.text for form in back.forms] == ["dual coverage", "third"]


PREFIX = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix pt: <urn:policytext:vocabulary#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix x: <https://example.org/c/> .
"""


def test_a_text_that_is_two_forms_is_one_label():
    forms = [
        "two coverage",
        {"text": "both", "match": "exact"},
        {"text": "both", "kind": "corrupt"},
    ]
    theme = simple(en={"preferred": "two coverage", "forms": forms})
    text = write_skos([theme])
    assert find_skos_faults(Graph().parse(data=text, format="turtle")) == []
    assert compare_themes([only(read_skos(text, "t"))], [theme])[0].status == "unchanged"


def test_tables_without_end_are_no_danger():
    chain = "".join(f"_:n{at} pt:x _:n{at + 1} . " for at in range(3000))
    text = f'{PREFIX} x:a a skos:Concept ; pt:kind "concept" ; pt:scope _:n0 . {chain}'
    assert "scope: uses a part of itself" in read_skos(text, "t").faults[0]


def test_names_that_are_relative_do_not_tell_where_the_file_was():
    contents = read_skos(f'{PREFIX} <#a> a skos:Concept ; skos:prefLabel "a"@en .', "t")
    assert contents.entries[0][1]["sources"] == ["SKOS concept file:///imported#a"]


FOREIGN = (
    PREFIX
    + """
x:7 a skos:Concept ; skos:prefLabel "mass line"@en-GB, "群众路线"@zh-CN ; skos:definition "From the masses."@en ;
  skos:altLabel "ligne de masse"@fr ; skos:broader x:8, x:99 ; dct:created "2020" ; skos:exactMatch <urn:q> .
x:7 skos:prefLabel "群眾路線"@zh-Hant .
x:8 a skos:Concept ; xl:prefLabel x:label ; skos:historyNote "old" .
x:label a xl:Label ; xl:literalForm "party work"@en .
x:9 a skos:Concept ; skos:prefLabel "party work"@en ; skos:narrower x:8 .
x:10 a skos:Concept ; skos:prefLabel "travail"@fr .
"""
)


def test_skos_of_others_becomes_draft_themes(tmp_path):
    path = tmp_path / "foreign.ttl"
    path.write_text(FOREIGN, "utf-8")
    line, work, above = import_themes(path).themes
    assert (line.en, line.zh, line.zh_traditional) == ("mass line", "群众路线", "群眾路線")
    assert (line.status, line.kind, line.definition) == ("draft", "concept", "From the masses.")
    assert line.path == ("Imported", "party work", "party work")
    assert line.broader == (work.theme_id,) == ("party-work",)
    assert work.broader == (above.theme_id,) == ("party-work-2",)


def test_what_is_not_understood_of_the_skos_of_others_is_counted():
    contents = read_skos(FOREIGN, "f.ttl")
    assert sorted(contents.losses) == [
        "broader to what the file does not hold: 1 left out, such as 'https://example.org/c/99'",
        "exactMatch to what the file does not hold: 1 left out, such as 'urn:q'",
        "labels in language 'fr': 2 left out, such as 'travail', 'ligne de masse'",
        "property http://purl.org/dc/terms/created: 1 left out, such as 'https://example.org/c/7'",
        "property http://www.w3.org/2004/02/skos/core#historyNote: 1 left out, such as 'https://example.org/c/8'",
    ]
    assert contents.faults == [
        "f.ttl: https://example.org/c/10: has no label in Chinese or English."
    ]


@pytest.mark.parametrize(
    ("turtle", "says"),
    [
        ('skos:prefLabel "a"@en, "b"@en', "S14"),
        ('skos:prefLabel "a"@en ; skos:altLabel "a"@en', "S13"),
        ('skos:prefLabel "a"@en ; skos:broader x:b ; skos:related x:b', "S27"),
        ('skos:prefLabel "a"@en ; skos:broader x:b . x:b skos:broader x:c . x:c skos:related x:a', "S27"),
        ('skos:prefLabel "a"@en . x:b skos:narrower x:a ; skos:related x:a', "S27"),
        ('skos:prefLabel "a"@en ; a skos:Collection', "S37"),
        ('skos:prefLabel "a"@en ; a skos:ConceptScheme', "S9"),
        ('skos:prefLabel "a"@en ; skos:exactMatch x:b ; skos:broadMatch x:b', "S46"),
        ('pt:kind "concept" ; pt:scope _:s . _:s pt:places _:s', "scope: uses a part of itself again"),
        ('pt:kind "concept" ; pt:path _:p . _:p rdf:first "a" ; rdf:rest _:p', "leads back into itself"),
        ('pt:kind "concept" ; pt:en "two"', "en: expected a table"),
        ('pt:en "two"', "en: expected a table"),
        ('pt:kind "concept", "formula"', "kind: is said twice"),
        ("pt:kind x:formula", "kind: expected a text"),
        ('skos:altLabel "x"@fr', "has no label in Chinese or English"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_skos_is_reported(turtle, says):
    contents = read_skos(f"{PREFIX} x:a a skos:Concept ; {turtle} .", "t.ttl")
    assert any(says in fault for fault in contents.faults)


def test_what_is_no_turtle_is_reported():
    assert "is not Turtle" in read_skos("<<<", "t.ttl").faults[0]
    assert "convert it" in read_skos('<?xml version="1.0"?><rdf:RDF/>', "t.rdf").faults[0]
    assert "is not Turtle" in read_skos("<urn:a> <urn:b> " + "[" * 3000, "t.ttl").faults[0]
    assert read_skos("", "t.ttl").faults == ["t.ttl: holds no skos:Concept."]


def test_reading_skos_asks_nothing_of_the_network(tmp_path):
    path = tmp_path / "far.ttl"
    path.write_text(f"@base <http://example.org/> .\n{FOREIGN}\n<rel> a skos:Concept .", "utf-8")
    asked, listening = [], True

    def listen(event, _):
        if listening and event.startswith(("socket.", "urllib.")):
            asked.append(event)

    sys.addaudithook(listen)  # cannot be taken off again, only told to be still
    import_themes(path)
    listening = False
    assert asked == []
