"""The page of the concept graph where the corpus is large, or hostile."""

import random
import re
from dataclasses import fields

import pytest

from explorer_page import NAMES, find_overlaps, read_data
from policytext.cooccurrence import count_pairs, tally
from policytext.records import (
    Document,
    Form,
    Member,
    Mention,
    Metadata,
    Node,
    Passage,
    Run,
    Source,
    Theme,
)
from policytext.reports.explorer import gather_explorer
from policytext.reports.facts import gather_facts
from policytext.reports.pages import render_page
from policytext.store.reading import open_store
from policytext.store.rows import make_rows
from policytext.store.writing import StoreWriter
from policytext.tokens import Words

pytestmark = pytest.mark.browser

EVIL = '</script><!--<script>alert("x")</script>\u2028<img src=x onerror=alert(1)>'


def write_wide_store(path, n_themes, n_passages, label="concept number {}", note=""):
    """Write a store of many concepts that meet in many passages, most of them with others of their own area."""
    chance = random.Random(7)  # noqa: S311 - the same every time
    kinds = ("formula", "concept", "organization", "place", "campaign", "document", "metaphor")
    names = [label.format(n) for n in range(n_themes)]
    themes = [
        Theme(f"t{n}", kinds[n % 7], (name,), f"第{n}个概念", "inferred", name, (Form(name, "en", "official"),), note,
              members=(Member("", (name,), f"t{(n + 1) % n_themes}"),) if n == 0 else ())
        for n, name in enumerate(names)
    ]  # fmt: skip
    passages, mentions, at = [], [], 0
    for p in range(n_passages):
        area = chance.randrange(max(n_themes // 50, 1)) * 50 % n_themes
        near = [min(area + chance.randrange(50), n_themes - 1) for _ in range(3)]
        text = ""
        for n in sorted({*near, p % n_themes}):
            start, end = len(text), len(text) + len(names[n])
            text += f"{names[n]} is named here, "
            mentions.append(
                Mention(
                    "wide",
                    f"wide:{p}",
                    f"t{n}",
                    at + start,
                    at + end,
                    start,
                    end,
                    names[n],
                    names[n],
                    "official",
                    "exact",
                )
            )
        run = Run(0, len(text), at, at + len(text))
        place = at, at + len(text)
        passage = Passage(f"wide:{p}", "wide", "prose", label, "en", "", *place, text, (run,))
        passages.append((passage, Words(passage, ())))
        at += len(text) + 1
    source = Source(
        "papers/wide.txt", "plain", "utf-8", "0" * 64, "\n".join(p.text for p, _ in passages), ()
    )
    document = Document("wide", source, "en", None, (), (), None, None, (), (), (), (), (), ())
    blank = {field.name: 0 for field in fields(Node)}
    n_passages_of = {m.theme_id: 0 for m in mentions}
    for mention in mentions:
        n_passages_of[mention.theme_id] += 1
    nodes = [
        Node(**blank | {"theme_id": f"t{n}", "n_passages": n_passages_of[f"t{n}"], "community": n // 50 % 9,
                        "x": n // 50 % 5 / 5 + chance.random() / 6, "y": n // 250 % 4 / 4 + chance.random() / 6})
        for n in range(n_themes) if f"t{n}" in n_passages_of
    ]  # fmt: skip
    with StoreWriter(path) as store:
        store.write_manifest({"policytext": note or "0"}, [])
        store.write_themes(themes, [])
        metadata = Metadata("wide", source.path, label, (label,))
        outline = {"authors": [], "keywords": [], "sections": []}
        counted = [(mention, True) for mention in mentions]
        store.write_paper(make_rows(document, metadata, outline, passages, counted))
        store.write_graph(nodes, count_pairs(tally(mentions), n_passages))
    return path


def write_page(store_path, path):
    with open_store(store_path) as store:
        facts = gather_facts(store, [])
        path.write_text(render_page("explorer", facts, gather_explorer(store, facts)), "utf-8")
    return path


FRAMES = """async (kind) => {
  const times = [];
  let last = await new Promise(requestAnimationFrame);
  for (let turn = 0; turn < 40; turn += 1) {
    if (kind === "pan") look(view.x + (turn % 2 ? 9 : -7), view.y + 5 * ((turn % 3) - 1), view.k);
    else enlarge(turn < 20 ? 1.06 : 1 / 1.06);
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times.sort((a, b) => a - b)[20];
}"""


def test_a_thousand_concepts_and_five_thousand_pairs_move_fluidly(page, tmp_path):
    path = write_page(write_wide_store(tmp_path / "wide.db", 1000, 1100), tmp_path / "wide.html")
    data = read_data(path)
    assert len(data["themes"]) == 1000
    assert len(data["pairs"]) >= 5000
    assert path.stat().st_size < 2_000_000
    page.goto(path.as_uri() + "#/?top=0")
    assert page.evaluate("scene.drawn.length") >= 5000
    for kind in ("zoom", "pan"):
        # 17 ms on an idle machine; the bound leaves room for a busy one.
        assert page.evaluate(FRAMES, kind) < 60, kind
    page.wait_for_timeout(300)
    assert find_overlaps(page.evaluate(NAMES)) == []


def test_a_page_that_cannot_carry_everything_says_so_and_how_to_get_the_rest(
    page, tmp_path, monkeypatch
):
    monkeypatch.setattr("policytext.reports.explorer.MAX_EVIDENCE", 4000)
    path = write_page(write_wide_store(tmp_path / "some.db", 40, 60), tmp_path / "some.html")
    page.goto(path.as_uri())
    carried = len(read_data(path)["passages"])
    assert re.search(
        rf"carries {carried} of the 60\s+passages", page.locator(".foot").first.inner_text()
    )
    left = page.evaluate(
        "(() => { const pair = pairs.find((one) => passagesWith(one.a, one.b).length < value(one, 'n_cooc')); choose(pair.a, pair.b); return [pair.a, pair.b]; })()"
    )
    ids = [read_data(path)["themes"][n]["id"] for n in left]
    assert (
        page.locator("#panel code").inner_text() == f"policytext graph evidence {ids[0]} {ids[1]}"
    )


def test_nothing_in_a_corpus_becomes_markup(page, tmp_path):
    path = write_page(
        write_wide_store(tmp_path / "evil.db", 12, 30, label=EVIL + " {}", note=EVIL),
        tmp_path / "evil.html",
    )
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the corpus ran: {dialog.message}"))
    page.goto(path.as_uri())
    page.evaluate("choose(0)")
    assert "<img src=x" in page.locator("#panel h2").inner_text()
    page.evaluate("choose(scene.drawn[0].a, scene.drawn[0].b)")
    assert page.locator("#panel mark.b").count() >= 1
    page.fill("#find", "img")
    page.get_by_role("button", name="List").click()
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2


def test_a_store_without_a_single_pair_opens(page, tmp_path):
    path = write_page(write_wide_store(tmp_path / "none.db", 3, 0), tmp_path / "none.html")
    page.goto(path.as_uri())
    assert page.locator("h1").inner_text() == "The concept graph"
    assert "0 concepts" in page.locator("#tally").inner_text()
