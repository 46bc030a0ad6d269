"""Turn a query's tree into a condition of SQL that exactly its passages fulfil.

What the full-text index can answer by itself is asked of it in one expression;
what it cannot (a theme, a facet, a glob of any word) joins in as a condition of
its own. Phrases and words are looked for in the text of passages, `section:` in
the headings above them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from policytext.errors import AmbiguousName, UnknownName, nearest_names
from policytext.folding import fold
from policytext.queries.grammar import (
    Field,
    Group,
    Leaf,
    Near,
    Node,
    Not,
    list_unknown_fields,
    parse,
)
from policytext.queries.nearness import stand_near
from policytext.queries.patterns import Finder, resolve, to_match, to_near
from policytext.records.documents import PassageKind
from policytext.store.choosing import match_facet
from policytext.store.finding import NOTHING, ask_index, match_passages
from policytext.store.indexing import split_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policytext.queries.patterns import Sought
    from policytext.store.finding import Condition
    from policytext.store.reading import Store

NAMES = {
    "doc": "doc", "document": "doc", "文献": "doc", "section": "section", "章节": "section", "theme": "theme",
    "主题": "theme", "year": "year", "年份": "year", "lang": "lang", "语言": "lang", "kind": "kind", "place": "place",
    "地点": "place", "page": "page", "date": "date", "日期": "date",
}  # fmt: skip
"""The fields every corpus has, by each name they go by; facets of the manifest join them."""


_FACETS = "SELECT DISTINCT name FROM facets ORDER BY name"


def list_fields(store: Store) -> dict[str, str]:
    """Return every name that means a field in this corpus, folded, with the field it means."""
    rows = store.ask(_FACETS)
    return {fold(row["name"]): row["name"] for row in rows} | NAMES


@dataclass(slots=True)
class Matcher:
    """What finds the passages of queries in one store; `notes` are sentences about what was not found."""

    store: Store
    fields: dict[str, str]
    notes: list[str] = field(default_factory=list)

    def parse(self, text: str) -> Node | None:
        """Return a query as a tree, and take down which fields it asks for that there are not: they are words."""
        for name in list_unknown_fields(text, self.fields):
            known = self.fields if nearest_names(name, self.fields) else self.fields.values()
            self.notes.append(str(UnknownName("field", name, known)))
        return parse(text, self.fields)

    def to_expression(self, node: Node) -> str | None:
        """Return the expression of the full-text index that says the same as a tree; none where it cannot."""
        if isinstance(node, Leaf):
            sought = resolve(node, self.store)
            return f"(text : {to_match(sought)})" if sought.is_exact else None
        if isinstance(node, Field) and self.fields.get(node.name) == "section":
            words = split_phrase(node.value)
            return f'(section : ("{" ".join(words)}"))' if words else None
        if isinstance(node, Group):
            return self._join_expressions(node)
        return None

    def _join_expressions(self, node: Group) -> str | None:
        """Return the expression of a group, if each of its parts has one."""
        parts = _demanded(node)
        wanted = [self.to_expression(part) for part in parts if not isinstance(part, Not)]
        absent = [self.to_expression(part.part) for part in parts if isinstance(part, Not)]
        if not wanted or None in wanted or None in absent or (absent and node.kind != "all"):
            return None
        said = (" AND " if node.kind == "all" else " OR ").join(filter(None, wanted))
        unsaid = "".join(f" NOT {part}" for part in absent)
        return f"(({said}){unsaid})"

    def to_condition(self, node: Node) -> Condition:
        """Return the condition a passage fulfils when the query asks for it."""
        expression = self.to_expression(node)
        if expression:
            return ask_index(expression)
        if isinstance(node, Leaf):
            return self._look(resolve(node, self.store))
        if isinstance(node, Near):
            return self._look_near([resolve(leaf, self.store) for leaf in node.leaves], node.within)
        if isinstance(node, Field):
            return self._ask_field(node)
        if isinstance(node, Not):
            sql, values = self.to_condition(node.part)
            return f"NOT ({sql})", values
        conditions = [self.to_condition(part) for part in self._merge(node)]
        joined = (" AND " if node.kind == "all" else " OR ").join(f"({c[0]})" for c in conditions)
        return joined, tuple(value for condition in conditions for value in condition[1])

    def _merge(self, node: Group) -> list[Node]:
        """Return the parts of a group, those the index can answer by itself made one."""
        parts = _demanded(node)
        said = [part for part in parts if self.to_expression(part)]
        if len(said) < 2:
            return list(parts)
        return [Group(node.kind, tuple(said)), *(part for part in parts if part not in said)]

    def _look(self, sought: Sought) -> Condition:
        """Return the condition for something that has to be looked for in each passage the index offers."""
        finder = Finder([sought])
        rows = match_passages(self.store, to_match(sought))
        return _choose(number for number, folded in rows if finder.find(folded))

    def _look_near(self, items: list[Sought], within: int) -> Condition:
        """Return the condition for things near one another, looked for in each passage the index offers.

        The index counts a break as a word, people do not.
        """
        expression = to_near(items, 2 * within + 2)
        expression = expression or " AND ".join(filter(None, map(to_match, items)))
        finders = [Finder([item]) for item in items]
        rows = match_passages(self.store, expression)
        return _choose(n for n, folded in rows if stand_near(folded, finders, within))

    def _ask_field(self, node: Field) -> Condition:
        """Return the condition of a field."""
        name = self.fields[node.name]
        if name == "section":  # nothing to look for in it
            return NOTHING
        if name == "doc":
            return self._ask_documents(node.value)
        if name == "lang":
            return "p.lang = ?", (fold(node.value).strip(),)
        if name in ("theme", "kind", "page"):
            return self._ask_passages(name, node)
        return self._ask_facet(name, node.value)

    def _ask_passages(self, name: str, node: Field) -> Condition:
        """Return the condition of what passages are told apart by, a facet of documents that is called so beside it.

        `kind:abstract` are passages, and `kind:通知` those of notices.
        """
        called = {row["name"]: fold(row["name"]) for row in self.store.ask(_FACETS)}
        facets = [facet for facet, folded in called.items() if folded in (node.name, name)]
        ids = {doc_id for facet in facets for doc_id in match_facet(self.store, facet, node.value)}
        if name == "kind":
            own = self._ask_kind(node.value, facets, found=bool(ids))
        elif name == "page":
            own = "p.page = ?", (fold(node.value).strip(),)
        else:
            own = self._ask_theme(node.value, quiet=bool(ids))
        if not ids:
            return own
        documents, values = _choose_documents(ids)
        return f"({own[0]}) OR {documents}", (*own[1], *values)

    def _ask_kind(self, kind: str, facets: Iterable[str], *, found: bool) -> Condition:
        """Return the condition of a kind of passage; `found` tells whether documents are of this kind."""
        value = fold(kind).strip()
        kinds: tuple[str, ...] = get_args(PassageKind)
        if value not in kinds and not found:
            rows = [row for facet in facets for row in self.store.list_facets(facet)]
            self._note(
                "kind", value, {*kinds, *(row["value"] for row in rows)}, "passage or document"
            )
        return "p.kind = ?", (value,)

    def _ask_theme(self, name: str, *, quiet: bool) -> Condition:
        """Return the condition of passages that mention a theme, called by any of its names."""
        try:
            theme = self.store.find_theme(name)
        except (UnknownName, AmbiguousName) as error:
            self.notes += [] if quiet else [str(error)]
            return NOTHING
        return "p.passage_no IN (SELECT passage_no FROM mentions WHERE theme_id = ?)", (theme,)

    def _ask_documents(self, name: str) -> Condition:
        """Return the condition of passages of the documents called `name`."""
        try:
            return _choose_documents(self.store.match_documents(name))
        except UnknownName as error:
            self.notes.append(str(error))
            return NOTHING

    def _ask_facet(self, name: str, value: str) -> Condition:
        """Return the condition of passages whose document has a value of a facet."""
        ids = match_facet(self.store, name, value)
        if not ids:
            known = {row["value"] for row in self.store.list_facets(name)}
            self._note(name, value.strip(), known)
        return _choose_documents(ids)

    def _note(self, name: str, value: str, known: Iterable[str], what: str = "document") -> None:
        """Take down that nothing has a value, and which of those there are look like it."""
        near = nearest_names(value, known)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        self.notes.append(f"No {what} has {name} '{value}'.{hint}")


def _demanded(node: Group) -> tuple[Node, ...]:
    """Return the parts of a group that decide: words that are only wanted decide nothing beside others."""
    if node.kind != "all":
        return node.parts
    return tuple(p for p in node.parts if not (isinstance(p, Group) and p.kind == "wanted"))


def _choose(numbers: Iterable[int]) -> Condition:
    """Return the condition that a passage is one of some."""
    return "p.passage_no IN (SELECT value FROM json_each(?))", (json.dumps(list(numbers)),)


def _choose_documents(ids: Iterable[str]) -> Condition:
    """Return the condition that a passage is of one of some documents."""
    listed = json.dumps(sorted(ids), ensure_ascii=False)
    return "p.doc_id IN (SELECT value FROM json_each(?))", (listed,)
