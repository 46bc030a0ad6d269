"""Tell which quoted stretches of an English passage are labels, and which digits stand for members.

A label between quotation marks may have any noun for its head, also one that
is counted: “three lines” is a formula where three lines are none. What is
quoted and is none says something (“one must wait”), measures (“two weeks”) or
cites a title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_normal import read_numeral
from policytext.discovery.english_phrases import (
    DOUBLES,
    MOST_WORDS,
    WORD,
    is_idiom,
    make_candidate,
    next_word,
    quote_around,
    read_phrase,
)
from policytext.discovery.english_words import (
    CODE_FRAMES,
    FUNCTION_WORDS,
    IDIOMS,
    PLAIN_COMPOUNDS,
    TITLES,
    is_abstract,
    is_clause,
    is_counted,
    is_person,
    is_plural,
    is_unit,
    singular,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.english_phrases import Phrase
    from policytext.records import Candidate

_DIGITS = re.compile(r"\d{2,5}|\d(?:[-–]\d){2,}")
_SUM = re.compile(
    r"(?<![\w.+=*/-])\d{1,2}(?:[ ]?\+[ ]?(?:\d{1,2}|[NnXx]))+(?![\w.=*/])(?![ ]?[=<>])"
)
_CODE_TAIL = re.compile(rf"[\"”’'»]{{0,2}}[ ]((?:{WORD}[ ])?{WORD})", re.IGNORECASE)
_CODES_BESIDE = re.compile(r"(?:[\"”’']{1,2}(?:,? and |, | or |/)[\"“‘']{1,2}\d{2,5})+")
_PROJECT = re.compile(
    r"\bProject [1-9]\d\d\b(?!,)|(?<![\w.,])[1-9]\d\d (?:Project|Programme|Program)\b"
)
_BARE_CODE = re.compile(
    r"(?<![\w.,$€£¥-])(\d{3,5})[ ](?:work(?:ing)?[ ](?:method|law|mechanism|model|system)s?)\b",
    re.IGNORECASE,
)
_FIGURE_WORK = re.compile(r"\d [Ww][Oo][Rr][Kk]")
"""What any bare code has, and few texts."""

_COUNTED_QUOTE = re.compile(
    r"(?<![\w-])(?P<numeral>two|three|four|five|six|seven|eight|nine|ten|twelve) [“\"‘'「]{1,2}$",
    re.IGNORECASE,
)
_LARGEST = 20
MOST_QUOTED = 2
"""Words of a quoted head that a numeral stands before."""

_STANCE = re.compile(
    r"[,.]?[”\"’'」]{1,2} (?:polic(?:y|ies)|strateg(?:y|ies)|doctrine|approach|principle|formula|attitude|stance|theory)\b"
)
"""Nouns behind the marks that name what they hold as a line somebody takes."""

_MARCHES = ("track", "step", "front", "pronged")
_MOST_STANCE = 6  # words of a stance
_LEAD = re.compile(r"(?P<lead>[A-Za-z]+(?: [A-Za-z]+){0,2})(?:, (?:and )?| and )")
"""A member without a numeral in front of a chain."""

_LISTED = words_of("kind type way reason tip approach myth decade")  # “Three Kinds of …” is cited
CHAIN_GAP = re.compile(
    r"[-‐‑–](?=[A-Za-z]+[ -])|[ ][-‐‑–—][ ]|[ ]?(?:,|，|/|、)?[ ]?(?:and[ ]|&[ ])?"
)
_HEADED = re.compile(
    r"(?P<numeral>[a-z]+)[ -](?:guidelines|rules|regulations|principles|norms|prohibitions|requirements|bans)"
    r"(?= (?:regarding|concerning|for|on|to) )",
    re.IGNORECASE,
)
"""A numeral and a noun of norms at the front of a quoted title."""

_LINKS = frozenset(["of", "and", "or", "no", "not", "in", "to", "for", "the", "with", "as"])
"""Function words that stand inside labels: the “three links of the chain”, “four no longer needed”."""


def read_quote(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the formula a quoted stretch is, if it is one."""
    inner = text[start:end]
    if _DIGITS.fullmatch(inner):
        yield from _read_quoted_digits(text, start, end)
        return
    headed = _HEADED.match(text, start, end)
    if headed and (read_numeral(headed["numeral"]) or 0) > 1:
        yield make_candidate(text, start, headed.end(), "headed", [(start, end)], certain=True)
        return
    if _is_stance(text, start, end):
        yield make_candidate(text, start, end, "quoted", [(start, end)], certain=True)
        return
    skipped = 4 if inner[:4].lower() == "the " else 0
    items = _read_items(text, start + skipped, end - inner.endswith("-"))
    if items is None:
        if _is_led(text, start, end):
            yield make_candidate(text, start, end, "chain", [(start, end)], certain=True)
            return
        if _is_shredded(inner):
            yield make_candidate(text, start, end, "chain", [(start, end)], certain=True)
        elif inner.lower() in ("trilogy", "trinity"):
            yield make_candidate(text, start, end, "quoted", [(start, end)], certain=True)
        else:
            yield from _read_trailing(text, start, end)
        return
    capital = text[start].isupper()
    listed = capital and singular(items[0].words[0]) in _LISTED
    if _is_label(items, titled=capital and inner.istitle()) and not listed:
        certain = items[0].numeral.lower() != "one" or len(items) > 1
        shape = "chain" if len(items) > 1 else "quoted"
        yield make_candidate(text, start + skipped, end, shape, [(start, end)], certain=certain)


def read_counted_quote(
    text: str, start: int, end: int, quotes: list[tuple[int, int]]
) -> Iterator[Candidate]:
    """Yield the label a numeral makes with the quoted plural after it: the two “organs”."""
    before = _COUNTED_QUOTE.search(text[max(0, start - 16) : start])
    words = text[start:end].lower().split()
    if before is None or not 1 <= len(words) <= MOST_QUOTED or not words[-1].isalpha():
        return
    head = words[-1]
    named = is_plural(head) or (len(words) == 1 and _is_uncounted(text, start, end))
    if named and not (is_person(head) or is_unit(head) or is_clause(words)):
        first = start - len(before[0]) + before.start("numeral") - before.start()
        yield make_candidate(text, first, end, "counted quote", quotes, certain=True)


def _is_uncounted(text: str, start: int, end: int) -> bool:
    """Tell whether a quoted word is no plural and yet what a numeral before it counts: the two “unyielding”."""
    word, after = text[start:end], next_word(text, end).lower()
    return word.islower() and len(word) > 3 and (not after or after in FUNCTION_WORDS)


def _is_stance(text: str, start: int, end: int) -> bool:
    """Tell whether a noun behind the marks names as a line what they hold with a numeral: a “lean to one side” policy.

    What a hyphen joins to a numeral is one only as something taken: a “dual-track” approach.
    """
    if not _STANCE.match(text, end):
        return False
    inner = text[start:end].lower()
    words = re.split("[ -]", inner)
    whole = " ".join(words)
    if not 2 <= len(words) <= _MOST_STANCE or not all(map(str.isalpha, words)):
        return False
    if is_clause(words) or whole in IDIOMS or any(map(is_unit, words)):
        return False
    if not any(1 <= (read_numeral(word) or 0) <= _LARGEST for word in words):
        return False
    if len(words) == 2:
        return words[1] in _MARCHES or ("-" in inner and words[1] not in PLAIN_COMPOUNDS)
    return " " in inner and words[-1] != "one" and not any(map(is_person, words))


def _is_led(text: str, start: int, end: int) -> bool:
    """Tell whether a quotation is a chain behind one member without a numeral: quiet growth and one yard, two gates."""
    lead = _LEAD.match(text, start, end)
    if lead is None or is_clause(lead["lead"].lower().split()):
        return False
    items = _read_items(text, lead.end(), end)
    return items is not None and len(items) > 1 and _is_label(items, titled=False)


def _read_items(text: str, start: int, end: int) -> list[Phrase] | None:
    """Return the phrases a stretch consists of, each opening with a numeral, or nothing."""
    items: list[Phrase] = []
    at = start
    while at < end:
        phrase = read_phrase(text, at, end, split=True)
        if phrase is None:
            return None
        items.append(phrase)
        gap = CHAIN_GAP.match(text, phrase.end, end)
        at = gap.end() if gap else phrase.end
        if at == phrase.end and at < end:
            return None
    return items or None


def _is_label(items: list[Phrase], *, titled: bool) -> bool:
    """Tell whether quoted phrases are a label and not a quantity, a sentence or an idiom.

    What is `titled`, each word with a capital, counts no persons: the “Five Sons” are five works.
    """
    if not all(map(_is_nominal, items)):
        return False
    if len(items) > 1:
        return not all(is_unit(item.words[0]) for item in items)
    stepped = items[0].hyphened and items[0].words == ("step",)  # 三步走
    return stepped or (not is_idiom(items[0]) and not _is_quantity(items[0], titled=titled))


def _is_nominal(item: Phrase) -> bool:
    """Tell whether the words of a phrase are as few and of the kinds that a label has."""
    inside = set(item.words[1:-1]) & FUNCTION_WORDS - _LINKS
    return len(item.words) <= MOST_WORDS and not inside and not is_clause(list(item.words))


def _is_quantity(item: Phrase, *, titled: bool) -> bool:
    """Tell whether a quoted phrase measures, counts persons or has only a pronoun *one*."""
    first = item.words[0]
    if item.numeral.lower() in DOUBLES and first in ("hundred", "thousand", "ten"):
        return False  # 双百, 双千
    persons = is_person(item.head) and len(item.words) == 1
    if is_unit(first) or is_unit(item.head) or (persons and not titled):
        return True
    if first in FUNCTION_WORDS and first not in ("in", "no"):
        return True
    single = read_numeral(item.numeral) == 1
    return single and (is_counted(item.head) or len(item.words) == 1)


def _is_shredded(inner: str) -> bool:
    """Tell whether a quoted list is a label that translation broke: numerals with their heads lost."""
    items = re.split(r"[,;]\s+|[，、]", inner)
    numerals = [i for i in items if read_numeral(i.split(" ")[0] if i else "") is not None]
    bare = [i for i in numerals if " " not in i]
    return (
        len(items) >= 3
        and len(numerals) >= 2
        and bool(bare)
        and not is_clause(inner.lower().split())
    )


def _read_trailing(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield a quoted label whose numeral is not at its front: “linkage of five elements”."""
    inner = text[start:end]
    words = inner.lower().split()
    numerals = [at for at, word in enumerate(words) if at and 1 < (read_numeral(word) or 0) <= 20]
    numerals = [at for at in numerals if words[at].isalpha()]
    clause = is_clause([re.split("['’]", word)[0] for word in words])
    owned = words[0].endswith(("'s", "’s")) and numerals == [1]
    if not numerals or not 3 <= len(words) <= 7 or clause or not (owned or words[0].isalpha()):
        return
    at = numerals[0]
    after = words[at + 1] if at + 1 < len(words) else ""
    if (
        not after.isalpha()
        or after in FUNCTION_WORDS
        or is_unit(after)
        or singular(words[-1]) in TITLES
    ):
        return
    if owned or words[at - 1] == "the":
        start += len(" ".join(words[:at])) + 1  # “destroy the Four Olds”
    if words[at - 1] in (
        "top",
        "first",
        "last",
        "least",
        "most",
        "only",
        "about",
        "chapter",
        "part",
        "number",
        "no",
        "section",
        "article",
        "phase",
        "stage",
        "tier",
        "type",
    ):
        return
    yield make_candidate(
        text, start, end, "quoted", [(start, end)], certain=is_abstract(words[0]) or len(words) <= 5
    )


def _read_quoted_digits(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield a label of quoted digits with the noun after it: “333” work method."""
    inner = text[start:end]
    if len(inner) == 4 and inner.isdigit() and "1500" <= inner <= "2100":
        return
    if not inner.isdigit():
        yield make_candidate(text, start, end, "code", [(start, end)], certain=True)
        return
    beside = _CODES_BESIDE.match(text, end)
    tail = _CODE_TAIL.match(text, beside.end() if beside else end)
    if tail is None:
        return
    words = tail[1].lower().split()
    if words[0] not in CODE_FRAMES:
        return
    if beside:
        yield make_candidate(text, start, end, "code", [(start, end)], certain=True)
        return
    both = len(words) > 1 and words[1] in CODE_FRAMES
    last = tail.end() if both else tail.start(1) + len(words[0])
    while start > 0 and text[start - 1] in "“\"‘'":
        start -= 1
    yield make_candidate(text, start, last, "code", [(start, last)], certain=True)


def find_codes(text: str, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield the schemes of digits: 1 + N, “1 + 4” framework, 531 working method."""
    for match in _BARE_CODE.finditer(text) if _FIGURE_WORK.search(text) else ():
        yield make_candidate(text, match.start(), match.end(), "code", quotes, certain=True)
    for match in _PROJECT.finditer(text) if "Project" in text or "Program" in text else ():
        yield make_candidate(text, match.start(), match.end(), "code", quotes, certain=True)
    for match in _SUM.finditer(text) if "+" in text else ():
        letters = re.search(r"[NnXx]", match[0])
        start, end = match.span()
        quote = quote_around(quotes, start, end)
        tail = _CODE_TAIL.match(text, end)
        framed = tail is not None and bool(set(tail[1].lower().split()) & CODE_FRAMES)
        if quote and end - start < quote[1] - quote[0] <= 30:
            start, end = quote  # “mentoring 1 + 1”
        if letters or quote or framed:
            yield make_candidate(text, start, end, "code", quotes, certain=True)
