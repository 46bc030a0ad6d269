"""The authority file in the formats of other programs, and back."""

import csv
import dataclasses
import io
import sys
import tomllib

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from policytext.errors import BadTheme
from policytext.exchange import (
    compare_themes,
    export_themes,
    guess_format,
    import_themes,
    write_new,
)
from policytext.exchange.cortext import read_cortext
from policytext.exchange.entries import from_entry, to_entry, write_entries
from policytext.exchange.jieba_dictionary import write_jieba
from policytext.exchange.khcoder import read_khcoder
from policytext.exchange.quanteda import read_quanteda, write_quanteda
from policytext.exchange.skos import find_skos_faults, read_skos, write_skos
from policytext.exchange.spreadsheet import read_spreadsheet, write_spreadsheet
from policytext.themes import load_themes


@pytest.fixture(scope="module")
def themes(corpus):
    return load_themes(corpus / "themes")[0]


AWKWARD = st.sampled_from(
    [
        "两个覆盖", "“四化”", '"333" law', '"""', "=cmd()", "＝cmd", "+plus", "a, b; c", "a | b", "ＡＢＣ", "𠮷", "🙂",
        "tab\there", "quote's", "back\\slash", 'end"', "'=x", "''=x", "' =x", "-1", "'-1", "@at", "1e5", "party*", "true",
        "\x7f", "\u0001x", "a\u00a0b",
    ]
)  # fmt: skip
PLAIN = st.text("abc 党建“”,;|'\"=*?\\", min_size=1, max_size=12).map(str.strip).filter(bool)
TEXT = AWKWARD | PLAIN
NAME = TEXT.filter(  # what can be looked for: seen, and with a letter or digit
    lambda text: any(map(str.isalnum, text)) and not set(text) & {"\x7f", "\u0001"}
)
NOTE = TEXT | st.lists(TEXT, min_size=20, max_size=40).map(" ".join)
CONTEXT = st.fixed_dictionaries(
    {"any": st.lists(NAME, min_size=1, max_size=2)},
    optional={
        "none": st.lists(NAME, max_size=1),
        "within": st.integers(1, 50),
        "side": st.sampled_from(["before", "after"]),
    },
)
FORM = st.fixed_dictionaries(
    {"text": NAME},
    optional={
        "kind": st.sampled_from(["official", "paraphrase", "corrupt"]),
        "status": st.sampled_from(["preferred", "deprecated", "forbidden"]),
        "match": st.sampled_from(["exact", "lemma"]),
        "match_case": st.just(value=True),
        "context": CONTEXT,
        "source": TEXT,
    },
) | st.sampled_from(
    [
        {"text": "part*", "match": "glob"},
        {"text": "under t?he", "match": "regex"},
        {"text": "part*"},
    ]
)
FORMS = st.lists(NAME | FORM, max_size=4)
MEMBERS = st.lists(
    st.fixed_dictionaries(
        {"zh": NAME}, optional={"en": st.lists(NAME, max_size=2), "theme": st.just("b")}
    ),
    min_size=1,
    max_size=3,
)
ENTRY = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["a", "liangge-fugai", "sihua.qun"]),
        "kind": st.sampled_from(["formula", "concept"]),
        "path": st.lists(TEXT, min_size=1, max_size=3),
        "scope_note": NOTE,
        "sources": st.lists(TEXT, min_size=1, max_size=2),
        "en": st.fixed_dictionaries({"preferred": NAME}, optional={"forms": FORMS}),
    },
    optional={
        "status": st.just("reviewed"),
        "sense": TEXT,
        "unit": TEXT,
        "zh": st.fixed_dictionaries(
            {"canonical": NAME, "certainty": st.sampled_from(["certain", "inferred"])},
            optional={"forms": FORMS, "short": NAME, "traditional": NAME, "context": CONTEXT},
        ),
        "members": MEMBERS,
        "member_sets": st.lists(
            st.fixed_dictionaries({"source": TEXT, "members": MEMBERS}), max_size=2
        ),
        "scope": st.fixed_dictionaries(
            {}, optional={"since": st.integers(1900, 2000), "places": st.lists(NAME, min_size=1)}
        ),
        "polarity": st.fixed_dictionaries(
            {"sign": st.sampled_from(["negative", "positive"])}, optional={"verbs": st.lists(NAME)}
        ),
        "not_same_as": st.lists(
            st.fixed_dictionaries({"theme": st.just("b"), "reason": TEXT}), max_size=1
        ),
        "broader": st.just(["c"]),
        "related": st.sampled_from([["b"], ["c"]]),
        "part_of": st.just(["d"]),
        "exact_match": st.just(["https://www.wikidata.org/wiki/Q1"]),
        "definition": NOTE,
        "notes": NOTE,
        "numeral": st.integers(1, 9),
        "tests": st.fixed_dictionaries({}, optional={"must_match": st.lists(TEXT, min_size=1)}),
    },
)


def make(entry):
    theme, faults = from_entry(entry, "test")
    assert not faults
    return dataclasses.replace(theme, file="", line=0)


def only(contents):
    """Return the one entry of a file without fault or loss, as `load_themes` would have it."""
    assert not contents.faults
    assert not contents.losses
    ((_, entry),) = contents.entries
    return make(entry)


THEME = ENTRY.map(make)


def simple(text="two coverage", **fields):
    entry = {"id": "a", "kind": "concept", "path": ["p"], "scope_note": "n", "sources": ["s"]}
    return make(entry | {"en": {"preferred": text}} | fields)


# --- TOML


@given(THEME)
@settings(max_examples=80)
def test_a_theme_written_as_toml_is_read_back_the_same(theme):
    (table,) = tomllib.loads(write_entries([theme]))["themes"]
    assert make(table) == theme


def test_what_is_written_has_the_layout_of_the_authority_file():
    note = "What it means here, and what it is not, which takes a sentence or two to say. " * 3
    text = write_entries(
        [simple(scope_note=note, members=[{"zh": "组织覆盖"}, {"zh": "工作覆盖"}])]
    )
    assert 'scope_note = """\nWhat it means' in text
    assert 'members = [\n    { zh = "组织覆盖" },\n    { zh = "工作覆盖" },\n]' in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_name_with_a_line_break_is_refused():
    theme, faults = from_entry(to_entry(simple()) | {"en": {"preferred": "two\ncoverage"}}, "f:3")
    assert theme is None
    assert faults == [r"f:3: a: 'two\ncoverage' holds a line break; expected one line."]


def test_a_fault_of_a_form_is_told_once_with_what_was_found():
    entry = to_entry(simple()) | {
        "en": {"preferred": "x", "forms": [{"text": "x*", "match": "regex"}]}
    }
    assert from_entry(entry, "f:3")[1] == [
        (
            "f:3: a: en.forms.0: cannot be looked for: matches the empty text "
            "(found {'text': 'x*', 'match': 'regex'})."
        )
    ]


def test_a_missing_and_a_strange_field_are_named():
    entry = to_entry(simple()) | {"colour": "red"}
    del entry["kind"]
    assert from_entry(entry, "f")[1] == ["f: a: kind: is missing.", "f: a: colour: no such field."]


# --- SKOS


@given(THEME)
@settings(max_examples=60, deadline=None)
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


# --- CSV


def test_lines_end_as_excel_ends_them():
    text = write_spreadsheet([simple()])
    assert text.count("\r\n") == text.count("\n") == 2


@given(THEME)
@settings(max_examples=80)
def test_a_theme_written_as_csv_is_read_back_the_same(theme):
    assert only(read_spreadsheet(write_spreadsheet([theme]).encode(), "t.csv")) == theme


@given(THEME)
@settings(max_examples=60)
def test_no_cell_runs_in_a_spreadsheet(theme):
    text = write_spreadsheet([theme])
    assert text.startswith("\ufeff")
    for row in csv.reader(io.StringIO(text[1:], newline="")):
        for cell in row:
            assert not cell.lstrip().startswith(tuple("=+@＝＋－＠")) or cell.startswith("'")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_is_read_however_excel_saved_it(encoding, delimiter):
    theme = simple(zh={"canonical": "两个覆盖", "certainty": "certain"})
    rows = list(csv.reader(io.StringIO(write_spreadsheet([theme])[1:], newline="")))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([*rows, [""] * len(rows[0])])
    contents = read_spreadsheet(out.getvalue().encode(encoding), "t.csv")
    assert not contents.faults
    assert make(contents.entries[0][1]) == theme
    assert [("GB18030" in loss) for loss in contents.losses] == [True] * (encoding == "gb18030")


def edit(theme, column, change):
    """Return a theme after a person changed one cell of its row."""
    head, row = csv.reader(io.StringIO(write_spreadsheet([theme])[1:], newline=""))
    at = head.index(column)
    row[at] = change(row[at])
    out = io.StringIO()
    csv.writer(out).writerows([head, row])
    return only(read_spreadsheet(out.getvalue().encode(), "t.csv"))


COVERED = {
    "preferred": "two coverage",
    "forms": ["two covers", {"text": "covered", "kind": "corrupt", "context": {"any": ["party"]}}],
}


def test_a_form_added_in_the_sheet_is_a_new_form_in_a_line_or_after_a_bar():
    theme = simple(en=COVERED)
    for added in (" | both covers", "\nboth covers"):
        back = edit(theme, "en_forms", lambda cell, added=added: cell + added)
        assert [form.text for form in back.forms][-1] == "both covers"
        assert back.forms[:-1] == theme.forms
        assert compare_themes([back], [theme])[0].fields == ("en",)


def test_a_form_taken_out_of_the_sheet_is_gone_with_its_context():
    theme = simple(en=COVERED)
    assert [f.text for f in edit(theme, "en_forms", lambda _: "two covers").forms] == [
        "two coverage",
        "two covers",
    ]


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        (b"id,kind,numeral\na,formula,two\n", "t.csv: row 2: a: numeral: expected a whole number (found 'two')."),
        ("id,kind,numeral\na,formula,²\n".encode(), "expected a whole number"),
        (b"name\nx\n", "t.csv: row 1: has no column id and no column kind; expected id, kind, path"),
        (b"id,kind,id\na,b,c\n", "t.csv: row 1: has 'id' twice"),
        (b"", "t.csv: is empty"),
        (b"id,kind\na,concept,more\n", "t.csv: row 2: has more cells than there are columns."),
        (b"id,kind,rest\na,concept,{\n", "t.csv: row 2: a: rest: is no JSON"),
        (b"id,kind,rest\na,concept,[]\n", "t.csv: row 2: a: rest: expected a table"),
        (b'id,kind,rest\na,concept,"{""zh"": 3}"\n', "t.csv: row 2: a: rest: expected a table"),
        (b"id,kind\n\xff\xffa,concept\n", "t.csv: is neither UTF-8 nor GB18030 (byte 8)"),
    ],
)  # fmt: skip
def test_a_fault_in_a_sheet_is_named_with_file_row_and_column(sheet, says):
    assert any(says in fault for fault in read_spreadsheet(sheet, "t.csv").faults)


def test_a_fault_of_a_row_names_its_row_in_the_spreadsheet(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        'id,kind,path,en,scope_note,sources\n"a","concept",p,x,"two\nlines",s\nb,thing,p,y,n,s\n'
    )
    (fault,) = import_themes(path).faults
    assert fault.startswith("t.csv: row 3: b: kind: Input should be 'formula', 'concept'")


def test_a_column_that_is_not_ours_is_a_loss():
    assert read_spreadsheet(b"id,kind,colour\na,concept,red\n", "t").losses == [
        "columns: 1 left out, such as 'colour'"
    ]


def test_the_longest_cell_is_read():
    sheet = f"id,kind,scope_note\na,concept,{'x' * 200_000}\n"
    ((_, entry),) = read_spreadsheet(sheet.encode(), "t").entries
    assert len(entry["scope_note"]) == 200_000


# --- quanteda


def test_a_quanteda_dictionary_comes_in(tmp_path):
    path = tmp_path / "d.yml"
    path.write_text(
        "PARTY:\n  building: [party build*, 党建]\n  no: [no, 1.50]\n  bad: [[x]]\n", "utf-8"
    )
    found = import_themes(path)
    building, no = found.themes
    assert (building.theme_id, building.path, building.zh) == ("building", ("PARTY",), "党建")
    assert [f.match for f in building.forms if f.text == "party build*"] == ["glob"]
    assert [f.text for f in no.forms] == ["no", "1.50"]
    assert found.faults == ("d.yml: PARTY > bad: expected a list of patterns.",)


def test_patterns_beside_keys_belong_to_the_key_above_and_one_name_is_two_themes():
    contents = read_quanteda("A:\n- a1\n- B:\n  - b1\nC:\n  B: [b2]\n", "d.yml")
    assert [(e["id"], e["path"], e["en"]["preferred"]) for _, e in contents.entries] == [
        ("a", ["Imported"], "a1"),
        ("b", ["A"], "b1"),
        ("b-2", ["C"], "b2"),
    ]


def test_a_theme_of_globs_only_gets_a_name_that_finds_no_more_than_they_do():
    contents = read_quanteda("A: {b: ['* build*', 'wom?n']}\n", "d.yml")
    ((_, entry),) = contents.entries
    assert entry["en"]["preferred"] == "*b"
    assert "has no form that may stand alone" in contents.losses[0]
    ((_, entry),) = read_quanteda("A: {b: ['party build*']}\n", "d.yml").entries
    assert entry["en"]["preferred"] == "party build"


def test_a_pattern_that_matches_anything_is_left_out_alone():
    contents = read_quanteda("A: {b: ['*', x]}\n", "d.yml")
    assert contents.losses == [
        "d.yml: A > b: patterns that match anything: 1 left out, such as '*'"
    ]
    assert len(contents.entries) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: &a\n  b: *a\n", "refers to parts of itself"),
        ("[", "is no YAML"),
        ("- a\n", "expected keys"),
        ("", "expected keys"),
        ("a: []\n", "has no pattern"),
        ("a: " + "{a: " * 40 + "x" + "}" * 40, "expected a list of patterns"),
        ("a: " + "[" * 5000, "has more than 30 keys within keys"),
    ],
)
def test_what_is_wrong_with_a_dictionary_is_reported(text, says):
    assert says in read_quanteda(text, "d.yml").faults[0]


def test_forms_go_out_as_globs_under_their_path_and_come_in_again():
    theme = simple(path=["P", "Q"], en={"preferred": "Two Coverage", "forms": ["no"]})
    text, _ = write_quanteda([theme])
    ((_, entry),) = read_quanteda(text, "d.yml").entries
    assert (entry["id"], entry["path"]) == ("a", ["P", "Q"])
    assert entry["en"] == {"preferred": "two coverage", "forms": ["no"]}


def test_a_path_through_a_theme_is_kept_apart_from_it():
    text, _ = write_quanteda([simple(path=["P"]), simple(id="b", path=["P", "a"])])
    assert [e["id"] for _, e in read_quanteda(text, "d.yml").entries] == ["a", "b"]


def test_what_quanteda_cannot_hold_is_said_with_counts():
    forms = [{"text": "x", "context": {"any": ["y"]}}, {"text": "u?nder", "match": "regex"}, "a*b"]
    _, losses = write_quanteda([simple(en={"preferred": "two", "forms": forms})])
    assert "contexts, so these forms match everywhere: 1 left out, such as 'x'" in losses
    assert "regular expressions: 1 left out, such as 'u?nder'" in losses
    assert "forms with * or ? for themselves: 1 left out, such as 'a*b'" in losses


# --- CorTexT


def test_a_cortext_list_comes_in():
    contents = read_cortext(
        "stem\tmain form\tforms\tfrequency\n"
        "parti build\tparty building\tparty building|&|party construction\t12\n"
        "union\ttrade union\tunion|&|trade unions\t3\n"
        "x\tx\tx\t1\tw\nparti build\tother\tbuilding of the party\t2\nalone\n",
        "t.tsv",
    )
    (_, party), (_, union) = contents.entries
    assert party["en"] == {
        "preferred": "party building",
        "forms": ["party construction", "building of the party"],
    }
    assert union["en"] == {"preferred": "union", "forms": ["trade unions"]}
    assert contents.faults == [
        "t.tsv:6: expected three columns, stem, main form and forms (found 'alone')."
    ]
    assert contents.losses == [
        "t.tsv:3: 'trade union': a label, no form; left out",
        "rows marked w: 1 left out",
    ]


def test_a_cortext_list_of_two_columns_is_label_and_forms():
    ((_, entry),) = read_cortext("党建\t党建|&|党的建设", "t.tsv").entries
    assert entry["zh"] == {"canonical": "党建", "forms": ["党的建设"], "certainty": "inferred"}


# --- KH Coder


def read_rule(rule):
    """Return the forms, losses and faults of a rule under a code of its own."""
    contents = read_khcoder(f"# remark\n*code\n{rule}\n", "r.txt")
    sides = [entry.get(lang, {}) for _, entry in contents.entries for lang in ("zh", "en")]
    forms = [form for side in sides for form in side.get("forms", [])]
    return forms, contents.losses, contents.faults


@pytest.mark.parametrize(
    ("rule", "forms"),
    [
        ("union | strike", ["union", "strike"]),
        ("union or strike OR\n ( wage | pay )", ["union", "strike", "wage", "pay"]),
        ("trade+union", ["trade union"]),
        ("union|strike", ["union", "strike"]),
        ("union　or　strike", ["union", "strike"]),
    ],
)
def test_alternatives_are_forms_in_every_inflection(rule, forms):
    found, losses, faults = read_rule(rule)
    assert found == [{"text": form, "match": "lemma"} for form in forms]
    assert (losses, faults) == ([], [])


def test_raw_text_may_hold_an_operator_and_chinese_phrases_have_no_spaces():
    ((_, entry),) = read_khcoder("*c\n'law and order' | 工会+改革", "r").entries
    assert (entry["en"]["preferred"], entry["zh"]["canonical"]) == ("law and order", "工会改革")


@pytest.mark.parametrize(
    ("rule", "context"),
    [
        ("near(union-reform)", {"any": ["reform"], "within": 10}),
        ("near(union-reform)[5]", {"any": ["reform"], "within": 5}),
        ("near(union-reform)[d7]", {"any": ["reform"], "within": 7}),
        ("seq(union-reform)[3]", {"any": ["reform"], "within": 3, "side": "after"}),
    ],
)
def test_a_word_near_another_is_a_form_with_a_context_and_does_not_count_alone(rule, context):
    ((_, entry),) = read_khcoder(f"*code\n{rule}", "r").entries
    assert entry["en"]["forms"] == [{"text": "union", "match": "lemma", "context": context}]
    assert entry["en"]["preferred"] == "*code"


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("union | reform & strike", "'reform & strike': left out; it asks for more"),
        ("union | ! strike", "'! strike': left out; it asks for more"),
        ("union |! strike", "'! strike': left out"),
        ("union | near(a-b-c)", "more than two words"),
        ("union | near(a-b)[b]", "a sentence is no bound"),
        ("union | near(a-b)[80]", "from 1 to 50 words"),
        ("union | <*other>", "no word but a code"),
        ("union | 米-->地名", "no word but a code"),
        ("union | length > 100", "it asks for more"),
        ("near(工会-改革)[5]", "5 words are taken as 5 Chinese characters"),
    ],
)
def test_what_no_form_can_say_is_listed_with_its_line(rule, says):
    _, losses, faults = read_rule(rule)
    assert faults == []
    assert losses[0].startswith("r.txt:3: code: ")
    assert says in losses[0]


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("union\n*c\nx", "r:1: expected a line *name before any condition (found 'union')."),
        (
            "*c\ntrade union",
            "r:1: c: 'trade' and 'union' stand side by side; expected | or & between them",
        ),
        ("*c\na |", "r:1: c: expected a word on both sides"),
        ("*c\n( a | b", "r:1: c: a bracket is not closed."),
        ("*c\na )", "r:1: c: a bracket is closed that was not opened."),
    ],
)
def test_what_is_no_rule_is_reported(rules, says):
    assert any(says in fault for fault in read_khcoder(rules, "r").faults)


def test_brackets_without_end_are_no_danger():
    (fault,) = read_khcoder("*c\n" + "( " * 5000 + "a" + " )" * 5000, "r").faults
    assert "brackets within brackets" in fault


# --- jieba


def test_jieba_cuts_out_every_word_of_the_dictionary(themes, tmp_path):
    path = tmp_path / "user.txt"
    text, _ = export_themes(themes, "jieba")
    path.write_text(text, "utf-8")
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    before = tokenizer.total
    with path.open("rb") as dictionary:
        tokenizer.load_userdict(dictionary)
    for word in (line.split()[0] for line in text.splitlines()):
        assert tokenizer.lcut(word) == [word]
    assert "群团组织" in tokenizer.lcut("依靠群团组织的力量")
    assert tokenizer.total < before * 1.05


def test_only_what_is_one_word_to_jieba_goes_into_its_dictionary():
    forms = ["去“四化”", "党", "A股", "𠮷地", "减上、补下", {"text": "党建*", "match": "glob"}]
    theme = simple(zh={"canonical": "党建", "certainty": "certain", "forms": forms})
    text, losses = write_jieba([theme])
    assert text == "A股 1000 n\n党建 1000 n\n"
    assert losses == [
        "forms that are no single word to jieba: 4 left out, such as '去“四化”', '党'",
        "forms with holes: 1 left out, such as '党建*'",
    ]


# --- all of them


def test_no_file_is_overwritten(themes, tmp_path):
    path = tmp_path / "new.toml"
    write_new(themes[:1], path)
    with pytest.raises(OSError, match="nothing is overwritten"):
        write_new(themes[:1], path)


def test_what_is_written_for_review_loads(themes, tmp_path):
    write_new(themes, tmp_path / "new.toml")
    again, faults = load_themes(tmp_path)
    assert not faults
    assert {c.status for c in compare_themes(again, themes)} == {"unchanged"}


def test_new_and_changed_themes_are_told_from_unchanged_ones():
    old = [simple(), simple(id="b")]
    new = [simple(), simple("both", id="b"), simple(id="c")]
    assert [(c.status, c.fields) for c in compare_themes(new, old)] == [
        ("unchanged", ()),
        ("changed", ("en",)),
        ("new", ()),
    ]


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.ttl", b"", "skos"),
        ("a.TSV", b"", "cortext"),
        ("terms.txt", b"a\tb\tc|&|d", "cortext"),
        ("rules.txt", "# r\n＊c\nx".encode(), "khcoder"),
        ("x.txt", b"@prefix skos: <http://x> .", "skos"),
        ("x.txt", b"id,kind\n", "csv"),
        ("x.txt", b"hello", None),
    ],
)
def test_a_format_is_known_by_the_suffix_or_by_the_content(name, data, form):
    assert guess_format(name, data) == form


def test_a_file_that_is_nothing_we_know_or_not_there_is_refused(tmp_path):
    (tmp_path / "x.doc").write_text("hello")
    with pytest.raises(BadTheme, match="Say so with --from"):
        import_themes(tmp_path / "x.doc")
    with pytest.raises(BadTheme, match="cannot be read"):
        import_themes(tmp_path / "none.ttl")


def test_text_that_is_not_utf_8_is_reported(tmp_path):
    (tmp_path / "r.tsv").write_bytes("党建\t党建".encode("gb18030"))
    assert import_themes(tmp_path / "r.tsv").faults == (
        "r.tsv: is not UTF-8 (byte 0). Save it as UTF-8.",
    )


def test_an_id_that_is_there_twice_is_named_with_both_places(tmp_path):
    row = "a,concept,p,x,n,s\n"
    (tmp_path / "t.csv").write_text(f"id,kind,path,en,scope_note,sources\n{row}{row}")
    found = import_themes(tmp_path / "t.csv")
    assert found.faults == ("t.csv: row 3: a: is there already, in t.csv: row 2; that is taken.",)
    assert len(found.themes) == 1
