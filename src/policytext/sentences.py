"""Where the sentences of a passage begin and end."""

from __future__ import annotations

import re

# A mark that ends a sentence, and the quotes and brackets that close with it. A full stop ends one
# only before a capital, a figure or a Han character, and not after an initial or a short title.
_END = re.compile(
    r"""
      [。！？；….!?]  # looked back from, for only what begins with a mark is looked for fast
      (?: (?<= [。！？；…] ) [。！？；…]* [”’」』）)"']*
        | (?<= [.!?] )
          (?<! \b[A-Z] [.!?] ) (?<! \b(?:Mr|Dr|No|vs|al|cf|pp|St) [.!?] )
          (?<! \b(?:Mrs|e\.g|i\.e|Fig|Vol) [.!?] ) (?<! \bProf [.!?] )
          [.!?]* [”’"')\]]* (?= \s+ ["“‘'(\[]* [A-Z0-9\u3400-\u9fff] | \s* $ )
      )
    """,
    re.VERBOSE,
)


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end of every sentence, without the spaces between them.

    >>> text = "Mr. Li agreed. “It is so.” 党建很重要。要加强。"
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Mr. Li agreed.', '“It is so.”', '党建很重要。', '要加强。']
    """
    spans, at = [], 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
        if start < end:
            spans.append((start, end))
        at = end
    return spans
