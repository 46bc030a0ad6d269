"""Keywords beside what one would use instead, on public benchmarks: F1@10 and speed in one run.

    python -m bench.keywords FOLDER [--docs N] [--half test|train|all] [--skip NAME …] [--jobs N]

FOLDER holds any of the English sets Inspec, SemEval2010, SemEval2017,
Nguyen2007, fao30 and 500N-KPCrowd-v1.1 as KeywordExtractor-Datasets (LIAAD)
packs them, each unpacked as `SET/docsutf8/*.txt` and `SET/keys/*.key`, and of
the Chinese CSL the file `csl/test.tsv` (prompt, text, keywords joined by `_`).

Every method gets the same plain text and returns its ten best. A keyword is
right when its words, stemmed by Porter (NLTK), equal those of a key; in Chinese
when the characters do. Doubles by stem are taken out before ten are counted. F1
is of each document, then the mean. Ours were fitted on the second half of the
sets in the order of their file names (`--half train`); `--half test` is the
first half, and stands by itself in the column "unseen" of a run over all.

pke's TopicRank and MultipartiteRank need time by the square of a text's
candidates. Of sets of long papers they get a sample, drawn with a seed, and our
default is scored on the same papers beside them.

Peers that are not installed are named and left out: scikit-learn, yake, rake-nltk,
summa, pke. pke needs parts of speech. Where `FOLDER/tagger/*.conllu` holds
treebanks (Universal Dependencies), NLTK's perceptron tagger is trained on them
first, with a seed; without them every word that is no stop word passes for a noun.
Megabytes a second are of text as UTF-8 by processor time, over the whole work
from plain text to keywords, ours with the words cut; pke's without the tagging.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import cache, lru_cache
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from time import process_time

from policytext.keywords import rank_keywords
from policytext.languages.stop_words import ENGLISH
from policytext.records import Passage
from policytext.tokens import build_tokenizer

SETS = ("Inspec", "SemEval2010", "SemEval2017", "Nguyen2007", "fao30", "500N-KPCrowd-v1.1")
TOP = 10
MANY = 30  # asked of every method, so that ten are left without doubles
OURS = ("default", "tfidf", "cvalue", "textrank", "positionrank")
PART = 8  # documents a task, for methods that look at one document at a time
LONG = 10_000  # bytes of the mean document, from which on a set is one of long papers
SAMPLE = 50  # documents of such a set for the heaviest methods
SEED = 1949


@cache
def stem(word):
    """Return the Porter stem of a word."""
    return _load_stemmer().stem(word)


@cache
def _load_stemmer():
    return import_module("nltk.stem").PorterStemmer()


def normalise(phrase):
    """Return a phrase by its stems."""
    return " ".join(stem(word) for word in re.findall(r"\w+", phrase.lower()))


def squeeze(phrase):
    """Return a Chinese phrase without space and punctuation."""
    return re.sub(r"[\s\W]+", "", phrase.lower())


@lru_cache(maxsize=1)
def read_english(folder, half, limit):
    """Return texts and keys by document, of one half of a set or all of it."""
    texts, keys = {}, {}
    files = sorted((folder / "docsutf8").glob("*.txt"))
    middle = len(files) // 2
    chosen = {"test": files[:middle], "train": files[middle:], "all": files}[half][:limit]
    for file in chosen:
        listed = (folder / "keys" / f"{file.stem}.key").read_text("utf-8", errors="replace")
        texts[file.stem] = file.read_text("utf-8", errors="replace")
        keys[file.stem] = {normalise(line) for line in listed.splitlines()} - {""}
    return texts, keys


def read_chinese(file, limit):
    """Return texts and keys by document."""
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()][:limit]
    texts = {f"{number:05}": row[-2] for number, row in enumerate(rows)}
    keys = {
        f"{n:05}": {squeeze(k) for k in row[-1].split("_")} - {""} for n, row in enumerate(rows)
    }
    return texts, keys


def score(found, keys, same):
    """Return the means over documents of F1@10 and of recall, each times 100."""
    f1 = recall = 0.0
    for doc_id, wanted in keys.items():
        best = list(dict.fromkeys(same(term) for term in found.get(doc_id, ())))[:TOP]
        hits = len(wanted.intersection(best))
        if hits:
            p, r = hits / len(best), hits / len(wanted)
            f1, recall = f1 + 2 * p * r / (p + r), recall + r
    return 100 * f1 / max(len(keys), 1), 100 * recall / max(len(keys), 1)


def make_passages(doc_id, text, lang):
    """Return the paragraphs of a plain text as passages."""
    return [
        Passage(f"{doc_id}:{n}", doc_id, "prose", "", lang, "", 0, len(part), part, ())
        for n, part in enumerate(re.split(r"\n\s*\n", text))
        if part.strip()
    ]


def cut(texts, lang="en"):
    """Return the passages of every text with their words, as a store holds them."""
    tokenize = build_tokenizer()
    return {
        doc_id: [(p, tokenize(p)) for p in make_passages(doc_id, text, lang)]
        for doc_id, text in texts.items()
    }


def rank_ours(texts, method, lang="en"):
    """Return our keywords of every text."""
    return rank_cut(cut(texts, lang), method)


def rank_cut(papers, method):
    """Return our keywords of papers whose words are cut."""
    found = defaultdict(list)
    for keyword in rank_keywords(papers, {}, MANY, method):
        found[keyword.doc_id].append(keyword.term)
    return found


def rank_sklearn(texts, longest):
    """Return the n-grams of up to `longest` words with the highest TF-IDF."""
    text = import_module("sklearn.feature_extraction.text")
    vectorizer = text.TfidfVectorizer(
        ngram_range=(1, longest), stop_words=sorted(text.ENGLISH_STOP_WORDS)
    )
    matrix, names = vectorizer.fit_transform(texts.values()), vectorizer.get_feature_names_out()
    return {
        doc_id: [names[at] for _, at in sorted(zip(-row.data, row.indices, strict=True))[:MANY]]
        for doc_id, row in zip(texts, matrix, strict=True)
    }


def rank_yake(texts):
    """Return YAKE's keywords."""
    extractor = import_module("yake").KeywordExtractor(lan="en", n=3, top=MANY)
    return {doc_id: [k for k, _ in extractor.extract_keywords(t)] for doc_id, t in texts.items()}


def rank_rake(texts):
    """Return RAKE's phrases."""
    cut_sentences, cut_words = re.compile(r"[.!?]\s+|\n\s*\n"), re.compile(r"\w+|[^\w\s]")
    rake = import_module("rake_nltk").Rake(
        stopwords=sorted(ENGLISH),
        sentence_tokenizer=cut_sentences.split,
        word_tokenizer=cut_words.findall,
    )
    found = {}
    for doc_id, text in texts.items():
        rake.extract_keywords_from_text(text)
        found[doc_id] = rake.get_ranked_phrases()[:MANY]
    return found


def rank_summa(texts):
    """Return summa's TextRank."""
    keywords = import_module("summa.keywords").keywords
    found = {}
    for doc_id, text in texts.items():
        try:
            found[doc_id] = keywords(text, words=MANY, split=True)
        except (IndexError, ValueError, ZeroDivisionError):  # too short for its graph
            found[doc_id] = keywords(text, split=True) if len(text) > 200 else []
    return found


def rank_pke(texts, model):
    """Return the keyphrases of one model of pke, of tagged sentences by document."""
    unsupervised = import_module("pke.unsupervised")
    frequencies = count_ngrams(texts) if model == "TfIdf" else None
    found = {}
    for doc_id, tagged in texts.items():
        extractor = getattr(unsupervised, model)()
        extractor.load_document(tagged, language="en", normalization="stemming")
        try:
            if model == "TfIdf":
                extractor.candidate_selection(n=3)
                extractor.candidate_weighting(df=frequencies)
            else:
                extractor.candidate_selection()
                extractor.candidate_weighting()
            found[doc_id] = [k for k, _ in extractor.get_n_best(n=MANY)]
        except (ValueError, ZeroDivisionError):  # nothing to build a graph of
            found[doc_id] = []
    return found


def read_treebank(file):
    """Yield the sentences of a CoNLL-U file as `(word, universal part of speech)`."""
    sentence = []
    for line in [*file.read_text("utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if columns[0].isdigit():
            sentence.append((columns[1], columns[3]))
        elif not line and sentence:
            yield sentence
            sentence = []


@cache
def train_tagger(folder):
    """Return a tagger trained on the treebanks in a folder; nothing without any."""
    sentences = [s for file in sorted(folder.glob("*.conllu")) for s in read_treebank(file)]
    if not sentences:
        return None
    tagger = import_module("nltk.tag.perceptron").PerceptronTagger(load=False)
    random.seed(SEED)
    tagger.train(sentences, nr_iter=5)
    return tagger


@lru_cache(maxsize=300)  # one set of long papers: every model of pke asks for it
def tag(text, folder):
    """Return sentences as `(word, part of speech)`, by a guess without treebanks."""
    tagger = train_tagger(folder)
    sentences = [
        re.findall(r"\w+(?:-\w+)*|[^\w\s]", sentence)
        for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n", text)
        if sentence.strip()
    ]
    if tagger:
        return [[(w, kind) for w, kind, *_ in tagger.tag(words)] for words in sentences]
    return [[(w, _guess(w)) for w in words] for words in sentences]


def _guess(word):
    if not word[0].isalnum():
        return "PUNCT"
    return "X" if word.lower() in ENGLISH or word[0].isdigit() else "NOUN"


def count_ngrams(sentences):
    """Return in how many documents every stemmed n-gram is, as pke wants it."""
    frequencies = Counter()
    for tagged in sentences.values():
        seen = set()
        for sentence in tagged:
            stems = [stem(word.lower()) for word, _ in sentence]
            seen.update(" ".join(stems[i : i + n]) for n in (1, 2, 3) for i in range(len(stems)))
        frequencies.update(seen)
    return frequencies | {"--NB_DOC--": len(sentences)}


PEERS = {
    "scikit-learn TF-IDF 1-3": ("sklearn", lambda texts: rank_sklearn(texts, 3)),
    "scikit-learn TF-IDF 1": ("sklearn", lambda texts: rank_sklearn(texts, 1)),
    "RAKE": ("rake_nltk", rank_rake),
    "YAKE": ("yake", rank_yake),
    "summa TextRank": ("summa", rank_summa),
    "pke TfIdf": ("pke", lambda texts: rank_pke(texts, "TfIdf")),
    "pke PositionRank": ("pke", lambda texts: rank_pke(texts, "PositionRank")),
    "pke TopicRank": ("pke", lambda texts: rank_pke(texts, "TopicRank")),
    "pke MultipartiteRank": ("pke", lambda texts: rank_pke(texts, "MultipartiteRank")),
}
HEAVY = ("pke TopicRank", "pke MultipartiteRank")
ALONE = ("summa TextRank", "pke PositionRank", *HEAVY)
"""Slow ones that look at one document at a time: their work is cut into parts for `--jobs`."""
STORE = "policytext default from a store"
METHODS = {
    **{f"policytext {m}": (lambda texts, m=m: rank_ours(texts, m)) for m in OURS},
    STORE: lambda texts: rank_cut(texts, "default"),
    **{name: rank for name, (_, rank) in PEERS.items()},
}


def draw(texts, method):
    """Return the documents a method gets: all, or of long papers a sample for a heavy one."""
    size = sum(len(text.encode()) for text in texts.values())
    if method not in HEAVY or size < LONG * len(texts) or len(texts) <= SAMPLE:
        return list(texts)
    return sorted(random.Random(SEED).sample(sorted(texts), SAMPLE))


def run_method(folder, name, half, limit, doc_ids, method):
    """Return what one method finds in some documents of a set, and the seconds it took."""
    every, _ = read_english(folder / name, half, limit)
    texts = {doc_id: every[doc_id] for doc_id in doc_ids}
    if method == STORE:
        texts = cut(texts)
    elif method.startswith("pke"):
        texts = {doc_id: tag(text, folder / "tagger") for doc_id, text in texts.items()}
    elif method.startswith("policytext"):
        rank_ours({"warm": "The unions and their reforms."}, "default")  # loads the lexicons
    start = process_time()
    found = METHODS[method](texts)
    return found, process_time() - start


def list_methods(skip):
    """Return every method that can be run; say which peers cannot."""
    methods = [*(f"policytext {m}" for m in OURS), STORE]
    for name, (module, _) in PEERS.items():
        if any(word in name for word in skip):
            print(f"SKIPPED {name}: as asked")
            continue
        try:
            import_module(module)
        except ImportError as error:
            print(f"SKIPPED {name}: not installed ({error})")
        else:
            methods.append(name)
    return methods


def run_english(chosen):
    """Print a table of every method on every set in a folder."""
    methods = list_methods(chosen.skip)
    if any(name.startswith("pke") for name in methods):
        trained = train_tagger(chosen.folder / "tagger")  # once, for all the processes
        print("parts of speech for pke:", "by a trained tagger" if trained else "guessed")
    with ProcessPoolExecutor(chosen.jobs, get_context("fork")) as pool:
        running = {}
        for name in SETS:
            if not (chosen.folder / name).is_dir():
                print(f"SKIPPED {name}: no such folder in {chosen.folder}")
                continue
            texts, keys = read_english(chosen.folder / name, chosen.half, chosen.docs)
            tasks = {}
            for method in methods:
                drawn = draw(texts, method)
                step = PART if method in ALONE else len(drawn)
                tasks[method] = [
                    pool.submit(
                        run_method,
                        chosen.folder,
                        name,
                        chosen.half,
                        chosen.docs,
                        drawn[at : at + step],
                        method,
                    )
                    for at in range(0, len(drawn), step)
                ]
            running[name] = texts, keys, tasks
        for name, (texts, keys, tasks) in running.items():
            print_set(name, chosen.half, texts, keys, tasks)


def print_set(name, half, texts, keys, tasks):
    """Print what every method reached on one set, as it comes."""
    sizes = {doc_id: len(text.encode()) / 1e6 for doc_id, text in texts.items()}
    unseen = set(sorted(texts)[: len(texts) // 2]) if half == "all" else set(texts)
    print(
        f"\n{name}: half {half}, {len(texts)} documents, {sum(sizes.values()):.2f} MB,"
        f" {sum(map(len, keys.values())):,} keys"
    )
    print(f"  {'':31} F1@10  unseen  recall  MB/s")
    speeds, ahead, ours = {}, {}, {}
    for method, parts in tasks.items():
        found, seconds = {}, 0.0
        for part in parts:
            some, took = part.result()
            found |= some
            seconds += took
        ours = found if method == "policytext default" else ours
        drawn = {doc_id: keys[doc_id] for doc_id in draw(texts, method)}
        f1, recall = score(found, drawn, normalise)
        held = score(found, {d: k for d, k in drawn.items() if d in unseen}, normalise)[0]
        speeds[method] = sum(map(sizes.get, drawn)) / max(seconds, 1e-9)
        line = f"  {method:31} {f1:5.1f}  {held:6.1f}  {recall:6.1f}  {speeds[method]:6.3f}"
        same = score(ours, drawn, normalise)[0]
        if len(drawn) < len(keys):
            line += f"  a sample of {len(drawn)}, seed {SEED}; the default there {same:.1f}"
        print(line, flush=True)
        if not method.startswith("policytext"):
            ahead[method] = same - f1
    if ahead:
        nearest = min(ahead, key=ahead.get)
        verdict = "at or above" if ahead[nearest] >= 0 else "BELOW"
        print(f"  the default is {verdict} the best peer, {nearest}, by {abs(ahead[nearest]):.1f}")
    if "YAKE" in speeds:
        default = speeds["policytext default"] / speeds["YAKE"]
        print(
            f"  times YAKE's speed: {default:.1f},"
            f" from a store {speeds[STORE] / speeds['YAKE']:.1f}",
            flush=True,
        )


def measure(rank, texts, keys, same):
    """Return F1@10, recall@10 and megabytes a second of one method."""
    size = sum(len(text.encode()) for text in texts.values()) / 1e6
    start = process_time()
    found = rank(texts)
    seconds = process_time() - start
    return (*score(found, keys, same), size / max(seconds, 1e-9))


def run_chinese(file, limit):
    """Print ours and jieba's own methods on Chinese abstracts."""
    analyse = import_module("jieba.analyse")
    texts, keys = read_chinese(file, limit)
    print(f"\nCSL: {file.name}, {len(texts)} abstracts, {sum(map(len, keys.values())):,} keys")
    analyse.extract_tags("加载")  # reads its dictionary
    rank_ours({"1": "加载"}, "default", "zh")
    methods = {
        **{f"policytext {m}": (lambda t, m=m: rank_ours(t, m, "zh")) for m in OURS},
        "jieba TF-IDF": lambda t: {d: analyse.extract_tags(x, TOP) for d, x in t.items()},
        "jieba TextRank": lambda t: {d: analyse.textrank(x, TOP) for d, x in t.items()},
    }
    got = {name: measure(rank, texts, keys, squeeze) for name, rank in methods.items()}
    for name, (f1, recall, speed) in got.items():
        print(f"  {name:26} F1@10 {f1:5.1f}  recall {recall:5.1f}  MB/s {speed:7.3f}")
    peer = max(got["jieba TF-IDF"][1], got["jieba TextRank"][1])
    print(f"  default's recall is {got['policytext default'][1] / peer:.2f} times jieba's best")


def main():
    """Measure everything in a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docs", type=int, default=None, help="documents of each set, at most")
    parser.add_argument("--half", choices=("test", "train", "all"), default="all")
    parser.add_argument(
        "--skip", nargs="*", default=[], help="peers to leave out, by a part of their name"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes to share the work")
    chosen = parser.parse_args()
    run_english(chosen)
    csl = chosen.folder / "csl" / "test.tsv"
    if csl.exists():
        run_chinese(csl, chosen.docs)
    else:
        print(f"SKIPPED CSL: no {csl}")


if __name__ == "__main__":
    main()
