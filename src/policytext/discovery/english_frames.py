"""Find the numeral labels that a verb of adherence governs, and the lists that a numeral announces.

What is *adhered to* or *upheld* as a whole is a line, not a list (Schoenhals 1992;
see `chinese_frames`): *fight the three major battles*. What a numeral announces
(*five tasks: …*, *three vows (…)*) spells out its label where it has as many
members as the numeral says, all commands, gerunds or infinitives, values, or opened
by one word: the count is the second mark that any list lacks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_echoes import make_echo
from policytext.discovery.english_members import (
    are_values,
    open_with_gerunds,
    open_with_verbs,
)
from policytext.discovery.english_normal import read_numeral
from policytext.discovery.english_phrases import make_candidate
from policytext.discovery.english_words import (
    EMPTY_MODIFIERS,
    FUNCTION_WORDS,
    is_converted,
    is_person,
    is_plural,
    is_program,
    is_unit,
    singular,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.english_phrases import Phrase
    from policytext.records import Candidate

_HELD = re.compile(
    r"\b(?:adher|uphold|upheld|observ|persist|insist|implement|practic|practis|follow|abid|fight|fought|wag|win|won"
    r"|safeguard|strengthen)(?:e|es|s|ed|ing|ting|ning)? (?:(?:to|in|on|by) )?(?:the|these|those|our) $"
    r"|\b(?:implementation|adherence|practice|observance) (?:of|to) the $",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:achiev|reali[sz]|fulfill?|attain|accomplish)(?:e|es|s|ed|ing)? (?:the|these|those|our) $",
    re.IGNORECASE,
)
"""Verbs of which goals are the object; what else is achieved is no norm."""

_ANNOUNCED = re.compile(
    r"(?:[ -][A-Za-z'’-]+){1,4}[”\"’']?(?:: |,? namely,? |,? that is,? | ?[—–] ?| - | \((?:i\.e\.,? )?)[“\"‘]?(?=[a-zA-Z])"
)
"""The noun behind a numeral, and what leads over to what it counts."""

_LISTED = re.compile(r"[^.!?:()“”\"\n—–\[\]]{8,400}")
_SEMICOLON = re.compile(r"; (?:and )?")
_LOOSE_GAP = re.compile(r", (?:and )?")
_VALUED = re.compile(r" of (?P<list>[a-z]+(?:, [a-z]+){1,9},? and [a-z]+)\b")
_FEWEST, _MOST_LISTED, _LONGEST_LISTED = 3, 10, 10

_GAP = re.compile(r",? and |, ")
_WORD = re.compile(r"[A-Za-z-]+")
_NORMS = words_of(
    "principle battle policy tenet line strategy task revolution basic safeguard consciousness weapon campaign"
)
"""Nouns that name norms and campaigns: counted anywhere, a label where a verb of adherence governs them."""

_MOST = 6  # words of a member
_REACH = 32  # characters before a numeral in which its verb stands


def read_held(text: str, phrase: Phrase, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the numeral label a phrase is that a verb of adherence governs: fight the three major battles."""
    before = text[max(0, phrase.start - _REACH) : phrase.start]
    held = _HELD.search(before)
    if not held and not _REACHED.search(before):
        return
    for count in (1, 2, 3):
        part = phrase.cut(count)
        if len(part.words) < count or part.head in FUNCTION_WORDS:
            return
        if count > 2 and is_plural(part.words[1]):
            return  # the noun phrase has ended
        aimed = count == 2 and part.head in ("goals", "tasks") and _is_particular(part.words[0])
        normed = (
            held
            and _is_norm(part.head, alone=count == 1)
            and not text.startswith(" of the", part.end)
        )
        if aimed or normed:
            yield make_candidate(text, part.start, part.end, "framed", quotes, certain=True)
            return


def _is_norm(head: str, *, alone: bool) -> bool:
    """Tell whether a plural names norms or campaigns, or is made of what is no noun; concepts must be told apart."""
    if is_person(head) or is_unit(head) or not is_plural(head):
        return False
    if singular(head) == "concept":
        return not alone
    return singular(head) in _NORMS or is_converted(head) or is_program(head)


def read_valued(text: str, phrase: Phrase, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the numeral label whose members, all values and as many as it says, follow *of*: the three bonds of trust, faith and honor.

    Other things that *of* spells out are counted: the four seas of the north.
    """
    for count, end in enumerate(phrase.ends[:2], 1):
        if not text.startswith(" of ", end):
            continue
        part = phrase.cut(count)
        listed = _VALUED.match(text, part.end) if is_plural(part.head) else None
        if listed:
            members = [[word] for word in _GAP.split(listed["list"])]
            if len(members) == read_numeral(phrase.numeral) and are_values(members):
                yield make_candidate(text, part.start, part.end, "framed", quotes, certain=True)
            return


def _is_particular(word: str) -> bool:
    """Tell whether a modifier says which goals are meant: two centenary goals, not two main goals."""
    return word not in EMPTY_MODIFIERS and not is_plural(word) and word.isalpha()


def read_listed(text: str, start: int, at: int) -> Iterator[Candidate]:
    """Yield the list that a numeral announces, ending at `at`, and that has as many members of one build.

    >>> [c.text for c in read_listed("He set three tasks: cut the waste, mend the roofs and sow rye.", 7, 12)]
    ['cut the waste, mend the roofs and sow rye']
    """
    announced = _ANNOUNCED.match(text, at)
    count = read_numeral(text[start:at])
    if announced is None or count is None or not _FEWEST <= count <= _MOST_LISTED:
        return
    listed = _LISTED.match(text, announced.end())
    if listed is None:
        return
    span = listed.span()
    for gap in (_SEMICOLON, _GAP, _LOOSE_GAP):
        items = [(a, b) for a, b in _cut(text, span, gap) if a < b]
        if len(items) == count:
            members = [_WORD.findall(text[a:b].lower()) for a, b in items]
            if all(members) and _is_build(members):
                yield make_echo(text, items[0][0], items[-1][1])
            return


def _cut(text: str, span: tuple[int, int], gap: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where the parts of a stretch stand between gaps."""
    edges = [span[0]]
    for match in gap.finditer(text, *span):
        edges += match.span()
    return list(zip(edges[::2], [*edges[1::2], span[1]], strict=True))


def _is_build(members: list[list[str]]) -> bool:
    """Tell whether members are commands, gerunds, infinitives, values or open with one word of meaning."""
    sizes = [len(member) for member in members]
    if max(sizes) > _LONGEST_LISTED:
        return False
    if min(sizes) > 1 and (open_with_verbs(members) or open_with_gerunds(members)):
        return True
    heads = {member[0] for member in members}
    if len(heads) == 1 and min(sizes) > 1:
        return heads == {"to"} or not heads & FUNCTION_WORDS
    return are_values(members)
