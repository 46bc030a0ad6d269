"""Make corpora of any size to measure whole builds on: seeded, so that everybody measures the same.

English runs as a chain of words, each drawn from what follows the last one in
the repository's papers; now and then a made-up name stands in, few of them
often and many seldom, so that the words of a corpus grow with it as they do in
life. Chinese is drawn from the dictionary that comes with jieba, words by their
frequency, with names of the authority file among them. No two papers repeat each other.
"""

import re
from collections import defaultdict
from importlib.resources import files
from itertools import accumulate, pairwise
from random import Random
from shutil import copytree

from bench.texts import CORPUS, LEVEL_1, read_names

PASSAGE = {"en": 600, "zh": 240}
"""Characters of a passage; Chinese says the same in fewer."""

PER_DOCUMENT = 50
"""Passages of a paper, in five sections."""

NAMED = {"en": 0.02, "zh": 0.05}
"""The share of words that are a made-up name in English, one of the authority file in Chinese."""


def write_corpus(folder, n_passages, lang="en", seed=1949):
    """Write a corpus folder of `n_passages` passages of prose, with the repository's authority file."""
    (folder / "papers").mkdir(parents=True)
    copytree(CORPUS / "themes", folder / "themes")
    say = {"en": EnglishWriter, "zh": ChineseWriter}[lang](Random(seed))
    for number, start in enumerate(range(0, n_passages, PER_DOCUMENT)):
        size = min(PER_DOCUMENT, n_passages - start)
        path = folder / "papers" / f"p{number:06}.txt"
        path.write_text(write_paper(say, size, number), encoding="utf-8")


def write_paper(say, n_passages, number):
    """Return a paper of so many passages."""
    parts = [say.title(number)]
    for at in range(n_passages):
        if at % 10 == 0:
            parts.append(say.heading(at // 10 + 1))
        parts.append(say.passage())
    return "\n\n".join(parts) + "\n"


class EnglishWriter:
    """Writes English after the repository's papers."""

    def __init__(self, random):
        """Learn what word follows which."""
        self._random = random
        self._next = defaultdict(list)
        papers = [path.read_text("utf-8") for path in sorted((CORPUS / "papers").glob("*.txt"))]
        text = " ".join(re.split(r"\n\W*references\b", p, flags=re.IGNORECASE)[0] for p in papers)
        words = re.findall(r"[“”\"A-Za-z’'-]+[,.;:]?", text)
        for word, after in pairwise(words):
            self._next[word].append(after)
        self._word = words[0]

    def _say_word(self):
        """Return the next word of the chain, or a name in its place."""
        self._word = self._random.choice(self._next[self._word] or ["The"])
        if self._random.random() < NAMED["en"]:
            return make_name(int(self._random.paretovariate(0.7)) % 10**8)
        return self._word

    def title(self, number):
        """Return the title of a paper."""
        return f"A study of {make_name(number).title()} and of {make_name(number + 7).title()}"

    def heading(self, number):
        """Return a heading."""
        return f"{number}. {make_name(self._random.randrange(10**6)).title()} and its tasks"

    def passage(self):
        """Return a paragraph of whole sentences."""
        words, length = [], 0
        while length < PASSAGE["en"] or words[-1][-1] not in ".;:":
            words.append(self._say_word())
            length += len(words[-1]) + 1
            if length > 2 * PASSAGE["en"]:
                break
        text = " ".join(words)
        return text[0].upper() + text[1:].rstrip(".,;:") + "."


class ChineseWriter:
    """Writes Chinese words by their frequency, in clauses and sentences."""

    def __init__(self, random):
        """Read jieba's dictionary: a word, its frequency and its class a line."""
        self._random = random
        lines = files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
        entries = [line.split(" ") for line in lines]
        common = {*LEVEL_1}
        kept = [(word, int(count)) for word, count, *_ in entries if common.issuperset(word)]
        self._words = [word for word, _ in kept]
        self._weights = list(accumulate(count for _, count in kept))
        self._names = read_names("zh")

    def _say(self, n_words):
        """Return so many words, names of the authority file among them."""
        words = self._random.choices(self._words, cum_weights=self._weights, k=n_words)
        return [
            self._random.choice(self._names) if self._random.random() < NAMED["zh"] else word
            for word in words
        ]

    def title(self, number):
        """Return the title of a paper."""
        return f"关于{''.join(self._say(4))}的研究（{number}）"

    def heading(self, number):
        """Return a heading."""
        return f"{'一二三四五六七八九十'[number - 1]}、{''.join(self._say(3))}"

    def passage(self):
        """Return a paragraph of whole sentences."""
        sentences, length = [], 0
        while length < PASSAGE["zh"]:
            clauses = ["".join(self._say(self._random.randint(4, 9))) for _ in range(3)]
            sentences.append("，".join(clauses) + "。")
            length += len(sentences[-1])
        return "".join(sentences)


def make_name(number):
    """Return a made-up word, another one for every number."""
    syllables = []
    while number or not syllables:
        number, at = divmod(number, 100)
        syllables.append("bdfgklmnprstvzchsh"[at % 16] + "aeiou"[at // 16 % 5] + "nrl"[at // 80])
    return "".join(syllables)
