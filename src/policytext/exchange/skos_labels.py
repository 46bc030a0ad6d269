"""The labels of SKOS: which of them a form is, and which form a label is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rdflib.namespace import SKOS

from policytext.folding import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from policytext.exchange.contents import Entry
    from policytext.records import Theme

LABELS = ("prefLabel", "altLabel", "hiddenLabel")

_TRADITIONAL = ("hant", "tw", "hk", "mo")
_NAMES = {"zh": "canonical", "en": "preferred"}


def list_labels(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Yield `(property, text, language)` for every form that is a text, the preferred first.

    A text is one kind of label only (S13), and a language has one preferred
    label (S14). Globs and regular expressions are no labels.
    """
    names = {"en": theme.en, "zh-Hans": theme.zh, "zh-Hant": theme.zh_traditional}
    given: set[tuple[str, str]] = set()
    for form in sorted(theme.forms, key=lambda form: form.text not in names.values()):
        lang = "en" if form.lang == "en" else "zh-Hans"
        if form.text == theme.zh_traditional and form.text not in (theme.zh, theme.zh_short):
            lang = "zh-Hant" if lang != "en" else lang
        if (form.text, lang) in given or form.match in ("glob", "regex"):
            continue
        given.add((form.text, lang))
        hidden = form.kind == "corrupt" or form.status == "forbidden"
        other = "hiddenLabel" if hidden else "altLabel"
        yield "prefLabel" if form.text == names[lang] else other, form.text, lang


def _read_labels(
    graph: Graph, concept: Node, lost: dict[str, list[str]]
) -> list[tuple[str, str, str]]:
    """Return `(property, text, language)` for the labels of a concept in our languages, preferred first.

    The language is en, zh or zh-Hant; a label without one is told by its
    script. Labels in other languages are lost.
    """
    found = []
    for kind in LABELS:
        for label in sorted(graph.objects(concept, SKOS[kind]), key=_by_tag):
            text = str(label).strip()
            tag = (getattr(label, "language", None) or detect_language(text)).lower()
            parts = tag.split("-")
            if parts[0] in ("zh", "cmn"):
                lang = "zh-Hant" if any(part in _TRADITIONAL for part in parts) else "zh"
            elif parts[0] == "en":
                lang = "en"
            else:
                lost.setdefault(f"labels in language '{tag}'", []).append(text)
                continue
            if text:
                found.append((kind, text, lang))
    return found


def _by_tag(label: Node) -> tuple[str, str]:
    """Return what the labels of a concept are ordered by."""
    return (getattr(label, "language", None) or "", str(label))


def add_labels(graph: Graph, concept: Node, entry: Entry, lost: dict[str, list[str]]) -> None:
    """Add the labels of a concept of others to its entry; raises `ValueError` where it has none of ours."""
    _check_sides(entry)
    for kind, text, lang in _read_labels(graph, concept, lost):
        _add_label(entry, kind, " ".join(text.split()), lang)
    if not ("zh" in entry or "en" in entry):
        raise ValueError("has no label in Chinese or English")


def _add_label(entry: Entry, kind: str, text: str, lang: str) -> None:
    """Add one label to an entry, unless it is there: as the name where there is none yet, else as a form."""
    side: Entry = entry.setdefault(lang[:2], {})
    name = _NAMES[lang[:2]]
    if text in _list_texts(side):
        return
    if lang == "zh-Hant" and kind == "prefLabel" and name in side and "traditional" not in side:
        side["traditional"] = text
    elif name not in side:
        side[name] = text
    else:
        form = {"text": text, "kind": "corrupt"} if kind == "hiddenLabel" else text
        side["forms"] = [*side.get("forms", []), form]
    if lang != "en":
        side.setdefault("certainty", "inferred")


def _list_texts(side: Entry) -> list[Any]:
    """Return every text by which one language of an entry names it."""
    names = [side[key] for key in ("canonical", "preferred", "short", "traditional") if key in side]
    return [*names, *map(_text_of, side.get("forms", []))]


def _text_of(form: Any) -> Any:  # noqa: ANN401 - checked with the entry
    """Return the text of a form."""
    return form.get("text") if isinstance(form, dict) else form


def settle_labels(graph: Graph, concept: Node, entry: Entry, lost: dict[str, list[str]]) -> None:
    """Make the forms of an entry of ours agree with the labels its concept has now.

    A form whose label is gone is gone. A label that is new becomes the name
    where it is the preferred one, else a form. Raises `ValueError` where a
    language is no table of forms.
    """
    _check_sides(entry)
    labels = _read_labels(graph, concept, lost)
    for lang, name in _NAMES.items():
        side = entry.get(lang, {})
        texts = {text for _, text, label_lang in labels if label_lang[:2] == lang}
        preferred = [
            text for kind, text, label_lang in labels if kind == "prefLabel" and label_lang == lang
        ]
        settled = _keep_labelled(side, name, texts, preferred)
        if settled or lang in entry:
            entry[lang] = settled
    for kind, text, lang in labels:
        _add_label(entry, kind, text, lang)
    for lang, name in _NAMES.items():
        if lang in entry and name not in entry[lang]:
            del entry[lang]


def _check_sides(entry: Entry) -> None:
    """Raise `ValueError` where what our vocabulary says of a language is no table of names and forms."""
    for lang in _NAMES:
        if not _is_side(entry.get(lang, {})):
            raise ValueError(f"{lang}: expected a table with a name and forms")


def _is_side(side: object) -> bool:
    """Tell whether a value is a table of names and forms."""
    if not isinstance(side, dict) or not isinstance(side.get("forms", []), list):
        return False
    return all(isinstance(text, str) for text in _list_texts(side))


def _keep_labelled(side: Entry, name: str, texts: set[str], preferred: list[str]) -> Entry:
    """Return one language of an entry without what has no label now, under the preferred label if that changed.

    A text that is a name and a form, or a short name, is left as it was where its label is.
    """
    kept = {key: value for key, value in side.items() if key != "forms"}
    for key in ("short", "traditional"):
        if key in kept and kept[key] not in texts:
            del kept[key]
    if preferred and kept.get(name) not in preferred:
        kept[name] = preferred[0]
    elif kept.get(name) not in texts:
        kept.pop(name, None)
    forms = [form for form in side.get("forms", []) if _is_pattern(form) or _text_of(form) in texts]
    forms = (
        [form for form in forms if form != kept.get(name)]
        if kept.get(name) != side.get(name)
        else forms
    )
    return kept | ({"forms": forms} if forms else {})


def _is_pattern(form: Any) -> bool:  # noqa: ANN401 - checked with the entry
    """Tell whether a form is no label: a glob or a regular expression."""
    return isinstance(form, dict) and form.get("match") in ("glob", "regex")
