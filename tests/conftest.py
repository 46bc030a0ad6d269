"""What the tests share: the repository's own corpus, built once.

The process that gives tests out to others reads this, too, and needs nothing
of policytext: each fixture imports what it uses.
"""

import fcntl
import gc
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# Speed is measured by benchmarks, as ratios; a busy machine must not fail a test. To try properties
# on more than these, name the other profile: pytest --hypothesis-profile thorough.
settings.register_profile("policytext", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("policytext")

# Tests start processes: each would compile policytext anew where nobody keeps what Python compiled.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).parents[1]


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Collect the tests without looking for garbage, now or ever, in what that imports: it stays."""
    gc.disable()
    found = yield
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # dictionaries of a hundred thousand words stay, too
    gc.enable()
    return found


@pytest.fixture(scope="session")
def corpus():
    """Return the repository's corpus folder."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def themes(corpus):
    """Return the authority file of the repository's corpus."""
    from policytext.themes import load_themes

    return load_themes(corpus / "themes")[0]


@pytest.fixture(scope="session")
def make_once(tmp_path_factory):
    """Return what gives a folder that one process of the run fills and the others wait for."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # of all processes

    def make(name, fill):
        folder = base / name
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                draft = base / f"{name}.draft"
                draft.mkdir()
                fill(draft)
                draft.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def store_path(corpus, make_once):
    """Return the store of the five papers, built once for all tests."""
    from policytext.pipeline import build_store

    folder = make_once("store", lambda draft: build_store(corpus, draft / "policytext.db"))
    return folder / "policytext.db"


@pytest.fixture(scope="session")
def outputs(store_path, make_once):
    """Return the reports of the five papers, written once for all tests."""
    from policytext.reports import write_reports
    from policytext.store.reading import open_store

    def write(draft):
        with open_store(store_path) as store:
            write_reports(store, draft)

    return make_once("outputs", write)


@pytest.fixture(scope="session")
def another_run(corpus, store_path, make_once):
    """Return what another process made of the five papers: `x.db`, `graph.txt` and `sheets`."""
    from another_run import run_another

    return make_once("another", lambda draft: run_another(corpus, store_path, draft))


@pytest.fixture
def corpus_copy(corpus, make_once, tmp_path):
    """Return a small corpus folder with its store, free to be changed."""
    from tests.built_corpora import make_built

    built = make_once("small", lambda draft: make_built(draft / "corpus", corpus))
    return shutil.copytree(built / "corpus", tmp_path / "corpus")


@pytest.fixture
def store(store_path):
    """Return that store, open."""
    from policytext.store.reading import open_store

    with open_store(store_path) as opened:
        yield opened


@pytest.fixture
def build_corpus(tmp_path):
    """Return what builds a store of texts by file name, and opens it until the test ends."""
    from policytext.pipeline import build_store
    from policytext.store.reading import open_store

    opened = []

    def build(texts, manifest="", themes=""):
        for folder in ("papers", "themes"):
            (tmp_path / folder).mkdir(exist_ok=True)
        for name, text in texts.items():
            (tmp_path / "papers" / name).write_text(text, "utf-8")
        (tmp_path / "manifest.toml").write_text(manifest, "utf-8")
        (tmp_path / "themes" / "themes.toml").write_text(themes, "utf-8")
        built = build_store(tmp_path, tmp_path / "x.db")
        assert built.problems == ()
        opened.append(open_store(tmp_path / "x.db"))
        return opened[-1]

    yield build
    for each in opened:
        each.close()


# a browser, for the tests marked so


@pytest.fixture(scope="session")
def browser():
    """Return headless Chromium."""
    from tests.browsers import give_up

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
    opened.set_default_timeout(15000)
    yield opened
    opened.close()
    assert errors == []
    assert [url for url in requests if not url.startswith("file:")] == []
