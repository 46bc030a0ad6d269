"""Name a document or one of its passages as a reference would."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def cite_document(document: Mapping[str, object]) -> str:
    """Return authors, year and title of a document, in the manner of its language.

    >>> cite_document({"authors": "Ann Li; Bo Wu", "year": 2022, "title": "On Unions", "language": "en"})
    'Ann Li and Bo Wu. 2022. “On Unions.”'
    >>> cite_document({"authors": "李安", "year": None, "title": "工会", "language": "zh"})
    '李安：《工会》。'
    """
    names = [name for name in str(document["authors"] or "").split("; ") if name]
    year, title = document["year"], document["title"]
    if document["language"] == "zh":
        return (
            f"{'、'.join(names)}{'：' if names else ''}《{title}》{f'，{year}年' if year else ''}。"
        )
    people = " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    return f"{people}{'. ' if people else ''}{f'{year}.' if year else 'n.d.'} “{title}.”"


def cite_passage(document: Mapping[str, object], passage: Mapping[str, object]) -> str:
    """Return a reference to a passage: the document, section and page, and the passage's id.

    >>> document = {"authors": "Ann Li", "year": 2022, "title": "On Unions", "language": "en"}
    >>> cite_passage(document, {"section": "1. Past > 1.1 Dues", "page": "4", "passage_id": "li:7"})
    'Ann Li. 2022. “On Unions.” 1.1 Dues, p. 4 [li:7].'
    """
    section = str(passage["section"]).rpartition(" > ")[2]
    zh = document["language"] == "zh"
    page = (f"第{passage['page']}页" if zh else f"p. {passage['page']}") if passage["page"] else ""
    place = ("，" if zh else ", ").join(filter(None, [section, page]))
    space = "" if zh else " "
    return f"{cite_document(document)}{space if place else ''}{place} [{passage['passage_id']}]{'。' if zh else '.'}"
