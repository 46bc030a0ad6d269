"""Measure how many definitions of the annotated papers are found with their members exact."""

from policytext.folding import fold

ARTICLES = ("the ", "a ", "an ")


def score_expansions(store, gold):
    """Return the share of core definitions whose members are all found and nothing else.

    A definition is found where an expansion of a label, or a passage that
    names all known members of a formula, lies in it or around it.
    """
    found = [*store.list_expansions(), *store.list_spelled_out()]
    core = [row for row in gold if row["kind"] == "definition" and row["tier"] == "core"]
    lines, exact = [], 0
    for row in core:
        wanted = [_normal(member) for member in row["members"]]
        near = [
            [_normal(member) for member in each["members"]]
            for each in found
            if each["doc_id"] == row["doc"]
            and each["char_start"] < row["end"]
            and row["start"] < each["char_end"]
        ]
        exact += wanted in near
        lines.append(
            f"{'found' if wanted in near else 'MISSED'}: {row['canonical']}: {wanted} in {near}"
        )
    return {"expansions_exact": exact / len(core)}, lines


def _normal(member):
    """Return a member without what says nothing: case, quotation marks, a leading article."""
    text = " ".join(fold(member).replace('"', " ").split()).strip(" .,;:")
    for article in ARTICLES:
        text = text.removeprefix(article)
    return text
