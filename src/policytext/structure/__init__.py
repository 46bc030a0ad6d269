"""Find the structure of a paper: front matter, sections, references, boilerplate.

Everything is a span of the source text. The front is read first (`front`),
then the headings of the body are found (`headings`) and levelled (`levels`),
and last every piece of the body becomes a paragraph of its kind, with the
halves that a page break made put together (`joins`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.corpus import MANIFEST
from policytext.folding import detect_language
from policytext.readers.dates import read_date
from policytext.records import Author, Document, Section, Span
from policytext.structure.body import read_body
from policytext.structure.front import Recorded, read_front
from policytext.structure.headings import find_headings
from policytext.structure.levels import give_levels
from policytext.structure.official import add_official
from policytext.structure.pieces import cut_pieces
from policytext.text import build_reading

if TYPE_CHECKING:
    from policytext.records import Source
    from policytext.structure.front import Front
    from policytext.structure.headings import Heading

UNDATED = "The text states no date"
"""How the note begins on a paper that is dated by when its file was made."""

_MADE = ("pdf", "docx")  # formats that record when the file was made
_SAMPLE = 20_000  # characters that decide a paper's language


def structure(source: Source, doc_id: str) -> Document:
    """Return the structure of a source.

    Every text has one: where there is no title, no heading and no reference,
    all of it is prose.
    """
    pieces = cut_pieces(source)
    front = read_front(pieces, source.text, Recorded(source.title, _find_recorded(source)))
    headings, contents = find_headings(pieces, front.n_pieces)
    body = read_body(pieces, front.n_pieces, headings, contents, source.text)
    document = Document(
        doc_id=doc_id,
        source=source,
        language=detect_language(source.text[:_SAMPLE]),
        title=front.title,
        authors=_build_authors(front),
        affiliations=tuple(Span(a.start, a.end, a.text) for a in front.addresses),
        year=front.year or body.year,
        date=front.date,
        abstract=front.abstract,
        keywords=tuple(front.keywords),
        sections=_build_sections(headings, source.text),
        references=tuple(
            Span(parts[0][0], parts[-1][1], source.text[parts[0][0] : parts[-1][1]])
            for parts in body.references
        ),
        boilerplate=(*front.boilerplate, *body.boilerplate),
        joins=tuple(body.joins),
        paragraphs=(*front.paragraphs, *body.paragraphs),
    )
    return _add_date(add_official(document))


def _find_recorded(source: Source) -> Span | None:
    """Return where a text itself states its title before its first block, as the head of a Markdown file does."""
    before = source.blocks[0].char_start if source.blocks else 0
    at = source.text.find(source.title, 0, before) if source.title else -1
    return Span(at, at + len(source.title), source.title) if at >= 0 else None


def _add_date(document: Document) -> Document:
    """Return the document with its date, and with the year of that where the text names none.

    A text dates itself better than its file does, so the file's date is left
    where the text names another year. Word and PDF record when the file was
    made and not when the text came out: that is taken for want of anything
    else, and noted.
    """
    source, stated = document.source, read_date(document.source.date)
    if document.official and document.official.date:
        return replace(document, date=document.official.date)
    if document.date or not stated or document.year not in (None, int(stated[:4])):
        return document
    if source.format in _MADE and document.year is None:
        note = f"{UNDATED}; unless {MANIFEST} does, {stated} is taken, when the file was made."
        source = replace(source, notes=(*source.notes, note))
    return replace(document, source=source, date=stated, year=int(stated[:4]))


def _build_sections(headings: list[Heading], text: str) -> tuple[Section, ...]:
    """Return the sections with their paths; a body runs on to the next heading no deeper."""
    sections: list[Section] = []
    open_: list[tuple[int, str]] = []
    levels = give_levels(headings)
    for at, (heading, level) in enumerate(zip(headings, levels, strict=True)):
        title = build_reading(text, [(heading.start, heading.end)]).text
        open_ = [*(above for above in open_ if above[0] < level), (level, title)]
        after = (n for n in range(at + 1, len(headings)) if levels[n] <= level)
        stop = next(after, None)
        body_end = len(text) if stop is None else headings[stop].start
        path = " > ".join(name for _, name in open_)
        sections.append(Section(title, level, path, heading.start, heading.end, body_end))
    return tuple(sections)


def _build_authors(front: Front) -> tuple[Author, ...]:
    """Return the authors with their affiliations.

    A mark leads to the address that bears it. Without marks an address is that
    of the names above it, and one address alone is everybody's.
    """
    places = {id(address): n for n, address in enumerate(front.addresses)}
    are_marked = any(address.keys for address in front.addresses)
    authors = []
    for names, below in front.lines:
        beside = tuple(places[id(address)] for address in below)
        for name in names:
            marked = tuple(
                n for n, address in enumerate(front.addresses) if address.keys & name.keys
            )
            alone = (0,) if len(front.addresses) == 1 else ()
            found = marked or (() if are_marked and name.keys else beside) or alone
            authors.append(Author(name.text, found, name.start, name.end))
    return tuple(authors)
