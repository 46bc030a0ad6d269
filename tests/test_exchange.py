"""The authority file in the formats of other programs, and back."""

import csv
import dataclasses
import io
import tomllib

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from policytext.exchange import compare_themes, export_themes, import_themes, write_new
from policytext.exchange.entries import from_entry, to_entry, write_entries
from policytext.exchange.skos import find_skos_faults, read_skos, write_skos
from policytext.exchange.spreadsheet import read_spreadsheet, write_spreadsheet
from policytext.themes import load_themes


@pytest.fixture(scope="module")
def themes(corpus):
    return load_themes(corpus / "themes")[0]


def bare(theme):
    return dataclasses.replace(theme, file="", line=0)


AWKWARD = st.sampled_from(
    [
        "两个覆盖",
        "“四化”",
        '"333" law',
        "=cmd()",
        "+plus",
        "a, b; c",
        "ＡＢＣ",
        "𠮷",
        "tab\there",
        "quote's",
        "back\\slash",
        "'=x",
        "-1",
        "@at",
    ]
)
PLAIN = st.text("abc 党建“”,;|'\"=", min_size=1, max_size=12).map(str.strip).filter(bool)
TEXT = AWKWARD | PLAIN
FORM = st.fixed_dictionaries(
    {"text": TEXT},
    optional={
        "kind": st.sampled_from(["official", "paraphrase", "corrupt"]),
        "status": st.sampled_from(["preferred", "deprecated", "forbidden"]),
        "match_case": st.just(True),
        "context": st.fixed_dictionaries(
            {"any": st.lists(TEXT, min_size=1, max_size=2)}, optional={"within": st.integers(1, 50)}
        ),
        "source": TEXT,
    },
)
ENTRY = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["a", "liangge-fugai", "sihua.qun"]),
        "kind": st.sampled_from(["formula", "concept"]),
        "path": st.lists(TEXT, min_size=1, max_size=3),
        "scope_note": TEXT,
        "sources": st.lists(TEXT, min_size=1, max_size=2),
        "en": st.fixed_dictionaries(
            {"preferred": TEXT}, optional={"forms": st.lists(TEXT | FORM, max_size=3)}
        ),
    },
    optional={
        "zh": st.fixed_dictionaries(
            {"canonical": TEXT, "certainty": st.just("certain")},
            optional={"forms": st.lists(TEXT | FORM, max_size=3), "short": TEXT},
        ),
        "members": st.lists(
            st.fixed_dictionaries({"zh": TEXT}, optional={"en": st.lists(TEXT, max_size=2)}),
            max_size=3,
        ),
        "scope": st.fixed_dictionaries(
            {}, optional={"since": st.integers(1900, 2000), "places": st.lists(TEXT, min_size=1)}
        ),
        "polarity": st.fixed_dictionaries(
            {"sign": st.sampled_from(["negative", "positive"])}, optional={"verbs": st.lists(TEXT)}
        ),
        "not_same_as": st.lists(
            st.fixed_dictionaries({"theme": st.just("b"), "reason": TEXT}), max_size=1
        ),
        "related": st.just(["b"]),
        "definition": TEXT,
        "numeral": st.integers(2, 9),
        "tests": st.fixed_dictionaries({}, optional={"must_match": st.lists(TEXT, min_size=1)}),
    },
)


def make(entry):
    theme, faults = from_entry(entry, "test")
    assert not faults
    return bare(theme)


@given(ENTRY)
@settings(max_examples=60)
def test_a_theme_written_as_toml_is_read_back_the_same(entry):
    theme = make(entry)
    (table,) = tomllib.loads(write_entries([theme]))["themes"]
    assert make(table) == theme


@given(ENTRY)
@settings(max_examples=40)
def test_a_theme_written_as_skos_is_read_back_the_same(entry):
    theme = make(entry)
    (back,), faults, losses = read_skos(write_skos([theme]))
    assert not losses
    assert to_entry(make(back)) == to_entry(theme) or faults


@given(ENTRY)
@settings(max_examples=60)
def test_a_theme_written_as_csv_is_read_back_the_same(entry):
    theme = make(entry)
    (back,), faults = read_spreadsheet(write_spreadsheet([theme]).encode(), "t.csv")
    assert not faults
    assert to_entry(make(back)) == to_entry(theme)


@pytest.mark.parametrize(("form", "suffix"), [("skos", "ttl"), ("csv", "csv")])
def test_the_authority_file_comes_back_unchanged(themes, form, suffix, tmp_path):
    path = tmp_path / f"themes.{suffix}"
    text, losses = export_themes(themes, form)
    assert not losses
    path.write_bytes(text.encode())
    found = import_themes(path)
    assert not found.faults
    assert {change.status for change in compare_themes(found.themes, themes)} == {"unchanged"}
    assert len(found.themes) == len(themes)


def test_the_authority_file_is_sound_skos_and_the_same_bytes_each_time(themes):
    text = write_skos(themes)
    assert find_skos_faults(Graph().parse(data=text, format="turtle")) == []
    assert write_skos(themes) == text


def test_every_label_has_a_language_and_corrupt_ones_are_hidden(themes):
    text = write_skos(themes)
    assert 'skos:hiddenLabel "four modernizations"@en' in text
    assert not [
        line for line in text.splitlines() if "Label" in line and "@" not in line and '"' in line
    ]


FOREIGN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://example.org/c/7> a skos:Concept ; skos:prefLabel "mass line"@en-GB, "群众路线"@zh-CN ;
  skos:altLabel "群眾路線"@zh-Hant, "ligne de masse"@fr ; skos:broader <https://example.org/c/8> ; dct:created "2020" .
<https://example.org/c/8> a skos:Concept ; skos:prefLabel "party work"@en .
"""


def test_skos_of_others_becomes_draft_themes_and_what_is_not_understood_is_said(tmp_path):
    path = tmp_path / "foreign.ttl"
    path.write_text(FOREIGN, "utf-8")
    found = import_themes(path)
    line, work = found.themes
    assert (line.en, line.zh, line.zh_traditional, line.status) == (
        "mass line",
        "群众路线",
        "群眾路線",
        "draft",
    )
    assert line.broader == (work.theme_id,)
    assert any("created" in loss for loss in found.losses)


@pytest.mark.parametrize(
    ("turtle", "says"),
    [
        ('skos:prefLabel "a"@en, "b"@en', "S14"),
        ('skos:prefLabel "a"@en ; skos:altLabel "a"@en', "S13"),
        ('skos:prefLabel "a"@en ; skos:broader <urn:b> ; skos:related <urn:b>', "S27"),
    ],
)
def test_unsound_skos_is_reported(turtle, says):
    text = f"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <urn:a> a skos:Concept ; {turtle} ."
    _, faults, _ = read_skos(text)
    assert any(says in fault for fault in faults)


def test_what_is_no_turtle_is_reported():
    assert "not Turtle" in read_skos("<<<")[1][0]


def test_a_sheet_saved_by_chinese_excel_is_read(themes):
    text = write_spreadsheet([t for t in themes if t.theme_id == "liangge-fugai"])[1:]
    rows = list(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    (entry,), faults = read_spreadsheet(out.getvalue().encode("gb18030"), "t.csv")
    assert not faults
    assert entry["zh"]["canonical"] == "两个覆盖"


def test_a_form_added_in_the_sheet_is_a_new_form(themes):
    (theme,) = [t for t in themes if t.theme_id == "liangge-fugai"]
    text = write_spreadsheet([theme]).replace(
        "two coverage rate", "two coverage rate | twofold coverage"
    )
    (entry,), _ = read_spreadsheet(text.encode(), "t.csv")
    (change,) = compare_themes([make(entry)], [theme])
    assert (change.status, change.fields) == ("changed", ("en",))


def test_a_fault_in_a_sheet_is_named_with_file_row_and_column():
    _, faults = read_spreadsheet(b"id,kind,numeral\na,formula,two\n", "t.csv")
    assert faults == ["t.csv:2: a: numeral: expected a number (found 'two')."]
    _, faults = read_spreadsheet(b"name\nx\n", "t.csv")
    assert "has no column id" in faults[0]


def test_a_quanteda_dictionary_goes_out_and_comes_in(tmp_path):
    path = tmp_path / "d.yml"
    path.write_text("PARTY:\n  building: [party build*, 党建]\n  bad: 7.5\n", "utf-8")
    found = import_themes(path)
    (theme,) = found.themes
    assert (theme.theme_id, theme.path, theme.zh) == ("building", ("PARTY",), "党建")
    assert [f.match for f in theme.forms if f.text == "party build*"] == ["glob"]
    assert "bad: expected a list of patterns" in found.faults[0]


def test_what_quanteda_cannot_hold_is_said(themes):
    _, losses = export_themes(themes, "quanteda")
    assert any(loss.startswith("contexts") for loss in losses)


def test_a_cortext_list_comes_in(tmp_path):
    path = tmp_path / "terms.tsv"
    path.write_text(
        "main form\tforms\nparty building\tparty building|&|party construction\nx\tx\tw\nalone\n",
        "utf-8",
    )
    found = import_themes(path)
    (theme,) = found.themes
    assert {f.text for f in theme.forms} == {"party building", "party construction"}
    assert "terms.tsv:4: expected a main form" in found.faults[0]
    assert found.losses == ("1 rows marked w: left out",)


def test_khcoder_rules_come_in(tmp_path):
    path = tmp_path / "rules.txt"
    path.write_text(
        "# comment\n*unions\ntrade union | 工会 | near(federation-worker)[5]\nunion & not strike\n",
        "utf-8",
    )
    found = import_themes(path)
    (theme,) = found.themes
    assert {"trade union", "工会", "federation"} <= {f.text for f in theme.forms}
    (near,) = [f for f in theme.forms if f.text == "federation"]
    assert (near.context.any, near.context.within) == (("worker",), 5)
    assert "rules.txt:4" in found.losses[0]


def test_jieba_cuts_by_the_dictionary(themes, tmp_path):
    path = tmp_path / "user.txt"
    path.write_text(export_themes(themes, "jieba")[0], "utf-8")
    tokenizer = jieba.Tokenizer()
    with path.open("rb") as dictionary:
        tokenizer.load_userdict(dictionary)
    assert "群团组织" in tokenizer.lcut("依靠群团组织的力量")
    assert "两个覆盖" in tokenizer.lcut("实现两个覆盖目标")


def test_no_file_is_overwritten(themes, tmp_path):
    path = tmp_path / "new.toml"
    write_new(themes[:1], path)
    with pytest.raises(OSError, match="nothing is overwritten"):
        write_new(themes[:1], path)
