import csv
import inspect
import io
import re
import shutil
from importlib.metadata import version
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from policytext import collocates, search
from policytext.cli import main
from policytext.cli.lists import statistics
from policytext.compare import compare_groups, find_items, group_passages
from policytext.concepts import centrality, communities
from policytext.errors import BadQuery, MissingExtra, MissingFont
from policytext.figures import (
    draw_alike,
    draw_dispersion,
    draw_heat,
    draw_keyness,
    draw_timeline,
    raster,
    render_svg,
    save_figure,
)
from policytext.figures.drawing import PALETTE, Drawing, Label, choose_ticks
from policytext.keyness import compare_sides, count_side
from policytext.likeness import compare_documents
from policytext.pipeline import build_store
from policytext.reports import drawings, methods, procedures, write_reports
from policytext.reports.works import WORKS
from policytext.store.reading import open_store
from policytext.subsets import choose_rest, choose_subset

KEY = [
    {"term": "dangjian", "label": "party building", "zh": "党建", "sign": "positive", "n_t": 9, "n_r": 1, "g2": 12.5},
    {"term": "a<b&c", "sign": "negative", "n_t": 0, "n_r": 7, "g2": 6.0},
    {"term": "none", "sign": "positive", "n_t": 1, "n_r": 0, "g2": None},
]  # fmt: skip
YEARS = [
    {"term": "x", "label": "two coverage", "zh": "两个覆盖", "lang": "en", "group": str(year), "n": n,
     "per10k": float(n), "specificity": None, "event": "spike" if n == 9 else ""}
    for year, n in [(2010, 1), (2012, 0), (2019, 9)]
]  # fmt: skip
SPREAD = [
    {"theme": "x", "doc_id": doc, "n": len(places), "tokens": tokens, "docs": 1, "dp": 0.5, "places": places}
    for doc, tokens, places in [("one", 100, [3, 50]), ("empty", 0, []), ("two", 40, [])]
]  # fmt: skip


def texts(svg):
    return [
        "".join(node.itertext())
        for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_the_text_of_a_figure_stays_text_in_both_languages():
    svg = render_svg(draw_keyness(KEY, "g2", ("here", "there")))
    assert "party building 党建" in texts(svg)
    assert "9 : 1" in texts(svg)
    assert "a<b&c" in texts(svg)
    assert "none" not in texts(svg)  # undefined, so it has no bar


@pytest.mark.parametrize(
    "drawing",
    [
        draw_keyness(KEY, "g2", ("here", "there")), draw_keyness([], "g2", ("here", "there")),
        draw_timeline(YEARS), draw_timeline([]), draw_dispersion(SPREAD, {"x": "two coverage 两个覆盖"}),
        draw_dispersion(SPREAD, {}), draw_heat(YEARS, "year"), draw_heat([], "place"),
        draw_alike(["甲", "b<&"], [(["甲"], ["b<&"], 0.4)], {("b<&", "甲"): 0.6}, "cosine"),
        draw_alike(["a", "b"], [(["a"], ["b"], 1.0)], {}, "cosine"),
    ],
)  # fmt: skip
def test_every_figure_is_xml_within_its_sheet_and_the_same_twice(drawing):
    svg = render_svg(drawing)
    root = ET.fromstring(svg)
    assert svg == render_svg(drawing)
    assert "nan" not in svg
    assert "inf" not in re.sub(r"<[^>]*>[^<]*", "", svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for shape in root.iter("{http://www.w3.org/2000/svg}rect"):
        right = float(shape.attrib["x"]) + float(shape.attrib["width"])
        assert right <= width + 1e-6
        assert float(shape.attrib["y"]) + float(shape.attrib["height"]) <= height + 1e-6


def test_a_year_that_stands_out_differs_by_more_than_its_height():
    svg = render_svg(draw_timeline(YEARS))
    assert svg.count("#d55e00") == 1
    assert len(re.findall("<circle", svg)) == 4  # a year without it is a hollow dot, drawn as two


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_text_in_a_cell_can_be_read_on_its_colour():
    rows = [
        {"term": str(n), "label": str(n), "zh": "", "lang": "en", "group": "g", "n": n, "per10k": float(n),
         "specificity": None}
        for n in range(1, 200, 3)
    ]  # fmt: skip
    svg = render_svg(draw_heat(rows, "document"))
    boxes = re.findall(r'<rect [^>]*fill="(#[0-9a-f]{6})"><title>(\d+),', svg)
    inks = {
        text: color
        for color, text in re.findall(
            r'fill="(#[0-9a-f]{6})" font-size="11" text-anchor="middle">(\d+)<', svg
        )
    }
    assert boxes
    for fill, text in boxes:
        light, dark = sorted([luminance(fill), luminance(inks[text])], reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 4.4, fill


def test_colours_differ_in_lightness_for_grey_print():
    assert abs(luminance(PALETTE[0]) - luminance(PALETTE[3])) > 0.05


def test_ticks_are_round_numbers():
    for low, high in [(0, 1e-6), (0, 0.3), (0, 1), (-50, 1e7)]:
        ticks = choose_ticks(low, high)
        assert 2 <= len(ticks) <= 12
        assert low <= ticks[0]
        assert ticks[-1] <= high


def test_a_figure_ends_in_svg_or_png(tmp_path):
    with pytest.raises(BadQuery, match=r"ends in \.svg or \.png"):
        save_figure(draw_timeline(YEARS), tmp_path / "x.jpg")


def test_png_is_painted_at_300_dots_an_inch_the_same_twice():
    pytest.importorskip("matplotlib")
    drawing = draw_heat([row | {"zh": ""} for row in YEARS], "year")
    first, second = raster.render_png(drawing), raster.render_png(drawing)
    assert first == second
    assert first.startswith(b"\x89PNG")
    width = int.from_bytes(first[16:20], "big")
    assert width == pytest.approx((drawing.width + 24) / 96 * 300, abs=2)


def test_png_without_matplotlib_says_what_to_install(monkeypatch):
    monkeypatch.setattr(raster, "can_paint", lambda: False)
    with pytest.raises(MissingExtra, match=r"Install policytext\[figures\]"):
        raster.render_png(draw_timeline(YEARS))


PARTY = Drawing(50, 20, "党建", "", (Label(0, 12, "党建"),))


@pytest.fixture
def bundled_fonts(monkeypatch):
    """Leave matplotlib the fonts it brings along: those of a machine without Chinese ones."""
    manager = pytest.importorskip("matplotlib.font_manager").fontManager
    own = [font for font in manager.ttflist if "mpl-data" in font.fname]
    monkeypatch.setattr(manager, "ttflist", own)
    raster._list_letters.cache_clear()
    yield manager
    raster._list_letters.cache_clear()


def set_font(path, family, letters):
    """Write a font whose letters are squares."""
    builder = pytest.importorskip("fontTools.fontBuilder").FontBuilder(1000)
    pens = pytest.importorskip("fontTools.pens.ttGlyphPen")
    pen = pens.TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in [(100, 700), (800, 700), (800, 0)]:
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    names = [".notdef", *(f"uni{ord(letter):04X}" for letter in letters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"uni{ord(letter):04X}" for letter in letters})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (900, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800)
    builder.setupPost()
    builder.save(path)


@pytest.mark.usefixtures("bundled_fonts")
def test_png_without_a_chinese_font_says_what_to_install():
    with pytest.raises(MissingFont, match=r"\(党建\)\. Install one, for example Noto Sans CJK"):
        raster.render_png(PARTY)


def test_a_font_that_has_a_box_for_every_character_has_no_letters(bundled_fonts):
    resort = [font.name for font in bundled_fonts.ttflist if "Last Resort" in font.name]
    assert all(not raster._list_letters(name) for name in resort)  # there since matplotlib 3.11


def test_png_takes_any_font_with_the_letters_whatever_signs_its_name_has(bundled_fonts, tmp_path):
    set_font(tmp_path / "hei.ttf", "Hei-Ti: size=3", "党建")
    bundled_fonts.addfont(tmp_path / "hei.ttf")
    assert raster._choose_families(PARTY) == ["DejaVu Sans", "Hei-Ti: size=3"]
    assert raster.render_png(PARTY).startswith(b"\x89PNG")


def test_a_font_that_is_no_font_any_more_is_passed_over(bundled_fonts, tmp_path):
    set_font(tmp_path / "hei.ttf", "Gone Hei", "党建")
    bundled_fonts.addfont(tmp_path / "hei.ttf")
    (tmp_path / "hei.ttf").write_bytes(b"gone")
    with pytest.raises(MissingFont):
        raster.render_png(PARTY)


@pytest.mark.parametrize(("width", "height"), [(36_000, 50), (50, 36_000), (9_000, 9_000)])
def test_a_figure_too_large_to_be_painted_is_refused_with_its_size(width, height):
    pytest.importorskip("matplotlib")
    with pytest.raises(BadQuery, match=r"too large for a PNG: [\d,]+ by [\d,]+ dots. Write \.svg"):
        raster.render_png(Drawing(width, height, "", "", ()))


def test_nothing_is_said_of_the_weights_of_fonts_that_were_looked_at(
    bundled_fonts, tmp_path, caplog
):
    set_font(tmp_path / "hei.ttf", "Hei", "党建")
    bundled_fonts.addfont(tmp_path / "hei.ttf")
    raster.render_png(Drawing(50, 20, "", "", (Label(0, 12, "党建", bold=True),)))
    assert not caplog.messages


TWO_PAPERS = {"jia.txt": "加强党建工作。党建引领治理。\n", "yi.txt": "推进党建和社会治理。\n"}
DANGJIAN = """
[[themes]]
id = "dangjian"
kind = "concept"
path = ["Party building"]
scope_note = "The word itself."
sources = ["test"]
zh = { canonical = "党建", certainty = "certain" }
en = { preferred = "party building" }
"""


@pytest.mark.usefixtures("bundled_fonts")
def test_a_report_without_a_chinese_font_goes_on_with_svg_and_says_so_once(build_corpus, tmp_path):
    store = build_corpus(TWO_PAPERS, themes=DANGJIAN)
    told = []
    written = write_reports(store, tmp_path / "out", tell=told.append)
    drawn = {name for name in written if name.endswith(".svg")}
    assert {"figures/dispersion.svg", "figures/themes-by-document.svg"} <= drawn
    (said,) = told
    assert (
        f"of {len(drawn)} figures are painted as PNG, all are there as SVG. No font of this" in said
    )
    assert "figures/papers-alike.png" in written  # its letters are Latin
    assert "figures/dispersion.png" not in written
    assert "hunter2007" in (tmp_path / "out" / "methods.bib").read_text("utf-8")


@pytest.mark.usefixtures("bundled_fonts")
@pytest.mark.parametrize(
    "command",
    [
        ["keyness", "jia", "--min-count", "1"], ["compare", "--by", "document"],
        ["dispersion", "党建"], ["similarity"],
    ],
)  # fmt: skip
def test_a_png_that_is_asked_for_is_painted_or_refused_in_one_sentence(
    command, build_corpus, tmp_path
):
    build_corpus(TWO_PAPERS, themes=DANGJIAN)
    path = tmp_path / "figure.png"
    result = CliRunner().invoke(
        main, ["--db", str(tmp_path / "x.db"), *command, "--figure", str(path)]
    )
    if command == ["similarity"]:  # it has the ids of papers alone
        assert result.exit_code == 0
        assert path.read_bytes().startswith(b"\x89PNG")
    else:
        assert result.exit_code == 1
        assert "Error: No font of this system has all the characters" in result.stderr
        assert not path.exists()


def build_many(folder, corpus):
    """Make a store of 42 papers and its reports; paragraphs of real ones are dealt out to all but the last two."""
    read = [path.read_text("utf-8") for path in sorted((corpus / "papers").glob("*.txt"))]
    paragraphs = [each for text in read for each in text.split("\n\n") if len(each) > 300]
    texts = ["\n\n".join(paragraphs[n::40]) for n in range(40)]
    texts += ["Rain fell in the hills.\n", "The ducks swam home.\n"]
    (folder / "papers").mkdir()
    (folder / "themes").mkdir()
    for n, text in enumerate(texts):
        (folder / f"papers/p{n:02}.txt").write_text(text, "utf-8")
    manifest = (
        f'[[documents]]\nid = "p{n:02}"\nfile = "p{n:02}.txt"\nlanguage = "en"\nyear = {2000 + n % 3}\n'
        for n in range(len(texts))
    )
    (folder / "manifest.toml").write_text("".join(manifest), "utf-8")
    shutil.copy(corpus / "themes" / "party-building.toml", folder / "themes")
    assert build_store(folder, folder / "x.db").problems == ()
    with open_store(folder / "x.db") as store, pytest.MonkeyPatch.context() as patch:
        # As where matplotlib is not installed: forty sheets take longer to paint than all the rest.
        patch.setattr(drawings, "can_paint", lambda: False)
        write_reports(store, folder / "out")


@pytest.fixture(scope="module")
def many_reports(corpus, make_once):
    """Return the reports of 42 papers, made once for all tests."""
    return make_once("many", lambda draft: build_many(draft, corpus)) / "out"


@pytest.fixture
def many_papers(many_reports):
    """Return the store of these papers."""
    with open_store(many_reports.parent / "x.db") as store:
        yield store


def read_rows(out, name):
    return list(csv.DictReader(io.StringIO((out / name).read_text("utf-8-sig"))))


def test_of_a_large_corpus_the_papers_that_say_most_are_drawn_and_captions_say_so(many_reports):
    out = many_reports
    names = {path.stem for path in (out / "figures").glob("*.svg")}
    assert {"themes-by-document", "dispersion", "papers-alike", "timeline"} <= names
    assert {"keyness-p00", "keyness-p39"} <= names
    assert not {"keyness-p40", "keyness-p41"} & names
    for name in ("themes-by-document", "dispersion", "papers-alike"):
        drawn = " ".join(texts((out / f"figures/{name}.svg").read_text("utf-8")))
        assert "Drawn are the 40 of 42 papers with the most mentions of themes." in drawn
    assert "Drawn are the 40 of 42 papers" in (out / "index.html").read_text("utf-8")
    assert "Of 42 documents, the 40 with the most mentions of themes" in (
        out / "methods.md"
    ).read_text("utf-8")
    assert "42 篇文献中" in (out / "methods.md").read_text("utf-8")


def test_papers_that_are_not_drawn_are_one_column_of_the_map_and_count_in_every_cell(
    many_papers, many_reports
):
    rows = read_rows(many_reports, "figures/themes-by-document.csv")
    whole = group_passages(many_papers, "document")
    compared = compare_groups(whole, *find_items(many_papers, "theme", whole))
    cells = {(row["term"], row["group"]): row for row in compared}
    assert [row["group"] for row in rows][40::41] == ["2 other papers"] * (len(rows) // 41)
    for row in rows:
        if cell := cells.get((row["term"], row["group"])):
            measured = float(row["expected"]), float(row["specificity"])
            assert measured == pytest.approx((cell["expected"], cell["specificity"]), abs=1e-4)
        else:
            assert int(row["n"]) == 0
            assert float(row["expected"]) > 0


def test_what_is_drawn_of_a_large_corpus_has_the_numbers_of_the_commands(many_papers, many_reports):
    alike = read_rows(many_reports, "figures/papers-alike.csv")
    every = {(pair.source, pair.target): pair for pair in compare_documents(many_papers)}
    assert len(alike) == 40 * 39 / 2
    for row in alike:
        pair = every[row["source"], row["target"]]
        assert float(row["cosine"]) == pytest.approx(pair.cosine, abs=1e-4)
    target = choose_subset(many_papers, ["p07"])
    sides = [
        count_side(many_papers, side, "lemma")
        for side in (target, choose_rest(many_papers, target))
    ]
    said = compare_sides(*sides, drawings.KEYNESS)
    drawn = read_rows(many_reports, "figures/keyness-p07.csv")
    assert [(row["term"], int(row["n_r"])) for row in drawn] == [
        (row["term"], row["n_r"]) for row in said
    ]


def test_a_corpus_that_mentions_no_theme_has_the_figures_that_need_none(build_corpus, tmp_path):
    store = build_corpus({"a.txt": "加强党建工作。\n" * 4, "b.txt": "推进社会治理。\n" * 4})
    write_reports(store, tmp_path / "out")
    names = {path.stem for path in (tmp_path / "out" / "figures").glob("*.svg")}
    assert names == {"keyness-a", "keyness-b", "papers-alike"}


def test_the_range_of_a_theme_is_of_all_papers_though_few_are_drawn():
    drawing = draw_dispersion(SPREAD[:1], {}, 42, "Drawn is 1 of 42.")
    labels = [shape.text for shape in drawing.shapes if isinstance(shape, Label)]
    assert "Range 1 of 42 papers, DP 0.50" in labels
    assert drawing.about.endswith("Drawn is 1 of 42.")


def test_commands_draw_what_they_print(store_path, tmp_path):
    path = tmp_path / "k.svg"
    arguments = ["--db", str(store_path), "keyness", "shen-changzhou", "--figure", str(path)]
    printed = CliRunner().invoke(main, arguments).stdout.splitlines()
    assert printed[1].split("\t")[0] in texts(path.read_text("utf-8"))


def test_reports_have_each_figure_with_its_data_and_the_page_of_places(outputs):
    names = {path.stem for path in (outputs / "figures").glob("*.svg")}
    assert {
        "themes-by-document",
        "themes-by-place",
        "dispersion",
        "keyness-shen-changzhou",
    } <= names
    assert {path.stem for path in (outputs / "figures").glob("*.csv")} == names
    assert "timeline" not in names  # one paper alone states its year
    for name in names:
        rows = list(
            csv.DictReader(io.StringIO((outputs / f"figures/{name}.csv").read_text("utf-8-sig")))
        )
        assert rows
    listed = (outputs / "files.txt").read_text("utf-8").split()
    assert {"compare-place.html", "methods.md", "methods.bib", "figures/dispersion.svg"} <= set(
        listed
    )
    assert 'href="compare-place.html"' in (outputs / "index.html").read_text("utf-8")


def test_the_page_of_places_shows_what_the_paper_concludes(outputs):
    page = (outputs / "compare-place.html").read_text("utf-8")
    cards = re.findall(r"<section>\n<h4>.*?</section>", page, re.DOTALL)[:3]
    beijing, chongqing, shanghai = cards
    assert "high political position" in beijing
    assert "trade union" in beijing
    assert "three-level service system" in beijing
    assert "break down the institutional barriers" in re.sub(r"\s+", " ", shanghai)
    assert "online mass organization" in shanghai
    assert "bridge and link" in chongqing
    assert "party building" in chongqing
    assert "survey system for people" in chongqing


def test_the_methods_text_cites_what_the_bibliography_has_and_nothing_else(outputs):
    text = (outputs / "methods.md").read_text("utf-8")
    keys = re.findall(r"^@\w+\{(\w+),", (outputs / "methods.bib").read_text("utf-8"), re.MULTILINE)
    english, _, rest = text.partition("# 研究方法")
    chinese, _, references = rest.partition("# References")
    for key in keys:
        assert WORKS[key].cite("en") in english
        assert WORKS[key].cite("zh") in chinese
        assert WORKS[key].title in references
    assert references.count("\n- ") == len(keys)
    assert not set("@{}") & set(text)
    assert "jieba" not in keys  # no Chinese text in this corpus
    assert "201 of these count" in english
    assert "16,842 words of English" in english


def test_the_methods_text_names_every_statistic_with_its_parameters(outputs):
    text = (outputs / "methods.md").read_text("utf-8")
    for said in (
        "BM25 (Robertson and Zaragoza 2009) with k1 = 1.2 and b = 0.6", "disparity filter (Serrano et al. 2009)",
        "Louvain method (Blondel et al. 2008) at resolution 1", "from the seed", "logDice (Rychlý 2008)",
        "within 5 words on either side", "DP (Gries 2008)", "log ratio of the relative frequencies (Hardie 2014)",
        "betweenness (Freeman 1977)", "average linkage over 1 − cosine (Sokal and Michener 1958)",
        "found by lexicon", "1.6 ln tf", "差异过滤之 alpha（Serrano 等 2009）",
    ):  # fmt: skip
        assert said in text


def test_the_parameters_said_are_those_of_the_commands():
    assert (procedures.K1, procedures.B) == (search.K1, search.B)
    weights = (search.HEADING_WEIGHT, search.TITLE_WEIGHT, search.PAIR_WEIGHT)
    assert weights == (procedures.HEADING, procedures.TITLE, procedures.PAIR)
    assert {collocates.Span().left, collocates.Span().right} == {procedures.WINDOW}
    assert collocates.Options().min_count == procedures.MIN_COUNT
    assert collocates.Options().measure == "logdice"
    assert (communities.N_RUNS, centrality.N_SAMPLED) == (procedures.N_RUNS, procedures.N_SAMPLED)
    assert statistics.params[1].default == procedures.MATTR_WINDOW


def test_every_work_is_cited_by_some_sentence():
    said = "".join(inspect.getsource(module) for module in (methods, procedures))
    assert [key for key in WORKS if not re.search(rf"@{key}\b", said)] == []


def test_the_methods_text_names_what_really_cut_the_chinese(build_corpus, tmp_path):
    pytest.importorskip("rjieba")
    build_corpus({"a.txt": "加强党建工作。\n", "b.txt": "推进社会治理。\n"})
    build_store(tmp_path, tmp_path / "r.db", chinese_words="rjieba")
    with open_store(tmp_path / "r.db") as store:
        write_reports(store, tmp_path / "out")
    text = (tmp_path / "out" / "methods.md").read_text("utf-8")
    assert f"segmented by rjieba {version('rjieba')}, jieba (Sun 2020) in Rust" in text


def test_the_methods_text_says_nothing_of_what_english_texts_do_not_have(outputs):
    text = (outputs / "methods.md").read_text("utf-8")
    assert "in Chinese no part of a longer term" not in text
    assert "an occurrence in a longer candidate is 0.3 of one" in text
    assert "keywords as concepts" not in text  # nothing is promoted in this corpus
    assert "alpha is at most that of --max-alpha" in text


def test_the_methods_text_names_keywords_that_were_promoted(build_corpus, tmp_path):
    (tmp_path / "graph.toml").write_text('[[promote]]\nterm = "社会治理"\n', "utf-8")
    store = build_corpus(TWO_PAPERS, themes=DANGJIAN)
    write_reports(store, tmp_path / "out")
    text = (tmp_path / "out" / "methods.md").read_text("utf-8")
    assert "keywords as concepts, 1 of them" in text
    assert "另收关键词 1 个" in text


def test_the_methods_text_follows_the_corpus(build_corpus, tmp_path):
    store = build_corpus({"a.txt": "加强党建工作。\n", "b.txt": "推进社会治理。\n"})
    write_reports(store, tmp_path / "out")
    text = (tmp_path / "out" / "methods.md").read_text("utf-8")
    assert "segmented by jieba" in text
    assert "words.txt where it has the file, are added to its dictionary, themes are not" in text
    assert "主题词并不加入" in text
    assert "in Chinese no part of a longer term" in text
    assert "1 independence" in text  # the weight of Chinese alone
    assert "spaCy 3" not in text.partition("Computed with")[0]
    assert "Jaccard" not in text  # no theme is mentioned
    assert "nearest heading" not in text  # no place to compare
