"""Build the corpus and score it against the gold annotation: `make evaluate`.

Prints every score beside its floor and exits with 1 when one has fallen below.
`--faults` lists what went wrong; `--raise` lifts the floors to what is reached
now, and never lowers one.
"""

import json
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.evaluation.discovery import score_discovery
from tests.evaluation.expansions import score_expansions, score_labels
from tests.evaluation.keyphrases import score_keyphrases
from tests.evaluation.mentions import score_mentions
from tests.evaluation.queries import score_queries
from tests.evaluation.relations import score_relations
from tests.evaluation.structure import score_structure

from policytext.pipeline import build_store
from policytext.store.reading import open_store

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
FLOORS = GOLD / "floors.toml"


def read_gold(name):
    """Return the rows of one gold file."""
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]


def evaluate(store):
    """Return every score by name, and lines that say what went wrong."""
    structure = read_gold("structure")
    scores = score_structure(
        {row["doc"]: store.read_outline(row["doc"]) for row in structure}, structure
    )
    lines = []
    for more, said in (
        score_mentions(store.list_mentions(), read_gold("spans")),
        score_discovery(store, read_gold("spans")),
        score_expansions(store, read_gold("spans")),
        score_labels(ROOT / "corpus", read_gold("spans")),
        score_queries(store, read_gold("queries")),
        score_relations(store, read_gold("relations")),
    ):
        scores |= more
        lines += said
    return scores | score_keyphrases(store.list_keywords(), read_gold("keyphrases")), lines


def main(arguments):
    """Score, print, compare with the floors."""
    with tempfile.TemporaryDirectory() as folder:
        build_store(ROOT / "corpus", Path(folder) / "gold.db")
        with open_store(Path(folder) / "gold.db") as store:
            scores, lines = evaluate(store)
    floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    fallen = [
        name for name, floor in floors.items() if _is_worse(name, scores.get(name, 0.0), floor)
    ]
    for name, score in sorted(scores.items()):
        print(
            f"{name:32} {score:8.4f}   floor {floors.get(name, '-')!s:8} {'FALLEN' if name in fallen else ''}"
        )
    if "--faults" in arguments:
        print("\n".join(lines))
    if "--raise" in arguments and not fallen:
        _raise_floors(scores, floors)
    return 1 if fallen else 0


def _is_worse(name, score, floor):
    """Tell whether a score is on the wrong side of its floor; of `_hits`, fewer are better."""
    return score > floor if name.endswith("_hits") else score < floor - 1e-9


def _raise_floors(scores, floors):
    """Write the floors anew, each at the better of what it was and what is reached, cut to three places."""
    better = {
        name: min(score, floors.get(name, score))
        if name.endswith("_hits")
        else max(int(score * 1000) / 1000, floors.get(name, 0.0))
        for name, score in sorted(scores.items())
    }
    text = "# Quality on the gold annotation; `make evaluate` fails below any of these. They only rise.\n"
    FLOORS.write_text(
        text + "".join(f"{name} = {value}\n" for name, value in better.items()), "utf-8"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
