"""What a reader found in a file: entries with their places, faults, and losses by kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Entry = dict[str, Any]
"""One `[[themes]]` table: only what is filled in."""

_EXAMPLES = 2  # named of every kind of loss


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a file of another program.

    `entries` come with the place a message calls them by: file, and line or row
    where the format has any. `faults` are what is wrong with the rest and
    `losses` what the entries could not take over, one line each.
    """

    entries: list[tuple[str, Entry]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


def list_losses(lost: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a line for every kind of loss: how many there are, and the first of them.

    >>> list_losses({"regular expressions": ["a.b", "c+", "d?"], "scope": ["sihua.qun"]})
    ["regular expressions: 3 left out, such as 'a.b', 'c+'", "scope: 1 left out, such as 'sihua.qun'"]
    """
    return [
        f"{what}: {len(each)} left out, such as {', '.join(map(repr, each[:_EXAMPLES]))}"
        for what, each in lost.items()
        if each
    ]
