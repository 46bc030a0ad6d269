import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.errors import BadQuery
from policytext.folding import fold
from policytext.kwic import find_lines
from policytext.patterns import compile_sought, parse_phrase, parse_query, to_match
from policytext.search import cut_snippet, search


def test_an_inflected_word_finds_its_other_forms(store):
    (item,) = parse_query("union", store)
    assert {"union", "unions"} <= set(item.slots[0].words)


def test_a_quoted_phrase_finds_only_itself(store):
    (item,) = parse_query('"trade unions"', store)
    assert [slot.words for slot in item.slots] == [("trade",), ("unions",)]


def test_a_run_of_han_is_one_phrase_however_long(store):
    (item,) = parse_query("社会组织党建", store)
    assert [slot.words for slot in item.slots] == [(letter,) for letter in "社会组织党建"]


def test_number_words_are_looked_for(store):
    hits = search(store, "two coverage")
    assert all("two" in hit.snippet.lower() for hit in hits[:2])


def test_a_theme_named_in_chinese_is_found_in_english_papers(store):
    assert {hit.doc_id for hit in search(store, "去四化")} == {"zhang-henan", "zhang-three-cities"}


def test_hits_are_ranked_from_one_and_scores_fall(store):
    hits = search(store, "coverage of party organizations", limit=20)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_argument_comes_before_the_reference_list(store):
    kinds = {row["passage_id"]: row["kind"] for row in store.list_passages()}
    found = [
        kinds[hit.passage_id]
        for hit in search(store, "credibility of social organizations", limit=5)
    ]
    assert "reference" not in found


def test_nothing_to_look_for_is_said(store):
    with pytest.raises(BadQuery, match="Nothing to look for"):
        search(store, "“” -- !")


def test_a_word_no_paper_has_finds_nothing(store):
    assert search(store, "quasar") == []


def test_every_english_phrase_of_a_passage_is_found_as_often_as_a_plain_scan_finds_it(store):
    rows = store.list_passages()
    for row in rows[::23]:
        words = fold(row["text"]).split()
        if len(words) > 6 and all(w.isalpha() for w in words[3:6]):
            phrase = " ".join(words[3:6])
            finder = compile_sought([parse_phrase(phrase, store)])
            plain = sum(len(finder.findall(fold(r["text"]))) for r in rows)
            assert len(find_lines(store, phrase)) == plain > 0


@given(
    st.lists(
        st.sampled_from(
            [*'"“”*()-+:^{}', "AND", "OR", "NOT", "NEAR", "two", "党", " ", "a", "'", "\\", "\x00"]
        ),
        max_size=8,
    ).map("".join)
)
def test_no_typing_breaks_a_search(store_path, query):
    from policytext.store.reading import open_store

    with open_store(store_path) as store:
        try:
            search(store, query)
            find_lines(store, query)
        except BadQuery:
            pass


def test_kwic_shows_the_node_in_the_source(store):
    for line in find_lines(store, "mass organization*"):
        text = store.read_source(line.doc_id)
        assert text[line.char_start : line.char_end].split()[0].lower() == "mass"


def test_kwic_windows_count_words(store):
    (line,) = find_lines(store, "two studies", window=3)
    assert (line.left, line.right) == ('The education of "', "and one action")


def test_a_star_stands_for_any_letters(store):
    nodes = {line.node.lower() for line in find_lines(store, "moderni*")}
    assert {"modernization", "modernizations"} <= nodes


def test_a_star_by_itself_stands_for_a_whole_word_and_does_not_spell_out_every_word(store):
    assert len(to_match(parse_phrase("three *", store))) < 20


def test_a_star_between_words_is_any_word(store):
    assert {"three lines", "three steps", "three passes"} <= {
        line.node.lower() for line in find_lines(store, "three *")
    }


@given(st.text("ab 中", min_size=1, max_size=400), st.data())
def test_a_snippet_is_part_of_its_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    plain = cut_snippet(text, [(start, end)], size=60).replace("**", "").strip("…")
    assert plain in text
