"""Put the lines of a concordance in order, keep or draw some of them, count them."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

from policytext.errors import BadQuery
from policytext.folding import fold
from policytext.queries.patterns import Finder, resolve_phrase
from policytext.store.indexing import split_index_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policytext.kwic.lines import Line
    from policytext.store.reading import Store

_SORT = re.compile(r"(?:\d[LR]|C)+", re.IGNORECASE)
_STEP = re.compile(r"(\d)([LR])|C", re.IGNORECASE)

Key = tuple[object, ...]


def sort_lines(lines: Iterable[Line], order: str) -> list[Line]:
    """Return lines in an order: `1R2R3R`, `2L1LC` and the like, `left`, `right`, `node`, `document` or `date`.

    `1R` is the first word to the right of the node, `C` the node itself; of
    Chinese, words here are characters. Lines that are alike stay in the order
    of the text. Raises `BadQuery` for an order that is none of these.
    """
    keys: dict[str, Callable[[Line], Key]] = {
        "left": lambda line: tuple(reversed(split_index_words(line.left))),
        "right": lambda line: tuple(split_index_words(line.right)),
        "node": lambda line: (fold(line.node),),
        "document": lambda line: (line.doc_id,),
        "date": lambda line: (line.date == "", line.date),
    }
    if order in keys:
        return sorted(lines, key=keys[order])
    if not _SORT.fullmatch(order):
        raise BadQuery(
            f"There is no order '{order}'. Write 1R2R3R, 1L2L, C1R and the like, or {', '.join(keys)}."
        )
    steps = [(int(n or 0), side.upper()) for n, side in _STEP.findall(order)]
    return sorted(lines, key=lambda line: _make_key(line, steps))


def _make_key(line: Line, steps: list[tuple[int, str]]) -> Key:
    """Return the words of a line that decide its place; one that is not there comes first."""
    left, right = split_index_words(line.left)[::-1], split_index_words(line.right)
    words = {"L": left, "R": right}
    return tuple(
        fold(line.node) if not side else (words[side][n - 1 : n] or [""])[0] for n, side in steps
    )


def keep_near(store: Store, lines: Iterable[Line], near: str) -> list[Line]:
    """Return the lines whose window, the node left out, holds a word or phrase; `*` and `?` stand for letters."""
    sought = resolve_phrase(near, store)
    if sought is None:
        raise BadQuery(f"Nothing to look for in '{near}'. Type a word, a phrase or 汉字.")
    finder = Finder([sought])
    return [line for line in lines if finder.find(fold(line.left)) or finder.find(fold(line.right))]


def sample_lines(lines: list[Line], size: int, seed: int) -> list[Line]:
    """Return `size` lines drawn at random, in the order they had; all where there are no more."""
    if size >= len(lines):
        return lines
    chosen = random.Random(seed).sample(range(len(lines)), size)  # noqa: S311 - a sample, no secret
    return [lines[at] for at in sorted(chosen)]


def count_by_document(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """Return how many lines each document has, the most first."""
    counts = Counter(line.doc_id for line in lines)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
