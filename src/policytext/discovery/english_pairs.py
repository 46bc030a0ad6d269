"""Find English names of two nouns, quoted couplets that keep their verb, and commands that name a campaign.

| build | example | what makes it sure |
|---|---|---|
| two nouns in capitals | the Bridge and Harbour Initiative | a noun of policy behind them, or quotation marks and such a noun beside them |
| couplet with one verb | “The aim decides the means, and the means decide the end” | both clauses, of nearly one length, have the same verb in the same place |
| commands | the “Save grain, mend tools and share seed” campaign | three members or more open with a verb, and the campaign is named |
| commands in capitals | the Oppose Waste and Save Grain Campaign | both open with a verb, or half their words are the same |

Two clauses with one verb are isocolon with anaphora of the middle (mesodiplosis;
Lausberg 1960, sections 612 to 754); binomials in a fixed order are names (Malkiel 1959,
*Studies in irreversible binomials*).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policytext.discovery.english_echoes import is_bare_verb, make_echo
from policytext.discovery.english_members import open_with_verbs
from policytext.discovery.english_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

NAMED_PAIR = "named pair"
"""The shape of two nouns in capitals that name an initiative."""

_POLICY = r"(?:[Ii]nitiative|[Ss]trategy|[Pp]olicy|[Cc]ampaign|[Cc]onstruction|[Cc]ooperation)"
_NAMED = re.compile(
    rf" and [A-Z][a-z]+(?:(?= (?:Initiative|Strategy|Campaign)\b)|(?=[”\"’'] {_POLICY}\b))"
)
_CAPITAL = re.compile(r"\b[A-Z][a-z]+$")
_OF_POLICY = re.compile(
    r"\b(?:construction|building|initiative|strategy|policy|cooperation) (?:of|on|under|in) (?:the )?[“\"‘']$"
)
_QUOTED = re.compile(r"[A-Z][a-z]+ and [A-Z][a-z]+")
_HALVES = re.compile(r", and |, ")
_GAP = re.compile(r",? and |, ")
_CRIED = re.compile(r",?[”\"’'] (?:campaign|movement|drive)s?\b", re.IGNORECASE)
_CAMPAIGN = re.compile(
    r"\b(?:The )?(?P<one>[A-Z][\w-]+(?: (?:[A-Z][\w-]+|to|the|of|in|from)){1,3})(?P<joint>,? and |, )"
    r"(?P<other>[A-Z][\w-]+(?: (?:[A-Z][\w-]+|to|the|of|in|from)){1,3}?) (?:Movement|Campaign)\b"
)
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_NO_SUBJECT = frozenset(["from", "to", "for", "in", "if", "when", "do", "not", "by", "with"])
_FEWEST, _MOST = 4, 8  # words of a clause
_MEMBERS = 3
_REACH = 60


def find_pairs(text: str, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the names of two nouns, couplets and commands of a passage.

    >>> [c.text for c in find_pairs("They joined the Bridge and Harbour Initiative in May.", [])]
    ['Bridge and Harbour']
    """
    for match in _NAMED.finditer(text):
        first = _CAPITAL.search(text, max(0, match.start() - _REACH), match.start())
        if first:
            yield _name(text, first.start(), match.end())
    yield from _find_campaigns(text)
    for start, end in quotes:
        if " and " in text[start:end] and _QUOTED.fullmatch(text, start, end):
            if _OF_POLICY.search(text, max(0, start - _REACH), start):
                yield _name(text, start, end)
        elif ", " in text[start:end]:
            inner = text[start:end]
            if _is_couplet(inner) or (_CRIED.match(text, end) and _are_commands(inner)):
                yield make_echo(text, start, end)


def _find_campaigns(text: str) -> Iterator[Candidate]:
    """Yield the campaigns in capitals whose name is two commands or echoes itself: the Oppose Waste, Save Grain Campaign."""
    if "ovement" not in text and "ampaign" not in text:
        return
    for match in _CAMPAIGN.finditer(text):
        one, other = match["one"].lower().split(), match["other"].lower().split()
        if min(len(one), len(other)) < 2 or abs(len(one) - len(other)) > 1:
            continue
        commands = open_with_verbs([one, other])
        echoes = len([a for a, b in zip(one, other, strict=False) if a == b]) * 2 >= len(one)
        if commands or echoes:
            yield make_echo(text, match.start("one"), match.end())


def _name(text: str, start: int, end: int) -> Candidate:
    """Return two nouns in capitals as a candidate."""
    return replace(make_echo(text, start, end), shape=NAMED_PAIR)


def _is_couplet(inner: str) -> bool:
    """Tell whether two clauses of nearly one length have one verb in one place.

    >>> _is_couplet("The aim decides the means, and the means decide the end")
    False
    >>> _is_couplet("The aim decides the means, and the path decides the end")
    True
    """
    halves = [_WORD.findall(half.lower()) for half in _HALVES.split(inner.rstrip(".,!"))]
    if len(halves) != 2 or not all(_FEWEST <= len(half) <= _MOST for half in halves):
        return False
    one, other = halves
    if abs(len(one) - len(other)) > 1 or one[0] in _NO_SUBJECT or is_bare_verb(one[0]):
        return False
    return any(
        a == b
        and a not in FUNCTION_WORDS
        and one[:at] != other[:at]
        and one[at + 1 :] != other[at + 1 :]
        for at, (a, b) in enumerate(zip(one, other, strict=False))
        if 0 < at < min(len(one), len(other)) - 1
    )


def _are_commands(inner: str) -> bool:
    """Tell whether three members or more have two words or more, and open with words of which one can only be a verb."""
    members = [_WORD.findall(part.lower()) for part in _GAP.split(inner)]
    if len(members) < _MEMBERS or not all(len(member) > 1 for member in members):
        return False
    heads = [member[0] for member in members]
    return not set(heads) & FUNCTION_WORDS and any(map(is_bare_verb, heads))
