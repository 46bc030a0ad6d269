"""The graph beside what one would use instead: counting pairs, measuring them, and asking a large store.

A million sentences name 2,000 concepts. Pairs are counted and every measure is
made of them; beside it stand scipy's product of the matrix of sentences and
concepts with itself, which counts the same but not the documents, and a graph
of networkx that is given the meetings one by one. Memory is the peak of a
process of its own. Then a store with 500,000 edges is written, and a cold
`policytext graph neighbors` set beside a process that only imports click and
sqlite3. Times are the best of several runs; the ratios are what counts.
"""

import os
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path
from random import Random
from time import perf_counter

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, triu

from bench.results import show
from policytext.cooccurrence import Namings, count_meetings, measure_meetings
from policytext.records import Form, Node, Pair, Theme
from policytext.store.writing import StoreWriter

N_SENTENCES, N_CONCEPTS, N_DOCUMENTS = 1_000_000, 2_000, 20_000
N_EDGES, N_NODES = 500_000, 5_000
IMPORTS = "import click, sqlite3"


def make_namings(n_sentences=N_SENTENCES, n_concepts=N_CONCEPTS, n_documents=N_DOCUMENTS):
    """Return sentences that name about four concepts each, common ones far more often than rare ones."""
    rng = np.random.default_rng(1)
    sizes = rng.poisson(4, n_sentences).clip(0, 12)
    share = 1 / np.arange(1, n_concepts + 1) ** 0.8
    sentences = np.repeat(np.arange(n_sentences), sizes)
    concepts = rng.choice(n_concepts, size=len(sentences), p=share / share.sum())
    key = np.unique(sentences * n_concepts + concepts)
    sentences, concepts = np.divmod(key, n_concepts)
    documents = np.sort(rng.integers(0, n_documents, n_sentences))[sentences]
    return Namings(sentences, concepts, documents, n_concepts)


def time_best(call, runs):
    """Return the best time of some runs in seconds, and what the last one returned."""
    best, made = float("inf"), None
    for _ in range(runs):
        start = perf_counter()
        made = call()
        best = min(best, perf_counter() - start)
    return best, made


def multiply(named, n_sentences):
    """Return scipy's product, which counts how often every two concepts meet."""
    starts = np.searchsorted(named.units, np.arange(n_sentences + 1))
    ones = np.ones(len(named.units), dtype=np.int32)
    occurs = csr_array((ones, named.concepts, starts), shape=(n_sentences, named.n_concepts))
    return occurs.T @ occurs


def add_edges(named):
    """Return a graph of networkx that was given every meeting by itself."""
    graph = nx.Graph()
    edges = np.flatnonzero(np.diff(named.units, prepend=-1, append=-1))
    concepts = named.concepts.tolist()
    for start, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        for a, b in combinations(concepts[start:stop], 2):
            if graph.has_edge(a, b):
                graph[a][b]["n_cooc"] += 1
            else:
                graph.add_edge(a, b, n_cooc=1)
    return graph


def count_and_measure(named, n_sentences):
    """Return the pairs with every measure."""
    met = count_meetings(named, np.zeros(N_DOCUMENTS, dtype=np.int64))
    return met, measure_meetings(met, n_sentences)


def measure_counting(runs=5):
    """Yield how long counting and measuring take beside the others."""
    named = make_namings()
    years = np.zeros(N_DOCUMENTS, dtype=np.int64)
    product, counts = time_best(lambda: multiply(named, N_SENTENCES), runs)
    pairs, met = time_best(lambda: count_meetings(named, years), runs)
    both, _ = time_best(lambda: count_and_measure(named, N_SENTENCES), runs)
    networkx, graph = time_best(lambda: add_edges(named), 1)
    assert graph.number_of_edges() == len(met.n_both) == triu(counts, k=1).nnz  # noqa: S101
    yield f"graph, {N_SENTENCES:,} sentences: pairs", len(met.n_both)
    yield "graph: counting pairs, in times of scipy's product", pairs / product
    yield "graph: pairs and measures, times as fast as networkx edge by edge", networkx / both


def measure_memory():
    """Return the megabytes at the peak of a process of its own that counts and measures."""
    code = (
        "from bench.graph import *; from bench.memory import read_peak;"
        "count_and_measure(make_namings(), N_SENTENCES); print(read_peak())"
    )
    peak = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout  # noqa: S603
    return float(peak)


def write_large_store(path):
    """Write a store of 500,000 edges between 5,000 themes."""
    rng = Random(1)
    ids = [f"theme-{at:04}" for at in range(N_NODES)]
    themes = [
        Theme(
            name,
            "concept",
            ("All",),
            f"主题{name}",
            "certain",
            f"Theme {name}",
            (Form(f"theme {name}", "en"),),
        )
        for name in ids
    ]
    ends: set[tuple[str, str]] = set()
    while len(ends) < N_EDGES:
        a, b = ids[int(N_NODES * rng.random() ** 2)], ids[rng.randrange(N_NODES)]
        if a != b:
            ends.add((min(a, b), max(a, b)))
    pairs = [
        Pair(
            a,
            b,
            rng.randint(1, 40),
            rng.randint(1, 9),
            50,
            60,
            1.5,
            *(rng.random() for _ in range(12)),
            None,
            None,
        )
        for a, b in sorted(ends)
    ]
    with StoreWriter(path) as store:
        store.write_themes(themes, [(f"theme {name}", name) for name in ids])
        store.write_graph((Node(name, 9, 50, 5, 200, 900, 0, 0.5, 0.5) for name in ids), pairs)
    return ids[0]


def time_process(arguments, runs):
    """Return the best time of a process in seconds."""
    return time_best(
        lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True),  # noqa: S603
        runs,
    )[0]


def measure_cold_start(runs=15):
    """Yield how long a cold question takes beside a process that only imports click and sqlite3."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.db"
        concept = write_large_store(path)
        os.environ["POLICYTEXT_DB"] = str(path)
        bare = time_process(["-c", IMPORTS], runs)
        for said in (
            ["--top", "10"],
            [],
            ["--top", "0"],
            ["--measure", "npmi", "--min-docs", "3", "--top", "10"],
        ):
            command = ["-m", "policytext", "graph", "neighbors", concept, *said]
            name = f"graph neighbors {' '.join(said)}, {N_EDGES:,} edges"
            yield f"{name}: cold, times a bare start", time_process(command, runs) / bare


def measure():
    """Yield every figure with its name."""
    yield "graph: MB at the peak", measure_memory()
    yield from measure_counting()
    yield from measure_cold_start()


if __name__ == "__main__":
    show(measure())
