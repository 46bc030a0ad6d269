"""Match papers to references by what both say, and guess nothing.

A reference may name the file itself; the paper may print the reference's DOI;
the file may be called by the citation key; the paper's title or the title in
the file's name may be the reference's. Each is a reason of its own strength.
The strongest reason decides; where it speaks for two references, or a reason
nearly as strong speaks for another, the paper is left without one and both are
named.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING

from policytext.folding import HAN, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.records import Reference

ALIKE = 0.9
"""How alike two titles must be (Ratcliff and Obershelp 1988), from 0 to 1, to be one."""

HEAD = 3000
"""Characters at the head of a paper in which its own DOI and title are looked for."""

_SHORTEST = (
    12  # letters of a title that may be found in running text, a Han character counting as two
)
_GRAM = 4  # letters of the pieces by which like titles are looked up
_NO_LETTER = re.compile(r"[\W_]+")
_HAN_LETTER = re.compile(f"[{HAN}]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>，。；、）]+")
_STRENGTH = {
    "it is attached to the reference": 5,
    "it prints the reference's DOI": 4,
    "its name is the citation key": 3,
    "its title is the reference's": 3,
    "its title is nearly the reference's": 2,
    "the reference's title stands at its head": 2,
    "the title in its name is the reference's": 2,
}


@dataclass(frozen=True, slots=True)
class Clues:
    """What of a paper can tell which reference it is: file name, title, beginning of the text, year."""

    file: str
    title: str = ""
    head: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The reference of a paper, or none, and why.

    `candidates` are the references that were in question where none was taken.
    """

    reference: Reference | None
    why: str
    candidates: tuple[Reference, ...] = ()


class Matcher:
    """A list of references, looked up by everything they can be told by."""

    def __init__(self, references: Sequence[Reference]) -> None:
        """Know these references."""
        self._references = references
        self._files: dict[str, list[int]] = defaultdict(list)
        self._keys: dict[str, list[int]] = defaultdict(list)
        self._dois: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._grams: dict[str, set[int]] = defaultdict(set)
        self._letters = [_keep_letters(reference.title) for reference in references]
        for number, reference in enumerate(references):
            for path in reference.files:
                self._files[fold(PureWindowsPath(path).name)].append(number)
            for table, value in (
                (self._keys, fold(reference.key.rpartition("/")[2])),
                (self._dois, reference.doi.lower()),
                (self._titles, self._letters[number]),
            ):
                if value:
                    table[value].append(number)
            for gram in _cut(self._letters[number]):
                self._grams[gram].add(number)

    def find(self, clues: Clues) -> Match:
        """Return the reference of a paper, or which were in question."""
        reasons = self._collect(clues)
        if not reasons:
            return Match(None, "no reference has its name, DOI or title")
        strength = {n: max(_STRENGTH[why] for why in whys) for n, whys in reasons.items()}
        best = max(strength.values())
        leading = sorted(n for n in reasons if strength[n] == best)
        close = sorted(n for n in reasons if strength[n] >= min(best, 3))
        if len(leading) > 1 and clues.year:
            of_year = [n for n in leading if self._references[n].date[:4] == str(clues.year)]
            leading = of_year if len(of_year) == 1 else leading
            close = leading if len(of_year) == 1 and best <= 3 else close
        if len(leading) > 1 or len(close) > 1:
            named = sorted({*leading, *close})
            return self._refuse("several references answer to it", named)
        if fault := _contradict(clues, self._references[leading[0]], best):
            return self._refuse(fault, leading)
        why = " and ".join(sorted(reasons[leading[0]], key=lambda each: (-_STRENGTH[each], each)))
        return Match(self._references[leading[0]], why)

    def _refuse(self, why: str, numbers: Iterable[int]) -> Match:
        """Return that no reference was taken, and which were in question."""
        return Match(None, why, tuple(self._references[n] for n in numbers))

    def _collect(self, clues: Clues) -> dict[int, list[str]]:
        """Return every reason there is for every reference that has one."""
        reasons: dict[int, list[str]] = defaultdict(list)

        def add(numbers: Iterable[int], why: str) -> None:
            for number in numbers:
                if why not in reasons[number]:
                    reasons[number].append(why)

        stem = PurePath(clues.file).stem
        head = clues.head[:HEAD]
        add(self._files.get(fold(clues.file), ()), "it is attached to the reference")
        for doi in {match[0].rstrip(".,;)").lower() for match in _DOI.finditer(head)}:
            add(self._dois.get(doi, ()), "it prints the reference's DOI")
        add(self._keys.get(fold(stem), ()), "its name is the citation key")
        title = _keep_letters(clues.title)
        add(self._titles.get(title, ()), "its title is the reference's")
        add(self._find_alike(title), "its title is nearly the reference's")
        letters = _keep_letters(head)
        add(self._find_within(letters), "the reference's title stands at its head")
        for named in _list_named_titles(stem):
            add(self._find_named(named, stem), "the title in its name is the reference's")
        return dict(reasons)

    def _find_alike(self, title: str) -> list[int]:
        """Return the references whose titles are nearly, not quite, a title, all letters."""
        if _weigh(title) < _SHORTEST:
            return []
        shared = Counter(n for gram in _cut(title) for n in self._grams.get(gram, ()))
        likely = (n for n, count in shared.items() if count * 2 >= len(title) - _GRAM)
        return sorted(
            n
            for n in likely
            if self._letters[n] != title
            and re.findall(r"\d+", self._letters[n]) == re.findall(r"\d+", title)
            and SequenceMatcher(None, self._letters[n], title, autojunk=False).ratio() >= ALIKE
        )

    def _find_within(self, letters: str) -> list[int]:
        """Return the references whose titles stand in a text, all letters, but for titles within titles."""
        grams = {n for gram in _cut(letters) for n in self._grams.get(gram, ())}
        found = [
            n
            for n in grams
            if _weigh(self._letters[n]) >= _SHORTEST and self._letters[n] in letters
        ]
        whole = {self._letters[n] for n in found}
        return sorted(
            n
            for n in found
            if not any(self._letters[n] in other and self._letters[n] != other for other in whole)
        )

    def _find_named(self, named: str, stem: str) -> list[int]:
        """Return the references whose titles a file name gives whole, or cut short, and does not contradict."""
        if _weigh(named) < _SHORTEST:
            return []
        numbers = {n for gram in _cut(named)[:1] for n in self._grams.get(gram, ())}
        years = set(_YEAR.findall(stem))
        return sorted(
            n
            for n in numbers
            if (self._letters[n].startswith(named) or named == self._letters[n])
            and not (
                years and self._references[n].date and self._references[n].date[:4] not in years
            )
        )


def _list_named_titles(stem: str) -> list[str]:
    """Return what may be a title in a file name: all of it, and what follows `Author - Year - `, all letters.

    >>> _list_named_titles("Jin 等 - 2020 - 社会组织参与基层治理")
    ['jin等2020社会组织参与基层治理', '社会组织参与基层治理']
    """
    parts = re.split(r"\s+[-–—]\s+|_(?=\d{4}_)|(?<=\d{4})_", stem)
    kept = [stem, parts[-1], *([parts[0]] if len(parts) == 2 else [])]
    return list(dict.fromkeys(filter(None, map(_keep_letters, kept))))


def _contradict(clues: Clues, reference: Reference, strength: int) -> str:
    """Return why a paper cannot be a reference that only its title speaks for: it is of another year."""
    year = reference.date[:4]
    if strength > 3 or not (clues.year and year) or abs(clues.year - int(year)) <= 1:
        return ""
    return f"the title fits, but the paper is of {clues.year} and the reference of {year}"


def _keep_letters(text: str) -> str:
    """Return the letters and digits of a text, folded, with nothing between them."""
    return _NO_LETTER.sub("", fold(text))


def _cut(letters: str) -> list[str]:
    """Return the pieces of four letters of a text."""
    return [letters[n : n + _GRAM] for n in range(max(len(letters) - _GRAM + 1, 0))]


def _weigh(letters: str) -> int:
    """Return how much a title says: its letters, a Han character counting as two."""
    return len(letters) + len(_HAN_LETTER.findall(letters))
