"""Forms with holes: globs and regular expressions, matched in time linear in the text.

The only module that imports re2 (Cox 2010, *Regular Expression Matching in the
Wild*), which has no backtracking: no pattern, however written, can run away.
What it cannot do so (look-around, back-references) it refuses, and so does
this module a pattern that would match nothing at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policytext.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Language, MatchKind

GAP = "\0"
"""What parts texts that are searched together; no match reaches over it."""

MAX_MATCH = 200
"""The longest match that counts, in characters: a form is a phrase, not a paragraph."""

_NONSENSE = "qzxjvkwq 龘靐齉爩 7391640 xqz-qzj"
"""A text that holds no word: what is found in it is found in every text."""

_HOLES = {
    "en": {"*": r"[\pL\pN]*", "?": r"[\pL\pN]"},
    "zh": {"*": r"[\pL\pN]{0,6}", "?": r"[\pL\pN]"},
}
"""What the holes of a glob take: letters of one word, or a few Chinese characters."""


def write_pattern(text: str, match: MatchKind, lang: Language) -> str:
    r"""Return a glob or regex form as the regular expression that is looked for in folded text.

    >>> write_pattern("Reform*", "glob", "en")
    'reform[\\pL\\pN]*'
    """
    if match == "regex":
        return text
    return "".join(_HOLES[lang].get(letter, re.escape(letter)) for letter in fold(text))


def find_fault(pattern: str, *, strict: bool = False) -> str:
    """Return why a regular expression cannot be looked for, or nothing.

    `strict` refuses what matches any word too: a form of a theme has a letter of its own.

    >>> find_fault("under (?:the )?reform"), find_fault("(?=a)b"), find_fault("x*")
    ('', 'invalid perl operator: (?=', 'matches the empty text')
    >>> find_fault(".+"), find_fault(".+", strict=True)
    ('', 'matches any text')
    """
    try:
        compiled = _compile(pattern)
    except ValueError as error:
        return str(error)
    if compiled.search(""):
        return "matches the empty text"
    return "matches any text" if strict and compiled.search(_NONSENSE) else ""


def compile_pattern(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
    """Return a regular expression ready to be found; raises `ValueError` saying why it cannot be, if it cannot."""
    if fault := find_fault(pattern):
        raise ValueError(fault)
    return _compile(pattern)


class Wildcards:
    """Many patterns, ready to be found; those with nothing in a text cost nothing there."""

    __slots__ = ("_compiled", "_filter")

    def __init__(self, patterns: list[str]) -> None:
        """Compile patterns that `find_fault` has passed."""
        import re2

        self._compiled = [_compile(pattern) for pattern in patterns]
        self._filter = re2.Filter() if patterns else None
        if self._filter is not None:
            for pattern in patterns:
                self._filter.Add(f"(?i){pattern}")
            self._filter.Compile()

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield `(pattern number, start, end)` for the matches of every pattern in `text`, or in each between `GAP`s."""
        if self._filter is None or not self._filter.Match(text, True):
            return
        first = 0
        for part in text.split(GAP):
            for number in sorted(self._filter.Match(part, True) or ()):
                for match in self._compiled[number].finditer(part):
                    start, end = match.span()
                    if 0 < end - start <= MAX_MATCH:
                        yield number, first + start, first + end
            first += len(part) + len(GAP)


def _compile(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
    """Return a compiled pattern, case making no difference; raises `ValueError` saying why not."""
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        raise ValueError(reason.decode() if isinstance(reason, bytes) else str(reason)) from error
