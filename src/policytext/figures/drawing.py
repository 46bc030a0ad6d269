"""A drawing as shapes on a sheet, and the SVG of it.

Lengths are CSS pixels, 96 to the inch, from the upper left corner. A drawing
says the same in SVG and PNG, for both are made of the same shapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape, quoteattr

from policytext.tables import display_width, fold_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INK = "#1a1a1a"
SOFT = "#5c5c5c"
LINE = "#d0d0d0"
FAINT = "#ededed"
BLUE = "#0072b2"
VERMILION = "#d55e00"
PALETTE = (BLUE, "#e69f00", "#009e73", VERMILION, "#cc79a7", "#56b4e9", "#000000", "#8a7a00")
"""Okabe and Ito (2008), "Color Universal Design": told apart by people with any kind of colour vision."""

FAMILIES = (
    "Noto Sans", "Helvetica Neue", "Arial", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC",
    "Microsoft YaHei", "sans-serif",
)  # fmt: skip
"""Fonts of the SVG, the first that is there."""

SIZE = 12.0
"""The size of text: 9 points, legible in a printed column."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML may hold them


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `about` is said when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; dashed where `dash` is a length."""

    x1: float
    y1: float
    x2: float
    y2: float
    color: str = LINE
    width: float = 1.0
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle; `about` is said when it is pointed at."""

    x: float
    y: float
    radius: float
    fill: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text whose baseline is at `y`, and which starts, has its middle or ends at `x`.

    `turned` degrees clockwise about that point.
    """

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"] = "start"
    color: str = INK
    size: float = SIZE
    bold: bool = False
    turned: float = 0.0


Shape = Box | Stroke | Dot | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet with a title, a sentence that says what is seen, and shapes, the first undermost."""

    width: float
    height: float
    title: str
    about: str
    shapes: tuple[Shape, ...]


def measure_text(text: str, size: float = SIZE) -> float:
    """Return about how wide a line of text is: half its size a letter, all of it a Chinese character.

    >>> measure_text("two 覆盖", 10)
    44.8
    """
    return round(display_width(text) * size * 0.56, 3)


def shorten(text: str, width: float, size: float = SIZE) -> str:
    """Return a text cut to fit a width, with `…` where something is left out.

    >>> shorten("mass organization reform", 80)
    'mass organ…'
    """
    if measure_text(text, size) <= width:
        return text
    while text and measure_text(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def name_item(row: Mapping[str, Any]) -> str:
    """Return what a row is about, in English and Chinese where it is a theme.

    >>> name_item({"term": "dangjian", "label": "party building", "zh": "党建"})
    'party building 党建'
    """
    names = [row.get("label") or row["term"], row.get("zh")]
    return " ".join(dict.fromkeys(str(name) for name in names if name))


def head(title: str, about: str, width: float) -> tuple[list[Shape], float]:
    """Return a title with the sentence under it, and where the figure itself may begin."""
    shapes: list[Shape] = [Label(0, 16, shorten(title, width, 15), size=15, bold=True)]
    y = 16.0
    for line in fold_text(about, width, 11):
        y += 16
        shapes.append(Label(0, y, line, color=SOFT, size=11))
    return shapes, y + 14


def fold_text(text: str, width: float, size: float = SIZE) -> list[str]:
    """Return a text in lines that fit a width."""
    return fold_cell(text, max(1, int(width / (size * 0.56))))


def render_svg(drawing: Drawing) -> str:
    """Return a drawing as SVG: one file, its text selectable, the same bytes every time."""
    margin = 12
    width, height = drawing.width + 2 * margin, drawing.height + 2 * margin
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}"'
            f' viewBox="{-margin} {-margin} {_n(width)} {_n(height)}" role="img"'
            f' font-family={quoteattr(", ".join(FAMILIES))} font-size="{_n(SIZE)}">'
        ),
        f"<title>{_clean(drawing.title)}</title>",
        f"<desc>{_clean(drawing.about)}</desc>",
        f'<rect x="{-margin}" y="{-margin}" width="{_n(width)}" height="{_n(height)}" fill="#fff"/>',
        *map(_to_svg, drawing.shapes),
        "</svg>",
        "",
    ]
    return "\n".join(lines)


def _to_svg(shape: Shape) -> str:
    """Return one shape."""
    if isinstance(shape, Stroke):
        dash = f' stroke-dasharray="{_n(shape.dash)}"' if shape.dash else ""
        return (
            f'<line x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
            f' stroke="{shape.color}" stroke-width="{_n(shape.width)}"{dash}/>'
        )
    if isinstance(shape, Label):
        turn = (
            f' transform="rotate({_n(shape.turned)} {_n(shape.x)} {_n(shape.y)})"'
            if shape.turned
            else ""
        )
        bold = ' font-weight="600"' if shape.bold else ""
        return (
            f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" fill="{shape.color}" font-size="{_n(shape.size)}"'
            f' text-anchor="{shape.anchor}"{bold}{turn}>{_clean(shape.text)}</text>'
        )
    about = f"<title>{_clean(shape.about)}</title>" if shape.about else ""
    if isinstance(shape, Dot):
        return f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}" fill="{shape.fill}">{about}</circle>'
    return (
        f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
        f' fill="{shape.fill}">{about}</rect>'
    )


def _clean(text: str) -> str:
    """Return a text as XML may hold it."""
    return escape(_CONTROL.sub("", text))


def _n(value: float) -> str:
    """Return a length with at most two places.

    >>> _n(12.0), _n(0.333)
    ('12', '0.33')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def choose_ticks(low: float, high: float, n: int = 5) -> Sequence[float]:
    """Return about `n` round numbers from `low` to `high`.

    >>> choose_ticks(0, 23), choose_ticks(-7, 7)
    ([0, 5, 10, 15, 20], [-6, -4, -2, 0, 2, 4, 6])
    """
    from math import ceil, floor, log10

    span = (high - low) or 1
    rough = span / n
    power = 10 ** floor(log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough * 0.7)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    ticks = [round(at * step, 10) for at in range(first, last + 1)]
    return [int(tick) if tick == int(tick) else tick for tick in ticks]
