"""What announces that a label is about to be spelled out, or just was.

Definitional cues after Hearst 1992 (*Automatic Acquisition of Hyponyms from
Large Text Corpora*) for English and the usual 即, 是指, 包括 for Chinese. A
strong cue says that what follows is the meaning; a weak one only that a list is
near, and counts only when the list has as many items as the label says.
"""

from __future__ import annotations

import re

_FRAME = r"[\w\s’'\-]{0,60}?"
"""What may stand between a label and its cue: `working mechanism as soon as possible`."""

STRONG = re.compile(
    rf"""["”’'“]?{_FRAME}[\s,，:：(（—–-]*(?P<cue>
      refers?\ to | referring\ to | namely | that\ is(?:\ to\ say)? | i\.\s?e\. | which\ (?:means|are|is|refers?\ to)
    | means | consists?\ of | consisting\ of | comprises? | comprising | includ(?:es?|ing) | are\ as\ follows | as\ follows
    )\b[\s,，:：]*""",
    re.VERBOSE | re.IGNORECASE,
)
STRONG_HAN = re.compile(
    r"""["”’'」》]?[\w]{0,12}?[，,：:（(\s—]*(?P<cue>是指|指的是|就是|即是|也就是|即|具体是|具体包括|主要是|分别是|分别为|包括|具体为|是)[：:，,“"]?"""
)
WEAK = re.compile(
    r"""["”’'“]?(?P<frame>[\w\s’'\-]{0,30}?)(?P<cue>
      \ (?:of|between)\ (?=\S) | \s?[:：] | \s?[—–]+ | \s?[(（] | ,\s
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
WEAK_HAN = re.compile(r"""["”’'」》]?(?P<frame>[\w]{0,10}?)(?P<cue>[：:（(]|——?|，)\s*["“]?""")

SENTENCE_END = re.compile(r"[.!?](?=\s|$|[A-Z\"”])|[。！？]|\n")
"""Where what a cue announces ends at the latest."""

TURN = re.compile(
    r"""
      [,，;；]?\s*\b(?:so\ as\ to|so\ that|in\ order\ to|thereby|thus|which|whose|where|who)\b
    | [,，]\s*(?:will|would|shall|should|must|can|may|is|are|was|were|has|have|had|it|we|they|this|these)\b
    | ，(?:从而|以便|以|为|使|这|是|必须|要|应当|进而|推动|确保|不断)
    | [)）]
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Where the list is over and the sentence goes on: a purpose, a relative clause, the main verb."""


def find_end(text: str, start: int, *, turn: bool = True) -> int:
    """Return where what begins at `start` ends: its sentence, or the turn before that.

    >>> text = "registration, annual report and evaluation, so as to manage. Then"
    >>> text[: find_end(text, 0)], text[: find_end(text, 0, turn=False)]
    ('registration, annual report and evaluation', 'registration, annual report and evaluation, so as to manage')
    """
    sentence = SENTENCE_END.search(text, start)
    end = sentence.start() if sentence else len(text)
    bend = TURN.search(text, start, end) if turn else None
    return bend.start() if bend else end
