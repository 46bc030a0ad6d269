"""Traditional characters: compared as simplified ones, and kept as they stand."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.discovery.candidates import find_in_text
from policytext.folding import fold
from policytext.pipeline import build_store
from policytext.search import search
from policytext.store.reading import open_store
from policytext.traditional import describe_folding, load_simplifier

pytest.importorskip("opencc")

THEME = """
[[themes]]
id = "two-coverage"
kind = "formula"
path = ["Party building"]
scope_note = "Organizations and work everywhere."
zh = { canonical = "两个覆盖", certainty = "certain" }
en = { preferred = "two coverage" }
sources = ["x"]
"""
TEXT = "推動“兩個覆蓋”，提高基層治理水平。\n\n後來兩個覆蓋與两个覆盖都寫在文件裡。\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    for name in ("papers", "themes"):
        (folder / name).mkdir()
    (folder / "papers" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "themes" / "a.toml").write_text(THEME, "utf-8")
    build_store(folder, folder / "a.db")
    return folder / "a.db"


def test_a_theme_is_found_in_traditional_characters_and_shown_in_them(built):
    with sqlite3.connect(built) as db:
        rows = db.execute(
            "SELECT theme_id, surface FROM mentions ORDER BY passage_no, mention_no"
        ).fetchall()
        text = db.execute("SELECT text FROM sources").fetchone()[0]
        said = dict(db.execute("SELECT key, value FROM manifest"))
    assert rows == [("two-coverage", s) for s in ("兩個覆蓋", "兩個覆蓋", "两个覆盖")]
    assert text == TEXT
    assert said["traditional characters"] == describe_folding()


@pytest.mark.parametrize("query", ["两个覆盖", "兩個覆蓋", "基层治理", "基層治理"])
def test_a_search_in_either_script_finds_both(built, query):
    with open_store(built) as store:
        assert search(store, query).hits


def test_folding_joins_what_the_scripts_write_apart():
    assert fold("兩個覆蓋，後來，裡面") == fold("两个覆盖，后来，里面")


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=50))
def test_folding_keeps_the_length_of_any_chinese(text):
    assert len(fold(text)) == len(text)


def test_what_is_folded_once_stays():
    simplify = load_simplifier()
    letters = "".join(map(chr, range(0x3400, 0xA000)))
    assert simplify(simplify(letters)) == simplify(letters)


def test_formulae_in_traditional_characters_are_found_as_they_stand_and_named_as_in_both():
    found = find_in_text(
        "堅持“兩個凡是”，共五億元，增加三萬人，黨委領導、政府負責、民主協商的體系。"
    )
    assert [(c.text, c.normal) for c in found] == [
        ("兩個凡是", "2凡是"),
        ("黨委領導、政府負責、民主協商", "党委领导政府负责民主协商"),
    ]
