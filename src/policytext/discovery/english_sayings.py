"""Find the sayings of an English passage: equations, sentences of two halves, rows of short clauses or of words with one prefix.

Chinese slogans are often equations without more (green mountains are golden
mountains), and translation keeps the copula: two of three words (*time is
money, efficiency is life*), one of pairs, three clauses or more with *is* or
*has*. Beside them stand a round number in both halves (*let a hundred flowers
bloom, let a hundred schools contend*: Chinese sets one number in two places for
all there are) and a denial that makes the other follow (*no count, no vote*).
Any other sentence with *is* is an ordinary sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_echoes import has_cue, make_echo
from policytext.discovery.english_members import are_values, measure_share
from policytext.discovery.english_series import DETERMINERS, list_stretches
from policytext.discovery.english_words import FUNCTION_WORDS, words_of
from policytext.languages.english import classify_english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

Span = tuple[int, int]

_EQUATION = re.compile(
    r"\b(?P<a>[a-z]+) (?P<b>[a-z]+) and (?P<c>[a-z]+) (?P<d>[a-z]+) (?:is|are) (?:as [a-z]+ as )?"
    r"(?:(?P<pair>(?:[a-z]+ )?[a-z]+ and [a-z]+ [a-z]+|[a-z]+ of [a-z]+ and [a-z]+)|(?P<single>[a-z]+ [a-z]+)(?=[,.;:”\"]|$))",
    re.IGNORECASE,
)
_UNDERSTOOD = re.compile(
    r"\b(?:understand|remember|recogni[sz]e|convinced|proposed|proved|mind)(?:ing|s)? that $"
)
_EQUATES = re.compile(r" and [a-z]+ [a-z]+ (?:is|are) ")
_TWO_WORDS = re.compile(r"\b[a-z]+ [a-z]+$", re.IGNORECASE)
_GAP = re.compile(r", (?:and )?")
_VERBS = (" is ", " are ", " has ", " have ")
_COPULAS = words_of("is are has have")
_DEED = re.compile(r"(?:ed|en|ing)$")
_NAMING = re.compile(
    r"\b(?:(?:ensur(?:e|es|ed|ing)|so|means?|principle|requires?|demands?|realiz(?:e|es|ed|ing)|goal is|aim is|vision|uphold\w*|it) that"
    r"|where) (?=[a-z])"
)
"""What leads over to a norm, a purpose or a meaning; what is said or shown is no slogan."""

_SUBJECTS = words_of(
    "if when while because although though since as they it he she we you i there this these those which who what its their his her"
)
"""What a clause begins with that depends on another, or that speaks of what was said."""

_TOLD = words_of("not been never no")
"""What behind a verb denies or reports."""

_LONGEST = 7  # words of a clause; one more where *that* names it
_SUBJECT = 4  # words before its verb
_FEWEST = 2  # verbs of a series: one clause may do without
_GAPPED = 0.4  # of the words of a clause without a verb that the one before has too
_CLAUSES = 3  # in a series of them, at least
_REACH = 40


_ROUND = re.compile(
    r"\b(?:let(?:ting)? )?a (?P<n>hundred|thousand)(?: [a-z]+){2,4}?(?:,? and|,) (?:let(?:ting)? )?a (?P=n)"
    r"(?: (?!(?:in|is|are|to|at|was|on|for|as|by|and)\b)[a-z]+){2,5}",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"(?:^|(?<=[.!?:”“\"] )|(?<=[“\"]))No(?: [a-z]+){1,4}, no(?: [a-z]+){1,5}(?=[.!;”\"]|$)"
)
_PURSUIT = re.compile(r"\b[A-Za-z]{3,}, [a-z]{3,},? and (?:the )?pursuit of [a-z]+")
"""Two nouns that lead up to what is pursued."""

_FIRST = re.compile(
    r"\b(?P<one>[a-z-]{3,}) first(?P<more>(?:,? and |, )(?P<other>[a-z-]{3,}) first)+\b(?! [a-z]+ed\b)",
    re.IGNORECASE,
)

_EQUAL = re.compile(r" is [a-z]+, (?P<other>[a-z]+) is [a-z]+(?=[.!;”\"]|$)")
_OPENS = re.compile(r"(?:^|[.!?:;] |[“\"])(?P<one>[A-Za-z]+)$")
_PREFIXED = re.compile(
    r"-[a-z]+, (?P<prefix>[a-z]{3,})-[a-z]+(?:, (?P=prefix)-[a-z]+)*,?(?: and)? (?P=prefix)-[a-z]+\b"
)
_BRACKETED = re.compile(r"\((?P<list>[a-z]+(?:, [a-z]+){1,4},? (?:and )?[a-z]+)\)")
_BETWEEN = re.compile(r",? and |, | ")
_LONGEST_WORD = 30
_PRONOUNS = words_of("it he she this that there what who which")
_CONTRAST = re.compile(
    r"\b(?P<subject>[a-z]+(?: [a-z]+)?) (?:is|are|should be|must be) (?P<link>for|about) [a-z]+(?: in)?, not (?P=link) [a-z]+\b",
    re.IGNORECASE,
)


def find_sayings(text: str) -> Iterator[Candidate]:
    """Yield the sayings of a passage.

    >>> [c.text for c in find_sayings("Clear skies and clear lakes are gold and silver lakes. He left.")]
    ['Clear skies and clear lakes are gold and silver lakes']
    """
    yield from _find_whole(text)
    yield from _find_first(text)
    yield from _find_bracketed(text)
    for joint in _EQUATES.finditer(text):
        before = _TWO_WORDS.search(text, max(0, joint.start() - _REACH), joint.start())
        match = _EQUATION.match(text, before.start()) if before else None
        if match and _is_equation(text, match):
            yield make_echo(text, *match.span())
    for match in _CONTRAST.finditer(text) if ", not " in text else ():
        first, _, last = match["subject"].lower().rpartition(" ")
        if last not in FUNCTION_WORDS:
            skipped = len(first) + 1 if first in FUNCTION_WORDS - DETERMINERS else 0
            yield make_echo(text, match.start() + skipped, match.end())
    for start, end, low, listed in list_stretches(text):
        if len(listed) >= _CLAUSES and sum(map(low.count, _VERBS)) >= _FEWEST:
            yield from _read_clauses(text, start, end)


def _find_whole(text: str) -> Iterator[Candidate]:
    """Yield the slogans that are sentences of two halves, or a row of words with one prefix."""
    if "a hundred " in text or "a thousand " in text:
        for match in _ROUND.finditer(text):
            yield make_echo(text, *match.span())
    for stem, build in ((" pursuit of ", _PURSUIT), (", no ", _WITHOUT)):
        if stem in text:
            for match in build.finditer(text):
                yield make_echo(text, *match.span())
    for match in _EQUAL.finditer(text):
        opened = _OPENS.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        if opened and not {opened["one"].lower(), match["other"]} & _PRONOUNS:
            yield make_echo(text, opened.start("one"), match.end())
    for match in _PREFIXED.finditer(text):
        start = match.start() - len(match["prefix"])
        if text.startswith(match["prefix"], start) and match[0].count(match["prefix"]) > 2:
            yield make_echo(text, start, match.end())


def _find_first(text: str) -> Iterator[Candidate]:
    """Yield what comes before all else, twice: life first and safety first."""
    for match in _FIRST.finditer(text) if text.count(" first") > 1 else ():
        if all(classify_english(match[name].lower()).noun for name in ("one", "other")):
            yield make_echo(text, *match.span())


def _find_bracketed(text: str) -> Iterator[Candidate]:
    """Yield the creeds that stand in brackets as the sense of foreign words: (peace, truth, justice)."""
    for match in _BRACKETED.finditer(text):
        if are_values([[word] for word in _BETWEEN.split(match["list"])]):
            yield make_echo(text, *match.span("list"))


def _is_equation(text: str, match: re.Match[str]) -> bool:
    """Tell whether two pairs are equated and repeat a word, or a cue stands before pair and thing."""
    words = match[0].lower().split()
    if set(words[:2] + words[3:5] + words[-2:]) & (FUNCTION_WORDS - {"and"}):
        return False
    content = [word for word in words if word not in FUNCTION_WORDS]
    if len(set(content)) < len(content) and match["pair"]:
        return True
    before = text[max(0, match.start() - _REACH) : match.start()]
    return has_cue(text, match.start()) or bool(_UNDERSTOOD.search(before))


def _read_clauses(text: str, first: int, last: int) -> Iterator[Candidate]:
    """Yield the series of three or more short clauses with *is* or *has* that a stretch opens with or that *that* opens.

    A clause said of a deed (*power is used for the people*) is one where *that*
    names the series; one may leave out the verb of the clause before it if it
    has half its words.
    """
    edges = [first]
    for gap in _GAP.finditer(text, first, last):
        edges += gap.span()
    spans = list(zip(edges[::2], [*edges[1::2], last], strict=True))
    at = 0
    while at <= len(spans) - _CLAUSES:
        start, named = _open_clauses(text, spans[at], opens=at == 0)
        count = _count_clauses(text, [(start, spans[at][1]), *spans[at + 1 :]], named=named)
        if count >= _CLAUSES:
            yield make_echo(text, start, spans[at + count - 1][1])
        at += max(1, count)


def _open_clauses(text: str, span: Span, *, opens: bool) -> tuple[int, bool]:
    """Return where the first clause of a series begins, after *that* or at the front of its stretch, and whether *that* names it."""
    named = [match.end() for match in _NAMING.finditer(text, *span)]
    if named:
        return named[-1], True
    start = span[0] + (text[span[0]] == " ")
    return (start, False) if opens else (span[1], False)


def _count_clauses(text: str, spans: list[Span], *, named: bool) -> int:
    """Return how many clauses of one build follow each other."""
    before: list[str] = []
    for count, (start, end) in enumerate(spans):
        words = text[start:end].lower().split()
        if not 2 < len(words) <= _LONGEST + named or words[0] in _SUBJECTS:
            return count
        verb = next((at for at, word in enumerate(words) if word in _COPULAS), 0)
        said = verb and words[verb + 1 :] and words[verb + 1] not in _TOLD
        said = said and (named or not _DEED.search(words[verb + 1]))
        gapped = named and before and measure_share(before, words) >= _GAPPED
        if not (said and verb <= _SUBJECT) and not gapped:
            return count
        before = words
    return len(spans)
