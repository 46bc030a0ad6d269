"""Cut passages into words, each in its own language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from policytext.languages.chinese import ChineseWords
from policytext.languages.english import tokenize_english

if TYPE_CHECKING:
    from collections.abc import Callable

    from policytext.records import Passage, Theme, Token


def tokenize(passage: Passage, chinese: ChineseWords) -> list[Token]:
    """Return the words of a passage in order, positions in its reading text."""
    return (
        chinese.tokenize(passage.text) if passage.lang == "zh" else tokenize_english(passage.text)
    )


def build_tokenizer(themes: list[Theme]) -> Callable[[Passage], list[Token]]:
    """Return `tokenize` for a corpus whose Chinese words include the themes' forms."""
    words = ChineseWords(form.text for theme in themes for form in theme.forms if form.lang == "zh")
    return partial(tokenize, chinese=words)
