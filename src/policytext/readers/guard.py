"""Turn whatever a library throws over a damaged file into one sentence about that file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from policytext.errors import PolicytextError, UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_REASON = 120
"""Letters of a library's own message that are passed on."""


@contextmanager
def guard(name: str, advice: str) -> Iterator[None]:
    """Raise `UnreadableSource` for any exception that reading the file `name` meets.

    Parsers of damaged files throw anything, KeyError and MemoryError included;
    this is the one place where that is caught. `advice` says what to do.
    """
    try:
        yield
    except PolicytextError:
        raise
    except Exception as error:
        raise UnreadableSource(f"{name}: cannot be read ({shorten(error)}). {advice}") from error


def shorten(error: Exception) -> str:
    r"""Return what an exception says on one line, its kind where it says nothing.

    >>> shorten(ValueError("line 1\n is bad")), shorten(KeyError("rId1"))
    ('line 1 is bad', "KeyError: 'rId1'")
    """
    said = " ".join(str(error).split())[:LONGEST_REASON]
    if isinstance(error, KeyError) or len(said.split()) < 2:
        return f"{type(error).__name__}: {said}".rstrip(": ")
    return said
