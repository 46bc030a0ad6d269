"""Draw a blind sample of questions: which passages coders are asked about, for which themes.

For each theme the counted passages of the corpus fall into three strata:

- *tagged*: the passage has a counted mention of the theme;
- *near*: it has none, but holds at least half the words of one of the theme's
  forms (pairs of neighbouring characters in Chinese), or a mention that was
  left undecided or lies inside a longer one. Missed mentions gather here;
- *far*: the rest, most of the corpus. Few of them name the theme, but only a
  sample of them can show that.

From each stratum so many are drawn, every one as likely as the next, so the
probability of each row is known and its answer can be weighted by the inverse
(Cochran 1977, ch. 5). The negatives are split evenly between near and far: near
ones hold the misses, far ones carry the weight.

Passages are drawn by *permanent random numbers* (Ohlsson 1995, "Coordination of
samples using permanent random numbers"): a hash of seed, theme and passage
orders each stratum, and the first so many are taken. The same seed draws the
same rows on every machine; asking for more rows keeps those there were; another
theme, or another paper in the corpus, leaves most of a theme's rows as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from policytext import __version__
from policytext.errors import BadQuery
from policytext.folding import HAN, fold
from policytext.languages.stop_words import ENGLISH
from policytext.store import meetings
from policytext.validation.key import Key, Question, Stratum, StratumName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policytext.store.reading import Row, Store

SEED = 1949
PER_THEME = 10
"""Tagged passages asked about, for each theme; and as many that are not."""

LONGEST = 32_000
"""Characters of a passage that fit into a cell of a spreadsheet; Excel cuts cells at 32,767."""

_WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_HAN_RUN = re.compile(f"[{HAN}]+")

Cues = frozenset[str]


@dataclass(frozen=True, slots=True)
class Design:
    """What a sample is to be like.

    `tagged` and `untagged` count the passages asked about for each theme.
    `overlap` is the share of rows that every coder gets; the others are dealt
    to one coder each.
    """

    tagged: int = PER_THEME
    untagged: int = PER_THEME
    coders: int = 2
    overlap: float = 1.0
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn sample: its key, and the cells of every row by row id.

    `left_out` counts the passages too long for a cell, which are not asked about.
    """

    key: Key
    cells: dict[str, dict[str, str]]
    left_out: int

    @property
    def notes(self) -> list[str]:
        """Return what was drawn, and what could not be, as sentences."""
        key, design = self.key, self.key.parameters
        sizes = {(s.theme_id, s.name): s for s in key.strata}
        short = [t for t in key.themes if sizes[t, "tagged"].n_rows < design["tagged"]]
        counts = ", ".join(f"{coder} {len(rows)}" for coder, rows in key.coders.items())
        drawn = f"{len(key.questions)} rows for {len(key.themes)} themes; {counts}"
        notes = [
            f"Sample {key.sample}, seed {design['seed']}, store {key.fingerprint[:12]}: {drawn}."
        ]
        if short:
            notes.append(
                f"{len(short)} of {len(key.themes)} themes are tagged in fewer than {design['tagged']} passages; all of those are asked about."
            )
        if self.left_out:
            notes.append(
                f"{self.left_out} passages are longer than {LONGEST} characters and fit into no cell; they are not asked about."
            )
        return notes


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What a sample is drawn from: passages in the order of the text, and what is tagged in them."""

    passages: dict[str, Row]
    tagged: Mapping[str, set[str]]
    doubtful: Mapping[str, set[str]]
    lemmas: dict[str, str]


def draw_sample(
    store: Store, theme_ids: Sequence[str] = (), design: Design | None = None
) -> Sample:
    """Return a sample for some themes; for every theme that is mentioned when none is given.

    A theme that is never tagged may be asked for: its rows tell whether it is missed.

    Raises `BadQuery` when the design cannot be drawn, or there is nothing to draw from.
    """
    design = design or Design()
    _check(design)
    everything = _read_corpus(store)
    corpus = replace(everything, passages=_list_fitting(everything.passages))
    chosen = sorted(set(theme_ids) or {row["concept"] for row in meetings.list_nodes(store)})
    strata, drawn = _draw(corpus, chosen, _list_form_cues(store, corpus), design)
    if not drawn:
        raise BadQuery("There is nothing to ask: the store has no counted passage with a theme.")
    fingerprint = fingerprint_store(store, everything)
    parameters = asdict(design) | {"themes": chosen, "policytext": __version__}
    sample = "s" + hash_of(fingerprint, json.dumps(parameters, ensure_ascii=False))[:5]
    width = max(4, len(str(len(drawn))))
    questions = tuple(
        Question(f"{sample}-{number:0{width}}", *row) for number, row in enumerate(drawn, start=1)
    )
    entries = {theme_id: store.read_theme(theme_id) for theme_id in chosen}
    key = Key(
        sample=sample,
        fingerprint=fingerprint,
        parameters=parameters,
        strata=strata,
        questions=questions,
        coders=_deal(questions, design),
        themes={theme_id: _label(entry) for theme_id, entry in entries.items()},
        passages={q.passage_id: corpus.passages[q.passage_id]["text"] for q in questions},
    )
    cells = {
        q.row: _to_cells(q, corpus.passages[q.passage_id], entries[q.theme_id]) for q in questions
    }
    return Sample(key, cells, len(everything.passages) - len(corpus.passages))


def _check(design: Design) -> None:
    """Raise `BadQuery` when a design cannot be drawn."""
    if design.tagged < 0 or design.untagged < 0 or not design.tagged + design.untagged:
        raise BadQuery("A sample needs tagged passages or untagged ones: ask for at least one.")
    if design.untagged == 1:
        raise BadQuery(
            "One untagged passage for each theme says nothing of recall: it takes one near the theme"
            " and one far from it. Ask for 2 or more, or for 0."
        )
    if design.coders < 1:
        raise BadQuery(f"{design.coders} coders cannot code. Ask for at least one.")
    if not 0 <= design.overlap <= 1:
        raise BadQuery(f"An overlap of {design.overlap} is no share. Give a number from 0 to 1.")


def hash_of(*parts: object) -> str:
    """Return the permanent random number of some parts, in hexadecimal.

    >>> hash_of(1, "a") == hash_of(1, "a"), hash_of(1, "a") == hash_of(2, "a")
    (True, False)
    """
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


# the store


def _read_corpus(store: Store) -> _Corpus:
    """Return the counted passages of a store, with the themes they are tagged with."""
    passages = store.ask(
        "SELECT passage_id, p.doc_id, d.title, d.year, section, text FROM passages p JOIN documents d USING (doc_id)"
        " WHERE counted ORDER BY passage_no"
    )
    marks = store.ask(
        "SELECT DISTINCT passage_id, ifnull(theme_id, candidates) AS themes, m.counted FROM mentions m"
        " JOIN passages p USING (passage_no) WHERE p.counted"
    )
    tagged: defaultdict[str, set[str]] = defaultdict(set)
    doubtful: defaultdict[str, set[str]] = defaultdict(set)
    for mark in marks:
        for theme_id in mark["themes"].split("|"):
            (tagged if mark["counted"] else doubtful)[theme_id].add(mark["passage_id"])
    lemmas = {row["word"]: row["lemma"] for row in store.ask("SELECT word, lemma FROM words")}
    return _Corpus({row["passage_id"]: row for row in passages}, tagged, doubtful, lemmas)


def fingerprint_store(store: Store, corpus: _Corpus | None = None) -> str:
    """Return a hash of all that a sample depends on: what was read, by which version, and what was tagged.

    Two stores with one fingerprint give one sample.
    """
    corpus = corpus or _read_corpus(store)
    facts = {
        "manifest": sorted(store.read_manifest().items()),
        "inputs": store.list_inputs(),
        "passages": [(passage_id, row["text"]) for passage_id, row in corpus.passages.items()],
        "tagged": sorted((theme_id, sorted(ids)) for theme_id, ids in corpus.tagged.items()),
    }
    return hash_of(json.dumps(facts, ensure_ascii=False, sort_keys=True))


def _list_fitting(passages: Mapping[str, Row]) -> dict[str, Row]:
    """Return the passages that fit into a cell."""
    return {name: row for name, row in passages.items() if len(row["text"]) <= LONGEST}


def _list_form_cues(store: Store, corpus: _Corpus) -> dict[str, list[Cues]]:
    """Return what each spelling of a theme is recognised by, spellings of function words left out."""
    found: defaultdict[str, set[Cues]] = defaultdict(set)
    for row in store.ask("SELECT theme_id, folded FROM spellings"):
        found[row["theme_id"]] |= {list_cues(row["folded"], corpus.lemmas)} - {frozenset()}
    return {theme_id: list(forms) for theme_id, forms in found.items()}


# the strata

Drawn = tuple[str, str, StratumName, float]
"""A theme, a passage, its stratum and its probability."""


def _draw(
    corpus: _Corpus,
    theme_ids: Sequence[str],
    forms: Mapping[str, list[Cues]],
    design: Design,
) -> tuple[tuple[Stratum, ...], list[Drawn]]:
    """Return the strata of some themes and what is drawn from them, shuffled."""
    cues = {name: list_cues(row["text"], corpus.lemmas) for name, row in corpus.passages.items()}
    strata: list[Stratum] = []
    drawn: list[Drawn] = []
    for theme_id in theme_ids:
        members = _split_strata(corpus, theme_id, forms.get(theme_id, []), cues)
        for name, n in _share_out(design, {k: len(v) for k, v in members.items()}).items():
            size = len(members[name])
            strata.append(Stratum(theme_id, name, size, n))
            first = sorted(members[name], key=lambda p: hash_of(design.seed, theme_id, p))[:n]
            drawn += [(theme_id, passage_id, name, n / size) for passage_id in first]
    drawn.sort(key=lambda d: hash_of(design.seed, "row", d[0], d[1]))
    return tuple(strata), drawn


def _split_strata(
    corpus: _Corpus, theme_id: str, forms: list[Cues], cues: Mapping[str, Cues]
) -> dict[StratumName, list[str]]:
    """Return the passages of each stratum of a theme."""
    strata: dict[StratumName, list[str]] = {"tagged": [], "near": [], "far": []}
    tagged, doubtful = corpus.tagged.get(theme_id, set()), corpus.doubtful.get(theme_id, set())
    for passage_id in corpus.passages:
        if passage_id in tagged:
            strata["tagged"].append(passage_id)
        elif passage_id in doubtful or is_near(cues[passage_id], forms):
            strata["near"].append(passage_id)
        else:
            strata["far"].append(passage_id)
    return strata


def list_cues(text: str, lemmas: Mapping[str, str]) -> Cues:
    """Return what a text may be recognised by: the lemmas of its words, the pairs of its characters.

    English function words are left out. A Chinese character that stands alone
    stands for itself.

    >>> sorted(list_cues("the Two-Coverages of 两个覆盖", {"coverages": "coverage"}))
    ['coverage', 'two', '两个', '个覆', '覆盖']
    """
    cues: set[str] = set()
    for word in _WORD.findall(fold(text)):
        if not _HAN_RUN.match(word):
            cues |= {lemmas.get(word, word)} if word not in ENGLISH else set()
        elif len(word) == 1:
            cues.add(word)
        else:
            cues |= {word[at : at + 2] for at in range(len(word) - 1)}
    return frozenset(cues)


def is_near(passage: Cues, forms: Iterable[Cues]) -> bool:
    """Tell whether a passage holds at least half of what one of a theme's forms is made of.

    >>> is_near(frozenset({"work", "union"}), [frozenset({"trade", "union"})])
    True
    """
    return any(2 * len(form & passage) >= len(form) for form in forms)


def _share_out(design: Design, sizes: Mapping[StratumName, int]) -> dict[StratumName, int]:
    """Return how many passages to draw from each stratum, never more than it has.

    Near gets the odd one; what one of near and far cannot give, the other does.
    """
    near = min(sizes["near"], max((design.untagged + 1) // 2, design.untagged - sizes["far"]))
    far = min(sizes["far"], design.untagged - near)
    return {"tagged": min(sizes["tagged"], design.tagged), "near": near, "far": far}


# the sheets


def _deal(questions: Sequence[Question], design: Design) -> dict[str, tuple[str, ...]]:
    """Return the rows of each coder, each in an order of their own.

    The first share of the rows goes to all, the rest around the table; the rows
    are shuffled, so either is a random choice. With an order of their own, what
    a coder learns or tires of on the way does not fall on the same rows.
    """
    n_common = round(len(questions) * design.overlap)
    coders: dict[str, tuple[str, ...]] = {}
    for number in range(design.coders):
        own = questions[n_common + number :: design.coders]
        rows = [q.row for q in (*questions[:n_common], *own)]
        name = f"coder-{number + 1}"
        coders[name] = tuple(sorted(rows, key=lambda row: hash_of(design.seed, name, row)))
    return coders


def _label(entry: Row) -> str:
    """Return what a theme is called in both languages."""
    return " · ".join(filter(None, (entry["en"], entry["zh"])))


def _to_cells(question: Question, passage: Row, entry: Row) -> dict[str, str]:
    """Return the cells of a row; nothing in them depends on what is tagged."""
    year = f" ({passage['year']})" if passage["year"] else ""
    meaning = " ".join(filter(None, (entry.get("definition"), entry["scope_note"])))
    return {
        "row": question.row,
        "paper": passage["title"] + year,
        "section": passage["section"],
        "passage": passage["text"],
        "theme": _label(entry),
        "meaning": " ".join(meaning.split()),
        "question": f"Does this passage name “{entry['en']}”, in whatever words?"
        f" 本段是否提到“{entry['zh']}”（不论用词）？",
    }
