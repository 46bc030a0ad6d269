"""Search beside a plain scan of the same passages, and beside starting Python at all.

A store of generated English passages is written, then asked for a phrase with
snippets, a ranked question of three common words, and a concordance of a phrase
sorted by its right context; a case-insensitive scan of the same texts in memory
does the same work. A cold `policytext search` is set beside a process that only
imports click and sqlite3. Times are the best of several runs.

    python -m bench.search --passages 1000000
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from bench.results import show
from bench.tagging import measure
from bench.texts import CORPUS
from policytext.kwic import View, cut_lines, find_places, sort_lines
from policytext.records import Document, Metadata, Passage, Run, Source, Token
from policytext.search import search
from policytext.store.reading import open_store
from policytext.store.rows import make_rows
from policytext.store.writing import StoreWriter
from policytext.structure.outline import build_outline
from policytext.tokens import Words

PHRASE = "floating party members"
QUESTION = "coverage of party organizations and trade unions"
N_HITS = 5000
PER_DOCUMENT = 500


def make_texts(n_passages, seed=1949):
    """Return passages of about 600 characters: clauses of the papers in any order, the phrase in `N_HITS` of them."""
    random = Random(seed)
    text = " ".join(path.read_text("utf-8") for path in sorted((CORPUS / "papers").glob("*.txt")))
    clauses = [
        c for c in re.split(r"(?<=[,.;:!?])\s+", " ".join(text.split())) if 15 < len(c) < 120
    ]
    clauses = [c for c in clauses if PHRASE not in c.lower()]
    texts = [" ".join(random.choices(clauses, k=9)) for _ in range(n_passages)]
    for at in random.sample(range(n_passages), min(N_HITS, n_passages)):
        texts[at] += f" There are many {PHRASE} {random.choice(clauses)}"
    return texts


def write_store(path, texts):
    """Write a store that holds the texts as passages of many documents."""
    with StoreWriter(path) as store:
        store.write_manifest({}, [])
        for number, start in enumerate(range(0, len(texts), PER_DOCUMENT)):
            mine = texts[start : start + PER_DOCUMENT]
            store.write_paper(make_rows(*make_document(f"d{number}", mine)))


def make_document(doc_id, texts):
    """Return what `make_rows` takes for some passages."""
    source = Source(doc_id, "plain", "utf-8", "", "\n".join(texts), ())
    document = Document(doc_id, source, "en", None, (), (), None, None, (), (), (), (), (), ())
    passages, at = [], 0
    for number, text in enumerate(texts, start=1):
        run = Run(0, len(text), at, at + len(text))
        passage = Passage(
            f"{doc_id}:{number}", doc_id, "prose", "", "en", "", at, at + len(text), text, (run,)
        )
        spans = (m.span() for m in re.finditer(r"\w+", text))
        words = Words(passage, [Token(text[a:b], text[a:b], a, b) for a, b in spans])
        passages.append((passage, words))
        at += len(text) + 1
    return document, Metadata(doc_id, f"{doc_id}.txt"), build_outline(document), passages


def scan_phrase(texts):
    """Return the first ten passages with the phrase, with a snippet, the plain way."""
    finder = re.compile(re.escape(PHRASE), re.IGNORECASE)
    found = [(text, m.start()) for text in texts if (m := finder.search(text))]
    return [text[max(0, at - 60) : at + 180] for text, at in found[:10]], len(found)


def scan_question(texts):
    """Return the ten passages with the most of the words, the plain way."""
    finders = [
        re.compile(rf"\b{word}", re.IGNORECASE) for word in ("coverage", "party", "organization")
    ]
    scores = ((sum(len(f.findall(text)) for f in finders), n) for n, text in enumerate(texts))
    return sorted(scores, reverse=True)[:10]


def scan_lines(texts):
    """Return every line of the phrase sorted by its right context, the plain way."""
    finder = re.compile(rf"(.{{0,60}})({re.escape(PHRASE)})(.{{0,60}})", re.IGNORECASE)
    lines = [m.groups() for text in texts for m in finder.finditer(text)]
    return sorted(lines, key=lambda line: line[2].lower())


def measure_cold(path):
    """Return how many times as long a cold search takes as importing click and sqlite3."""
    ours = [sys.executable, "-m", "policytext", "--db", str(path), "search", QUESTION]
    theirs = [sys.executable, "-c", "import click, sqlite3"]
    times = [
        measure(lambda c=c: subprocess.run(c, check=True, capture_output=True), 7)  # noqa: S603
        for c in (ours, theirs)
    ]
    return times[0] / times[1]


def measure_search(n_passages=100_000, keep=None):
    """Yield every figure with its name."""
    texts = make_texts(n_passages)
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "bench.db"
        if not path.exists():
            write_store(path, texts)
        name = f"search, {n_passages:,} passages"
        with open_store(path) as store:
            for task, times, seconds in compare(store, texts):
                yield f"{name}: {task}, times a plain scan", times
                yield f"{name}: {task}, ms", seconds * 1000
            if (times := measure_ripgrep(store, texts, folder)) is not None:
                yield f"{name}: phrase with snippets, times ripgrep's count", times
            size = store.ask("SELECT sum(length(block)) AS n FROM passage_index_data")[0]["n"]
        yield f"{name}: index, times the text", size / sum(map(len, texts))
        yield f"{name}: store, times the text", path.stat().st_size / sum(map(len, texts))
        yield f"{name}: cold search, times a bare start", measure_cold(path)


def compare(store, texts):
    """Yield three tasks, each with how many times as fast it is as a plain scan, and its seconds."""
    tasks = {
        "phrase with snippets": (lambda: search(store, f'"{PHRASE}"'), lambda: scan_phrase(texts)),
        "ranked question": (
            lambda: search(store, "coverage party organization"),
            lambda: scan_question(texts),
        ),
        "concordance, sorted": (
            lambda: sort_lines(cut_lines(find_places(store, PHRASE).found, View()), "1R2R3R"),
            lambda: scan_lines(texts),
        ),
    }
    for name, (ours, plain) in tasks.items():
        seconds = measure(ours)
        yield name, measure(plain, 1) / seconds, seconds


def measure_ripgrep(store, texts, folder):
    """Return how many times as fast a phrase is found as ripgrep counts its lines, nothing where there is no ripgrep."""
    command = shutil.which("rg")
    if command is None:
        print("SKIPPED ripgrep: not installed")
        return None
    file = Path(folder) / "texts.txt"
    file.write_text("\n".join(texts), encoding="utf-8")
    asked = [command, "--count", "--ignore-case", "--fixed-strings", PHRASE, str(file)]
    theirs = measure(lambda: subprocess.run(asked, check=True, capture_output=True))  # noqa: S603
    return theirs / measure(lambda: search(store, f'"{PHRASE}"'))


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument(
        "--keep", type=Path, help="Write the store here, and use it if it is there."
    )
    chosen = parser.parse_args()
    show(measure_search(chosen.passages, chosen.keep))


if __name__ == "__main__":
    main()
