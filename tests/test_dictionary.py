"""Chinese words that stay whole: the package's policy words and those of the corpus's `words.txt`."""

import shutil

import pytest

from policytext.dictionary import read_words
from policytext.exchange import export_themes
from policytext.pipeline import build_store
from policytext.store.reading import open_store
from policytext.themes import load_themes

TEXT = "枢纽型\n\n推进枢纽型社会组织建设，去“四化”。\n"


@pytest.fixture
def folder(tmp_path):
    """Return a corpus folder of one Chinese paper, without themes."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "论文.txt").write_text(TEXT, "utf-8")
    return tmp_path


def list_words(folder):
    """Return the words of every passage of a corpus that is built anew from what changed."""
    build_store(folder, folder / "x.db")
    with open_store(folder / "x.db") as store:
        rows = store.ask("SELECT text, tokens FROM passages ORDER BY passage_no")
    return [cut(row["text"], row["tokens"]) for row in rows]


def cut(text, packed):
    at = [int.from_bytes(packed[n : n + 4], "little") for n in range(0, len(packed), 4)]
    return [text[start:end] for start, end in zip(at[::2], at[1::2], strict=True)]


def test_a_policy_word_stays_whole(folder):
    assert "社会组织" in list_words(folder)[1]


def test_a_word_of_the_corpus_stays_whole_as_soon_as_it_is_listed(folder):
    assert "枢纽型" not in list_words(folder)[1]
    (folder / "words.txt").write_text("# ours\n枢纽型 3 n\n", "utf-8")
    assert "枢纽型" in list_words(folder)[1]


def test_a_theme_changes_no_word(folder, corpus):
    before = list_words(folder)
    shutil.copytree(corpus / "themes", folder / "themes")
    assert list_words(folder) == before


def test_the_jieba_dictionary_of_the_themes_is_such_a_list(folder, corpus):
    themes, _ = load_themes(corpus / "themes")
    text, _ = export_themes(themes, "jieba")
    (folder / "words.txt").write_text(text, "utf-8")
    words, faults = read_words(folder)
    assert "群团组织" in words
    assert not faults


def test_a_line_without_chinese_is_named_and_costs_itself_alone(folder):
    (folder / "words.txt").write_text("枢纽型\nhub\n", "utf-8")
    words, (fault,) = read_words(folder)
    assert words == ["枢纽型"]
    assert str(fault).startswith("words.txt:2: 'hub' has no Chinese character.")
    assert str(fault) in build_store(folder, folder / "x.db").problems


def test_a_list_in_another_encoding_is_named_with_what_to_do(folder):
    (folder / "words.txt").write_bytes("枢纽型".encode("gb18030"))
    words, (fault,) = read_words(folder)
    assert not words
    assert "Save it as UTF-8" in str(fault)
