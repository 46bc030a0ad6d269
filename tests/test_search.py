from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext import Corpus
from policytext.errors import BadQuery
from policytext.kwic import find_places
from policytext.search import cut_snippet, search
from policytext.similar import find_similar
from policytext.store.indexing import BREAK, index_all, split_index_words, to_index


def test_number_words_are_looked_for(store):
    hits = search(store, "two coverage")
    assert all("two" in hit.snippet.lower() for hit in hits.hits[:2])


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
    assert len(search(store, "quasar")) == 0


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
            find_places(store, query)
        except BadQuery:
            pass


def test_words_without_a_theme_are_carried_over_one_by_one(store):
    results = search(store, "公信力与甲骨文")
    assert any("credibility" in said or "gongxinli" in said for said in results.expanded)
    assert any("甲骨" in note for note in results.notes)
    assert len(results) > 0


def test_a_language_the_corpus_has_is_not_carried_over_unless_asked(store):
    assert search(store, "coverage").expanded == ()
    assert any("覆盖" in said for said in search(store, "coverage", expand=True).expanded)


def test_without_expanding_chinese_finds_nothing_in_english_papers(store):
    assert len(search(store, "口袋党员", expand=False)) == 0


def test_a_demanded_chinese_phrase_may_be_there_in_english(store):
    results = search(store, '口袋党员 AND "floating party members"')
    assert results.n_found == 1


def test_a_misspelt_word_is_answered_with_the_nearest(store):
    (note,) = search(store, "covrage").notes
    assert "'coverage'" in note


def test_a_field_alone_lists_its_passages(store):
    results = search(store, "theme:sihua.qun", limit=50)
    assert results.n_found == len(results) == 3


def test_passages_like_a_passage_do_not_hold_itself_and_fall_in_likeness(store):
    hits = find_similar(store, "shen-changzhou:31", 20)
    assert "shen-changzhou:31" not in {hit.passage_id for hit in hits}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.doc_id for hit in hits[:5]} == {"shen-changzhou"}


def test_a_passage_that_is_not_counted_cannot_be_compared(store):
    (row, *_) = [row for row in store.list_passages() if row["kind"] == "reference"]
    with pytest.raises(BadQuery, match="cannot be compared"):
        find_similar(store, row["passage_id"])


def test_a_corpus_from_python_yields_the_same_records(store_path, store):
    with Corpus.open(store_path) as corpus:
        assert corpus.search("two coverage").hits == search(store, "two coverage").hits
        assert corpus.similar("shen-changzhou:31", 3) == find_similar(store, "shen-changzhou:31", 3)
        assert corpus.kwic("four *", sort="1R")[0].node.startswith("four ")
        assert corpus.cite("zhang-henan:39").endswith("[zhang-henan:39].")


@given(st.text("ab 中", min_size=1, max_size=400), st.data())
def test_a_snippet_is_part_of_its_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    plain = cut_snippet(text, [(start, end)], size=60).replace("**", "").strip("…")
    assert plain in text


ODD_TEXT = st.text("aZ9_ '’-，。“中党é\t\u3000µ\0", max_size=60) | st.text(max_size=60)


@given(ODD_TEXT)
def test_the_words_of_a_text_are_those_of_its_index(text):
    indexed = to_index(text).replace("'", " ").split()
    assert [word for word in indexed if word != BREAK] == split_index_words(text)


@given(st.lists(ODD_TEXT, max_size=5))
def test_texts_stand_in_the_index_alike_one_by_one_and_together(texts):
    together = [" ".join(text.split()) for text in index_all(texts)]
    assert together == list(map(to_index, texts))


def test_the_store_lists_every_word_of_its_passages_with_its_counts(store):
    words = [split_index_words(row["text"]) for row in store.ask("SELECT text FROM passages")]
    n_tokens = Counter(chain.from_iterable(words))
    n_passages = Counter(chain.from_iterable(map(set, words)))
    listed = store.ask("SELECT word, n_tokens, n_passages FROM words")
    assert [tuple(row.values()) for row in listed] == [
        (word, n_tokens[word], n_passages[word]) for word in sorted(n_tokens)
    ]
