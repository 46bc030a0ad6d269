"""Tell whether a store still matches the files it was made from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policytext import __version__
from policytext.corpus import MANIFEST, list_papers
from policytext.dictionary import WORDS_FILE
from policytext.promotion import GRAPH_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from policytext.store.reading import Row, Store


def compare_inputs(store: Store, folder: Path) -> list[Row]:
    """Return a row for every difference between a store and its corpus folder; none when it is up to date.

    `change` says changed, missing or new for a file, and `version` where
    another policytext built the store.
    """
    built = {row["file"]: row["sha256"] for row in store.list_inputs()}
    now = {name: checksum for name, _, checksum in list_inputs(folder)}
    rows: list[Row] = [{"change": "missing", "file": name} for name in built if name not in now]
    rows += [
        {"change": "changed", "file": name}
        for name in built
        if now.get(name, built[name]) != built[name]
    ]
    rows += [{"change": "new", "file": name} for name in now if name not in built]
    built_by = store.read_manifest()["policytext"]
    if built_by != __version__:
        rows.append(
            {"change": "version", "file": f"built by policytext {built_by}, this is {__version__}"}
        )
    return rows


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal, empty when it cannot be read."""
    if not path.is_file():  # opening a pipe would wait for ever
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def list_inputs(folder: Path) -> list[tuple[str, str, str]]:
    """Return `(file, kind, sha256)` of every file of a corpus that a build looks at, usable or not.

    `kind` is document, theme, manifest, graph or words.
    """
    files = [(folder / name, "document") for name in list_papers(folder) if _is_text(name)]
    files += [(path, "theme") for path in sorted((folder / "themes").glob("*.toml"))]
    files += [(path, "manifest") for path in [folder / MANIFEST] if path.exists()]
    files += [(path, "graph") for path in [folder / GRAPH_FILE] if path.exists()]
    files += [(path, "words") for path in [folder / WORDS_FILE] if path.exists()]
    return [(path.relative_to(folder).as_posix(), kind, hash_file(path)) for path, kind in files]


def hash_inputs(inputs: Iterable[tuple[str, str, str]]) -> str:
    """Return one checksum of some inputs, of their names and of all their bytes."""
    return hashlib.sha256(repr(list(inputs)).encode()).hexdigest()


def _is_text(name: str) -> bool:
    """Tell whether a file's name can be written down at all."""
    return name.encode("utf-8", "ignore").decode() == name
