"""Measure discovery with an empty authority file against the annotated formulae."""

from policytext.discovery.findings import discover


def score_discovery(store, gold):
    """Return precision and recall of discovery on the annotated papers, and what went wrong.

    A finding is right when at least half of it lies in an annotated formula,
    sure or doubted; recall is over the sure ones, and over those with numerals
    by themselves. `discovery_hard_negative_hits` counts findings on sure plain counts.
    """
    papers = sorted({row["doc"] for row in gold})
    findings = discover(
        {doc: store.read_passages(doc) for doc in papers},
        {doc: store.read_source(doc) for doc in papers},
        {},
        [],
    )
    formulae = [row for row in gold if row["kind"] == "formula"]
    core = [row for row in formulae if row["tier"] == "core"]
    numeral = [row for row in core if row["subtype"] == "numeral"]
    wrong = [f for f in findings if not any(_covers(row, f) for row in formulae)]
    missed = [row for row in core if not any(_covers(row, f) for f in findings)]
    traps = [row for row in gold if row["kind"] == "not_formula" and row["tier"] == "core"]
    hits = [row for row in traps if any(_covers(row, f) for f in findings)]
    lines = [f"discovered wrongly: {f.doc_id} {f.char_start} {f.surface!r}" for f in wrong]
    lines += [f"not discovered: {row['doc']} {row['start']} {row['surface']!r}" for row in missed]
    n_missed = sum(row in missed for row in numeral)
    return {
        "discovery_precision": 1 - len(wrong) / len(findings),
        "discovery_recall": 1 - len(missed) / len(core),
        "discovery_numeral_recall": 1 - n_missed / len(numeral),
        "discovery_hard_negative_hits": float(len(hits)),
    }, lines


def _covers(row, finding):
    """Tell whether at least half of a finding lies in an annotated span, or in the other reader's."""
    spans = [(row["start"], row["end"]), *([tuple(row["also"])] if row.get("also") else [])]
    half = (finding.char_end - finding.char_start) / 2
    return row["doc"] == finding.doc_id and any(
        min(finding.char_end, end) - max(finding.char_start, start) >= half for start, end in spans
    )
