"""Read BibTeX through bibtexparser, as Zotero, Better BibTeX, JabRef and CNKI write it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from policytext.bibliography.values import (
    bare_doi,
    join_name,
    read_date,
    read_language,
    read_notes,
    split_keywords,
)
from policytext.errors import BadBibliography
from policytext.records import Reference

if TYPE_CHECKING:
    from bibtexparser.library import Library

# JabRef and Zotero write `label:path:type`, with `\:` and `\;` for what is part of the path.
_LABELLED = re.compile(r"^(?P<label>(?:[^:\\]|\\.)*):(?P<path>.+):(?P<type>[\w/.+-]*)$")


def read_references(text: str, name: str) -> tuple[list[Reference], list[str]]:
    """Return the references of a text in BibTeX, and what is wrong with the others."""
    try:
        from bibtexparser import middlewares
        from bibtexparser.entrypoint import parse_string
    except ImportError as error:
        raise BadBibliography(
            f"{name}: reading BibTeX needs bibtexparser: pip install 'policytext[bib]'. "
            "CSL-JSON is read without it."
        ) from error
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its faults are returned instead
    plain = parse_string(text)
    paths = {entry.key: str(entry.get("file").value) for entry in plain.entries if "file" in entry}  # type: ignore[union-attr]
    stages = [
        middlewares.SeparateCoAuthors(),
        middlewares.SplitNameParts(),
        middlewares.LatexDecodingMiddleware(),
    ]
    library = parse_string(text, append_middleware=stages)
    if not library.entries and text.strip():
        raise BadBibliography(f"{name}: holds no BibTeX entry. Export BibTeX again.")
    references = [
        _read_entry(
            entry.key, entry.entry_type, {f.key.lower(): f.value for f in entry.fields}, paths
        )
        for entry in library.entries
    ]
    return references, _list_faults(library, name)


def _list_faults(library: Library, name: str) -> list[str]:
    """Return a sentence for every entry that could not be read."""
    from bibtexparser.model import DuplicateBlockKeyBlock

    return [
        f"{name}:{(block.start_line or 0) + 1}: "
        + (
            f"the key '{block.key}' is given twice. The second entry is left out."
            if isinstance(block, DuplicateBlockKeyBlock)
            else "this entry cannot be read as BibTeX. It is left out."
        )
        for block in library.failed_blocks
    ]


def _read_entry(key: str, kind: str, fields: dict[str, Any], paths: dict[str, str]) -> Reference:
    """Return one entry as a reference."""

    def get(*names: str) -> str:
        return next((" ".join(str(fields[n]).split()) for n in names if fields.get(n)), "")

    return Reference(
        key=key,
        kind=kind,
        title=get("title").replace("{", "").replace("}", ""),
        authors=_read_names(fields.get("author") or fields.get("editor")),
        date=read_date(get("date", "year"), get("month")),
        language=read_language(get("langid", "language")),
        container=get("journaltitle", "journal", "booktitle"),
        publisher=get("publisher", "institution", "organization", "school"),
        place=get("address", "location"),
        doi=bare_doi(get("doi")),
        url=get("url"),
        licence=get("copyright", "rights"),
        keywords=split_keywords(get("keywords", "keyword")),
        extras=tuple(
            read_notes("\n".join(str(fields[n]) for n in ("note", "annotation") if fields.get(n)))
        ),
        files=split_files(paths.get(key, "")),
    )


def _read_names(names: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever the parser made of them
    """Return names, each in the order of its own language, their LaTeX decoded after they are split."""
    from pylatexenc.latex2text import LatexNodes2Text

    if not isinstance(names, list):
        return (str(names),) if names else ()
    decode = LatexNodes2Text(math_mode="verbatim").latex_to_text
    found = (
        " ".join(
            filter(
                None, (join_name(" ".join([*n.von, *n.last]), " ".join(n.first)), " ".join(n.jr))
            )
        )
        for n in names
    )
    return tuple(dict.fromkeys(decode(name).strip() for name in found if name))


def split_files(written: str) -> tuple[str, ...]:
    r"""Return the paths of a `file` field, whichever program wrote it.

    >>> split_files(r"Full Text:/z/AB/金 - 2020.pdf:application/pdf;Page:C\:\\z\\a\;b.html:text/html")
    ('/z/AB/金 - 2020.pdf', 'C:\\z\\a;b.html')
    >>> split_files("/z/a.pdf;/z/b.pdf")
    ('/z/a.pdf', '/z/b.pdf')
    """
    found = []
    for part in re.split(r"(?<!\\);", written):
        labelled = _LABELLED.match(part.strip())
        path = labelled["path"] if labelled else part.strip()
        if path:
            found.append(re.sub(r"\\([:;\\{}_&%$#])", r"\1", path))
    return tuple(found)
