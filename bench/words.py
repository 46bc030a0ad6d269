"""Word counts of a store beside scikit-learn's CountVectorizer, and Chinese words by rjieba beside jieba.

    python -m bench.words [--megabytes 20]

The English texts are the repository's papers, their sentences shuffled, a
thousand paragraphs a document. Ours counts from a store, where words are cut
already, by document; CountVectorizer cuts them. Only ratios are results.
"""

import argparse
import tempfile
from array import array
from pathlib import Path
from time import process_time

from sklearn.feature_extraction.text import CountVectorizer

from bench.texts import make_chinese, make_english
from policytext.languages.english import place_english
from policytext.store.reading import Store
from policytext.store.schema import SCHEMA
from policytext.wordlists import Options, count_words


def write_store(paragraphs, path):
    """Write a store that holds nothing but passages."""
    import sqlite3

    db = sqlite3.connect(path)
    db.executescript(SCHEMA)
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
    """Return how many times jieba's speed rjieba cuts words at, as a build does."""
    from policytext.languages.chinese import ChineseWords

    texts = make_chinese(200_000)
    slow, fast = ChineseWords(), ChineseWords(engine="rjieba")
    slow.tokenize("改革"), fast.tokenize("改革")
    times = [time_best(lambda w=w: [w.tokenize(t) for t in texts]) for w in (slow, fast)]
    return times[0] / times[1]


def main():
    """Print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=float, default=20)
    chosen = parser.parse_args()
    print(
        f"word counts, {chosen.megabytes} MB: times CountVectorizer's time {measure_english(chosen.megabytes):.2f}"
    )
    try:
        print(f"Chinese words: times jieba's speed by rjieba {measure_chinese():.1f}")
    except (ImportError, TypeError) as error:
        print(f"SKIPPED rjieba: {error}")


if __name__ == "__main__":
    main()
