"""Score the graph against pairs of concepts a reader says the corpus links, and pairs it does not."""

from itertools import product

from policytext.store import meetings


def score_relations(store, relations):
    """Return the AUC of the default measure over linked and unlinked pairs, and how often evidence is shown.

    The AUC is the share of (linked, unlinked) couples in which the linked pair
    weighs more, ties counting half. Returns `(scores, lines)`.
    """
    weights, shown, lines = {True: [], False: []}, [], []
    for row in relations:
        a, b = (next(iter(store.match_themes(row[side])), None) for side in "ab")
        edge = meetings.read_pair(store, a, b) if a and b else {"weight": 0, "n_cooc": 0}
        weights[row["linked"]].append(edge["weight"])
        lines.append(
            f"{'linked' if row['linked'] else 'not'}: {row['a']} ({a}) | {row['b']} ({b}): {edge['n_cooc']}, {edge['weight']:.3f}"
        )
        if row["linked"]:
            evidence = meetings.list_evidence(store, a, b) if a and b else []
            shown.append(any(_overlaps(e, span) for e in evidence for span in row["evidence"]))
    couples = list(product(weights[True], weights[False]))
    auc = sum((x > y) + (x == y) / 2 for x, y in couples) / len(couples)
    return {"relation_auc": auc, "relation_evidence": sum(shown) / len(shown)}, lines


def _overlaps(passage, span):
    return (
        passage["doc_id"] == span["doc"]
        and passage["char_start"] < span["end"]
        and span["start"] < passage["char_end"]
    )
