"""Find the candidates of a whole document, whichever scripts its passages are in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from policytext.discovery.chinese import find_chinese, is_repeatable
from policytext.discovery.chinese import settle as settle_overlaps
from policytext.discovery.english import find_english
from policytext.discovery.english_called import CALLED
from policytext.discovery.english_numerals import find_again
from policytext.discovery.english_quotes import find_quotes
from policytext.folding import HAN
from policytext.traditional import load_simplifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.records import Candidate, Passage

Placed = tuple["Passage", "Candidate"]
"""A candidate with the passage it stands in."""

READ_KINDS = ("prose", "heading", "abstract", "keywords")
"""The kinds of passage that are read: other people's titles and the publisher's notes coin nothing."""

HELD_SHAPES = ("quoted", "framed")
"""Shapes by which an English label is known, so that it is one wherever the document has it."""

_HAN_LETTER = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_NUMBER = re.compile(r"[一二三四五六七八九十百千万亿两\d第]")
_SHORTEST_SLOGAN = 7  # characters: two members of three
_SHORTEST_ENGLISH = (
    3  # spaces: an English slogan of two members of two words; a quoted one may have one fewer
)
_MEMBER_MARK = re.compile("[、，]")
_MANY_MEMBERS = 6
_PHRASE = 4  # characters of a set phrase
_SHORTEST_LABEL = 3  # characters: a label of two, such as 四化, is part of other words


def find_candidates(passages: Sequence[Passage]) -> list[Placed]:
    """Return the candidates of one document in the order of its text.

    A Chinese label that the document has put in quotation marks once is found
    wherever else it stands in it; English labels, which their own grammar finds
    again, have `find_again`.
    """
    found = [
        (passage, candidate)
        for passage in passages
        if passage.kind in READ_KINDS
        for candidate in find_in_text(passage.text)
    ]
    labels = (
        {
            candidate.text: candidate
            for _, candidate in reversed(found)
            if candidate.lang == "zh" and candidate.quoted and candidate.certain
            if is_repeatable(candidate, _SHORTEST_LABEL)
        }
        | read_slogans(found)
        | read_norms(found)
    )
    if labels:
        found = repeat_labels(passages, found, labels)
    english = read_english_labels(found)
    return repeat_english(passages, found, english) if english else found


def find_in_text(text: str) -> list[Candidate]:
    """Return the candidates of one text by position, by the grammar of each script in it.

    >>> [c.text for c in find_in_text("“两学一做” (“Two Studies, One Action”)")]
    ['两学一做', 'Two Studies, One Action']
    """
    found = _find_in_either_script(text) if _HAN_LETTER.search(text) else []
    if _LATIN_WORD.search(text):
        english = find_english(text)
        found = settle_overlaps([*found, *english]) if found else english
    return found


def _find_in_either_script(text: str) -> list[Candidate]:
    """Return the Chinese candidates of a text; one in traditional characters is read in simplified ones, if OpenCC is there.

    What is found stands as it is written; its normal form is that of both scripts.
    """
    simplify = load_simplifier()
    simple = simplify(text) if simplify else text
    found = find_chinese(simple)
    return found if simple == text else [replace(c, text=text[c.start : c.end]) for c in found]


def read_english_labels(found: Sequence[Placed], least_words: int = 2) -> set[str]:
    """Return the normal forms of the English labels that are quoted or held up, of some words at least."""
    return {
        c.normal
        for _, c in found
        if c.lang == "en" and c.certain and c.shape in HELD_SHAPES and c.numerals[:1] > (1,)
        if len(c.normal.split()) >= least_words
    }


def repeat_english(
    passages: Sequence[Passage], found: list[Placed], labels: set[str]
) -> list[Placed]:
    """Return the candidates with the other places where a label of the document stands in small letters."""
    own = _group_by_passage(found)
    placed: list[Placed] = []
    for passage in passages:
        here = own.get(passage.passage_id, [])
        if passage.kind in READ_KINDS and _LATIN_WORD.search(passage.text):
            again = find_again(passage.text, find_quotes(passage.text), labels, set())
            here = settle_overlaps([*here, *again]) if again else here
        placed += [(passage, candidate) for candidate in here]
    return placed


def _group_by_passage(found: Sequence[Placed]) -> dict[str, list[Candidate]]:
    """Return candidates by the id of the passage they stand in, in their order."""
    own: dict[str, list[Candidate]] = {}
    for passage, candidate in found:
        own.setdefault(passage.passage_id, []).append(candidate)
    return own


def read_slogans(found: Sequence[Placed]) -> dict[str, Candidate]:
    """Return the certain slogans among candidates by their text: each is one wherever it stands.

    A Chinese one is the same with another mark between its members, and one of
    two members with them exchanged. What is one only because a text calls it so (`english_called`)
    is plain words elsewhere: *I want to*.
    """
    slogans = {
        candidate.text: candidate
        for _, candidate in reversed(found)
        if candidate.certain and not candidate.numerals and candidate.shape != CALLED
        if len(candidate.text) >= _SHORTEST_SLOGAN
        if candidate.lang == "zh"
        or candidate.text.count(" ") >= _SHORTEST_ENGLISH - candidate.quoted
    }
    return _write_otherwise(slogans) | slogans


def _write_otherwise(slogans: dict[str, Candidate]) -> dict[str, Candidate]:
    """Return other ways to write Chinese slogans: 、 for ，, no mark between phrases of four, two members exchanged."""
    others: dict[str, Candidate] = {}
    for text in sorted(slogans):
        members = _MEMBER_MARK.split(text)
        if slogans[text].lang != "zh" or not 1 < len(members) <= _MANY_MEMBERS:
            continue
        phrases = {len(member) for member in members} == {_PHRASE}
        orders = [members, members[::-1]] if phrases and len(members) == 2 else [members]
        for order in orders:
            for mark in ("、", "，", "") if phrases else ("、", "，"):
                written = mark.join(order)
                others.setdefault(written, replace(slogans[text], text=written))
    return others


def read_norms(found: Sequence[Placed]) -> dict[str, Candidate]:
    """Return the certain Chinese labels of four syllables or more with a numeral at their head, by their text.

    Once the document has named 四项基本原则, 这四项基本原则 names them too.
    """
    return {
        candidate.text: candidate
        for _, candidate in reversed(found)
        if candidate.lang == "zh" and candidate.certain and candidate.shape == "classifier"
        if len(candidate.text) > _SHORTEST_LABEL
    }


def repeat_labels(
    passages: Sequence[Passage], found: list[Placed], labels: dict[str, Candidate]
) -> list[Placed]:
    """Return the candidates with every other place where a label of the document stands."""
    texts = sorted(labels)
    finder = AhoCorasick(texts, matchkind=MatchKind.LeftmostLongest)
    own = _group_by_passage(found)
    placed: list[Placed] = []
    for passage in passages:
        here = own.get(passage.passage_id, [])
        if passage.kind in READ_KINDS:
            again = [
                replace(labels[texts[number]], start=start, end=end, quoted=False)
                for number, start, end in finder.find_matches_as_indexes(passage.text)
                if not (
                    labels[texts[number]].numerals
                    and _NUMBER.match(passage.text[start - 1 : start])
                )
            ]
            here = settle_overlaps([*here, *again])
        placed += [(passage, candidate) for candidate in here]
    return placed
