"""Extract the terms that tell what a paper, a group of papers or a corpus is about.

A candidate is a run of up to five words without a stop word or punctuation in
it. Number words are no stop words: policy language counts ("two coverage").
Inflected forms are one term, shown as it is written most often, with every
other way it is written beside it. A term that occurs only inside a longer term
that recurs is that term's variant, and no keyword by itself.

English and Chinese are scored apart, each with its own words, counts and
weights; a paper with passages in both has keywords of both in one ranking, each
with its language. The methods are in `score` (the default) and `methods`.

Documents are read twice: once to count in how many of them each word is, once
to rank. In between as many as there is room for are kept, ten bytes a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

from policytext.folding import fold
from policytext.records import Keyword

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from policytext.keywords.contrast import Learned
    from policytext.keywords.ranking import Ranking
    from policytext.languages.pipelines import Tagger
    from policytext.records import Language, Passage, Token

Words = Sequence[tuple["Passage", Sequence["Token"]]]

Method = Literal["default", "tfidf", "cvalue", "textrank", "positionrank"]
METHODS: tuple[str, ...] = get_args(Method)


def rank_keywords(
    papers: Mapping[str, Words],
    spellings: Mapping[str, str],
    top: int = 50,
    method: Method = "default",
    groups: Mapping[str, Sequence[str]] | None = None,
    titles: Collection[str] = (),
    languages: Sequence[Language] = ("en", "zh"),
    taggers: Mapping[Language, Tagger] | None = None,
) -> Iterator[Keyword]:
    """Yield the `top` keywords of every group of papers, by group and rank.

    `papers` holds the passages of each with their words; the counted ones are
    read, and those whose ids are among `titles`. `groups` names the papers of each group; without it every
    paper is a group by itself. Whatever the groups are, a word is rare when few
    papers have it. `languages` are those ranked. `spellings` leads from a folded form to the theme it names.
    Of languages that have none of the `taggers`, trained pipelines, noun phrases are found by lexicon.
    """
    rankings = learn_words(papers, spellings, method, titles, languages, taggers)
    named = groups if groups is not None else {doc_id: [doc_id] for doc_id in papers}
    return choose_keywords(rankings, named, spellings, top)


def learn_words(
    papers: Mapping[str, Words],
    spellings: Mapping[str, str],
    method: Method = "default",
    titles: Collection[str] = (),
    languages: Sequence[Language] = ("en", "zh"),
    taggers: Mapping[Language, Tagger] | None = None,
    learned: Mapping[Language, Learned] | None = None,
) -> list[Ranking]:
    """Return the papers ready to be ranked, language by language, as `rank_keywords` takes them.

    Where something was `learned` of a corpus before, the papers are some of it.
    """
    from policytext.keywords.ranking import Ranking

    taggers, learned, whole = taggers or {}, learned or {}, frozenset(titles)
    return [
        Ranking(lang, papers, method, whole, spellings, taggers.get(lang), learned.get(lang))
        for lang in languages
    ]


def choose_keywords(
    rankings: Sequence[Ranking],
    named: Mapping[str, Sequence[str]],
    spellings: Mapping[str, str],
    top: int = 50,
) -> Iterator[Keyword]:
    """Yield the `top` keywords of every group of papers that are ready to be ranked, by group and rank."""
    names = sorted(named)
    streams = [ranking.choose((named[name] for name in names), top) for ranking in rankings]
    for name, *chosen in zip(names, *streams, strict=True):
        found = [
            (score, ranking, row)
            for ranking, best in zip(rankings, chosen, strict=True)
            for row, score in best
        ]
        best = sorted(found, key=lambda each: -each[0])[:top]
        for rank, (score, ranking, row) in enumerate(best, start=1):
            yield _describe(name, rank, score, ranking.find(row), ranking.lang, spellings)


def _describe(
    name: str,
    rank: int,
    score: float,
    places: list[tuple[Passage, int, int]],
    lang: Language,
    spellings: Mapping[str, str],
) -> Keyword:
    """Return a keyword with everything that is said of it; it is shown as written most often."""
    counts: dict[str, int] = {}
    for passage, start, end in places:
        surface = " ".join(passage.text[start:end].lower().split())
        counts[surface] = counts.get(surface, 0) + 1
    surfaces = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = surfaces if spellings else []
    themes = (spellings.get(fold(surface), "") for surface, _ in named)
    return Keyword(
        doc_id=name,
        term=surfaces[0][0],
        score=float(f"{score:.6g}"),
        rank=rank,
        n_occurrences=len(places),
        theme_id=next(filter(None, themes), ""),
        occurrences=tuple((passage.passage_id, start, end) for passage, start, end in places),
        lang=lang,
        n_docs=len({passage.doc_id for passage, _, _ in places}),
        surfaces=tuple(surfaces),
    )
