"""Measure how many definitions of the annotated papers are found with their members exact.

Twice: in the built store, where the authority file helps, and by
`find_expansions` alone at the annotated labels, which knows no theme.
"""

import re
from collections import defaultdict

from policytext.expansions import find_expansions
from policytext.folding import fold
from policytext.numerals import read_english_numeral
from policytext.passages import split_passages
from policytext.readers import read_source
from policytext.structure import structure
from policytext.text import to_source

ARTICLES = ("the ", "a ", "an ")


def score_expansions(store, gold):
    """Return the share of core definitions whose members are all found and nothing else.

    A definition is found where an expansion of a label, or a passage that
    names all known members of a formula, lies in it or around it.
    """
    found = [*store.list_expansions(), *store.list_spelled_out()]
    core = [row for row in gold if row["kind"] == "definition" and row["tier"] == "core"]
    lines, exact = [], 0
    for row in core:
        wanted = [_normal(member) for member in row["members"]]
        near = [
            [_normal(member) for member in each["members"]]
            for each in found
            if each["doc_id"] == row["doc"]
            and each["char_start"] < row["end"]
            and row["start"] < each["char_end"]
        ]
        exact += wanted in near
        lines.append(
            f"{'found' if wanted in near else 'MISSED'}: {row['canonical']}: {wanted} in {near}"
        )
    return {"expansions_exact": exact / len(core)}, lines


def score_labels(corpus, gold):
    """Return how many core definitions `find_expansions` finds when it is told where the labels are.

    `corpus` is the folder with `papers`. `expansions_at_labels` is the share of
    those core definitions whose label is annotated in their own passage or the
    one before or after; `expansions_at_labels_of_all` the share of all core definitions;
    `expansions_wrong_hits` counts what was found where no definition is.
    """
    lines, wrong = [], 0
    exact, reachable = 0, 0
    core = [row for row in gold if row["kind"] == "definition" and row["tier"] == "core"]
    for doc in sorted({row["doc"] for row in gold}):
        passages = _read_passages(corpus, doc)
        labels = [row for row in gold if row["doc"] == doc and row["kind"] == "formula"]
        definitions = [row for row in gold if row["doc"] == doc and row["kind"] == "definition"]
        found = {(each["start"], each["end"]): list(_expand_at(each, passages)) for each in labels}
        for row in definitions:
            wanted = [_normal(member) for member in row["members"]]
            own = [each for each in labels if each["canonical"] == row["canonical"]]
            near = [
                members
                for each in own
                for span, members, _ in found[each["start"], each["end"]]
                if span[0] < row["end"] and row["start"] < span[1]
            ]
            if row["tier"] == "core":
                within_reach = any(_is_near(passages, each, row) for each in own)
                reachable += within_reach
                exact += wanted in near
                said = "found" if wanted in near else "MISSED" if within_reach else "no label near"
                lines.append(f"{said}: {row['canonical']}: {wanted} in {near}")
        for span, members, label in _list_distinct(found):
            if not any(d["start"] < span[1] and span[0] < d["end"] for d in definitions):
                wrong += 1
                lines.append(f"wrong: {doc}@{span[0]} {label!r}: {members}")
    return {
        "expansions_at_labels": exact / reachable if reachable else 0.0,
        "expansions_at_labels_of_all": exact / len(core),
        "expansions_wrong_hits": float(wrong),
    }, lines


def _read_passages(corpus, doc):
    """Return the passages of an annotated paper, read as the build reads it."""
    (path,) = sorted((corpus / "papers").glob(f"{doc}.*"))
    return split_passages(structure(read_source(path, path.name), doc))


def _expand_at(label, passages):
    """Yield `(place in the source, members, label)` for what is found around an annotated label."""
    numerals = _read_numerals(label["canonical"])
    place = _find_place(passages, label["start"], label["end"])
    if place is None:
        return
    by_id = {passage.passage_id: passage for passage in passages}
    for each in find_expansions(passages, *place, numerals):
        passage = by_id[each.passage_id]
        members = [_normal(passage.text[start:end]) for start, end in each.members]
        yield to_source(passage.runs, each.start, each.end), members, label["surface"]


def _read_numerals(canonical):
    """Return the numbers a normal form is built of; digits written together count one by one."""
    words = re.findall(r"[a-z]+|\d", canonical.lower())
    return tuple(number for word in words if (number := read_english_numeral(word)) is not None)


def _find_place(passages, char_start, char_end):
    """Return passage number, start and end of a place of the source text in the reading text."""
    for number, passage in enumerate(passages):
        if passage.char_start <= char_start and char_end <= passage.char_end:
            inside = [
                position
                for position in range(len(passage.text))
                if char_start <= to_source(passage.runs, position, position + 1)[0] < char_end
            ]
            if inside:
                return number, inside[0], inside[-1] + 1
    return None


def _is_near(passages, label, row):
    """Tell whether a label stands in a definition's passage or in the one before or after."""
    place = _find_place(passages, label["start"], label["end"])
    if place is None:
        return False
    around = passages[max(0, place[0] - 1) : place[0] + 2]
    return any(p.char_start < row["end"] and row["start"] < p.char_end for p in around)


def _list_distinct(found):
    """Return what was found, each stretch once, whichever labels lead to it."""
    by_span = defaultdict(list)
    for each in found.values():
        for span, members, label in each:
            by_span[span].append((members, label))
    return [(span, *min(several)) for span, several in sorted(by_span.items())]


def _normal(member):
    """Return a member without what says nothing: case, quotation marks, a leading article."""
    text = " ".join(fold(member).replace('"', " ").split()).strip(" .,;:")
    for article in ARTICLES:
        text = text.removeprefix(article)
    return text
