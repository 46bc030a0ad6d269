"""Set places, years, papers, sections or any facet side by side: what each says of what.

Every cell of themes (or keywords) by groups has its count, its rate per 10,000
words, the count to be expected if all groups spoke alike, how far the two are
apart (adjusted standardized residual, specificity), and the passages behind it.
Each language is compared by itself. Over years a theme is followed: first and
last seen, years that stand out, years it comes back after a gap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from policytext.contingency import (
    STANDS_OUT,
    adjust_bh,
    expect,
    find_p,
    measure_residual,
    measure_specificity,
)
from policytext.errors import BadQuery, UnknownName
from policytext.folding import fold
from policytext.locations import SEVERAL, Location, choose_places, locate_passages
from policytext.queries.patterns import Finder, resolve_phrase, to_match
from policytext.store.counting import list_counted, list_theme_marks
from policytext.store.finding import EVERYTHING, stream_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.store.finding import Condition
    from policytext.store.reading import Row, Store

Unit = Literal["theme", "keyword"]
UNITS: tuple[str, ...] = get_args(Unit)

PER = 10_000
"""Words that rates are per."""

LEAST_SPIKE = 3
"""Mentions a spike has at least."""

N_KEYWORDS = 15
"""Keywords of each paper that are compared."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Passages in groups, and those that are compared at all.

    `groups` are in the order they are shown. A group of `apart` is counted but
    not compared: passages about several places tell nothing of one of them.
    `labels` are what groups are called. `n_left_out` counts passages in no group.
    """

    by: str
    groups: dict[str, tuple[Row, ...]]
    apart: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)
    n_left_out: int = 0


def group_passages(
    store: Store, by: str, places: Sequence[str] = (), among: Condition = EVERYTHING
) -> Grouping:
    """Return the counted passages that fulfil a condition, grouped by place, year, document, section or a facet.

    Raises `UnknownName` where `by` is none of these, and `BadQuery` where no
    passage falls into any group.
    """
    rows = list_counted(store, among)
    if by == "place":
        return _group_by_place(store, rows, places)
    if by == "document":
        named = {row["doc_id"]: [row["doc_id"]] for row in rows}
    else:
        facets: dict[str, list[str]] = defaultdict(list)
        for row in store.list_facets(by):
            facets[row["doc_id"]].append(row["value"])
        if by == "section":
            return _collect(by, rows, [[_name_section(row)] for row in rows])
        if not facets:
            known = {row["name"] for row in store.list_facets()} | {"document", "section"}
            raise UnknownName("facet to compare by", by, known)
        named = facets
    return _collect(by, rows, [named.get(row["doc_id"], []) for row in rows])


def _name_section(row: Row) -> str:
    """Return the paper and the uppermost heading above a passage."""
    return f"{row['doc_id']} · {row['section'].split(' > ')[0] or '(before the first heading)'}"


def _collect(by: str, rows: Sequence[Row], names: Sequence[Sequence[str]]) -> Grouping:
    """Return rows in the groups named for each."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row, values in zip(rows, names, strict=True):
        for value in values:
            groups[value].append(row)
    if not groups:
        raise BadQuery(f"No counted passage has a {by}. Nothing can be compared by it.")
    order = list(groups) if by == "section" else sorted(groups)
    left_out = sum(not values for values in names)
    return Grouping(by, {name: tuple(groups[name]) for name in order}, n_left_out=left_out)


def _group_by_place(store: Store, rows: Sequence[Row], places: Sequence[str]) -> Grouping:
    """Return passages by place, of those named or of those studied."""
    chosen = choose_places(store, places)
    return group_by_place(rows, chosen, locate_passages(store, chosen), name_themes(store))


def group_by_place(
    rows: Sequence[Row], chosen: Sequence[str], located: dict[int, Location], named: Names
) -> Grouping:
    """Return passages by the one place they are about; those about several stand apart.

    `located` says which of the `chosen` places each is about, `named` what they
    themes are called; a place that is none is called as it goes. Raises
    `BadQuery` where no passage is about any.
    """
    names = [_name_group(located[row["passage_no"]].places) for row in rows]
    grouping = _collect("place", rows, names)
    labels = {
        place: " ".join(dict.fromkeys(filter(None, named.get(place, (place,))))) for place in chosen
    }
    labels[SEVERAL] = SEVERAL
    order = [*(p for p in chosen if p in grouping.groups), SEVERAL]
    return Grouping(
        "place",
        {name: grouping.groups[name] for name in order if name in grouping.groups},
        frozenset({SEVERAL}),
        labels,
        grouping.n_left_out,
    )


def _name_group(places: tuple[str, ...]) -> list[str]:
    """Return the group of a passage that is about some places."""
    return [SEVERAL] if len(places) > 1 else list(places)


Places = dict[str, dict[int, int]]
"""How often each passage, by its number, has each item."""

Names = dict[str, tuple[str, str]]
"""What items are called in English and Chinese."""


def find_items(
    store: Store, over: Unit, grouping: Grouping, wanted: Iterable[str] = ()
) -> tuple[Places, Names]:
    """Return how often each passage has each theme, or keyword, and what themes are called.

    `wanted` limits them, themes by any of their names, keywords as they are
    written. Raises `UnknownName` where there is no such theme.
    """
    numbers = {row["passage_no"] for rows in grouping.groups.values() for row in rows}
    names = list(wanted)
    if over == "theme":
        ids = [store.find_theme(name) for name in names] or None
        found: Places = defaultdict(lambda: defaultdict(int))
        for number, theme, _, _ in list_theme_marks(store, ids):
            if number in numbers:
                found[theme][number] += 1
        return {item: dict(places) for item, places in found.items()}, name_themes(store)
    terms = names or _list_terms(store)
    return {term: places for term in terms if (places := _find_phrase(store, term, numbers))}, {}


def name_themes(store: Store) -> Names:
    """Return the English and the Chinese name of every theme."""
    return {row["theme"]: (row["en"], row["zh"]) for row in store.list_themes()}


def _list_terms(store: Store) -> list[str]:
    """Return the best keywords of every paper."""
    return sorted({row["term"] for row in store.list_keywords(None, N_KEYWORDS)})


def _find_phrase(store: Store, term: str, numbers: set[int]) -> dict[int, int]:
    """Return how often each passage has a term in any inflection."""
    sought = resolve_phrase(term, store, lemma=True)
    if sought is None:
        return {}
    finder = Finder([sought])
    counts = {
        row["passage_no"]: len(finder.find(fold(row["text"])))
        for row in stream_passages(store, to_match(sought), ("p.counted", ()))
        if row["passage_no"] in numbers
    }
    return {number: n for number, n in counts.items() if n}


@dataclass(slots=True)
class _Group:
    """A group in one language: its passages, and its words per document."""

    numbers: set[int]
    sizes: Counter[str]


def compare_groups(grouping: Grouping, places: Places, names: Names, top: int = 0) -> list[Row]:
    """Return a row for every item and group, the commonest items first, `top` of them or all.

    `passages` are the ids of those behind the count. Statistics are empty for
    groups that stand apart, and where only one group is left to compare.
    """
    rows: list[Row] = []
    for lang in sorted({row["lang"] for group in grouping.groups.values() for row in group}):
        here = _split(grouping, lang)
        everything = {
            n for name, g in here.items() if name not in grouping.apart for n in g.numbers
        }
        known = {r["passage_no"]: r for g in grouping.groups.values() for r in g}
        totals = {item: sum(n for at, n in found.items() if at in known and known[at]["lang"] == lang)
                  for item, found in places.items()}  # fmt: skip
        items = sorted((i for i, n in totals.items() if n), key=lambda i: (-totals[i], i))
        n_tokens = sum(known[number]["n_tokens"] for number in everything)
        for item in items[: top or None]:
            n_said = sum(n for at, n in places[item].items() if at in everything)
            for name, group in here.items():
                rest = None if name in grouping.apart else (n_said, n_tokens)
                row = _name(item, names, lang, name, grouping)
                rows.append(row | _measure(group, places[item], known, rest))
    _adjust(rows)
    return _follow(rows) if grouping.by == "year" else rows


def _name(item: str, names: Names, lang: str, group: str, grouping: Grouping) -> Row:
    """Return what a row is about."""
    en, zh = names.get(item, (item, ""))
    called = {"group_label": grouping.labels[group]} if grouping.labels else {}
    return {"term": item, "label": en, "zh": zh, "lang": lang, "group": group, **called}


def _split(grouping: Grouping, lang: str) -> dict[str, _Group]:
    """Return the groups with only their passages in one language."""
    split = {}
    for name, rows in grouping.groups.items():
        own = [row for row in rows if row["lang"] == lang]
        sizes: Counter[str] = Counter()
        for row in own:
            sizes[row["doc_id"]] += row["n_tokens"]
        if own:
            split[name] = _Group({row["passage_no"] for row in own}, sizes)
    return split


def _measure(
    group: _Group,
    found: dict[int, int],
    known: dict[int, Row],
    rest: tuple[int, int] | None,
) -> Row:
    """Return the numbers of one cell; `rest` is how often all groups say it, and of how many words."""
    here = sorted(number for number in found if number in group.numbers)
    n, size = sum(found[number] for number in here), group.sizes.total()
    cells = (n, rest[0] - n, size, rest[1] - size) if rest else None
    residual = measure_residual(*cells) if cells else None
    return {
        "n": n,
        "n_total": rest[0] if rest else None,
        "n_passages": len(here),
        "docs": len({known[number]["doc_id"] for number in here}),
        "tokens": size,
        "per10k": PER * n / size if size else None,
        "expected": expect(*cells) if cells and cells[3] > 0 else None,
        "residual": residual,
        "specificity": measure_specificity(*cells) if cells else None,
        "p": find_p(None if residual is None else residual**2),
        "p_adj": None,
        "passages": [known[number]["passage_id"] for number in here],
    }


def _adjust(rows: list[Row]) -> None:
    """Fill in p adjusted for all the cells of the table."""
    for row, p in zip(rows, adjust_bh([row["p"] for row in rows]), strict=True):
        row["p_adj"] = p


def _follow(rows: list[Row]) -> list[Row]:
    """Return rows of years with what happens to each item in each: `event`, and `gap` where it returns.

    The years are those the corpus has text of. A gap counts the years of the
    corpus in which the item is not seen; a spike has a specificity of at least 2
    and at least 3 mentions.
    """
    by_item: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_item[row["lang"], row["term"]].append(row)
    followed = []
    for line in by_item.values():
        seen = [at for at, row in enumerate(line) if row["n"]]
        for at, row in enumerate(line):
            before = [earlier for earlier in seen if earlier < at]
            gap = at - before[-1] - 1 if row["n"] and before else 0
            events = [
                *(["first seen"] if seen and at == seen[0] else []),
                *([f"return after {gap}"] if gap else []),
                *(["spike"] if _is_spike(row) else []),
                *(["last seen"] if seen and at == seen[-1] else []),
            ]
            behind = row.pop("passages")
            followed.append(row | {"event": "; ".join(events), "gap": gap, "passages": behind})
    return followed


def _is_spike(row: Row) -> bool:
    """Tell whether a year stands out from the others."""
    return row["n"] >= LEAST_SPIKE and (row["specificity"] or 0) >= STANDS_OUT
