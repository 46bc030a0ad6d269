"""Read what a reference manager exports: CSL-JSON, BibTeX and RIS, as references.

One file for each format, chosen by the suffix of the file's name. Zotero,
EndNote, NoteExpress and CNKI write at least one of the three. CSL-JSON needs
nothing but the standard library; the others come with `policytext[bib]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.bibliography import bibtex, csl, ris
from policytext.errors import BadBibliography

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from policytext.records import Reference

_READERS: dict[str, Callable[[str, str], tuple[list[Reference], list[str]]]] = {
    ".json": csl.read_references,
    ".csljson": csl.read_references,
    ".bib": bibtex.read_references,
    ".bibtex": bibtex.read_references,
    ".ris": ris.read_references,
}

MAX_BYTES = 100_000_000
"""The largest file that is taken for a list of references: some 50,000 of them."""


def read_bibliography(path: Path) -> tuple[list[Reference], list[str]]:
    """Return the references of a file in its order, and a sentence for each that cannot be used.

    Raises `BadBibliography` when the file cannot be read or is not what its
    suffix says, and when a library that reads it is missing.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise BadBibliography(
            f"{path.name}: '{path.suffix}' is no format of references. "
            "Export CSL-JSON (.json), BibTeX (.bib) or RIS (.ris)."
        )
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadBibliography(
                f"{path.name}: has more than {MAX_BYTES // 10**6} MB. Export fewer references."
            )
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadBibliography(f"{path.name}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadBibliography(
            f"{path.name}: is not UTF-8 (byte {error.start}). Export it as UTF-8 (Unicode)."
        ) from error
    return read(text, path.name)
