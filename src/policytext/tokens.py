"""Cut passages into words, each in its own language."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, overload

from policytext.dictionary import read_policy_words
from policytext.languages.chinese import ChineseWords
from policytext.languages.english import find_lemma, place_english
from policytext.records import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policytext.languages.chinese import Engine
    from policytext.records import Passage


class Words(Sequence[Token]):
    """The words of a passage in order, kept as positions and made into tokens when they are asked for.

    As tokens the words of a corpus would take thirty times the memory.
    `positions` are the starts and ends of the words in turn.

    >>> from policytext.records import Passage
    >>> passage = Passage("d:1", "d", "prose", "", "en", "", 0, 10, "Two unions", ())
    >>> words = Words(passage, [Token("Two", "two", 0, 3), Token("unions", "union", 4, 10)])
    >>> len(words), words[1].lemma, [word.text for word in words]
    (2, 'union', ['Two', 'unions'])
    """

    __slots__ = ("_is_chinese", "_text", "positions")

    def __init__(self, passage: Passage, tokens: Sequence[Token]) -> None:
        """Keep the tokens of a passage."""
        self._text = passage.text
        self._is_chinese = passage.lang == "zh"
        self.positions = array("I", (at for t in tokens for at in (t.start, t.end)))

    @classmethod
    def of(cls, passage: Passage, positions: array[int]) -> Words:
        """Return the words of a passage whose positions are known."""
        words = cls(passage, ())
        words.positions = positions
        return words

    def __eq__(self, other: object) -> bool:
        """Tell whether these are the same words of the same text."""
        if not isinstance(other, Words):
            return NotImplemented
        return (self._text, self.positions) == (other._text, other.positions)

    def __hash__(self) -> int:
        """Return a hash of the words."""
        return hash((self._text, self.positions.tobytes()))

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.positions) // 2

    def __iter__(self) -> Iterator[Token]:
        """Yield the words as tokens."""
        for at in range(0, len(self.positions), 2):
            yield self._make(at)

    def list_lemmas(self) -> list[str]:
        """Return the dictionary forms of the words, faster than by way of tokens."""
        starts, ends = self.positions[::2], self.positions[1::2]
        words = [self._text[start:end].lower() for start, end in zip(starts, ends, strict=True)]
        return words if self._is_chinese else list(map(find_lemma, words))

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...

    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        """Return one word, or several, as tokens."""
        numbers = range(len(self))[at]
        if isinstance(numbers, int):
            return self._make(2 * numbers)
        return [self._make(2 * number) for number in numbers]

    def _make(self, at: int) -> Token:
        """Return the token whose start is the number `at` of the positions."""
        start, end = self.positions[at], self.positions[at + 1]
        text = self._text[start:end]
        lemma = text.lower() if self._is_chinese else find_lemma(text.lower())
        return Token(text, lemma, start, end)


def tokenize(passage: Passage, chinese: ChineseWords) -> Words:
    """Return the words of a passage in order, positions in its reading text."""
    place = chinese.place if passage.lang == "zh" else place_english
    return Words.of(passage, place(passage.text))


def build_tokenizer(
    own_words: Iterable[str] = (), engine: Engine = "jieba"
) -> Callable[[Passage], Words]:
    """Return `tokenize` for a corpus whose Chinese words include policy words and its own."""
    words = ChineseWords([*read_policy_words(), *own_words], engine)
    return partial(tokenize, chinese=words)
