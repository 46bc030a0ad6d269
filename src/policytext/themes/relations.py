"""Check what themes say of one another and of themselves.

The rules are those of SKOS (Miles & Bechhofer 2009): what is broader is not
also related (S27), nothing is broader than itself, a rival is another theme;
and the arithmetic of formulae: a formula has as many members as it counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Member, Theme

Fault = tuple["Theme", str, str]
"""The theme, the field at fault, and what is wrong."""


def find_relation_faults(themes: list[Theme]) -> Iterator[Fault]:
    """Yield every fault in what `themes` say of one another, theme by theme."""
    known = {theme.theme_id: theme for theme in themes}
    for theme in themes:
        yield from _find_strangers(theme, known)
        yield from _find_circles(theme, known)
        yield from _find_miscounts(theme)


def _find_strangers(theme: Theme, known: dict[str, Theme]) -> Iterator[Fault]:
    """Name everything that points to a theme there is not, or to itself."""
    for field, others in _list_links(theme):
        for other in others:
            if other == theme.theme_id:
                yield theme, field, "a theme cannot name itself here."
            elif other not in known:
                yield theme, field, f"no theme is called '{other}'."


def _list_links(theme: Theme) -> list[tuple[str, list[str]]]:
    """Return the fields that point to other themes, with what they point to."""
    members: list[Member] = [*theme.members, *(m for s in theme.member_sets for m in s.members)]
    return [
        ("members", [member.theme for member in members if member.theme]),
        ("not_same_as", [rival.theme for rival in theme.not_same_as]),
        ("broader", list(theme.broader)),
        ("related", list(theme.related)),
        ("part_of", list(theme.part_of)),
    ]


def _find_circles(theme: Theme, known: dict[str, Theme]) -> Iterator[Fault]:
    """Name a theme that is broader than itself, or broader and related at once."""
    above = _list_above(theme, known)
    if theme.theme_id in above:
        yield theme, "broader", "leads back to the theme itself."
    for other in sorted(above & set(theme.related)):
        yield theme, "related", f"'{other}' is already broader."


def _list_above(theme: Theme, known: dict[str, Theme]) -> set[str]:
    """Return everything that is broader than a theme, at any distance."""
    above: set[str] = set()
    ahead = list(theme.broader)
    while ahead:
        other = ahead.pop()
        if other not in above:
            above.add(other)
            ahead += known[other].broader if other in known else ()
    return above


def _find_miscounts(theme: Theme) -> Iterator[Fault]:
    """Name an expansion that has more or fewer members than the label counts."""
    sets = [("members", theme.members), *(("member_sets", s.members) for s in theme.member_sets)]
    for field, members in sets:
        if theme.numeral and members and len(members) != theme.numeral:
            yield theme, field, f"{len(members)} are listed, the numeral is {theme.numeral}."
