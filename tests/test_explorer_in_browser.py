"""The graph as a reader explores it: seen, clicked, searched, filtered, followed, from mouse and keyboard."""

import re
import xml.etree.ElementTree as ET
from math import log
from urllib.parse import unquote

import pytest

from explorer_page import NAMES, find_overlaps, read_data
from policytext.store import meetings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def data(outputs):
    """Return the data of the five papers' graph."""
    return read_data(outputs / "graph.html")


@pytest.fixture(scope="module")
def opened(window, outputs):
    """Return one page of the graph for all tests, with what it logged and asked for."""
    page = window.new_page()
    heard, asked = [], []
    page.on("console", lambda m: heard.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.set_default_timeout(15000)
    page.goto((outputs / "graph.html").as_uri())
    yield page, heard, asked
    page.close()


@pytest.fixture
def graph(opened, outputs):
    """Return the page of the graph as it opens; `graph.at(hash)` opens it with an address."""
    page, heard, asked = opened
    address = (outputs / "graph.html").as_uri()
    page.at = lambda at: (page.goto("about:blank"), page.goto(address + at))
    page.set_viewport_size({"width": 1300, "height": 900})
    page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
    if not page.url.startswith(address):
        page.goto(address)
    page.evaluate(
        """location.hash = "#/"; look(0, 0, 1); rest(); for (const box of document.querySelectorAll("input[type=search]")) box.value = "";
        document.getElementById("chains").open = false; document.activeElement.blur();"""
    )
    page.locator("#panel h2", has_text="Most named").wait_for()
    yield page
    assert heard == []
    assert [url for url in asked if not url.startswith(("file:", "about:"))] == []


def find_number(data, label):
    return next(n for n, theme in enumerate(data["themes"]) if label in (theme["en"], theme["zh"]))


# Where a concept is to be pointed at, once two frames agree on it: a window that was resized is laid out anew.
PLACE = """async (n) => {
  const place = () => { const box = stage.getBoundingClientRect(), [x, y] = screenOf(n); return [box.left + 1 + x, box.top + 1 + y]; };
  for (let last = null; ; ) {
    await new Promise(requestAnimationFrame);
    const now = place();
    if (last && now.every((at, axis) => at === last[axis])) return now;
    last = now;
  }
}"""


def click_theme(page, n):
    """Click the mark of a concept in the picture."""
    x, y = page.evaluate(PLACE, n)
    page.mouse.click(x, y)


# A place on a line at which it can be pointed at: no dot and no other line lies over it there.
BARE_PLACE = """() => {
  const box = stage.getBoundingClientRect();
  for (const pair of scene.drawn) {
    const [[x1, y1], [x2, y2]] = [screenOf(pair.a), screenOf(pair.b)];
    for (let part = 0.2; part < 0.8; part += 0.02) {
      const [x, y] = [x1 + part * (x2 - x1), y1 + part * (y2 - y1)];
      const there = document.elementFromPoint(box.left + 1 + x, box.top + 1 + y);
      if (there === canvas && findUnder(x, y).pair === pair) return [box.left + 1 + x, box.top + 1 + y, pair.a, pair.b];
    }
  }
}"""

# looking


@pytest.mark.parametrize("names", ["both", "en", "zh"])
@pytest.mark.parametrize("window_size", [(1440, 900), (800, 1100)])
def test_no_two_names_overlap_and_none_is_cut(graph, names, window_size):
    graph.set_viewport_size(dict(zip(("width", "height"), window_size, strict=True)))
    graph.at(f"#/?names={names}")
    boxes = graph.evaluate(NAMES)
    stage = graph.locator("#stage").bounding_box()

    assert len(boxes) >= 20
    assert find_overlaps(boxes) == []
    assert all(box[5] <= 0 for box in boxes)  # no name is wider than the room it was given
    for _, left, top, right, bottom, _ in boxes:
        assert stage["x"] <= left <= right <= stage["x"] + stage["width"]
        assert stage["y"] <= top <= bottom <= stage["y"] + stage["height"]


def test_the_most_named_concepts_have_their_names(graph, data):
    shown = "\n".join(box[0] for box in graph.evaluate(NAMES))
    squeezed = shown.replace(" ", "")
    missing = [t["en"] for t in data["themes"][:12] if t["en"].replace(" ", "") not in squeezed]
    assert len(missing) <= 1, missing


def test_enlarging_shows_more_names_and_still_none_overlap(graph):
    before = graph.evaluate("placed.length")
    for _ in range(4):
        graph.locator("#nearer").click()
    graph.wait_for_timeout(250)
    boxes = graph.evaluate(NAMES)

    assert graph.evaluate("placed.length") > before
    assert find_overlaps(boxes) == []


def test_the_picture_is_enlarged_by_wheel_moved_by_dragging_and_remembered(graph):
    box = graph.locator("#stage").bounding_box()
    graph.mouse.move(box["x"] + 300, box["y"] + 200)
    graph.mouse.wheel(0, -500)
    graph.mouse.down()
    graph.mouse.move(box["x"] + 360, box["y"] + 260, steps=4)
    graph.mouse.up()
    graph.wait_for_timeout(250)
    seen = graph.evaluate("[view.x, view.y, view.k]")
    address = unquote(graph.evaluate("location.hash"))

    assert seen[2] > 1.5
    assert "at=" in address
    assert address.startswith("#/?")  # a drag chooses nothing
    graph.at(address)
    assert graph.evaluate("[view.x, view.y, view.k]") == pytest.approx(seen, abs=0.01)


def test_two_fingers_enlarge(graph):
    client = graph.context.new_cdp_session(graph)
    box = graph.locator("#stage").bounding_box()
    x, y = box["x"] + 300, box["y"] + 250
    for kind, spread in (("touchStart", 30), ("touchMove", 60), ("touchMove", 90)):
        points = [{"x": x - spread, "y": y, "id": 0}, {"x": x + spread, "y": y, "id": 1}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    assert graph.evaluate("view.k") > 1.8


# choosing


def test_a_concept_shows_every_neighbour_of_the_store_with_its_counts(graph, data, store):
    n = find_number(data, "mass organization")
    click_theme(graph, n)
    graph.locator("#panel h2", has_text="群团组织").wait_for()
    more = graph.get_by_role("button", name=re.compile("Show all .* neighbours"))
    more.click()
    rows = graph.locator("#panel table.neighbors tbody tr").all()
    shown = {
        row.locator("td").first.inner_text().strip(): [
            int(c) for c in row.locator("td.n").all_inner_texts()[:2]
        ]
        for row in rows
    }
    expected = {
        f"{r['label']} {r['zh']}".strip(): [r["n_cooc"], r["n_docs"]]
        for r in meetings.list_neighbors(store, data["themes"][n]["id"])
    }

    assert {" ".join(name.split()): counts for name, counts in shown.items()} == expected
    counts = [count for count, _ in shown.values()]
    assert counts == sorted(counts, reverse=True)
    for heading in ("As the papers write it", "Papers, and how often they name it", "Passages"):
        assert graph.locator("#panel h3", has_text=heading).count() == 1
    assert graph.get_by_role("link", name="Its page").count() == 1


def test_a_line_shows_the_passages_of_the_store_with_both_concepts_marked(graph, data, store):
    x, y, a, b = graph.evaluate(BARE_PLACE)
    graph.mouse.click(x, y)
    graph.locator("#panel h2", has_text="×").wait_for()
    evidence = meetings.list_evidence(store, data["themes"][a]["id"], data["themes"][b]["id"])
    articles = graph.locator("#panel article")
    shown = articles.locator(".cite a").all_inner_texts()

    assert [text.split(",")[0] for text in shown] == [row["passage_id"] for row in evidence][:12]
    assert f"characters {evidence[0]['char_start']}–{evidence[0]['char_end']}" in shown[0]
    for article in articles.all():
        assert article.locator("mark.a").count() >= 1
        assert article.locator("mark.b").count() >= 1


def test_every_mark_covers_the_words_the_store_says(data):
    for passage in data["passages"]:
        for start, end, _ in passage["marks"]:
            assert 0 <= start < end <= len(passage["text"])
            assert passage["text"][start:end].strip() == passage["text"][start:end]


def test_a_passage_leads_to_its_place_in_the_paper(graph):
    click_theme(graph, 0)
    graph.locator("#panel table.neighbors button").first.click()
    article = graph.locator("#panel article").first
    text = article.locator("blockquote").inner_text()
    article.locator(".cite a").click()
    graph.wait_for_url("**/documents/**")

    assert text[:40] in graph.locator(".passage:target").inner_text()


def test_going_back_undoes_a_choice(graph):
    click_theme(graph, 0)
    graph.locator("#panel table.neighbors button").first.click()
    graph.locator("#panel h2", has_text="×").wait_for()
    graph.go_back()
    graph.locator("#panel table.neighbors").wait_for()
    graph.go_back()
    graph.locator("#panel h2", has_text="Most named").wait_for()


# finding


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("mass organ", "群团组织"),
        ("群团组织", "mass organization"),
        ("ＴＷＯ　ＣＯＶＥＲＡＧＥ", "两个覆盖"),  # full-width letters
        ("Grass roots-Party organization", "基层党组织"),
        ("grassroots party organization", "基层党组织"),
        ("people's league", "群团组织"),  # a form, not the label
        ("PEOPLE’S LEAGUE", "群团组织"),
    ],
)
def test_a_concept_is_found_by_any_form_however_it_is_typed(graph, query, label):
    graph.fill("#find", query)
    assert graph.locator("#found [role=option]").count() >= 1
    graph.press("#find", "Enter")
    graph.locator("#panel h2", has_text=label).wait_for()
    assert graph.locator("#panel mark").count() > 0


def test_an_unknown_name_says_so(graph):
    graph.fill("#find", "zzzz")
    assert "No concept goes by that name" in graph.locator("#found").inner_text()
    assert "No concept goes by that name" in graph.locator("#says").inner_text()


# filtering


def test_a_paper_leaves_what_that_paper_names_and_its_passages(graph, data):
    place = max(
        range(len(data["papers"])),
        key=lambda p: sum(any(q == p for q, _ in t["papers"]) for t in data["themes"]),
    )
    graph.select_option("#paper", str(place))
    shown = set(graph.evaluate("[...scene.shown]"))

    assert shown == {
        n for n, t in enumerate(data["themes"]) if any(q == place for q, _ in t["papers"])
    }
    first = graph.evaluate(
        "(() => { const { a, b } = scene.drawn[0]; choose(a, b); return [a, b]; })()"
    )
    cites = graph.locator("#panel .cite").all_inner_texts()
    assert cites
    assert all(cite.startswith(data["papers"][place]["cite"]) for cite in cites), first


def test_kinds_and_communities_are_chosen_by_their_keys(graph, data):
    graph.locator("#kinds button", has_text="formula").click()
    graph.locator("#communities button").first.click()
    shown = graph.evaluate("[...scene.shown]")

    assert shown
    assert all(
        data["themes"][n]["kind"] == "formula" and data["themes"][n]["community"] == 0
        for n in shown
    )
    graph.locator("#reset").click()
    assert graph.evaluate("scene.shown.size") == len(data["themes"])


def test_measure_and_threshold_leave_the_pairs_they_say(graph, data):
    names = [measure["name"] for measure in data["measures"]]
    graph.select_option("#measure", "jaccard")
    graph.locator("#least").focus()
    for _ in range(3):
        graph.keyboard.press("PageUp")
    graph.fill("#meet", "2")
    graph.keyboard.press("Tab")
    least = graph.evaluate("state.least")
    at = {name: place for place, name in enumerate(names)}
    passing = [p for p in data["pairs"] if p[2][at["jaccard"]] >= least and p[2][at["n_cooc"]] >= 2]

    assert least > 0
    assert 0 < len(passing) < len(data["pairs"])
    assert graph.evaluate("scene.passing.length") == len(passing)
    assert f"{len(passing):,} pair" in graph.locator("#tally").inner_text()


def test_every_measure_of_the_store_can_be_chosen(graph, store):
    row = meetings.list_pairs(store)[0]
    offered = set(
        graph.locator("#measure option").evaluate_all("all => all.map((one) => one.value)")
    )
    assert {"n_cooc", "n_docs", "jaccard", "npmi", "log_likelihood"} <= offered
    assert offered <= row.keys()


def test_links_of_the_authority_file_are_drawn_apart_and_never_counted(graph, data):
    lines = graph.evaluate("scene.drawn.length")
    graph.check("#relations")
    assert graph.evaluate("scene.relations.length") == len(data["relations"]) > 0
    assert graph.evaluate("scene.drawn.length") == lines


# chains


@pytest.mark.parametrize("measure", ["n_cooc", "jaccard"])
def test_the_strongest_chain_is_the_cheapest_there_is(graph, data, store, measure):
    import networkx as nx

    a, b = find_number(data, "two coverage"), find_number(data, "mass organization")
    numbers = {theme["id"]: n for n, theme in enumerate(data["themes"])}
    network = nx.Graph()
    for row in meetings.list_pairs(store):
        cost = -log(row["jaccard"]) if measure == "jaccard" else 1 / row["n_cooc"]
        network.add_edge(numbers[row["source"]], numbers[row["target"]], cost=cost)
    least = nx.shortest_path_length(network, a, b, weight="cost")

    graph.select_option("#measure", measure)
    graph.locator("#chains summary").click()
    graph.fill("#from", "two coverage")
    graph.press("#from", "Enter")
    graph.fill("#to", "群团组织")
    graph.press("#to", "Enter")
    graph.locator("#panel h2", has_text="→").wait_for()
    chains = graph.evaluate(
        f"findChains({a}, {b}).map((chain) => chain.map((pair) => [pair.a, pair.b]))"
    )

    costs = [sum(network.edges[step]["cost"] for step in chain) for chain in chains]
    assert costs[0] == pytest.approx(least, rel=1e-3)  # the page has four digits of each measure
    assert len(costs) == 3
    assert costs == sorted(costs)
    graph.locator("#panel .chain summary").first.click()
    graph.locator("#panel .chain li").first.locator("mark.a").first.wait_for()
    assert "to=" in graph.evaluate("location.hash")


def test_numbers_of_a_pair_read_the_right_way_round(graph, data):
    a, b = find_number(data, "social organization"), find_number(data, "party building")
    graph.evaluate(f"choose({b}, {a})")
    shown = dict(
        zip(
            graph.locator(".numbers dt").all_inner_texts(),
            graph.locator(".numbers dd").all_inner_texts(),
            strict=True,
        )
    )
    n_cooc = shown["Passages in common"]
    for one, other in ((a, b), (b, a)):
        label = (
            f"Of the passages with {data['themes'][one]['en']}, with {data['themes'][other]['en']}"
        )
        assert shown[label] == f"{n_cooc} of {data['themes'][one]['passages']}"


# addresses


def test_an_address_brings_back_everything_that_was_set(graph, data):
    theme, other = data["themes"][3], data["themes"][5]
    address = f"#/{theme['id']}/{other['id']}?measure=npmi&least=0.1&meet=2&top=5&paper={data['papers'][1]['id']}&kind=concept&names=zh&relations=1&view=list"
    graph.at(address)
    assert graph.input_value("#measure") == "npmi"
    assert graph.input_value("#meet") == "2"
    assert graph.input_value("#top") == "5"
    assert graph.input_value("#paper") == "1"
    assert graph.is_checked("#relations")
    assert graph.locator("#kinds [aria-pressed=true]").count() == 1
    assert graph.locator("#list table").first.is_visible()
    assert (
        graph.locator("#panel h2").inner_text().replace("\n", " ")
        == f"{theme['zh']} × {other['zh']}"
    )
    asked = dict(part.split("=") for part in address.partition("?")[2].split("&"))
    kept = dict(part.split("=") for part in graph.evaluate("write()").partition("?")[2].split("&"))
    assert kept == asked


@pytest.mark.parametrize(
    "address",
    [
        "#/nobody",
        "#/%E0%A4",
        "#/?measure=x&least=y&meet=-1&top=a&paper=z&at=1,2&community=99&to=q",
        "#//?",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_whole(graph, address):
    graph.at(address)
    assert graph.locator("#panel h2").inner_text() == "Most named"
    assert graph.evaluate("scene.drawn.length") > 100


# without a mouse, without a picture


def test_the_picture_is_walked_and_chosen_from_by_keys(graph):
    graph.locator("#stage").focus()
    graph.keyboard.press("ArrowRight")
    first = graph.locator("#says").inner_text()
    graph.keyboard.press("ArrowRight")
    second = graph.locator("#says").inner_text()
    assert first != second
    assert "passage" in second
    graph.keyboard.press("+")
    graph.keyboard.press("+")
    assert graph.evaluate("view.k") > 1.5
    graph.keyboard.press("0")
    graph.keyboard.press("Enter")
    graph.locator("#panel:focus").wait_for()
    assert graph.locator("#panel h2").inner_text().split()[0] in second
    graph.keyboard.press("Escape")
    assert graph.locator("#stage:focus").count() == 1
    assert graph.locator("#panel h2").inner_text() == "Most named"


def test_everything_is_reached_by_tab_and_has_a_name(graph):
    graph.keyboard.press("/")
    assert graph.locator("#find:focus").count() == 1
    graph.keyboard.type("party building")
    graph.keyboard.press("ArrowDown")
    assert graph.locator("#find").get_attribute("aria-activedescendant")
    graph.keyboard.press("Enter")
    graph.locator("#panel:focus").wait_for()
    seen = []
    for _ in range(4):
        graph.keyboard.press("Tab")
        seen.append(graph.evaluate("document.activeElement.textContent"))
    assert any("Chain from here" in text for text in seen)
    nameless = graph.evaluate(
        """() => [...document.querySelectorAll("button, input, select, a")].filter((one) => one.checkVisibility()
        && !(one.textContent.trim() || one.getAttribute("aria-label") || (one.labels && one.labels.length))).map((one) => one.outerHTML)"""
    )
    assert nameless == []


def test_the_list_says_what_the_picture_shows(graph, data):
    graph.locator("#kinds button", has_text="formula").click()
    graph.get_by_role("button", name="List").click()
    n_formulas = sum(theme["kind"] == "formula" for theme in data["themes"])

    assert not graph.locator("#stage").is_visible()
    assert graph.locator("#list table").first.locator("tbody tr").count() == n_formulas
    assert graph.locator("#list table").last.locator("tbody tr").count() == graph.evaluate(
        "scene.drawn.length"
    )
    graph.locator("#list tbody button").first.click()
    graph.locator("#panel:focus").wait_for()


def measure_light(rgb):
    """Return how light a colour is, as WCAG 2 measures it."""
    parts = [int(part) / 255 for part in rgb]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_letters_stand_out_from_their_ground_in_light_and_dark(graph):
    for scheme in ("light", "dark"):
        graph.emulate_media(color_scheme=scheme)
        colours = graph.evaluate(
            """() => { const probe = document.createElement("i"); document.body.append(probe); const read = (name) => { probe.style.color = `var(${name})`; return getComputedStyle(probe).color.match(/\\d+/g).slice(0, 3); };
            return Object.fromEntries(["--ink", "--soft", "--link", "--paper", "--raised", "--mark", "--mark-b", "--accent", "--edge"].map((name) => [name, read(name)])); }"""
        )
        pairs = [("--ink", g, 4.5) for g in ("--paper", "--raised", "--mark", "--mark-b")]
        pairs += [
            ("--soft", "--paper", 4.5),
            ("--soft", "--raised", 4.5),
            ("--link", "--paper", 4.5),
            ("--accent", "--raised", 3),
            ("--edge", "--paper", 3),
        ]
        for front, ground, least in pairs:
            one, other = sorted((measure_light(colours[front]), measure_light(colours[ground])))
            assert (other + 0.05) / (one + 0.05) >= least, (scheme, front, ground)


def test_nothing_flies_where_motion_is_not_wanted(graph):
    graph.emulate_media(reduced_motion="reduce")
    graph.evaluate("fly(300, 300, 4)")
    assert graph.evaluate("view.k") == 4


# taking away


def test_the_picture_is_saved_as_svg_with_names_as_text_and_its_parameters(graph, data):
    graph.select_option("#measure", "npmi")
    with graph.expect_download() as waited:
        graph.locator("#download").click()
    root = ET.parse(waited.value.path()).getroot()
    name = "{http://www.w3.org/2000/svg}"
    text = "\n".join("".join(t.itertext()) for t in root.iter(f"{name}text"))

    assert "social organization社会组织" in text
    assert len(list(root.iter(f"{name}line"))) == graph.evaluate("scene.drawn.length")
    says = root.find(f"{name}desc").text
    assert "measure: NPMI" in says
    assert f"{len(data['themes'])} concepts" in says
    assert "policytext" in says


def test_the_printed_page_has_the_picture_and_no_controls(graph):
    graph.evaluate("dispatchEvent(new Event('beforeprint'))")
    graph.emulate_media(media="print")
    assert graph.locator("#printed svg text").count() >= 20
    assert graph.locator("#printed svg").is_visible()
    for control in ("#find", "#stage", "#measure", "#download"):
        assert not graph.locator(control).is_visible()
