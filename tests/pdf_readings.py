"""Settings of papers in PDF, and what is read of them."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

import pdf_files
from pdf_files import PAPERS, SONG, Drawn, Setting, Sheet
from policytext.readers import pdf
from policytext.sentences import find_sentences

SETTINGS = pdf_files.list_settings()


INTACT, ORDERED, SAME_THEMES = 0.97, 0.98, 0.98


HEADS = (SETTINGS["one"].head, SETTINGS["zh-one"].head)


@cache
def get_pieces(stem):
    if stem == "zh":
        return tuple(pdf_files.make_chinese())
    return tuple(pdf_files.read_pieces(next(p for p in PAPERS if p.stem == stem)))


@cache
def set_in(name, stem):
    return pdf_files.set_paper([*get_pieces(stem)], SETTINGS[name])


def read(data, password=None):
    return pdf.read(data, "papers/paper.pdf", password)


def show(extracted):
    return [(b.kind, extracted.text[b.char_start : b.char_end]) for b in extracted.blocks]


def draw(*lines, setting=Setting(), **more):  # noqa: B008
    """Draw lines of `(x, y, text, size)` on one page each list."""
    font = (
        SONG
        if any(ord(c) > 0x2000 for page in lines for _, _, t, _ in page for c in t)
        else "Times-Roman"
    )
    sheets = [
        Sheet([Drawn(y, [(x, text)], font, size, 0) for x, y, text, size in page]) for page in lines
    ]
    return pdf_files.draw(sheets, setting, **more)


def squeeze(text):
    return re.sub(r"[\s-]+", "", unicodedata.normalize("NFKC", text))


def measure(pieces, text):
    """Return the shares of sentences that are intact, and of neighbours that follow one another."""
    sentences = [squeeze(p.text[a:b]) for p in pieces for a, b in find_sentences(p.text)]
    squeezed, places, at = squeeze(text), [], 0
    for sentence in sentences:
        found = squeezed.find(sentence, at)
        places.append(found if found >= 0 else squeezed.find(sentence))
        at = max(found, at)
    pairs = [(a, b) for a, b in pairwise(places) if a >= 0 and b >= 0]
    intact = sum(place >= 0 for place in places) / len(places)
    return intact, sum(a < b for a, b in pairs) / len(pairs)


def check_sentences(extracted, stem):
    intact, ordered = measure(get_pieces(stem), extracted.text)
    assert intact >= INTACT
    assert ordered >= ORDERED
