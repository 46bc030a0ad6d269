"""Words are the ones spaCy's blank English pipeline and jieba cut, sooner."""

from itertools import product

import jieba
import pytest
import spacy

from policytext.languages import english
from policytext.languages.english import Stretches, place_english
from policytext.languages.lattice import Lattice

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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "FiO2＜50mmHg超过3小时 or more",
            ["FiO2", "50mmHg", "超过", "3", "小时", "or", "more"],
        ),
        ("the 两个覆盖policy", ["the", "两个覆盖", "policy"]),
        ("COVID-19疫情，2020", ["COVID-19", "疫情", "2020"]),
    ],
)
def test_a_word_is_in_one_script(text: str, words: list[str]) -> None:
    places = iter(place_english(text))
    assert [text[start:end] for start, end in zip(places, places, strict=True)] == words


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


def ask_jieba(text: str, words: tuple[str, ...]) -> list[str]:
    """Return the words of a text as jieba cuts it, knowing some words more."""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in words:
        tokenizer.total = total
        tokenizer.add_word(word, tokenizer.suggest_freq(word))
    tokenizer.total = total
    words = tokenizer.cut(text, HMM=False)
    return [word for word in words if any(map(str.isalnum, word))]


def ask_lattice(text: str, words: tuple[str, ...]) -> list[str]:
    """Return the words of a text as ours cuts it, knowing some words more."""
    positions = iter(Lattice(words).place(text))
    return [text[start:end] for start, end in zip(positions, positions, strict=True)]


def test_chinese_words_are_those_of_jieba_and_no_tokenizer_knows_the_words_of_another() -> None:
    # a word jieba has, new ones, one inside another, one of a letter, one of letters jieba lacks
    words = ("党建", "两个覆盖", "两个全覆盖", "群团组织", "覆", "㐀龘", "枢纽型社会组织")
    text = (
        "推进党建引领，两个覆盖与两个全覆盖。枢纽型社会组织和群团组织覆盖㐀龘，of 1949 in 8月。" * 2
    )

    assert ask_lattice(text, words) == ask_jieba(text, words)
    assert ask_lattice(text, ()) == ask_jieba(text, ())
