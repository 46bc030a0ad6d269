"""Read the front of a paper: title, authors, addresses, abstract, keywords, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policytext.folding import keep_letters
from policytext.records import Boilerplate, Paragraph, Span
from policytext.structure.authors import names_place_of_work, read_addresses, read_names
from policytext.structure.boilerplate import is_address, match_boilerplate, read_stated_year
from policytext.structure.dates import DAY, find_day
from policytext.structure.delivery import find_delivery
from policytext.structure.headings import looks_like_prose, match_heading
from policytext.structure.joins import is_cut
from policytext.structure.labels import match_abstract, match_keywords
from policytext.structure.letterhead import (
    DOCUMENT_NUMBER,
    KIND_OF_PAPER,
    ORDER_NUMBER,
    find_title_lines,
)
from policytext.structure.marks import cut_around_marks, drop_closing_mark
from policytext.structure.revisions import says_when_passed

if TYPE_CHECKING:
    from policytext.structure.authors import Address, Name
    from policytext.structure.delivery import Delivery
    from policytext.structure.pieces import Piece

_FRONT_LENGTH = 30  # pieces; no paper of ours has more than 12 before its first heading
_TITLE_REACH = 8
_RECORDED_REACH = 20  # pieces; above the title a site may put what it knows of an official paper
_LEAST_RECORDED = 6  # letters of a recorded title that a line does not say by chance
_LONGEST_TITLE = 400
_LONGEST_BYLINE = 150
_ABOUT = re.compile("关于|中华人民共和国|印发")
_RUNNING_HEAD = re.compile(
    r"\b(?:issn|isbn|vol(?:ume)?\.?\s*\d|no\.\s*\d|pp\.\s*\d|proceedings of|journal of|doi)\b|https?:|第\s*\d+\s*卷|第\s*\d+\s*期",
    re.IGNORECASE,
)
_OPEN_TITLE = re.compile(
    r"(?:[:：—–-]|\b(?:of|the|and|in|on|for|to|a|an|with|from|under|by|at|as|into|between)|[与和及的])\Z",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(r"(?:——|—|--|–)\s*\S")
_BYLINE = re.compile(r"(?:by|authors?|written by|作\s*者|文\s*[/／|])\b", re.IGNORECASE)
_NOTED = re.compile(r"(?P<title>[^（(]{2,80}?)\s*(?P<note>[（(].{8,}[)）])\Z", re.DOTALL)
_AFTER_KEYWORDS = re.compile(
    r"\s*[\[【(（]?(?:中图(?:法)?分类号|文献标[识志]码|文章编号|doi\s*[:：]|jel\b).*",
    re.IGNORECASE | re.DOTALL,
)
_KEYWORD_STOPS = " \t\r\n\u3000.。;；,，、"
_LEAD = re.compile(r"[\s*\\†‡]+")


@dataclass(slots=True)
class Front:
    """What stands before the body; `n_pieces` of the pieces are the front's."""

    title: Span | None = None
    names: list[Name] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    lines: list[tuple[list[Name], list[Address]]] = field(default_factory=list)
    year: int | None = None
    date: str = ""
    published: str = ""
    abstract: Span | None = None
    keywords: list[Span] = field(default_factory=list)
    boilerplate: list[Boilerplate] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    n_pieces: int = 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """The title that a paper's file records, and where it stands in the text if the text's own head states it."""

    title: str = ""
    place: Span | None = None

    @property
    def letters(self) -> str:
        """The letters of the title, empty where there are too few to be told from chance."""
        letters = keep_letters(self.title)
        return letters if self.place or len(letters) >= _LEAST_RECORDED else ""


def read_front(pieces: list[Piece], text: str, recorded: Recorded) -> Front:
    """Return the front of a paper whose source text is `text`.

    What has no title and no label yields an empty front: a paper may begin
    with its first paragraph.
    """
    front = Front()
    labels = [n for n, p in enumerate(pieces[:_FRONT_LENGTH]) if _has_label(p)]
    delivery = find_delivery(pieces)
    at = _read_title(front, pieces, text, labels, recorded, delivery)
    if front.title:
        at = _keep_delivery(front, pieces, at, delivery)
    while at < len(pieces):
        ahead = next((n for n in labels if n >= at), None)
        taken = _read_piece(front, pieces, at, text, ahead)
        if not taken:
            break
        at += taken
    front.n_pieces = at
    return front


def _has_label(piece: Piece) -> bool:
    """Tell whether a piece opens with the word abstract or keywords."""
    return match_abstract(piece.text) is not None or match_keywords(piece.text) is not None


def _read_title(
    front: Front,
    pieces: list[Piece],
    text: str,
    labels: list[int],
    recorded: Recorded,
    delivery: Delivery,
) -> int:
    """Find the title, keep what stands above it, and return the number of the piece after it.

    What the text's own head states is the title where no line says it; a first
    line set as the heading of everything is then a line of the front.
    """
    lines = _find_title_lines(pieces, labels[0] if labels else None, recorded, delivery)
    if lines is None and recorded.place:
        front.title = recorded.place
        return _keep_main_heading(front, pieces)
    if lines is None:
        return 0
    at, end = lines
    for piece in pieces[:at]:
        _keep_line(front, piece)
    start, stop = pieces[at].start, pieces[end - 1].end
    marks = cut_around_marks(text[start:stop], start)
    if end == at + 1 and marks:  # a star after the title leads to a footnote
        start = marks[0][0]
        stop = marks[-1][0] + len(text[slice(*marks[-1])].rstrip())
    front.title = Span(start, stop, text[start:stop])
    front.paragraphs.append(Paragraph(tuple((p.start, p.end) for p in pieces[at:end]), "front"))
    if end == at + 1:
        front.paragraphs[-1] = Paragraph(marks, "front")
        _cut_note(front, pieces[at], text)
    return end


def _find_title_lines(
    pieces: list[Piece], label: int | None, recorded: Recorded, delivery: Delivery
) -> tuple[int, int] | None:
    """Return the first piece of the title and the one after its last, nothing when no line is it."""
    if label is None and (official := find_title_lines(pieces, delivery.lines)):
        return official
    at = _find_title(pieces, label, recorded, delivery)
    if at is None:
        return None
    end = at + 1
    while end < len(pieces) and end not in delivery.lines and _goes_on(*pieces[end - 1 : end + 1]):
        end += 1
    return (at, end) if not recorded.place or _is_said(pieces[at:end], recorded) else None


def _keep_main_heading(front: Front, pieces: list[Piece]) -> int:
    """Keep a first line that is the one heading of the first level, and return how many pieces that took."""
    mains = [n for n, piece in enumerate(pieces) if piece.level == 1]
    if mains != [0]:
        return 0
    _keep_line(front, pieces[0])
    return 1


def _cut_note(front: Front, piece: Piece, text: str) -> None:
    """Part a title from the note in brackets behind it, which says when the law was passed."""
    match = _NOTED.match(piece.text)
    if match is None or not says_when_passed(match["note"]):
        return
    begin = piece.start + match.start("note")
    stop = piece.start + match.end("title")
    front.title = Span(piece.start, stop, text[piece.start : stop])
    front.paragraphs[-1] = Paragraph(((piece.start, stop),), "front")
    front.paragraphs.append(Paragraph(((begin, piece.end),), "boilerplate"))
    front.boilerplate.append(Boilerplate(begin, piece.end, "publication date"))


def _find_title(
    pieces: list[Piece], label: int | None, recorded: Recorded, delivery: Delivery
) -> int | None:
    """Return which piece is the title, nothing when the paper has none; one that the file records is."""
    reach = [n for n in range(min(_TITLE_REACH, len(pieces))) if label is None or n < label]
    reach = [n for n in reach if n not in delivery.lines]
    able = [n for n in reach if _can_be_title(pieces[n], label)]
    marked = [n for n in able if pieces[n].level == 1]
    named = [n for n in able if _names_paper(pieces[n : n + 2])]
    told = (n for n in range(min(_RECORDED_REACH, len(pieces))) if label is None or n < label)
    letters = recorded.letters
    told = (n for n in told if letters and _says(pieces[n], letters))
    if (first := next(told, None)) is not None:
        return first
    if marked:
        return marked[0]
    if delivery.date and delivery.title is not None and (label is None or delivery.title < label):
        return delivery.title
    if named and not any(looks_like_prose(pieces[n].text) for n in range(named[0])):
        return named[0]
    return able[0] if able and not any(_is_body(pieces[n]) for n in range(able[0])) else None


def _says(piece: Piece, recorded: str) -> bool:
    """Tell whether a line says a title and nothing else, or is the one head of the text and has it in it."""
    if piece.kind not in ("heading", "paragraph") or _SUBTITLE.match(piece.text):
        return False
    said = keep_letters(piece.text)
    return said == recorded or (piece.level == 1 and recorded in said)


def _is_said(lines: list[Piece], recorded: Recorded) -> bool:
    """Tell whether some lines say a recorded title: it and more, or the greater part of it (甲条例 of 甲条例（2020年）)."""
    said = keep_letters("".join(line.text for line in lines))
    return recorded.letters in said or (
        said in recorded.letters and 2 * len(said) >= len(recorded.letters)
    )


def _names_paper(lines: list[Piece]) -> bool:
    """Tell whether a line, alone or with the next, says what an official paper is and is about."""
    if not _ABOUT.search(lines[0].text):
        return False
    return bool(KIND_OF_PAPER.search(lines[0].text)) or (len(lines) > 1 and _goes_on(*lines))


def _can_be_title(piece: Piece, label: int | None) -> bool:
    """Tell whether a piece may be a title: a short line that is nothing else."""
    if piece.kind not in ("heading", "paragraph") or len(piece.text) > _LONGEST_TITLE:
        return False
    if match_boilerplate(piece.text) or DOCUMENT_NUMBER.match(piece.text) or piece.is_furniture:
        return False
    if is_address(piece.text) or _BYLINE.match(piece.text):
        return False
    if piece.level != 1 and _RUNNING_HEAD.search(piece.text) and label is not None:
        return False
    heading = match_heading(piece, 0)
    if heading and (heading.role or heading.number):
        return False
    closed = "。；;，,." if label is not None else "。；;：:，,."
    return drop_closing_mark(piece.text)[-1:] not in closed and not _has_label(piece)


def _is_body(piece: Piece) -> bool:
    """Tell whether a piece already belongs to the body."""
    return looks_like_prose(piece.text) and not match_boilerplate(piece.text)


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Tell whether a title goes on in the next piece: left open, or followed by a subtitle."""
    if piece.kind not in ("heading", "paragraph") or len(piece.text) > _LONGEST_TITLE:
        return False
    if _has_label(piece) or (looks_like_prose(piece.text) and piece.text[-1] in ".。"):
        return False
    if match_boilerplate(piece.text) or is_address(piece.text) or _BYLINE.match(piece.text):
        return False
    is_open = bool(_OPEN_TITLE.search(before.text)) or piece.text[0].islower()
    is_open = is_open or (_lacks_kind(before.text) and bool(KIND_OF_PAPER.search(piece.text)))
    return (is_open and piece.level == before.level) or bool(_SUBTITLE.match(piece.text))


def _lacks_kind(title: str) -> bool:
    """Tell whether a line says what a notice is about, and not yet that it is one."""
    return bool(_ABOUT.search(title)) and not KIND_OF_PAPER.search(title)


def _read_piece(front: Front, pieces: list[Piece], at: int, text: str, ahead: int | None) -> int:
    """Read one piece of the front and return how many pieces that took, 0 when the body begins.

    `ahead` is the number of the next piece that is labelled as abstract or
    keywords, if there is one.
    """
    piece = pieces[at]
    if (begin := match_abstract(piece.text)) is not None:
        return _read_abstract(front, pieces, at, begin, text)
    if (begin := match_keywords(piece.text)) is not None:
        return _read_keywords(front, pieces, at, begin)
    if _is_formal(piece):
        _keep_line(front, piece)
        return 1
    is_past = front.abstract is not None or bool(front.keywords)
    if not is_past and front.title and _read_people(front, pieces, at, ahead):
        return 1
    if ahead is None or _begins_body(piece, at, ahead, is_past=is_past):
        return 0
    _keep_line(front, piece)
    return 1


def _keep_delivery(front: Front, pieces: list[Piece], at: int, delivery: Delivery) -> int:
    """Keep the lines below the title that say when and by whom it was delivered; return the number of the one after."""
    front.date = delivery.date
    front.year = int(delivery.date[:4]) if delivery.date else front.year
    if delivery.speaker:
        front.names.append(delivery.speaker)
        front.lines.append(([delivery.speaker], []))
    end = max((n + 1 for n in delivery.lines), default=at)
    for piece in pieces[at:end]:
        _keep_line(front, piece)
    return max(at, end)


def _is_formal(piece: Piece) -> bool:
    """Tell whether a piece is the publisher's, the office's or the page's."""
    number = DOCUMENT_NUMBER.match(piece.text) or ORDER_NUMBER.match(piece.text)
    formal = number or piece.is_furniture or is_address(piece.text)
    return bool(formal or match_boilerplate(piece.text))


def _begins_body(piece: Piece, at: int, ahead: int, *, is_past: bool) -> bool:
    """Tell whether the body begins with a piece although a label is still to come.

    `is_past` says that an abstract or keywords came already: what then looks
    like a heading or a paragraph is the body's, but for the title of a second
    abstract.
    """
    heading = match_heading(piece, at)
    if heading and (heading.role or (is_past and heading.number)):
        return True
    return is_past and looks_like_prose(piece.text) and ahead - at > 1


def _keep_line(front: Front, piece: Piece) -> None:
    """Keep a piece of the front as boilerplate, where it is that, or as a line of its own."""
    if piece.is_furniture:
        return
    kind = match_boilerplate(piece.text)
    lead = _LEAD.match(piece.text)
    begin = lead.end() if lead else 0
    parts = cut_around_marks(piece.text[begin:], piece.start + begin)
    if not parts:
        return
    front.paragraphs.append(Paragraph(parts, "boilerplate" if kind else "front"))
    if kind:
        front.boilerplate.append(Boilerplate(piece.start, piece.end, kind))
    number = DOCUMENT_NUMBER.match(piece.text)
    stated = int(number["year"]) if number else read_stated_year(piece.text, kind) if kind else None
    _date_front(front, stated, "" if number else find_day(piece.text))


def _date_front(front: Front, stated: int | None, day: str) -> None:
    """Take the year that a line of the front states, and the day if the line names one in that year."""
    if stated and front.year is None:
        front.year = stated
        front.published = day if day[:4] == str(stated) else ""


def _read_people(front: Front, pieces: list[Piece], at: int, ahead: int | None) -> bool:
    """Read authors or addresses from a piece; False when it holds neither."""
    piece = pieces[at]
    said, day = _cut_day(piece.text)
    names, end = read_names(said, piece.start)
    rest = said[end:]
    if names and _is_byline(pieces, at, ahead, rest):
        _date_front(front, int(day[:4]) if day else None, day)
        front.names += names
        found = read_addresses(rest, piece.start + end) if names_place_of_work(rest) else []
        front.lines.append((names, found))
        parts = cut_around_marks(piece.text[:end], piece.start, digits=True)
        front.paragraphs.append(Paragraph(parts, "front"))
    elif names_place_of_work(piece.text) and (front.names or ahead is not None):
        if looks_like_prose(piece.text) and piece.text[-1] in ".。" and ahead is None:
            return False
        found = read_addresses(piece.text, piece.start)
        if not front.lines:
            front.lines.append(([], []))
        front.lines[-1][1].extend(found)
    else:
        return False
    front.addresses += found
    front.paragraphs += [Paragraph(((a.start, a.end),), "front") for a in found]
    return True


def _cut_day(line: str) -> tuple[str, str]:
    """Return a line without the day it ends with, and that day: By Li Wei, May 4, 2019."""
    found = DAY.search(line) if len(line) <= _LONGEST_BYLINE else None
    if found is None or line[found.end() :].strip(" .)）]|"):
        return line, ""
    return line[: found.start()].rstrip(" \u3000,，|(（["), find_day(found.group())


def _is_byline(pieces: list[Piece], at: int, ahead: int | None, rest: str) -> bool:
    """Tell whether names under a title are its authors': something else must bear it out.

    An abstract further down, an address beside or below them, or a word before
    them; two capitalised words alone may be a heading.
    """
    if names_place_of_work(rest):
        return True
    if any(letter.isalpha() for letter in re.sub(r"\^\S+|<sup>.*?</sup>", "", rest)):
        return False
    if ahead is not None:
        return True
    after = pieces[at + 1].text if at + 1 < len(pieces) else ""
    if _BYLINE.match(pieces[at].text):
        return True
    return names_place_of_work(after) and after[-1] not in ".。"


def _read_abstract(front: Front, pieces: list[Piece], at: int, begin: int, text: str) -> int:
    """Read the abstract that a label opens, on the same line or below it."""
    spans = []
    end = at + 1
    if begin < len(pieces[at].text):
        spans.append((pieces[at].start + begin, pieces[at].end))
    elif end < len(pieces):
        spans.append((pieces[end].start, pieces[end].end))
        end += 1
    while spans and end < len(pieces) and _abstract_goes_on(pieces, at, end):
        spans.append((pieces[end].start, pieces[end].end))
        end += 1
    if not spans:
        return 1
    if front.abstract is None:
        start, stop = spans[0][0], spans[-1][1]
        front.abstract = Span(start, stop, text[start:stop])
    front.paragraphs.append(Paragraph(tuple(spans), "abstract"))
    return end - at


def _abstract_goes_on(pieces: list[Piece], begun: int, at: int) -> bool:
    """Tell whether a piece still belongs to the abstract begun before it.

    It does when it takes up a cut sentence, and when it is prose and the
    keywords follow within a few pieces with no heading on the way.
    """
    piece = pieces[at]
    if piece.kind != "paragraph" or _has_label(piece) or match_boilerplate(piece.text):
        return False
    if match_heading(piece, at):
        return False
    if is_cut(pieces[at - 1].text, piece.text):
        return True
    reach = pieces[at : begun + 6]
    keywords = next((n for n, p in enumerate(reach) if match_keywords(p.text) is not None), None)
    if keywords is None or not looks_like_prose(piece.text):
        return False
    return not any(match_heading(p, 0) for p in reach[:keywords])


def _read_keywords(front: Front, pieces: list[Piece], at: int, begin: int) -> int:
    """Read the keywords that a label opens, on the same line or below it."""
    piece, taken = pieces[at], 1
    if begin >= len(piece.text):
        if at + 1 >= len(pieces):
            return 1
        piece, begin, taken = pieces[at + 1], 0, 2
    keywords = _split_keywords(piece.text, begin, piece.start)
    if keywords:
        kept = _AFTER_KEYWORDS.search(piece.text, begin)
        parts = ((keywords[0].char_start, piece.start + kept.start() if kept else piece.end),)
        front.paragraphs.append(Paragraph(parts, "keywords"))
        front.keywords = front.keywords or keywords
    return taken


def _split_keywords(text: str, begin: int, start: int) -> list[Span]:
    """Return the keywords of a line one by one, parted by the first of `; , 、` it uses, or spaces."""
    rest = _AFTER_KEYWORDS.sub("", text[begin:])
    parting = next((p for p in ("[;；]", "[,，、]", r"\s{2,}|\u3000") if re.search(p, rest)), None)
    if parting is None:
        parting = r"\s+" if re.search("[\u4e00-\u9fff]\\s+[\u4e00-\u9fff]", rest) else r"(?!)"
    keywords, done = [], 0
    for match in [*re.finditer(parting, rest), None]:
        raw = rest[done : match.start() if match else len(rest)]
        word = raw.strip(_KEYWORD_STOPS)
        if word:
            at = start + begin + done + raw.index(word)
            keywords.append(Span(at, at + len(word), word))
        done = match.end() if match else len(rest)
    return keywords
