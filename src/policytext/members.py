"""Link formulae and their members both ways.

A passage that spells out 政治性、先进性、群众性 speaks of 三性 though the label is
absent: all members of one member set, close together, in any order. Such
passages are kept apart from mentions and are never counted with them. Where
the label is there, `expansions` looks for the members around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.expansions import find_expansions
from policytext.folding import fold
from policytext.forms import Lexicon, build_lexicon
from policytext.mentions import Pages
from policytext.numerals import HAN_DIGITS, HAN_MULTIPLES, read_chinese_numeral
from policytext.records import COUNTED_KINDS, Form, SpelledOut, Theme
from policytext.text import to_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policytext.forms import Label
    from policytext.records import Expansion, Member, Mention, Passage

MAX_GAP = 60
"""Characters between two members of one enumeration: `, the advanced nature of mass organizations and their `."""

_HAN_NUMERAL = re.compile(rf"\d|十?[{HAN_DIGITS}]|[{''.join(HAN_MULTIPLES)}]")

Part = tuple[str, int, int]
"""A member: the id of its theme, the number of its member set and its place in it."""

Place = tuple[int, int, int]
"""Where a member stands, and its place in the member set."""


class MemberFinder:
    """The members of all formulae, ready to be found in passages."""

    __slots__ = ("_lexicon", "_numerals", "_parts", "_sizes")

    def __init__(self, themes: list[Theme]) -> None:
        """Learn how the members of `themes` are written; a set with an unnamed member is left out."""
        self._parts: dict[str, list[Part]] = {}
        self._sizes: dict[tuple[str, int], int] = {}
        self._numerals = {
            theme.theme_id: read_label_numerals(theme)
            for theme in themes
            if theme.kind == "formula"
        }
        by_id = {theme.theme_id: theme for theme in themes}
        for theme in themes:
            for number, members in enumerate(_list_sets(theme)):
                self._learn(theme, number, [_list_forms(member, by_id) for member in members])
        self._lexicon: Lexicon = build_lexicon([_as_theme(text) for text in sorted(self._parts)])[0]

    def _learn(self, theme: Theme, number: int, members: list[list[str]]) -> None:
        """Note the forms of every member of one set."""
        if len(members) < 2 or not all(members):
            return
        self._sizes[theme.theme_id, number] = len(members)
        for place, texts in enumerate(members):
            for text in texts:
                self._parts.setdefault(text, []).append((theme.theme_id, number, place))

    def find_all(
        self, passages: Sequence[Passage], source_text: str, mentions: Iterable[Mention]
    ) -> list[tuple[SpelledOut, bool]]:
        """Return what `find` finds in the counted passages of a document, each with whether the label is there."""
        labelled = {(mention.passage_id, mention.theme_id) for mention in mentions}
        pages = Pages([passage for passage in passages if passage.kind in COUNTED_KINDS])
        named = self._lexicon.find(pages.folded)
        return [
            (found, (found.passage_id, found.theme_id) in labelled)
            for passage, first, here in pages.share_out(named, [start for start, _, _ in named])
            for found in self._read(passage, first, here, source_text)
        ]

    def find(self, passage: Passage, source_text: str) -> list[SpelledOut]:
        """Return the places of a passage where all members of a formula are named together.

        Ordered by start. Of several sets of one formula the largest
        stands. `source_text` is the text of the document's source.
        """
        return self._read(passage, 0, self._lexicon.find(fold(passage.text)), source_text)

    def _read(
        self, passage: Passage, first: int, named: list[tuple[int, int, Label]], source_text: str
    ) -> list[SpelledOut]:
        """Return what `find` does, of the members that are named in a passage, counted from where it starts."""
        if len(named) < 2:  # no formula has one member
            return []
        hits = sorted(
            (start - first, end - first, part)
            for start, end, label in named
            for part in self._parts[label.claims[0].theme.en]
        )
        by_set: dict[tuple[str, int], list[Place]] = {}
        for start, end, (theme_id, number, place) in hits:
            by_set.setdefault((theme_id, number), []).append((start, end, place))
        found: dict[str, list[Place]] = {}
        for (theme_id, number), places in sorted(by_set.items()):
            for stretch in _find_stretches(places, self._sizes[theme_id, number]):
                if len(stretch) > len(found.get(theme_id, ())):
                    found[theme_id] = stretch
        return sorted(
            (_to_record(passage, source_text, *each) for each in found.items()),
            key=lambda each: (each.start, each.theme_id),
        )

    def expand_mentions(
        self, mentions: Iterable[Mention], passages: Sequence[Passage]
    ) -> list[tuple[str, Expansion]]:
        """Return where one document spells out the formulae it mentions, with the theme of each.

        The same stretch is kept once for a theme, with the first label it
        belongs to; two different expansions of one label are both kept.
        """
        at = {passage.passage_id: number for number, passage in enumerate(passages)}
        kept: dict[tuple[str, str, int, int], Expansion] = {}
        for mention in mentions:
            numerals = self._numerals.get(mention.theme_id)
            if not numerals or mention.standing == "nested":  # a longer label holds it
                continue
            for found in find_expansions(
                passages, at[mention.passage_id], mention.start, mention.end, numerals
            ):
                key = (mention.theme_id, found.passage_id, found.start, found.end)
                kept.setdefault(key, found)
        return [(theme_id, found) for (theme_id, *_), found in kept.items()]


def _list_sets(theme: Theme) -> list[tuple[Member, ...]]:
    """Return every way a theme is unfolded."""
    return [theme.members, *(each.members for each in theme.member_sets)]


def list_member_texts(theme: Theme, by_id: dict[str, Theme]) -> list[str]:
    """Return everything that members of a theme are written as, also as themes of their own."""
    return [
        text
        for members in _list_sets(theme)
        for member in members
        for text in _list_forms(member, by_id)
    ]


def _list_forms(member: Member, by_id: dict[str, Theme]) -> list[str]:
    """Return the ways a member is written, also as a theme of its own."""
    own = [text for text in (member.zh, *member.en) if text]
    theme = by_id.get(member.theme)
    plain = [form.text for form in theme.forms if form.context is None] if theme else []
    return sorted({*own, *plain})


def _as_theme(text: str) -> Theme:
    """Return a member's form as a theme by itself, for the finder of forms."""
    form = Form(text, "en")
    return Theme(text, "concept", (), "", "inferred", text, (form,))


def _find_stretches(places: list[Place], size: int) -> Iterator[list[Place]]:
    """Yield the stretches in which all `size` members stand one soon after another, each member once.

    Where forms of one member overlap the longest stands.
    """
    if len({number for _, _, number in places}) < size:
        return
    run: list[Place] = []
    for place in [*places, (10**9, 10**9, -1)]:
        if run and place[0] - max(end for _, end, _ in run) > MAX_GAP:
            members = _choose_members(run)
            if len(members) == size:
                yield members
            run = []
        run.append(place)


def _choose_members(run: list[Place]) -> list[Place]:
    """Return the first place of each member of a run, longest first, none inside another, by position."""
    taken: list[Place] = []
    for start, end, number in sorted(run, key=lambda p: (p[0] - p[1], p[0])):
        if all((end <= a or b <= start) and number != other for a, b, other in taken):
            taken.append((start, end, number))
    return sorted(taken)


def _to_record(
    passage: Passage, source_text: str, theme_id: str, members: list[Place]
) -> SpelledOut:
    """Return the members of a formula placed in the source text."""
    start, end = members[0][0], max(end for _, end, _ in members)
    char_start, char_end = to_source(passage.runs, start, end)
    return SpelledOut(
        passage.doc_id,
        passage.passage_id,
        theme_id,
        char_start,
        char_end,
        start,
        end,
        source_text[char_start:char_end],
        tuple((a, b) for a, b, _ in members),
    )


def read_label_numerals(theme: Theme) -> tuple[int, ...]:
    """Return the numbers a formula's label is built of: (2, 1) for 两学一做, (3, 3, 3) for 333."""
    if theme.numeral:
        return (theme.numeral,)
    found = (read_chinese_numeral(match[0]) for match in _HAN_NUMERAL.finditer(theme.zh))
    return tuple(number for number in found if number)
