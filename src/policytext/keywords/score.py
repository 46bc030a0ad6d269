"""Score candidates by what keywords of any text have in common: the default method.

The score is a product of seven factors, each with a reason and a source:

- frequency: how often the term occurs (Luhn 1957, "A statistical approach to
  mechanized encoding and searching of literary information"),
- rarity: how few documents have its words, the mean over its words of
  ln((1 + N)/(1 + df)) / ln(1 + N), from 0 in every document to 1 (after Spärck Jones
  1972, "A statistical interpretation of term specificity"),
- earliness: how many words stand before its first occurrence (Witten et al.
  1999, "KEA: practical automatic keyphrase extraction"),
- wholeness: the share of its occurrences that are a whole noun phrase, no part
  of a longer one (Hulth 2003, "Improved automatic keyword extraction given
  more linguistic knowledge"), and in Chinese also the share outside longer
  terms that recur (Frantzi, Ananiadou and Mima 2000, "Automatic recognition of
  multi-word terms: the C-value/NC-value method"),
- marking: whether it stands in the title, a heading or the authors' keywords,
  or by itself in quotation marks, at least once: twice the score (Edmundson
  1969, "New methods in automatic extracting"),
- form: how many words it has and how long they are; in Chinese, how far it is
  from four characters; in English also whether its last word is in a lexicon,
- phrasing: for single words only, whether this corpus names things by phrases.
  Of all repetitions of words inside a document some are repetitions of two
  neighbours. Where they are few, as in news, single words are what indexers
  choose; where they are many, as in research papers, they choose phrases.

The weights are exponents: ln(score) is their sum. They were fitted on half of
each of four public sets of abstracts, papers and news (docs/keywords.md says
which), and are the same for every corpus.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from policytext.keywords.candidates import Candidates
    from policytext.records import Language

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each factor weighs in one language.

    `length` is by number of words, from 1. `phrasing` is how much single words
    lose for each unit that the corpus is more phrasal than `balance`; `prior` is how
    phrasal a corpus is taken to be before a word of it is read: as research is.
    """

    frequency: float
    nested: float
    rarity: float
    earliness: float
    whole: float
    alone: float
    named: float
    quoted: float
    theme: float
    length: tuple[float, float, float, float, float]
    letters: float
    unknown: float
    phrasing: float
    balance: float
    prior: float


WEIGHTS: dict[Language, Weights] = {
    "en": Weights(
        frequency=1.6,
        nested=0.3,
        rarity=1.0,
        earliness=0.5,
        whole=1.1,
        alone=0.0,
        named=0.7,
        quoted=1.4,
        theme=1.0,
        length=(0.0, 0.7, 0.95, 0.8, 0.45),
        letters=1.5,
        unknown=0.45,
        phrasing=70.0,
        balance=0.19,
        prior=0.22,
    ),
    "zh": Weights(
        frequency=1.4,
        nested=1.0,
        rarity=3.4,
        earliness=0.8,
        whole=0.9,
        alone=1.0,
        named=0.7,
        quoted=1.4,
        theme=1.0,
        length=(0.0, -0.1, -0.5, -0.7, -1.0),
        letters=0.5,
        unknown=0.0,
        phrasing=0.0,
        balance=0.0,
        prior=0.0,
    ),
}

IDEAL_CHARACTERS = 4
"""Characters of a Chinese term as a rule: two words of two (社会组织, 党建工作)."""


def score_within(candidates: Candidates, lang: Language) -> Floats:
    """Return the logarithm of all factors that need no other document."""
    w = WEIGHTS[lang]
    tf = np.maximum(candidates.tf, 1)
    frequency = candidates.alone + w.nested * (tf - candidates.alone)
    length = np.array(w.length)[candidates.n - 1]
    if lang == "zh":
        form = -w.letters * np.abs(candidates.letters - IDEAL_CHARACTERS)
    else:
        form = (
            w.letters * np.log(candidates.letters / candidates.n) - w.unknown * candidates.unknown
        )
    return np.asarray(
        w.frequency * np.log(np.maximum(frequency, w.nested))
        - w.earliness * np.log(10 + candidates.first)
        + w.whole * candidates.whole / tf
        + w.alone * candidates.alone / tf
        + w.named * candidates.named
        + w.quoted * candidates.quoted
        + length
        + form
    )


def score_against(
    candidates: Candidates, lang: Language, rarity: Floats, phrasing: float
) -> Floats:
    """Return the logarithm of the factors that come from the corpus: `rarity` by word, 0 for no word at the end, and its phrasing."""
    w = WEIGHTS[lang]
    by_word = rarity[candidates.words].sum(axis=1) / candidates.n
    single = (candidates.n == 1) * w.phrasing * (phrasing - w.balance)
    return np.asarray(w.rarity * by_word - single)


def measure_rarity(n_docs: int, df: NDArray[np.int64]) -> Floats:
    """Return how rare words are that `df` of `n_docs` documents have, from 0 to 1; 0 in a single document."""
    if n_docs < 2:
        return np.zeros(len(df))
    return np.asarray(np.log((1 + n_docs) / (1 + df)) / np.log(1 + n_docs))
