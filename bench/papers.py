"""Make papers to tag that are what real ones are: seeded, every seed another corpus.

What decides the speed of tagging was measured on the repository's five papers
with the whole authority file: 52 passages of 470 characters a paper, 17.5
mentions in 1,000 characters (13 % of them nested in others), contexts at 3 % of
the forms and 2 % of the places found. English papers here are sentences of
those papers, put together anew. So *dense* are papers only in what the authority
file was made for. In *sparse* ones forms are strewn that it does not have, as
often as it finds its own in papers it was not made for: in English chapters on
Chinese politics 1.4 to 2.8 in 1,000 characters, in Chinese reports and laws 4 to 9.

Real papers also bring new words, which a tokenizer that remembers words has
to work out. Of the words of a paper (between white space) 33 % are in none of
another paper, 17 % in none of the other four (3,100 different ones); by the
power law through those points 8 % are not among 10,000 different ones, the most
that spaCy's tokenizer remembers. So many are made new here: of two halves of
others, among those that stand in no form.

Chinese papers are words of jieba's dictionary as often as it counts them, one in
five of a single character, as in running text; jieba cuts them as fast as it cuts laws
(random characters take it three times as long). In dense ones one word in ten is a name
of the authority file, as often as the five papers speak of its theme: 17.5 mentions in
1,000 English characters are 12 in 100 words.
"""

import re
from collections import Counter
from functools import cache
from itertools import accumulate
from random import Random

import jieba

from bench.texts import CORPUS, read_names
from policytext.corpus import read_corpus
from policytext.forms import build_lexicon
from policytext.mentions import tag_document
from policytext.paper import read_paper
from policytext.themes import load_themes

N_NEW_WORDS = 0.08
N_SINGLE = 0.2
N_NAMES = 0.1
N_STREWN = {"en": 2.5, "zh": 7}
"""Forms in 1,000 characters of sparse papers."""

_WORD = re.compile(r"[A-Za-z]{4,}")


def make_papers(lang, n_chars, seed, strewn=()):
    """Return papers of about `n_chars` characters in all, each a list of paragraphs; sparse ones, if forms are to be strewn."""
    make_paragraph = _write_english if lang == "en" else _write_chinese
    size = 50 if lang == "en" else 30
    random = Random(seed)
    papers, total = [], 0
    while total < n_chars:
        paragraphs = [make_paragraph(random, dense=not strewn) for _ in range(size)]
        papers.append(
            [_strew(text, strewn, random) for text in paragraphs] if strewn else paragraphs
        )
        total += sum(map(len, papers[-1]))
    return papers


def _strew(text, forms, random):
    """Return a paragraph with forms put in between words, in Chinese anywhere."""
    gap = " " if " " in text else ""
    parts = text.split(gap) if gap else list(text)
    share = N_STREWN["en" if gap else "zh"] / 1000 * len(text) / len(parts)
    return gap.join(
        part + gap + random.choice(forms) if random.random() < share else part for part in parts
    )


def _write_english(random, *, dense):  # noqa: ARG001 - the sentences are those of dense papers
    """Return a paragraph of English."""
    sentences, known = _read_english()
    words = " ".join(random.choices(sentences, k=3)).split(" ")
    share = N_NEW_WORDS / _count_replaceable()
    return " ".join(
        _renew(word, random) if word not in known and _WORD.search(word) and random.random() < share
        else word
        for word in words
    )  # fmt: skip


def _renew(word, random):
    """Return a word with its letters those of two halves of other words."""
    first, second = random.choices(_list_words(), k=2)
    made = first[: len(first) // 2 + 1] + second[len(second) // 2 :]
    return _WORD.sub(made, word, count=1)


@cache
def _list_words():
    """Return the different words of the English papers, without their marks."""
    sentences, _ = _read_english()
    return sorted({word for sentence in sentences for word in _WORD.findall(sentence)})


@cache
def _count_replaceable():
    """Return the share of the words of the English papers that may be replaced."""
    sentences, known = _read_english()
    words = " ".join(sentences).split(" ")
    return sum(word not in known and bool(_WORD.search(word)) for word in words) / len(words)


@cache
def _read_english():
    """Return the sentences of the five papers, and the words of all forms in them as they stand there."""
    text = " ".join(path.read_text("utf-8") for path in sorted((CORPUS / "papers").glob("*.txt")))
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", " ".join(text.split())) if len(s) > 40]
    forms = {word for name in read_names("en") for word in _WORD.findall(name.lower())}
    known = {
        word for word in text.split() if forms & {w.lower().rstrip("s") for w in _WORD.findall(word)}
        or forms & {w.lower() for w in _WORD.findall(word)}
    }  # fmt: skip
    return sentences, known


def _write_chinese(random, *, dense):
    """Return a paragraph of Chinese."""
    (singles, often_single), (words, often) = _read_chinese()
    names, often_named = _read_chinese_names()
    text = []
    for number in range(130):
        if random.random() < N_NAMES and dense:
            text.append(random.choices(names, cum_weights=often_named)[0])
        elif random.random() < N_SINGLE:
            text.append(random.choices(singles, cum_weights=often_single)[0])
        else:
            text.append(random.choices(words, cum_weights=often)[0])
        text.append("，" if number % 8 == 7 else "")
    return "".join(text) + "。"


@cache
def _read_chinese_names():
    """Return the Chinese names of the authority file, with the running sum of how often the papers speak of their themes.

    The names of a theme share what it has; a theme that no paper names has a share, too.
    """
    themes, _ = load_themes(CORPUS / "themes")
    lexicon, _ = build_lexicon(themes)
    papers, _ = read_corpus(CORPUS)
    drafts = [read_paper(CORPUS, metadata) for metadata in papers]
    counts = Counter(
        mention.theme_id
        for draft in drafts
        for mention, _ in tag_document(draft.document, draft.passages, lexicon)
    )
    weights = {}
    for theme in themes:
        names = [f.text for f in theme.forms if f.lang == "zh" and f.match in ("plural", "exact")]
        weights |= dict.fromkeys(names, (counts[theme.theme_id] + 1) / max(1, len(names)))
    names = sorted(weights)
    return names, list(accumulate(weights[name] for name in names))


@cache
def _read_chinese():
    """Return jieba's words of one character and its longer ones, each with the running sum of how often they occur."""
    with jieba.dt.get_dict_file() as file:
        rows = [line.decode().split(" ") for line in file]
    lists = []
    for single in (True, False):
        chosen = [(row[0], int(row[1])) for row in rows if (len(row[0]) == 1) is single]
        lists.append(([word for word, _ in chosen], list(accumulate(n for _, n in chosen))))
    return lists
