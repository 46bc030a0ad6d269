"""Draw which papers are alike: a tree of average linkage as SVG, text as text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from policytext.likeness import cluster

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policytext.likeness import Likeness

ROW, TREE, LABEL, MARGIN = 24, 360, 260, 16
"""Pixels: of a paper's line, of the tree's width, of the labels, around all."""


def render_clusters(ids: Sequence[str], pairs: Iterable[Likeness], measure: str = "cosine") -> str:
    """Return an SVG in which papers join further to the left the less alike they are.

    Two papers are as far apart as `measure` is below 1; where it is undefined
    they are as far apart as can be.
    """
    distance = {
        (min(p.source, p.target), max(p.source, p.target)): 1 - value
        for p in pairs
        if (value := getattr(p, measure)) is not None
    }
    merges = cluster(ids, distance)
    order = merges[-1][0] + merges[-1][1] if merges else list(ids)
    height = {name: MARGIN + ROW * (n + 0.5) for n, name in enumerate(order)}
    at: dict[tuple[str, ...], tuple[float, float]] = {
        (name,): (0.0, height[name]) for name in order
    }
    lines = []
    for first, second, gap in merges:
        (x1, y1), (x2, y2) = at[tuple(first)], at[tuple(second)]
        lines.append(_draw_join(x1, y1, x2, y2, gap))
        at[tuple(first + second)] = gap, (y1 + y2) / 2
    texts = [
        f'<text x="{MARGIN + TREE + 8}" y="{height[name] + 4:.1f}">{escape(name)}</text>'
        for name in order
    ]
    bottom = MARGIN + ROW * len(order)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * MARGIN + TREE + LABEL} {bottom + 40}"'
        ' font-family="sans-serif" font-size="13" role="img">'
        f"<title>Papers by {escape(measure)}, average linkage</title>"
        f'<g fill="none" stroke="#333" stroke-width="1.5">{"".join(lines)}</g>{"".join(texts)}'
        f"{_draw_scale(bottom, measure)}</svg>\n"
    )


def _place(gap: float) -> float:
    """Return where a distance from 0 to 1 is drawn, 0 at the labels."""
    return MARGIN + TREE * (1 - gap)


def _draw_join(x1: float, y1: float, x2: float, y2: float, gap: float) -> str:
    """Return the bracket that joins two groups."""
    x = _place(gap)
    return f'<path d="M{_place(x1):.1f} {y1:.1f}H{x:.1f}V{y2:.1f}H{_place(x2):.1f}"/>'


def _draw_scale(bottom: float, measure: str) -> str:
    """Return the scale of likeness below the tree."""
    ticks = "".join(
        f'<text x="{_place(1 - value):.1f}" y="{bottom + 18}" text-anchor="middle" font-size="11">{value:g}</text>'
        for value in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    return f'{ticks}<text x="{MARGIN + TREE / 2}" y="{bottom + 34}" text-anchor="middle" font-size="11">{escape(measure)}</text>'
