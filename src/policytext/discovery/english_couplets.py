"""Tell which quoted members are a slogan by their balance alone.

Quotation marks already say that the words are somebody's: so two halves of one
length without a function word (*rich country, strong army*), members that begin
alike (*don't ask, don't tell*), comparatives in a row (*more, faster, better*),
opposite qualities in one place, half the words in the same places, words with
one letter (Leech 1969, chapter 6) or short sentences of one length are enough, and of
plain members a noun or verb beside the marks that makes them a slogan, a motto,
or what a crowd cries and banners say. What is in capitals throughout is the title
of a work, unless it is called so.
"""

from __future__ import annotations

import re
from itertools import pairwise

from policytext.discovery.english_members import are_values, open_with_verbs
from policytext.discovery.english_words import FUNCTION_WORDS, is_clause, words_of

_OPPOSITES = frozenset(
    """
    small big|big small|small large|large small|small strong|weak strong|strong weak|less more|more less|soft hard|
    hard soft|low high|high low|few many|many few|old new|new old|light heavy|heavy light|thin thick|narrow wide|poor rich|rich poor|past future|past present|first last|stagnate advance|
    internal external|inside outside|online offline|up down|top bottom|visible invisible|hot cold|long short
""".replace("\n    ", "")
    .replace("\n", "")
    .split("|")
)
"""Pairs of opposites that stand in one place of the halves of an antithesis."""

_LOCAL = frozenset(
    ["top bottom", "inside outside", "online offline", "internal external", "up down"]
)
"""Those of them that are opposite places."""

_WATCHWORD = re.compile(
    r"(?:slogan|motto|watchword|rallying cry|battle cry|ideals?|chant|credo|maxim|banner)s?"
    r"(?: (?:of|was|is|with|that|read|reading|like))*(?: the)?[,:]? [“\"‘'「]{1,2}$"
    r"|\b(?:shout|cry|cri|chant|proclaim|promis|rall(?:y|ied) to the cry)(?:e|es|s|ed|ing)?(?: for)?[,:]? [“\"‘'「]{1,2}$"
    r"|\b(?:banner|placard|poster|sign|flag)s?(?: that)? (?:bore|bears?|bearing|reads?|reading|said|saying)(?: the (?:words|slogan|motto))?[,:]? [“\"‘'「]{1,2}$",
    re.IGNORECASE,
)
_WATCHWORD_AFTER = re.compile(
    r"[,.]?[”\"’'」]{1,2} (?:was|is|became) (?:the|a|their|his|its) (?:[a-z]+ )?(?:slogan|motto|watchword|cry|doctrine|creed)"
    r"|[,.]?[”\"’'」]{1,2} (?:slogan|motto|chant|doctrine)"
)
_PLAIN_OPENERS = words_of(
    "the a an in on at to for of and or but as by with from this that is are was it he she they we i"
)
_OWNERS = frozenset(["your", "our", "their"])
_SPEAKERS = frozenset(["i", "you", "he", "she", "we", "they", "it"])
_POINTER = re.compile(r"(?:i|you|he|she|we|they|it|that|this|there)(?:['’]\w+)?$")
_HALVES = re.compile(r"[.;] ")
_FRAME = 4  # words of a clause, at least
_MANY = 5  # sentences
_LEAST = 4  # letters of a word in a row
_LONG, _SHORT = 7, 4  # words of one of two members
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*")


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
        or are_values(words)
        or _is_row(inner, words)
    ):
        return True
    if _has_skeleton(words) or _is_alliterative(words) or _are_short_commands(words):
        return called or not is_title(inner)
    return (
        called
        and words[0][0] != "to"
        and (_is_triad(words) or _is_even(words) or _are_two_nouns(words))
    )


def has_halves(inner: str) -> bool:
    """Tell whether a quotation is two or three sentences of one frame, or short ones of one length: war is peace. Want is plenty."""
    halves = _HALVES.split(inner)
    if not 1 < len(halves) < _MANY:
        return False
    words = [[word.lower() for word in _WORD.findall(half)] for half in halves]
    if not all(words) or any(half[0] in _SPEAKERS for half in words):
        return False
    sizes = {len(half) for half in words}
    if len(sizes) == 1 and max(sizes) == _SHORT - 1:
        return True
    return ";" in inner and all(_has_skeleton([one, other]) for one, other in pairwise(words))


def is_opposed(words: list[list[str]]) -> bool:
    """Tell whether two short halves of one length set opposites against each other in one place.

    Behind the first words only opposite qualities do: places are opposed in any instruction.
    """
    if len(words) != 2:
        return False
    if len(words[1]) == 2 and f"{words[0][-2:][0]} {words[1][0]}" in ("less more", "more less"):
        return True  # sow less doubt and more rye
    if len(words[0]) != len(words[1]) or not 2 <= len(words[0]) <= _SHORT:
        return False
    pairs = [f"{one} {other}" for one, other in zip(*words, strict=True)]
    if pairs[0] in _OPPOSITES:
        return True
    opposed = not _OPPOSITES.isdisjoint(pairs) and _LOCAL.isdisjoint(pairs)
    return opposed and not is_clause([*words[0], *words[1]])


def _is_alliterative(words: list[list[str]]) -> bool:
    """Tell whether three single words or more begin with one letter: rest, relief, and repair (homoeoprophoron: Lausberg 1960, section 975)."""
    if len(words) < 3 or any(len(item) > 1 for item in words):
        return False
    flat = [item[0] for item in words]
    return len({word[0] for word in flat}) == 1 and len(set(flat)) == len(flat)


def _has_skeleton(words: list[list[str]]) -> bool:
    """Tell whether two clauses of one length have half their words in the same places, but not the last."""
    if len(words) != 2 or len(words[0]) != len(words[1]) or _POINTER.match(words[0][0]):
        return False
    same = [one == other for one, other in zip(*words, strict=True)]
    return _FRAME <= len(same) <= _LONG and sum(same) * 2 >= len(same) and not same[-1]


def _are_short_commands(words: list[list[str]]) -> bool:
    """Tell whether two members are a verb and its object each: mend roofs and dig wells."""
    return len(words) == 2 and {*map(len, words)} == {2} and open_with_verbs(words)


def _is_row(inner: str, words: list[list[str]]) -> bool:
    """Tell whether a quotation is three single words without a conjunction: field, forge, hearth (asyndeton: Lausberg 1960, section 709)."""
    flat = [word for item in words for word in item]
    if len(words) != 3 or len(flat) != 3 or inner.count(",") != 2 or not inner.islower():
        return False
    return not set(flat) & FUNCTION_WORDS and min(map(len, flat)) >= _LEAST


def _are_two_nouns(words: list[list[str]]) -> bool:
    """Tell whether a watchword is two single words: bread and peace."""
    flat = [word for item in words for word in item]
    return len(flat) == len(words) == 2 and not set(flat) & FUNCTION_WORDS


def _is_echo(inner: str, words: list[list[str]]) -> bool:
    """Tell whether quoted members without `and` open alike, or two are of one length and share a word in one place."""
    if "," not in inner or " and " in inner.lower() or _POINTER.match(words[0][0]):
        return False
    heads = {tuple(item[:2]) for item in words}
    if len(heads) == 1 and min(map(len, words)) > 2:
        return True
    opened = len({item[0] for item in words}) == 1 and words[0][0] not in _PLAIN_OPENERS
    sizes = {len(item) for item in words}
    even = len(sizes) == 1 or (
        len(words) == 2 and max(sizes) - min(sizes) < 2 and max(sizes) < _LONG
    )
    if opened and even and min(sizes) > 1 and not is_clause(words[0] + words[-1]):
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
