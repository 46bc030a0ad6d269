"""Find papers that are one text twice, versions of one law, and papers that share much of their text.

Two texts are *exact* duplicates when they are the same letters in the same
order, whatever their case, spaces, line breaks, quotes and punctuation. Other
texts are compared by their *shingles*: every run of about ten Chinese
characters or twenty-five English letters. What share of one paper's shingles
stands in another tells how much of it stands there.

Which pairs are worth comparing is found from a sample of the shingles, those
whose hash is a multiple of 16: a shingle is in the sample of all papers that
have it or of none, so the sample of a short paper copied into a long one is
found there. (The usual permutations, MinHash, would compare wholes with wholes
and miss that.) Of a very large corpus the multiples of a higher power of two are
the sample. Shares are then counted exactly, over all shingles of both.

Source: Broder (1997), "On the Resemblance and Containment of Documents".
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from policytext.arrays import sort_distinct
from policytext.folding import HAN, keep_letters
from policytext.records import Duplicate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from policytext.records import DuplicateKind

    Hashes = NDArray[np.uint64]

NEAR = 0.5
"""The share of all shingles of two papers that both have, from which they are near duplicates."""

OVERLAP = 0.1
"""The share of the shorter paper that stands in the longer one from which the pair is reported."""

# A Chinese character says about as much as two and a half English letters (see folding).
_LETTER_WEIGHT, _HAN_WEIGHT = 2, 5
_SHINGLE_WEIGHT = 50
_SAMPLED = 16  # a paper of 8,000 characters has a sample of 500
_COMMON = (
    200  # a shingle of more papers than that is boilerplate, and makes no pair worth comparing
)
_MOST_SAMPLED = 6_000_000  # shingles in all samples together, 50 MB
_KEPT = 12_000_000  # shingles kept at hand, 100 MB; those of further papers are made again
_PARTNERS = 20  # other papers that one is compared with: those whose samples share most
_BLOCK = 500  # papers compared with all others at a time

_NONE = np.empty(0, dtype=np.uint64)
_BASE = 0x9E3779B97F4A7C15 | 1  # odd, so that its powers have inverses modulo 2 ** 64
_INVERSE = pow(_BASE, -1, 1 << 64)
_HAN_LETTER = re.compile(f"[{HAN}]")
_REVISED = re.compile(
    r"""
      [（(〔\[] [^（()）〔〕\[\]]{0,30} [）)〕\]]                  # (2018修正), （试行）, (Revised 2020)
    | \d{4} \s* 年? \s* (?: 修订 | 修正 | 修改 | 版 )+ 本?
    | (?: 修订 | 修正 | 修改 ) (?: 本 | 版 | 稿 )?
    | \b (?: as \s+ )? (?: amended | revised ) (?: \s+ (?: in \s+ )? \d{4} )? \b
    | \b \d{4} \s+ (?: amendment | revision | edition ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of a paper: `whole` for exact duplicates, `argument` for shared text.

    `argument` leaves out what papers share without sharing an argument:
    references, front matter, boilerplate. `date` is as far as it is known.
    """

    doc_id: str
    whole: str
    argument: str
    title: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """What is kept of a paper's text to compare it: `letters` a hash of all of them, `sample` some of its shingles."""

    doc_id: str
    letters: str
    sample: Hashes
    title: str = ""
    date: str = ""


class Fingerprints:
    """Those of a corpus in the order they were added; of many papers fewer shingles are kept of each."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: list[Fingerprint] = []
        self._every = 1
        self._n_sampled = 0

    def add(self, fingerprint: Fingerprint) -> None:
        """Add that of a paper."""
        self.all.append(_thin(fingerprint, self._every))
        self._n_sampled += len(self.all[-1].sample)
        while self._n_sampled > _MOST_SAMPLED:
            self._every *= 2
            self.all = [_thin(each, self._every) for each in self.all]
            self._n_sampled = sum(len(each.sample) for each in self.all)


def take_fingerprint(text: Text) -> Fingerprint:
    """Return the fingerprint of a paper."""
    hashes = _hash_in_order(text.argument)
    sample = sort_distinct(hashes[hashes % np.uint64(_SAMPLED) == 0])
    return Fingerprint(text.doc_id, hash_letters(text.whole), sample, text.title, text.date)


def _thin(fingerprint: Fingerprint, every: int) -> Fingerprint:
    """Return a fingerprint with one shingle of so many, the same ones of every paper."""
    kept = fingerprint.sample % np.uint64(_SAMPLED * every) == 0
    return fingerprint if kept.all() else replace(fingerprint, sample=fingerprint.sample[kept])


def hash_letters(text: str) -> str:
    """Return a hash of the letters of a text in their order, nothing where it has none."""
    letters = keep_letters(text)
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest() if letters else ""


def find_exact(fingerprints: Sequence[Fingerprint]) -> list[Duplicate]:
    """Return each paper that repeats an earlier one letter for letter, with that earlier one.

    >>> [(d.doc_id, d.other) for d in find_exact([
    ...     take_fingerprint(Text("a", "推进“两个覆盖”。", "")), take_fingerprint(Text("b", "推进 '两个覆盖'.", ""))])]
    [('b', 'a')]
    """
    first: dict[str, str] = {}
    for each in fingerprints:
        first.setdefault(each.letters, each.doc_id)
    return [
        Duplicate(each.doc_id, other, "exact", 1.0, 1.0, 1.0)
        for each in fingerprints
        if each.letters and (other := first[each.letters]) != each.doc_id
    ]


def find_overlaps(
    fingerprints: Sequence[Fingerprint], read_argument: Callable[[str], str]
) -> list[Duplicate]:
    """Return the pairs of papers that share text, the most alike first, then by id.

    A paper is compared with the 20 others whose samples share most with its own;
    `read_argument` returns the argument of a paper that is worth comparing.
    A pair is a *version* when the papers go by one name and are of different
    dates or editions, *near* when half of their text is the same or one stands
    almost wholly in the other, and else an *overlap*. A paper too short for a
    shingle is compared with none. Text that more than 200 papers share makes no
    pair by itself.
    """
    at_hand = _AtHand(read_argument)
    found = []
    for a, b in sorted(_find_candidates([each.sample for each in fingerprints])):
        pair = fingerprints[a], fingerprints[b]
        shingles = [at_hand.get(each.doc_id) for each in pair]
        if duplicate := _compare(*pair, *shingles):
            found.append(duplicate)
    return sorted(found, key=lambda each: (-each.jaccard, each.doc_id, each.other))


class _AtHand:
    """All shingles of the papers asked for, kept as far as there is room for them."""

    def __init__(self, read_argument: Callable[[str], str]) -> None:
        """Keep none yet."""
        self._read = read_argument
        self._kept: dict[str, Hashes] = {}
        self._room = _KEPT

    def get(self, doc_id: str) -> Hashes:
        """Return the shingles of a paper."""
        hashes = self._kept.get(doc_id)
        if hashes is None:
            hashes = hash_shingles(self._read(doc_id))
            if len(hashes) <= self._room:
                self._kept[doc_id] = hashes
                self._room -= len(hashes)
        return hashes


def hash_shingles(text: str) -> Hashes:
    """Return the hashes of all shingles of a text, sorted, each once; none where it is too short."""
    return sort_distinct(_hash_in_order(text))


def _hash_in_order(text: str) -> Hashes:
    """Return the hash of every shingle in the order of the text.

    A shingle begins at every letter and runs until it weighs 50, a Chinese
    character weighing 5 and any other letter 2. Its hash is the polynomial of
    its code points modulo 2 ** 64, stirred: the same on every machine.
    """
    letters = keep_letters(text)
    points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    points = points.astype(np.uint64)
    n = len(points)
    is_han = np.zeros(n, dtype=bool)
    if not letters.isascii():
        is_han[[match.start() for match in _HAN_LETTER.finditer(letters)]] = True
    weights = np.concatenate(([0], np.cumsum(np.where(is_han, _HAN_WEIGHT, _LETTER_WEIGHT))))
    ends = np.searchsorted(weights, weights[:-1] + _SHINGLE_WEIGHT)
    starts = np.flatnonzero(ends <= n)
    if not len(starts):
        return _NONE
    sums = np.zeros(n + 1, dtype=np.uint64)
    np.cumsum(points * _raise_to(_BASE, n), out=sums[1:])
    polynomials = (sums[ends[starts]] - sums[starts]) * _raise_to(_INVERSE, n)[starts]
    return _stir(polynomials)


def _raise_to(base: int, n: int) -> Hashes:
    """Return the powers 0 to n - 1 of a number modulo 2 ** 64."""
    powers = np.full(n, base, dtype=np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, dtype=np.uint64)


def _stir(hashes: Hashes) -> Hashes:
    """Spread hashes evenly, so that multiples of 16 are a fair sample (Steele et al. 2014, SplitMix)."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        hashes = (hashes ^ (hashes >> np.uint64(shift))) * np.uint64(factor)
    return hashes ^ (hashes >> np.uint64(31))


def _find_candidates(samples: list[Hashes]) -> set[tuple[int, int]]:
    """Return the places of two papers, the lower first, whose samples share enough."""
    matrix = _to_matrix(samples)
    sizes = np.maximum(matrix.sum(axis=1), 1)
    found = set()
    for begin in range(0, len(samples), _BLOCK):
        shared = (matrix[begin : begin + _BLOCK] @ matrix.T).tocsr()
        for row in range(shared.shape[0]):
            a = begin + row
            others = shared.indices[shared.indptr[row] : shared.indptr[row + 1]]
            counts = shared.data[shared.indptr[row] : shared.indptr[row + 1]]
            shares = counts / np.minimum(sizes[a], sizes[others])
            worth = (others != a) & (shares >= OVERLAP / 2)
            others, shares = others[worth], shares[worth]
            best = np.lexsort((others, -shares))[:_PARTNERS]
            found |= {(min(a, b), max(a, b)) for b in others[best].tolist()}
    return found


def _to_matrix(samples: list[Hashes]) -> csr_array:
    """Return a matrix of papers by sampled shingles, 1 where the paper has it; those of very many are left out."""
    from scipy.sparse import csr_array

    every = np.concatenate([_NONE, *samples])
    _, columns, counts = np.unique(every, return_inverse=True, return_counts=True)
    rows = np.repeat(np.arange(len(samples)), [len(each) for each in samples])
    kept = counts[columns] <= _COMMON
    ones = np.ones(int(kept.sum()), dtype=np.int32)
    return csr_array((ones, (rows[kept], columns[kept])), shape=(len(samples), len(counts)))


def _compare(a: Fingerprint, b: Fingerprint, in_a: Hashes, in_b: Hashes) -> Duplicate | None:
    """Return what two papers share, or nothing where it is too little to speak of."""
    shared = len(np.intersect1d(in_a, in_b, assume_unique=True))
    n_a, n_b = len(in_a), len(in_b)
    if not shared or shared / min(n_a, n_b) < OVERLAP:
        return None
    jaccard = shared / (n_a + n_b - shared)
    is_near = jaccard >= NEAR or shared / min(n_a, n_b) >= (1 + NEAR) / 2
    kind: DuplicateKind = "near" if is_near else "overlap"
    if are_versions(a, b):
        kind = "version"
    return Duplicate(a.doc_id, b.doc_id, kind, shared / n_a, shared / n_b, jaccard)


def are_versions(a: Text | Fingerprint, b: Text | Fingerprint) -> bool:
    """Tell whether two papers go by one name, and are of different dates or editions.

    >>> are_versions(Text("a", "", "", "中华人民共和国工会法（2009修正）"), Text("b", "", "", "中华人民共和国工会法（2021修正）"))
    True
    >>> are_versions(Text("a", "", "", "Trade Union Law", "1992"), Text("b", "", "", "Trade Union Law", "1992"))
    False
    """
    names = [keep_letters(_REVISED.sub("", text.title)) for text in (a, b)]
    if not names[0] or names[0] != names[1]:
        return False
    return keep_letters(a.title) != keep_letters(b.title) or _differ(a.date, b.date)


def _differ(a: str, b: str) -> bool:
    """Tell whether two dates exclude each other: 2019 and 2019-05 do not."""
    return bool(a and b) and not (a.startswith(b) or b.startswith(a))
