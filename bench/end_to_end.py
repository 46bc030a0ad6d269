"""From files to a store on one core, beside what spaCy needs to tag the same texts.

    python -m bench.end_to_end [--folder CORPUS --lang en]

Ours reads files, finds their structure, cuts passages and words, tags, spells out
formulae, counts pairs and writes the store with its full-text index. spaCy's blank
pipeline (Chinese by jieba) is given the paragraphs as strings, and finds the same forms as
they are written by its PhraseMatcher: nothing else. Papers and themes are those of `tagging`, dense
and sparse (see `papers`), in rounds of other papers; or those of a corpus folder of one's own. Both are warm, having done
other papers; times are the processor's. The times of our stages are told apart.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from time import process_time

import spacy
from spacy.matcher import PhraseMatcher

from bench.papers import make_papers
from bench.results import show
from bench.tagging import DENSITIES, list_made_up_forms, make_themes
from policytext.concepts.loading import tally_passages
from policytext.cooccurrence import count_pairs
from policytext.corpus import read_corpus
from policytext.mentions import tag_document
from policytext.paper import make_tools
from policytext.passages import split_passages
from policytext.readers import read_source
from policytext.store.rows import make_rows
from policytext.store.writing import StoreWriter
from policytext.structure import structure
from policytext.structure.outline import build_outline
from policytext.themes import load_themes

WARM = 3
"""Papers done before the clock runs."""

N_CHARS = {"en": 2_000_000, "zh": 700_000}
N_ROUNDS = 3
N_FORMS = 2_000


class Stopwatch:
    """Processor time by stage."""

    def __init__(self):
        """Begin with nothing."""
        self.times = Counter()

    def time(self, stage, work, *given):
        """Return what some work returns, its time added to a stage's."""
        start = process_time()
        made = work(*given)
        self.times[stage] += process_time() - start
        return made


def build(papers, folder, tools, themes, watch):
    """Write a store of some papers, stage by stage."""
    with tempfile.TemporaryDirectory() as out, StoreWriter(Path(out) / "store.db") as writer:
        writer.write_themes(themes, tools.lexicon.list_names())
        for metadata in papers:
            paper = watch.time("read", read_source, folder / metadata.file, metadata.file)
            document = watch.time("structure", structure, paper, metadata.doc_id)
            passages = watch.time("passages", split_passages, document)
            cut = watch.time(
                "words", lambda p=passages: [(each, tools.tokenize(each)) for each in p]
            )
            mentions = watch.time("tag", tag_document, document, passages, tools.lexicon)
            bare = [mention for mention, _ in mentions]
            spelled = watch.time("spell out", tools.members.expand_mentions, bare, passages)
            paper = document, metadata, build_outline(document), cut
            watch.time("write", _write, writer, paper, mentions, spelled)
        watch.time("write", writer.finish_papers)
        watch.time("pairs", _count, writer)


def _write(writer, paper, mentions, spelled):
    """Write one paper."""
    writer.write_paper(make_rows(*paper, mentions, spelled))


def _count(writer):
    """Count pairs, measure and write them."""
    store = writer.read_draft()
    (row,) = store.ask("SELECT count(*) AS n FROM passages WHERE counted")
    writer.write_graph([], count_pairs(tally_passages(store), row["n"], {}))


def read_paragraphs(papers, folder):
    """Return the paragraphs of papers as strings."""
    return [
        paragraph
        for metadata in papers
        for paragraph in (folder / metadata.file).read_text("utf-8").split("\n\n")
    ]


def make_matcher(themes, lang):
    """Return spaCy's pipeline of a language, and a matcher of the forms in it as they are written."""
    config = {"nlp": {"tokenizer": {"segmenter": "jieba"}}} if lang == "zh" else {}
    pipeline = spacy.blank(lang, config=config)
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    for theme in themes:
        forms = [f.text for f in theme.forms if f.lang == lang and f.match in ("plural", "exact")]
        matcher.add(theme.theme_id, [pipeline.make_doc(text) for text in forms])
    return pipeline, matcher


def tag_with_spacy(paragraphs, pipeline, matcher):
    """Return where forms stand, with their themes."""
    return [
        (
            number,
            document.vocab.strings[key],
            document[start:end].start_char,
            document[start:end].end_char,
        )
        for number, document in enumerate(pipeline.pipe(paragraphs))
        for key, start, end in matcher(document)
    ]


def write_papers(folder, lang, density, n_chars, seed=0):
    """Write papers of one density as text files into a new corpus folder, about so many characters in all."""
    (folder / "papers").mkdir(parents=True)
    strewn = list_made_up_forms(N_FORMS, lang) if density == "sparse" else ()
    for number, paragraphs in enumerate(make_papers(lang, n_chars, seed, strewn)):
        path = folder / "papers" / f"p{number:04}.txt"
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


class Race:
    """Ours and spaCy over corpora of one language, themes and Chinese words, each corpus new to both."""

    def __init__(self, lang, themes, engine):
        """Make what both need, which takes no part in the race."""
        self.themes = themes
        self.tools = make_tools(themes, engine)
        self.pipeline, self.matcher = make_matcher(themes, lang)

    def run(self, folder, papers):
        """Return the times of our stages and that of spaCy over some papers of a corpus folder."""
        ours, theirs = Stopwatch(), Stopwatch()
        build(papers, folder, self.tools, self.themes, ours)
        theirs.time(
            "tag", tag_with_spacy, read_paragraphs(papers, folder), self.pipeline, self.matcher
        )
        return ours.times, theirs.times["tag"]


def tell(size, ours, theirs):
    """Yield the ratio, the speeds and the stages of a race over so many megabytes, each with what it is of."""
    yield "times spaCy's time for tagging alone", ours.total() / theirs
    yield "spaCy's tagging, MB/s", size / theirs
    yield "all stages, MB/s", size / ours.total()
    for stage, seconds in ours.items():
        yield f"{stage}, MB/s", size / seconds


def weigh(folder, papers):
    """Return the megabytes of some papers."""
    return sum((folder / metadata.file).stat().st_size for metadata in papers) / 1e6


def measure_folder(folder, lang, engine="jieba"):
    """Yield the figures of a corpus folder of one's own, the first papers done to get warm."""
    papers, _ = read_corpus(folder)
    race = Race(lang, load_themes(folder / "themes")[0], engine)
    race.run(folder, papers[:WARM])
    yield from tell(weigh(folder, papers[WARM:]), *race.run(folder, papers[WARM:]))


def measure_language(lang, n_chars, engine="jieba"):
    """Yield the figures of one language, of dense papers and of sparse ones: the round with the median ratio.

    A round has papers of its own, of about so many characters; the first is to get warm.
    """
    for density in DENSITIES:
        name = f"{lang}, {engine}, {density}" if lang == "zh" else f"{lang}, {density}"
        race = Race(lang, make_themes(N_FORMS, lang, density), engine)
        rounds = []
        for number in range(N_ROUNDS + 1):
            with tempfile.TemporaryDirectory() as made:
                folder = Path(made) / "corpus"
                write_papers(folder, lang, density, n_chars, number)
                papers, _ = read_corpus(folder)
                rounds.append((weigh(folder, papers), *race.run(folder, papers)))
        rounds = sorted(rounds[1:], key=lambda each: each[1].total() / each[2])
        for what, figure in tell(*rounds[N_ROUNDS // 2]):
            yield f"end to end {name}: {what}", figure


def measure(share=1.0):
    """Yield every figure with its name, measured on a share of the usual texts."""
    n_chars = {lang: int(n * share) for lang, n in N_CHARS.items()}
    yield from measure_language("en", n_chars["en"])
    yield from measure_language("zh", n_chars["zh"])
    try:
        yield from measure_language("zh", n_chars["zh"], "rjieba")
    except ImportError as error:
        print(f"SKIPPED rjieba: {error}")


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--folder", type=Path, help="A corpus folder of one's own, with its themes."
    )
    parser.add_argument(
        "--lang", choices=("en", "zh"), default="en", help="The language of its papers."
    )
    chosen = parser.parse_args()
    if chosen.folder:
        show(measure_folder(chosen.folder, chosen.lang))
    else:
        show(measure())


if __name__ == "__main__":
    main()
