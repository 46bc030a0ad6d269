"""A corpus from Python: what the commands print, as records.

```python
from policytext import Corpus

with Corpus.open("outputs/policytext.db") as corpus:
    for hit in corpus.search("two coverage"):
        print(hit.passage_id, hit.snippet)
```
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from policytext.citations import cite_passage
from policytext.collocates import Options as CollocateOptions
from policytext.collocates import Span, count_company, find_nodes, rank_collocates
from policytext.compare import compare_groups, find_items, group_passages
from policytext.concepts.evidence import list_evidence
from policytext.concepts.loading import load_graph
from policytext.keyness import Options as KeynessOptions
from policytext.keyness import compare_sides, count_side
from policytext.kwic import View, cut_lines, find_places, sort_lines
from policytext.search import search
from policytext.similar import find_similar
from policytext.store.finding import EVERYTHING
from policytext.store.reading import open_store
from policytext.subsets import REST, choose_rest, choose_subset, part_sides

if TYPE_CHECKING:
    from os import PathLike

    from policytext.concepts.loading import ConceptGraph, Selection
    from policytext.kwic import Kind, Line
    from policytext.search import Hit, Results
    from policytext.store.reading import Row, Store


class Corpus:
    """A built corpus, opened for reading; use it in a `with` block or call `close`.

    `store` answers everything else: every method of it returns rows.
    """

    __slots__ = ("store",)

    def __init__(self, store: Store) -> None:
        """Answer from an open store."""
        self.store = store

    @classmethod
    def open(cls, path: str | PathLike[str] = "outputs/policytext.db") -> Self:
        """Open the store that `policytext build` made; raises `BadStore` when there is none."""
        return cls(open_store(Path(path)))

    def __enter__(self) -> Self:
        """Return the corpus."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def search(self, query: str, limit: int = 10, *, expand: bool | None = None) -> Results:
        """Return the passages that answer a query, best first; see `policytext.search.search`."""
        return search(self.store, query, limit, expand=expand)

    def similar(self, passage_id: str, limit: int = 10) -> list[Hit]:
        """Return the passages most like a passage, best first."""
        return find_similar(self.store, passage_id, limit)

    def kwic(
        self, pattern: str, kind: Kind = "phrase", view: View | None = None, sort: str = ""
    ) -> list[Line]:
        """Return a line for every place where a pattern stands; see `policytext.kwic`."""
        lines = cut_lines(find_places(self.store, pattern, kind).found, view or View())
        return sort_lines(lines, sort) if sort else lines

    def graph(self, selection: Selection | None = None) -> ConceptGraph:
        """Return the concept graph a selection asks for, for the functions of `policytext.concepts`."""
        return load_graph(self.store, selection)

    def evidence(self, a: str, b: str, limit: int | None = None, where: str = "") -> list[Row]:
        """Return the passages in which two concepts meet, called by any of their names, both marked and cited."""
        find = self.store.find_concept
        return list_evidence(self.store, find(a), find(b), limit, where)

    def keyness(
        self, target: str, reference: str = REST, options: KeynessOptions | None = None
    ) -> list[Row]:
        """Return what one side says more, and less, than another; see `policytext.keyness`.

        Sides are written as on the command line: `shen-changzhou`, `place=Shanghai`.
        """
        here = choose_subset(self.store, [target])
        if reference == REST:
            there = choose_rest(self.store, here)
        else:
            here, there, _ = part_sides(here, choose_subset(self.store, [reference]))
        options = options or KeynessOptions()
        return compare_sides(
            count_side(self.store, here, options.over),
            count_side(self.store, there, options.over),
            options,
        )

    def collocates(
        self,
        node: str,
        kind: Kind = "phrase",
        span: Span | None = None,
        options: CollocateOptions | None = None,
    ) -> list[Row]:
        """Return what stands near a node, strongest first; see `policytext.collocates`."""
        places = find_nodes(self.store, node, kind, EVERYTHING)
        options = options or CollocateOptions()
        company = count_company(self.store, places, span or Span(), options.over, EVERYTHING)
        return rank_collocates(company, options)

    def compare(self, by: str, over: Literal["theme", "keyword"] = "theme") -> list[Row]:
        """Return themes or keywords by place, year, document, section or facet; see `policytext.compare`."""
        grouping = group_passages(self.store, by)
        return compare_groups(grouping, *find_items(self.store, over, grouping))

    def passage(self, passage_id: str) -> Row:
        """Return a passage with its text and position; raises `UnknownName` when there is none."""
        return self.store.find_passage(passage_id)

    def cite(self, passage_id: str) -> str:
        """Return a reference to a passage."""
        passage = self.store.find_passage(passage_id)
        return cite_passage(self.store.read_document(passage["doc_id"]), passage)
