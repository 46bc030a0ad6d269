import contextlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from policytext.cli import main

DOCS = Path(__file__).parents[1] / "docs" / "cli.md"


@pytest.fixture
def run(store_path):
    def invoke(*arguments):
        return CliRunner().invoke(main, ["--db", str(store_path), *arguments])

    return invoke


def list_commands(command=main, path=()):
    context = click.Context(command)
    for name in sorted(command.list_commands(context)):
        sub = command.get_command(context, name)
        yield (*path, name), sub
        if isinstance(sub, click.Group):
            yield from list_commands(sub, (*path, name))


COMMANDS = dict(list_commands())


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(path):
    help_text = CliRunner().invoke(main, [*path, "-h"]).output
    assert re.search(rf"^  policytext {path[0]}", help_text, re.MULTILINE)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_is_in_the_docs(path):
    assert f"policytext {' '.join(path)}" in DOCS.read_text("utf-8")


def test_a_missing_store_says_how_to_build_one(tmp_path):
    result = CliRunner().invoke(main, ["--db", str(tmp_path / "none.db"), "documents"])
    assert result.exit_code == 1
    assert "Build one with 'policytext build'" in result.output


def test_a_file_that_is_no_store_is_refused(tmp_path):
    (tmp_path / "x.db").write_text("not a database, but long enough to look at it", "utf-8")
    result = CliRunner().invoke(main, ["--db", str(tmp_path / "x.db"), "documents"])
    assert result.exit_code == 1
    assert "is not a policytext store" in result.output


def test_an_unknown_theme_gets_the_nearest_names(run):
    result = run("graph", "neighbors", "mass organisation")
    assert result.exit_code == 1
    assert "Did you mean" in result.output
    assert "mass organization" in result.output


def test_an_unknown_paper_gets_the_list_of_papers(run):
    result = run("outline", "nosuch")
    assert result.exit_code == 1
    assert "No document is called 'nosuch'. There are: huang-grassroots, jin" in result.output


def test_a_wrong_option_is_a_usage_error(run):
    assert run("search", "x", "--limit", "none").exit_code == 2


def test_documents_lists_the_five_papers(run):
    rows = json.loads(run("documents", "--format", "json").output)
    assert [row["doc_id"] for row in rows] == [
        "huang-grassroots",
        "jin-social-organizations",
        "shen-changzhou",
        "zhang-henan",
        "zhang-three-cities",
    ]


def test_outline_json_has_the_agreed_shape(run):
    outline = json.loads(run("outline", "shen-changzhou", "--format", "json").output)
    assert {
        "doc_id",
        "title",
        "authors",
        "affiliations",
        "year",
        "abstract",
        "keywords",
        "sections",
        "references",
        "boilerplate",
        "joins",
    } <= set(outline)
    assert {"title", "level", "char_start", "char_end"} <= set(outline["sections"][0])


def test_outline_table_shows_the_headings(run):
    assert "1. Introduction" in run("outline", "shen").output


def test_passages_slice_the_source(run, store):
    rows = [
        json.loads(line)
        for line in run("passages", "zhang-henan", "--format", "jsonl").output.splitlines()
    ]
    text = store.read_source("zhang-henan")
    plain = [row for row in rows if row["text"] == text[row["char_start"] : row["char_end"]]]
    assert len(plain) > len(rows) / 2
    assert list(rows[0]) == [
        "doc_id",
        "passage_id",
        "kind",
        "section",
        "lang",
        "page",
        "char_start",
        "char_end",
        "text",
    ]


def test_tag_lists_mentions_with_their_rule(run):
    rows = [
        json.loads(line)
        for line in run("tag", "--theme", "两个覆盖", "--format", "jsonl").output.splitlines()
    ]
    assert {"two coverage"} <= {row["surface"].lower() for row in rows}
    assert list(rows[0])[:12] == [
        "doc_id",
        "passage_id",
        "section",
        "char_start",
        "char_end",
        "surface",
        "theme",
        "kind",
        "form_kind",
        "sense",
        "polarity",
        "rule",
    ]


def test_search_finds_the_formula_first_in_either_language(run):
    for query in ("two coverage", "两个覆盖"):
        hits = [
            json.loads(line)
            for line in run("search", query, "--format", "jsonl").stdout.splitlines()
        ]
        assert hits[0]["doc_id"] == "shen-changzhou"
        assert "two coverage" in hits[0]["snippet"].lower()


@pytest.mark.parametrize(
    "query", ["C++", "“”x", "AND", 'a "stray', "NEAR(", "x OR", "*", "party *", "-", "党 AND"]
)
def test_no_typing_is_a_syntax_error(run, query):
    result = run("search", "--", query)
    assert result.exit_code == 0 or "Nothing to look for" in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_kwic_puts_the_node_between_its_neighbours(run):
    lines = [
        json.loads(line)
        for line in run("kwic", "four modernizations", "--format", "jsonl").stdout.splitlines()
    ]
    assert len(lines) == 3
    assert all(line["node"].lower() == "four modernizations" for line in lines)
    assert any(
        line["left"].endswith('eliminate the "') or line["left"].endswith("eliminate the")
        for line in lines
    )


def test_themes_show_answers_to_any_form(run):
    by_chinese, by_id = (
        run("themes", "show", name, "--format", "json").output
        for name in ("两学一做", "Two Studies and One Action")
    )
    assert by_chinese == by_id
    assert json.loads(by_chinese)["theme_id"] == "liangxue-yizuo"


def test_neighbors_and_pair_agree(run):
    rows = [
        json.loads(line)
        for line in run(
            "graph", "neighbors", "mass organization", "--format", "jsonl"
        ).stdout.splitlines()
    ]
    first = rows[0]
    pair = json.loads(
        run("graph", "pair", first["concept"], first["neighbor"], "--format", "json").output
    )
    assert (pair["n_cooc"], pair["n_docs"]) == (first["n_cooc"], first["n_docs"])


def test_neighbors_are_cut_at_fifty_and_that_is_said(run):
    cut = run("graph", "neighbors", "mass organization")
    assert len(cut.stdout.splitlines()) == 51
    assert "--top 0" in cut.stderr
    assert (
        len(run("graph", "neighbors", "mass organization", "--top", "0").stdout.splitlines()) > 51
    )
    assert run("graph", "neighbors", "mass organization", "--top", "3").stderr == ""


def test_evidence_shows_as_many_passages_as_the_pair_counts(run):
    pair = json.loads(
        run("graph", "pair", "mass organization", "trade union", "--format", "json").output
    )
    rows = run(
        "graph", "evidence", "mass organization", "trade union", "--format", "jsonl"
    ).output.splitlines()
    assert len(rows) == pair["n_cooc"] > 0


def test_keywords_are_ranked_and_say_which_are_themes(run):
    rows = [
        json.loads(line)
        for line in run(
            "keywords", "shen-changzhou", "--top", "15", "--format", "jsonl"
        ).output.splitlines()
    ]
    assert [row["rank"] for row in rows] == list(range(1, 16))
    assert any(row["is_theme"] for row in rows)


def test_keyword_occurrences_stand_where_they_say(run, store):
    text = store.read_source("zhang-henan")
    for row in map(
        json.loads, run("keywords", "zhang-henan", "--format", "jsonl").output.splitlines()
    ):
        assert len(row["occurrences"]) == row["n_occurrences"]
        for _, start, end in row["occurrences"]:
            assert text[start:end].split()[0].lower()[:3] == row["term"].split()[0][:3]


def test_status_names_what_made_the_store(run):
    assert "spacy" in run("status").output


def test_commands_that_only_read_load_nothing_heavy(store_path):
    heavy = {
        "spacy",
        "sklearn",
        "scipy",
        "numpy",
        "jieba",
        "networkx",
        "pydantic",
        "jinja2",
        "lemminflect",
        "ahocorasick_rs",
    }
    code = (
        "import sys\nfrom policytext.cli import main\n"
        "for line in (['search', 'two coverage'], ['search', '两个覆盖'], ['kwic', 'four modernizations'], ['graph', 'neighbors', '群团组织'], ['graph', 'pair', '群团组织', '上海'], ['graph', 'links'],"
        " ['graph', 'evidence', '群团组织', '上海'], ['graph', 'pairs'], ['graph', 'ego', '群团组织'], ['graph', 'shared', '群团组织', '上海'],"
        " ['tag'], ['documents'], ['themes', 'list'], ['keywords'], ['status'], ['--help']):\n"
        f"    main(['--db', {str(store_path)!r}, *line], standalone_mode=False)\n"
        "print('LOADED', *sorted(sys.modules))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    loaded = {name.split(".")[0] for name in out.rsplit("LOADED", 1)[1].split()}
    assert not heavy & loaded


GRAPH = [
    "neighbors 群团组织 --unit sentence",
    "neighbors 群团组织 --measure npmi --min-docs 2",
    "pair 群团组织 上海 --where year:2022",
    "pairs --max-alpha 0.05 --document zhang-henan",
    "evidence 群团组织 上海 --where doc:zhang-henan",
    "links 去四化",
    "ego 两个覆盖 --depth 2",
    "path 'two coverage' 'mass organization'",
    "shared 群团组织 社会组织",
    "communities --runs 3",
    "communities --switching --runs 3",
    "central --by pagerank",
    "compare zhang-henan zhang-three-cities --change lost",
    "compare place:Changzhou",
    "subgraph 群团组织 群团改革 --around",
    "subgraph --community 0",
    "documents",
    "documents --show bridges",
    "documents --show edges --papers 2",
]


@pytest.mark.parametrize("line", GRAPH)
def test_every_question_to_the_graph_is_answered_in_rows(run, line):
    result = run("graph", *shlex.split(line), "--format", "jsonl")
    assert result.exit_code == 0, result.output
    assert all(json.loads(row) for row in result.stdout.splitlines())
    assert result.stdout


def test_a_concept_misspelt_is_answered_with_the_nearest_names(run):
    result = run("graph", "path", "two covrage", "群团组织")
    assert result.exit_code == 1
    assert "Did you mean 'two coverage'" in result.stderr


def read_terminal(store_path, *arguments):
    """Run a command on a terminal a hundred columns wide and return what is seen there."""
    pty = pytest.importorskip("pty")
    seen, command_end = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "policytext", "--db", str(store_path), *arguments],
        stdout=command_end, stderr=subprocess.PIPE, env=os.environ | {"COLUMNS": "100"}, text=True,
    ) as process:  # fmt: skip
        os.close(command_end)
        parts = []
        with contextlib.suppress(OSError):  # Linux says so where the terminal is hung up
            while part := os.read(seen, 65536):
                parts.append(part)
        os.close(seen)
        said = process.stderr.read()
    return b"".join(parts).decode("utf-8").splitlines(), said


def test_a_terminal_gets_the_first_rows_of_a_long_list_and_is_told_of_the_rest(store_path, run):
    lines, said = read_terminal(store_path, "graph", "pairs")
    n_all = len(run("graph", "pairs").stdout.splitlines()) - 1
    assert f"The first 50 of {n_all:,} rows are shown; --top 0 lists all." in said
    assert n_all > 1000
    assert len(lines) < 300
    assert not run("graph", "pairs").stderr


def test_as_many_rows_as_are_asked_for_are_shown_wherever_they_go(store_path, run):
    rows = run("discover", "--no-themes", "--format", "jsonl").stdout.splitlines()
    assert (
        run("discover", "--no-themes", "--top", "3", "--format", "jsonl").stdout.splitlines()
        == rows[:3]
    )
    assert (
        run("discover", "--no-themes", "--top", "0", "--format", "jsonl").stdout.splitlines()
        == rows
    )
    lines, said = read_terminal(store_path, "graph", "pairs", "--top", "60")
    assert len(lines) > 60
    assert not said


def test_proposals_are_of_the_formulae_that_are_shown(run, tmp_path):
    said = run(
        "discover", "--no-themes", "--top", "1", "--propose", str(tmp_path / "new.toml")
    ).stderr
    assert "1 draft entries" in said


def test_what_was_set_side_by_side_is_named_where_it_is_few_and_counted_where_it_is_many(run):
    few = run("compare", "--by", "document").stderr.splitlines()
    many = run("compare", "--by", "section", "--theme", "dangjian").stderr.splitlines()
    assert len(few) == 5
    assert all(line.endswith(" of 1 document.") for line in few)
    (line,) = many
    assert re.fullmatch(r"\d+ uppermost headings: 201 passages of 5 documents\.", line)


SILENT = [
    "documents --facet year=1800", "discover", "expansions", "expansions --odd", "graph central",
    "graph communities", "graph communities --switching", "graph documents",
    "graph documents --show bridges", "graph documents --show edges", "graph links",
    "graph pairs", "graph pairs --min-docs 2 --kind place", "graph subgraph", "keywords --lang zh",
    "similarity", "tag", "themes list", "variants", "variants --candidates", "words --lang zh",
    "compare --by document",
]  # fmt: skip


@pytest.mark.parametrize("command", SILENT)
def test_a_command_that_finds_nothing_says_so(command, nothing):
    result = CliRunner().invoke(main, ["--db", str(nothing), *shlex.split(command)])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.strip().endswith(".")


@pytest.fixture(scope="module")
def nothing(make_once):
    """Return the store of one paper in which nothing is to be found."""
    from policytext.pipeline import build_store

    def make(draft):
        (draft / "papers").mkdir()
        (draft / "themes").mkdir()
        (draft / "papers" / "rain.txt").write_text("Rain fell in the year 1999.\n", "utf-8")
        (draft / "manifest.toml").write_text(
            '[[documents]]\nid = "rain"\nfile = "rain.txt"\nlanguage = "en"\nyear = 1999\n', "utf-8"
        )
        build_store(draft, draft / "x.db")

    return make_once("nothing", make) / "x.db"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("graph links pingan-zhongguo", "The authority file links pingan-zhongguo to no other."),
        ("expansions dangjian", "No paper spells out dangjian."),
        ("graph pairs --min-cooc 9999 --kind place", "No two concepts meet with --min-cooc 9999 --kind place."),
        ("graph neighbors 党建 --min-docs 99", "党建 meets no other concept with --min-docs 99."),
        ("graph ego 党建 --min-docs 99", "党建 meets no other concept with --min-docs 99."),
        ("graph shared 党建 工会 --min-docs 99", "No concept meets both 党建 and 工会 with --min-docs 99."),
    ],
)  # fmt: skip
def test_an_empty_answer_says_what_was_looked_for(command, says, run):
    result = run(*shlex.split(command))
    assert result.stdout == ""
    assert says in result.stderr


def test_the_values_of_papers_have_names_on_a_terminal(store_path):
    lines, _ = read_terminal(store_path, "documents")
    text = " ".join(lines)
    for name in ("doc_id", "title", "authors", "year", "places"):
        assert f"{name} " in text
