"""Where in each paper themes fall: a strip for every theme and paper, a stroke for every mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policytext.figures.drawing import (
    BLUE,
    SOFT,
    Box,
    Drawing,
    Label,
    Shape,
    Stroke,
    choose_ticks,
    head,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STRIP = 16.0
WIDTH = 680.0
NAME = 230.0
PAPER = "#f3f1ec"


def draw_dispersion(
    rows: Sequence[dict[str, Any]], labels: Mapping[str, str], n_papers: int = 0, note: str = ""
) -> Drawing:
    """Draw rows of `spread`: papers one under another, in each a strip for every theme.

    Strips are as long as the papers are, in words; a stroke is a mention. Where
    the rows have not all papers, `n_papers` is how many there are, and `note`,
    said below the title, too, which are drawn.
    """
    themes = list(dict.fromkeys(row["theme"] for row in rows))
    papers = list(dict.fromkeys(row["doc_id"] for row in rows))
    by = {(row["theme"], row["doc_id"]): row for row in rows}
    title = _say_title(themes, labels)
    about = (
        "Each strip is a paper as long as its counted words, each stroke a mention; the number is how many. "
        "Range is the papers that mention it, DP (Gries 2008) how unevenly: 0 as even as can be."
    )
    about = f"{about} {note}".strip()
    shapes, y = head(title, about, WIDTH)
    longest = max((row["tokens"] for row in rows), default=1) or 1
    reach = WIDTH - NAME - 40
    top = y
    for theme in themes if len(themes) == 1 else [None]:
        if theme is not None:
            y = _draw_group(shapes, y, _describe(by[theme, papers[0]], n_papers or len(papers)), [(theme, p, p) for p in papers],
                            by, (longest, reach))  # fmt: skip
    if len(themes) != 1:
        for paper in papers:
            strips = [(t, paper, labels.get(t, t)) for t in themes]
            y = _draw_group(shapes, y, paper, strips, by, (longest, reach))
    for tick in choose_ticks(0, longest, 5):
        x = NAME + reach * tick / longest
        shapes.append(Stroke(x, top + 18, x, y, "#bbbbbb", 0.5, 2))
        shapes.append(Label(x, y + 14, f"{tick:,}", "middle", SOFT, 10.5))
    shapes.append(
        Label(NAME + reach / 2, y + 30, "words from the paper's first", "middle", SOFT, 10.5)
    )
    return Drawing(WIDTH, y + 38, title, about, tuple(shapes))


def _draw_group(
    shapes: list[Shape],
    y: float,
    heading: str,
    strips: Sequence[tuple[str, str, str]],
    by: Mapping[tuple[str, str], dict[str, Any]],
    scale: tuple[int, float],
) -> float:
    """Add strips under a heading, and return where the next group begins."""
    longest, reach = scale
    shapes.append(Label(0, y + 12, shorten(heading, WIDTH), bold=True))
    y += 18
    for theme, paper, name in strips:
        row = by[theme, paper]
        length = reach * row["tokens"] / longest
        shapes.append(Label(NAME - 8, y + 12, shorten(name, NAME - 10), "end"))
        shapes.append(Box(NAME, y + 2, length, STRIP - 4, PAPER, f"{name}: {row['n']}"))
        for place in row["places"]:
            x = NAME + reach * place / longest
            shapes.append(Stroke(x, y + 2, x, y + STRIP - 2, BLUE, 1.1))
        shapes.append(Label(NAME + length + 6, y + 12, str(row["n"]), color=SOFT, size=10.5))
        y += STRIP
    return y + 8


def _say_title(themes: Sequence[str], labels: Mapping[str, str]) -> str:
    """Return what the figure is called."""
    if len(themes) == 1:
        return f"Where the papers speak of {labels.get(themes[0], themes[0])}"
    return f"Where the papers speak of {len(themes)} themes"


def _describe(row: dict[str, Any], n_papers: int) -> str:
    """Return the range and DP of a theme."""
    dp = "" if row["dp"] is None else f", DP {row['dp']:.2f}"
    return f"Range {row['docs']} of {n_papers} papers{dp}"
