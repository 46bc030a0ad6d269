"""The grammar of queries: what a person types, as a tree.

Words side by side are wanted, more of them first. `AND`, `OR`, `NOT` and
brackets demand: as soon as one of them is used, words side by side must all be
there. A "quoted phrase", `a NEAR/5 b` and a field (`doc:`, `section:`,
`year:2015..2020`) demand always.

Nothing a person types is an error. A sign that means nothing where it stands
is passed over: a quotation mark without its fellow, a bracket without its
other half, an operator with nothing to join, a field nobody knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from policytext.folding import HAN, fold, suit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

NEAR_WORDS = 10
"""The words that may stand between two things with NEAR and no number, as in SQLite."""

_PIECE = rf"""(?x)
      (?P<field> [^\W\d]\w* ) [:：] (?: "(?P<quoted_value>[^"]*)" | (?P<value> [^\s"()]+ ) )
    | (?P<glued> [^\s"()]*[{HAN}] "[^"\s]*" [^\s"()]* | "[^"\s]*" [{HAN}] [^\s"()]* )  # 去“四化”, “333”工作法
    | "(?P<phrase> [^"]* )"
    | (?P<bracket> [()] )
    | (?P<word> [^\s"()]+ )
    | "                                     # a quotation mark without its fellow
    """
_NEAR = r"NEAR(?:/(\d{1,3}))?"
_RUN = rf"[{HAN}]+(?:\*+[{HAN}]+)*|(?:[^\W_{HAN}]|[*?])+"
_SAME = str.maketrans("“”„‟＂「」『』（）", '"' * 9 + "()")


class Leaf(NamedTuple):
    """One thing to find: a word with its inflections, a glob or a Han run, or a `quoted` phrase as it stands."""

    text: str
    quoted: bool = False


class Near(NamedTuple):
    """Things that stand with at most `within` words between two of them, in any order."""

    leaves: tuple[Leaf, ...]
    within: int


class Field(NamedTuple):
    """Passages whose document, section, theme or facet `name` is `value`."""

    name: str
    value: str


class Group(NamedTuple):
    """Several things: `all` of them, `any` of them, or `wanted`, of which some must be there and more is better."""

    kind: Literal["all", "any", "wanted"]
    parts: tuple[Node, ...]


class Not(NamedTuple):
    """Passages that do not have it."""

    part: Node


Node = Leaf | Near | Field | Group | Not


class _Piece(NamedTuple):
    """A word of the grammar: an operator, a bracket, or a node."""

    kind: Literal["AND", "OR", "NOT", "NEAR", "(", ")", "node"]
    node: Node | None = None
    number: int = 0


def parse(text: str, fields: Collection[str]) -> Node | None:
    """Return a query as a tree; none when there is not one letter or figure in it.

    `fields` are the names that mean a field when a colon follows them; others
    are words like any word.

    >>> parse('party NEAR/5 coverage year:2019', {"year"}).kind
    'all'
    >>> parse("four modernizations", ()).kind
    'wanted'
    """
    text = re.sub("[\x00-\x1f\x7f]", " ", text.translate(_SAME))
    pieces = list(_split(text, fields))
    strict = any(piece.kind in ("AND", "OR", "NOT", "(") for piece in pieces)
    node = _Parser(pieces, strict=strict).parse()
    if node is None:  # nothing but operators: then they are words
        words = [
            _Piece("node", Leaf(run))
            for run in re.findall(suit(_RUN, text), fold(text))
            if run.strip("*?")
        ]
        node = _Parser(words, strict=False).parse()
    return node


def list_unknown_fields(text: str, fields: Collection[str]) -> list[str]:
    """Return the names before a colon that mean no field, in the order typed, each once.

    Neither an address nor text with the Chinese colon, as any title has, asks
    for a field; a phrase asks for nothing but itself.

    >>> list_unknown_fields('isuer:国务院 year:2019 http://a.b 目标：加强 "note: this"', {"year"})
    ['isuer']
    """
    pieces = re.finditer(suit(_PIECE, text), text.translate(_SAME))
    names = (
        match["field"]
        for match in pieces
        if match["field"] and text[match.end("field")] == ":" and not _is_address(match)
    )
    return list(dict.fromkeys(name for name in names if name.lower() not in fields))


def _is_address(match: re.Match[str]) -> bool:
    """Tell whether what looks like a field is the beginning of an address."""
    return (match["value"] or "").startswith("//")


def list_leaves(node: Node | None) -> list[Leaf]:
    """Return what is to be found, in the order typed, each once; nothing that must be absent."""
    if isinstance(node, Leaf):
        return [node]
    parts: tuple[Node, ...] = ()
    if isinstance(node, Near):
        parts = node.leaves
    elif isinstance(node, Group):
        parts = node.parts
    return list(dict.fromkeys(leaf for part in parts for leaf in list_leaves(part)))


def list_fields_in(node: Node | None) -> list[Field]:
    """Return the fields a query demands, in the order typed."""
    if isinstance(node, Field):
        return [node]
    parts = node.parts if isinstance(node, Group) else ()
    return [found for part in parts for found in list_fields_in(part)]


def _split(text: str, fields: Collection[str]) -> Iterator[_Piece]:
    """Yield the pieces of a query."""
    at, piece = 0, re.compile(suit(_PIECE, text))
    while match := piece.search(text, at):
        at = match.end()
        if match["field"]:
            if match["field"].lower() in fields:
                value = match["quoted_value"] or match["value"] or ""
                yield _Piece("node", Field(match["field"].lower(), value))
            else:  # `http://…`, `目标：加强`: words, and what follows the colon is read anew
                at = match.end("field") + 1
                yield from _split_word(match["field"])
        elif match["glued"]:
            yield _Piece("node", Leaf(fold(match["glued"])))
        elif match["phrase"] is not None:
            if any(letter.isalnum() for letter in match["phrase"]):
                yield _Piece("node", Leaf(fold(match["phrase"]).strip(), quoted=True))
        elif match["bracket"]:
            yield _Piece("(" if match["bracket"] == "(" else ")")
        elif match["word"]:
            yield from _split_word(match["word"])


def _split_word(word: str) -> Iterator[_Piece]:
    """Yield an operator, or the runs of letters and of Han characters a word is made of."""
    if word in ("AND", "OR", "NOT"):
        yield _Piece(word)  # type: ignore[arg-type]
    elif near := re.fullmatch(_NEAR, word):
        yield _Piece("NEAR", number=int(near[1] or NEAR_WORDS))
    else:
        for run in re.findall(suit(_RUN, word), fold(word)):
            if run.strip("*?"):
                yield _Piece("node", Leaf(run.rstrip("?") if "*" not in run else run))


class _Parser:
    """Reads pieces from left to right; OR binds least, then AND and NOT, then words side by side, then NEAR."""

    def __init__(self, pieces: list[_Piece], *, strict: bool) -> None:
        self._pieces = pieces
        self._at = 0
        self._strict = strict

    def parse(self) -> Node | None:
        """Return the whole as one node."""
        parts = []
        while self._at < len(self._pieces):
            parts += [self._read_any()]
            self._take(")")  # one that closes nothing
        return self._group("all" if self._strict else "wanted", parts)

    def _take(self, kind: str) -> _Piece | None:
        """Return the next piece and go on, if it is of a kind."""
        if self._at < len(self._pieces) and self._pieces[self._at].kind == kind:
            self._at += 1
            return self._pieces[self._at - 1]
        return None

    def _read_any(self) -> Node | None:
        """Return `a OR b OR …`."""
        parts = [self._read_all()]
        while self._take("OR"):
            parts += [self._read_all()]
        return self._group("any", parts)

    def _read_all(self) -> Node | None:
        """Return `a AND b NOT c …`, up to an OR or a bracket that closes."""
        parts = [self._read_side_by_side()]
        while True:
            if self._take("NOT"):
                part = self._read_side_by_side()
                parts += [Not(part)] if part else []
            elif self._take("AND"):
                parts += [self._read_side_by_side()]
            else:
                return self._group("all", parts)

    def _read_side_by_side(self) -> Node | None:
        """Return things side by side."""
        parts: list[Node | None] = []
        while True:
            if self._take("NEAR"):
                self._bring_near(parts, self._pieces[self._at - 1].number)
            elif piece := self._take("node"):
                parts += [piece.node]
            elif self._take("("):
                parts += [self._read_any()]
                self._take(")")
            else:
                return self._group("all" if self._strict else "wanted", parts)

    def _bring_near(self, parts: list[Node | None], within: int) -> None:
        """Join the last part and what follows `NEAR`; pass over a NEAR that has no two things to join."""
        before = parts[-1] if parts else None
        here = self._at
        piece = self._take("node")
        leaves = before.leaves if isinstance(before, Near) else (before,)
        if piece and isinstance(piece.node, Leaf) and all(isinstance(x, Leaf) for x in leaves):
            parts[-1] = Near((*leaves, piece.node), within)
        else:
            self._at = here

    @staticmethod
    def _group(kind: Literal["all", "any", "wanted"], parts: list[Node | None]) -> Node | None:
        """Return several parts as one node, one part as itself; `wanted` parts that demand are set apart."""
        found = tuple(dict.fromkeys(part for part in parts if part is not None))
        if len(found) < 2:
            return found[0] if found else None
        if kind != "wanted":
            return Group(kind, found)
        found = tuple(dict.fromkeys(inner for part in found for inner in _open(part)))
        loose = tuple(part for part in found if isinstance(part, Leaf) and not part.quoted)
        firm = tuple(part for part in found if part not in loose)
        if not firm:
            return Group("wanted", loose)
        return Group("all", (*firm, Group("wanted", loose)) if loose else firm)


def map_leaves(node: Node, leaves: dict[Leaf, Node]) -> Node:
    """Return a tree with some of its leaves replaced, those next to a NEAR left as they are."""
    if isinstance(node, Leaf):
        return leaves.get(node, node)
    if isinstance(node, Group):
        return node._replace(parts=tuple(map_leaves(part, leaves) for part in node.parts))
    if isinstance(node, Not):
        return Not(map_leaves(node.part, leaves))
    return node


def flatten(node: Node) -> Node:
    """Return a tree in which wanted things within wanted things stand side by side."""
    if not isinstance(node, Group):
        return node
    parts = [flatten(part) for part in node.parts]
    if node.kind != "wanted":
        return node._replace(parts=tuple(parts))
    return Group("wanted", tuple(dict.fromkeys(inner for part in parts for inner in _open(part))))


def is_wanted(node: Node) -> bool:
    """Tell whether a tree is a group of things that are wanted, not demanded."""
    return isinstance(node, Group) and node.kind == "wanted"


def _open(node: Node) -> tuple[Node, ...]:
    """Return the parts of a wanted group, anything else as itself."""
    return node.parts if isinstance(node, Group) and node.kind == "wanted" else (node,)
