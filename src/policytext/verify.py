"""Tell whether a store still matches the files it was made from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policytext import __version__
from policytext.corpus import MANIFEST, list_papers

if TYPE_CHECKING:
    from pathlib import Path

    from policytext.store.reading import Row, Store


def compare_inputs(store: Store, folder: Path) -> list[Row]:
    """Return a row for every difference between a store and its corpus folder; none when it is up to date.

    `change` says changed, missing or new for a file, and `version` where
    another policytext built the store.
    """
    built = {row["file"]: row["sha256"] for row in store.list_inputs()}
    rows: list[Row] = []
    for name, checksum in built.items():
        if not (folder / name).exists():
            rows.append({"change": "missing", "file": name})
        elif hash_file(folder / name) != checksum:
            rows.append({"change": "changed", "file": name})
    rows += [
        {"change": "new", "file": name} for name in _list_candidates(folder) if name not in built
    ]
    built_by = store.read_manifest()["policytext"]
    if built_by != __version__:
        rows.append(
            {"change": "version", "file": f"built by policytext {built_by}, this is {__version__}"}
        )
    return rows


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal, empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _list_candidates(folder: Path) -> list[str]:
    """Return the files of a corpus folder that a build would look at."""
    others = [*sorted((folder / "themes").glob("*.toml")), folder / MANIFEST]
    return list_papers(folder) + [
        path.relative_to(folder).as_posix() for path in others if path.is_file()
    ]
