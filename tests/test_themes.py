import pytest

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
        "themes/b.toml:2: id: 'liangge-fugai' is taken by themes/a.toml:2. Give one of them another id, or join the two entries."
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
        "themes/party.toml:12: forms: 'two coverage rate' is claimed by 'liangge-quan-fugai' and by 'liangge-fugai' "
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
