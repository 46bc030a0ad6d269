"""The pages as a reader meets them: opened from disk in a browser, clicked, searched, followed."""

import os
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

REQUIRED = os.environ.get("POLICYTEXT_REQUIRE_BROWSER") == "1"


def give_up(reason):
    """Fail where a browser is required, else skip with the reason."""
    (pytest.fail if REQUIRED else pytest.skip)(
        f"the pages were not tried in a browser: {reason}. Install the 'browser' extra and Chromium.",
    )


@pytest.fixture(scope="module")
def browser():
    """Return headless Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        give_up("playwright is not installed")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [path for path in map(shutil.which, names) if path]
    if not found:
        give_up("no Chromium was found")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found[0], args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def window(browser):
    """Return a window in which pages are opened one after another."""
    opened = browser.new_context(viewport={"width": 1300, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(window):
    """Return a new page; at the end, no error may have been logged and nothing but files asked for.

    Wait for elements, not with `wait_for_function`: that one needs `eval`, which
    the pages' own Content-Security-Policy forbids.
    """
    opened = window.new_page()
    errors, requests = [], []
    opened.on(
        "console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("request", lambda request: requests.append(request.url))
    opened.set_default_timeout(5000)
    yield opened
    opened.close()
    assert errors == []
    assert [url for url in requests if not url.startswith("file:")] == []


def open_page(page, outputs, name):
    page.goto((outputs / name).as_uri())
    return page


# Somewhere on the strongest edge that can be pointed at: no dot and no other edge lies over it there.
BARE_PLACE = """() => {
  const edges = [...document.querySelectorAll(".edge")].reverse();
  for (const edge of edges) {
    const line = edge.querySelector(".ink"), length = line.getTotalLength(), matrix = line.getScreenCTM();
    for (let part = 0.1; part < 0.9; part += 0.02) {
      const { x, y } = line.getPointAtLength(length * part).matrixTransform(matrix);
      const there = document.elementFromPoint(x, y);
      if (there && there.closest(".edge") === edge) return [x, y];
    }
  }
}"""


def choose_theme(page, label):
    page.fill("#find", label)
    page.press("#find", "Enter")


def test_every_kind_of_page_opens_without_an_error(page, outputs):
    theme = next((outputs / "themes").glob("*.html"))
    document = next((outputs / "documents").glob("*.html"))
    for path in (outputs / "index.html", outputs / "graph.html", theme, document):
        page.goto(path.as_uri())
        assert page.locator("h1").count() == 1
        assert page.locator("h1").inner_text().strip()


def test_no_page_is_wider_than_a_small_telephone(page, outputs):
    page.set_viewport_size({"width": 360, "height": 740})
    documents = sorted((outputs / "documents").glob("*.html"))
    themes = sorted((outputs / "themes").glob("*.html"), key=lambda p: -p.stat().st_size)[:2]
    table = outputs / "tables" / "themes-by-document.html"
    for path in (outputs / "index.html", outputs / "graph.html", table, *documents, *themes):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path.name


def test_clicking_a_dot_shows_its_neighbours_with_their_counts(page, outputs):
    open_page(page, outputs, "graph.html")
    dot = page.locator(".dot").first
    dot.click()
    page.locator("#panel tbody tr").first.wait_for()
    name = dot.get_attribute("aria-label")
    heading = page.locator("#panel h2").inner_text()

    assert name.startswith(" ".join(heading.split()))
    first = page.locator("#panel tbody tr").first
    counts = [int(text) for text in first.locator("td.n").all_inner_texts()[:2]]
    assert counts[0] >= counts[1] >= 1


def test_clicking_an_edge_shows_the_passages_with_both_themes_marked(page, outputs):
    open_page(page, outputs, "graph.html")
    page.mouse.click(*page.evaluate(BARE_PLACE))
    page.locator("#panel h2", has_text="×").wait_for()

    articles = page.locator("#panel article")
    assert articles.count() >= 2
    assert articles.first.locator("mark.a").count() >= 1
    assert articles.first.locator("mark.b").count() >= 1


def test_a_passage_leads_to_its_place_in_the_paper(page, outputs):
    open_page(page, outputs, "graph.html")
    page.locator(".dot").first.click()
    page.locator("#panel tbody button").first.click()
    article = page.locator("#panel article").first
    text = article.locator("blockquote").inner_text()
    article.locator(".cite a").click()
    page.wait_for_url("**/documents/**")

    assert text[:40] in page.locator(".passage:target").inner_text()


@pytest.mark.parametrize("query", ["mass organ", "群团组织"])
def test_the_graph_is_searched_in_both_languages(page, outputs, query):
    open_page(page, outputs, "graph.html")
    choose_theme(page, query)
    page.locator("#panel h2", has_text=query).wait_for()

    assert page.locator("#panel mark").count() > 0


def test_the_graph_can_be_used_from_the_keyboard(page, outputs):
    open_page(page, outputs, "graph.html")
    dot = page.locator(".dot").nth(3)
    dot.focus()
    page.keyboard.press("Enter")
    page.locator("#panel:focus").wait_for()
    page.keyboard.press("Tab")  # out of the panel's heading: its page
    page.keyboard.press("Tab")  # the first neighbour
    page.keyboard.press("Enter")
    page.locator("#panel h2", has_text="×").wait_for()
    page.keyboard.press("Escape")
    page.locator("#panel table").wait_for()  # back at the theme and its neighbours
    page.keyboard.press("Escape")
    page.locator(".dimmed").wait_for(state="detached")


def test_the_drawing_is_enlarged_by_wheel_and_moved_by_dragging(page, outputs):
    open_page(page, outputs, "graph.html")
    view = page.locator("#view")
    page.mouse.move(400, 500)
    page.mouse.wheel(0, -600)
    page.locator("#view[transform]").wait_for(state="attached")
    before = view.get_attribute("transform")
    page.mouse.down()
    page.mouse.move(450, 540, steps=4)
    page.mouse.up()
    page.locator(f'#view:not([transform="{before}"])').wait_for(state="attached")

    assert page.evaluate("location.hash") == ""  # a drag chooses nothing


def test_a_neighbour_on_a_theme_page_leads_to_the_pair_in_the_graph(page, outputs):
    biggest = max((outputs / "themes").glob("*.html"), key=lambda p: p.stat().st_size)
    page.goto(biggest.as_uri())
    page.locator("#neighbours ~ .scroll td.n a").first.click()
    page.wait_for_url("**/graph.html#**")

    page.locator("#panel h2", has_text="×").wait_for()
    assert page.locator("#panel article").count() > 0


@pytest.mark.parametrize("query", ["two coverage", "两个覆盖"])
def test_the_index_is_filtered_in_both_languages(page, outputs, query):
    open_page(page, outputs, "index.html")
    everything = page.locator("[data-find]:visible").count()
    page.fill("#filter", query)

    assert 1 <= page.locator("[data-find]:visible").count() < everything / 10
    assert query in page.locator("[data-find]:visible").first.inner_text()


def test_the_table_is_sorted_by_the_heading_chosen(page, outputs):
    open_page(page, outputs, "tables/themes-by-document.html")
    page.get_by_role("button", name="Passages").click()
    cells = page.locator("tbody tr td:last-child").all_inner_texts()
    counts = [int(cell) for cell in cells]

    assert counts == sorted(counts, reverse=True)


def test_everything_can_be_read_without_script(browser, outputs):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_page(page, outputs, "index.html")

    assert page.locator("[data-find]").first.is_visible()
    assert not page.locator("#filter").is_visible()
    open_page(page, outputs, "graph.html")
    page.locator(".dot").first.click()
    assert Path(page.url).parent.name == "themes"
    context.close()


def test_a_count_of_a_place_opens_its_passages_and_marks_what_was_counted(page, outputs):
    page.goto((outputs / "compare-place.html").as_uri())
    cell = page.locator("#in-zhang-three-cities table a[data-theme=gonghui]").first
    cell.click()
    panel = page.locator("#behind[open]")
    panel.wait_for()
    assert panel.locator(".hit").count() == int("".join(filter(str.isdigit, cell.inner_text())))
    assert "Beijing 北京 · 7 passages" in panel.locator("#behind-about").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#behind[open]").count() == 0
