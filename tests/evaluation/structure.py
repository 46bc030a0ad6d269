"""Score outlines against the annotated structure of the papers.

`python -m tests.evaluation.structure` prints the scores of every paper by
itself and what was missed or made up.
"""

import json
import sys
from pathlib import Path

NEAR = 3  # characters a start may be off


def score_structure(outlines, gold):
    """Return the scores by name: each is the share over all papers, exact fields the mean of 0 and 1."""
    rows = [(outlines[row["doc"]], row) for row in gold]
    headings = _count(rows, lambda o: o["sections"], lambda g: g["sections"], _starts_near)
    joins = _count(rows, lambda o: o["joins"], _list_joins, _starts_near)
    boilerplate = _count(rows, lambda o: o["boilerplate"], lambda g: g["boilerplate"], _overlaps)
    references = _count(
        rows, lambda o: o["references"], lambda g: g["references"]["items"], _overlaps
    )
    levels = [
        found["level"] == wanted["level"]
        for outline, row in rows
        for found, wanted in _pair(outline["sections"], row["sections"], _starts_near)
    ]
    scores = {
        "heading_f1": _f1(*headings),
        "heading_level_accuracy": _share(levels),
        "references_found": references[0] / references[2] if references[2] else 1.0,
        "references_f1": _f1(*references),
        "join_f1": _f1(*joins),
        "boilerplate_f1": _f1(*boilerplate),
    }
    for name, is_exact in EXACT.items():
        scores[f"{name}_exact"] = _share([is_exact(outline, row) for outline, row in rows])
    return scores


def _same_title(outline, row):
    return _span(outline["title"]) == (row["title"]["start"], row["title"]["end"])


def _same_abstract(outline, row):
    return _span(outline["abstract"]) == (row["abstract"]["start"], row["abstract"]["end"])


def _same_keywords(outline, row):
    return outline["keywords"] == [keyword["text"] for keyword in row["keywords"]]


def _same_affiliations(outline, row):
    return outline["affiliations"] == [affiliation["text"] for affiliation in row["affiliations"]]


def _same_authors(outline, row):
    places = [affiliation["text"] for affiliation in row["affiliations"]]
    wanted = [(a["name"], [places[n - 1] for n in a["affiliations"]]) for a in row["authors"]]
    return [(a["name"], a["affiliations"]) for a in outline["authors"]] == wanted


def _same_year(outline, row):
    return outline["year"] == row["year"]


EXACT = {
    "title": _same_title,
    "authors": _same_authors,
    "affiliations": _same_affiliations,
    "abstract": _same_abstract,
    "keywords": _same_keywords,
    "year": _same_year,
}


def _span(value):
    """Return start and end of what an outline or the gold holds."""
    if value is None:
        return None
    if "char_start" in value:
        return value["char_start"], value["char_end"]
    return value["start"], value["end"]


def _list_joins(row):
    return [{"start": j["join_at"], "end": j["resume_at"]} for j in row["page_break_joins"]]


def _starts_near(found, wanted):
    return abs(_span(found)[0] - _span(wanted)[0]) <= NEAR


def _overlaps(found, wanted):
    """Tell whether two spans share nine tenths of what they cover together."""
    (start, end), (from_, to) = _span(found), _span(wanted)
    return min(end, to) - max(start, from_) >= 0.9 * (max(end, to) - min(start, from_))


def _pair(found, wanted, matches):
    """Pair every wanted thing with the first found one that matches and is still free."""
    free, pairs = list(found), []
    for thing in wanted:
        match = next((candidate for candidate in free if matches(candidate, thing)), None)
        if match is not None:
            free.remove(match)
            pairs.append((match, thing))
    return pairs


def _count(rows, list_found, list_wanted, matches):
    """Return how many were right, found and wanted over all papers."""
    right = sum(len(_pair(list_found(o), list_wanted(g), matches)) for o, g in rows)
    return (
        right,
        sum(len(list_found(o)) for o, _ in rows),
        sum(len(list_wanted(g)) for _, g in rows),
    )


def _f1(right, found, wanted):
    return 2 * right / (found + wanted) if found + wanted else 1.0


def _share(flags):
    return sum(flags) / len(flags) if flags else 1.0


def main():
    """Print the scores of the annotated papers, read with the code as it stands."""
    from policytext.readers import read_source
    from policytext.structure import structure
    from policytext.structure.outline import build_outline

    root = Path(__file__).parents[2]
    rows = (root / "tests" / "gold" / "structure.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(row) for row in rows]
    outlines = {}
    for row in gold:
        path = root / "corpus" / "papers" / f"{row['doc']}.txt"
        outlines[row["doc"]] = build_outline(structure(read_source(path, path.name), row["doc"]))
    for row in gold:
        print(row["doc"], score_structure(outlines, [row]))
    for name, score in score_structure(outlines, gold).items():
        print(f"{name:24} {score:.4f}")


if __name__ == "__main__":
    sys.exit(main())
