"""Find wordings that may be renderings of a theme which no form of it covers yet.

A wording gives itself away by its company (Harris 1954, *Distributional
Structure*), in three ways, each with a module of its own:

- `slots`: it stands between the same words as the theme elsewhere, in a sentence
  or in a heading;
- `members`: it is a label beside members that are those of a formula;
- `neighbours`: over the corpus the same words stand near it.

Most of what is proposed is something else. Nothing is applied: a person decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.wordings.members import propose_by_members
from policytext.wordings.neighbours import propose_by_neighbours
from policytext.wordings.proposal import KINDS, Proposal
from policytext.wordings.slots import propose_by_slots

if TYPE_CHECKING:
    from policytext.store.reading import Store

__all__ = ["KINDS", "Proposal", "propose_renderings"]


def propose_renderings(store: Store, theme_id: str | None = None) -> list[Proposal]:
    """Return the wordings that may render a theme, of one theme or of all, by kind, best shared first."""
    passages = store.list_passage_words()
    found = [
        *propose_by_members(store, theme_id),
        *propose_by_slots(passages, theme_id),
        *propose_by_neighbours(store, passages, theme_id),
    ]
    return sorted(
        found,
        key=lambda p: (KINDS.index(p.kind), -p.n_shared, p.theme, p.doc_id, p.char_start),
    )
