"""Split a document into passages: the paragraphs that are searched, counted and cited.

A passage is a paragraph as a person reads it, with its place: the section it
stands in, the page where the file has pages, and the way back to the source
text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from policytext.folding import detect_language
from policytext.records import Passage
from policytext.text import build_reading

if TYPE_CHECKING:
    from policytext.records import Document, Language, Paragraph

# Fewer letters say nothing about a language: a date, a number with its unit.
_LETTERS = re.compile(r"[^\W\d_](?:[\W\d_]*[^\W\d_]){3}")


def split_passages(document: Document) -> list[Passage]:
    """Return the passages of a document in the order of its text.

    They are numbered from 1 (`shen-changzhou:1`). A paragraph of which nothing
    is left once its typesetting is taken out is no passage and gets no number.
    """
    starts = [section.char_start for section in document.sections]
    pages = [page.char_start for page in document.source.pages]
    passages: list[Passage] = []
    for paragraph in document.paragraphs:
        if not paragraph.parts:
            continue
        begin = paragraph.parts[0][0]
        section, page = bisect_right(starts, begin), bisect_right(pages, begin)
        passage = _build_passage(
            document,
            paragraph,
            len(passages) + 1,
            document.sections[section - 1].path if section else "",
            document.source.pages[page - 1].label if page else "",
        )
        if passage:
            passages.append(passage)
    return passages


def _build_passage(
    document: Document, paragraph: Paragraph, number: int, section: str, page: str
) -> Passage | None:
    """Return one passage, or nothing when it has no text."""
    reading = build_reading(document.source.text, paragraph.parts)
    if not reading.text:
        return None
    runs = reading.runs
    return Passage(
        passage_id=f"{document.doc_id}:{number}",
        doc_id=document.doc_id,
        kind=paragraph.kind,
        section=section,
        lang=_find_language(reading.text, document.language),
        page=page,
        char_start=paragraph.parts[0][0],
        char_end=paragraph.parts[-1][1],
        text=reading.text,
        runs=runs,
    )


def _find_language(text: str, otherwise: Language) -> Language:
    """Return the language of a text, or that of its document where it has almost no letters."""
    return detect_language(text) if _LETTERS.search(text) else otherwise
