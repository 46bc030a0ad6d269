"""Find the formulae of an English passage that are built on numerals.

The grammar follows the descriptions of the Chinese numeral abbreviation
(数字缩略语: Lü and Zhu 1952; Li and Thompson 1981 on the numeral phrase) and of
the *tifa*, a fixed wording that is to be repeated to the letter (Schoenhals
1992; Qian Gang 2012), and what translators make of both:

- numeral, perhaps a modifier, and a predicate made into a noun, in the plural
  (*four comprehensives*) or left in the singular (*two coverage*);
- a chain of such phrases (*two studies and one action*; *one country, two
  systems*);
- *five-in-one* (五位一体), *double* and *dual* for 双;
- digits that stand for members, in quotation marks before *method*, *model*,
  *law* (“333”), or added up (“1 + N”);
- quotation marks or capitals inside a sentence, with which English marks a
  phrase that is a name (Quirk et al. 1985, appendix III).

A count noun in the plural after an unmarked small numeral is a plain count and
is never returned.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_chains import read_chain
from policytext.discovery.english_frames import read_held, read_listed, read_valued
from policytext.discovery.english_labels import find_codes, read_counted_quote, read_quote
from policytext.discovery.english_names import (
    find_groups,
    read_capitals,
    read_figures,
    read_letters,
)
from policytext.discovery.english_nominals import (
    read_framed,
    read_multiple,
    read_nominal,
    read_normed,
)
from policytext.discovery.english_normal import name_label, read_numeral
from policytext.discovery.english_phrases import (
    NUM,
    find_anchors,
    make_candidate,
    quote_around,
    read_phrase,
    runs_on,
)
from policytext.discovery.english_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

_IN_ONE = re.compile(rf"(?P<num>{NUM})(?P<gap>[ -‐‑–])in[ -‐‑–]one\b", re.IGNORECASE)


def find_numeral_formulae(text: str, quotes: list[tuple[int, int]]) -> list[Candidate]:
    """Return every candidate built on numerals, overlapping ones too.

    >>> text = 'By the "two skins" and the Four Olds, not on two levels.'
    >>> [(c.text, c.shape, c.certain) for c in find_numeral_formulae(text, [(8, 17)])]
    [('two skins', 'quoted', True), ('Four Olds', 'capital', True)]
    """
    found: list[Candidate] = []
    for start, end in quotes:
        found.extend(read_quote(text, start, end))
        found.extend(read_counted_quote(text, start, end, quotes))
    found.extend(find_codes(text, quotes))
    found.extend(find_groups(text, quotes))
    places: set[str] = set()
    for match in find_anchors(text):
        found.extend(_read_anchor(text, match, quotes, places))
    return [c for c in found if c.shape != "capital" or c.quoted or c.normal not in places]


def find_again(
    text: str, quotes: list[tuple[int, int]], labels: set[str], names: set[str]
) -> list[Candidate]:
    """Return every numeral phrase whose normal form is one of `labels`, or in capitals one of `names`.

    A text that has put a label between quotation marks goes on to use it
    without; one in capitals may open a sentence, where a capital says nothing.
    """
    found = []
    for match in find_anchors(text):
        phrase = read_phrase(text, match.start())
        if phrase is None:
            continue
        for count in range(len(phrase.words), 0, -1):
            part = phrase.cut(count)
            if part.head in FUNCTION_WORDS:
                continue
            normal = name_label(text[part.start : part.end])
            named = text[part.start].isupper() and text[part.end - len(part.head)].isupper()
            if (normal in labels or (named and normal in names)) and not runs_on(text, part):
                found.append(
                    make_candidate(text, part.start, part.end, "again", quotes, certain=True)
                )
                break
    return found


def _read_anchor(
    text: str, match: re.Match[str], quotes: list[tuple[int, int]], places: set[str]
) -> Iterator[Candidate]:
    """Yield what a numeral outside or inside quotation marks opens, by the first rule that fits."""
    start = match.start()
    yield from read_listed(text, *match.span())
    if text[match.end() + 2 : match.end() + 3] in ("s", "'", "’"):
        yield from read_letters(text, *match.span(), quotes)
    in_one = _IN_ONE.match(text, start)
    if in_one:
        if read_numeral(in_one["num"]) not in (None, 1):
            sure = in_one["gap"] != " " or text[in_one.start()].isupper()
            sure = sure or quote_around(quotes, start, in_one.end()) is not None
            yield make_candidate(text, start, in_one.end(), "in-one", quotes, certain=sure)
        return
    phrase = read_phrase(text, start, split=True)
    if phrase is None:
        return
    if match[0][0].isupper():
        yield from read_capitals(text, phrase, quotes, places)
    elif match[0].isdigit():
        yield from read_figures(text, phrase, quotes)
    yield from read_chain(text, phrase, quotes)
    yield from read_framed(text, phrase, quotes)
    yield from read_held(text, phrase, quotes)
    yield from read_valued(text, phrase, quotes)
    if match[0].lower() in ("double", "dual") or "fold" in match[0].lower():
        yield from read_multiple(text, phrase, quotes)
    elif (
        match[0].lower() != "triple"
        and 1 < (read_numeral(match[0]) or 0) <= 20
        and text[match.end()] == " "
    ):
        yield from read_nominal(text, phrase, quotes)
        yield from read_normed(text, phrase, quotes)
