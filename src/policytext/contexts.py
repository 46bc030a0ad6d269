"""Tell what stands near a place in a text: the words a form needs or must not have.

Distances are in words; a Chinese character is a word. All matching is on folded
text. English words are looked for in every inflection, `*` stands for letters.
"""

from __future__ import annotations

import re
from functools import cache
from os.path import commonprefix
from typing import TYPE_CHECKING

from policytext.folding import HAN, fold
from policytext.languages.english import inflect_word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.records import Context, Side

WORD = re.compile(rf"[{HAN}]|[^\W{HAN}]+(?:'\w+)?")
_LONGEST_WORD = 24  # letters to look back for each word: longer words only shorten the view
_HAN_LETTER = re.compile(f"[{HAN}]")
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
        if self._any[1] is None:
            return ""
        return self._search(*self._any, folded, start, end) or None

    def find_forbidden(self, folded: str, start: int, end: int) -> str:
        """Return the forbidden word that stands near, or nothing."""
        return self._search(*self._none, folded, start, end)

    def _search(
        self, stems: list[str], words: re.Pattern[str] | None, folded: str, start: int, end: int
    ) -> str:
        """Return the first of some words near a place, nothing when there is none.

        Most places have none within the widest reach; only the others are counted out in words.
        """
        reach = self._within * _LONGEST_WORD
        low, high = max(0, start - reach), end + reach
        if words is None or not any(folded.find(stem, low, high) >= 0 for stem in stems):
            return ""
        for text in view(folded, start, end, self._within, self._side):
            if match := words.search(text):
                return match[0]
        return ""


def view(folded: str, start: int, end: int, within: int, side: Side = "around") -> list[str]:
    """Return what stands up to `within` words before and after a place, as asked for by `side`.

    >>> view("we must eliminate the four modernizations at once", 22, 41, 2)
    ['eliminate the ', ' at once']
    """
    views = []
    if side != "after":
        left = folded[max(0, start - within * _LONGEST_WORD) : start]
        words = list(WORD.finditer(left))[-within:]
        views.append(left[words[0].start() :] if words else left)
    if side != "before":
        right = folded[end : end + within * _LONGEST_WORD]
        last = 0
        for number, word in enumerate(WORD.finditer(right), start=1):
            last = word.end()
            if number == within:
                break
        views.append(right[:last])
    return views


def view_clause_before(folded: str, start: int, within: int) -> str:
    """Return up to `within` words before a place that belong to its clause."""
    (left,) = view(folded, start, start, within, "before")
    ends = list(_CLAUSE_END.finditer(left))
    return left[ends[-1].end() :] if ends else left


def list_stems(words: tuple[str, ...]) -> list[str]:
    """Return letters of which some must stand wherever one of some words does, however inflected.

    >>> list_stems(("remove", "pilot*", "去"))
    ['remov', 'pilot', '去']
    """
    stems = []
    for word in map(fold, words):
        forms = (word,) if "*" in word else (word, *inflect_word(word))
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
    spelled = sorted(set(_spell(words)), key=lambda word: (-len(word), word))
    return re.compile("|".join(spelled)) if spelled else None


def _spell(words: Iterable[str]) -> Iterable[str]:
    """Yield the regular expressions of words: inflected, with their edges, holes filled."""
    for word in words:
        folded = fold(word)
        if _HAN_LETTER.search(folded):
            yield re.escape(folded).replace(r"\*", r"\w{0,6}")
            continue
        forms = {folded} if "*" in folded else {folded, *inflect_word(folded)}
        for form in forms:
            yield r"(?<!\w)" + re.escape(form).replace(r"\*", r"\w*") + r"(?!\w)"
