"""Tagging and discovery beside what one would use instead: spaCy's PhraseMatcher in a blank pipeline.

Both do the same work on the same texts in one run: find every form of 2,000,
and say where. Ours also checks word edges, inflections and contexts (one form
in ten has one). Times are the best of several runs; only ratios are printed as
results.
"""

from time import perf_counter

import spacy
from spacy.matcher import PhraseMatcher

from bench.texts import make_chinese, make_english, make_forms
from policytext.discovery.candidates import find_in_text
from policytext.forms import build_lexicon
from policytext.mentions import find_mentions
from policytext.records import Context, Form, Passage, Theme
from policytext.senses import Setting
from policytext.text import build_reading

N_CHARS = {"en": 600_000, "zh": 200_000}


def measure(work, runs=3):
    """Return the shortest time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def make_passages(texts, lang):
    """Return texts as passages."""
    passages = []
    for number, text in enumerate(texts):
        reading = build_reading(text, [(0, len(text))])
        passages.append(
            Passage(
                f"d:{number}", "d", "prose", "", lang, "", 0, len(text), reading.text, reading.runs
            )
        )
    return passages


def make_themes(forms, lang):
    """Return a theme a form, every tenth with a context."""
    words = ("reform", "plan") if lang == "en" else ("改革", "试点")
    return [
        Theme(
            f"t{number}", "concept", ("Bench",), form, "inferred", form,
            (Form(form, lang, context=Context(any=words, within=8) if number % 10 == 0 else None),),
        )
        for number, form in enumerate(forms)
    ]  # fmt: skip


def tag(passages, lexicon) -> None:
    """Tag passages as a build does."""
    setting = Setting(None, "")
    for passage in passages:
        find_mentions(passage, lexicon, passage.text, setting)


def tag_with_spacy(texts, matcher, pipeline) -> None:
    """Tag texts as a spaCy user does."""
    for text in texts:
        matcher(pipeline.make_doc(text))


def measure_tagging(lang):
    """Return the ratios of one language: against spaCy, and of 50,000 forms against 2,000."""
    texts = make_english(N_CHARS["en"]) if lang == "en" else make_chinese(N_CHARS["zh"])
    passages = make_passages(texts, lang)
    pipeline = spacy.blank(lang)
    if lang == "zh":
        pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    few = make_forms(2_000, lang)
    matcher.add("forms", [pipeline.make_doc(form) for form in few])
    small, _ = build_lexicon(make_themes(few, lang))
    large, _ = build_lexicon(make_themes(make_forms(50_000, lang), lang))
    ours = measure(lambda: tag(passages, small))
    theirs = measure(lambda: tag_with_spacy(texts, matcher, pipeline), runs=1)
    return {
        f"tagging {lang}: times spaCy's PhraseMatcher, 2,000 forms": theirs / ours,
        f"tagging {lang}: 50,000 forms take as long as 2,000, times": measure(
            lambda: tag(passages, large)
        )
        / ours,
    }


def measure_discovery(lang):
    """Return the megabytes of UTF-8 a second in which candidates are looked for."""
    texts = make_english(N_CHARS["en"]) if lang == "en" else make_chinese(N_CHARS["zh"])
    find_in_text(texts[0])
    size = sum(len(text.encode()) for text in texts) / 1e6
    return {f"discovery {lang}: MB/s": size / measure(lambda: [find_in_text(t) for t in texts])}


def run():
    """Return every figure by name."""
    figures = {}
    for lang in ("en", "zh"):
        figures |= measure_tagging(lang) | measure_discovery(lang)
    return figures


if __name__ == "__main__":
    for name, figure in run().items():
        print(f"{name:60} {figure:8.2f}")
