"""Find what a page is about among what stands around it on every page of its site.

First goes what no reader of the article reads: elements that say of themselves
that they are navigation, feet, forms or hidden. Then the element is looked for
that holds the running text: one that is marked as the article, by HTML's own
elements or in the names that content systems give, else the smallest that holds
nearly all sentences of the page (after the idea of text density; Kohlschütter,
Fankhauser and Nejdl 2010, Boilerplate Detection using Shallow Text Features).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.readers.html.walk import DROPPED, is_furniture
from policytext.readers.layout import clean_text
from policytext.readers.markup import read_text

if TYPE_CHECKING:
    from policytext.readers.markup import Element

_AROUND = frozenset({"nav", "footer", "aside"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar",
                    "dialog", "alert", "toolbar", "tablist"})  # fmt: skip
_FALLBACKS = frozenset({"noscript", "iframe", "object", "button", "map", "a", "video", "audio"})
_NOTES = re.compile(r"\b(?:foot|end|rear)note")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOISE = re.compile(
    r"""
    (?:^|[\s_-]) (?:
        nav(?:bar|igation)? | menu\w* | bread-?crumbs? | crumbs? | side-?bar | foot(?:er)? | copy-?right
      | site-?(?:header|footer) | page-?footer | header-?nav | top-?(?:bar|nav) | tool-?bar | share\w* | social\w* | comments?
      | related\w* | recommend\w* | pag(?:er|ination) | cookie\w* | adverts?\w* | login
      | font-?size | skip-?link | qr-?code | friend-?links? | links?-list | hot-?news
      | mbx | dqwz | weizhi | bqsm | fxd | dibu | daohang | subscribe\w* | newsletter | editsection | mw-editsection
      | navbox\w* | catlinks | reflist-nav | popup | modal | weixin | ewm
    ) (?:$|[\s_-])
    """,
    re.VERBOSE | re.IGNORECASE,
)  # mbx, dqwz, bqsm and the like: pinyin initials that Chinese sites use for breadcrumbs, "you are here", notices
_PERHAPS = re.compile(
    r"(?:^|[\s_-])(?:banners?|ads?|search\w*|print(?:er|-\w+)?)(?:$|[\s_-])", re.IGNORECASE
)
_KNOWN = re.compile(
    r"""
    (?:^|\s) (?:
        TRS_(?:Editor|UEDITOR\w*|PreAppend) | trs_\w*editor\w* | UCAP-CONTENT | pages_content | zoom | Zoom
      | article[-_]?(?:content|body|text|con|main)? | post[-_]?(?:content|body) | entry[-_]?content
      | content[-_]?(?:text|body|main|con|detail)? | main[-_]?(?:content|text) | text[-_]?(?:content|con)
      | detail[-_]?(?:content|con|text)? | news[-_]?(?:content|text|con) | con[-_]?text | con
      | js_content | rich_media_content | v_news_content | vsb_content\w* | wp_articlecontent | artibody
      | mw-parser-output | mw-content-text | bt_content | view | wenzhang | zw | xl_content | Custom_UnionStyle
      | BodyLabel | mainText | MainContent | story-?body | document-?content | ContentPlaceHolder\w*
    ) (?:$|\s)
    """,
    re.VERBOSE,
)
_STOP = re.compile(r"[，。；！？：、”]|[,.;:!?”](?=\s|$)")
_ATTACHMENTS = re.compile(r"\s*(?:附件|附表|附图|附：|附:|attachments?|annex)", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar|pptx?|rtf|txt)(?:$|[?#])", re.IGNORECASE
)
_RUNNING = frozenset(
    {"p", "ul", "ol", "dl", "blockquote", "pre", "span", "font", "b", "strong", "center"}
)
_LISTS = frozenset({"ul", "ol", "dl", "div", "table", "section", "td", "p"})

_MOSTLY_LINKS = (
    "The page is mostly links, so its text may hold some of the site's own. "
    "Install policytext[html] to have it told apart better."
)

NEARLY_ALL = 0.85
"""The share of the running text that the content must hold, where nothing is marked as content."""

ENOUGH = 0.4
"""The share that an element marked as content must hold to be believed."""

SENTENCE = 40
"""Letters of running text beside an element that are no remark of the site's but part of the text."""

BESIDE = 0.15
"""The share of a page's text that no site has beside its article but in links: it is a document of its own."""

LEAST_BESIDE = 150
"""Letters that the frame of a short page may have outside links."""

LARGE = 0.5
"""The share of the page's text that no navigation, foot or form has, whatever it calls itself."""

MUCH = 0.25
"""The share of the running text that makes an element part of the text, though its name is that of a surrounding."""

SOME = 0.05
"""The share of the running text that makes an element with an ambiguous name part of the text."""

SOME_LINKS = 0.3
"""The share of a table's text in links past which it holds more than the article."""

MANY_LINKS = 0.5
"""The share of a page's text in links past which it is mostly navigation."""


@dataclass(slots=True)
class _Weight:
    """Letters below an element: all, those in links, and those of running text outside links."""

    n_text: int = 0
    n_link: int = 0
    n_running: int = 0
    n_links: int = 0


def prune(root: Element) -> None:
    """Take away what stands around the text of a page, in place.

    What is hidden goes, unless it is most of the page: some sites keep the
    article hidden until a script has run.
    """
    weights = _weigh(root)
    most_text = max(LARGE * weights[root].n_text, 1)
    most_running = max(LARGE * weights[root].n_running, 1)
    much_running = MUCH * weights[root].n_running
    some_running = SOME * weights[root].n_running
    gone: set[Element] = set()
    for element in list(root.iter("*")):
        parent = element.getparent()
        if parent is None:
            continue
        if parent in gone:
            gone.add(element)
            continue
        weight = weights[element]
        is_small = weight.n_text < most_text and weight.n_running < most_running
        if element.tag in _FALLBACKS and not is_small:
            element.tag = "div"  # left open by mistake, it has swallowed the page
            continue
        if (
            element.tag in DROPPED
            or (weight.n_running < most_running and _is_hidden(element))
            or (is_small and _is_around(element))
            or (weight.n_running < much_running and _is_named_around(element))
            or (weight.n_running < some_running and _is_perhaps_around(element))
        ):
            gone.add(element)
            _remove(element)


def prune_hidden(root: Element) -> None:
    """Take away what is not shown or only navigates, in place: all there is to prune in a book."""
    for element in list(root.iter("*")):
        if element.getparent() is not None and (element.tag == "nav" or _is_hidden(element)):
            _remove(element)


def choose_content(
    root: Element, page: str, title: str = ""
) -> tuple[Element, Element | None, tuple[str, ...]]:
    """Return the element that holds a page's text, the heading it stands under if that is outside, and notes."""
    weights = _weigh(root)
    body = next(root.iter("body"), root)
    whole = weights[body]
    content = body
    notes: tuple[str, ...] = ()
    if whole.n_running:
        marked = _find_marked(body, weights)
        content = marked if marked is not None else _descend(body, weights)
        if marked is None and whole.n_link > MANY_LINKS * whole.n_text:
            content, notes = _ask_trafilatura(page, body, content)
    heading = _find_heading(body, content, title, weights)
    if whole.n_running:
        _prune_link_lists(content, weights)
    return content, heading, notes


def _weigh(root: Element) -> dict[Element, _Weight]:
    """Return the weight of every element."""
    from lxml.etree import iterwalk

    weights: dict[Element, _Weight] = {}
    links = 0
    for event, element in iterwalk(root, events=("start", "end")):
        is_link = element.tag == "a" and element.get("href") is not None
        if event == "start":
            links += is_link
            weight = weights[element] = _Weight()
            if element.tag not in DROPPED:
                _add(weight, element.text, in_link=links > 0)
            continue
        links -= is_link
        weight = weights[element]
        weight.n_links += is_link
        parent = element.getparent()
        if parent is not None and element is not root:
            above = weights[parent]
            above.n_text += weight.n_text
            above.n_link += weight.n_link
            above.n_running += weight.n_running
            above.n_links += weight.n_links
            if parent.tag not in DROPPED:
                _add(above, element.tail, in_link=links > 0)
    return weights


def _add(weight: _Weight, text: str | None, *, in_link: bool) -> None:
    """Add the letters of a text to a weight."""
    if not text or not (size := len(text.strip())):
        return
    weight.n_text += size
    if in_link:
        weight.n_link += size
    elif _STOP.search(text) and not is_furniture(text.strip()):
        weight.n_running += size


def _is_around(element: Element) -> bool:
    """Tell whether an element says of itself that it is not the page's text."""
    tag = element.tag
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if tag in ("aside", "section", "div") and _NOTES.search(f"{element.get('role') or ''} {named}"):
        return False
    if tag in _AROUND or tag == "form" or (element.get("role") or "").lower() in _ROLES:
        return True
    if tag == "header":
        return not any(above.tag in ("article", "main") for above in element.iterancestors())
    return False


def _is_named_around(element: Element) -> bool:
    """Tell whether an element has a name that content systems give to what surrounds a text."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in ("html", "body") or _is_marked(element) or _NOTES.search(named):
        return False
    return bool(_NOISE.search(named))


def _is_perhaps_around(element: Element) -> bool:
    """Tell whether an element has a name that stands for what surrounds a text, or for a part of it."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return not _is_marked(element) and bool(_PERHAPS.search(named))


def _is_hidden(element: Element) -> bool:
    """Tell whether an element is not shown."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _remove(element: Element) -> None:
    """Take an element out of its tree and leave what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = clean_text(element.tail or "", strip=False)
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _find_marked(body: Element, weights: dict[Element, _Weight]) -> Element | None:
    """Return the innermost element that is marked as content and holds enough, nothing when none does."""
    best = None
    for element in body.iter("*"):
        if element is body or not _is_marked(element):
            continue
        running = weights[element].n_running
        if running < ENOUGH * weights[body].n_running:
            continue
        if best is None or running >= NEARLY_ALL * weights[best].n_running:
            best = element if best is None or running <= weights[best].n_running else best
    return best


def _is_marked(element: Element) -> bool:
    """Tell whether an element is marked as a page's content."""
    if element.tag in ("article", "main") or element.get("role") == "main":
        return True
    if "articlebody" in (element.get("itemprop") or "").lower():
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("div", "td", "section", "font", "ucapcontent") and bool(
        _KNOWN.search(named)
    )


def _descend(body: Element, weights: dict[Element, _Weight]) -> Element:
    """Return the smallest element that holds nearly all running text.

    Where a table lays out the page, that is the innermost table around it: its
    title and date have cells of their own.
    """
    least = NEARLY_ALL * weights[body].n_running
    element = body
    most_lost = max(BESIDE * weights[body].n_text, LEAST_BESIDE)
    while True:
        inner = next((c for c in element.iterchildren("*") if weights[c].n_running >= least), None)
        if inner is None or inner.tag in _RUNNING or _says_more(element, inner, weights):
            break
        lost = weights[element].n_text - weights[inner].n_text
        if lost - (weights[element].n_link - weights[inner].n_link) > most_lost:
            break
        element = inner
    table = next(element.iterancestors("table"), None)
    if table is None or element.tag == "table":
        return element
    is_article = weights[table].n_link < SOME_LINKS * weights[table].n_text
    return table if is_article else element


def _says_more(element: Element, inner: Element, weights: dict[Element, _Weight]) -> bool:
    """Tell whether an element has sentences of its own beside the part that holds nearly all of its text.

    Those are text that stands in it directly, as where elements were left open,
    and paragraphs among its children: the lead, for one.
    """
    own = [element.text, *(child.tail for child in element.iterchildren())]
    if any(text and len(text.strip()) >= SENTENCE and _STOP.search(text) for text in own):
        return True
    return any(
        weights[child].n_running >= SENTENCE and weights[child].n_link * 2 < weights[child].n_text
        for child in element.iterchildren("p", "blockquote")
        if child is not inner
    )


def _find_heading(
    body: Element, content: Element, title: str, weights: dict[Element, _Weight]
) -> Element | None:
    """Return the heading of a page, where it stands outside the content and before it.

    That is the element that says the page's title, or a main heading that says
    part of it: sites have their own name in a main heading, too.
    """
    if content is body or content.tag == "h1" or next(content.iter("h1"), None) is not None:
        return None
    wanted = _squeeze(title)
    inside = {id(element) for element in content.iter("*")}
    parts = None
    for element in body.iter("*"):
        if element is content:
            break
        if id(element) in inside or weights[element].n_text > len(title) + 10:
            continue
        said = _squeeze(read_text(element))
        if said and said == wanted:
            return element
        if element.tag == "h1" and len(said) > 3 and (said in wanted or not wanted):
            parts = parts if parts is not None else element
    return parts


def _squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def _prune_link_lists(content: Element, weights: dict[Element, _Weight]) -> None:
    """Take lists of links out of the content, as long as most of it stays: related pages, tags, next and previous."""
    n_content = weights[content].n_text
    n_left = n_content
    for element in list(content.iter(*_LISTS)):
        weight = weights.get(element)
        if weight is None or element is content or weight.n_running or weight.n_links < 3:
            continue
        if weight.n_link < 0.8 * weight.n_text or n_left - weight.n_text < LARGE * n_content:
            continue
        if _holds_attachments(element) or not _is_below(element, content):
            continue
        n_left -= weight.n_text
        _remove(element)


def _holds_attachments(element: Element) -> bool:
    """Tell whether a list of links is one of attachments: named so, or made of files."""
    hrefs = [link.get("href") or "" for link in element.iter("a")]
    n_files = sum(bool(_FILE.search(href)) for href in hrefs)
    return n_files * 2 > len(hrefs) or bool(_ATTACHMENTS.match(read_text(element)))


def _is_below(element: Element, root: Element) -> bool:
    """Tell whether an element is still in the tree below another."""
    return any(above is root for above in element.iterancestors())


def _ask_trafilatura(page: str, body: Element, content: Element) -> tuple[Element, tuple[str, ...]]:
    """Return the content of a page that is mostly links: where trafilatura finds it, if it is installed.

    trafilatura (Barbaresi 2021) tells which paragraphs are the article's; the
    text itself is read from the page as always.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError:
        return content, (_MOSTLY_LINKS,)
    found = bare_extraction(page, include_comments=False, favor_recall=True, with_metadata=False)
    said = getattr(found, "text", None) or ""
    wanted = {key for line in said.splitlines() if len(key := "".join(line.split())) > 20}
    if not wanted:
        return content, ()
    return _find_holder(body, wanted), (
        "The page is mostly links; its text was told from the site's with trafilatura.",
    )


def _find_holder(body: Element, wanted: set[str]) -> Element:
    """Return the smallest element that holds nearly all of the `wanted` lines."""
    element = body
    least = NEARLY_ALL * len(wanted)
    while True:
        inner = next((c for c in element.iterchildren("*") if _n_held(c, wanted) >= least), None)
        if inner is None:
            return element
        element = inner


def _n_held(element: Element, wanted: set[str]) -> int:
    """Return how many of the `wanted` lines stand in an element."""
    text = _squeeze(read_text(element))
    return sum(line in text for line in wanted)
