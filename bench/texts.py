"""Make texts and forms to measure on: seeded, so that everybody measures the same.

English paragraphs are those of the repository's papers, their sentences
shuffled; Chinese ones are made of the commonest characters (GB 2312, level 1)
with the authority file's own names among them, one in ten words. Forms are the
authority file's, filled up with phrases made of the same words.
"""

import re
from pathlib import Path
from random import Random

from policytext.themes import load_themes

CORPUS = Path(__file__).parents[1] / "corpus"
LEVEL_1 = [bytes([0xB0 + n // 94, 0xA1 + n % 94]).decode("gb2312") for n in range(3755)]


def read_names(lang):
    """Return the plain forms of the authority file in one language."""
    themes, _ = load_themes(CORPUS / "themes")
    plain = ("plural", "exact")
    return sorted({f.text for t in themes for f in t.forms if f.lang == lang and f.match in plain})


def make_english(n_chars, seed=1949):
    """Return paragraphs of English of about `n_chars` characters in all."""
    random = Random(seed)
    text = " ".join(path.read_text("utf-8") for path in sorted((CORPUS / "papers").glob("*.txt")))
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", " ".join(text.split())) if len(s) > 40]
    paragraphs, total = [], 0
    while total < n_chars:
        paragraphs.append(" ".join(random.choices(sentences, k=5)))
        total += len(paragraphs[-1])
    return paragraphs


def make_chinese(n_chars, seed=1949):
    """Return paragraphs of Chinese of about `n_chars` characters in all."""
    random, names = Random(seed), read_names("zh")
    common = LEVEL_1[:1200]
    paragraphs, total = [], 0
    while total < n_chars:
        words = [
            random.choice(names)
            if random.random() < 0.1
            else "".join(random.choices(common, k=random.randint(2, 4)))
            for _ in range(100)
        ]
        paragraphs.append(
            "".join(w + ("，" if n % 7 == 6 else "") for n, w in enumerate(words)) + "。"
        )
        total += len(paragraphs[-1])
    return paragraphs


def make_forms(n, lang, seed=1949):
    """Return `n` different forms: the authority file's first, then phrases of the same words."""
    random = Random(seed)
    forms = dict.fromkeys(read_names(lang)[:n])
    words = sorted({word for name in forms for word in name.split()})
    common = LEVEL_1[:1200]
    while len(forms) < n:
        if lang == "zh":
            form = "".join(random.choices(common, k=random.randint(3, 5)))
        else:
            form = " ".join(random.choices(words, k=random.randint(2, 4)))
        forms[form] = None
    return list(forms)
