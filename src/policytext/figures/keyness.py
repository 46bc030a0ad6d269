"""Keywords of two sides as bars: to the right what the target says more, to the left what it says less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policytext.figures.drawing import (
    BLUE,
    FAINT,
    INK,
    SOFT,
    VERMILION,
    Box,
    Drawing,
    Label,
    Shape,
    Stroke,
    choose_ticks,
    head,
    name_item,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

N_BARS = 20
"""Bars of each sign."""

ROW = 18.0
WIDTH = 680.0


def draw_keyness(rows: Sequence[dict[str, Any]], measure: str, sides: tuple[str, str]) -> Drawing:
    """Draw rows of `keyness`, the first 20 of each sign, as bars of the measure.

    Beside each bar stand the item and its counts, target : reference.
    """
    column = {"fisher": "g2"}.get(measure, measure.replace("-", "_"))
    more = [r for r in rows if r["sign"] == "positive" and r[column] is not None][:N_BARS]
    less = [r for r in rows if r["sign"] == "negative" and r[column] is not None][:N_BARS]
    about = (
        f"{_name(measure)} of what {sides[0]} says more often (right, blue) and less often (left, "
        f"vermilion) than {sides[1]}; counts are {sides[0]} : reference."
    )
    shapes, top = head(f"Keyness: {sides[0]}", about, WIDTH)
    longest = max((abs(float(row[column])) for row in (*more, *less)), default=1.0) or 1.0
    middle, reach = WIDTH / 2, WIDTH / 2 - 150
    bottom = top + ROW * (len(more) + len(less)) + 8
    for tick in choose_ticks(0, longest, 3):
        for side in (1, -1):
            x = middle + side * reach * tick / longest
            shapes += [
                Stroke(x, top, x, bottom, FAINT),
                Label(x, bottom + 15, f"{tick:g}", "middle", SOFT, 10.5),
            ]
    for at, row in enumerate([*more, *less]):
        shapes += _draw_bar(row, abs(float(row[column])) / longest, middle, reach, top + ROW * at)
    shapes.append(Stroke(middle, top, middle, bottom, INK))
    shapes.append(Label(middle, bottom + 31, _name(measure), "middle", SOFT, 10.5))
    return Drawing(WIDTH, bottom + 38, f"Keyness: {sides[0]}", about, tuple(shapes))


def _draw_bar(
    row: dict[str, Any], share: float, middle: float, reach: float, y: float
) -> list[Shape]:
    """Return the bar of one item, its name on the other side of the middle, its counts at the end."""
    side = 1 if row["sign"] == "positive" else -1
    color = BLUE if side > 0 else VERMILION
    length = max(1.0, reach * share)
    name = shorten(name_item(row), middle - 24)
    counts = f"{row['n_t']} : {row['n_r']}"
    bar = Box(
        middle if side > 0 else middle - length, y + 3, length, ROW - 6, color, f"{name}, {counts}"
    )
    at_end = middle + side * (length + 5)
    anchor, other = ("start", "end") if side > 0 else ("end", "start")
    return [
        bar,
        Label(middle - side * 7, y + 13, name, other),  # type: ignore[arg-type]
        Label(at_end, y + 13, counts, anchor, SOFT, 10.5),  # type: ignore[arg-type]
    ]


def _name(measure: str) -> str:
    """Return a measure as a caption names it."""
    names = {
        "g2": "Log-likelihood G2", "g2-rayson": "Log-likelihood G2 (two cells)",
        "g2-williams": "Log-likelihood G2 (Williams)", "chi2": "Chi-squared",
        "chi2-yates": "Chi-squared (Yates)", "fisher": "Log-likelihood G2", "log_ratio": "Log ratio",
        "difference": "%DIFF", "odds_ratio": "Odds ratio",
    }  # fmt: skip
    return names.get(measure, measure)
