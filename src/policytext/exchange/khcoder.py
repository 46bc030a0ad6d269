"""Coding rules of KH Coder as themes.

A rule file names a code on a line that begins with `*` and states its
conditions on the lines below (Higuchi 2016, *KH Coder 3 Reference Manual*):
words joined by `|` or `or`, `&` or `and`, `near(a-b)[10]`. Alternatives become
forms. Two words near one another become a form with a context. Other
conditions cannot be said of a single place in a text; they are listed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.exchange.quanteda import to_simple_entry

if TYPE_CHECKING:
    from policytext.exchange.entries import Entry

_NEAR = re.compile(
    r"near\(\s*([^()\-]+?)\s*-\s*([^()\-]+?)\s*\)(?:\[(?:b)?(\d+)\])?", re.IGNORECASE
)
_OR = re.compile(r"\s*\|\s*|\s+or\s+", re.IGNORECASE)
_HARD = re.compile(r"[&!()<>#=]|\b(?:and|not|seq|near)\b", re.IGNORECASE)
_WITHIN = 10  # words: what KH Coder takes where the rule says nothing


def read_khcoder(text: str, name: str) -> tuple[list[Entry], list[str], list[str]]:
    """Return the codes as entries, what is wrong with the file, and the conditions that were left out."""
    entries: list[Entry] = []
    faults: list[str] = []
    lost: list[str] = []
    code, forms, nears = "", [], []  # type: str, list[str], list[Entry]

    def close() -> None:
        if code and (forms or nears):
            entry = to_simple_entry(["Imported", code], forms or [n["text"] for n in nears], name)
            _add_contexts(entry, nears if forms else nears[0:], bool(forms))
            entries.append(entry)
        elif code:
            lost.append(f"{name}: {code}: nothing of its rule could be taken over")

    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if stripped.startswith(("*", "＊")):
            close()
            code, forms, nears = stripped.lstrip("*＊").strip(), [], []
        elif not code:
            faults.append(
                f"{name}:{number}: a condition before any *code (found '{stripped[:40]}')."
            )
        else:
            for part in _OR.split(stripped):
                _read_condition(part.strip(), forms, nears, lost, f"{name}:{number}: {code}")
    close()
    return entries, faults, lost


def _read_condition(
    part: str, forms: list[str], nears: list[Entry], lost: list[str], where: str
) -> None:
    """Take one alternative of a rule as a form, a form with a context, or a loss."""
    near = _NEAR.fullmatch(part)
    if near:
        within = min(int(near[3] or _WITHIN), 50)
        nears.append(
            {
                "text": near[1].strip("' "),
                "context": {"any": [near[2].strip("' ")], "within": within},
            }
        )
    elif _HARD.search(re.sub(r"'[^']*'", "", part)):
        lost.append(f"{where}: '{part}': left out")
    elif part.strip("' "):
        forms.append(part.strip("' "))


def _add_contexts(entry: Entry, nears: list[Entry], has_forms: bool) -> None:
    """Add forms with contexts; where there are only these, the name itself is bound to its context."""
    from policytext.folding import detect_language

    for near in nears:
        lang = detect_language(near["text"])
        name = "canonical" if lang == "zh" else "preferred"
        side = entry.setdefault(lang, {name: near["text"]})
        if (
            not has_forms
        ):  # the plain wording must not match alone: the code's own name stands for it
            side[name] = entry["path"][-1] if not side.get("forms") else side[name]
            side["forms"] = [f for f in side.get("forms", []) if f != near["text"]]
            side[name] = f"{entry['id']} (KH Coder)"
        side.setdefault("forms", []).append(near)
        if lang == "zh":
            side.setdefault("certainty", "inferred")
