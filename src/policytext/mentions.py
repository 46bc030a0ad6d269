"""Find the places where passages name themes.

All forms of all themes are found at once, and each is read as the theme it
means there (`senses`); then overlaps are settled, longest first. Of one theme the longest mention stands. A mention of another theme
inside a longer one is kept and marked: `part` when the longer one is a formula,
which names its members in naming itself ("Party building + public welfare"
speaks of Party building), `nested` otherwise ("trade union" in "federation of
trade unions"). Mentions that cross are settled for the longer, then the earlier.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.folding import fold
from policytext.records import COUNTED_KINDS, Mention
from policytext.senses import Reading, Setting, read_label, settle_discourse
from policytext.text import to_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policytext.forms import Claims, Lexicon, Spelling
    from policytext.records import Document, Passage, PassageKind, Standing

Found = tuple[int, int, Reading]


def tag_document(
    document: Document, passages: Sequence[Passage], lexicon: Lexicon
) -> list[tuple[Mention, bool]]:
    """Return the mentions in all passages of a document, each with whether it is counted."""
    text = document.source.text
    setting = Setting(document.year, fold(text))
    kinds = {passage.passage_id: passage.kind for passage in passages}
    found = [
        mention
        for passage in passages
        for mention in find_mentions(passage, lexicon, text, setting)
    ]
    return [
        (mention, is_counted(mention, kinds[mention.passage_id]))
        for mention in settle_discourse(found)
    ]


def find_mentions(
    passage: Passage, lexicon: Lexicon, source_text: str, setting: Setting
) -> list[Mention]:
    """Return the mentions in a passage by position, a longer one before those inside it.

    `source_text` is the text of the document's source: every surface is a
    slice of it. `setting` says what the document is.
    """
    folded = fold(passage.text)
    found: list[Found] = []
    for start, end, claims in lexicon.find(folded):
        reading: Reading | None
        if claims[0].plain and len(claims) == 1:
            reading = _read_plainly(claims[0])
        else:
            cased = _keep_cased(claims, passage.text, start, end)
            reading = read_label(cased, folded, start, end, setting) if cased else None
        if reading:
            found.append((start, end, reading))
    locate = _make_locator(passage)
    return [
        _to_mention(passage, source_text, hit, locate(hit[0], hit[1]), standing, inside)
        for hit, standing, inside in settle_overlaps(found)
    ]


@cache
def _read_plainly(spelling: Spelling) -> Reading:
    """Return what a spelling means that means one thing wherever it stands."""
    return Reading(spelling, (), "", spelling.rule)


def _make_locator(passage: Passage) -> Callable[[int, int], tuple[int, int]]:
    """Return what tells where a stretch of a passage lies in the source text."""
    runs = passage.runs
    if len(runs) == 1 and runs[0].end - runs[0].start == runs[0].char_end - runs[0].char_start:
        shift = runs[0].char_start - runs[0].start
        return lambda start, end: (start + shift, end + shift)
    return partial(to_source, runs)


def is_counted(mention: Mention, kind: PassageKind) -> bool:
    """Tell whether reports and the graph count a mention in a passage of some kind.

    Nested mentions say nothing that the longer one does not, and undecided ones
    nothing for certain; reference lists, front matter and boilerplate are not
    the authors' argument.
    """
    return mention.standing != "nested" and not mention.candidates and kind in COUNTED_KINDS


def _keep_cased(claims: Claims, text: str, start: int, end: int) -> Claims:
    """Return the claims whose forms do not insist on capitals, or have them here."""
    if not any(spelling.form.match_case for spelling in claims):
        return claims
    return tuple(spelling for spelling in claims if _case_matches(spelling, text[start:end]))


def _case_matches(spelling: Spelling, surface: str) -> bool:
    """Tell whether a form that insists on its capitals has them."""
    if not spelling.form.match_case:
        return True
    wanted = spelling.form.text
    return surface.startswith(wanted) if spelling.rule == "inflected" else surface == wanted


def settle_overlaps(found: list[Found]) -> list[tuple[Found, Standing, str]]:
    """Return the matches that stand, each with its standing and the theme it is inside of.

    Ordered by start, longer before shorter. The longest matches are taken
    first; a later one must lie wholly outside or wholly inside those taken, and
    not inside one of its own theme.
    """
    found.sort(key=_get_span)
    if all(before[1] <= hit[0] for before, hit in pairwise(found)):
        return [(hit, "free", "") for hit in found]
    taken: list[tuple[Found, Standing, str]] = []
    spans: list[Found] = []  # taken ones that lie in no other, by start
    for hit in sorted(found, key=lambda h: (h[0] - h[1], h[0], h[2].spelling.theme.theme_id)):
        start, end, _ = hit
        at = bisect_left(spans, (end,))
        host = spans[at - 1] if at and spans[at - 1][1] > start else None
        if host is None:
            spans.insert(at, hit)
            taken.append((hit, "free", ""))
        elif host[0] <= start and end <= host[1] and _fits_inside(hit, host, taken):
            standing: Standing = "part" if host[2].spelling.theme.kind == "formula" else "nested"
            taken.append((hit, standing, host[2].spelling.theme.theme_id))
    return sorted(taken, key=lambda t: (t[0][0], -t[0][1], t[0][2].spelling.theme.theme_id))


def _get_span(hit: Found) -> tuple[int, int]:
    """Return what matches are ordered by: their start, then the longer first."""
    return hit[0], -hit[1]


def _fits_inside(hit: Found, host: Found, taken: list[tuple[Found, Standing, str]]) -> bool:
    """Tell whether a match inside `host` neither repeats a taken theme nor crosses another inside it."""
    start, end, reading = hit
    theme_id = reading.spelling.theme.theme_id
    if host[2].spelling.theme.theme_id in (theme_id, *reading.candidates):
        return False
    for (other_start, other_end, other), _, _ in taken:
        apart = end <= other_start or other_end <= start
        within = other_start <= start and end <= other_end
        if not apart and (not within or other.spelling.theme.theme_id == theme_id):
            return False
    return True


def _to_mention(
    passage: Passage,
    source_text: str,
    hit: Found,
    place: tuple[int, int],
    standing: Standing,
    inside: str,
) -> Mention:
    """Return a match as a mention at its place in the source text."""
    start, end, reading = hit
    spelling = reading.spelling
    char_start, char_end = place
    return Mention(
        doc_id=passage.doc_id,
        passage_id=passage.passage_id,
        theme_id="" if reading.candidates else spelling.theme.theme_id,
        char_start=char_start,
        char_end=char_end,
        start=start,
        end=end,
        surface=source_text[char_start:char_end],
        form=spelling.form.text,
        form_kind=spelling.form.kind,
        rule=reading.rule,
        standing=standing,
        inside=inside,
        polarity=reading.sign,
        candidates=reading.candidates,
    )
