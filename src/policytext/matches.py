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
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from policytext.folding import HAN, fold, keep_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.records import Reference

HEAD = 3000
"""Characters at the head of a paper in which its own DOI and title are looked for."""

_SHORTEST = (
    12  # letters of a title that may be found in running text, a Han character counting as two
)
_LONG = 40  # letters of the beginning of a title that is no other's: Zotero's file names have 50
_SUBTITLE = re.compile(r"\s*(?:[:：]|[—–]+|\s-)\s*")
_HAN_LETTER = re.compile(f"[{HAN}]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>，。；、）]+")
ATTACHED = "it is attached to the reference"
_STRONG = 3  # a reason that speaks for one reference against another
RECORDED = "the title that its file records is the reference's"
_STRENGTH = {
    ATTACHED: 5,
    "it prints the reference's DOI": 4,
    "its name is the citation key": 3,
    "its title is the reference's": 3,
    RECORDED: 3,
    "its title is the reference's but for the subtitle": 2,
    "its title is the reference's but for who issued it": 2,
    "the reference's title is a line at its head": 2,
    "the title in its name is the reference's": 2,
}


@dataclass(frozen=True, slots=True)
class Clues:
    """What of a paper can tell which reference it is: file name, title, beginning of the text, year.

    `recorded` is the title that its file records.
    """

    file: str
    title: str = ""
    head: str = ""
    year: int | None = None
    recorded: str = ""


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
        self._mains: dict[str, list[int]] = defaultdict(list)
        self._letters = [keep_letters(reference.title) for reference in references]
        for number, reference in enumerate(references):
            for path in reference.files:
                self._files[_fold_name(path)].append(number)
            for table, value in (
                (self._keys, fold(reference.key.rpartition("/")[2])),
                (self._dois, reference.doi.lower()),
                (self._titles, self._letters[number]),
                (self._mains, _cut_subtitle(reference.title)),
            ):
                if value:
                    table[value].append(number)

    def find(self, clues: Clues) -> Match:
        """Return the reference of a paper, or which were in question."""
        reasons = self._collect(clues)
        if not reasons:
            return Match(None, "no reference has its name, DOI or title")
        strength = {n: max(_STRENGTH[why] for why in whys) for n, whys in reasons.items()}
        best = max(strength.values())
        leading = self._tell_apart(sorted(n for n in reasons if strength[n] == best), clues)
        first, *tied = leading
        rivals = {
            n
            for n in reasons
            if _STRONG <= strength[n] < best
            and set(reasons[n]) - set(reasons[first])
            and (best < _STRENGTH[ATTACHED] or strength[n] > _STRONG)
        }
        if tied or rivals:
            return self._refuse("several references answer to it", sorted({*leading, *rivals}))
        if fault := _contradict(clues, self._references[first], best):
            return self._refuse(fault, leading)
        why = " and ".join(sorted(reasons[first], key=lambda each: (-_STRENGTH[each], each)))
        return Match(self._references[first], why)

    def _tell_apart(self, leading: list[int], clues: Clues) -> list[int]:
        """Return the one of equally likely references that is of the paper's year, or the first of the same twice."""
        if len(leading) > 1 and clues.year:
            of_year = [n for n in leading if self._references[n].date[:4] == str(clues.year)]
            leading = of_year if len(of_year) == 1 else leading
        same = {(r.title, r.authors, r.date, r.doi) for r in (self._references[n] for n in leading)}
        return leading[:1] if len(same) == 1 else leading

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
        add(self._files.get(_fold_name(clues.file), ()), ATTACHED)
        for doi in {match[0].rstrip(".,;)").lower() for match in _DOI.finditer(head)}:
            add(self._dois.get(doi, ()), "it prints the reference's DOI")
        add(self._keys.get(fold(stem), ()), "its name is the citation key")
        title = keep_letters(clues.title)
        add(self._titles.get(title, ()), "its title is the reference's")
        recorded = keep_letters(clues.recorded)
        if recorded != title:
            add(self._titles.get(recorded, ()), RECORDED)
        add(self._find_main(clues.title), "its title is the reference's but for the subtitle")
        add(self._find_issued(title, head), "its title is the reference's but for who issued it")
        add(self._find_line(head), "the reference's title is a line at its head")
        for named in _list_named_titles(stem):
            add(self._find_named(named, stem), "the title in its name is the reference's")
        return dict(reasons)

    def _find_main(self, title: str) -> list[int]:
        """Return the references with the title's main part, where one of the two has no subtitle."""
        main, whole = _cut_subtitle(title), keep_letters(title)
        if _weigh(main) < 2 * _SHORTEST:
            return []
        return [
            n
            for n in self._mains.get(main, ())
            if self._letters[n] != whole and main in (whole, self._letters[n])
        ]

    def _find_issued(self, title: str, head: str) -> list[int]:
        """Return the references whose titles differ by what stands before 关于: the office, if the other names it.

        Notices of many offices have the same title, so that the office must be
        among the reference's authors, or stand in the paper.
        """
        _, about, matter = title.partition("关于")
        if not about or _weigh(matter) < _SHORTEST:
            return []
        found = []
        for n, letters in enumerate(self._letters):
            if letters == title or not letters.endswith(about + matter):
                continue
            longer, shorter = (title, letters) if len(title) > len(letters) else (letters, title)
            office = longer.removesuffix(shorter)
            reference = self._references[n]
            named = keep_letters("".join((*reference.authors, reference.publisher)))
            if longer.endswith(shorter) and office in (
                keep_letters(head) if longer == letters else named
            ):
                found.append(n)
        return found

    def _find_line(self, head: str) -> list[int]:
        """Return the references whose titles are a line at the head of a paper, or several lines together."""
        lines = [keep_letters(line) for line in head[: HEAD // 2].splitlines()]
        ends = [0, *accumulate(map(len, lines))]
        letters = "".join(lines)
        spans = {
            (ends[first], ends[last])
            for first in range(len(lines))
            for last in range(first + 1, min(first + 5, len(ends)))
        }
        return [
            n
            for start, end in sorted(spans)
            if _weigh(letters[start:end]) >= _SHORTEST
            for n in self._titles.get(letters[start:end], ())
        ]

    def _find_named(self, named: str, stem: str) -> list[int]:
        """Return the references whose titles a file name gives, whole or cut short, and does not contradict.

        A title cut short is one only if it is long, or author and year agree.
        """
        if _weigh(named) < _SHORTEST:
            return []
        years = set(_YEAR.findall(stem))
        found = []
        for n, letters in enumerate(self._letters):
            reference = self._references[n]
            year = reference.date[:4]
            if not letters.startswith(named) or (years and year and year not in years):
                continue
            is_author = any(
                keep_letters(part) in keep_letters(stem)
                for name in reference.authors
                for part in (name, name.split()[-1])
            )
            if letters == named or _weigh(named) >= _LONG or (year in years and is_author):
                found.append(n)
        return found


def _list_named_titles(stem: str) -> list[str]:
    """Return what may be a title in a file name: all of it, and what follows `Author - Year - `, all letters.

    >>> _list_named_titles("Jin 等 - 2020 - 社会组织参与基层治理")
    ['jin等2020社会组织参与基层治理', '社会组织参与基层治理']
    """
    parts = re.split(r"\s+[-–—]\s+|_(?=\d{4}_)|(?<=\d{4})_", stem)
    kept = [stem, parts[-1], *([parts[0]] if len(parts) == 2 else [])]
    return list(dict.fromkeys(filter(None, map(keep_letters, kept))))


def _contradict(clues: Clues, reference: Reference, strength: int) -> str:
    """Return why a paper cannot be a reference that only its title speaks for: it is of another year."""
    year = reference.date[:4]
    if strength > _STRONG or not (clues.year and year) or abs(clues.year - int(year)) <= 1:
        return ""
    return f"the title fits, but the paper is of {clues.year} and the reference of {year}"


def _fold_name(path: str) -> str:
    r"""Return the name of a file, whichever system and program wrote its path.

    >>> _fold_name("file:///z/%E9%87%91%20-%202020.pdf") == _fold_name(r"C:\z\金 - 2020.PDF")
    True
    """
    plain = unquote(path) if path.startswith("file:") else path
    return fold(unicodedata.normalize("NFC", PureWindowsPath(plain).name))


def _cut_subtitle(title: str) -> str:
    """Return the letters of a title up to its subtitle.

    >>> _cut_subtitle("Mass Organizations in Henan: Based on Beijing"), _cut_subtitle("群团改革研究——以河南为例")
    ('massorganizationsinhenan', '群团改革研究')
    """
    return keep_letters(_SUBTITLE.split(title.strip(), maxsplit=1)[0])


def _weigh(letters: str) -> int:
    """Return how much a title says: its letters, a Han character counting as two."""
    return len(letters) + len(_HAN_LETTER.findall(letters))
