"""Tell which place each passage is about.

A paper that compares three cities speaks of one after the other; its passages,
not the paper, are what can be compared. A passage is about the places that the
nearest heading above it names, and where no heading names one, about those it
names itself; where it names none, about the one place that its paper is of, as
the manifest or a column of a table says. A place stands for what is part of it:
a district for its city. A passage that names several of the places compared is
about none of them alone: it is where the paper itself compares.

A place goes by its theme. One that papers are of and no theme is goes by the
name the papers have for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.errors import BadQuery, UnknownName
from policytext.folding import fold
from policytext.store.choosing import find_place_theme, is_same_place, list_bare
from policytext.store.counting import list_counted, list_place_themes, list_theme_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.store.reading import Row, Store

Ground = Literal["heading", "text", "paper", ""]

SEVERAL = "several places"
"""The group of passages that are about more than one of the places compared."""


@dataclass(frozen=True, slots=True)
class Location:
    """The places, of those compared, that a passage is about, in order of id, and what says so."""

    places: tuple[str, ...]
    ground: Ground


def list_studied_places(store: Store) -> list[str]:
    """Return the places that papers are of, as the manifest or their table says.

    With none, all that are mentioned, without those that are part of another of
    them.
    """
    own = {place for places in list_own_places(store).values() for place in places}
    if own:
        return sorted(own)
    known = list_place_themes(store)
    mentioned = {theme for _, theme, _, _ in list_theme_marks(store, known)}
    return sorted(t for t in mentioned if _list_above(t, known) & mentioned == {t})


def list_own_places(store: Store) -> dict[str, set[str]]:
    """Return the places that each paper is of, by its id; papers of none are not there."""
    called = call_places(store)
    places: dict[str, set[str]] = {}
    for row in store.list_facets("place"):
        places.setdefault(row["doc_id"], set()).add(called[row["value"]])
    return places


def call_places(store: Store) -> dict[str, str]:
    """Return what each name that papers have for a place goes by: its theme, or one name for all it has.

    广东 goes by 广东省 where papers have both; 吉林 by itself where they have
    吉林省 and 吉林市, too.
    """
    known = list_place_themes(store)
    names = {row["value"] for row in store.list_facets("place")}
    called = {name: find_place_theme(store, name, known) for name in names}
    longer: dict[str, list[str]] = {}
    for name in sorted(name for name, theme in called.items() if theme is None):
        for bare in list_bare(name):
            longer.setdefault(bare, []).append(name)
    alone = {bare: names[0] for bare, names in longer.items() if len(names) == 1}
    return {name: theme or alone.get(fold(name).strip(), name) for name, theme in called.items()}


def find_place(store: Store, name: str) -> str | None:
    """Return what the place called so goes by; none where no theme and no paper has it."""
    theme = find_place_theme(store, name, list_place_themes(store))
    same = {called for other, called in call_places(store).items() if is_same_place(name, other)}
    return theme or (same.pop() if len(same) == 1 else None)


def choose_places(store: Store, names: Iterable[str]) -> list[str]:
    """Return places by their names, or those studied where none is named.

    Raises `UnknownName` where a name is no place of the authority file or of a
    paper, and `BadQuery` where there is no place at all to compare.
    """
    chosen = []
    for name in names:
        place = find_place(store, name)
        if place is None:
            own = {row["value"] for row in store.list_facets("place")}
            raise UnknownName("place", name, own.union(list_place_themes(store)))
        chosen.append(place)
    chosen = chosen or list_studied_places(store)
    if not chosen:
        raise BadQuery(
            "No passage names a place of the authority file and no paper is of one, so places cannot be compared. "
            "Say in the manifest which places papers are of, add themes of the kind 'place', or compare by document, year or section."
        )
    return list(dict.fromkeys(chosen))


def locate_passages(store: Store, places: Iterable[str]) -> dict[int, Location]:
    """Return, for every counted passage by its number, which of some places it is about."""
    compared = set(places)
    known = list_place_themes(store)
    above = {theme: _list_above(theme, known) for theme in known}
    named: dict[int, set[str]] = {}
    for number, theme, _, _ in list_theme_marks(store, above, nested=True):
        named.setdefault(number, set()).update(above[theme] & compared)
    for number, found in named.items():  # of a city and its district, the district is meant
        named[number] = _drop_wider(found, above)
    papers = {
        doc_id: _drop_wider(above.get(place, {place}) & compared, above)
        for doc_id, (place, *others) in list_own_places(store).items()
        if not others
    }
    passages = list_counted(store)
    headings = {
        (row["doc_id"], row["section"]): named.get(row["passage_no"], set())
        for row in passages
        if row["kind"] == "heading"
    }
    return {
        row["passage_no"]: _locate(
            headings, row, named.get(row["passage_no"], set()), papers.get(row["doc_id"], set())
        )
        for row in passages
    }


def _locate(
    headings: dict[tuple[str, str], set[str]], row: Row, named: set[str], paper: set[str]
) -> Location:
    """Return what a passage is about: by the nearest heading that names a place, its own words, or its paper."""
    doc_id, section = row["doc_id"], row["section"]
    path = section.split(" > ") if section else []
    for depth in range(len(path), 0, -1):
        if said := headings.get((doc_id, " > ".join(path[:depth]))):
            return Location(tuple(sorted(said)), "heading")
    if named:
        return Location(tuple(sorted(named)), "text")
    return Location(tuple(sorted(paper)), "paper" if paper else "")


def _drop_wider(places: set[str], above: dict[str, set[str]]) -> set[str]:
    """Return places without those that another of them is part of."""
    wider = {other for place in places for other in above.get(place, set()) - {place}}
    return places - wider or places


def _list_above(theme: str, known: dict[str, list[str]]) -> set[str]:
    """Return a place with everything it is part of, at any distance."""
    above, ahead = {theme}, [theme]
    while ahead:
        for other in known.get(ahead.pop(), ()):
            if other not in above:
                above.add(other)
                ahead.append(other)
    return above
