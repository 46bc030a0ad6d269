"""Draw what tables hold: keyness, dispersion, heat map, time line, papers alike; as SVG or PNG.

A figure is laid out once, as shapes (`drawing`), and then written as SVG, whose
text stays text, or painted as PNG by matplotlib (the extra `figures`) with a
font of the system that has the letters. Colours are those of Okabe and Ito
(2008), told apart by the colour-blind and, by lightness, in grey print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.errors import BadQuery, UnwritableFolder
from policytext.figures.alike import draw_alike
from policytext.figures.dispersion import draw_dispersion
from policytext.figures.drawing import Drawing, render_svg
from policytext.figures.heat import draw_heat
from policytext.figures.keyness import draw_keyness
from policytext.figures.timeline import draw_timeline

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Drawing",
    "draw_alike",
    "draw_dispersion",
    "draw_heat",
    "draw_keyness",
    "draw_timeline",
    "render_svg",
    "save_figure",
]


def save_figure(drawing: Drawing, path: Path) -> None:
    """Write a figure as the ending of its name says: .svg or .png.

    Raises `BadQuery` for another ending and for a PNG too large to be painted,
    `MissingExtra` or `MissingFont` where it cannot be painted here, and
    `UnwritableFolder` where the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in (".svg", ".png"):
        raise BadQuery(f"{path}: a figure ends in .svg or .png.")
    if ending == ".svg":
        data = render_svg(drawing).encode()
    else:
        from policytext.figures.raster import render_png

        data = render_png(drawing)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UnwritableFolder(f"{path}: cannot be written ({error.strerror}).") from error
