"""Coding rules of KH Coder as themes.

A rule file names a code on a line that begins with `*` and states its condition
on the lines below, where a line break is a space; lines that begin with `#` are
remarks (Higuchi 2016, *KH Coder 3 Reference Manual*, A.2.5). Spaces part a
condition into words and operators: `|`, `&`, `!` or `or`, `and`, `not`, and
brackets. A word stands for its inflections; `trade+union` is a phrase, `'a b'` a
piece of raw text; `near(a-b)[10]` wants two words within so many of one
another (10 when it does not say), `seq(a-b)` the second after the first; `[b]`
and `[d]` want them in one sentence or paragraph.

A code is given to a whole unit of text, a form is found at one place of it.
Alternatives are forms; two words near one another are a form with a context.
What needs the rest of the unit (`&`, `!`, other codes, variables, counts) cannot
be said of a place and is listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.exchange.contents import Contents
from policytext.exchange.drafts import PATH, draft_entry
from policytext.folding import detect_language

if TYPE_CHECKING:
    from policytext.exchange.contents import Entry

_ATOM = re.compile(
    r"""
      '[^']*'                                # a piece of raw text, spaces and all
    | (?:near|seq)\([^)]*\)(?:\[[^\]]*\])?   # words near one another
    | [|&]!                                  # or not, and not
    | [()|&!]                                # an operator, with or without space around it
    | [^\s()|&!]+                            # a word, a phrase, and what is none of these
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEAR = re.compile(r"(near|seq)\((.+)\)(?:\[([bd]?)(\d*)\])?", re.IGNORECASE)
_WRITTEN_OUT = {"or": "|", "and": "&", "not": "!"}
_OPERATORS = frozenset(["(", ")", "|", "&", "!", "|!", "&!"])
_SPECIAL = re.compile(r"<|>|=|->|^\d+$|^[-+*/]$|^length\b")
_Atom = tuple[int, str]  # its line, and what it says

_WITHIN = 10  # words, where a rule says nothing
_DEEPEST = 20  # brackets within brackets
_WIDEST = 50  # words a context of ours may reach


@dataclass(frozen=True, slots=True)
class _Code:
    """A code with the line it is named on, and its condition, line by line."""

    name: str
    line: int
    conditions: list[tuple[int, str]]


def read_khcoder(text: str, name: str) -> Contents:
    """Return the codes as entries, what is wrong with the file, and the conditions that were left out."""
    contents = Contents()
    taken: set[str] = set()
    for code in _split_codes(text, name, contents):
        where = f"{name}:{code.line}"
        forms: list[Entry] = []
        try:
            for line, alternative in _split_alternatives(code):
                place = f"{name}:{line}: {code.name}"
                forms += _read_alternative(alternative, place, contents.losses)
        except ValueError as error:
            contents.faults.append(f"{where}: {code.name}: {error}.")
            continue
        if not forms:
            contents.losses.append(f"{where}: {code.name}: nothing of its rule could be taken over")
            continue
        entry, notes = draft_entry(code.name, [PATH], forms, where, taken)
        contents.entries.append((where, entry))
        contents.losses.extend(notes)
    return contents


def _split_codes(text: str, name: str, contents: Contents) -> list[_Code]:
    """Return the codes of a file in order; a condition above the first is a fault."""
    codes: list[_Code] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(("*", "＊")):
            codes.append(_Code(line[1:].strip() or f"line {number}", number, []))
        elif codes:
            codes[-1].conditions.append((number, line))
        else:
            contents.faults.append(
                f"{name}:{number}: expected a line *name before any condition (found '{line.strip()[:40]}')."
            )
    return codes


def _split_alternatives(code: _Code) -> list[tuple[int, list[str]]]:
    """Return what stands between the `or`s of a condition, with the line each begins on.

    Raises `ValueError` where a condition is none, as KH Coder itself would refuse it.
    """
    atoms = [
        (number, _WRITTEN_OUT.get(atom.lower(), atom))
        for number, line in code.conditions
        for atom in _ATOM.findall(line)
    ]
    for (_, one), (_, other) in pairwise(atoms):
        if not (_is_operator(one) or _is_operator(other)):
            raise ValueError(
                f"'{one}' and '{other}' stand side by side; expected | or & between them, "
                f"or a phrase {one}+{other}"
            )
    return _list_alternatives(atoms)


def _list_alternatives(atoms: list[_Atom], depth: int = 0) -> list[tuple[int, list[str]]]:
    """Return the alternatives of a condition, those in brackets of their own among them."""
    if depth > _DEEPEST:
        raise ValueError(f"has more than {_DEEPEST} brackets within brackets")
    pieces: list[tuple[int, list[str]]] = []
    for part in _split_at_or(atoms):
        if not part:
            raise ValueError("expected a word on both sides of | or 'or'")
        if part[0][1] == "(" and _closes_last(part):
            pieces += _list_alternatives(part[1:-1], depth + 1)
        else:
            pieces.append((part[0][0], [atom for _, atom in part]))
    return pieces


def _split_at_or(atoms: list[_Atom]) -> list[list[_Atom]]:
    """Return atoms split at every `or` outside brackets; `or not` splits before its `not`."""
    parts: list[list[_Atom]] = [[]]
    depth = 0
    for number, atom in atoms:
        depth += (atom == "(") - (atom == ")")
        if depth < 0:
            raise ValueError("a bracket is closed that was not opened")
        if depth == 0 and atom in ("|", "|!"):
            parts.append([(number, "!")] if atom == "|!" else [])
        else:
            parts[-1].append((number, atom))
    if depth:
        raise ValueError("a bracket is not closed")
    return parts if atoms else []


def _closes_last(atoms: list[_Atom]) -> bool:
    """Tell whether the bracket that opens first closes last."""
    depth = 0
    for at, (_, atom) in enumerate(atoms):
        depth += (atom == "(") - (atom == ")")
        if depth == 0:
            return at == len(atoms) - 1
    return False


def _is_operator(atom: str) -> bool:
    """Tell whether an atom joins others, or compares and counts them."""
    return atom in _OPERATORS or bool(_SPECIAL.search(atom))


def _read_alternative(atoms: list[str], where: str, losses: list[str]) -> list[Entry]:
    """Return the form that one alternative of a condition is, or nothing and say what is lost."""
    said = " ".join(atoms)
    if len(atoms) > 1:
        losses.append(f"{where}: '{said}': left out; it asks for more than one place can show")
        return []
    (atom,) = atoms
    if near := _NEAR.fullmatch(atom):
        return _read_near(near, where, losses)
    if atom.startswith("'"):
        return [{"text": atom.strip("'")}] if atom.strip("' ") else []
    if _is_operator(atom):
        losses.append(
            f"{where}: '{said}': left out; no word but a code, variable, count or part of speech"
        )
        return []
    return [_read_word(atom)]


def _read_word(atom: str) -> Entry:
    """Return a word or a phrase as a form; KH Coder compares base forms."""
    words = [word for word in atom.split("+") if word]
    text = " ".join(words)
    if detect_language(text) == "zh":
        return {"text": "".join(words)}
    return {"text": text, "match": "lemma"}


def _read_near(near: re.Match[str], where: str, losses: list[str]) -> list[Entry]:
    """Return two words near one another as a form with a context, where that says the same."""
    words = [word.strip() for word in near[2].split("-")]
    unit, within = near[3] or "", int(near[4] or _WITHIN)
    reason = ""
    if len(words) != 2 or not all(words):
        reason = "more than two words"
    elif unit.lower() == "b":
        reason = "a sentence is no bound of a context"
    elif not 1 <= within <= _WIDEST:
        reason = f"a context reaches from 1 to {_WIDEST} words"
    if reason:
        losses.append(f"{where}: '{near[0]}': left out; {reason}")
        return []
    form, other = _read_word(words[0]), _read_word(words[1])
    if detect_language(near[2]) == "zh":
        losses.append(
            f"{where}: '{near[0]}': {within} words are taken as {within} Chinese characters, which is nearer"
        )
    context: Entry = {"any": [other["text"]], "within": within}
    if near[1].lower() == "seq":
        context["side"] = "after"
    return [form | {"context": context}]
