"""Print tables of statistics: keyness, collocates, compare, dispersion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policytext.cli.shared import (
    as_kind,
    counting_least,
    reading,
    say,
    say_each,
    tell_number,
    with_within,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.store.finding import Condition
    from policytext.store.reading import Row, Store

as_figure = click.option(
    "--figure",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw it, too: a file ending in .svg or .png.",
)
with_stop_words = click.option(
    "--stop-words/--no-stop-words",
    default=True,
    show_default=True,
    help="List words like 'the' and 的, too; they count in the totals always.",
)
with_where = click.option(
    "--where", metavar="QUERY", help="Only passages that fulfil a query: 'doc:zhang year:2022'."
)


@click.command()
@click.argument("target", required=False)
@click.option("--ref", "reference", default="rest", show_default=True, help="What to compare with.")
@click.option("--facet", "facets", multiple=True, metavar="NAME=VALUE", help="Narrow the target.")
@click.option("--theme", "themes", multiple=True, help="Only passages that mention this theme.")
@click.option("--year", metavar="FROM..TO", help="Only papers of these years.")
@click.option("--where", metavar="QUERY", help="Only passages that fulfil a query.")
@click.option(
    "--over",
    type=click.Choice(("word", "lemma", "theme")),
    default="lemma",
    show_default=True,
    help="What is counted.",
)
@click.option(
    "--measure",
    type=click.Choice(
        ("g2", "g2-rayson", "g2-williams", "chi2", "chi2-yates", "fisher", "log_ratio", "difference",
         "odds_ratio")
    ),
    default="g2",
    show_default=True,
    help="What rows are sorted by, and p is of.",
)  # fmt: skip
@counting_least(3, "Occurrences on both sides together.")
@click.option(
    "--correct",
    type=click.Choice(("bh", "bonferroni", "none")),
    default="bh",
    show_default=True,
    help="How p is adjusted for the number of tests.",
)
@click.option(
    "--top",
    type=click.IntRange(0),
    default=25,
    show_default=True,
    help="Rows of each sign; 0 for all.",
)
@click.option(
    "--list",
    "listed",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Compare with a list of words and counts, CSV or TSV.",
)
@with_stop_words
@as_figure
@reading
def keyness(store: Store, figure: Path | None, **chosen: Any) -> list[Row]:  # noqa: ANN401 - as named above
    """List what TARGET says more, and less, often than the rest.

    TARGET and --ref are papers, a facet=value, or a query; a place=… stands
    for the passages about a place. Each language is compared by itself.
    Positive rows come first, the strongest first, then the negative ones.

    \b
    policytext keyness shen-changzhou --over lemma
    policytext keyness --facet place=Shanghai --ref place=Beijing --over theme
    policytext keyness --theme 两个覆盖 --measure log_ratio --min-docs 2
    policytext keyness zhang-henan --list reference.csv --over word
    """
    from policytext import keyness as key
    from policytext.subsets import FEW_DOCUMENTS

    options = key.Options(
        **{name: chosen[name] for name in ("over", "measure", "min_count", "min_docs", "correct")},
        top=chosen["top"],
        stop_words=chosen["stop_words"],
    )
    target, reference, tallies = _choose_sides(store, chosen)
    for side in (target, reference):
        if side and len(side.documents) < FEW_DOCUMENTS:
            n = len(side.documents)
            say(
                f"Warning: '{side.label}' has {n} document{'s' * (n != 1)}. With fewer than {FEW_DOCUMENTS} "
                "a difference may be that of single papers; read p as a way to sort, not as proof."
            )
    _say_lone_languages(*tallies)
    rows = key.compare_sides(*tallies, options)
    if not rows:
        say(f"Nothing stands {options.min_count} times or more on both sides together.")
    if options.over == "theme":
        rows = key.name_terms(rows, {r["theme"]: (r["en"], r["zh"]) for r in store.list_themes()})
    if figure and rows:
        from policytext.figures import draw_keyness, save_figure

        labels = (target.label, reference.label if reference else str(chosen["listed"]))
        save_figure(draw_keyness(rows, options.measure, labels), figure)
    return _with_parameters(rows)


def _choose_sides(store: Store, chosen: dict[str, Any]) -> tuple[Any, Any, tuple[Any, Any]]:
    """Return the target, the reference (none for a list), and the tallies of both, having said what they are."""
    from policytext import keyness as key
    from policytext.subsets import REST, choose_rest, choose_subset, part_sides

    specs = [*filter(None, (chosen["target"], chosen["where"])), *chosen["facets"]]
    specs += [f'theme:"{store.find_theme(name)}"' for name in chosen["themes"]]
    specs += [f"year={chosen['year']}"] if chosen["year"] else []
    if not specs:
        raise click.UsageError(
            "Give a TARGET, or choose one with --facet, --theme, --year or --where."
        )
    target, over = choose_subset(store, specs), chosen["over"]
    if chosen["listed"]:
        listed = key.read_list(store, chosen["listed"], over)
        say(f"Target, {target.describe()}.")
        ((lang, tally),) = listed.items()
        say(f"Reference, {chosen['listed'].name}: {tally.n_tokens} words ({lang}).")
        return target, None, (key.count_side(store, target, over), listed)
    if chosen["reference"] == REST:
        reference = choose_rest(store, target)
    else:
        target, reference, n = part_sides(target, choose_subset(store, [chosen["reference"]]))
        if n:
            say(f"{n} passages are on both sides and left out of the reference, or of both.")
    say(f"Target, {target.describe()}.")
    say(f"Reference, {reference.describe()}.")
    counted = key.count_side(store, target, over)
    return target, reference, (counted, key.count_side(store, reference, over))


def _say_lone_languages(target: dict[str, Any], reference: dict[str, Any]) -> None:
    """Say which languages stand on one side only, and so are not compared."""
    for lang in sorted(target.keys() ^ reference.keys()):
        side = "target" if lang in target else "reference"
        say(f"Only the {side} has text in '{lang}'; it is not compared.")


def _with_parameters(rows: Sequence[Row]) -> list[Row]:
    """Return rows with the parameters of the command in their last column, where they go into a file."""
    ctx = click.get_current_context()
    if ctx.params["form"] != "csv":
        return list(rows)
    said = "; ".join(
        f"{name}={'|'.join(map(str, value)) if isinstance(value, tuple) else value}"
        for name, value in sorted(ctx.params.items())
        if value not in (None, False, "", ()) and name != "form"
    )
    return [row | {"parameters": said} for row in rows]


@click.command()
@click.argument("node", nargs=-1, required=True)
@click.option(
    "--window",
    default="5",
    show_default=True,
    metavar="N|sentence|passage",
    help="Words on each side, or all of the sentence or passage.",
)
@click.option("--left", type=click.IntRange(0), help="Words to the left, if not as many.")
@click.option("--right", type=click.IntRange(0), help="Words to the right, if not as many.")
@with_within
@as_kind("NODE")
@click.option(
    "--over",
    type=click.Choice(("word", "lemma")),
    default="word",
    show_default=True,
    help="What is counted near it.",
)
@click.option(
    "--measure",
    type=click.Choice(
        ("count", "mi", "mi3", "npmi", "t", "z", "ll", "chi2", "dice", "logdice", "delta_p",
         "delta_p_back")
    ),
    default="logdice",
    show_default=True,
    help="What rows are sorted by.",
)  # fmt: skip
@counting_least(3, "Occurrences near the node.")
@click.option(
    "--top", type=click.IntRange(0), default=50, show_default=True, help="Rows; 0 for all."
)
@with_stop_words
@with_where
@reading
def collocates(store: Store, node: tuple[str, ...], **chosen: Any) -> list[Row]:  # noqa: ANN401
    """List the words that stand near NODE, by how strongly they are drawn to it.

    NODE is a word or phrase as it stands, * for any letters; with --as lemma
    in any inflection, with --as theme a theme in any form.

    \b
    policytext collocates "social organization*" --window 5 --measure logdice
    policytext collocates 治理 --left 0 --right 1
    policytext collocates --as theme 群团组织 --window sentence --over lemma
    """
    from policytext import collocates as near

    text, span = " ".join(node), _read_span(chosen)
    among = _narrow(store, chosen["where"])
    places = near.find_nodes(store, text, chosen["kind"], among)
    if places.note:
        say(places.note)
    if not places.found:
        say(f"'{text}' stands nowhere ({chosen['kind']}), so nothing stands near it.")
        return []
    company = near.count_company(store, places, span, chosen["over"], among)
    for lang, here in company.items():
        say(
            f"'{text}' ({chosen['kind']}): {here.n_nodes} places in {len(here.near)} documents ({lang}); "
            f"{here.near.total()} of {here.sizes.total()} words stand near."
        )
    options = near.Options(
        **{name: chosen[name] for name in ("over", "measure", "min_count", "min_docs", "top")},
        stop_words=chosen["stop_words"],
    )
    rows = near.rank_collocates(company, options)
    if not rows:
        say(f"No word stands near it {options.min_count} times or more.")
    return _with_parameters(rows)


def _read_span(chosen: dict[str, Any]) -> Any:  # noqa: ANN401 - collocates is not imported yet
    """Return the window asked for."""
    from policytext.collocates import Span

    window, within = chosen["window"], chosen["within"]
    if window in ("sentence", "passage"):
        return Span(chosen["left"], chosen["right"], window)
    if not window.isdecimal():
        raise click.BadParameter(
            f"'{window}' is neither a number of words nor sentence or passage."
        )
    n = int(window)
    left, right = (n if side is None else side for side in (chosen["left"], chosen["right"]))
    return Span(left, right, within)


def _narrow(store: Store, where: str | None) -> Condition:
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
@click.option(
    "--by",
    required=True,
    metavar="place|year|document|section|FACET",
    help="What is set side by side.",
)
@click.option(
    "--over",
    type=click.Choice(("theme", "keyword")),
    default="theme",
    show_default=True,
    help="What is counted.",
)
@click.option("--theme", "themes", multiple=True, help="Only this theme, by any of its names.")
@click.option("--keyword", "terms", multiple=True, help="Only this keyword, or any phrase.")
@click.option("--place", "places", multiple=True, help="Only these places; else those studied.")
@with_where
@click.option(
    "--top",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="Items, the commonest; 0 for all.",
)
@as_figure
@reading
def compare(store: Store, by: str, over: str, figure: Path | None, **chosen: Any) -> list[Row]:  # noqa: ANN401
    """Compare how often places, years, papers, sections or a facet's values name each theme.

    With --by place a passage is about the places that the heading above it
    names, else about those it names itself, else about the one place its paper
    is of; passages about several stand apart.

    \b
    policytext compare --by place --over theme
    policytext compare --by place --place 北京 --place 上海 --where doc:zhang-three
    policytext compare --by year --theme 两个覆盖
    policytext compare --by document --over keyword --figure keywords.svg
    """
    from policytext import compare as side_by_side

    grouping = side_by_side.group_passages(
        store, by, chosen["places"], _narrow(store, chosen["where"])
    )
    if chosen["terms"]:
        over = "keyword"
    wanted = chosen["terms"] if over == "keyword" else chosen["themes"]
    items, names = side_by_side.find_items(store, over, grouping, wanted)  # type: ignore[arg-type]
    rows = side_by_side.compare_groups(grouping, items, names, chosen["top"])
    _say_groups(grouping)
    if not rows:
        named = ", ".join(wanted) or f"any {over}"
        say(f"No passage of these groups has {named}.")
    if figure and rows:
        from policytext.figures import draw_heat, draw_timeline, save_figure

        draw = draw_timeline if by == "year" else draw_heat
        save_figure(draw(rows, by), figure)
    return _with_parameters([_without_passages(row) for row in rows])


def _say_groups(grouping: Any) -> None:  # noqa: ANN401 - compare is not imported yet
    """Say what was set side by side, and what was left out."""
    lines = []
    for name, rows in grouping.groups.items():
        apart = ", counted but not compared" if name in grouping.apart else ""
        lines.append(f"{name}: {_tell_size(rows)}{apart}.")
    every = {row["passage_no"]: row for rows in grouping.groups.values() for row in rows}
    what = {"section": "uppermost headings"}.get(grouping.by, f"values of {grouping.by}")
    say_each(lines, f"{len(lines)} {what}: {_tell_size(list(every.values()))}.")
    if grouping.n_left_out:
        say(f"{grouping.n_left_out} passages have no {grouping.by} and are left out.")


def _tell_size(rows: Sequence[Row]) -> str:
    """Return how many passages there are, and of how many papers."""
    n_docs = len({row["doc_id"] for row in rows})
    return f"{tell_number(len(rows), 'passage')} of {tell_number(n_docs, 'document')}"


def _without_passages(row: Row) -> Row:
    """Return a row without the passages behind it, but where a program reads it."""
    if click.get_current_context().params["form"] in ("json", "jsonl"):
        return row
    return {key: value for key, value in row.items() if key != "passages"}


@click.command()
@click.argument("themes", nargs=-1, required=True, metavar="THEME...")
@as_figure
@reading
def dispersion(store: Store, themes: tuple[str, ...], figure: Path | None) -> list[Row]:
    """Tell where in each paper THEME falls, and how evenly over the papers.

    \b
    policytext dispersion "mass organizations" 党建 --figure dispersion.svg
    """
    from policytext.spread import find_spread

    ids = list(dict.fromkeys(store.find_theme(name) for name in themes))
    rows = find_spread(store, ids)
    labels = {row["theme"]: f"{row['en']} {row['zh']}".strip() for row in store.list_themes()}
    for theme in ids:
        if not any(row["n"] for row in rows if row["theme"] == theme):
            say(f"No counted passage mentions {theme}.")
    if figure:
        from policytext.figures import draw_dispersion, save_figure

        save_figure(draw_dispersion(rows, labels), figure)
    return _with_parameters(rows)
