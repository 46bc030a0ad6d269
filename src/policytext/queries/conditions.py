"""Turn a query's tree into a condition of SQL that exactly its passages fulfil.

What the full-text index can answer by itself is asked of it in one expression;
what it cannot (a theme, a facet, a glob of any word) joins in as a condition of
its own. Phrases and words are looked for in the text of passages, `section:` in
the headings above them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policytext.errors import AmbiguousName, UnknownName, nearest_names
from policytext.folding import fold
from policytext.queries.grammar import Field, Group, Leaf, Near, Node, Not
from policytext.queries.nearness import stand_near
from policytext.queries.patterns import Finder, resolve, to_match, to_near
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


def list_fields(store: Store) -> dict[str, str]:
    """Return every name that means a field in this corpus, folded, with the field it means."""
    rows = store.ask("SELECT DISTINCT name FROM facets")
    return {fold(row["name"]): row["name"] for row in rows} | NAMES


@dataclass(slots=True)
class Matcher:
    """What finds the passages of queries in one store; `notes` are sentences about what was not found."""

    store: Store
    fields: dict[str, str]
    notes: list[str] = field(default_factory=list)

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
        name, value = self.fields[node.name], fold(node.value).strip()
        if name == "theme":
            return self._ask_theme(node.value)
        if name in ("year", "date"):
            return _ask_range(name, value)
        if name in ("lang", "kind", "page"):
            return f"p.{name} = ?", (value,)
        if name == "section":  # nothing to look for in it
            return NOTHING
        return self._ask_documents(name, value)

    def _ask_theme(self, name: str) -> Condition:
        """Return the condition of passages that mention a theme, called by any of its names."""
        try:
            theme = self.store.find_theme(name)
        except (UnknownName, AmbiguousName) as error:
            self.notes.append(str(error))
            return NOTHING
        return "p.passage_no IN (SELECT passage_no FROM mentions WHERE theme_id = ?)", (theme,)

    def _ask_documents(self, name: str, value: str) -> Condition:
        """Return the condition of passages whose document has a value of a facet, or an id that begins so."""
        if name == "doc":
            known = {row["doc_id"]: row["doc_id"] for row in self.store.list_documents()}
            ids = [doc_id for doc_id in known if fold(doc_id).startswith(value)]
        else:
            rows = self.store.list_facets(name)
            known = {row["value"]: row["value"] for row in rows}
            ids = [row["doc_id"] for row in rows if fold(row["value"]) == value]
        if not ids:
            near = nearest_names(value, known)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            self.notes.append(f"No document has {name} '{value}'.{hint}")
        return "p.doc_id IN (SELECT value FROM json_each(?))", (
            json.dumps(ids, ensure_ascii=False),
        )


def _demanded(node: Group) -> tuple[Node, ...]:
    """Return the parts of a group that decide: words that are only wanted decide nothing beside others."""
    if node.kind != "all":
        return node.parts
    return tuple(p for p in node.parts if not (isinstance(p, Group) and p.kind == "wanted"))


def _choose(numbers: Iterable[int]) -> Condition:
    """Return the condition that a passage is one of some."""
    return "p.passage_no IN (SELECT value FROM json_each(?))", (json.dumps(list(numbers)),)


def _ask_range(name: str, value: str) -> Condition:
    """Return the condition of a year or date: `2019`, `2015..2020`, `2015..`, `..2020`."""
    first, dots, last = value.partition("..")
    last = last if dots else first
    column = "CAST(year AS TEXT)" if name == "year" else "date"
    tests = [f"{column} <> ''"]
    tests += [f"{column} >= ?"] if first else []
    tests += [f"substr({column}, 1, length(?)) <= ?"] if last else []
    values = (first,) * bool(first) + (last, last) * bool(last)
    return f"p.doc_id IN (SELECT doc_id FROM documents WHERE {' AND '.join(tests)})", values  # noqa: S608 - our own names
