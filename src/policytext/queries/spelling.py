"""Words of the corpus that look like a word it does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.errors import nearest_names
from policytext.store.finding import list_words_of_length

if TYPE_CHECKING:
    from policytext.store.reading import Store

MOST_COMPARED = 5000
"""Words compared with a misspelt one: the commonest of about its length that begin or end alike."""


def suggest_words(store: Store, word: str) -> list[str]:
    """Return up to three words or theme names, quoted, that look most like `word`; none if the corpus has it."""
    known = list_words_of_length(store, word, MOST_COMPARED)
    return [] if word in known else nearest_names(word, known)
