"""Find passages and words: search, show, kwic, keywords."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from policytext.cli.shared import (
    as_format,
    as_kind,
    reading,
    say,
    say_each,
    show,
    tell_number,
    with_within,
)
from policytext.tables import to_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.search import Hit
    from policytext.store.reading import Row, Store
    from policytext.tables import Format


@click.command()
@click.argument("query", nargs=-1)
@click.option(
    "--limit",
    "--top",
    "limit",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="Passages to print.",
)
@click.option(
    "--expand/--no-expand",
    default=None,
    help="Look in the other language, too. By itself that is done for words of a language the corpus lacks.",
)
@click.option("--similar", metavar="PASSAGE", help="Find passages like this one instead.")
@click.option("--cite", is_flag=True, help="Add a reference to each passage.")
@click.option(
    "--footnotes", is_flag=True, help="Print Markdown: the snippets, and references as footnotes."
)
@as_format
@click.pass_context
def search(
    ctx: click.Context,
    query: tuple[str, ...],
    limit: int,
    expand: bool | None,
    similar: str | None,
    cite: bool,
    footnotes: bool,
    form: Format,
) -> None:
    """Find the passages that answer QUERY, the best first.

    A word finds its inflections, a "quoted phrase" itself, 汉字 any run of
    characters, and the name of a theme every form of it. Words side by side
    are wanted, more of them first; AND, OR, NOT, brackets and NEAR/5 demand.
    doc: section: theme: place: year: lang: kind: and the facets of the
    manifest say where: year:2015..2020, section:"Predicament", 主题:去四化.
    * stands for any letters, ? for one.

    \b
    policytext search "two coverage"
    policytext search 两个覆盖 --format jsonl
    policytext search '口袋党员 OR "floating party members"' --cite
    policytext search 'coverage NEAR/5 party section:"Predicament"'
    policytext search --similar shen-changzhou:31
    """
    from policytext.store.reading import open_store

    if bool(query) == bool(similar):
        raise click.UsageError("Give a QUERY, or a passage with --similar.")
    with open_store(ctx.obj) as store:
        hits = (
            _find_similar(store, similar, limit) if similar else _find(store, query, limit, expand)
        )
        if footnotes:
            click.echo(_write_footnotes(store, hits), nl=False)
            return
        rows = [asdict(hit) for hit in hits]
        if cite:
            rows = [row | {"citation": _cite(store, row)} for row in rows]
        show(rows, form)


def _find(store: Store, query: tuple[str, ...], limit: int, expand: bool | None) -> Sequence[Hit]:
    """Return what a query finds, having said how it was understood."""
    from policytext.search import search as find

    text = " ".join(query)
    results = find(store, text, limit, expand=expand)
    for theme in results.themes:
        entry = store.read_theme(theme)
        say(f"Theme {theme}: {entry['en']} · {entry['zh']}")
    if results.expanded:
        say(f"In the other language, too: {'; '.join(results.expanded)}")
    for note in results.notes:
        say(note)
    if not results:
        say(f"No passage holds '{text}'.")
    elif results.n_found is not None:
        say(f"{tell_number(results.n_found, 'passage')}, {len(results)} shown.")
    return results.hits


def _find_similar(store: Store, passage: str, limit: int) -> list[Hit]:
    """Return the passages like a passage, having said which."""
    from policytext.similar import find_similar

    hits = find_similar(store, passage, limit)
    say(
        f"Like {passage}, by the cosine of latent semantic vectors of words, and of the concepts both name."
    )
    return hits


def _cite(store: Store, passage: Row) -> str:
    """Return the reference to a passage."""
    from policytext.citations import cite_passage

    return to_line(cite_passage(store.read_document(passage["doc_id"]), passage))


def _write_footnotes(store: Store, hits: Sequence[Hit]) -> str:
    """Return hits as Markdown paragraphs with their references as footnotes."""
    paragraphs = [f"{to_line(hit.snippet)}[^{hit.rank}]\n" for hit in hits]
    notes = [f"[^{hit.rank}]: {_cite(store, asdict(hit))}" for hit in hits]
    return "\n".join([*paragraphs, *notes, ""]) if hits else ""


@click.command("show")
@click.argument("passage")
@click.option(
    "--around",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Passages before and after.",
)
@click.option("--cite", is_flag=True, help="Print only the reference.")
@as_format
@click.pass_context
def show_passage(ctx: click.Context, passage: str, around: int, cite: bool, form: Format) -> None:
    """Print PASSAGE in its section, with its neighbours, its tags and how to cite it.

    \b
    policytext show shen-changzhou:31
    policytext show shen-changzhou:31 --cite
    policytext show shen-changzhou:31 --format json
    """
    from policytext.store.reading import open_store

    with open_store(ctx.obj) as store:
        row = store.find_passage(passage)
        number = row.pop("passage_no")
        citation = _cite(store, row)
        if cite:
            click.echo(citation)
        elif form == "table":
            _print_passage(row, citation, store.list_around(number, around))
            show(store.list_tags(number), form)
        else:
            neighbors = [each for each in store.list_around(number, around) if each != row]
            show(
                row
                | {"citation": citation, "neighbors": neighbors, "tags": store.list_tags(number)},
                form,
            )


def _print_passage(row: Row, citation: str, around: Sequence[Row]) -> None:
    """Print a passage under its section, its neighbours dimmed."""
    click.echo(citation)
    click.echo(
        f"{to_line(row['section']) or '(before the first heading)'} · {row['kind']} · {row['char_start']}-{row['char_end']}\n"
    )
    for each in around:
        itself = each["passage_id"] == row["passage_id"]
        mark = "▶" if itself else " "
        click.echo(
            f"{mark} {each['passage_id']}  {click.style(to_line(each['text']), dim=not itself)}\n"
        )


@click.command()
@click.argument("pattern", nargs=-1, required=True)
@click.option(
    "--window", type=click.IntRange(0), default=5, show_default=True, help="Words on each side."
)
@click.option("--characters", is_flag=True, help="Count the window in characters, not in words.")
@with_within
@as_kind("PATTERN")
@click.option("--regex", "kind", flag_value="regex", help="The same as --as regex.")
@click.option("--sort", "order", help="1R2R3R, 1L1R, left, right, node, document or date.")
@click.option("--near", help="Only lines whose window holds this word or phrase.")
@click.option(
    "--where", metavar="QUERY", help="Only passages that fulfil a query: 'year:2022 place:Henan'."
)
@click.option("--document", help="Only this paper.")
@click.option("--sample", type=click.IntRange(1), help="Only so many lines, drawn at random.")
@click.option("--seed", type=int, default=1, show_default=True, help="What the draw begins with.")
@click.option("--counts", is_flag=True, help="Print how many lines each paper has.")
@reading
def kwic(
    store: Store,
    pattern: tuple[str, ...],
    window: int,
    characters: bool,
    within: str,
    kind: str,
    order: str | None,
    near: str | None,
    where: str | None,
    document: str | None,
    sample: int | None,
    seed: int,
    counts: bool,
) -> list[Row]:
    """Show every place where PATTERN stands, between its neighbours.

    A phrase stands as it is typed, * for any letters of a word and ? for one,
    in Chinese as in English; case, hyphens and the kind of quotation marks
    make no difference. A lemma stands in any inflection, a theme in any form.

    \b
    policytext kwic "four modernizations"
    policytext kwic "four *" --sort 1R2R
    policytext kwic 治理 --window 10
    policytext kwic '*村'
    policytext kwic --as theme 去四化 --within sentence
    policytext kwic --regex '(two|three|four) \\w+ations?' --where 'doc:zhang'
    """
    from policytext import kwic as concordance

    text = " ".join(pattern)
    if document:
        where = f'{where or ""} doc:"{store.find_document(document)}"'
    among = _narrow(store, where)
    places = concordance.find_places(store, text, kind, among)  # type: ignore[arg-type]
    if not places.found and kind != "regex":
        places = concordance.find_counterparts(store, text, among)
    unit = "characters" if characters else "words"
    view = concordance.View(window, unit, within)  # type: ignore[arg-type]
    lines = concordance.cut_lines(places.found, view)
    if near:
        lines = concordance.keep_near(store, lines, near)
    n_found = len(lines)
    if sample:
        lines = concordance.sample_lines(lines, sample, seed)
    if order:
        lines = concordance.sort_lines(lines, order)
    if places.note:
        say(places.note)
    say(
        f"{tell_number(n_found, 'line')}, {len(lines)} shown."
        if lines
        else f"'{text}' stands nowhere."
    )
    if counts:
        return [{"doc_id": name, "n_lines": n} for name, n in concordance.count_by_document(lines)]
    rows = [asdict(line) for line in lines]
    if click.get_current_context().params["form"] == "csv":
        used = click.get_current_context().params | {"pattern": text}
        said = "; ".join(f"{k}={v}" for k, v in sorted(used.items()) if v not in (None, False, ""))
        return [row | {"parameters": said} for row in rows]
    return rows


def _narrow(store: Store, where: str | None) -> tuple[str, tuple[object, ...]]:
    """Return the condition of a query that says where to look; everything where there is none."""
    from policytext.queries.conditions import Matcher, list_fields
    from policytext.store.finding import EVERYTHING

    matcher = Matcher(store, list_fields(store))
    node = matcher.parse(where or "")
    condition = matcher.to_condition(node) if node else EVERYTHING
    for note in matcher.notes:
        say(note)
    return condition


@click.command()
@click.argument("document", required=False)
@click.option(
    "--top", type=click.IntRange(1), default=15, show_default=True, help="Keywords of each list."
)
@click.option("--by", metavar="FACET", help="Of the papers of each place, year, … together.")
@click.option("--corpus", "whole", is_flag=True, help="Of all papers together.")
@click.option(
    "--method",
    type=click.Choice(("default", "tfidf", "cvalue", "textrank", "positionrank")),
    default="default",
    show_default=True,
    help="How terms are scored; docs/keywords.md says what each is.",
)
@click.option("--lang", type=click.Choice(("en", "zh")), help="Only terms of this language.")
@click.option(
    "--pipeline",
    "pipelines",
    multiple=True,
    metavar="NAME",
    help="A trained spaCy pipeline that tells nouns, one a language; the default is a lexicon.",
)
@reading
def keywords(
    store: Store,
    document: str | None,
    top: int,
    by: str | None,
    whole: bool,
    method: str,
    lang: str | None,
    pipelines: tuple[str, ...],
) -> list[Row]:
    """List the terms that tell what a paper, a group or the corpus is about, best first.

    A word is rare when few papers have it, whatever the group. `surfaces` are
    the ways a term is written, is_theme tells whether it names a theme.

    \b
    policytext keywords shen-changzhou --top 15
    policytext keywords --by place
    policytext keywords --corpus --lang zh
    policytext keywords zhang-henan --method positionrank
    policytext keywords zhang-henan --pipeline en_core_web_sm
    """
    if sum((bool(document), bool(by), whole)) > 1:
        raise click.UsageError("Give a DOCUMENT, --by a facet, or --corpus, not several of them.")
    name = store.find_document(document) if document else None
    if by or whole or lang or pipelines or method != "default":
        rows = _rank(store, name, by, whole, top, method, lang, pipelines)
    else:
        rows = store.list_keywords(name, top)
    if not rows:
        of = name or (f"any {by}" if by else "the corpus")
        say(f"No keywords of {of}{f' in {lang}' if lang else ''} by method {method}.")
    if click.get_current_context().params["form"] in ("json", "jsonl"):
        return rows
    return [_shorten_keyword(row) for row in rows]


def _rank(
    store: Store,
    name: str | None,
    by: str | None,
    whole: bool,
    top: int,
    method: str,
    lang: str | None,
    pipelines: tuple[str, ...],
) -> list[Row]:
    """Rank keywords anew, of one paper, of every paper, of groups or of all papers."""
    from policytext.languages.pipelines import BY_LEXICON, load_taggers
    from policytext.topics import CORPUS, list_groups, rank_groups

    taggers = load_taggers(pipelines)
    for tagger in taggers.values():
        say(f"Noun phrases ({tagger.lang}) {tagger.describe()}.")
    ids = [row["doc_id"] for row in store.list_documents()]
    groups = {doc_id: [doc_id] for doc_id in ([name] if name else ids)}
    if by:
        groups = list_groups(store, by)
        lines = [
            f"{by} {value}: {tell_number(len(docs), 'document')}." for value, docs in groups.items()
        ]
        n_docs = len({doc_id for docs in groups.values() for doc_id in docs})
        say_each(lines, f"{len(lines)} values of {by}: {tell_number(n_docs, 'document')}.")
    elif whole:
        groups = {CORPUS: ids}
    rows = rank_groups(store, groups, top, method, lang, taggers)  # type: ignore[arg-type]
    if not taggers:
        return rows
    used = {tagger.lang: tagger.describe() for tagger in taggers.values()}
    return [row | {"noun_phrases": used.get(row["lang"], BY_LEXICON)} for row in rows]


def _shorten_keyword(row: Row) -> Row:
    """Return a keyword without its places, its other surfaces in one cell."""
    surfaces = "; ".join(f"{surface} ({n})" for surface, n in row["surfaces"])
    return {key: value for key, value in row.items() if key != "occurrences"} | {
        "surfaces": surfaces
    }
