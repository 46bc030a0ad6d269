"""Cut a part out of a graph: some concepts, those around them, or a community."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.concepts.loading import keep_nodes
from policytext.concepts.walks import require_node
from policytext.errors import BadQuery
from policytext.graph import find_communities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policytext.concepts.loading import ConceptGraph


def cut_graph(
    graph: ConceptGraph,
    concepts: Sequence[str] = (),
    community: int | None = None,
    *,
    around: bool = False,
) -> ConceptGraph:
    """Return the part of a graph between some concepts, or all of it where nothing is asked for.

    `around` takes in the neighbours of the concepts, `community` leaves only
    those of that number, as `communities.divide` counts them. A concept that
    nothing names is left out. Raises `BadQuery` where this graph has none of
    the concepts, or no such community.
    """
    kept = {node["concept"] for node in graph.nodes}
    if concepts:
        wanted = kept & {*concepts} or {str(require_node(graph, concepts[0])["concept"])}
        if around:
            edges = [(e["source"], e["target"]) for e in graph.edges]
            wanted |= {end for ends in edges if wanted & {*ends} for end in ends}
        kept &= wanted
    if community is not None:
        found = find_communities(len(graph.nodes), graph.to_numbers("n_cooc"))
        members = {
            n["concept"] for n, at in zip(graph.nodes, found, strict=True) if at == community
        }
        if not members:
            last = max(found, default=-1)
            raise BadQuery(
                f"There is no community {community}; they are numbered from 0 to {last}."
            )
        kept &= members
    return graph if len(kept) == len(graph.nodes) else keep_nodes(graph, kept)
