"""Find numerals whose head is no count noun, and those that a hyphen makes into a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_normal import read_numeral
from policytext.discovery.english_phrases import (
    NUM,
    make_candidate,
    next_word,
    singular_phrase,
    stands_alone,
    word_before,
    word_end,
)
from policytext.discovery.english_words import (
    EMPTY_MODIFIERS,
    FRAMES,
    FUNCTION_WORDS,
    IDIOMS,
    PLAIN_COMPOUNDS,
    SYSTEM_FRAMES,
    is_abstract,
    is_converted,
    is_counted,
    is_person,
    is_plural,
    is_program,
    is_unit,
    singular,
    words_of,
)
from policytext.languages.english import find_lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.english_phrases import Phrase
    from policytext.records import Candidate

_HYPHENED = re.compile(
    rf"{NUM}[-‐‑–](?P<first>[A-Za-z]+)(?P<more>(?:[- ][A-Za-z]+){{0,2}}?)[ ](?P<frame>[A-Za-z]+)\b",
    re.IGNORECASE,
)
_LOWER_FRAMES = words_of(
    "policy campaign movement strategy principle initiative doctrine regulation decision code compromise clause line constitution struggle"
)
_STEP_FRAMES = ("method", "principle", "policy", "guideline", "strategy")
_MOST_BETWEEN = (
    2  # fewer words stand between steps and what is taken in them; words of a doubled line
)
_LINES = ("strategy", "policy", "doctrine")
"""What a doubled deed names as a line: the dual circulation strategy."""

_MARCHES = ("step", "track", "front")
_MARCH_FRAMES = words_of("strategy plan policy guideline principle")
"""What is taken in steps, on tracks or fronts, and a name where an article or owner says which is meant."""

_POINT_FRAMES = words_of(
    "regulation decision rule code charter program programme philosophy doctrine policy principle proposal guideline agreement plan"
)
_NORMS = words_of("line goal task principle guideline battle tenet pillar baseline mission")
"""Nouns of what is to be done or kept to, counted in any prose."""

_POINTERS = ("the", "these", "those", "our", "its", "their")
_FRACTION_FRAMES = words_of("compromise clause rule formula ratio")
_PREFIX = re.compile(r"\b(?:post|pre|anti)-$", re.IGNORECASE)
"""What only a name is joined to: the post-double reduction years."""

_AGAINST = re.compile(r"[A-Z][a-z]+-[Aa]ntis?\b(?!-)")
"""A campaign that is called by its number and what it does: the Three-anti."""

_STOP = re.compile(r"[”\"’']?(?:[.,;:!?)]|$)")  # nothing that could be an object follows
_ADJECTIVES = (
    "all",
    "great",
    "old",
    "must",
    "whatever",
    "no",
    "noe",
    "strict",
    "earnest",
    "supreme",
)


def read_framed(text: str, phrase: Phrase, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield a hyphened numeral before what it names: one-child policy, five-anti campaign."""
    if against := _AGAINST.match(text, phrase.start):
        yield make_candidate(text, *against.span(), "framed", quotes, certain=True)
    match = _HYPHENED.match(text, phrase.start)
    if match is None:
        return
    first, frame = match["first"].lower(), singular(match["frame"].lower())
    more = match["more"].lower().replace("-", " ").split()
    if any(word in FUNCTION_WORDS for word in (first, *more)):
        return
    end = match.end()
    after = singular(next_word(text, end).lower())
    if first == "point" and frame not in _POINT_FRAMES and after in _POINT_FRAMES:
        more, frame, end = [*more, frame], after, word_end(text, end)
    if first in ("sphere", "pronged") and text[end : end + 1] == " " and after in FRAMES | {"plan"}:
        more, frame, end = [*more, frame], after, word_end(text, end)
    certain = _judge_frame(read_numeral(phrase.numeral) or 0, first, more, frame)
    if (
        first in _MARCHES
        and frame in _MARCH_FRAMES
        and not more
        and _is_pointed(text, phrase.start)
    ):
        certain = True
    if certain is not None:
        yield make_candidate(text, phrase.start, end, "framed", quotes, certain=certain)


def _is_pointed(text: str, start: int) -> bool:
    """Tell whether an article or an owner before a place says that one thing is meant."""
    before = word_before(text, start).lower()
    return before in _POINTERS or before.endswith(("'s", "’s"))


def _judge_frame(value: int, first: str, more: list[str], frame: str) -> bool | None:
    """Return whether numeral, hyphened noun and what they stand before are a formula, or nothing."""
    if first in ("step", "character"):
        named = first == "character" or frame != "strategy"
        return named if frame in _STEP_FRAMES else None
    if first == "pronged":
        named = "comprehensive" in (*more, frame) or (value > 3 and frame == "strategy")
    elif first in ("fifth", "fifths"):
        named = frame in _FRACTION_FRAMES
    elif first == "point":
        named = frame in _POINT_FRAMES and value > 2
    else:
        plain = first in PLAIN_COMPOUNDS or is_unit(first) or not first.isalpha()
        framed = frame in _LOWER_FRAMES and not plain and (frame != "line" or value > 2)
        named = first == "sphere" or framed
    return True if named else None


def read_multiple(text: str, phrase: Phrase, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield what is doubled as a programme: dual management system, double incubation."""
    for count in range(min(3, len(phrase.words)), 0, -1):
        part = phrase.cut(count)
        whole = " ".join((part.numeral.lower(), *part.words))
        if whole in IDIOMS or singular_phrase(whole) in IDIOMS:
            return
        if any(word in FUNCTION_WORDS or is_unit(word) for word in part.words):
            continue
        system = (
            count > 1
            and singular(part.head) in SYSTEM_FRAMES
            and part.words[0] not in EMPTY_MODIFIERS
        )
        line = count == 2 and part.head in _LINES and is_abstract(part.words[0])
        nominal = (
            stands_alone(text, part)
            and count < 3
            and (is_abstract(part.head) or is_program(part.head))
        )
        growth = (
            part.head in ("increase", "growth", "expansion", "reduction") and "fold" in part.numeral
        )
        prefixed = _PREFIX.search(text, max(0, part.start - 5), part.start) is not None
        named = prefixed and (is_abstract(part.head) or is_program(part.head))
        if (system or nominal or named or line) and not growth:
            certain = prefixed or line
            yield make_candidate(text, part.start, part.end, "multiple", quotes, certain=certain)
            return


def read_nominal(text: str, phrase: Phrase, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield a numeral with a head that is no count noun: four comprehensives, two comprehensive coverage."""
    pointed = _is_pointed(text, phrase.start) or word_before(text, phrase.start).lower() == "all"
    for count in (1, 2, 3):
        if count > len(phrase.words):
            return
        part = phrase.cut(count)
        modifiers, head = part.words[:-1], part.head
        if (
            head in FUNCTION_WORDS
            or text[part.end - 1 - len(head) + 1].isupper()
            or any(
                word.endswith("ly")
                or is_plural(word)
                or is_unit(word)
                or is_person(word)
                or word in EMPTY_MODIFIERS
                for word in modifiers
            )
        ):
            return
        certain = _judge_nominal(text, part, pointed=pointed)
        if certain is not None:
            yield make_candidate(text, part.start, part.end, "nominal", quotes, certain=certain)
            return


def read_normed(text: str, phrase: Phrase, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the numeral label that a noun and the name of a norm may be: three control lines.

    In form it is a count, so that it stands only where its members are spelled
    out in full or other documents have it too.
    """
    part = phrase.cut(2)
    if len(part.words) < 2 or not is_plural(part.head) or singular(part.head) not in _NORMS:
        return
    modifier = part.words[0]
    named = modifier.isalpha() and not (
        modifier in EMPTY_MODIFIERS
        or modifier in FUNCTION_WORDS
        or is_plural(modifier)
        or is_person(modifier)
        or modifier.endswith(("ly", "ed", "ing", "est"))
    )
    if named and text[part.start].islower() and text[part.ends[0]] == " ":
        yield make_candidate(text, part.start, part.end, "nominal", quotes, certain=False)


def _is_counted_out(text: str, part: Phrase) -> bool:
    """Tell whether a numeral is itself counted or listed, so that a verb may follow it: one of three represents."""
    before = word_before(text, part.start).lower()
    return not before or before in FUNCTION_WORDS or text[part.start - 2 : part.start - 1] in ",;:("


def _judge_nominal(text: str, part: Phrase, *, pointed: bool) -> bool | None:
    """Return whether a numeral and its head break the grammar of counting, or nothing when not."""
    head = part.head
    program = is_program(head)
    if program and len(part.words) > 1 and pointed:
        return False  # the four cardinal principles
    if is_counted(head) or part.numeral.lower() == "hundred":
        return None
    alone = stands_alone(text, part)
    if is_converted(head):
        verbal = find_lemma(head) != head and singular(head) not in _ADJECTIVES
        if verbal and not pointed:  # “three represents”: several who represent take no -s
            closed = len(part.words) == 1 and bool(_STOP.match(text, part.end))
            return True if closed and not _is_counted_out(text, part) else None
        if verbal:  # “the two upholds”: after a plural no verb has an -s, so with nothing behind it this is a noun
            return bool(_STOP.match(text, part.end)) if alone else None
        return pointed
    bare = is_abstract(head) and alone and not part.numeral.isdigit()
    return False if program or bare else None
