"""Tell which short quoted phrases of an English passage are a slogan by what stands around and inside the marks.

Translators put the Chinese wording behind what they coin a phrase for, so that
Han characters behind the marks say that the words are a set phrase. Without
them a build must show that is seldom quoted for any other reason: two gerunds
of one length (*learning from the past and building the future*), a word that
comes back (*unity, criticism, unity*), four qualities in a row, or three of
them or two single words that a noun beside calls a principle or a formula;
commands and pairs that a requirement, a strategy or a call names; two clauses
that share their frame (parison: Lausberg 1960, sections 719 to 754); a row of
quoted verbs with their objects; and what is refused without its counterpart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_couplets import is_title
from policytext.discovery.english_echoes import make_echo
from policytext.discovery.english_members import (
    are_even,
    measure_share,
    open_with_gerunds,
    open_with_verbs,
)
from policytext.discovery.english_normal import read_numeral
from policytext.discovery.english_series import PARTICLES
from policytext.discovery.english_words import FUNCTION_WORDS, is_clause, is_person, words_of
from policytext.folding import HAN
from policytext.languages.english import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

_GLOSS = re.compile(
    rf"[,.]?[”\"’'」»]{{0,2}} ?[(（\[]?[“\"「]?[{HAN}]{{2,}}[，、；,]?[{HAN}]{{2,}}"
)
_JOINT = re.compile(r"\s*[,;]\s+(?:and\s+)?|\s+(?:and|but)\s+")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_CALLED = re.compile(
    r"\b(?:principle|formula|slogan|motto|line|polic(?:y|ies)|requirement|guideline|standard|spirit|watchword|goal)s?"
    r"(?: (?:of|that|is|was|being|to be|both|in \d{4}))*[,:]? [“\"‘'「]{1,2}$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(
    r"[,.]?[”\"’'」]{1,2} (?P<copula>(?:is|was|are|as) (?:the|a|an|our|its|their) )?(?:[a-z]+ ){0,2}?"
    r"(?:principle|formula|slogan|motto|policy|requirement|guideline|standard|concept|spirit|strategy|model)s?\b"
)
_POLICY = re.compile(r"[,.]?[”\"’'」]{1,2} (?:policy|slogan|motto|formula|strategy|campaign)\b")
"""What follows the name of two words, and no rule of law: a “carrot and stick” policy."""

_DOCTRINE = re.compile(r"[,.]?[”\"’'」]{1,2} doctrine\b")
_NAMED = re.compile(
    r"\b(?:requirement|call|motto|slogan|strategy|mandate|demand|exhortation|instruction|directive|mission)s?"
    r"(?: (?:is|was))? (?:to|of|for)(?: the)? [“\"‘'「]{1,2}$"
    r"|\b(?:told|urged|asked|exhorted|instructed|encouraged|called (?:up)?on)[^.;“”\"]{0,30} to [“\"‘'「]{1,2}$"
)
_DENIAL = re.compile(r"[Nn]o [a-z]+ without [a-z]+|[A-Za-z]+, not [a-z]+")
"""What is refused as long as its counterpart is, or for its counterpart: no pay without work; work, not alms."""

_BETWEEN = re.compile(r"[,;]?[”\"’'」][,;]? (?:and )?[“\"‘'「]")
_SPEAKERS = words_of("i we you he she they it my your his her their me us him them")
_LONGEST = 150  # characters of a phrase that its build alone makes a slogan
_MOST_NAMED, _LONGEST_NAMED, _UNEVEN = (
    5,
    9,
    3,
)  # members; words of one; words by which they may differ
_SHORTEST, _SHARE = 5, 0.35  # words of a clause; share of them that both have
_MANY = 3  # members
_MOST = 4  # words of a gerund phrase


def find_mottos(text: str, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the short quoted phrases of a passage that are slogans by their build or their Chinese wording.

    >>> text = "The way is “learning from the past and building the future” at once."
    >>> [c.text for c in find_mottos(text, [(12, 58)])]
    ['learning from the past and building the future']
    """
    for start, end in quotes:
        inner = text[start:end]
        if _DENIAL.fullmatch(inner):
            yield make_echo(text, start, end)
        if not 9 <= len(inner) <= _LONGEST or not any(
            joint in inner for joint in (",", " and ", " but ")
        ):
            continue
        members = [_WORD.findall(each.lower()) for each in _JOINT.split(inner)]
        if not all(members) or any(map(str.isdigit, inner)):
            continue
        if _GLOSS.match(text, end):
            if not is_title(inner) and not is_clause([w for each in members for w in each]):
                yield make_echo(text, start, end)
        elif (
            _is_motto(text, (start, end), members)
            or _is_named(text, (start, end), members)
            or _is_parison(members)
        ):
            yield make_echo(text, start, end)
    yield from _find_rows(text, quotes)


def _find_rows(text: str, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the rows of quotations that are two or more verbs with their objects: “mend roofs,” “dig wells,” and “sow rye”."""
    row: list[tuple[int, int]] = []
    for start, end in [*quotes, (-1, -1)]:
        if row and not (start > 0 and _BETWEEN.fullmatch(text, row[-1][1], start)):
            members = [_WORD.findall(text[a:b].lower()) for a, b in row]
            if len(row) > 2 and _are_verbs(members):
                yield make_echo(text, row[0][0], row[-1][1])
            row = []
        row.append((start, end))


def _are_verbs(members: list[list[str]]) -> bool:
    """Tell whether members of one length are a verb in one form each and its object."""
    if len({len(each) for each in members}) > 1 or not 1 < len(members[0]) < _MOST:
        return False
    endings = {each[0][-2:] if each[0].endswith(("ed", "ng")) else "" for each in members}
    if "ng" in endings and len(endings) > 1:
        return False
    return len(endings) < len(members) and all(is_verb(each[0]) for each in members)


def _is_named(text: str, span: tuple[int, int], members: list[list[str]]) -> bool:
    """Tell whether a quotation that a noun names holds commands, gerunds or pairs, or repeats a word: the requirement of “act early and speak late”."""
    sizes = [len(each) for each in members]
    if not 1 < len(members) <= _MOST_NAMED or min(sizes) < 2 or max(sizes) > _LONGEST_NAMED:
        return False
    if max(sizes) - min(sizes) > _UNEVEN or not _names(text, span):
        return False
    if open_with_verbs(members) or open_with_gerunds(members):
        return True
    flat = {word for each in members for word in each}
    if set(sizes) == {2} and not flat & (FUNCTION_WORDS | PARTICLES):
        return not any(map(read_numeral, flat))
    return bool(set.intersection(*map(set, members)) - FUNCTION_WORDS)


def _names(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a noun stands before the marks that says what they hold is a norm."""
    before = text[max(0, span[0] - 40) : span[0]]
    return bool(_CALLED.search(before) or _NAMED.search(before)) or is_called(
        text, *span, attributive=False
    )


def _is_parison(members: list[list[str]]) -> bool:
    """Tell whether a quotation is two clauses of one length with three words in the same order, two with meaning, and another end."""
    if len(members) != 2 or not min(map(len, members)) >= _SHORTEST or not are_even(members):
        return False
    one, other = members
    if one[-1] == other[-1] or max(len(one), len(other)) > _LONGEST_NAMED:
        return False
    if measure_share(one, other) < _SHARE:
        return False
    return len(set(one).intersection(other) - FUNCTION_WORDS) > 1


def _is_motto(text: str, span: tuple[int, int], members: list[list[str]]) -> bool:
    """Tell whether the build of quoted members makes them a slogan."""
    inner = text[slice(*span)]
    if not inner[:1].islower() or is_title(inner):
        return False
    if (
        _are_denials(members)
        or _are_many_deeds(members)
        or _are_gerunds(members)
        or _comes_back(members)
        or _are_deeds(members)
    ):
        return True
    if any(len(each) > 1 for each in members[:-1]) or len(members[-1]) > 1 + (len(members) > 3):
        return False
    flat = [each[0] for each in members]
    if len(set(flat)) < len(flat) or set(flat) & FUNCTION_WORDS or any(map(is_person, flat)):
        return False
    if len(flat) == 2:
        return is_called(text, *span, attributive=False) or _POLICY.match(text, span[1]) is not None
    return is_called(text, *span) or (len(flat) > 3 and all(map(_is_quality, flat)))


def _are_denials(members: list[list[str]]) -> bool:
    """Tell whether three members or more each deny something, and nobody speaks of himself."""
    denied = all({"not", "no", "never"} & {*each} for each in members)
    return len(members) >= _MANY and denied and not any(_SPEAKERS & {*each} for each in members)


def _are_gerunds(members: list[list[str]]) -> bool:
    """Tell whether two members open with a gerund, or two gerunds share what follows them."""
    if len(members) != 2 or not all(each[0].endswith("ing") for each in members):
        return False
    one, other = map(len, members)
    if one == 1:
        return members[1][1:] == ["together"]
    return max(one, other) <= _MOST and abs(one - other) < 2 and other > 1


def _are_many_deeds(members: list[list[str]]) -> bool:
    """Tell whether three members or more of nearly one length are gerunds with their objects: mending roofs, digging wells, and sowing rye."""
    if len(members) < _MANY or not are_even(members, 2) or max(map(len, members)) > _MOST:
        return False
    return open_with_gerunds(members)


def _are_deeds(members: list[list[str]]) -> bool:
    """Tell whether two members are a verb each with one object or one article: burn the deeds and share the barns."""
    if len(members) != 2 or len(members[0]) != len(members[1]):
        return False
    one, other = members
    if one[0] == other[0] or not all(is_verb(each[0], plain=True) for each in members):
        return False
    if one[0] in FUNCTION_WORDS or other[0] in FUNCTION_WORDS:
        return False
    if len(one) == 2:
        return one[1] == other[1] and one[1] not in FUNCTION_WORDS
    return len(one) == _MOST - 1 and one[1] == other[1] == "the" and one[2] != other[2]


def _comes_back(members: list[list[str]]) -> bool:
    """Tell whether the last of three single words is the first: unity, criticism, unity."""
    flat = [" ".join(each) for each in members]
    return len(flat) == 3 and flat[0] == flat[2] != flat[1] and max(map(len, members)) < 3


def _is_quality(word: str) -> bool:
    """Tell whether a word names no things: no -s makes it many."""
    return not word.endswith("s") or word.endswith("ss")


def is_called(text: str, start: int, end: int, *, attributive: bool = True) -> bool:
    """Tell whether a noun beside the marks calls what they hold a principle, a formula or a policy.

    Without `attributive` that noun may not come right behind them: any rule may be called “cruel and unusual”.
    """
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    behind = _CALLED_AFTER.match(after)
    return bool(
        _CALLED.search(before)
        or (behind and (attributive or behind["copula"]))
        or _DOCTRINE.match(after)
    )
