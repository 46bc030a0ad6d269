import json

import pytest
from click.testing import CliRunner

from policytext.cli import main
from policytext.concepts.comparison import name_parts
from policytext.errors import AmbiguousName, BadQuery, UnknownName
from policytext.keyness import Options, compare_sides, count_side
from policytext.pipeline import build_store
from policytext.search import search
from policytext.store.reading import open_store
from policytext.subsets import choose_rest, choose_subset

PAPERS = {
    "gov_1": ("2019-01-27", "意见", "监管部门要公开监管的结果，工会也要公开。"),
    "gov_10": ("2018-12-23", "通知", "监管部门推广改革的举措，工会公开改革。"),
    "gov_11": ("2018-12", "通知", "国务院决定奖励科学技术人员。"),
    "Law": ("2021", "法", "工会是职工自愿结合的群众组织。"),
}
MANIFEST = "".join(
    f'[[documents]]\nid = "{doc_id}"\nfile = "{doc_id}.txt"\nyear = {date[:4]}\n'
    + f'date = "{date}"\n' * (len(date) > 4)  # of Law nothing but the year is known
    + f'facets = {{ kind = "{kind}", issuer = "国务院", "主题" = "改革{kind}" }}\n'
    for doc_id, (date, kind, _) in PAPERS.items()
)


@pytest.fixture(scope="module")
def notices_path(tmp_path_factory):
    """Return the store of the notices, built once."""
    folder = tmp_path_factory.mktemp("notices")
    (folder / "papers").mkdir()
    for name, (_, _, text) in PAPERS.items():
        (folder / "papers" / f"{name}.txt").write_text(f"{text}\n", "utf-8")
    (folder / "manifest.toml").write_text(MANIFEST, "utf-8")
    assert build_store(folder, folder / "x.db").problems == ()
    return folder / "x.db"


@pytest.fixture
def notices(notices_path):
    with open_store(notices_path) as opened:
        yield opened


def list_found(store, query):
    """Return the papers a query finds."""
    return sorted({hit.doc_id for hit in search(store, query)})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gov_1", ["gov_1"]),
        ("GOV_1", ["gov_1"]),
        ("gov_1*", ["gov_1", "gov_10", "gov_11"]),
        ("*1", ["gov_1", "gov_11"]),
        ("gov", ["gov_1", "gov_10", "gov_11"]),
        ("la", ["Law"]),
    ],
)
def test_an_id_is_that_paper_alone_and_else_what_ids_begin_with(notices, name, expected):
    assert notices.match_documents(name) == expected
    assert list_found(notices, f"doc:{name}") == expected
    assert list_found(notices, f'文献:"{name}"') == expected
    assert choose_subset(notices, [name]).documents == expected
    assert choose_subset(notices, [f"doc:{name}"]).documents == expected


def test_where_one_paper_is_asked_for_several_are_an_error(notices):
    assert notices.find_document("gov_1") == "gov_1"
    with pytest.raises(AmbiguousName, match="several documents: gov_1, gov_10, gov_11"):
        notices.find_document("gov")
    with pytest.raises(UnknownName, match="No document is called 'gov_2'"):
        notices.find_document("gov_2")


def test_a_paper_whose_id_others_begin_with_is_counted_alone(notices):
    target = choose_subset(notices, ['doc:"gov_1"'])
    rows = compare_sides(
        *(count_side(notices, side, "word") for side in (target, choose_rest(notices, target))),
        Options(over="word", min_count=1),
    )
    (found,) = [row for row in rows if row["term"] == "公开"]
    assert (found["n_t"], found["docs_t"], found["docs_r"]) == (2, 1, 1)  # gov_1; gov_10


def test_parts_of_the_corpus_are_papers_before_anything_else(notices):
    assert name_parts(notices, "gov_1")[0] == 'doc:"gov_1"'
    assert name_parts(notices, "gov_11", "gov_1*")[1].count("doc:") == 3


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("2019-01-27", ["gov_1"]),
        ("2019-01", ["gov_1"]),
        ("2019年1月", ["gov_1"]),
        ("２０１９/1/27", ["gov_1"]),
        ("2018-12..2019-01", ["gov_1", "gov_10", "gov_11"]),
        ("2019-01-28..", ["Law"]),
        ("..2018", ["gov_10", "gov_11"]),
        ("2018-12-01..2018-12-31", ["gov_10"]),  # of gov_11 the day is not known
        ("2020..2021-06", []),  # of Law the month is not known
        ("2018-2019", ["gov_1", "gov_10", "gov_11"]),
        ("2019-13", []),
        ("2019-01-32", []),
        ("soon", []),
        ("2019..soon", []),
    ],
)
def test_a_date_may_be_a_day_a_month_a_year_or_a_span(notices, span, expected):
    assert list_found(notices, f"date:{span}") == expected
    assert list_found(notices, f"日期：{span}") == expected
    assert sorted(notices.find_documents([("date", span)])) == expected


def test_a_kind_of_document_is_found_where_kinds_of_passages_are(notices):
    assert list_found(notices, "kind:通知") == ["gov_10", "gov_11"]
    assert list_found(notices, "kind:prose") == sorted(PAPERS)
    assert list_found(notices, "kind:法 工会") == ["Law"]
    assert choose_subset(notices, ["kind=法"]).documents == ["Law"]
    assert search(notices, "kind:法案").notes == (
        "No passage or document has kind '法案'. Did you mean '法'?",
    )


def test_a_facet_called_like_a_field_in_chinese_is_found(notices):
    assert list_found(notices, "主题:改革法") == ["Law"]
    assert not search(notices, "主题:改革法").notes
    assert choose_subset(notices, ["主题=改革法"]).documents == ["Law"]


def test_a_concordance_is_cut_from_documents_of_a_kind(notices_path):
    arguments = ["--db", str(notices_path), "kwic", "工会", "--where", "kind:法"]
    result = CliRunner().invoke(main, [*arguments, "--format", "jsonl"])
    assert [json.loads(line)["doc_id"] for line in result.stdout.splitlines()] == ["Law"]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("isuer:国务院 工会", "No field is called 'isuer'. Did you mean 'issuer'?"),
        ("note:工会", "No field is called 'note'."),
        ("机关:gov_1 工会", "No field is called '机关'. There are: date, doc, issuer,"),
    ],
)
def test_a_field_there_is_not_is_named_and_looked_for_as_words(notices, query, note):
    (said,) = search(notices, query).notes[:1]
    assert said.startswith(note)
    assert search(notices, query).hits
    with pytest.raises(BadQuery, match=note.partition("?")[0]):
        choose_subset(notices, [query])


@pytest.mark.parametrize("query", ["http://a.b 工会", "目标：工会", '"note: 工会"', "doc:gov_1"])
def test_addresses_titles_and_phrases_ask_for_no_field(notices, query):
    assert not any("field" in note for note in search(notices, query).notes)


def test_a_store_is_opened_by_a_path_or_its_text(notices_path):
    with open_store(str(notices_path)) as opened:
        assert len(opened.list_documents()) == len(PAPERS)
