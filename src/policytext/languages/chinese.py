"""Chinese words by jieba, which knows policy words besides its own dictionary.

Where a build asks for it, by rjieba, the same algorithm and dictionary in Rust. Their words differ now and then, above all
in Latin letters and rare characters, so one build uses one of them. Each `ChineseWords` holds a tokenizer of
its own; they share jieba's dictionary, read once in a process, without the cache file jieba would share between
programs. The guessing of unknown words (HMM) is off: measured more accurate on policy text, and the
same in every engine.
"""

from __future__ import annotations

from array import array
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from policytext.errors import BadStore
from policytext.languages.classes import WordClass
from policytext.records import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Place = Callable[[str], array[int]]

Engine = Literal["jieba", "rjieba"]

_REMEMBERED = (
    100_000  # words whose tags stay at hand: a small table is read faster than the dictionary
)
_OFTEN = 1000  # times


class ChineseWords:
    """A word cutter for Chinese; the dictionary is read when the first text comes."""

    __slots__ = ("_engine", "_extra", "_place")

    def __init__(self, extra_words: Iterable[str] = (), engine: Engine = "jieba") -> None:
        """Know `extra_words`, such as policy words, as words that stay whole."""
        self._extra = sorted(set(extra_words))
        self._engine = engine
        self._place: Place | None = None

    def tokenize(self, text: str) -> list[Token]:
        """Return the words of a Chinese text in order, without punctuation.

        >>> words = ChineseWords(["群团组织"])
        >>> [t.text for t in words.tokenize("加强群团组织建设。")]
        ['加强', '群团组织', '建设']
        """
        positions = iter(self.place(text))
        return [
            Token(text[start:end], text[start:end].lower(), start, end)
            for start, end in zip(positions, positions, strict=True)
        ]

    def place(self, text: str) -> array[int]:
        """Return the start and end of every word of a Chinese text in turn, without punctuation.

        >>> list(ChineseWords().place("加强建设。"))
        [0, 2, 2, 4]
        """
        if self._place is None:
            self._place = _load_engine(self._engine, self._extra)
        return self._place(text)


def check_engine(engine: Engine) -> None:
    """Raise `BadStore` when words are to be cut by something that is not installed."""
    if find_spec(engine) is None:
        raise BadStore(
            f"Chinese words were asked for by {engine}, which is not installed."
            f" Run 'pip install policytext[{engine}]', or build with --chinese-words jieba."
        )


def _load_engine(engine: Engine, extra_words: list[str]) -> Place:
    """Return what places the words of a text, HMM off."""
    if engine == "jieba":
        from policytext.languages.lattice import Lattice

        return Lattice(extra_words).place
    check_engine(engine)
    from rjieba import Jieba

    rjieba = Jieba()
    for word in extra_words:
        rjieba.add_word(word, rjieba.suggest_freq(word), "nz")
    return lambda text: _place_words(rjieba.cut(text, hmm=False))


def _place_words(words: Iterable[str]) -> array[int]:
    """Return where the words stand that are the whole of a text, those without a letter left out."""
    positions, start = array("I"), 0
    for word in words:
        end = start + len(word)
        if word.isalnum() or any(map(str.isalnum, word)):
            positions.append(start)
            positions.append(end)
        start = end
    return positions


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


@lru_cache(_REMEMBERED)
def tag_chinese(word: str) -> str:
    """Return the tag of a word in jieba's dictionary, `v` for a verb, `n` for a noun; nothing where it has none.

    >>> tag_chinese("推进"), tag_chinese("组织原则性")
    ('v', '')
    """
    return _load_tags().get(word, "")


def is_common_chinese(word: str) -> bool:
    """Tell whether jieba's dictionary counts a word a thousand times or more in its corpus.

    >>> is_common_chinese("发展"), is_common_chinese("增效")
    (True, False)
    """
    return word in _load_common()


def _load_tags() -> dict[str, str]:
    """Return the tag of every word of jieba's dictionary: n, v, a, d, … ."""
    return _read_dictionary()[0]


def _load_common() -> frozenset[str]:
    """Return the words that jieba's dictionary counts often, some seven thousand."""
    return _read_dictionary()[1]


@cache
def _read_dictionary() -> tuple[dict[str, str], frozenset[str]]:
    """Return the tag of each word of jieba's dictionary, and the words that it counts often."""
    import jieba

    tags, common = {}, set()
    with jieba.Tokenizer().get_dict_file() as file:
        for line in file.read().decode("utf-8").splitlines():
            word, count, tag = line.split(" ")
            tags[word] = tag
            if int(count) >= _OFTEN:
                common.add(word)
    return tags, frozenset(common)
