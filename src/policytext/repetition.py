"""Find what stands in many papers because a publisher or a site put it there.

Licences, feet of pages and notes of translators are the same in paper after
paper, but for a date or a number. So are policy formulae and the headings of
laws, which must stay. What tells them apart is where they stand and what they
speak of: text of the site's names addresses, rights, editors and dates of
publication, or it is the first or last thing of a good share of all papers.
(Kohlschütter et al. 2010, "Boilerplate detection using shallow text features",
look at one page only; over a corpus repetition itself is the surest sign.)

Two passes: what each paper could leave out is counted over all of them, as
hashes, then what is repeated enough is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from policytext.folding import keep_letters
from policytext.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from policytext.records import Duplicate, Passage

LEAST_PAPERS = 3
"""The fewest papers, of different text, that something must stand in."""

CUED_SHARE = 0.02
"""The least share of all papers for text that speaks of publishing."""

PLAIN_SHARE = 0.3
"""The least share of all papers for text that only its place shows to be the publisher's."""

AT_EDGE = 0.9
"""The least share of its papers at whose head or foot such text stands."""

HEAD, FOOT = 3, 2
"""Passages above the first heading, and at the end, that are a paper's head and foot."""

MOST_SENTENCES = 3
"""Sentences at either end of a passage that are looked at one by one."""

LEAST_LETTERS = 6
"""The shortest text that is counted, in letters."""

PLAIN_LETTERS = 20
"""The shortest text that only its place may show to be the publisher's."""

_CUE = re.compile(
    r"https?:|\bwww\.|@[\w-]+\.|\bdoi\b|\bissn\b|\bisbn\b|copyright|©|\brights?\s+reserved|\blicen[cs]e|creative commons|"
    r"\bcc[- ]by\b|\bdownload|\bpermission|\bpublish|\btranslat|\bdistribut|\bwebsite|\bnewsletter|\bsubscri|"
    r"\beditor|\bcite\b|\bcitation|\bdisclaimer|\bcontact us|\be-?mail|\btel(?:ephone)?\b|\bprint(?:ed)?\s+(?:this|by|in)|"
    r"版权|著作权|转载|来源[:：]|责任?编辑|编辑[:：]|网站|网址|官网|公众号|扫一扫|二维码|打印|关闭(?:窗口|本页)|分享到|备案|ICP|主办单位|"
    r"承办单位|邮箱|电话[:：]|传真|地址[:：]|下载|译文|译者|翻译|授权|知网|数据库|原文链接|阅读原文|点击|免责",
    re.IGNORECASE,
)
_WITHOUT_EDGE = np.uint64(2**64 - 2)
_NUMBER = re.compile(r"\d+|[〇一二三四五六七八九十]{2,}")
_ARTICLE = re.compile(r"(?:^|> )(?:第\S{1,9}条|Article \d)")
_LOOKED_AT = ("prose", "heading", "abstract", "keywords")


class Kept(NamedTuple):
    """The stretch of a passage's reading text that is the paper's own; empty where nothing is."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """What of a paper may be the publisher's, one number a stretch of text.

    `passages[i]` is the passage, counted from 0, that stretch `i` stands in, and
    `hashes[i]` what two texts share that differ in numbers only; its lowest bit
    tells whether the passage is the paper's head or foot.
    """

    hashes: NDArray[np.uint64]
    passages: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Repetition:
    """What stands in many of `n_papers` papers: in how many of them, and at the edge of how many, by its hash."""

    n_papers: int
    seen: Mapping[int, int]
    edges: Mapping[int, int]

    def narrow(self, keys: Keys) -> Repetition:
        """Return what of it one paper has, which is little enough to be sent about."""
        mine = set((keys.hashes & _WITHOUT_EDGE).tolist()) & self.seen.keys()
        return Repetition(
            self.n_papers,
            {key: self.seen[key] for key in sorted(mine)},
            {key: self.edges[key] for key in sorted(mine & self.edges.keys())},
        )

    def cut(
        self, passages: Sequence[Passage], keys: Keys
    ) -> tuple[dict[str, Kept], dict[int, str]]:
        """Return which stretch of each of a paper's passages stays, where not all does, and by hash what goes."""
        kept: dict[str, Kept] = {}
        texts: dict[int, str] = {}
        known = np.fromiter(self.seen, np.uint64, len(self.seen))
        suspects = keys.passages[np.isin(keys.hashes & _WITHOUT_EDGE, known)]
        for at in np.unique(suspects).tolist():
            passage = passages[at]
            found = [
                unit
                for unit in _list_units(passage, at, len(passages))
                if self._is_publishers(_read(passage, unit), unit.key)
            ]
            stretch = _cut_ends(passage.text, found)
            if stretch != Kept(0, len(passage.text)):
                kept[passage.passage_id] = stretch
                for unit in found:
                    texts.setdefault(_hash(unit.key), _read(passage, unit))
        return kept, texts

    def list_texts(self, texts: Mapping[int, str]) -> tuple[tuple[str, int], ...]:
        """Return what was left out of papers, each with the number of papers that have it, most first."""
        listed = ((text, self.seen[key]) for key, text in texts.items())
        return tuple(sorted(listed, key=lambda each: (-each[1], each[0])))

    def _is_publishers(self, text: str, key: str) -> bool:
        """Tell whether what stands in so many papers, and at the edge of so many, is the publisher's."""
        n_docs = self.seen.get(_hash(key), 0)
        if n_docs < LEAST_PAPERS:
            return False
        if _CUE.search(text):
            return n_docs >= CUED_SHARE * self.n_papers
        is_plain = len(key) >= PLAIN_LETTERS and n_docs >= PLAIN_SHARE * self.n_papers
        return is_plain and self.edges.get(_hash(key), 0) >= AT_EDGE * n_docs


class _Unit(NamedTuple):
    """A stretch of a passage that may be the publisher's; `is_edge` at the paper's head or foot."""

    key: str
    start: int
    end: int
    is_edge: bool


def list_keys(passages: Sequence[Passage]) -> Keys:
    """Return what of a paper may be the publisher's."""
    found = [
        (_hash(unit.key) | unit.is_edge, at)
        for at, passage in enumerate(passages)
        for unit in _list_units(passage, at, len(passages))
    ]
    return Keys(
        np.fromiter((key for key, _ in found), np.uint64, len(found)),
        np.fromiter((at for _, at in found), np.uint32, len(found)),
    )


def find_repeated(
    papers: Mapping[str, Keys],
    duplicates: Iterable[Duplicate] = (),
    official: Container[str] = (),
) -> Repetition:
    """Return what stands in many of the papers, whose keys are given by id.

    Papers that share much of their text, as `duplicates` tells, such as versions
    of one law, count as one. Those whose ids are in `official` end with formulae
    of their own: nothing of them is at an edge.
    """
    leaders = _group(papers, duplicates)
    number = {leader: n for n, leader in enumerate(dict.fromkeys(leaders.values()))}
    if len(number) < LEAST_PAPERS:
        return Repetition(len(number), {}, {})
    hashes = np.concatenate([keys.hashes for keys in papers.values()])
    sizes = [len(keys.hashes) for keys in papers.values()]
    groups = np.repeat([number[leaders[doc_id]] for doc_id in papers], sizes)
    at_edge = (hashes & ~_WITHOUT_EDGE).astype(bool)
    at_edge &= np.repeat([doc_id not in official for doc_id in papers], sizes)
    hashes &= _WITHOUT_EDGE
    least = max(LEAST_PAPERS, CUED_SHARE * len(number))
    seen = _count_groups(hashes, groups, least)
    edges = _count_groups(hashes[at_edge], groups[at_edge], 1)
    return Repetition(len(number), seen, {key: n for key, n in edges.items() if key in seen})


def _count_groups(
    hashes: NDArray[np.uint64], groups: NDArray[np.int64], least: float
) -> dict[int, int]:
    """Return in how many groups of papers each text stands, of those that stand in at least so many."""
    many, counts = np.unique(hashes, return_counts=True)
    often = np.isin(hashes, many[counts >= least])
    pairs = np.unique(np.stack([hashes[often], groups[often].astype(np.uint64)]), axis=1)
    found, n_groups = np.unique(pairs[0], return_counts=True)
    return {key: n for key, n in zip(found.tolist(), n_groups.tolist(), strict=True) if n >= least}


def _hash(key: str) -> int:
    """Return a number below 2 ** 64 for a key, its lowest bit 0."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & int(_WITHOUT_EDGE)


def _read(passage: Passage, unit: _Unit) -> str:
    """Return what a unit says."""
    return passage.text[unit.start : unit.end]


def _group(papers: Iterable[str], duplicates: Iterable[Duplicate]) -> dict[str, str]:
    """Return for each paper the first of those it shares much of its text with."""
    leader = {doc_id: doc_id for doc_id in papers}

    def lead(doc_id: str) -> str:
        while leader[doc_id] != doc_id:
            doc_id = leader[doc_id]
        return doc_id

    for each in duplicates:
        if each.kind != "overlap" and each.doc_id in leader and each.other in leader:
            leader[lead(each.doc_id)] = lead(each.other)
    return {doc_id: lead(doc_id) for doc_id in leader}


def _list_units(passage: Passage, at: int, n_passages: int) -> list[_Unit]:
    """Return the stretches of a passage that may be the publisher's: all of it, sentences at its ends."""
    if passage.kind not in _LOOKED_AT or _ARTICLE.search(passage.section):
        return []
    text = passage.text
    may = passage.kind in ("prose", "abstract")
    is_head = at < HEAD and not passage.section
    spans = [(0, len(text), may and (is_head or at >= n_passages - FOOT))]
    sentences = find_sentences(text) if may else []
    if len(sentences) > 1:
        ends = [*sentences[:MOST_SENTENCES], *sentences[MOST_SENTENCES:][-MOST_SENTENCES:]]
        spans += [(start, end, False) for start, end in ends]
    units = (_Unit(_make_key(text[start:end]), start, end, edge) for start, end, edge in spans)
    return [unit for unit in units if len(unit.key) >= LEAST_LETTERS]


def _make_key(text: str) -> str:
    """Return what two texts share that differ in numbers, case, spaces and punctuation only."""
    return _NUMBER.sub("0", keep_letters(text))


def _cut_ends(text: str, found: list[_Unit]) -> Kept:
    """Return what is left of a text when the stretches at its ends are taken off one after another."""
    start, end = 0, len(text)
    for unit in sorted(found, key=lambda unit: (unit.start, -unit.end)):
        if not text[start : unit.start].strip() and unit.end > start:
            start = unit.end
    for unit in sorted(found, key=lambda unit: (-unit.end, unit.start)):
        if not text[unit.end : end].strip() and unit.start < end:
            end = unit.start
    if start >= end or not text[start:end].strip():
        return Kept(0, 0)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Kept(start, start + len(text[start:end].rstrip()))
