"""Cut a list of an English sentence into its members, and tell of what build they are.

A list ends behind the member that *and* joins (Quirk et al. 1985, chapter 13); what
follows in the sentence is cut off its last member at a preposition or conjunction.
Members of one build side by side are a parison (Lausberg 1960, sections 719 to 754):
commands, gerunds, values, qualities. Which build it is is read from the word that
opens each member and from what the members repeat; words are asked of a lexicon,
since the sentence is not parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_words import FUNCTION_WORDS, words_of
from policytext.languages.english import classify_english, is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

COMMAS = re.compile(r",\s+(?:and )?")
AND = re.compile(r"\s+(?:and|while)\s+")
_JOINTS = re.compile(r",\s+(?:and )?|\s+and\s+")
_TOKEN = re.compile(r"[^\s,;]+")
_CUTS = words_of("to in for with which that when as so by such on at under while who but from")
MOST = 6
"""Words of a member, of a last one two more."""
Member = tuple[str, ...] | list[str]
"""The words of a member in small letters."""

VALUES = words_of("""
    liberty freedom equality fraternity brotherhood sisterhood justice fairness equity peace unity harmony democracy
    prosperity honesty happiness independence solidarity order discipline stability security progress development
    cooperation respect trust love truth virtue honor honour dignity patriotism loyalty courage civility civilization
    integrity openness innovation sharing tolerance responsibility sovereignty life property beauty strength wealth
    morality righteousness benevolence faith hope struggle victory criticism self-criticism consultation
    co-construction co-governance growth reform self-reliance friendship sincerity amity vitality diligence frugality science reason
    liberté égalité fraternité
""")
"""Nouns that name what people hold dear or strive for (Rokeach 1973, The Nature of Human Values, and its like in
the Party's lists)."""

_LAW = ("rule", "of", "law")
"""The one value of three words."""

_RELATIONAL = re.compile(r"(?:al|ary|ic|an|ese|ish)$")
"""Adjectives that sort and do not praise: political, economic, military."""

_PRAISE = words_of(
    "democratic civilized harmonious beautiful green open shared coordinated innovative"
)
_DETERMINERS = words_of(
    "a an the his her its their our your my this that these those each every all any"
)
_LEAST = 2  # words of a command


def split_list(text: str, span: Span, gap: re.Pattern[str]) -> list[Span]:
    """Return where the members of a list stand; the last is cut where the sentence goes on."""
    edges = [span[0]]
    for match in gap.finditer(text, *span):
        edges += match.span()
    spans = list(zip(edges[::2], [*edges[1::2], span[1]], strict=True))
    kept: list[Span] = []
    for start, end in spans:
        if kept and " that " in text[start:end]:
            break  # what is said with a clause of its own is no member
        words = len(text[start:end].split())
        if words > MOST + 2:
            if kept:
                kept.append(cut_member(text, start, end))
            break
        kept.append((start, end))
    return kept


def read_closed(text: str, span: Span) -> list[Span]:
    """Return the members of a list up to the one behind the first `and`, which is cut where it outgrows them; or nothing."""
    items: list[Span] = []
    at = span[0]
    for gap in _JOINTS.finditer(text, *span):
        items.append((at, gap.start()))
        at = gap.end()
        if "and" in gap[0] or len(text[slice(*items[-1])].split()) > MOST:
            break
    else:
        items.append((at, span[1]))
        return items if len(items[-1:]) and len(text[at : span[1]].split()) <= MOST else []
    longest = max(len(text[a:b].split()) for a, b in items)
    stop = _JOINTS.search(text, at, span[1])
    words = list(_TOKEN.finditer(text, at, stop.start() if stop else span[1]))
    if longest > MOST or not words:
        return []
    size = len(words)
    if size > longest + 1:
        least = min(len(text[a:b].split()) for a, b in items)
        cuts = (n for n in range(least, longest + 2) if words[n][0].lower() in FUNCTION_WORDS)
        size = next(cuts, longest + 1)
    return [*items, (at, words[size - 1].end())]


def cut_member(text: str, start: int, end: int) -> Span:
    """Return a member without what follows its first three words from a preposition on."""
    words = list(re.finditer(r"\S+", text[start:end]))
    at = next((at for at in range(2, len(words)) if words[at][0].lower() in _CUTS), MOST)
    return start, start + words[min(at, len(words)) - 1].end()


def list_tokens(text: str, items: list[Span]) -> list[list[str]]:
    """Return the words of each member in small letters, without the marks between them."""
    return [_TOKEN.findall(text[start:end].lower()) for start, end in items]


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
    members = [("justice",) if member[-3:] == _LAW else member for member in map(tuple, members)]
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
    return (
        sorting * 3 < len(heads)
        and all(kind.inside for kind in kinds)
        and (sum(not kind.noun for kind in kinds) * 2 > len(heads))
    )


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
