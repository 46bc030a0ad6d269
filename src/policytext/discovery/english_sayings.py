"""Find the sayings of an English passage: sentences of two halves, rows of words with one prefix, and creeds.

Two equations of three words (*time is money, efficiency is life*), a round
number in both halves (*let a hundred flowers bloom, let a hundred schools
contend*: Chinese sets one number in two places for all there are), a denial
that makes the other follow (*no count, no vote*), and what three words say
that people have a right to or value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_echoes import make_echo
from policytext.discovery.english_words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

_RIGHTS = re.compile(
    r"(?:ights? to|ights of|ottos?(?: of|,)|alues of|deals of|rotections (?:for|of)) "
    r"(?P<list>[a-z]{3,}, [a-z]{3,},? and (?P<last>(?:the pursuit of )?[a-z]{3,}))"
    r"(?=[,.;:”\"’)]|$| (?:and|as|for|in|that|which|to|were|are|is|was|by|from|with)\b)"
)
"""What people have a right to or value, in three words: the members of a creed."""

_ROUND = re.compile(
    r"\b(?:let(?:ting)? )?a (?P<n>hundred|thousand)(?: [a-z]+){2,4}?(?:,? and|,) (?:let(?:ting)? )?a (?P=n)"
    r"(?: (?!(?:in|is|are|to|at|was|on|for|as|by|and)\b)[a-z]+){2,5}",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"(?:^|(?<=[.!?:”“\"] )|(?<=[“\"]))No(?: [a-z]+){1,4}, no(?: [a-z]+){1,5}(?=[.!;”\"]|$)"
)
_EQUAL = re.compile(r" is [a-z]+, (?P<other>[a-z]+) is [a-z]+(?=[.!;”\"]|$)")
_OPENS = re.compile(r"(?:^|[.!?:;] |[“\"])(?P<one>[A-Za-z]+)$")
_PREFIXED = re.compile(
    r"-[a-z]+, (?P<prefix>[a-z]{3,})-[a-z]+(?:, (?P=prefix)-[a-z]+)*,?(?: and)? (?P=prefix)-[a-z]+\b"
)
_LONGEST_WORD = 30
_PRONOUNS = words_of("it he she this that there what who which")
_RIGHT_STEMS = (
    "ights to ",
    "ights of ",
    "ight to ",
    "otto",
    "alues of ",
    "deals of ",
    "rotections ",
)


def find_sayings(text: str) -> Iterator[Candidate]:
    """Yield the sayings and creeds of a passage.

    >>> [c.text for c in find_sayings("They held that rain is bread. Rain is bread, patience is harvest.")]
    ['Rain is bread, patience is harvest']
    """
    yield from _find_whole(text)
    if any(stem in text for stem in _RIGHT_STEMS):
        yield from _find_creeds(text)


def _find_whole(text: str) -> Iterator[Candidate]:
    """Yield the slogans that are sentences of two halves, or a row of words with one prefix."""
    if "a hundred " in text or "a thousand " in text:
        for match in _ROUND.finditer(text):
            yield make_echo(text, *match.span())
    if ", no " in text:
        for match in _WITHOUT.finditer(text):
            yield make_echo(text, *match.span())
    for match in _EQUAL.finditer(text):
        opened = _OPENS.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        if opened and not {opened["one"].lower(), match["other"]} & _PRONOUNS:
            yield make_echo(text, opened.start("one"), match.end())
    for match in _PREFIXED.finditer(text):
        start = match.start() - len(match["prefix"])
        if text.startswith(match["prefix"], start) and match[0].count(match["prefix"]) > 2:
            yield make_echo(text, start, match.end())


def _find_creeds(text: str) -> Iterator[Candidate]:
    """Yield three abstract nouns that people have rights to or hold as values: life, liberty, and property."""
    for match in _RIGHTS.finditer(text):
        words = match["list"].replace(" and ", " ").replace(",", "").split()
        if not any(word.endswith(("s", "ing")) and not word.endswith("ss") for word in words):
            yield make_echo(text, *match.span("list"))
