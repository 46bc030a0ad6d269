"""Find the parallel slogans that an English passage writes without marks, by what their members repeat.

Members of one length and one build (isocolon) make a slogan, and repetition
shows them: at their front (anaphora: *democratic election, democratic
consultation*), at their end (epiphora: *eating together, living together*),
inside a frame (*advance a great cause, realize a great dream*) or crosswise
(antimetabole: *protection in development, development in protection*)
(Lausberg 1960, sections 612 to 754 and 800; Leech 1969, chapter 5). Ordinary
prose repeats words too: lists of kinds end alike (*trial courts, appellate
courts*), and what is described begins alike (*natural law, natural rights*). So
repetition is asked to meet something else: four members, a verb at the head of
each, most words of the members shared, or a cue that says a name follows.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.discovery.english_members import measure_share, open_with_verbs
from policytext.discovery.english_normal import name_slogan, read_numeral
from policytext.discovery.english_series import DETERMINERS, SILENT, WORD, find_series
from policytext.discovery.english_words import FUNCTION_WORDS, is_plural, words_of
from policytext.languages.english import classify_english, is_verb
from policytext.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policytext.discovery.english_series import Series

CUE = re.compile(
    r"\b(?:(?:principle|polic|concept|slogan|requirement|demand|guideline|spirit|motto|line|idea|belief|tenet"
    r"|watchword|maxim|view)(?:s|y|ies)?(?: of| that| to| is| are|,|:)+|namely,?|featuring|known as|adher\w+ to"
    r"|uphold\w*|persist\w* in|insist\w* (?:on|that)|commit(?:ment|ted) to|call(?:ed|s)? for|shout\w*|chant\w*|st(?:oo|an)ds? for)"
    r" ?(?:the )?[“\"‘'(]?$",
    re.IGNORECASE,
)
"""Nouns and verbs after which a name, a norm or a watchword stands."""

_OPEN = re.compile(r",? (?:and other|etc)\b")
"""What tells that a list is not closed, and so none of its readings a slogan."""

_OWN = words_of("its their his her")
"""Words by which each member speaks of what the sentence named before."""

_OPENING, _CLOSING = "“\"‘'「", "”\"’'」"
_REACH = 40  # characters before a series in which its cue stands
_EMPTY = words_of("""
    more most less least very much many some any all several few various such others new same different own
    like including united never one two three four first second only even still just also well too not really very lots
""")
"""Words whose repetition says nothing."""

_COPULAS = words_of("is are means mean")
_PREPOSITIONS = words_of("of for in on at to from by with within without into under against over")
_LINKS = _PREPOSITIONS | words_of(
    "as than while when which who whom whose where if or nor but and so how why what that"
)
_PRONOUN = re.compile(r"(?:i|you|he|she|it|they|we|there|that)(?:['’].*)?$")
"""What a told sentence begins with, and a slogan does not."""

_LONGEST = 6  # words of a member that counts by its length
_LONGEST_CLAUSE = 10
_SHORT = 4
_LEAST_SHARE = 0.25  # of the words of four commands: one of four


def find_echoes(text: str) -> Iterator[Candidate]:
    """Yield the series of a passage that repetition and a second piece of evidence make slogans.

    >>> text = "Reform means protection in development, development in protection."
    >>> [c.text for c in find_echoes(text)]
    ['protection in development, development in protection']
    """
    for series in find_series(text):
        if is_slogan(text, series):
            yield make_echo(text, series.start, series.end)


def make_echo(text: str, start: int, end: int) -> Candidate:
    """Return a certain candidate without numerals; it is quoted when marks stand on both sides."""
    surface = text[start:end]
    before, after = text[max(0, start - 1) : start], text[end : end + 2].lstrip(".,;")
    quoted = before in _OPENING and after[:1] in _CLOSING if before and after else False
    normal = name_slogan(surface)
    return Candidate(start, end, surface, "en", "parallel echo", (), normal, quoted, certain=True)


def is_slogan(text: str, series: Series) -> bool:
    """Tell whether a series that repeats a word has a second mark of a slogan.

    What is asked for falls with the number of members: of four, even length;
    of three, a verb before what they repeat; of two, that they are clauses
    which share most of their words, or the same words turned round.
    """
    if _is_reversal(series.members):
        numbers = any(map(str.isdigit, text[series.start : series.end]))
        return not numbers and not _is_name(text, series)
    return not _is_plain(text, series) and _has_second_mark(text, series)


def _is_plain(text: str, series: Series) -> bool:
    """Tell whether a series repeats what says nothing, names, counts, has no free edges, stays open or speaks of what was named."""
    if _is_weak(series) or all(not _OWN.isdisjoint(member) for member in series.members):
        return True
    if _is_name(text, series) or not _stands_free(text, series):
        return True
    figures = any(map(str.isdigit, text[series.start : series.end]))
    return figures or _OPEN.match(text, series.end) is not None


def _has_second_mark(text: str, series: Series) -> bool:
    """Tell whether a frame, a comparison, an even length or a cue makes a series a slogan."""
    share = min(measure_share(a, b) for a, b in pairwise(series.members))
    if len(series.members) > 3 and share >= 0.5 and text.count(";", series.start, series.end) > 2:
        return True
    if _is_framed(series, share) or (share >= 0.4 and _is_simile(series)):
        return True
    sizes = [len(member) for member in series.members]
    if max(sizes) - min(sizes) > 1 or max(sizes) > _LONGEST:
        return False
    named = len(sizes) > 2 and share >= 0.5 and has_cue(text, series.start)
    if series.members[0][0] in DETERMINERS:
        return named or _is_attributive(series)
    return named or _is_even(text, series, share)


def has_cue(text: str, start: int) -> bool:
    """Tell whether a noun or verb that names what follows stands before a place."""
    return CUE.search(text, max(0, start - _REACH), start) is not None


def _is_attributive(series: Series) -> bool:
    """Tell whether four nouns have one determiner and one attribute each: a long walk, a long song, a long night."""
    heads = {member[:2] for member in series.members}
    return len(series.members) > 3 and len(heads) == 1 and {*map(len, series.members)} == {3}


def _is_even(text: str, series: Series, share: float) -> bool:
    """Tell whether members of one length are a slogan by their number and by what they begin and end with."""
    if _varies_preposition(series):
        return not series.joined or len(series.members) > 2
    verbs = sum(map(_is_command, series.members))
    if len(series.members) > 3:
        return _is_long(series, share, verbs)
    if len(series.members) == 3:
        return _is_triple(series, share, verbs)
    return share >= 0.5 and _opens(series) and _is_pair(text, series, share, verbs)


def _is_long(series: Series, share: float, verbs: int) -> bool:
    """Tell whether four members or more begin alike, or are commands that repeat a word behind the verb."""
    framed = share >= 0.4 and verbs * 2 >= len(series.members)
    if not framed and share >= _LEAST_SHARE and _find_common(series.members) - _EMPTY:
        framed = open_with_verbs(series.members)
    return _opens(series) or framed or (verbs == len(series.members) and _closes(series))


def _is_triple(series: Series, share: float, verbs: int) -> bool:
    """Tell whether three members begin alike with a verb, or end alike after verbs or adverbs."""
    if _opens(series):
        return share >= 0.3 and (verbs == 3 or _is_infinitive(series) or not series.joined)
    first, *others = series.members
    if is_plural(first[-1]) and any(member[0].endswith("ing") for member in others):
        return False  # kinds of things: coastal towns, growing towns and mining towns
    adverbial = all(member[0].endswith("ly") for member in series.members)
    return _closes(series) and (verbs == 3 or adverbial or (verbs > 1 and share >= 0.5))


def _is_pair(text: str, series: Series, share: float, verbs: int) -> bool:
    """Tell whether two members that begin alike are a slogan: dare to think and dare to act."""
    if _is_infinitive(series):
        return series.whole
    if series.joined or not series.whole:
        return False
    first, second = series.members
    if first[:2] == second[:2] and first[1] in FUNCTION_WORDS and share >= 0.6 and len(first) > 3:
        return True  # learn from …, learn from …
    return verbs == 2 and max(len(first), len(second)) <= _SHORT and _goes_on(text, series)


def _is_command(member: tuple[str, ...]) -> bool:
    """Tell whether a member opens with a verb: one that is nothing else, or a word before an article."""
    return is_bare_verb(member[0]) or (member[0] not in FUNCTION_WORDS and member[1] in DETERMINERS)


def _is_infinitive(series: Series) -> bool:
    """Tell whether every member is a word with an infinitive: dare to act, not key to the house."""
    return all(
        len(member) > 2 and member[1] == "to" and member[2] not in DETERMINERS
        for member in series.members
    )


def _opens(series: Series) -> bool:
    """Tell whether all members begin with one word: dare to think, dare to act."""
    return len({member[0] for member in series.members}) == 1


def _is_reversal(members: tuple[tuple[str, ...], ...]) -> bool:
    """Tell whether two members have the same ends, exchanged."""
    if len(members) != 2:
        return False
    first, last = (_drop_determiner(member) for member in members)
    return first[0] == last[-1] and first[-1] == last[0] != first[0]


def _drop_determiner(member: tuple[str, ...]) -> tuple[str, ...]:
    """Return a member without the determiner it begins with."""
    return member[1:] if member[0] in DETERMINERS else member


def _closes(series: Series) -> bool:
    """Tell whether all members end with one word: eating together, living together."""
    return len({member[-1] for member in series.members}) == 1


def _stands_free(text: str, series: Series) -> bool:
    """Tell whether the first member begins where a phrase can begin: after a stop or a function word."""
    before = text[max(0, series.start - _REACH) : series.start].rstrip(" ")
    last = WORD.search(before[::-1])
    if not before or not before[-1].isalpha() or last is None or _varies_preposition(series):
        return True
    verbs = sum(is_bare_verb(member[0]) for member in series.members)
    if len(series.members) > 2 and (verbs > 1 or _opens(series)):
        return True  # a verb stands behind its subject, and a repeated word shows where it begins
    return last[0][::-1].lower() in FUNCTION_WORDS or has_cue(text, series.start)


def _is_weak(series: Series) -> bool:
    """Tell whether all that the members repeat says nothing, or stands inside them only by chance."""
    common = _find_common(series.members)
    strong = {word for word in common if word not in _EMPTY and read_numeral(word) is None}
    if not strong and (series.place == 0 or len(series.members) < 4):
        return True
    linked = any(member[0] in _LINKS or _PRONOUN.match(member[0]) for member in series.members)
    return linked and not _varies_preposition(series)


def _find_common(members: tuple[tuple[str, ...], ...]) -> set[str]:
    """Return the words that stand in every member and whose repetition is heard."""
    return set(members[0]).intersection(*members[1:]) - SILENT


def _varies_preposition(series: Series) -> bool:
    """Tell whether members differ in their preposition only: of the people, by the people, for the people."""
    heads = {member[0] for member in series.members}
    rests = {member[1:] for member in series.members}
    return len(rests) == 1 and len(heads) == len(series.members) and heads <= _PREPOSITIONS


def _is_name(text: str, series: Series) -> bool:
    """Tell whether most words of a series have capitals: names side by side."""
    words: list[str] = WORD.findall(text[series.start : series.end])
    long = [word for word in words if word.lower() not in FUNCTION_WORDS]
    return sum(word[0].isupper() for word in long[1:]) * 3 > len(long)


def _is_framed(series: Series, share: float) -> bool:
    """Tell whether members that share most of their words are clauses of two content words or more.

    Two that begin differently must share more, and a superlative only compares.
    """
    first, second = series.members[:2]
    sizes = [len(member) for member in series.members]
    enclosed = first[0] == second[0] and first[-1] == second[-1]
    if (
        share < (0.5 if enclosed else 0.6)
        or not series.whole
        or min(sizes) < 3
        or max(sizes[:2]) > _LONGEST_CLAUSE
    ):
        return False
    if len(sizes) > 2 and _keep_verb(series.members):
        return True
    if not all(map(_is_clause, series.members)):
        return False
    if len(sizes) > 2:
        return True
    common = set(first).intersection(second) - FUNCTION_WORDS - _EMPTY
    plain = first[0] not in DETERMINERS and "most" not in first
    return len(common) > 1 and plain and (first[0] == second[0] or share >= 0.7)


def _keep_verb(members: tuple[tuple[str, ...], ...]) -> bool:
    """Tell whether members have one verb behind one word and before a small word: debts stay in town, quarrels stay at home."""
    heads = {member[1] for member in members}
    if len(heads) > 1 or not is_verb(members[0][1], plain=True):
        return False
    return all(member[2] in FUNCTION_WORDS for member in members)


def _is_simile(series: Series) -> bool:
    """Tell whether every member is a command with one comparison: treat it like your eyes, treat it like your life."""
    members = series.members
    alike = any(all(word in member[2:] for member in members) for word in ("like", "as"))
    return alike and series.whole and all(map(_is_command, members))


def _is_clause(member: tuple[str, ...]) -> bool:
    """Tell whether a member says what something is, or has a verb behind a subject of one word or two."""
    for at, word in enumerate(member[1:-1], 1):
        if word in _COPULAS:
            return not member[at + 1].endswith(("ed", "en", "most", "called", "made"))
        if at < 3 and is_bare_verb(word) and not word.endswith(("ing", "ed", "en")):
            return True
    return False


def is_bare_verb(word: str) -> bool:
    """Tell whether a word can only be a verb, or is a gerund."""
    if word.endswith("ing") and len(word) > 4:
        return True
    kind = classify_english(word)
    return not (kind.noun or kind.inside or word.endswith("ly") or word in FUNCTION_WORDS)


def _goes_on(text: str, series: Series) -> bool:
    """Tell whether a third short member follows without a conjunction: remember homesickness."""
    return bool(re.match(r", (?!and |or |but )(?:[a-z]+ ){1,3}?[a-z]+[,.;”\"]", text[series.end :]))
