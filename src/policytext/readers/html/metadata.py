"""Read what a page says of itself: title, author, date.

Chinese government sites follow the state's naming of page elements
(ArticleTitle, PubDate, ContentSource); publishers use citation_* or Dublin Core;
everybody else Open Graph or schema.org.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.readers.authors import NO_AUTHOR
from policytext.readers.markup import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policytext.readers.markup import Element

_TITLES = (
    "articletitle",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "og:title",
    "headline",
    "title",
)
_AUTHORS = (
    "citation_author", "dc.creator", "dcterms.creator", "author", "article:author",
    "og:article:author", "contentsource",
    "source",
)  # fmt: skip
_DATES = (
    "pubdate", "citation_publication_date", "citation_date", "article:published_time",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "publishdate", "publish_date",
    "datepublished", "publishtime", "date",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})?\s*[-/.月]?\s*(\d{1,2})?")
_STATED = re.compile(
    r"(?:[发發][布佈]|[发發]文|成文|印[发發]|公[布佈]|刊[发發]|刊登|更新)(?:日期|[时時][间間])\s*[:：]\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
)
_REACH = 500_000  # letters of a page in which its date is looked for
_SITE = re.compile(r"\s*(?:[|_｜—–»]|\s-\s|--+)\s*")
# What sites call themselves, before the office or in its place.
_SITES_OWN = re.compile(
    r"^(?:(?:信息|稿件|文章)?来源\s*[:：]\s*)?(?:(?:本网站?|本站)(?:原创|讯)?[\s:：]*)?(?:原创$)?"
)
_SITE_NAME = re.compile(
    r".{2,20}(?:[网網]|[网網]站|[门門][户戶]|在[线線])\Z|(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:cn|com|org|net|gov|edu)(?:\.\w\w)?\Z"
)
_LARGEST_JSON = 200_000

LONGEST_TITLE = 300
"""Letters of the longest title that is believed to be one."""


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page records of itself, empty where it records nothing; `date` as it is written."""

    title: str
    authors: tuple[str, ...]
    date: str


def read_metadata(root: Element) -> PageMetadata:
    """Return title, authors and date of a page, from its own most exact element for each."""
    said: dict[str, list[str]] = {}
    for key, value in _list_said(root):
        said.setdefault(key.strip().lower(), []).append(value)
    title = _find_first(said, _TITLES) or _read_title(root)
    authors = next((said[key] for key in _AUTHORS if said.get(key)), [])
    date = next((d for key in _DATES for d in said.get(key, []) if _is_date(d)), "")
    return PageMetadata(
        title if len(title) <= LONGEST_TITLE else "",
        tuple(
            dict.fromkeys(
                author
                for said_by in authors
                if (author := _SITES_OWN.sub("", said_by).strip())
                and len(author) <= LONGEST_TITLE
                and not author.startswith("http")
                and not _SITE_NAME.match(author)
                and not NO_AUTHOR.match(author)
            )
        ),
        date or _read_time(root),
    )


def _is_name(text: str) -> bool:
    """Tell whether a text may name an author: no address, no number."""
    return len(text) <= LONGEST_TITLE and not re.search(r"@|https?:|^\W*\d[\d\W]*$", text)


def _find_first(said: dict[str, list[str]], keys: Iterable[str]) -> str:
    """Return the first value of the first key that has one."""
    return next((said[key][0] for key in keys if said.get(key)), "")


def _list_said(root: Element) -> Iterator[tuple[str, str]]:
    """Yield name and value of what the page declares: meta elements first, then schema.org."""
    for meta in root.iter("meta"):
        key = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        value = " ".join((meta.get("content") or "").split())
        if key and value:
            yield key, value
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json" and script.text:
            yield from _read_linked(script.text[:_LARGEST_JSON])


def _read_linked(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a schema.org article in JSON says; nothing where it is no JSON."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    articles = data.get("@graph", [data]) if isinstance(data, dict) else data
    for article in articles if isinstance(articles, list) else []:
        if not isinstance(article, dict) or "datePublished" not in article:
            continue
        for key in ("headline", "datePublished"):
            if isinstance(article.get(key), str):
                yield key, " ".join(article[key].split())
        people = article.get("author", [])
        for person in people if isinstance(people, list) else [people]:
            found = person.get("name") if isinstance(person, dict) else person
            if isinstance(found, str) and found.strip():
                yield "author", found.strip()


def _read_title(root: Element) -> str:
    """Return the page's title element without the name of the site, as far as a heading shows which part that is."""
    element = next(root.iter("title"), None)
    title = "" if element is None else " ".join(read_text(element).split())
    headings = {" ".join(read_text(h).split()) for h in root.iter("h1", "h2")}
    parts = _SITE.split(title)
    return next((part for part in parts if part in headings), title)


def _read_time(root: Element) -> str:
    """Return the date of the first time element that gives one, else the one stated beside 发布日期 and the like."""
    times = (time.get("datetime") or "" for time in root.iter("time"))
    if found := next((time for time in times if _is_date(time)), ""):
        return found
    stated = _STATED.search(read_text(root)[:_REACH])
    return stated[1].strip() if stated else ""


def _is_date(text: str) -> bool:
    """Tell whether a text begins with a date from the year down.

    >>> _is_date("2019-05-24 10:00"), _is_date("yesterday")
    (True, False)
    """
    match = _DATE.match(text.strip())
    return match is not None and int(match[1]) >= 1000 and len(text) <= 40
