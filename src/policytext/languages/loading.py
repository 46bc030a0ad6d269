"""spaCy, without its command line.

`import spacy` loads the commands of spaCy for the sake of one function that
nobody here calls, and with them two HTTP clients and more: a third of the time
that spaCy takes to load. While it is loaded, something stands in the place of
the commands that loads them when the function is called; whoever imports
`spacy.cli` later gets spaCy's own.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

_COMMANDS = ("spacy.cli", "spacy.cli.info")


@cache
def load_spacy() -> Any:  # noqa: ANN401 - a module that is not checked here
    """Return spaCy.

    >>> load_spacy().blank("en").lang
    'en'
    """
    if "spacy" in sys.modules:
        return import_module("spacy")
    stand_in = ModuleType("spacy.cli.info")
    vars(stand_in)["info"] = _call_info
    sys.modules.update(dict.fromkeys(_COMMANDS, stand_in))
    try:
        return import_module("spacy")
    finally:
        for name in _COMMANDS:
            del sys.modules[name]


def _call_info(*arguments: object, **options: object) -> object:
    """Tell what spaCy tells of itself and its pipelines."""
    return import_module("spacy.cli.info").info(*arguments, **options)
