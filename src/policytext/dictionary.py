"""Chinese words that stay whole besides those of jieba's dictionary.

They are the package's own policy words (`languages/policy_words.txt`) and those
a scholar lists in `words.txt` of the corpus folder, one a line:

    社会组织
    枢纽型 3 n

Whatever stands behind a word, such as the frequency and the tag of a jieba
dictionary, is passed over; a line that begins with # is a remark. Themes are no
words by themselves: what is counted must not change because a theme was added.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from policytext.errors import BadManifest
from policytext.folding import HAN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WORDS_FILE = "words.txt"

_POLICY_WORDS = "policy_words.txt"
_HAN_LETTER = re.compile(f"[{HAN}]")


def read_words(folder: Path) -> tuple[list[str], list[BadManifest]]:
    """Return the words that `words.txt` of a corpus folder lists, none where there is no such file, and its faults."""
    path = folder / WORDS_FILE
    if not path.is_file():
        return [], []
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return [], [
            BadManifest(
                f"{WORDS_FILE}: cannot be read as UTF-8 ({error}). Save it as UTF-8, one Chinese word a line."
            )
        ]
    words, faults = [], []
    for number, line in enumerate(lines, start=1):
        word = line.split(maxsplit=1)[0] if line.strip() else "#"
        if word.startswith("#"):
            continue
        if _HAN_LETTER.search(word):
            words.append(word)
        else:
            faults.append(
                BadManifest(
                    f"{WORDS_FILE}:{number}: '{word[:40]}' has no Chinese character. "
                    "The file lists Chinese words that stay whole, one a line; begin remarks with #."
                )
            )
    return words, faults


@cache
def read_policy_words() -> Mapping[str, tuple[str, ...]]:
    """Return the package's own list: every Chinese word with its English ones.

    >>> read_policy_words()["社会组织"]
    ('social organization',)
    """
    text = (files("policytext.languages") / _POLICY_WORDS).read_text("utf-8")
    lines = (line.partition(" ") for line in text.splitlines() if line and line[0] != "#")
    return {word: tuple(map(str.strip, rest.split(";"))) for word, _, rest in lines}
