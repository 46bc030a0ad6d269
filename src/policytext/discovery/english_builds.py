"""Tell of what build the members of an English list are: commands, gerunds, clauses, qualities, values, echoes.

Members of one build side by side are a parison (Lausberg 1960, sections 719 to
754). Which build it is is read from the word that opens each member and from
what the members repeat; words are asked of a lexicon, since the sentence is not
parsed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.discovery.english_words import FUNCTION_WORDS, words_of
from policytext.languages.english import classify_english, is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

Member = tuple[str, ...] | list[str]
"""The words of a member in small letters."""

VALUES = words_of("""
    liberty freedom equality fraternity brotherhood sisterhood justice fairness equity peace unity harmony democracy
    prosperity honesty happiness independence solidarity order discipline stability security progress development
    cooperation respect trust love truth virtue honor honour dignity patriotism loyalty courage civility civilization
    integrity openness innovation sharing tolerance responsibility sovereignty life property beauty strength wealth
    morality righteousness benevolence faith hope struggle victory criticism self-criticism consultation
    co-construction co-governance self-reliance friendship sincerity amity vitality diligence frugality science reason
    liberté égalité fraternité
""")
"""Nouns that name what people hold dear or strive for (Rokeach 1973, The Nature of Human Values, and its like in
the Party's lists)."""

_RELATIONAL = re.compile(r"(?:al|ary|ic|an|ese|ish)$")
"""Adjectives that sort and do not praise: political, economic, military."""

_PRAISE = words_of("democratic civilized harmonious beautiful green open shared coordinated innovative")
_DETERMINERS = words_of("a an the his her its their our your my this that these those each every all any")
_LEAST = 2  # words of a command


def open_with_verbs(members: Sequence[Member]) -> bool:
    """Tell whether all members are commands: each opens with a plain verb and has an object or what else belongs to it.

    A word that is a noun as well is a verb where a determiner follows, or
    beside members of which half open with what can only be a verb.

    >>> open_with_verbs([["cut", "costs"], ["reduce", "stock"]]), open_with_verbs([["trade", "unions"], ["plant", "pots"]])
    (True, False)
    """
    if not all(len(member) >= _LEAST and _may_command(member[0]) for member in members):
        return False
    if any(member[0] in FUNCTION_WORDS for member in members):
        return False
    sure = sum(
        not classify_english(member[0]).noun or member[1] in _DETERMINERS for member in members
    )
    return sure * 2 >= len(members)


def _may_command(word: str) -> bool:
    """Tell whether a word can be a plain verb; one that the lexicon lacks may be: deleverage."""
    return is_verb(word, plain=True) or (classify_english(word).unknown and word.isalpha())


def open_with_gerunds(members: Sequence[Member]) -> bool:
    """Tell whether all members open with a gerund that has an object."""
    return all(
        len(member) >= _LEAST and member[0].endswith("ing") and is_verb(member[0])
        for member in members
    )


def are_values(members: Sequence[Member]) -> bool:
    """Tell whether members are single nouns for values, but for one, or the last with what belongs to it.

    >>> are_values([["peace"], ["bread"], ["justice"]]), are_values([["rice"], ["bread"], ["justice"]])
    (True, False)
    """
    if len(members) < 3 or any(len(member) > 1 for member in members[:-1]):
        return False
    return sum(member[0] in VALUES for member in members) >= len(members) - 1


def are_qualities(members: Sequence[Member]) -> bool:
    """Tell whether members are single adjectives that praise, the last perhaps before its noun.

    >>> are_qualities([["strong"], ["rich"], ["open"], ["fair", "trade"]])
    True
    >>> are_qualities([["political"], ["economic"], ["social"], ["cultural", "ties"]])
    False
    """
    if len(members) < 4 or any(len(member) > 1 for member in members[:-1]) or len(members[-1]) > 2:
        return False
    heads = [member[0] for member in members]
    sorting = sum(bool(_RELATIONAL.search(word)) and word not in _PRAISE for word in heads)
    kinds = [classify_english(word) for word in heads]
    return sorting * 3 < len(heads) and all(kind.inside for kind in kinds) and (
        sum(not kind.noun for kind in kinds) * 2 > len(heads)
    )


def share_word(members: Sequence[Member]) -> bool:
    """Tell whether a content word stands in every member."""
    common = set(members[0]).intersection(*members[1:]) - FUNCTION_WORDS
    return bool(common)


def are_even(members: Sequence[Member], least: int = 1) -> bool:
    """Tell whether members differ in length by `least` words at most."""
    sizes = [len(member) for member in members]
    return max(sizes) - min(sizes) <= least


def measure_share(one: Member, other: Member) -> float:
    """Return the share of the words of the longer member that both have in one order."""
    row = [0] * (len(other) + 1)
    for word in one:
        above = row[:]
        for at, each in enumerate(other):
            row[at + 1] = above[at] + 1 if word == each else max(above[at + 1], row[at])
    return row[-1] / max(len(one), len(other))


def measure_least_share(members: Sequence[Member]) -> float:
    """Return the least share of words that two neighbours have in one order."""
    return min(measure_share(one, other) for one, other in pairwise(members))
