"""Imported by the process that builds are born of: a small build, for which all that builds need is read."""

import tempfile
from pathlib import Path

from policytext.pipeline import build_store
from policytext.starter import write_starter

with tempfile.TemporaryDirectory() as folder:
    write_starter(Path(folder))
    build_store(Path(folder), Path(folder) / "x.db")
