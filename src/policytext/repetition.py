"""Find what stands in many papers because a publisher or a site put it there.

Licences, feet of pages and notes of translators are the same in paper after
paper, but for a date or a number. So are policy formulae and the headings of
laws, which must stay. What tells them apart is where they stand and what they
speak of: text of the site's names addresses, rights, editors and dates of
publication, or it is the first or last thing of a good share of all papers.
(Kohlschütter et al. 2010, "Boilerplate detection using shallow text features",
look at one page only; over a corpus repetition itself is the surest sign.)

Two passes: what each paper could leave out is counted over all of them, then
what is repeated enough is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policytext.folding import fold
from policytext.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

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
_NUMBER = re.compile(r"\d+|[〇一二三四五六七八九十]{2,}")
_NO_LETTER = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"(?:^|> )(?:第\S{1,9}条|Article \d)")
_LOOKED_AT = ("prose", "heading", "abstract", "keywords")


class Kept(NamedTuple):
    """The stretch of a passage's reading text that is the paper's own; empty where nothing is."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repetition:
    """What is repeated: which stretch of a passage stays, by its id, and each text with its number of papers."""

    kept: dict[str, Kept]
    texts: tuple[tuple[str, int], ...]


class _Unit(NamedTuple):
    """A stretch of a passage that may be the publisher's; `is_edge` at the paper's head or foot."""

    key: str
    start: int
    end: int
    is_edge: bool


def find_repeated(
    papers: Mapping[str, Sequence[Passage]],
    duplicates: Iterable[Duplicate] = (),
    official: Container[str] = (),
) -> Repetition:
    """Return what stands in many of the papers and belongs to none of them.

    `papers` are their passages by id. Papers that share much of their text,
    as `duplicates` tells, such as versions of one law, count as one. Those whose
    ids are in `official` end with formulae of their own, which stay.
    """
    groups = _group(papers, duplicates)
    n_papers = len(set(groups.values()))
    if n_papers < LEAST_PAPERS:
        return Repetition({}, ())
    seen, edges = _count(papers, groups, official)
    many = {key: n for key, n in seen.items() if n >= LEAST_PAPERS}
    kept: dict[str, Kept] = {}
    texts: dict[str, str] = {}
    for passage, units in _list_all(papers):
        found = [
            unit
            for unit in units
            if unit.key in many
            and _is_publishers(_read(passage, unit), many[unit.key], edges[unit.key], n_papers)
        ]
        stretch = _cut_ends(passage.text, found)
        if stretch != Kept(0, len(passage.text)):
            kept[passage.passage_id] = stretch
            for unit in found:
                texts.setdefault(unit.key, _read(passage, unit))
    listed = sorted(((text, many[key]) for key, text in texts.items()), key=lambda t: (-t[1], t[0]))
    return Repetition(kept, tuple(listed))


def _count(
    papers: Mapping[str, Sequence[Passage]], groups: Mapping[str, str], official: Container[str]
) -> tuple[Counter[str], Counter[str]]:
    """Return in how many groups of papers each text stands, and at the edge of how many."""
    seen: Counter[str] = Counter()
    edges: Counter[str] = Counter()
    together: dict[str, list[str]] = defaultdict(list)
    for doc_id in papers:
        together[groups[doc_id]].append(doc_id)
    for doc_ids in together.values():
        units = [
            (unit, passage.doc_id)
            for passage, units in _list_all({doc_id: papers[doc_id] for doc_id in doc_ids})
            for unit in units
        ]
        seen.update({unit.key for unit, _ in units})
        edges.update({u.key for u, doc_id in units if u.is_edge and doc_id not in official})
    return seen, edges


def _list_all(papers: Mapping[str, Sequence[Passage]]) -> Iterator[tuple[Passage, list[_Unit]]]:
    """Yield every passage of the papers with its units."""
    for passages in papers.values():
        for at, passage in enumerate(passages):
            yield passage, _list_units(passage, at, len(passages))


def _read(passage: Passage, unit: _Unit) -> str:
    """Return what a unit says."""
    return passage.text[unit.start : unit.end]


def _group(
    papers: Mapping[str, Sequence[Passage]], duplicates: Iterable[Duplicate]
) -> dict[str, str]:
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
    return _NUMBER.sub("0", _NO_LETTER.sub("", fold(text)))


def _is_publishers(text: str, n_docs: int, n_edge: int, n_papers: int) -> bool:
    """Tell whether what stands in `n_docs` of all papers, at the edge of `n_edge`, is the publisher's."""
    if n_docs < LEAST_PAPERS:
        return False
    if _CUE.search(text):
        return n_docs >= CUED_SHARE * n_papers
    is_long = len(_make_key(text)) >= PLAIN_LETTERS
    return is_long and n_docs >= PLAIN_SHARE * n_papers and n_edge >= AT_EDGE * n_docs


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
