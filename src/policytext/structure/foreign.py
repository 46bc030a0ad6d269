"""Tell when a paper is neither Chinese nor English, the two languages whose words are known.

Such a paper is searched and its themes are found, but its words are cut and
counted as if they were English. The reader of a table should know.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytext.records import Language

_SAMPLE = 20_000  # letters at the beginning of a text
_OPENING = 2_000  # letters of it in which a script of its own is met, if it has one
_FEW = 40  # words from which on the small ones tell the language
_SHARE = 0.08  # of the words; the small words of a language below are a fifth of its running text and more
_ENGLISH = "the of and to that for with by from which was were are be this have has it not their"
_ONE_THE = 200  # letters of English for a *the*, and twice as many as it mostly takes
# The most frequent words of each language that English does not share.
_SMALL_WORDS = {
    "French": "le la les des du et est une dans pour que qui sur au aux par pas nous avec cette sont ces plus",
    "Spanish": "el los las del y en que una por con para es su al como más se lo sus",
    "Portuguese": "os da dos das em na que um uma para com não por ao é mais pelo pela",
    "German": "der die das und ist den von zu mit des ein eine nicht auf für im dem sich auch werden",
    "Italian": "il gli della di che una per con del non dei nel alla è delle sono dell",
    "Dutch": "het een van en dat op te voor met zijn niet ook aan worden door",
    "Vietnamese": "và của các là có trong được cho những với một không",
    "Indonesian or Malay": "yang dan di dari untuk dengan pada ini dalam adalah kepada oleh",
    "Turkish": "ve bir bu için ile olarak daha olan gibi",
    "Polish": "i w na z że się nie jest od oraz przez dla",
}
_SCRIPTS = {
    "Japanese": "\u3041-\u30ff",
    "Korean": "\u1100-\u11ff\uac00-\ud7af",
    "a language in Cyrillic letters": "\u0400-\u052f",
    "a language in Arabic letters": "\u0600-\u06ff\u0750-\u077f",
    "Greek": "\u0370-\u03ff",
    "Tibetan": "\u0f00-\u0fff",
    "Mongolian": "\u1800-\u18af",
    "Thai": "\u0e00-\u0e7f",
    "a language in Hebrew letters": "\u0590-\u05ff",
    "a language of India": "\u0900-\u0d7f",
}
_OTHER = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_KANA = re.compile(f"[{_SCRIPTS['Japanese']}]")
_WORD = re.compile(r"[^\W\d_]+")
_CARRIED = 0.2
"""The share of letters from which on a script carries a text; Japanese has nearly as many Han as its own."""


def name_language(text: str, language: Language) -> str:
    """Return which language a text is in if it is neither Chinese nor English, empty where it is or cannot be told.

    `language` is the one that its passages are taken for.

    >>> name_language("Les ministres de la santé se sont réunis à Paris pour parler de la crise. " * 4, "en")
    'French'
    >>> name_language("The ministers met in Paris and spoke of the crisis. " * 9, "en")
    ''
    """
    sample = text[:_SAMPLE]
    if (
        not sample.isascii()
        and _OTHER.search(sample[:_OPENING])
        and (found := _find_script(sample))
    ):
        return found
    return _find_by_words(sample) if language == "en" else ""


def _find_script(sample: str) -> str:
    """Return the language of the script that carries a text, empty where it is Han or Latin."""
    n_letters = sum(map(len, _WORD.findall(sample)))
    shares = {name: len(re.findall(f"[{span}]", sample)) for name, span in _SCRIPTS.items()}
    name = max(shares, key=lambda each: shares[each])
    return name if shares[name] >= _CARRIED * n_letters else ""


def _find_by_words(sample: str) -> str:
    """Return the language whose small words are the most of a text in Latin letters, empty where English ones are."""
    if sample.count(" the ") * _ONE_THE > len(sample):
        return ""
    words = _WORD.findall(sample.lower())
    if len(words) < _FEW:
        return ""
    counts = Counter(words)
    n_english = sum(counts[word] for word in _ENGLISH.split())
    found = {
        name: sum(counts[word] for word in said.split()) for name, said in _SMALL_WORDS.items()
    }
    name = max(found, key=lambda each: found[each])
    return name if found[name] >= max(_SHARE * len(words), 2 * n_english) else ""
