"""Write what was discovered as draft entries of the authority file, for a person to review.

Nothing enters the authority file by itself: the entries go to a new file, each
a draft with the places it was found at in its scope note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policytext.exchange import write_new
from policytext.exchange.entries import Entry, from_entry
from policytext.exchange.names import make_id
from policytext.folding import fold
from policytext.numerals import read_chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policytext.discovery.findings import Finding
    from policytext.records import Theme

PATH = ["Proposed", "Discovered"]
MOST_PLACES = 5  # named in a scope note


def write_proposals(findings: Sequence[Finding], path: Path) -> int:
    """Write a draft entry for every formula found to a new file and return how many there are.

    Raises `UnwritableFolder` when the file is there already or cannot be written.
    """
    themes = propose_themes(findings)
    write_new(themes, path)
    return len(themes)


def propose_themes(findings: Sequence[Finding]) -> list[Theme]:
    """Return a draft theme for every formula found, in the order of the findings."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.normal, []).append(finding)
    taken: set[str] = set()
    themes = []
    for group in groups.values():
        entry = _propose(group)
        while entry["id"] in taken:
            entry["id"] += "-2"
        taken.add(entry["id"])
        theme, _ = from_entry(entry, "proposal")
        if theme is not None:
            themes.append(theme)
    return themes


def _propose(group: list[Finding]) -> Entry:
    """Return the draft entry of one formula."""
    first = group[0]
    label = first.formula
    folded = {fold(each): each for each in reversed(first.variants)}  # what folding makes equal
    others = [each for text, each in sorted(folded.items()) if text != fold(label)]
    entry: Entry = {
        "id": make_id(label),
        "kind": "formula",
        "path": PATH,
        "scope_note": _describe(group),
        "sources": sorted({finding.doc_id for finding in group}),
    }
    if first.lang == "zh":
        entry["zh"] = {"canonical": label, "certainty": "certain", "forms": others}
    else:
        entry["en"] = {"preferred": label, "forms": others}
    numeral = read_chinese_numeral(first.numeral)
    best = next((finding for finding in group if finding.adds_up), None)
    if best and numeral == len(best.members):
        key = "zh" if first.lang == "zh" else "en"
        entry["members"] = [{key: m if key == "zh" else [m]} for m in best.members]
    if numeral:
        entry["numeral"] = numeral
    return entry


def _describe(group: list[Finding]) -> str:
    """Return where a formula was found and why it was taken for one."""
    first = group[0]
    places = ", ".join(f"{f.passage_id} at {f.char_start}" for f in group[:MOST_PLACES])
    more = f" and {len(group) - MOST_PLACES} more" if len(group) > MOST_PLACES else ""
    near = f" Nearest theme: {first.nearest_theme}." if first.nearest_theme else ""
    return (
        f"Proposed by discovery, score {first.score:.2f} ({first.why}). Found in {places}{more}.{near}"
        " To be reviewed: its meaning, its members, and its name in the other language."
    )
