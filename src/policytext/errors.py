"""Everything policytext can refuse, each as one sentence a person could say.

A message tells what was found, where, what was expected and what to do. Errors
are raised where the fault is seen and caught once: by the build, which reports
a bad file and goes on, or by the command line, which prints and exits with 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


FEW = 20
"""Names that fit into a message."""


class PolicytextError(Exception):
    """Something policytext was given cannot be used as it is."""


class UnreadableSource(PolicytextError, OSError):
    """A file cannot be read as text."""


class UnusablePaper(PolicytextError, ValueError):
    """A file among the papers is left out."""

    def __init__(self, file: str, says: str) -> None:
        """Say why a `file`, named by its path below the corpus folder, is left out."""
        self.file = file
        super().__init__(says if says.startswith(f"{file}:") else f"{file}: {says}")

    def __reduce__(self) -> tuple[type[UnusablePaper], tuple[str, str]]:
        """Return what makes it again, for it comes back from other processes."""
        return type(self), (self.file, str(self))


class BadCluster(PolicytextError, OSError):
    """Work cannot be given to other machines."""


class BadBibliography(PolicytextError, ValueError):
    """A file of references cannot be read as what it claims to be."""


class BadManifest(PolicytextError, ValueError):
    """The manifest says something about the papers that is not so."""


class BadTheme(PolicytextError, ValueError):
    """An entry of the authority file cannot be used."""


class BadStore(PolicytextError, ValueError):
    """The store is missing, foreign or of another version."""


class UnwritableFolder(PolicytextError, OSError):
    """A report cannot be written where it should go."""


class UnknownName(PolicytextError, KeyError):
    """Nothing in the store goes by that name."""

    def __init__(self, what: str, name: str, known: Iterable[str] = ()) -> None:
        """Say that no `what` is called `name`, and name the `known` ones nearest to it, or all if they are few."""
        names = sorted(set(known))
        near = nearest_names(name, names)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        if not near and 0 < len(names) <= FEW:
            hint = f" There are: {', '.join(names)}."
        super().__init__(f"No {what} is called '{name}'.{hint}")

    def __str__(self) -> str:
        """Return the sentence itself; `KeyError` would print its repr."""
        return str(self.args[0])


class AmbiguousName(PolicytextError, KeyError):
    """Several things in the store go by that name."""

    def __init__(self, what: str, name: str, ids: Iterable[str]) -> None:
        """Say that `name` calls several of a kind, and by which `ids` to tell them apart, the first if there are many."""
        called = list(ids)
        more = f" and {len(called) - FEW} more" if len(called) > FEW else ""
        super().__init__(
            f"'{name}' is the name of several {what}s: {', '.join(called[:FEW])}{more}. Call one by its id."
        )

    def __str__(self) -> str:
        """Return the sentence itself; `KeyError` would print its repr."""
        return str(self.args[0])


class MissingExtra(PolicytextError, ImportError):
    """Something optional that this needs is not installed."""


class MissingFont(PolicytextError, LookupError):
    """No font of this system has the characters of a figure."""


class BadQuery(PolicytextError, ValueError):
    """A query, pattern or option cannot be understood."""


def nearest_names(name: str, known: Iterable[str], n: int = 3) -> list[str]:
    """Return up to `n` of the `known` names that look most like `name`, best first.

    >>> nearest_names("two covrage", ["two coverage", "three passes"])
    ["'two coverage'"]
    """
    from difflib import get_close_matches

    folded = {k.casefold(): k for k in sorted(set(known), reverse=True)}
    return [repr(folded[m]) for m in get_close_matches(name.casefold(), sorted(folded), n, 0.6)]
