"""The key of a sample: what every row of the sheets stands for, kept from the coders."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from policytext.errors import PolicytextError

if TYPE_CHECKING:
    from pathlib import Path

StratumName = Literal["tagged", "near", "far"]

KEY_VERSION = 1


class BadSheet(PolicytextError, ValueError):
    """A coding sheet or the key of a sample cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """The passages of one theme that are tagged with it, or are not and are near it or far.

    `size` counts them in the corpus, `n_rows` those that are asked about.
    """

    theme_id: str
    name: StratumName
    size: int
    n_rows: int


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the sheets: a passage, a theme, and how likely that passage was to be asked about."""

    row: str
    theme_id: str
    passage_id: str
    stratum: StratumName
    probability: float

    @property
    def tagged(self) -> bool:
        """Tell whether policytext tags the passage with the theme."""
        return self.stratum == "tagged"


@dataclass(frozen=True, slots=True)
class Key:
    """Everything that is needed to score the sheets of a sample, without the store.

    `parameters` made the sample; `fingerprint` is of the store it was drawn from.
    `coders` says which rows each got, in the order of the sheet. `themes` holds
    the label of every theme, `passages` the reading text of every passage that
    is asked about.
    """

    sample: str
    fingerprint: str
    parameters: dict[str, Any]
    strata: tuple[Stratum, ...]
    questions: tuple[Question, ...]
    coders: dict[str, tuple[str, ...]]
    themes: dict[str, str]
    passages: dict[str, str]


def render_key(key: Key) -> str:
    """Return a key as JSON with its Chinese legible."""
    fields = asdict(key)
    fields["questions"] = [asdict(q) | {"tagged": q.tagged} for q in key.questions]
    return json.dumps({"version": KEY_VERSION} | fields, ensure_ascii=False, indent=1) + "\n"


def read_key(path: Path) -> Key:
    """Return the key in a file.

    Raises `BadSheet` when there is none, or it is not what `validate sample` wrote.
    """
    try:
        fields = json.loads(path.read_text("utf-8"))
        if fields["version"] != KEY_VERSION:
            raise BadSheet(
                f"{path}: is a key of version {fields['version']}; this policytext reads {KEY_VERSION}."
            )
        return _to_key(fields)
    except FileNotFoundError as error:
        raise BadSheet(
            f"No key at {path}. 'policytext validate sample' writes one; name it with --key."
        ) from error
    except OSError as error:
        raise BadSheet(f"{path}: cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, BadSheet):
            raise
        raise BadSheet(
            f"{path}: is not a key that 'policytext validate sample' wrote ({type(error).__name__}: {error})."
        ) from error


def _to_key(fields: dict[str, Any]) -> Key:
    """Return the fields of a key file as a key; `KeyError` or the like where one is missing."""
    questions = tuple(
        Question(**{name: value for name, value in question.items() if name != "tagged"})
        for question in fields["questions"]
    )
    if any(question.stratum not in get_args(StratumName) for question in questions):
        raise ValueError("a stratum of another name")
    return Key(
        sample=fields["sample"],
        fingerprint=fields["fingerprint"],
        parameters=fields["parameters"],
        strata=tuple(Stratum(**stratum) for stratum in fields["strata"]),
        questions=questions,
        coders={coder: tuple(rows) for coder, rows in fields["coders"].items()},
        themes=fields["themes"],
        passages=fields["passages"],
    )
