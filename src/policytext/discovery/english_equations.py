"""Find the slogans of an English passage that say one thing is another, or turn a phrase round.

Chinese slogans are often equations without more (green mountains are golden
mountains) or a phrase said forwards and backwards (antimetabole: from the
masses, to the masses). Translation keeps the copula and the order of the
words. Outside an equation of pairs, a series of short clauses with *is*, or a
phrase that comes back reversed, a sentence with *is* is an ordinary sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_echoes import has_cue, is_bare_verb, make_echo
from policytext.discovery.english_series import list_stretches
from policytext.discovery.english_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

_EQUATION = re.compile(
    r"\b(?P<a>[a-z]+) (?P<b>[a-z]+) and (?P<c>[a-z]+) (?P<d>[a-z]+) (?:is|are) "
    r"(?:(?P<pair>(?:[a-z]+ )?[a-z]+ and [a-z]+ [a-z]+)|(?P<single>[a-z]+ [a-z]+)(?=[,.;:”\"]|$))",
    re.IGNORECASE,
)
_UNDERSTOOD = re.compile(
    r"\b(?:understand|remember|recogni[sz]e|convinced|proposed|proved|mind)(?:ing|s)? that $"
)
_EQUATES = re.compile(r" and [a-z]+ [a-z]+ (?:is|are) ")
_GAP = re.compile(r", (?:and )?")
_COPULA = re.compile(r"(?<!here) (?:is|are) (?![a-z]+(?:ed|en|ing)\b)")
_SUBORDINATE = re.compile(
    r" ?(?:if|when|while|because|although|though|since|as|they|it|he|she|we|you|i)\b", re.IGNORECASE
)
_LONGEST = 7  # words of a clause
_CLAUSES = 3  # in a series of them, at least
_REACH = 40


_CAMPAIGN = re.compile(
    r"\b(?P<one>[A-Z][\w-]+(?: (?:[A-Z][\w-]+|to|the|of|in|from)){1,3})(?P<joint>,? and |, )"
    r"(?P<other>[A-Z][\w-]+(?: (?:[A-Z][\w-]+|to|the|of|in|from)){1,3}?) (?:Movement|Campaign)\b"
)
_CONTRAST = re.compile(
    r"\b(?P<subject>[a-z]+(?: [a-z]+)?) (?:is|are|should be|must be) (?P<link>for|about) [a-z]+(?: in)?, not (?P=link) [a-z]+\b",
    re.IGNORECASE,
)


def find_equations(text: str) -> Iterator[Candidate]:
    """Yield the equations and reversals of a passage.

    >>> [c.text for c in find_equations("Clear skies and clear lakes are gold and silver lakes. He left.")]
    ['Clear skies and clear lakes are gold and silver lakes']
    """
    if _EQUATES.search(text):
        for match in _EQUATION.finditer(text):
            if _is_equation(text, match):
                yield make_echo(text, *match.span())
    for match in _CONTRAST.finditer(text) if ", not " in text else ():
        if match["subject"].split(" ")[-1].lower() not in FUNCTION_WORDS:
            yield make_echo(text, *match.span())
    if text.count(" is ") + text.count(" are ") < _CLAUSES:
        return
    for start, end, low, listed in list_stretches(text):
        if len(listed) >= _CLAUSES and len(_COPULA.findall(low)) >= _CLAUSES:
            yield from _read_clauses(text, start, end)


def find_campaigns(text: str) -> Iterator[Candidate]:
    """Yield the campaigns in capitals whose name is two commands or echoes itself.

    >>> [c.text for c in find_campaigns("They joined the Oppose Waste, Save Grain Campaign in May.")]
    ['Oppose Waste, Save Grain Campaign']
    """
    if "ovement" not in text and "ampaign" not in text:
        return
    for match in _CAMPAIGN.finditer(text):
        one, other = match["one"].lower().split(), match["other"].lower().split()
        if min(len(one), len(other)) < 2 or abs(len(one) - len(other)) > 1:
            continue
        commands = is_bare_verb(one[0]) and (match["joint"] != " and " or is_bare_verb(other[0]))
        echoes = len([a for a, b in zip(one, other, strict=False) if a == b]) * 2 >= len(one)
        if commands or echoes:
            yield make_echo(text, *match.span())


def _is_equation(text: str, match: re.Match[str]) -> bool:
    """Tell whether two pairs are equated and repeat a word, or a cue stands before pair and thing."""
    words = match[0].lower().split()
    if set(words[:2] + words[3:5] + words[-2:]) & FUNCTION_WORDS:
        return False
    content = [word for word in words if word not in FUNCTION_WORDS]
    if len(set(content)) < len(content) and match["pair"]:
        return True
    before = text[max(0, match.start() - _REACH) : match.start()]
    return has_cue(text, match.start()) or bool(_UNDERSTOOD.search(before))


def _read_clauses(text: str, first: int, last: int) -> Iterator[Candidate]:
    """Yield the series of three or more short clauses with a copula that a stretch opens with."""
    edges = [first]
    for gap in _GAP.finditer(text, first, last):
        edges += gap.span()
    spans = list(zip(edges[::2], [*edges[1::2], last], strict=True))
    if _SUBORDINATE.match(text, first):
        return
    count = 0
    for start, end in spans:
        if len(text[start:end].split()) > _LONGEST or not _COPULA.search(text, start, end):
            break
        count += 1
    if count >= _CLAUSES:
        start = spans[0][0] + (text[spans[0][0]] == " ")
        start = (
            text.rfind(" that ", start, spans[0][1]) + 6
            if " that " in text[start : spans[0][1]]
            else start
        )
        yield make_echo(text, start, spans[count - 1][1])
