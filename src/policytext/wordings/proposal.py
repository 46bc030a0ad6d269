"""What is proposed: a wording, the theme it may render, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("members", "title", "sentence", "neighbours")
"""What a wording shares with a theme: its members, its slot in a heading or in a sentence, its neighbours."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wording that has the company of a theme.

    `kind` is one of `KINDS`. `shares` is what both have: the members, the words
    of the slot, the neighbours; `n_shared` how many members, different slots or
    neighbours over the corpus. `like` is the theme's own rendering there. The
    span is the wording's in the source text.
    """

    theme: str
    candidate: str
    kind: str
    shares: str
    like: str
    n_shared: int
    doc_id: str
    passage_id: str
    char_start: int
    char_end: int
