"""Papers set in other formats come back: sentences whole and in order, themes as from plain text."""

import pytest
from tests.setting.scores import compare
from tests.setting.texts import CORPUS, cut_lines, read_papers
from tests.setting.typesetters import (
    CHROMIUM,
    SOFFICE,
    convert,
    make_page,
    render,
    set_docx,
    set_epub,
)

from policytext.forms import build_lexicon
from policytext.readers import read_source
from policytext.themes import load_themes

PAPERS = read_papers()
NAMES = ["notice-zh", "zhang-henan"]  # `python -m tests.setting` measures all of them


@pytest.fixture(scope="module")
def lexicon():
    return build_lexicon(load_themes(CORPUS / "themes")[0])[0]


@pytest.fixture(scope="session")
def profile(tmp_path_factory):
    """Return where LibreOffice sets itself up, once."""
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture
def paper(tmp_path, request):
    path = tmp_path / f"{request.param}.txt"
    path.write_text(PAPERS[request.param], "utf-8")
    return path


def check(paper, other, lexicon):
    score = compare(paper, other, lexicon)
    assert score.whole >= 0.97
    assert score.in_order >= 0.98
    assert score.themes >= 0.98


@pytest.mark.parametrize("paper", NAMES, indirect=True)
def test_a_paper_set_as_docx_comes_back(paper, lexicon):
    set_docx(paper.with_suffix(".docx"), cut_lines(paper.read_text("utf-8")))
    check(paper, paper.with_suffix(".docx"), lexicon)


@pytest.mark.parametrize("paper", NAMES, indirect=True)
def test_a_paper_set_as_a_book_comes_back(paper, lexicon):
    set_epub(paper.with_suffix(".epub"), cut_lines(paper.read_text("utf-8")))
    check(paper, paper.with_suffix(".epub"), lexicon)


@pytest.mark.parametrize("tags", ["p", "div", "br"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("site", [False, True], ids=["alone", "in a site"])
@pytest.mark.parametrize("paper", NAMES, indirect=True)
def test_a_paper_set_as_a_page_comes_back_and_nothing_of_its_site(
    paper, lexicon, tags, encoding, site
):
    page = make_page(cut_lines(paper.read_text("utf-8")), tags=tags, site=site, charset="utf-8")
    other = paper.with_suffix(".html")
    other.write_bytes(page.encode(encoding))
    check(paper, other, lexicon)
    text = read_source(other, other.name).text
    assert "Department 7 " not in text
    assert "All rights reserved" not in text


@pytest.mark.skipif(not SOFFICE, reason="NOT MEASURED: LibreOffice is not installed")
@pytest.mark.parametrize("form", ["docx", "html", "epub"])
@pytest.mark.parametrize("paper", ["notice-zh"], indirect=True)
def test_what_libreoffice_makes_of_a_paper_comes_back(paper, lexicon, form, profile, tmp_path):
    first = paper.with_suffix(".docx")
    set_docx(first, cut_lines(paper.read_text("utf-8")))
    out = tmp_path / "out"
    out.mkdir()
    check(paper, convert(first, form, out, profile), lexicon)


@pytest.mark.skipif(not CHROMIUM, reason="NOT MEASURED: Chromium is not installed")
@pytest.mark.parametrize("paper", ["notice-zh"], indirect=True)
def test_what_chromium_makes_of_a_page_comes_back(paper, lexicon, tmp_path):
    first = tmp_path / "first.html"
    first.write_text(make_page(cut_lines(paper.read_text("utf-8")), site=True), "utf-8")
    other = tmp_path / "other.html"
    other.write_text(render(first), "utf-8")
    check(paper, other, lexicon)
