"""What announces that a label is about to be spelled out, or just was.

Definitional cues after Hearst 1992 (*Automatic Acquisition of Hyponyms from
Large Text Corpora*) for English, and the verbs of definition and enumeration
(即, 是指, 包括, 分别是) for Chinese. A *strong* cue says that what follows is
the meaning, so a list that does not add up is worth reporting. A *weak* one
says only that a list is near, and counts when the list has as many items as
the label says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.folding import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSE = r"""["”’'」》*]*"""
"""What closes the label's quotation."""

_GLOSS = rf"{_CLOSE}(?:\s*[{HAN}]{{1,12}}{_CLOSE})?"
"""The same with the label's Chinese original behind it: “three togethers” 三同 (…)."""

_FRAME = r"(?:\s+(?!(?:to|that|which|who|is|are|was|were|of|and|or|by|as|than|because|if|when|will|would|can|could|may|might|should|must|not)\b)[\w’'\-]+){0,5}?"
"""Nouns between a label and a verb that defines it: `the “333” work method refers to`."""

_ASIDE = r"(?:\s+[\w’'\-]+){0,10}?"
"""Words between a label and a `namely`, which looks back over the rest of its clause."""

ENGLISH = re.compile(
    rf"""{_GLOSS}(?:
        {_FRAME}[\s,(（—–-]*\b(?P<strong>
          refers?\ (?:mainly\ )?to | referring\ to | (?:which|that)\ (?:means?|refers?\ to)
        | means?(?!\s+(?:of|by|for)\b) | stands?\ for | (?:is|are)\ defined\ as | denotes?
        )\b
      | (?:{_ASIDE}\s*[,;:(（—–-]*|\s*\[)\s*(?P<namely>
          \bnamely\b | \bthat\ is(?:\ to\ say)?(?=\s*[,:，]|\s+to\b) | \bi\.\s?e\b\.? | \bviz\b\.? | \bto\ wit\b
        )
      | {_FRAME}\s+(?:is|are|was|were)?\s*(?P<colon>[:：])
      | {_FRAME}[\s,(（—–-]*\b(?:(?:which|that)\s+)?(?P<weak>
          consists?\ of | consisting\ of | (?:is|are)\ (?:made\ up|composed)\ of | compris(?:es?|ing) | includ(?:es?|ing)
        | cover(?:s|ing)? | (?:is|are)\ as\ follows | as\ follows | such\ as | which\ (?:are|is|includes?)
        | contains? | involv(?:es?|ing) | combin(?:es?|ing) | bring(?:s|ing)\ together
        )\b
      | [.”"’]*\s+(?P<these>(?:these|they)\s+(?:included?\b|(?:are|were)(?:\s+as\s+follows)?(?=\s*[:：])))
      | \s+(?P<of>of|between)\b
      | {_FRAME}\s*(?P<be>\b(?:is|are|was|were)\b)
      | {_FRAME}\s*(?P<mark>[:：(（]|[—–]+|\s-+\s)
      | (?P<comma>,)
    )(?:[”’]|["'](?=\s))?[\s,，:：]*""",
    re.VERBOSE | re.IGNORECASE,
)

CHINESE = re.compile(
    rf"""{_CLOSE}(?P<frame>[^\W\d_]{{0,12}}?)(?<!特别)(?<!尤其)(?:
        [\s，,：:（(—]*(?P<strong>
          (?:主要|具体|通常|也|一般)?是?(?<![所意暗手直])指(?:的(?:就)?是)?(?!出|导|示|引|标|数|挥|定|明)
        | 也?就是(?:指|说|要)? | 亦即 | 也即 | (?<![立随当在])即(?:是|指)? (?!使|将|便|可|时|日|刻|席|或|若|[办享改取走批发][等的“”、，。；]|[办享改取走批发]$)
        | 意(?:指|思是)
        )
      | [\s，,：:（(—]*(?P<weak>
          分别(?:是|为|指|有|(?=[：:])) | 依次(?:是|为) | (?:具体|主要)?包括(?:了)? | 包含(?:了)? | 涵盖(?:了)?
        | (?:具体|主要|内容|其中)?(?:是|(?<![以作])为(?!标准|指导|目标|核心|抓手|载体|主题|主线|重点|基础|引领|依托|内容|导向|准则|契机|根本))(?!了|此|何|什么) | (?:由|有)(?=.{{0,60}}(?:组成|构成))
        )
      | (?P<mark>[：:（(]|——?)
      | (?P<comma>[，,])
    )[\s：:，,]*""",
    re.VERBOSE,
)

ENGLISH_BEFORE = re.compile(
    r"""(?:
        \s*[,;:—–-]*\s*(?P<called>
          (?:is|are|was|were|being|be)?\s*(?:also\ |so\ |collectively\ |together\ |often\ )*
            (?:called|known\ as|referred\ to\ as|termed|summarized\ as|summed\ up\ as|described\ as)
        | (?:together\ )?(?:constitutes?|forms?|make(?:s)?\ up|are|is) | (?:i\.e\.|that\ is|namely),?(?:\ (?:to\ )?\w+){0,2} | or | as
          | (?:\w+\ ){0,4}(?:achiev|realiz|form|attain|ensur|reach)(?:e|es|ed|s|ing)?
        )\s+(?:the|these|those|a)?\s*(?:so-called\s+)?
      | \s*(?P<mark>,|—|–|:|\()\s*(?:the|these|those|all|i\.e\.,?|or)?\s*(?:so-called\s+)?
    )["“‘'*]*$""",
    re.VERBOSE | re.IGNORECASE,
)
"""What leads from a list to the label that sums it up: `A, B and C, the “three …”`."""

CHINESE_BEFORE = re.compile(
    r"""(?:[，,：:（(\s—]*|。(?=这|以上|上述))(?P<called>
        (?<=。)(?:这|以上|上述)(?:就是)? |
        (?:等|的|这|即|等的|的这)?(?:所谓)?
      | (?:也|这)?就是(?:所谓)?(?:的)? | (?:以下|下文)?(?:合|统|简|并|通|被|俗|下)称(?:为|作|之为)? | (?:被)?(?:概括|归纳|总结|称)(?:为|成)
      | (?:(?:坚决|切实|努力|真正|基本|全部|全面|率先|力争|均|都|已)*(?P<achieved>做到|实现|达到|达成|落实|确保|构成|形成|体现)(?:了)?)
    )\s*["“‘《「*]*$""",
    re.VERBOSE,
)
"""What leads from a list to the label that sums it up: A、B、C的“三个…”; A、B、C，做到“三个…”."""

GOVERNORS = re.compile(
    r"""(?:
        (?:进一步|不断|切实|着力|统筹|协调|全面|深入|扎实|积极|坚决|必须|牢固|牢牢|自觉|始终|继续|大力|努力|稳步|加快|有效|严格|认真|要|应|把|以|将|按|对|从|在|为|用|由)*
        (?:[用建管护抓做搞打守走办讲写]好|启动|促进|培育|优化|规范|引导|厚植|扩大|保障|深化|巩固|拓展|打造|发挥|盘活|整合|健全|提升|强调|防止|克服|去除|消除|紧扣|锚定|紧盯|采取|运用|推行|引进|建成|一[支批]
        |树立|增强|坚持|坚定|做到|实现|推进|加强|落实|提高|强化|保持|贯彻|围绕|形成|构建|建立|完善|提出|推动|开展|执行|包括|包含|即|是指|就是|整治|解决|反对|纠正|抓住|突出|注重|聚焦|实施|遵循|按照|通过|针对|根据|对|把|以|将|在|从|为|由|是|了)
    )+""",
    re.VERBOSE,
)
"""Verbs, and what goes before them, that govern a Chinese list and are no part of its first item."""

SENTENCE_END = re.compile(
    r"[.!?](?=\s|$|[A-Z\"”])(?<![A-Za-z]\.[A-Za-z].)(?<![^A-Za-z][A-Z].)|[。！？]|\n"
)
"""Where what a cue announces ends at the latest."""

TURN = re.compile(
    r"""
      [,，;；]?\s*\b(?:so\ as\ to|so\ that|in\ order\ (?:to|that)|thereby|thus|hence|whereby)\b
    | [,;]?\s*\b(?:which|whose|whom|where|who)\b
    | ,\s*(?:and\ |but\ )?(?:will|would|shall|should|must|can|may|might|is|are|was|were|has|have|had|does|do|did
        |it|we|they|he|she|this|these|that|there|but|because|since|while|whereas|although|if|when|after|before
        |making|forming|ensuring|realizing|achieving|aiming|leading|resulting|laying|providing|as|to)\b
    | ,\s*(?:including|such\ as|for\ example|especially|among)\b
    | [,，](?:从而|以便|以(?!.{0,6}[、，；])|为(?!.{0,6}[、，；])|使|这|是|必须|应当|进而|推动|确保|不断|同时|与此同时|因此|所以|但|而)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Where a list is over and its sentence goes on: a purpose, a relative clause, the main verb."""


def find_sentence_end(text: str, start: int) -> int:
    """Return where the sentence at `start` ends.

    >>> find_sentence_end("one. Two", 0), find_sentence_end("一。二", 0), find_sentence_end("one", 0)
    (3, 1, 3)
    """
    match = SENTENCE_END.search(text, start)
    return match.start() if match else len(text)


def find_ends(text: str, start: int) -> list[int]:
    """Return where a list that begins at `start` may end: at each turn of its sentence, and with the sentence.

    >>> text = "registration, annual report and evaluation, so as to manage. Then"
    >>> [text[:end] for end in find_ends(text, 0)][0]
    'registration, annual report and evaluation'
    """
    stop = find_sentence_end(text, start)
    stop = find_closing(text, start, stop)
    turns = [turn for turn in find_turns(text, start, stop) if turn > start]
    return list(dict.fromkeys([*turns[:MOST_TURNS], stop]))


def find_turns(text: str, start: int, stop: int) -> Iterator[int]:
    """Yield where a sentence turns from a place on, outside brackets; `by which` and `all of which` with what opens them.

    >>> text = "rules (which bind), by which he means law"
    >>> [text[turn:] for turn in find_turns(text, 0, len(text))]
    [', by which he means law']
    """
    bracketed = any(text.find(mark, start, stop) >= 0 for mark in "(（")
    for match in TURN.finditer(text, start, stop):
        at = match.start()
        if bracketed and _is_bracketed(text, start, at):
            continue
        relative = match[0].lstrip()[:2] in {"wh", "Wh"}
        fronted = _FRONTED.search(text, max(start, at - _LONGEST_FRONT), at) if relative else None
        yield fronted.start() if fronted else at


def _is_bracketed(text: str, start: int, at: int) -> bool:
    """Tell whether more brackets open than close between two places."""
    n_open = sum(text.count(mark, start, at) for mark in "(（")
    return n_open > sum(text.count(mark, start, at) for mark in ")）")


_FRONTED = re.compile(
    r"[,;]?\s*\b(?:(?:all|both|some|most|many|each|none)\s+of|by|in|of|to|for|with|from|on|at|through|under)$",
    re.IGNORECASE,
)
"""What a relative pronoun takes along to the front of its clause (pied-piping)."""

_LONGEST_FRONT = 12


def find_closing(text: str, start: int, stop: int) -> int:
    """Return where a bracket or quotation ends that was opened before `start`, else `stop`."""
    n_open = dict.fromkeys(_CLOSERS.values(), 0)
    for at in range(start, stop):
        closer = _CLOSERS.get(text[at])
        if closer and text[at] in _OPENERS:
            n_open[closer] += 1
        elif closer:
            n_open[closer] -= 1
            if n_open[closer] < 0:
                return at
    return stop


_OPENERS = "(（[“"
_CLOSERS = {"(": ")", "（": ")", ")": ")", "）": ")", "[": "]", "]": "]", "“": "”", "”": "”"}

MOST_TURNS = 6
"""Turns of one sentence that are tried as the end of a list: later ones are far from the label."""
