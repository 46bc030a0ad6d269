"""Small stores of papers that name concepts, written sentence by sentence, to count by hand in."""

from policytext.cooccurrence import count_pairs, tally
from policytext.graph import build_graph
from policytext.records import (
    Document,
    Form,
    Mention,
    Metadata,
    Passage,
    Promoted,
    Run,
    Source,
    Theme,
)
from policytext.store.rows import make_rows
from policytext.store.writing import StoreWriter
from policytext.tokens import Words


def make_theme(name, kind="concept", **more):
    """Return a theme called by a letter, its Chinese name the letter with 主题 before it."""
    return Theme(
        name,
        kind,
        ("All",),
        f"主题{name}",
        "certain",
        f"theme {name}",
        (Form(f"theme {name}", "en"),),
        **more,
    )


def write_papers(path, papers, themes=None, promoted=()):
    """Write a store of papers: `{doc: (year, [(section, [sentence, …]), …])}`, a sentence being what it names.

    A sentence `"ab"` names a and b: its text is `a b.`, a capital before it.
    """
    names = {
        letter
        for _, parts in papers.values()
        for _, s in parts
        for sentence in s
        for letter in sentence
    }
    themes = [make_theme(name) for name in sorted(names)] if themes is None else themes
    known = {theme.theme_id for theme in themes}
    mentions, documents = [], []
    for doc_id, (year, parts) in papers.items():
        passages, at = [], 0
        for number, (section, sentences) in enumerate(parts, start=1):
            text, places = "", []
            for sentence in sentences:
                text += "So "
                for letter in sentence:
                    places.append((letter, len(text)))
                    text += f"{letter} "
                text = text.rstrip() + ". "
            text = text.rstrip()
            passage_id = f"{doc_id}:{number}"
            run = Run(0, len(text), at, at + len(text))
            place = at, at + len(text)
            passage = Passage(passage_id, doc_id, "prose", section, "en", "7", *place, text, (run,))
            passages.append(
                (
                    passage,
                    Words(passage, ()),
                )
            )
            mentions += [
                Mention(
                    doc_id,
                    passage_id,
                    letter,
                    at + start,
                    at + start + 1,
                    start,
                    start + 1,
                    letter,
                    letter,
                    "literal",
                    "exact",
                )
                for letter, start in places
            ]
            at += len(text) + 1
        texts = "\n".join(passage.text for passage, _ in passages)
        source = Source(f"{doc_id}.txt", "plain", "utf-8", "", texts, ())
        document = Document(doc_id, source, "en", None, (), (), year, None, (), (), (), (), (), ())
        documents.append(
            (
                document,
                Metadata(doc_id, f"{doc_id}.txt", title=f"Paper {doc_id}", year=year),
                passages,
            )
        )
    counted = [m for m in mentions if m.theme_id in known]
    named = [
        m._replace(theme_id=f"keyword:{m.theme_id}") for m in mentions if m.theme_id in promoted
    ]
    years = {doc_id: year for doc_id, (year, _) in papers.items() if year}
    tallied = tally([*counted, *named])
    pairs = count_pairs(tallied, sum(len(parts) for _, parts in papers.values()), years)
    with StoreWriter(path) as store:
        store.write_manifest({}, [])
        store.write_themes(themes, [(f"theme {t.theme_id}", t.theme_id) for t in themes])
        for document, metadata, passages in documents:
            mine = {passage.passage_id for passage, _ in passages}
            found = [(mention, True) for mention in counted if mention.passage_id in mine]
            store.write_paper(make_rows(document, metadata, {}, passages, found))
        store.write_promoted(
            [Promoted(f"keyword:{name}", name, "en", "by hand") for name in promoted], named
        )
        store.write_links(themes)
        store.write_graph(build_graph(tallied, pairs), pairs)
    return path
