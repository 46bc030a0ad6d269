"""Items by groups as a map of cells: the darker, the higher the rate; the count stands in the cell."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from policytext.contingency import STANDS_OUT
from policytext.figures.drawing import (
    SOFT,
    Box,
    Drawing,
    Label,
    head,
    measure_text,
    name_item,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL, ROW, NAME = 74.0, 20.0, 300.0
LIGHT, DARK = (255, 255, 255), (8, 48, 107)
LIGHT_INK, DARK_INK = "#ffffff", "#000000"
EVEN = 0.179  # the luminance on which black and white are read equally well (WCAG 2)


def draw_heat(rows: Sequence[dict[str, Any]], by: str, note: str = "") -> Drawing:
    """Draw rows of `compare`: an item a line, a group a column.

    Colour goes by the square root of the rate per 10,000 words, one hue from
    light to dark; cells that stand out (specificity beyond 2) are
    marked + or −. `note` is said below the title, too.
    """
    items = list(dict.fromkeys((row["lang"], row["term"]) for row in rows))
    groups = list(dict.fromkeys(row["group"] for row in rows))
    cells = {(row["lang"], row["term"], row["group"]): row for row in rows}
    labels = {(row["lang"], row["term"]): name_item(row) for row in rows}
    heads = {row["group"]: str(row.get("group_label") or row["group"]) for row in rows}
    many = len({lang for lang, _ in items}) > 1
    width = max(480.0, NAME + CELL * len(groups))
    about = (
        "Each cell has the count; its colour is the rate per 10,000 words, the darker the higher. "
        "+ and − mark counts above and below what equal rates would give (specificity beyond 2, Lafon 1980)."
    )
    about = f"{about} {note}".strip()
    shapes, top = head(f"Themes by {by}", about, width)
    slanted = max((measure_text(group, 11) for group in heads.values()), default=0) > CELL - 6
    top += (
        min(170.0, max(measure_text(g, 11) for g in heads.values()) * 0.62 + 14) if slanted else 18
    )
    for at, group in enumerate(groups):
        x = NAME + CELL * (at + 0.5)
        if slanted:
            shapes.append(
                Label(x - 12, top - 6, shorten(heads[group], 250, 11), size=11, turned=-38)
            )
        else:
            shapes.append(Label(x, top - 6, heads[group], "middle", size=11))
    highest = max((row["per10k"] or 0.0 for row in rows), default=0.0) or 1.0
    for line, item in enumerate(items):
        y = top + ROW * line
        name = labels[item] + (f" ({item[0]})" if many else "")
        shapes.append(Label(NAME - 8, y + 14, shorten(name, NAME - 10), "end"))
        for at, group in enumerate(groups):
            if row := cells.get((*item, group)):
                shapes += _draw_cell(row, sqrt((row["per10k"] or 0) / highest), NAME + CELL * at, y)
    bottom = top + ROW * len(items)
    shapes.append(
        Label(NAME, bottom + 18, f"highest: {highest:.1f} per 10,000 words", color=SOFT, size=10.5)
    )
    return Drawing(
        width + (120 if slanted else 0), bottom + 26, f"Themes by {by}", about, tuple(shapes)
    )


def _draw_cell(row: dict[str, Any], heat: float, x: float, y: float) -> list[Box | Label]:
    """Return a cell with its count."""
    fill = shade(heat)
    specificity = row["specificity"] or 0.0
    mark = "" if abs(specificity) < STANDS_OUT else " +" if specificity > 0 else " −"
    rate = "" if row["per10k"] is None else f", {row['per10k']:.1f} per 10,000"
    about = f"{name_item(row)}, {row['group']}: {row['n']}{rate}"
    text = f"{row['n']}{mark}" if row["n"] else ("·" + mark)
    return [
        Box(x + 1, y + 1, CELL - 2, ROW - 2, fill, about),
        Label(x + CELL / 2, y + 14, text, "middle", choose_ink(fill), 11),
    ]


def shade(heat: float) -> str:
    """Return the colour of a cell, from 0, white, to 1, dark.

    >>> shade(0), shade(1)
    ('#ffffff', '#08306b')
    """
    parts = (round(a + (b - a) * heat) for a, b in zip(LIGHT, DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def choose_ink(fill: str) -> str:
    """Return the colour, black or white, in which text is read best on another."""
    return DARK_INK if _measure_light(fill) > EVEN else LIGHT_INK


def _measure_light(color: str) -> float:
    """Return the relative luminance of a colour, from 0, black, to 1, white, as WCAG 2 defines it.

    >>> _measure_light("#ffffff"), _measure_light("#000000")
    (1.0, 0.0)
    """
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue, 6)
