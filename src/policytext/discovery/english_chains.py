"""Find numeral phrases strung together: one country, two systems; two studies and one action.

A chain is a formula when its links break the grammar of counting (*four
integration and four promotion*), leave out *and* (*one country, two systems*),
or stand before the noun that says what they name (*the two studies and one
action education*). *Two brothers and three sisters* does none of this.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_labels import CHAIN_GAP
from policytext.discovery.english_names import complement_end
from policytext.discovery.english_normal import read_numeral
from policytext.discovery.english_phrases import (
    DOUBLES,
    MOST_WORDS,
    NUMERAL,
    make_candidate,
    read_phrase,
    singular_phrase,
    word_before,
)
from policytext.discovery.english_words import (
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
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.english_phrases import Phrase
    from policytext.records import Candidate

_LISTED_BEFORE = re.compile(r"[\d,] ?$")
_LISTED_AFTER = re.compile(r",? and |, [a-z]|[- ][a-z]+-")


def read_chain(text: str, phrase: Phrase, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield numeral phrases strung together: one country, two systems; two studies and one action."""
    items = [phrase]
    commas = 0
    while len(items) < 6:
        last = _chain_part(text, items[-1])
        if last is None:
            break
        items[-1] = last
        gap = CHAIN_GAP.match(text, last.end)
        number = NUMERAL.match(text, gap.end()) if gap and gap.end() > last.end else None
        if number is None or gap is None:
            break
        following = read_phrase(text, number.start(), split=True)
        if following is None:
            break
        commas += "and" not in gap[0]
        items.append(following)
    if len(items) < 2:
        return
    part = _chain_part(text, items[-1])
    if part is None:
        items.pop()
    else:
        items[-1] = part
    if len(items) < 2:
        return
    verdict = _judge_chain(text, items, commas)
    items, _ = _even_out(text, items)
    if verdict is not None:
        end = items[-1].end
        capital = text[items[-1].start].isupper()
        if capital:
            end = max(end, complement_end(text, end))
        yield make_candidate(text, phrase.start, end, "chain", quotes, certain=verdict)


def _chain_part(text: str, phrase: Phrase) -> Phrase | None:
    """Return the words of a phrase that may be one link: at most three, up to the first break."""
    words = phrase.words
    capital = text[phrase.start].isupper()
    end = 0
    for at, word in enumerate(words[:MOST_WORDS]):
        if word in ("of", "for") and capital and at and at + 1 < len(words):
            continue
        if word in FUNCTION_WORDS or (capital and at and _is_small(text, phrase, at)):
            break
        if at >= 3 and not capital:
            break
        if at and text[phrase.ends[at - 1]] != " " and not capital and at > 1:
            break
        end = at + 1
        after = text[phrase.ends[at] : phrase.ends[at] + 1]
        if is_plural(word) and after == " " and not capital:
            break
    return phrase.cut(end) if end else None


def _even_out(text: str, items: list[Phrase]) -> tuple[list[Phrase], bool]:
    """Return a chain whose last link is no longer than the others, and whether a noun it modifies was left out."""
    longest = max(len(item.words) for item in items[:-1])
    last = items[-1]
    if len(last.words) <= longest or text[last.start].isupper() or is_plural(last.words[longest]):
        return items, False
    if text[last.ends[longest - 1]] != " ":
        return items, False
    framed = singular(last.words[longest]) in FRAMES | SYSTEM_FRAMES
    return [*items[:-1], last.cut(longest)], framed


def _is_set_phrase(item: Phrase) -> bool:
    """Tell whether a link is an idiom or an ordinary compound: double-edged sword, two-way street."""
    whole = f"{item.numeral} {' '.join(item.words)}".lower()
    return (
        whole in IDIOMS
        or singular_phrase(whole) in IDIOMS
        or (item.hyphened and (item.words[0] in PLAIN_COMPOUNDS or item.words[0].endswith("ed")))
    )


def _is_small(text: str, phrase: Phrase, at: int) -> bool:
    """Tell whether a word of a phrase stands in small letters and does not say what is named."""
    start = phrase.ends[at] - len(phrase.words[at])
    return text[start].islower() and singular(phrase.words[at]) not in FRAMES


def _judge_chain(text: str, items: list[Phrase], commas: int) -> bool | None:
    """Return whether a chain is surely a formula, or nothing when it is a plain count."""
    if any(_is_measured(item) for item in items):
        return None
    items, framed = _even_out(text, items)
    heads = [item.head for item in items]
    persons = any(map(is_person, heads))
    if all(text[item.start].isupper() for item in items) and not all(map(is_person, heads)):
        return True
    doubles = [item.numeral.lower() in DOUBLES for item in items]
    single = all(len(item.words) == 1 for item in items)
    sure = all(doubles) or (any(doubles) and commas > 0 and single)  # double random, one public
    sure = sure or _is_repeated(items)
    if sure or (not persons and (framed or all(map(_is_broken, items)))):
        return True
    if len(items) == 2 and commas == 1 and read_numeral(items[0].numeral) == 1:
        return _judge_pair(text, items)
    return None if persons else _judge_plain_chain(text, items)


def _is_measured(item: Phrase) -> bool:
    """Tell whether a link is a quantity, in digits or with a unit, or an idiom."""
    value = read_numeral(item.numeral) or 0
    large = value > 20 and value != 100
    return large or item.numeral.isdigit() or _is_set_phrase(item) or any(map(is_unit, item.words))


def _is_broken(item: Phrase) -> bool:
    """Tell whether a link breaks the grammar of counting, so that translation must have made it."""
    if is_converted(item.head):
        return True
    if (read_numeral(item.numeral) or 0) < 2 or is_plural(item.head):
        return False
    return is_abstract(item.head) or (len(item.words) == 1 and item.numeral.lower() not in DOUBLES)


def _is_repeated(items: list[Phrase]) -> bool:
    """Tell whether a hyphen joins one word to every numeral before what they name: three-anti/five-anti campaigns."""
    first, last = items[0].words[0], items[-1].words
    alike = all(item.hyphened and item.words[0] == first for item in items)
    return alike and len(last) == 2 and singular(last[1]) in FRAMES


def _judge_pair(text: str, items: list[Phrase]) -> bool | None:
    """Return whether two links without `and`, the first of one, are a formula: one country, two systems."""
    heads = [item.head for item in items]
    if read_numeral(items[1].numeral) == 1:
        return False  # one village, one product; but also: one sacred, one profane
    before, after = (
        text[max(0, items[0].start - 3) : items[0].start],
        text[items[1].end : items[1].end + 6],
    )
    listed = _LISTED_AFTER.match(after) or _LISTED_BEFORE.search(before)
    if listed or any(len(item.words) > 1 for item in items):
        return None if any(map(is_person, heads)) else _judge_plain_chain(text, items)
    return not is_person(heads[0])


def _judge_plain_chain(text: str, items: list[Phrase]) -> bool | None:
    """Return that a chain in small letters may be a formula, or nothing when its nouns are counted."""
    heads = [item.head for item in items]
    if any(head in FUNCTION_WORDS for head in heads):
        return None
    if all(map(is_counted, heads)):
        pointed = word_before(text, items[0].start).lower() == "the"
        return False if pointed and all(len(item.words) == 1 for item in items) else None
    nominal = [is_program(head) or is_abstract(head) for head in heads]
    likely = any(map(_is_broken, items)) or all(nominal) or (len(items) > 2 and any(nominal))
    return False if likely else None
