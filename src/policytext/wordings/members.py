"""Find labels that stand beside the members of a formula and are none of its forms.

A passage that spells out all members of a formula without its label often has
another one for it: *the three natures, namely political, advanced and mass
nature*. The label is read by the grammar of discovery; it must count as many as
there are members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.discovery.candidates import find_in_text
from policytext.expansions.labels import list_sizes
from policytext.text import to_source
from policytext.wordings.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate
    from policytext.store.reading import Row, Store


def propose_by_members(store: Store, theme_id: str | None) -> Iterator[Proposal]:
    """Yield the numeral labels that no theme covers beside the members of a formula, once a place."""
    rows = [row for row in store.list_spelled_out(theme_id) if not row["labelled"]]
    if not rows:
        return
    covered = store.list_covered()
    names = {row["theme"]: row["en"] or row["zh"] for row in store.list_themes()}
    for row in rows:
        passage = store.find_passage(row["passage_id"])
        for candidate in find_in_text(passage["text"]):
            if _is_free(candidate, covered.get(row["passage_id"], [])) and _counts(candidate, row):
                yield _to_proposal(store, row, passage, candidate, names[row["theme"]])


def _counts(candidate: Candidate, row: Row) -> bool:
    """Tell whether a label counts as many as the members beside it, and is none of them."""
    sizes = list_sizes(candidate.numerals) if candidate.numerals else ()
    return len(row["members"]) in sizes and candidate.text not in row["members"]


def _is_free(candidate: Candidate, covered: list[tuple[int, int]]) -> bool:
    """Tell whether no theme is named where a label stands."""
    return all(end <= candidate.start or candidate.end <= start for start, end in covered)


def _to_proposal(store: Store, row: Row, passage: Row, candidate: Candidate, like: str) -> Proposal:
    """Return a label with its place in the source text."""
    runs = store.read_runs([row["passage_id"]])[row["passage_id"]]
    return Proposal(
        row["theme"],
        candidate.text,
        "members",
        "; ".join(row["members"]),
        like,
        len(row["members"]),
        row["doc_id"],
        passage["passage_id"],
        *to_source(runs, candidate.start, candidate.end),
    )
