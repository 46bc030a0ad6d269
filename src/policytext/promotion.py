"""Make keywords concepts of the graph: those a person names, and those a rule takes.

A keyword stands in no authority file. One that matters all the same is a node
of the graph once `graph.toml` in the corpus folder says so, by its name

```toml
[[promote]]
term = "digital governance"
```

or by a rule: here whatever is among the first 5 keywords of at least 3 papers.

```toml
[[promote]]
top = 5
documents = 3
```

A promoted keyword is named where its words stand in any inflection, or its
Chinese characters, outside the mentions of themes that count: inside one it
says nothing new.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from policytext.errors import BadManifest, PolicytextError
from policytext.folding import detect_language, fold
from policytext.records import COUNTED_KINDS, Naming, Promoted
from policytext.toml_files import list_faults, list_strays, read_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from policytext.records import Passage, Token

    Span = tuple[int, int]

GRAPH_FILE = "graph.toml"


class _Promote(BaseModel):
    """A `[[promote]]` table: a term, or a rule."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    term: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] | None = None
    top: Annotated[int, Field(ge=1)] | None = None
    documents: Annotated[int, Field(ge=1)] = 2

    @model_validator(mode="after")
    def _say_one(self) -> Self:
        """Refuse a table that says neither or both."""
        if (self.term is None) == (self.top is None):
            raise ValueError("give either a term or top (and documents)")
        return self


@dataclass(frozen=True, slots=True)
class Promotion:
    """What is to be promoted: `terms` by name, and by `rules`, each `(top, documents)`."""

    terms: tuple[str, ...] = ()
    rules: tuple[tuple[int, int], ...] = ()

    @property
    def is_any(self) -> bool:
        """Tell whether anything is to be promoted."""
        return bool(self.terms or self.rules)


def read_promotion(folder: Path) -> tuple[Promotion, list[PolicytextError]]:
    """Return what `graph.toml` of a corpus folder promotes, nothing where there is none, and its faults."""
    path = folder / GRAPH_FILE
    if not path.exists():
        return Promotion(), []
    try:
        data, entries = read_entries(path, "promote", GRAPH_FILE)
    except PolicytextError as error:
        return Promotion(), [error]
    faults = list_strays(data, "promote", GRAPH_FILE)
    said: list[_Promote] = []
    for entry in entries:
        try:
            said.append(_Promote.model_validate(entry.fields))
        except ValidationError as error:
            faults += list_faults(entry, error)
    return Promotion(
        tuple(each.term for each in said if each.term),
        tuple((each.top, each.documents) for each in said if each.top),
    ), [BadManifest(fault) for fault in faults]


def promote(
    promotion: Promotion, ranked: Iterable[tuple[str, int]], themes: Mapping[str, str]
) -> list[Promoted]:
    """Return the keywords to be concepts, by id; what is a form of one of the `themes` is one already.

    `ranked` are the keywords of all papers, each with its rank in one. `themes`
    leads from a folded spelling to the theme it names.
    """
    deepest = max((top for top, _ in promotion.rules), default=0)
    ranks: dict[str, list[int]] = defaultdict(list)
    for term, rank in ranked:
        if rank <= deepest:
            ranks[term].append(rank)
    found = {fold(term): "by hand" for term in promotion.terms}
    for top, documents in promotion.rules:
        rule = f"among the first {top} of {documents} papers"
        for term in sorted(ranks):
            if sum(rank <= top for rank in ranks[term]) >= documents:
                found.setdefault(fold(term), rule)
    return [
        Promoted(f"keyword:{term}", term, detect_language(term), rule)
        for term, rule in sorted(found.items())
        if term not in themes
    ]


class NamingFinder:
    """Finds where promoted keywords stand in counted passages; `cut` cuts an English term into words."""

    def __init__(self, promoted: Iterable[Promoted], cut: Callable[[str], Sequence[Token]]) -> None:
        """Look for these keywords."""
        self._chinese: list[Promoted] = []
        self._english: dict[str, list[tuple[Promoted, list[str]]]] = defaultdict(list)
        for each in promoted:
            lemmas = [token.lemma for token in cut(each.term)] if each.lang == "en" else []
            if each.lang == "zh":
                self._chinese.append(each)
            elif lemmas:
                self._english[lemmas[0]].append((each, lemmas))

    def find(
        self, passage: Passage, tokens: Sequence[Token], taken: Sequence[Span]
    ) -> list[Naming]:
        """Return where the keywords stand in a passage, in order.

        `taken` are the spans of its mentions that count.
        """
        if passage.kind not in COUNTED_KINDS:
            return []
        places = [
            *_find_characters(self._chinese, passage.text),
            *_find_words(self._english, tokens),
        ]
        return [
            Naming(passage.doc_id, passage.passage_id, each.concept_id, start, end)
            for start, end, each in sorted(places, key=lambda p: (p[0], p[1], p[2].concept_id))
            if not any(a <= start and end <= b for a, b in taken)
        ]


def _find_characters(terms: Sequence[Promoted], text: str) -> Iterator[tuple[int, int, Promoted]]:
    """Yield where Chinese terms stand in a text."""
    folded = fold(text) if terms else ""
    for each in terms:
        at = folded.find(each.term)
        while at >= 0:
            yield at, at + len(each.term), each
            at = folded.find(each.term, at + len(each.term))


def _find_words(
    terms: Mapping[str, list[tuple[Promoted, list[str]]]], tokens: Sequence[Token]
) -> Iterator[tuple[int, int, Promoted]]:
    """Yield where English terms, known by their first lemma, stand among the words of a passage."""
    if not terms:
        return
    words = list(tokens)
    said = [word.lemma for word in words]
    for at, lemma in enumerate(said):
        for each, lemmas in terms.get(lemma, ()):
            if said[at : at + len(lemmas)] == lemmas:
                yield words[at].start, words[at + len(lemmas) - 1].end, each
