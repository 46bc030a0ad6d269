"""Text layers of PDF that are no text, or not the text they say: repaired, left out or refused."""

import random
import string

import pytest

import pdf_files
from pdf_files import Piece
from pdf_readings import (
    SETTINGS,
    draw,
    get_pieces,
    read,
    squeeze,
)
from policytext.errors import UnreadableSource
from policytext.readers.pdf.garbage import is_garbage, repair_lines


def test_gbk_read_as_latin_letters_is_put_right_and_said():
    text = "".join(piece.text for piece in get_pieces("zh"))[:600]
    extracted = read(pdf_files.make_misread(text))
    assert squeeze(extracted.text) == squeeze(text)
    assert extracted.notes == (
        "page 1: its letters were stored under wrong codes and have been put right.",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", " " + ". " * 60 + "12"),
        ("Party building in social organizations and what the towns have made of it so far. ", ""),
    ],
)
def test_gbk_read_as_latin_letters_is_found_among_dots_and_english(before, after):
    lines = [before + said + after for said in ("一、加强党的建设", "二、推动两个覆盖")]
    misread = [line.encode("gb18030").decode("latin-1") for line in lines]
    assert is_garbage("\n".join(misread))
    assert repair_lines(misread) == lines


def test_text_that_is_none_is_refused():
    text = "".join(piece.text for piece in get_pieces("zh"))[:600]
    with pytest.raises(
        UnreadableSource, match="text stored in the file is not what its pages show"
    ):
        read(pdf_files.make_misread(text, "utf-8"))


def test_a_garbled_page_is_left_out_and_named():
    good = [
        (60, 700 - 14 * n, "The mass organizations serve the people well.", 10) for n in range(9)
    ]
    bad = [(60, 700 - 14 * n, "Xq7! kz#rt @wvb% jh5k&g qqz{rt xx~w kl+mn", 10) for n in range(9)]
    extracted = read(draw(good, bad))
    assert "Xq7" not in extracted.text
    assert extracted.notes[0].startswith("page 2: left out, for the text stored")


def test_glyph_numbers_read_as_letters_are_refused():
    said = next(p.text for p in get_pieces("zhang-henan") if len(p.text) > 480)
    numbers = "".join(chr(ord(c) - 29) if c > "@" else c for c in said)
    page = [(60, 700 - 14 * n, numbers[80 * n : 80 * n + 80], 10) for n in range(6)]
    with pytest.raises(UnreadableSource, match="fonts do not say which letters they draw"):
        read(draw(page))


@pytest.mark.parametrize("stem", ["zhang-henan", "zh"])
def test_text_with_every_letter_a_few_places_off_is_refused(stem):
    pieces = [
        Piece(
            "".join(chr(ord(c) + 7) if c.isalnum() else c for c in p.text)
            .encode("utf-8", "ignore")
            .decode()
        )
        for p in get_pieces(stem)[:14]
    ]
    with pytest.raises(UnreadableSource, match="fonts do not say which letters they draw"):
        read(pdf_files.set_paper(pieces, SETTINGS["zh-one" if stem == "zh" else "one"]))


def exchange_letters(text):
    small = list(string.ascii_lowercase)
    random.Random(5).shuffle(small)  # noqa: S311 - for a test
    table = dict(zip(string.ascii_lowercase, small, strict=True))
    return text.translate(str.maketrans(table | {a.upper(): b.upper() for a, b in table.items()}))


def number_letters(text):
    letters = dict.fromkeys(letter for letter in text if not letter.isspace())
    return text.translate({ord(letter): 33 + n for n, letter in enumerate(letters)})


@pytest.mark.parametrize("garble", [exchange_letters, number_letters])
def test_letters_under_one_anothers_names_are_refused(garble):
    said = " ".join(p.text for p in get_pieces("zhang-henan") if p.text.isascii())[:3000]
    pieces = [Piece(garble(said))]
    with pytest.raises(UnreadableSource, match="fonts do not say which letters they draw"):
        read(pdf_files.set_paper(pieces, SETTINGS["one"]))


LABELS = (
    "Context Length (#Tokens) 2K 11K 20K 128K|Document Depth Percent (%)|Expert 1 Expert 2 Layer 13",
    "Aux-Loss-Based Layer 13|Wikipedia (en)|Github|DM Mathematics|Relative Load 0.5 1.0|Score (max)",
)


def test_the_labels_of_a_figure_are_read_though_their_font_names_no_letters():
    lines = [line.encode() for text in LABELS for line in text.split("|")]
    text = read(pdf_files.make_coded(lines)).text
    assert all(line.decode() in text for line in lines)


ABBREVIATIONS = {
    "cells": "\n".join(f"Header{n} Col{n}1 Col{n}2 T{n}-C1 No.{n}" for n in range(1, 9)),
    "symbols": "OA OB OC u\n" * 40,
    "figures": "GDP CPI PPI FDI 3.2% WTO IMF CPC NPC CPPCC MOF PBOC NDRC (0.03)*** -0.12** R2 0.87 N 312 F 4.1 ln_pop fdi_r",
    "names": "Zhang Wei, Wang Fang, Li Na, Liu Yang, Chen Jie, Huang Xiaoming, Zhao Qiang, Zhou Jianguo, Wu Xiuying",
    "genes": "HPRT ATGCTGAGGATTTGGAAAGG CAGAGGGCTACAATGTGATGG RAD51 GCTGGGAACTGCAACTCATCT Primer Sequence",
}


@pytest.mark.parametrize("text", ABBREVIATIONS.values(), ids=ABBREVIATIONS)
def test_pages_of_labels_abbreviations_and_names_are_text(text):
    assert not is_garbage(text)
    assert is_garbage(number_letters(text), len(text))


def test_a_line_that_stands_again_and_again_is_no_more_evidence_than_once():
    assert not is_garbage("What the page says of the towns and of the party in them.\n" * 3)


def test_an_english_page_does_not_vouch_for_chinese_that_its_font_does_not_name():
    chinese = "".join(chr(ord(c) + 7) for p in get_pieces("zh")[2:4] for c in p.text)
    text = "The party and the people of the town are the subject of this paper. " * 6 + chinese
    assert is_garbage(text, len(text))


@pytest.mark.parametrize("stamp", ["", "www.cnki.net"])
def test_a_scan_is_refused_and_says_so(stamp):
    with pytest.raises(UnreadableSource, match=r"paper\.pdf: is a scan, 3 pages .*OCR"):
        read(pdf_files.make_scan(3, stamp))


def test_glyphs_that_fonts_do_not_name_are_read_where_they_make_chinese():
    text = "加强社区党的建设，提高为民服务的能力，是各级组织的工作。"
    assert not is_garbage(text, len(text))
    assert is_garbage("甲" * 30, 30)


RUSSIAN = "Партийное строительство в общественных организациях города и участие жителей в управлении домами. "


GREEK = "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. "


@pytest.mark.parametrize("text", [RUSSIAN, GREEK, "α β γ δ ε ζ σ² = Σ(β − μ)² / λ " * 30])
def test_other_alphabets_and_formulas_are_no_garbage(text):
    assert not is_garbage(text * 2)
