"""Measure how strongly a word keeps company with another, by the measures people know by name.

The words of the texts searched are all `n` positions. `near` of them stand in
the windows around the node; `f` are the collocate, `o` of those in a window:

|                 | the collocate | other words |    |
|-----------------|---------------|-------------|----|
| near the node   | o             | near - o    | near |
| elsewhere       | f - o         | ...         | n - near |

`e = near * f / n` is how often it would stand there by chance. With a window of
one word to the right, `near` is the frequency of the node, and the measures are
those of textbooks on bigrams. What a table leaves undefined is `None`, never 0
or infinity: a word that never stands near the node has no MI.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, sqrt
from typing import TYPE_CHECKING

from policytext.contingency import measure_chi2, measure_g2

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Meeting:
    """The counts of a node and a collocate; `f_node` counts occurrences of the node, the others words.

    `o` of the `f` collocates stand among the `near` words of the windows, of
    `n` words in all.
    """

    o: int
    near: int
    f: int
    n: int
    f_node: int

    @property
    def e(self) -> float | None:
        """How many collocates would stand near the node by chance."""
        return self.near * self.f / self.n if self.n else None


def measure_mi(m: Meeting) -> float | None:
    """Return mutual information: log2(o / e). It favours rare words.

    Source: Church and Hanks (1990), "Word Association Norms, Mutual
    Information, and Lexicography". Manning and Schütze (1999), table 5.14,
    `Ayatollah Ruhollah`:

    >>> round(measure_mi(Meeting(20, 42, 20, 14307668, 42)), 2)
    18.38
    """
    return log2(m.o / m.e) if m.o and m.e else None


def measure_mi3(m: Meeting) -> float | None:
    """Return cubed mutual information: log2(o ** 3 / e), which favours frequent words again.

    Source: Daille (1994), "Approche mixte pour l'extraction automatique de
    terminologie".

    >>> measure_mi3(Meeting(4, 8, 8, 64, 8))
    6.0
    """
    return log2(m.o**3 / m.e) if m.o and m.e else None


def measure_npmi(m: Meeting) -> float | None:
    """Return normalised mutual information: MI / -log2(o / n), at most 1.

    Source: Bouma (2009), "Normalized (Pointwise) Mutual Information in
    Collocation Extraction". Undefined, too, where every word is a meeting.

    >>> measure_npmi(Meeting(4, 8, 8, 64, 8))
    0.5
    """
    mi = measure_mi(m)
    return None if mi is None or m.o == m.n else mi / -log2(m.o / m.n)


def measure_t(m: Meeting) -> float | None:
    """Return the t-score: (o - e) / sqrt(o). It favours frequent words.

    Source: Church et al. (1991), "Using Statistics in Lexical Analysis".
    Manning and Schütze (1999), section 5.3.1, `new companies`:

    >>> round(measure_t(Meeting(8, 15828, 4675, 14307668, 15828)), 4)
    0.9999
    """
    return (m.o - m.e) / sqrt(m.o) if m.o and m.e is not None else None


def measure_z(m: Meeting) -> float | None:
    """Return the z-score: (o - e) / sqrt(e).

    Source: Berry-Rogghe (1973), "The Computation of Collocations and their
    Relevance in Lexical Studies", without the factor (1 - p), as Evert (2008).

    >>> measure_z(Meeting(4, 8, 8, 64, 8))
    3.0
    """
    return (m.o - m.e) / sqrt(m.e) if m.e else None


def measure_ll(m: Meeting) -> float | None:
    """Return the log-likelihood ratio over all four cells, negative where the collocate is rarer than chance.

    Source: Dunning (1993), "Accurate Methods for the Statistics of Surprise
    and Coincidence".

    >>> round(measure_ll(Meeting(7, 10, 9, 19, 10)), 6)
    4.534939
    """
    g2 = measure_g2(m.o, m.f - m.o, m.near, m.n - m.near)
    return None if g2 is None or m.e is None else -g2 if m.o < m.e else g2


def measure_chi2_of(m: Meeting) -> float | None:
    """Return Pearson's chi-squared, without a correction; Manning and Schütze (1999), table 5.8.

    >>> round(measure_chi2_of(Meeting(8, 15828, 4675, 14307668, 15828)), 2)
    1.55
    """
    return measure_chi2(m.o, m.f - m.o, m.near, m.n - m.near)


def measure_dice(m: Meeting) -> float | None:
    """Return Dice's coefficient: 2 o / (f_node + f).

    At most 1 where a node has one word near it; a wider window can hold the
    collocate twice. Source: Dice (1945), "Measures of the Amount of Ecologic
    Association Between Species".

    >>> measure_dice(Meeting(4, 8, 8, 64, 8))
    0.5
    """
    return 2 * m.o / (m.f_node + m.f) if m.o else None


def measure_logdice(m: Meeting) -> float | None:
    """Return logDice: 14 + log2 of Dice; 14 where the two never part, one less for half as much.

    It does not depend on the size of the corpus. Source: Rychlý (2008), "A
    Lexicographer-Friendly Association Score".

    >>> measure_logdice(Meeting(4, 8, 8, 64, 8))
    13.0
    """
    dice = measure_dice(m)
    return 14 + log2(dice) if dice else None


def measure_delta_p_forward(m: Meeting) -> float | None:
    """Return ΔP of the collocate given the node: how much likelier it is near the node than elsewhere.

    Source: Allan (1980); Gries (2013), "50-something Years of Work on
    Collocations". 4/8 - 4/56:

    >>> round(measure_delta_p_forward(Meeting(4, 8, 8, 64, 8)), 4)
    0.4286
    """
    if not 0 < m.near < m.n:
        return None
    return m.o / m.near - (m.f - m.o) / (m.n - m.near)


def measure_delta_p_backward(m: Meeting) -> float | None:
    """Return ΔP of the node given the collocate: how much likelier its words are near the node than other words.

    Source: as for the other direction. 4/8 - 4/24:

    >>> round(measure_delta_p_backward(Meeting(4, 8, 8, 32, 8)), 4)
    0.3333
    """
    if not 0 < m.f < m.n:
        return None
    return m.o / m.f - (m.near - m.o) / (m.n - m.f)


MEASURES: dict[str, Callable[[Meeting], float | None]] = {
    "mi": measure_mi,
    "mi3": measure_mi3,
    "npmi": measure_npmi,
    "t": measure_t,
    "z": measure_z,
    "ll": measure_ll,
    "chi2": measure_chi2_of,
    "dice": measure_dice,
    "logdice": measure_logdice,
    "delta_p": measure_delta_p_forward,
    "delta_p_back": measure_delta_p_backward,
}
"""Every measure by the name its column has; `count` is the count itself."""
