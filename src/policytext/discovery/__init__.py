"""Find formulae that no theme covers yet, in English and in Chinese.

Two grammars propose candidates, passage by passage (`english`, `chinese`); what
one paper has marked as a label is found again throughout it (`candidates`).
Candidates that are ways of writing one thing are a group; a group whose shape
leaves doubt needs support (`groups`). What remains is ranked by a score whose
parts are shown (`findings`), and can be written as draft entries of the
authority file (`proposals`). Nothing enters that file by itself.
"""
