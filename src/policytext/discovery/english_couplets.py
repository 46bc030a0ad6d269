"""Tell which quoted members are a slogan by their balance alone.

Quotation marks already say that the words are somebody's: so two halves of one
length without a function word (*rich country, strong army*), members that begin
alike (*don't ask, don't tell*) or comparatives in a row (*more, faster, better*)
are enough, and of plain members a noun beside the marks that calls them a
slogan or motto. What is in capitals throughout is the title of a work.
"""

from __future__ import annotations

import re

from policytext.discovery.english_words import FUNCTION_WORDS, is_clause, words_of

_WATCHWORD = re.compile(
    r"(?:slogan|motto|watchword|rallying cry|battle cry|ideals?|chant|credo|maxim|banner)s?"
    r"(?: (?:of|was|is|that|read|reading|like))*(?: the)?[,:]? [“\"‘'「]{1,2}$",
    re.IGNORECASE,
)
_WATCHWORD_AFTER = re.compile(
    r"[,.]?[”\"’'」]{1,2} (?:was|is|became) (?:the|a|their|his|its) (?:[a-z]+ )?(?:slogan|motto|watchword|cry)"
    r"|[,.]?[”\"’'」]{1,2} (?:slogan|motto|chant|doctrine)"
)
_PLAIN_OPENERS = words_of(
    "the a an in on at to for of and or but as by with from this that is are was it he she they we i"
)
_OWNERS = frozenset(["your", "our", "their"])
_SPEAKERS = frozenset(["i", "you", "he", "she", "we", "they", "it"])
_LONG, _SHORT = 7, 4  # words of one of two members
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")


def is_balanced(inner: str, words: list[list[str]], *, called: bool) -> bool:
    """Tell whether the members of a quotation are a slogan; `called` says that a noun beside it calls it one.

    `words` are those of each member in small letters.

    >>> is_balanced("rich country, strong army", [["rich", "country"], ["strong", "army"]], called=False)
    True
    """
    if (
        _is_contest(inner, words)
        or _is_echo(inner, words)
        or _is_couplet(inner, words)
        or _is_graded(words)
        or _is_growing(inner, words)
    ):
        return True
    return called and (_is_triad(words) or _is_even(words))


def _is_echo(inner: str, words: list[list[str]]) -> bool:
    """Tell whether quoted members without `and` open alike, or two are of one length and share a word in one place."""
    if "," not in inner or " and " in inner.lower() or words[0][0] in _SPEAKERS:
        return False
    heads = {tuple(item[:2]) for item in words}
    if len(heads) == 1 and min(map(len, words)) > 2:
        return True
    opened = len({item[0] for item in words}) == 1 and words[0][0] not in _PLAIN_OPENERS
    sizes = {len(item) for item in words}
    if opened and len(sizes) == 1 and min(sizes) > 1:
        return True
    if len(words) != 2 or len(sizes) > 1 or not 3 <= len(words[0]) <= _SHORT + 1:
        return False
    same = [one for one, other in zip(*words, strict=True) if one == other]
    plain = [word for word in words[0] + words[1] if word not in _OWNERS]
    return bool(same) and not is_title(inner) and not is_clause(plain)


def _is_contest(inner: str, words: list[list[str]]) -> bool:
    """Tell whether two speakers are set against each other in two words each: you sow, I reap."""
    if len(words) != 2 or "," not in inner or any(len(half) != 2 for half in words):
        return False
    return {words[0][0], words[1][0]} in ({"i", "you"}, {"we", "they"}, {"you", "we"})


def _is_couplet(inner: str, words: list[list[str]]) -> bool:
    """Tell whether a quotation is two halves of one length without a function word: rich country, strong army."""
    if len(words) != 2 or "," not in inner or is_title(inner) or not inner.isascii():
        return False
    flat = [word for half in words for word in half]
    short = len(words[0]) == len(words[1]) and 2 <= len(words[0]) <= _SHORT
    return short and not set(flat) & FUNCTION_WORDS and not any(map(str.isdigit, inner))


def _is_growing(inner: str, words: list[list[str]]) -> bool:
    """Tell whether two single nouns lead up to a third with an attribute: bread, rest, and the joy of song."""
    if len(words) != 3 or not _is_triad(words) or not inner.islower():
        return False
    return len(words[2]) > 3 and words[2][0] == "the" and "of" in words[2] and " and " in inner


def _is_graded(words: list[list[str]]) -> bool:
    """Tell whether three members or more are comparatives: more, faster, better."""
    graded = [item for item in words if item[0] in ("more", "less") or item[0].endswith("er")]
    return len(words) > 2 and len(graded) == len(words) and max(map(len, words)) < 3


def _is_even(words: list[list[str]]) -> bool:
    """Tell whether members have two words or more and differ in one at most."""
    sizes = [len(item) for item in words]
    return min(sizes) > 1 and max(sizes) - min(sizes) < 2 and max(sizes) <= _LONG


def _is_triad(words: list[list[str]]) -> bool:
    """Tell whether members are single words but for an article, the last perhaps with what belongs to it."""
    return len(words) > 2 and all(len(item) == 1 for item in words[:-1]) and len(words[-1]) < 5


def is_called(text: str, start: int, end: int) -> bool:
    """Tell whether a noun beside a quotation calls it a watchword: the slogan “…”, their motto, “…”."""
    before, after = text[max(0, start - 40) : start], text[end : end + 24]
    return bool(_WATCHWORD.search(before) or _WATCHWORD_AFTER.match(after))


def is_title(inner: str) -> bool:
    """Tell whether most words of a quoted stretch are in capitals: it is cited, not a slogan."""
    words: list[str] = [word for word in _WORD.findall(inner) if len(word) > 3]
    return sum(word[0].isupper() for word in words) * 2 > len(words)
