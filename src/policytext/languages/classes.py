"""What a word can be in a sentence, as far as a lexicon tells without reading the sentence."""

from __future__ import annotations

from typing import NamedTuple


class WordClass(NamedTuple):
    """Whether a word can end a noun phrase, can stand inside one before its end, is in no lexicon."""

    noun: bool
    inside: bool
    unknown: bool
