import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from scipy import stats

from policytext.cli import main
from policytext.compare import compare_groups, find_items, group_passages
from policytext.concepts.comparison import name_parts
from policytext.errors import BadQuery, UnknownName
from policytext.locations import SEVERAL, locate_passages
from policytext.search import search
from policytext.spread import find_spread
from policytext.subsets import choose_subset
from policytext.topics import list_groups

THEMES = (
    (Path(__file__).parent / "cases" / "places.toml").read_text("utf-8")
    + """
[[themes]]
id = "gonghui"
kind = "organization"
path = ["Organizations"]
zh = { canonical = "工会", certainty = "certain" }
en = { preferred = "trade union" }
sources = ["x"]
scope_note = "Unions."

[[themes]]
id = "dangjian"
kind = "concept"
path = ["Concepts"]
zh = { canonical = "党建", certainty = "certain" }
en = { preferred = "party building" }
sources = ["x"]
scope_note = "Building."
"""
)

CITIES = """A comparison of two cities

Abstract: Beijing and Shanghai both reform; in each the trade unions lead the others.

1. The practice of Beijing

Here the trade union serves. Every trade union has a home in its own street.

1.1. Services

In the homes of workers, unlike those of Shanghai, many are served by volunteers.

2. The practice of Shanghai

Party building leads the others, and party building is everywhere to be seen.

3. Conclusion

There is much to be done by everybody, and nobody knows how to do it all.

In Chaoyang District a trade union has opened its doors to all who came.
"""


def compare(store, by, over="theme", wanted=(), **options):
    grouping = group_passages(store, by, **options)
    rows = compare_groups(grouping, *find_items(store, over, grouping, wanted))
    return {(row["term"], row["group"]): row for row in rows}


@pytest.fixture
def cities(build_corpus):
    return build_corpus({"a.txt": CITIES}, themes=THEMES)


def test_a_passage_is_about_the_place_its_heading_names_else_about_those_it_names(cities):
    located = locate_passages(cities, ["beijing", "shanghai"])
    by_id = {row["passage_id"]: row for row in cities.list_passages()}
    said = {
        row["text"][:12]: located[number]
        for number, row in ((cities.find_passage(i)["passage_no"], r) for i, r in by_id.items())
        if number in located
    }
    assert said["Here the tra"].places == ("beijing",)
    assert said["In the homes"] == said["Here the tra"]  # though it names Shanghai, in passing
    assert said["Party buildi"].places == ("shanghai",)
    assert said["Beijing and "].places == ("beijing", "shanghai")
    assert said["Beijing and "].ground == "text"
    assert said["There is muc"].places == ()
    assert said["In Chaoyang "].places == ("beijing",)  # a district stands for its city


def test_places_are_compared_and_what_is_about_several_stands_apart(cities):
    rows = compare(cities, "place")
    assert rows["gonghui", "beijing"]["n"] == 3
    assert rows["gonghui", "shanghai"]["n"] == 0
    assert rows["gonghui", SEVERAL]["n"] == 1
    assert rows["gonghui", SEVERAL]["residual"] is None
    assert rows["gonghui", "beijing"]["n_total"] == 3
    assert rows["dangjian", "shanghai"]["residual"] > 1
    assert all(p.startswith("a:") for p in rows["gonghui", "beijing"]["passages"])
    assert rows["gonghui", "beijing"]["group_label"] == "Beijing 北京"


def test_residuals_and_specificities_are_those_of_scipy(store):
    rows = compare(store, "document")
    papers = {row["doc_id"]: row["n_tokens"] for row in store.list_documents()}
    for theme in ("shehui-zuzhi", "qunzhong-tuanti"):
        line = {doc: rows[theme, doc] for doc in papers}
        total, words = sum(row["n"] for row in line.values()), sum(papers.values())
        table = [[row["n"] for row in line.values()], [papers[d] - line[d]["n"] for d in papers]]
        expected = stats.contingency.expected_freq(table)[0]
        assert [row["expected"] for row in line.values()] == [pytest.approx(e) for e in expected]
        for doc, row in line.items():
            share = papers[doc] / words
            sd = (row["expected"] * (1 - total / words) * (1 - share)) ** 0.5
            assert row["residual"] == pytest.approx((row["n"] - row["expected"]) / sd)
            assert row["per10k"] == pytest.approx(10_000 * row["n"] / papers[doc])
            tail = stats.hypergeom(words, total, papers[doc])
            p = tail.cdf(row["n"]) if row["specificity"] < 0 else tail.sf(row["n"] - 1)
            assert 10 ** -abs(row["specificity"]) == pytest.approx(p, rel=1e-4, abs=1e-12)


def test_the_five_papers_compare_their_places(store):
    rows = compare(store, "place")
    groups = {group for _, group in rows}
    assert groups == {"beijing", "changzhou", "chongqing", "henan", "shanghai", SEVERAL}
    assert rows["gonghui", "beijing"]["residual"] > 5
    assert rows["wangshang-quntuan", "shanghai"]["residual"] > 2
    assert rows["qunjian", "chongqing"]["n"] == rows["qunjian", "chongqing"]["n_total"]


def test_keywords_are_counted_in_every_paper_not_only_where_they_are_key(cities):
    rows = compare(cities, "place", "keyword", ["trade union", "volunteer"])
    assert rows["trade union", "beijing"]["n"] == 3
    assert rows["volunteer", "beijing"]["n"] == 1


def test_years_are_followed(build_corpus):
    said = {2010: "Party building grows.", 2012: "Nothing new here.", 2014: "No news at all.",
            2016: "Party building, party building, party building, party building and party building.", 2018: "Silence again."}  # fmt: skip
    texts = {
        f"y{year}.txt": f"{text} It is a fine day to be alive and well.\n"
        for year, text in said.items()
    }
    manifest = "".join(
        f'[[documents]]\nid = "y{year}"\nfile = "y{year}.txt"\nyear = {year}\n' for year in said
    )
    rows = compare(build_corpus(texts, manifest, THEMES), "year")
    events = {group: row["event"] for (_, group), row in rows.items()}
    assert events == {
        "2010": "first seen", "2012": "", "2014": "", "2016": "return after 2; spike; last seen", "2018": ""
    }  # fmt: skip
    assert rows["dangjian", "2016"]["gap"] == 2
    assert rows["dangjian", "2012"]["n"] == 0


def test_languages_are_compared_apart(build_corpus):
    store = build_corpus(
        {"en.txt": "The trade union grows.\n", "zh.txt": "工会发展，工会改革。\n"}, themes=THEMES
    )
    grouping = group_passages(store, "document")
    rows = compare_groups(grouping, *find_items(store, "theme", grouping))
    assert [(row["lang"], row["group"], row["n"]) for row in rows] == [
        ("en", "en", 1),
        ("zh", "zh", 2),
    ]
    assert all(row["residual"] is None for row in rows)  # nothing of its language to compare with


def test_what_cannot_be_compared_is_said(store, build_corpus):
    with pytest.raises(UnknownName, match="facet to compare by is called 'colour'"):
        group_passages(store, "colour")
    with pytest.raises(UnknownName, match="No place is called 'Atlantis'"):
        group_passages(store, "place", ["Atlantis"])
    with pytest.raises(BadQuery, match="No passage names a place"):
        group_passages(build_corpus({"a.txt": "Nothing here.\n"}), "place")


def test_the_command_prints_groups_and_passages(store_path):
    arguments = ["compare", "--by", "place", "--theme", "三级服务体系", "--format", "jsonl"]
    result = CliRunner().invoke(main, ["--db", str(store_path), *arguments])
    rows = {row["group"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert rows["beijing"]["n"] == 3
    assert all(name.startswith("zhang-three-cities:") for name in rows["beijing"]["passages"])
    assert "several places: 5 passages of 2 documents, counted but not compared." in result.stderr


def test_a_theme_falls_where_the_words_before_it_are_counted(cities):
    (row,) = find_spread(cities, ["dangjian"])
    assert row["n"] == len(row["places"]) == 2
    (tokens,) = cities.ask("SELECT sum(n_tokens) AS n FROM passages WHERE counted")
    assert row["tokens"] == tokens["n"]
    assert row["dp"] is None
    first, second = row["places"]
    assert second - first == 6  # Party building leads the others, and | party building


ROWS = """编号,标题,省份,正文
1,甲通知,广东省,各地工会要服务职工，工会要改革创新，推进社会组织发展，加强社会治理创新和党的建设。
2,乙通知,广东,工会服务职工，深入基层，推进社会组织健康发展，完善社会治理体系，加强各方面的党建。
3,丙通知,江苏省,社会组织要加强党建，社会组织要自律，社会组织服务群众，推进社会治理现代化建设工作。
4,丁通知,江苏省,社会组织要改革，上海的工会也要改革，社会组织服务群众，推进社会治理现代化建设。
5,戊通知,上海市,社会组织要开放，工会也要开放，社会组织服务群众，推进城乡社会治理现代化建设工作。
"""


def test_a_passage_that_names_no_place_is_about_the_one_its_paper_is_of(build_corpus):
    rows = compare(build_corpus({"rows.csv": ROWS}, themes=THEMES), "place")
    assert {group: row["n"] for (term, group), row in rows.items() if term == "gonghui"} == {
        "shanghai": 2,  # of the fifth, and of the fourth, which names it itself
        "广东省": 3,
        "江苏省": 0,
    }
    assert rows["dangjian", "广东省"]["passages"] == ["rows.2:1"]
    assert rows["dangjian", "广东省"]["group_label"] == "广东省"


@pytest.mark.parametrize("name", ["广东", "广东省"])
def test_a_place_goes_by_its_name_with_and_without_its_unit(build_corpus, name):
    store = build_corpus({"rows.csv": ROWS})
    assert {hit.doc_id for hit in search(store, f"place:{name}")} == {"rows.1", "rows.2"}
    assert choose_subset(store, [f"place={name}"]).documents == ["rows.1", "rows.2"]
    assert store.find_documents([("place", name)]) == ["rows.1", "rows.2"]
    assert group_passages(store, "place", [name]).groups.keys() == {"广东省"}
    assert name_parts(store, name)[0].startswith('place:"广东')
    assert list_groups(store, "place")["广东"] == ["rows.1", "rows.2"]


def test_two_units_of_one_name_are_two_places(build_corpus):
    store = build_corpus({"rows.csv": ROWS.replace("广东", "吉林").replace("江苏省", "吉林市")})
    assert {"吉林", "吉林市", "吉林省"} == set(group_passages(store, "place").groups) - {"上海市"}
    assert {hit.doc_id for hit in search(store, "place:吉林省")} == {"rows.1", "rows.2"}
