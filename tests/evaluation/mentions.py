"""Score mentions against the hand-annotated spans.

A mention is right when it overlaps a span of its kind and covers at least half
of it, or of the other reader's span (`also`). Recall is over core spans alone;
optional ones cost nothing. Of each concept annotators marked the first 25 of a
paper, so nothing is asked of what comes after them.
"""

from collections import Counter, defaultdict

MARKED_OF_EACH = 25
JUDGED_KINDS = ("prose", "heading", "abstract", "keywords", "front")


def score_mentions(mentions, gold):
    """Return precision, recall and F1 of formulae and concepts, with what went wrong.

    `mentions` are rows as `policytext tag` prints them. Returns `(scores,
    faults)`, the faults as lines a person can look up.
    """
    papers = {row["doc"] for row in gold}
    tagged = [m for m in mentions if m["doc_id"] in papers and m["passage_kind"] in JUDGED_KINDS]
    formulae = [m for m in tagged if m["kind"] == "formula"]
    concepts = [m for m in tagged if m["kind"] != "formula"]
    formula_scores, faults = _score("formula", formulae, gold)
    known = _know(concepts, gold)
    concept_scores, more = _score(
        "concept", [m for m in concepts if m["theme"] in known], gold, known
    )
    traps = [g for g in gold if g["kind"] == "not_formula" and any(covers(m, g) for m in formulae)]
    faults += more + [
        _line("formula on a span that is none", t["doc"], t["start"], t["surface"]) for t in traps
    ]
    grouping = {
        "concept_grouping": _score_grouping(concepts, gold),
        "formula_grouping": _score_grouping(formulae, gold, "formula"),
    }
    return formula_scores | concept_scores | grouping | {
        "not_formula_hits": float(len(traps))
    }, faults


def covers(mention, span):
    """Tell whether a mention covers at least half of a span, or of its other reading."""
    if mention["doc_id"] != span["doc"]:
        return False
    readings = [(span["start"], span["end"]), *([tuple(span["also"])] if "also" in span else [])]
    return any(
        2 * (min(mention["char_end"], end) - max(mention["char_start"], start)) >= end - start
        for start, end in readings
    )


def _score(kind, mentions, gold, known=None):
    spans = [g for g in gold if g["kind"] == kind]
    by_paper = defaultdict(list)
    for m in mentions:
        by_paper[m["doc_id"]].append(m)
    core = [g for g in spans if g["tier"] == "core"]
    missed = [g for g in core if not any(covers(m, g) for m in by_paper[g["doc"]])]
    last = _last_marked(spans) if known else {}
    asked = [
        m
        for m in mentions
        if not known or m["char_start"] <= last.get((m["doc_id"], known[m["theme"]]), 10**9)
    ]
    in_paper = defaultdict(list)
    for g in spans:
        in_paper[g["doc"]].append(g)
    wrong = [m for m in asked if not any(covers(m, g) for g in in_paper[m["doc_id"]])]
    recall = 1 - len(missed) / len(core) if core else 1.0
    precision = 1 - len(wrong) / len(asked) if asked else 1.0
    faults = [
        _line(f"{kind} missed", g["doc"], g["start"], g["surface"], g["canonical"]) for g in missed
    ]
    faults += [
        _line(f"{kind} wrong", m["doc_id"], m["char_start"], m["surface"], m["theme"])
        for m in wrong
    ]
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{kind}_precision": precision, f"{kind}_recall": recall, f"{kind}_f1": f1}, faults


def _know(concepts, gold):
    """Return the gold concept that each theme stands for most often; themes that stand for none are not judged."""
    votes = defaultdict(Counter)
    for g in gold:
        if g["kind"] == "concept":
            for m in concepts:
                if covers(m, g):
                    votes[m["theme"]][g["canonical"]] += 1
    return {theme: max(sorted(count), key=count.__getitem__) for theme, count in votes.items()}


def _last_marked(spans):
    """Return where the marking of a concept in a paper ended, where the limit was reached."""
    ends = defaultdict(list)
    for g in spans:
        ends[g["doc"], g["canonical"]].append(g["end"])
    return {key: max(at) for key, at in ends.items() if len(at) >= MARKED_OF_EACH - 3}


def _score_grouping(mentions, gold, kind="concept"):
    """Return the share of found core spans whose theme and normal form choose each other."""
    found = []
    for g in gold:
        if g["kind"] == kind and g["tier"] == "core":
            best = [m for m in mentions if covers(m, g)]
            if best:
                longest = max(best, key=lambda m: m["char_end"] - m["char_start"])
                found.append((g["canonical"], longest["theme"]))
    forth, back = defaultdict(Counter), defaultdict(Counter)
    for canonical, theme in found:
        forth[canonical][theme] += 1
        back[theme][canonical] += 1
    agree = [
        forth[c].most_common(1)[0][0] == t and back[t].most_common(1)[0][0] == c for c, t in found
    ]
    return sum(agree) / len(agree) if agree else 0.0


def _line(what, doc, at, surface, name=""):
    return f"{what}: {doc}@{at} {surface!r} {name}"
