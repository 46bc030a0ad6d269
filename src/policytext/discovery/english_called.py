"""Find the quotations of an English passage that it calls a slogan, a saying or a principle.

A word used to speak of words names what it stands beside (metalinguistic
apposition: Quirk et al. 1985, section 17.83): *his famous saying “…”*, *“…” was the
slogan*, *sayings like “…” and “…”*. A noun for a set wording (slogan, motto, watchword) is
enough; behind a noun for a rule (principle, policy, doctrine), which also names
terms of law and titles, the words quoted must be three and no title. A gerund needs
no marks where one principle is named by it (*the principle of seeking truth from facts*).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from policytext.discovery.english_couplets import is_title
from policytext.discovery.english_echoes import make_echo
from policytext.discovery.english_words import is_clause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

    Span = tuple[int, int]

CALLED = "called slogan"
"""The shape of these candidates."""

_WORDING = (
    r"(?:slogans?|mottos?|mottoes|maxims?|sayings|adages?|dict(?:um|a)|proverbs?|aphorisms?|watchwords?|catchwords?|catchphrases?|bywords?"
    r"|(?:battle|rallying|war) (?:cry|cries)|mantras?|credos?|exhortations?|injunctions?"
    r"|(?:famous|famed|celebrated|well-known|oft-quoted|memorable) (?:statement|phrase|words|remark|line|declaration|expression|quip)s?"
    # a verb, unless something says whose or which
    r"|(?:(?:a|an|the|this|that|his|her|its|their|our)|[a-z]+[’']s) (?:(?:old|popular|famous|favou?rite|common|well-known|wise|traditional|ancient|classic|classical|folk|chinese|political|once|still) ){0,3}saying)"
)
_RULE = r"(?:principles?|polic(?:y|ies)|doctrines?|strateg(?:y|ies)|guidelines?|spirit|formulas?)"
_WORDING_BEFORE = re.compile(rf"\b{_WORDING}\b[^.;:“”\"\n]{{0,40}}[,:]? ?[“\"‘'「]{{1,2}}$")
_RULE_BEFORE = re.compile(
    rf"\b(?:{_RULE}|campaigns?|promises?|pledges?|banners?|calls?|chants?|appeals?) (?:of|for|that|being|was|is|like|such as|called) [“\"‘'「]{{1,2}}$"
)
_WORDING_AFTER = re.compile(
    rf"[,.!?]?[”\"’'」]{{1,2}},? (?:—|–|-)? ?(?:(?:is|was|were|are|became|remained|as) )?(?:(?:a|an|the|his|her|their|its|our) )?(?:[a-z’'-]+ ){{0,3}}{_WORDING}\b"
)
_RULE_AFTER = re.compile(
    rf"[,.]?[”\"’'」]{{1,2}} (?:{_RULE}\b|(?:as|is|was) (?:its|their|our|the|a) (?:[a-z]+ ){{0,2}}(?:{_RULE}|purpose|tenet|requirement|theme)\b)"
)
_NOUN = re.compile(
    "slogan|motto|maxim|saying|adage|dict|proverb|aphorism|word|catch|cry|cries|mantra|credo|exhort|injunct|fam|celebrated|known|quoted|memorable"
    "|principle|polic|doctrine|strateg|guideline|spirit|formula|purpose|tenet|requirement|theme|campaign|promise|pledge|banner|call|chant|appeal"
)
"""What a text has that calls anything anything, and many have not; small letters."""

_DEED = re.compile(
    r"\b(?:principle|tenet|guideline) of (?P<deed>(?!being|having|doing)[a-z]+ing(?: [a-z'’-]+){2,7}?)(?=[,.;:”\"—)]|$| and (?:to|the)\b)"
)
_OF_DEED = ("principle of ", "tenet of ", "guideline of ")
_BETWEEN = re.compile(r"[,;.!?]?[”\"’'」]{1,2},? ?(?:and |or |then )?[“\"‘'「]{1,2}")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_REACH = 80
_MOST, _MOST_RULE = 20, 12  # words
_FEWEST, _FEWEST_RULE = 2, 3


def find_called(text: str, quotes: list[Span]) -> Iterator[Candidate]:
    """Yield the quotations of a passage that it calls a slogan or a principle, and those that one such word names together.

    >>> text = "Its slogan was “bread for all”, and “we” is a word."
    >>> [c.text for c in find_called(text, [(16, 29), (37, 39)])]
    ['bread for all']
    """
    if any(cue in text for cue in _OF_DEED):
        for match in _DEED.finditer(text):
            yield _make(text, *match.span("deed"))
    called: Span | None = None
    for start, end in quotes:
        around = _Surroundings.read(text, start, end)
        follows = called is not None and _BETWEEN.fullmatch(text, called[1], start) is not None
        called = None
        if (follows or around.names_wording()) and _is_wording(text, start, end):
            called = start, end
            yield _make(text, start, end)
        elif around.names_rule() and _is_rule(text, start, end):
            yield _make(text, start, end)


def _make(text: str, start: int, end: int) -> Candidate:
    """Return what is called a slogan as a candidate."""
    return replace(make_echo(text, start, end), shape=CALLED)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands before and after a quotation, in small letters, its marks included."""

    before: str
    after: str

    @classmethod
    def read(cls, text: str, start: int, end: int) -> Self:
        """Return the surroundings of a quotation; empty ones where nothing in them names anything."""
        before, after = (
            text[max(0, start - _REACH) : start].lower(),
            text[end : end + _REACH].lower(),
        )
        return cls(before if _NOUN.search(before) else "", after if _NOUN.search(after) else "")

    def names_wording(self) -> bool:
        """Tell whether a noun for a set wording names the quotation."""
        return bool(_WORDING_BEFORE.search(self.before) or _WORDING_AFTER.match(self.after))

    def names_rule(self) -> bool:
        """Tell whether a noun for a rule names the quotation."""
        return bool(_RULE_BEFORE.search(self.before) or _RULE_AFTER.match(self.after))


def _is_wording(text: str, start: int, end: int) -> bool:
    """Tell whether a quotation is as long as a slogan may be."""
    return _FEWEST <= len(_WORD.findall(text, start, end)) <= _MOST


def _is_rule(text: str, start: int, end: int) -> bool:
    """Tell whether a quotation is what a noun for a rule may name, a few words that are no title and no whole sentence."""
    words = _WORD.findall(text, start, end)
    if not _FEWEST_RULE <= len(words) <= _MOST_RULE or (
        is_title(text[start:end]) and "," not in text[start:end]
    ):
        return False
    return not is_clause([word.lower() for word in words])
