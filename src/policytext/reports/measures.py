"""Say what the numbers on a pair are called and which way they point.

Every column of numbers that the store has of a pair is offered, those unknown
here under their own names, so that a new measure needs no change to be shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policytext.store.reading import Row

LABELS = {
    "n_cooc": "Passages in common",
    "n_docs": "Papers in common",
    "expected": "Expected by chance",
    "jaccard": "Jaccard",
    "dice": "Dice",
    "cosine": "Cosine",
    "association_strength": "Association strength",
    "pmi": "PMI",
    "npmi": "NPMI",
    "log_likelihood": "Log-likelihood",
    "p": "p",
    "p_adj": "p, adjusted",
    "alpha": "Disparity α",
    "first_year": "First year",
    "last_year": "Last year",
}

LESS_IS_MORE = frozenset({"p", "p_adj", "p_value", "alpha", "disparity"})
"""Columns in which the smaller number is the stronger pair."""

NO_STRENGTH = frozenset({"expected", "first_year", "last_year"})
"""Columns that are shown, but by which no pair is stronger than another."""

SHARES = frozenset({"jaccard", "dice", "cosine"})
"""Columns from 0 to 1 whose product along a chain is its strength."""

# Known from the counts, or said twice.
_LEFT_OUT = frozenset({"n_source", "n_target", "p_source", "p_target", "weight"})


def list_measures(pairs: list[Row]) -> list[dict[str, Any]]:
    """Return the columns of numbers that pairs have: name, label, whether less is more, whether pairs go by it, whether it is a share.

    >>> [m["label"] for m in list_measures([{"source": "a", "n_cooc": 2, "some_new": 0.5, "p": 0.1}])]
    ['Passages in common', 'some new', 'p']
    """
    columns = dict.fromkeys(["n_cooc"]) | dict.fromkeys(
        name
        for row in pairs
        for name, value in row.items()
        if isinstance(value, int | float) and name not in _LEFT_OUT
    )
    return [
        {
            "name": name,
            "label": LABELS.get(name, name.replace("_", " ")),
            "less": name in LESS_IS_MORE,
            "ranks": name not in NO_STRENGTH,
            "share": name in SHARES,
        }
        for name in columns
    ]


def round_number(value: float | None) -> float | None:
    """Return a number to four significant digits, a whole one as it is.

    >>> round_number(0.123456), round_number(12345), round_number(None)
    (0.1235, 12345, None)
    """
    return value if value is None or isinstance(value, int) else float(f"{value:.4g}")
