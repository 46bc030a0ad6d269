"""Ask the concept graph what needs more than the store: ego, path, shared, communities and so on."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policytext.cli.shared import keep_first, reading, say, say_if_empty, with_top
from policytext.store import meetings

if TYPE_CHECKING:
    from collections.abc import Callable

    from policytext.concepts.loading import ConceptGraph, Selection
    from policytext.store.reading import Row, Store

    Options = dict[str, Any]

# The choices stand here in words, so that printing help imports nothing.
UNITS = ("passage", "sentence", "section", "document")
MEASURES = ("jaccard", "dice", "cosine", "association_strength", "pmi", "npmi", "log_likelihood", "n_cooc")  # fmt: skip
KINDS = ("formula", "concept", "organization", "place", "campaign", "document", "metaphor", "keyword")  # fmt: skip
FILE_FORMATS = ("graphml", "gexf", "pajek", "json", "csv", "cytoscape", "vosviewer", "vosviewer-map", "vosviewer-network")  # fmt: skip

_OPTIONS = (
    click.option("--unit", type=click.Choice(UNITS), help="Where two have to meet.  [default: passage]"),
    click.option("--where", metavar="QUERY", help="Count only passages that fulfil a query: 'place:Henan year:2019..'."),
    click.option("--document", metavar="DOC", help="Count only in this paper."),
    click.option("--measure", type=click.Choice(MEASURES), help="The weight of an edge.  [default: jaccard]"),
    click.option("--min-cooc", type=click.IntRange(1), help="Meetings an edge must have."),
    click.option("--min-docs", type=click.IntRange(1), help="Papers an edge must be in."),
    click.option("--max-p", type=click.FloatRange(0, 1), help="Adjusted p an edge may have."),
    click.option("--max-alpha", type=click.FloatRange(0, 1), help="Backbone: alpha an edge may have (disparity filter)."),
    click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only concepts of this kind; may be repeated."),
)  # fmt: skip


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which graph is meant; it takes those that were used as `options`."""
    names = (
        "unit",
        "where",
        "document",
        "measure",
        "min_cooc",
        "min_docs",
        "max_p",
        "max_alpha",
        "kinds",
    )

    @wraps(command)
    def run(**arguments: Any) -> Any:  # noqa: ANN401 - whatever the command takes
        said = {name: arguments.pop(name) for name in names}
        used = {name: value for name, value in said.items() if value not in (None, ())}
        return command(options=used, **arguments)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def select(store: Store, options: Options, **more: Any) -> Selection:  # noqa: ANN401 - fields of Selection
    """Return what the options ask for."""
    from policytext.concepts.loading import Selection

    fields = dict(options)
    document = fields.pop("document", None)
    if document:
        where = f"({fields['where']}) AND " if fields.get("where") else ""
        fields["where"] = f'{where}doc:"{store.find_document(document)}"'
    return Selection(**fields | more)


def load(store: Store, options: Options) -> ConceptGraph:
    """Return the graph the options ask for."""
    from policytext.concepts.loading import load_graph

    return load_graph(store, select(store, options))


def name_limits(options: Options) -> str:
    """Return what the graph asked for was narrowed by, for a sentence that says it is empty.

    >>> name_limits({"min_docs": 2, "kinds": ("place",)}), name_limits({})
    (' with --min-docs 2 --kind place', '')
    """
    typed = {
        ("kind" if name == "kinds" else name).replace("_", "-"): value
        for name, value in options.items()
    }
    said = [
        f"--{name} {each}"
        for name, value in typed.items()
        for each in (value if isinstance(value, tuple) else (value,))
    ]
    return f" with {' '.join(said)}" if said else ""


def wants_whole() -> bool:
    """Tell whether rows are printed for a program that takes lists inside them."""
    return click.get_current_context().params["form"] in ("json", "jsonl")


@click.command()
@click.argument("concept")
@click.option("--depth", type=click.IntRange(1), default=1, show_default=True, help="Steps out.")
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Edges to follow from each concept; one can have more, followed from others.")  # fmt: skip
@selecting
@reading
def ego(store: Store, concept: str, depth: int, top: int, options: Options) -> list[Row]:
    """List the edges around CONCEPT: to its neighbours, to theirs, and so on.

    \b
    policytext graph ego "two coverage" --depth 2 --top 5
    policytext graph ego 两个覆盖 --measure npmi --min-docs 2
    """
    from policytext.concepts.walks import find_ego

    rows = find_ego(load(store, options), store.find_concept(concept), depth, top)
    return say_if_empty(rows, f"{concept} meets no other concept{name_limits(options)}.")


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--paths", type=click.IntRange(1), default=3, show_default=True, help="Chains to print."
)
@click.option(
    "--passages",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Passages for each step.",
)
@selecting
@reading
def path(store: Store, a: str, b: str, paths: int, passages: int, options: Options) -> list[Row]:
    """Find the strongest chains of meetings from A to B, each step with its passages.

    The strength of a chain is the product of its weights; by a measure that is
    no share, 1 by the sum of 1/weight.

    \b
    policytext graph path "two coverage" "mass organization"
    policytext graph path 两个覆盖 群团组织 --paths 5 --min-docs 2
    """
    from policytext.concepts.walks import add_passages, find_paths

    graph = load(store, options)
    chains = find_paths(graph, store.find_concept(a), store.find_concept(b), paths)
    if not chains:
        say("No chain of meetings leads from the one to the other.")
    where = graph.selection.where
    rows = [row for chain in chains for row in add_passages(store, chain, passages, where)]
    return rows if wants_whole() else [row for step in rows for row in _spread_step(step)]


def _spread_step(step: Row) -> list[Row]:
    """Return a step as a row for each of its passages, one without where there are none."""
    label = {step["source"]: step["label_source"], step["target"]: step["label_target"]}
    row = {"path": step["path"], "strength": step["strength"], "step": step["step"]}
    row |= {"start": label[step["start"]], "end": label[step["end"]]}
    row |= {key: step[key] for key in ("n_cooc", "n_docs", "measure", "weight")}
    found = step["passages"] or [{"passage_id": "", "highlighted": ""}]
    return [row | {"passage_id": p["passage_id"], "text": p["highlighted"]} for p in found]


@click.command()
@click.argument("a")
@click.argument("b")
@with_top
@selecting
@reading
def shared(store: Store, a: str, b: str, top: int | None, options: Options) -> list[Row]:
    """List the concepts that meet both A and B, those with the strongest weaker edge first.

    \b
    policytext graph shared "trade union" "social organization" --top 10
    policytext graph shared 工会 社会组织
    """
    from policytext.concepts.walks import find_shared

    found = find_shared(load(store, options), store.find_concept(a), store.find_concept(b))
    message = f"No concept meets both {a} and {b}{name_limits(options)}."
    return say_if_empty(keep_first(found, top), message)


@click.command()
@click.option(
    "--runs", type=click.IntRange(1), default=20, show_default=True, help="Seeds to compare."
)
@click.option("--resolution", type=click.FloatRange(0, min_open=True), default=1.0, show_default=True, help="Above 1 for more and smaller ones.")  # fmt: skip
@click.option(
    "--switching", is_flag=True, help="List the concepts that change sides between runs instead."
)
@selecting
@reading
def communities(
    store: Store, runs: int, resolution: float, switching: bool, options: Options
) -> list[Row]:
    """Divide the graph into communities (Louvain), and say how steady the division is.

    `nmi` and `ari` compare the divisions of all seeds two by two: 1 where all
    are the same. `steady` is the share of concepts that never leave.

    \b
    policytext graph communities
    policytext graph communities --switching --runs 50
    policytext graph communities --where place:Shanghai --min-cooc 2
    """
    from policytext.concepts.communities import divide, list_communities, list_switching

    graph = load(store, options)
    division = divide(graph, runs, resolution)
    rows = list_switching(graph, division) if switching else list_communities(graph, division)
    none = f"No concept changes sides in {runs} runs" if switching else "The graph has no concept"
    return say_if_empty(rows, f"{none}{name_limits(options)}.")


@click.command()
@click.option("--by", type=click.Choice(("strength", "degree", "pagerank", "betweenness", "bridging")), default="strength", show_default=True, help="What to order by.")  # fmt: skip
@with_top
@selecting
@reading
def central(store: Store, by: str, top: int | None, options: Options) -> list[Row]:
    """Rank the concepts by how central they are.

    \b
    policytext graph central --top 10
    policytext graph central --by betweenness --max-alpha 0.05
    policytext graph central --by bridging --kind formula
    """
    from policytext.concepts.centrality import rank_central

    rows = keep_first(rank_central(store, load(store, options), by), top)
    return say_if_empty(rows, f"The graph has no concept{name_limits(options)}.")


@click.command()
@click.argument("a")
@click.argument("b", required=False)
@click.option(
    "--change", type=click.Choice(("gained", "lost", "changed", "same")), help="Only these."
)
@with_top
@selecting
@reading
def compare(
    store: Store, a: str, b: str | None, change: str | None, top: int | None, options: Options
) -> list[Row]:
    """Compare the graph of part A of the corpus with that of part B, or of all the rest.

    A part is a paper, a place, a year, or a query: 'place:Henan year:2019..2021'.
    Gained edges are only in B, lost ones only in A.

    \b
    policytext graph compare zhang-henan zhang-three-cities --top 10
    policytext graph compare Changzhou
    policytext graph compare lang:zh lang:en --change gained
    """
    from policytext.concepts.comparison import compare_graphs, name_parts
    from policytext.concepts.loading import load_graph

    parts = name_parts(store, a, b, select(store, options).where)
    rows = compare_graphs(
        *(load_graph(store, select(store, options | {"where": w, "document": None})) for w in parts)
    )
    kept = [row for row in rows if change in (None, row["change"])]
    message = f"No edge of either graph is {change or 'there to compare'}{name_limits(options)}."
    return say_if_empty(keep_first(kept, top), message)


@click.command()
@selecting
@reading
def sensitivity(store: Store, options: Options) -> list[Row]:
    """Show how far ranks and communities move with unit, measure and thresholds.

    The first row is the graph asked for; in each other one thing is changed.

    \b
    policytext graph sensitivity
    policytext graph sensitivity --unit sentence --min-cooc 2
    """
    from policytext.concepts.sensitivity import measure_sensitivity

    return measure_sensitivity(store, select(store, options))


@click.command()
@click.argument("names", nargs=-1, metavar="[CONCEPT]...")
@click.option("--community", type=click.IntRange(0), help="The concepts of this community.")
@click.option("--around", is_flag=True, help="With the neighbours of the CONCEPTs, too.")
@selecting
@reading
def subgraph(
    store: Store, names: tuple[str, ...], community: int | None, around: bool, options: Options
) -> list[Row]:
    """List the edges among some concepts, of a community, or of a part of the corpus.

    \b
    policytext graph subgraph 工会 共青团 妇联
    policytext graph subgraph "two coverage" --around --min-docs 2
    policytext graph subgraph --community 0 --document shen
    """
    from policytext.concepts.loading import sort_edges
    from policytext.concepts.parts import cut_graph

    ids = [store.find_concept(name) for name in names]
    graph = cut_graph(load(store, options), ids, community, around=around)
    rows = sort_edges(graph.edges, graph.selection.measure)
    return say_if_empty(rows, f"No two of these concepts meet{name_limits(options)}.")


@click.command()
@click.option("--show", "what", type=click.Choice(("pairs", "bridges", "edges")), default="pairs", show_default=True, help="Papers two by two; the concepts that join papers; the edges by paper.")  # fmt: skip
@click.option(
    "--papers", type=click.IntRange(1), help="With --show edges: those in exactly so many papers."
)
@with_top
@selecting
@reading
def documents(
    store: Store, what: str, papers: int | None, top: int | None, options: Options
) -> list[Row]:
    """Show what papers share: concepts that bridge them, edges they agree on or that rest on one.

    \b
    policytext graph documents
    policytext graph documents --show bridges --top 10
    policytext graph documents --show edges --papers 1
    """
    from policytext.concepts import documents as papers_view

    show = {
        "pairs": papers_view.list_document_pairs,
        "bridges": papers_view.list_bridges,
        "edges": papers_view.list_edges_by_document,
    }[what]
    rows = show(store, load(store, options))
    kept = [row for row in rows if papers is None or row.get("n_docs") == papers]
    none = {
        "pairs": "There are no two papers to compare",
        "bridges": "No concept is in several papers",
        "edges": f"No edge is in {papers or 'any'} paper{'s' * ((papers or 1) > 1)}",
    }[what]
    return say_if_empty(keep_first(kept, top), f"{none}{name_limits(options)}.")


@click.command()
@click.argument("names", nargs=-1, metavar="[CONCEPT]...")
@click.option("--format", "form", type=click.Choice(FILE_FORMATS), default="graphml", show_default=True, help="What to write.")  # fmt: skip
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to; the terminal otherwise.",
)
@click.option(
    "--links",
    is_flag=True,
    help="With the links of the authority file, as edges of their own kind.",
)
@click.option("--community", type=click.IntRange(0), help="Only this community.")
@click.option("--around", is_flag=True, help="With the neighbours of the CONCEPTs, too.")
@selecting
@click.pass_context
def export(
    ctx: click.Context, names: tuple[str, ...], form: str, out: Path | None, links: bool,
    community: int | None, around: bool, options: Options,
) -> None:  # fmt: skip
    """Write the graph, or the part of it around CONCEPTs, for another program.

    csv is two tables: with --out graph.csv graph-nodes.csv and graph-edges.csv,
    else the edges.

    \b
    policytext graph export --format vosviewer > map.json
    policytext graph export --format gexf --max-alpha 0.05 --out graph.gexf
    policytext graph export 工会 共青团 妇联 --around --format graphml --out 群团.graphml
    """
    from policytext.concepts.files import draw, render_files, write_files
    from policytext.concepts.parts import cut_graph
    from policytext.store.reading import open_store

    with open_store(ctx.obj) as store:
        ids = [store.find_concept(name) for name in names]
        graph = cut_graph(load(store, options), ids, community, around=around)
        files = render_files(draw(graph, meetings.list_links(store) if links else ()), form)  # type: ignore[arg-type]
    if out:
        for written in write_files(files, out):
            say(f"{written}: {len(graph.nodes)} concepts, {len(graph.edges)} edges")
        return
    if len(files) > 1:
        say("Only the edges are printed. Give --out FILE to have the nodes, too.")
    click.echo(next(iter(files.values())), nl=False)


COMMANDS = (ego, path, shared, communities, central, compare, sensitivity, subgraph, documents, export)  # fmt: skip
