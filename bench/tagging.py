"""Tagging and discovery beside what one would use instead: spaCy's PhraseMatcher in a blank pipeline.

Both tag the same papers (`papers`) with the same 2,000 forms. Dense papers: all that
the authority file has in one language, with their contexts, scopes and verbs, and
as many made-up ones as it takes, with contexts as often. Sparse papers: made-up
forms, in English of two words and more, one in ten with a context. Neither has seen the papers before, as every paper of
a corpus is tagged once; both are warm, having tagged other papers of the same
kind. Five rounds are run, each on other papers, ours and theirs in turn; a
figure is the median of the rounds. Times are those of the processor, one core.

- *Ours* is what a build does with a paper that is cut into passages: every
  form in either number, with or without its hyphens, in any typesetting, edges
  of words, contexts, scopes, verbs, overlaps, the place in the source text, one
  record a mention, undecided ones settled, each told to be counted or not.
- *spaCy* is what a user writes: `nlp.pipe` of a blank pipeline (its tokenizer, Chinese by
  jieba), `PhraseMatcher(attr="LOWER")` with the forms as they are written and the
  theme's id as key, the context words looked for among the lower-cased tokens around, the
  longest matches kept by `filter_spans`, one record a match with the same places. It
  finds fewer mentions, having neither inflections nor nested ones.
- *EntityRuler* is the same matcher as spaCy's documentation puts it into a
  pipeline: `entity_ruler` with `phrase_matcher_attr`, one record an entity.
  It knows no contexts.
- *bare* is spaCy's tokenizer and matcher alone, matches thrown away: less than anybody wants.
"""

from dataclasses import replace
from gc import collect
from statistics import median
from time import perf_counter, process_time

import spacy
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bench.papers import make_papers
from bench.texts import CORPUS, make_chinese, make_english, make_forms
from policytext.discovery.candidates import find_in_text
from policytext.forms import build_lexicon
from policytext.mentions import tag_document
from policytext.records import Context, Document, Form, Passage, Source, Theme
from policytext.text import build_reading
from policytext.themes import load_themes

N_CHARS = {"en": 600_000, "zh": 200_000}
N_ROUNDS = 5
DENSITIES = ("dense", "sparse")
CONTEXT_EVERY = {
    "dense": 33,
    "sparse": 10,
}  # a made-up form in so many has a context; dense: as of the authority file's


def measure(work, runs=3):
    """Return the shortest time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def spend(work, papers):
    """Return the seconds of processor time that some work on papers takes, run once."""
    collect()
    start = process_time()
    work(papers)
    return process_time() - start


def make_document(paragraphs, number, lang):
    """Return a paper as its structure and its passages, as `split_passages` cuts them."""
    doc_id, text = f"d{number}", "\n\n".join(paragraphs)
    source = Source(doc_id, "txt", "utf-8", "", text, ())
    document = Document(doc_id, source, lang, None, (), (), 2019, None, (), (), (), (), (), ())
    passages, start = [], 0
    for n, paragraph in enumerate(paragraphs):
        end = start + len(paragraph)
        reading = build_reading(text, [(start, end)])
        passages.append(
            Passage(
                f"{doc_id}:{n}", doc_id, "prose", "", lang, "", start, end, reading.text, reading.runs,
            )
        )  # fmt: skip
        start = end + 2
    return document, passages


def make_themes(n, lang, density):
    """Return themes with `n` forms of one language in all: for dense papers the authority file's, then made-up ones."""
    real = list_real_themes(lang) if density == "dense" else []
    made = list_made_up_forms(n, lang)[: n - sum(len(theme.forms) for theme in real)]
    words = ("reform", "plan") if lang == "en" else ("改革", "试点")
    every, context = CONTEXT_EVERY[density], Context(any=words, within=8)
    return real + [
        Theme(
            f"t{number}", "concept", ("Bench",), text, "inferred", text,
            (Form(text, lang, context=None if number % every else context),),
        )
        for number, text in enumerate(made)
    ]  # fmt: skip


def list_real_themes(lang):
    """Return the themes of the authority file with their forms of one language."""
    loaded, _ = load_themes(CORPUS / "themes")
    return [
        replace(theme, forms=kept)
        for theme in loaded
        if (kept := tuple(form for form in theme.forms if form.lang == lang))
    ]


def list_made_up_forms(n, lang):
    """Return `n` forms that the authority file does not have."""
    known = {form.text for theme in list_real_themes(lang) for form in theme.forms}
    return [text for text in make_forms(n + len(known), lang) if text not in known][:n]


def tag(papers, lexicon):
    """Tag papers as a build does."""
    return [tag_document(document, passages, lexicon) for document, passages in papers]


class SpacyTagger:
    """What a spaCy user writes to tag papers with themes."""

    def __init__(self, themes, lang):
        """Make a blank pipeline, a matcher of the forms as they are written, and the contexts by theme."""
        self.pipeline = make_pipeline(lang)
        self.matcher = PhraseMatcher(self.pipeline.vocab, attr="LOWER")
        self.contexts = {}
        for theme in themes:
            for number, form in enumerate(theme.forms):
                if form.match in ("glob", "regex"):
                    continue
                key = f"{theme.theme_id}|{number}" if form.context else theme.theme_id
                self.matcher.add(key, [self.pipeline.make_doc(form.text)])
                if form.context:
                    self.contexts[key] = form.context

    def tag(self, papers):
        """Return the longest mentions in papers, each with its theme and its places."""
        mentions = []
        for doc, passage in self.pipeline.pipe(list_texts(papers), as_tuples=True):
            spans = [s for s in self.matcher(doc, as_spans=True) if self.agrees(doc, s)]
            first = passage.char_start
            for span in filter_spans(spans):
                start, end = span.start_char, span.end_char
                mentions.append((
                    passage.doc_id, passage.passage_id, span.label_.partition("|")[0],
                    first + start, first + end, start, end, span.text,
                ))  # fmt: skip
        return mentions

    def agrees(self, doc, span):
        """Tell whether the words around a match are those its form needs, and none that it must not have."""
        context = self.contexts.get(span.label_)
        if context is None:
            return True
        before, after = max(0, span.start - context.within), span.end + context.within
        near = {
            t.lower_ for part in (doc[before : span.start], doc[span.end : after]) for t in part
        }
        return not near & set(context.none) and (not context.any or bool(near & set(context.any)))

    def match_only(self, papers):
        """Run the tokenizer and the matcher over papers, and keep nothing."""
        for doc, _ in self.pipeline.pipe(list_texts(papers), as_tuples=True):
            self.matcher(doc)


class EntityRuler:
    """spaCy's own component around the matcher."""

    def __init__(self, themes, lang):
        """Make a blank pipeline with an entity ruler of the forms as they are written."""
        self.pipeline = make_pipeline(lang)
        ruler = self.pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns([
            {"label": "THEME", "id": theme.theme_id, "pattern": form.text}
            for theme in themes for form in theme.forms if form.match not in ("glob", "regex")
        ])  # fmt: skip

    def tag(self, papers):
        """Return the entities in papers, each with its theme and its places."""
        mentions = []
        for doc, passage in self.pipeline.pipe(list_texts(papers), as_tuples=True):
            first = passage.char_start
            mentions += [
                (passage.doc_id, passage.passage_id, e.ent_id_, first + e.start_char,
                 first + e.end_char, e.start_char, e.end_char, e.text)
                for e in doc.ents
            ]  # fmt: skip
        return mentions


def list_texts(papers):
    """Return the text of every passage with the passage, as spaCy's pipelines take them."""
    return [(passage.text, passage) for _, passages in papers for passage in passages]


def make_pipeline(lang):
    """Return a blank pipeline, for Chinese with jieba, which finds words as spaCy's default (characters) does not."""
    if lang == "zh":
        return spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    return spacy.blank(lang)


def measure_tagging(lang, density):
    """Return the ratios of one language: against spaCy, and of 50,000 forms against 2,000; and how dense the papers are."""
    works = make_works(lang, density)
    strewn = list_made_up_forms(2_000, lang) if density == "sparse" else ()
    rounds, n_mentions = [], []
    for number in range(N_ROUNDS + 1):
        texts = make_papers(lang, N_CHARS[lang], number, strewn)
        papers = [make_document(text, n, lang) for n, text in enumerate(texts)]
        times = {name: spend(work, papers) for name, work in works.items()}
        size = sum(len(document.source.text) for document, _ in papers)
        rounds.append(times | {"a million characters": times["ours"] / size * 1e6})
        n_mentions.append(sum(map(len, works["ours"](papers))) / size * 1000)
    rounds = rounds[1:]  # the first was to get warm
    kind = f"tagging {lang}, {density}"
    return {
        f"{kind}: mentions in 1,000 characters": median(n_mentions),
        f"{kind}: milliseconds a million characters": median(
            r["a million characters"] * 1000 for r in rounds
        ),
        **{
            f"{kind}: times {name}, 2,000 forms": median(r[name] / r["ours"] for r in rounds)
            for name in ("spaCy", "EntityRuler", "bare")
        },
        f"{kind}: 50,000 forms take as long as 2,000, times": median(
            r["50,000"] / r["ours"] for r in rounds
        ),
    }


def make_works(lang, density):
    """Return what is measured, by name, as functions of papers."""
    themes = make_themes(2_000, lang, density)
    small, _ = build_lexicon(themes)
    large, _ = build_lexicon(make_themes(50_000, lang, density))
    matcher, ruler = SpacyTagger(themes, lang), EntityRuler(themes, lang)
    return {
        "ours": lambda papers: tag(papers, small),
        "50,000": lambda papers: tag(papers, large),
        "spaCy": matcher.tag,
        "EntityRuler": ruler.tag,
        "bare": matcher.match_only,
    }


def measure_discovery(lang):
    """Return the megabytes of UTF-8 a second in which candidates are looked for."""
    texts = make_english(N_CHARS["en"]) if lang == "en" else make_chinese(N_CHARS["zh"])
    find_in_text(texts[0])
    size = sum(len(text.encode()) for text in texts) / 1e6
    seconds = min(spend(lambda t: [find_in_text(each) for each in t], texts) for _ in range(3))
    return {f"discovery {lang}: MB/s": size / seconds}


def run():
    """Return every figure by name."""
    figures = {}
    for lang in ("en", "zh"):
        for density in DENSITIES:
            figures |= measure_tagging(lang, density)
        figures |= measure_discovery(lang)
    return figures


if __name__ == "__main__":
    for name, figure in run().items():
        print(f"{name:64} {figure:8.2f}")
