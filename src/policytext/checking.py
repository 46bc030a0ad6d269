"""Check the authority file as a whole: its entries, its relations, its labels, and its own tests.

An entry says of itself in which sentences it must be found and in which not.
Those sentences are tagged here with the whole file in place, as a paper would
be, so that a new entry that takes over an old one's label is noticed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.errors import BadTheme, PolicytextError
from policytext.folding import detect_language
from policytext.forms import build_lexicon
from policytext.mentions import find_mentions
from policytext.records import Passage
from policytext.senses import Setting
from policytext.text import build_reading
from policytext.themes import load_themes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policytext.forms import Lexicon
    from policytext.records import Mention, Theme


def check_themes(folder: Path) -> tuple[list[Theme], list[PolicytextError]]:
    """Return the themes of a folder and every fault in them, one line each.

    Raises `BadTheme` when there is no such folder or not one file in it.
    """
    if not any(folder.glob("*.toml")):
        raise BadTheme(f"{folder}: holds no themes. Name the folder the *.toml files are in.")
    themes, faults = load_themes(folder)
    lexicon, contested = build_lexicon(themes)
    tested = [fault for theme in themes for fault in _run_tests(theme, lexicon)]
    return themes, [*faults, *contested, *tested]


def tag_sentence(sentence: str, lexicon: Lexicon, year: int | None = None) -> list[Mention]:
    """Return the mentions in a sentence that stands by itself."""
    reading = build_reading(sentence, [(0, len(sentence))])
    lang = detect_language(sentence)
    passage = Passage(
        "test:1", "test", "prose", "", lang, "", 0, len(sentence), reading.text, reading.runs
    )
    return find_mentions([passage], lexicon, sentence, Setting(year, sentence))


def _run_tests(theme: Theme, lexicon: Lexicon) -> Iterator[BadTheme]:
    """Yield a fault for every sentence in which a theme is missed, or found against its word."""
    for field, sentences in (
        ("must_match", theme.must_match),
        ("must_not_match", theme.must_not_match),
    ):
        for sentence in sentences:
            mentions = tag_sentence(sentence, lexicon)
            found = any(mention.theme_id == theme.theme_id for mention in mentions)
            if found != (field == "must_match"):
                says = _describe(mentions) if field == "must_match" else "it is"
                yield BadTheme(
                    f"{theme.file}:{theme.line}: {theme.theme_id}: tests.{field}: in '{sentence}' it should "
                    f"{'' if field == 'must_match' else 'not '}be found; {says}."
                )


def _describe(mentions: list[Mention]) -> str:
    """Return what was found instead."""
    found = [
        f"'{mention.surface}' is read as {mention.theme_id or ' or '.join(mention.candidates)}"
        for mention in mentions
    ]
    return ", ".join(found) or "nothing is"
