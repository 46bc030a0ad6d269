"""Tell words from what a wrong table of letters makes of them.

A font that names its letters wrongly turns every letter into another one, so
that what was frequent still is, but under another name: no e, and many q. How
far the letters of a text lie from those of a language is measured in bits
(Kullback and Leibler 1951), and tells a text in another alphabet's place from
one that is merely odd: a figure's labels, abbreviations, a list of names. A
word counts three times at most, for a label that stands everywhere says no more
than one that stands thrice, and of a long word its beginning. How much evidence
there is goes by the words that differ.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log, log2
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MIN_LETTERS = 30
"""Fewest letters that have statistics, those of a word that stands several times counted once."""

MIN_WORDS = 20
"""Fewest words that have statistics."""

MOST_STRANGE = 0.6
"""The most bits by which the letters of words differ from every language known here.

On 580 pages of 156 files (papers, tables, forms, figures) 99 in 100 have less
than 0.35 and none has more than 0.5; lists of abbreviations have 0.5, of names
in pinyin 0.2. With the letters exchanged at random, 98 in 100 of the longer
pages have more, shifted by some places, all.
"""

LENIENCE = 32
"""How strange abbreviations may be besides: by so many bits for each of their letters, all told.

Fifty letters of ministries, banks and indices differ from a language by one
bit, as letters under wrong names do; three hundred hardly more than words.
"""

LEAST_CLEAN = 0.5
"""The least share of words that are spelt as words, labels or figures are.

The pages named have 0.64 and more; numbers of glyphs in the order of their
first use, read as letters, have 0.53 and less.
"""

MOST_IN_ALL = 1.5
"""How much of both limits together text may reach that is not mostly clean: half of one and all of the other.

Pages of text reach 1.0; text with other marks between its letters may stay just
below each limit.
"""

SURE_LETTERS, SURE_STRANGE, SURE_CLEAN = 50, 0.35, 0.8
"""What a text has to show, of the three measures above, whose letters its font does not name.

Of 2,870 pages with their letters exchanged in five ways 14 pass (or read like
English), of the 580 true ones all but 24.
"""


def _make_table(letters: str, shares: str) -> dict[str, float]:
    """Return the share of every letter in a language, none quite 0, by shares in a thousand."""
    return {
        letter: max(float(share), 0.5) / 1000
        for letter, share in zip(letters, shares.split(), strict=True)
    }


_MOST_TIMES = 3
_MOST_LETTERS = 12  # of a word that are looked at; what is much longer is a code or a sequence
# Letters in a thousand, from a to z. In Europe: print in English, German, Spanish and Polish,
# English counted twice (for its letters see Lewand 2000, "Cryptological Mathematics"). In pinyin:
# 28,000 characters of Chinese papers and laws.
_EUROPE = "90 16 35 46 133 15 19 39 71 6 11 41 27 72 69 20 2 62 67 67 33 8 21 1 16 14"
_PINYIN = "94 13 12 34 64 12 86 68 138 27 4 13 10 130 59 3 12 9 28 12 80 1 10 17 28 37"
_LANGUAGES = tuple(_make_table("abcdefghijklmnopqrstuvwxyz", table) for table in (_EUROPE, _PINYIN))
_GREEK = "119 7 18 17 87 4 46 15 91 40 28 34 64 5 98 40 0 44 82 83 43 8 12 2 18"
_RUSSIAN = (
    "80 16 45 17 30 85 9 16 74 12 35 44 32 67 110 28 47 55 63 26 3 10 5 14 7 4 0 19 17 3 6 20"
)
_FOREIGN = (  # from alpha to omega, from а to я; of modern Greek and of Russian print
    (
        re.compile("[\u0370-\u03ff\u1f00-\u1fff]{3,}"),
        _make_table("αβγδεζηθικλμνξοπρςστυφχψω", _GREEK),
    ),
    (re.compile("[\u0400-\u052f]{3,}"), _make_table("абвгдежзийклмнопрстуфхцчшщъыьэюя", _RUSSIAN)),
)
_SMALL, _LETTER = "[a-zß-öø-ÿ]", "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_WORD = re.compile(f"{_LETTER}+")
_ORDINARY = re.compile(rf"{_LETTER}{_SMALL}{_LETTER}{{2,}}")  # no abbreviation, nor a unit
_LATIN = re.compile(_LETTER)
_OTHER = re.compile(
    "[\u0370-\u1dff\u2e80-\ufaff\U00020000-\U0003ffff]"
)  # letters that are not Latin
_PART = r"(?:[^\W\d_]{1,24}(?:\d{1,4}[A-Za-z]?)?|\d[\d.,]*(?:[eE]?[-–+−]\d+|[A-Za-zµ°]{1,3})?)"
_FIGURE = re.compile(r"[\W_]*\d[\d.,:/%–-]*[\W_]*")
_CLEAN = re.compile(rf"[\W_]*{_PART}(?:[’'./&@_:–—-]{{1,3}}{_PART})*[\W_]*")


def reads_like_words(text: str) -> bool:
    """Tell whether the letters of a text can be those of words; true where they are too few to tell.

    They are Latin, Greek or Cyrillic ones.

    >>> reads_like_words("the people of the towns and their work in the branches of the party")
    True
    >>> reads_like_words("wkh shrsoh ri wkh wrzqv dqg wkhlu zrun lq wkh eudqfkhv ri wkh sduwb")
    False
    """
    clean, n_words = measure_cleanness(text)
    if n_words >= MIN_WORDS and clean < LEAST_CLEAN:
        return False
    if _is_strange(text) or _is_foreign_and_strange(text):
        return False
    strange, n_letters = measure_strangeness(text)
    if n_words < MIN_WORDS or n_letters < MIN_LETTERS or clean > (1 + LEAST_CLEAN) / 2:
        return True
    return strange / MOST_STRANGE + (1 - clean) / (1 - LEAST_CLEAN) <= MOST_IN_ALL


def _is_strange(text: str) -> bool:
    """Tell whether Latin letters are not those of words, nor of abbreviations where there are few others."""
    strange, n_letters = measure_strangeness(" ".join(_ORDINARY.findall(text)))
    if n_letters >= MIN_LETTERS and strange > MOST_STRANGE:
        return True
    strange, n_letters = measure_strangeness(text)
    return n_letters >= MIN_LETTERS and strange > MOST_STRANGE + LENIENCE / n_letters


def _is_foreign_and_strange(text: str) -> bool:
    """Tell whether words in Greek or Cyrillic letters are none; formulas have no words of three."""
    for word, language in _FOREIGN:
        strange, n_letters = _measure(Counter(word.findall(text.lower())), (language,))
        if n_letters >= MIN_LETTERS and strange > MOST_STRANGE:
            return True
    return False


def surely_reads_like_words(text: str) -> bool:
    """Tell whether Latin letters make words without doubt, whatever the font says of them."""
    strange, n_letters = measure_strangeness(text)
    clean, _ = measure_cleanness(text)
    return n_letters >= SURE_LETTERS and strange <= SURE_STRANGE and clean >= SURE_CLEAN


def measure_strangeness(text: str) -> tuple[float, int]:
    """Return by how many bits letters differ from the nearest language, and how many they are.

    The bits that so few letters of any language differ by, for being few, are
    taken off (Miller 1955, "Note on the bias of information estimates").
    """
    return _measure(Counter(_WORD.findall(text.lower())), _LANGUAGES)


def _measure(words: Counter[str], languages: Sequence[Mapping[str, float]]) -> tuple[float, int]:
    """Return how strange words are to languages in the same letters, and how many letters they have, each once."""
    counts: Counter[str] = Counter()
    n_letters = 0
    for word, times in words.items():
        for letter in normalize("NFD", word)[:_MOST_LETTERS]:
            if letter in languages[0]:
                counts[letter] += min(times, _MOST_TIMES)
                n_letters += 1
    total = counts.total()
    if not total:
        return 0.0, 0
    bits = min(
        sum(n / total * log2(n / total / shares[letter]) for letter, n in counts.items())
        for shares in languages
    )
    return bits - (len(languages[0]) - 1) / (2 * n_letters * log(2)), n_letters


def measure_cleanness(text: str) -> tuple[float, int]:
    """Return the share of words spelt as words are, and how many words there are.

    What holds three different marks and no letter is a word too, and none that
    is spelt so.
    """
    counts = Counter(text.split())
    n_words = n_clean = 0
    for word, times in counts.items():
        if _OTHER.search(word) or not (_LATIN.search(word) or _is_jumble(word)):
            continue
        n_words += min(times, _MOST_TIMES)
        n_clean += min(times, _MOST_TIMES) * bool(_CLEAN.fullmatch(word))
    return n_clean / max(n_words, 1), n_words


def _is_jumble(word: str) -> bool:
    """Tell whether a word of figures and marks is no figure with its brackets and stars."""
    n_marks = len({letter for letter in word if not letter.isdigit()})
    return len(word) > 3 and n_marks > 2 and not _FIGURE.fullmatch(word)
