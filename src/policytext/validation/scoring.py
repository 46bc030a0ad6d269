"""Score filled sheets: how right the tagging is, and how far the coders agree.

The truth about a row is what most of the coders who decided say of it. A tie is
no truth: such rows, like those left unsure or unanswered, count in no estimate
and are told in every table. Each coder is also scored alone, to see how much
the numbers hang on who coded. Coders who have talked a row over give one more
sheet, which is scored by itself; agreement is only ever measured on the sheets
from before (Krippendorff 2018, ch. 12).

What the numbers mean is in `quality`. Agreement is taken over the three
answers, unsure being one: a coder who cannot tell does not agree with one who can.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from policytext.agreement import DRAWS, measure_agreement
from policytext.validation.estimates import LEVEL
from policytext.validation.key import BadSheet, read_key
from policytext.validation.quality import measure_quality
from policytext.validation.sheets import read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from policytext.validation.key import Key
    from policytext.validation.quality import Quality, Verdict
    from policytext.validation.sheets import Answer, Sheet

ALL = "(all)"
"""What stands for a theme where all are taken together."""

MAJORITY = "majority"


@dataclass(frozen=True, slots=True)
class CoderAgreement:
    """How far the coders agree on a theme, or on all; see `agreement.Agreement`."""

    theme: str
    n_coders: int
    n_rows: int
    n_alike: int
    agreement: float | None
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    n_draws: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A row to be talked over: coders gave different answers, or one is unsure."""

    row: str
    theme: str
    passage_id: str
    verdict: str
    answers: str
    comments: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A passage that coders find wrongly tagged, or missed."""

    kind: Literal["wrongly tagged", "missed"]
    theme: str
    passage_id: str
    row: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetCount:
    """What one sheet holds: rows, and how many of them say what; `n_missing` rows are not in it."""

    coder: str
    file: str
    n_rows: int
    n_yes: int
    n_no: int
    n_unsure: int
    n_unanswered: int
    n_missing: int


@dataclass(frozen=True, slots=True)
class Score:
    """Everything the filled sheets say. `notes` are sentences a reader of the numbers must know."""

    quality: tuple[Quality, ...]
    agreement: tuple[CoderAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    faults: tuple[Fault, ...]
    sheets: tuple[SheetCount, ...]
    notes: tuple[str, ...]


def score_files(
    paths: Sequence[Path], key_path: Path, level: float = LEVEL, draws: int = DRAWS
) -> Score:
    """Return the score of filled sheets in files, each that of another coder.

    A coder is called by the name of the file, and by all of its path where two
    files are called alike. Raises `BadSheet`.
    """
    if len({path.resolve() for path in paths}) < len(paths):
        raise BadSheet("A sheet is named twice. Name each coder's sheet once.")
    stems = Counter(path.stem for path in paths)
    key = read_key(key_path)
    names = [path.stem if stems[path.stem] == 1 else str(path) for path in paths]
    sheets = [read_sheet(path, key, name) for path, name in zip(paths, names, strict=True)]
    return score_sheets(key, sheets, level, draws)


def score_sheets(
    key: Key, sheets: Sequence[Sheet], level: float = LEVEL, draws: int = DRAWS
) -> Score:
    """Return the score of filled sheets, one coder each.

    `draws` bootstrap samples, seeded by the sample's own seed, stand behind the
    interval of alpha.
    """
    if not sheets:
        raise BadSheet("No sheet to score. Name at least one.")
    verdicts = {question.row: find_verdict(sheets, question.row) for question in key.questions}
    quality = [
        measure_quality(key, [theme_id], theme_id, MAJORITY, verdicts, level)
        for theme_id in key.themes
    ]
    quality.append(measure_quality(key, list(key.themes), ALL, MAJORITY, verdicts, level))
    if len(sheets) > 1:
        for sheet in sheets:
            asked: dict[str, Verdict] = {**dict.fromkeys(sheet.missing, ""), **sheet.answers}
            quality.append(measure_quality(key, list(key.themes), ALL, sheet.coder, asked, level))
    agreement = _measure_agreements(key, sheets, level, draws)
    return Score(
        quality=tuple(quality),
        agreement=tuple(agreement),
        disagreements=tuple(_list_disagreements(key, sheets, verdicts)),
        faults=tuple(_list_faults(key, verdicts)),
        sheets=tuple(_count_sheet(sheet) for sheet in sheets),
        notes=tuple(_write_notes(key, sheets, verdicts, quality, agreement, level, draws)),
    )


def find_verdict(sheets: Iterable[Sheet], row: str) -> Verdict:
    """Return what most of the coders who decided say of a row.

    It is tied when as many say yes as no, unsure when none decided but someone
    tried, and empty when no one answered.
    """
    votes = Counter(sheet.answers.get(row, "") for sheet in sheets)
    if votes["yes"] != votes["no"]:
        return "yes" if votes["yes"] > votes["no"] else "no"
    if votes["yes"]:
        return "tied"
    return "unsure" if votes["unsure"] else ""


# agreement


def _measure_agreements(
    key: Key, sheets: Sequence[Sheet], level: float, draws: int
) -> list[CoderAgreement]:
    """Return the agreement on each theme and on all; none with one coder."""
    if len(sheets) < 2:
        return []
    groups = {t: [q.row for q in key.questions if q.theme_id == t] for t in key.themes}
    groups[ALL] = [question.row for question in key.questions]
    seed = int(key.parameters.get("seed", 0))
    return [
        _measure_agreement(name, rows, sheets, seed, level, draws) for name, rows in groups.items()
    ]


def _measure_agreement(
    name: str, rows: Sequence[str], sheets: Sequence[Sheet], seed: int, level: float, draws: int
) -> CoderAgreement:
    """Return the agreement of the coders on some rows."""
    units = [[a for sheet in sheets if (a := sheet.answers.get(row, ""))] for row in rows]
    found = measure_agreement(units, seed, draws, level)
    return CoderAgreement(
        theme=name,
        n_coders=len(sheets),
        n_rows=found.n_units,
        n_alike=found.n_alike,
        agreement=found.observed,
        alpha=found.alpha,
        alpha_low=found.low,
        alpha_high=found.high,
        n_draws=found.n_draws,
    )


# lists


def _list_disagreements(
    key: Key, sheets: Sequence[Sheet], verdicts: Mapping[str, Verdict]
) -> list[Disagreement]:
    """Return the rows to be talked over, by theme and row."""
    found = []
    for question in sorted(key.questions, key=lambda q: (q.theme_id, q.row)):
        given: dict[str, Answer] = {s.coder: s.answers.get(question.row, "") for s in sheets}
        said = {answer for answer in given.values() if answer}
        if len(said) > 1 or "unsure" in said:
            comments = {s.coder: s.comments.get(question.row, "") for s in sheets}
            found.append(
                Disagreement(
                    row=question.row,
                    theme=question.theme_id,
                    passage_id=question.passage_id,
                    verdict=verdicts[question.row],
                    answers=_join(given),
                    comments=_join(comments),
                    text=key.passages[question.passage_id],
                )
            )
    return found


def _join(said: Mapping[str, str]) -> str:
    """Return what each coder said, those who said nothing left out.

    >>> _join({"coder-1": "yes", "coder-2": ""})
    'coder-1: yes'
    """
    return "; ".join(f"{coder}: {text}" for coder, text in said.items() if text)


def _list_faults(key: Key, verdicts: Mapping[str, Verdict]) -> list[Fault]:
    """Return the passages that are wrongly tagged or missed, by theme and row."""
    return [
        Fault(
            kind="wrongly tagged" if question.tagged else "missed",
            theme=question.theme_id,
            passage_id=question.passage_id,
            row=question.row,
            text=key.passages[question.passage_id],
        )
        for question in sorted(key.questions, key=lambda q: (q.theme_id, q.row))
        if verdicts[question.row] == ("no" if question.tagged else "yes")
    ]


def _count_sheet(sheet: Sheet) -> SheetCount:
    """Return what a sheet holds."""
    counts = Counter(sheet.answers.values())
    return SheetCount(
        coder=sheet.coder,
        file=sheet.file,
        n_rows=len(sheet.answers),
        n_yes=counts["yes"],
        n_no=counts["no"],
        n_unsure=counts["unsure"],
        n_unanswered=counts[""],
        n_missing=len(sheet.missing),
    )


# notes


def _write_notes(
    key: Key,
    sheets: Sequence[Sheet],
    verdicts: Mapping[str, Verdict],
    quality: Sequence[Quality],
    agreement: Sequence[CoderAgreement],
    level: float,
    draws: int,
) -> list[str]:
    """Return what a reader of the numbers must know: how they were made and what they leave out."""
    p = key.parameters
    counts = Counter(verdicts.values())
    total = next(q for q in quality if q.theme == ALL)
    notes = [
        (
            f"Sample {key.sample}, seed {p.get('seed')}, policytext {p.get('policytext')}, store {key.fingerprint[:12]}:"
            f" {len(key.questions)} rows, up to {p.get('tagged')} tagged and {p.get('untagged')} untagged passages"
            f" for each of {len(key.themes)} themes."
        ),
        (
            f"Intervals of {level:.0%}: Wilson for a theme's precision, recovered from Wilson's for the rest;"
            f" bootstrap of {draws} draws for alpha."
        ),
        (
            f"{len(verdicts)} rows: {counts['yes']} yes, {counts['no']} no; left out of every estimate: {counts['']}"
            f" unanswered, {counts['unsure']} unsure, {counts['tied']} tied."
        ),
    ]
    notes += [
        f"{sheet.coder}: {len(sheet.missing)} rows of the sheet are missing; they count as unanswered."
        for sheet in sheets
        if sheet.missing
    ]
    if total.n_themes_recall < len(key.themes):
        notes.append(
            f"Recall is estimated for {total.n_themes_recall} of {len(key.themes)} themes; in the others a kind of"
            " passage (tagged, near or far) has no decided row."
        )
    return [*notes, _write_agreement_note(agreement, level)]


def _write_agreement_note(agreement: Sequence[CoderAgreement], level: float) -> str:
    """Return what there is to say of all coders' agreement."""
    if not agreement:
        return "One coder only: Krippendorff's alpha is not computed. Have a second coder fill the same rows."
    found = agreement[-1]
    if not found.n_rows:
        return "No row was answered by two coders: Krippendorff's alpha is not computed."
    base = f"{found.n_coders} coders, {found.n_rows} rows answered by two or more, {found.n_alike} alike"
    if found.alpha is None:
        return f"{base}: every answer is the same, so Krippendorff's alpha is not defined."
    limits = (
        f" ({level:.0%} interval {found.alpha_low:.3f} to {found.alpha_high:.3f})"
        if found.alpha_low is not None and found.alpha_high is not None
        else ""
    )
    return f"{base}: Krippendorff's alpha (nominal) {found.alpha:.3f}{limits}."
