"""Find the places where passages name themes.

All forms of all themes are found at once in all passages of a paper, and each
is read as the theme it means there (`senses`); then overlaps are settled,
longest first. Of one theme the longest mention stands. A mention of another theme
inside a longer one is kept and marked: `part` when the longer one is a formula,
which names its members in naming itself ("Party building + public welfare"
speaks of Party building), `nested` otherwise ("trade union" in "federation of
trade unions"). Mentions that cross are settled for the longer, then the earlier.

Most labels mean one thing wherever they stand and overlap with nothing; they
take the short way: no look around, no weighing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from policytext.folding import fold
from policytext.records import COUNTED_KINDS, Mention
from policytext.senses import Setting, read_label, settle_discourse
from policytext.text import make_locator
from policytext.wildcards import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.forms import Claims, Lexicon, Reading, Spelling
    from policytext.records import Document, Passage, Standing

Found = tuple[int, int, "Reading"]
"""A match: where it starts and ends, and what it was read as."""

Settled = tuple[Found, "Standing", str]
"""A match that stands, its standing, and the theme it is inside of."""

Place = tuple[int, int, "Spelling", tuple[str, ...]]
"""A match among those it overlaps with: where it lies in their stretch, its spelling, and its candidates."""

Thing = TypeVar("Thing")

_new_mention = partial(tuple.__new__, Mention)  # half of the time that the class takes, called


def tag_document(
    document: Document, passages: Sequence[Passage], lexicon: Lexicon
) -> list[tuple[Mention, bool]]:
    """Return the mentions in all passages of a document, each with whether reports and the graph count it.

    Nested mentions say nothing that the longer one does not, and undecided ones
    nothing for certain; reference lists, front matter and boilerplate are not
    the authors' argument.
    """
    text = document.source.text
    setting = Setting(document.year, text)
    argument = {passage.passage_id for passage in passages if passage.kind in COUNTED_KINDS}
    return [
        (m, m.standing != "nested" and not m.candidates and m.passage_id in argument)
        for m in settle_discourse(find_mentions(passages, lexicon, text, setting))
    ]


def find_mentions(
    passages: Sequence[Passage], lexicon: Lexicon, source_text: str, setting: Setting
) -> list[Mention]:
    """Return the mentions in passages of a document by position, a longer one before those inside it.

    `source_text` is the text of the document's source: every surface is a
    slice of it. `setting` says what the document is.
    """
    pages = Pages(passages)
    settled = settle_overlaps(_read_all(pages, lexicon, setting))
    mentions: list[Mention] = []
    for passage, first, here in pages.share_out(settled, [hit[0] for hit, _, _ in settled]):
        mentions += _to_mentions(passage, first, here, source_text)
    return mentions


class Pages:
    """Passages side by side, to be searched as one text."""

    __slots__ = ("folded", "passages", "starts", "text")

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Put passages side by side."""
        self.passages = passages
        self.text = GAP.join([passage.text for passage in passages])
        self.folded = fold(self.text)
        self.starts = [0, *accumulate([len(passage.text) + len(GAP) for passage in passages])]

    def open_at(self, start: int) -> tuple[int, str]:
        """Return where the passage around a place starts, and its folded text."""
        number = bisect_right(self.starts, start)
        first = self.starts[number - 1]
        return first, self.folded[first : self.starts[number] - len(GAP)]

    def share_out(
        self, found: list[Thing], places: list[int]
    ) -> Iterator[tuple[Passage, int, list[Thing]]]:
        """Yield every passage that has any of some things found, with where it starts, and these; they begin at `places`, in order."""
        done = 0
        for number, passage in enumerate(self.passages):
            here = bisect_left(places, self.starts[number + 1], done)
            if here > done:
                yield passage, self.starts[number], found[done:here]
            done = here


def _read_all(pages: Pages, lexicon: Lexicon, setting: Setting) -> list[Found]:
    """Return the matches in passages that mean a theme, by their start."""
    return [
        (start, end, reading)
        for start, end, label in lexicon.find(pages.folded)
        if (reading := label.plain or _read_here(label.claims, start, end, pages, setting))
    ]


def _read_here(
    claims: Claims, start: int, end: int, pages: Pages, setting: Setting
) -> Reading | None:
    """Return what a label means where it stands, if it means anything there."""
    cased = _keep_cased(claims, pages.text, start, end)
    if not cased:
        return None
    first, folded = pages.open_at(start)
    return read_label(cased, folded, start - first, end - first, setting)


def _to_mentions(
    passage: Passage, first: int, settled: list[Settled], source_text: str
) -> list[Mention]:
    """Return the matches in a passage, which starts at `first`, as mentions at their places in the source text."""
    doc_id, passage_id = passage.doc_id, passage.passage_id
    locate = make_locator(passage.runs)
    mentions: list[Mention] = []
    for (begin, beyond, reading), standing, inside in settled:
        start, end = begin - first, beyond - first
        char_start, char_end = locate(start, end)
        _, theme_id, form, form_kind, rule, sign, candidates = reading
        surface = source_text[char_start:char_end]
        mentions.append(_new_mention((
            doc_id, passage_id, theme_id, char_start, char_end, start, end, surface,
            form, form_kind, rule, standing, inside, sign, candidates,
        )))  # fmt: skip
    return mentions


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


def settle_overlaps(found: list[Found]) -> list[Settled]:
    """Return the matches that stand, each with its standing and the theme it is inside of.

    `found` is in the order of starts; those that stand are, too, longer before
    shorter.
    """
    settled: list[Settled] = [(hit, "free", "") for hit in found]
    for first, beyond in reversed(_find_overlapping(found)):
        settled[first:beyond] = _settle_group(found[first:beyond])
    return settled


def _find_overlapping(found: list[Found]) -> list[tuple[int, int]]:
    """Return which matches overlap with one another, as stretches of the list."""
    groups: list[tuple[int, int]] = []
    first = reach = 0
    for number, (start, end, _) in enumerate(found):
        if start >= reach:
            if number - first > 1:
                groups.append((first, number))
            first, reach = number, end
        elif end > reach:
            reach = end
    if len(found) - first > 1:
        groups.append((first, len(found)))
    return groups


def _settle_group(group: list[Found]) -> list[Settled]:
    """Return those of some overlapping matches that stand, as `settle_overlaps` does."""
    first = group[0][0]
    places = [
        (start - first, end - first, read.claim, read.candidates) for start, end, read in group
    ]
    return [(group[n], standing, inside) for n, standing, inside in _settle(tuple(places))]


@lru_cache(maxsize=10_000)  # the same forms lie in one another again and again
def _settle(places: tuple[Place, ...]) -> tuple[tuple[int, Standing, str], ...]:
    """Return which of some overlapping matches stand, by number, each with its standing and the theme it is inside of.

    Ordered by start, longer before shorter. The longest matches are taken
    first; a later one must lie wholly outside or wholly inside those taken, and
    not inside one of its own theme.
    """
    taken: list[tuple[Place, Standing, str]] = []
    spans: list[Place] = []  # taken ones that lie in no other, by start
    for hit in sorted(places, key=lambda h: (h[0] - h[1], h[0], h[2].theme.theme_id)):
        start, end, _, _ = hit
        at = bisect_left(spans, (end,))
        host = spans[at - 1] if at and spans[at - 1][1] > start else None
        if host is None:
            spans.insert(at, hit)
            taken.append((hit, "free", ""))
        elif host[0] <= start and end <= host[1] and _fits_inside(hit, host, taken):
            theme = host[2].theme
            taken.append((hit, "part" if theme.kind == "formula" else "nested", theme.theme_id))
    taken.sort(key=lambda t: (t[0][0], -t[0][1], t[0][2].theme.theme_id))
    return tuple((places.index(hit), standing, inside) for hit, standing, inside in taken)


def _fits_inside(hit: Place, host: Place, taken: list[tuple[Place, Standing, str]]) -> bool:
    """Tell whether a match inside `host` neither repeats a taken theme nor crosses another inside it."""
    start, end, spelling, candidates = hit
    theme_id = spelling.theme.theme_id
    if host[2].theme.theme_id in (theme_id, *candidates):
        return False
    for (other_start, other_end, other, _), _, _ in taken:
        apart = end <= other_start or other_end <= start
        within = other_start <= start and end <= other_end
        if not apart and (not within or other.theme.theme_id == theme_id):
            return False
    return True
