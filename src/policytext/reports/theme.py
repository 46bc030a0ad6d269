"""One theme: what it is, where and how it is written, and every passage that says so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.reports.facts import cite_document, count, link_document, link_theme
from policytext.reports.folder import name_file
from policytext.reports.marks import Stretch, cut_text
from policytext.store import meetings

if TYPE_CHECKING:
    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store

N_EVIDENCE = 200
"""Passages a page shows; of more, every paper gives some. The table has all."""

N_PAPERS = 40
"""Papers of the frequency chart: all, or of more those that name the theme most often."""

N_WRITERS = 12
"""Papers named beside a way of writing."""

N_MET = 40
"""Passages named in which a neighbour is met."""

CERTAINTY: dict[str, str] = {
    "certain": "seen in a source",
    "inferred": "inferred from the translation; not seen in a Chinese source",
}
"""How sure the Chinese original of a theme is, in words."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the frequency chart; `share` is its length, from 0 to 1 of the longest."""

    doc_id: str
    section: str
    n_mentions: int
    share: float
    rate: float | None


@dataclass(frozen=True, slots=True)
class Written:
    """One way papers write the theme, and how often each does; `n_more` papers do besides."""

    surface: str
    form_kind: str
    n_mentions: int
    by_document: tuple[tuple[str, int], ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class Member:
    """A part of a formula as it is shown; `theme` is its id where it is a theme."""

    zh: str
    en: str
    theme: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that mentions the theme, numbered from 1 on its page."""

    number: int
    row: Row
    cite: str
    title: str
    stretches: tuple[Stretch, ...]
    positions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A theme met in the same passages; `met_in` are numbers of those among the evidence, `n_more` besides."""

    row: Row
    met_in: tuple[int, ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class ThemeReport:
    """Everything a theme's page says; the lists are empty when it is not mentioned.

    `passages` are all that mention it, `evidence` those that are shown; `n_unlisted`
    papers that name it are not in the chart, and `n_silent` that do not.
    """

    theme_id: str
    name: str
    theme: Row
    certainty: str
    bars: tuple[Bar, ...]
    n_unlisted: int
    n_silent: int
    written: tuple[Written, ...]
    unseen: tuple[Row, ...]
    members: tuple[Member, ...]
    member_of: tuple[str, ...]
    expansions: tuple[Row, ...]
    spelled_out: tuple[Row, ...]
    passages: tuple[Row, ...]
    evidence: tuple[Evidence, ...]
    neighbors: tuple[Neighbor, ...]

    def tell_choice(self) -> str:
        """Return a sentence on passages that are not shown, nothing where all are."""
        if len(self.evidence) == len(self.passages):
            return ""
        return (
            f"Shown are {len(self.evidence)} of {len(self.passages):,} passages: the first of every paper, of each "
            "as many as of the others."
        )


def gather_theme(store: Store, facts: Facts, theme_id: str) -> ThemeReport:
    """Return the report of a theme."""
    theme = facts.themes[theme_id]
    passages = meetings.list_theme_passages(store, theme_id)
    evidence = _gather_evidence(facts, theme_id, passages)
    listed = _choose_papers(facts, theme_id)
    n_naming = len(facts.n_mentions.get(theme_id, ()))
    n_heard = sum(facts.n_mentions[theme_id][doc_id] > 0 for doc_id in listed)
    surfaces = store.count_surfaces(theme_id)
    return ThemeReport(
        theme_id=theme_id,
        name=name_file(theme_id),
        theme=theme,
        certainty=CERTAINTY[theme["zh_certainty"]],
        bars=_gather_bars(facts, theme_id, listed),
        n_unlisted=n_naming - n_heard,
        n_silent=len(facts.documents) - n_naming - (len(listed) - n_heard),
        written=_gather_written(surfaces),
        unseen=tuple(f for f in theme["forms"] if f["text"] not in facts.forms.get(theme_id, ())),
        members=tuple(_to_member(facts, member) for member in theme["members"]),
        member_of=tuple(
            other
            for other, row in facts.themes.items()
            if any(member["theme"] == theme_id for member in row["members"])
        ),
        expansions=tuple(store.list_expansions(theme_id)),
        spelled_out=tuple(row for row in store.list_spelled_out(theme_id) if not row["labelled"]),
        passages=tuple(passages),
        evidence=evidence,
        neighbors=_gather_neighbors(store, theme_id, evidence),
    )


def _gather_evidence(facts: Facts, theme_id: str, passages: list[Row]) -> tuple[Evidence, ...]:
    """Return passages that mention the theme, each with all that is counted in it marked."""
    documents = {row["doc_id"]: row for row in facts.documents}
    found: list[Evidence] = []
    for number, row in enumerate(choose_evenly(passages, N_EVIDENCE), start=1):
        doc_id = row["doc_id"]
        counted = [mark for mark in facts.marks[row["passage_id"]] if mark.counted]
        own = tuple((m.char_start, m.char_end) for m in counted if m.theme == theme_id)
        document = documents[doc_id]
        stretches = tuple(cut_text(row["text"], counted))
        found.append(
            Evidence(number, row, cite_document(document), document["title"], stretches, own)
        )
    return tuple(found)


def choose_evenly(passages: list[Row], most: int) -> list[Row]:
    """Return up to so many passages in their order, of every paper as many as of any other, its first, as far as it has them.

    >>> rows = [{"doc_id": doc_id} for doc_id in "aaaab"]
    >>> [row["doc_id"] for row in choose_evenly(rows, 3)]
    ['a', 'a', 'b']
    """
    if len(passages) <= most:
        return passages
    seen: Counter[str] = Counter()
    ranked = []
    for number, row in enumerate(passages):
        seen[row["doc_id"]] += 1
        ranked.append((seen[row["doc_id"]], number))
    return [passages[number] for number in sorted(number for _, number in sorted(ranked)[:most])]


def _choose_papers(facts: Facts, theme_id: str) -> list[str]:
    """Return the papers of the frequency chart, in the order of the corpus; none where nobody names the theme."""
    counts = facts.n_mentions.get(theme_id)
    ids = [row["doc_id"] for row in facts.documents] if counts else []
    if counts is None or len(ids) <= N_PAPERS:
        return ids
    most = {doc_id for doc_id, _ in counts.most_common(N_PAPERS)}
    return [doc_id for doc_id in ids if doc_id in most]


def _gather_bars(facts: Facts, theme_id: str, listed: list[str]) -> tuple[Bar, ...]:
    """Return a bar for every paper listed, and after it one for each of its sections that mention the theme."""
    by_document = facts.n_mentions.get(theme_id, Counter())
    sections: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (doc_id, section), n in facts.n_sections.get(theme_id, Counter()).items():
        sections[doc_id].append((section or "before the first heading", n))
    n_tokens = {row["doc_id"]: row["n_tokens"] for row in facts.documents}
    most = max(by_document.values(), default=0)
    bars: list[Bar] = []
    for doc_id in listed:
        n = by_document[doc_id]
        rate = 1000 * n / n_tokens[doc_id] if n_tokens[doc_id] else None
        bars.append(Bar(doc_id, "", n, n / most, rate))
        bars += [Bar(doc_id, section, m, m / most, None) for section, m in sections[doc_id]]
    return tuple(bars)


def _gather_written(surfaces: list[Row]) -> tuple[Written, ...]:
    """Return the ways the theme is written, the commonest first."""
    by_surface: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for row in surfaces:
        by_surface[row["surface"], row["form_kind"]].append((row["doc_id"], row["n_mentions"]))
    written = [
        Written(
            surface,
            kind,
            sum(n for _, n in papers),
            tuple(papers[:N_WRITERS]),
            max(0, len(papers) - N_WRITERS),
        )
        for (surface, kind), papers in by_surface.items()
    ]
    return tuple(sorted(written, key=lambda w: (-w.n_mentions, w.surface, w.form_kind)))


def _to_member(facts: Facts, member: Row) -> Member:
    """Return a member with the names of the theme it is, where it is one and has none of its own."""
    theme = facts.themes.get(member["theme"])
    zh, en = member["zh"], "; ".join(member["en"])
    if theme is None:
        return Member(zh, en, "")
    return Member(zh or theme["zh"], en or theme["en"], theme["theme_id"])


def _gather_neighbors(
    store: Store, theme_id: str, evidence: tuple[Evidence, ...]
) -> tuple[Neighbor, ...]:
    """Return the themes met, and among the evidence the passages in which each is."""
    met_in: dict[str, list[int]] = defaultdict(list)
    for passage in evidence:
        themes = {mark.theme for stretch in passage.stretches for mark in stretch.marks}
        for theme in themes:
            met_in[theme].append(passage.number)
    return tuple(
        Neighbor(
            row,
            tuple(met_in[row["neighbor"]][:N_MET]),
            row["n_cooc"] - len(met_in[row["neighbor"]][:N_MET]),
        )
        for row in meetings.list_neighbors(store, theme_id)
    )


# the tables


def list_theme_tables(
    store: Store, report: ThemeReport
) -> list[tuple[str, list[str], list[list[Any]]]]:
    """Return `(file name, columns, rows)` of a theme's evidence, forms and neighbours."""
    passage = ["doc_id", "passage_id", "section", "char_start", "char_end", "text"]
    form = ["doc_id", "surface", "form_kind", "n_mentions"]
    neighbor = ["concept", "neighbor", "label", "zh", "n_cooc", "n_docs", "n_concept", "n_neighbor"]
    neighbor += ["expected", "npmi", "jaccard", "log_likelihood", "measure", "weight"]
    return [
        (report.name, passage, [[row[key] for key in passage] for row in report.passages]),
        (
            f"{report.name}-forms",
            form,
            [[row[key] for key in form] for row in store.count_surfaces(report.theme_id)],
        ),
        (
            f"{report.name}-neighbors",
            neighbor,
            [[n.row[key] for key in neighbor] for n in report.neighbors],
        ),
    ]


# Markdown

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<|~])")
_LIST = re.compile(r"^(\d*)([-+.)#>])")  # what begins a list, heading or quotation


def escape_markdown(text: object) -> str:
    r"""Return a text on one line in which nothing is markup.

    >>> print(escape_markdown("a|b <script> *c*"), escape_markdown("1. Introduction"))
    a\|b \<script> \*c\* 1\. Introduction
    """
    return _LIST.sub(r"\1\\\2", _escape(" ".join(str(text).split())))


def _escape(text: str) -> str:
    """Return a text, spaces and all, without markup that could begin inside a line."""
    return _MARKDOWN.sub(r"\\\1", text).replace("&", "&amp;")


def render_markdown(facts: Facts, report: ThemeReport) -> str:
    """Return the report of a theme as Markdown."""
    theme, esc = report.theme, escape_markdown
    out = [f"# {esc(theme['en'])} {esc(theme['zh'])}", ""]
    out += [f"{theme['kind']} · {esc(theme['path'])} · `{report.theme_id}`", ""]
    if theme["scope_note"]:
        out += [esc(theme["scope_note"]), ""]
    out += [f"- Chinese original: {esc(theme['zh'])} ({report.certainty})"]
    out += [f"- Source: {esc(source)}" for source in theme["sources"]]
    out += [f"- Entry: {esc(theme['written'])}", ""]
    if not report.evidence:
        out += ["No paper of this corpus mentions this theme in what is counted.", ""]
    else:
        out += [
            f"{_count_all(theme)}.",
            "",
        ]
    return "\n".join([*out, *_list_sections(facts, report)]).rstrip("\n") + "\n"


def _count_all(theme: Row) -> str:
    """Return how often a theme is mentioned, and where."""
    n_mentions, n_passages = theme["n_mentions"], theme["n_passages"]
    where = f"{count(n_passages, 'passage')} of {count(theme['n_docs'], 'document')}"
    return f"{count(n_mentions, 'mention')} in {where}"


def _list_sections(facts: Facts, report: ThemeReport) -> list[str]:
    """Return the lines of the parts of a Markdown report that have something to say."""
    esc = escape_markdown
    out: list[str] = []
    out += _table(
        "Members",
        ["Chinese", "English", "theme"],
        [[esc(m.zh), esc(m.en), _theme_link(facts, m.theme)] for m in report.members],
    )
    out += _table(
        "Part of",
        ["formula"],
        [[_theme_link(facts, other)] for other in report.member_of],
    )
    out += _table(
        "Frequency by document and section",
        ["document", "section", "mentions", "per 1,000 words"],
        [
            [
                esc(b.doc_id),
                esc(b.section),
                str(b.n_mentions),
                "" if b.rate is None else f"{b.rate:.1f}",
            ]
            for b in report.bars
        ],
    )
    out += _table(
        "Forms",
        ["as written", "kind", "mentions", "documents"],
        [
            [
                esc(w.surface),
                w.form_kind,
                str(w.n_mentions),
                "; ".join(
                    [f"{esc(doc_id)} {n}" for doc_id, n in w.by_document]
                    + ([f"{w.n_more} more"] if w.n_more else [])
                ),
            ]
            for w in report.written
        ],
    )
    out += _table(
        "Neighbours",
        ["theme", "Chinese", "n_cooc", "n_docs", "Jaccard"],
        [
            [
                _theme_link(facts, n.row["neighbor"]),
                esc(n.row["zh"]),
                str(n.row["n_cooc"]),
                str(n.row["n_docs"]),
                f"{n.row['jaccard']:.3f}",
            ]
            for n in report.neighbors
        ],
    )
    if report.evidence:
        out += ["## Passages", ""]
    if choice := report.tell_choice():
        out += [f"{choice} {report.name}.csv has all.", ""]
    for passage in report.evidence:
        row = passage.row
        page = f", page {esc(row['page'])}" if row["page"] else ""
        where = f", {esc(row['section'])}" if row["section"] else ""
        link = f"[{esc(row['passage_id'])}](../{link_document(row['doc_id'], row['passage_id'])})"
        out += [
            f"{passage.number}. {esc(passage.cite)}, *{esc(passage.title)}*{where}, {link}{page}, characters {row['char_start']}–{row['char_end']}",
            "",
            f"   > {_embolden(report, passage)}",
            "",
        ]
    return out


def _embolden(report: ThemeReport, passage: Evidence) -> str:
    """Return the text of a passage with the mentions of the theme in bold."""
    pieces: list[str] = []
    for stretch in passage.stretches:
        text = _escape(stretch.text)
        ours = any(mark.theme == report.theme_id for mark in stretch.marks)
        pieces.append(f"**{text}**" if ours else text)
    joined = "".join(pieces).replace("****", "")  # one mention cut in two by another inside it
    return _LIST.sub(r"\1\\\2", " ".join(joined.split()))


def _theme_link(facts: Facts, theme_id: str) -> str:
    """Return a theme as a Markdown link, or as its label where it has no report."""
    if theme_id not in facts.themes:
        return ""
    label = escape_markdown(facts.themes[theme_id]["en"])
    if theme_id not in facts.reported:
        return label
    return f"[{label}](../{link_theme(theme_id).removesuffix('.html')}.md)"


def _table(title: str, columns: list[str], rows: list[list[str]]) -> list[str]:
    """Return a Markdown table under its heading, or nothing where there is nothing to show."""
    if not rows:
        return []
    lines = [columns, ["---"] * len(columns), *rows]
    return [f"## {title}", "", *(f"| {' | '.join(line)} |" for line in lines), ""]
