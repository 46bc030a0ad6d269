"""Start a corpus folder: everything a new one needs, with a sample so that it builds at once.

The files stand in `files/` as they are written. A file that is already in the
folder is a person's own, and stays as it is.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from policytext.corpus import PAPERS, list_papers
from policytext.errors import UnwritableFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

SAMPLE = f"{PAPERS}/sample.md"
"""The sample paper; it is written only where there is no other, and goes when the first is added."""

_RENAMED = {"gitignore": ".gitignore"}  # under its own name it would hide files of the package


def write_starter(folder: Path) -> list[tuple[str, bool]]:
    """Write the files of a new corpus into a folder, and return each with whether it was written.

    The folder is made where there is none. A file that is there is kept, and so
    are the papers of a folder that has some: it gets no sample. Raises
    `UnwritableFolder` when the folder or a file in it cannot be made.
    """
    has_papers = bool(list_papers(folder))
    written = []
    for name, content in sorted(_list_files()):
        if name == SAMPLE and has_papers:
            continue
        written.append((name, _write_new(folder / name, content)))
    return written


def is_sample(path: Path) -> bool:
    """Tell whether a file is the sample paper as it was written, not a letter changed."""
    content = dict(_list_files())[SAMPLE]
    try:
        return (
            path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
        )
    except OSError:
        return False


def _write_new(path: Path, content: bytes) -> bool:
    """Write a file where there is none, and tell whether it was written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        if path.parent.is_dir():
            return False
        raise UnwritableFolder(f"{path.parent}: is a file, not a folder. Name another.") from None
    except OSError as error:
        raise UnwritableFolder(
            f"{path}: cannot be written ({error.strerror}). Choose another folder."
        ) from error
    return True


def _list_files() -> Iterator[tuple[str, bytes]]:
    """Yield the path below the corpus folder and the content of every file of a new corpus."""
    return _walk(files("policytext.starter") / "files", "")


def _walk(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder of the package."""
    for entry in folder.iterdir():
        name = above + _RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _walk(entry, f"{name}/")
        else:
            yield name, entry.read_bytes()
