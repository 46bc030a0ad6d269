"""Traditional characters: compared as simplified ones, and kept as they stand."""

import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.discovery.candidates import find_in_text
from policytext.folding import fold
from policytext.pipeline import build_store
from policytext.readers import plain
from policytext.records import Source
from policytext.search import search
from policytext.store.reading import open_store
from policytext.structure import scripts, structure
from policytext.structure.outline import build_outline
from policytext.traditional import describe_folding, load_simplifier
from test_structure import check_spans

OpenCC = pytest.importorskip("opencc").OpenCC

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


SIMPLE = """某市人民政府关于加强社区组织建设的通知

发布日期：2020年11月25日

各区人民政府：

为加强社区服务，现就有关事项通知如下。

一、总体要求

要做好工作，让群众满意，让服务到位，并且持续改进。

第二条 办事机构应当公开收费标准。

参考文献

[1] 张三. 社区治理[M]. 2019.
"""


def test_a_text_in_traditional_characters_has_the_structure_of_its_twin_and_its_own_letters():
    twin = OpenCC("s2t").convert(SIMPLE)
    assert len(twin) == len(SIMPLE)
    simple, traditional = (build_outline(outline(text)) for text in (SIMPLE, twin))
    assert simple["date"] == "2020-11-25"
    assert list_places(traditional) == list_places(simple)
    assert traditional["official"] == simple["official"]
    check_spans(outline(twin))
    assert traditional["title"]["text"] == "某市人民政府關於加強社區組織建設的通知"
    assert traditional["sections"][0]["title"] == "一、總體要求"


def outline(text):
    return structure(Source("a.txt", "plain", "utf-8", "", text, plain.split_blocks(text)), "a")


def list_places(value):
    """Return the numbers of an outline, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [place for each in value for place in list_places(each)]
    return [value] if isinstance(value, int) else []


def test_every_letter_that_a_rule_of_structure_looks_for_is_known_in_its_traditional_form():
    drawer = Path(scripts.__file__).parent
    rules = "".join(
        path.read_text("utf-8") for path in sorted(drawer.glob("*.py")) if path.name != "scripts.py"
    )
    letters = set(re.findall("[\u4e00-\u9fff]", rules))
    simple = OpenCC("t2s")
    missing = {
        letter: one
        for letter in map(chr, range(0x4E00, 0xA000))
        if (one := simple.convert(letter)) != letter
        and one in letters and letter not in letters | set(scripts.TRADITIONAL)
    }  # fmt: skip
    assert not missing
