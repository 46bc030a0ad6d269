"""Tell what stands near a place in a text: the words a form needs or must not have.

Distances are in words; a Chinese character is a word. All matching is on folded
text. English words are looked for in every inflection, `*` stands for letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain, islice
from os.path import commonprefix
from typing import TYPE_CHECKING

from policytext.folding import HAN, fold
from policytext.languages.english import inflect_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.records import Context

_WORD = re.compile(rf"[{HAN}]|[^\W{HAN}]+(?:'[^\W{HAN}]+)?")
_WORD_IN_ASCII = re.compile(r"\w+(?:'\w+)?")  # the same where there is no Han: three times as fast
_LONGEST_WORD = 24  # letters to look back for each word: longer words only shorten the view
_HAN_LETTER = re.compile(f"[{HAN}]")
_HAN_LETTERS = re.compile(f"[{HAN}]+")
_CLAUSE_END = re.compile(r"[.;:!?。；：！？]")


class Surroundings:
    """A context made ready to be asked about places in folded texts."""

    __slots__ = ("_any", "_none", "_side", "_within")

    def __init__(self, context: Context) -> None:
        """Compile the words of a context."""
        self._any = (list_stems(context.any), compile_words(context.any))
        self._none = (list_stems(context.none), compile_words(context.none))
        self._within = context.within
        self._side = context.side

    def find_needed(self, folded: str, start: int, end: int) -> str | None:
        """Return the needed word that stands near, `""` when none is needed, nothing when none stands there."""
        stems, words = self._any
        return (self._search(stems, words, folded, start, end) or None) if words else ""

    def find_forbidden(self, folded: str, start: int, end: int) -> str:
        """Return the forbidden word that stands near, or nothing."""
        stems, words = self._none
        return self._search(stems, words, folded, start, end) if words else ""

    def _search(
        self, stems: list[str], words: re.Pattern[str], folded: str, start: int, end: int
    ) -> str:
        """Return the first of some words near a place, nothing when there is none."""
        for text in self._view(stems, folded, start, end):
            if match := words.search(text):
                return match[0]
        return ""

    def _view(self, stems: list[str], folded: str, start: int, end: int) -> Iterator[str]:
        """Yield what stands before a place and after it, where any of some stems is found.

        Most places have none within the widest reach; only the others are counted out in words.
        """
        reach = self._within * _LONGEST_WORD
        if self._side != "after" and _holds_any(stems, folded, max(0, start - reach), start):
            yield view_before(folded, start, self._within)
        if self._side != "before" and _holds_any(stems, folded, end, end + reach):
            yield view_after(folded, end, self._within)


@cache
def prepare(context: Context) -> Surroundings:
    """Return a context made ready, once for all the forms that share it."""
    return Surroundings(context)


def _holds_any(stems: list[str], folded: str, start: int, end: int) -> bool:
    """Tell whether a stretch of a text has any of some stems."""
    for stem in stems:  # noqa: SIM110 - a generator costs as much as the search
        if folded.find(stem, start, end) >= 0:
            return True
    return False


@lru_cache(maxsize=16)  # a label of several senses is looked around for each
def view_before(folded: str, start: int, within: int) -> str:
    """Return up to `within` words before a place.

    >>> view_before("we must eliminate the four modernizations at once", 22, 2)
    'eliminate the '
    """
    words = list_words_before(folded, start, within)
    return folded[words[0][0] if words else max(0, start - within * _LONGEST_WORD) : start]


@lru_cache(maxsize=16)
def view_after(folded: str, end: int, within: int) -> str:
    """Return up to `within` words after a place.

    >>> view_after("we must eliminate the four modernizations at once", 41, 1)
    ' at'
    """
    last = end
    for word in islice(_find_words(folded, end, end + within * _LONGEST_WORD), within):
        last = word.end()
    return folded[end:last]


def list_words_before(folded: str, end: int, n: int) -> list[tuple[int, int]]:
    """Return where the last `n` words before a place begin and end, fewer if the text begins there.

    >>> list_words_before("去除四化 and the rest", 12, 2)
    [(5, 8), (9, 12)]
    """
    if end >= n and _HAN_LETTERS.fullmatch(folded, end - n, end):
        return [(at, at + 1) for at in range(end - n, end)]
    words: list[tuple[int, int]] = []
    for letters in (9, _LONGEST_WORD) if folded.isascii() else (2, 9, _LONGEST_WORD):
        start = max(0, end - n * letters)
        words = [word.span() for word in _find_words(folded, start, end)]
        if len(words) > n + 1 or not start:  # the first may be half a word
            break
    return words[-n:]


def _find_words(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Return the words in a stretch of a text."""
    word = _WORD_IN_ASCII if folded.isascii() else _WORD
    return word.finditer(folded, start, end)


def list_words_of_clause(folded: str, end: int, n: int) -> list[tuple[int, int]]:
    """Return where up to `n` words before a place begin and end that belong to its clause."""
    words = list_words_before(folded, end, n)
    clause = 0
    for mark in _CLAUSE_END.finditer(folded, words[0][0] if words else end, end):
        clause = mark.end()
    return [word for word in words if word[0] >= clause] if clause else words


def list_stems(words: tuple[str, ...]) -> list[str]:
    """Return letters of which some must stand wherever one of some words does, however inflected.

    >>> list_stems(("remove", "pilot*", "去"))
    ['remov', 'pilot', '去']
    """
    stems = []
    for word in map(fold, words):
        forms = _inflect(word)
        shared = commonprefix(forms)  # noqa: RUF071 - letters, not paths
        stems += [shared] if len(shared) > 2 or len(forms) == 1 else list(forms)
    return [max(stem.split("*"), key=len) for stem in stems]


@cache
def compile_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of some words in folded text, nothing for no words.

    The longest of those that begin at one place is found.

    >>> compile_words(("remove", "pilot*", "去")).findall("removing it, pilots, 去四化, removal")
    ['removing', 'pilots', '去']
    """
    folded = set(map(fold, words))
    han = {word for word in folded if _HAN_LETTER.search(word)}
    patterns = []
    if latin := _spell(chain.from_iterable(map(_inflect, folded - han)), r"\w*"):
        patterns.append(rf"(?<!\w)(?:{latin})(?!\w)")
    if spelled := _spell(han, r"\w{0,6}"):
        patterns.append(spelled)
    return re.compile("|".join(patterns)) if patterns else None


def _inflect(word: str) -> tuple[str, ...]:
    """Return an English word in every inflection, one with a hole in it as it is."""
    return (word,) if "*" in word else (word, *inflect_word(word))


def _spell(words: Iterable[str], hole: str) -> str:
    """Return a regular expression for any of some words, the longest first."""
    spelled = {re.escape(word).replace(r"\*", hole) for word in words}
    return "|".join(sorted(spelled, key=lambda word: (-len(word), word)))
