"""Find the formulae that an English passage writes in capitals, as names.

A capital inside a sentence marks a name (Quirk et al. 1985, appendix III); at
the start of one, or where all words around have capitals too, it marks nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_normal import name_label, read_numeral
from policytext.discovery.english_phrases import (
    NUMBER_WORDS,
    SMALL,
    make_candidate,
    next_word,
    quote_around,
    word_before,
    word_end,
)
from policytext.discovery.english_words import (
    COUNTED,
    FRAMES,
    FUNCTION_WORDS,
    PLACES,
    TITLES,
    is_abstract,
    is_converted,
    is_person,
    is_plural,
    is_program,
    is_unit,
    singular,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.english_phrases import Phrase
    from policytext.records import Candidate

_CAMPAIGNS = frozenset(["campaign", "movement", "policy", "doctrine"])
"""What ends the name of a programme inside a longer name in capitals."""

_SHARES = frozenset([("percent", "plan"), ("percent", "policy"), ("percent", "program")])
_LETTERS = re.compile(r" (?P<letter>[A-Z])['’]?s\b(?! [A-Z])")
"""What stands for members that begin with one letter."""

_SIGHTS = frozenset(["gorge", "river", "lake", "sister", "peak", "pagoda"])
_MOST = 20  # of what a formula counts in figures
_GROUP = re.compile(
    rf"\b(?:Gang|Group|Band|Council|Club|Committee|House) of\s(?:{NUMBER_WORDS})\b", re.IGNORECASE
)
_GROUP_STEMS = tuple(
    f"{noun} of" for noun in ("gang", "group", "band", "council", "club", "committee", "house")
)
_BIG = re.compile(rf"\bBig\s(?i:{SMALL})\b(?!-)")
_SENTENCE_END = re.compile(r"[.!?:;]|\n")
_LONG_WORD = re.compile(r"\b[A-Za-z]{3,}")
_SMALL_WORDS = re.compile(
    r"[ ,:–-]{1,3}(?:[\w'’-]+ )?[a-z]+ [a-z]+"
)  # a sentence goes on after the name
_HEADWORD = re.compile(r"\s?:\s")  # the term of a glossary
_STARTERS = r"(?:In|On|At|The|He|She|It|And|But|For|As|By|To|Of|With|From|When|After|This)\b"
_COMPLEMENT = re.compile(
    rf"(?: (?:of|for)(?: (?:the|a))? [A-Z][a-z]+(?:-[a-z]+|[ -](?!{_STARTERS})[A-Z][a-z]+){{0,4}}){{1,2}}"
)


def find_groups(text: str, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the groups called by their number: the Gang of Four, the Big Three."""
    low = text.lower()
    for match in _GROUP.finditer(text) if any(stem in low for stem in _GROUP_STEMS) else ():
        last = match[0].split()[-1]
        quoted = quote_around(quotes, *match.span()) is not None and (read_numeral(last) or 0) > 2
        if quoted or (match[0][0].isupper() and last[0].isupper()):
            yield make_candidate(text, *match.span(), "group", quotes, certain=True)
    for match in _BIG.finditer(text) if "Big" in text else ():
        if not _in_title(text, match.start(), match.end()):
            yield make_candidate(text, *match.span(), "group", quotes, certain=True)
    for start, end in quotes:
        if re.fullmatch(rf"(?:the )?(?:big|little) (?:{SMALL})", text[start:end], re.IGNORECASE):
            yield make_candidate(text, start, end, "group", quotes, certain=True)


def read_capitals(
    text: str, phrase: Phrase, quotes: list[tuple[int, int]], places: set[str]
) -> Iterator[Candidate]:
    """Yield a name in capitals inside a sentence: the Four Cardinal Principles."""
    capitals = _capital_run(text, phrase)
    if not capitals:
        return
    name = phrase.cut(_cut_at_frame(phrase, capitals))
    after = next_word(text, name.end)
    if (
        singular(after) in PLACES
        or singular(name.head) in PLACES
        or singular(name.words[0]) in _SIGHTS
        or phrase.numeral.lower() == "twin"
    ):
        places.add(name_label(text[name.start : name.end]))
        return
    end = name.end
    framed = singular(name.head) in FRAMES or "fold" in phrase.numeral.lower()
    shared = name.words[:2] in _SHARES  # Ten Percent Plan
    if (
        text[name.end : name.end + 1] == " "
        and after.islower()
        and singular(after) in FRAMES - COUNTED | {"policy", "campaign"}
    ):
        framed, end = True, word_end(text, name.end)
    one = read_numeral(phrase.numeral) == 1
    if not (shared or _is_name(text, name, framed=framed)) or (one and not framed):
        return
    end = max(end, complement_end(text, name.end))
    nominal = (
        shared or is_converted(name.head) or is_program(name.head) or (framed and capitals > 1)
    )
    before = word_before(text, phrase.start)
    opens = _opens_sentence(text, phrase.start)
    if (_in_title(text, phrase.start, end) or _is_titled(before)) and not nominal:
        return
    headword = phrase.start == 0 and bool(_HEADWORD.match(text, end))
    if opens and not (nominal or headword) and not _SMALL_WORDS.match(text, end):
        return
    certain = nominal or headword or not opens
    yield make_candidate(text, phrase.start, end, "capital", quotes, certain=certain)


def read_letters(
    text: str, start: int, end: int, quotes: list[tuple[int, int]]
) -> Iterator[Candidate]:
    """Yield the letters that members begin with, counted by the numeral that ends at `end`: the three R's."""
    match = _LETTERS.match(text, end) if 1 < (read_numeral(text[start:end]) or 0) <= _MOST else None
    if match:
        yield make_candidate(text, start, match.end(), "capital", quotes, certain=True)


def read_figures(text: str, phrase: Phrase, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield a name in capitals that opens with a figure after `the`: the 3 Main Rules of Discipline.

    A figure before capitals also numbers a house or a chapter, or counts members
    of a house of parliament; so the head is a plural that is counted of no one.
    """
    if not 1 < (read_numeral(phrase.numeral) or 0) <= _MOST or phrase.hyphened:
        return
    capitals = _capital_run(text, phrase)
    if not capitals or word_before(text, phrase.start).lower() != "the":
        return
    name = phrase.cut(capitals)
    end = complement_end(text, name.end)
    named = is_plural(name.head) and _is_name(text, name, framed=singular(name.head) in FRAMES)
    known = capitals > 1 or end > name.end or is_converted(name.head) or is_program(name.head)
    if (
        named
        and known
        and singular(name.head) not in PLACES
        and not _in_title(text, name.start, end)
    ):
        yield make_candidate(text, name.start, end, "capital", quotes, certain=True)


def _capital_run(text: str, phrase: Phrase) -> int:
    """Return how many of the words stand in capitals, without a possessive after them."""
    count = 0
    for word, end in zip(phrase.words, phrase.ends, strict=True):
        if not text[end - len(word)].isupper() and not (
            text[end - len(word) - 1] in "-‐‑–" and count < 2 and text[phrase.start].isupper()
        ):
            break
        count += 1
    while count and phrase.words[count - 1] in FUNCTION_WORDS:
        count -= 1
    return count


def _cut_at_frame(phrase: Phrase, count: int) -> int:
    """Return how many words in capitals are the name: those up to a campaign inside them, Six Barns Campaign Records."""
    inside = (at for at in range(1, count) if phrase.words[at] in _CAMPAIGNS)
    return next(inside, count - 1) + 1


def _is_name(text: str, name: Phrase, *, framed: bool) -> bool:
    """Tell whether capitals make a name that is no count of persons, units or publications."""
    head, base = name.head, singular(name.head)
    if any(is_unit(word) for word in name.words) and not (
        "-" in text[name.start : name.end] and framed and not _is_time(name)
    ):
        return False
    called = framed and len(name.words) > 1  # Three Worlds Theory
    if (base in TITLES and not called) or is_person(head):
        return False
    if text[name.end : name.end + 2] in ("'s", "’s") or is_unit(next_word(text, name.end)):
        return False
    plural = is_plural(head) or is_abstract(head)
    return framed or plural


def _is_time(name: Phrase) -> bool:
    """Tell whether a phrase measures time or money: three-year, ten percent."""
    return singular(name.words[0]) not in ("fifth", "third", "fourth")


def complement_end(text: str, at: int) -> int:
    """Return the end of `of Peaceful Coexistence` after a name, or of the name itself."""
    match = _COMPLEMENT.match(text, at)
    return match.end() if match else at


def _is_titled(before: str) -> bool:
    """Tell whether the word before is a capital that the numeral belongs to: `Chapter Three`."""
    return (
        before[:1].isupper()
        and before.lower() not in FUNCTION_WORDS
        and not before.endswith(("'s", "’s", "s'", "s’"))
    )


def _opens_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence begins at `start`, so that a capital says nothing."""
    before = text[max(0, start - 8) : start].rstrip(" \"“‘'(")
    return not before or bool(_SENTENCE_END.match(before[-1]))


def _in_title(text: str, start: int, end: int) -> bool:
    """Tell whether most long words around are in capitals, as in a heading or a cited title."""
    left = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, start - 150), start)),
        default=max(0, start - 150),
    )
    stop = _SENTENCE_END.search(text, end, min(len(text), end + 150))
    right = stop.start() if stop else min(len(text), end + 150)
    around = text[left:start] + " " + text[end:right]
    words: list[str] = [
        word for word in _LONG_WORD.findall(around) if word.lower() not in FUNCTION_WORDS
    ]
    capitals = sum(word[0].isupper() for word in words)
    if text[max(0, start - 4) : start] == "the " and capitals < len(words):
        return False
    return capitals >= 2 and len(words) - capitals <= capitals // 4
