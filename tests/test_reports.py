"""The reports: whole, linked, safe, the same on every run, and gone when their theme is."""

import csv
import json
import os
import re
import shutil
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from policytext.cooccurrence import count_pairs, tally
from policytext.errors import UnknownName, UnwritableFolder
from policytext.graph import build_graph
from policytext.records import (
    Document,
    Form,
    Keyword,
    Member,
    Mention,
    Metadata,
    Passage,
    Run,
    Source,
    Theme,
)
from policytext.reports import write_reports
from policytext.reports.explorer import gather_explorer
from policytext.reports.facts import gather_facts
from policytext.reports.folder import name_file
from policytext.reports.marks import Mark, cut_text
from policytext.reports.measures import list_measures
from policytext.store import meetings
from policytext.store.annex import write_annex
from policytext.store.reading import open_store
from policytext.store.rows import make_keyword_row, make_rows
from policytext.store.writing import StoreWriter
from policytext.tokens import Words

EVIL = '<script>alert("x")</script>'


EVIL_ID = "../../etc/两个覆盖 <b>"


def theme(theme_id, en, zh, **more):
    fields = {
        "kind": "formula",
        "path": ("Party building", "Coverage"),
        "zh_certainty": "inferred",
        "forms": (Form(zh, "zh", "official"), Form(en, "en", "official")),
        "scope_note": "A note.",
        "sources": ("shen, section 1",),
    }
    return Theme(theme_id=theme_id, en=en, zh=zh, **fields | more)


COVERAGE = theme(
    "two-coverage",
    "two coverage",
    "两个覆盖",
    members=(Member("组织覆盖", ("organizational coverage",)), Member("", (), EVIL_ID)),
)


HOSTILE = theme(EVIL_ID, f"party building {EVIL}", "党建", kind="concept", path=(EVIL,))


UNSEEN = theme("four-forces", "four forces", "四力", scope_note=f"{EVIL} & more")


DRILL = theme("=cmd", "+drill", "@演练", path=("=1+1",))


def write_store(path, themes, texts, *, doc_id="shen", title="A study"):
    """Write a store in which every English label is a mention wherever it stands."""
    passages, mentions, at = [], [], 0
    for number, text in enumerate(texts, start=1):
        run = Run(0, len(text), at, at + len(text))
        passage = Passage(
            f"{doc_id}:{number}",
            doc_id,
            "prose",
            f"1. {title} > 1.1",
            "en",
            "7",
            at,
            at + len(text),
            text,
            (run,),
        )
        passages.append((passage, Words(passage, ())))
        for entry in themes:
            for found in re.finditer(re.escape(entry.en), text):
                start, end = found.span()
                mentions.append(
                    Mention(
                        doc_id, passage.passage_id, entry.theme_id, at + start, at + end, start, end,
                        found[0], entry.en, "official", "exact",
                    )
                )  # fmt: skip
        at += len(text) + 1
    source = Source(f"papers/{doc_id}.txt", "plain", "utf-8", "0" * 64, "\n".join(texts), ())
    document = Document(
        doc_id, source, "en", None, (), (), None, None, (), (), (), (), (), ()
    )  # fmt: skip
    outline = {
        "authors": [{"name": EVIL, "affiliations": [EVIL]}],
        "keywords": [EVIL],
        "sections": [{"title": f"1. {title}", "level": 1, "char_start": 0, "char_end": 4}],
    }
    tallied = tally(mentions)
    pairs = count_pairs(tallied, len(passages))
    with StoreWriter(path) as store:
        store.write_manifest({"policytext": "0.1.0", "graph seed": "1949"}, [])
        store.write_problems([f"themes/x.toml:3: {EVIL}"])
        store.write_themes(themes, [])
        metadata = Metadata(doc_id, source.path, title, (EVIL, "B C"))
        counted = [(mention, True) for mention in mentions]
        store.write_paper(make_rows(document, metadata, outline, passages, counted))
        store.write_graph(build_graph(tallied, pairs), pairs)
        keyword = make_keyword_row(Keyword(doc_id, "=evil()", 1.0, 1, 1, "", ()), {})
        store.take_annex(write_annex(store.share_draft(), keywords=[keyword]))
    return path


def write_small(path):
    """Write a small store full of traps."""
    texts = [
        f"They promote two coverage and party building {EVIL} alike.",
        f"two coverage again, with party building {EVIL} & 𠀀 two coverage.",
        "=SUM(A1) is how this passage begins, and +drill follows.",
    ]
    return write_store(path, [COVERAGE, HOSTILE, UNSEEN, DRILL], texts, title=EVIL)


@pytest.fixture
def small(tmp_path):
    """Return the path of a small store full of traps, free to be changed."""
    return write_small(tmp_path / "small.db")


@pytest.fixture(scope="session")
def reported(make_once):
    """Return the reports of the store full of traps, written once for all tests."""

    def write(draft):
        report(write_small(draft / "small.db"), draft / "out")

    return make_once("traps", write) / "out"


@pytest.fixture
def copied(reported, tmp_path):
    """Return a copy of those reports, free to be changed."""
    return shutil.copytree(reported, tmp_path / "out")


def report(path, out, theme_ids=None):
    with open_store(path) as store:
        return write_reports(store, out, theme_ids)


def read_all(out):
    """Return every file under a folder with its bytes."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


class Page(HTMLParser):
    """What a test asks of a page: its links, anchors, headings, scripts and text."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids, self.levels, self.scripts, self.loads = [], [], [], [], []
        self.policy = ""
        self.handlers, self.marked, self._in_script, self._in_mark = [], [], None, False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.handlers += [name for name in names if name.startswith("on")]
        if "id" in names:
            self.ids.append(names["id"])
        if tag == "a" and "href" in names:
            self.links.append(names["href"])
        if tag in ("link", "img", "iframe", "object", "embed", "base", "source") or "src" in names:
            self.loads.append((tag, attrs))
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "script":
            self._in_script = names.get("type", "")
            self.scripts.append([self._in_script, ""])
        if names.get("http-equiv") == "Content-Security-Policy":
            self.policy = names["content"]
        if tag == "mark":
            self._in_mark = True
            self.marked.append("")

    def handle_endtag(self, tag):
        if tag == "script":
            self._in_script = None
        if tag == "mark":
            self._in_mark = False

    def handle_data(self, data):
        if self._in_script is not None:
            self.scripts[-1][1] += data
        elif self._in_mark:
            self.marked[-1] += data


@cache
def read_page(path, _changed):
    return Page(path)


def read_pages(out):
    """Return every page under a folder, each parsed once as long as it stays the same."""
    return {
        path.relative_to(out).as_posix(): read_page(path, path.stat().st_mtime_ns)
        for path in sorted(out.rglob("*.html"))
    }


@pytest.fixture(params=["reported", "outputs"], ids=["small", "outputs"])
def out(request):
    """Return the reports of the store full of traps, then those of the real corpus."""
    return request.getfixturevalue(request.param)


def test_every_link_and_anchor_of_every_page_resolves(out):
    pages = read_pages(out)
    known = {t["id"] for t in json.loads(pages["graph.html"].scripts[0][1])["themes"]}
    files = {path.relative_to(out).as_posix() for path in out.rglob("*")}
    anchors = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        for link in sorted(set(page.links)):
            address, _, anchor = link.partition("#")
            target = os.path.normpath(Path(name).parent / unquote(address)) if address else name
            assert target in files, f"{name}: {link}"
            if anchor.startswith("/"):  # a choice on the page of the graph
                assert {unquote(part) for part in anchor[1:].split("/")} <= known, f"{name}: {link}"
            elif anchor:
                assert unquote(anchor) in anchors[target], f"{name}: {link}"


def test_no_page_loads_anything(out):
    for name, page in read_pages(out).items():
        assert page.loads == [], name
        text = (out / name).read_text("utf-8")
        style = text[text.index("<style>") : text.index("</style>")]
        assert "url(" not in style, name
        assert "@import" not in style, name
        assert page.policy.startswith(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
        ) or ("script-src 'none'" in page.policy), name
        assert not re.search(r"\b(fetch|XMLHttpRequest|import)\b\s*\(", text), name


def test_no_page_has_an_anchor_twice_or_a_handler_in_its_markup(out):
    for name, page in read_pages(out).items():
        assert len(page.ids) == len(set(page.ids)), name
        assert page.handlers == [], name


def test_headings_begin_at_one_and_skip_no_level_on_our_own_pages(out):
    for name, page in read_pages(out).items():
        assert page.levels[0] == 1, name
        assert page.levels.count(1) == 1, name
        if not name.startswith("documents/"):  # a paper's own levels are shown as they are
            assert all(b <= a + 1 for a, b in zip(page.levels, page.levels[1:], strict=False)), name


def test_nothing_in_the_corpus_becomes_markup(reported):
    for name, page in read_pages(reported).items():
        text = (reported / name).read_text("utf-8")
        assert EVIL not in text, name
        scripts = [kind for kind, _ in page.scripts]
        assert scripts.count("") <= 1, name
        assert scripts.count("application/json") == (name == "graph.html"), name
        assert all("alert(" not in code for kind, code in page.scripts if not kind), name


def test_a_script_in_a_passage_reaches_the_data_of_the_graph_as_text(reported):
    page = Page(reported / "graph.html")
    data = json.loads(page.scripts[0][1])

    assert data["passages"][0]["text"].endswith(f"{EVIL} alike.")
    assert "<" not in page.scripts[0][1]


def test_the_graph_of_the_corpus_stays_under_two_megabytes(outputs):
    assert (outputs / "graph.html").stat().st_size < 2_000_000


def test_a_graph_that_cannot_carry_all_passages_says_how_many_it_carries(
    small, tmp_path, monkeypatch
):
    monkeypatch.setattr("policytext.reports.explorer.MAX_EVIDENCE", 700)
    report(small, tmp_path / "out")
    text = (tmp_path / "out" / "graph.html").read_text("utf-8")

    assert re.search(r"This page carries [12] of the 3\s+passages that name a concept", text)


def test_a_theme_page_marks_its_mentions_in_its_passages(reported):
    page = Page(reported / "themes" / "two-coverage.html")
    assert page.marked == ["two coverage"] * 3


def test_a_theme_page_says_how_sure_its_chinese_is(reported):
    for ending in ("html", "md"):
        text = (reported / "themes" / f"two-coverage.{ending}").read_text("utf-8")
        assert "inferred from the translation; not seen in a Chinese source" in text


def test_a_theme_nobody_mentions_still_has_a_page_that_says_so(reported):
    for ending in ("html", "md"):
        text = (reported / "themes" / f"four-forces.{ending}").read_text("utf-8")
        assert "No paper of this corpus mentions this theme" in text
        assert "Passages\n" not in text


def test_evidence_is_cited_with_author_year_section_passage_page_and_position(reported):
    text = (reported / "themes" / "two-coverage.md").read_text("utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("1. ")]

    assert "and B C (n.d.)" in line
    assert "> 1.1, [shen:1](../documents/shen.html#shen%3A1), page 7, characters 0–" in line


def test_neighbours_lead_to_the_passages_where_both_are(reported):
    text = (reported / "themes" / "two-coverage.html").read_text("utf-8")
    row = text[text.index('id="neighbours"') :]

    assert '<a href="#p1">1</a> <a href="#p2">2</a>' in row


def test_an_empty_corpus_of_themes_still_makes_every_page(tmp_path):
    path = write_store(tmp_path / "bare.db", [], ["No theme here."])
    files = report(path, tmp_path / "out")
    assert {"index.html", "graph.html", "documents/shen.html", "files.txt"} <= set(files)


def test_cells_that_begin_like_formulas_are_neutralised(reported):
    for path in reported.rglob("*.csv"):
        for row in csv.reader(path.read_text("utf-8-sig").splitlines()):
            assert not [
                c for c in row if c[:1] in "=+-@" and c and not re.fullmatch(r"-?[\d.]+", c)
            ]
    drill = (reported / "themes" / f"{name_file('=cmd')}.csv").read_text("utf-8-sig")
    assert "'=SUM(A1) is how this passage begins" in drill


def test_tables_open_as_utf_8_in_a_spreadsheet(out):
    tables = list(out.rglob("*.csv"))
    assert tables
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in tables)


def test_the_evidence_table_holds_every_counted_passage_with_its_position(store, outputs):
    row = next(row for row in store.list_themes() if row["n_passages"] > 10)
    path = outputs / "themes" / f"{name_file(row['theme'])}.csv"
    cells = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))

    assert list(cells[0]) == ["doc_id", "passage_id", "section", "char_start", "char_end", "text"]
    assert [c["passage_id"] for c in cells] == [
        p["passage_id"] for p in meetings.list_theme_passages(store, row["theme"])
    ]


def test_the_table_of_themes_by_documents_adds_up(outputs):
    path = outputs / "tables" / "themes-by-document.csv"
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    documents = list(rows[0])[6:]

    assert rows
    assert all(int(row["n_mentions"]) == sum(int(row[d]) for d in documents) for row in rows)


def test_two_runs_give_the_same_bytes(small, reported, tmp_path):
    report(small, tmp_path / "b")
    report(small, tmp_path / "b")
    assert read_all(reported) == read_all(tmp_path / "b")


def test_files_txt_lists_every_file_and_nothing_is_left_half_written(out):
    listed = (out / "files.txt").read_text("utf-8").splitlines()
    assert listed == sorted(read_all(out))


def test_the_files_of_a_theme_that_is_gone_are_removed_and_nothing_else(small, copied):
    (copied / "README.md").write_text("mine")
    (copied / "themes" / "notes.txt").write_text("mine too")
    write_store(small, [COVERAGE], ["two coverage"])
    report(small, copied)
    left = read_all(copied)

    assert left["README.md"] == b"mine"
    assert left["themes/notes.txt"] == b"mine too"
    assert "themes/two-coverage.html" in left
    assert not [name for name in left if "four-forces" in name]


def test_an_emptied_folder_is_removed(small, copied):
    write_store(small, [], ["Nothing is named."])
    report(small, copied)
    assert not (copied / "themes").exists()


def test_a_list_that_was_tampered_with_removes_nothing_of_others(small, copied, tmp_path):
    out = copied
    (tmp_path / "precious.html").write_text("keep")
    (out / "policytext.db").write_text("keep")
    lines = [
        "../precious.html",
        "themes/../../precious.html",
        str(tmp_path / "precious.html"),
        "policytext.db",
    ]
    with (out / "files.txt").open("a") as listed:
        listed.write("\n".join([*lines, "themes", "themes/", ".", ""]) + "\n")
    report(small, out)

    assert (tmp_path / "precious.html").read_text() == "keep"
    assert (out / "policytext.db").read_text() == "keep"


def test_a_report_of_some_themes_keeps_the_others_and_links_only_to_what_is_there(small, tmp_path):
    out = tmp_path / "out"
    assert "themes/two-coverage.html" in report(small, out, ["two-coverage"])
    assert not (out / "themes" / "four-forces.html").exists()
    test_every_link_and_anchor_of_every_page_resolves(out)

    assert "themes/two-coverage.html" not in report(small, out, ["four-forces"])
    assert (out / "themes" / "two-coverage.html").exists()
    test_every_link_and_anchor_of_every_page_resolves(out)
    test_files_txt_lists_every_file_and_nothing_is_left_half_written(out)


def test_a_theme_that_is_not_in_the_store_is_refused(small, tmp_path):
    with pytest.raises(UnknownName, match="two-coverag'"):
        report(small, tmp_path / "out", ["two-coverag"])


def test_a_folder_that_cannot_be_written_is_named(small, tmp_path):
    (tmp_path / "out").write_text("a file stands here")
    with pytest.raises(UnwritableFolder, match="Choose another folder with --out"):
        report(small, tmp_path / "out")


@pytest.mark.parametrize(
    "identifier",
    [EVIL_ID, "..", ".", "", "a/b", "a\\b", "CON", "nul.x", "A", "x" * 300, "a-forms", "b-neighbors", "a b", "x."],
)  # fmt: skip
def test_unsafe_ids_become_safe_names_of_their_own(identifier):
    name = name_file(identifier)
    assert re.fullmatch(r"[\w.~-]+", name)
    assert not name.startswith(".")
    assert len(name.encode()) < 200
    assert "~" in name


def test_ids_that_differ_have_names_that_differ_even_where_case_does_not_count():
    ids = ["a", "A", "a b", "a-b", "a/b", "a_b", "两个覆盖", "a-forms", "", "é", "e\u0301"]
    assert len({name_file(i).casefold() for i in ids}) == len(ids)


def test_stretches_joined_are_the_text_even_where_marks_cross():
    text = "Party building + public welfare"
    marks = [
        Mark("a", 0, 31, 0, 31, True),
        Mark("b", 0, 14, 0, 14, True),
        Mark("c", 6, 40, 6, 40, True),
    ]
    stretches = cut_text(text, marks)

    assert "".join(s.text for s in stretches) == text
    assert [[m.theme for m in s.marks] for s in stretches] == [
        ["a", "b"],
        ["a", "b", "c"],
        ["a", "c"],
    ]


def test_a_measure_nobody_knows_yet_is_offered_under_its_own_name():
    rows = [{"source": "a", "n_cooc": 2, "n_docs": 1, "expected": 0.5, "new_one": 0.25, "p": None}]
    rows += [{"source": "b", "n_cooc": 1, "n_docs": 1, "expected": 0.1, "new_one": None, "p": 0.5}]
    offered = {m["name"]: (m["label"], m["less"], m["ranks"]) for m in list_measures(rows)}
    assert offered == {
        "n_cooc": ("Passages in common", False, True),
        "n_docs": ("Papers in common", False, True),
        "expected": ("Expected by chance", False, False),
        "new_one": ("new one", False, True),
        "p": ("p", True, True),
    }


def test_every_pair_of_the_page_meets_in_as_many_passages_as_it_says(store):
    page = gather_explorer(store, gather_facts(store, []))
    data = json.loads(page.data)
    names = [measure["name"] for measure in data["measures"]]
    assert len(data["pairs"]) == len(meetings.list_pairs(store))
    for a, b, values, papers in data["pairs"]:
        assert a < b
        meeting = [p for p in data["passages"] if {a, b} <= {mark[2] for mark in p["marks"]}]
        assert len(meeting) == values[names.index("n_cooc")] == sum(papers[1::2])
        assert len({p["paper"] for p in meeting}) == values[names.index("n_docs")]
        assert papers[::2] == sorted({p["paper"] for p in meeting})


def test_a_promoted_keyword_is_explored_like_a_theme(build_corpus, tmp_path):
    (tmp_path / "graph.toml").write_text('[[promote]]\nterm = "digital governance"\n', "utf-8")
    themes = (
        '[[themes]]\nid = "gonghui"\nkind = "organization"\npath = ["All"]\nscope_note = "Unions."\n'
        'sources = ["the test"]\nzh = { canonical = "工会", certainty = "certain" }\n'
        'en = { preferred = "trade union" }\n'
    )
    text = "Trade unions need digital governance.\n\nDigital governance grows.\n"
    store = build_corpus({"a.txt": text}, themes=themes)
    data = json.loads(gather_explorer(store, gather_facts(store, ["gonghui"])).data)
    keyword, union = data["themes"]

    assert (keyword["en"], keyword["kind"], keyword["page"]) == (
        "digital governance",
        "keyword",
        "",
    )
    assert keyword["papers"] == [[0, 2]]
    assert union["page"] == "themes/gonghui.html"
    assert [pair[:2] for pair in data["pairs"]] == [[0, 1]]
    assert [passage["marks"] for passage in data["passages"]] == [
        [[0, 12, 1], [18, 36, 0]],
        [[0, 18, 0]],
    ]


def test_reports_need_nothing_but_the_store(small, tmp_path):
    shutil.copy(small, tmp_path / "alone.db")
    assert report(tmp_path / "alone.db", tmp_path / "out") == report(small, tmp_path / "other")
