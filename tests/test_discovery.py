"""Which candidates are kept, how they are grouped and ranked, and what is said of each."""

import dataclasses
import json

import pytest

from policytext.discovery.candidates import find_candidates, find_in_text
from policytext.discovery.findings import discover, read_numerals
from policytext.discovery.groups import group_candidates, measure_cohesion
from policytext.folding import detect_language
from policytext.records import Passage
from policytext.text import build_reading


def document(doc_id, *texts, kind="prose"):
    source, passages, at = "\n".join(texts), [], 0
    for number, text in enumerate(texts, 1):
        span = (at, at + len(text))
        reading = build_reading(source, [span])
        lang = detect_language(text)
        passages.append(
            Passage(
                f"{doc_id}:{number}", doc_id, kind, "1", lang, "", *span, reading.text, reading.runs
            )
        )
        at += len(text) + 1
    return passages


def find(*texts, covered=None, names=(), **more):
    texts = {"a": texts, **more}
    documents = {name: document(name, *each) for name, each in texts.items()}
    sources = {name: "\n".join(each) for name, each in texts.items()}
    return discover(documents, sources, covered or {}, names)


def test_a_quoted_label_is_found_and_so_is_the_same_label_without_quotes():
    found = find("落实“四个全面”。", "再谈四个全面")
    assert [(f.surface, f.quoted) for f in found] == [("四个全面", True), ("四个全面", False)]


def test_ways_of_writing_one_formula_are_one_group():
    groups = group_candidates(
        {"a": document("a", "The “four comprehensives” and the Four Comprehensives")}
    )
    (group,) = groups
    assert len(group.places) == 2


def test_a_plain_count_is_not_found():
    assert find("There are five aspects and three departments on two levels.") == []
    assert find("分五个方面，设三个部门，历时两个月。") == []


def test_an_uncertain_shape_needs_support():
    assert find("完成三大任务。") == []
    assert find("完成三大任务。", b=("完成“三大任务”。",))


def test_two_quoted_words_called_a_principle_are_found_again_without_the_marks():
    found = find("The principle was “skilled and loyal” there.", "Few were skilled and loyal.")
    assert [(f.surface, f.quoted) for f in found] == [
        ("skilled and loyal", True),
        ("skilled and loyal", False),
    ]


def test_what_only_a_text_calls_a_slogan_is_plain_words_elsewhere():
    found = find("Its slogan was “I want to see.”", "Now I want to see the town.")
    assert [f.surface for f in found] == ["I want to see"]


def test_what_one_paper_holds_up_as_a_slogan_is_one_in_the_others():
    assert find("深化能力培养、素质提升改革。") == []
    found = find("深化能力培养、素质提升改革。", b=("坚持能力培养、素质提升的办学方针。",))
    assert [each.surface for each in found] == ["能力培养、素质提升"] * 2


def test_a_slogan_is_the_same_with_another_mark_or_its_two_members_exchanged():
    found = find("坚持爱护校园、尊敬师长的方针。", "要爱护校园，尊敬师长。再谈尊敬师长、爱护校园。")
    assert [each.surface for each in found] == [
        "爱护校园、尊敬师长",
        "爱护校园，尊敬师长",
        "尊敬师长、爱护校园",
    ]
    assert {each.normal for each in found} == {"爱护校园尊敬师长"}


def test_phrases_that_nothing_frames_are_a_slogan_where_two_papers_have_them():
    assert find("大家克服困难、奋勇争先。") == []
    found = find("大家克服困难、奋勇争先。", b=("全厂克服困难、奋勇争先，提前完成。",))
    assert [each.surface for each in found] == ["克服困难、奋勇争先"] * 2


def test_a_label_that_is_certain_once_is_one_after_this_too():
    found = find("坚持四项基本原则。", "节水、护林、惜土、防火这四项基本原则，不可偏废。")
    assert [each.surface for each in found] == ["四项基本原则"] * 2


def test_a_label_is_no_part_of_a_longer_number():
    found = find("坚持六项基本原则。", "共有二十六项基本原则，另见附件。")
    assert [each.surface for each in found] == ["六项基本原则"]


def test_an_english_label_that_is_held_up_is_one_in_the_rest_of_its_paper():
    papers = {
        "a": document("a", "We must win the three hard battles.", "The three hard battles go on.")
    }
    assert [len(group.places) for group in group_candidates(papers)] == [2]


def test_a_long_english_label_of_one_paper_is_one_in_the_others():
    papers = {
        "a": document("a", "We must win the three hard battles."),
        "b": document("b", "Pollution is among the three hard battles."),
        "c": document("c", "The two “lines” differ.", "He drew two lines."),
        "d": document("d", "He drew two lines."),
    }
    groups = {group.normal: group.documents for group in group_candidates(papers)}
    assert groups == {"3 hard battl": ["a", "b"], "2 line": ["c"]}


def test_members_that_add_up_are_support_enough():
    (found,) = find("打好三大攻坚战：防范化解风险、精准脱贫、污染防治。")
    assert found.members == ("防范化解风险", "精准脱贫", "污染防治")
    assert found.adds_up


def test_members_that_several_paragraphs_count_out_are_found():
    found = find(
        "落实“三清单”制度。",
        "一是权力清单。各部门要公布职权，做到底数清楚。",
        "二是责任清单。各部门要公布职责，做到分工清楚。",
        "三是负面清单。各部门要公布禁区，做到边界清楚。",
    )
    assert found[0].members == ("权力清单", "责任清单", "负面清单")
    assert (found[0].members_found, found[0].adds_up) == (3, True)


def test_a_formula_is_shown_by_its_commonest_way_of_writing():
    found = find(
        "The “three passes” hold.", "The Three Passes hold.", "The “three passes” hold again."
    )
    assert {(each.formula, each.normal) for each in found} == {("three passes", "3 pass")}


def test_digits_that_name_a_method_count_one_by_one():
    (found, *_) = find("The “333” work method refers to three lines, three steps, three passes.")
    assert (found.numeral, found.members_found, found.adds_up) == ("3+3+3", 3, True)


def test_references_coin_nothing():
    cited = document("a", "论“四个全面”。", kind="reference")
    assert find_candidates(cited) == []


def test_what_a_theme_covers_is_left_out():
    text = "落实“四个全面”"
    assert find(text, covered={"a:1": [(3, 7)]}) == []
    assert len(find(text, covered={"a:1": [(0, 2)]})) == 1


def test_the_nearest_theme_is_named():
    (found,) = find(
        "the “two comprehensive coverages”",
        names=[("two comprehensive coverage", "liangge-quan-fugai")],
    )
    assert found.nearest_theme == "liangge-quan-fugai"
    (other,) = find("the “two comprehensive coverages”", names=[("three passes", "sanguan")])
    assert other.nearest_theme == ""


def test_the_score_is_the_sum_of_the_parts_it_names():
    for found in find(
        "打好“三大攻坚战”：防范化解风险、精准脱贫、污染防治。", b=("打好“三大攻坚战”。",)
    ):
        parts = [float(part.split()[-1]) for part in found.why.split(", ")]
        assert found.score == pytest.approx(sum(parts), abs=0.01 * len(parts))


def test_a_number_that_is_part_of_the_name_coheres():
    groups = group_candidates({"a": document("a", "“四个全面”和“四个全面”", "“三个代表”")})
    assert set(measure_cohesion(groups).values()) == {1.0}
    rivals = group_candidates({"a": document("a", "“四个全面”", "“五个全面”")})
    assert set(measure_cohesion(rivals).values()) == {0.5}


def test_both_scripts_of_a_passage_are_read():
    assert [c.text for c in find_in_text("“四个全面” (the “Four Comprehensives”)")] == [
        "四个全面",
        "Four Comprehensives",
    ]


def test_numbers_of_a_label_are_read_in_both_languages():
    assert read_numerals("three cuts, one reduction") == read_numerals("三去一降") == (3, 1)


def test_discovery_says_where_in_the_source_each_place_stands(store):
    documents = {
        row["doc_id"]: store.read_passages(row["doc_id"]) for row in store.list_documents()
    }
    sources = {doc_id: store.read_source(doc_id) for doc_id in documents}
    found = discover(documents, sources, {}, [])
    assert len(found) > 20
    for each in found:
        assert sources[each.doc_id][each.char_start : each.char_end] == each.surface
    json.dumps([dataclasses.asdict(each) for each in found])


def test_discovery_finds_the_same_whatever_the_order_of_documents(store):
    documents = {
        row["doc_id"]: store.read_passages(row["doc_id"]) for row in store.list_documents()
    }
    sources = {doc_id: store.read_source(doc_id) for doc_id in documents}
    backwards = dict(reversed(documents.items()))
    assert discover(documents, sources, {}, []) == discover(backwards, sources, {}, [])
