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
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from bench.tagging import measure
from bench.texts import CORPUS
from policytext.kwic import View, cut_lines, find_places, sort_lines
from policytext.languages.english import find_lemma
from policytext.records import Document, Metadata, Passage, Run, Source, Token
from policytext.search import search
from policytext.store.indexing import split_index_words
from policytext.store.reading import open_store
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
    words, n_passages, n_docs = Counter(), Counter(), Counter()
    with StoreWriter(path) as store:
        store.write_manifest({}, [])
        for number, start in enumerate(range(0, len(texts), PER_DOCUMENT)):
            mine = texts[start : start + PER_DOCUMENT]
            store.write_document(*make_document(f"d{number}", mine))
            seen = set()
            for text in mine:
                found = Counter(split_index_words(text))
                words += found
                n_passages.update(found.keys())
                seen |= found.keys()
            n_docs.update(seen)
        store.write_words(
            (w, find_lemma(w), words[w], n_passages[w], n_docs[w]) for w in sorted(words)
        )


def make_document(doc_id, texts):
    """Return what `StoreWriter.write_document` takes for some passages."""
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


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument(
        "--keep", type=Path, help="Write the store here, and use it if it is there."
    )
    n_passages, keep = (options := parser.parse_args()).passages, options.keep
    texts = make_texts(n_passages)
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "bench.db"
        print(f"{n_passages} passages, {sum(map(len, texts)) / 1e6:.0f} MB")
        if not path.exists():
            print(f"{'written in':34} {measure(lambda: write_store(path, texts), 1):8.1f} s")
        with open_store(path) as store:
            report(store, texts)
            size = store.ask("SELECT sum(length(block)) AS n FROM passage_index_data")[0]["n"]
        print(f"{'index, times the text':34} {size / sum(map(len, texts)):8.2f}")
        print(f"{'store, times the text':34} {path.stat().st_size / sum(map(len, texts)):8.2f}")
        print(f"{'cold search, times a bare start':34} {measure_cold(path):8.2f}")


def report(store, texts):
    """Print the ratios of the three tasks."""
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
        mine, other = measure(ours), measure(plain, 1)
        print(f"{name:34} {other / mine:8.0f} times a plain scan ({mine * 1000:.1f} ms)")


if __name__ == "__main__":
    main()
