"""Dictionaries of quanteda, CorTexT, KH Coder and jieba."""

import jieba
import pytest

from policytext.exchange import (
    export_themes,
    import_themes,
)
from policytext.exchange.cortext import read_cortext
from policytext.exchange.jieba_dictionary import write_jieba
from policytext.exchange.khcoder import read_khcoder
from policytext.exchange.quanteda import read_quanteda, write_quanteda
from theme_strategies import simple

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
