"""Spell out every way a form may stand in a text, and find them all in one pass.

A form is written once in the authority file; papers write it with or without
hyphens, in the plural, with curly or straight quotes. Folding (`text.fold`)
makes case, quotes, hyphens and spaces equal. What folding cannot do is done
here when the themes are loaded: `grass-roots` may be closed up to `grassroots`,
and the nouns that carry a form may be singular or plural. Only globs and
regular expressions are matched as such (`wildcards`).

A label may have several senses: themes that name each other as rivals
(`not_same_as`) may claim one spelling, and `senses` decides at each place.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, islice, product
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick

from policytext.contexts import prepare
from policytext.errors import BadTheme
from policytext.folding import FIRST_RARE_HAN, HAN, fold
from policytext.languages.english import inflect_noun, inflect_word
from policytext.wildcards import Wildcards, write_pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from policytext.contexts import Surroundings
    from policytext.records import Form, FormKind, Sign, Theme

RULES = ("exact", "closed-up", "inflected", "glob", "regex")
"""How a spelling came from its form, the surest first."""

MAX_SPELLINGS = 500
"""The most spellings one form may have: a long phrase inflected in every word has thousands."""

# Before one of these the noun that carries the form has been said: federation of trade unions.
_AFTER_HEAD = frozenset(
    ["of", "for", "in", "to", "on", "at", "with", "by", "among", "between", "from", "under", "into"]
)
_HAN_LETTER = re.compile(f"[{HAN}]")


@dataclass(frozen=True, eq=False)
class Spelling:
    """One spelling of one form of one theme, folded; `rule` is one of `RULES`. Each is only itself.

    It is `plain` when it means its theme wherever it stands: nothing about it
    depends on capitals, context, year, place or verb.
    """

    folded: str
    theme: Theme
    form: Form
    rule: str

    @cached_property
    def plain(self) -> bool:
        """Tell whether the spelling means its theme wherever it stands."""
        theme, form = self.theme, self.form
        bound = form.match_case or form.context or theme.scope or theme.polarity
        return not bound and theme.kind != "formula"

    @cached_property
    def surroundings(self) -> Surroundings | None:
        """Return what must and must not stand near the spelling, if anything, ready to be looked for."""
        context = self.form.context
        return prepare(context) if context else None


Claims = tuple[Spelling, ...]
"""The spellings, one a theme, that a stretch of text agrees with."""


class Reading(NamedTuple):
    """What a label was read as, and what a mention says of that: one theme, or several candidates and no theme.

    `rule` tells by what. `claim` is the spelling of the theme, of the first of
    several candidates.
    """

    claim: Spelling
    theme_id: str
    form: str
    form_kind: FormKind
    rule: str
    sign: Sign = ""
    candidates: tuple[str, ...] = ()


def read_as(
    claim: Spelling, *reasons: str, sign: Sign = "", candidates: tuple[str, ...] = ()
) -> Reading:
    """Return a label read as the theme of one spelling, or as any of some candidates, for some reasons."""
    theme_id = "" if candidates else claim.theme.theme_id
    rule = "; ".join([claim.rule, *reasons])
    return Reading(claim, theme_id, claim.form.text, claim.form.kind, rule, sign, candidates)


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """Letters to be found: what lays claim to them, and what they are read as wherever they stand, if it is one thing."""

    claims: Claims
    plain: Reading | None


def _make_label(claims: Claims) -> Label:
    """Return a label that some spellings, one a theme, lay claim to."""
    is_plain = len(claims) == 1 and claims[0].plain
    return Label(claims, read_as(claims[0]) if is_plain else None)


class Lexicon:
    """Every spelling of every form, ready to be found in folded text."""

    __slots__ = ("_finder", "_labels", "_wildcards", "claims")

    def __init__(self, claims: list[Claims], holed: list[Spelling]) -> None:
        """Make a finder of claims to spellings that differ from one another, and of forms with holes."""
        self.claims = claims
        self._labels = [
            _make_label(each) for each in [*claims, *((spelling,) for spelling in holed)]
        ]
        self._finder = AhoCorasick([each[0].folded for each in claims]) if claims else None
        self._wildcards = Wildcards([spelling.folded for spelling in holed])

    def list_names(self) -> list[tuple[str, str]]:
        """Return `(folded spelling, theme id)` for everything a theme may be called by.

        Forbidden forms are found in texts and name nothing: nobody who types
        `under` means mass organizations.
        """
        return [
            (spelling.folded, spelling.theme.theme_id)
            for claims in self.claims
            for spelling in claims
            if spelling.form.status != "forbidden"
        ]

    def map_names(self) -> dict[str, str]:
        """Return the theme of every folded spelling that calls one theme only."""
        names = self.list_names()
        counts = Counter(folded for folded, _ in names)
        return {folded: theme_id for folded, theme_id in names if counts[folded] == 1}

    def find(self, folded: str) -> list[tuple[int, int, Label]]:
        """Return `(start, end, label)` for every whole word or phrase found, overlapping ones too.

        Ordered by start. A spelling that begins or ends with a letter of an
        alphabet must do so at the edge of a word; Chinese, which has no such
        edges, is found anywhere. Of several texts between `GAP`s each is read
        by itself.
        """
        labels = self._labels
        hits = (
            self._finder.find_matches_as_indexes(folded, overlapping=True) if self._finder else []
        )
        hits += [(n + len(self.claims), s, e) for n, s, e in self._wildcards.find(folded)]
        if not hits:
            return []
        within = mark_joints(folded)
        found = [(s, e, labels[n]) for n, s, e in hits if not (within[s] or within[e])]
        found.sort(key=itemgetter(0))
        return found


def mark_joints(text: str) -> bytes:
    """Return for every place of a text, its end included, 1 if it is inside a word of an alphabet, else 0.

    >>> list(mark_joints("at 党建"))
    [0, 1, 0, 0, 0, 0]
    """
    letters = _load_letters().take(np.frombuffer(text.encode("utf-32-le"), "<u4"))
    joints = np.zeros(len(text) + 1, dtype=np.uint8)
    np.bitwise_and(letters[:-1], letters[1:], out=joints[1:-1])
    return joints.tobytes()


@cache
def _load_letters() -> NDArray[np.uint8]:
    """Return for every character 1 if it is a letter or a figure, and not Han; else 0."""
    table = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    alphabets = map(chr, range(FIRST_RARE_HAN))
    table[:FIRST_RARE_HAN] = [
        letter.isalnum() and not _HAN_LETTER.match(letter) for letter in alphabets
    ]
    return table


def build_lexicon(themes: list[Theme]) -> tuple[Lexicon, list[BadTheme]]:
    """Return the finder for some themes, and a fault for every spelling it had to leave out.

    Where several themes would claim a spelling, those have it that write it
    out. If they are still several and have not all named one another as rivals,
    it belongs to none.
    """
    claimed: dict[str, list[Spelling]] = {}
    holed: list[Spelling] = []
    faults: list[BadTheme] = []
    for theme in themes:
        for form in theme.forms:
            if form.match in ("glob", "regex"):
                pattern = write_pattern(form.text, form.match, form.lang)
                holed.append(Spelling(pattern, theme, form, form.match))
                continue
            spellings = spell_form(theme, form)
            if len(spellings) > MAX_SPELLINGS:
                faults.append(_too_many(theme, form))
                continue
            for spelling in spellings:
                claimed.setdefault(spelling.folded, []).append(spelling)
    claims, contested = _settle_claims(claimed)
    return Lexicon(claims, holed), [*faults, *contested]


def _settle_claims(claimed: dict[str, list[Spelling]]) -> tuple[list[Claims], list[BadTheme]]:
    """Return the claims that stand, and one fault for all the spellings two forms dispute."""
    standing: list[Claims] = []
    faults: dict[frozenset[tuple[str, str]], BadTheme] = {}
    for folded in sorted(claimed):
        surest = min(RULES.index(spelling.rule) for spelling in claimed[folded])
        best = [spelling for spelling in claimed[folded] if RULES.index(spelling.rule) == surest]
        by_theme = {spelling.theme.theme_id: spelling for spelling in reversed(best)}
        claims = tuple(by_theme[theme_id] for theme_id in sorted(by_theme))
        if all(_are_rivals(a.theme, b.theme) for a, b in combinations(claims, 2)):
            standing.append(claims)
        else:
            forms = frozenset((spelling.theme.theme_id, spelling.form.text) for spelling in claims)
            faults.setdefault(forms, _contested(folded, claims))
    return standing, list(faults.values())


def _are_rivals(one: Theme, other: Theme) -> bool:
    """Tell whether one of two themes says that it is not the other."""
    return any(rival.theme == other.theme_id for rival in one.not_same_as) or any(
        rival.theme == one.theme_id for rival in other.not_same_as
    )


def _contested(folded: str, claims: Claims) -> BadTheme:
    """Say that nothing decides which theme a spelling belongs to."""
    first, other = next(
        (a.theme, b.theme) for a, b in combinations(claims, 2) if not _are_rivals(a.theme, b.theme)
    )
    return BadTheme(
        f"{other.file}:{other.line}: {other.theme_id}: forms: '{folded}' is claimed by '{other.theme_id}' and by "
        f"'{first.theme_id}' ({first.file}:{first.line}). It is not tagged until one of them gives it "
        "up, or each says how to tell them apart: not_same_as, and a context or polarity."
    )


def _too_many(theme: Theme, form: Form) -> BadTheme:
    """Say that a form has too many spellings."""
    return BadTheme(
        f"{theme.file}:{theme.line}: {theme.theme_id}: forms: '{form.text}' has more than "
        f'{MAX_SPELLINGS} spellings. Give it match = "plural", or write the inflections that matter.'
    )


def spell_form(theme: Theme, form: Form) -> list[Spelling]:
    """Return the spellings of a form, the form itself first, none twice.

    >>> from policytext.records import Form, Theme
    >>> union = Form("grass-roots union", "en")
    >>> theme = Theme("jiceng-gonghui", "concept", ("Unions",), "基层工会", "certain", union.text, (union,))
    >>> [(s.folded, s.rule) for s in spell_form(theme, union)]
    [('grass roots union', 'exact'), ('grassroots union', 'closed-up'), \
('grass roots unions', 'inflected'), ('grassroots unions', 'inflected')]
    """
    spelled = {fold(form.text): "exact"}
    if form.lang == "en" and form.match != "exact":
        for closed in _close_up(form.text):
            spelled.setdefault(fold(closed), "closed-up")
        inflect = _inflect_all if form.match == "lemma" else _inflect
        for base in tuple(spelled):
            for inflected in inflect(base):
                spelled.setdefault(inflected, "inflected")
    return [Spelling(folded, theme, form, rule) for folded, rule in spelled.items()]


def _close_up(text: str) -> list[str]:
    """Return the text with each of its hyphens closed up, and with all of them."""
    places = [match.start() for match in re.finditer(r"(?<=\w)-(?=\w)", text)]
    one_each = [text[:at] + text[at + 1 :] for at in places]
    return [*one_each, *([re.sub(r"(?<=\w)-(?=\w)", "", text)] if len(places) > 1 else [])]


def _inflect(folded: str) -> list[str]:
    """Return the phrase with the nouns that carry it in the other number, one at a time."""
    words = folded.split(" ")
    heads = {
        len(words) - 1,
        *(at - 1 for at, word in enumerate(words) if at and word in _AFTER_HEAD),
    }
    return [
        " ".join([*words[:at], other, *words[at + 1 :]])
        for at in sorted(heads)
        for other in inflect_noun(words[at])
    ]


def _inflect_all(folded: str) -> list[str]:
    """Return the phrase with each of its words in every inflection, all combinations.

    One more than `MAX_SPELLINGS` are returned at most.
    """
    choices = [(word, *inflect_word(word)) for word in folded.split(" ")]
    return [" ".join(words) for words in islice(product(*choices), MAX_SPELLINGS + 1)]
