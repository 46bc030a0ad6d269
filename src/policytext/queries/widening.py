"""Say a query in the other language, too: through the themes first, then word by word.

What names a theme is looked for as the theme, in whatever form a paper writes
it, so that 去四化 finds the "four modernizations" that are to be removed and no
others. What is left is cut into words of the glossary, the longest first; what
is in neither is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policytext.folding import HAN, detect_language
from policytext.languages.stop_words import CHINESE, ENGLISH
from policytext.queries.grammar import Field, Group, Leaf, Node, list_leaves, map_leaves
from policytext.store.finding import find_themes_in, list_lemmas, list_translations

if TYPE_CHECKING:
    from collections.abc import Container

    from policytext.records import Language
    from policytext.store.reading import Store

LONGEST_WORD = 8
"""Han characters, or English words, of the longest entry of the glossary that is looked for."""

_HAN = f"[{HAN}]"
_WORD = r"[^\W_]+"


class Piece(NamedTuple):
    """A part of a query and what says it in the other language: a theme, or any of some words."""

    text: str
    theme: str = ""
    words: tuple[Leaf, ...] = ()

    def to_node(self) -> Node:
        """Return the piece as a query."""
        if self.theme:
            return Field("theme", self.theme)
        return self.words[0] if len(self.words) == 1 else Group("any", self.words)

    def __str__(self) -> str:
        """Return what was done with the piece, for a person."""
        if self.theme:
            return f"{self.text} = theme:{self.theme}"
        return f"{self.text} = {' or '.join(leaf.text for leaf in self.words)}"


class Widened(NamedTuple):
    """A query that also asks in the other language, its pieces, and the words nobody could carry over."""

    node: Node
    pieces: tuple[Piece, ...] = ()
    lost: tuple[str, ...] = ()


def widen(node: Node, store: Store, languages: set[Language]) -> Widened:
    """Return a query that finds what is written in the other language as well.

    `languages` are those of the words to be carried over. A loose query gains
    the pieces as more to find; a thing that a query demands may be there in
    either language.
    """
    leaves = [leaf for leaf in list_leaves(node) if _language_of(leaf) in languages]
    if isinstance(node, Leaf) or (isinstance(node, Group) and node.kind == "wanted"):
        pieces, lost = _carry_over(leaves, store)
        parts = list_leaves(node) if leaves else []
        found = Group("wanted", (*parts, *(piece.to_node() for piece in pieces)))
        return Widened(found if pieces else node, tuple(pieces), tuple(lost))
    carried = {leaf: _carry_over([leaf], store) for leaf in leaves}
    nodes: dict[Leaf, Node] = {
        leaf: Group("any", (leaf, _join(pieces))) for leaf, (pieces, _) in carried.items() if pieces
    }
    return Widened(
        map_leaves(node, nodes),
        tuple(dict.fromkeys(piece for pieces, _ in carried.values() for piece in pieces)),
        tuple(dict.fromkeys(word for _, lost in carried.values() for word in lost)),
    )


def _join(pieces: list[Piece]) -> Node:
    """Return the query for all of some pieces."""
    nodes = tuple(piece.to_node() for piece in pieces)
    return nodes[0] if len(nodes) == 1 else Group("all", nodes)


def _language_of(leaf: Leaf) -> Language:
    """Return the language of something to be found."""
    return detect_language(leaf.text)


def _carry_over(leaves: list[Leaf], store: Store) -> tuple[list[Piece], list[str]]:
    """Return the pieces of things side by side, and the words that have no counterpart."""
    text = " ".join(leaf.text for leaf in leaves)
    pieces: list[tuple[int, Piece]] = []
    at = 0
    lost: list[str] = []
    for start, end, themes in [*find_themes_in(store, text), (len(text), len(text), [])]:
        found, missing = _translate(text[at:start], store)
        pieces += [(at, piece) for piece in found]
        lost += missing
        pieces += [(start, Piece(text[start:end], theme=theme)) for theme in themes]
        at = end
    return list(dict.fromkeys(piece for _, piece in pieces)), list(dict.fromkeys(lost))


def _translate(text: str, store: Store) -> tuple[list[Piece], list[str]]:
    """Return the words of a stretch with what the glossary says of them, and those it does not know."""
    if detect_language(text) == "zh":
        return _translate_chinese(text, store)
    return _translate_english(text, store)


def _translate_chinese(text: str, store: Store) -> tuple[list[Piece], list[str]]:
    """Return the words of a Chinese stretch with their English, and those the glossary does not have."""
    known = list_translations(store, "zh", _list_stretches(text))
    words = cut_words(text, known)
    pieces = [Piece(word, words=tuple(map(Leaf, known[word]))) for word in words if word in known]
    return pieces, [word for word in words if word not in known]


def cut_words(text: str, known: Container[str]) -> list[str]:
    """Cut Chinese into known words, the longest first from left to right, and what lies between them.

    Words that say nothing (的, 如何) and marks are left out.

    >>> cut_words("农村的党组织弱化", {"农村", "党", "党组织"})
    ['农村', '党组织', '弱化']
    """
    words: list[str] = []
    at = fresh = 0
    while at < len(text):
        stop = next((w for n in (3, 2, 1) if (w := text[at : at + n]) in CHINESE), "")
        word = next(
            (w for n in range(LONGEST_WORD, 0, -1) if (w := text[at : at + n]) in known), ""
        )
        if len(word) >= len(stop) and word:
            words.append(word)
            fresh = at = at + len(word)
        elif stop or not re.match(_HAN, text[at]):
            fresh = at = at + (len(stop) or 1)
        else:  # one more character of a word nobody knows
            words[len(words) - (fresh < at) :] = [text[fresh : at + 1]]
            at += 1
    return words


def cut_up(node: Node, store: Store) -> Node:
    """Return a query in which unquoted runs of Han characters have become words, each of them wanted."""
    leaves = [leaf for leaf in list_leaves(node) if not leaf.quoted and _language_of(leaf) == "zh"]
    return map_leaves(node, {leaf: _cut_leaf(leaf, store) for leaf in leaves})


def _cut_leaf(leaf: Leaf, store: Store) -> Node:
    """Return a run of Han characters as the themes it names and the words around them."""
    text, parts, at = leaf.text, list[Leaf](), 0
    known = list_translations(store, "zh", _list_stretches(text))
    for start, end, _ in [*find_themes_in(store, text), (len(text), len(text), [])]:
        parts += map(Leaf, cut_words(text[at:start], known))
        parts += [Leaf(text[start:end])] if start < end else []
        at = end
    return Group("wanted", tuple(dict.fromkeys(parts))) if len(parts) > 1 else leaf


def _list_stretches(text: str) -> list[str]:
    """Return all stretches of a text that may be a word of the glossary."""
    return sorted(
        {
            text[at : at + n]
            for at in range(len(text))
            for n in range(1, LONGEST_WORD + 1)
            if at + n <= len(text)
        }
    )


def _translate_english(text: str, store: Store) -> tuple[list[Piece], list[str]]:
    """Cut English into entries of the glossary, the longest first from left to right."""
    words = re.findall(_WORD, text)
    lemmas = list_lemmas(store, words)
    names = [lemmas.get(word, word) for word in words]
    phrases = {
        " ".join(way[at : at + n])
        for way in (words, names)
        for at in range(len(words))
        for n in range(1, LONGEST_WORD + 1)
    }
    known = list_translations(store, "en", sorted(phrases))
    pieces, lost, at = [], [], 0
    while at < len(words):
        size, word = _longest(words, names, at, known)
        if word:
            pieces.append(Piece(word, words=tuple(Leaf(each) for each in known[word])))
        elif words[at] not in ENGLISH:
            lost.append(words[at])
        at += size
    return pieces, lost


def _longest(
    words: list[str], names: list[str], at: int, known: dict[str, list[str]]
) -> tuple[int, str]:
    """Return how many words the longest entry from `at` on takes, and the entry; one and none if there is none."""
    for size in range(LONGEST_WORD, 0, -1):
        for way in (words, names):
            phrase = " ".join(way[at : at + size])
            if phrase in known and phrase not in ENGLISH:
                return size, phrase
    return 1, ""
