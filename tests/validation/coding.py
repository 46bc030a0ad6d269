"""A corpus whose passages tell what is true of them, and coders who can read."""

import csv
import io

from policytext.validation import (
    Sheet,
)

THEME = """
[[themes]]
id = "gonghui"
kind = "organization"
path = ["Mass organizations"]
scope_note = "The union of workers."
sources = ["none"]
zh = { canonical = "工会", certainty = "certain" }
en = { preferred = "trade union" }

[[themes]]
id = "gongqingtuan"
kind = "organization"
path = ["Mass organizations"]
scope_note = "Of youth."
sources = ["none"]
zh = { canonical = "共青团", certainty = "certain" }
en = { preferred = "Youth League" }
"""

# Forty passages name the union and are tagged, ten of them with another meaning; six of the thirty
# near ones and two of the ninety far ones name it in words that are no form of it.
PASSAGES = [
    *(["The trade union truly helps its members at number {n}."] * 30),
    *(["A trade union of two firms that swap goods is meant at number {n}."] * 10),
    *(["The union of the labouring people truly met at number {n}."] * 6),
    *(["A union of two provinces is spoken of at number {n}."] * 24),
    *(["The workers' body truly met at number {n}."] * 2),
    *(["Roads and water were repaired at number {n}."] * 88),
]
N_TAGGED, N_NEAR, N_FAR = 40, 30, 90
PRECISION, RECALL, N_MISSED = 30 / 40, 30 / 38, 8


def truth(text):
    return "yes" if "truly" in text else "no"


def fill(sample, coder="coder-1", answer=truth):
    rows = sample.key.coders.get(coder) or sample.key.coders["coder-1"]
    answers = {row: answer(sample.cells[row]["passage"]) for row in rows}
    return Sheet(coder, f"{coder}.csv", answers, {}, ())


def read_cells(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def write_cells(path, rows, encoding="utf-8-sig", **how):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), **how)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding, "replace"))
    return path


def answered(sent, answer=truth):
    rows = read_cells(sent / "sheets" / "coder-1.csv")
    return [row | {"answer": answer(row["passage"])} for row in rows]
