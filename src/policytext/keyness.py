"""Find what one side of a comparison says more, or less, often than the other.

Words, dictionary forms or themes are counted on both sides, each language by
itself. Every row has the counts and rates it was made of, how sure one may be
(G2, chi-squared, p, p adjusted for the number of tests), how large the
difference is (log ratio and odds ratio with 95 % intervals, %DIFF), and how the
occurrences are spread over documents (range, DP). Formulae and sources:
`contingency`, `dispersion`.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

from policytext import contingency as table
from policytext.dispersion import Parts
from policytext.errors import BadQuery
from policytext.folding import detect_language, fold
from policytext.languages.stop_words import STOP_WORDS
from policytext.store.counting import list_theme_marks, read_lemmas, stream_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from policytext.store.reading import Row, Store
    from policytext.subsets import Subset

Unit = Literal["word", "lemma", "theme"]
UNITS: tuple[str, ...] = get_args(Unit)

Correction = Literal["bh", "bonferroni", "none"]
CORRECTIONS: tuple[str, ...] = get_args(Correction)

_SIGNIFICANCE: dict[str, Callable[[int, int, int, int], float | None]] = {
    "g2": table.measure_g2,
    "g2-rayson": table.measure_g2_rayson,
    "g2-williams": table.measure_g2_williams,
    "chi2": table.measure_chi2,
    "chi2-yates": partial(table.measure_chi2, yates=True),
}
_EFFECTS = {
    "log_ratio": table.measure_log_ratio,
    "difference": table.measure_difference,
    "odds_ratio": table.measure_odds_ratio,
}
MEASURES = (*_SIGNIFICANCE, "fisher", *_EFFECTS)
"""What rows can be sorted by; p is that of the measure, or of G2 where it is an effect size."""

PER = 10_000
"""Words that rates are per."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a comparison is made.

    Items that stand fewer than `min_count` times on both sides together, or in
    fewer than `min_docs` documents, are left out. `top` is how many rows of
    each language and sign are kept, 0 for all. `stop_words` keeps the words
    that say nothing by themselves; they always count in the totals.
    """

    over: Unit = "lemma"
    measure: str = "g2"
    min_count: int = 3
    min_docs: int = 1
    correct: Correction = "bh"
    top: int = 25
    stop_words: bool = True


@dataclass(slots=True)
class Tally:
    """What one side says in one language: items per document, and words per document.

    `n_documents` is 0 for a list of frequencies from outside.
    """

    sizes: Counter[str] = field(default_factory=Counter)
    counts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    listed: bool = False

    @property
    def n_tokens(self) -> int:
        """The words of this side."""
        return self.sizes.total()


Tallies = dict[str, Tally]
"""A tally for each language."""


def count_side(store: Store, subset: Subset, over: Unit) -> Tallies:
    """Count words, dictionary forms or themes in the passages of a subset, by language and document."""
    tallies: Tallies = {}
    for row in subset.passages:
        tally = tallies.setdefault(row["lang"], Tally())
        tally.sizes[row["doc_id"]] += row["n_tokens"]
    if over == "theme":
        place = {row["passage_no"]: (row["lang"], row["doc_id"]) for row in subset.passages}
        for number, theme, _, _ in list_theme_marks(store):
            if number in place:
                lang, doc_id = place[number]
                tallies[lang].counts[theme][doc_id] += 1
        return tallies
    lemmas = read_lemmas(store) if over == "lemma" else {}
    for row, words in stream_words(store, sorted(subset.numbers)):
        tally, doc_id = tallies[row["lang"]], row["doc_id"]
        for word, n in Counter(words).items():
            tally.counts[lemmas.get(word, word)][doc_id] += n
    return tallies


def part_tallies(whole: Tallies, doc_id: str) -> tuple[Tallies, Tallies]:
    """Return what one paper says, and what all others say, of a count of them all; a side may have no language."""
    target: Tallies = {}
    reference: Tallies = {}
    for lang, tally in whole.items():
        for side, mine in ((target, True), (reference, False)):
            sizes = Counter({d: n for d, n in tally.sizes.items() if (d == doc_id) == mine})
            if sizes:
                side[lang] = Tally(sizes)
        for item, counts in tally.counts.items():
            if n := counts.get(doc_id):
                target[lang].counts[item][doc_id] = n
            if rest := Counter({d: m for d, m in counts.items() if d != doc_id}):
                reference[lang].counts[item] = rest
    return target, reference


def read_list(store: Store, path: Path, over: Unit) -> Tallies:
    """Return a list of words and counts from outside, `word,count` a line, as a tally of its language.

    Commas, semicolons or tabs part the two; a first line whose second cell is
    no number is a heading. Raises `BadQuery` where the file cannot be read or a
    line has no count, and where themes are to be compared with it.
    """
    if over == "theme":
        raise BadQuery("A list of words has no themes. Compare with --over word or --over lemma.")
    counts = _read_counts(path)
    lemmas = read_lemmas(store) if over == "lemma" else {}
    tally = Tally(Counter({path.name: sum(counts.values())}), listed=True)
    for word, n in counts.items():
        tally.counts[lemmas.get(word, word)][path.name] += n
    if not tally.n_tokens:
        raise BadQuery(f"{path}: no word has a count. Each line is a word and a number.")
    return {detect_language(" ".join(counts)): tally}


def _read_counts(path: Path) -> Counter[str]:
    """Return the words of a list, folded, with their counts."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuery(f"{path}: cannot be read as a list of words in UTF-8 ({error}).") from error
    parted = next((sign for sign in "\t;" if lines and sign in lines[0]), ",")
    counts: Counter[str] = Counter()
    for number, row in enumerate(csv.reader(lines, delimiter=parted), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) < 2 or not cells[1].isdecimal():
            if number == 1:
                continue
            raise BadQuery(
                f"{path}: line {number} is '{parted.join(row)}'; expected a word and a count, like 'governance{parted}12'."
            )
        counts[fold(cells[0])] += int(cells[1])
    return counts


def compare_sides(target: Tallies, reference: Tallies, options: Options | None = None) -> list[Row]:
    """Return a row for everything said on either side, by language: positive first, the strongest first.

    Negative rows, of what the target says less, come after, the strongest
    first. A language that stands on one side only cannot be compared and has
    no rows. The columns are those of docs/statistics.md.
    """
    options = options or Options()
    if options.measure not in MEASURES:
        raise BadQuery(f"No measure '{options.measure}'. There are: {', '.join(MEASURES)}.")
    rows: list[Row] = []
    for lang in sorted(target.keys() & reference.keys()):
        rows += _compare(lang, target[lang], reference[lang], options)
    return rows


def _compare(lang: str, target: Tally, reference: Tally, options: Options) -> list[Row]:
    """Return the rows of one language: everything is weighed, but only what is kept is measured in full."""
    sides = target, reference
    parts = Parts(target.sizes), Parts(reference.sizes)
    rows = [
        _weigh(item, sides, options.measure)
        for item in sorted(target.counts.keys() | reference.counts.keys())
        if _is_wanted(item, target, reference, options)
    ]
    if options.correct != "none":
        adjust = table.adjust_bh if options.correct == "bh" else table.adjust_bonferroni
        for row, p in zip(rows, adjust([row["p"] for row in rows]), strict=True):
            row["p_adj"] = p
    kept: list[Row] = []
    for sign in ("positive", "negative", ""):
        side = sorted((r for r in rows if r["sign"] == sign), key=partial(_rank, options.measure))
        kept += side[: options.top or None]
    return [_to_row(lang, each["term"], sides, parts, options.measure) | {"p_adj": each["p_adj"]}
            for each in kept]  # fmt: skip


def _is_wanted(item: str, target: Tally, reference: Tally, options: Options) -> bool:
    """Tell whether an item is common enough, and says something."""
    if not options.stop_words and options.over != "theme" and item in STOP_WORDS:
        return False
    here, there = target.counts.get(item, Counter()), reference.counts.get(item, Counter())
    if here.total() + there.total() < options.min_count:
        return False
    return reference.listed or len(here.keys() | there.keys()) >= options.min_docs


def _weigh(item: str, sides: tuple[Tally, Tally], measure: str) -> Row:
    """Return of one item what it is ranked by, and p, which is adjusted for all that were weighed."""
    cells = _count_cells(item, sides)
    g2 = table.measure_g2(*cells)
    value = g2
    if measure != "g2" and (formula := _SIGNIFICANCE.get(measure) or _EFFECTS.get(measure)):
        value = formula(*cells)
    return {
        "term": item,
        "sign": _tell_sign(*cells),
        "n_t": cells[0],
        "n_r": cells[1],
        measure.replace("-", "_"): value,
        **_test(measure, cells, g2),
        "p_adj": None,
    }


def _count_cells(item: str, sides: tuple[Tally, Tally]) -> tuple[int, int, int, int]:
    """Return how often each side says an item, and how many words each has."""
    target, reference = sides
    here, there = (side.counts[item].total() if item in side.counts else 0 for side in sides)
    return here, there, target.n_tokens, reference.n_tokens


def _to_row(
    lang: str, item: str, sides: tuple[Tally, Tally], parts: tuple[Parts, Parts], measure: str
) -> Row:
    """Return one item with everything that can be said of it."""
    target, reference = sides
    here, there = target.counts.get(item, Counter()), reference.counts.get(item, Counter())
    cells = _count_cells(item, sides)
    a, b, c, d = cells
    interval = table.bound_log_ratio(*cells) or (None, None)
    odds = table.bound_odds_ratio(*cells) or (None, None)
    g2 = table.measure_g2(*cells)
    rates = (PER * a / c if c else None, PER * b / d if d else None)
    return {
        "term": item,
        "lang": lang,
        "sign": _tell_sign(*cells),
        "n_t": a,
        "n_r": b,
        "docs_t": len(here),
        "docs_r": None if reference.listed else len(there),
        "per10k_t": rates[0],
        "per10k_r": rates[1],
        "g2": g2,
        "chi2": table.measure_chi2(*cells),
        "chi2_yates": table.measure_chi2(*cells, yates=True),
        **_test(measure, cells, g2),
        "p_adj": None,
        "bic": table.measure_bic(g2, c + d),
        "log_ratio": table.measure_log_ratio(*cells),
        "log_ratio_low": interval[0],
        "log_ratio_high": interval[1],
        "difference": table.measure_difference(*cells),
        "odds_ratio": table.measure_odds_ratio(*cells),
        "odds_ratio_low": odds[0],
        "odds_ratio_high": odds[1],
        "dp_t": _find_dp(parts[0], here),
        "dp_r": _find_dp(parts[1], there),
        "tokens_t": c,
        "tokens_r": d,
    }


def _find_dp(parts: Parts, counts: Counter[str]) -> float | None:
    """Return DP over the documents of a side; of a single one, nothing can be said."""
    known = {part: n for part, n in counts.items() if part in parts.shares}
    return parts.measure(known).dp if len(parts.shares) > 1 else None


def _test(measure: str, cells: tuple[int, int, int, int], g2: float | None) -> Row:
    """Return p by the measure chosen, and the measure itself where it has no column of its own."""
    if measure == "fisher":
        return {"p": table.measure_fisher(*cells)}
    if measure in ("g2-rayson", "g2-williams"):
        value = _SIGNIFICANCE[measure](*cells)
        return {measure.replace("-", "_"): value, "p": table.find_p(value)}
    test = _SIGNIFICANCE.get(measure) if measure != "g2" else None
    return {"p": table.find_p(test(*cells) if test else g2)}


def _tell_sign(a: int, b: int, c: int, d: int) -> str:
    """Return whether the target says it more often (positive), less often (negative), or just as often."""
    if a * d == b * c:
        return ""
    return "positive" if a * d > b * c else "negative"


def _rank(measure: str, row: Row) -> tuple[float, float, str]:
    """Return what rows are sorted by: the strongest first, then the commonest; undefined ones last."""
    if measure == "fisher":
        value = None if row["p"] is None else -row["p"]
    else:
        value = row[measure.replace("-", "_")]
        if measure == "odds_ratio" and value is not None and value < 1:
            value = 1 / value
        value = None if value is None else abs(value)
    last = float("inf") if value is None else -value
    return last, -(row["n_t"] + row["n_r"]), row["term"]


def name_terms(rows: Iterable[Row], names: Mapping[str, tuple[str, str]]) -> list[Row]:
    """Return rows over themes with the English and Chinese name of each after it."""
    return [
        dict(zip(("term", "label", "zh"), (row["term"], *names[row["term"]]), strict=True))
        | {key: value for key, value in row.items() if key != "term"}
        for row in rows
    ]
