"""Find parallel slogans and plus-formulae of an English passage.

A Chinese slogan sets phrases of one length and one construction side by side
(排比, 对偶: Chen 1932); a translation keeps the construction and loses the
length. What is left to see is strict parallelism (Jakobson 1966): the same word
at the head of every member (*everyone is responsible, everyone does his duty*),
opposites in one place (*small government, big society*), or an actor and its
part in every member (*party committee leadership, government responsibility*).
A list of plain nouns is no slogan, so outside quotation marks only the first
and the last of these count.
"""

from __future__ import annotations

import re
from itertools import pairwise
from operator import or_
from typing import TYPE_CHECKING

from policytext.discovery.english_couplets import (
    has_halves,
    is_balanced,
    is_called,
    is_opposed,
    is_title,
)
from policytext.discovery.english_echoes import is_bare_verb
from policytext.discovery.english_normal import name_slogan, read_numeral
from policytext.discovery.english_series import DETERMINERS
from policytext.discovery.english_words import FUNCTION_WORDS, is_clause, is_plural, words_of
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACTORS = words_of("""
    party government state society social public mass masses market enterprise enterprises individual individuals
    resident residents villager villagers citizen citizens community communities family families school schools
    democratic people people's committee legal expert experts media volunteer volunteers village town county township
    leadership industry ecological scientific technological
""")
"""Those who govern and are governed, as modifiers of what each contributes."""

_QUANTIFIERS = "everyone|everybody|every person|every household|every family"
_ABSTRACT_HEAD = re.compile(
    r"(?:ship|ity|tion|sion|ment|ance|ence|ing|ness|port|tive|ation|al|ure|age|cy)$"
)
_NAMING = re.compile(
    r"(?:principle|policy|requirement|concept|guideline|model|system|spirit|pattern|mechanism|goal|strategy)s?"
    r" (?:of|that)(?: the)? [“\"‘'「]{1,2}$"
)
_NAMED = re.compile(
    r"[”\"’'」]{1,2} (?:work(?:ing)? )?(?:principle|policy|requirement|guideline|model|system|spirit|pattern|mechanism|method)"
)
_HALF, _SHORT_HALF = 7, 4  # words of one of two members
_SPEAKERS = frozenset(["i", "you", "he", "she", "we", "they", "it"])
_SEPARATOR = re.compile(r"\s*[,;，、]\s*(?:and\s+)?|\s+and\s+")
_STRONG_SEPARATOR = re.compile(r"[,;，、]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*")

_QUANTIFIED = re.compile(
    rf"\b(?P<q>{_QUANTIFIERS})(?P<item> [a-z' ]{{3,40}}?)(?:, (?:and )?(?P=q) [a-z' ]{{3,40}}?){{1,3}}(?=[.,;:”\"’)]|$)",
    re.IGNORECASE,
)
_CO = re.compile(
    r"\b(?:co-?|joint )[a-z]+(?:,| and) (?:and )?(?:[a-z]+(?:-[a-z]+)?, |[a-z]+(?:-[a-z]+)? )?(?:and )?"
    r"(?:(?:co-?|joint )[a-z]+|shar(?:ing|ed benefits))\b",
    re.IGNORECASE,
)
_PLAIN_CO = re.compile(
    r"(?<!joint )(?<![\w-])co(?!-)(?!construct|build|govern|manag|shar|creat)[a-z]+", re.IGNORECASE
)
_NOUN_LIST = re.compile(
    r"(?:[a-z]+(?:[ -][a-z]+){1,3}, ){2,9}(?:and )?[a-z]+(?:[ -][a-z]+){1,6}", re.IGNORECASE
)
_RUN = re.compile(r"[A-Za-z ,-]{20,}")
"""What a list of nouns is made of, so that nothing else need be searched for one."""

_PLUS = re.compile(
    r"(?P<left>[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*){0,3})(?: \+ ?(?P<right>[A-Za-z][A-Za-z'’-]+(?: [A-Za-z][A-Za-z'’-]*){0,3}))+"
)
_BEFORE_PLUS = 120  # characters in which four words stand
_ADDED = re.compile(r" \+ ?[A-Za-z]")
_TRAILING_PLUS = re.compile(r"[A-Za-z][A-Za-z'’-]+(?: [A-Za-z][A-Za-z'’-]+){0,2} ?\+")
_MATHS = re.compile(r"[=<>^_∑β]|\b[a-zA-Z]\d")


def find_slogans(text: str, quotes: list[tuple[int, int]]) -> list[Candidate]:
    """Return the parallel slogans and plus-formulae of a passage, overlapping ones too.

    >>> text = "build “small government, big society” and seek co-construction, co-governance and sharing"
    >>> [(c.text, c.certain) for c in find_slogans(text, [(7, 36)])]
    [('small government, big society', True), ('co-construction, co-governance and sharing', True)]
    """
    found: list[Candidate] = []
    for start, end in quotes:
        found.extend(_read_quote(text, start, end))
    low = text.lower()
    if "every" in low:
        found.extend(
            _make(text, *match.span(), "parallel slogan", certain=True)
            for match in _QUANTIFIED.finditer(text)
        )
    if "co-" in low or "joint " in low:
        found.extend(
            _make(text, *match.span(), "parallel slogan", certain=True)
            for match in _CO.finditer(text)
            if not _PLAIN_CO.search(match[0])
            and not (text.endswith(", ", 0, match.start()) and text.startswith(", ", match.end()))
        )
    if "leadership" in low or "responsib" in low:
        found.extend(_find_divisions(text))
    if "+" in text:
        found.extend(_find_plus(text, quotes))
    return found


def _read_quote(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the parallel slogan a quoted stretch is, if it is one."""
    inner = text[start:end]
    if not 8 <= len(inner) <= 250 or "+" in inner:
        return
    if has_halves(inner):
        yield _make(text, start, end, "parallel slogan", certain=True)
        return
    halves = inner.split("-", 1) if "," not in inner and inner.count("-") == 1 else None
    items = [part for part in (halves or _SEPARATOR.split(inner)) if part]
    words = [[word.lower() for word in _WORD.findall(item)] for item in items]
    if not 2 <= len(items) <= 9 or not all(words):
        return
    framed = min(map(len, words)) > 1 and _is_named(text, start, end) and not _is_sentence(words)
    if is_opposed(words) or _is_pair(inner, words):
        yield _make(text, start, end, "parallel slogan", certain=True)
    elif _is_strict(inner, words):
        yield _make(
            text,
            start,
            end,
            "parallel slogan",
            certain=framed
            or _is_sure(words)
            or _are_commands(inner, words)
            or is_called(text, start, end),
        )
    elif len(items) > 2 and _is_pair(f"{items[0]}, {items[1]}", words[:2]):  # the quotation goes on
        end = start + inner.index(items[1], len(items[0])) + len(items[1])
        yield _make(text, start, end, "parallel slogan", certain=True)
    elif (framed and _STRONG_SEPARATOR.search(inner)) or is_balanced(
        inner, words, called=is_called(text, start, end)
    ):
        yield _make(text, start, end, "parallel slogan", certain=True)


def _is_sure(words: list[list[str]]) -> bool:
    """Tell whether strictly parallel members begin alike, or end alike in what is no plural: those are kinds."""
    if min(map(len, words)) < 2:
        return len({item[0] for item in words}) == 1
    closed = {item[-1] for item in words}
    return len({item[0] for item in words}) == 1 or (
        len(closed) == 1 and not is_plural(closed.pop())
    )


def _are_commands(inner: str, words: list[list[str]]) -> bool:
    """Tell whether members in small letters open with a verb, all before an object or most with what is only a verb."""
    if not inner[:1].islower():
        return False
    verbs = [is_bare_verb(item[0]) and not item[0].endswith("ing") for item in words]
    before = [item[1] in DETERMINERS for item in words]
    return all(map(or_, verbs, before)) or (sum(verbs) > 1 and sum(verbs) * 3 > 2 * len(verbs))


def _is_named(text: str, start: int, end: int) -> bool:
    """Tell whether a noun beside a quotation says what it is: the principle of “…”, a “…” mechanism."""
    before, after = text[max(0, start - 40) : start], text[end : end + 30]
    return bool(_NAMING.search(before) or _NAMED.match(after))


def _is_sentence(words: list[list[str]]) -> bool:
    """Tell whether quoted words hold a finite verb, or a numeral, which has a grammar of its own."""
    flat = [word for item in words for word in item]
    return is_clause(flat) or any(read_numeral(word) is not None for word in flat)


def _is_pair(inner: str, words: list[list[str]]) -> bool:
    """Tell whether two quoted halves echo: people first, life first; for living, not for speculation."""
    if len(words) != 2 or "," not in inner or is_title(inner):
        return False
    one, other = words
    if not 2 <= len(one) <= _HALF or not 2 <= len(other) <= _HALF:
        return False
    if other[0] == "not" and other[1] in one[1:] and other[1] in FUNCTION_WORDS:
        return one[0] not in _SPEAKERS and not is_clause(one[:1])
    if is_clause([*one, *other]) or len(one) != len(other) or len(one) > _SHORT_HALF:
        return False
    ends_alike = one[-1] == other[-1] and one[-1] not in FUNCTION_WORDS
    return ends_alike or (one[0] == other[0]) or (one[-1], other[-1]) == ("first", "later")


def _is_strict(inner: str, words: list[list[str]]) -> bool:
    """Tell whether at least three members share length or a word in the same place."""
    lengths = {len(item) for item in words}
    if len(words) < 3 or not _STRONG_SEPARATOR.search(inner):
        return False
    if max(lengths) > 6 or (
        is_clause([w for item in words for w in item]) and len({i[0] for i in words}) > 1
    ):
        return False
    if len({item[0] for item in words}) == 1 and min(lengths) > 1:
        return True
    if len({item[-1] for item in words}) == 1 and min(lengths) > 1:
        return True
    if min(lengths) < 2 or any(item[0] in FUNCTION_WORDS for item in words) or is_title(inner):
        return False
    return len(words) >= 3 and max(lengths) - min(lengths) <= 1


def _find_divisions(text: str) -> Iterator[Candidate]:
    """Yield the lists in which each actor has its part: party leadership, government responsibility."""
    for match in _find_noun_lists(text):
        start = match.start()
        items = [m for m in re.finditer(r"[^,]+", match[0]) if m[0].strip()]
        spans = [(start + m.start(), start + m.end()) for m in items]
        spans = [_trim(text, a, b) for a, b in spans]
        first_words = _WORD.findall(text[spans[0][0] : spans[0][1]])
        cut = next(
            (at for at in range(len(first_words)) if first_words[at].lower() in _ACTORS), None
        )
        if cut is None:
            continue
        offset = text.index(first_words[cut], spans[0][0]) if cut else spans[0][0]
        spans[0] = (offset, spans[0][1])
        words = [[w.lower() for w in _WORD.findall(text[a:b])] for a, b in spans]
        broken = next(
            (at for at, item in enumerate(words) if not item or item[0] in FUNCTION_WORDS), None
        )
        spans, words = spans[:broken], words[:broken]
        if len({item[-1] for item in words[:-1]}) < len(words) - 1:
            continue  # of one kind: a list of supervisions
        acting = sum(bool(item) and item[0] in _ACTORS for item in words)
        nominal = sum(bool(item) and bool(_ABSTRACT_HEAD.search(item[-1])) for item in words)
        led = bool(words) and words[0][-1] == "leadership"
        if (
            len(words) >= (4 if led else 5)
            and acting >= 0.6 * len(words)
            and nominal >= 0.75 * len(words)
        ):
            yield _make(
                text, spans[0][0], _end_of_list(text, spans), "parallel slogan", certain=True
            )


def _find_noun_lists(text: str) -> Iterator[re.Match[str]]:
    """Yield the lists of nouns in stretches of which two members after the first begin with an actor."""
    for run in _RUN.finditer(text):
        low = run[0].lower()
        parts = low.split(", ") if "leadership" in low or "responsib" in low else ()
        if len(parts) > 3:
            heads = [part.removeprefix("and ").split(" ", 1)[0] for part in parts[1:]]
            if sum(head in _ACTORS or "-" in head for head in heads) > 1:
                yield from _NOUN_LIST.finditer(text, *run.span())


def _end_of_list(text: str, spans: list[tuple[int, int]]) -> int:
    """Return where the last member ends: at its first nominalisation that nothing continues."""
    start, end = spans[-1]
    for word in _WORD.finditer(text, start, end):
        after = text[word.end() : word.end() + 5]
        if _ABSTRACT_HEAD.search(word[0].lower()) and not re.match(
            r" (?:and|[a-z]+(?:tion|ment|port))", after + text[word.end() + 5 : end]
        ):
            return word.end()
    return end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without white space and `and` at its front."""
    while start < end and text[start] == " ":
        start += 1
    if text[start : start + 4] == "and ":
        start += 4
    return start, end


def _find_plus(text: str, quotes: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield formulae of members added up: Party building + public welfare."""
    for start, end in quotes:
        if (
            "+" in text[start:end]
            and not re.search(r"\d ?\+|\+ ?\d", text[start:end])
            and end - start <= 120
        ):
            members = re.split(r"\s*\+\s*", text[start:end])
            whole = _TRAILING_PLUS.fullmatch(text, start, end) or all(
                re.match(r"[A-Za-z]{2}", m) for m in members
            )
            if whole and max(len(m.split()) for m in members) <= 6:
                yield _make(text, start, end, "plus", certain=True)
    added = [match.start() for match in _ADDED.finditer(text)]
    if not added:
        return
    first = text.find(" ", max(0, added[0] - _BEFORE_PLUS)) if added[0] > _BEFORE_PLUS else 0
    for match in _PLUS.finditer(text, first, added[-1] + _BEFORE_PLUS):
        start, end = match.span()
        if _MATHS.search(text, max(0, start - 30), min(len(text), end + 30)):
            continue
        start, end = _trim_plus(text, start, end)
        members = [part.strip() for part in text[start:end].split("+")]
        if len(members) > 1 and all(len(part) > 2 for part in members):
            yield _make(
                text, start, end, "plus", certain=len(members) > 2 or len(members[0].split()) < 4
            )


def _trim_plus(text: str, start: int, end: int) -> tuple[int, int]:
    """Return an unquoted sum without the words of the sentence before and after it."""
    first = text.index("+", start, end)
    last = text.rindex("+", start, end)
    for left, right in pairwise([*_WORD.finditer(text, start, first), None]):
        if left is not None and left[0].lower() in FUNCTION_WORDS and right is not None:
            start = right.start()
    for word in _WORD.finditer(text, last, end):
        if word[0].lower() in FUNCTION_WORDS:
            end = word.start()
            break
    left_words = list(_WORD.finditer(text, start, first))
    capital = next((word for word in left_words if word[0][0].isupper()), None)
    if capital is not None and left_words[0][0][0].islower():
        start = capital.start()  # explore Party building + public welfare
    while end > last and text[end - 1] == " ":
        end -= 1
    return start, end


def _make(text: str, start: int, end: int, shape: str, *, certain: bool) -> Candidate:
    """Return a candidate without numerals."""
    while start < end and text[start] == " ":
        start += 1
    surface = text[start:end]
    normal = (
        " + ".join(name_slogan(part) for part in surface.split("+"))
        if shape == "plus"
        else name_slogan(surface)
    )
    quoted = bool(re.search(r"[“\"‘'「『]\s?$", text[max(0, start - 2) : start])) and bool(
        re.match(r"[.,;]?\s?[”\"’'」』]", text[end : end + 3])
    )
    return Candidate(start, end, surface, "en", shape, (), normal.strip(), quoted, certain)
