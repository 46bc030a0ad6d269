"""Score keywords against the keyphrases two indexers would give."""

from policytext.languages.english import find_lemma


def score_keyphrases(keywords, gold, top=15):
    """Return the mean share of each paper's `top` keywords that stand in an indexer's list, by dictionary forms."""
    lists = {}
    for row in gold:
        phrases = [k["phrase"] for k in row["keyphrases"]] + row.get("author_keywords", [])
        lists.setdefault(row["doc"], set()).update(_normalise(p) for p in phrases)
    shares = []
    for doc_id, wanted in sorted(lists.items()):
        best = [k["term"] for k in keywords if k["doc_id"] == doc_id and k["rank"] <= top]
        shares.append(sum(_normalise(term) in wanted for term in best) / top)
    return {"keywords_in_indexers_lists": sum(shares) / len(shares)}


def _normalise(phrase):
    return " ".join(
        find_lemma(word) for word in phrase.lower().replace("-", " ").replace('"', "").split()
    )
