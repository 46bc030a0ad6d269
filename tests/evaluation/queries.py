"""Score ranked search against graded queries."""

from math import log2

from policytext.search import search


def score_queries(store, queries, depth=10):
    """Return mean nDCG@`depth` by language (Järvelin and Kekäläinen 2002).

    The gain is 2^grade - 1, as Burges et al. (2005) have it. A hit counts for
    the annotated paragraph it overlaps most, once. Returns `(scores, lines)`, a
    line for every query.
    """
    by_language, lines = {}, []
    for query in queries:
        value = _ndcg(search(store, query["query"], depth), query["relevant"], depth)
        by_language.setdefault(query["lang"], []).append(value)
        lines.append(f"nDCG@{depth} {value:.3f} {query['id']} {query['query']}")
    return {f"ndcg_{lang}": sum(v) / len(v) for lang, v in sorted(by_language.items())}, lines


def _ndcg(hits, relevant, depth):
    left = list(relevant)
    gained = 0.0
    for rank, hit in enumerate(list(hits)[:depth], start=1):
        best = max(left, key=lambda r: _overlap(hit, r), default=None)
        if best and _overlap(hit, best) > 0:
            gained += (2 ** best["grade"] - 1) / log2(rank + 1)
            left.remove(best)
    ideal = sorted((2 ** r["grade"] - 1 for r in relevant), reverse=True)[:depth]
    return gained / sum(gain / log2(rank + 1) for rank, gain in enumerate(ideal, start=1))


def _overlap(hit, paragraph):
    if hit.doc_id != paragraph["doc"]:
        return 0
    return min(hit.char_end, paragraph["end"]) - max(hit.char_start, paragraph["start"])
