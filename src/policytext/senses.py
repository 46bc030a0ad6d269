"""Decide which theme a label means where it stands, or refuse to.

"Four modernizations" is 四个现代化 in one text and the target of 去“四化” in the
next. Everything that could be meant is weighed by what the authority file says
of it: the words that must or must not stand near, the verbs that go with it
(one eliminates the one and realizes the other), the years and places it belongs
to. One theme with evidence for it is taken, a word nearby
outweighing a verb; so is the only one with none against it. Anything else is left undecided, with its candidates: a wrong sense
in a table is worse than none. Only then may the rest of the paper speak: a
label that is decided elsewhere in it, always the same way, is read so
throughout (Gale, Church & Yarowsky 1992, *One sense per discourse*).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from policytext.contexts import list_words_before, list_words_of_clause
from policytext.folding import fold
from policytext.forms import read_as
from policytext.languages.english import inflect_word

if TYPE_CHECKING:
    from policytext.forms import Claims, Reading, Spelling
    from policytext.records import Mention, Polarity, Sign, Theme

SHEDDING = (
    "eliminate", "remove", "overcome", "get rid of", "rid of", "abolish", "oppose", "combat", "prevent", "correct",
    "resist", "reject", "avoid", "curb", "problem of", "tendency of", "removal of", "elimination of",
    "去", "除", "消除", "克服", "反对", "破除", "整治", "纠正", "摒弃", "避免", "防止", "杜绝", "解决", "根除", "戒",
)  # fmt: skip
"""Verbs, and nouns made of them, whose object is to become less."""

GAINING = (
    "strengthen", "enhance", "add", "increase", "improve", "promote", "maintain", "keep", "realize", "realise",
    "achieve", "implement", "adhere to", "uphold", "build", "advance", "reach", "ensure", "realization of",
    "增", "强", "增强", "提升", "加强", "保持", "坚持", "实现", "推进", "落实", "强化", "促进", "建设", "践行", "做到",
)  # fmt: skip
"""Verbs, and nouns made of them, whose object is to become more."""

LONGEST_VERB = 4  # words, or characters: a verb is looked for in so many together

VERB_REACH = 4
"""How many words before a label its verb may stand: `eliminate the so-called "four …"`."""

Weight = Literal["near", "verb", "open", "against"]
"""What speaks for a theme, the strongest first: a word near the label, its verb, nothing; or something against it."""


@dataclass(frozen=True)
class Setting:
    """What the document says of all its passages: its year, and its text for the places it names."""

    year: int | None
    text: str

    @cached_property
    def folded(self) -> str:
        """Return the text, folded when it is first asked for."""
        return fold(self.text)

    def names_any(self, places: tuple[str, ...]) -> bool:
        """Tell whether the text names one of some places; it is searched once for each."""
        named = self._named
        if places not in named:
            named[places] = any(fold(place) in self.folded for place in places)
        return named[places]

    @cached_property
    def _named(self) -> dict[tuple[str, ...], bool]:
        """Return what has been asked for."""
        return {}


def read_label(
    claims: Claims, folded: str, start: int, end: int, setting: Setting
) -> Reading | None:
    """Return what the label at `start:end` of a folded passage means, or nothing when it means no theme."""
    only = claims[0]
    sign, verb = find_sign(folded, start, claims) if _is_wanted(only.theme) else ("", "")
    reasons = [f"{sign}: {verb}"] if sign else []
    if len(claims) == 1:
        return _read_alone(only, folded, (start, end), setting, sign, reasons)
    return _read_rivals(claims, folded, (start, end), setting, sign, reasons)


def _is_wanted(theme: Theme) -> bool:
    """Tell whether it matters of a theme if a text wants more or less of it: of formulae, and where the entry says so."""
    return theme.kind == "formula" or theme.polarity is not None


def _read_alone(
    claim: Spelling,
    folded: str,
    span: tuple[int, int],
    setting: Setting,
    sign: Sign,
    reasons: list[str],
) -> Reading | None:
    """Return the only thing a label can mean, unless its context or scope forbids it."""
    if _is_out_of_scope(claim.theme, setting):
        return None
    needed, forbidden = _look_around(claim, folded, span)
    if needed is None or forbidden:
        return None
    near = [f"near '{needed}'"] if needed else []
    return read_as(claim, *near, *reasons, sign=sign)


def _read_rivals(
    claims: Claims,
    folded: str,
    span: tuple[int, int],
    setting: Setting,
    sign: Sign,
    reasons: list[str],
) -> Reading | None:
    """Return which of several themes a label means, or that nothing decides."""
    weighed = [(claim, *_weigh(claim, folded, span, setting, sign)) for claim in claims]
    backed = [(claim, why) for claim, weight, why in weighed if weight == "near"]
    backed = backed or [(claim, why) for claim, weight, why in weighed if weight == "verb"]
    open_ = [claim for claim, weight, _ in weighed if weight == "open"]
    if len(backed) == 1:
        claim, why = backed[0]
        return read_as(claim, why, *reasons, sign=sign)
    if not backed and len(open_) == 1:
        others = [c.theme.theme_id for c, weight, _ in weighed if weight == "against"]
        return read_as(open_[0], *reasons, "not " + ", not ".join(others), sign=sign)
    left = [claim for claim, _ in backed] or open_
    if not left:
        return None
    candidates = tuple(claim.theme.theme_id for claim in left)
    return read_as(left[0], *reasons, "undecided", sign=sign, candidates=candidates)


def _weigh(
    claim: Spelling, folded: str, span: tuple[int, int], setting: Setting, sign: Sign
) -> tuple[Weight, str]:
    """Return whether the text speaks for or against a theme, or leaves it open, and by what."""
    needed, forbidden = _look_around(claim, folded, span)
    if forbidden or _is_out_of_scope(claim.theme, setting):
        return "against", ""
    polarity = claim.theme.polarity
    if polarity and sign and sign != polarity.sign:
        return "against", ""
    if needed:
        return "near", f"near '{needed}'"
    if polarity and sign:
        return "verb", "polarity"
    scope = claim.theme.scope
    is_past = bool(scope and scope.until and setting.year and setting.year > scope.until)
    return ("against" if is_past else "open"), ""


def _look_around(claim: Spelling, folded: str, span: tuple[int, int]) -> tuple[str | None, str]:
    """Return the needed word (nothing: it is missing) and the forbidden word that stand near."""
    around = claim.surroundings
    if around is None:
        return "", ""
    return around.find_needed(folded, *span), around.find_forbidden(folded, *span)


def _is_out_of_scope(theme: Theme, setting: Setting) -> bool:
    """Tell whether a paper is too old for a theme, or names none of its places."""
    scope = theme.scope
    if scope is None:
        return False
    if scope.since and setting.year and setting.year < scope.since:
        return True
    return bool(scope.places) and not setting.names_any(scope.places)


def find_sign(folded: str, start: int, claims: Claims = ()) -> tuple[Sign, str]:
    """Return whether the verb before a label wants more or less of it, and the verb.

    The nearest verb of its clause decides; one of a single character (去, 增) must
    touch the label, being part of other words elsewhere. In `strengthen the four
    characteristics and eliminate the four modernizations` each label has its own.
    The verbs of the themes that could be meant are known besides
    `SHEDDING` and `GAINING`.

    >>> find_sign("add four characteristics and remove the four modernizations", 40)
    ('negative', 'remove')
    """
    own = tuple(claim.theme.polarity for claim in claims if claim.theme.polarity)
    signs, last_words = _map_verbs(own)
    words = list_words_of_clause(folded, start, VERB_REACH)
    for last in range(len(words) - 1, -1, -1):
        if folded[slice(*words[last])] not in last_words:
            continue
        for first in range(max(0, last - LONGEST_VERB + 1), last + 1):
            verb = folded[words[first][0] : words[last][1]]
            sign = signs.get(verb)
            if sign and (len(verb) > 1 or not folded[words[last][1] : start].strip("\"' ")):
                return sign, verb
    return "", ""


@cache
def _map_verbs(polarities: tuple[Polarity, ...]) -> tuple[dict[str, Sign], set[str]]:
    """Return the sign of every inflection of every verb, with those of some themes; and the last words of all."""
    less: tuple[str, ...] = SHEDDING
    more: tuple[str, ...] = GAINING
    for polarity in polarities:
        negative = polarity.sign == "negative"
        less += polarity.verbs if negative else polarity.against
        more += polarity.against if negative else polarity.verbs
    signs: dict[str, Sign] = {}
    by_sign: tuple[tuple[Sign, tuple[str, ...]], ...] = (("positive", more), ("negative", less))
    for sign, verbs in by_sign:
        for verb in map(fold, verbs):
            signs |= dict.fromkeys((verb, *inflect_word(verb)), sign)
    return signs, {verb[slice(*list_words_before(verb, len(verb), 1)[0])] for verb in signs}


def settle_discourse(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions of one document, the undecided read as the same label is elsewhere in it.

    Only when the label is decided at least once there, and always for one of
    the undecided mention's own candidates.
    """
    undecided = {_fold_label(mention.surface) for mention in mentions if mention.candidates}
    if not undecided:
        return mentions
    decided: dict[str, set[str]] = {label: set() for label in undecided}
    for mention in mentions:
        label = _fold_label(mention.surface)
        if label in undecided and not mention.candidates:
            decided[label].add(mention.theme_id)
    return [
        _follow(mention, decided[_fold_label(mention.surface)]) if mention.candidates else mention
        for mention in mentions
    ]


_fold_label = lru_cache(maxsize=10_000)(fold)


def _follow(mention: Mention, elsewhere: set[str]) -> Mention:
    """Return an undecided mention as the rest of the document reads its label."""
    if len(elsewhere) != 1 or not elsewhere <= set(mention.candidates):
        return mention
    rule = mention.rule.replace("undecided", "one sense per document")
    return mention._replace(theme_id=next(iter(elsewhere)), candidates=(), rule=rule)
