"""Which papers a change of the themes concerns.

A theme is found by the ways it is written, and its members by theirs. Where
nothing of that stands in a paper, neither as a changed entry has it now nor as
it had it before, all that was found there stays as it was: what other themes
mean, how overlaps are settled and what is undecided depends on the spellings
that stand in the paper, and on nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.folding import fold
from policytext.forms import Lexicon, Spelling, spell_form
from policytext.members import list_member_texts
from policytext.records import Form
from policytext.wildcards import GAP, write_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policytext.records import Theme


def list_changed(before: Iterable[Theme], now: Iterable[Theme]) -> list[Theme]:
    """Return the themes that differ between two states of the theme files, each as it was and as it is, by id.

    Where they are written does not matter.

    >>> from policytext.records import Theme
    >>> a, b = (Theme(name, "concept", (), "", "inferred", name, ()) for name in "ab")
    >>> [theme.theme_id for theme in list_changed([a, b], [a])]
    ['b']
    """
    old, new = (
        {theme.theme_id: replace(theme, file="", line=0) for theme in t} for t in (before, now)
    )
    return [
        state[theme_id]
        for theme_id in sorted(old.keys() | new.keys())
        if old.get(theme_id) != new.get(theme_id)
        for state in (old, new)
        if theme_id in state
    ]


class Concern:
    """All that some changed themes are written as, ready to be looked for in papers; `is_any` where one changed at all."""

    def __init__(self, before: Sequence[Theme], now: Sequence[Theme]) -> None:
        """Learn how the themes that differ in two states are written in either."""
        spelled: dict[str, Spelling] = {}
        holed: dict[str, Spelling] = {}
        states = [{theme.theme_id: theme for theme in each} for each in (before, now)]
        changed = list_changed(before, now)
        self.is_any = bool(changed)
        for theme in changed:
            for spelling in _spell(theme, states):
                kept = holed if spelling.rule in ("glob", "regex") else spelled
                kept.setdefault(spelling.folded, spelling)
        self._lexicon = Lexicon([(each,) for each in spelled.values()], list(holed.values()))

    def touches(self, texts: Iterable[str]) -> bool:
        """Tell whether anything of the changed themes stands in the passages of a paper."""
        return bool(self._lexicon.find(fold(GAP.join(texts))))


def _spell(theme: Theme, states: Iterable[dict[str, Theme]]) -> Iterator[Spelling]:
    """Yield everything that a theme and its members are written as, also where it is a member itself."""
    for form in theme.forms:
        yield from spell_form(theme, Form(form.text, "en"))
        if form.match in ("glob", "regex"):
            yield Spelling(write_pattern(form.text, form.match, form.lang), theme, form, form.match)
        else:
            yield from spell_form(theme, form)
    for by_id in states:
        for text in list_member_texts(theme, by_id):
            yield from spell_form(theme, Form(text, "en"))
