"""Find the headings of a paper, whatever shows them: marks, numbers, names or place.

A heading stands on a line of its own, or runs into the prose it heads
(`2) *Creating a sound environment:* Compared with …`, `（一）加强领导。各级…`).
Every rule asks for two things at once, a cue and the look of a title, for each
alone is wrong too often: lists are numbered too, and page breaks leave short
lines.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.structure.labels import find_role, match_abstract, match_keywords
from policytext.structure.letterhead import ATTACHED, find_attached_title
from policytext.structure.numbers import Number, read_number

if TYPE_CHECKING:
    from policytext.structure.pieces import Piece

Cue = Literal["marked", "numbered", "named", "bold", "capitals", "plain"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in the piece number `piece`; `rest` is where its prose begins when it runs in.

    `title_start` is where the title begins after the number. `role` is the
    part of a paper that the title names. It `opens` its paragraph where it is
    the number of a law's article, which is no paragraph of its own. A title
    over several lines takes `n_pieces`.
    """

    piece: int
    start: int
    end: int
    cue: Cue
    number: Number | None
    level: int
    role: str | None
    rest: int | None = None
    opens: bool = False
    n_pieces: int = 1


MAX_TITLE = 250
"""The longest English title in characters; the longest of our papers has 196."""

MAX_HAN_TITLE = 60

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_STOPS = re.compile(r"[.;,。；，、](?:\^?[\[{]\d[\d,]*[\]}]|\[\^[^\[\]\s]{1,40}\])?$")
_ANNOUNCES = re.compile(
    r"(?:follow(?:s|ing)?(?:\s+\w+){0,3}|includ(?:e|es|ing)|namely|such as|that is|are|is|如下|[以下]下\S{0,10}|下列\S{0,10}|包括|即)\s*[:：]$",
    re.IGNORECASE,
)
_SENTENCE_BREAK = re.compile(r"[a-z]{3}[.!?][\"'”’)]*\s+[A-Z]|[。！？](?=.)")
_TITLE_START = re.compile(r"[*_\"'“‘”《【(（<]*[^\W_a-z]")
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|(?:\s\.){3,}|·{4,})\s*\d*$")
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
_RUN_IN_MARKED = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<title>(?:(?!(?P=mark)).){2,150}?)(?P<stop>[.:：。]?)(?P=mark)(?P<after>[.:：。]?)[\s\u3000]*(?=\S)",
    re.DOTALL,
)
_RUN_IN_COLON = re.compile(r"[^:：.。;；!?！？]{2,150}?(?::\s+(?=[A-Z“\"'‘])|：[ ]?(?=\S))")
_RUN_IN_HAN = re.compile("[^。！？；：]{2,60}。(?=.)")
_HAN_SCHEMES = ("zh_comma", "zh_paren", "decimal", "paren_digit")
_MAX_RUN_IN_WORDS = 20
_COMPLETE = re.compile("[.!?:。！？：…;；][\"'”’」』)）\\]*_]*$")
_UNFINISHED_WORD = re.compile(
    r"\b(?:a|an|the|and|or|of|in|on|to|for|with|by|from|at|as|is|are|that|which|its|their)$",
    re.IGNORECASE,
)
_TAIL = 30
_MIN_PROSE = 80
_MIN_HAN_PROSE = 30
_MAX_PLAIN_WORDS = 12
_MAX_PLAIN_HAN = 30
_MIN_LIST = 3
LEAD_SHARE = 0.6
"""The least share of the paragraphs counted one way that open with their heading, for any to do so."""
_PUNCTUATION = re.compile("[.。;；!?！？:：,，]")
_SENTENCE = re.compile("[^。！？；：]{2,60}。")
_MAX_ARTICLE_TITLE = 60
_CLAUSES = ("zh_comma", "zh_paren", "paren_digit", "decimal", "bare")
_ARTICLE_TITLE = re.compile(r"[【（(\[][^】）)\]，。；]{1,30}[】）)\]]")
_LAW_OPENS = re.compile(
    "为了?|本(?:法|条例|办法|规定|细则|规则|章程|市|省|区|县)|凡|国家|各级|任何|[\"'“]"
)
_CLAUSE = re.compile("[，。：；,:;]|\\b(?:shall|must|may|is|are)\\b")
_LISTED = (
    "decimal",
    "digit_paren",
    "paren_digit",
    "alpha",
    "alpha_paren",
    "paren_alpha",
    "roman",
    "circled",
    "zh_comma",
    "zh_paren",
)


def looks_like_title(text: str) -> bool:
    """Tell whether a line reads like a title: short, no full stop, one thought, begun like one."""
    if len(text) > MAX_TITLE or "\n\n" in text or _STOPS.search(text):
        return False
    if not _TITLE_START.match(text) or _ANNOUNCES.search(text) or _LEADER.search(text):
        return False
    return not _SENTENCE_BREAK.search(text) and len(_HAN.findall(text)) <= MAX_HAN_TITLE


def looks_like_prose(text: str) -> bool:
    """Tell whether a piece is a paragraph: long enough, with a sentence that ends."""
    n_han = len(_HAN.findall(text[:200]))
    least = _MIN_HAN_PROSE if n_han * 3 > min(len(text), 200) else _MIN_PROSE
    return len(text) >= least and bool(_PUNCTUATION.search(text))


def match_heading(piece: Piece, at: int) -> Heading | None:
    """Return the heading that a piece is or opens with, by its own look alone."""
    if piece.kind in ("item", "table", "code", "note"):
        return None
    number = read_number(piece.text)
    if number and number.scheme == "bare" and _MONTH.match(piece.text, number.end):
        number = None
    title = piece.text[number.end if number else 0 :]
    role = find_role(title)
    if piece.level or (role and match_abstract(piece.text) is None):
        return _make_whole(piece, at, number, role)
    return _match_numbered(piece, at, number) if number else _match_unnumbered(piece, at)


def _match_numbered(piece: Piece, at: int, number: Number) -> Heading | None:
    """Return a heading shown by its number, alone on its line or running in."""
    title = piece.text[number.end :]
    if number.scheme == "article" and (len(title) > _MAX_ARTICLE_TITLE or _CLAUSE.search(title)):
        return _match_article(piece, at, number)
    if title and looks_like_title(title):
        return _make_whole(piece, at, number, None)
    return None if number.scheme == "article" else _match_run_in(piece, at, number)


def _match_article(piece: Piece, at: int, number: Number) -> Heading | None:
    """Return the number, and the title in brackets after it, that open the paragraph of a law's article.

    第三条 stands apart from what it says; in 第三条规定的 and 第三条、第五条 it is cited.
    """
    named = piece.text[: number.end].rstrip()
    titled = _ARTICLE_TITLE.match(piece.text, number.end)
    if len(named) == number.end and not titled and not _LAW_OPENS.match(piece.text, number.end):
        return None
    end = titled.end() if titled else len(named)
    return Heading(at, piece.start, piece.start + end, "numbered", number, 0, None, opens=True)


def _make_whole(piece: Piece, at: int, number: Number | None, role: str | None) -> Heading | None:
    """Return the heading that takes up the whole piece."""
    if piece.level and len(piece.text) > MAX_TITLE and _STOPS.search(piece.text):
        return None  # a converter took a paragraph for a heading
    cue: Cue = "named" if role and not piece.level else "marked" if piece.level else "numbered"
    return Heading(at, piece.start, piece.end, cue, number, piece.level, role)


def _match_unnumbered(piece: Piece, at: int) -> Heading | None:
    """Return a heading shown by bold type or capitals, alone on its line or running in."""
    text = piece.text
    if match_abstract(text) is not None or match_keywords(text) is not None:
        return None
    run_in = _RUN_IN_MARKED.match(text)
    if run_in and len(run_in["mark"]) > 1:
        return _match_bold_run_in(piece, at, run_in)
    if not looks_like_title(text):
        return None
    if piece.is_bold:
        return Heading(at, piece.start, piece.end, "bold", None, 0, None)
    if text.isupper() and text.isascii() and len(text.split()) > 1:
        return Heading(at, piece.start, piece.end, "capitals", None, 0, None)
    return None


def _match_bold_run_in(piece: Piece, at: int, found: re.Match[str]) -> Heading | None:
    """Return the bold words that open a paragraph, when a number or a stop shows them to be a heading."""
    start, end = found.span("title")
    number = read_number(found["title"])
    if number is None and not (found["stop"] or found["after"]):
        return None
    if not looks_like_title(found["title"][number.end if number else 0 :].rstrip(".。:：")):
        return None
    end = found.end("stop")
    return Heading(
        at,
        piece.start + start,
        piece.start + end,
        "bold",
        number,
        0,
        None,
        piece.start + found.end(),
    )


def _match_run_in(piece: Piece, at: int, number: Number) -> Heading | None:
    """Return the numbered phrase that opens a paragraph: emphasised, or up to a colon, or a Chinese 。."""
    text = piece.text
    found = _RUN_IN_MARKED.match(text, number.end)
    if found is None:
        found = _RUN_IN_COLON.match(text, number.end)
        if found is None and number.scheme in _HAN_SCHEMES and _HAN.match(text, number.end):
            found = _RUN_IN_HAN.match(text, number.end)
        if found is None or not _TITLE_START.match(found.group()):
            return None
        phrase = found.group().rstrip()
        if len(phrase.split()) > _MAX_RUN_IN_WORDS or _ANNOUNCES.search(phrase):
            return None
    end = number.end + len(found.group().rstrip())
    return Heading(
        at,
        piece.start,
        piece.start + end,
        "numbered",
        number,
        0,
        None,
        piece.start + found.end(),
    )


def find_headings(pieces: list[Piece], begin: int) -> tuple[list[Heading], set[int]]:
    """Return the headings of the body, from the piece number `begin` on, and the table of contents.

    The headings are in order; the table of contents is the numbers of its
    pieces, empty where there is none. Numbered lines in a reference list are
    its entries and lines that follow one another under one scheme are a list;
    neither are headings.
    """
    found: list[Heading] = []
    part = _Part()
    attached = list_attachments(pieces)
    for at in range(begin, len(pieces)):
        if found and at < found[-1].piece + found[-1].n_pieces:
            continue
        is_open = at == begin or bool(found and found[-1].piece == at - 1)
        heading = _match_attachment(pieces, at) if at > begin else None
        if heading is None and at not in attached:
            heading = _match_in_place(pieces, at, part, is_open=is_open)
        if heading:
            part.in_references = heading.role == "references"
            part.in_articles = part.in_articles and heading.number is not None
            found.append(heading)
    body, contents = _part_contents(found, pieces)
    return _drop_lists(_drop_rare_leads(body, pieces)), contents


@dataclass(slots=True)
class _Part:
    """What the pieces being read belong to: a list of references, the articles of a law."""

    in_references: bool = False
    in_articles: bool = False


def _match_in_place(pieces: list[Piece], at: int, part: _Part, *, is_open: bool) -> Heading | None:
    """Return the heading that a piece is or opens with, seen among the others.

    `is_open` is that of `_match_plain`.
    """
    heading = match_heading(pieces[at], at)
    number = read_number(pieces[at].text) if part.in_articles or heading is None else None
    part.in_articles = part.in_articles or _is_article(pieces, at)
    if part.in_articles and number and number.scheme in _CLAUSES:
        # What a law's article counts off; but 一、 may group articles, in judicial interpretations.
        groups = number.scheme == "zh_comma" and _is_article(pieces, at + 1)
        return heading if groups and heading and heading.rest is None else None
    if part.in_references:
        return heading if heading and (heading.role or heading.cue == "marked") else None
    if heading is None and number:
        heading = _match_sentence(pieces, at, number)
    return heading or _match_plain(pieces, at, is_open=is_open)


def _match_attachment(pieces: list[Piece], at: int) -> Heading | None:
    """Return the heading that opens an attachment, 附件1 with its title, nothing where none begins."""
    n_lines = find_attached_title(pieces, at)
    if not n_lines:
        return None
    start, end = pieces[at].start, pieces[at + n_lines - 1].end
    return Heading(at, start, end, "named", None, 0, "attachment", n_pieces=n_lines)


def _match_sentence(pieces: list[Piece], at: int, number: Number) -> Heading | None:
    """Return a heading that is a whole short sentence on its line, as （一）指导思想。 is one.

    What it heads must come next: a line counted off right before or after it makes both a list.
    """
    piece = pieces[at]
    if number.scheme not in ("zh_comma", "zh_paren") or piece.kind != "paragraph":
        return None
    if not _SENTENCE.fullmatch(piece.text, number.end) or at + 1 >= len(pieces):
        return None
    after = read_number(pieces[at + 1].text)
    if after and after.scheme == number.scheme:
        return None
    before = read_number(pieces[at - 1].text) if at else None
    if before and before.scheme == number.scheme and not match_heading(pieces[at - 1], at - 1):
        return None
    return Heading(at, piece.start, piece.end, "numbered", number, 0, None)


def _drop_rare_leads(found: list[Heading], pieces: list[Piece]) -> list[Heading]:
    """Leave out first sentences taken for headings where most paragraphs counted the same way have none.

    A notice that opens one point with its heading does so with nearly all of them; a
    short first sentence here and there is a sentence.
    """
    leads = {h.piece: h.number.scheme for h in found if h.number and _is_lead(h, pieces)}
    taken = {h.piece for h in found}
    if not leads:
        return found
    others = (read_number(piece.text) for n, piece in enumerate(pieces) if n not in taken)
    n_others = Counter(number.scheme for number in others if number)
    n_leads = Counter(leads.values())
    rare = {s for s, n in n_leads.items() if n < LEAD_SHARE * (n + n_others[s])}
    return [h for h in found if leads.get(h.piece) not in rare]


def _is_lead(heading: Heading, pieces: list[Piece]) -> bool:
    """Tell whether a heading is a Chinese sentence, the first of its paragraph, with nothing to mark it."""
    piece = pieces[heading.piece]
    return heading.cue == "numbered" and piece.text[: heading.end - piece.start].endswith("。")


def list_attachments(pieces: list[Piece]) -> set[int]:
    """Return the numbers of the pieces that list what is attached: 附件：1.… and the lines counted on."""
    found: set[int] = set()
    for at, piece in enumerate(pieces):
        if ATTACHED.match(piece.text):
            found.add(at)
        elif at - 1 in found:
            number = read_number(piece.text)
            if number and number.scheme in ("decimal", "bare") and number.value > 1:
                found.add(at)
    return found


def _is_article(pieces: list[Piece], at: int) -> bool:
    """Tell whether a piece opens an article of a law."""
    number = read_number(pieces[at].text) if at < len(pieces) else None
    return number is not None and number.scheme == "article"


def _match_plain(pieces: list[Piece], at: int, *, is_open: bool) -> Heading | None:
    """Return a line that only its place shows to be a heading: alone, before prose, after a full stop.

    `is_open` says that nothing but a heading, or the front, stands before it.
    """
    piece = pieces[at]
    if at + 1 >= len(pieces) or not _could_be_plain(piece):
        return None
    after = pieces[at + 1]
    opens = _TITLE_START.match(after.text) or read_number(after.text)
    if after.kind != "paragraph" or not looks_like_prose(after.text) or not opens:
        return None
    if not is_open and not _COMPLETE.search(pieces[at - 1].text[-_TAIL:]):
        return None
    return Heading(at, piece.start, piece.end, "plain", None, 0, None)


def _could_be_plain(piece: Piece) -> bool:
    """Tell whether a piece without number or mark is short and whole enough to be a heading."""
    text = piece.text
    if piece.kind != "paragraph" or len(text) > 2 * _MIN_PROSE or text[-1] in ":：)）!！“‘《":
        return False
    if not looks_like_title(text) or _UNFINISHED_WORD.search(text) or read_number(text):
        return False
    n_han = len(_HAN.findall(text))
    if n_han > _MAX_PLAIN_HAN or (not n_han and len(text.split()) > _MAX_PLAIN_WORDS):
        return False
    return match_abstract(text) is None and match_keywords(text) is None


def _part_contents(found: list[Heading], pieces: list[Piece]) -> tuple[list[Heading], set[int]]:
    """Part the lines of a table of contents, which come again further down, from the headings."""
    opening = next((n for n, heading in enumerate(found) if heading.role == "contents"), None)
    if opening is None:
        return found, set()
    titles = [_squeeze(pieces[heading.piece].text) for heading in found]
    last = {title: n for n, title in enumerate(titles)}
    end = opening + 1
    while end < len(found) and last[titles[end]] > end:
        end += 1
    first, stop = found[opening].piece, found[end - 1].piece + 1
    while stop < len(pieces) and _LEADER.search(pieces[stop].text):
        stop += 1
    return found[:opening] + found[end:], set(range(first, stop))


def _squeeze(title: str) -> str:
    """Return a title without its white space, for comparing."""
    return re.sub(r"\s+", "", title)


def _drop_lists(found: list[Heading]) -> list[Heading]:
    """Leave out numbered lines that follow one another under one scheme: a list, not headings."""
    kept: list[Heading] = []
    run: list[Heading] = []
    for heading in [*found, None]:
        if run and not (heading and _follows(run[-1], heading)):
            kept += run if len(run) < _MIN_LIST else []
            run = []
        if heading:
            run.append(heading)
    return kept


def _follows(before: Heading, heading: Heading) -> bool:
    """Tell whether two headings are neighbours under one scheme with nothing between them."""
    if heading.piece != before.piece + 1 or before.rest is not None:
        return False
    if not (before.number and heading.number) or "marked" in (before.cue, heading.cue):
        return False
    return (
        before.number.scheme == heading.number.scheme
        and before.number.scheme in _LISTED
        and len(before.number.path) == len(heading.number.path)
    )
