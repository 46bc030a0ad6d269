"""Find the slogans of running English text whose members close alike, sentences of two clauses with one verb, and what a country is to be.

| build | example | what makes it sure |
|---|---|---|
| one object | comes from the soil, works the soil, and feeds the soil | three members or more open with one form of a verb and close with *the* and one noun |
| one verb | Haste leads to waste, patience leads to plenty. | the clauses are all of the sentence, of one length, and nothing joins them but a comma |
| qualities | build a rich, strong, fair and open country | four adjectives that praise, what is built is a state or people |

Members that close alike are an epiphora (Lausberg 1960, sections 631 to 632),
clauses of one length without a conjunction an asyndetic isocolon (sections 709 to 754):
prose joins two clauses with *and* (Quirk et al. 1985, chapter 13). With *and* both must
be general truths, of two definite subjects and objects in the singular.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from policytext.discovery.english_echoes import make_echo
from policytext.discovery.english_members import are_qualities
from policytext.discovery.english_series import WORD, list_stretches
from policytext.discovery.english_words import FUNCTION_WORDS, is_plural, words_of
from policytext.languages.english import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.records import Candidate

_OPENERS = '.!?:;”"“'
_ENDS = re.compile(r"[.!;]")
_FEWEST, _MOST = 3, 6  # words of a clause, or of a member that closes as its neighbours do
_MOST_MEMBERS = 12  # of one row, so that a text that repeats one clause for ever is not read as one
_DEFINITE = ("the", "a", "an", "our", "your", "its", "their")
_POLITIES = words_of(
    "country society nation state power world homeland motherland people city party army"
)
_BUILT = re.compile(
    r"\b(?:build(?:s|ing)?|built|forg(?:e|es|ing)|creat(?:e|es|ing)|become|becoming|into) (?:up )?(?:into )?(?:an?|the) $"
)
_QUALITIES = re.compile(
    r"(?P<list>(?:[a-z]+, ){2,9}[a-z]+,? and [a-z]+)(?P<after>(?: [a-z]+){1,3})"
)
_GAP = re.compile(r",? and |, ")
_REACH = 24  # characters in which what is built has its verb


def find_closings(text: str) -> Iterator[Candidate]:
    """Yield the slogans of a passage that one of these builds makes.

    >>> [c.text for c in find_closings("The league comes from the soil, works the soil, and feeds the soil.")]
    ['comes from the soil, works the soil, and feeds the soil']
    """
    for start, end, low, listed in list_stretches(text):
        if len(listed) == 2:
            one, other = listed
            if (
                one.count(" ") - other.count(" ") in (0, 1)  # a space may stand before the first
                and _is_sentence(text, start, end)
                and _is_couplet(one.split(), other.split(), joined=", and " in low)
            ):
                yield make_echo(text, start + (text[start] == " "), end)
        elif len(listed) > 2:
            if low.count(" the ") >= _FEWEST:
                yield from _find_closed(text, start, low, listed)
            if " " not in listed[1] and " " not in listed[2]:
                yield from _find_qualities(text, start, end)


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is a whole sentence or all of a quotation."""
    before = text[max(0, start - 1) : start]
    return (not before or before in _OPENERS) and _ENDS.match(text, end) is not None


def _is_couplet(one: Sequence[str], other: Sequence[str], *, joined: bool) -> bool:
    """Tell whether two clauses of one length have one verb in one place and nothing else in common but articles.

    >>> _is_couplet("haste leads to waste".split(), "patience leads to plenty".split(), joined=False)
    True
    >>> _is_couplet("wind turns sails".split(), "water turns wheels".split(), joined=True)
    False
    """
    if len(one) != len(other) or not _FEWEST <= len(one) <= _MOST:
        return False
    same = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a == b]
    verbs = [at for at in same if 0 < at < len(one) - 1 and one[at] not in FUNCTION_WORDS]
    if len(verbs) != 1 or not one[verbs[0]].endswith("s") or not is_verb(one[verbs[0]]):
        return False
    definite = one[0] in _DEFINITE
    subjects = {one[definite], other[other[0] in _DEFINITE]}
    if len(subjects) < 2 or subjects & FUNCTION_WORDS or one[-1] == other[-1]:
        return False
    return not joined or (definite and 0 in same and one[-2] == other[-2] == one[0])


def _find_closed(text: str, start: int, low: str, listed: Sequence[str]) -> Iterator[Candidate]:
    """Yield three parts of a stretch or more that close with one noun and its article and open with one form of a verb."""
    at = passed = begin = 0  # the first `passed` parts end at `begin`
    while at + 2 < len(listed):
        cut = listed[at].rfind(" the ")
        ending = listed[at][cut:]
        if cut < 0 or ending not in listed[at + 1]:
            at += 1
            continue
        members = _list_members(listed[at : at + _MOST_MEMBERS], ending)
        first = _find_verb(members) if len(members) > 2 and ending.count(" ") == 2 else None
        if first is not None:
            begin = _pass_parts(low, listed[passed:at], begin)
            place = low.index(listed[at], begin) + _measure_words(listed[at], first)
            passed = at + len(members) - 1
            begin = _pass_parts(low, listed[at:passed], begin)
            last = low.index(ending, low.index(listed[passed], begin)) + len(ending)
            yield make_echo(text, start + place, start + last)
        at += len(members)


def _pass_parts(low: str, parts: Sequence[str], begin: int) -> int:
    """Return where parts of a stretch end that follow each other from a place on."""
    for part in parts:
        begin = low.index(part, begin) + len(part)
    return begin


def _measure_words(part: str, count: int) -> int:
    """Return the characters of a part before one of its words."""
    return list(re.finditer(r"\S+", part))[count].start()


def _list_members(parts: Sequence[str], ending: str) -> list[list[str]]:
    """Return the words of parts up to the first that closes otherwise or does not open with the form of a verb that the second opens with."""
    closed = takewhile(lambda part: _closes(part, ending), parts[1:])
    members = [part.split() for part in (parts[0], *closed)]
    form = _read_form(members[1][0]) if len(members) > 1 else ""
    others = takewhile(lambda m: is_verb(m[0]) and _read_form(m[0]) == form, members[1:])
    return [members[0], *others]


def _closes(part: str, ending: str) -> bool:
    """Tell whether a part ends with some words, or has them before a function word within the length of a member."""
    head, found, tail = part.partition(ending)
    after = tail.split()
    free = not after or (tail[0] == " " and after[0] in FUNCTION_WORDS)
    return bool(found) and free and 0 < len(head.split()) <= _MOST - 2


def _find_verb(members: Sequence[Sequence[str]]) -> int | None:
    """Return the word of the first part at which its member begins: a verb in the form that opens the others, or nothing."""
    if not FUNCTION_WORDS.isdisjoint(member[0] for member in members[1:]):
        return None
    form, first = _read_form(members[1][0]), members[0]
    for at in range(len(first) - 3, max(-1, len(first) - _MOST - 1), -1):
        word = first[at]
        if word not in FUNCTION_WORDS and _read_form(word) == form and is_verb(word):
            return at
    return None


def _read_form(word: str) -> str:
    """Return which form of a verb a word has by its ending: -ing, -s or none."""
    if word.endswith("ing"):
        return "ing"
    return "s" if is_plural(word) else ""


def _find_qualities(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the four qualities or more that what is built is to have: build a rich, strong, fair and open country."""
    for match in _QUALITIES.finditer(text, start, end):
        if not _BUILT.search(text, max(0, match.start() - _REACH), match.start()):
            continue
        members = [WORD.findall(each) for each in _GAP.split(match["list"])]
        if are_qualities(members) and not _POLITIES.isdisjoint(match["after"].split()):
            yield make_echo(text, *match.span("list"))
