"""Themes as a quanteda dictionary in YAML, and such a dictionary as themes.

quanteda's dictionaries are keys within keys down to lists of globs (Benoit et
al. 2018). A theme's path is the keys above it; members, senses and contexts
have no place there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policytext.exchange.names import make_id
from policytext.folding import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policytext.exchange.entries import Entry
    from policytext.records import Theme


def write_quanteda(themes: Sequence[Theme]) -> tuple[str, list[str]]:
    """Return themes as YAML, and a line for every kind of thing that is left out."""
    import yaml

    tree: dict[str, Any] = {}
    lost: dict[str, list[str]] = {}
    for theme in themes:
        level = tree
        for key in theme.path:
            level = level.setdefault(key, {})
        globs = []
        for form in theme.forms:
            if form.match == "regex":
                lost.setdefault("regular expressions", []).append(form.text)
            else:
                globs.append(form.text.lower())
            if form.context:
                lost.setdefault("contexts, so these forms match everywhere", []).append(form.text)
        level[theme.theme_id] = list(dict.fromkeys(globs))
        for field in ("members", "not_same_as", "scope", "polarity"):
            if getattr(theme, field):
                lost.setdefault(field, []).append(theme.theme_id)
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=110)
    return text, [
        f"{what}: {len(each)} left out, such as '{each[0]}'" for what, each in lost.items()
    ]


def read_quanteda(text: str, name: str) -> tuple[list[Entry], list[str]]:
    """Return the lowest keys of a dictionary as entries, their globs as forms, and what is wrong."""
    import yaml

    try:
        tree = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return [], [f"{name}: is no YAML: {' '.join(str(error).split())}."]
    if not isinstance(tree, dict):
        return [], [
            f"{name}: expected keys with lists of patterns under them (found {type(tree).__name__})."
        ]
    entries: list[Entry] = []
    faults: list[str] = []
    for path, patterns in _walk(tree, ()):
        texts = [patterns] if isinstance(patterns, str) else patterns
        if (
            not isinstance(texts, list)
            or not all(isinstance(t, str | int) for t in texts)
            or not texts
        ):
            faults.append(f"{name}: {' > '.join(path)}: expected a list of patterns.")
            continue
        entries.append(to_simple_entry(path, [str(t) for t in texts], name))
    return entries, faults


def _walk(tree: dict[Any, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every lowest key with its path and what stands under it."""
    for key, value in tree.items():
        here = (*path, str(key))
        if isinstance(value, dict):
            yield from _walk(value, here)
        else:
            yield here, value


def to_simple_entry(path: Sequence[str], texts: list[str], source: str) -> Entry:
    """Return a draft entry of a name and its wordings, by language, globs as such."""
    entry: Entry = {
        "id": make_id(path[-1]),
        "kind": "concept",
        "path": list(path[:-1]) or ["Imported"],
        "scope_note": "Imported; not yet described.",
        "sources": [source],
    }
    for text in dict.fromkeys(text.strip() for text in texts if text.strip()):
        lang = detect_language(text)
        name = "canonical" if lang == "zh" else "preferred"
        side = entry.setdefault(lang, {})
        if "*" in text or "?" in text:
            side.setdefault("forms", []).append({"text": text, "match": "glob"})
        elif name in side:
            side.setdefault("forms", []).append(text)
        else:
            side[name] = text
    _name_sides(entry, path[-1])
    return entry


def _name_sides(entry: Entry, label: str) -> None:
    """Give an entry a name in every language it has forms in."""
    for lang, name in (("zh", "canonical"), ("en", "preferred")):
        if lang not in entry:
            continue
        if name not in entry[lang]:
            first = str(entry[lang]["forms"][0]["text"]).strip("*? ")
            entry[lang] = {name: label if detect_language(label) == lang else first, **entry[lang]}
        if lang == "zh":
            entry[lang]["certainty"] = "inferred"
