import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.folding import fold
from policytext.kwic import View, cut_lines, find_places
from policytext.pipeline import build_store
from policytext.queries.conditions import Matcher, list_fields
from policytext.queries.grammar import Field, Group, Leaf, Near, Not, parse
from policytext.queries.nearness import stand_near
from policytext.queries.patterns import Finder, Slot, Sought, resolve, write_glob
from policytext.search import search
from policytext.store.finding import count_where
from policytext.store.reading import open_store

CASES = tomllib.loads((Path(__file__).parent / "cases" / "queries.toml").read_text("utf-8"))[
    "cases"
]
FIELDS = {"section", "year", "主题", "doc"}

TEXTS = {
    "covering.txt": "On coverage\n\nParty building needs two coverage. Coverage, building on the party's work; "
    "the Party (building) grows.\n\nTwo “coverage” rates: party-building coverage of 2,000 members.\n",
    "fugai.txt": "两个覆盖\n\n推进“两个覆盖”，党的建设。党建设党，建党的 伟业：两个全覆盖、党建。\n\n"
    "加强党建工作，COVID-19防控与党建 引领。去“四化”不是去四化。\n",
    "mixed.txt": "Mixed text\n\nThe 党建 of social 组织, i.e. party building; 党 建 and party\nbuilding again.\n",
}


@pytest.fixture(scope="module")
def tricky(tmp_path_factory):
    """Return an open store of texts full of marks, in both languages and mixed."""
    folder = tmp_path_factory.mktemp("tricky")
    (folder / "papers").mkdir()
    for name, text in TEXTS.items():
        (folder / "papers" / name).write_text(text, "utf-8")
    build_store(folder, folder / "x.db")
    with open_store(folder / "x.db") as store:
        yield store


def write_out(node):
    """Return a tree in the notation of the cases."""
    match node:
        case None:
            return ""
        case Leaf(text, quoted):
            return f'"{text}"' if quoted else text
        case Near(leaves, within):
            return f"(near/{within} {' '.join(map(write_out, leaves))})"
        case Field(name, value):
            return f"{name}={value}"
        case Not(part):
            return f"(not {write_out(part)})"
        case Group(kind, parts):
            return f"({kind} {' '.join(map(write_out, parts))})"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_query_is_read_as(case):
    assert write_out(parse(case["text"], FIELDS)) == case["expect"]


def test_an_inflected_word_finds_its_other_forms(store):
    assert {"union", "unions"} <= set(resolve(Leaf("union"), store).slots[0].words)


def test_a_quoted_phrase_finds_only_itself(store):
    slots = resolve(Leaf("trade unions", quoted=True), store).slots
    assert [slot.words for slot in slots] == [("trade",), ("unions",)]


def test_a_run_of_han_is_one_phrase_however_long(store):
    slots = resolve(Leaf("社会组织党建"), store).slots
    assert [slot.words for slot in slots] == [(letter,) for letter in "社会组织党建"]


def count_lines(store, pattern):
    return len(cut_lines(find_places(store, pattern).found, View()))


def list_stretches(store):
    """Return every folded passage of a store."""
    return [fold(row["text"]) for row in store.list_passages()]


@given(data=st.data())
def test_every_han_substring_is_found_exactly_as_often_as_a_plain_scan_finds_it(tricky, data):
    texts = list_stretches(tricky)
    text = data.draw(st.sampled_from([t for t in texts if re.search("[一-鿿]", t)]))
    run = data.draw(st.sampled_from(re.findall("[一-鿿]+", text)))
    start = data.draw(st.integers(0, len(run) - 1))
    part = run[start : data.draw(st.integers(start + 1, len(run)))]
    assert count_lines(tricky, part) == sum(t.count(part) for t in texts) > 0
    results = search(tricky, part, limit=1000, expand=False)
    assert results.n_found == len(results) == sum(part in t for t in texts)


@given(data=st.data())
def test_every_english_phrase_is_found_exactly_as_often_as_a_plain_scan_finds_it(tricky, data):
    texts = list_stretches(tricky)
    text = data.draw(st.sampled_from([t for t in texts if re.search("[a-z] [a-z]", t)]))
    words = data.draw(st.sampled_from(re.findall(r"[a-z]+(?: [a-z]+)*", text))).split()
    start = data.draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    plain = re.compile(rf"(?<![^\W_一-鿿]){phrase}(?![^\W_一-鿿])")
    assert count_lines(tricky, phrase) == sum(len(plain.findall(t)) for t in texts) > 0
    results = search(tricky, f'"{phrase}"', limit=1000)
    assert results.n_found == len(results) == sum(bool(plain.search(t)) for t in texts)


@pytest.mark.parametrize(
    ("query", "n_passages"),
    [
        ("coverage NEAR/0 two", 2),
        ("coverage NEAR/3 party", 2),
        ("coverage AND NOT members", 2),
        ('"party building"', 3),
        ('"party building" OR 党建', 5),
        ("b*ing AND party", 3),
        ("*o*r*g*", 3),
        ("党 NEAR/1 伟业", 1),
        ("doc:fugai 党建 AND NOT COVID", 1),
        ("lang:zh", 3),
        ('section:"no such heading"', 0),
    ],
)
def test_operators_count_what_a_person_would_count(tricky, query, n_passages):
    results = search(tricky, query, limit=100, expand=False)
    assert (results.n_found, len(results)) == (n_passages, n_passages)


@given(
    st.recursive(
        st.sampled_from(["party", "building", "党建", '"two coverage"', "co*e", "doc:mixed"]),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda p: f"({p[0]} AND {p[1]})"),
            st.tuples(inner, inner).map(lambda p: f"({p[0]} OR {p[1]})"),
            st.tuples(inner, inner).map(lambda p: f"({p[0]} NOT {p[1]})"),
        ),
        max_leaves=6,
    )
)
def test_any_nesting_of_operators_is_the_same_operation_on_sets(tricky, query):
    found = {h.passage_id for h in search(tricky, query, limit=100, expand=False)}
    assert found == evaluate(tricky, parse(query, {"doc"}))


def evaluate(store, node):
    """Return the passages of a tree the slow way, one leaf at a time."""
    if isinstance(node, Group):
        first, *rest = node.parts
        result = evaluate(store, first)
        for part in rest:
            if isinstance(part, Not):
                result = result - evaluate(store, part.part)
            elif node.kind == "any":
                result = result | evaluate(store, part)
            else:
                result = result & evaluate(store, part)
        return result
    matcher = Matcher(store, list_fields(store))
    sql, values = matcher.to_condition(node)
    rows = store.ask(f"SELECT passage_id FROM passages p WHERE {sql}", values)  # noqa: S608 - what is tested
    assert len(rows) == count_where(store, (sql, values))
    return {row["passage_id"] for row in rows}


def test_nearness_counts_the_words_between_the_first_and_the_last():
    finders = [Finder([Sought(word, (Slot((word,), word),))]) for word in "abc"]
    assert stand_near("a x b x x c", finders, 4)
    assert not stand_near("a x b x x c", finders, 3)


@given(st.text("ab*?", min_size=1, max_size=7), st.text("ab", max_size=8))
def test_a_glob_is_the_shell_s(glob, word):
    from fnmatch import fnmatchcase

    assert bool(re.fullmatch(write_glob(glob), word)) == fnmatchcase(word, glob)


def test_a_glob_cannot_run_away():
    from time import process_time

    start = process_time()
    assert not re.fullmatch(write_glob("*a*a*a*a*a*a*a*a*b"), "a" * 3000)
    assert process_time() - start < 5


def test_a_facet_value_nobody_has_is_named_with_the_nearest(store):
    (note, *_) = search(store, "place:Hennan unions").notes
    assert "No document has place 'Hennan'" in note
    assert "Henan" in note


def test_a_theme_nobody_has_is_named(store):
    assert any("No theme is called" in note for note in search(store, "theme:quasars unions").notes)
