"""A trained spaCy pipeline, where one is named, tells nouns for keywords; here a small one, trained on six sentences."""

import random
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from spacy.training import Example

from policytext.cli import main
from policytext.errors import BadQuery, MissingExtra
from policytext.keywords import rank_keywords
from policytext.languages.pipelines import INSIDE, NOUN, load_taggers
from policytext.records import Passage
from policytext.store.reading import open_store
from policytext.tokens import build_tokenizer

ENGLISH = (
    ("The unions plan local services", "DET NOUN VERB ADJ NOUN"),
    ("They plan it with the party", "PRON VERB PRON ADP DET NOUN"),
    ("Local unions plan the services", "ADJ NOUN VERB DET NOUN"),
    ("The party and the unions plan services", "DET NOUN CCONJ DET NOUN VERB NOUN"),
    ("It serves local unions", "PRON VERB ADJ NOUN"),
    ("The party serves the city", "DET NOUN VERB DET NOUN"),
)
CHINESE = (
    ("工会 服务 会员", "NOUN VERB NOUN"),
    ("基层 工会 服务 会员", "NOUN NOUN VERB NOUN"),
    ("他们 服务 基层", "PRON VERB NOUN"),
)


def train(lang, sentences, folder):
    """Save a pipeline with a trained tagger in a folder; its tags stand for the parts of speech themselves."""
    random.seed(1949)
    spacy.util.fix_random_seed(1949)
    pipeline = spacy.blank(lang)
    pipeline.add_pipe("morphologizer")
    pipeline.meta["name"] = "small"
    examples = []
    for text, parts in sentences:
        words = text.split()
        doc = spacy.tokens.Doc(pipeline.vocab, words, [lang == "en"] * len(words))
        examples.append(Example.from_dict(doc.copy(), {"words": words, "pos": parts.split()}))
    pipeline.initialize(lambda: examples)
    for _ in range(40):
        pipeline.update(examples)
    pipeline.to_disk(folder)
    return str(folder)


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    return train("en", ENGLISH, tmp_path_factory.mktemp("en"))


@pytest.fixture(scope="module")
def chinese(tmp_path_factory):
    return train("zh", CHINESE, tmp_path_factory.mktemp("zh"))


def read(text, lang="en"):
    passage = Passage("a:1", "a", "prose", "", lang, "", 0, len(text), text, ())
    return [(passage, build_tokenizer()(passage))]


def terms(keywords):
    return [keyword.term for keyword in keywords]


def test_a_word_is_told_by_its_sentence(english):
    text = "The unions plan services."
    (kinds,) = load_taggers([english])["en"].classify([(text, [3, 10, 15, 24])])

    assert list(kinds) == [0, NOUN | INSIDE, 0, NOUN | INSIDE]


def test_chinese_words_take_the_part_of_speech_of_what_their_last_letter_is_in(chinese):
    tagger = load_taggers([chinese])["zh"]  # cuts character by character
    (kinds,) = tagger.classify([("工会服务", [2, 4])])

    assert (tagger.lang, len(kinds)) == ("zh", 2)


@pytest.mark.parametrize("method", ["default", "positionrank"])
def test_a_verb_that_could_be_a_noun_is_in_no_candidate(english, method):
    papers = {"a": read("The unions plan services. They plan local services with the party.")}
    by_lexicon = terms(rank_keywords(papers, {}, method=method))
    by_sentence = terms(rank_keywords(papers, {}, method=method, taggers=load_taggers([english])))

    assert "unions plan services" in by_lexicon
    assert [term for term in by_sentence if "plan" in term] == []
    assert {"unions", "local services", "party"} <= set(by_sentence)


def test_a_pipeline_that_is_not_installed_is_named_with_what_to_do():
    with pytest.raises(MissingExtra, match=r"'en_none_sm' is installed.*spacy download en_none_sm"):
        load_taggers(["en_none_sm"])


def test_a_pipeline_without_parts_of_speech_is_refused(tmp_path: Path):
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(BadQuery, match="gives no parts of speech: its components are none"):
        load_taggers([str(tmp_path)])


def test_a_pipeline_of_another_language_is_refused(tmp_path: Path):
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(BadQuery, match="is of language 'de'; expected 'en' or 'zh'"):
        load_taggers([str(tmp_path)])


def test_two_pipelines_of_one_language_are_refused(english):
    with pytest.raises(BadQuery, match="both of language 'en'"):
        load_taggers([english, english])


def test_a_build_records_the_pipeline_and_ranking_anew_says_it(english, tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text("The local unions plan services.\n\n" * 3, "utf-8")
    store = str(tmp_path / "p.db")
    built = CliRunner().invoke(main, ["--db", store, "build", str(tmp_path), "--pipeline", english])
    ranked = CliRunner().invoke(main, ["--db", store, "keywords", "a", "--pipeline", english])

    assert built.exit_code == 0, built.output
    with open_store(Path(store)) as opened:
        said = opened.read_manifest()["noun phrases of keywords"]
    assert said == "by the trained spaCy pipeline en_small 0.0.0"
    assert f"Noun phrases (en) {said}." in ranked.output
