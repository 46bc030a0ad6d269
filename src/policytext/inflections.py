"""lemminflect, without spaCy.

Where lemminflect finds spaCy it loads it, to teach its tokens two methods that
nobody here calls, and a command that only looks words up would wait for it half
a second. While lemminflect is loaded, something that takes the lesson and
forgets it stands in spaCy's place.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

_NEW_ENOUGH = "9.0"


@cache
def load_lemminflect() -> Any:  # noqa: ANN401 - a module without types
    """Return lemminflect.

    >>> load_lemminflect().getInflection("union", "NNS")[0]
    'unions'
    """
    if "spacy" in sys.modules:
        return import_module("lemminflect")
    stand_in = ModuleType("spacy")
    token = SimpleNamespace(set_extension=lambda *_, **__: None)
    vars(stand_in).update(__version__=_NEW_ENOUGH, tokens=SimpleNamespace(Token=token))
    sys.modules["spacy"] = stand_in
    try:
        return import_module("lemminflect")
    finally:
        del sys.modules["spacy"]
