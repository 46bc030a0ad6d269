"""Find the norms that an English passage states after the noun that names them.

After *principle of*, *policy of*, *commitment to* or *line is* a Chinese text
has a set phrase, and its translation members of one build: gerunds (*the
principle of building together and sharing together*), infinitives, pairs
(*democracy and the rule of law, equity and justice*) or nominalisations. Where
a numeral goes before (*the five principles of …*), the members must be as many.
Watchwords also open every member with one small word: *no … no … and no*,
*both … both … and both*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.discovery.english_builds import are_qualities, are_values
from policytext.discovery.english_echoes import has_cue, is_bare_verb, make_echo
from policytext.discovery.english_normal import read_numeral
from policytext.discovery.english_phrases import make_candidate
from policytext.discovery.english_words import FUNCTION_WORDS, is_abstract, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.records import Candidate

Span = tuple[int, int]

_NAMED = re.compile(
    r"\b(?:line|principle|policy|guideline|motto)s?(?: of [a-z]+)? (?:is|are|was) (?=to )"
    r"|\b(?:(?P<norm>principles?|policy|guidelines?|tenets?|line|motto)"
    r"|(?P<other>concepts?|demands?|requirements?|spirit|philosoph(?:y|ies)|ideals?|values|(?P<call>slogans?|mottos?|watchwords?|banner|battle cry|rallying cry)"
    r"|commitment|adherence)"
    r"|(?P<frame>pattern|path|road|situation|dream|vision|ideology|ethos|trend|outlook|world|society|tradition))"
    r" (?:of|to)(?: the)? (?=[a-zÀ-ɏ])"
    r"|\b(?P<cry>slogans?|mottos?|watchwords?|battle cry|rallying cry),? (?=[a-zÀ-ɏ]+, )"
    r"|(?P<total>(?:adher\w+ to|insist\w* on|uphold\w*|persist\w* in)) (?=no )",
    re.IGNORECASE,
)
_STEMS = ("hilosoph", "deal", "alues of", "attern of", "ath of", "oad of", "ituation of", "ream of", "ision of", "deology of", "thos of", "rend of", "utlook of", "orld of", "ociety of", "radition of", "dher", "nsist", "phold", "ersist", "rinciple", "olic", "uideline", "enet", "oncept", "emand", "equirement", "pirit", "otto", "logan", "atchword", "anner", "attle cry", "allying cry", "ommitment", "line")  # fmt: skip
_COUNT = re.compile(r"\bthe (?P<count>three|four|five|six|seven|eight|ten) $", re.IGNORECASE)
_LIST = re.compile(r"[^.!?;:()“”\"\n—]{8,400}")
_COMMAS = re.compile(r",\s+(?:and )?")
_AND = re.compile(r"\s+(?:and|while)\s+")
_JOINTS = re.compile(r",\s+(?:and )?|\s+and\s+")
_TOKEN = re.compile(r"[^\s,;]+")
_BODIES = words_of("party city county")
_TOTAL = words_of("no zero full all total complete")
"""Words for all or nothing."""

_LINK = re.compile(r" and ")
_CUTS = words_of("to in for with which that when as so by such on at under while who but from")
_AFTER_VERBS = words_of("and the a an our their its")
_ONE_NORM = re.compile(r"\b(?:principle|line|guideline) of $")
_REACH = 16  # characters in which a noun of norms stands
_MOST = 6  # words of a member, of a last one two more
_OPENED = re.compile(
    r"\b(?P<word>no|both) [^,.;:()“”\"\n]{2,60}?(?:, (?:and )?(?P=word) [^,.;:()“”\"\n]{2,60}?)*(?:,? and |, )(?P=word) [^,.;:()“”\"\n]{2,60}",
    re.IGNORECASE,
)


def find_norms(text: str, quotes: list[Span]) -> Iterator[Candidate]:
    """Yield the lists of one build that a noun names, and the numeral label before them.

    >>> [c.text for c in find_norms("They act on the principle of asking the people and answering to the people.", [])]
    ['asking the people and answering to the people']
    """
    for stem in _STEMS:
        at = text.find(stem)
        while at > 0 or (at == 0 and stem == "line"):
            match = _NAMED.match(text, at - (stem != "line"))
            if match is not None:
                yield from _read_norm(text, match, quotes)
            at = text.find(stem, at + 1)
    if " no " in text or "both " in text:
        yield from _find_opened(text)


def _read_norm(text: str, match: re.Match[str], quotes: list[Span]) -> Iterator[Candidate]:
    """Yield the list after one noun, if it is of one build, and the numeral label before a full one."""
    listed = _LIST.match(text, match.end())
    if listed is None:
        return
    items = _split(text, listed.span(), _COMMAS)
    if match["frame"] or match["cry"] or match["total"]:
        items = _read_closed(text, listed.span())
        if _is_held(text, items, match.lastgroup or ""):
            yield make_echo(text, items[0][0], items[-1][1])
        return
    counted = _COUNT.search(text, max(0, match.start() - 12), match.start())
    noun = max(match.end("norm"), match.end("other"))
    if counted is None:
        items = _read_list(text, match, listed.span(), items)
    elif noun > 0 and len(items) == read_numeral(counted["count"]) and _is_list(text, items):
        yield make_candidate(text, counted.start("count"), noun, "framed", quotes, certain=True)
    else:
        return
    if items:
        yield make_echo(text, items[0][0], items[-1][1])


def _read_list(text: str, match: re.Match[str], span: Span, items: list[Span]) -> list[Span]:
    """Return the members of the list that a noun without a number names, or none."""
    if match["call"] and len(items) > 1:
        named = [*items[:-1], *_split(text, items[-1], _AND)]
        if _is_called(text, named):
            return named
    while len(items) > 2 and not _is_build(text, items):
        items = items[:-1]
    if len(items) > 2:
        return items
    pair = _read_pair(text, span) if match["norm"] else []
    closed = _read_closed(text, span)
    if not pair and _is_held(text, closed, "norm"):
        return closed
    one = (match["norm"] or match["other"] or "s").lower()
    if not pair and (match["norm"] or one == "concept") and not one.endswith("s"):
        return _read_triad(text, span)
    return pair


def _read_pair(text: str, span: Span) -> list[Span]:
    """Return two gerunds joined by `and`, the second no longer than the first by much, or nothing."""
    comma = _COMMAS.search(text, *span)
    items = _split(text, (span[0], comma.start() if comma else span[1]), _AND)
    if len(items) != 2 or not _are_gerunds(text, items):
        return []
    contrasted = "while" in text[items[0][1] : items[1][0]]
    short = _ONE_NORM.search(text, max(0, span[0] - _REACH), span[0]) and all(
        len(text[a:b].split()) <= _MOST for a, b in items
    )
    if not contrasted and not short and not _repeat(text, items):
        return []
    first, (start, end) = items
    longer = len(text[start:end].split()) > len(text[slice(*first)].split()) + 2
    return [first, _cut(text, start, end) if longer else (start, end)]


def _read_closed(text: str, span: Span) -> list[Span]:
    """Return the members of a list up to the one behind the first `and`, which is cut where it outgrows them; or nothing."""
    items: list[Span] = []
    at = span[0]
    for gap in _JOINTS.finditer(text, *span):
        items.append((at, gap.start()))
        at = gap.end()
        if "and" in gap[0] or len(text[slice(*items[-1])].split()) > _MOST:
            break
    else:
        items.append((at, span[1]))
        return items if len(items[-1:]) and len(text[at : span[1]].split()) <= _MOST else []
    longest = max(len(text[a:b].split()) for a, b in items)
    stop = _JOINTS.search(text, at, span[1])
    words = list(_TOKEN.finditer(text, at, stop.start() if stop else span[1]))
    if longest > _MOST or not words:
        return []
    size = len(words)
    if size > longest + 1:
        least = min(len(text[a:b].split()) for a, b in items)
        cuts = (n for n in range(least, longest + 2) if words[n][0].lower() in FUNCTION_WORDS)
        size = next(cuts, longest + 1)
    return [*items, (at, words[size - 1].end())]


def _is_held(text: str, items: list[Span], cue: str) -> bool:
    """Tell whether the members that a cue of some kind names are of one build.

    A norm or a watchword is three values or four qualities; a path, a dream or a pattern
    four of either, or of pairs of words; what is adhered to and says *no* says *full* or *zero* too.
    """
    members = [tuple(_TOKEN.findall(text[a:b].lower())) for a, b in items]
    if len(members) < 3 or not all(members):
        return False
    if cue == "total":
        return max(map(len, members)) < 4 and sum(each[0] in _TOTAL for each in members) > 1
    if cue == "cry":
        return max(map(len, members)) == 1 or are_values(members)
    if are_qualities(members):
        return True
    if len(members) > 3 and _are_tight(members):
        return True
    return are_values(members) and (cue == "norm" or len(members) > 3)


def _are_tight(members: list[tuple[str, ...]]) -> bool:
    """Tell whether members are two words each, or three, without a function word: green hills, clean wells."""
    sizes = [len(each) for each in members]
    words = {word for each in members for word in each}
    return min(sizes) > 1 and max(sizes) < 4 and not words & FUNCTION_WORDS


def _read_triad(text: str, span: Span) -> list[Span]:
    """Return three members of two words each, or nothing: extensive consultation, joint contribution, shared benefits."""
    items = _read_closed(text, span)
    if len(items) != 3 or not _is_list(text, items):
        return []
    words = [text[a:b].lower().split() for a, b in items]
    if any(set(item) & FUNCTION_WORDS or item[0].endswith("ly") for item in words):
        return []
    even = all(len(item) == 2 for item in words)
    named = max(map(len, words)) < 3 and all(_is_deed(item[-1]) for item in words)
    named = named and not (len(words[0]) > 1 and words[0][0].endswith("ing"))
    return items if even or named else []


def _is_deed(word: str) -> bool:
    """Tell whether a word names what is done or a quality: consultation, sharing, liberty."""
    word = word.rpartition("-")[2]
    return word.endswith("ing") or is_abstract(word) or _is_quality(word)


def _is_called(text: str, items: list[Span]) -> bool:
    """Tell whether what a slogan consists of is listed: three members or more of three words at most."""
    sizes = [len(text[a:b].split()) for a, b in items]
    return _is_list(text, items) and max(sizes[:-1]) < 4 and sizes[-1] < 4


def _repeat(text: str, items: list[Span]) -> bool:
    """Tell whether all members have a content word in common."""
    words = [set(text[a:b].lower().split()) - FUNCTION_WORDS for a, b in items]
    return bool(set.intersection(*words))


def _split(text: str, span: Span, gap: re.Pattern[str]) -> list[Span]:
    """Return where the members of a list stand; the last is cut where the sentence goes on."""
    edges = [span[0]]
    for match in gap.finditer(text, *span):
        edges += match.span()
    spans = list(zip(edges[::2], [*edges[1::2], span[1]], strict=True))
    kept: list[Span] = []
    for start, end in spans:
        words = len(text[start:end].split())
        if words > _MOST + 2:
            if kept:
                kept.append(_cut(text, start, end))
            break
        kept.append((start, end))
    return kept


def _cut(text: str, start: int, end: int) -> Span:
    """Return a member without what follows its first three words from a preposition on."""
    words = list(re.finditer(r"\S+", text[start:end]))
    at = next((at for at in range(2, len(words)) if words[at][0].lower() in _CUTS), _MOST)
    return start, start + words[min(at, len(words)) - 1].end()


def _is_list(text: str, items: list[Span]) -> bool:
    """Tell whether the last of some members is joined to them by `and`."""
    return len(items) > 2 and "and" in text[items[-2][1] : items[-1][0]]


def _is_build(text: str, items: list[Span]) -> bool:
    """Tell whether three members or more are gerunds, infinitives, pairs or nominalisations."""
    words = [text[a:b].lower().split() for a, b in items]
    if any(len(item) > _MOST + 2 for item in words) or not all(words):
        return False
    if all(item[0] == "to" and len(item) > 2 for item in words):
        return len(items) > 3
    if any(_is_verbal(item) != _is_verbal(words[0]) for item in words[1:]):
        return False  # the sentence goes on with what is done
    if _are_gerunds(text, items):
        return True
    if all(len(_LINK.findall(text[a:b])) == 1 for a, b in items):
        return True
    heads = [_read_head(item) for item in words]
    return len(items) > 3 and all(is_abstract(head) or _is_quality(head) for head in heads)


def _is_verbal(words: list[str]) -> bool:
    """Tell whether a member of some words opens with a gerund, or with a verb before an article or `and`."""
    if len(words) < 2 or not is_bare_verb(words[0]):
        return False
    return words[0].endswith("ing") or words[1] in _AFTER_VERBS


def _are_gerunds(text: str, items: list[Span]) -> bool:
    """Tell whether every member is a gerund with what belongs to it."""
    words = [text[a:b].lower().split() for a, b in items]
    return all(len(item) > 1 and item[0].endswith("ing") and len(item[0]) > 4 for item in words)


def _read_head(words: list[str]) -> str:
    """Return the last word of a member before a preposition."""
    at = next((at for at, word in enumerate(words) if at and word in FUNCTION_WORDS), len(words))
    return words[at - 1]


def _is_quality(word: str) -> bool:
    """Tell whether a word names a quality: equality, democracy, harmony, respect."""
    return word not in _BODIES and word.endswith(("ity", "ty", "cy", "ony", "ect", "efit", "ice", "eace", "dom", "hood"))


def _find_opened(text: str) -> Iterator[Candidate]:
    """Yield the watchwords whose members open with one small word: no …, no … and no …."""
    for match in _OPENED.finditer(text):
        word = match["word"].lower()
        members = re.findall(rf"\b{word}\b", match[0].lower())
        cued = has_cue(text, match.start())
        if len(members) > 2 and (cued or word == "both"):
            yield make_echo(text, *match.span())
