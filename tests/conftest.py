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
