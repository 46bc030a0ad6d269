"""Trained spaCy pipelines, where a user names one: what a word is in its sentence, not what it can be.

A pipeline is one that is installed (`en_core_web_sm`, `zh_core_web_sm`) or a
folder that holds one. It cuts words in its own way; ours keep their places and
take the part of speech of the pipeline's word that their last letter is in.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from policytext.errors import BadQuery, MissingExtra
from policytext.languages.loading import load_spacy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language as Pipeline

BY_LEXICON = "by lexicon"
"""How noun phrases are found without a trained pipeline."""

NOUN, INSIDE = 1, 2
"""Of a word: it can end a noun phrase; it can stand inside one."""

_NOUNS = frozenset({"NOUN", "PROPN"})
_MODIFIERS = frozenset({"ADJ", "NUM"})
_PARTICIPLES = frozenset({"VBN", "VBG"})  # of the Penn tags English pipelines give beside
_IDLE = ("parser", "ner", "senter", "lemmatizer", "entity_ruler")  # say nothing of parts of speech


class Tagger:
    """A trained pipeline; `lang` is its language, `name` what it is called, with its version."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Use a pipeline that has been loaded."""
        self.lang: Literal["en", "zh"] = "zh" if pipeline.lang == "zh" else "en"
        meta = pipeline.meta
        self.name = f"{meta['lang']}_{meta['name']} {meta['version']}"
        self._pipeline = pipeline

    def describe(self) -> str:
        """Return what is said of noun phrases found by it."""
        return f"by the trained spaCy pipeline {self.name}"

    def classify(self, texts: Sequence[tuple[str, Sequence[int]]]) -> Iterator[bytes]:
        """Yield for each text, given with where its words end, a byte a word: `NOUN` and `INSIDE`, or neither."""
        docs = self._pipeline.pipe(text for text, _ in texts)
        for (_, ends), doc in zip(texts, docs, strict=True):
            bounds = [token.idx + len(token) for token in doc]
            kinds = [_classify(token.pos_, token.tag_) for token in doc]
            yield bytes(kinds[bisect_left(bounds, end)] for end in ends)


def _classify(part: str, tag: str) -> int:
    """Return what a part of speech lets a word be in a noun phrase.

    >>> _classify("NOUN", "NN"), _classify("ADJ", "JJ"), _classify("ADP", "IN")
    (3, 2, 0)
    """
    if part in _NOUNS:
        return NOUN | INSIDE
    return INSIDE if part in _MODIFIERS or tag in _PARTICIPLES else 0


def load_taggers(names: Iterable[str]) -> dict[Literal["en", "zh"], Tagger]:
    """Return the named pipelines by their language.

    Raises `MissingExtra` for one that is not installed, `BadQuery` for one of
    another language, one that gives no parts of speech, and for two of one language.
    """
    taggers: dict[Literal["en", "zh"], Tagger] = {}
    for name in names:
        tagger = _load_tagger(name)
        if other := taggers.get(tagger.lang):
            raise BadQuery(
                f"Pipelines '{other.name}' and '{tagger.name}' are both of language '{tagger.lang}'."
                " Name one for each language."
            )
        taggers[tagger.lang] = tagger
    return taggers


def _load_tagger(name: str) -> Tagger:
    """Return a pipeline that is installed, or saved in a folder."""
    try:
        pipeline = load_spacy().load(name, exclude=list(_IDLE))
    except (OSError, ImportError) as error:
        raise MissingExtra(
            f"No spaCy pipeline '{name}' is installed, nor is it a folder with one."
            f" Run 'python -m spacy download {name}', or leave --pipeline out: noun phrases are then"
            " found by lexicon."
        ) from error
    except (ValueError, KeyError) as error:  # made by another version, or of parts not installed
        raise BadQuery(f"The spaCy pipeline '{name}' cannot be loaded: {error}") from error
    if pipeline.lang not in ("en", "zh"):
        raise BadQuery(
            f"The spaCy pipeline '{name}' is of language '{pipeline.lang}'; expected 'en' or 'zh'."
        )
    sample = "One union serves its members." if pipeline.lang == "en" else "一个工会服务会员。"
    if not any(token.pos_ for token in pipeline(sample)):
        raise BadQuery(
            f"The spaCy pipeline '{name}' gives no parts of speech: its components are"
            f" {', '.join(pipeline.pipe_names) or 'none'}. Name one with a tagger or morphologizer."
        )
    return Tagger(pipeline)
