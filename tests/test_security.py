"""A malicious corpus does no harm: not to pages, spreadsheets, terminals, files or the store."""

import csv
from contextlib import suppress

import pytest
from click.testing import CliRunner

from policytext.cli import main
from policytext.errors import PolicytextError
from policytext.pipeline import build_store
from policytext.reports import write_reports
from policytext.search import search
from policytext.store.reading import open_store

SCRIPT = "<script>alert('党建')</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
FORMULA = '=HYPERLINK("http://x.y","two coverage")'
ESCAPE = "\x1b[31m"  # readers refuse a text with more than a stray control character

THEMES = f"""
[[themes]]
id = "one"
kind = "concept"
path = ['{IMAGE}']
scope_note = "{SCRIPT}"
sources = ['{IMAGE}']
zh = {{ canonical = "两个覆盖", certainty = "certain" }}
en = {{ preferred = "two coverage", forms = ['{IMAGE}'] }}

[[themes]]
id = "two"
kind = "concept"
path = ["P"]
scope_note = "N"
sources = ["S"]
zh = {{ canonical = "党建", certainty = "certain" }}
en = {{ preferred = "party building" }}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Return the folder of a corpus in which everything a person can write is hostile, with its store."""
    folder = tmp_path_factory.mktemp("hostile") / "corpus"
    (folder / "papers").mkdir(parents=True)
    (folder / "themes").mkdir()
    body = f"# {SCRIPT}\n\n{FORMULA} two coverage {IMAGE} and </script><!-- party building.\n\n"
    (folder / "papers" / "bad.txt").write_text(body * 3 + f"Two {ESCAPE} coverage.\n", "utf-8")
    (folder / "papers" / "more.txt").write_text(
        f"{body}\nTwo coverage {ESCAPE} of party building.\n", "utf-8"
    )
    (folder / "manifest.toml").write_text(
        f"[[documents]]\nid = \"bad\"\ntitle = '''{SCRIPT}{IMAGE}'''\nauthors = ['''{FORMULA}''']\n"
        f"facets = {{ issuer = '''{IMAGE}''' }}\n",
        "utf-8",
    )
    (folder / "themes" / "bad.toml").write_text(THEMES, "utf-8")
    build_store(folder, folder / "x.db")
    return folder


@pytest.fixture(scope="module")
def pages(hostile):
    with open_store(hostile / "x.db") as store:
        write_reports(store, hostile / "pages")
    return hostile / "pages"


def test_no_page_holds_markup_of_the_corpus(pages):
    files = list(pages.rglob("*.html"))
    assert len(files) > 3
    for path in files:
        text = path.read_text("utf-8")
        assert "<script>alert" not in text, path
        assert "<img" not in text, path
        assert text.count("<script") == text.count("</script>"), path


def test_no_cell_of_a_table_is_a_formula(pages):
    cells = [
        cell
        for path in pages.rglob("*.csv")
        for row in csv.reader(path.read_text("utf-8-sig").splitlines())
        for cell in row
    ]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(
    "command",
    [
        ["search", "two coverage"],
        ["search", "two coverage", "--cite"],
        ["search", "two coverage", "--footnotes"],
        ["show", "bad:2"],
        ["kwic", "coverage"],
        ["tag"],
        ["documents"],
        ["passages"],
        ["outline", "bad"],
        ["graph", "evidence", "one", "two"],
        ["search", ESCAPE],
        ["search", f"doc:{ESCAPE}"],
    ],
    ids=lambda command: " ".join(command).encode("ascii", "backslashreplace").decode(),
)
def test_nothing_that_is_printed_moves_a_terminal(hostile, command):
    result = CliRunner().invoke(main, ["--db", str(hostile / "x.db"), *command])
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert "\x1b" not in result.output.replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert "\x07" not in result.output


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE passages; --",
        '" OR 1=1 --',
        "doc:x') OR 1=1 --",
        "theme:'; DELETE FROM mentions",
        'section:"a") OR ("b"',
        "NEAR(a b) col:x ^y",
        "text : *",
    ],
)
def test_no_query_reaches_the_database_as_sql(hostile, query):
    with open_store(hostile / "x.db") as store:
        before = len(store.list_passages())
        with suppress(PolicytextError):
            search(store, query)
        assert len(store.list_passages()) == before


def test_a_store_is_opened_for_reading_only(hostile):
    import sqlite3

    with open_store(hostile / "x.db") as store, pytest.raises(sqlite3.OperationalError):
        store.ask("DELETE FROM passages")


def test_no_file_is_written_outside_the_folder_of_the_pages(hostile, pages):
    assert {path.name for path in hostile.iterdir()} == {
        "papers", "themes", "manifest.toml", "x.db", "x.db.shelf", "pages",
    }  # fmt: skip
    assert all(pages in path.resolve().parents for path in pages.rglob("*") if path.is_file())
