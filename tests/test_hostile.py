"""Hostile strings through everything a string can enter by: no exception but our own, nothing left unescaped.

A hundred examples of each test are run; HOSTILE_EXAMPLES=10000 runs more.
"""

import csv
import io
import json
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policytext.errors import PolicytextError
from policytext.exchange import IN_FORMATS, OUT_FORMATS, export_themes, import_themes
from policytext.exchange.entries import from_entry
from policytext.kwic import find_places
from policytext.pipeline import build_store
from policytext.reports import write_reports
from policytext.search import search
from policytext.store.reading import open_store
from policytext.tables import render

FRAGMENTS = (
    "<script>alert(1)</script>", "</script>", "<!--", "]]>", "'\"><img src=x onerror=alert(1)>", "{{ 7*7 }}", "${x}", "%s",
    '=HYPERLINK("x")', "+1", "-1+2", "@SUM(A1)", "＝1", "\t=1", "'; DROP TABLE passages; --", '" OR "" = "', "NEAR/3", "AND",
    "NOT", "OR", "(", ")", '"', "“", "”", "*", "?", "^", ":", "doc:", "theme:", "..", "../../etc/passwd", "\\", "/", "|", "|&|", "~",
    "\x00", "\x07", "\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\r\n", "\n", "\t", "\u202e", "\u200b", "\ufeff", "\u2028", "\U000e0001",
    "(a+)+$", "(?P<x>", "[", "{1,99999}", "两个覆盖", "党建", "two coverage", "ﬁ", "İ", "ß", "１２", "𠀀", "é", "e\u0301", "C++", " ",
)  # fmt: skip
HOSTILE = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map("".join),
)
examples = settings(
    max_examples=int(os.environ.get("HOSTILE_EXAMPLES", "100")),
    suppress_health_check=[HealthCheck.too_slow],
)


@examples
@given(HOSTILE)
def test_any_query_is_answered_or_refused_in_a_sentence(store, text):
    with suppress(PolicytextError):
        search(store, text)
    for kind in ("phrase", "lemma", "regex", "theme"):
        with suppress(PolicytextError):
            find_places(store, text, kind)


@examples
@given(st.lists(HOSTILE, min_size=1, max_size=5))
def test_any_text_stays_in_its_cell(texts):
    rows = [{"a": text, "b": 1, "c": [text]} for text in texts]
    assert [row["a"] for row in json.loads(render(rows, "json"))] == texts
    assert [json.loads(line)["a"] for line in render(rows, "jsonl").split("\n")[:-1]] == texts
    for width in (None, 20, 80):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", render(rows, "table", width))
    read = list(csv.reader(io.StringIO(render(rows, "csv"), newline="")))
    assert [len(row) for row in read] == [3] * (len(texts) + 1)
    cells = [cell.lstrip(" \n\u00a0") for row in read for cell in row]
    assert not [cell for cell in cells if re.match(r"[=@\t＝＠]|[+-](?![\d.]*$)", cell)]
    assert render(rows, "markdown").count("\n") == len(texts) + 2


@examples
@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_theme_goes_through_every_format_or_is_refused_with_its_field(name, form, note):
    entry = {
        "id": "hostile", "kind": "concept", "path": [note or "P"], "scope_note": note, "sources": [note or "S"],
        "zh": {"canonical": name, "certainty": "certain"}, "en": {"preferred": form, "forms": [form, {"text": name, "match": "glob"}]},
    }  # fmt: skip
    theme, faults = from_entry(entry, "test")
    assert (theme is None) == bool(faults)
    if theme is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        for out in OUT_FORMATS:
            path = Path(folder) / f"themes.{out}"
            path.write_text(export_themes([theme], out)[0], encoding="utf-8")
            if out in IN_FORMATS:
                with suppress(PolicytextError):
                    import_themes(path, out)


TAG = re.compile(r"<(?:script|img|iframe|svg|a|b)\b[^>]*>", re.IGNORECASE)


@settings(examples, max_examples=max(2, examples.max_examples // 100))
@given(st.lists(HOSTILE, min_size=3, max_size=30, unique=True))
def test_titles_and_names_of_a_corpus_add_no_markup_to_its_pages(texts):
    with tempfile.TemporaryDirectory() as made:
        plain = _list_tags(Path(made) / "plain", [f"Title {n}" for n in range(len(texts))])
        assert _list_tags(Path(made) / "hostile", texts) <= plain


def _list_tags(folder, titles):
    """Return the tags of all pages of a corpus of papers with those titles."""
    (folder / "papers").mkdir(parents=True)
    entries = []
    for number, title in enumerate(titles):
        (folder / "papers" / f"p{number}.txt").write_text(f"Party building {number}.", "utf-8")
        entries.append(f'[[documents]]\nid = "p{number}"\ntitle = {json.dumps(title)}\n')
    manifest = "".join(entries).replace("\x7f", "\\u007f")
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    with suppress(PolicytextError):
        build_store(folder, folder / "x.db")
        with open_store(folder / "x.db") as store:
            write_reports(store, folder / "pages")
    text = "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.html")))
    return {_forget_values(tag) for tag in TAG.findall(text)}


def _forget_values(tag):
    """Return a tag without what its attributes say."""
    return re.sub(r'="[^"]*"', "", tag)


@pytest.fixture(scope="module")
def store(store_path):
    with open_store(store_path) as store:
        yield store
