"""Paint a drawing as PNG with matplotlib, in fonts of the system that have its letters.

The only module that imports matplotlib, the extra `figures`. Nothing of the
day or the machine goes into the file but the font itself.
"""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from policytext.errors import BadQuery, MissingExtra, MissingFont
from policytext.figures.drawing import Box, Dot, Drawing, Label, Shape, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PER_INCH = 96
"""Pixels of a drawing to the inch."""

DOTS = 300
"""Dots to the inch of a PNG: what journals ask for."""

MARGIN = 12

LONGEST, LARGEST = 2**16 - 1, 100_000_000
"""Dots of a side, which older matplotlib can paint, and of a sheet: 400 MB of memory."""

PREFERRED = (
    "Noto Sans CJK", "Source Han Sans", "PingFang", "Hiragino Sans GB", "Microsoft YaHei", "SimHei",
    "WenQuanYi", "Noto Serif CJK", "Source Han Serif", "Songti", "SimSun", "Droid Sans Fallback",
)  # fmt: skip
"""Fonts with Chinese characters, the better legible first; any other that has the letters will do."""

LATIN = "DejaVu Sans"
"""The font of Latin letters, which comes with matplotlib."""

UNASSIGNED = 0x50000
"""A code point that no character has, nor will soon: what has a picture of it has a picture of anything."""

ADVICE = (
    "Install one, for example Noto Sans CJK ('apt install fonts-noto-cjk', 'dnf install google-noto-sans-cjk-fonts', "
    "'brew install --cask font-noto-sans-cjk-sc'). An .svg needs none: it takes the font of whoever opens it."
)


def can_paint() -> bool:
    """Tell whether matplotlib is installed."""
    from importlib.util import find_spec

    return find_spec("matplotlib") is not None


@contextmanager
def _without_remarks() -> Iterator[None]:
    """Keep from the terminal which weights a font lacks: matplotlib takes the nearest, and that will do."""
    log = logging.getLogger("matplotlib.font_manager")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


@_without_remarks()
def render_png(drawing: Drawing) -> bytes:
    """Return a drawing as PNG, 300 dots to the inch.

    Raises `MissingExtra` without matplotlib, `MissingFont` where no font of
    the system has the Chinese characters in it, and `BadQuery` where the sheet
    is too large to be painted.
    """
    if not can_paint():
        raise MissingExtra(
            "PNG figures are painted by matplotlib, which is not installed. "
            "Install policytext[figures], or write .svg, which needs nothing."
        )
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN
    _check_size(width, height)
    families = _choose_families(drawing)
    with mpl.rc_context({"font.family": families, "path.simplify": False}):
        figure = Figure(figsize=(width / PER_INCH, height / PER_INCH), dpi=DOTS)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(-MARGIN, width - MARGIN)
        axes.set_ylim(height - MARGIN, -MARGIN)
        axes.axis("off")
        for order, shape in enumerate(drawing.shapes):
            _paint(axes, shape, order + 1)
        out = io.BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None, "Title": drawing.title})
    return out.getvalue()


def _check_size(width: float, height: float) -> None:
    """Raise `BadQuery` for a sheet with more dots than can be painted."""
    across, down = (round(side / PER_INCH * DOTS) for side in (width, height))
    if max(across, down) > LONGEST or across * down > LARGEST:
        raise BadQuery(
            f"The figure is too large for a PNG: {across:,} by {down:,} dots. "
            "Write .svg, or draw less of it, for example with --where or --top."
        )


def _paint(axes: Any, shape: Shape, order: int) -> None:  # noqa: ANN401 - matplotlib's own class
    """Put one shape on the axes, over those before it."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Rectangle

    to_points = 72 / PER_INCH
    if isinstance(shape, Box):
        axes.add_patch(
            Rectangle((shape.x, shape.y), shape.width, shape.height, color=shape.fill, lw=0, zorder=order)
        )  # fmt: skip
    elif isinstance(shape, Dot):
        axes.add_patch(
            Circle((shape.x, shape.y), shape.radius, color=shape.fill, lw=0, zorder=order)
        )
    elif isinstance(shape, Stroke):
        style = (0, (shape.dash, shape.dash)) if shape.dash else "-"
        axes.add_line(
            Line2D([shape.x1, shape.x2], [shape.y1, shape.y2], color=shape.color,
                   lw=shape.width * to_points, ls=style, zorder=order, solid_capstyle="butt")
        )  # fmt: skip
    else:
        _write(axes, shape, order)


def _write(axes: Any, label: Label, order: int) -> None:  # noqa: ANN401
    """Put one line of text on the axes."""
    places = {"start": "left", "middle": "center", "end": "right"}
    axes.text(
        label.x,
        label.y,
        label.text.replace("$", r"\$"),
        color=label.color,
        fontsize=label.size * 72 / PER_INCH,
        fontweight="bold" if label.bold else "normal",
        ha=places[label.anchor],
        va="baseline",
        rotation=-label.turned,
        rotation_mode="anchor",
        zorder=order,
    )


def _choose_families(drawing: Drawing) -> list[str]:
    """Return the fonts to write in: one for Latin letters, and one that has all others, where needed."""
    text = "".join(shape.text for shape in drawing.shapes if isinstance(shape, Label))
    missing = sorted(set(map(ord, text)) - _list_letters(LATIN) - {32, 10})
    if not missing:
        return [LATIN]
    for family in _list_families():
        if _list_letters(family).issuperset(missing):
            return [LATIN, family]
    letters = "".join(map(chr, missing[:8])) + "…" * (len(missing) > 8)
    raise MissingFont(
        f"No font of this system has all the characters of the figure ({letters}). {ADVICE}"
    )


def _list_families() -> list[str]:
    """Return the fonts of the system, those known to have Chinese characters first."""
    from matplotlib.font_manager import fontManager

    names = {font.name for font in fontManager.ttflist}

    def rank(name: str) -> tuple[int, bool, str]:
        fits = (at for at, known in enumerate(PREFERRED) if name.startswith(known))
        return next(fits, len(PREFERRED)), not name.endswith("SC"), name

    return sorted(names, key=rank)


@cache
def _list_letters(family: str) -> frozenset[int]:
    """Return the characters a font has letters for.

    A font of last resort has none: it shows every character as a box, and
    matplotlib brings one along. Nor has a font that is no more where
    matplotlib once found it, or that cannot be read.
    """
    from matplotlib.font_manager import FontProperties, findfont, get_font

    try:
        # In a list, for a name by itself is read as a pattern, in which "-" and ":" are signs.
        font = get_font(findfont(FontProperties(family=[family])))
    except (OSError, RuntimeError):
        return frozenset()
    if font.get_char_index(UNASSIGNED):
        return frozenset()
    letters: Iterable[int] = font.get_charmap()
    return frozenset(letters)
