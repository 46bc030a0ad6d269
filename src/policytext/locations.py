"""Tell which place each passage is about.

A paper that compares three cities speaks of one after the other; its passages,
not the paper, are what can be compared. A passage is about the places that the
nearest heading above it names, and where no heading names one, about those it
names itself. A place stands for what is part of it: a district for its city.
A passage that names several of the places compared is about none of them
alone: it is where the paper itself compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.errors import BadQuery, UnknownName
from policytext.store.counting import list_counted, list_place_themes, list_theme_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.store.reading import Store

Ground = Literal["heading", "text", ""]

SEVERAL = "several places"
"""The group of passages that are about more than one of the places compared."""


@dataclass(frozen=True, slots=True)
class Location:
    """The places, of those compared, that a passage is about, in order of id, and what says so."""

    places: tuple[str, ...]
    ground: Ground


def list_studied_places(store: Store) -> list[str]:
    """Return the places the manifest says papers study, as themes.

    With none, all that are mentioned, without those that are part of another of
    them.
    """
    known = list_place_themes(store)
    named = {
        theme
        for row in store.list_facets("place")
        for theme in store.match_themes(row["value"])
        if theme in known
    }
    if named:
        return sorted(named)
    mentioned = {theme for _, theme, _, _ in list_theme_marks(store, known)}
    return sorted(t for t in mentioned if _list_above(t, known) & mentioned == {t})


def find_place(store: Store, name: str) -> str | None:
    """Return the place theme called so; none where no place is."""
    known = list_place_themes(store)
    found = [theme for theme in store.match_themes(name) if theme in known]
    return found[0] if len(found) == 1 else None


def choose_places(store: Store, names: Iterable[str]) -> list[str]:
    """Return places by their names, or those studied where none is named.

    Raises `UnknownName` where a name is no place of the authority file, and
    `BadQuery` where there is no place at all to compare.
    """
    chosen = []
    for name in names:
        place = find_place(store, name)
        if place is None:
            raise UnknownName("place", name, list_place_themes(store))
        chosen.append(place)
    chosen = chosen or list_studied_places(store)
    if not chosen:
        raise BadQuery(
            "No passage names a place of the authority file, so places cannot be compared. "
            "Add themes of the kind 'place', or compare by document, year or section."
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
        wider = {other for theme in found for other in above[theme] - {theme}}
        named[number] = found - wider or found
    passages = list_counted(store)
    headings = {
        (row["doc_id"], row["section"]): named.get(row["passage_no"], set())
        for row in passages
        if row["kind"] == "heading"
    }
    return {
        row["passage_no"]: _locate(
            headings, row["doc_id"], row["section"], named.get(row["passage_no"], set())
        )
        for row in passages
    }


def _locate(
    headings: dict[tuple[str, str], set[str]], doc_id: str, section: str, own: set[str]
) -> Location:
    """Return what a passage is about: by the nearest heading that names a place, else by its own words."""
    path = section.split(" > ") if section else []
    for depth in range(len(path), 0, -1):
        if said := headings.get((doc_id, " > ".join(path[:depth]))):
            return Location(tuple(sorted(said)), "heading")
    return Location(tuple(sorted(own)), "text" if own else "")


def _list_above(theme: str, known: dict[str, list[str]]) -> set[str]:
    """Return a place with everything it is part of, at any distance."""
    above, ahead = {theme}, [theme]
    while ahead:
        for other in known.get(ahead.pop(), ()):
            if other not in above:
                above.add(other)
                ahead.append(other)
    return above
