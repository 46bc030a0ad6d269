import pytest

from policytext.folding import fold
from policytext.languages.english import tokenize_english
from policytext.pipeline import build_store
from policytext.promotion import NamingFinder, Promotion, promote, read_promotion
from policytext.records import Passage
from policytext.store import meetings
from policytext.store.reading import open_store
from policytext.verify import list_inputs


def passage(text, kind="prose"):
    made = Passage("d:1", "d", kind, "", "en", "", 0, len(text), text, ())
    return made, tokenize_english(text)


def namings(text, *terms, taken=(), kind="prose"):
    promoted = promote(Promotion(terms), [], {})
    found = NamingFinder(promoted, tokenize_english).find(*passage(text, kind), list(taken))
    return [(text[n.start : n.end], n.theme_id) for n in found]


def test_a_rule_takes_what_ranks_high_in_enough_papers():
    ranked = [("reform", 1), ("work", 2), ("reform", 3), ("work", 9)]
    (found,) = promote(Promotion(rules=((5, 2),)), ranked, {})
    assert (found.concept_id, found.rule) == ("keyword:reform", "among the first 5 of 2 papers")


def test_what_is_a_form_of_a_theme_is_no_keyword():
    assert promote(Promotion(("Trade Union",)), [], {fold("trade union"): "gonghui"}) == []


def test_an_english_keyword_stands_in_any_inflection():
    assert namings("Local governments and the local government.", "local government") == [
        ("Local governments", "keyword:local government"),
        ("local government", "keyword:local government"),
    ]


def test_a_chinese_keyword_stands_in_its_characters():
    assert namings("推进智慧社区建设", "智慧社区") == [("智慧社区", "keyword:智慧社区")]


def test_inside_a_mention_that_counts_it_says_nothing_new():
    assert namings("the reform of work", "reform", taken=[(0, 10)]) == []


def test_a_reference_list_is_not_counted():
    assert namings("the reform", "reform", kind="reference") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[promote]]\n", "give either a term or top"),
        ('[[promote]]\nterm = "x"\ntop = 3\n', "give either a term or top"),
        ('[[promote]]\nterms = "x"\n', "no such key"),
        ("promote = 3\n", "should be a list of tables"),
        ('[[promoted]]\nterm = "x"\n', "no such key"),
    ],
)
def test_a_fault_is_named_with_its_file(text, says, tmp_path):
    (tmp_path / "graph.toml").write_text(text, "utf-8")
    _, faults = read_promotion(tmp_path)
    assert "graph.toml" in str(faults[0])
    assert any(says in str(fault) for fault in faults)


def test_a_build_makes_promoted_keywords_nodes_of_the_graph(tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "a.toml").write_text(
        '[[themes]]\nid = "gonghui"\nkind = "organization"\npath = ["All"]\nscope_note = "Unions."\n'
        'sources = ["the test"]\nzh = { canonical = "工会", certainty = "certain" }\n'
        'en = { preferred = "trade union" }\n',
        "utf-8",
    )
    (papers / "a.txt").write_text(
        "Trade unions need digital governance.\n\nDigital governance grows.\n", "utf-8"
    )
    (tmp_path / "graph.toml").write_text('[[promote]]\nterm = "digital governance"\n', "utf-8")
    built = build_store(tmp_path, tmp_path / "x.db")
    assert built.problems == ()
    assert ("graph.toml", "graph") in {each[:2] for each in list_inputs(tmp_path)}
    with open_store(tmp_path / "x.db") as store:
        (row,) = meetings.list_neighbors(store, "gonghui", promoted=True)
        assert (row["neighbor"], row["n_cooc"]) == ("keyword:digital governance", 1)
        assert {
            node["concept"]: node["n_passages"]
            for node in meetings.list_nodes(store, promoted=True)
        } == {
            "gonghui": 1,
            "keyword:digital governance": 2,
        }
