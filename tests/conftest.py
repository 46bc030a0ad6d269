"""What the tests share: the repository's own corpus, built once."""

from pathlib import Path

import pytest
from hypothesis import settings

from policytext.pipeline import build_store
from policytext.reports import write_reports
from policytext.store.reading import open_store

# Speed is measured by benchmarks, as ratios; a busy machine must not fail a test.
settings.register_profile("policytext", deadline=None)
settings.load_profile("policytext")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def corpus():
    """Return the repository's corpus folder."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def store_path(corpus, tmp_path_factory):
    """Return the store of the five papers, built once for all tests."""
    path = tmp_path_factory.mktemp("store") / "policytext.db"
    build_store(corpus, path)
    return path


@pytest.fixture(scope="session")
def outputs(store_path, tmp_path_factory):
    """Return the reports of the five papers, written once for all tests."""
    out = tmp_path_factory.mktemp("outputs")
    with open_store(store_path) as store:
        write_reports(store, out)
    return out


@pytest.fixture
def store(store_path):
    """Return that store, open."""
    with open_store(store_path) as opened:
        yield opened


@pytest.fixture
def build_corpus(tmp_path):
    """Return what builds a store of texts by file name, and opens it until the test ends."""
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
