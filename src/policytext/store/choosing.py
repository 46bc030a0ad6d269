"""Choose papers by what they are called and by what they say of themselves: one way for every command.

A paper is called by its id. Where none has it, the name stands for the papers
whose ids begin so, and with a `*` for those that fit it. A facet is a value to
the letter, folded; of a year or date also a span (`2015..2020`) or its
beginning (`2019-05`), where a paper of no date has its year; of a place any of its names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.folding import fold
from policytext.store.counting import list_place_themes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from policytext.store.reading import Store

_BETWEEN = re.compile(r"(?<=\d{4})\s*[-–—~～至到]\s*(?=\d{4}(?!\d))")  # 2015-2020
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width figures and marks

_LARGE_UNITS = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市",
    " province", " municipality", " city", " autonomous region",
)  # fmt: skip
_UNITS = (*_LARGE_UNITS, "自治州", "自治县", "县", "区", " county", " district")


def match_documents(known: Iterable[str], name: str) -> list[str]:
    """Return which of the `known` ids a name calls, in their order.

    An id to the letter calls that paper alone, however many begin like it;
    next an id but for case and hyphens; else all that begin so, or that fit a
    name with `*`.

    >>> match_documents(["gov_1", "gov_10", "law"], "gov_1")
    ['gov_1']
    >>> match_documents(["gov_1", "gov_10", "law"], "gov_1*")
    ['gov_1', 'gov_10']
    >>> match_documents(["gov_1", "gov_10", "law"], "Gov")
    ['gov_1', 'gov_10']
    """
    ids, sought = list(known), fold(name).strip()
    if name.strip() in ids:
        return [name.strip()]
    if not sought:
        return []
    if same := [doc_id for doc_id in ids if fold(doc_id) == sought]:
        return same
    if "*" in sought:
        fits = re.compile(".*".join(map(re.escape, sought.split("*"))))
        return [doc_id for doc_id in ids if fits.fullmatch(fold(doc_id))]
    return [doc_id for doc_id in ids if fold(doc_id).startswith(sought)]


def match_facet(store: Store, name: str, value: str) -> list[str]:
    """Return the ids of the papers that have a value of a facet, each once, in order."""
    rows = store.list_facets(name)
    if name in ("year", "date"):
        span = read_span(value)
        dated = {row["doc_id"] for row in rows}
        rows += [row for row in store.list_facets("year") if row["doc_id"] not in dated]
        ids = {row["doc_id"] for row in rows if span and _is_within(row["value"], span)}
    elif name == "place":
        same = match_places(store, value, {row["value"] for row in rows})
        ids = {row["doc_id"] for row in rows if row["value"] in same}
    else:
        ids = {row["doc_id"] for row in rows if fold(row["value"]) == fold(value).strip()}
    return sorted(ids)


def read_span(value: str) -> tuple[str, str] | None:
    """Return the first and the last date of a span, both the same of a single date; empty is an open end.

    None where what should be a date is none.

    >>> read_span("2015..2020"), read_span("2019年1月"), read_span("2019-1-27..")
    (('2015', '2020'), ('2019-01', '2019-01'), ('2019-01-27', ''))
    >>> read_span("2015-2020"), read_span("2019-13"), read_span("soon")
    (('2015', '2020'), None, None)
    """
    begin, dots, end = _BETWEEN.sub("..", value.translate(_PLAIN)).partition("..")
    ends = [begin.strip(), end.strip()] if dots else [begin.strip()] * 2
    first, last = map(_read_whole, ends)
    return (first, last) if (first or not ends[0]) and (last or not ends[1]) else None


def _read_whole(written: str) -> str:
    """Return a date that is nothing but a date, figure for figure; empty where there is more, or no such day."""
    from policytext.bibliography.values import read_date  # with readers that few commands need

    date = read_date(written)
    figures = re.findall(r"\d+", written)
    is_more = any(letter.isalpha() and letter not in "年月日号" for letter in written)
    return "" if is_more or len(figures) != len(date.split("-")) else date


def _is_within(date: str, span: tuple[str, str]) -> bool:
    """Tell whether a date lies in a span; one that tells no month is in no month."""
    first, last = span
    is_unsure = len(date) < len(last) and last.startswith(date)
    return date >= first and (not last or date[: len(last)] <= last) and not is_unsure


def match_places(store: Store, name: str, known: Iterable[str]) -> set[str]:
    """Return which of the `known` names of places mean the place called `name`.

    Names of one theme mean one place, and so do two of which one leaves out
    what kind of unit it is: 广东 and 广东省, Henan and Henan Province.
    """
    themes = list_place_themes(store)
    theme = find_place_theme(store, name, themes)
    return {
        other
        for other in known
        if is_same_place(name, other) or (theme and theme == find_place_theme(store, other, themes))
    }


def find_place_theme(store: Store, name: str, known: Collection[str]) -> str | None:
    """Return the one of the place themes `known` that is called so; none where none is, or several are.

    A theme that only says 广东 is 广东省, too; one that says 朝阳 need not be 朝阳区.
    """
    for called in (name, *list_bare(name, _LARGE_UNITS)):
        found = [theme for theme in store.match_themes(called) if theme in known]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def is_same_place(a: str, b: str) -> bool:
    """Tell whether two names are one, or one but for what kind of unit it is.

    >>> is_same_place("广东", "广东省"), is_same_place("Henan Province", "henan")
    (True, True)
    >>> is_same_place("吉林省", "吉林市")
    False
    """
    a, b = fold(a).strip(), fold(b).strip()
    return a == b or a in list_bare(b) or b in list_bare(a)


def list_bare(place: str, units: Iterable[str] = _UNITS) -> list[str]:
    """Return a name, folded, without what kind of unit it is; what is left is no single letter.

    >>> list_bare("广东省"), list_bare("沙市")
    (['广东'], [])
    """
    name = fold(place).strip()
    bare = [name.removesuffix(unit) for unit in units if name.endswith(unit)]
    return [each for each in bare if len(each) > 1]
