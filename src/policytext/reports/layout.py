"""Give every concept of the graph a place on a sheet, with room about it for its name.

Only the backbone pulls: the strongest pairs of each concept. A graph of passages
is so dense that with every pair pulling all concepts fall into one heap.
Concepts push one another away, the more pairs they have the harder, so that
hubs stand apart and what belongs together stands together (Jacomy et al. 2014,
"ForceAtlas2"). Then the places are spread over the sheet, and boxes that would
cover one another are moved apart.

Only sums, products and square roots are taken, always in one order, so the
places are the same on every machine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

WIDTH, HEIGHT = 1200, 840
"""The sheet, in the units of every place on it; the page fits it into its window."""

BACKBONE = 3
"""How many of its strongest pairs every concept pulls with."""

N_LARGEST, N_LARGE = 8, 40
"""How many of the first names are set in the largest letters, and in larger ones than the rest."""

_ROUNDS = 200
_PUSH_ROUNDS = 240
_PUSH_STEP = 6.0  # how far a box moves in a round at most, on either axis
_LOOK_ROUNDS = 6  # after so many rounds it is looked anew which boxes are near
_MARGIN = 40.0
_BY_RANK = 0.35
# Letters keep their size while the sheet is fitted into a window, mostly to about three quarters.
_LINE = 21.0  # of a label, with the room below it
_LETTER = 8.6  # the mean width of a small Latin letter at that size


@dataclass(frozen=True, slots=True)
class Spot:
    """What is to be placed: where it begins (0 to 1), its size, and the lines of its name."""

    x: float
    y: float
    radius: float
    label: tuple[str, ...]


Link = tuple[int, int, float]
"""Two places in a list, and how strongly they belong together (above 0)."""


def choose_backbone(links: Sequence[Link], top: int = BACKBONE) -> list[Link]:
    """Return the links that are among the `top` strongest of either end, strongest first.

    >>> choose_backbone([(0, 1, 5.0), (0, 2, 4.0), (0, 3, 3.0), (2, 3, 9.0), (1, 2, 1.0)], top=1)
    [(2, 3, 9.0), (0, 1, 5.0)]
    """
    n_chosen: dict[int, int] = defaultdict(int)
    chosen: list[Link] = []
    for link in sorted(links, key=lambda link: (-link[2], link[:2])):
        a, b, _ = link
        if min(n_chosen[a], n_chosen[b]) < top:
            chosen.append(link)
        n_chosen[a] += 1
        n_chosen[b] += 1
    return chosen


def place_spots(spots: Sequence[Spot], links: Sequence[Link]) -> list[tuple[float, float]]:
    """Return where the centre of each spot goes, in units of the sheet, rounded to tenths.

    `links` number the spots from 0. The same spots and links give the same places.
    """
    import numpy as np

    if not spots:
        return []
    start = np.array([[spot.x, spot.y] for spot in spots], dtype=np.float64) - 0.5
    settled = _settle(_part(start), choose_backbone(links))
    xs = _spread([float(x) for x in settled[:, 0]], WIDTH)
    ys = _spread([float(y) for y in settled[:, 1]], HEIGHT)
    placed = _push_apart(np.array([xs, ys]).T.copy(), _size_boxes(spots))
    return [(round(float(x), 1), round(float(y), 1)) for x, y in placed]


def _part(places: Floats) -> Floats:
    """Return places no two of which are one, each moved a little along a spiral of its own."""
    import numpy as np

    n = np.arange(len(places), dtype=np.float64)
    shift = np.stack([(n * 37 % 101) / 101 - 0.5, (n * 61 % 103) / 103 - 0.5], axis=1)
    parted: Floats = places + shift * 0.02
    return parted


def _settle(places: Floats, links: Sequence[Link]) -> Floats:
    """Return the places after the links have pulled and everything has pushed."""
    import numpy as np

    n = len(places)
    pull = np.zeros((n, n), dtype=np.float32)
    for a, b, weight in links:
        pull[a, b] = pull[b, a] = sqrt(weight)
    mass = (1 + (pull > 0).sum(axis=0)).astype(np.float32)
    pull /= np.sqrt(mass[:, None] * mass[None, :])  # a hub's many pairs do not swallow their ends
    push = np.float32(0.9 / n) * mass[:, None] * mass[None, :]
    at = (places * sqrt(n)).astype(np.float32)
    dx, dy, force, work = (np.empty((n, n), dtype=np.float32) for _ in range(4))
    for turn in range(_ROUNDS):
        step = np.float32(0.35 * sqrt(n) * (1 - turn / _ROUNDS) ** 2 + 0.01)
        np.subtract(at[:, None, 0], at[None, :, 0], out=dx)
        np.subtract(at[:, None, 1], at[None, :, 1], out=dy)
        np.multiply(dx, dx, out=force)
        np.multiply(dy, dy, out=work)
        force += work
        force += np.float32(0.01)
        np.divide(push, force, out=force)
        force -= pull
        # Sums run down the first axis, one row after another: the same on every processor.
        moves = [
            -np.multiply(force, away, out=work).sum(axis=0) - np.float32(0.06) * mass * at[:, axis]
            for axis, away in enumerate((dx, dy))
        ]
        length = np.sqrt(moves[0] * moves[0] + moves[1] * moves[1]) + np.float32(1e-9)
        reach = np.minimum(length / mass, step) / length
        at = at + np.stack([move * reach for move in moves], axis=1)
    settled: Floats = at.astype(np.float64)
    return settled


def _spread(values: list[float], size: int) -> list[float]:
    """Return values stretched over a side of the sheet, mostly by value, partly by rank.

    Forces crowd the middle and leave the rest of the sheet empty.
    """
    low, high = min(values), max(values)
    ordered = sorted(values)
    n = max(len(values) - 1, 1)
    room = size - 2 * _MARGIN
    return [
        _MARGIN
        + room
        * (
            (1 - _BY_RANK) * ((value - low) / (high - low) if high > low else 0.5)
            + _BY_RANK * (bisect_left(ordered, value) / n if len(values) > 1 else 0.5)
        )
        for value in values
    ]


def _size_boxes(spots: Sequence[Spot]) -> Floats:
    """Return how far every spot reaches to the left, up, to the right and down.

    The spots given first keep room for their names, which stand to the right;
    as many as fill a third of the sheet, for no sheet has room for every name.
    """
    import numpy as np

    room = WIDTH * HEIGHT / 3
    boxes: list[tuple[float, float, float, float]] = []
    for n, spot in enumerate(spots):
        large = 1.35 if n < N_LARGEST else 1.1 if n < N_LARGE else 1.0
        width = large * max((measure(line) for line in spot.label), default=0.0)
        reach = spot.radius + 3.0
        half = max(reach, large * _LINE * len(spot.label) / 2)
        room -= (width + 2 * reach) * 2 * half
        named = (reach, half, reach + 3 + width, half)
        boxes.append(named if room > 0 else (reach, reach, reach, reach))
    return np.array(boxes)


def measure(text: str) -> float:
    """Return about how wide a line of a label is: a Chinese letter takes two Latin ones.

    >>> measure("两个覆盖"), measure("two")
    (68.8, 25.8)
    """
    return round(_LETTER * sum(2 if ord(letter) > 0x2E7F else 1 for letter in text), 1)


def _push_apart(at: Floats, boxes: Floats) -> Floats:
    """Return the places with boxes that cover one another moved apart, as far as the sheet has room."""
    import numpy as np

    half = (boxes[:, :2] + boxes[:, 2:]) / 2
    beside = (boxes[:, 2:] - boxes[:, :2]) / 2  # from a spot to the middle of its box
    area = np.sqrt(half[:, 0] * half[:, 1])
    low, high = half + 4.0, np.maximum(np.array([WIDTH, HEIGHT]) - half - 4.0, half + 4.0)
    middle = at + beside
    for turn in range(_PUSH_ROUNDS):
        if turn % _LOOK_ROUNDS == 0:
            a, b = _find_near(middle, half)
        dx, dy = (middle[b] - middle[a]).T
        over_x, over_y = (half[a] + half[b] - np.abs(middle[b] - middle[a])).T
        over = (over_x > 0) & (over_y > 0)
        sideways = over & (over_x < over_y)
        apart = np.stack(
            [
                np.where(sideways, np.copysign(over_x, dx), 0.0),
                np.where(over & ~sideways, np.copysign(over_y, dy), 0.0),
            ]
        )
        # Of two boxes the larger stays where it is, or nearly.
        forward, back = (
            apart * (area[a] / (area[a] + area[b])),
            apart * (area[b] / (area[a] + area[b])),
        )
        moved = [
            np.bincount(b, forward[axis], len(at)) - np.bincount(a, back[axis], len(at))
            for axis in (0, 1)
        ]
        step = 0.5 * np.clip(np.stack(moved, axis=1), -2 * _PUSH_STEP, 2 * _PUSH_STEP)
        middle = np.clip(middle + step, low, high)
    placed: Floats = middle - beside
    return placed


def _find_near(middle: Floats, half: Floats) -> tuple[Places, Places]:
    """Return the numbers of every two boxes that may come to cover one another before they are looked at again."""
    import numpy as np

    reach = 2 * _PUSH_STEP * _LOOK_ROUNDS
    near = np.triu(np.ones((len(middle), len(middle)), dtype=bool), 1)
    for axis in (0, 1):
        at, size = middle[:, axis].astype(np.float32), half[:, axis].astype(np.float32)
        near &= np.abs(at[:, None] - at[None, :]) < size[:, None] + size[None, :] + np.float32(
            reach
        )
    a, b = np.nonzero(near)
    return a, b
