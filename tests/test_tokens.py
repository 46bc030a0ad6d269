"""Words are the ones spaCy's blank English pipeline cuts, sooner."""

from itertools import product

import pytest
import spacy

from policytext.languages import english
from policytext.languages.english import Stretches, place_english

OPENING = ("", "(", "[", '"', "“", "‘", "«", "([")
WORDS = (
    "a", "I", "US", "union", "Unions", "can", "cannot", "dont", "Mr", "Ala", "vs", "km", "etc", "o", "xD", "D", "s",
    "8", "42", "1949", "10km", "x-ray", "well-known", "D-Calif", "cannot-do", "s-U", "Jan-Feb", "two-child-policy",
    "party's", "U.S", "3.5", "and/or", "党建", "two–three", "e-mail", "c++", "don't", "-ed", "a_b",
)  # fmt: skip
CLOSING = (
    "",
    ",",
    ".",
    ";",
    ":",
    "!",
    "?",
    ")",
    "]",
    '"',
    "”",
    "’",
    "…",
    "...",
    "),",
    ").",
    '."',
    ".)",
    "):",
    '",',
    "'",
)


def ask_spacy(text: str) -> list[int]:
    """Return the start and end of every word, as spaCy cuts the text."""
    return [
        at
        for token in spacy.blank("en").make_doc(text)
        if any(map(str.isalnum, token.text))
        for at in (token.idx, token.idx + len(token))
    ]


@pytest.mark.parametrize("opening", OPENING)
def test_words_between_marks_are_cut_as_spacy_cuts_them(opening: str) -> None:
    text = " ".join(opening + word + closing for word, closing in product(WORDS, CLOSING))

    assert list(place_english(text)) == ask_spacy(text)


def test_any_space_parts_words() -> None:
    text = "  Two\tunions\n\nof  the　city,\u00a0and\u2009one. "

    assert list(place_english(text)) == ask_spacy(text)


def test_what_is_remembered_of_words_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "STRETCHES", 2)
    stretches = Stretches()

    assert [stretches[word] for word in ("one", "two,", "three", "one")] == [
        (0, 3),
        (0, 3),
        (0, 5),
        (0, 3),
    ]
    assert len(stretches) <= 2
