"""Which papers a figure draws one by one: all of a small corpus, of a large one those that say most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.reports.facts import Facts

N_PAPERS = 40
"""Papers that are drawn one by one at most: more would be a wall."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The ids of the papers that are drawn, in the order of the corpus, of how many, and by what they were chosen."""

    ids: tuple[str, ...]
    n_all: int
    by: str

    @property
    def n_left(self) -> int:
        """The papers that are not drawn."""
        return self.n_all - len(self.ids)

    @property
    def note(self) -> str:
        """What a caption says of the choice; nothing where every paper is drawn.

        >>> Choice(("a", "b"), 71, "mentions of themes").note
        'Drawn are the 2 of 71 papers with the most mentions of themes.'
        """
        if not self.n_left:
            return ""
        return f"Drawn are the {len(self.ids)} of {self.n_all} papers with the most {self.by}."


def choose_papers(facts: Facts, most: int = N_PAPERS) -> Choice:
    """Return the papers with most mentions of themes, those with most words where no theme is mentioned."""
    n_mentions: Counter[str] = Counter()
    for counts in facts.n_mentions.values():
        n_mentions.update(counts)
    ranked = sorted(
        facts.documents,
        key=lambda row: (-n_mentions[row["doc_id"]], -row["n_tokens"], row["doc_id"]),
    )
    chosen = {row["doc_id"] for row in ranked[:most]}
    ids = tuple(row["doc_id"] for row in facts.documents if row["doc_id"] in chosen)
    return Choice(ids, len(facts.documents), "mentions of themes" if n_mentions else "words")
