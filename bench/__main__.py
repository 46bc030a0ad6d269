"""Measure everything, print it, and write it as JSON.

    python -m bench [--quick] [--json outputs/bench.json]

Every figure is a ratio against what one would use instead, measured in the same
run, or says its unit; `--quick` takes smaller corpora, to see that all of it runs.
"""

import argparse
from itertools import chain
from pathlib import Path

from bench import end_to_end, graph, scaling, search, tagging, words
from bench.results import show, write_json


def measure(quick):
    """Yield every figure with its name."""
    sizes = (200, 500) if quick else (1_000, 10_000)
    return chain(
        graph.measure(),
        tagging.run().items(),
        words.measure(1 if quick else 20),
        search.measure_search(1_000 if quick else 100_000),
        end_to_end.measure(0.1 if quick else 1.0),
        scaling.measure(sizes),
    )


def main():
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, default=Path("outputs/bench.json"))
    chosen = parser.parse_args()
    write_json(chosen.json, show(measure(chosen.quick)))


if __name__ == "__main__":
    main()
