"""Write the structure of a paper as the JSON that `policytext outline` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.text import build_reading

if TYPE_CHECKING:
    from policytext.records import Document, Official, Span


def build_outline(document: Document) -> dict[str, object]:
    """Return the structure of a document in plain values, ready for JSON.

    Spans are `char_start` and `char_end` in the source text, and `text` is
    what stands there, letter for letter; the `title` of a section is reading
    text. The heading of a section is its span; what stands under it is not.
    """
    title, abstract = document.title, document.abstract
    affiliations = [_read(document, span) for span in document.affiliations]
    return {
        "doc_id": document.doc_id,
        "language": document.language,
        "title": _show(title) if title else None,
        "authors": [
            {"name": a.name, "affiliations": [affiliations[n] for n in a.affiliations]}
            for a in document.authors
        ],
        "affiliations": affiliations,
        "year": document.year,
        "date": document.date,
        "abstract": (
            {"char_start": abstract.char_start, "char_end": abstract.char_end} if abstract else None
        ),
        "keywords": [_read(document, span) for span in document.keywords],
        "sections": [
            {
                "title": s.title,
                "level": s.level,
                "path": s.path,
                "char_start": s.char_start,
                "char_end": s.char_end,
            }
            for s in document.sections
        ],
        "references": [_show(span) for span in document.references],
        "boilerplate": [
            {"char_start": b.char_start, "char_end": b.char_end, "kind": b.kind}
            for b in document.boilerplate
        ],
        "official": _show_official(document.official),
        "joins": [{"char_start": start, "char_end": end} for start, end in document.joins],
    }


def _show_official(official: Official | None) -> dict[str, object] | None:
    """Return what an official document says of itself, nothing for any other."""
    if official is None:
        return None
    return {
        "kind": official.kind,
        "issuers": list(official.issuers),
        "number": official.number,
        "date": official.date,
    }


def _show(span: Span) -> dict[str, object]:
    """Return a span with its text."""
    return {"text": span.text, "char_start": span.char_start, "char_end": span.char_end}


def _read(document: Document, span: Span) -> str:
    """Return a span as a person reads it."""
    return build_reading(document.source.text, [(span.char_start, span.char_end)]).text
