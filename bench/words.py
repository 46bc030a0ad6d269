"""Word counts beside scikit-learn's CountVectorizer, Chinese words beside jieba, keywords beside YAKE.

    python -m bench.words [--megabytes 20]

The English texts are the repository's papers, their sentences shuffled, a
thousand paragraphs a document. Ours counts from a store, where words are cut
already, by document; CountVectorizer cuts them. Only ratios are results.
"""

import argparse
import tempfile
from array import array
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time

import jieba
from sklearn.feature_extraction.text import CountVectorizer

from bench.results import show
from bench.texts import make_chinese, make_english
from policytext.keywords import rank_keywords
from policytext.languages.english import place_english
from policytext.records import Passage, Run
from policytext.store.reading import Store
from policytext.store.schema import TABLES
from policytext.tokens import build_tokenizer
from policytext.wordlists import Options, count_words


def write_store(paragraphs, path):
    """Write a store that holds nothing but passages."""
    import sqlite3

    db = sqlite3.connect(path)
    db.executescript(TABLES)
    for number, text in enumerate(paragraphs):
        positions = array("I", place_english(text))
        row = (number, f"p{number}", f"d{number // 1000}", "prose", "", "en", "", 0, len(text),
               len(positions) // 2, 1, text, "[]", positions.tobytes())  # fmt: skip
        db.execute(f"INSERT INTO passages VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
    db.commit()
    return Store(db)


def time_best(work, runs=3):
    """Return the shortest processor time of some runs."""
    times = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def measure_english(megabytes):
    """Return how many times CountVectorizer's time ours takes."""
    paragraphs = make_english(int(megabytes * 1e6))
    with tempfile.TemporaryDirectory() as folder:
        store = write_store(paragraphs, Path(folder) / "s.db")
        ours = time_best(lambda: count_words(store, Options(top=0, stop_words=True)))
        store.close()
    theirs = time_best(lambda: CountVectorizer().fit_transform(paragraphs))
    return ours / theirs


def measure_chinese():
    """Yield how many times as fast as jieba, HMM off, Chinese words are cut as a build does, by each engine."""
    from policytext.languages.chinese import ChineseWords

    texts = make_chinese(200_000)
    plain = jieba.Tokenizer()
    list(plain.cut("改革"))
    theirs = time_best(lambda: [list(plain.cut(text, HMM=False)) for text in texts])
    for engine in ("jieba", "rjieba"):
        if find_spec(engine) is None:
            print(f"SKIPPED {engine}: not installed")
            continue
        ours = ChineseWords(engine=engine)
        ours.place("改革")
        yield (
            f"Chinese words by {engine}: times jieba's own speed",
            theirs / time_best(lambda w=ours: [w.place(text) for text in texts]),
        )


def measure_keywords(n_chars=200_000):
    """Yield how many times as fast as YAKE keywords are ranked, from plain text, per megabyte."""
    if find_spec("yake") is None:
        print("SKIPPED YAKE: not installed (pip install yake)")
        return
    texts = make_english(n_chars)
    papers = ["\n\n".join(texts[at : at + 20]) for at in range(0, len(texts), 20)]
    extract = import_module("yake").KeywordExtractor(lan="en", n=3, top=10).extract_keywords
    theirs = time_best(lambda: [extract(paper) for paper in papers], 1)
    tokenize = build_tokenizer()

    def rank():
        cut = {
            f"d{number}": [
                (passage, tokenize(passage)) for passage in [make_passage(number, paper)]
            ]
            for number, paper in enumerate(papers)
        }
        return list(rank_keywords(cut, {}, 10))

    yield "keywords from plain text: times YAKE's speed", theirs / time_best(rank)


def make_passage(number, text):
    """Return a text as the only passage of a paper."""
    run = Run(0, len(text), 0, len(text))
    name = f"d{number}"
    return Passage(f"{name}:1", name, "prose", "", "en", "", 0, len(text), text, (run,))


def measure(megabytes=20):
    """Yield every figure with its name."""
    yield f"word counts, {megabytes} MB: in times of CountVectorizer's", measure_english(megabytes)
    yield from measure_chinese()
    yield from measure_keywords()


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=20)
    show(measure(parser.parse_args().megabytes))


if __name__ == "__main__":
    main()
