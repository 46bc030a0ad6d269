"""Themes for property tests of what writes and reads them."""

import dataclasses

from hypothesis import strategies as st

from policytext.exchange.entries import from_entry

AWKWARD = st.sampled_from(
    [
        "两个覆盖", "“四化”", '"333" law', '"""', "=cmd()", "＝cmd", "+plus", "a, b; c", "a | b", "ＡＢＣ", "𠮷", "🙂",
        "tab\there", "quote's", "back\\slash", 'end"', "'=x", "''=x", "' =x", "-1", "'-1", "@at", "1e5", "party*", "true",
        "\x7f", "\u0001x", "a\u00a0b",
    ]
)  # fmt: skip
PLAIN = st.text("abc 党建“”,;|'\"=*?\\", min_size=1, max_size=12).map(str.strip).filter(bool)
TEXT = AWKWARD | PLAIN
NAME = TEXT.filter(  # what can be looked for: seen, and with a letter or digit
    lambda text: any(map(str.isalnum, text)) and not set(text) & {"\x7f", "\u0001"}
)
NOTE = TEXT | st.lists(TEXT, min_size=20, max_size=40).map(" ".join)
CONTEXT = st.fixed_dictionaries(
    {"any": st.lists(NAME, min_size=1, max_size=2)},
    optional={
        "none": st.lists(NAME, max_size=1),
        "within": st.integers(1, 50),
        "side": st.sampled_from(["before", "after"]),
    },
)
FORM = st.fixed_dictionaries(
    {"text": NAME},
    optional={
        "kind": st.sampled_from(["official", "paraphrase", "corrupt"]),
        "status": st.sampled_from(["preferred", "deprecated", "forbidden"]),
        "match": st.sampled_from(["exact", "lemma"]),
        "match_case": st.just(value=True),
        "context": CONTEXT,
        "source": TEXT,
    },
) | st.sampled_from(
    [
        {"text": "part*", "match": "glob"},
        {"text": "under t?he", "match": "regex"},
        {"text": "part*"},
    ]
)
FORMS = st.lists(NAME | FORM, max_size=4)
MEMBERS = st.lists(
    st.fixed_dictionaries(
        {"zh": NAME}, optional={"en": st.lists(NAME, max_size=2), "theme": st.just("b")}
    ),
    min_size=1,
    max_size=3,
)
ENTRY = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["a", "liangge-fugai", "sihua.qun"]),
        "kind": st.sampled_from(["formula", "concept"]),
        "path": st.lists(TEXT, min_size=1, max_size=3),
        "scope_note": NOTE,
        "sources": st.lists(TEXT, min_size=1, max_size=2),
        "en": st.fixed_dictionaries({"preferred": NAME}, optional={"forms": FORMS}),
    },
    optional={
        "status": st.just("reviewed"),
        "sense": TEXT,
        "unit": TEXT,
        "zh": st.fixed_dictionaries(
            {"canonical": NAME, "certainty": st.sampled_from(["certain", "inferred"])},
            optional={"forms": FORMS, "short": NAME, "traditional": NAME, "context": CONTEXT},
        ),
        "members": MEMBERS,
        "member_sets": st.lists(
            st.fixed_dictionaries({"source": TEXT, "members": MEMBERS}), max_size=2
        ),
        "scope": st.fixed_dictionaries(
            {}, optional={"since": st.integers(1900, 2000), "places": st.lists(NAME, min_size=1)}
        ),
        "polarity": st.fixed_dictionaries(
            {"sign": st.sampled_from(["negative", "positive"])}, optional={"verbs": st.lists(NAME)}
        ),
        "not_same_as": st.lists(
            st.fixed_dictionaries({"theme": st.just("b"), "reason": TEXT}), max_size=1
        ),
        "broader": st.just(["c"]),
        "related": st.sampled_from([["b"], ["c"]]),
        "part_of": st.just(["d"]),
        "exact_match": st.just(["https://www.wikidata.org/wiki/Q1"]),
        "definition": NOTE,
        "notes": NOTE,
        "numeral": st.integers(1, 9),
        "tests": st.fixed_dictionaries({}, optional={"must_match": st.lists(TEXT, min_size=1)}),
    },
)


def make(entry):
    theme, faults = from_entry(entry, "test")
    assert not faults
    return dataclasses.replace(theme, file="", line=0)


def only(contents):
    """Return the one entry of a file without fault or loss, as `load_themes` would have it."""
    assert not contents.faults
    assert not contents.losses
    ((_, entry),) = contents.entries
    return make(entry)


THEME = ENTRY.map(make)


def simple(text="two coverage", **fields):
    entry = {"id": "a", "kind": "concept", "path": ["p"], "scope_note": "n", "sources": ["s"]}
    return make(entry | {"en": {"preferred": text}} | fields)
