"""Fit the weights of Chinese series (`discovery.chinese_weights`) on annotated passages, and tell how well they do on others.

    python -m bench.slogans DIR... [--write]

Each DIR is a set with a file `zh.jsonl`: one passage a line, `doc`, `text` and
`formulas`, each with `start`, `end`, `subtype` (parallel, numeral, plus) and
`tier` (core, optional). Every balanced series of the text that reads like a core slogan is
an example of one, every series that touches no formula, and every one of the tests' negative cases, of none; what is optional
counts `OPTIONAL` of a slogan. A feature that fewer than `SEEN` series have gets no weight.

Each set is left out in turn, the weights are fitted and the threshold is chosen on
the others, the lowest at which `AIM` of all that is found there is right. Rules that were
written with a set at hand know it: only what the series alone find in it is new. Told are precision and
recall of core formulae on the set left out, of the weighed series alone and with what the
rules find. A find is right where it covers half of a core or optional formula. `--write`
prints the table fitted on all sets.
"""

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path
from unittest.mock import patch

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from policytext.discovery import chinese, chinese_unfit, chinese_weights
from policytext.discovery.chinese_stretches import find_stretches
from policytext.discovery.chinese_weighed import has_edges
from policytext.discovery.groups import group_candidates
from policytext.records import Passage
from policytext.text import build_reading, to_source

OPTIONAL = 0.4
HARD = 10.0  # of an example: a series of the tests' cases of what is no slogan
BAD_CUT = 0.3  # of an example: a reading of a slogan that cuts it wrongly
CHOOSING, WEIGHING = 0.2, 1.0  # inverse penalties: the smaller, the fewer features
LEAST = 0.05  # of a weight that a feature is chosen for
SEEN = 25
AIM = 0.88
ALIKE = 0.75  # of the characters that a series and a slogan have between them
CASES = Path("tests/cases/discovery-chinese.toml")
THRESHOLDS = np.arange(-4.0, 2.0, 0.1)


def read_set(path):
    """Return the passages of a set."""
    with (Path(path) / "zh.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def list_examples(passages):
    """Return every series of a set: passage, place, features, and what it is an example of."""
    examples = []
    for number, passage in enumerate(passages):
        for stretch in find_stretches(passage["text"]):
            if not chinese_unfit.is_weighable(stretch) or not has_edges(stretch):
                continue
            place = stretch.start, stretch.end
            examples.append(
                (
                    number,
                    place,
                    chinese_weights.describe(passage["text"], stretch),
                    judge(place, passage["formulas"]),
                )
            )
    return examples


def list_hard():
    """Return the series of the tests' negative cases, which are no slogans."""
    texts = [
        text
        for group in tomllib.loads(CASES.read_text("utf-8"))["negatives"]
        for text in group["texts"]
    ]
    passages = [
        {"text": text, "formulas": []} for each in texts for text in (each, f"提到{each}，等等。")
    ]
    return [(n, place, features, (0, HARD)) for n, place, features, _ in list_examples(passages)]


def judge(place, formulas):
    """Return whether a place is a slogan and what the example counts, nothing where it is none to learn from."""
    start, end = place
    touched = [f for f in formulas if f["start"] < end and start < f["end"]]
    if not touched:
        return 0, 1.0
    covered = [f for f in touched if covers(place, f)]
    alike = any(
        min(end, f["end"]) - max(start, f["start"])
        >= ALIKE * (max(end, f["end"]) - min(start, f["start"]))
        for f in covered
    )
    if any(f["tier"] == "core" for f in covered):
        return (1, 1.0) if alike else (0, BAD_CUT)
    return (1, OPTIONAL) if alike else None


def covers(place, formula):
    """Tell whether a place holds half of a formula or more."""
    shared = min(place[1], formula["end"]) - max(place[0], formula["start"])
    return shared > 0 and formula["end"] - formula["start"] <= 2 * shared


def fit(examples):
    """Return the weight of each feature, that of none under no name.

    An absolute penalty chooses the features, a square one, which shrinks less, weighs them.
    """
    known = [(f, *verdict) for _, _, f, verdict in (*examples, *list_hard()) if verdict]
    seen = Counter(name for features, _, _ in known for name in features)
    chosen = regress(known, {name for name in seen if seen[name] >= SEEN}, l1_ratio=1, C=CHOOSING)
    names = {name for name, weight in chosen.items() if name and abs(weight) >= LEAST}
    weights = regress(known, names, l1_ratio=0, C=WEIGHING)
    return {name: round(weight, 2) for name, weight in sorted(weights.items())}


def regress(known, names, **options):
    """Return what logistic regression makes each of some features weigh."""
    table = DictVectorizer(sparse=False)
    rows = table.fit_transform([{k: v for k, v in f.items() if k in names} for f, _, _ in known])
    model = LogisticRegression(solver="liblinear", max_iter=5000, random_state=0, **options)
    model.fit(rows, [y for _, y, _ in known], sample_weight=[w for _, _, w in known])
    weights = dict(zip(table.feature_names_, map(float, model.coef_[0]), strict=True))
    return {"": float(model.intercept_[0])} | weights


def weigh(weights, examples):
    """Return the score of each example."""
    return [
        weights[""] + sum(weights.get(k, 0.0) * v for k, v in features.items())
        for _, _, features, _ in examples
    ]


def pick(examples, scores, least):
    """Return the places in each passage that stand, the highest score first, none overlapping."""
    picked = {}
    order = sorted(range(len(examples)), key=lambda at: -scores[at])
    for at in order:
        if scores[at] < least:
            break
        number, place = examples[at][:2]
        here = picked.setdefault(number, [])
        if is_free(place, here):
            here.append(place)
    return picked


def is_free(place, others):
    """Tell whether a place overlaps no other."""
    return all(place[1] <= a or place[0] >= b for a, b in others)


def count(passages, picked, ruled):
    """Return how many finds are right, how many there are, how many core formulae are found of how many."""
    right = finds = found = core = 0
    for number, passage in enumerate(passages):
        rules = set(ruled[number]) if ruled else set()
        spans = rules | {p for p in picked.get(number, ()) if is_free(p, rules)}
        formulas = passage["formulas"]
        finds += len(spans)
        right += sum(any(covers(span, f) for f in formulas) for span in spans)
        for formula in formulas:
            if formula["tier"] == "core" and (ruled or formula["subtype"] == "parallel"):
                core += 1
                found += any(covers(span, formula) for span in spans)
    return np.array([right, finds, found, core])


def find_by_rules(passages):
    """Return what discovery finds in each passage of a set without weighing series."""
    documents = {}
    for number, passage in enumerate(passages):
        text, doc = passage["text"], passage["doc"]
        reading = build_reading(text, [(0, len(text))])
        place = 0, len(text), reading.text, reading.runs
        documents.setdefault(doc, []).append(
            Passage(str(number), doc, "prose", "", "zh", "", *place)
        )
    found = [[] for _ in passages]
    with patch.object(chinese, "find_weighed", return_value=()):
        groups = group_candidates(documents)
    for passage, candidate in (place for group in groups for place in group.places):
        found[int(passage.passage_id)].append(
            to_source(passage.runs, candidate.start, candidate.end)
        )
    return found


def choose(sets, weights, names, ruled):
    """Return the lowest threshold above which as many finds as aimed at are right in the sets."""
    scores = {name: weigh(weights, sets[name][1]) for name in names}
    for least in THRESHOLDS:
        right, finds, _, _ = sum(
            count(sets[n][0], pick(sets[n][1], scores[n], least), ruled and ruled[n]) for n in names
        )
        if right >= AIM * finds:
            break
    return least


def tell(name, figures):
    """Print precision and recall."""
    right, finds, found, core = figures
    print(
        f"{name:34} precision {right}/{finds} = {right / finds:.3f}   recall {found}/{core} = {found / core:.3f}"
    )


def run(paths, *, write):
    """Print the figures of each set left out, and the table fitted on all."""
    sets = {path: (passages := read_set(path), list_examples(passages)) for path in paths}
    ruled = {path: find_by_rules(sets[path][0]) for path in paths}
    for path in paths:
        others = [each for each in paths if each != path]
        weights = fit([example for each in others for example in sets[each][1]])
        least = choose(sets, weights, others, ruled)
        passages, examples = sets[path]
        picked = pick(examples, weigh(weights, examples), least)
        tell(f"{Path(path).name}: series", count(passages, picked, None))
        tell(f"{Path(path).name}: with rules at {least:.1f}", count(passages, picked, ruled[path]))
    if write:
        weights = fit([example for path in paths for example in sets[path][1]])
        print(f"THRESHOLD = {choose(sets, weights, paths, ruled):.1f}")
        for name, weight in weights.items():
            print(f'    "{name}": {weight},')


if __name__ == "__main__":
    run([each for each in sys.argv[1:] if each != "--write"], write="--write" in sys.argv)
