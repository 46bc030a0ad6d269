"""Read a corpus of policy papers as themes, a concept graph and searchable passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.api import Corpus

__version__ = "0.1.0"
__all__ = ["Corpus", "__version__"]


def __getattr__(name: str) -> object:
    """Return `Corpus`, imported only when it is asked for: the commands that do not need it start faster."""
    if name == "Corpus":
        from policytext.api import Corpus

        return Corpus
    raise AttributeError(f"module 'policytext' has no attribute {name!r}")
