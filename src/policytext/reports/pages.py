"""Lay records out as HTML that is whole in itself: style, script and drawing inside, nothing loaded.

Everything from the corpus is escaped. Each page states what it may do
(a Content-Security-Policy): run the scripts it was written with, known by
their checksums, and fetch nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from policytext.figures import render_svg
from policytext.folding import detect_language
from policytext.reports.facts import count, link_document, link_theme
from policytext.reports.folder import name_file

if TYPE_CHECKING:
    from policytext.figures import Drawing
    from policytext.reports.facts import Facts

LANG = {"en": "en", "zh": "zh-Hans"}
"""The names HTML has for our languages."""

KIND_NAMES = {
    "formula": "Formula",
    "concept": "Concept",
    "organization": "Organization",
    "place": "Place",
    "campaign": "Campaign",
    "document": "Document",
    "metaphor": "Metaphor",
}


_SCRIPTS = {
    "explorer": tuple(
        f"explorer/{part}.js" for part in ("graph", "labels", "picture", "panel", "page")
    )
}
"""The scripts of pages that have several, in the order they run."""


@cache
def open_templates() -> Environment:
    """Return the templates with the filters they use."""
    env = Environment(
        loader=PackageLoader("policytext.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["address"] = lambda text: quote(text, safe="")
    env.filters["count"] = count
    env.filters["number"] = lambda n: f"{n:,}"
    env.filters["in_words"] = in_words
    env.filters["last_heading"] = lambda path: path.rsplit(" > ", 1)[-1]
    env.filters["kind_name"] = lambda kind: KIND_NAMES.get(kind, kind.capitalize())
    env.filters["script"] = lambda text: LANG[detect_language(text)]
    env.filters["lang"] = lambda lang: LANG.get(lang, lang)
    env.globals["document_link"] = link_document
    env.globals["theme_link"] = link_theme
    env.globals["file_name"] = name_file
    env.globals["inline"] = inline
    return env


def render_page(template: str, facts: Facts, page: object, depth: int = 0) -> str:
    """Return a page of `facts` made from the record `page`.

    `template` names `templates/<template>.html` and, where there is one,
    `<template>.js` or the scripts of `_SCRIPTS`. `depth` counts the folders between the page and the top.
    """
    env = open_templates()
    script = _read_script(template)
    return env.get_template(f"{template}.html").render(
        facts=facts,
        page=page,
        top="../" * depth,
        style=Markup(_read_template("style.css")),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_state_policy(script),
    )


_WORDS = tuple("no one two three four five six seven eight nine ten eleven twelve".split(" "))  # noqa: SIM905 - reads better


def in_words(n: int) -> str:
    """Return a number as running text writes it: small ones in words.

    >>> in_words(5), in_words(40)
    ('five', '40')
    """
    return _WORDS[n] if n < len(_WORDS) else str(n)


def inline(drawing: Drawing) -> Markup:
    """Return a figure as part of a page."""
    return Markup(render_svg(drawing).partition("?>")[2].strip())  # noqa: S704 - escaped as it is drawn


def embed_json(value: object) -> Markup:
    r"""Return a value as JSON that can stand inside a `<script>`: no `<`, `>` or `&` is left in it.

    >>> print(embed_json(["</script>"]))
    ["\u003c/script\u003e"]
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - nothing that HTML reads is left


def _state_policy(script: str) -> str:
    """Return the page's Content-Security-Policy."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"


@cache
def _read_template(name: str) -> str:
    """Return a file of the templates as it is."""
    env = open_templates()
    if env.loader is None or name not in env.loader.list_templates():
        return ""
    return env.loader.get_source(env, name)[0]


def _read_script(template: str) -> str:
    """Return the script of a kind of page, or nothing."""
    return "\n".join(map(_read_template, _SCRIPTS.get(template, (f"{template}.js",))))
