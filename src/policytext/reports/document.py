"""One paper: its structure, and all of its passages in order with the themes marked in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.reports.folder import name_file
from policytext.reports.marks import Stretch, cut_text

if TYPE_CHECKING:
    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store

N_KEYWORDS = 20
"""How many keywords a paper's page names; the table has all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as its page shows it; `level` is that of a heading, 0 of anything else.

    `page` is the label of the page where that differs from the passage before.
    """

    row: Row
    number: int
    level: int
    page: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A heading of the outline and the passage it leads to."""

    title: str
    level: int
    passage_id: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """Everything a paper's page says."""

    doc_id: str
    name: str
    row: Row
    outline: Row
    places: tuple[Place, ...]
    passages: tuple[Reading, ...]
    keywords: tuple[Row, ...]
    themes: tuple[tuple[str, int], ...]


def gather_document(store: Store, facts: Facts, row: Row) -> DocumentReport:
    """Return the page of a paper."""
    doc_id = row["doc_id"]
    outline = store.read_outline(doc_id)
    passages = store.list_passages(doc_id)
    levels = {section["char_start"]: section["level"] for section in outline["sections"]}
    readings: list[Reading] = []
    page = ""
    for number, passage in enumerate(passages, start=1):
        level = levels.get(passage["char_start"], 1) if passage["kind"] == "heading" else 0
        turned = passage["page"] if passage["page"] != page else ""
        page = passage["page"]
        stretches = tuple(cut_text(passage["text"], facts.marks.get(passage["passage_id"], ())))
        readings.append(Reading(passage, number, level, turned, stretches))
    counts = [(theme, n[doc_id]) for theme, n in facts.n_mentions.items() if n[doc_id]]
    return DocumentReport(
        doc_id=doc_id,
        name=name_file(doc_id),
        row=row,
        outline=outline,
        places=tuple(_find_places(outline, passages)),
        passages=tuple(readings),
        keywords=tuple(store.list_keywords(doc_id, N_KEYWORDS)),
        themes=tuple(sorted(counts, key=lambda c: (-c[1], c[0]))),
    )


def _find_places(outline: Row, passages: list[Row]) -> list[Place]:
    """Return where each heading of the outline leads: its own passage, or the first one after it."""
    places: list[Place] = []
    for section in outline["sections"]:
        after = [p for p in passages if p["char_end"] > section["char_start"]]
        if after:
            places.append(Place(section["title"], section["level"], after[0]["passage_id"]))
    return places
