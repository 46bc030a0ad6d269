"""Samples of a corpus whose passages tell what is true of them."""

import pytest
from tests.validation.coding import PASSAGES, THEME

from policytext.pipeline import build_store
from policytext.store.reading import open_store
from policytext.validation import (
    draw_sample,
    write_sample,
)
from policytext.validation.sampling import Design


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a store of one paper whose passages tell what is true of them."""
    folder = tmp_path_factory.mktemp("validation")
    (folder / "papers").mkdir()
    (folder / "themes").mkdir()
    (folder / "themes" / "all.toml").write_text(THEME, "utf-8")
    text = "\n\n".join(passage.format(n=n) for n, passage in enumerate(PASSAGES, start=1))
    (folder / "papers" / "paper.txt").write_text(f"On unions\n\n1. Findings\n\n{text}\n", "utf-8")
    path = folder / "policytext.db"
    assert build_store(folder, path).problems == ()
    with open_store(path) as store:
        yield store


@pytest.fixture
def sample(made):
    return draw_sample(made, ["gonghui"], Design(tagged=8, untagged=8))


@pytest.fixture
def sent(sample, tmp_path):
    """Return the folder a sample was written to, as CSV and Excel."""
    write_sample(sample, tmp_path / "v", ("csv", "xlsx"))
    return tmp_path / "v"
