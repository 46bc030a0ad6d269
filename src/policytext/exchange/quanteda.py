"""Themes as a quanteda dictionary in YAML, and such a dictionary as themes.

quanteda's dictionaries are keys within keys down to lists of globs (Benoit et
al. 2018, *quanteda: An R package for the quantitative analysis of textual
data*). A theme's path is the keys above it; members, senses and contexts have
no place there. Chinese patterns want `dictionary(file = …, tokenize = TRUE)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policytext.exchange.contents import Contents, list_losses
from policytext.exchange.drafts import draft_entry
from policytext.wildcards import find_fault, write_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.exchange.contents import Entry
    from policytext.records import Form, Theme

_UNSAID = (
    "members", "member_sets", "not_same_as", "scope", "polarity", "broader", "related", "part_of",
    "scope_note", "definition", "notes", "sources",
)  # fmt: skip
_DEEPEST = 30  # keys within keys: no dictionary has as many, a hostile one thousands


def write_quanteda(themes: Sequence[Theme]) -> tuple[str, list[str]]:
    """Return themes as YAML, and a line for every kind of thing that is left out."""
    import yaml

    tree: dict[str, Any] = {}
    lost: dict[str, list[str]] = {}
    for theme in themes:
        globs = [form.text.lower() for form in theme.forms if _is_held(form, lost)]
        for field in _UNSAID:
            if getattr(theme, field):
                lost.setdefault(field, []).append(theme.theme_id)
        if globs:
            level = _find_level(tree, theme.path)
            level[theme.theme_id] = list(dict.fromkeys(globs))
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=110) if tree else ""
    return text, list_losses(lost)


def _find_level(tree: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """Return the keys under a path, made where they are not there.

    A key that is the id of a theme already cannot have keys under it: the path
    then has the key with a full stop.
    """
    level = tree
    for key in path:
        while isinstance(level.get(key), list):
            key += "."  # noqa: PLW2901 - the same key, told apart
        level = level.setdefault(key, {})
    return level


def _is_held(form: Form, lost: dict[str, list[str]]) -> bool:
    """Tell whether a form can be a glob of quanteda, and note what is lost of it."""
    if form.match == "regex":
        lost.setdefault("regular expressions", []).append(form.text)
        return False
    if form.match != "glob" and ("*" in form.text or "?" in form.text):
        lost.setdefault("forms with * or ? for themselves", []).append(form.text)
        return False
    if form.context:
        lost.setdefault("contexts, so these forms match everywhere", []).append(form.text)
    if form.match_case:
        lost.setdefault("capitals that matter", []).append(form.text)
    if form.match in ("plural", "lemma") and form.lang == "en":
        lost.setdefault("plurals and inflections", []).append(form.text)
    if form.kind == "corrupt" or form.status == "forbidden":
        lost.setdefault("marks of corrupt and forbidden forms", []).append(form.text)
    return True


def read_quanteda(text: str, name: str) -> Contents:
    """Return the lowest keys of a dictionary as entries, their globs as forms, and what is wrong.

    Every scalar is read as the text it is, so `no` and `1.50` are words. A file
    with anchors and aliases is refused: a few lines of them can stand for
    billions of words.
    """
    import yaml

    try:
        if fault := _find_danger(text):
            return Contents(faults=[f"{name}: {fault}."])
        tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts, lists and mappings only
    except yaml.YAMLError as error:
        return Contents(faults=[f"{name}: is no YAML: {' '.join(str(error).split())[:200]}."])
    if not isinstance(tree, dict):
        return Contents(
            faults=[f"{name}: expected keys with lists of patterns under them (found '{tree}')."]
        )
    contents = Contents()
    taken: set[str] = set()
    for path, patterns in _walk(tree, ()):
        where = f"{name}: {' > '.join(path)}"
        texts = [patterns] if isinstance(patterns, str) else patterns
        if len(path) > _DEEPEST or not isinstance(texts, list) or not all(map(_is_text, texts)):
            contents.faults.append(f"{where}: expected a list of patterns.")
            continue
        forms = [form for form in map(_read_glob, texts) if form]
        unfit = [text for text, form in zip(texts, map(_read_glob, texts), strict=True) if not form]
        contents.losses.extend(list_losses({f"{where}: patterns that match anything": unfit}))
        if not forms:
            contents.faults.append(f"{where}: has no pattern that could be looked for.")
            continue
        entry, notes = draft_entry(path[-1], path[:-1], forms, name, taken)
        contents.entries.append((where, entry))
        contents.losses.extend(notes)
    return contents


def _find_danger(text: str) -> str:
    """Return why a file is not to be read, or nothing: it refers to itself, or has no end of keys within keys."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            return "refers to parts of itself (*alias). Write them out"
        if depth > 2 * _DEEPEST:
            return f"has more than {_DEEPEST} keys within keys"
    return ""


def _is_text(value: object) -> bool:
    """Tell whether a value is a text."""
    return isinstance(value, str)


def _walk(tree: dict[Any, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every lowest key with its path and what stands under it.

    A list may mix patterns and keys, as quanteda reads it; the patterns are
    those of the key the list stands under.
    """
    for key, value in tree.items():
        here = (*path, str(key).strip() or "?")
        if isinstance(value, dict) and len(here) <= _DEEPEST:
            yield from _walk(value, here)
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            plain = [each for each in value if not isinstance(each, dict)]
            if plain:
                yield here, plain
            for each in value:
                if isinstance(each, dict):
                    yield from _walk(each, here)
        else:
            yield here, value


def _read_glob(text: str) -> str | Entry | None:
    """Return a pattern as a form, nothing where it would match anything."""
    text = " ".join(text.split())
    if not ("*" in text or "?" in text):
        return text or None
    unfit = not text.strip("*? ") or find_fault(write_pattern(text, "glob", "en"))
    return None if unfit else {"text": text, "match": "glob"}
