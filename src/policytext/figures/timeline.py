"""Themes over the years: a panel for each, the rate per 10,000 words as a line, a dot for every year."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from policytext.figures.drawing import (
    BLUE,
    SOFT,
    VERMILION,
    Dot,
    Drawing,
    Label,
    Shape,
    Stroke,
    head,
    name_item,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

PANEL, WIDTH, NAME = 54.0, 720.0, 240.0


def draw_timeline(rows: Sequence[dict[str, Any]], by: str = "year") -> Drawing:
    """Draw rows of `compare --by year`, an item a panel, all on one scale of years.

    A hollow place is a year whose papers never say it; spikes are vermilion.
    Years are as far apart as they are in the calendar.
    """
    items = list(dict.fromkeys((row["lang"], row["term"]) for row in rows))
    years = sorted({int(row["group"]) for row in rows if str(row["group"]).isdecimal()})
    title = f"Themes by {by}"
    about = (
        "Rate per 10,000 words in the papers of each year; the number is the count. Vermilion marks a "
        "spike: a specificity of at least 2 and 3 mentions. Years without papers have no dot."
    )
    shapes, top = head(title, about, WIDTH)
    reach = WIDTH - NAME - 20
    span = max(1, years[-1] - years[0]) if years else 1
    place = {year: NAME + 10 + reach * (year - years[0]) / span for year in years}
    many = len({lang for lang, _ in items}) > 1
    for at, item in enumerate(items):
        line = [r for r in rows if (r["lang"], r["term"]) == item and str(r["group"]).isdecimal()]
        name = name_item(line[0]) + (f" ({item[0]})" if many else "") if line else ""
        _draw_panel(shapes, line, name, place, top + PANEL * at)
    bottom = top + PANEL * len(items)
    shown = years if len(years) <= 12 else years[:: len(years) // 10 + 1]
    shapes += [Label(place[year], bottom + 16, str(year), "middle", SOFT, 10.5) for year in shown]
    return Drawing(WIDTH, bottom + 24, title, about, tuple(shapes))


def _draw_panel(
    shapes: list[Shape],
    line: Sequence[dict[str, Any]],
    name: str,
    place: dict[int, float],
    y: float,
) -> None:
    """Add the panel of one item."""
    base, room = y + PANEL - 10, PANEL - 26
    highest = max((row["per10k"] or 0.0 for row in line), default=0.0) or 1.0
    shapes.append(Label(NAME - 8, base, shorten(name, NAME - 10), "end"))
    shapes.append(Stroke(NAME, base, WIDTH, base))
    dots = [
        (place[int(row["group"])], base - room * (row["per10k"] or 0) / highest, row)
        for row in sorted(line, key=lambda row: int(row["group"]))
    ]
    for (x1, y1, _), (x2, y2, _) in pairwise(dots):
        shapes.append(Stroke(x1, y1, x2, y2, BLUE, 1.3))
    for x, height, row in dots:
        spike = "spike" in str(row.get("event", ""))
        about = f"{name}, {row['group']}: {row['n']}"
        if row["n"]:
            shapes.append(Dot(x, height, 3.2, VERMILION if spike else BLUE, about))
            shapes.append(Label(x, height - 6, str(row["n"]), "middle", SOFT, 10))
        else:
            shapes += [Dot(x, height, 2.4, SOFT, about), Dot(x, height, 1.5, "#ffffff")]
