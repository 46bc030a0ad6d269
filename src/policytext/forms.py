"""Spell out every way a form may stand in a text, and find them all in one pass.

A form is written once in the authority file; papers write it with or without
hyphens, in the plural, with curly or straight quotes. Folding (`text.fold`)
makes case, quotes, hyphens and spaces equal. What folding cannot do is done
here when the themes are loaded: `grass-roots` may be closed up to `grassroots`,
and the nouns that carry a form may be singular or plural.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from policytext.errors import BadTheme
from policytext.folding import HAN, fold
from policytext.languages.english import inflect_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Form, Theme

RULES = ("exact", "closed-up", "inflected")
"""How a spelling came from its form, the surest first."""

# Before one of these the noun that carries the form has been said: federation of trade unions.
_AFTER_HEAD = frozenset(
    ["of", "for", "in", "to", "on", "at", "with", "by", "among", "between", "from", "under", "into"]
)
_HAN_LETTER = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of one form of one theme, folded; `rule` is one of `RULES`."""

    folded: str
    theme: Theme
    form: Form
    rule: str


class Lexicon:
    """Every spelling of every form, ready to be found in folded text.

    `spellings` lists what the finder's pattern numbers stand for.
    """

    __slots__ = ("_finder", "spellings")

    def __init__(self, spellings: list[Spelling]) -> None:
        """Make a finder of spellings that differ from one another."""
        self.spellings = spellings
        self._finder = (
            AhoCorasick([spelling.folded for spelling in spellings]) if spellings else None
        )

    def find(self, folded: str) -> Iterator[tuple[int, int, Spelling]]:
        """Yield `(start, end, spelling)` for every whole word or phrase found, overlapping ones too.

        A spelling that begins or ends with a letter of an alphabet must do so
        at the edge of a word; Chinese, which has no such edges, is found
        anywhere.
        """
        if self._finder is None:
            return
        for number, start, end in self._finder.find_matches_as_indexes(folded, overlapping=True):
            if not _in_word(folded, start) and not _in_word(folded, end):
                yield start, end, self.spellings[number]


def _in_word(text: str, at: int) -> bool:
    """Tell whether the place before `text[at]` is inside a word of an alphabet."""
    return 0 < at < len(text) and _is_alphabetic(text[at - 1]) and _is_alphabetic(text[at])


def _is_alphabetic(letter: str) -> bool:
    """Tell whether a character is a letter or digit of a script that sets words apart."""
    return letter.isalnum() and not _HAN_LETTER.match(letter)


def build_lexicon(themes: list[Theme]) -> tuple[Lexicon, list[BadTheme]]:
    """Return the finder for some themes, and a fault for every spelling it had to leave out.

    Where two themes would claim a spelling, the one that writes it out has it;
    where neither or both do, it belongs to none.
    """
    claims: dict[str, list[Spelling]] = {}
    for theme in themes:
        for form in theme.forms:
            for spelling in spell_form(theme, form):
                claims.setdefault(spelling.folded, []).append(spelling)
    kept: list[Spelling] = []
    faults: dict[
        frozenset[tuple[str, str]], BadTheme
    ] = {}  # one for all the spellings of two forms
    for folded in sorted(claims):
        surest = min(RULES.index(spelling.rule) for spelling in claims[folded])
        best = [spelling for spelling in claims[folded] if RULES.index(spelling.rule) == surest]
        if len({spelling.theme.theme_id for spelling in best}) == 1:
            kept.append(best[0])
        else:
            forms = frozenset((spelling.theme.theme_id, spelling.form.text) for spelling in best)
            faults.setdefault(forms, _contested(folded, best))
    return Lexicon(kept), list(faults.values())


def _contested(folded: str, claims: list[Spelling]) -> BadTheme:
    """Say that nothing decides which theme a spelling belongs to."""
    first, other = claims[0].theme, next(c.theme for c in claims if c.theme != claims[0].theme)
    return BadTheme(
        f"{other.file}:{other.line}: forms: '{folded}' is claimed by '{other.theme_id}' and by "
        f"'{first.theme_id}' ({first.file}:{first.line}), and nothing tells them apart. "
        "It is not tagged until one of them gives it up."
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
    if form.lang == "en":
        for closed in _close_up(form.text):
            spelled.setdefault(fold(closed), "closed-up")
        if form.inflect:
            for base in tuple(spelled):
                for inflected in _inflect(base):
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
