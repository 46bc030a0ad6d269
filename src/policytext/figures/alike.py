"""Papers by papers: a tree that joins the most alike first, and a cell for every two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.figures.drawing import (
    LINE,
    SOFT,
    Box,
    Drawing,
    Label,
    Stroke,
    choose_ticks,
    head,
    measure_text,
    shorten,
)
from policytext.figures.heat import choose_ink, shade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policytext.figures.drawing import Shape

    Merge = tuple[list[str], list[str], float]
    """Two groups that are joined, and how far apart they are, from 0 to 1."""

TREE, ROW, NAME = 170.0, 22.0, 230.0
WIDE, NARROW = 40.0, 16.0
FEW = 16
"""Papers up to which a cell is wide enough for its number."""

UNDEFINED = "#ffffff"


def draw_alike(
    order: Sequence[str],
    merges: Sequence[Merge],
    values: Mapping[tuple[str, str], float],
    measure: str,
    note: str = "",
) -> Drawing:
    """Draw how alike papers are, a line and a column for each in the order of the tree.

    `values` are by two ids in alphabetical order, from 0 to 1; two papers that
    cannot be compared have none. `note` is said below the title, too.
    """
    cell = WIDE if len(order) <= FEW else NARROW
    width = max(480.0, TREE + cell * len(order) + NAME)
    about = (
        f"Left: papers joined by average linkage over 1 − {measure} (Sokal and Michener 1958), the farther left "
        "the less alike. Right: a cell for every two, the darker the more alike; – where they cannot be compared."
    )
    about = f"{about} {note}".strip()
    shapes, top = head(f"Papers alike by {measure}", about, width)
    top += 16
    middle = {name: top + ROW * (line + 0.5) for line, name in enumerate(order)}
    shapes += _draw_tree(merges, middle)
    highest = max(values.values(), default=0.0) or 1.0
    for line, name in enumerate(order):
        x = TREE + cell * line
        shapes.append(Label(x + cell / 2, top - 4, str(line + 1), "middle", SOFT, 10))
        for column, other in enumerate(order):
            value = values.get((min(name, other), max(name, other)))
            if name != other:
                at = TREE + cell * column, middle[name] - ROW / 2
                shapes += _draw_cell(f"{name}, {other}", value, highest, at, cell)
        right = TREE + cell * len(order) + 8
        text = shorten(f"{line + 1} {name}", width - right)
        shapes.append(Label(right, middle[name] + 4, text))
    bottom = top + ROW * len(order)
    shapes += _draw_scale(bottom, measure)
    return Drawing(width, bottom + 40, f"Papers alike by {measure}", about, tuple(shapes))


def _place(gap: float) -> float:
    """Return where a distance is drawn: 0 at the cells, 1 at the left edge."""
    return (TREE - 10) * (1 - min(gap, 1.0))


def _draw_tree(merges: Sequence[Merge], middle: Mapping[str, float]) -> list[Shape]:
    """Return the brackets that join groups of papers."""
    at: dict[tuple[str, ...], tuple[float, float]] = {
        (name,): (0.0, y) for name, y in middle.items()
    }
    strokes: list[Shape] = []
    for first, second, gap in merges:
        (gap1, y1), (gap2, y2) = at[tuple(first)], at[tuple(second)]
        x = _place(gap)
        strokes += [
            Stroke(_place(gap1), y1, x, y1, "#333333", 1.5),
            Stroke(x, y1, x, y2, "#333333", 1.5),
            Stroke(x, y2, _place(gap2), y2, "#333333", 1.5),
        ]
        at[tuple(first + second)] = gap, (y1 + y2) / 2
    return strokes


def _draw_cell(
    names: str, value: float | None, highest: float, at: tuple[float, float], width: float
) -> list[Shape]:
    """Return the cell of two papers, with its number where there is room."""
    x, y = at
    fill = UNDEFINED if value is None else shade(value / highest)
    text = "–" if value is None else f"{value:.2f}".removeprefix("0")
    shapes: list[Shape] = [
        Box(x + 1, y + 1, width - 2, ROW - 2, fill, f"{names}: {'–' if value is None else value}")
    ]
    if measure_text(text, 11) < width or value is None:
        shapes.append(Label(x + width / 2, y + 15, text, "middle", choose_ink(fill), 11))
    return shapes


def _draw_scale(bottom: float, measure: str) -> list[Shape]:
    """Return the scale of likeness below the tree."""
    shapes: list[Shape] = [Stroke(0, bottom + 4, TREE - 10, bottom + 4, LINE)]
    for tick in choose_ticks(0, 1, 4):
        x = _place(1 - tick)
        shapes.append(Stroke(x, bottom + 4, x, bottom + 8, LINE))
        shapes.append(Label(x, bottom + 19, f"{tick:g}", "middle", SOFT, 10))
    return [*shapes, Label(0, bottom + 34, measure, color=SOFT, size=10)]
