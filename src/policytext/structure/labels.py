"""The words by which papers name their own parts, in English and in Chinese."""

from __future__ import annotations

import re

_ROLES = {
    "references": (
        "references|reference|bibliography|works cited|literature cited|reference list|"
        "list of references|cited literature|"
        "参考文献|主要参考文献|参考资料|参考书目|引用文献|注释|注释与参考文献|参考文献与注释"
    ),
    "acknowledgement": "acknowledg(?:e)?ments?|致谢|鸣谢|后记",
    "funding": "funding|funding (?:information|statement|sources?)|fund(?:ing)? projects?|"
    "financial support|grant information|基金项目|资助信息|资助",
    "disclosure": "disclosure(?: statement)?|conflicts? of interests?(?: statement)?|"
    "declaration of (?:competing |conflicting )?interests?|declarations?|"
    "competing interests?|statement of conflicts of interest|利益冲突(?:声明)?",
    "publisher's note": "publisher['’]?s note|publisher note|disclaimer|出版者的话|出版说明|出版者声明",
    "contents": "(?:table of )?contents|目录|目次",
    "body": (
        "introduction|background|literature review|related work|theoretical framework|"
        "methodology|methods?|materials and methods|data and methods|results?|findings|"
        "discussions?|results and discussion|conclusions?|concluding remarks|"
        "conclusions? and (?:discussion|suggestions|recommendations|prospects?)|summary|"
        "executive summary|preface|foreword|preamble|recommendations|"
        "limitations|appendix|appendices|annex|notes|endnotes|data availability(?: statement)?|"
        "author contributions?|authors['’]? contributions?|ethics statement|"
        "引言|前言|导言|绪论|序言|导论|问题的提出|问题提出|文献综述|研究方法|结语|结论|结束语|余论|"
        "小结|结论与建议|结论与讨论|讨论|附录|附则|总则"
    ),
}
_NAMES = re.compile(
    "|".join(f"(?P<r{n}>{names})" for n, names in enumerate(_ROLES.values())), re.IGNORECASE
)
_LONGEST_NAME = 60
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff])")
_EDGES = " \t\n\r\u3000:：.。*_#"


def find_role(title: str) -> str | None:
    """Return which part of a paper a heading's title names, nothing for a title of its own.

    The title is given without its number. Case, a closing colon and spaces
    between Chinese characters make no difference.

    >>> find_role("REFERENCES"), find_role("致　谢"), find_role("The role of funding")
    ('references', 'acknowledgement', None)
    """
    if len(title) > _LONGEST_NAME:
        return None
    name = _SPACED.sub("", title.strip(_EDGES))
    match = _NAMES.fullmatch(name)
    return tuple(_ROLES)[int((match.lastgroup or "r0")[1:])] if match else None


_OPEN = r"[\s\u3000]*[*_#\[【〔［(（「]*[\s\u3000]*"
_CLOSE = r"[\s\u3000]*[*_\]】〕］)）」]*[\s\u3000]*(?:[:：.．—–-]+[\s\u3000]*[*_]*|(?=[\u4e00-\u9fff])(?<=[\]】〕］])|[*_]+|\Z|\n)[\s\u3000]*"
_ABSTRACT = re.compile(
    rf"{_OPEN}(?:abstract|内[\s\u3000]*容[\s\u3000]*(?:提[\s\u3000]*要|摘[\s\u3000]*要)|"
    rf"(?:中文)?摘[\s\u3000]*要|提[\s\u3000]*要){_CLOSE}",
    re.IGNORECASE,
)
_KEYWORDS = re.compile(
    rf"{_OPEN}(?:key[\s-]*words?(?:[\s]+and[\s]+phrases)?|index[\s]+terms|"
    rf"(?:中文)?关[\s\u3000]*键[\s\u3000]*[词字]|主[\s\u3000]*题[\s\u3000]*词){_CLOSE}",
    re.IGNORECASE,
)


def match_abstract(text: str) -> int | None:
    """Return where the abstract begins after its label, nothing when there is no label.

    >>> match_abstract("**Abstract:** To carry"), match_abstract("ABSTRACT"), match_abstract("Abstract ideas")
    (14, 8, None)
    """
    match = _ABSTRACT.match(text)
    return match.end() if match else None


def match_keywords(text: str) -> int | None:
    """Return where the keywords begin after their label, nothing when there is no label."""
    match = _KEYWORDS.match(text)
    return match.end() if match else None
