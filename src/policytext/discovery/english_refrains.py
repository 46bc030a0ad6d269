"""Find the slogans of running English text that take up a word where ordinary prose would go on.

The figures are those of classical rhetoric (Lausberg 1960, sections 612 to
648): the next member begins with the end of the one before (anadiplosis:
*direction decides the road, the road decides the goal*), an equation is said
both ways, a verb comes back in another form (polyptoton: *dares to fight and
is good at fighting*), numbered clauses keep one predicate. Beside them stand
series that repeat an attribute with a hyphen or an adverb at their front, commands behind a modal
that share their last word, and what a colon leads up to and a full stop ends.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.discovery.english_echoes import is_bare_verb, make_echo
from policytext.discovery.english_members import measure_share
from policytext.discovery.english_series import COMMAS, DETERMINERS, WORD, cut_parts, list_stretches
from policytext.discovery.english_words import FUNCTION_WORDS, words_of
from policytext.languages.english import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.discovery.english_series import Part
    from policytext.records import Candidate

_POLYPTOTON = re.compile(
    r" to (?P<base>[a-z]{3,})(?:,? and|,) (?:(?:is|are|be|being) )?[a-z]+(?: [a-z]+)? (?:at|in|of) (?P<form>[a-z]{3,}ing)\b"
)
_INFINITIVES = re.compile(r" to [a-z]{3,}(?:,? and|,) (?P<head>[a-z]+) to [a-z]{3,}\b")
_NUMBER = re.compile(r"(?P<number>[1-9])[.)] (?=[A-Za-z])")
_CLAUSE_END = re.compile(r"[.;!?](?:\s|$)")
_CRY = re.compile(r": (?P<cry>[A-Za-z][a-z' ]+(?:, [a-z][a-z' ]+)+)(?=[.!]|$)")
_CRY_OPENERS = words_of("never always not don't dare daring")
_MODALS = words_of("should must shall jointly resolutely")
_TAILS = words_of("and to in as for with is are by on at so which that will from or")
"""Words that go on with a sentence behind the last member of a series."""

_DENIALS = words_of("not no never cannot can't don't")
_CONTRACTED = words_of("cannot can't don't")
_AUXILIARIES = words_of(
    "do does did is are was were be have has had can could will would dare must should shall may might"
)
_LONGEST = 7  # words of a member
_MOST_MEMBERS = 12  # of one row, so that a text that repeats one word for ever is not read for ever
_LINKED = 5  # words of a member whose end the next takes up
_FRONT = 16  # characters of a member in which an attribute has its hyphen
_BOTH_WAYS = 12
_SHARE = 0.4  # of the words of a numbered clause that the next has too


def find_refrains(text: str) -> Iterator[Candidate]:
    """Yield the slogans of a passage that take up a word in one of these figures.

    >>> [c.text for c in find_refrains("Direction decides the road, the road decides the goal.")]
    ['Direction decides the road, the road decides the goal']
    """
    if " to " in text:
        yield from _find_verbs(text)
    if ("2. " in text and "3. " in text) or ("2) " in text and "3) " in text):
        yield from _find_numbered(text)
    for match in _CRY.finditer(text) if ": " in text else ():
        if _is_cry(match["cry"].lower().split(", ")):
            yield make_echo(text, *match.span("cry"))
    marked, hyphened = _is_marked(text), "-" in text
    for start, end, low, listed in list_stretches(text):
        if len(listed) > 1 and ((marked and _is_marked(low)) or _may_take_up(listed, hyphened)):
            yield from _find_listed(text, cut_parts(text, start, end, COMMAS))


def _find_verbs(text: str) -> Iterator[Candidate]:
    """Yield pairs of infinitives behind one verb, and of a verb and its gerund: dares to fight and is good at fighting."""
    for match in _POLYPTOTON.finditer(text):
        base, form = match["base"].removesuffix("e"), match["form"]
        if form.startswith(base) and len(form) - len(base) < 5:
            yield make_echo(text, _word_start(text, match.start()), match.end())
    for match in _INFINITIVES.finditer(text):
        start = _word_start(text, match.start())
        head = text[start : match.start()].lower()
        if head == match["head"] and is_bare_verb(head.removesuffix("s")):
            yield make_echo(text, start, match.end())


def _word_start(text: str, end: int) -> int:
    """Return where the word begins that ends at a place."""
    return text.rfind(" ", 0, end) + 1 if text[end - 1].isalpha() else end


def _find_numbered(text: str) -> Iterator[Candidate]:
    """Yield three numbered clauses or more that keep most of their words."""
    marks = [m for m in _NUMBER.finditer(text) if _opens_clause(text, m.start())]
    at = 0
    while at < len(marks):
        run = [marks[at]]
        while at + 1 < len(marks) and int(marks[at + 1]["number"]) == int(run[-1]["number"]) + 1:
            at += 1
            run.append(marks[at])
        at += 1
        if len(run) > 2 and run[0]["number"] == "1":
            stop = _CLAUSE_END.search(text, run[-1].end())
            end = stop.start() if stop else len(text)
            edges = [*pairwise([(m.start(), m.end()) for m in run]), ((0, run[-1].end()), (end, 0))]
            members = [tuple(WORD.findall(text[a[1] : b[0]].lower())) for a, b in edges]
            members = [m[:-1] if m[-1:] == ("and",) else m for m in members]
            if all(3 < len(m) <= _BOTH_WAYS for m in members) and all(
                measure_share(a, b) >= _SHARE for a, b in pairwise(members)
            ):
                yield make_echo(text, run[0].end(), end)


def _opens_clause(text: str, at: int) -> bool:
    """Tell whether a number stands at the front of a text or behind a stop, perhaps with `and`."""
    before = text[max(0, at - 8) : at].rstrip("( \n").removesuffix("and").rstrip()
    return not before or before[-1] in ";.:"


def _is_cry(members: list[str]) -> bool:
    """Tell whether what stands between a colon and a full stop are commands without `and`: dare to act, never rest."""
    words = [member.split() for member in members]
    if not all(1 < len(each) < 5 for each in words) or len(words) > 4:
        return False
    if any(set(each) & DETERMINERS or each[0] in ("and", "or", "to") for each in words):
        return False
    opened = sum(each[0] in _CRY_OPENERS for each in words)
    return opened > 0 and all(each[0] in _CRY_OPENERS or is_bare_verb(each[0]) for each in words)


def _is_marked(text: str) -> bool:
    """Tell whether a text has the words of three denials or of two similes."""
    return text.count(" no") + text.count(" cannot ") > 2 or text.count(" as if ") > 1


def _may_take_up(listed: Sequence[str], hyphened: bool) -> bool:
    """Tell whether a member begins as the one before or near its end, or three end alike; asked of every stretch."""
    one, *others = listed
    many = len(others) > 1
    for other in others:
        last = one[one.rfind(" ") :]
        if last in other and (_takes_up(last, other) or (many and _closes_pair(last, other))):
            return True
        if other.startswith(last[1:]) and other[len(last) - 1 : len(last)] == " ":
            return True
        if other.endswith("ly", 0, max(0, other.find(" "))) and other[: other.find(" ")] in one:
            return True
        if hyphened and (hyphen := other.find("-", 0, _FRONT)) > 0 and other[:hyphen] in one:
            return True
        one = other
    return False


def _closes_pair(last: str, other: str) -> bool:
    """Tell whether a member is two words, of which the second is a given one."""
    return other.endswith(last) and other.count(" ") == 1


def _takes_up(last: str, other: str) -> bool:
    """Tell whether a member has a word after its first one, or before a copula."""
    return (
        0 < other.find(last, 0, _FRONT) == other.find(" ")
        or f"{last} is " in other
        or f"{last} are " in other
    )


def _find_listed(text: str, parts: Sequence[Part]) -> Iterator[Candidate]:
    """Yield the series of a stretch that is cut at its commas."""
    for one, other in pairwise(parts):
        if _links(one.words, other.words) or _returns(one.words, other.words):
            yield make_echo(text, *_place(text, one, other))
        elif "if" in other.words:
            start = _find_simile(one.words, other.words)
            if start is not None:
                yield make_echo(text, _find_word(text, one, start)[0], other.end)
    for at in range(len(parts) - 2):
        found = _read_triple(text, parts, at)
        if found:
            yield make_echo(text, *found)


def _read_triple(text: str, parts: Sequence[Part], at: int) -> tuple[int, int] | None:
    """Return where three members or more stand from one part on that an attribute, an object or a denial joins."""
    first, second = parts[at].words, parts[at + 1].words
    if "-" in second[0] or second[0].endswith("ly"):
        return _read_attributes(text, parts[at : at + _MOST_MEMBERS])
    if second[0] in _CONTRACTED or second[0] in _AUXILIARIES:
        return _read_denials(text, parts[at : at + 3])
    return _read_commands(text, parts[at : at + 3]) if first[-1] == second[-1] else None


def _place(text: str, one: Part, other: Part) -> tuple[int, int]:
    """Return where two parts stand, without the space before them."""
    return one.start + (text[one.start] == " "), other.end


def _links(one: list[str], other: list[str]) -> bool:
    """Tell whether a clause of a few words begins with the end of another, with its last two words or its verb: a makes b, b makes c."""
    if not 3 <= len(one) <= _LINKED or not 3 <= len(other) <= _LINKED:
        return False
    if one[-2:] == other[:2] and not {*one[-2:]} & FUNCTION_WORDS:
        return is_verb(other[2])  # great seeds make great trees, great trees make great woods
    start = other[1:] if other[0] in DETERMINERS else other
    if one[-1] != start[0] or start[0] in FUNCTION_WORDS or one[0] in FUNCTION_WORDS - DETERMINERS:
        return False
    verb = start[1]
    return verb in one[1:-1] and verb not in DETERMINERS and one[0] != start[-1]


def _returns(one: list[str], other: list[str]) -> bool:
    """Tell whether an equation is said again from its other side: a is the root of b, and the fruit of b is a."""
    copula = next((at for at, word in enumerate(one) if word in ("is", "are")), 0)
    if not 0 < copula <= 3 or max(len(one), len(other)) > _BOTH_WAYS:
        return False
    subject = one[:copula]
    if set(subject) & FUNCTION_WORDS - DETERMINERS or other[-copula:] != subject:
        return False
    middle = other[:-copula]
    if not middle or middle[-1] not in ("is", "are"):
        return False
    return one[-1] == middle[-2] if len(middle) > 1 else False


def _denies(words: Sequence[str]) -> bool:
    """Tell whether a predicate opens with an auxiliary and its negation."""
    return words[0] in _CONTRACTED or (words[0] in _AUXILIARIES and words[1] in _DENIALS)


def _find_simile(one: list[str], other: list[str]) -> int | None:
    """Return the word a command begins with that is compared in the words of the next: treat it as if it were yours."""
    here, there = _find_if(one), _find_if(other)
    if not here or not there or one[here : here + 4] != other[there : there + 4]:
        return None
    start = next(
        (at + 1 for at in range(here - 1, -1, -1) if one[at] in _MODALS or one[at] == "to"), 0
    )
    near = 0 < here - start <= _LONGEST and 0 < there <= _LONGEST and len(other) < _BOTH_WAYS
    return start if start and near else None


def _find_if(words: list[str]) -> int:
    """Return the place of `as if` among words, 0 where there is none."""
    return next((at for at, pair in enumerate(pairwise(words)) if pair == ("as", "if")), 0)


def _read_attributes(text: str, parts: Sequence[Part]) -> tuple[int, int] | None:
    """Return where three members or more stand that open with one attribute that has a hyphen, or one adverb: law-based, steadily."""
    head = parts[1].words[0]
    if head not in parts[0].words or head in FUNCTION_WORDS:
        return None
    count = 1
    while count < len(parts) and parts[count].words[0] == head:
        count += 1
    start = parts[0].words.index(head)
    if count < 3 or len(parts[0].words) - start > _LONGEST or len(parts[0].words) - start < 2:
        return None
    last = parts[count - 1].words
    end = next((at for at, word in enumerate(last) if at > 1 and word in _TAILS), len(last))
    return _find_word(text, parts[0], start)[0], _find_word(
        text, parts[count - 1], min(end, _LONGEST) - 1
    )[1]


def _read_commands(text: str, parts: Sequence[Part]) -> tuple[int, int] | None:
    """Return where three commands behind a modal stand that share their last word: keep peace, guard peace, share peace."""
    first, second, third = (part.words for part in parts)
    end = first[-1]
    if end != second[-1] or end in FUNCTION_WORDS or end not in third or len(end) < 3:
        return None
    start = next(
        (
            at + 1
            for at in range(len(first) - 2, -1, -1)
            if first[at] in _MODALS and first[at + 1] not in DETERMINERS
        ),
        0,
    )
    stop = third.index(end) + 1
    if not start or not 2 <= len(first) - start < 6 or not len(second) == len(third) == stop == 2:
        return None
    if any(words[0] in FUNCTION_WORDS for words in (second, third)):
        return None
    return _find_word(text, parts[0], start)[0], _find_word(text, parts[2], stop - 1)[1]


def _read_denials(text: str, parts: Sequence[Part]) -> tuple[int, int] | None:
    """Return where three short predicates stand that each deny: do not dare, are not able, and have no wish."""
    words = [part.words for part in parts]
    if not all(sum(word in _DENIALS for word in each) == 1 for each in words):
        return None
    first, *others = words
    start = next(at for at, word in enumerate(first) if word in _DENIALS)
    start -= first[start] not in _CONTRACTED
    short = 2 < len(first) - start < 8 and all(2 < len(each) < 8 for each in others)
    verbal = start >= 0 and all(map(_denies, (first[start:], *others)))
    return (_find_word(text, parts[0], start)[0], parts[2].end) if short and verbal else None


def _find_word(text: str, part: Part, at: int) -> tuple[int, int]:
    """Return where a word of a part stands."""
    return list(WORD.finditer(text, part.start, part.end))[at].span()
