"""Turn the names, dates, languages and notes of references into those of the manifest."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from policytext.folding import HAN

if TYPE_CHECKING:
    from policytext.records import Language

_HAN_NAME = re.compile(f"[{HAN}·•.\\s]+")
_DATE = re.compile(
    r"(?<!\d)(\d{4})(?!\d)(?:\s*[-/.年]\s*(\d{1,2})(?!\d)(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_VALUE = re.compile(r"([^\W\d][\w ]{0,58})\s*[:：]\s*(\S.*)")
_CHINESE = ("zh", "chi", "zho", "cmn", "chinese", "中文", "汉语", "简体", "繁体", "中国")
_ENGLISH = ("en", "eng", "english", "英文", "英语")
_FOR_PROGRAMS = {"citation key", "tex", "type", "pmid", "pmcid", "arxiv", "qid", "doi", "url"} | {
    "id", "file", "title", "year", "lang", "language",
}  # fmt: skip


def join_name(family: str, given: str) -> str:
    """Return a name as it is written in its own language: 张三 without a space, family name first.

    >>> join_name("张", "三"), join_name("Zhang", "Yuanjie"), join_name("民政部", "")
    ('张三', 'Yuanjie Zhang', '民政部')
    """
    if family and given and _HAN_NAME.fullmatch(family + given):
        return family + given
    return f"{given} {family}".strip()


def split_name(name: str) -> str:
    """Return a name written `Family, Given` as `join_name` does, any other as it stands."""
    family, comma, given = name.replace("，", ",").partition(",")
    if not comma or "," in given:
        return name.strip()
    return join_name(family.strip(), given.strip())


def read_date(written: str, month: str = "") -> str:
    """Return a date as the manifest has it, as far as it is known; empty where there is no year.

    Of a span of time the beginning counts. `month` is that of BibTeX, a number
    or an English name.

    >>> read_date("2019/05/24/"), read_date("2019年5月24日"), read_date("2020", "may"), read_date("n.d.")
    ('2019-05-24', '2019-05-24', '2020-05', '')
    """
    found = _DATE.search(written)
    if not found:
        return ""
    year, number, day = found.groups()
    if not number and month:
        short = month.strip().lower()[:3]
        number = str(_MONTHS.index(short) + 1) if short in _MONTHS else month.strip()
    if not number or not number.isdecimal() or not 1 <= int(number) <= 12:
        return year
    try:
        return date(int(year), int(number), int(day or 0)).isoformat()
    except ValueError:
        return f"{year}-{int(number):02}"


def read_language(written: str) -> Language | None:
    """Return which of the two languages is meant, or none.

    >>> read_language("zh-CN"), read_language("English"), read_language("fr")
    ('zh', 'en', None)
    """
    plain = written.strip().lower()
    first = re.split(r"[-_;,\s]", plain)[0]
    if first in _CHINESE or plain.startswith(_CHINESE[5:]):
        return "zh"
    return "en" if first in _ENGLISH or plain.startswith(_ENGLISH[2:]) else None


def read_notes(note: str) -> list[tuple[str, str]]:
    r"""Return the `name: value` lines of a note, as facets; what else it says is left out.

    Zotero's field "Extra" and many notes have such lines; those meant for other
    programs, and those that would gainsay a field of its own, are passed over.

    >>> read_notes("issuer: 民政部\nread twice\ntex.options: x\nPolicy Level：central")
    [('issuer', '民政部'), ('policy_level', 'central')]
    """
    found = []
    for line in note.splitlines():
        match = _NAMED_VALUE.fullmatch(line.strip())
        name = match[1].strip().lower() if match else ""
        if match and name.split(".")[0] not in _FOR_PROGRAMS and not match[2].startswith("//"):
            found.append((re.sub(r"\s+", "_", name), match[2].strip()))
    return found


def split_keywords(written: str) -> tuple[str, ...]:
    """Return keywords that stand in one field.

    >>> split_keywords("党建; 社会组织，基层治理")
    ('党建', '社会组织', '基层治理')
    """
    words = (word.strip() for word in re.split(r"[;；,，、|\n]", written))
    return tuple(dict.fromkeys(word for word in words if word))


def bare_doi(written: str) -> str:
    """Return a DOI without the address or label before it.

    >>> bare_doi("https://doi.org/10.1234/AB"), bare_doi("doi: 10.1234/ab"), bare_doi("none")
    ('10.1234/AB', '10.1234/ab', '')
    """
    found = re.search(r"10\.\d{4,9}/\S+", written)
    return found[0].rstrip(".,;") if found else ""
