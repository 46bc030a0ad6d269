"""Read an English text for what spells out a label: refers to A, B and C; A, B and C, the “three …”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.expansions.cues import (
    ENGLISH,
    ENGLISH_BEFORE,
    SENTENCE_END,
    find_closing,
    find_ends,
    find_turns,
)
from policytext.expansions.labels import Announced, Reading, find_announced
from policytext.expansions.lists import (
    cut_english,
    cut_explained,
    find_quoted_lists,
    is_closed,
    skip_quote,
    trim,
)
from policytext.languages.english import find_lemma

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.expansions.labels import Label
    from policytext.expansions.lists import Span

LONGEST_ITEM = 240
"""Characters of a member: longer ones are sentences that happen to be counted right."""

LONGEST_BESIDE = 120
"""Characters of a member that no strong cue announces."""

LONGEST_APPOSED = 60
"""Characters of a member in a list that a bare comma joins to its label."""

SOON = 25
"""Characters from a cue to the quoted list it announces."""

NEAR = 80
"""Characters between a label and two quoted things, for these to be its members: any two are soon found."""

FARTHEST_LEAD = 60
"""Characters that may stand between a list and the label that sums it up."""

MOST_REPORTED = 10
"""Items of a list that is reported for not adding up: longer ones are prose."""

SHORTEST_JOINT = 5
"""Characters at the head of an item that may still join it: but, while."""

SHORT_ITEM = 4
"""Words of an item of a list that needs no `and` to be known for a list."""

_WORD = re.compile(r"[A-Za-z]+(?:[-’'][A-Za-z]+)*")
_GOES_ON = re.compile(
    r"(?:of|in|into|for|and|or|with|to|by|on|at|from|as|since|after|before|the|an?|its|their|so|but|which|who|that|we|it|they)\b|\W",
    re.IGNORECASE,
)
"""What a noun phrase goes on with, or a clause begins with, where a list of names would not."""

_PART = re.compile(r"[;:]|\s(?:[—–]+|-)\s|--+")
_FINITE = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|will|would|shall|should|must|can|could|may|might)\s"
)
_ORDINAL = re.compile(
    r"(?:second|third|fourth|fifth|last|finally|other|another)(?:ly)?\b", re.IGNORECASE
)
"""What an item of an enumeration opens with: a list of such items is no list of names."""

_TAKES_TO = re.compile(r"\b(?:how|need|ability|right|as|duty|power|access|is|are)$")
"""Words whose `to` belongs to them and tells no purpose of the whole list."""

_CLAUSE_OPENS = re.compile(
    r"(?:.*\b(?:including|include|includes|of|by|through|with|between|namely|are|is|is to|to|for|on|from|in|implement\w*|achiev\w+"
    r"|realiz\w+|adher\w+ to|uphold\w*|promot\w+|strengthen\w*|stress\w*|call\w* for)\s+)",
    re.IGNORECASE | re.DOTALL,
)
_DANGLES = re.compile(
    r"\b(?:of|in|on|by|for|with|to|at|from|as|between|both|either|the|an?|and|or)$", re.IGNORECASE
)
"""What no item ends with: a list that is cut there is cut wrongly."""

_OPENS_CLAUSE = re.compile(
    r"(?:because|if|when|where|which|who|although|unless|should|is|are|was|were|has|have|had|will|would|on\ the\ one\ hand)\b",
    re.IGNORECASE,
)
"""What opens a clause or goes on with one, and no list of things."""

_BETWEEN = re.compile(r"\b(?:between|both|either|neither)\b")
"""What takes two coordinates of its own."""

_OPENS_PHRASE = re.compile(
    r"(?:in|on|at|by|for|with|from|of|to|as|into|under|between|among|such\ as|including)\s",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\b(?:such\ as|including)\b")
_GOVERNED = re.compile(r"\b\w{2,}ing\s+(?:the\s+|these\s+|of\s+the\s+)?[\"“‘']*$", re.IGNORECASE)
"""What makes a label an object: what `unifying the three …` means is not what the three are."""

_SAID_AGAIN = re.compile(r"(?:these|they|which)\s+(?:include|are|were|comprise)\s+", re.IGNORECASE)
"""What takes a label up before it is spelled out: the “four principles”, these include A, B, C and D."""

_INNER_CUE = re.compile(r"[^,;.:—–()]{1,60}?\s*(?P<mark>[—–:])\s*(?=\S)")
"""What leads from the noun a label is said of to its list: the three pillars of the economy—A, B and C."""

_COPULAS = ("is", "are", "was", "were")

_CUES = ("strong", "namely", "weak", "these", "of", "be", "colon", "mark", "comma")
"""The kinds of cues, by their names in the pattern."""

_COMPOSED = re.compile(
    r"\s*(?:(?:consisting|composed|made\ up)\s+of|comprising|including)\s+", re.IGNORECASE
)
"""What opens a sentence with the members of its subject: Consisting of A, B and C, the three … are …."""

_COUNTS = re.compile(
    r"(?:the\s+)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)", re.IGNORECASE
)
"""What a part of a label like 333 opens with: the three lines, the three steps."""

_PREDICATED = re.compile(r"[”\"’']*\s+(?:is|are|was|were|has|have|had|came|became)\s")
"""A verb after a label, which then is the subject of a clause and no apposition to what stands before."""

_GOES_ON_DOING = re.compile(r",[”\"]?\s+\w+ing\b")
_JOINED = re.compile(r"\b(?:and|or|as\s+well\s+as|plus|but|while|whereas)\b|[;；]", re.IGNORECASE)
"""What joins the last item to a list that is marked as one (Huddleston & Pullum 2002, chapter 15: syndetic)."""

_QUOTES_JOINED = re.compile(r"[”\"][,\s]*(?:and|or)?\s*[“\"]")
_PREPOSITION = re.compile(
    r"\s+(?:in|into|among|within|throughout|at|under|for|from|during|across|as)\s", re.IGNORECASE
)
_PARTICIPLE = re.compile(
    r"(?:not|also|already|now|still|\w+ly|being|more|very|so|\w{2,}(?:ed|en|ing)|made|put|set)\b",
    re.IGNORECASE,
)
"""What follows a form of `be` that is no copula, or describes rather than lists."""

_BREAK = re.compile("[;；:：]")
_TO_DO = re.compile(r",?\s+to\s+[a-z]+\b")
_QUOTED_END = re.compile('[”"]')
DASHES = ("—", "–", "——", "-")
BRACKETS = ("(", "（", "[")
_CLOSERS = dict.fromkeys(DASHES, re.compile(r"\s*[—–]|\s-\s"))


def read_after(label: Label) -> Iterator[Reading]:
    """Yield the list that a cue after the label announces, in its passage or, after a colon at its end, in the next."""
    match = ENGLISH.match(label.text, label.end)
    if match is None:
        return
    cue = _read_cue(label, match)
    open_to_parts = cue.strong or match["colon"] or match["weak"] or match["these"]
    ends = _find_ends(cue.text, cue.begin, cue.mark)
    for items in _find_lists(label, cue, ends):
        if label.counts_parts(len(items)) and not open_to_parts:
            continue
        if cue.strong or _are_announced(cue, items):
            yield Reading(cue.at, tuple(items), cue.name)
            return
    if (
        cue.strong
        and cue.at == label.at
        and (items := _find_other_list(cue.text, cue.begin, ends[0]))
    ):
        yield Reading(cue.at, tuple(items), cue.name)


def _read_cue(label: Label, cue: re.Match[str]) -> Announced:
    """Return what announces a list after a label, with what takes the label up or says what it is said of."""
    at, text, begin = find_announced(label, cue.end(), may_follow=cue["comma"] is None)
    name = next(filter(None, map(cue.group, _CUES)))
    governed = _GOVERNED.search(label.text, 0, label.start)
    strong = bool(cue["namely"] or (cue["strong"] and not governed))
    mark = (cue["mark"] or cue["colon"] or "").strip()
    if strong and any(bracket in label.text[label.end : begin] for bracket in BRACKETS):
        mark = BRACKETS[0]
    bare = bool(cue["comma"] or cue["be"])
    if cue["of"] and (inner := _INNER_CUE.match(text, begin)):
        begin, mark = inner.end(), inner["mark"]
    if not strong and (again := _SAID_AGAIN.match(text, begin)):
        begin, bare = again.end(), False
    name = " ".join(name.split())
    return Announced(at, text, skip_quote(text, begin), name, mark, strong, bare)


def read_before(label: Label) -> Iterator[Reading]:
    """Yield the list that leads up to the label."""
    text = label.text
    lead = ENGLISH_BEFORE.search(text, max(0, label.start - FARTHEST_LEAD), label.start)
    stop = lead.start() if lead else label.start
    begin = max((m.end() for m in SENTENCE_END.finditer(text, 0, stop)), default=0)
    quoted = find_quoted_lists(text, begin, stop)
    if quoted and quoted[-1][-1][1] >= stop - 2 and len(quoted[-1]) in label.sizes:
        yield Reading(label.at, tuple(quoted[-1]), "list before")
    elif (opening := _COMPOSED.match(text, begin, stop)) and (
        items := cut_english(text, opening.end(), stop, label.sizes)
    ):
        if _are_sound(text, items):
            yield Reading(label.at, tuple(items), " ".join(opening[0].split()))
    elif lead and (items := _cut_before(text, begin, stop, label.sizes)):
        called = bool(lead["called"])
        if called or not (label.counts_parts(len(items)) or _PREDICATED.match(text, label.end)):
            items = _cut_predicate(text, items) if called else items
            if _are_nouns(text, items):
                yield Reading(label.at, tuple(items), "list before")


def _cut_predicate(text: str, items: list[Span]) -> list[Span]:
    """Return a list that is the subject of its sentence without the verb that calls it by its label: A, B and C were …."""
    start, end = items[-1]
    verb = _FINITE.search(text, start, end)
    if verb and not any(_FINITE.search(text, a, b) for a, b in items[:-1]):
        return [*items[:-1], (start, verb.start())]
    return items


def _are_nouns(text: str, items: Sequence[Span]) -> bool:
    """Tell whether a list that leads up to a label is one of things: no clause, no example, phrases all or none."""
    phrases = {bool(_OPENS_PHRASE.match(text, a, b)) for a, b in items[1:]}
    clauses = any(_FINITE.search(text, a, b) or _EXAMPLES.search(text, a, b) for a, b in items)
    return len(phrases) == 1 and not clauses and _are_sound(text, items)


def _are_sound(text: str, items: Sequence[Span]) -> bool:
    """Tell whether a list is cut where words and marks allow it, and no item is there twice."""
    words = [text[start:end].casefold() for start, end in items]
    between = _BETWEEN.search(words[0]) and not any(map(_BETWEEN.search, words[1:]))
    return (
        len(set(words)) == len(words)
        and not between
        and all(
            is_closed(text, start, end) and not _DANGLES.search(text, start, end)
            for start, end in items
        )
    )


def _cut_before(text: str, begin: int, stop: int, sizes: Sequence[int]) -> list[Span]:
    """Return the items of a marked coordination that ends at `stop`, the first without what governs the list.

    The governing verb or preposition is looked for from the right: the item
    that is left must not be much longer than the others.
    """
    breaks = [match.end() for match in _PART.finditer(text[begin:stop])]
    begin += breaks[-1] if breaks else 0
    for size in sizes:
        items = cut_english(text, begin, stop, (size,))
        commas = text[begin:stop].count(",")
        if not items and commas >= size:  # the sentence has commas before the list
            later = [m.end() for m in re.finditer(",", text[begin:stop])]
            items = cut_english(
                text, begin + later[-size if size <= len(later) else 0], stop, (size,)
            )
        if not items or (size == 2 and "," not in text[stop : stop + 1]):
            continue
        joined = _JOINED.search(text, items[-2][1], items[-1][0])
        first = _find_first(text, items)
        if joined and first and max(b - a for a, b in items[1:]) <= LONGEST_APPOSED * 2:
            return [first, *items[1:]]
    return []


def _find_first(text: str, items: Sequence[Span]) -> Span | None:
    """Return the first item of a list without what governs it, nothing where that cannot be told."""
    start, end = items[0]
    counts = [len(_WORD.findall(text[a:b])) for a, b in items[1:]]
    own = _WORD.findall(text[start:end])
    opening = _WORD.match(text, items[1][0])
    if opening and all(text[a:b].startswith(opening[0]) for a, b in items[1:]):
        found = [
            m.start()
            for m in re.finditer(rf"\b{re.escape(opening[0])}\b", text[start:end], re.IGNORECASE)
        ]
        if found:
            return start + found[-1], end
    if opening and opening[0].endswith("ing"):
        verbs = [m.start() for m in re.finditer(r"\b[a-z]+ing\b", text[start:end], re.IGNORECASE)]
        if verbs:
            return start + verbs[0], end
    if len(own) <= max(counts):
        return start, end
    governs = re.match(
        r"(?:.*\b(?:by|through|of|for)\s+)?[a-z]+ing\s+", text[start:end], re.IGNORECASE
    )
    if governs and len(_WORD.findall(text[start + governs.end() : end])) in counts:
        return trim(text, start + governs.end(), end)
    opened = _CLAUSE_OPENS.match(text, start, end)
    if opened is None:
        return None
    start = trim(text, opened.end(), end)[0]
    return (start, end) if 0 < len(_WORD.findall(text[start:end])) <= max(counts) + 1 else None


def read_shared_head(label: Label) -> Iterator[Reading]:
    """Yield a list in which every item ends in the label's own head: two coverage, A coverage and B coverage."""
    if len(label.head) < 4:
        return
    for items in _find_headed_lists(label.text, label.head):
        between = label.text[items[-1][1] : label.start] or label.text[label.end : items[0][0]]
        n_sentences = sum(1 for _ in SENTENCE_END.finditer(between))
        if len(items) in label.sizes and n_sentences <= 1 and _are_sound(label.text, items):
            yield Reading(label.at, tuple(items), "shared head")
            return


def read_quoted(label: Label) -> Iterator[Reading]:
    """Yield a list of quoted items that follows the label in its passage, if it adds up."""
    for items in find_quoted_lists(label.text, label.end, len(label.text)):
        near = len(items) > 2 or (
            items[0][0] - label.end <= NEAR
            and not _GOES_ON_DOING.search(label.text, label.end, items[0][0])
        )
        parts = label.counts_parts(len(items))
        counted = all(_COUNTS.match(label.text, start, end) for start, end in items)
        if near and len(items) in label.sizes and (counted or not parts):
            yield Reading(label.at, tuple(items), "quoted list")
            return


def read_repeated(label: Label) -> Iterator[Reading]:
    """Yield what is counted out by the singular of the label: three lines: a line in A: …; a line in B: …."""
    if len(label.head) < 3 or label.text.lower().count(label.head) < min(label.sizes):
        return
    opening = re.compile(
        rf"""(?:(?<=[:;.!?]\s)|(?<=[:;.!?]))["“]?(?:an?|one|another|the\ other)\s+{re.escape(label.head)}\b["”]?[^.;:：]{{0,80}}(?=[:：])""",
        re.IGNORECASE,
    )
    items = tuple(match.span() for match in opening.finditer(label.text, label.end))
    if len(items) in label.sizes:
        yield Reading(label.at, items, f"one {label.head} …")


def _find_ends(text: str, begin: int, opened: str) -> list[int]:
    """Return where a list may end: with the bracket, dash or quotation it stands in, else at a turn of its sentence or with it."""
    closer = _CLOSERS.get(opened)
    if text[begin - 1 : begin] in {"“", '"'}:
        closer = _QUOTED_END
    ends = find_ends(text, begin)
    if opened in BRACKETS:
        closing = find_closing(text, begin, len(text))
        return [closing] if closing < len(text) else ends
    if closer and (closed := closer.search(text, begin)):
        return [closed.start()] if opened not in DASHES or closed.start() < ends[-1] else ends
    return ends


def _find_lists(label: Label, cue: Announced, ends: Sequence[int]) -> Iterator[list[Span]]:
    """Yield the lists after a cue that have one of the label's sizes, the likeliest first.

    Where a list ends in doubt its last item is shortened, not where a bracket closes it.
    """
    text, begin, closed = cue.text, cue.begin, cue.mark in BRACKETS
    for quoted in find_quoted_lists(text, max(0, begin - 1), ends[-1]):
        if len(quoted) in label.sizes and quoted[0][0] - begin <= SOON:
            yield quoted
    for end in ends:
        stop = end if closed else _cut_tail(label, text, begin, end)
        items = cut_explained(text, cut_english(text, begin, stop, label.sizes))
        if items and _are_items(text, items):
            items = items if closed else _fit_last(text, items)
            items = [trim(text, *each) for each in items]
            if _are_sound(text, items):
                yield items


def _are_items(text: str, items: Sequence[Span]) -> bool:
    """Tell whether no item is too long, nor itself a list of quoted things that was not cut."""
    uncut = any(_QUOTES_JOINED.search(text, start, end) for start, end in items)
    ordered = any(_ORDINAL.match(text, start, end) for start, end in items[1:])
    return not uncut and not ordered and max(end - start for start, end in items) <= LONGEST_ITEM


def _fit_last(text: str, items: list[Span]) -> list[Span]:
    """Return a list whose last item has lost what goes on after the list.

    After single words a single word; after items with one head noun nothing
    beyond that noun; after short items without a preposition (`of` aside, which
    builds nouns) or a finite verb nothing from the first such word on.
    """
    start, end = items[-1]
    others = [_WORD.findall(text[a:b]) for a, b in items[:-1]]
    own = list(_WORD.finditer(text, start, end))
    if len(others) > 2 and {len(other) for other in others} == {1} and len(own) > 1:
        return [*items[:-1], (start, own[0].end())]
    heads = {other[-1].lower() for other in others if other}
    if len(others) > 1 and len(heads) == 1:
        shared = [word.end() for word in own[1:] if word[0].lower() in heads]
        return [*items[:-1], (start, shared[0] if shared else end)]
    ends = [end]
    for pattern in (_FINITE, _PREPOSITION):
        found = pattern.search(text, start, end)
        own_to_it = any(pattern.search(text, a, b) for a, b in items[:-1])
        if found and not own_to_it and max(map(len, others)) <= SHORT_ITEM:
            ends.append(found.start())
    return [*items[:-1], (start, min(ends))]


def _are_announced(cue: Announced, items: Sequence[Span]) -> bool:
    """Tell whether a list that adds up is what a cue that is not strong announces, by its shape.

    It needs things or clauses, not both, and items of like lengths; after a bare
    comma or a form of `be`, which may announce anything, three short ones at least.
    """
    text = cue.text
    lengths = sorted(end - start for start, end in items)
    marked = bool(cue.mark) and (len(items) > 2 or cue.mark in BRACKETS)
    joined = marked or _JOINED.search(text, items[-2][1], items[-1][0] + SHORTEST_JOINT)
    finite = {bool(_FINITE.search(text, start, end)) for start, end in items}
    if len(finite) > 1 or _OPENS_CLAUSE.match(text, items[0][0]):
        return False
    if not joined or lengths[-1] > min(LONGEST_BESIDE, 6 * lengths[0]):
        return False
    if not cue.bare:
        return True
    follows = _GOES_ON.match(text, items[0][0])
    described = cue.name.lower() in _COPULAS and _PARTICIPLE.match(text, items[0][0])
    short = lengths[-1] <= min(LONGEST_APPOSED, 3 * lengths[0])
    return short and len(items) > 2 and not follows and not described


def _find_other_list(text: str, begin: int, end: int) -> list[Span]:
    """Return the plain list after a strong cue, though it does not add up: of three items at least, and marked as a list."""
    for size in range(MOST_REPORTED, 2, -1):
        items = cut_english(text, begin, end, (size,))
        if items:
            joined = _JOINED.search(text, items[-2][1], items[-1][0])
            short = all(len(_WORD.findall(text[a:b])) <= SHORT_ITEM for a, b in items)
            return items if (joined or short) and _are_sound(text, items) else []
    return []


def _cut_tail(label: Label, text: str, begin: int, stop: int) -> int:
    """Return where a list ends when what the last item shares with the label, or a purpose, is cut off.

    `registration, annual report, evaluation of the pass`, said of three
    passes, ends with evaluation; `party building and incubation pay equal
    attention`, said of a double incubation, with incubation.
    """
    region = text[begin:stop]
    last = max(region.rfind(mark) for mark in (",", ";", " and "))
    heads = [
        word.span()
        for word in list(_WORD.finditer(region, max(0, last) + 1))[1:]
        if find_lemma(word[0].lower()) == label.head and not word[0].endswith(("ing", "ed"))
    ]
    if heads:
        start, end = heads[-1]
        shared = re.search(r"\s+(?:of|in|for)\s+(?:the\s+)?$", region[:start])
        alone = shared and shared[0].split()[0] not in region[: max(0, last)].split()
        if shared and alone and not region[end:].strip(' .,"”'):
            return begin + shared.start()
        after = region[end:].lstrip()
        if after and not _GOES_ON.match(after):
            return begin + end
    purposes = list(_TO_DO.finditer(region))
    listed = len(purposes) == 1 and last < purposes[0].start() and re.search("[,;]", region)
    if listed and not _TAKES_TO.search(region[: purposes[0].start()]):
        return begin + purposes[0].start()
    return stop


def _find_headed_lists(text: str, head: str) -> Iterator[list[Span]]:
    """Yield the lists whose items end in one head noun: `organizational coverage and work coverage`."""
    if text.count(head) + text.count(head.capitalize()) < 2:
        return
    item = rf"(?:[\w-]+\s){{1,3}}{re.escape(head)}"
    pattern = re.compile(rf"\b{item}(?:\s*,\s*(?:and\s+)?{item}|\s+and\s+{item})+\b", re.IGNORECASE)
    for match in pattern.finditer(text):
        joints = list(re.finditer(r"\s*,\s*(?:and\s+)?|\s+and\s+", match[0]))
        size = len(re.findall(rf"\b{re.escape(head)}\b", match[0], re.IGNORECASE))
        if size == 2 and "," in match[0]:
            continue  # two clauses: … the old system, and a new system …
        items = cut_english(text, *match.span(), (size,)) if joints else []
        if items:
            items = [trim(text, *each) for each in items]
            yield [_keep_words(text, items[0], items[1]), *items[1:]]


def _keep_words(text: str, first: Span, second: Span) -> Span:
    """Return the first item of a list with no more words than the second: what leads up to it is no part of it."""
    n = len(_WORD.findall(text[slice(*second)]))
    words = list(_WORD.finditer(text, *first))
    return (words[-n:][0].start() if words and n else first[0]), first[1]


def find_end_of_clause(text: str, start: int) -> int:
    """Return where a counted-out member ends: before what explains it, or at a turn of its sentence."""
    stop = find_ends(text, start)[-1]
    if found := _BREAK.search(text, start, stop):
        stop = found.start()
    return next(find_turns(text, start, stop), stop)
