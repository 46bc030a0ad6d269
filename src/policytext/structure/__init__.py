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
from policytext.structure.foreign import name_language
from policytext.structure.front import Recorded, read_front
from policytext.structure.headings import find_headings
from policytext.structure.levels import give_levels
from policytext.structure.official import add_official
from policytext.structure.pieces import cut_pieces
from policytext.structure.scripts import restore, simplify
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
    simple = simplify(source)
    pieces = cut_pieces(simple)
    front = read_front(pieces, simple.text, Recorded(simple.title, _find_recorded(simple)))
    headings, contents = find_headings(pieces, front.n_pieces)
    body = read_body(pieces, front.n_pieces, headings, contents, simple.text)
    document = Document(
        doc_id=doc_id,
        source=simple,
        language=detect_language(simple.text[:_SAMPLE]),
        title=front.title,
        authors=_build_authors(front),
        affiliations=tuple(Span(a.start, a.end, a.text) for a in front.addresses),
        year=front.year or body.year,
        date=front.date,
        abstract=front.abstract,
        keywords=tuple(front.keywords),
        sections=_build_sections(headings, simple.text),
        references=tuple(
            Span(parts[0][0], parts[-1][1], simple.text[parts[0][0] : parts[-1][1]])
            for parts in body.references
        ),
        boilerplate=(*front.boilerplate, *body.boilerplate),
        joins=tuple(body.joins),
        paragraphs=(*front.paragraphs, *body.paragraphs),
    )
    document = add_official(document)
    if simple is not source:
        document = restore(document, source, _build_sections(headings, source.text))
    return _note_language(_add_date(document, front.published))


def _find_recorded(source: Source) -> Span | None:
    """Return where a text itself states its title before its first block, as the head of a Markdown file does."""
    before = source.blocks[0].char_start if source.blocks else 0
    for written in (
        source.title,
        source.title.replace('"', '\\"'),
        source.title.replace("'", "''"),
    ):
        at = source.text.find(written, 0, before) if written else -1
        if at >= 0:
            return Span(at, at + len(written), written)
    return None


def _note_language(document: Document) -> Document:
    """Return the document with a note where it is neither Chinese nor English."""
    source = document.source
    if not (name := name_language(source.text, document.language)):
        return document
    note = f"The text is neither Chinese nor English, but {name}: its words are counted as if they were English."
    return replace(document, source=replace(source, notes=(*source.notes, note)))


def _add_date(document: Document, published: str) -> Document:
    """Return the document with its date, and with the year of that where the text names none.

    `published` is the day on which its front says that it came out. A text dates itself better than its file does, so the file's date is left
    where the text names another year. Word and PDF record when the file was
    made and not when the text came out: that is taken for want of anything
    else, and noted.
    """
    source, stated = document.source, read_date(document.source.date)
    if document.official and document.official.date:
        return replace(document, date=document.official.date)
    if document.date:
        return document
    if not stated or document.year not in (None, int(stated[:4])):
        return replace(document, date=published) if document.year else document
    if source.format in _MADE and document.year is None:
        note = f"{UNDATED}; unless {MANIFEST} does, {stated} is taken, when the file was made."
        source = replace(source, notes=(*source.notes, note))
    return replace(document, source=source, date=stated, year=int(stated[:4]))


def _build_sections(headings: list[Heading], text: str) -> tuple[Section, ...]:
    """Return the sections with their paths; a body runs on to the next heading no deeper."""
    sections: list[Section] = []
    open_: list[tuple[int, str]] = []
    levels = give_levels(headings)
    for heading, level, stop in zip(headings, levels, _find_ends(levels), strict=True):
        title = build_reading(text, [(heading.start, heading.end)]).text
        open_ = [*(above for above in open_ if above[0] < level), (level, title)]
        body_end = len(text) if stop is None else headings[stop].start
        path = " > ".join(name for _, name in open_)
        sections.append(Section(title, level, path, heading.start, heading.end, body_end))
    return tuple(sections)


def _find_ends(levels: list[int]) -> list[int | None]:
    """Return for each heading the number of the next one no deeper, nothing where none follows.

    >>> _find_ends([1, 2, 2, 1])
    [3, 2, 3, None]
    """
    ends: list[int | None] = [None] * len(levels)
    running: list[int] = []
    for at, level in enumerate(levels):
        while running and levels[running[-1]] >= level:
            ends[running.pop()] = at
        running.append(at)
    return ends


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
