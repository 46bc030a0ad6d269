"""Print lists of words and runs of words, what papers measure, and which are alike: words, ngrams, statistics, similarity."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policytext.cli.shared import counting_least, reading, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from policytext.store.reading import Row, Store
    from policytext.wordlists import Options


def listing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that choose what is listed and of which papers."""
    options = (
        click.option("--over", type=click.Choice(("word", "lemma")), default="word", show_default=True,
                     help="Words as written, in small letters, or dictionary forms."),
        click.option("--document", help="Only this paper."),
        click.option("--by", metavar="document|FACET", help="A list for each paper, or each place, year, …"),
        click.option("--lang", type=click.Choice(("en", "zh")), help="Only this language."),
        counting_least(1, "Occurrences."),
        click.option("--top", type=click.IntRange(0), default=50, show_default=True,
                     help="Rows of each list; 0 for all."),
        click.option("--stop-words/--no-stop-words", default=False, show_default=True,
                     help="List words like 'the' and 的, too; they count in the totals always."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@listing
@reading
def words(store: Store, **chosen: Any) -> list[Row]:  # noqa: ANN401 - as named above
    """List words by how often they occur, in how many papers, and how evenly.

    DP is Gries' deviation of proportions over the papers: 0 is even, 1 all in
    one small paper. Each language is counted by itself.

    \b
    policytext words --top 20
    policytext words --over lemma --by place --min-docs 2
    policytext words --document shen-changzhou --stop-words
    """
    from policytext import wordlists

    options = wordlists.Options(**_choose(chosen))
    return _list(store, wordlists.count_words(store, options), options, chosen, "word")


@click.command()
@click.option(
    "--n", type=click.IntRange(2, 5), default=2, show_default=True, help="Words of a run."
)
@click.option("--characters", is_flag=True, help="In Chinese, runs of characters, not of words.")
@listing
@reading
def ngrams(store: Store, n: int, characters: bool, **chosen: Any) -> list[Row]:  # noqa: ANN401
    """List runs of N words by how often they occur, in how many papers, and how evenly.

    No run crosses punctuation. Without --stop-words none begins or ends with
    a function word; inside it they stand.

    \b
    policytext ngrams --n 3 --min-count 5
    policytext ngrams --n 4 --characters --lang zh
    """
    from policytext import wordlists

    options = wordlists.Options(**_choose(chosen), characters=characters)
    return _list(
        store, wordlists.count_ngrams(store, n, options), options, chosen, f"run of {n} words"
    )


def _choose(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that are of the list itself."""
    return {name: chosen[name] for name in ("over", "min_count", "min_docs", "top", "stop_words")}


def _list(
    store: Store,
    counts: Mapping[str, Any],
    options: Options,
    chosen: Mapping[str, Any],
    what: str,
) -> list[Row]:
    """Return the rows of a list, having said what it was made of, or that it is empty."""
    from policytext.wordlists import list_counts

    counts = {lang: c for lang, c in counts.items() if chosen["lang"] in (None, lang)}
    rows = list_counts(counts, options, _group(store, chosen["document"], chosen["by"]))
    for lang, counted in counts.items():
        say(f"{lang}: {sum(counted.sizes.values())} words in {len(counted.sizes)} documents.")
    if not rows:
        of = f" in {chosen['lang']}" if chosen["lang"] else ""
        say(
            f"No {what}{of} occurs {options.min_count} times or more in {options.min_docs} papers or more."
        )
    return rows


def _group(store: Store, document: str | None, by: str | None) -> dict[str, Sequence[str]] | None:
    """Return the papers of every list; nothing where there is one, of all papers."""
    from policytext.topics import list_groups

    if document and by:
        raise click.UsageError("Give --document or --by, not both.")
    if document:
        name = store.find_document(document)
        return {name: [name]}
    if by == "document":
        return {row["doc_id"]: [row["doc_id"]] for row in store.list_documents()}
    return dict(list_groups(store, by)) if by else None


@click.command()
@click.argument("document", required=False)
@click.option(
    "--window",
    type=click.IntRange(2),
    default=100,
    show_default=True,
    help="Words of a window of MATTR.",
)
@reading
def statistics(store: Store, document: str | None, window: int) -> list[Row]:
    """Measure papers: words, types, diversity, length of sentences and passages, share of Chinese.

    A paper in two languages has a row for each. What is undefined is empty.

    \b
    policytext statistics
    policytext statistics shen-changzhou --window 50
    """
    from policytext.profiles import list_profiles

    rows = list_profiles(store, window, store.find_document(document) if document else None)
    if not rows:
        say(f"No counted passage of {document or 'any paper'} has a word.")
    return rows


@click.command()
@click.option(
    "--figure",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw which papers are most alike, too: .svg or .png.",
)
@click.option(
    "--measure",
    type=click.Choice(("cosine", "jaccard", "theme_cosine")),
    default="cosine",
    show_default=True,
    help="What the figure is drawn by.",
)
@reading
def similarity(store: Store, figure: Path | None, measure: str) -> list[Row]:
    """Compare every two papers: cosine of their words' TF-IDF, themes they share.

    \b
    policytext similarity
    policytext similarity --measure jaccard --figure alike.svg
    """
    from policytext.likeness import compare_documents

    found = compare_documents(store)
    if not found:
        say("There are fewer than two papers, so there is nothing to compare.")
    elif figure:
        from policytext.figures import save_figure
        from policytext.reports.alike import draw_likeness

        ids = [row["doc_id"] for row in store.list_documents()]
        save_figure(draw_likeness(ids, found, measure), figure)
        say(f"{figure}: papers by {measure}, average linkage.")
    return [asdict(pair) for pair in found]
