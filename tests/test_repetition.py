"""Text that many papers repeat: what is the publisher's, what is not, and what becomes of it."""

import sqlite3

import pytest

from policytext.passages import split_passages
from policytext.pipeline import build_store
from policytext.readers import plain
from policytext.records import Duplicate, Source
from policytext.repetition import find_repeated, list_keys
from policytext.structure import structure

TOPICS = ["rivers", "schools", "roads", "markets", "clinics", "forests"]
THEMES = ["河流", "学校", "道路", "市场", "医院", "森林"]


def read(name, text):
    source = Source(f"{name}.txt", "plain", "utf-8", "", text, plain.split_blocks(text))
    return split_passages(structure(source, name))


def write_papers(foot, body="", topics=TOPICS):
    """Return papers on different things, `foot` at the end of each with # for a number of its own."""
    return {
        topic: f"A Paper on {topic.title()}\n\n1. Introduction\n\nThe town looks after its {topic} with care, "
        f"and the people of the {topic} are glad of it.{body}\n\n2. Conclusion\n\nSo much for {topic} in our town, "
        f"which others may learn from.{foot.replace('#', str(11 + n))}\n"
        for n, topic in enumerate(topics)
    }


def find(papers, duplicates=()):
    """Return what is left out of each paper."""
    passages = {name: read(name, text) for name, text in papers.items()}
    keys = {name: list_keys(mine) for name, mine in passages.items()}
    repetition = find_repeated(keys, duplicates)
    stays = {}
    for name, mine in passages.items():
        stays |= repetition.cut(mine, keys[name])[0]
    return {
        p.passage_id: p.text[: kept.start] + p.text[kept.end :] if kept.end else p.text
        for ps in passages.values()
        for p in ps
        if (kept := stays.get(p.passage_id))
    }


FOOTS = [
    "\n\nYou may download this paper under the licence CC BY 4.0.",
    " Translation published # May 2019 by the Centre for Town Studies.",
    " Translated by the Centre. Published # May 2019. All rights reserved.",
    "\n\nwww.example.org | Page #",
]


@pytest.mark.parametrize("foot", FOOTS)
def test_what_the_publisher_put_under_every_paper_is_left_out(foot):
    found = find(write_papers(foot))
    assert len(found) == len(TOPICS)
    assert sorted(t.strip() for t in found.values()) == sorted(
        foot.replace("#", str(11 + n)).strip() for n in range(len(TOPICS))
    )


def test_a_site_s_foot_in_chinese_is_left_out():
    papers = {
        theme: f"关于{theme}的报道\n\n全市上下高度重视{theme}工作，取得了明显成效，群众普遍满意。\n\n"
        f"今后还要继续抓好{theme}工作。来源：本市日报 责任编辑：张三\n"
        for theme in THEMES
    }
    found = find(papers)
    assert set(found.values()) == {"来源：本市日报 责任编辑：张三"}
    assert len(found) == len(THEMES)


def test_what_stands_in_two_papers_or_in_versions_of_one_text_stays():
    assert not find(write_papers(FOOTS[0], topics=TOPICS[:2]))
    papers = write_papers(FOOTS[0], topics=TOPICS[:4])
    versions = [Duplicate(a, "rivers", "version", 1, 1, 1) for a in ("schools", "roads")]
    assert not find(papers, versions)


@pytest.mark.parametrize(
    "body",
    [
        " We must uphold the two coverage and strengthen the party's leadership over everything.",
        "\n\nWe must uphold the two coverage and strengthen the party's leadership over everything.",
    ],
)
def test_formulae_that_every_paper_repeats_stay(body):
    assert not find(write_papers("", body))


def test_formulae_headings_and_articles_of_chinese_documents_stay():
    papers = {
        theme: f"甲市{theme}管理条例\n\n第一章　总则\n\n第一条　为了加强{theme}管理，制定本条例。\n\n"
        f"第二条　{theme}工作坚持党的领导，坚持以人民为中心，实行统一领导、分级负责。\n\n"
        f"第二章　附则\n\n第三条　本条例自20{n + 10}年7月1日起施行。\n"
        for n, theme in enumerate(THEMES)
    }
    assert not find(papers)


def test_a_long_line_at_the_head_of_most_papers_is_left_out_though_nothing_in_it_says_why():
    papers = {
        name: text.replace(
            "\n\n1. Intro",
            "\n\nThe Town Quarterly is read by all friends of the town and its past.\n\n1. Intro",
        )
        for name, text in write_papers("").items()
    }
    assert set(find(papers).values()) == {
        "The Town Quarterly is read by all friends of the town and its past."
    }


def test_repeated_text_is_no_part_of_any_count_and_its_places_hold(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "a.toml").write_text(
        '[[themes]]\nid = "town-studies"\nkind = "concept"\npath = ["Town"]\nscope_note = "What is found out."\n'
        'sources = ["x"]\nzh = { canonical = "城镇研究", certainty = "certain" }\nen = { preferred = "town studies" }\n',
        "utf-8",
    )
    papers = write_papers(
        " Town studies grow. Translation published # May 2019 by the Centre for Town Studies."
    )
    for name, text in papers.items():
        (tmp_path / "papers" / f"{name}.txt").write_text(text, "utf-8")
    build_store(tmp_path, tmp_path / "a.db")
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.row_factory = sqlite3.Row
        rows = db.execute(
            "SELECT p.*, s.text AS source FROM passages p JOIN sources s USING (doc_id)"
        ).fetchall()
        feet = [r for r in rows if r["kind"] == "boilerplate"]
        assert [r["text"] for r in feet] == [
            f"Translation published {11 + TOPICS.index(r['doc_id'])} May 2019 by the Centre for Town Studies."
            for r in feet
        ]
        assert len(feet) == len(TOPICS)
        for row in rows:
            assert row["source"][row["char_start"] : row["char_end"]] == row["text"]
        assert [r["passage_id"] for r in rows if r["doc_id"] == "roads"] == [
            f"roads:{n}" for n in range(1, 7)
        ]
        mentions = db.execute(
            "SELECT m.*, p.text, p.kind FROM mentions m JOIN passages p USING (passage_no)"
        ).fetchall()
        assert sorted(m["counted"] for m in mentions) == [0] * 6 + [1] * 6
        for m in mentions:
            assert m["text"][m["start"] : m["end"]].lower() == "town studies"
            assert m["counted"] == (m["kind"] != "boilerplate")
        said = dict(db.execute("SELECT key, value FROM manifest"))
    assert said["n_repeated_texts"] == "1"
    assert said["repeated text 01"].startswith("in 6 papers, not counted: Translation published")
