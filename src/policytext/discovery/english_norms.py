"""Find the norms that an English passage states after the noun or the verb that names them.

After *principle of*, *policy of*, *commitment to* or *line is* a Chinese text
has a set phrase, and its translation members of one build: gerunds (*the
principle of building together and sharing together*), infinitives, pairs
(*democracy and the rule of law, equity and justice*), nominalisations, values
(Rokeach 1973) or qualities. Where a numeral goes before (*the five principles of
…*), the members must be as many. What is adhered to is a line (Schoenhals 1992):
*quality first, benefit first*; *no closed doors, full records, and zero delay*.
Weaker nouns (*path of*, *dream of*) name anything, so that four members are asked
for. Watchwords also open every member with one small word: *no … no … and no*,
*both … both … and both*. Creeds are three words that people have rights to or hold
as values; an army is to be what three predicates say.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from policytext.discovery.english_echoes import has_cue, is_bare_verb, make_echo
from policytext.discovery.english_members import (
    AND,
    COMMAS,
    MOST,
    VALUES,
    are_qualities,
    are_values,
    cut_member,
    list_tokens,
    read_closed,
    split_list,
)
from policytext.discovery.english_normal import name_slogan, read_numeral
from policytext.discovery.english_phrases import make_candidate
from policytext.discovery.english_words import FUNCTION_WORDS, is_abstract, words_of
from policytext.languages.english import classify_english, is_verb
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.english_members import Span

_NAMED = re.compile(
    r"\b(?P<cry>slogans?|mottos?|watchwords?|creed|credo|battle cry|rallying cry)(?:(?: of [a-z ]{2,24})? (?:is|are|was|were))?,? (?=[a-zÀ-ɏ]+, )"
    r"|\b(?:line|principle|policy|guideline|motto)s?(?: of [a-z]+)? (?:is|are|was) (?=to )"
    r"|\b(?:(?P<norm>principles?|policy|guidelines?|tenets?|line|motto)"
    r"|(?P<other>concepts?|demands?|requirements?|spirit|philosoph(?:y|ies)|ideals?|values|creed|(?P<call>slogans?|mottos?|watchwords?|banner|battle cry|rallying cry)"
    r"|commitment|adherence)"
    r"|(?P<frame>pattern|path|road|situation|dream|vision|ideology|ethos|trend|outlook|world|society|tradition))"
    r" (?:of|to)(?: the)? (?=[a-zÀ-ɏ])"
    r"|\b(?P<trait>featuring|rest(?:s|ing)? upon)(?: the)? (?=[a-z])"
    r"|\b(?P<creed>values|virtues|ideals) (?:is|are|was|were) (?=[a-zÀ-ɏ]+, )"
    r"|\b(?P<ideal>army|forces|military|team|ranks|contingent|workforce) (?:that|which) (?=[a-z])"
    r"|(?P<total>(?:adher\w+ to|insist\w* on|uphold\w*|persist\w* in)) (?=(?:no|zero|full) )",
    re.IGNORECASE,
)
_STEMS = (
    "hilosoph", "deals ", "alues ", "irtues ", "attern of", "ath of", "oad of", "ituation of", "ream of", "ision of", "deology of",
    "thos of", "rend of", "utlook of", "orld of", "ociety of", "radition of", "dher", "nsist", "phold", "pheld", "ersist",
    "rinciple", "olicies", "olicy", "uideline", "enet", "oncept", "emand", "equirement", "pirit of", "otto", "logan", "reed", "redo",
    "atchword", "anner of", "attle cry", "allying cry", "ommitment to", "line", "ights to", "ights of", "ight to",
    "rotections ", "rmy that", "rmy which", "orces that", "ilitary that", "eam that", "anks that", "ontingent that",
    "orkforce that", "eaturing", "ests upon", "esting upon", "romise of", "uarantee",
)  # fmt: skip
_KINDS = frozenset(["frame", "cry", "creed", "ideal", "total"])
"""Cues behind which a list is read up to its `and`."""

_WHOLE = frozenset(["line"])
"""Stems that are whole words; of the others the first letter, large or small, is left out."""

_HELD_LIST = re.compile(
    r"\b(?:adher(?:e|es|ed|ing) (?:unswervingly )?to|uphold(?:s|ing)?|upheld|persist(?:s|ed|ing)? in|insist(?:s|ed|ing)? on"
    r"|(?:principles?|policy|policies|concepts?|requirements?|pattern|guidelines?|spirit) of)"
    r" (?:the )?(?:principles? of |policy of |concept of )?(?P<list>[A-Za-z][a-z'’-]*(?:[ ,]+[a-z'’-]+){3,24})",
)
_ADHERED = re.compile(r"adher|uph|persist|insist")
_TWO_DEEDS = re.compile(
    r"(?P<first>[a-z]+ (?P<one>[a-z]+)) and (?P<second>[a-z]+ (?P<other>[a-z]+))(?=[,.;”\"]|$| of\b)"
)
_RIGHTS = re.compile(
    r"(?:ights? to|ights of|ottos?(?: of|,)|alues of|deals of|rotections (?:for|of)|romises? of|uarantee(?:s|d)?) "
    r"(?P<list>[a-z]{3,}, [a-z]{3,},? and (?P<last>(?:the pursuit of )?[a-z]{3,}))"
    r"(?=[,.;:”\"’)]|$| (?:and|as|for|in|that|which|to|were|are|is|was|by|from|with)\b)"
)
"""What people have a right to or value, in three words: the members of a creed."""

_RIGHT = re.compile(r"(?:\W|^)?[Rr]ight")
"""What is no *fight* and no *light*."""

_SPEAKERS = words_of("i you we they he she")
_HELD_GAP = re.compile(r", (?:and )?| and ")
_HELD_WORD = re.compile(r"[A-Za-z'’-]+")
_COUNT = re.compile(r"\bthe (?P<count>three|four|five|six|seven|eight|ten) $", re.IGNORECASE)
_LIST = re.compile(r"[^.!?;:()“”\"\n—]{8,400}")
_RANKS = words_of("first foremost second next later last always")
"""What ends members that say what goes before what."""

_FINITE = words_of("can is are has have keep keeps fight fights win wins")
_BODIES = words_of("party city county")
_TOTAL = words_of("no zero full all total complete")
"""Words for all or nothing."""

_LINK = re.compile(r" and ")
_AFTER_VERBS = words_of("and the a an our their its")
_ONE_NORM = re.compile(r"\b(?:principle|line|guideline) of $")
_ENDING = 3  # letters
_MOSTLY = 5  # members of which one may be of another kind
_REACH = 16  # characters in which a noun of norms stands
_OPENED = re.compile(
    r"\b(?P<word>no|both) [^,.;:()“”\"\n]{2,60}?(?:, (?:and )?(?P=word) [^,.;:()“”\"\n]{2,60}?)*(?:,? and |, )(?P=word) [^,.;:()“”\"\n]{2,60}",
    re.IGNORECASE,
)


@cache
def _find_stems() -> AhoCorasick:
    """Return what finds the words that may name a list."""
    return AhoCorasick(_STEMS, matchkind=MatchKind.LeftmostLongest)


def find_norms(text: str, quotes: list[Span]) -> Iterator[Candidate]:
    """Yield the lists of one build that a noun names, and the numeral label before them.

    >>> [c.text for c in find_norms("They act on the principle of asking the people and answering to the people.", [])]
    ['asking the people and answering to the people']
    """
    for number, at, _ in _find_stems().find_matches_as_indexes(text):
        start = at - (_STEMS[number] not in _WHOLE)
        match = _NAMED.match(text, start) if start >= 0 else None
        normed = [] if match is None else [*_read_norm(text, match, quotes)]
        yield from normed or _find_held(text, max(0, start))
        yield from _find_creed(text, at)
    if " no " in text or "both " in text:
        yield from _find_opened(text)


def _read_norm(text: str, match: re.Match[str], quotes: list[Span]) -> Iterator[Candidate]:
    """Yield the list after one noun, if it is of one build, and the numeral label before a full one."""
    listed = _LIST.match(text, match.end())
    if listed is None:
        return
    items = split_list(text, listed.span(), COMMAS)
    if match.lastgroup in _KINDS:
        closed = match.lastgroup != "ideal" or not _is_list(text, items[:3])
        items = read_closed(text, listed.span()) if closed else items[:3]
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
        named = [*items[:-1], *split_list(text, items[-1], AND)]
        if _is_called(text, named):
            return named
    listed = items
    while len(items) > 2 and not _is_build(text, items):
        items = items[:-1]
    if len(items) > 2:
        return items
    if match["trait"]:
        return _read_traits(text, span)
    echoed = _read_echoed(text, listed) if match["norm"] else []
    pair = echoed or (_read_pair(text, span) if match["norm"] else [])
    closed = read_closed(text, span)
    deeds = match["other"] and _are_mostly_deeds(list_tokens(text, closed))
    if not pair and (deeds or _is_held(text, closed, "norm")):
        return closed
    one = (match["norm"] or match["other"] or "s").lower()
    if not pair and (match["norm"] or one == "concept") and not one.endswith("s"):
        return _read_triad(text, span)
    return pair


def _read_pair(text: str, span: Span) -> list[Span]:
    """Return two gerunds joined by `and`, the second no longer than the first by much, or nothing."""
    comma = COMMAS.search(text, *span)
    items = split_list(text, (span[0], comma.start() if comma else span[1]), AND)
    if len(items) != 2 or not _are_gerunds(text, items):
        return []
    contrasted = "while" in text[items[0][1] : items[1][0]]
    short = _ONE_NORM.search(text, max(0, span[0] - _REACH), span[0]) and all(
        len(text[a:b].split()) <= MOST for a, b in items
    )
    if not contrasted and not short and not _repeat(text, items):
        return []
    first, (start, end) = items
    longer = len(text[start:end].split()) > len(text[slice(*first)].split()) + 2
    return [first, cut_member(text, start, end) if longer else (start, end)]


def _is_held(text: str, items: list[Span], cue: str) -> bool:
    """Tell whether the members that a cue of some kind names are of one build.

    A norm or a watchword is three values or four qualities; a path, a dream or a pattern
    four of either, or of pairs of words; what is adhered to and says *no* says *full* or *zero*
    too; what an army is to be is three predicates.
    """
    members = list_tokens(text, items)
    if len(members) < 3 or not all(members):
        return False
    longest = max(map(len, members))
    if cue == "ideal":
        return len(members) == 3 and longest <= MOST and all(map(_is_predicate, members))
    if cue == "total":
        return longest < 4 and sum(each[0] in _TOTAL for each in members) > 1
    if cue == "cry":
        return longest == 1 or are_values(members)
    return _is_build_of_norms(members, least=3 if cue in ("norm", "creed") else 4)


def _is_build_of_norms(members: list[list[str]], *, least: int) -> bool:
    """Tell whether members are four qualities, pairs or deeds, or values of some number at least."""
    if are_qualities(members):
        return True
    if len(members) > 3 and (_are_tight(members) or _are_deeds(members)):
        return True
    return len(members) >= least and are_values(members)


def _are_tight(members: list[list[str]]) -> bool:
    """Tell whether members are two words each, or three, without a function word: green hills, clean wells."""
    sizes = [len(each) for each in members]
    words = {word for each in members for word in each}
    return min(sizes) > 1 and max(sizes) < 4 and not words & FUNCTION_WORDS


def _is_predicate(member: list[str]) -> bool:
    """Tell whether a member opens with a finite verb, of two words or more: can hold, keeps faith."""
    word = member[0]
    return len(member) > 1 and (
        word in _FINITE or (is_verb(word) and not classify_english(word).noun)
    )


def _are_deeds(members: list[list[str]]) -> bool:
    """Tell whether members are names of deeds or qualities, alone or with an attribute: lasting peace, openness."""
    flat = {word for each in members for word in each}
    even = max(map(len, members)) < 3 and not flat & FUNCTION_WORDS
    return even and all(each[-1] in VALUES or _is_deed(each[-1]) for each in members)


def _are_mostly_deeds(members: list[list[str]]) -> bool:
    """Tell whether of five single words or more all but one name deeds or qualities: thrift, learning, clean, courage and sharing."""
    if len(members) < _MOSTLY or any(len(each) > 1 for each in members):
        return False
    return sum(each[0] in VALUES or _is_deed(each[0]) for each in members) >= len(members) - 1


def _read_traits(text: str, span: Span) -> list[Span]:
    """Return three deeds or qualities with an attribute each, of which one may be a pair: quiet trust, order and law, and open dealing; or nothing."""
    triad = _read_triad(text, span)
    even = sum(_is_deed(each[-1]) for each in list_tokens(text, triad)) > 1
    items = split_list(text, span, COMMAS)[:3]
    if not _is_list(text, items):
        return triad if even else []
    words = [text[a:b].lower().split() for a, b in items]
    pairs = [len(item) == 3 and item[1] == "and" for item in words]
    plain = all(len(item) == 2 or pair for item, pair in zip(words, pairs, strict=True))
    if plain and any(pairs) and all(_is_deed(item[-1]) for item in words):
        return items
    return triad if even else []


def _read_triad(text: str, span: Span) -> list[Span]:
    """Return three members of two words each, or nothing: extensive consultation, joint contribution, shared benefits."""
    items = read_closed(text, span)
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


def _read_echoed(text: str, items: list[Span]) -> list[Span]:
    """Return the members up to the one behind `and` if they are four or more, short, and have a content word in common."""
    joined = (n for n in range(1, len(items)) if "and" in text[items[n - 1][1] : items[n][0]])
    listed = items[: next(joined, 0) + 1]
    short = all(len(text[a:b].split()) <= MOST for a, b in listed)
    return listed if len(listed) > 3 and short and _repeat(text, listed) else []


def _repeat(text: str, items: list[Span]) -> bool:
    """Tell whether all members have a content word in common."""
    words = [set(text[a:b].lower().split()) - FUNCTION_WORDS for a, b in items]
    return bool(set.intersection(*words))


def _is_list(text: str, items: list[Span]) -> bool:
    """Tell whether the last of some members is joined to them by `and`."""
    return len(items) > 2 and "and" in text[items[-2][1] : items[-1][0]]


def _is_build(text: str, items: list[Span]) -> bool:
    """Tell whether three members or more are gerunds, infinitives, pairs or nominalisations."""
    words = [text[a:b].lower().split() for a, b in items]
    if any(len(item) > MOST + 2 for item in words) or not all(words):
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
    return len(items) > 3 and all(map(_is_deed, heads))


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
    return word not in _BODIES and word.endswith(
        ("ity", "ty", "cy", "ony", "ect", "efit", "ice", "eace", "dom", "hood")
    )


def _find_opened(text: str) -> Iterator[Candidate]:
    """Yield the watchwords whose members open with one small word: no …, no … and no …."""
    for match in _OPENED.finditer(text):
        word = match["word"].lower()
        members = re.findall(rf"\b{word}\b", match[0].lower())
        cued = has_cue(text, match.start())
        if len(members) > 2 and (cued or word == "both"):
            yield make_echo(text, *match.span())


def _find_held(text: str, at: int) -> Iterator[Candidate]:
    """Yield the list of one build that a verb of adherence or a naming noun governs at a place: quality first, benefit first."""
    match = _HELD_LIST.match(text, at)
    if match is None:
        return
    items = _read_items(text, match.start("list"), match.end("list"))
    while len(items) > 1 and not _is_parallel(text, items):
        items.pop()
    if len(items) < 2:
        items = _read_deeds(text, match)
    if len(items) > 1 and not _is_cut_short(text, items):
        start, end = items[0][0], items[-1][1]
        written = text[start:end]
        normal = name_slogan(written)
        yield Candidate(start, end, written, "en", "framed slogan", (), normal, False, True)


def _read_deeds(text: str, match: re.Match[str]) -> list[Span]:
    """Return two deeds that are adhered to, behind which a stop or *of* stands, with attributes that end alike: active growth and native building.

    Words with one ending in one place are a homoeoteleuton (Lausberg 1960, sections 725 to 728).
    """
    if not _ADHERED.match(match[0]):
        return []
    found = _TWO_DEEDS.match(text, match.start("list"))
    if found is None or not (is_abstract(found["one"]) and is_abstract(found["other"])):
        return []
    first, second = (found[name].split()[0] for name in ("first", "second"))
    if first == second or first[-_ENDING:] != second[-_ENDING:]:
        return []
    return [found.span("first"), found.span("second")]


def _read_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the members of a list stand, those that are too long to be members left out."""
    edges = [start]
    for gap in _HELD_GAP.finditer(text, start, end):
        edges += [gap.start(), gap.end()]
    spans = list(zip(edges[::2], [*edges[1::2], end], strict=True))
    items: list[Span] = []
    for a, b in spans:
        if not a < b or len(text[a:b].split()) > MOST:
            return items + _close_alike(text, items, a, b)
        items.append((a, b))
    return items


def _close_alike(text: str, items: list[Span], start: int, end: int) -> list[Span]:
    """Return the front of a stretch as a last member if it closes as two members before it, or nothing."""
    if len(items) < 2:
        return []
    closing = text[slice(*items[-1])].rpartition(" ")[2]
    if not text.endswith(f" {closing}", 0, items[-2][1]):
        return []
    words = list(_HELD_WORD.finditer(text, start, end))[:MOST]
    return next(([(start, word.end())] for word in words if word[0] == closing), [])


def _is_cut_short(text: str, items: list[tuple[int, int]]) -> bool:
    """Tell whether two members are the front of a longer list that ends otherwise, or the second only shortens the first."""
    if len(items) > 2:
        return False
    one, other = (_HELD_WORD.findall(text[a:b].lower()) for a, b in items)
    if "and" in text[items[0][1] : items[1][0]]:
        return one[-len(other) :] == other or (one[0] != other[0] and len(one) != len(other))
    return one[0] == other[0] and text.startswith(", and ", items[1][1])


def _is_parallel(text: str, items: list[tuple[int, int]]) -> bool:
    """Tell whether members, all of two words or more, begin or end with one word that is no function word."""
    words = [[word.lower() for word in _HELD_WORD.findall(text[a:b])] for a, b in items]
    if any(len(item) < 2 for item in words):
        return False
    sizes = {len(item) for item in words}
    opened, closed = {item[0] for item in words}, {item[-1] for item in words}
    repeated = (
        (len(opened) == 1 and not opened & FUNCTION_WORDS)
        or (len(closed) == 1 and not closed & FUNCTION_WORDS)
        or closed <= _RANKS
    )
    distinct = len({tuple(item) for item in words}) == len(words)
    said = not _SPEAKERS.isdisjoint(word for item in words for word in item)
    if said and not (len(opened) == 1 and words[0][0].endswith("ing")):
        return False
    return repeated and distinct and max(sizes) - min(sizes) <= 1 + (len(items) > 2)


def _find_creed(text: str, at: int) -> Iterator[Candidate]:
    """Yield three abstract nouns that people have rights to or hold as values: life, liberty, and property."""
    match = _RIGHTS.match(text, at)
    if match is None or (match[0].startswith("ight") and not _RIGHT.match(text, max(0, at - 2))):
        return
    words = match["list"].replace(" and ", " ").replace(",", "").split()
    if not any(word.endswith(("s", "ing")) and not word.endswith("ss") for word in words):
        yield make_echo(text, *match.span("list"))
