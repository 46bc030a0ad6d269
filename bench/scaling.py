"""Whole builds of corpora of growing size: time, memory, and how both grow with the corpus.

    python -m bench.scaling --sizes 1000 10000 100000 1000000 --languages en zh

Every build is a process of its own, of a corpus made by `corpora`; its time is
the processor's, its memory the peak. The exponent between two sizes is the
slope of time over size, both as logarithms: 1 is in proportion, 2 the square.
A build of a hundred passages, which is all start, is taken off the time first. At the largest size
a corpus is also built by two workers, and anew after one theme was changed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from time import perf_counter, sleep

from bench.corpora import write_corpus
from bench.memory import read_peak
from bench.results import show, write_json
from policytext.store.reading import open_store

SMALL = 100
"""Passages of the build that is all start."""

COMMON_THEME = """
[[themes]]
id = "bench-added"
kind = "concept"
path = ["Bench"]
scope_note = "A theme more."
sources = ["bench"]
zh = { canonical = "基层治理改革", certainty = "certain", forms = ["治理改革"] }
en = { preferred = "reform of the governance", forms = ["the reform of"] }
"""
"""A theme whose forms stand in nearly all English papers, and in a few Chinese ones."""

RARE_THEME = """
[[themes]]
id = "bench-added"
kind = "concept"
path = ["Bench"]
scope_note = "A theme more."
sources = ["bench"]
zh = { canonical = "ZH", certainty = "certain" }
en = { preferred = "EN" }
"""
"""A theme of a word that few papers have, to be chosen from the store."""


@dataclass(frozen=True)
class Build:
    """What one build took: seconds of processor time and by the clock, and megabytes at the peak."""

    lang: str
    n_passages: int
    megabytes: float
    seconds: float
    elapsed: float
    memory: float


def run_build(folder, out, *options):
    """Return the processor's seconds, the clock's, and the peak megabytes of one build."""
    command = [
        sys.executable,
        "-m",
        "policytext",
        "build",
        str(folder),
        "--out",
        str(out),
        *options,
    ]
    start, peak, ended = perf_counter(), 0.0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:  # noqa: S603
        while not ended:
            peak = max(peak, read_peak(process.pid))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            sleep(0.01)
        elapsed = perf_counter() - start
        if status:
            raise RuntimeError(process.stderr.read().decode())
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime, elapsed, peak


def measure_build(lang, n_passages, folder):
    """Return what the build of a generated corpus takes."""
    write_corpus(folder, n_passages, lang)
    size = sum(path.stat().st_size for path in (folder / "papers").iterdir()) / 1e6
    return Build(lang, n_passages, size, *run_build(folder, folder / "store.db"))


def find_exponents(builds):
    """Yield the exponent of time between every two sizes above the smallest, the start taken off."""
    start = builds[0].seconds
    for small, large in pairwise(builds[1:]):
        grown = (large.seconds - start) / (small.seconds - start)
        yield small, large, log(grown) / log(large.n_passages / small.n_passages)


def measure_workers(folder):
    """Return how many times as fast two workers are as one, by the clock."""
    out = folder / "workers.db"
    one, two = (run_build(folder, out, "--fresh", "--workers", str(n))[1] for n in (1, 2))
    return one / two


def choose_rare(store, lang):
    """Return a theme that one paper in a hundred names, or one in all: a word that so many have."""
    with open_store(store) as opened:
        (row,) = opened.ask("SELECT count(*) AS n FROM documents")
        (word,) = opened.ask(
            "SELECT lemma FROM contrast_words WHERE lang = ? AND n_docs = ? AND length(lemma) > ? ORDER BY lemma LIMIT 1",
            (lang, max(1, row["n"] // 100), 1 if lang == "zh" else 5),
        )
    names = {"zh": "没有的名称", "en": "no such name"} | {lang: word["lemma"]}
    return RARE_THEME.replace("ZH", names["zh"]).replace("EN", names["en"])


def measure_retagging(folder, full, theme):
    """Return how many times as fast a build is as a whole one when one theme was added to those it was built with."""
    written = folder / "themes" / "bench.toml"
    written.unlink(missing_ok=True)
    run_build(folder, folder / "store.db")
    written.write_text(theme, encoding="utf-8")
    return full / run_build(folder, folder / "store.db")[0]


def measure_language(lang, sizes, folder):
    """Yield the figures of one language, each with its name, as they are known."""
    builds = []
    for n_passages in (SMALL, *sizes):
        build = measure_build(lang, n_passages, folder / f"{lang}-{n_passages}")
        builds.append(build)
        yield f"build {lang}, {n_passages:,} passages: seconds", build.seconds
        yield f"build {lang}, {n_passages:,} passages: MB at the peak", build.memory
    for small, large, exponent in find_exponents(builds):
        name = f"build {lang}, {small.n_passages:,} to {large.n_passages:,} passages: exponent"
        yield name, exponent
    last = folder / f"{lang}-{sizes[-1]}"
    themes = {"in most papers": COMMON_THEME, "in few": choose_rare(last / "store.db", lang)}
    for where, theme in themes.items():
        name = (
            f"build {lang}, {sizes[-1]:,} passages, one theme more {where}: times as fast as whole"
        )
        yield name, measure_retagging(last, builds[-1].seconds, theme)
    yield f"build {lang}, two workers: times as fast as one", measure_workers(last)


def measure(sizes=(1_000, 10_000), languages=("en", "zh")):
    """Yield every figure with its name."""
    with tempfile.TemporaryDirectory() as folder:
        for lang in languages:
            yield from measure_language(lang, sorted(sizes), Path(folder))


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--languages", nargs="+", choices=("en", "zh"), default=["en", "zh"])
    parser.add_argument("--json", type=Path, help="Write the figures here, too.")
    chosen = parser.parse_args()
    figures = show(measure(chosen.sizes, chosen.languages))
    if chosen.json:
        write_json(chosen.json, figures)


if __name__ == "__main__":
    main()
