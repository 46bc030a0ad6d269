"""The first page: what the corpus is, its papers, its themes and the ways in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.reports.heat import Cell, heat_up
from policytext.store import meetings

if TYPE_CHECKING:
    from policytext.reports.alike import Alike
    from policytext.reports.facts import Facts
    from policytext.store.reading import Row, Store


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme in the list: its counts, and how these fall to the papers."""

    theme_id: str
    row: Row
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The themes that stand under one path; `path` is what follows the part's own name."""

    path: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The groups whose paths begin with one name."""

    name: str
    n_themes: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Everything the first page says."""

    parts: tuple[Part, ...]
    n_mentioned: int
    n_passages: int
    n_mentions: int
    n_pairs: int
    top_themes: dict[str, tuple[str, ...]]
    alike: Alike | None


def gather_index(store: Store, facts: Facts, alike: Alike | None = None) -> Index:
    """Return the first page, with which papers are `alike`."""
    return Index(
        parts=_group_themes(facts),
        n_mentioned=sum(row["n_mentions"] > 0 for row in facts.themes.values()),
        n_passages=sum(row["n_passages"] for row in facts.documents),
        n_mentions=sum(row["n_mentions"] for row in facts.themes.values()),
        n_pairs=len(meetings.list_pairs(store)),
        top_themes={row["doc_id"]: _find_top(facts, row["doc_id"]) for row in facts.documents},
        alike=alike,
    )


def _group_themes(facts: Facts) -> tuple[Part, ...]:
    """Return the themes by path: parts with most mentions first, groups by name, themes by passages."""
    by_path: dict[str, dict[tuple[str, ...], list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for theme_id, row in facts.themes.items():
        name, *rest = row["path"].split(" > ")
        by_path[name][tuple(rest)].append(Entry(theme_id, row, heat_up(facts, theme_id)))
    parts: list[tuple[int, Part]] = []
    for name, groups in by_path.items():
        entries = [entry for group in groups.values() for entry in group]
        n_mentions = sum(entry.row["n_mentions"] for entry in entries)
        ordered = [Group(path, _order(group)) for path, group in sorted(groups.items())]
        parts.append((n_mentions, Part(name, len(entries), tuple(ordered))))
    return tuple(part for _, part in sorted(parts, key=lambda p: (-p[0], p[1].name)))


def _order(entries: list[Entry]) -> tuple[Entry, ...]:
    """Return themes with those in most passages first."""
    return tuple(sorted(entries, key=lambda e: (-e.row["n_passages"], e.row["en"], e.theme_id)))


def _find_top(facts: Facts, doc_id: str, n: int = 5) -> tuple[str, ...]:
    """Return the themes a paper mentions most often."""
    counts = [(-by[doc_id], theme) for theme, by in facts.n_mentions.items() if by[doc_id]]
    return tuple(theme for _, theme in sorted(counts)[:n])
