"""The pages as a reader meets them: opened from disk in a browser, clicked, searched, followed."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def open_page(page, outputs, name):
    page.goto((outputs / name).as_uri())
    return page


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
    page.locator("tbody th a").first.click()
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
