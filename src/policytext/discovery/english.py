"""Find the candidates for formulae in an English passage.

Grammars of numerals, of parallel phrases and of sayings propose; then what a
passage has once put in quotation marks is found again in the rest of it, and
overlaps are settled for the longest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.discovery.english_called import CALLED, find_called
from policytext.discovery.english_closings import find_closings
from policytext.discovery.english_couplets import is_title
from policytext.discovery.english_echoes import find_echoes
from policytext.discovery.english_mottos import find_mottos
from policytext.discovery.english_norms import find_norms
from policytext.discovery.english_numerals import find_again, find_numeral_formulae
from policytext.discovery.english_pairs import find_pairs
from policytext.discovery.english_parallel import find_slogans
from policytext.discovery.english_quotes import find_quotes
from policytext.discovery.english_refrains import find_refrains
from policytext.discovery.english_sayings import find_sayings

if TYPE_CHECKING:
    from policytext.records import Candidate

    Span = tuple[int, int]

_CITED_BEFORE = re.compile(r"[A-Z][\w.’'-]+, [“\"‘']{1,2}$")
"""A name before a title's marks."""

_CITED_AFTER = re.compile(r"[,.?!]?[”\"’']{1,2},? (?:in )?[A-Z][^“”\"]{1,80}?\d")
"""What has published a title, and when."""

_REACH = 20
_TIGHT = re.compile(r"[,;](?<=[a-z].)(?=[A-Za-z])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def find_english(text: str) -> list[Candidate]:
    """Return the candidates of one passage by position, none inside or across another.

    A space that is missing behind a comma is read as if it stood there.

    >>> [(c.text, c.normal, c.certain) for c in find_english("The “four Olds” fell; two levels stood.")]
    [('four Olds', '4 old', True)]
    >>> [c.text for c in find_english("a norm of co-building,sharing and co-governance")]
    ['co-building,sharing and co-governance']
    """
    tight = [match.end() for match in _TIGHT.finditer(text)]
    if not tight:
        return _find(text)
    spaced = "".join(text[a:b] + " " for a, b in pairwise([0, *tight, len(text)]))
    return [_close_up(text, candidate, tight) for candidate in _find(spaced)]


def _close_up(text: str, candidate: Candidate, tight: list[int]) -> Candidate:
    """Return a candidate of a text to which a space was added at each of the `tight` places, as it stands in the text."""
    starts = [place + n for n, place in enumerate(tight)]
    start = candidate.start - bisect_left(starts, candidate.start)
    end = candidate.end - bisect_left(starts, candidate.end)
    return replace(candidate, start=start, end=end, text=text[start:end])


def _find(text: str) -> list[Candidate]:
    """Return the candidates of a passage in which a space stands behind every comma."""
    quotes = find_quotes(text)
    found = [
        *find_numeral_formulae(text, quotes),
        *find_slogans(text, quotes),
        *find_mottos(text, quotes),
        *find_called(text, quotes),
        *find_echoes(text),
        *find_refrains(text),
        *find_sayings(text),
        *find_closings(text),
        *find_norms(text, quotes),
        *find_pairs(text, quotes),
    ]
    labels = {c.normal for c in found if c.certain and c.shape in ("quoted", "framed")}
    names = {c.normal for c in found if c.certain and c.shape == "capital"}
    if labels or names:
        found.extend(find_again(text, quotes, labels, names))
    return _settle(_leave_out_cited(text, _leave_out_addresses(text, found), quotes))


def _leave_out_cited(text: str, found: list[Candidate], quotes: list[Span]) -> list[Candidate]:
    """Return the candidates that stand in no title which a note cites: A. Name, “Four Models,” Journal 7 (1999)."""
    titles = [
        (start, end)
        for start, end in quotes
        if _CITED_BEFORE.search(text, max(0, start - 2 * _REACH), start)
        and _CITED_AFTER.match(text, end)
        and is_title(text[start:end])
    ]
    if not titles:
        return found
    return [c for c in found if not any(start <= c.start < end for start, end in titles)]


def _leave_out_addresses(text: str, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates that stand in no address of the Web."""
    if "://" not in text and "www." not in text:
        return found
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    return [c for c in found if not any(a <= c.start < b for a, b in addresses)]


def _settle(found: list[Candidate]) -> list[Candidate]:
    """Return the candidates that stand: sure ones first, then the longer, then the earlier."""
    taken: list[Candidate] = []  # by start, so that only two of them can be in the way
    for candidate in sorted(found, key=_rank):
        at = bisect_right(taken, candidate.start, key=_get_start)
        free_before = at == 0 or taken[at - 1].end <= candidate.start
        if free_before and (at == len(taken) or candidate.end <= taken[at].start):
            taken.insert(at, candidate)
    return taken


def _get_start(candidate: Candidate) -> int:
    """Return where a candidate begins."""
    return candidate.start


def _rank(candidate: Candidate) -> tuple[bool, int, bool, int, str]:
    """Order candidates by what stands when they overlap."""
    length = candidate.end - candidate.start
    other = candidate.shape in ("again", CALLED)  # what has a build of its own says more
    return (not candidate.certain, -length, other, candidate.start, candidate.shape)
