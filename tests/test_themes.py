import copy
import re

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policytext.checking import check_themes
from policytext.forms import build_lexicon
from policytext.themes import load_themes

ENTRY = """
[[themes]]
id = "liangge-fugai"
kind = "formula"
path = ["Party building"]
numeral = 2
scope_note = "Party organizations and Party work."
zh = { canonical = "两个覆盖", certainty = "certain" }
en = { preferred = "two coverage", forms = ["two coverage rate"] }
sources = ["shen-changzhou"]
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "themes"
    made.mkdir()
    return made


def load(folder, text, name="party.toml"):
    (folder / name).write_text(text, "utf-8")
    themes, faults = load_themes(folder)
    return themes, [str(fault) for fault in faults]


def test_a_theme_is_read_with_the_place_it_is_written_at(folder):
    (theme,), faults = load(folder, ENTRY)
    assert not faults
    assert (theme.theme_id, theme.file, theme.line) == ("liangge-fugai", "themes/party.toml", 2)
    assert [form.text for form in theme.forms] == ["两个覆盖", "two coverage", "two coverage rate"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "scope_note",
            "scopenote",
            "themes/party.toml:7: liangge-fugai: scopenote: no such key; did you mean 'scope_note'?",
        ),
        (
            'kind = "formula"',
            'kind = "slogan"',
            "themes/party.toml:4: liangge-fugai: kind: Input should be 'formula'",
        ),
        (
            "numeral = 2",
            'numeral = "two"',
            "themes/party.toml:6: liangge-fugai: numeral: Input should be a valid integer",
        ),
        (
            'sources = ["shen-changzhou"]',
            "",
            "themes/party.toml:2: liangge-fugai: sources: is missing",
        ),
        (
            'id = "liangge-fugai"',
            'id = "../up"',
            "themes/party.toml:3: ../up: id: String should match pattern",
        ),
    ],
)
def test_a_fault_is_named_with_its_file_line_and_field(folder, old, new, says):
    themes, faults = load(folder, ENTRY.replace(old, new))
    assert themes == []
    (fault,) = faults
    assert fault.startswith(says)


def test_a_file_that_is_not_toml_is_named_with_its_line_and_the_others_load(folder):
    (folder / "broken.toml").write_text("[[themes]]\nid = \n", "utf-8")
    themes, faults = load(folder, ENTRY)
    assert len(themes) == 1
    assert faults[0].startswith("themes/broken.toml: is not TOML: Invalid value (at line 2")


def test_a_theme_with_a_taken_id_is_left_out_and_both_places_are_named(folder):
    (folder / "a.toml").write_text(ENTRY, "utf-8")
    themes, faults = load(folder, ENTRY.replace("two coverage", "double coverage"), "b.toml")
    assert [theme.en for theme in themes] == ["two coverage"]
    assert faults == [
        "themes/b.toml:2: liangge-fugai: id: it is taken by themes/a.toml:2. Give one of them another id, or join the two entries."
    ]


def test_a_form_claimed_by_two_themes_is_named_with_both_places(folder):
    other = (
        ENTRY.replace("liangge-fugai", "liangge-quan-fugai")
        .replace("两个覆盖", "两个全覆盖")
        .replace('"two coverage"', '"two full coverage"')
    )
    themes, faults = load(folder, ENTRY + other)
    _, contested = build_lexicon(themes)
    assert not faults
    (fault,) = contested
    assert str(fault) == (
        "themes/party.toml:12: liangge-quan-fugai: forms: 'two coverage rate' is claimed by 'liangge-quan-fugai' and by 'liangge-fugai' "
        "(themes/party.toml:2). It is not tagged until one of them gives it up, or each says how to tell them apart: "
        "not_same_as, and a context or polarity."
    )


def test_a_member_that_is_no_theme_is_named(folder):
    _, faults = load(folder, ENTRY + 'members = [{ theme = "zuzhi-fugai" }, { zh = "工作覆盖" }]\n')
    assert faults == [
        "themes/party.toml:11: liangge-fugai: members: no theme is called 'zuzhi-fugai'."
    ]


def test_a_list_by_another_name_is_named(folder):
    themes, faults = load(folder, ENTRY.replace("[[themes]]", "[[theme]]"))
    assert themes == []
    assert faults == ["themes/party.toml: theme: no such key. Everything stands under [[themes]]."]


def test_an_empty_file_is_no_themes(folder):
    assert load(folder, "") == ([], [])


def test_no_folder_is_no_themes(tmp_path):
    assert load_themes(tmp_path / "themes") == ([], [])


FULL = {
    "id": "liangge-fugai",
    "kind": "formula",
    "path": ["Party building"],
    "status": "draft",
    "zh": {
        "canonical": "两个覆盖",
        "certainty": "certain",
        "short": "双覆盖",
        "forms": ["双全覆盖", {"text": "两个全*", "match": "glob"}],
        "context": {"any": ["组织"], "within": 4},
    },
    "en": {
        "preferred": "two coverage",
        "forms": ["two coverage rate", {"text": "dual coverages?", "match": "regex", "kind": "literal"}],
    },
    "scope_note": "Party organizations and Party work.",
    "numeral": 2,
    "members": [{"zh": "组织覆盖", "en": ["organizational coverage"]}, {"zh": "工作覆盖"}],
    "member_sets": [{"source": "a paper", "members": [{"zh": "甲"}, {"zh": "乙"}]}],
    "polarity": {"sign": "negative", "verbs": ["eliminate"]},
    "scope": {"since": 2015, "until": 2020, "places": ["Changzhou"]},
    "not_same_as": [{"theme": "liangge-fugai.party", "reason": "another"}],
    "broader": ["liangge-fugai.party"],
    "tests": {"must_not_match": ["nothing here"]},
    "sources": ["shen-changzhou"],
}  # fmt: skip
OTHER = {
    "id": "liangge-fugai.party",
    "kind": "concept",
    "path": ["Party building"],
    "en": {"preferred": "something else"},
    "scope_note": "Another sense.",
    "sources": ["shen-changzhou"],
}
BROKEN = st.sampled_from(
    ["", " ", 0, -1, 10**30, 3.5, True, [], [""], ["x", 1], {}, {"a": 1}, [[]], [{}], "…", "“”", "\u00ad", "x\u0001y",
     "(", "(?=a)b", "x*", ".+", "a{100000}", "(a+)+$", "x" * 5000, "http://a b", "../up", float("nan")]
)  # fmt: skip
FAULT = re.compile(r"themes/party\.toml:\d+: .+?: [a-z_A-Z][\w.]*: \S.*[.?]")


def list_places(node, at=()):
    """Return the keys that lead to every value of an entry."""
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    return [
        place
        for key, value in inner
        for place in ((*at, key), *(list_places(value, (*at, key)) if isinstance(value, dict | list) else ()))
    ]  # fmt: skip


@st.composite
def broken_entries(draw):
    entry = copy.deepcopy(FULL)
    *way, last = draw(st.sampled_from(list_places(entry)))
    node = entry
    for key in way:
        node = node[key]
    what = draw(st.sampled_from(["another value", "gone", "another key"]))
    if what == "another value":
        node[last] = draw(BROKEN)
    elif what == "gone" or isinstance(node, list):
        del node[last]
    else:
        node[f"{last}s"] = node.pop(last)
    return entry


@given(broken_entries())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_broken_in_a_file_is_told_in_lines_of_file_entry_and_field(folder, entry):
    document = tomlkit.dumps({"themes": [entry, OTHER]})
    (folder / "party.toml").write_text(document, "utf-8")
    themes, faults = check_themes(folder)
    said = [str(fault) for fault in faults]
    assert [fault for fault in said if not FAULT.fullmatch(fault)] == []
    assert "function-" not in "".join(said)
    assert len(themes) == 2 or said


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("3", "forms.0: a form is a text or a table with a text (found 3)."),
        ('""', "forms.0.text: String should have at least 1 character (found '')."),
        ('"……"', "forms.0.text: has no letter or digit that could be found (found '……')."),
        ('"a\\u00adb"', "forms.0.text: holds a character that cannot be seen (U+00AD) (found 'a\\xadb')."),
        ('{ txt = "x y" }', "forms.0.txt: no such key; did you mean 'text'?"),
        ('{ text = "x y", context = {} }', "forms.0.context: a context needs any or none (found {})."),
        (
            '{ text = "(a", match = "regex" }',
            "forms.0: cannot be looked for: missing ): (a (found {'text': '(a', 'match': 'regex'}).",
        ),
        (
            '{ text = "(?=a)b", match = "regex" }',
            "forms.0: cannot be looked for: invalid perl operator: (?= (found {'text': '(?=a)b', 'match': 'regex'}).",
        ),
        (
            "{ text = '\\w+', match = \"regex\" }",
            "forms.0: cannot be looked for: matches any text (found {'text': '\\\\w+', 'match': 'regex'}).",
        ),
    ],
)  # fmt: skip
def test_a_form_at_fault_is_told_once_at_its_line(folder, form, says):
    written = ENTRY.replace('"two coverage rate"', f"\n  {form},\n  ")
    themes, faults = load(folder, written)
    assert themes == []
    (fault,) = faults
    assert re.fullmatch(
        r"themes/party\.toml:(?:9|10): liangge-fugai: en\." + re.escape(says), fault
    )


def test_an_entry_without_an_id_is_named_by_its_place(folder):
    _, faults = load(folder, ENTRY + '[[themes]]\nkind = "concept"\n')
    assert faults[0] == "themes/party.toml:11: entry 2: id: is missing."


def test_a_theme_without_a_name_says_which_field_it_lacks(folder):
    text = "\n".join(line for line in ENTRY.splitlines() if not line.startswith(("zh", "en")))
    (fault,) = load(folder, text)[1]
    assert fault.startswith(
        "themes/party.toml:2: liangge-fugai: zh: a theme needs a name: zh, en or both"
    )


def test_the_line_of_a_fault_is_that_of_the_table_it_stands_in(folder):
    written = ENTRY.replace("sources", 'members = [\n  { zh = "甲" },\n  { zh = "" },\n]\nsources')
    (fault,) = load(folder, written)[1]
    assert fault.startswith("themes/party.toml:12: liangge-fugai: members.1.zh: String should have")


def test_a_regular_expression_that_other_engines_run_away_with_takes_no_time(folder):
    form = '{ text = "(?:a+)+b", match = "regex" }'
    themes, faults = load(folder, ENTRY.replace('"two coverage rate"', form))
    lexicon, _ = build_lexicon(themes)
    assert not faults
    assert list(lexicon.find("a" * 100_000)) == []
