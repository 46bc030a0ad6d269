"""Say how right the tagging of a theme is, and of all themes, by one judge's verdicts.

- *Precision*: of the passages tagged with a theme, the share that name it. For
  one theme the share of the coded ones, for all themes each weighing as many
  passages as it tags.
- *Recall*: of the passages that name a theme, the share that are tagged. Both
  the tagged and the missed ones are estimated totals: each yes weighs the
  inverse of the probability with which its row came into the sample.
- *F1*: the harmonic mean of the two.

The intervals are those of `estimates`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.validation.estimates import (
    Counted,
    Estimate,
    can_estimate,
    estimate_share,
    estimate_total,
    scale,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from policytext.validation.key import Key, Question

Verdict = Literal["yes", "no", "tied", "unsure", ""]
"""What a judge says of a row; `tied` only where the judge is several coders."""

Strata = dict[str, list[Counted]]
"""The counts of each theme: tagged first, then near and far."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How right the tagging of a theme is, or of all, by what a judge says.

    `judge` is `majority` or a coder. `n_rows` were asked, of which so many were
    left unanswered, unsure or tied. `n_tagged` passages of the corpus are
    tagged; `n_tagged_coded` of them were decided and `n_tagged_yes` name the
    theme; likewise untagged. `n_missed` is the estimated number of passages of
    the corpus that name the theme and are not tagged. Estimates are `None`
    where nothing was decided that could carry them; of all themes, recall and
    F1 are of those `n_themes_recall` whose every stratum was decided, and
    precision of those `n_themes_precision`.
    """

    theme: str
    judge: str
    n_rows: int
    n_unanswered: int
    n_unsure: int
    n_tied: int
    n_tagged: int
    n_tagged_coded: int
    n_tagged_yes: int
    precision: float | None
    precision_low: float | None
    precision_high: float | None
    n_untagged: int
    n_untagged_coded: int
    n_untagged_yes: int
    n_missed: float | None
    recall: float | None
    recall_low: float | None
    recall_high: float | None
    f1: float | None
    f1_low: float | None
    f1_high: float | None
    n_themes_precision: int
    n_themes_recall: int


def measure_quality(
    key: Key,
    theme_ids: Sequence[str],
    name: str,
    judge: str,
    verdicts: Mapping[str, Verdict],
    level: float,
) -> Quality:
    """Return how right the tagging of some themes is, by a judge's verdicts on the rows the judge was asked."""
    asked = [q for q in key.questions if q.theme_id in set(theme_ids) and q.row in verdicts]
    counts = Counter(verdicts[question.row] for question in asked)
    strata = _count_strata(key, asked, verdicts)
    tagged = {theme_id: strata[theme_id][:1] for theme_id in theme_ids}
    untagged = {theme_id: strata[theme_id][1:] for theme_id in theme_ids}
    precise = [t for t in theme_ids if tagged[t][0].size and can_estimate(tagged[t])]
    recalled = [t for t in theme_ids if can_estimate(strata[t])]
    n_tagged = sum(tagged[t][0].size for t in precise)
    precision = (
        scale(estimate_total([tagged[t][0] for t in precise], level), n_tagged) if precise else None
    )
    missed, recall, f1 = _estimate_recall(strata, recalled, level)
    return Quality(
        theme=name,
        judge=judge,
        n_rows=len(asked),
        n_unanswered=counts[""],
        n_unsure=counts["unsure"],
        n_tied=counts["tied"],
        n_tagged=_add(tagged, "size"),
        n_tagged_coded=_add(tagged, "n"),
        n_tagged_yes=_add(tagged, "n_yes"),
        **_spread("precision", precision),
        n_untagged=_add(untagged, "size"),
        n_untagged_coded=_add(untagged, "n"),
        n_untagged_yes=_add(untagged, "n_yes"),
        n_missed=None if missed is None else missed.value,
        **_spread("recall", recall),
        **_spread("f1", f1),
        n_themes_precision=len(precise),
        n_themes_recall=len(recalled),
    )


def _count_strata(key: Key, asked: Iterable[Question], verdicts: Mapping[str, Verdict]) -> Strata:
    """Return what was decided in each stratum of each theme: tagged first, then near and far."""
    votes: defaultdict[tuple[str, str], Counter[Verdict]] = defaultdict(Counter)
    for question in asked:
        votes[question.theme_id, question.stratum][verdicts[question.row]] += 1
    strata: Strata = defaultdict(list)
    for stratum in sorted(key.strata, key=lambda s: s.name != "tagged"):
        found = votes[stratum.theme_id, stratum.name]
        counted = Counted(stratum.size, found["yes"] + found["no"], found["yes"])
        strata[stratum.theme_id].append(counted)
    return strata


def _add(strata: Mapping[str, Sequence[Counted]], field: str) -> int:
    """Return the sum of a field over all strata."""
    return sum(getattr(counted, field) for group in strata.values() for counted in group)


def _estimate_recall(
    strata: Mapping[str, Sequence[Counted]], theme_ids: Sequence[str], level: float
) -> tuple[Estimate | None, Estimate | None, Estimate | None]:
    """Return the number of missed passages, recall and F1 of some themes together.

    With T passages tagged, F1 = 2 * hits / (T + hits + missed), twice the share
    of the hits in what they make together with T and the missed.
    """
    if not theme_ids:
        return None, None, None
    hits = estimate_total([strata[t][0] for t in theme_ids], level)
    missed = estimate_total([s for t in theme_ids for s in strata[t][1:]], level)
    n_tagged = sum(strata[t][0].size for t in theme_ids)
    others = Estimate(missed.value + n_tagged, missed.low + n_tagged, missed.high + n_tagged)
    share = estimate_share(hits, others)
    return missed, estimate_share(hits, missed), share and scale(share, 0.5)


def _spread(name: str, estimate: Estimate | None) -> dict[str, float | None]:
    """Return an estimate as the three fields it takes in a row."""
    if estimate is None:
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"))
    return {name: estimate.value, f"{name}_low": estimate.low, f"{name}_high": estimate.high}
