import pytest

from policytext.errors import BadQuery
from policytext.kwic import (
    View,
    count_by_document,
    cut_lines,
    find_counterparts,
    find_places,
    keep_near,
    sample_lines,
    sort_lines,
)
from policytext.search import search
from policytext.store.indexing import split_index_words


def find(store, pattern, kind="phrase", **view):
    return cut_lines(find_places(store, pattern, kind).found, View(**view))


def test_the_node_is_in_the_source(store):
    for line in find(store, "mass organization*"):
        text = store.read_source(line.doc_id)
        assert text[line.char_start : line.char_end].split()[0].lower() == "mass"


def test_windows_count_words(store):
    (line,) = find(store, "two studies", window=3)
    assert (line.left, line.right) == ('The education of "', "and one action")


def test_windows_may_count_characters(store):
    (line,) = find(store, "two studies", window=4, unit="characters")
    assert (line.left, line.right) == ('of "', "and")


def test_a_window_may_end_with_the_sentence(store):
    for line in find(store, "four modernizations", window=200, within="sentence"):
        assert ". " not in line.left + line.right


def test_a_star_stands_for_any_letters_and_by_itself_for_any_word(store):
    assert {"modernization", "modernizations"} <= {
        line.node.lower() for line in find(store, "moderni*")
    }
    assert {"three lines", "three steps", "three passes"} <= {
        line.node.lower() for line in find(store, "three *")
    }


def test_a_question_mark_stands_for_one_letter(store):
    assert {line.node.lower() for line in find(store, "wom?n")} == {"women"}


def test_a_lemma_stands_in_any_inflection(store):
    nodes = {line.node.lower() for line in find(store, "trade union", "lemma")}
    assert nodes == {"trade union", "trade unions"}


def test_a_theme_stands_in_any_form(store):
    lines = find(store, "去四化", "theme")
    assert {line.doc_id for line in lines} == {"zhang-henan", "zhang-three-cities"}


def test_a_regular_expression_finds_what_it_says(store):
    nodes = {line.node.lower() for line in find(store, r"(two|four) \w+ations", "regex")}
    assert nodes == {"four modernizations"}


@pytest.mark.parametrize("pattern", ["(", "(?=a)b", r"(a)\1", "x*"])
def test_a_regular_expression_that_cannot_be_is_refused_with_the_reason(store, pattern):
    with pytest.raises(BadQuery, match="no regular expression that can be looked for"):
        find(store, pattern, "regex")


def test_a_regular_expression_that_would_run_away_elsewhere_does_not_here(store):
    assert find(store, r"(\w+\s?)+\$", "regex") == []


def test_lines_are_sorted_by_the_words_to_the_right(store):
    lines = sort_lines(find(store, "social"), "1R2R")
    keys = [split_index_words(line.right)[:2] for line in lines]
    assert keys == sorted(keys)


def test_lines_are_sorted_by_the_words_to_the_left_the_nearest_first(store):
    lines = sort_lines(find(store, "organizations"), "1L")
    keys = [split_index_words(line.left)[-1:] for line in lines]
    assert keys == sorted(keys)


def test_an_order_that_is_none_is_refused():
    with pytest.raises(BadQuery, match="There is no order 'sideways'"):
        sort_lines([], "sideways")


def test_a_sample_is_the_same_for_one_seed_and_in_the_order_of_the_text(store):
    lines = find(store, "party")
    drawn = sample_lines(lines, 10, seed=4)
    assert drawn == sample_lines(lines, 10, seed=4) != sample_lines(lines, 10, seed=5)
    assert [lines.index(line) for line in drawn] == sorted(lines.index(line) for line in drawn)


def test_lines_are_kept_by_a_word_in_the_window(store):
    kept = keep_near(store, find(store, "party"), "coverage")
    assert kept
    assert all("coverage" in (line.left + line.right).lower() for line in kept)


def test_lines_are_counted_by_document(store):
    lines = find(store, "trade unions")
    counts = count_by_document(lines)
    assert sum(n for _, n in counts) == len(lines)
    assert [n for _, n in counts] == sorted((n for _, n in counts), reverse=True)


def test_a_chinese_word_is_found_in_english_papers_through_the_glossary(store):
    places = find_counterparts(store, "治理")
    assert "governance" in places.note
    assert {line.node.lower() for line in cut_lines(places.found, View())} >= {"governance"}


def test_nothing_to_look_for_is_said(store):
    with pytest.raises(BadQuery, match="Nothing to look for"):
        find(store, "“” -- !")


VILLAGES = """乡村振兴

全面推进乡村振兴战略，乡村建设、农村改革和城乡融合并举。乡镇和村都要改革，山村也不例外。
"""


@pytest.mark.parametrize(
    ("pattern", "nodes"),
    [
        ("乡村*", ["乡村", "乡村", "乡村"]),
        ("乡村?", ["乡村振", "乡村振", "乡村建"]),
        ("乡村？", ["乡村", "乡村", "乡村"]),  # a question mark
        ("*村", ["乡村", "乡村", "乡村", "农村", "村", "山村"]),
        ("?村", ["乡村", "乡村", "乡村", "农村", "和村", "山村"]),
        ("乡*村", ["乡村", "乡村", "乡村", "乡镇和村"]),
        ("乡??村", ["乡镇和村"]),
        ("*乡融*", ["城乡融合"]),
        ("乡村*战略", ["乡村振兴战略"]),
        ("战略*乡村", []),  # no hole runs across a mark
    ],
)
def test_wildcards_stand_for_chinese_characters(build_corpus, pattern, nodes):
    store = build_corpus({"a.txt": VILLAGES})
    assert [line.node for line in find(store, pattern)] == nodes


def test_a_pattern_with_many_holes_cannot_run_away(build_corpus):
    from time import process_time

    store = build_corpus({"a.txt": f"{'村' * 3000}\n"})
    start = process_time()
    assert find(store, "村*" * 20 + "镇") == []
    assert "Nothing has it as a whole" in search(store, "村*" * 20 + "镇").notes[0]
    assert len(find(store, "村*" * 20 + "村")) > 100
    assert process_time() - start < 5


def test_a_last_question_mark_is_a_letter_where_a_word_has_one(build_corpus):
    store = build_corpus({"a.txt": "Women and men meet. What is to be done? Much is done.\n"})
    assert [line.node for line in find(store, "wome?")] == ["Women"]
    assert [line.node for line in find(store, "done?")] == ["done", "done"]


def test_a_search_leaves_out_what_a_star_between_characters_stands_for(build_corpus):
    store = build_corpus({"a.txt": VILLAGES, "b.txt": "乡镇企业在改革，各村的村民也在改革。\n"})
    for query in ("乡*村", '"乡*村"', "改革 AND 乡*村"):
        assert {hit.doc_id for hit in search(store, query)} == {"a"}
    assert "**乡镇和村**" in search(store, "乡*和村").hits[0].snippet
