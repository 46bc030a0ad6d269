"""Chinese words by jieba, which knows the themes besides its own dictionary.

The only module that imports jieba. Each `ChineseWords` holds a tokenizer of
its own, loaded without the cache file jieba would share between programs, with
the guessing of unknown words (HMM) off: measured more accurate on policy text,
and the same in every engine.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Any

from policytext.languages.classes import WordClass
from policytext.records import Token

if TYPE_CHECKING:
    from collections.abc import Iterable


class ChineseWords:
    """A word cutter for Chinese; the dictionary is read when the first text comes."""

    __slots__ = ("_extra", "_jieba")

    def __init__(self, extra_words: Iterable[str] = ()) -> None:
        """Know `extra_words`, such as the themes' forms, as words that stay whole."""
        self._extra = sorted(set(extra_words))
        self._jieba: Any = None

    def tokenize(self, text: str) -> list[Token]:
        """Return the words of a Chinese text in order, without punctuation.

        >>> words = ChineseWords(["群团组织"])
        >>> [t.text for t in words.tokenize("加强群团组织建设。")]
        ['加强', '群团组织', '建设']
        """
        if self._jieba is None:
            self._jieba = _load_jieba(self._extra)
        return [
            Token(word, word.lower(), start, end)
            for word, start, end in self._jieba.tokenize(text, HMM=False)
            if any(map(str.isalnum, word))
        ]


@cache
def classify_chinese(word: str) -> WordClass:
    """Return what a word can be, by the tags of jieba's dictionary.

    Nouns, names, set phrases and verbs, which Chinese uses as nouns without a
    change (建设, 治理), can end a noun phrase. Adjectives, number words and parts
    of words can stand inside one; adverbs, particles and pronouns cannot. A
    word the dictionary lacks counts as a noun.

    >>> classify_chinese("组织"), classify_chinese("非常").inside
    (WordClass(noun=True, inside=True, unknown=False), False)
    """
    tag = _load_tags().get(word, "")
    if not tag:
        return WordClass(noun=True, inside=True, unknown=True)
    return WordClass(tag[0] in "nvjlixgk", tag[0] in "nvajlixgkbzhsteqm" and tag != "ad", False)


@cache
def _load_tags() -> dict[str, str]:
    """Return the tag of every word of jieba's dictionary: n, v, a, d, … ."""
    import jieba

    with jieba.Tokenizer().get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines()
    return {word: tag for word, _, tag in (line.split(" ") for line in lines)}


def _load_jieba(extra_words: list[str]) -> Any:  # noqa: ANN401 - jieba has no types
    """Return a jieba tokenizer that knows `extra_words`, its total frequency unchanged."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # Read the dictionary directly: `initialize()` would leave a cache in the temporary folder.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    total = tokenizer.total
    for word in extra_words:
        tokenizer.add_word(word, tokenizer.suggest_freq(word, tune=False))
    tokenizer.total = total
    return tokenizer
